//! Visits and handovers with their households, in PostgreSQL's words.

/// The columns of a [`chungtay_shared::api::FactLine`], in the order of `fact_line`.
pub(super) const FACT_LINE: &str =
    "f.fact, f.kind, h.doc, h.head_name, h.hamlet, f.at_ms, f.what, f.detail,
    f.note, f.money_vnd, f.goods_value_vnd, f.quantity_milli, f.unit, f.signed, f.actor,
    f.received_ms, f.standing";
/// Facts with the records they were written into.
pub(super) const FACTS: &str =
    " from fact f join household h on h.commune = f.commune and h.doc = f.doc";
/// Facts with the households they count for: a second record's with the household it is kept in.
pub(super) const FACTS_COUNTED: &str =
    " from fact f join household r on r.commune = f.commune and r.doc = f.doc
      join household h on h.commune = f.commune
        and h.doc = case r.gone when 'same' then r.gone_into else r.doc end";
