//! Rows of accounts, links and devices, as the contract names them.

use chungtay_shared::api::{DeviceLine, InviteLine, InviteState, Role, Wipe};
use chungtay_shared::sync::proof::ProofKey;
use chungtay_shared::time::Timestamp;
use postgres::Row;

use crate::store::postgres::{get, id, unsigned};
use crate::store::{Account, Device, Lost, StoreError, WipeCode};

/// The first columns of a query: commune, id, name, role of an account, and when it was left.
pub(in crate::store::postgres) fn account(row: &Row) -> Result<Account, StoreError> {
    let role: &str = get(row, 3)?;
    let left_ms: Option<i64> = get(row, 4)?;
    Ok(Account {
        id: id(row, 1, "account", "id")?,
        commune: get(row, 0)?,
        person_name: get(row, 2)?,
        role: Role::from_code(role).ok_or(StoreError::Inconsistent {
            table: "account",
            column: "role",
        })?,
        left_at: left_ms.map(Timestamp::from_ms),
    })
}

pub(super) fn invite_line(row: &Row, now: Timestamp) -> Result<InviteLine, StoreError> {
    let account = account(row)?;
    let expires_at = Timestamp::from_ms(get(row, 6)?);
    let used_ms: Option<i64> = get(row, 7)?;
    Ok(InviteLine {
        account: account.id,
        person_name: account.person_name,
        role: account.role,
        created_at: Timestamp::from_ms(get(row, 5)?),
        expires_at,
        state: match used_ms {
            Some(_) => InviteState::Used,
            None if expires_at <= now => InviteState::Expired,
            None => InviteState::Open,
        },
    })
}

pub(in crate::store::postgres) fn device_line(row: &Row) -> Result<DeviceLine, StoreError> {
    let account = account(row)?;
    let heard_ms: Option<i64> = get(row, 8)?;
    let wiped_ms: Option<i64> = get(row, 15)?;
    Ok(DeviceLine {
        id: id(row, 5, "device", "id")?,
        role: account.role,
        person_name: account.person_name,
        device_name: get(row, 6)?,
        enrolled_at: Timestamp::from_ms(get(row, 7)?),
        heard_at: heard_ms.map(Timestamp::from_ms),
        made: unsigned(row, 9)?,
        revoked: get(row, 10)?,
        left: account.left_at.is_some(),
        receipted: unsigned(row, 11)?,
        quarantined: unsigned(row, 12)?,
        clock_off_s: get(row, 13)?,
        wipe: Wipe::of(get(row, 14)?, wiped_ms.map(Timestamp::from_ms)),
        proves: get(row, 16)?,
    })
}

/// After the account's columns: id, name, two times and the token's hash of a device.
pub(in crate::store::postgres) fn device(row: &Row) -> Result<Device, StoreError> {
    let revoked_ms: Option<i64> = get(row, 8)?;
    let token_hash: &[u8] = get(row, 9)?;
    let key: Option<&[u8]> = get(row, 10)?;
    let wipe_code: Option<&[u8]> = get(row, 12)?;
    let wipe_code = wipe_code.and_then(|code| WipeCode::try_from(code).ok());
    let wiped_ms: Option<i64> = get(row, 13)?;
    Ok(Device {
        id: id(row, 5, "device", "id")?,
        account: account(row)?,
        name: get(row, 6)?,
        token_hash: token_hash
            .try_into()
            .map_err(|_| StoreError::Inconsistent {
                table: "device",
                column: "token_hash",
            })?,
        enrolled_at: Timestamp::from_ms(get(row, 7)?),
        revoked_at: revoked_ms.map(Timestamp::from_ms),
        key: key.and_then(ProofKey::from_bytes),
        proofs: unsigned(row, 11)?,
        lost: wipe_code.map(|code| Lost {
            code,
            wiped_at: wiped_ms.map(Timestamp::from_ms),
        }),
    })
}
