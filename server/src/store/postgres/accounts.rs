//! Accounts and links in PostgreSQL.

use chungtay_shared::api::{InviteLine, Role};
use chungtay_shared::id::Epoch;
use chungtay_shared::sync::wire::Person;
use chungtay_shared::time::Timestamp;

use super::{PostgresTx, get, id, text, unsigned};
use crate::sealing::Seed;
use crate::store::row_seals::{self as seals, ACCOUNT, COMMUNE, INVITE};
use crate::store::{Account, Accounts, Commune, Invite, StoreError};
use lines::{account, invite_line};

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
        let code = text(&commune.code);
        seals::added(self, &COMMUNE, &code, &[code.as_ref().into()])
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
        let key = [account.id.as_bytes().into()];
        seals::added(self, &ACCOUNT, &account.commune, &key)
    }

    fn leave(&self, account: &Account, at: Option<Timestamp>) -> Result<(), StoreError> {
        self.has_changed(&account.commune);
        let (commune, id) = (&account.commune, account.id.as_bytes().as_slice());
        seals::changing(self, &ACCOUNT, commune, &[("id", id.into())], || {
            self.execute(
                "update account set left_ms = $3 where commune = $1 and id = $2",
                &[commune, &id, &at.map(Timestamp::ms)],
            )
        })?;
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
        let key = [invite.code_hash.as_slice().into()];
        seals::added(self, &INVITE, &invite.account.commune, &key)
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

    fn use_invite(&self, invite: &Invite, now: Timestamp) -> Result<(), StoreError> {
        let code_hash = invite.code_hash.as_slice();
        let of = [("code_hash", code_hash.into())];
        seals::changing(self, &INVITE, &invite.account.commune, &of, || {
            self.execute(
                "update invite set used_ms = $2 where code_hash = $1 and used_ms is null",
                &[&code_hash, &now.ms()],
            )
        })?;
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
