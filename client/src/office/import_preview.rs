//! What was understood of a list, and the questions only a person can answer.

use std::collections::BTreeMap;
use std::rc::Rc;

use chungtay_shared::api::import::{Preview, RowFate};
use chungtay_shared::collation::hamlet_sort_key;
use chungtay_shared::household::Category;
use chungtay_shared::import::RowKind;
use yew::prelude::*;

use super::import_questions::ImportQuestions;
use super::import_rows::{ImportDoubts, ImportRows};
use super::import_state::{ImportAction, ImportState};
use super::words;
use crate::components::{Banner, Tone};
use crate::i18n::{Translator, use_translator};

/// An import whose file was read.
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// The import.
    pub(crate) import: UseReducerHandle<ImportState>,
    /// It shall be written.
    pub(crate) on_confirm: Callback<()>,
}

/// What was understood of a list. Nothing has been written.
#[component]
pub(crate) fn ImportPreview(props: &Props) -> Html {
    let t = use_translator();
    let import = &props.import;
    let Some(preview) = &import.preview else {
        return Html::default();
    };
    if preview.rows.is_empty() {
        return nothing_found(&t, import, preview);
    }
    html! {
        <>
            <Banner tone={Tone::Info} title={import.file_name.clone()} testid="import-preview">
                <p>{ t.text("office.import.nothing_written") }</p>
            </Banner>
            { numbers(&t, import, preview) }
            { notes(&t, preview) }
            <div class="side-by-side">
                { counts(&t, "by_category", by_category(&t, &preview.by_category)) }
                { counts(&t, "by_hamlet", by_hamlet(&t, &preview.hamlets)) }
                { counts(&t, "by_kind", by_kind(&t, &preview.rows_by_kind)) }
            </div>
            <ImportQuestions import={import.clone()} />
            <ImportRows import={import.clone()} />
            if !preview.doubts.is_empty() {
                <ImportDoubts preview={Rc::clone(preview)} />
            }
            <Decide import={import.clone()} on_confirm={props.on_confirm.clone()} />
        </>
    }
}

/// A file in which no household was found: why, as far as that is known, and the way back.
fn nothing_found(
    t: &Translator,
    import: &UseReducerHandle<ImportState>,
    preview: &Rc<Preview>,
) -> Html {
    let dispatcher = import.dispatcher();
    let on_again = Callback::from(move |_: MouseEvent| dispatcher.dispatch(ImportAction::Again));
    html! {
        <>
            <Banner
                tone={Tone::Problem} title={import.file_name.clone()} testid="import-problem"
            >
                <p>{ t.text("office.import.no_households") }</p>
            </Banner>
            { notes(t, preview) }
            if !preview.doubts.is_empty() {
                <ImportDoubts preview={Rc::clone(preview)} />
            }
            <p class="actions">
                <button
                    type="button" class="button button-primary" onclick={on_again}
                    data-testid="import-again"
                >
                    { t.text("office.import.another") }
                </button>
            </p>
        </>
    }
}

fn numbers(t: &Translator, import: &ImportState, preview: &Preview) -> Html {
    let tile = |name: &'static str, label: &str, count: u64| {
        html! {
            <div data-testid={format!("preview-{name}")}>
                <dt>{ label }</dt>
                <dd class="figure">{ t.number(count) }</dd>
            </div>
        }
    };
    let fate = |fate: RowFate| {
        tile(
            fate.code(),
            t.choice("office.fate", fate.code()),
            import.count(fate) as u64,
        )
    };
    html! {
        <dl class="tiles tiles-small">
            { tile("households", t.text("office.import.households"), preview.rows.len() as u64) }
            { tile("members", t.text("office.import.members"), preview.members) }
            { for RowFate::ALL.iter().map(|each| fate(*each)) }
            { tile("doubts", t.text("office.import.doubt_count"), preview.doubts.len() as u64) }
        </dl>
    }
}

fn notes(t: &Translator, preview: &Preview) -> Html {
    if preview.notes.is_empty() {
        return Html::default();
    }
    html! {
        <Banner tone={Tone::Waiting} testid="import-notes">
            <ul>
                { for preview.notes.iter().map(|note| html! {
                    <li>{ t.choice("import_note", note) }</li>
                }) }
            </ul>
        </Banner>
    }
}

fn by_category(t: &Translator, counts: &BTreeMap<String, u64>) -> Vec<(String, u64)> {
    let known = Category::ALL.iter().filter_map(|category| {
        let count = *counts.get(category.code())?;
        Some((t.choice("category", category.code()).to_owned(), count))
    });
    let none: u64 = counts
        .iter()
        .filter(|(code, _)| Category::from_code(code).is_none())
        .map(|(_, count)| *count)
        .sum();
    let none = (none > 0).then(|| (t.text("office.no_category").to_owned(), none));
    known.chain(none).collect()
}

fn by_hamlet(t: &Translator, counts: &BTreeMap<String, u64>) -> Vec<(String, u64)> {
    let mut hamlets: Vec<(&String, u64)> = counts.iter().map(|(name, n)| (name, *n)).collect();
    hamlets.sort_by_cached_key(|(hamlet, _)| hamlet_sort_key(hamlet));
    let label = |hamlet: &str| match hamlet {
        "" => t.text("office.no_hamlet").to_owned(),
        hamlet => hamlet.to_owned(),
    };
    hamlets
        .into_iter()
        .map(|(hamlet, count)| (label(hamlet), count))
        .collect()
}

/// In the order of the list of kinds; what a newer server may name beside them is left out.
fn by_kind(t: &Translator, counts: &BTreeMap<String, u64>) -> Vec<(String, u64)> {
    let counted = RowKind::ALL.iter().filter_map(|kind| {
        let count = counts
            .get(kind.code())
            .copied()
            .filter(|count| *count > 0)?;
        Some((t.choice("office.row_kind", kind.code()).to_owned(), count))
    });
    counted.collect()
}

fn counts(t: &Translator, name: &'static str, rows: Vec<(String, u64)>) -> Html {
    let title = t.choice("office.import", name);
    html! {
        <section class="card" aria-labelledby={name}>
            <h2 id={name}>{ title }</h2>
            <table class="table" data-testid={name}>
                <caption class="visually-hidden">{ title }</caption>
                <thead>
                    <tr>
                        <th scope="col">{ t.text("office.import.col_what") }</th>
                        <th scope="col" class="number">{ t.text("office.import.col_count") }</th>
                    </tr>
                </thead>
                <tbody>
                    { for rows.into_iter().map(|(label, count)| html! {
                        <tr>
                            <th scope="row">{ label }</th>
                            <td class="number">{ t.number(count) }</td>
                        </tr>
                    }) }
                </tbody>
            </table>
        </section>
    }
}

/// The last word before anything is written.
#[component]
fn Decide(props: &Props) -> Html {
    let t = use_translator();
    let import = &props.import;
    let unanswered = import.unanswered();
    let differing = import.count(RowFate::StatusDiffers);
    let on_statuses = {
        let dispatcher = import.dispatcher();
        let add = !import.add_statuses;
        Callback::from(move |_: Event| dispatcher.dispatch(ImportAction::AddStatuses(add)))
    };
    let on_again = {
        let dispatcher = import.dispatcher();
        Callback::from(move |_: MouseEvent| dispatcher.dispatch(ImportAction::Again))
    };
    html! {
        <section class="card decide" aria-labelledby="decide">
            <h2 id="decide" class="visually-hidden">{ t.text("office.import.decide") }</h2>
            <div class="decide-row">
                <p>
                    { words::counted(&t, "office.import.will_create", import.to_create() as u64) }
                    if unanswered > 0 {
                        { " " }
                        <strong class="warn" data-testid="unanswered">
                            { words::counted(&t, "office.import.unanswered", unanswered as u64) }
                        </strong>
                    }
                </p>
                <p class="actions">
                    <button
                        type="button" class="button" onclick={on_again} data-testid="import-again"
                    >
                        { t.text("office.import.another") }
                    </button>
                    <button
                        type="button" class="button button-primary" data-testid="import-confirm"
                        onclick={props.on_confirm.reform(|_: MouseEvent| ())}
                    >
                        { t.text("office.import.confirm") }
                    </button>
                </p>
            </div>
            if differing > 0 {
                <label class="tick">
                    <input
                        type="checkbox" name="add_statuses" checked={import.add_statuses}
                        onchange={on_statuses} data-testid="add-statuses"
                    />
                    <span>
                        { words::counted(&t, "office.import.add_statuses", differing as u64) }
                    </span>
                </label>
            }
        </section>
    }
}
