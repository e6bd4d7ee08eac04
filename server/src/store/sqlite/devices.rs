//! Devices in SQLite.

use std::collections::BTreeSet;

use chungtay_shared::api::{DeviceLine, Wipe};
use chungtay_shared::id::{Actor, DeviceId};
use chungtay_shared::sync::proof::ProofKey;
use chungtay_shared::time::Timestamp;
use rusqlite::{OptionalExtension as _, Params, Row, params};

use super::accounts::{AccountParts, account, account_parts};
use super::{SqliteTx, id, signed, unsigned};
use crate::store::row_seals::{self as seals, ACTOR, DEVICE};
use crate::store::{Account, Device, Devices, Lost, StoreError, WipeCode};

impl Devices for SqliteTx<'_> {
    fn add_device(&self, device: &Device, actor: Actor) -> Result<(), StoreError> {
        let commune = &device.account.commune;
        self.connection.execute(
            "insert into device (commune, id, account, name, token_hash, enrolled_ms, key, made)
             values (?1, ?2, ?3, ?4, ?5, ?6, ?7, 0)",
            params![
                commune,
                device.id.as_bytes(),
                device.account.id.as_bytes(),
                device.name,
                device.token_hash,
                device.enrolled_at.ms(),
                device.key.as_ref().map(ProofKey::as_bytes),
            ],
        )?;
        seals::added(self, &DEVICE, commune, &[device.id.as_bytes().into()])?;
        self.register_actor(commune, device.id, actor)
    }

    fn device_of(&self, actor: Actor) -> Result<Option<Device>, StoreError> {
        self.one_device(
            "d.id = (select c.device from actor c where c.actor = ?1 and c.commune = d.commune)",
            actor.as_bytes(),
        )
    }

    fn device_of_account(&self, account: &Account) -> Result<Option<Device>, StoreError> {
        self.one_device(
            "d.revoked_ms is null and d.account = ?1 order by d.enrolled_ms, d.id limit 1",
            account.id.as_bytes(),
        )
    }

    fn readmit_device(
        &self,
        device: &Device,
        token_hash: &[u8; 32],
        key: Option<ProofKey>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.changing_device(
            &device.account.commune,
            device.id,
            "update device set token_hash = ?3, enrolled_ms = ?4, key = ?5, revoked_ms = null,
                    wipe_code = null, wiped_ms = null, used_ms = null, proved_ms = null
             where commune = ?1 and id = ?2",
            params![
                device.account.commune,
                device.id.as_bytes(),
                token_hash,
                now.ms(),
                key.as_ref().map(ProofKey::as_bytes),
            ],
        )?;
        Ok(())
    }

    fn set_token(
        &self,
        device: &Device,
        token_hash: &[u8; 32],
        key: Option<ProofKey>,
    ) -> Result<(), StoreError> {
        self.changing_device(
            &device.account.commune,
            device.id,
            "update device set token_hash = ?3, key = ?4, used_ms = null, proved_ms = null
             where commune = ?1 and id = ?2",
            params![
                device.account.commune,
                device.id.as_bytes(),
                token_hash,
                key.as_ref().map(ProofKey::as_bytes),
            ],
        )?;
        Ok(())
    }

    fn device(&self, token_hash: &[u8; 32]) -> Result<Option<Device>, StoreError> {
        self.one_device("d.token_hash = ?1", token_hash)
    }

    fn prove(&self, device: &Device, key: &ProofKey, count: u64) -> Result<bool, StoreError> {
        let (commune, id, key_bytes) = (
            &device.account.commune,
            device.id.as_bytes(),
            key.as_bytes(),
        );
        let of = params![commune, id, key_bytes, signed(count)];
        let counted = if device.key == Some(*key) {
            self.connection
                .prepare_cached(
                    "update device set proofs = ?4
                     where commune = ?1 and id = ?2 and proofs < ?4 and key = ?3",
                )?
                .execute(of)?
        } else {
            let first = "update device set proofs = ?4, key = ?3
                         where commune = ?1 and id = ?2 and proofs < ?4";
            self.changing_device(commune, device.id, first, of)?
        };
        Ok(counted == 1)
    }

    fn devices(&self, commune: &str) -> Result<Vec<DeviceLine>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "select a.commune, a.id, a.person_name, a.role, a.left_ms,
                    d.id, d.name, d.enrolled_ms, d.heard_ms, d.made, d.revoked_ms is not null,
                    d.receipted,
                    (select count(*) from quarantine q
                     where q.commune = d.commune and q.device = d.id),
                    d.clock_off_s, d.wipe_code is not null, d.wiped_ms, d.key is not null
             from device d join account a on a.commune = d.commune and a.id = d.account
             where d.commune = ?1 order by d.enrolled_ms desc, d.id",
        )?;
        let mut rows = statement.query([commune])?;
        let mut devices = Vec::new();
        while let Some(row) = rows.next()? {
            let account = account(account_parts(row)?)?;
            let device_id: Vec<u8> = row.get(5)?;
            let heard_ms: Option<i64> = row.get(8)?;
            let wiped_ms: Option<i64> = row.get(15)?;
            devices.push(DeviceLine {
                id: id(&device_id, "device", "id")?,
                role: account.role,
                person_name: account.person_name,
                device_name: row.get(6)?,
                enrolled_at: Timestamp::from_ms(row.get(7)?),
                heard_at: heard_ms.map(Timestamp::from_ms),
                made: unsigned(row.get(9)?),
                revoked: row.get(10)?,
                left: account.left_at.is_some(),
                receipted: unsigned(row.get(11)?),
                quarantined: unsigned(row.get(12)?),
                clock_off_s: row.get(13)?,
                wipe: Wipe::of(row.get(14)?, wiped_ms.map(Timestamp::from_ms)),
                proves: row.get(16)?,
            });
        }
        Ok(devices)
    }

    fn revoke_device(
        &self,
        commune: &str,
        device: DeviceId,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let changed = self.changing_device(
            commune,
            device,
            "update device set revoked_ms = coalesce(revoked_ms, ?3)
             where commune = ?1 and id = ?2",
            params![commune, device.as_bytes(), now.ms()],
        )?;
        Ok(changed == 1)
    }

    fn lose_device(
        &self,
        commune: &str,
        device: DeviceId,
        code: &WipeCode,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let changed = self.changing_device(
            commune,
            device,
            "update device set revoked_ms = coalesce(revoked_ms, ?4),
                    wipe_code = coalesce(wipe_code, ?3)
             where commune = ?1 and id = ?2",
            params![commune, device.as_bytes(), code, now.ms()],
        )?;
        Ok(changed == 1)
    }

    fn wiped(&self, code: &WipeCode, now: Timestamp) -> Result<Option<Device>, StoreError> {
        let Some(device) = self.one_device("d.wipe_code = ?1", code)? else {
            return Ok(None);
        };
        let changed = self.changing_device(
            &device.account.commune,
            device.id,
            "update device set wiped_ms = ?2 where wipe_code = ?1 and wiped_ms is null",
            params![code, now.ms()],
        )?;
        if changed == 0 {
            return Ok(None);
        }
        self.one_device("d.wipe_code = ?1", code)
    }

    fn heard(
        &self,
        commune: &str,
        device: DeviceId,
        made: u64,
        clock_off_s: i64,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "update device set heard_ms = ?4, made = max(made, ?3), clock_off_s = ?5
                 where commune = ?1 and id = ?2",
            )?
            .execute(params![
                commune,
                device.as_bytes(),
                signed(made),
                now.ms(),
                clock_off_s
            ])?;
        Ok(())
    }

    fn has_made(&self, commune: &str, device: DeviceId, made: u64) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "update device set made = max(made, ?3) where commune = ?1 and id = ?2",
            )?
            .execute(params![commune, device.as_bytes(), signed(made)])?;
        Ok(())
    }

    fn actors(&self, commune: &str, device: DeviceId) -> Result<BTreeSet<Actor>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("select actor from actor where commune = ?1 and device = ?2")?;
        let actors = statement.query_map(params![commune, device.as_bytes()], |row| {
            row.get::<_, Vec<u8>>(0)
        })?;
        actors.map(|bytes| id(&bytes?, "actor", "actor")).collect()
    }

    fn register_actor(
        &self,
        commune: &str,
        device: DeviceId,
        actor: Actor,
    ) -> Result<(), StoreError> {
        let added = self
            .connection
            .prepare_cached(
                "insert into actor (commune, actor, device) values (?1, ?2, ?3)
                 on conflict (actor) do nothing",
            )?
            .execute(params![commune, actor.as_bytes(), device.as_bytes()])?;
        if added == 1 {
            seals::added(self, &ACTOR, commune, &[actor.as_bytes().into()])?;
            self.connection.execute(
                "update commune set people_version = people_version + 1 where code = ?1",
                [commune],
            )?;
        }
        Ok(())
    }
}

impl SqliteTx<'_> {
    /// A statement that changes what is guarded of a device; how many it has changed.
    fn changing_device(
        &self,
        commune: &str,
        device: DeviceId,
        sql: &str,
        values: impl Params,
    ) -> Result<usize, StoreError> {
        let of = [("id", device.as_bytes().into())];
        seals::changing(self, &DEVICE, commune, &of, || {
            self.connection.execute(sql, values)
        })
    }

    pub(super) fn one_device(
        &self,
        condition: &str,
        key: &[u8],
    ) -> Result<Option<Device>, StoreError> {
        let found = self
            .connection
            .prepare_cached(&format!(
                "select a.commune, a.id, a.person_name, a.role, a.left_ms,
                        d.id, d.name, d.enrolled_ms, d.revoked_ms, d.token_hash,
                        d.key, d.proofs, d.wipe_code, d.wiped_ms
                 from device d join account a on a.commune = d.commune and a.id = d.account
                 where {condition}"
            ))?
            .query_row([key], DeviceParts::of)
            .optional()?;
        found.map(DeviceParts::device).transpose()
    }
}

/// A row as it was read.
struct DeviceParts {
    account: AccountParts,
    id: Vec<u8>,
    name: String,
    enrolled_ms: i64,
    revoked_ms: Option<i64>,
    token_hash: [u8; 32],
    key: Option<Vec<u8>>,
    proofs: i64,
    wipe_code: Option<WipeCode>,
    wiped_ms: Option<i64>,
}

impl DeviceParts {
    fn of(row: &Row<'_>) -> Result<Self, rusqlite::Error> {
        Ok(Self {
            account: account_parts(row)?,
            id: row.get(5)?,
            name: row.get(6)?,
            enrolled_ms: row.get(7)?,
            revoked_ms: row.get(8)?,
            token_hash: row.get(9)?,
            key: row.get(10)?,
            proofs: row.get(11)?,
            wipe_code: row.get(12)?,
            wiped_ms: row.get(13)?,
        })
    }

    fn device(self) -> Result<Device, StoreError> {
        Ok(Device {
            id: id(&self.id, "device", "id")?,
            account: account(self.account)?,
            name: self.name,
            token_hash: self.token_hash,
            key: self.key.as_deref().and_then(ProofKey::from_bytes),
            proofs: unsigned(self.proofs),
            enrolled_at: Timestamp::from_ms(self.enrolled_ms),
            revoked_at: self.revoked_ms.map(Timestamp::from_ms),
            lost: self.wipe_code.map(|code| Lost {
                code,
                wiped_at: self.wiped_ms.map(Timestamp::from_ms),
            }),
        })
    }
}
