//! Every entry of the Fund, those that were voided too.

use chungtay_shared::fund::Entered;

use super::{Row, Table};
use crate::fund;
use crate::store::{StoreError, Tx};

const COLUMNS: [&str; 16] = [
    "entry_id",
    "kind",
    "on",
    "party",
    "money_vnd",
    "goods_value_vnd",
    "goods",
    "purpose",
    "voucher",
    "pledge_id",
    "decision_id",
    "unit",
    "recorded_by",
    "recorded_at",
    "standing",
    "void_reason",
];

pub(super) fn table(tx: &dyn Tx, commune: &str) -> Result<Table, StoreError> {
    let names = tx.names(commune)?;
    let row = |entered: Entered| {
        let entry = entered.entry;
        let name = names.get(&entered.actor).map_or("", String::as_str);
        let why = entered
            .void
            .as_ref()
            .map_or("", |void| void.reason.as_str());
        Row::default()
            .plain(entry.id)
            .plain(entry.kind.code())
            .plain(entry.on)
            .text(&entry.party)
            .plain(entry.amount.money_vnd)
            .plain(entry.amount.goods_value_vnd)
            .text(&entry.goods)
            .text(&entry.purpose)
            .text(&entry.voucher)
            .plain_if_any(entry.pledge)
            .plain_if_any(entry.decision)
            .text(&entry.unit)
            .text(name)
            .moment(entry.recorded_at)
            .yes_or_no(entered.void.is_none())
            .text(why)
    };
    Ok(Table {
        columns: &COLUMNS,
        rows: fund::entries(tx, commune)?.into_iter().map(row).collect(),
    })
}
