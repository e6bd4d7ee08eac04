//! Records that may be one household, side by side: the office says whether they are.

use chungtay_shared::api::lives::{TellDistinct, TellSame};
use chungtay_shared::api::path;
use chungtay_shared::api::review::{LookalikeLine, RecordSummary};
use chungtay_shared::id::DocId;
use yew::prelude::*;

use crate::components::{Badge, Choice, ChoiceChips, Tone};
use crate::i18n::{Translator, use_translator};
use crate::office::answer::use_answer;
use crate::office::route::Route;
use crate::office::route_link::RouteLink;
use crate::office::words;

/// From here on it is hardly chance ([`LookalikeLine::score`]).
const NEARLY_CERTAIN_SCORE: u32 = 100;

/// A card each.
pub(super) fn lookalikes(pairs: &[LookalikeLine]) -> Vec<Html> {
    let card = |pair: &LookalikeLine| html! { <Lookalike key={key(pair)} pair={pair.clone()} /> };
    pairs.iter().map(card).collect()
}

fn key(pair: &LookalikeLine) -> String {
    let [first, second] = &pair.records;
    format!("{}-{}", first.line.id, second.line.id)
}

/// Which record is offered to be kept: one that is here before one that is gone, then the one in which
/// more was written down, then the older one.
fn offered(records: &[RecordSummary; 2]) -> DocId {
    let [first, second] = records;
    let weight = |record: &RecordSummary| {
        let line = &record.line;
        (
            line.gone.is_none(),
            line.visit_count.saturating_add(line.handover_count),
        )
    };
    if weight(second) > weight(first) {
        second.line.id
    } else {
        first.line.id
    }
}

#[derive(PartialEq, Properties)]
struct Props {
    pair: LookalikeLine,
}

#[component]
fn Lookalike(props: &Props) -> Html {
    let t = use_translator();
    let answer = use_answer();
    let pair = &props.pair;
    let kept = use_state_eq(|| offered(&pair.records));
    let reason = use_state_eq(String::new);
    let id = key(pair);
    let records = pair.records.each_ref().map(|record| record.line.id);
    let onsubmit = {
        let merged = records.into_iter().find(|record| *record != *kept);
        let request = merged.map(|merged| TellSame {
            kept: *kept,
            merged,
            reason: (*reason).clone(),
        });
        let answer = answer.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if let Some(request) = request.clone() {
                answer.send(path::SAME, request, || {});
            }
        })
    };
    let on_distinct = {
        let reason = (*reason).clone();
        let request = TellDistinct { records, reason };
        let answer = answer.clone();
        Callback::from(move |_: MouseEvent| answer.send(path::DISTINCT, request.clone(), || {}))
    };
    let kept_error = answer.error(&t, "kept");
    let kept_error = kept_error.or_else(|| answer.error(&t, "merged"));
    html! {
        <article class="card" aria-labelledby={id.clone()} data-testid="lookalike">
            <form class="stack" novalidate=true {onsubmit}>
                { heading(&t, &id, pair) }
                { comparison(&t, pair) }
                { kept_choice(&t, &id, pair, &kept, kept_error) }
                { answer.reason_field(&t, &id, t.text("office.review.why"), &reason) }
                if answer.error(&t, "records").is_some() {
                    <p class="error" role="alert">{ t.text("office.review.answered_meanwhile") }</p>
                }
                { answer.banner(&t) }
                <p class="actions">
                    <button
                        type="submit" class="button button-primary" disabled={answer.is_busy()}
                        data-testid="same"
                    >
                        { t.text("office.lookalike.same") }
                    </button>
                    <button
                        type="button" class="button" onclick={on_distinct}
                        disabled={answer.is_busy()} data-testid="distinct"
                    >
                        { t.text("office.lookalike.distinct") }
                    </button>
                </p>
                <p class="hint">{ t.text("office.lookalike.nothing_lost") }</p>
            </form>
        </article>
    }
}

/// Whose records they are, how likely they are one household's, and why.
fn heading(t: &Translator, id: &str, pair: &LookalikeLine) -> Html {
    let [first, second] = pair.records.each_ref().map(|record| &record.line.head_name);
    let names = t.fill(
        "office.lookalike.heading",
        &[("first", first), ("second", second)],
    );
    let reasons = pair.reasons.iter();
    let reasons: Vec<&str> = reasons
        .map(|reason| t.choice("office.lookalike", reason.code()))
        .collect();
    let (tone, likelihood) = if pair.score >= NEARLY_CERTAIN_SCORE {
        (Tone::Problem, t.text("office.lookalike.nearly_certain"))
    } else {
        (Tone::Waiting, t.text("office.lookalike.possible"))
    };
    html! {
        <div>
            <h3 id={id.to_owned()}>{ names }</h3>
            <p class="below">
                <Badge {tone} label={likelihood} testid="likelihood" />
                { " " }{ reasons.join(" · ") }
            </p>
        </div>
    }
}

/// Both records side by side, line by line.
fn comparison(t: &Translator, pair: &LookalikeLine) -> Html {
    let column = |record: &RecordSummary| {
        let line = &record.line;
        html! {
            <th scope="col">
                <RouteLink to={Route::Household { id: line.id }}>{ &line.head_name }</RouteLink>
                if !line.nickname.is_empty() {
                    <span class="nickname">{ " (" }{ &line.nickname }{ ")" }</span>
                }
                if let Some(why) = line.gone {
                    { " " }<Badge label={t.choice("office.gone", why.code())} />
                }
            </th>
        }
    };
    let [first, second] = pair.records.each_ref().map(|record| values(t, record));
    let rows = first.into_iter().zip(second);
    let caption = t.text("office.lookalike.comparison");
    html! {
        <div class="table-scroll" tabindex="0" role="group" aria-label={caption}>
            <table class="table table-compare">
                <caption class="visually-hidden">{ caption }</caption>
                <thead>
                    <tr>
                        <th scope="col">{ t.text("office.lookalike.what") }</th>
                        { for pair.records.iter().map(column) }
                    </tr>
                </thead>
                <tbody>
                    { for rows.map(|((label, first), (_, second))| html! {
                        <tr key={label}>
                            <th scope="row">{ label }</th>
                            <td>{ first }</td>
                            <td>{ second }</td>
                        </tr>
                    }) }
                </tbody>
            </table>
        </div>
    }
}

/// What is compared of a record, each with its name.
fn values(t: &Translator, record: &RecordSummary) -> [(&'static str, String); 8] {
    let line = &record.line;
    let count = |count: u32| t.number(u64::from(count));
    let known = |known: Option<String>| known.unwrap_or_else(|| "–".to_owned());
    let tail = &record.national_id_tail;
    let tail = (!tail.is_empty()).then(|| format!("…{tail}"));
    let category = line.category.map(|c| t.choice("category", c.code()));
    let members = (line.member_count > 0).then(|| count(line.member_count));
    [
        (t.text("office.col.hamlet"), line.hamlet.clone()),
        (
            t.text("office.col.birth_year"),
            known(line.birth_year.map(|year| year.to_string())),
        ),
        (t.choice("profile", "national_id"), known(tail)),
        (t.text("office.col.members"), known(members)),
        (
            t.text("office.col.category"),
            known(category.map(str::to_owned)),
        ),
        (t.text("office.col.visits"), count(line.visit_count)),
        (t.text("office.col.handovers"), count(line.handover_count)),
        (
            t.text("office.col.value"),
            words::money_or_dash(t, line.value_vnd),
        ),
    ]
}

/// In which record the household is kept.
fn kept_choice(
    t: &Translator,
    id: &str,
    pair: &LookalikeLine,
    kept: &UseStateHandle<DocId>,
    error: Option<AttrValue>,
) -> Html {
    let labels = [
        "office.lookalike.keep_first",
        "office.lookalike.keep_second",
    ];
    let choices = pair.records.iter().zip(labels).map(|(record, label)| {
        let line = &record.line;
        let values = [
            ("name", line.head_name.clone()),
            ("visits", t.number(u64::from(line.visit_count))),
            ("handovers", t.number(u64::from(line.handover_count))),
        ];
        let values = values
            .each_ref()
            .map(|(name, value)| (*name, value.as_str()));
        Choice::new(line.id.to_string(), t.fill(label, &values))
    });
    let on_choose = {
        let kept = kept.setter();
        Callback::from(move |id: AttrValue| {
            if let Ok(id) = id.parse() {
                kept.set(id);
            }
        })
    };
    html! {
        <ChoiceChips
            name={format!("{id}-kept")} legend={t.text("office.lookalike.kept")}
            choices={choices.collect::<Vec<_>>()} chosen={vec![AttrValue::from(kept.to_string())]}
            {error} {on_choose}
        />
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chungtay_shared::api::HouseholdLine;
    use chungtay_shared::life::LifeKind;

    fn record(n: u8, visits: u32, gone: Option<LifeKind>) -> RecordSummary {
        RecordSummary {
            line: HouseholdLine {
                id: DocId::from_bytes([n; 16]),
                head_name: "Phạm Thị Lụa".into(),
                nickname: String::new(),
                hamlet: "Ấp 5".into(),
                category: None,
                birth_year: None,
                member_count: 0,
                visit_count: visits,
                handover_count: 0,
                value_vnd: 0,
                search: String::new(),
                needs: Vec::new(),
                gone,
            },
            national_id_tail: String::new(),
        }
    }

    #[test]
    fn the_fuller_record_is_offered_then_the_older_one_and_never_one_that_is_gone() {
        let offered = |a: (u32, Option<LifeKind>), b: (u32, Option<LifeKind>)| {
            offered(&[record(1, a.0, a.1), record(2, b.0, b.1)])
        };
        let [first, second] = [1, 2].map(|n| DocId::from_bytes([n; 16]));
        assert_eq!(offered((1, None), (2, None)), second);
        assert_eq!(offered((2, None), (2, None)), first);
        let left = Some(LifeKind::MovedAway);
        assert_eq!(offered((9, left), (0, None)), second);
    }
}
