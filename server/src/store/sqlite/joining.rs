//! Phones that come of themselves, in SQLite.

use chungtay_shared::id::{Actor, DeviceId};
use chungtay_shared::sync::proof::ProofKey;
use chungtay_shared::time::Timestamp;
use rusqlite::{OptionalExtension as _, Row, ToSql, params};

use super::{SqliteTx, id};
use crate::store::row_seals::{self as seals, JOINING, OPEN_LINK};
use crate::store::{Joining, Newcomer, OpenLinkRow, StoreError};

const NEWCOMER: &str =
    "select commune, id, actor, person_name, device_name, token_hash, key, asked_ms, refused_ms
    from joining";

impl Joining for SqliteTx<'_> {
    fn add_open_link(
        &self,
        link: &OpenLinkRow,
        forgotten_before: Timestamp,
    ) -> Result<(), StoreError> {
        self.close_open_links(&link.commune, link.created_at)?;
        seals::changing(self, &JOINING, &link.commune, &[], || {
            self.connection.execute(
                "delete from joining where commune = ?1 and refused_ms < ?2",
                params![link.commune, forgotten_before.ms()],
            )
        })?;
        self.connection.execute(
            "insert into open_link (commune, code_hash, created_ms, expires_ms) values (?1, ?2, ?3, ?4)",
            params![
                link.commune,
                link.code_hash,
                link.created_at.ms(),
                link.expires_at.ms()
            ],
        )?;
        let key = [link.code_hash.as_slice().into()];
        seals::added(self, &OPEN_LINK, &link.commune, &key)
    }

    fn open_link(&self, code_hash: &[u8; 32]) -> Result<Option<OpenLinkRow>, StoreError> {
        let found = self.connection.query_row(
            "select commune, created_ms, expires_ms, closed_ms from open_link where code_hash = ?1",
            params![code_hash],
            |row| {
                let closed_ms: Option<i64> = row.get(3)?;
                Ok(OpenLinkRow {
                    commune: row.get(0)?,
                    code_hash: *code_hash,
                    created_at: Timestamp::from_ms(row.get(1)?),
                    expires_at: Timestamp::from_ms(row.get(2)?),
                    closed_at: closed_ms.map(Timestamp::from_ms),
                })
            },
        );
        Ok(found.optional()?)
    }

    fn close_open_links(&self, commune: &str, now: Timestamp) -> Result<(), StoreError> {
        seals::changing(self, &OPEN_LINK, commune, &[], || {
            self.connection.execute(
                "update open_link set closed_ms = ?2 where commune = ?1 and closed_ms is null",
                params![commune, now.ms()],
            )
        })?;
        Ok(())
    }

    fn open_until(&self, commune: &str, now: Timestamp) -> Result<Option<Timestamp>, StoreError> {
        let until_ms: Option<i64> = self.connection.query_row(
            "select max(expires_ms) from open_link
             where commune = ?1 and closed_ms is null and expires_ms > ?2",
            params![commune, now.ms()],
            |row| row.get(0),
        )?;
        Ok(until_ms.map(Timestamp::from_ms))
    }

    fn put_newcomer(&self, newcomer: &Newcomer) -> Result<(), StoreError> {
        let of = [("actor", newcomer.actor.as_bytes().into())];
        seals::changing(self, &JOINING, &newcomer.commune, &of, || {
            self.connection.execute(
                "insert into joining (commune, id, actor, person_name, device_name, token_hash, key, asked_ms)
                 values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
                 on conflict (actor) do update set person_name = excluded.person_name,
                     token_hash = excluded.token_hash, key = excluded.key",
                params![
                    newcomer.commune,
                    newcomer.id.as_bytes(),
                    newcomer.actor.as_bytes(),
                    newcomer.person_name,
                    newcomer.device_name,
                    newcomer.token_hash,
                    newcomer.key.as_ref().map(ProofKey::as_bytes),
                    newcomer.asked_at.ms(),
                ],
            )
        })?;
        Ok(())
    }

    fn newcomer_of(&self, actor: Actor) -> Result<Option<Newcomer>, StoreError> {
        self.one_newcomer("actor = ?1", &actor.as_bytes())
    }

    fn newcomer_by(&self, token_hash: &[u8; 32]) -> Result<Option<Newcomer>, StoreError> {
        self.one_newcomer("token_hash = ?1", token_hash)
    }

    fn newcomers(&self, commune: &str) -> Result<Vec<Newcomer>, StoreError> {
        let mut statement = self.connection.prepare_cached(&format!(
            "{NEWCOMER} where commune = ?1 and refused_ms is null order by asked_ms, id"
        ))?;
        let rows = statement.query_map([commune], Parts::of)?;
        rows.map(|parts| parts?.newcomer()).collect()
    }

    fn refuse_newcomer(
        &self,
        commune: &str,
        id: DeviceId,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let of = [("id", id.as_bytes().into())];
        let refused = seals::changing(self, &JOINING, commune, &of, || {
            self.connection.execute(
                "update joining set refused_ms = ?3
                 where commune = ?1 and id = ?2 and refused_ms is null",
                params![commune, id.as_bytes(), now.ms()],
            )
        })?;
        Ok(refused == 1)
    }

    fn drop_newcomer(&self, newcomer: &Newcomer) -> Result<(), StoreError> {
        let (commune, id) = (&newcomer.commune, newcomer.id.as_bytes());
        seals::changing(self, &JOINING, commune, &[("id", id.into())], || {
            self.connection.execute(
                "delete from joining where commune = ?1 and id = ?2",
                params![commune, id],
            )
        })?;
        Ok(())
    }
}

impl SqliteTx<'_> {
    fn one_newcomer(
        &self,
        condition: &str,
        key: &dyn ToSql,
    ) -> Result<Option<Newcomer>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached(&format!("{NEWCOMER} where {condition}"))?;
        let found = statement.query_row([key], Parts::of).optional()?;
        found.map(Parts::newcomer).transpose()
    }
}

/// A row as it was read.
struct Parts {
    commune: String,
    id: Vec<u8>,
    actor: Vec<u8>,
    person_name: String,
    device_name: String,
    token_hash: [u8; 32],
    key: Option<Vec<u8>>,
    asked_ms: i64,
    refused_ms: Option<i64>,
}

impl Parts {
    fn of(row: &Row<'_>) -> Result<Self, rusqlite::Error> {
        Ok(Self {
            commune: row.get(0)?,
            id: row.get(1)?,
            actor: row.get(2)?,
            person_name: row.get(3)?,
            device_name: row.get(4)?,
            token_hash: row.get(5)?,
            key: row.get(6)?,
            asked_ms: row.get(7)?,
            refused_ms: row.get(8)?,
        })
    }

    fn newcomer(self) -> Result<Newcomer, StoreError> {
        Ok(Newcomer {
            commune: self.commune,
            id: id(&self.id, "joining", "id")?,
            actor: id(&self.actor, "joining", "actor")?,
            person_name: self.person_name,
            device_name: self.device_name,
            token_hash: self.token_hash,
            key: self.key.as_deref().and_then(ProofKey::from_bytes),
            asked_at: Timestamp::from_ms(self.asked_ms),
            refused_at: self.refused_ms.map(Timestamp::from_ms),
        })
    }
}
