//! What units above want reported, and how that was answered.

use chungtay_shared::api::path;
use chungtay_shared::api::period::{OwedReport, ReminderLine};
use chungtay_shared::period::{Answer, Punctuality};
use yew::prelude::*;

use crate::components::{Badge, Tone};
use crate::i18n::{Translator, use_translator};
use crate::office::remote::use_remote;
use crate::office::route::Route;
use crate::office::route_link::RouteLink;
use crate::office::words;

/// On the overview: what was not sent yet; nothing when nothing is owed.
#[component]
pub(crate) fn OwedCard() -> Html {
    let t = use_translator();
    let remote = use_remote::<Vec<OwedReport>>(path::URGING.to_owned());
    let Some(owed) = &remote.data else {
        return Html::default();
    };
    let is_open = |report: &&OwedReport| match report.answer.punctuality {
        Punctuality::Open { .. } | Punctuality::Overdue { .. } => true,
        Punctuality::OnTime | Punctuality::Late { .. } => false,
    };
    let open: Vec<&OwedReport> = owed.iter().filter(is_open).collect();
    if open.is_empty() {
        return Html::default();
    }
    html! {
        <section class="card attention" aria-labelledby="owed-card" data-testid="owed-card">
            <h2 id="owed-card">{ t.text("office.periods.owed_card") }</h2>
            <ul>
                { for open.iter().map(|report| html! {
                    <li>
                        <RouteLink
                            to={Route::Periods} testid="owed-link"
                            class={classes!("attention-link", "tone-waiting")}
                        >
                            { in_words(&t, report) }
                        </RouteLink>
                        { reminded(&t, &report.reminders) }
                    </li>
                }) }
            </ul>
        </section>
    }
}

fn in_words(t: &Translator, report: &OwedReport) -> String {
    let what = t.fill(
        "office.periods.owed_line",
        &[
            ("unit", &report.above.name),
            ("day", &t.date(report.due.to)),
            ("due", &t.date(report.due.due)),
        ],
    );
    words::joined(&[&what, &punctual(t, report.answer.punctuality).1])
}

/// A table of all that is or was owed; nothing where no unit above wants anything.
pub(super) fn table(t: &Translator, owed: &[OwedReport]) -> Html {
    if owed.is_empty() {
        return Html::default();
    }
    let row = |report: &OwedReport| {
        html! {
            <tr data-testid="owed-report">
                <th scope="row">
                    { t.fill("office.periods.to_day", &[("day", &t.date(report.due.to))]) }
                    <span class="below">{ &report.campaign_name }</span>
                    if !report.due.note.is_empty() {
                        <span class="below note">{ &report.due.note }</span>
                    }
                </th>
                <td>{ &report.above.name }</td>
                <td>{ t.date(report.due.due) }</td>
                <td>{ answered(t, &report.answer) }</td>
                <td>{ reminders(t, &report.reminders) }</td>
            </tr>
        }
    };
    html! {
        <section class="stack" aria-labelledby="owed">
            <h2 id="owed">{ t.text("office.periods.owed") }</h2>
            <div class="table-scroll" tabindex="0" role="group" aria-labelledby="owed">
                <table class="table" data-testid="owed-table">
                    <caption class="visually-hidden">{ t.text("office.periods.owed") }</caption>
                    <thead>
                        <tr>
                            <th scope="col">{ t.text("office.periods.col_period") }</th>
                            <th scope="col">{ t.text("office.periods.col_above") }</th>
                            <th scope="col">{ t.text("office.periods.col_due") }</th>
                            <th scope="col">{ t.text("office.periods.col_state") }</th>
                            <th scope="col">{ t.text("office.periods.col_reminders") }</th>
                        </tr>
                    </thead>
                    <tbody>{ for owed.iter().map(row) }</tbody>
                </table>
            </div>
        </section>
    }
}

/// In time or not, with the report that counts and how many stood before it.
pub(super) fn answered(t: &Translator, answer: &Answer) -> Html {
    let (tone, label) = punctual(t, answer.punctuality);
    let sent = answer.counts.as_ref().map(|sent| {
        t.fill(
            "office.periods.sent_line",
            &[
                ("n", &t.number(sent.n)),
                ("day", &t.date(sent.to)),
                ("at", &words::moment(t, sent.at)),
                ("by", &sent.by),
            ],
        )
    });
    let before = answer.before.len() as u64;
    html! {
        <>
            <Badge {tone} {label} testid="punctuality" />
            if let Some(sent) = sent { <span class="below">{ sent }</span> }
            if before > 0 {
                <span class="below">{ words::counted(t, "office.periods.sent_before", before) }</span>
            }
        </>
    }
}

/// Whether it was sent, in words.
pub(super) fn punctual(t: &Translator, punctuality: Punctuality) -> (Tone, String) {
    let days = |key: &str, days: i64| t.fill(key, &[("count", &words::signed(days))]);
    match punctuality {
        Punctuality::OnTime => (Tone::Good, t.text("office.periods.on_time").to_owned()),
        Punctuality::Late { days: late } => (Tone::Waiting, days("office.periods.late_by", late)),
        Punctuality::Open { days: 0 } => {
            (Tone::Waiting, t.text("office.periods.due_today").to_owned())
        }
        Punctuality::Open { days: left } => (Tone::Plain, days("office.periods.open_for", left)),
        Punctuality::Overdue { days: over } => {
            (Tone::Problem, days("office.periods.overdue", over))
        }
    }
}

/// Every reminder, the last first.
pub(super) fn reminders(t: &Translator, lines: &[ReminderLine]) -> Html {
    if lines.is_empty() {
        return html! { { "–" } };
    }
    let line = |line: &ReminderLine| {
        let reminder = &line.reminder;
        let how = t.choice("office.reminder_channel", reminder.channel.code());
        let said = words::joined(&[&t.date(reminder.on), how, &reminder.whom, &reminder.note]);
        html! {
            <li data-testid="reminder">
                { said }
                <span class="below">
                    { t.fill("office.periods.noted_by", &[("name", &line.by)]) }
                </span>
            </li>
        }
    };
    html! { <ul class="plain-list">{ for lines.iter().map(line) }</ul> }
}

/// How often, and when last.
fn reminded(t: &Translator, lines: &[ReminderLine]) -> Html {
    let Some(last) = lines.first() else {
        return Html::default();
    };
    let how = t.choice("office.reminder_channel", last.reminder.channel.code());
    let said = t.fill(
        "office.periods.reminded",
        &[
            ("count", &t.number(lines.len() as u64)),
            ("day", &t.date(last.reminder.on)),
            ("how", how),
        ],
    );
    html! { <span class="below" data-testid="owed-reminded">{ said }</span> }
}
