//! Notes what was done for publicity, in the campaign that runs.

use chungtay_shared::id::DocId;
use chungtay_shared::phone::message::Ask;
use chungtay_shared::publicity::Channel;
use yew::prelude::*;

use crate::components::{Choice, ChoiceChips, Field, Kind};
use crate::forms::{ActivityForm, error_of};
use crate::hooks::{DraftedForm, use_app, use_drafted_form};
use crate::i18n::{Translator, use_translator};
use crate::platform::clock;
use crate::route::Route;
use crate::state::{AppState, SavedKind, campaign_in_force};
use crate::widgets::{Beginning, Drafted, Page, hamlets_there, save_bar};

/// Notes what was done for publicity.
pub(crate) fn note_activity(t: &Translator, app: &AppState) -> Html {
    let route = Route::NoteActivity;
    let today = clock::now().local_date();
    let Some(campaign) = campaign_in_force(&app.campaigns, today) else {
        return html! {
            <Page {route} testid="page-note-activity">
                <p class="hint">{ t.text("activity.no_campaign") }</p>
            </Page>
        };
    };
    let id = campaign.id;
    let form = Callback::from(move |beginning| html! { <Filling campaign={id} {beginning} /> });
    html! {
        <Page {route} testid="page-note-activity" has_action_bar={true}>
            <p class="hint">{ &campaign.name }</p>
            <Drafted {route} {form} />
        </Page>
    }
}

#[derive(PartialEq, Properties)]
struct FillingProps {
    campaign: DocId,
    beginning: Beginning,
}

#[component]
fn Filling(props: &FillingProps) -> Html {
    let t = use_translator();
    let app = use_app();
    let today = clock::now().local_date();
    let new = || props.beginning.upon(ActivityForm::new(today));
    let campaign = props.campaign;
    let read = move |form: &ActivityForm| {
        let draft = form.read(clock::now())?;
        Ok(Ask::NoteActivity { campaign, draft })
    };
    let drafted = use_drafted_form(new, &props.beginning.keeper, SavedKind::Activity, read);
    let organisations = app.names.organisations.iter();
    let organisations: Vec<AttrValue> = organisations.map(|name| name.clone().into()).collect();
    html! {
        <>
            { channel(&t, &drafted) }
            { line(&t, &drafted, ("topic", Kind::Line, false), |f| &mut f.draft.topic, &[]) }
            { line(&t, &drafted, ("reach_text", Kind::Digits, true), |f| &mut f.draft.reach_text, &[]) }
            { line(
                &t, &drafted, ("place", Kind::Line, true), |f| &mut f.draft.place,
                &hamlets_there(&app),
            ) }
            { line(&t, &drafted, ("organisation", Kind::Line, true), |f| &mut f.draft.organisation, &organisations) }
            { line(&t, &drafted, ("on", Kind::Date, false), |f| &mut f.date, &[]) }
            { line(&t, &drafted, ("note", Kind::Note, true), |f| &mut f.draft.note, &[]) }
            { save_bar(&t, &drafted, t.text("activity.save")) }
        </>
    }
}

fn channel(t: &Translator, drafted: &DraftedForm<ActivityForm>) -> Html {
    let choices: Vec<Choice> = Channel::ALL
        .iter()
        .map(|channel| Choice::new(channel.code(), t.choice("channel", channel.code())))
        .collect();
    let chosen = drafted.form.value().draft.channel;
    let chosen = chosen.map(|channel| AttrValue::Static(channel.code()));
    html! {
        <ChoiceChips
            name="channel" legend={t.text("activity.channel")} stacked={true} {choices}
            chosen={chosen.into_iter().collect::<Vec<_>>()}
            error={error_of(t, drafted.errors(), "channel")}
            on_choose={drafted.form.on(|form: &mut ActivityForm, code: AttrValue| {
                form.draft.channel = Channel::from_code(&code);
            })}
        />
    }
}

/// A field of the form; its label stands under its name.
fn line(
    t: &Translator,
    drafted: &DraftedForm<ActivityForm>,
    (name, kind, optional): (&'static str, Kind, bool),
    field: fn(&mut ActivityForm) -> &mut String,
    suggestions: &[AttrValue],
) -> Html {
    let value = field(&mut drafted.form.value().clone()).clone();
    html! {
        <Field
            {name} label={t.choice("activity", name)} {kind} {optional} {value}
            error={error_of(t, drafted.errors(), name)} suggestions={suggestions.to_vec()}
            on_input={drafted.form.on(move |form: &mut ActivityForm, typed| *field(form) = typed)}
        />
    }
}
