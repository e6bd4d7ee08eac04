//! How accounts sign in, in SQLite.

use std::slice;

use chungtay_shared::api::accounts::AccountLine;
use chungtay_shared::id::{AccountId, DeviceId};
use chungtay_shared::time::Timestamp;
use rusqlite::{OptionalExtension as _, params};

use super::accounts::{account, account_parts};
use super::{SqliteTx, id, unsigned};
use crate::store::row_seals::{self as seals, FACTOR, INVITE, RECOVERY_CODE};
use crate::store::{Account, Cell, Device, Door, Factor, SignIn, StoreError};

impl SignIn for SqliteTx<'_> {
    fn door(&self, device: &Device) -> Result<Door, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "select c.synthetic, d.used_ms, d.proved_ms,
                    exists (select 1 from factor f
                            where f.commune = d.commune and f.account = d.account)
             from device d join commune c on c.code = d.commune
             where d.commune = ?1 and d.id = ?2",
        )?;
        let door = statement.query_row(
            params![device.account.commune, device.id.as_bytes()],
            |row| {
                let moment = |ms: Option<i64>| ms.map(Timestamp::from_ms);
                Ok(Door {
                    synthetic: row.get(0)?,
                    used_at: moment(row.get(1)?),
                    proved_at: moment(row.get(2)?),
                    has_factor: row.get(3)?,
                })
            },
        )?;
        Ok(door)
    }

    fn note_used(&self, device: &Device, now: Timestamp) -> Result<(), StoreError> {
        self.connection.execute(
            "update device set used_ms = ?3 where commune = ?1 and id = ?2",
            params![device.account.commune, device.id.as_bytes(), now.ms()],
        )?;
        Ok(())
    }

    fn note_proved(&self, device: &Device, now: Timestamp) -> Result<(), StoreError> {
        self.connection.execute(
            "update device set used_ms = ?3, proved_ms = ?3 where commune = ?1 and id = ?2",
            params![device.account.commune, device.id.as_bytes(), now.ms()],
        )?;
        Ok(())
    }

    fn factor(&self, account: &Account) -> Result<Option<Factor>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "select salt, password, authenticator, last_step, set_ms from factor
             where commune = ?1 and account = ?2",
        )?;
        let factor = statement
            .query_row(params![account.commune, account.id.as_bytes()], |row| {
                Ok(Factor {
                    salt: row.get(0)?,
                    password: row.get(1)?,
                    authenticator: row.get(2)?,
                    last_step: row.get(3)?,
                    set_at: Timestamp::from_ms(row.get(4)?),
                })
            })
            .optional()?;
        Ok(factor)
    }

    fn set_factor(
        &self,
        account: &Account,
        factor: &Factor,
        recovery: &[[u8; 32]],
    ) -> Result<(), StoreError> {
        self.drop_factor(account)?;
        self.connection.execute(
            "insert into factor
                 (commune, account, salt, password, authenticator, last_step, set_ms)
             values (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            params![
                account.commune,
                account.id.as_bytes(),
                factor.salt,
                factor.password,
                factor.authenticator,
                factor.last_step,
                factor.set_at.ms()
            ],
        )?;
        let account_key = Cell::from(account.id.as_bytes());
        seals::added(
            self,
            &FACTOR,
            &account.commune,
            slice::from_ref(&account_key),
        )?;
        for hash in recovery {
            self.connection.execute(
                "insert into recovery_code (commune, account, hash) values (?1, ?2, ?3)",
                params![account.commune, account.id.as_bytes(), hash],
            )?;
            let key = [account_key.clone(), hash.as_slice().into()];
            seals::added(self, &RECOVERY_CODE, &account.commune, &key)?;
        }
        Ok(())
    }

    fn drop_factor(&self, account: &Account) -> Result<(), StoreError> {
        let (commune, id) = (&account.commune, account.id.as_bytes());
        for table in [FACTOR, RECOVERY_CODE] {
            let sql = format!(
                "delete from {} where commune = ?1 and account = ?2",
                table.name
            );
            seals::changing(self, &table, commune, &[("account", id.into())], || {
                self.connection.execute(&sql, params![commune, id])
            })?;
        }
        Ok(())
    }

    fn take_step(&self, account: &Account, step: i64) -> Result<bool, StoreError> {
        let taken = self.connection.execute(
            "update factor set last_step = ?3
             where commune = ?1 and account = ?2 and last_step < ?3",
            params![account.commune, account.id.as_bytes(), step],
        )?;
        Ok(taken == 1)
    }

    fn take_recovery(
        &self,
        account: &Account,
        hash: &[u8; 32],
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let (commune, id) = (&account.commune, account.id.as_bytes());
        let of = [("account", id.into()), ("hash", hash.as_slice().into())];
        let taken = seals::changing(self, &RECOVERY_CODE, commune, &of, || {
            self.connection.execute(
                "update recovery_code set used_ms = ?4
                 where commune = ?1 and account = ?2 and hash = ?3 and used_ms is null",
                params![commune, id, hash, now.ms()],
            )
        })?;
        Ok(taken == 1)
    }

    fn accounts(&self, commune: &str) -> Result<Vec<AccountLine>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "select a.commune, a.id, a.person_name, a.role, a.left_ms,
                    exists (select 1 from factor f
                            where f.commune = a.commune and f.account = a.id),
                    (select count(*) from device d
                     where d.commune = a.commune and d.account = a.id and d.revoked_ms is null)
             from account a where a.commune = ?1 order by a.created_ms, a.id",
        )?;
        let mut rows = statement.query([commune])?;
        let mut lines = Vec::new();
        while let Some(row) = rows.next()? {
            let account = account(account_parts(row)?)?;
            lines.push(AccountLine {
                id: account.id,
                person_name: account.person_name,
                role: account.role,
                closed: account.left_at.is_some(),
                has_factor: row.get(5)?,
                devices: unsigned(row.get(6)?),
            });
        }
        Ok(lines)
    }

    fn account_of(&self, commune: &str, id: AccountId) -> Result<Option<Account>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "select a.commune, a.id, a.person_name, a.role, a.left_ms from account a
             where a.commune = ?1 and a.id = ?2",
        )?;
        let found = statement
            .query_row(params![commune, id.as_bytes()], account_parts)
            .optional()?;
        found.map(account).transpose()
    }

    fn devices_in_use(&self, account: &Account) -> Result<Vec<DeviceId>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "select id from device
             where commune = ?1 and account = ?2 and revoked_ms is null order by id",
        )?;
        let devices = statement
            .query_map(params![account.commune, account.id.as_bytes()], |row| {
                row.get::<_, Vec<u8>>(0)
            })?;
        devices.map(|bytes| id(&bytes?, "device", "id")).collect()
    }

    fn idle_device(
        &self,
        account: &Account,
        name: &str,
        over: Timestamp,
    ) -> Result<Option<Device>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "select id from device
             where commune = ?1 and account = ?2 and name = ?3
               and (revoked_ms is not null or enrolled_ms < ?4)
             order by enrolled_ms, id limit 1",
        )?;
        let found = statement
            .query_row(
                params![account.commune, account.id.as_bytes(), name, over.ms()],
                |row| row.get::<_, Vec<u8>>(0),
            )
            .optional()?;
        match found {
            Some(id) => self.one_device("d.id = ?1", &id),
            None => Ok(None),
        }
    }

    fn end_links(&self, account: &Account, now: Timestamp) -> Result<(), StoreError> {
        let (commune, id) = (&account.commune, account.id.as_bytes());
        seals::changing(self, &INVITE, commune, &[("account", id.into())], || {
            self.connection.execute(
                "update invite set expires_ms = ?3
                 where commune = ?1 and account = ?2 and used_ms is null and expires_ms > ?3",
                params![commune, id, now.ms()],
            )
        })?;
        Ok(())
    }
}
