//! The access log, with all that its chain is made of.

use std::collections::BTreeMap;

use chungtay_shared::access::By;
use chungtay_shared::api::access::AccessQuery;
use chungtay_shared::id::to_hex;

use super::{Row, Table};
use crate::store::{StoreError, Tx};

const COLUMNS: [&str; 10] = [
    "hash",
    "n",
    "at",
    "at_ms",
    "who",
    "device",
    "account_id",
    "device_id",
    "act",
    "about",
];

pub(super) fn table(tx: &dyn Tx, commune: &str) -> Result<Table, StoreError> {
    let lines = tx.access_lines(commune, &AccessQuery::default(), u32::MAX)?;
    let named: BTreeMap<u64, _> = lines.iter().map(|line| (line.n, line)).collect();
    let rows = tx.access_after(commune, 0, u32::MAX)?.into_iter();
    let rows = rows.map(|sealed| {
        let entry = &sealed.entry;
        let line = named.get(&entry.n);
        let (account, device) = match entry.by {
            By::Person(account, device) => (account.to_string(), device.to_string()),
            By::Program(tool) => (String::new(), tool.to_string()),
        };
        Row::default()
            .plain(to_hex(&sealed.hash))
            .plain(entry.n)
            .moment(entry.at)
            .plain(entry.at.ms())
            .text(line.map_or("", |line| &line.who))
            .text(line.map_or("", |line| &line.device))
            .plain(account)
            .plain(device)
            .text(&entry.act)
            .text(&entry.about)
    });
    Ok(Table {
        columns: &COLUMNS,
        rows: rows.collect(),
    })
}
