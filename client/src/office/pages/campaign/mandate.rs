//! What a campaign rests on and aims at, in its form.

use chungtay_shared::campaign::{GoverningDraft, Indicator};
use yew::prelude::*;

use super::{day_echo, from_above};
use crate::components::{Field, Kind};
use crate::i18n::Translator;
use crate::office::campaign_form::{
    CampaignAction, CampaignForm, GoverningField, governing_field, target_field,
};
use crate::office::campaign_item::error_of;
use crate::office::task::Task;
use crate::office::words;

/// The governing documents.
pub(super) fn governing(
    t: &Translator,
    form: &UseReducerHandle<CampaignForm>,
    task: &Task,
) -> Html {
    let documents = form.own_documents();
    let add = {
        let dispatcher = form.dispatcher();
        Callback::from(move |_: MouseEvent| dispatcher.dispatch(CampaignAction::AddGoverning))
    };
    html! {
        <>
            <h2>{ t.text("office.governing.heading") }</h2>
            <p class="hint">{ t.text("office.governing.hint") }</p>
            { from_above::documents(t, form) }
            { for documents.map(|(place, document)| document_card(t, form, task, place, document)) }
            <p class="actions">
                <button type="button" class="button" onclick={add} data-testid="add-governing">
                    { t.text("office.governing.add") }
                </button>
            </p>
        </>
    }
}

/// The fields of the document at this place.
fn document_card(
    t: &Translator,
    form: &UseReducerHandle<CampaignForm>,
    task: &Task,
    place: usize,
    document: &GoverningDraft,
) -> Html {
    let text = |field: GoverningField, label: &'static str, hint: Option<&'static str>| {
        let dispatcher = form.dispatcher();
        let on_input = Callback::from(move |text| {
            dispatcher.dispatch(CampaignAction::Governing(place, field, text));
        });
        let name = governing_field(place, field);
        let value = field.of(document);
        let echo = (field == GoverningField::On).then(|| day_echo(t, value));
        html! {
            <Field
                error={error_of(t, form, task, &name)} {name} {label}
                hint={hint.map(AttrValue::Static)} optional={field == GoverningField::Title}
                value={value.to_owned()} echo={echo.flatten()} {on_input}
            />
        }
    };
    let remove = {
        let dispatcher = form.dispatcher();
        Callback::from(move |_: MouseEvent| {
            dispatcher.dispatch(CampaignAction::RemoveGoverning(place));
        })
    };
    let number = (place + 1).to_string();
    html! {
        <fieldset class="card" key={place} data-testid="governing">
            <legend class="visually-hidden">
                { t.fill("office.governing.document", &[("number", &number)]) }
            </legend>
            <div class="form-row">
                { text(
                    GoverningField::Number, t.text("office.governing.number"),
                    Some(t.text("office.governing.number_hint")),
                ) }
                { text(
                    GoverningField::On, t.text("office.governing.on"),
                    Some(t.text("office.governing.on_hint")),
                ) }
            </div>
            <div class="form-row">
                { text(GoverningField::Issuer, t.text("office.governing.issuer"), None) }
                { text(GoverningField::Title, t.text("office.governing.title"), None) }
                <button
                    type="button" class="button button-quiet push-right" onclick={remove}
                    data-testid="remove-governing"
                >
                    { t.fill("office.governing.remove", &[("number", &number)]) }
                </button>
            </div>
        </fieldset>
    }
}

/// The targets: households in a row, money in the next.
pub(super) fn targets(t: &Translator, form: &UseReducerHandle<CampaignForm>, task: &Task) -> Html {
    let row = |is_money: bool| {
        let indicators = Indicator::ALL.iter().copied();
        let in_row = indicators.filter(|indicator| indicator.is_money() == is_money);
        html! {
            <div class="form-row">
                { for in_row.map(|indicator| target(t, form, task, indicator)) }
            </div>
        }
    };
    html! {
        <>
            <h2>{ t.text("office.target.heading") }</h2>
            <p class="hint">{ t.text("office.target.hint") }</p>
            <section class="card" data-testid="target-fields">
                { row(false) }
                { row(true) }
            </section>
        </>
    }
}

fn target(
    t: &Translator,
    form: &UseReducerHandle<CampaignForm>,
    task: &Task,
    indicator: Indicator,
) -> Html {
    let text = form.mandate.targets.get(&indicator);
    let text = text.map_or("", String::as_str);
    let echo = indicator.is_money().then(|| words::money_echo(t, text));
    let dispatcher = form.dispatcher();
    let on_input = Callback::from(move |text| {
        dispatcher.dispatch(CampaignAction::Target(indicator, text));
    });
    let name = target_field(indicator);
    html! {
        <Field
            error={error_of(t, form, task, &name)} {name} kind={Kind::Amount} optional=true
            label={t.choice("office.target.label", indicator.code())} value={text.to_owned()}
            echo={echo.flatten()} {on_input}
        />
    }
}
