//! The period that is open: what it comes to by now, and its close.

use std::rc::Rc;

use chungtay_shared::api::path;
use chungtay_shared::api::period::{OwingPhone, PeriodsPage};
use chungtay_shared::field::Problem;
use chungtay_shared::period::{ClosePeriod, Next};
use chungtay_shared::time::LocalDate;
use yew::prelude::*;

use super::figures;
use crate::components::{Banner, Tone};
use crate::i18n::{Translator, use_translator};
use crate::office::answer::{Answer, use_answer};
use crate::office::confirm_dialog::ConfirmDialog;
use crate::office::disclosure::Disclosure;
use crate::office::pages::register::day::use_day_of;
use crate::office::route::Route;
use crate::office::route_link::RouteLink;
use crate::office::words;

/// What is known.
#[derive(PartialEq, Properties)]
pub(super) struct Props {
    /// The periods.
    pub(super) page: Rc<PeriodsPage>,
}

/// The open period with the form that closes it.
#[component]
pub(super) fn OpenPeriod(props: &Props) -> Html {
    let t = use_translator();
    let page = &props.page;
    let answer = use_answer();
    let day = use_day_of(first_choice(page));
    let asked = use_state_eq(|| None::<LocalDate>);
    let shown = use_state_eq(|| false);
    let (Some(campaign), Some(next)) = (page.campaign, page.next) else {
        return Html::default();
    };
    let onsubmit = {
        let (day, asked) = (day.clone(), asked.setter());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            asked.set(day.read());
        })
    };
    let on_cancel = {
        let asked = asked.setter();
        Callback::from(move |()| asked.set(None))
    };
    let on_confirm = {
        let (answer, asked) = (answer.clone(), asked.clone());
        Callback::from(move |()| {
            if let Some(to) = *asked {
                let n = next.n;
                answer.send(path::PERIODS, ClosePeriod { campaign, n, to }, || {});
            }
            asked.set(None);
        })
    };
    let on_toggle = {
        let (is_shown, shown) = (*shown, shown.setter());
        Callback::from(move |()| shown.set(!is_shown))
    };
    let heading = words::counted(&t, "office.periods.open_heading", next.n);
    html! {
        <section class="card stack" aria-labelledby="open-period" data-testid="open-period">
            <h2 id="open-period">{ heading }</h2>
            if let Some(open) = &page.open {
                <p>
                    { t.fill("office.periods.open_since", &[("from", &t.date(next.from))]) }
                </p>
                { figures::tiles(&t, open) }
                <Disclosure
                    id="open-figures" label={t.text("office.periods.show_open")}
                    testid="show-open" open={*shown} {on_toggle}
                >
                    { figures::details(&t, open, "open") }
                </Disclosure>
                { owing(&t, &page.owing) }
                <form class="stack" novalidate=true {onsubmit} data-testid="close-form">
                    { day.field(
                        &t, &answer, ("close", "day"), t.text("office.periods.close_to"),
                    ) }
                    { refused(&t, &answer, next) }
                    { answer.banner(&t) }
                    <p class="actions">
                        <button
                            type="submit" class="button button-primary"
                            disabled={answer.is_busy()} data-testid="close-period"
                        >
                            { t.text("office.periods.close") }
                        </button>
                    </p>
                </form>
            } else {
                <p class="empty" data-testid="not-begun">
                    { t.fill("office.periods.not_begun", &[("from", &t.date(next.from))]) }
                </p>
            }
            if let Some(to) = *asked {
                <ConfirmDialog
                    title={words::counted(&t, "office.periods.close_sure", next.n)}
                    confirm={t.text("office.periods.close_now")} {on_confirm} {on_cancel}
                >
                    <p>
                        { t.fill("office.periods.close_what", &[
                            ("from", &t.date(next.from)), ("to", &t.date(to)),
                        ]) }
                    </p>
                    if !page.owing.is_empty() {
                        <p data-testid="close-owing">
                            { words::counted(
                                &t, "office.periods.close_owing", page.owing.len() as u64,
                            ) }
                        </p>
                    }
                </ConfirmDialog>
            }
        </section>
    }
}

/// The day that is wanted next, else yesterday: today's records are still on their way.
fn first_choice(page: &PeriodsPage) -> LocalDate {
    let from = page.next.map_or(page.today, |next| next.from);
    let days = page.owed.iter().map(|report| report.due.to);
    let mut wanted: Vec<LocalDate> = days.filter(|to| (from..=page.today).contains(to)).collect();
    wanted.sort_unstable();
    let yesterday = LocalDate::from_days(page.today.days() - 1);
    wanted.first().copied().unwrap_or(yesterday.max(from))
}

/// Phones that owe records: whoever closes knows of it, and may.
fn owing(t: &Translator, phones: &[OwingPhone]) -> Html {
    if phones.is_empty() {
        return Html::default();
    }
    let records: u64 = phones.iter().map(|phone| phone.owed).sum();
    let title = t.fill(
        "office.periods.owing",
        &[
            ("count", &t.number(phones.len() as u64)),
            ("owed", &t.number(records)),
        ],
    );
    let line = |phone: &OwingPhone| {
        let owed = words::counted(t, "office.units.owed", phone.owed);
        let heard = phone.heard_at.map_or_else(String::new, |at| {
            t.fill("office.periods.heard", &[("at", &words::moment(t, at))])
        });
        html! {
            <li data-testid="owing-phone">
                { words::joined(&[&phone.person_name, &phone.device_name, &owed, &heard]) }
            </li>
        }
    };
    html! {
        <Banner tone={Tone::Waiting} title={title} testid="owing-phones">
            <ul class="plain-list">{ for phones.iter().map(line) }</ul>
            <p>
                { t.text("office.periods.owing_what") }
                { " " }
                <RouteLink to={Route::Phones}>{ t.text("office.periods.to_phones") }</RouteLink>
            </p>
        </Banner>
    }
}

/// Why it was not closed, each in its own sentence.
fn refused(t: &Translator, answer: &Answer, next: Next) -> Html {
    let of = |field: &str| {
        answer
            .failure()
            .and_then(|failure| failure.problem_of(field))
    };
    let said = match (of("n"), of("to")) {
        (Some(Problem::Taken), _) => t.text("office.periods.closed_already").to_owned(),
        (Some(_), _) => t.text("office.periods.not_in_turn").to_owned(),
        (None, Some(Problem::InFuture)) => t.text("office.periods.in_future").to_owned(),
        (None, Some(_)) => t.fill("office.periods.too_early", &[("from", &t.date(next.from))]),
        (None, None) => return Html::default(),
    };
    html! { <p class="error" role="alert" data-testid="close-refused">{ said }</p> }
}
