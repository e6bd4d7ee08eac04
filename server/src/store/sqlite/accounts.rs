//! Accounts, links and devices in SQLite.

use std::collections::BTreeSet;

use chungtay_shared::api::{DeviceLine, InviteLine, InviteState, Role};
use chungtay_shared::id::{Actor, DeviceId, Epoch};
use chungtay_shared::sync::wire::Person;
use chungtay_shared::time::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::{SqliteTx, id, signed, unsigned};
use crate::sealing::Seed;
use crate::store::{Account, Accounts, Commune, Device, Invite, StoreError};

/// Gives a database what it has one of.
pub(super) fn ensure_meta(connection: &Connection) -> Result<(), StoreError> {
    connection.execute(
        "insert or ignore into meta (key, value)
         values ('epoch', randomblob(16)), ('sealing_seed', randomblob(32))",
        [],
    )?;
    Ok(())
}

impl Accounts for SqliteTx<'_> {
    fn epoch(&self) -> Result<Epoch, StoreError> {
        let bytes: Vec<u8> = self
            .connection
            .prepare_cached("select value from meta where key = 'epoch'")?
            .query_row([], |row| row.get(0))?;
        id(&bytes, "meta", "value")
    }

    fn sealing_seed(&self) -> Result<Seed, StoreError> {
        let bytes: Vec<u8> = self
            .connection
            .prepare_cached("select value from meta where key = 'sealing_seed'")?
            .query_row([], |row| row.get(0))?;
        Seed::try_from(bytes).map_err(|_| StoreError::Inconsistent {
            table: "meta",
            column: "value",
        })
    }

    fn communes(&self) -> Result<Vec<Commune>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("select code, name, synthetic from commune order by code")?;
        let communes = statement.query_map([], |row| {
            Ok(Commune {
                code: row.get(0)?,
                name: row.get(1)?,
                synthetic: row.get(2)?,
            })
        })?;
        Ok(communes.collect::<Result<_, _>>()?)
    }

    fn add_commune(&self, commune: &Commune) -> Result<(), StoreError> {
        self.connection.execute(
            "insert into commune (code, name, synthetic, log_end, people_version)
             values (?1, ?2, ?3, 0, 1)",
            params![commune.code, commune.name, commune.synthetic],
        )?;
        Ok(())
    }

    fn is_empty(&self) -> Result<bool, StoreError> {
        Ok(self
            .connection
            .query_row("select not exists (select 1 from account)", [], |row| {
                row.get(0)
            })?)
    }

    fn account(
        &self,
        commune: &str,
        person_name: &str,
        role: Role,
    ) -> Result<Option<Account>, StoreError> {
        let found = self
            .connection
            .query_row(
                "select a.commune, a.id, a.person_name, a.role, a.left_ms from account a
                 where a.commune = ?1 and a.person_name = ?2 and a.role = ?3",
                params![commune, person_name, role.code()],
                account_parts,
            )
            .optional()?;
        found.map(account).transpose()
    }

    fn add_account(&self, account: &Account, now: Timestamp) -> Result<(), StoreError> {
        self.connection.execute(
            "insert into account (commune, id, person_name, role, created_ms)
             values (?1, ?2, ?3, ?4, ?5)",
            params![
                account.commune,
                account.id.as_bytes(),
                account.person_name,
                account.role.code(),
                now.ms()
            ],
        )?;
        Ok(())
    }

    fn leave(&self, account: &Account, at: Option<Timestamp>) -> Result<(), StoreError> {
        self.connection.execute(
            "update account set left_ms = ?3 where commune = ?1 and id = ?2",
            params![
                account.commune,
                account.id.as_bytes(),
                at.map(Timestamp::ms)
            ],
        )?;
        Ok(())
    }

    fn add_invite(&self, invite: &Invite) -> Result<(), StoreError> {
        self.connection.execute(
            "insert into invite (commune, code_hash, account, created_ms, expires_ms)
             values (?1, ?2, ?3, ?4, ?5)",
            params![
                invite.account.commune,
                invite.code_hash,
                invite.account.id.as_bytes(),
                invite.created_at.ms(),
                invite.expires_at.ms()
            ],
        )?;
        Ok(())
    }

    fn invite(&self, code_hash: &[u8; 32]) -> Result<Option<Invite>, StoreError> {
        let found = self
            .connection
            .query_row(
                "select a.commune, a.id, a.person_name, a.role, a.left_ms,
                        i.created_ms, i.expires_ms, i.used_ms
                 from invite i join account a on a.commune = i.commune and a.id = i.account
                 where i.code_hash = ?1",
                params![code_hash],
                |row| {
                    let used_ms: Option<i64> = row.get(7)?;
                    Ok((account_parts(row)?, row.get(5)?, row.get(6)?, used_ms))
                },
            )
            .optional()?;
        found
            .map(|(parts, created_ms, expires_ms, used_ms)| {
                Ok(Invite {
                    code_hash: *code_hash,
                    account: account(parts)?,
                    created_at: Timestamp::from_ms(created_ms),
                    expires_at: Timestamp::from_ms(expires_ms),
                    used_at: used_ms.map(Timestamp::from_ms),
                })
            })
            .transpose()
    }

    fn use_invite(&self, code_hash: &[u8; 32], now: Timestamp) -> Result<(), StoreError> {
        self.connection.execute(
            "update invite set used_ms = ?2 where code_hash = ?1 and used_ms is null",
            params![code_hash, now.ms()],
        )?;
        Ok(())
    }

    fn invites(&self, commune: &str, now: Timestamp) -> Result<Vec<InviteLine>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "select a.commune, a.id, a.person_name, a.role, a.left_ms, i.created_ms, i.expires_ms, i.used_ms
             from invite i join account a on a.commune = i.commune and a.id = i.account
             where i.commune = ?1 order by i.created_ms desc, i.code_hash limit 500",
        )?;
        let lines = statement.query_map([commune], |row| {
            let used_ms: Option<i64> = row.get(7)?;
            Ok((account_parts(row)?, row.get(5)?, row.get(6)?, used_ms))
        })?;
        lines
            .map(|line| {
                let (parts, created_ms, expires_ms, used_ms) = line?;
                let account = account(parts)?;
                let expires_at = Timestamp::from_ms(expires_ms);
                Ok(InviteLine {
                    account: account.id,
                    person_name: account.person_name,
                    role: account.role,
                    created_at: Timestamp::from_ms(created_ms),
                    expires_at,
                    state: match used_ms {
                        Some(_) => InviteState::Used,
                        None if expires_at <= now => InviteState::Expired,
                        None => InviteState::Open,
                    },
                })
            })
            .collect()
    }

    fn add_device(&self, device: &Device, actor: Actor) -> Result<(), StoreError> {
        let commune = &device.account.commune;
        self.connection.execute(
            "insert into device (commune, id, account, name, token_hash, enrolled_ms, made)
             values (?1, ?2, ?3, ?4, ?5, ?6, 0)",
            params![
                commune,
                device.id.as_bytes(),
                device.account.id.as_bytes(),
                device.name,
                device.token_hash,
                device.enrolled_at.ms()
            ],
        )?;
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
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.connection.execute(
            "update device set token_hash = ?3, enrolled_ms = ?4, revoked_ms = null,
                    used_ms = null, proved_ms = null
             where commune = ?1 and id = ?2",
            params![
                device.account.commune,
                device.id.as_bytes(),
                token_hash,
                now.ms()
            ],
        )?;
        Ok(())
    }

    fn set_token(&self, device: &Device, token_hash: &[u8; 32]) -> Result<(), StoreError> {
        self.connection.execute(
            "update device set token_hash = ?3, used_ms = null, proved_ms = null
             where commune = ?1 and id = ?2",
            params![device.account.commune, device.id.as_bytes(), token_hash],
        )?;
        Ok(())
    }

    fn device(&self, token_hash: &[u8; 32]) -> Result<Option<Device>, StoreError> {
        self.one_device("d.token_hash = ?1", token_hash)
    }

    fn devices(&self, commune: &str) -> Result<Vec<DeviceLine>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "select a.commune, a.id, a.person_name, a.role, a.left_ms,
                    d.id, d.name, d.enrolled_ms, d.heard_ms, d.made, d.revoked_ms is not null,
                    d.receipted,
                    (select count(*) from quarantine q
                     where q.commune = d.commune and q.device = d.id),
                    d.clock_off_s
             from device d join account a on a.commune = d.commune and a.id = d.account
             where d.commune = ?1 order by d.enrolled_ms desc, d.id",
        )?;
        let mut rows = statement.query([commune])?;
        let mut devices = Vec::new();
        while let Some(row) = rows.next()? {
            let account = account(account_parts(row)?)?;
            let device_id: Vec<u8> = row.get(5)?;
            let heard_ms: Option<i64> = row.get(8)?;
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
        let changed = self.connection.execute(
            "update device set revoked_ms = coalesce(revoked_ms, ?3)
             where commune = ?1 and id = ?2",
            params![commune, device.as_bytes(), now.ms()],
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
            self.connection.execute(
                "update commune set people_version = people_version + 1 where code = ?1",
                [commune],
            )?;
        }
        Ok(())
    }

    fn people_version(&self, commune: &str) -> Result<u64, StoreError> {
        let version: i64 = self
            .connection
            .prepare_cached("select people_version from commune where code = ?1")?
            .query_row([commune], |row| row.get(0))?;
        Ok(unsigned(version))
    }

    fn people(&self, commune: &str) -> Result<Vec<Person>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "select c.actor, a.person_name
             from actor c
             join device d on d.commune = c.commune and d.id = c.device
             join account a on a.commune = d.commune and a.id = d.account
             where c.commune = ?1 order by c.actor",
        )?;
        let people = statement.query_map([commune], |row| {
            Ok((row.get::<_, Vec<u8>>(0)?, row.get::<_, String>(1)?))
        })?;
        people
            .map(|line| {
                let (actor, name) = line?;
                Ok(Person {
                    actor: id(&actor, "actor", "actor")?,
                    name,
                })
            })
            .collect()
    }
}

impl SqliteTx<'_> {
    pub(super) fn one_device(
        &self,
        condition: &str,
        key: &[u8],
    ) -> Result<Option<Device>, StoreError> {
        let found = self
            .connection
            .prepare_cached(&format!(
                "select a.commune, a.id, a.person_name, a.role, a.left_ms,
                        d.id, d.name, d.enrolled_ms, d.revoked_ms, d.token_hash
                 from device d join account a on a.commune = d.commune and a.id = d.account
                 where {condition}"
            ))?
            .query_row([key], |row| {
                let device_id: Vec<u8> = row.get(5)?;
                let revoked_ms: Option<i64> = row.get(8)?;
                let token_hash: [u8; 32] = row.get(9)?;
                let times = (row.get(7)?, revoked_ms);
                Ok((
                    account_parts(row)?,
                    device_id,
                    row.get(6)?,
                    times,
                    token_hash,
                ))
            })
            .optional()?;
        found
            .map(
                |(parts, device_id, name, (enrolled_ms, revoked_ms), token_hash)| {
                    Ok(Device {
                        id: id(&device_id, "device", "id")?,
                        account: account(parts)?,
                        name,
                        token_hash,
                        enrolled_at: Timestamp::from_ms(enrolled_ms),
                        revoked_at: revoked_ms.map(Timestamp::from_ms),
                    })
                },
            )
            .transpose()
    }
}

pub(super) type AccountParts = (String, Vec<u8>, String, String, Option<i64>);

/// The first columns of a query: commune, id, name, role of an account, and when it was left.
pub(super) fn account_parts(row: &Row<'_>) -> Result<AccountParts, rusqlite::Error> {
    Ok((
        row.get(0)?,
        row.get(1)?,
        row.get(2)?,
        row.get(3)?,
        row.get(4)?,
    ))
}

pub(super) fn account(
    (commune, bytes, person_name, role, left_ms): AccountParts,
) -> Result<Account, StoreError> {
    Ok(Account {
        id: id(&bytes, "account", "id")?,
        commune,
        person_name,
        role: Role::from_code(&role).ok_or(StoreError::Inconsistent {
            table: "account",
            column: "role",
        })?,
        left_at: left_ms.map(Timestamp::from_ms),
    })
}
