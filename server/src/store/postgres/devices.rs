//! Devices in PostgreSQL.

use std::collections::BTreeSet;

use chungtay_shared::api::DeviceLine;
use chungtay_shared::id::{Actor, DeviceId};
use chungtay_shared::sync::proof::ProofKey;
use chungtay_shared::time::Timestamp;

use super::accounts::lines::{device, device_line};
use super::{Params, PostgresTx, id, signed, text};
use crate::store::row_seals::{self as seals, ACTOR, DEVICE};
use crate::store::{Account, Device, Devices, StoreError, WipeCode};

impl Devices for PostgresTx<'_> {
    fn add_device(&self, device: &Device, actor: Actor) -> Result<(), StoreError> {
        let commune = &device.account.commune;
        self.has_changed(commune);
        self.execute(
            "insert into device (commune, id, account, name, token_hash, enrolled_ms, key, made)
             values ($1, $2, $3, $4, $5, $6, $7, 0)",
            &[
                commune,
                &device.id.as_bytes().as_slice(),
                &device.account.id.as_bytes().as_slice(),
                &text(&device.name),
                &device.token_hash.as_slice(),
                &device.enrolled_at.ms(),
                &device.key.as_ref().map(key_bytes),
            ],
        )?;
        seals::added(self, &DEVICE, commune, &[device.id.as_bytes().into()])?;
        self.register_actor(commune, device.id, actor)
    }

    fn device_of(&self, actor: Actor) -> Result<Option<Device>, StoreError> {
        if self.writes {
            // Who finds nobody goes on to make this actor somebody's, as one of two at once.
            self.execute(
                "select pg_advisory_xact_lock(hashtextextended(encode($1, 'hex'), 0))",
                &[&actor.as_bytes().as_slice()],
            )?;
        }
        self.one_device(
            "(d.commune, d.id) = (select c.commune, c.device from actor c where c.actor = $1)",
            actor.as_bytes(),
        )
    }

    fn device_of_account(&self, account: &Account) -> Result<Option<Device>, StoreError> {
        self.one_device(
            "d.revoked_ms is null and d.account = $1 order by d.enrolled_ms, d.id limit 1",
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
        self.has_changed(&device.account.commune);
        self.changing_device(
            &device.account.commune,
            device.id,
            "update device set token_hash = $3, enrolled_ms = $4, key = $5, revoked_ms = null,
                    wipe_code = null, wiped_ms = null, used_ms = null, proved_ms = null
             where commune = $1 and id = $2",
            &[
                &device.account.commune,
                &device.id.as_bytes().as_slice(),
                &token_hash.as_slice(),
                &now.ms(),
                &key.as_ref().map(key_bytes),
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
            "update device set token_hash = $3, key = $4, used_ms = null, proved_ms = null
             where commune = $1 and id = $2",
            &[
                &device.account.commune,
                &device.id.as_bytes().as_slice(),
                &token_hash.as_slice(),
                &key.as_ref().map(key_bytes),
            ],
        )?;
        Ok(())
    }

    fn device(&self, token_hash: &[u8; 32]) -> Result<Option<Device>, StoreError> {
        self.one_device("d.token_hash = $1", token_hash)
    }

    fn prove(&self, device: &Device, key: &ProofKey, count: u64) -> Result<bool, StoreError> {
        let (commune, id) = (&device.account.commune, device.id.as_bytes().as_slice());
        let of: Params<'_> = &[commune, &id, &key_bytes(key), &signed(count)];
        let counted = if device.key == Some(*key) {
            self.execute(
                "update device set proofs = $4
                 where commune = $1 and id = $2 and proofs < $4 and key = $3",
                of,
            )?
        } else {
            let first = "update device set proofs = $4, key = $3
                         where commune = $1 and id = $2 and proofs < $4";
            self.changing_device(commune, device.id, first, of)?
        };
        Ok(counted == 1)
    }

    fn devices(&self, commune: &str) -> Result<Vec<DeviceLine>, StoreError> {
        let devices = self.query(
            "select a.commune, a.id, a.person_name, a.role, a.left_ms,
                    d.id, d.name, d.enrolled_ms, d.heard_ms, d.made, d.revoked_ms is not null,
                    d.receipted,
                    (select count(*) from quarantine q
                     where q.commune = d.commune and q.device = d.id),
                    d.clock_off_s, d.wipe_code is not null, d.wiped_ms, d.key is not null
             from device d join account a on a.commune = d.commune and a.id = d.account
             where d.commune = $1 order by d.enrolled_ms desc, d.id",
            &[&commune],
        )?;
        devices.iter().map(device_line).collect()
    }

    fn revoke_device(
        &self,
        commune: &str,
        device: DeviceId,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        self.has_changed(commune);
        let changed = self.changing_device(
            commune,
            device,
            "update device set revoked_ms = coalesce(revoked_ms, $3)
             where commune = $1 and id = $2",
            &[&commune, &device.as_bytes().as_slice(), &now.ms()],
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
        self.has_changed(commune);
        let changed = self.changing_device(
            commune,
            device,
            "update device set revoked_ms = coalesce(revoked_ms, $4),
                    wipe_code = coalesce(wipe_code, $3)
             where commune = $1 and id = $2",
            &[
                &commune,
                &device.as_bytes().as_slice(),
                &code.as_slice(),
                &now.ms(),
            ],
        )?;
        Ok(changed == 1)
    }

    fn wiped(&self, code: &WipeCode, now: Timestamp) -> Result<Option<Device>, StoreError> {
        let Some(device) = self.one_device("d.wipe_code = $1", code)? else {
            return Ok(None);
        };
        let changed = self.changing_device(
            &device.account.commune,
            device.id,
            "update device set wiped_ms = $2 where wipe_code = $1 and wiped_ms is null",
            &[&code.as_slice(), &now.ms()],
        )?;
        if changed == 0 {
            return Ok(None);
        }
        let device = self.one_device("d.wipe_code = $1", code)?;
        if let Some(device) = &device {
            self.has_changed(&device.account.commune);
        }
        Ok(device)
    }

    fn heard(
        &self,
        commune: &str,
        device: DeviceId,
        made: u64,
        clock_off_s: i64,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.has_changed(commune);
        self.execute(
            "update device set heard_ms = $4, made = greatest(made, $3), clock_off_s = $5
             where commune = $1 and id = $2",
            &[
                &commune,
                &device.as_bytes().as_slice(),
                &signed(made),
                &now.ms(),
                &clock_off_s,
            ],
        )?;
        Ok(())
    }

    fn has_made(&self, commune: &str, device: DeviceId, made: u64) -> Result<(), StoreError> {
        self.has_changed(commune);
        self.execute(
            "update device set made = greatest(made, $3) where commune = $1 and id = $2",
            &[&commune, &device.as_bytes().as_slice(), &signed(made)],
        )?;
        Ok(())
    }

    fn actors(&self, commune: &str, device: DeviceId) -> Result<BTreeSet<Actor>, StoreError> {
        let actors = self.query(
            "select actor from actor where commune = $1 and device = $2",
            &[&commune, &device.as_bytes().as_slice()],
        )?;
        actors
            .iter()
            .map(|row| id(row, 0, "actor", "actor"))
            .collect()
    }

    fn register_actor(
        &self,
        commune: &str,
        device: DeviceId,
        actor: Actor,
    ) -> Result<(), StoreError> {
        let added = self.execute(
            "insert into actor (commune, actor, device) values ($1, $2, $3)
             on conflict (actor) do nothing",
            &[
                &commune,
                &actor.as_bytes().as_slice(),
                &device.as_bytes().as_slice(),
            ],
        )?;
        if added == 1 {
            seals::added(self, &ACTOR, commune, &[actor.as_bytes().into()])?;
            self.execute(
                "update commune set people_version = people_version + 1 where code = $1",
                &[&commune],
            )?;
        }
        Ok(())
    }
}

impl PostgresTx<'_> {
    /// A statement that changes what is guarded of a device; how many it has changed.
    fn changing_device(
        &self,
        commune: &str,
        device: DeviceId,
        sql: &str,
        values: Params<'_>,
    ) -> Result<u64, StoreError> {
        let of = [("id", device.as_bytes().into())];
        seals::changing(self, &DEVICE, commune, &of, || self.execute(sql, values))
    }

    pub(super) fn one_device(
        &self,
        condition: &str,
        key: &[u8],
    ) -> Result<Option<Device>, StoreError> {
        let found = self.query_opt(
            &format!(
                "select a.commune, a.id, a.person_name, a.role, a.left_ms,
                        d.id, d.name, d.enrolled_ms, d.revoked_ms, d.token_hash,
                        d.key, d.proofs, d.wipe_code, d.wiped_ms
                 from device d join account a on a.commune = d.commune and a.id = d.account
                 where {condition}"
            ),
            &[&key],
        )?;
        found.map(|row| device(&row)).transpose()
    }
}

pub(super) fn key_bytes(key: &ProofKey) -> &[u8] {
    key.as_bytes()
}
