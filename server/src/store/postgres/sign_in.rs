//! How accounts sign in, in PostgreSQL.

use std::slice;

use chungtay_shared::api::accounts::AccountLine;
use chungtay_shared::id::{AccountId, DeviceId};
use chungtay_shared::time::Timestamp;
use postgres::Row;

use super::accounts::lines::{account, device};
use super::{PostgresTx, get, id, text, unsigned};
use crate::store::row_seals::{self as seals, FACTOR, INVITE, RECOVERY_CODE};
use crate::store::{Account, Cell, Device, Door, Factor, SignIn, StoreError};

impl SignIn for PostgresTx<'_> {
    fn door(&self, device: &Device) -> Result<Door, StoreError> {
        let row = self.query_one(
            "select c.synthetic, d.used_ms, d.proved_ms,
                    exists (select 1 from factor f
                            where f.commune = d.commune and f.account = d.account)
             from device d join commune c on c.code = d.commune
             where d.commune = $1 and d.id = $2",
            &[&device.account.commune, &device.id.as_bytes().as_slice()],
        )?;
        let moment = |column| {
            let ms: Option<i64> = get(&row, column)?;
            Ok::<_, StoreError>(ms.map(Timestamp::from_ms))
        };
        Ok(Door {
            synthetic: get(&row, 0)?,
            used_at: moment(1)?,
            proved_at: moment(2)?,
            has_factor: get(&row, 3)?,
        })
    }

    fn note_used(&self, device: &Device, now: Timestamp) -> Result<(), StoreError> {
        self.execute(
            "update device set used_ms = $3 where commune = $1 and id = $2",
            &[
                &device.account.commune,
                &device.id.as_bytes().as_slice(),
                &now.ms(),
            ],
        )?;
        Ok(())
    }

    fn note_proved(&self, device: &Device, now: Timestamp) -> Result<(), StoreError> {
        self.execute(
            "update device set used_ms = $3, proved_ms = $3 where commune = $1 and id = $2",
            &[
                &device.account.commune,
                &device.id.as_bytes().as_slice(),
                &now.ms(),
            ],
        )?;
        Ok(())
    }

    fn factor(&self, account: &Account) -> Result<Option<Factor>, StoreError> {
        let found = self.query_opt(
            "select salt, password, authenticator, last_step, set_ms from factor
             where commune = $1 and account = $2",
            &[&account.commune, &account.id.as_bytes().as_slice()],
        )?;
        let factor = found.map(|row| {
            Ok(Factor {
                salt: bytes(&row, 0, "salt")?,
                password: bytes(&row, 1, "password")?,
                authenticator: bytes(&row, 2, "authenticator")?,
                last_step: get(&row, 3)?,
                set_at: Timestamp::from_ms(get(&row, 4)?),
            })
        });
        factor.transpose()
    }

    fn set_factor(
        &self,
        account: &Account,
        factor: &Factor,
        recovery: &[[u8; 32]],
    ) -> Result<(), StoreError> {
        self.has_changed(&account.commune);
        self.drop_factor(account)?;
        let of = account.id.as_bytes().as_slice();
        self.execute(
            "insert into factor
                 (commune, account, salt, password, authenticator, last_step, set_ms)
             values ($1, $2, $3, $4, $5, $6, $7)",
            &[
                &account.commune,
                &of,
                &factor.salt.as_slice(),
                &factor.password.as_slice(),
                &factor.authenticator.as_slice(),
                &factor.last_step,
                &factor.set_at.ms(),
            ],
        )?;
        let account_key = Cell::from(of);
        seals::added(
            self,
            &FACTOR,
            &account.commune,
            slice::from_ref(&account_key),
        )?;
        for hash in recovery {
            self.execute(
                "insert into recovery_code (commune, account, hash) values ($1, $2, $3)",
                &[&account.commune, &of, &hash.as_slice()],
            )?;
            let key = [account_key.clone(), hash.as_slice().into()];
            seals::added(self, &RECOVERY_CODE, &account.commune, &key)?;
        }
        Ok(())
    }

    fn drop_factor(&self, account: &Account) -> Result<(), StoreError> {
        self.has_changed(&account.commune);
        let (commune, id) = (&account.commune, account.id.as_bytes().as_slice());
        for table in [FACTOR, RECOVERY_CODE] {
            let sql = format!(
                "delete from {} where commune = $1 and account = $2",
                table.name
            );
            seals::changing(self, &table, commune, &[("account", id.into())], || {
                self.execute(&sql, &[commune, &id])
            })?;
        }
        Ok(())
    }

    fn take_step(&self, account: &Account, step: i64) -> Result<bool, StoreError> {
        let taken = self.execute(
            "update factor set last_step = $3
             where commune = $1 and account = $2 and last_step < $3",
            &[&account.commune, &account.id.as_bytes().as_slice(), &step],
        )?;
        Ok(taken == 1)
    }

    fn take_recovery(
        &self,
        account: &Account,
        hash: &[u8; 32],
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let (commune, id) = (&account.commune, account.id.as_bytes().as_slice());
        let hash = hash.as_slice();
        let of = [("account", id.into()), ("hash", hash.into())];
        let taken = seals::changing(self, &RECOVERY_CODE, commune, &of, || {
            self.execute(
                "update recovery_code set used_ms = $4
                 where commune = $1 and account = $2 and hash = $3 and used_ms is null",
                &[commune, &id, &hash, &now.ms()],
            )
        })?;
        Ok(taken == 1)
    }

    fn accounts(&self, commune: &str) -> Result<Vec<AccountLine>, StoreError> {
        let lines = self.query(
            "select a.commune, a.id, a.person_name, a.role, a.left_ms,
                    exists (select 1 from factor f
                            where f.commune = a.commune and f.account = a.id),
                    (select count(*) from device d
                     where d.commune = a.commune and d.account = a.id and d.revoked_ms is null)
             from account a where a.commune = $1 order by a.created_ms, a.id",
            &[&commune],
        )?;
        let lines = lines.iter().map(|row| {
            let account = account(row)?;
            Ok(AccountLine {
                id: account.id,
                person_name: account.person_name,
                role: account.role,
                closed: account.left_at.is_some(),
                has_factor: get(row, 5)?,
                devices: unsigned(row, 6)?,
            })
        });
        lines.collect()
    }

    fn account_of(&self, commune: &str, id: AccountId) -> Result<Option<Account>, StoreError> {
        let found = self.query_opt(
            "select a.commune, a.id, a.person_name, a.role, a.left_ms from account a
             where a.commune = $1 and a.id = $2",
            &[&commune, &id.as_bytes().as_slice()],
        )?;
        found.map(|row| account(&row)).transpose()
    }

    fn devices_in_use(&self, account: &Account) -> Result<Vec<DeviceId>, StoreError> {
        let devices = self.query(
            "select id from device
             where commune = $1 and account = $2 and revoked_ms is null order by id",
            &[&account.commune, &account.id.as_bytes().as_slice()],
        )?;
        let devices = devices.iter().map(|row| id(row, 0, "device", "id"));
        devices.collect()
    }

    fn idle_device(
        &self,
        account: &Account,
        name: &str,
        over: Timestamp,
    ) -> Result<Option<Device>, StoreError> {
        let found = self.query_opt(
            "select a.commune, a.id, a.person_name, a.role, a.left_ms,
                    d.id, d.name, d.enrolled_ms, d.revoked_ms, d.token_hash
             from device d join account a on a.commune = d.commune and a.id = d.account
             where d.commune = $1 and d.account = $2 and d.name = $3
               and (d.revoked_ms is not null or d.enrolled_ms < $4)
             order by d.enrolled_ms, d.id limit 1",
            &[
                &account.commune,
                &account.id.as_bytes().as_slice(),
                &text(name),
                &over.ms(),
            ],
        )?;
        found.map(|row| device(&row)).transpose()
    }

    fn end_links(&self, account: &Account, now: Timestamp) -> Result<(), StoreError> {
        self.has_changed(&account.commune);
        let (commune, id) = (&account.commune, account.id.as_bytes().as_slice());
        seals::changing(self, &INVITE, commune, &[("account", id.into())], || {
            self.execute(
                "update invite set expires_ms = $3
                 where commune = $1 and account = $2 and used_ms is null and expires_ms > $3",
                &[commune, &id, &now.ms()],
            )
        })?;
        Ok(())
    }
}

fn bytes<const N: usize>(
    row: &Row,
    at: usize,
    column: &'static str,
) -> Result<[u8; N], StoreError> {
    let bytes: &[u8] = get(row, at)?;
    bytes.try_into().map_err(|_| StoreError::Inconsistent {
        table: "factor",
        column,
    })
}
