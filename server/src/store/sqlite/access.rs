//! The access log in SQLite.

use chungtay_shared::access::Sealed;
use chungtay_shared::api::access::{AccessLine, AccessQuery};
use chungtay_shared::chain::Head;
use chungtay_shared::id::DocId;
use chungtay_shared::time::Timestamp;
use rusqlite::{OptionalExtension as _, params};

use super::{SqliteTx, signed, unsigned};
use crate::store::access::{Columns, acts_of, columns, span};
use crate::store::{Access, StoreError};

impl Access for SqliteTx<'_> {
    fn access_head(&self, commune: &str) -> Result<Head, StoreError> {
        let head = self
            .connection
            .prepare_cached("select n, hash from access_head where commune = ?1")?
            .query_row([commune], |row| {
                Ok(Head {
                    n: unsigned(row.get(0)?),
                    hash: row.get(1)?,
                })
            })
            .optional()?;
        Ok(head.unwrap_or_default())
    }

    fn append_access(&self, row: &Sealed) -> Result<(), StoreError> {
        let Sealed { entry, hash } = row;
        let (account, device) = columns(&entry.by);
        self.connection
            .prepare_cached(
                "insert into access (commune, n, at_ms, account, device, act, about, hash)
                 values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            )?
            .execute(params![
                entry.commune,
                signed(entry.n),
                entry.at.ms(),
                account,
                device,
                entry.act,
                entry.about,
                hash
            ])?;
        self.connection
            .prepare_cached(
                "insert into access_head (commune, n, hash) values (?1, ?2, ?3)
                 on conflict (commune) do update set n = excluded.n, hash = excluded.hash",
            )?
            .execute(params![entry.commune, signed(entry.n), hash])?;
        Ok(())
    }

    fn access_after(&self, commune: &str, n: u64, limit: u32) -> Result<Vec<Sealed>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "select n, at_ms, account, device, act, about, hash from access
             where commune = ?1 and n > ?2 order by n limit ?3",
        )?;
        let rows = statement.query_map(params![commune, signed(n), limit], |row| {
            Ok(Columns {
                commune: commune.to_owned(),
                n: unsigned(row.get(0)?),
                at_ms: row.get(1)?,
                account: row.get(2)?,
                device: row.get(3)?,
                act: row.get(4)?,
                about: row.get(5)?,
                hash: row.get(6)?,
            }
            .sealed())
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn access_lines(
        &self,
        commune: &str,
        query: &AccessQuery,
        limit: u32,
    ) -> Result<Vec<AccessLine>, StoreError> {
        let (from, before) = span(query.day);
        let mut statement = self.connection.prepare_cached(&format!(
            "select a.n, a.at_ms, coalesce(p.person_name, t.name, ''), coalesce(d.name, ''),
                    a.account is null, a.act, a.about
             from access a
               left join account p on p.commune = a.commune and p.id = a.account
               left join device d on d.commune = a.commune and d.id = a.device
               left join tool t on t.commune = a.commune and t.id = a.device
             where a.commune = ?1 and a.n < ?2 and a.at_ms >= ?3 and a.at_ms < ?4
               and a.act in ({}) and (?6 = '' or a.about = ?6)
             order by a.n desc limit ?5",
            acts_of(query.group)
        ))?;
        let below = signed(query.before.unwrap_or(u64::MAX));
        let about = query.about.map_or_else(String::new, |doc| doc.to_string());
        let asked = params![commune, below, from, before, limit, about];
        let rows = statement.query_map(asked, |row| {
            Ok(AccessLine {
                n: unsigned(row.get(0)?),
                at: Timestamp::from_ms(row.get(1)?),
                who: row.get(2)?,
                device: row.get(3)?,
                is_program: row.get(4)?,
                act: row.get(5)?,
                about: row.get(6)?,
                household: None,
                head_name: String::new(),
            })
        })?;
        let mut lines: Vec<AccessLine> = rows.collect::<Result<_, _>>()?;
        for line in &mut lines {
            let Ok(doc) = line.about.parse::<DocId>() else {
                continue;
            };
            let named = self
                .connection
                .prepare_cached("select head_name from household where commune = ?1 and doc = ?2")?
                .query_row(params![commune, doc.as_bytes()], |row| row.get(0))
                .optional()?;
            line.household = named.is_some().then_some(doc);
            line.head_name = named.unwrap_or_default();
        }
        Ok(lines)
    }
}
