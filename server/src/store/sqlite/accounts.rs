//! Accounts and links in SQLite.

use chungtay_shared::api::{InviteLine, InviteState, Role};
use chungtay_shared::id::Epoch;
use chungtay_shared::sync::wire::Person;
use chungtay_shared::time::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::{SqliteTx, id, unsigned};
use crate::sealing::Seed;
use crate::store::row_seals::{self as seals, ACCOUNT, COMMUNE, INVITE};
use crate::store::{Account, Accounts, Commune, Invite, StoreError};

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
        seals::added(
            self,
            &COMMUNE,
            &commune.code,
            &[commune.code.as_str().into()],
        )
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
        let key = [account.id.as_bytes().into()];
        seals::added(self, &ACCOUNT, &account.commune, &key)
    }

    fn leave(&self, account: &Account, at: Option<Timestamp>) -> Result<(), StoreError> {
        let (commune, id) = (&account.commune, account.id.as_bytes());
        seals::changing(self, &ACCOUNT, commune, &[("id", id.into())], || {
            self.connection.execute(
                "update account set left_ms = ?3 where commune = ?1 and id = ?2",
                params![commune, id, at.map(Timestamp::ms)],
            )
        })?;
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
        let key = [invite.code_hash.as_slice().into()];
        seals::added(self, &INVITE, &invite.account.commune, &key)
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

    fn use_invite(&self, invite: &Invite, now: Timestamp) -> Result<(), StoreError> {
        let of = [("code_hash", invite.code_hash.as_slice().into())];
        seals::changing(self, &INVITE, &invite.account.commune, &of, || {
            self.connection.execute(
                "update invite set used_ms = ?2 where code_hash = ?1 and used_ms is null",
                params![invite.code_hash, now.ms()],
            )
        })?;
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
