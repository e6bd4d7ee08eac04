//! Rows projected from a household's document, written in the change's own transaction.

use chungtay_shared::fund::Source;
use chungtay_shared::time::{LocalDate, Timestamp};

use super::{PostgresTx, signed, supports, text};
use crate::projection::{FactRow, HouseholdRows, StatusRow};
use crate::store::StoreError;
use crate::store::json;

pub(super) fn put(
    tx: &PostgresTx<'_>,
    rows: &HouseholdRows,
    seq: u64,
    now: Timestamp,
) -> Result<(), StoreError> {
    let doc = rows.row.id.as_bytes().as_slice();
    put_household(tx, rows)?;
    for sql in [
        "delete from status where commune = $1 and doc = $2",
        "delete from conflict where commune = $1 and doc = $2",
    ] {
        tx.execute(sql, &[&rows.commune, &doc])?;
    }
    for status in &rows.statuses {
        put_status(tx, &rows.commune, doc, status)?;
    }
    for fact in &rows.facts {
        put_fact(tx, &rows.commune, doc, fact, seq, now)?;
    }
    for conflict in &rows.conflicts {
        // JSON writes U+0000 as an escape, which PostgreSQL's text can hold.
        let rivals = json::text(&conflict.values)?;
        tx.execute(
            "insert into conflict (commune, doc, field, rivals) values ($1, $2, $3, $4)",
            &[&rows.commune, &doc, &conflict.field.code(), &rivals],
        )?;
    }
    supports::put(tx, &rows.commune, doc, &rows.cases)
}

fn put_household(tx: &PostgresTx<'_>, rows: &HouseholdRows) -> Result<(), StoreError> {
    let row = &rows.row;
    let gone = rows.life.gone;
    let into = gone.and_then(|gone| gone.into);
    tx.execute(
        "insert into household
         (commune, doc, head_name, nickname, hamlet, hamlet_sort, sort, birth_year,
          national_id, member_count, import_key, search, visit_count, handover_count, value_vnd,
          gone, gone_day, gone_into, noticed, apart, needs, claims)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
                 $19, $20, $21, $22)
         on conflict (commune, doc) do update set
           head_name = excluded.head_name, nickname = excluded.nickname,
           hamlet = excluded.hamlet, hamlet_sort = excluded.hamlet_sort, sort = excluded.sort,
           birth_year = excluded.birth_year, national_id = excluded.national_id,
           member_count = excluded.member_count, import_key = excluded.import_key,
           search = excluded.search, visit_count = excluded.visit_count,
           handover_count = excluded.handover_count, value_vnd = excluded.value_vnd,
           gone = excluded.gone, gone_day = excluded.gone_day, gone_into = excluded.gone_into,
           noticed = excluded.noticed, apart = excluded.apart,
           needs = excluded.needs, claims = excluded.claims",
        &[
            &rows.commune,
            &row.id.as_bytes().as_slice(),
            &text(&row.head_name),
            &text(&row.nickname),
            &text(&row.hamlet),
            &text(&rows.hamlet_sort),
            &text(&row.sort),
            &row.birth_year.map(i64::from),
            &text(&row.national_id),
            &i64::from(row.member_count),
            &text(&rows.import_key),
            &text(&row.search),
            &i64::from(row.visit_count),
            &i64::from(row.handover_count),
            &row.value_vnd,
            &gone.map(|gone| gone.why.code()),
            &gone.map(|gone| gone.on.days()),
            &into.as_ref().map(|into| into.as_bytes().as_slice()),
            &rows.life.noticed_text(),
            &rows.life.apart_text(),
            &rows.needs_text(),
            &rows.life.claims_text(),
        ],
    )?;
    Ok(())
}

fn put_status(
    tx: &PostgresTx<'_>,
    commune: &str,
    doc: &[u8],
    status: &StatusRow,
) -> Result<(), StoreError> {
    tx.execute(
        "insert into status (commune, doc, fact, category, from_day, to_day, order_ms)
         values ($1, $2, $3, $4, $5, $6, $7)",
        &[
            &commune,
            &doc,
            &status.fact.as_bytes().as_slice(),
            &status.category.code(),
            &status.from.days(),
            &status.to.map(LocalDate::days),
            &status.recorded_at.ms(),
        ],
    )?;
    Ok(())
}

/// A fact never changes but for whether it still stands; it keeps when it was first received.
fn put_fact(
    tx: &PostgresTx<'_>,
    commune: &str,
    doc: &[u8],
    fact: &FactRow,
    seq: u64,
    now: Timestamp,
) -> Result<(), StoreError> {
    // A row written over with the same values would be a dead row to sweep up all the same.
    tx.execute(
        "insert into fact
         (commune, doc, fact, kind, at_ms, on_day, what, detail, note, money_vnd,
          goods_value_vnd, quantity_milli, unit, signed, actor, received_ms, received_seq,
          standing, campaign, round, giver, support_case, source, source_name, fallen_seq)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
                 $19, $20, $21, $22, $23, $24, $25)
         on conflict (commune, doc, fact) do update set
           standing = excluded.standing, fallen_seq = excluded.fallen_seq
         where fact.standing <> excluded.standing",
        &[
            &commune,
            &doc,
            &fact.fact.as_bytes().as_slice(),
            &fact.kind.code(),
            &fact.at.ms(),
            &fact.at.local_date().days(),
            &text(&fact.what),
            &text(&fact.detail),
            &text(&fact.note),
            &fact.money_vnd,
            &fact.goods_value_vnd,
            &fact.quantity_milli,
            &text(&fact.unit),
            &fact.signed,
            &fact.actor.as_bytes().as_slice(),
            &now.ms(),
            &signed(seq),
            &fact.standing,
            &fact
                .campaign
                .as_ref()
                .map(|campaign| campaign.as_bytes().as_slice()),
            &fact.round.as_ref().map(|round| round.as_bytes().as_slice()),
            &fact.giver.as_ref().map(|giver| giver.as_bytes().as_slice()),
            &fact.case.as_ref().map(|case| case.as_bytes().as_slice()),
            &fact.source.map(Source::code),
            &text(&fact.source_name),
            &(!fact.standing).then_some(signed(seq)),
        ],
    )?;
    Ok(())
}
