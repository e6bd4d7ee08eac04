//! Notes what somebody promised or gave for the Fund, on the way. The office enters it.

use chungtay_shared::id::DocId;
use chungtay_shared::offer::{OfferDraft, OfferKind};
use chungtay_shared::phone::message::Ask;
use yew::prelude::*;

use crate::components::{Choice, ChoiceChips, Field, Kind};
use crate::forms::{OfferForm, error_of};
use crate::hooks::{DraftedForm, use_app, use_drafted_form};
use crate::i18n::{Translator, use_translator};
use crate::platform::clock;
use crate::route::Route;
use crate::state::{AppState, SavedKind, campaign_in_force};
use crate::widgets::{Beginning, Drafted, Page, save_bar};

/// Notes what somebody promised or gave.
pub(crate) fn note_offer(t: &Translator, app: &AppState) -> Html {
    let route = Route::NoteOffer;
    let today = clock::now().local_date();
    let Some(campaign) = campaign_in_force(&app.campaigns, today) else {
        return html! {
            <Page {route} testid="page-note-offer">
                <p class="hint">{ t.text("activity.no_campaign") }</p>
            </Page>
        };
    };
    let id = campaign.id;
    let form = Callback::from(move |beginning| html! { <Filling campaign={id} {beginning} /> });
    html! {
        <Page {route} testid="page-note-offer" has_action_bar={true}>
            <p class="hint">{ t.text("offer.what") }</p>
            <Drafted {route} {form} />
        </Page>
    }
}

#[derive(PartialEq, Properties)]
struct FillingProps {
    campaign: DocId,
    beginning: Beginning,
}

/// A field of the form: its name, what is typed in it, whether it may stay empty, where it stands.
type Line = (&'static str, Kind, bool, fn(&mut OfferDraft) -> &mut String);

const LINES: [Line; 5] = [
    ("giver", Kind::Line, false, |d| &mut d.giver),
    ("money_text", Kind::Amount, true, |d| &mut d.money_text),
    ("goods", Kind::Line, true, |d| &mut d.goods),
    ("receipt", Kind::Line, true, |d| &mut d.receipt),
    ("note", Kind::Note, true, |d| &mut d.note),
];

#[component]
fn Filling(props: &FillingProps) -> Html {
    let t = use_translator();
    let app = use_app();
    let today = clock::now().local_date();
    let new = || props.beginning.upon(OfferForm::new(today));
    let campaign = props.campaign;
    let read = move |form: &OfferForm| {
        let draft = form.read(clock::now())?;
        Ok(Ask::NoteOffer { campaign, draft })
    };
    let drafted = use_drafted_form(new, &props.beginning.keeper, SavedKind::Offer, read);
    let organisations = app.names.organisations.iter();
    let organisations: Vec<AttrValue> = organisations.map(|name| name.clone().into()).collect();
    html! {
        <>
            { offered(&t, &drafted) }
            { for LINES.into_iter().map(|line| {
                let suggestions = if line.0 == "giver" { &organisations[..] } else { &[] };
                field(&t, &drafted, line, suggestions)
            }) }
            { save_bar(&t, &drafted, t.text("activity.save")) }
        </>
    }
}

fn offered(t: &Translator, drafted: &DraftedForm<OfferForm>) -> Html {
    let choices: Vec<Choice> = OfferKind::ALL
        .iter()
        .map(|kind| Choice::new(kind.code(), t.choice("offer.kind", kind.code())))
        .collect();
    let chosen = drafted.form.value().0.offered;
    let chosen = chosen.map(|kind| AttrValue::Static(kind.code()));
    html! {
        <ChoiceChips
            name="offered" legend={t.text("offer.offered")} {choices}
            chosen={chosen.into_iter().collect::<Vec<_>>()}
            error={error_of(t, drafted.errors(), "offered")}
            on_choose={drafted.form.on(|form: &mut OfferForm, code: AttrValue| {
                form.0.offered = OfferKind::from_code(&code);
            })}
        />
    }
}

fn field(
    t: &Translator,
    drafted: &DraftedForm<OfferForm>,
    (name, kind, optional, place): Line,
    suggestions: &[AttrValue],
) -> Html {
    let value = place(&mut drafted.form.value().0.clone()).clone();
    html! {
        <Field
            {name} label={t.choice("offer", name)} {kind} {optional} {value}
            error={error_of(t, drafted.errors(), name)} suggestions={suggestions.to_vec()}
            on_input={drafted.form.on(move |form: &mut OfferForm, typed| *place(&mut form.0) = typed)}
        />
    }
}
