//! Every row as it was understood, and every doubt.

use std::collections::BTreeMap;
use std::rc::Rc;

use chungtay_shared::api::import::{DoubtLine, Preview, PreviewRow, RowFate};
use yew::prelude::*;

use super::import_state::{ImportAction, ImportState, RowFilter};
use super::windowed_table::WindowedTable;
use crate::components::{Badge, Choice, ChoiceChips, Tone};
use crate::i18n::{Translator, use_translator};

/// An import whose file was read.
#[derive(PartialEq, Properties)]
pub(crate) struct RowsProps {
    /// The import.
    pub(crate) import: UseReducerHandle<ImportState>,
}

/// Every row with what would become of it.
#[component]
pub(crate) fn ImportRows(props: &RowsProps) -> Html {
    let t = use_translator();
    let import = &props.import;
    let preview = import.preview.clone();
    let doubts = use_memo(preview.clone(), |preview| count_doubts(preview.as_deref()));
    // Answers change nothing about which rows are shown.
    let shown = use_memo((preview.clone(), import.filter), |_| import.shown());
    let on_choose = {
        let dispatcher = import.dispatcher();
        Callback::from(move |code: AttrValue| {
            if let Some(filter) = RowFilter::ALL
                .into_iter()
                .find(|filter| filter.code() == code)
            {
                dispatcher.dispatch(ImportAction::Show(filter));
            }
        })
    };
    let choices = RowFilter::ALL
        .map(|filter| Choice::new(filter.code(), t.choice("office.row_filter", filter.code())));
    let cells = {
        let (t, shown) = (t.clone(), Rc::clone(&shown));
        Callback::from(move |place: usize| {
            let row = preview
                .as_ref()
                .and_then(|preview| preview.rows.get(*shown.get(place)?));
            row.map(|row| row_cells(&t, row, &doubts))
                .unwrap_or_default()
        })
    };
    html! {
        <section class="card" aria-labelledby="rows">
            <h2 id="rows">{ t.text("office.import.rows") }</h2>
            <ChoiceChips
                name="rows-shown" legend={t.text("office.import.show")} choices={choices.to_vec()}
                chosen={vec![AttrValue::from(import.filter.code())]} {on_choose}
            />
            <p class="count" role="status" data-testid="row-count">
                { t.fill("office.import.row_count", &[("count", &t.number(shown.len() as u64))]) }
            </p>
            if !shown.is_empty() {
                <WindowedTable
                    caption={t.text("office.import.rows")} head={row_head(&t)} columns={9}
                    count={shown.len()} {cells} class="table-import" testid="import-rows"
                />
            }
        </section>
    }
}

type DoubtCounts = BTreeMap<(String, u32), u64>;

fn count_doubts(preview: Option<&Preview>) -> DoubtCounts {
    let mut counts = DoubtCounts::new();
    for doubt in preview.iter().flat_map(|preview| &preview.doubts) {
        *counts.entry((doubt.sheet.clone(), doubt.row)).or_default() += 1;
    }
    counts
}

fn row_head(t: &Translator) -> Html {
    html! {
        <tr>
            <th scope="col" class="number">{ t.text("office.import.col_row") }</th>
            <th scope="col">{ t.text("office.col.head") }</th>
            <th scope="col">{ t.text("office.import.col_fate") }</th>
            <th scope="col">{ t.text("office.col.hamlet") }</th>
            <th scope="col">{ t.text("office.col.category") }</th>
            <th scope="col">{ t.text("office.import.col_birth") }</th>
            <th scope="col">{ t.text("office.import.col_id") }</th>
            <th scope="col" class="number">{ t.text("office.col.members") }</th>
            <th scope="col" class="number">{ t.text("office.import.col_doubts") }</th>
        </tr>
    }
}

fn row_cells(t: &Translator, row: &PreviewRow, doubts: &DoubtCounts) -> Html {
    let doubts = doubts
        .get(&(row.sheet.clone(), row.row))
        .copied()
        .unwrap_or(0);
    let tone = match row.fate {
        RowFate::Create => Tone::Good,
        RowFate::Matched => Tone::Plain,
        RowFate::StatusDiffers => Tone::Waiting,
        RowFate::Ask => Tone::Problem,
    };
    let people = match row.member_count {
        0 => "–".to_owned(),
        count => count.to_string(),
    };
    let category = match row.category.as_str() {
        "" => "–",
        code => t.choice("category", code),
    };
    html! {
        <>
            <td class="number">{ row.row }</td>
            <th scope="row">{ &row.head_name }</th>
            <td><Badge {tone} label={t.choice("office.fate", row.fate.code())} /></td>
            <td>{ &row.hamlet }</td>
            <td>{ category }</td>
            <td>{ &row.birth }</td>
            <td class="digits">{ &row.national_id_masked }</td>
            <td class="number">
                { people }
            </td>
            <td class="number">
                if doubts > 0 {
                    <Badge tone={Tone::Waiting} label={t.number(doubts)} />
                } else {
                    { "–" }
                }
            </td>
        </>
    }
}

/// A preview with doubts.
#[derive(PartialEq, Properties)]
pub(crate) struct DoubtsProps {
    /// The preview.
    pub(crate) preview: Rc<Preview>,
}

/// Every doubt: where, what was read, why, and what was assumed.
#[component]
pub(crate) fn ImportDoubts(props: &DoubtsProps) -> Html {
    let t = use_translator();
    let cells = {
        let (t, preview) = (t.clone(), Rc::clone(&props.preview));
        Callback::from(move |place: usize| {
            preview
                .doubts
                .get(place)
                .map(|doubt| doubt_cells(&t, doubt))
                .unwrap_or_default()
        })
    };
    let head = html! {
        <tr>
            <th scope="col" class="number">{ t.text("office.import.col_row") }</th>
            <th scope="col">{ t.text("office.import.col_column") }</th>
            <th scope="col">{ t.text("office.import.col_read") }</th>
            <th scope="col">{ t.text("office.import.col_why") }</th>
            <th scope="col">{ t.text("office.import.col_assumed") }</th>
        </tr>
    };
    html! {
        <section class="card" aria-labelledby="doubts">
            <h2 id="doubts">{ t.text("office.import.doubts") }</h2>
            <p class="hint">{ t.text("office.import.doubts_what") }</p>
            <WindowedTable
                caption={t.text("office.import.doubts")} {head} columns={5}
                count={props.preview.doubts.len()} {cells} class="table-doubts"
                testid="import-doubts"
            />
        </section>
    }
}

fn doubt_cells(t: &Translator, doubt: &DoubtLine) -> Html {
    let assumed = if doubt.assumed.is_empty() {
        t.text("office.import.assumed_nothing")
    } else {
        &doubt.assumed
    };
    html! {
        <>
            <td class="number">{ doubt.row }</td>
            <td title={doubt.column.clone()}>{ &doubt.column }</td>
            <td title={doubt.read.clone()}>{ &doubt.read }</td>
            <td>{ t.choice("doubt", &doubt.kind) }</td>
            <td>{ assumed }</td>
        </>
    }
}
