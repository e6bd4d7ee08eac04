//! An aid item in the form of its campaign.

use chungtay_shared::api::AidItemDraft;
use chungtay_shared::date::read_day;
use chungtay_shared::field::FieldError;
use chungtay_shared::fund::Source;
use chungtay_shared::handover::AidForm;
use chungtay_shared::money::{format_quantity, parse_quantity};
use chungtay_shared::support::{Preset, StepRule};
use yew::prelude::*;

use super::campaign_form::{CampaignAction, CampaignForm, ItemField, has_source_name, item_field};
use super::failure::problem_of;
use super::meant_for;
use super::task::Task;
use super::words;
use crate::components::{Choice, ChoiceChips, Field, Kind};
use crate::i18n::Translator;

/// The fields of the item at this place.
pub(crate) fn item_card(
    t: &Translator,
    form: &UseReducerHandle<CampaignForm>,
    task: &Task,
    place: usize,
    item: &AidItemDraft,
) -> Html {
    let text = |field: ItemField, label: &'static str, kind: Kind, optional: bool| {
        let dispatcher = form.dispatcher();
        let on_input = Callback::from(move |text| {
            dispatcher.dispatch(CampaignAction::Item(place, field, text));
        });
        let name = item_field(place, field.code());
        html! {
            <Field
                error={error_of(t, form, task, &name)} {name} {label} {kind}
                {optional}
                value={field.of(item).to_owned()} echo={amount_echo(t, field, item)} {on_input}
            />
        }
    };
    let remove = {
        let dispatcher = form.dispatcher();
        Callback::from(move |_: MouseEvent| dispatcher.dispatch(CampaignAction::Remove(place)))
    };
    let number = (place + 1).to_string();
    html! {
        <fieldset class="card" key={place} data-testid="item">
            <legend class="visually-hidden">
                { t.fill("office.campaign.item", &[("number", &number)]) }
            </legend>
            <div class="form-row">
                { text(ItemField::Name, t.text("office.campaign.item_name"), Kind::Line, false) }
                { form_chips(t, form, task, place, item) }
            </div>
            <div class="form-row">
                { source_chips(t, form, place, item) }
                if let Some(source) = item.source.filter(|source| has_source_name(Some(*source))) {
                    { text(
                        ItemField::SourceName,
                        t.choice("office.campaign.source_name", source.code()),
                        Kind::Line, source != Source::Direct,
                    ) }
                }
            </div>
            <div class="form-row">
                { steps_chips(t, form, place, item) }
                { for item.steps.iter().enumerate().map(|(step, rule)| {
                    step_name(t, form, task, (place, step), rule)
                }) }
            </div>
            { meant_for(t, form, place, item, text(
                ItemField::MeantOn, t.text("office.meant.on"), Kind::Line, true,
            )) }
            <div class="form-row">
                if item.form.is_some_and(AidForm::has_money) {
                    { text(ItemField::Money, t.text("office.campaign.money"), Kind::Amount, true) }
                }
                if item.form.is_some_and(AidForm::has_goods) {
                    { text(ItemField::Quantity, t.text("office.campaign.quantity"), Kind::Amount, true) }
                    { text(ItemField::Unit, t.text("office.campaign.unit"), Kind::Line, true) }
                    { text(
                        ItemField::GoodsValue, t.text("office.campaign.goods_value"), Kind::Amount, true,
                    ) }
                }
                <button
                    type="button" class="button button-quiet push-right" onclick={remove}
                    data-testid="remove-item"
                >
                    { t.fill("office.campaign.remove", &[("number", &number)]) }
                </button>
            </div>
        </fieldset>
    }
}

/// Whom it is meant for: closed, it says what was chosen.
fn meant_for(
    t: &Translator,
    form: &UseReducerHandle<CampaignForm>,
    place: usize,
    item: &AidItemDraft,
    on: Html,
) -> Html {
    let said = match meant_for::in_words(t, &item.meant_for) {
        nothing if nothing.is_empty() => t.text("office.meant.not_said").to_owned(),
        said => said,
    };
    let category = {
        let dispatcher = form.dispatcher();
        Callback::from(move |category| {
            dispatcher.dispatch(CampaignAction::Category(place, category));
        })
    };
    let need = {
        let dispatcher = form.dispatcher();
        Callback::from(move |need| dispatcher.dispatch(CampaignAction::Need(place, need)))
    };
    let chosen = &item.meant_for;
    html! {
        <details data-testid="meant-for">
            <summary>{ t.fill("office.meant.summary", &[("said", &said)]) }</summary>
            <div class="stack">
                { meant_for::category_chips(
                    t, item_field(place, "categories").into(), &chosen.categories, category,
                ) }
                { on }
                { meant_for::need_chips(t, item_field(place, "needs").into(), &chosen.needs, need) }
            </div>
        </details>
    }
}

/// How the item is given.
fn form_chips(
    t: &Translator,
    form: &UseReducerHandle<CampaignForm>,
    task: &Task,
    place: usize,
    item: &AidItemDraft,
) -> Html {
    let choices = AidForm::ALL
        .iter()
        .map(|form| Choice::new(form.code(), t.choice("form", form.code())));
    let chosen = item.form.map(|form| AttrValue::Static(form.code()));
    let dispatcher = form.dispatcher();
    let on_choose = Callback::from(move |code: AttrValue| {
        if let Some(form) = AidForm::from_code(&code) {
            dispatcher.dispatch(CampaignAction::Form(place, form));
        }
    });
    let name = item_field(place, "form");
    html! {
        <ChoiceChips
            error={error_of(t, form, task, &name)} {name} legend={t.text("office.campaign.form")}
            choices={choices.collect::<Vec<_>>()} chosen={chosen.into_iter().collect::<Vec<_>>()}
            {on_choose}
        />
    }
}

/// Who pays for the item; that it is not known can be said too.
fn source_chips(
    t: &Translator,
    form: &UseReducerHandle<CampaignForm>,
    place: usize,
    item: &AidItemDraft,
) -> Html {
    let known = Source::ALL
        .iter()
        .map(|source| Choice::new(source.code(), t.choice("office.source", source.code())));
    let unknown = Choice::new("", t.text("office.source.unknown"));
    let chosen = item.source.map_or("", Source::code);
    let dispatcher = form.dispatcher();
    let on_choose = Callback::from(move |code: AttrValue| {
        dispatcher.dispatch(CampaignAction::Source(place, Source::from_code(&code)));
    });
    html! {
        <ChoiceChips
            name={item_field(place, "source")} legend={t.text("office.campaign.source")}
            choices={known.chain([unknown]).collect::<Vec<_>>()}
            chosen={vec![AttrValue::Static(chosen)]} {on_choose}
        />
    }
}

/// Whether it is given at once, or by which steps.
fn steps_chips(
    t: &Translator,
    form: &UseReducerHandle<CampaignForm>,
    place: usize,
    item: &AidItemDraft,
) -> Html {
    let choices = std::iter::once("").chain(Preset::ALL.iter().map(|preset| preset.code()));
    let choices = choices.map(|code| {
        let key = if code.is_empty() { "none" } else { code };
        Choice::new(code, t.choice("office.campaign.steps", key))
    });
    let codes = |rules: &[StepRule]| rules.iter().map(|r| r.code.clone()).collect::<Vec<_>>();
    let mut presets = Preset::ALL.iter();
    let preset = presets.find(|preset| codes(&preset.plan(str::to_owned)) == codes(&item.steps));
    let chosen = match preset {
        Some(preset) => Some(preset.code()),
        None => item.steps.is_empty().then_some(""),
    };
    let (dispatcher, t_steps) = (form.dispatcher(), t.clone());
    let on_choose = Callback::from(move |code: AttrValue| {
        let plan = Preset::from_code(&code).map(|preset| {
            preset.plan(|step| t_steps.choice("office.campaign.step", step).to_owned())
        });
        dispatcher.dispatch(CampaignAction::Steps(place, plan.unwrap_or_default()));
    });
    let chosen: Vec<AttrValue> = chosen.into_iter().map(AttrValue::Static).collect();
    html! {
        <ChoiceChips
            name={item_field(place, "steps")} legend={t.text("office.campaign.steps")}
            choices={choices.collect::<Vec<_>>()} {chosen} {on_choose}
        />
    }
}

/// What a step is called; which one it is and what it has to say stays as it was chosen.
fn step_name(
    t: &Translator,
    form: &UseReducerHandle<CampaignForm>,
    task: &Task,
    (place, step): (usize, usize),
    rule: &StepRule,
) -> Html {
    let name = item_field(place, &format!("steps.{step}.name"));
    let dispatcher = form.dispatcher();
    let on_input = Callback::from(move |name| {
        dispatcher.dispatch(CampaignAction::StepName(place, step, name));
    });
    let number = (step + 1).to_string();
    html! {
        <Field
            error={error_of(t, form, task, &name)} {name} value={rule.name.clone()} {on_input}
            label={t.fill("office.campaign.step_name", &[("number", &number)])}
        />
    }
}

/// How an amount is read, shown while it is typed.
fn amount_echo(t: &Translator, field: ItemField, item: &AidItemDraft) -> Option<AttrValue> {
    let text = field.of(item);
    match field {
        ItemField::Money | ItemField::GoodsValue => words::money_echo(t, text),
        ItemField::Quantity => parse_quantity(text).ok().map(|quantity_milli| {
            AttrValue::from(format!("{} {}", format_quantity(quantity_milli), item.unit))
        }),
        ItemField::MeantOn => read_day(text).ok().map(|day| AttrValue::from(t.date(day))),
        ItemField::Name | ItemField::Unit | ItemField::SourceName => None,
    }
}

/// What is wrong with a field, as found here or by the server.
pub(crate) fn error_of(
    t: &Translator,
    form: &CampaignForm,
    task: &Task,
    field: &str,
) -> Option<AttrValue> {
    problem_of(&form.errors, field)
        .or_else(|| problem_of(refused(form, task), field))
        .map(|problem| AttrValue::from(t.problem(problem)))
}

/// The problems that the server has found, as long as they are of the places that fields have now.
pub(crate) fn refused<'a>(form: &CampaignForm, task: &'a Task) -> &'a [FieldError] {
    match task.failure() {
        Some(failure) if !form.has_moved => failure.fields(),
        _ => &[],
    }
}
