//! Rows that may mean a household already on the list: a person says which.

use chungtay_shared::api::import::{CandidateLine, PreviewRow, RowAnswer};
use yew::prelude::*;

use super::import_state::{ImportAction, ImportState};
use crate::i18n::{Translator, use_translator};

/// Questions drawn at once; a list may hold hundreds.
const SHOWN_AT_ONCE: usize = 20;

/// An import whose file was read.
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// The import.
    pub(crate) import: UseReducerHandle<ImportState>,
}

/// Every row that asks, with its answers. What is not answered is left out of the import.
#[component]
pub(crate) fn ImportQuestions(props: &Props) -> Html {
    let t = use_translator();
    let shown = use_state_eq(|| SHOWN_AT_ONCE);
    let import = &props.import;
    let asking = import.asking();
    if asking.is_empty() {
        return Html::default();
    }
    let more = {
        let (set, next) = (shown.setter(), *shown + SHOWN_AT_ONCE);
        Callback::from(move |_: MouseEvent| set.set(next))
    };
    let answered = asking.len() - import.unanswered();
    html! {
        <section class="card" aria-labelledby="questions" data-testid="import-questions">
            <h2 id="questions">{ t.text("office.import.questions") }</h2>
            <p>{ t.text("office.import.questions_what") }</p>
            <p class="count" role="status">
                { t.fill(
                    "office.import.answered",
                    &[
                        ("done", &t.number(answered as u64)),
                        ("count", &t.number(asking.len() as u64)),
                    ],
                ) }
            </p>
            <div class="questions">
                { for asking.iter().take(*shown).map(|row| question(&t, import, row)) }
            </div>
            if asking.len() > *shown {
                <p class="actions">
                    <button type="button" class="button" onclick={more}>
                        { t.text("office.import.more") }
                    </button>
                </p>
            }
        </section>
    }
}

fn question(t: &Translator, import: &UseReducerHandle<ImportState>, row: &PreviewRow) -> Html {
    let answer_now = import.answers.get(&row.index).copied();
    let index = row.index;
    let radio = |answer: RowAnswer, label: String| {
        let dispatcher = import.dispatcher();
        let onchange = Callback::from(move |_: Event| {
            dispatcher.dispatch(ImportAction::Answered(index, answer));
        });
        html! {
            <label class="tick">
                <input
                    type="radio" name={format!("row-{index}")} checked={answer_now == Some(answer)}
                    {onchange}
                    data-testid={answer_name(answer)}
                />
                <span>{ label }</span>
            </label>
        }
    };
    let place = t.fill(
        "office.import.row",
        &[("row", &row.row.to_string()), ("sheet", &row.sheet)],
    );
    html! {
        <fieldset class="question" key={index} data-testid="question">
            <legend>
                <strong>{ &row.head_name }</strong>
                { " · " }{ &row.hamlet }
                if !row.birth.is_empty() { { " · " }{ &row.birth } }
                if !row.national_id_masked.is_empty() { { " · " }{ &row.national_id_masked } }
                <span class="below">
                    { place }
                </span>
            </legend>
            { for row.candidates.iter().map(|candidate| {
                radio(RowAnswer::SameAs(candidate.id), same_as(t, candidate))
            }) }
            { radio(RowAnswer::New, t.text("office.import.answer_new").to_owned()) }
            { radio(RowAnswer::Skip, t.text("office.import.answer_skip").to_owned()) }
        </fieldset>
    }
}

const fn answer_name(answer: RowAnswer) -> &'static str {
    match answer {
        RowAnswer::SameAs(_) => "answer-same",
        RowAnswer::New => "answer-new",
        RowAnswer::Skip => "answer-skip",
    }
}

/// A household that a row may mean, in words.
pub(crate) fn same_as(t: &Translator, candidate: &CandidateLine) -> String {
    let born = candidate
        .birth_year
        .map(|year| t.fill("office.import.born", &[("year", &year.to_string())]))
        .unwrap_or_default();
    t.fill(
        "office.import.answer_same",
        &[
            ("name", &candidate.head_name),
            ("hamlet", &candidate.hamlet),
            ("born", &born),
        ],
    )
}
