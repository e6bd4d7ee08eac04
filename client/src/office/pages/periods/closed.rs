//! The periods that were closed; each opens with its figures as they were.

use std::rc::Rc;

use chungtay_shared::api::path;
use chungtay_shared::api::period::{ClosedLine, PeriodDetail, PeriodsPage, SendPeriod};
use chungtay_shared::id::DocId;
use yew::prelude::*;

use super::arisen::ArisenRecords;
use super::figures;
use crate::i18n::{Translator, use_translator};
use crate::office::answer::use_answer;
use crate::office::data_view::data_view;
use crate::office::disclosure::Disclosure;
use crate::office::if_may::IfMay;
use crate::office::remote::{use_remote, use_shell};
use crate::office::words;

/// What is known.
#[derive(PartialEq, Properties)]
pub(super) struct Props {
    /// The periods.
    pub(super) page: Rc<PeriodsPage>,
}

/// A card for each, newest first.
#[component]
pub(super) fn ClosedPeriods(props: &Props) -> Html {
    let t = use_translator();
    let page = &props.page;
    let Some(campaign) = page.campaign else {
        return Html::default();
    };
    html! {
        <section class="stack" aria-labelledby="closed-periods">
            <h2 id="closed-periods">{ t.text("office.periods.closed") }</h2>
            if page.closed.is_empty() {
                <p class="empty" data-testid="closed-none">{ t.text("office.periods.none_closed") }</p>
            }
            { for page.closed.iter().map(|line| html! {
                <ClosedCard
                    key={format!("{campaign}-{}", line.n)} line={line.clone()} {campaign}
                    may_send={page.has_above}
                />
            }) }
        </section>
    }
}

#[derive(PartialEq, Properties)]
struct CardProps {
    line: ClosedLine,
    campaign: DocId,
    may_send: bool,
}

#[component]
fn ClosedCard(props: &CardProps) -> Html {
    let t = use_translator();
    let (line, campaign) = (&props.line, props.campaign);
    let may_send = props.may_send && use_shell().may("POST", path::PERIOD_SEND);
    let answer = use_answer();
    let open = use_state_eq(|| false);
    let on_toggle = {
        let (is_open, open) = (*open, open.setter());
        Callback::from(move |()| open.set(!is_open))
    };
    let n = line.n;
    let onclick = {
        let answer = answer.clone();
        Callback::from(move |_: MouseEvent| {
            answer.send(path::PERIOD_SEND, SendPeriod { campaign, n }, || {});
        })
    };
    let id = format!("closed-{n}");
    html! {
        <article class="card stack" aria-labelledby={id.clone()} data-testid="closed-period">
            <h3 id={id.clone()}>{ title(&t, line) }</h3>
            <p>{ summary(&t, line) }</p>
            <p class="hint">{ closed_by(&t, line) }</p>
            if let Some((at, by)) = &line.sent {
                <p data-testid="period-sent">
                    { t.fill("office.periods.sent", &[
                        ("at", &words::moment(&t, *at)), ("by", by),
                    ]) }
                </p>
            } else if may_send {
                <p class="actions no-print">
                    <button
                        type="button" class="button button-primary" {onclick}
                        disabled={answer.is_busy()} data-testid="send-period"
                    >
                        { t.text("office.periods.send") }
                    </button>
                </p>
                if answer.error(&t, "n").is_some() {
                    <p class="error" role="alert">{ t.text("office.periods.sent_already") }</p>
                }
                { answer.banner(&t) }
            }
            <Disclosure
                id={format!("{id}-figures")} label={t.text("office.periods.show")}
                spoken={format!("{}: {}", t.text("office.periods.show"), title(&t, line))}
                testid="show-period" open={*open} {on_toggle}
            >
                <Period {campaign} {n} />
                if n > 1 {
                    <IfMay get={path::PERIOD_ARISEN}><ArisenRecords {campaign} {n} /></IfMay>
                }
            </Disclosure>
        </article>
    }
}

fn title(t: &Translator, line: &ClosedLine) -> String {
    t.fill(
        "office.periods.period",
        &[
            ("n", &t.number(line.n)),
            ("from", &t.date(line.from)),
            ("to", &t.date(line.to)),
        ],
    )
}

fn summary(t: &Translator, line: &ClosedLine) -> String {
    t.fill(
        "office.periods.summary",
        &[
            ("visited", &t.number(line.own.visited.households)),
            ("aided", &t.number(line.own.aided.households)),
            ("amount", &words::amount(t, line.flow.amount())),
        ],
    )
}

fn closed_by(t: &Translator, line: &ClosedLine) -> String {
    t.fill(
        "office.periods.closed_by",
        &[
            ("name", &line.closed_by),
            ("at", &words::moment(t, line.closed_at)),
            ("log", &t.number(line.counted_to)),
        ],
    )
}

/// Which period, of one's own unit or of one below.
#[derive(PartialEq, Properties)]
pub(super) struct PeriodProps {
    /// Code of the unit; empty for one's own.
    #[prop_or_default]
    pub(super) unit: String,
    /// Its campaign.
    pub(super) campaign: DocId,
    /// Number of the period.
    pub(super) n: u64,
}

/// A closed period's figures, with its files.
#[component]
pub(super) fn Period(props: &PeriodProps) -> Html {
    let t = use_translator();
    let query = format!(
        "?unit={}&campaign={}&n={}",
        props.unit, props.campaign, props.n
    );
    let remote = use_remote::<PeriodDetail>(format!("{}{query}", path::PERIOD));
    let file = |at: &str, key: &str, testid: &'static str| {
        html! {
            <a class="button" download="" href={format!("{at}{query}")} data-testid={testid}>
                { t.text(key) }
            </a>
        }
    };
    html! {
        <div class="stack" data-testid="period">
            { data_view(&t, &remote, |period| html! {
                <>
                    { figures::tiles(&t, &period.figures) }
                    { figures::details(
                        &t, &period.figures, &format!("{}-{}", props.unit, props.n),
                    ) }
                    <p class="hint period-hash">
                        { t.text("office.periods.hash") }
                        { " " }
                        <code data-testid="period-hash">{ &period.hash }</code>
                    </p>
                    <p class="actions no-print">
                        { file(path::PERIOD_DOCUMENT, "office.periods.docx", "period-docx") }
                        { file(path::PERIOD_FIGURES, "office.periods.json", "period-json") }
                    </p>
                </>
            }) }
        </div>
    }
}
