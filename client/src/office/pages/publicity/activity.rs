//! One activity in the table.

use chungtay_shared::api::path;
use chungtay_shared::api::publicity::{ActivityLine, StrikeActivity};
use yew::prelude::*;

use crate::components::Badge;
use crate::i18n::{Translator, use_translator};
use crate::office::take_back::{TakeBack, Texts};
use crate::office::words;

/// Columns of the table.
const COLUMNS: &str = "7";

/// An activity, and what to do once it was struck out.
#[derive(PartialEq, Properties)]
pub(super) struct Props {
    /// The activity.
    pub(super) line: ActivityLine,
    /// Whether it has to be said to which campaign it belongs.
    pub(super) names_campaign: bool,
    /// It was struck out; gets what to say.
    pub(super) on_struck: Callback<String>,
}

/// The activity's row, and below it the form in which it is struck out.
#[component]
pub(super) fn ActivityRows(props: &Props) -> Html {
    let t = use_translator();
    let open = use_state_eq(|| false);
    let activity = &props.line.activity;
    let is_struck = props.line.struck.is_some();
    let id = format!("strike-{}", activity.id);
    let what = words::joined(&[
        t.choice("office.channel", activity.channel.code()),
        &activity.topic,
        &t.date(activity.on),
    ]);
    let onclick = {
        let (is_open, open) = (*open, open.setter());
        Callback::from(move |_: MouseEvent| open.set(!is_open))
    };
    html! {
        <tbody data-testid="activity">
            <tr class={classes!(is_struck.then_some("corrected"))}>
                { cells(&t, props) }
                <td>
                    { words::name(&t, &props.line.person_name) }
                    <span class="below">{ words::moment(&t, activity.recorded_at) }</span>
                    if !is_struck {
                        <button
                            type="button" class="button button-small no-print" {onclick}
                            aria-expanded={open.to_string()}
                            aria-controls={open.then(|| id.clone())}
                            aria-label={t.fill("office.publicity.strike_of", &[("what", &what)])}
                            data-testid="strike-activity"
                        >
                            { t.text("office.publicity.strike") }
                        </button>
                    }
                </td>
            </tr>
            if *open && !is_struck {
                <tr id={id.clone()} class="no-print">
                    <td colspan={COLUMNS}>{ strike_form(&t, props, id, &what) }</td>
                </tr>
            }
        </tbody>
    }
}

/// The form in which the activity is struck out, with a reason.
fn strike_form(t: &Translator, props: &Props, id: String, what: &str) -> Html {
    let texts = Texts {
        what: t.text("office.publicity.strike_what"),
        why: t.text("office.publicity.strike_why"),
        now: t.text("office.publicity.strike_now"),
        gone: t.text("office.publicity.strike_gone"),
        in_use: None,
    };
    let (campaign, activity) = (props.line.campaign, props.line.activity.id);
    let request = Callback::from(move |reason| StrikeActivity {
        campaign,
        activity,
        reason,
    });
    html! {
        <TakeBack<StrikeActivity>
            {id} testid="strike" {texts} field="activity" {request} path={path::PUBLICITY_STRIKE}
            done={t.fill("office.publicity.strike_done", &[("what", what)])}
            on_said={props.on_struck.clone()}
        />
    }
}

fn cells(t: &Translator, props: &Props) -> Html {
    let activity = &props.line.activity;
    let reach = match activity.reach {
        0 => "–".to_owned(),
        reach => t.number(u64::from(reach)),
    };
    html! {
        <>
            <td class="moment"><span class="said">{ t.date(activity.on) }</span></td>
            <td>
                <span class="said">{ t.choice("office.channel", activity.channel.code()) }</span>
            </td>
            <th scope="row" class="fact-what">{ what(t, props) }</th>
            <td><span class="said">{ or_dash(&activity.place) }</span></td>
            <td><span class="said">{ or_dash(&activity.organisation) }</span></td>
            <td class="number"><span class="said">{ reach }</span></td>
        </>
    }
}

/// What it was about, for which campaign, and why it does not count.
fn what(t: &Translator, props: &Props) -> Html {
    let ActivityLine {
        activity,
        campaign_name,
        struck,
        ..
    } = &props.line;
    html! {
        <>
            if struck.is_some() {
                <Badge label={t.text("office.publicity.struck")} testid="struck" />
                { " " }
            }
            <span class="said">{ &activity.topic }</span>
            if props.names_campaign { <span class="below">{ campaign_name }</span> }
            if !activity.note.is_empty() {
                <span class="below note said">{ &activity.note }</span>
            }
            if let Some(strike) = struck {
                <span class="below note">
                    { t.fill("office.publicity.struck_why", &[
                        ("at", &words::moment(t, strike.recorded_at)), ("reason", &strike.reason),
                    ]) }
                </span>
            }
        </>
    }
}

fn or_dash(text: &str) -> &str {
    if text.is_empty() { "–" } else { text }
}
