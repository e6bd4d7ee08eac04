//! Accounts, links and devices in PostgreSQL.

use std::collections::BTreeSet;

use chungtay_shared::api::{DeviceLine, InviteLine, Role};
use chungtay_shared::id::{Actor, DeviceId, Epoch};
use chungtay_shared::sync::wire::Person;
use chungtay_shared::time::Timestamp;

use super::{PostgresTx, get, id, signed, text, unsigned};
use crate::sealing::Seed;
use crate::store::{Account, Accounts, Commune, Device, Invite, StoreError};
use lines::{account, device, device_line, invite_line};

pub(super) mod lines;

/// Taken by whoever asks, in order to write, whether anybody is here yet: only one may begin.
const BEGINNING: i64 = 0x6368_756e_6774_6162;

impl Accounts for PostgresTx<'_> {
    fn epoch(&self) -> Result<Epoch, StoreError> {
        let row = self.query_one("select value from meta where key = 'epoch'", &[])?;
        id(&row, 0, "meta", "value")
    }

    fn sealing_seed(&self) -> Result<Seed, StoreError> {
        let row = self.query_one("select value from meta where key = 'sealing_seed'", &[])?;
        let bytes: Vec<u8> = get(&row, 0)?;
        Seed::try_from(bytes).map_err(|_| StoreError::Inconsistent {
            table: "meta",
            column: "value",
        })
    }

    fn communes(&self) -> Result<Vec<Commune>, StoreError> {
        let communes = self.query(
            "select code, name, synthetic from commune order by code",
            &[],
        )?;
        communes
            .iter()
            .map(|row| {
                Ok(Commune {
                    code: get(row, 0)?,
                    name: get(row, 1)?,
                    synthetic: get(row, 2)?,
                })
            })
            .collect()
    }

    fn add_commune(&self, commune: &Commune) -> Result<(), StoreError> {
        self.execute(
            "insert into commune (code, name, synthetic, log_end, people_version)
             values ($1, $2, $3, 0, 1)",
            &[
                &text(&commune.code),
                &text(&commune.name),
                &commune.synthetic,
            ],
        )?;
        Ok(())
    }

    fn is_empty(&self) -> Result<bool, StoreError> {
        if self.writes {
            self.execute("select pg_advisory_xact_lock($1)", &[&BEGINNING])?;
        }
        let row = self.query_one("select not exists (select 1 from account)", &[])?;
        get(&row, 0)
    }

    fn account(
        &self,
        commune: &str,
        person_name: &str,
        role: Role,
    ) -> Result<Option<Account>, StoreError> {
        let found = self.query_opt(
            "select a.commune, a.id, a.person_name, a.role, a.left_ms from account a
             where a.commune = $1 and a.person_name = $2 and a.role = $3",
            &[&text(commune), &text(person_name), &role.code()],
        )?;
        found.map(|row| account(&row)).transpose()
    }

    fn add_account(&self, account: &Account, now: Timestamp) -> Result<(), StoreError> {
        self.execute(
            "insert into account (commune, id, person_name, role, created_ms)
             values ($1, $2, $3, $4, $5)",
            &[
                &account.commune,
                &account.id.as_bytes().as_slice(),
                &text(&account.person_name),
                &account.role.code(),
                &now.ms(),
            ],
        )?;
        Ok(())
    }

    fn leave(&self, account: &Account, at: Option<Timestamp>) -> Result<(), StoreError> {
        self.has_changed(&account.commune);
        self.execute(
            "update account set left_ms = $3 where commune = $1 and id = $2",
            &[
                &account.commune,
                &account.id.as_bytes().as_slice(),
                &at.map(Timestamp::ms),
            ],
        )?;
        Ok(())
    }

    fn add_invite(&self, invite: &Invite) -> Result<(), StoreError> {
        self.has_changed(&invite.account.commune);
        self.execute(
            "insert into invite (commune, code_hash, account, created_ms, expires_ms)
             values ($1, $2, $3, $4, $5)",
            &[
                &invite.account.commune,
                &invite.code_hash.as_slice(),
                &invite.account.id.as_bytes().as_slice(),
                &invite.created_at.ms(),
                &invite.expires_at.ms(),
            ],
        )?;
        Ok(())
    }

    fn invite(&self, code_hash: &[u8; 32]) -> Result<Option<Invite>, StoreError> {
        // Two who redeem it at once come one after the other: the second finds it used.
        let lock = if self.writes { "for update of i" } else { "" };
        let found = self.query_opt(
            &format!(
                "select a.commune, a.id, a.person_name, a.role, a.left_ms,
                        i.created_ms, i.expires_ms, i.used_ms
                 from invite i join account a on a.commune = i.commune and a.id = i.account
                 where i.code_hash = $1 {lock}"
            ),
            &[&code_hash.as_slice()],
        )?;
        found
            .map(|row| {
                let used_ms: Option<i64> = get(&row, 7)?;
                Ok(Invite {
                    code_hash: *code_hash,
                    account: account(&row)?,
                    created_at: Timestamp::from_ms(get(&row, 5)?),
                    expires_at: Timestamp::from_ms(get(&row, 6)?),
                    used_at: used_ms.map(Timestamp::from_ms),
                })
            })
            .transpose()
    }

    fn use_invite(&self, code_hash: &[u8; 32], now: Timestamp) -> Result<(), StoreError> {
        self.execute(
            "update invite set used_ms = $2 where code_hash = $1 and used_ms is null",
            &[&code_hash.as_slice(), &now.ms()],
        )?;
        Ok(())
    }

    fn invites(&self, commune: &str, now: Timestamp) -> Result<Vec<InviteLine>, StoreError> {
        let lines = self.query(
            "select a.commune, a.id, a.person_name, a.role, a.left_ms, i.created_ms, i.expires_ms, i.used_ms
             from invite i join account a on a.commune = i.commune and a.id = i.account
             where i.commune = $1 order by i.created_ms desc, i.code_hash limit 500",
            &[&commune],
        )?;
        lines.iter().map(|line| invite_line(line, now)).collect()
    }

    fn add_device(&self, device: &Device, actor: Actor) -> Result<(), StoreError> {
        let commune = &device.account.commune;
        self.has_changed(commune);
        self.execute(
            "insert into device (commune, id, account, name, token_hash, enrolled_ms, made)
             values ($1, $2, $3, $4, $5, $6, 0)",
            &[
                commune,
                &device.id.as_bytes().as_slice(),
                &device.account.id.as_bytes().as_slice(),
                &text(&device.name),
                &device.token_hash.as_slice(),
                &device.enrolled_at.ms(),
            ],
        )?;
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
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.has_changed(&device.account.commune);
        self.execute(
            "update device set token_hash = $3, enrolled_ms = $4, revoked_ms = null,
                    used_ms = null, proved_ms = null
             where commune = $1 and id = $2",
            &[
                &device.account.commune,
                &device.id.as_bytes().as_slice(),
                &token_hash.as_slice(),
                &now.ms(),
            ],
        )?;
        Ok(())
    }

    fn set_token(&self, device: &Device, token_hash: &[u8; 32]) -> Result<(), StoreError> {
        self.execute(
            "update device set token_hash = $3, used_ms = null, proved_ms = null
             where commune = $1 and id = $2",
            &[
                &device.account.commune,
                &device.id.as_bytes().as_slice(),
                &token_hash.as_slice(),
            ],
        )?;
        Ok(())
    }

    fn device(&self, token_hash: &[u8; 32]) -> Result<Option<Device>, StoreError> {
        self.one_device("d.token_hash = $1", token_hash)
    }

    fn devices(&self, commune: &str) -> Result<Vec<DeviceLine>, StoreError> {
        let devices = self.query(
            "select a.commune, a.id, a.person_name, a.role, a.left_ms,
                    d.id, d.name, d.enrolled_ms, d.heard_ms, d.made, d.revoked_ms is not null,
                    d.receipted,
                    (select count(*) from quarantine q
                     where q.commune = d.commune and q.device = d.id),
                    d.clock_off_s
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
        let changed = self.execute(
            "update device set revoked_ms = coalesce(revoked_ms, $3)
             where commune = $1 and id = $2",
            &[&commune, &device.as_bytes().as_slice(), &now.ms()],
        )?;
        Ok(changed == 1)
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
            self.execute(
                "update commune set people_version = people_version + 1 where code = $1",
                &[&commune],
            )?;
        }
        Ok(())
    }

    fn people_version(&self, commune: &str) -> Result<u64, StoreError> {
        let version = self.query_one(
            "select people_version from commune where code = $1",
            &[&commune],
        )?;
        unsigned(&version, 0)
    }

    fn people(&self, commune: &str) -> Result<Vec<Person>, StoreError> {
        let people = self.query(
            "select c.actor, a.person_name
             from actor c
             join device d on d.commune = c.commune and d.id = c.device
             join account a on a.commune = d.commune and a.id = d.account
             where c.commune = $1 order by c.actor",
            &[&commune],
        )?;
        people
            .iter()
            .map(|row| {
                Ok(Person {
                    actor: id(row, 0, "actor", "actor")?,
                    name: get(row, 1)?,
                })
            })
            .collect()
    }
}

impl PostgresTx<'_> {
    fn one_device(&self, condition: &str, key: &[u8]) -> Result<Option<Device>, StoreError> {
        let found = self.query_opt(
            &format!(
                "select a.commune, a.id, a.person_name, a.role, a.left_ms,
                        d.id, d.name, d.enrolled_ms, d.revoked_ms, d.token_hash
                 from device d join account a on a.commune = d.commune and a.id = d.account
                 where {condition}"
            ),
            &[&key],
        )?;
        found.map(|row| device(&row)).transpose()
    }
}
