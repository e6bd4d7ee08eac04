//! The access log in PostgreSQL.

use chungtay_shared::access::Sealed;
use chungtay_shared::api::access::{AccessLine, AccessQuery};
use chungtay_shared::chain::Head;
use chungtay_shared::id::DocId;
use chungtay_shared::time::Timestamp;

use super::{PostgresTx, get, signed, unsigned};
use crate::store::access::{Columns, acts_of, columns, span};
use crate::store::{Access, StoreError};

impl Access for PostgresTx<'_> {
    fn access_head(&self, commune: &str) -> Result<Head, StoreError> {
        let mut sql = "select n, hash from access_head where commune = $1".to_owned();
        if self.writes {
            // Taken after the commune's lock where both are: what is only shown waits for no push.
            self.execute(
                "insert into access_head (commune, n, hash)
                 values ($1, 0, decode(repeat('00', 32), 'hex')) on conflict (commune) do nothing",
                &[&commune],
            )?;
            sql.push_str(" for update");
        }
        let Some(row) = self.query_opt(&sql, &[&commune])? else {
            return Ok(Head::default());
        };
        let hash: &[u8] = get(&row, 1)?;
        let unreadable = StoreError::Inconsistent {
            table: "access_head",
            column: "hash",
        };
        Ok(Head {
            n: unsigned(&row, 0)?,
            hash: hash.try_into().map_err(|_| unreadable)?,
        })
    }

    fn append_access(&self, row: &Sealed) -> Result<(), StoreError> {
        let Sealed { entry, hash } = row;
        let (account, device) = columns(&entry.by);
        self.execute(
            "insert into access (commune, n, at_ms, account, device, act, about, hash)
             values ($1, $2, $3, $4, $5, $6, $7, $8)",
            &[
                &entry.commune,
                &signed(entry.n),
                &entry.at.ms(),
                &account.map(<[u8; 16]>::as_slice),
                &device.as_slice(),
                &entry.act,
                &entry.about,
                &hash.as_slice(),
            ],
        )?;
        self.execute(
            "update access_head set n = $2, hash = $3 where commune = $1",
            &[&entry.commune, &signed(entry.n), &hash.as_slice()],
        )?;
        Ok(())
    }

    fn access_after(&self, commune: &str, n: u64, limit: u32) -> Result<Vec<Sealed>, StoreError> {
        let rows = self.query(
            "select n, at_ms, account, device, act, about, hash from access
             where commune = $1 and n > $2 order by n limit $3",
            &[&commune, &signed(n), &i64::from(limit)],
        )?;
        let rows = rows.iter().map(|row| {
            let columns = Columns {
                commune: commune.to_owned(),
                n: unsigned(row, 0)?,
                at_ms: get(row, 1)?,
                account: get(row, 2)?,
                device: get(row, 3)?,
                act: get(row, 4)?,
                about: get(row, 5)?,
                hash: get(row, 6)?,
            };
            Ok(columns.sealed())
        });
        rows.collect()
    }

    fn access_lines(
        &self,
        commune: &str,
        query: &AccessQuery,
        limit: u32,
    ) -> Result<Vec<AccessLine>, StoreError> {
        let (from, before) = span(query.day);
        let below = signed(query.before.unwrap_or(u64::MAX));
        let of = query.about.map_or_else(String::new, |doc| doc.to_string());
        let rows = self.query(
            &format!(
                "select a.n, a.at_ms, coalesce(p.person_name, t.name, ''), coalesce(d.name, ''),
                        a.account is null, a.act, a.about
                 from access a
                   left join account p on p.commune = a.commune and p.id = a.account
                   left join device d on d.commune = a.commune and d.id = a.device
                   left join tool t on t.commune = a.commune and t.id = a.device
                 where a.commune = $1 and a.n < $2 and a.at_ms >= $3 and a.at_ms < $4
                   and a.act in ({}) and ($6 = '' or a.about = $6)
                 order by a.n desc limit $5",
                acts_of(query.group)
            ),
            &[&commune, &below, &from, &before, &i64::from(limit), &of],
        )?;
        let mut lines = Vec::new();
        for row in &rows {
            let about: String = get(row, 6)?;
            let doc = about.parse::<DocId>().ok();
            let named = match &doc {
                Some(doc) => self.query_opt(
                    "select head_name from household where commune = $1 and doc = $2",
                    &[&commune, &doc.as_bytes().as_slice()],
                )?,
                None => None,
            };
            let head_name: Option<String> = named.map(|row| get(&row, 0)).transpose()?;
            lines.push(AccessLine {
                n: unsigned(row, 0)?,
                at: Timestamp::from_ms(get(row, 1)?),
                who: get(row, 2)?,
                device: get(row, 3)?,
                is_program: get(row, 4)?,
                act: get(row, 5)?,
                about,
                household: doc.filter(|_| head_name.is_some()),
                head_name: head_name.unwrap_or_default(),
            });
        }
        Ok(lines)
    }
}
