//! Rows beside what their documents give: every column of every table that is made from documents.

use std::collections::{BTreeMap, BTreeSet};

use chungtay_shared::fund::Source;
use chungtay_shared::id::to_hex;
use chungtay_shared::time::LocalDate;

use super::changes::Received;
use super::{Hand, Trouble, cells};
use crate::projection::{CaseRow, FactRow, HouseholdRows, StatusRow};
use crate::store::{Cell, RawTable, StoreError, column_text};

/// Tables that are made from documents. Each row's key is its first column; beside these columns they have
/// `commune` and `doc`, and `fact` has [`RECEIVED`].
pub const TABLES: [RawTable; 5] = [
    RawTable {
        name: "household",
        columns: &[
            "doc",
            "head_name",
            "nickname",
            "hamlet",
            "hamlet_sort",
            "sort",
            "birth_year",
            "national_id",
            "member_count",
            "import_key",
            "search",
            "visit_count",
            "handover_count",
            "value_vnd",
            "gone",
            "gone_day",
            "gone_into",
            "noticed",
            "apart",
            "needs",
            "claims",
        ],
        order: "doc",
    },
    RawTable {
        name: "status",
        columns: &["fact", "category", "from_day", "to_day", "order_ms"],
        order: "fact",
    },
    RawTable {
        name: "fact",
        columns: &[
            "fact",
            "kind",
            "at_ms",
            "on_day",
            "what",
            "detail",
            "note",
            "money_vnd",
            "goods_value_vnd",
            "quantity_milli",
            "unit",
            "signed",
            "actor",
            "standing",
            "campaign",
            "round",
            "giver",
            "support_case",
            "source",
            "source_name",
        ],
        order: "fact",
    },
    RawTable {
        name: "conflict",
        columns: &["field", "rivals"],
        order: "field",
    },
    RawTable {
        name: "support_case",
        columns: &[
            "support_case",
            "campaign",
            "campaign_name",
            "item_name",
            "need",
            "place",
            "step_code",
            "step_name",
            "since_day",
            "ended",
            "stopped",
            "parts",
            "own_money_vnd",
            "own_goods_value_vnd",
        ],
        order: "support_case",
    },
];

/// When a fact's row came and ceased to stand: no document says so, the log does.
pub const RECEIVED: RawTable = RawTable {
    name: "fact",
    columns: &[
        "fact",
        "standing",
        "received_ms",
        "received_seq",
        "fallen_seq",
    ],
    order: "fact",
};

/// Compares the rows of a document with what it gives.
pub(super) fn compare(
    hand: &mut Hand<'_>,
    doc: &[u8],
    given: Option<&HouseholdRows>,
    log: &Received,
) -> Result<(), StoreError> {
    let (tx, commune) = (hand.tx, hand.done.commune.clone());
    let mut expected = given.map(expected).transpose()?.unwrap_or_default();
    for table in &TABLES {
        let mut expected = expected.remove(table.name).unwrap_or_default();
        for row in tx.raw(table, &commune, Some(doc))? {
            hand.done.rows += 1;
            let key = row.first().cloned().unwrap_or(Cell::Null);
            let named = format!("{} {}", table.name, key_text(&key));
            let Some(wanted) = expected.remove(&key) else {
                hand.find(Trouble::RowTooMuch, Some(doc), &named);
                continue;
            };
            for ((column, stored), wanted) in table.columns.iter().zip(&row).zip(&wanted) {
                if !is_same(stored, wanted) {
                    let what = format!("{}.{column} of {}", table.name, key_text(&key));
                    hand.find(Trouble::RowDiffers, Some(doc), &what);
                }
            }
        }
        for key in expected.keys() {
            let named = format!("{} {}", table.name, key_text(key));
            hand.find(Trouble::RowMissing, Some(doc), &named);
        }
    }
    for row in tx.raw(&RECEIVED, &commune, Some(doc))? {
        let [fact, standing, at, seq, fallen] = cells(row)?;
        // What had no row before a renewal came by the number that its document had then, and later.
        let received = seq.number().and_then(|seq| log.get(&seq));
        let is_received = received.is_some_and(|begun| at.number().is_some_and(|at| at >= *begun));
        let has_fallen = fallen.number().is_some_and(|seq| log.contains_key(&seq));
        let stands = standing.number() == Some(1) && fallen == Cell::Null;
        if !is_received || !(stands || (has_fallen && standing.number() == Some(0))) {
            let what = format!(
                "fact.received_seq, received_ms or fallen_seq of {}",
                key_text(&fact)
            );
            hand.find(Trouble::RowReceived, Some(doc), &what);
        }
    }
    Ok(())
}

/// Rows of documents that are not there.
pub(super) fn of_nothing(hand: &mut Hand<'_>, known: &BTreeSet<Vec<u8>>) -> Result<(), StoreError> {
    let (tx, commune) = (hand.tx, hand.done.commune.clone());
    for table in &TABLES {
        let docs = RawTable {
            columns: &["doc"],
            order: "doc",
            ..*table
        };
        let mut last = Vec::new();
        for row in tx.raw(&docs, &commune, None)? {
            let [doc] = cells(row)?;
            if !known.contains(doc.bytes()) && last != doc.bytes() {
                let what = format!("{} has rows of no document", table.name);
                hand.find(Trouble::RowTooMuch, Some(doc.bytes()), &what);
                doc.bytes().clone_into(&mut last);
            }
        }
    }
    Ok(())
}

/// PostgreSQL has the mark of an unreadable character in the place of U+0000.
fn is_same(stored: &Cell, wanted: &Cell) -> bool {
    match (stored, wanted) {
        (Cell::Text(stored), Cell::Text(wanted)) => {
            stored == wanted || *stored == wanted.replace('\0', "\u{fffd}")
        }
        _ => stored == wanted,
    }
}

/// A row's key: an id, or the code of a field.
fn key_text(key: &Cell) -> String {
    match key {
        Cell::Bytes(id) => to_hex(id),
        Cell::Text(code) => code.clone(),
        Cell::Number(_) | Cell::Null => String::new(),
    }
}

type Rows = BTreeMap<Cell, Vec<Cell>>;

fn keyed(rows: impl Iterator<Item = Vec<Cell>>) -> Rows {
    rows.filter_map(|row| Some((row.first()?.clone(), row)))
        .collect()
}

/// The rows of a household by table.
fn expected(rows: &HouseholdRows) -> Result<BTreeMap<&'static str, Rows>, StoreError> {
    let conflicts = rows.conflicts.iter().map(|conflict| {
        let rivals = column_text(&conflict.values)?;
        Ok(vec![conflict.field.code().into(), Cell::Text(rivals)])
    });
    let conflicts = conflicts.collect::<Result<Vec<_>, StoreError>>()?;
    let cases = rows.cases.iter().map(case);
    let cases = cases.collect::<Result<Vec<_>, StoreError>>()?;
    Ok([
        ("household", keyed(std::iter::once(household(rows)))),
        ("status", keyed(rows.statuses.iter().map(status))),
        ("fact", keyed(rows.facts.iter().map(fact))),
        ("conflict", keyed(conflicts.into_iter())),
        ("support_case", keyed(cases.into_iter())),
    ]
    .into())
}

fn household(rows: &HouseholdRows) -> Vec<Cell> {
    let (row, gone) = (&rows.row, rows.life.gone);
    vec![
        row.id.as_bytes().into(),
        row.head_name.as_str().into(),
        row.nickname.as_str().into(),
        row.hamlet.as_str().into(),
        rows.hamlet_sort.as_str().into(),
        row.sort.as_str().into(),
        row.birth_year.map(Cell::of).into(),
        row.national_id.as_str().into(),
        Cell::of(row.member_count),
        rows.import_key.as_str().into(),
        row.search.as_str().into(),
        Cell::of(row.visit_count),
        Cell::of(row.handover_count),
        Cell::of(row.value_vnd),
        gone.map(|gone| gone.why.code()).into(),
        gone.map(|gone| Cell::of(gone.on.days())).into(),
        gone.and_then(|gone| gone.into)
            .map(|into| Cell::from(into.as_bytes()))
            .into(),
        Cell::Text(rows.life.noticed_text()),
        Cell::Text(rows.life.apart_text()),
        Cell::Text(rows.needs_text()),
        Cell::Text(rows.life.claims_text()),
    ]
}

fn status(status: &StatusRow) -> Vec<Cell> {
    vec![
        status.fact.as_bytes().into(),
        status.category.code().into(),
        Cell::of(status.from.days()),
        status.to.map(LocalDate::days).map(Cell::of).into(),
        Cell::of(status.recorded_at.ms()),
    ]
}

fn fact(fact: &FactRow) -> Vec<Cell> {
    let id = |id: Option<[u8; 16]>| id.map_or(Cell::Null, |id| Cell::from(&id));
    vec![
        fact.fact.as_bytes().into(),
        fact.kind.code().into(),
        Cell::of(fact.at.ms()),
        Cell::of(fact.at.local_date().days()),
        fact.what.as_str().into(),
        fact.detail.as_str().into(),
        fact.note.as_str().into(),
        Cell::of(fact.money_vnd),
        Cell::of(fact.goods_value_vnd),
        Cell::of(fact.quantity_milli),
        fact.unit.as_str().into(),
        fact.signed.into(),
        fact.actor.as_bytes().into(),
        fact.standing.into(),
        id(fact.campaign.map(|campaign| *campaign.as_bytes())),
        id(fact.round.map(|round| *round.as_bytes())),
        id(fact.giver.map(|giver| *giver.as_bytes())),
        id(fact.case.map(|case| *case.as_bytes())),
        fact.source.map(Source::code).into(),
        fact.source_name.as_str().into(),
    ]
}

fn case(case: &CaseRow) -> Result<Vec<Cell>, StoreError> {
    Ok(vec![
        case.case.as_bytes().into(),
        case.campaign.as_bytes().into(),
        case.campaign_name.as_str().into(),
        case.item_name.as_str().into(),
        case.need.as_str().into(),
        Cell::of(case.place),
        case.step_code.as_str().into(),
        case.step_name.as_str().into(),
        Cell::of(case.since.days()),
        case.ended.into(),
        case.stopped.into(),
        Cell::Text(column_text(&case.parts)?),
        Cell::of(case.own_share.money_vnd),
        Cell::of(case.own_share.goods_value_vnd),
    ])
}
