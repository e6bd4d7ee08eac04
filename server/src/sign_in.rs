//! How somebody at an office proves who they are: by a password and a code of an authenticator app beside
//! their link, and again by one of both when the browser was not used for a while. Where all is invented
//! nobody is asked for it.

use chungtay_shared::access::Act;
use chungtay_shared::api::accounts::{Proof, SignInRequest, Standing};
use chungtay_shared::api::{MadeInvite, Role};
use chungtay_shared::id::AccountId;
use chungtay_shared::limits::{LINE_CHARS_MAX, SESSION_S};
use chungtay_shared::password;
use chungtay_shared::text;
use chungtay_shared::time::Timestamp;
use sha2::{Digest as _, Sha256};

use crate::auth::Secret;
use crate::error::ApiError;
use crate::guard::Stranger;
use crate::state::AppState;
use crate::store::{Account, Device, Door, Factor, StoreError, Tx};
use crate::{access, begin, enrol};
use hard::is_same;
use waits::Guessed;

mod guesses;
pub mod hard;
pub mod setup;
pub mod totp;
pub mod waits;

/// A browser that was not used for so long is locked; what is proved is as fresh for so long.
pub const IDLE_MS: i64 = 15 * 60_000;
/// Use is noted so often: a page asks many things at once.
const USE_NOTED_MS: i64 = 60_000;
const TOKEN_BYTES: usize = 32;

/// What stands between a browser and its unit.
pub fn standing(door: &Door, now: Timestamp) -> Standing {
    if !door.has_factor {
        return if door.synthetic {
            Standing::Open
        } else {
            Standing::SetUp
        };
    }
    let Some(proved_at) = door.proved_at else {
        return Standing::Prove;
    };
    let used_at = door
        .used_at
        .map_or(proved_at, |used_at| used_at.max(proved_at));
    if is_within(used_at, now) {
        Standing::Open
    } else {
        Standing::Locked
    }
}

/// Whether somebody has proved who they are so lately that what must not be done by a passer-by may be done.
pub fn is_fresh(door: &Door, now: Timestamp) -> bool {
    !door.has_factor
        || door
            .proved_at
            .is_some_and(|proved_at| is_within(proved_at, now))
}

/// Whether that the browser is used now is still to be noted.
pub fn is_use_to_note(door: &Door, now: Timestamp) -> bool {
    let is_lately = |used_at: Timestamp| (0..USE_NOTED_MS).contains(&(now.ms() - used_at.ms()));
    door.has_factor && !door.used_at.is_some_and(is_lately)
}

/// A clock that was set back opens nothing.
fn is_within(since: Timestamp, now: Timestamp) -> bool {
    (0..IDLE_MS).contains(&(now.ms() - since.ms()))
}

/// Whose proof somebody shows.
#[derive(Debug, Clone, Copy)]
pub struct Whose<'a> {
    /// Code of the unit.
    pub commune: &'a str,
    /// The person's name.
    pub person_name: &'a str,
    /// Which of their accounts.
    pub role: Role,
}

impl<'a> Whose<'a> {
    /// Of the account of a browser.
    pub fn of(device: &'a Device) -> Self {
        Self {
            commune: &device.account.commune,
            person_name: &device.account.person_name,
            role: device.account.role,
        }
    }

    fn guessed(&self) -> Guessed {
        let mut digest = Sha256::new();
        for part in [self.commune, self.person_name, self.role.code()] {
            digest.update((part.len() as u64).to_be_bytes());
            digest.update(part);
        }
        digest.finalize().into()
    }
}

/// The account whose proof this is. Nobody is told whether there is such an account: an unknown one takes as
/// long and waits as one that is known. `both` where one of both is not enough.
pub async fn proved(
    state: &AppState,
    stranger: Stranger,
    whose: Whose<'_>,
    proof: &Proof,
    both: bool,
) -> Result<Account, ApiError> {
    state.may_guess(stranger)?;
    let (guessed, now) = (whose.guessed(), state.clock.now());
    state.may_try(&guessed)?;
    // Who tries many at once has tried them all before the first is answered.
    state.waits.wrong_one(guessed, now);
    let (commune, name) = (whose.commune.to_owned(), whose.person_name.to_owned());
    let role = whose.role;
    let found = state.read(move |tx| {
        let account = tx.account(&commune, &name, role)?;
        let account = account.filter(|account| role.is_office() && account.left_at.is_none());
        let Some(account) = account else {
            return Ok(None);
        };
        Ok(tx.factor(&account)?.map(|factor| (account, factor)))
    });
    let found = found.await?;
    let (has_password, has_code) = (!proof.password.is_empty(), !proof.code.trim().is_empty());
    let mut is_right = has_password || has_code;
    if has_password || both {
        let salt = found.as_ref().map_or([0; 16], |(_, factor)| factor.salt);
        let typed = password::normal(&proof.password);
        let hash = state.hashing.hash(typed, salt).await?;
        let kept = found.as_ref().map(|(_, factor)| factor.password);
        is_right &= kept.is_some_and(|kept| is_same(&kept, &hash));
    }
    if let Some((account, factor)) = &found
        && is_right
        && (has_code || both)
    {
        is_right = takes(state, account, factor, &proof.code, now).await?;
    }
    match found {
        Some((account, _)) if is_right => {
            state.waits.right_one(&guessed);
            Ok(account)
        }
        found => {
            if let Some((account, _)) = found {
                note_failure(state.clone(), account, now);
            }
            state.guessed(stranger)?;
            Err(ApiError::WrongProof)
        }
    }
}

/// Takes a code of the app or one for whoever has lost it, each of them once.
async fn takes(
    state: &AppState,
    account: &Account,
    factor: &Factor,
    typed: &str,
    now: Timestamp,
) -> Result<bool, ApiError> {
    let step = totp::step_of(&factor.authenticator, typed, now);
    let (account, hash) = (account.clone(), setup::recovery_hash(typed));
    let taken = state.write(move |tx| match step {
        Some(step) => tx.take_step(&account, step),
        None => tx.take_recovery(&account, &hash, now),
    });
    taken.await
}

/// Notes it in the log without anybody waiting for that: how long an answer takes says nothing.
fn note_failure(state: AppState, account: Account, now: Timestamp) {
    tokio::spawn(async move {
        let noted = state.write(move |tx| access::failed(tx, &account, now));
        if let Err(error) = noted.await {
            tracing::error!(%error, "a sign-in that failed was not noted");
        }
    });
}

/// Signs in without a link: a browser of the account, and the token it will show.
pub fn enter(
    state: &AppState,
    tx: &dyn Tx,
    account: &Account,
    request: &SignInRequest,
) -> Result<(Device, String), StoreError> {
    let now = state.clock.now();
    let name: String = request.device_name.chars().take(LINE_CHARS_MAX).collect();
    let name = text::nfc(name.trim());
    let over = now.plus_ms(-SESSION_S * 1_000);
    // Whoever signs in each morning is one browser to their colleagues, not hundreds.
    let (device, token) = if let Some(device) = tx.idle_device(account, &name, over)? {
        let token = state.with_rng(|rng| Secret::new(TOKEN_BYTES, rng));
        tx.readmit_device(&device, &token.hash, None, now)?;
        (device, token.text)
    } else {
        let Account {
            commune,
            person_name,
            role,
            ..
        } = account;
        begin::device(state, tx, commune, person_name, *role, &name, now)?
    };
    tx.note_proved(&device, now)?;
    access::note(tx, &device, Act::SignedIn, "password", now)?;
    Ok((device, token))
}

/// Gives an account another beginning: what it was proved by is gone, its browsers are signed out, and a
/// link leads to setting all up anew.
pub fn reset(
    state: &AppState,
    tx: &dyn Tx,
    account: &Account,
    origin: &str,
) -> Result<MadeInvite, StoreError> {
    let now = state.clock.now();
    tx.drop_factor(account)?;
    tx.end_links(account, now)?;
    for device in tx.devices_in_use(account)? {
        tx.revoke_device(&account.commune, device, now)?;
    }
    let Account {
        commune,
        person_name,
        role,
        ..
    } = account;
    enrol::invite(state, tx, commune, person_name, *role, origin)
}

/// Closes an account: its devices are locked, its links end, and nobody signs in with it any more.
pub fn close(state: &AppState, tx: &dyn Tx, account: &Account) -> Result<(), StoreError> {
    let now = state.clock.now();
    tx.drop_factor(account)?;
    tx.end_links(account, now)?;
    for device in tx.devices_in_use(account)? {
        tx.revoke_device(&account.commune, device, now)?;
    }
    tx.leave(account, Some(now))
}

/// The account that an officer or administrator of its unit means, who may make such.
pub fn account_meant(
    tx: &dyn Tx,
    by: &Device,
    id: AccountId,
) -> Result<Result<Account, ApiError>, StoreError> {
    let Some(account) = tx.account_of(&by.account.commune, id)? else {
        return Ok(Err(ApiError::NotFound));
    };
    Ok(if account.id == by.account.id {
        Err(ApiError::OwnAccount)
    } else if by.account.role.may_make(account.role) {
        Ok(account)
    } else {
        Err(ApiError::OtherRole)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_is_locked_by_the_servers_clock_and_opened_by_a_proof() {
        let begun = Timestamp::from_ms(1_790_000_000_000);
        let door = |synthetic, has_factor, used: Option<i64>, proved: Option<i64>| Door {
            synthetic,
            has_factor,
            used_at: used.map(|ms| begun.plus_ms(ms)),
            proved_at: proved.map(|ms| begun.plus_ms(ms)),
        };
        for (door, expected) in [
            (door(true, false, None, None), Standing::Open),
            (door(false, false, None, None), Standing::SetUp),
            (door(false, true, Some(0), None), Standing::Prove),
            (door(true, true, None, Some(0)), Standing::Open),
            (door(false, true, Some(0), Some(-IDLE_MS)), Standing::Open),
            (
                door(false, true, Some(1 - IDLE_MS), Some(-IDLE_MS)),
                Standing::Open,
            ),
            (
                door(false, true, Some(-IDLE_MS), Some(-IDLE_MS)),
                Standing::Locked,
            ),
            (door(false, true, Some(1), Some(1)), Standing::Locked),
        ] {
            assert_eq!(standing(&door, begun), expected, "{door:?}");
        }
        assert!(is_fresh(&door(false, true, None, Some(0)), begun));
        assert!(!is_fresh(
            &door(false, true, Some(0), Some(-IDLE_MS)),
            begun
        ));
        assert!(is_use_to_note(
            &door(false, true, Some(-USE_NOTED_MS), Some(0)),
            begun
        ));
        assert!(!is_use_to_note(
            &door(false, true, Some(-1), Some(0)),
            begun
        ));
        assert!(!is_use_to_note(&door(true, false, None, None), begun));
    }
}
