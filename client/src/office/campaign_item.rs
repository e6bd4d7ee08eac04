//! An aid item in the form of its campaign.

use chungtay_shared::api::AidItemDraft;
use chungtay_shared::field::FieldError;
use chungtay_shared::fund::Source;
use chungtay_shared::handover::AidForm;
use chungtay_shared::money::{format_quantity, parse_quantity, parse_vnd};
use yew::prelude::*;

use super::campaign_form::{CampaignAction, CampaignForm, ItemField, has_source_name, item_field};
use super::failure::problem_of;
use super::task::Task;
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
                        Kind::Line, true,
                    ) }
                }
            </div>
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

/// How an amount is read, shown while it is typed.
fn amount_echo(t: &Translator, field: ItemField, item: &AidItemDraft) -> Option<AttrValue> {
    let text = field.of(item);
    match field {
        ItemField::Money | ItemField::GoodsValue => parse_vnd(text)
            .ok()
            .map(|value_vnd| AttrValue::from(t.money(value_vnd))),
        ItemField::Quantity => parse_quantity(text).ok().map(|quantity_milli| {
            AttrValue::from(format!("{} {}", format_quantity(quantity_milli), item.unit))
        }),
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
