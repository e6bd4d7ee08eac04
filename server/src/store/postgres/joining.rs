//! Phones that come of themselves, in PostgreSQL.

use chungtay_shared::id::{Actor, DeviceId};
use chungtay_shared::sync::proof::ProofKey;
use chungtay_shared::time::Timestamp;
use postgres::Row;

use super::devices::key_bytes;
use super::{PostgresTx, get, id, text};
use crate::store::row_seals::{self as seals, JOINING, OPEN_LINK};
use crate::store::{Joining, Newcomer, OpenLinkRow, StoreError};

const NEWCOMER: &str =
    "select commune, id, actor, person_name, device_name, token_hash, key, asked_ms, refused_ms
    from joining";

impl Joining for PostgresTx<'_> {
    fn add_open_link(
        &self,
        link: &OpenLinkRow,
        forgotten_before: Timestamp,
    ) -> Result<(), StoreError> {
        self.close_open_links(&link.commune, link.created_at)?;
        seals::changing(self, &JOINING, &link.commune, &[], || {
            self.execute(
                "delete from joining where commune = $1 and refused_ms < $2",
                &[&link.commune, &forgotten_before.ms()],
            )
        })?;
        self.execute(
            "insert into open_link (commune, code_hash, created_ms, expires_ms) values ($1, $2, $3, $4)",
            &[
                &link.commune,
                &link.code_hash.as_slice(),
                &link.created_at.ms(),
                &link.expires_at.ms(),
            ],
        )?;
        let key = [link.code_hash.as_slice().into()];
        seals::added(self, &OPEN_LINK, &link.commune, &key)
    }

    fn open_link(&self, code_hash: &[u8; 32]) -> Result<Option<OpenLinkRow>, StoreError> {
        // Who comes by one link comes one after the other: no more wait than may.
        let lock = if self.writes { "for update" } else { "" };
        let found = self.query_opt(
            &format!(
                "select commune, created_ms, expires_ms, closed_ms from open_link
                 where code_hash = $1 {lock}"
            ),
            &[&code_hash.as_slice()],
        )?;
        found
            .map(|row| {
                let closed_ms: Option<i64> = get(&row, 3)?;
                Ok(OpenLinkRow {
                    commune: get(&row, 0)?,
                    code_hash: *code_hash,
                    created_at: Timestamp::from_ms(get(&row, 1)?),
                    expires_at: Timestamp::from_ms(get(&row, 2)?),
                    closed_at: closed_ms.map(Timestamp::from_ms),
                })
            })
            .transpose()
    }

    fn close_open_links(&self, commune: &str, now: Timestamp) -> Result<(), StoreError> {
        self.has_changed(commune);
        seals::changing(self, &OPEN_LINK, commune, &[], || {
            self.execute(
                "update open_link set closed_ms = $2 where commune = $1 and closed_ms is null",
                &[&text(commune), &now.ms()],
            )
        })?;
        Ok(())
    }

    fn open_until(&self, commune: &str, now: Timestamp) -> Result<Option<Timestamp>, StoreError> {
        let row = self.query_one(
            "select max(expires_ms) from open_link
             where commune = $1 and closed_ms is null and expires_ms > $2",
            &[&text(commune), &now.ms()],
        )?;
        let until_ms: Option<i64> = get(&row, 0)?;
        Ok(until_ms.map(Timestamp::from_ms))
    }

    fn put_newcomer(&self, newcomer: &Newcomer) -> Result<(), StoreError> {
        self.has_changed(&newcomer.commune);
        let of = [("actor", newcomer.actor.as_bytes().into())];
        seals::changing(self, &JOINING, &newcomer.commune, &of, || {
            self.execute(
                "insert into joining (commune, id, actor, person_name, device_name, token_hash, key, asked_ms)
                 values ($1, $2, $3, $4, $5, $6, $7, $8)
                 on conflict (actor) do update set person_name = excluded.person_name,
                     token_hash = excluded.token_hash, key = excluded.key",
                &[
                    &newcomer.commune,
                    &newcomer.id.as_bytes().as_slice(),
                    &newcomer.actor.as_bytes().as_slice(),
                    &text(&newcomer.person_name),
                    &text(&newcomer.device_name),
                    &newcomer.token_hash.as_slice(),
                    &newcomer.key.as_ref().map(key_bytes),
                    &newcomer.asked_at.ms(),
                ],
            )
        })?;
        Ok(())
    }

    fn newcomer_of(&self, actor: Actor) -> Result<Option<Newcomer>, StoreError> {
        self.one_newcomer("actor = $1", actor.as_bytes())
    }

    fn newcomer_by(&self, token_hash: &[u8; 32]) -> Result<Option<Newcomer>, StoreError> {
        self.one_newcomer("token_hash = $1", token_hash)
    }

    fn newcomers(&self, commune: &str) -> Result<Vec<Newcomer>, StoreError> {
        let rows = self.query(
            &format!("{NEWCOMER} where commune = $1 and refused_ms is null order by asked_ms, id"),
            &[&text(commune)],
        )?;
        rows.iter().map(newcomer).collect()
    }

    fn refuse_newcomer(
        &self,
        commune: &str,
        id: DeviceId,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        self.has_changed(commune);
        let of = [("id", id.as_bytes().into())];
        let refused = seals::changing(self, &JOINING, commune, &of, || {
            self.execute(
                "update joining set refused_ms = $3
                 where commune = $1 and id = $2 and refused_ms is null",
                &[&text(commune), &id.as_bytes().as_slice(), &now.ms()],
            )
        })?;
        Ok(refused == 1)
    }

    fn drop_newcomer(&self, newcomer: &Newcomer) -> Result<(), StoreError> {
        self.has_changed(&newcomer.commune);
        let (commune, id) = (&newcomer.commune, newcomer.id.as_bytes().as_slice());
        seals::changing(self, &JOINING, commune, &[("id", id.into())], || {
            self.execute(
                "delete from joining where commune = $1 and id = $2",
                &[commune, &id],
            )
        })?;
        Ok(())
    }
}

impl PostgresTx<'_> {
    fn one_newcomer(&self, condition: &str, key: &[u8]) -> Result<Option<Newcomer>, StoreError> {
        let found = self.query_opt(&format!("{NEWCOMER} where {condition}"), &[&key])?;
        found.map(|row| newcomer(&row)).transpose()
    }
}

fn newcomer(row: &Row) -> Result<Newcomer, StoreError> {
    let token_hash: &[u8] = get(row, 5)?;
    let key: Option<&[u8]> = get(row, 6)?;
    let refused_ms: Option<i64> = get(row, 8)?;
    Ok(Newcomer {
        commune: get(row, 0)?,
        id: id(row, 1, "joining", "id")?,
        actor: id(row, 2, "joining", "actor")?,
        person_name: get(row, 3)?,
        device_name: get(row, 4)?,
        token_hash: token_hash
            .try_into()
            .map_err(|_| StoreError::Inconsistent {
                table: "joining",
                column: "token_hash",
            })?,
        key: key.and_then(ProofKey::from_bytes),
        asked_at: Timestamp::from_ms(get(row, 7)?),
        refused_at: refused_ms.map(Timestamp::from_ms),
    })
}
