//! Rows of imported lists that nobody has answered: the office says which household each is, if any.

use chungtay_shared::api::import::{AnswerLeft, LeftLine, RowAnswer, RowFate};
use chungtay_shared::api::path;
use yew::prelude::*;

use super::evidence::about;
use crate::components::{Choice, ChoiceChips, Field};
use crate::i18n::{Translator, use_translator};
use crate::office::answer::{into, use_answer};
use crate::office::import_questions::same_as;

/// The choice that makes it a household of its own.
const NEW: &str = "new";
/// The choice that leaves it out.
const SKIP: &str = "skip";

/// A card each.
pub(super) fn left_rows(rows: &[LeftLine]) -> Vec<Html> {
    let card = |line: &LeftLine| html! { <LeftRow key={line.key.clone()} line={line.clone()} /> };
    rows.iter().map(card).collect()
}

#[derive(PartialEq, Properties)]
struct Props {
    line: LeftLine,
}

#[component]
fn LeftRow(props: &Props) -> Html {
    let t = use_translator();
    let answer = use_answer();
    let chosen = use_state_eq(|| None::<AttrValue>);
    let hamlet = use_state_eq(String::new);
    let add_status = use_state_eq(|| false);
    let reason = use_state_eq(String::new);
    let is_unsaid = use_state_eq(|| false);
    let line = &props.line;
    let id = line.key.clone();
    let onsubmit = {
        let request = chosen
            .as_deref()
            .and_then(answer_of)
            .map(|answer| AnswerLeft {
                key: line.key.clone(),
                answer,
                hamlet: (*hamlet).clone(),
                add_status: *add_status,
                reason: (*reason).clone(),
            });
        let (answer, is_unsaid) = (answer.clone(), is_unsaid.setter());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            is_unsaid.set(request.is_none());
            if let Some(request) = request.clone() {
                answer.send(path::IMPORT_LEFT, request, || {});
            }
        })
    };
    let unsaid = (*is_unsaid && chosen.is_none()).then(|| t.text("office.left.say_which").into());
    let chosen_error = unsaid.or_else(|| answer.error(&t, "answer"));
    let is_new = chosen.as_deref() == Some(NEW);
    let is_known = chosen.is_some() && !is_new && chosen.as_deref() != Some(SKIP);
    let onchange = {
        let (set, next) = (add_status.setter(), !*add_status);
        Callback::from(move |_: Event| set.set(next))
    };
    html! {
        <article class="card" aria-labelledby={id.clone()} data-testid="left-row">
            <form class="stack" novalidate=true {onsubmit}>
                { as_read(&t, &id, line) }
                { choice(&t, &id, line, &chosen, chosen_error) }
                if is_new && line.row.hamlet.is_empty() {
                    <Field
                        name={format!("{id}-hamlet")} label={t.text("office.col.hamlet")}
                        value={(*hamlet).clone()} error={answer.error(&t, "hamlet")}
                        on_input={into(&hamlet)}
                    />
                }
                if is_known && !line.row.category.is_empty() {
                    <label class="tick">
                        <input type="checkbox" checked={*add_status} {onchange} />
                        <span>{ t.fill(
                            "office.left.add_status",
                            &[("category", t.choice("category", &line.row.category))],
                        ) }</span>
                    </label>
                }
                { answer.reason_field(&t, &id, t.text("office.review.why"), &reason) }
                { answer.banner(&t) }
                <p class="actions">
                    <button
                        type="submit" class="button button-primary" disabled={answer.is_busy()}
                        data-testid="answer-left"
                    >
                        { t.text("office.left.answer") }
                    </button>
                </p>
            </form>
        </article>
    }
}

/// Whom the row names, and what else stands in it.
fn as_read(t: &Translator, id: &str, line: &LeftLine) -> Html {
    let row = &line.row;
    let category = (!row.category.is_empty()).then(|| t.choice("category", &row.category));
    let members = (row.member_count > 0).then(|| {
        let count = t.number(u64::from(row.member_count));
        t.fill("office.left.members", &[("count", &count)])
    });
    let said: Vec<&str> = [
        Some(row.birth.as_str()),
        Some(row.national_id_masked.as_str()),
        category,
        members.as_deref(),
        Some(line.decision.as_str()),
    ]
    .into_iter()
    .flatten()
    .filter(|said| !said.is_empty())
    .collect();
    let place = t.fill(
        "office.import.row",
        &[("row", &row.row.to_string()), ("sheet", &row.sheet)],
    );
    let imported = t.fill(
        "office.left.imported",
        &[("day", &t.date(line.left_at.local_date()))],
    );
    let why = match row.fate {
        _ if row.hamlet.is_empty() => t.text("office.left.no_hamlet"),
        _ if row.candidates.is_empty() => t.text("office.left.namesake_in_file"),
        RowFate::Create | RowFate::Matched | RowFate::StatusDiffers | RowFate::Ask => {
            t.text("office.left.namesake")
        }
    };
    html! {
        <div>
            <h3 id={id.to_owned()}>{ &row.head_name }</h3>
            <p class="below">
                { if row.hamlet.is_empty() { why.to_owned() } else { about(why, &row.hamlet) } }
            </p>
            <p>{ said.join(" · ") }</p>
            <p class="below">{ imported }{ " · " }{ place }</p>
        </div>
    }
}

/// What it may be.
fn choice(
    t: &Translator,
    id: &str,
    line: &LeftLine,
    chosen: &UseStateHandle<Option<AttrValue>>,
    error: Option<AttrValue>,
) -> Html {
    let same = line.row.candidates.iter();
    let same = same.map(|candidate| Choice::new(candidate.id.to_string(), same_as(t, candidate)));
    let others = [
        Choice::new(NEW, t.text("office.left.new")),
        Choice::new(SKIP, t.text("office.import.answer_skip")),
    ];
    let on_choose = {
        let set = chosen.setter();
        Callback::from(move |code: AttrValue| set.set(Some(code)))
    };
    html! {
        <ChoiceChips
            name={format!("{id}-answer")} legend={t.text("office.left.which")}
            choices={same.chain(others).collect::<Vec<_>>()}
            chosen={chosen.iter().cloned().collect::<Vec<AttrValue>>()} {error} {on_choose}
        />
    }
}

/// What a choice means.
fn answer_of(code: &str) -> Option<RowAnswer> {
    match code {
        NEW => Some(RowAnswer::New),
        SKIP => Some(RowAnswer::Skip),
        id => id.parse().ok().map(RowAnswer::SameAs),
    }
}
