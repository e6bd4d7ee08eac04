//! The way to note an activity.

use std::rc::Rc;

use chungtay_shared::api::path;
use chungtay_shared::campaign::Campaign;
use chungtay_shared::publicity::{ActivityDraft, Channel};
use yew::prelude::*;

use super::fields::Fields;
use crate::i18n::{Translator, use_translator};
use crate::office::activity_form::{ActivityAction, ActivityForm};
use crate::office::answer::{Answer, use_answer};
use crate::office::disclosure::Disclosure;
use crate::office::first_problem::use_first_problem;
use crate::office::route::Route;
use crate::office::route_link::RouteLink;
use crate::office::{browser, words};

/// For what it may have been done.
#[derive(PartialEq, Properties)]
pub(super) struct Props {
    /// The commune's campaigns, newest first.
    pub(super) campaigns: Rc<Vec<Campaign>>,
    /// Organisations that are offered while a name is typed.
    pub(super) organisations: Vec<String>,
}

/// A button that shows the form. What is typed outlives its closing; it is emptied once it was noted.
#[component]
pub(super) fn Note(props: &Props) -> Html {
    let t = use_translator();
    let answer = use_answer();
    let open = use_state_eq(|| false);
    let noted = use_state_eq(String::new);
    let form = use_reducer(|| ActivityForm::new(browser::now().local_date()));
    let node = use_node_ref();
    use_first_problem(&node, (form.errors.clone(), answer.failure().cloned()));
    let onsubmit = send(&t, props, &form, &answer, &noted);
    let on_toggle = {
        let (is_open, open) = (*open, open.setter());
        Callback::from(move |()| open.set(!is_open))
    };
    if props.campaigns.is_empty() {
        return no_campaign(&t);
    }
    let fields = Fields {
        t: &t,
        form: &form,
        answer: &answer,
        campaigns: &props.campaigns,
        organisations: &props.organisations,
    };
    html! {
        <div class="no-print">
            <Disclosure
                id="activity-new" label={t.text("office.publicity.note")} testid="note-activity"
                open={*open} {on_toggle}
            >
                <form
                    ref={node} class="card" novalidate=true {onsubmit} data-testid="activity-form"
                    aria-label={t.text("office.publicity.note")}
                >
                    { fields.all() }
                    { answer.banner(&t) }
                    <p class="actions">
                        <button
                            type="submit" class="button button-primary" disabled={answer.is_busy()}
                            data-testid="activity-save"
                        >
                            { t.text("office.publicity.save") }
                        </button>
                        <span role="status" data-testid="activity-noted">{ &*noted }</span>
                    </p>
                </form>
            </Disclosure>
        </div>
    }
}

fn no_campaign(t: &Translator) -> Html {
    html! {
        <p class="empty">
            { t.text("office.publicity.no_campaign") }
            { " " }
            <RouteLink to={Route::Campaigns}>{ t.text("office.fund.to_campaigns") }</RouteLink>
        </p>
    }
}

/// Sends what the form holds, or shows what is wrong with it.
fn send(
    t: &Translator,
    props: &Props,
    form: &UseReducerHandle<ActivityForm>,
    answer: &Answer,
    noted: &UseStateHandle<String>,
) -> Callback<SubmitEvent> {
    let (t, campaigns) = (t.clone(), Rc::clone(&props.campaigns));
    let (form, answer, noted) = (form.clone(), answer.clone(), noted.setter());
    Callback::from(move |event: SubmitEvent| {
        event.prevent_default();
        noted.set(String::new());
        let request = match form.to_request(&campaigns, browser::now()) {
            Ok(request) => request,
            Err(errors) => return form.dispatch(ActivityAction::Refused(errors)),
        };
        form.dispatch(ActivityAction::Refused(Vec::new()));
        let what = in_words(&t, &request.draft);
        let said = t.fill("office.publicity.noted", &[("what", &what)]);
        let (dispatcher, noted) = (form.dispatcher(), noted.clone());
        answer.send(path::PUBLICITY, request, move || {
            dispatcher.dispatch(ActivityAction::Noted);
            noted.set(said);
        });
    })
}

fn in_words(t: &Translator, draft: &ActivityDraft) -> String {
    let channel = draft.channel.map_or("", Channel::code);
    words::joined(&[
        t.choice("office.channel", channel),
        draft.topic.trim(),
        &t.date(draft.on),
    ])
}
