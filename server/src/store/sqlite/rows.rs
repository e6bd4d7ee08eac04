//! Rows projected from a household's document, written in the change's own transaction.

use std::collections::BTreeMap;

use chungtay_shared::fund::Source;
use chungtay_shared::time::{LocalDate, Timestamp};
use rusqlite::{Connection, params};

use super::{signed, supports};
use crate::projection::{FactRow, HouseholdRows, StatusRow};
use crate::store::StoreError;
use crate::store::json;

/// All columns of a household's row, in the table's order.
macro_rules! household_columns {
    ($rows:expr, $row:expr) => {
        params![
            $rows.commune,
            $row.id.as_bytes(),
            $row.head_name,
            $row.nickname,
            $row.hamlet,
            $rows.hamlet_sort,
            $row.sort,
            $row.birth_year,
            $row.national_id,
            $row.member_count,
            $rows.import_key,
            $row.search,
            $row.visit_count,
            $row.handover_count,
            $row.value_vnd,
            $rows.life.gone.map(|gone| gone.why.code()),
            $rows.life.gone.map(|gone| gone.on.days()),
            $rows
                .life
                .gone
                .and_then(|gone| gone.into)
                .map(|into| *into.as_bytes()),
            $rows.life.noticed_text(),
            $rows.life.apart_text(),
            $rows.needs_text(),
            $rows.life.claims_text()
        ]
    };
}

pub(super) fn put(
    connection: &Connection,
    rows: &HouseholdRows,
    seq: u64,
    now: Timestamp,
) -> Result<(), StoreError> {
    let doc = rows.row.id.as_bytes();
    // What has not changed is not written again: in a large ward each row is on pages of its own.
    if !count_anew(connection, rows)? {
        put_household(connection, rows)?;
    }
    if statuses_there(connection, &rows.commune, doc)? != as_columns(&rows.statuses) {
        delete_from(connection, "status", &rows.commune, doc)?;
        for status in &rows.statuses {
            put_status(connection, &rows.commune, doc, status)?;
        }
    }
    let there = facts_there(connection, &rows.commune, doc)?;
    let is_there = |fact: &FactRow| there.get(fact.fact.as_bytes()) == Some(&fact.standing);
    for fact in rows.facts.iter().filter(|fact| !is_there(fact)) {
        put_fact(connection, &rows.commune, doc, fact, seq, now)?;
    }
    delete_from(connection, "conflict", &rows.commune, doc)?;
    for conflict in &rows.conflicts {
        let rivals = json::text(&conflict.values)?;
        connection
            .prepare_cached(
                "insert into conflict (commune, doc, field, rivals) values (?1, ?2, ?3, ?4)",
            )?
            .execute(params![rows.commune, doc, conflict.field.code(), rivals])?;
    }
    supports::put(connection, &rows.commune, doc, &rows.cases)
}

fn delete_from(
    connection: &Connection,
    table: &str,
    commune: &str,
    doc: &[u8; 16],
) -> Result<(), StoreError> {
    connection
        .prepare_cached(&format!(
            "delete from {table} where commune = ?1 and doc = ?2"
        ))?
        .execute(params![commune, doc])?;
    Ok(())
}

/// Writes what a visit changes of a household's row, and no index; whether all else is as it was.
fn count_anew(connection: &Connection, rows: &HouseholdRows) -> Result<bool, StoreError> {
    let row = &rows.row;
    let updated = connection
        .prepare_cached(
            "update household set visit_count = ?13, handover_count = ?14, value_vnd = ?15,
                    needs = ?21
             where commune = ?1 and doc = ?2 and head_name = ?3 and nickname = ?4 and hamlet = ?5
               and hamlet_sort = ?6 and sort = ?7 and birth_year is ?8 and national_id = ?9
               and member_count = ?10 and import_key = ?11 and search = ?12
               and gone is ?16 and gone_day is ?17 and gone_into is ?18 and noticed = ?19
               and apart = ?20 and claims = ?22",
        )?
        .execute(household_columns!(rows, row))?;
    Ok(updated > 0)
}

/// A status as its row has it, in the order of their facts.
type StatusColumns = ([u8; 16], String, i64, Option<i64>, i64);

fn statuses_there(
    connection: &Connection,
    commune: &str,
    doc: &[u8; 16],
) -> Result<Vec<StatusColumns>, StoreError> {
    let mut statement = connection.prepare_cached(
        "select fact, category, from_day, to_day, order_ms from status
         where commune = ?1 and doc = ?2 order by fact",
    )?;
    let statuses = statement.query_map(params![commune, doc], |row| {
        Ok((
            row.get(0)?,
            row.get(1)?,
            row.get(2)?,
            row.get(3)?,
            row.get(4)?,
        ))
    })?;
    Ok(statuses.collect::<Result<_, _>>()?)
}

fn as_columns(statuses: &[StatusRow]) -> Vec<StatusColumns> {
    let mut columns: Vec<StatusColumns> = statuses
        .iter()
        .map(|status| {
            (
                *status.fact.as_bytes(),
                status.category.code().to_owned(),
                status.from.days(),
                status.to.map(LocalDate::days),
                status.recorded_at.ms(),
            )
        })
        .collect();
    columns.sort_unstable();
    columns
}

fn put_household(connection: &Connection, rows: &HouseholdRows) -> Result<(), StoreError> {
    let row = &rows.row;
    connection
        .prepare_cached(
            "insert into household
             (commune, doc, head_name, nickname, hamlet, hamlet_sort, sort, birth_year,
              national_id, member_count, import_key, search, visit_count, handover_count,
              value_vnd, gone, gone_day, gone_into, noticed, apart, needs, claims)
             values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17,
                     ?18, ?19, ?20, ?21, ?22)
             on conflict (commune, doc) do update set
               head_name = excluded.head_name, nickname = excluded.nickname,
               hamlet = excluded.hamlet, hamlet_sort = excluded.hamlet_sort,
               sort = excluded.sort, birth_year = excluded.birth_year,
               national_id = excluded.national_id, member_count = excluded.member_count,
               import_key = excluded.import_key, search = excluded.search,
               visit_count = excluded.visit_count, handover_count = excluded.handover_count,
               value_vnd = excluded.value_vnd, gone = excluded.gone,
               gone_day = excluded.gone_day, gone_into = excluded.gone_into,
               noticed = excluded.noticed, apart = excluded.apart,
               needs = excluded.needs, claims = excluded.claims",
        )?
        .execute(household_columns!(rows, row))?;
    Ok(())
}

fn put_status(
    connection: &Connection,
    commune: &str,
    doc: &[u8; 16],
    status: &StatusRow,
) -> Result<(), StoreError> {
    connection
        .prepare_cached(
            "insert into status (commune, doc, fact, category, from_day, to_day, order_ms)
             values (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![
            commune,
            doc,
            status.fact.as_bytes(),
            status.category.code(),
            status.from.days(),
            status.to.map(LocalDate::days),
            status.recorded_at.ms()
        ])?;
    Ok(())
}

/// A household's facts that have rows already, and whether they stand.
fn facts_there(
    connection: &Connection,
    commune: &str,
    doc: &[u8; 16],
) -> Result<BTreeMap<[u8; 16], bool>, StoreError> {
    let mut statement = connection
        .prepare_cached("select fact, standing from fact where commune = ?1 and doc = ?2")?;
    let facts = statement.query_map(params![commune, doc], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(facts.collect::<Result<_, _>>()?)
}

/// A fact never changes but for whether it still stands; it keeps when it was first received.
fn put_fact(
    connection: &Connection,
    commune: &str,
    doc: &[u8; 16],
    fact: &FactRow,
    seq: u64,
    now: Timestamp,
) -> Result<(), StoreError> {
    connection
        .prepare_cached(
            "insert into fact
             (commune, doc, fact, kind, at_ms, on_day, what, detail, note, money_vnd,
              goods_value_vnd, quantity_milli, unit, signed, actor, received_ms, received_seq,
              standing, campaign, round, giver, support_case, source, source_name, fallen_seq)
             values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17,
                     ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25)
             on conflict (commune, doc, fact) do update set
               standing = excluded.standing, fallen_seq = excluded.fallen_seq",
        )?
        .execute(params![
            commune,
            doc,
            fact.fact.as_bytes(),
            fact.kind.code(),
            fact.at.ms(),
            fact.at.local_date().days(),
            fact.what,
            fact.detail,
            fact.note,
            fact.money_vnd,
            fact.goods_value_vnd,
            fact.quantity_milli,
            fact.unit,
            fact.signed,
            fact.actor.as_bytes(),
            now.ms(),
            signed(seq),
            fact.standing,
            fact.campaign.map(|campaign| *campaign.as_bytes()),
            fact.round.map(|round| *round.as_bytes()),
            fact.giver.map(|giver| *giver.as_bytes()),
            fact.case.map(|case| *case.as_bytes()),
            fact.source.map(Source::code),
            fact.source_name,
            (!fact.standing).then_some(signed(seq))
        ])?;
    Ok(())
}
