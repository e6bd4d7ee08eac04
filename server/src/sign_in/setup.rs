//! Setting up what an account is proved by: a password, an authenticator app, and codes for whoever loses it.

use chungtay_shared::api::accounts::SetFactor;
use chungtay_shared::password::{self, Weak};
use sha2::{Digest as _, Sha256};

use super::{guesses, totp};
use crate::access;
use crate::error::ApiError;
use crate::sealing::Seed;
use crate::state::AppState;
use crate::store::{Device, Factor};

/// Codes for whoever loses the app, and what each is made of.
const RECOVERY_CODES: usize = 8;
const RECOVERY_BYTES: usize = 10;

/// What the app is told before it is set up: the same for a browser until it is.
pub fn secret_for(seed: &Seed, device: &Device, factor: Option<&Factor>) -> totp::Secret {
    let mut digest = Sha256::new();
    digest.update(b"chungtay-authenticator-1");
    digest.update(seed);
    digest.update(device.id.as_bytes());
    digest.update(device.token_hash);
    digest.update(factor.map_or(0, |factor| factor.set_at.ms()).to_be_bytes());
    let hash: [u8; 32] = digest.finalize().into();
    let mut secret = totp::Secret::default();
    secret.copy_from_slice(&hash[..20]);
    secret
}

/// Keeps a password and an authenticator whose code is shown; the codes for whoever loses it.
pub async fn set_up(
    state: &AppState,
    device: &Device,
    request: &SetFactor,
) -> Result<Vec<String>, ApiError> {
    let now = state.clock.now();
    let password = password::check(&request.password, &device.account.person_name)?;
    let of = device.clone();
    let known = state.read(move |tx| {
        let units = tx.communes()?.into_iter();
        let mut own = units.filter(|unit| unit.code == of.account.commune);
        let unit_name = own.next().map(|unit| unit.name).unwrap_or_default();
        Ok((tx.sealing_seed()?, tx.factor(&of.account)?, unit_name))
    });
    let (seed, before, unit_name) = known.await?;
    if guesses::are_few(&password, &[&device.account.person_name, &unit_name]) {
        return Err(Weak::Common.into());
    }
    let authenticator = secret_for(&seed, device, before.as_ref());
    let step = totp::step_of(&authenticator, &request.code, now).ok_or(ApiError::WrongCode)?;
    let (salt, secrets) = state.with_rng(|rng| {
        let mut salt = [0; 16];
        rng.fill_bytes(&mut salt);
        let codes = (0..RECOVERY_CODES).map(|_| {
            let mut bytes = [0; RECOVERY_BYTES];
            rng.fill_bytes(&mut bytes);
            totp::base32(&bytes)
        });
        (salt, codes.collect::<Vec<_>>())
    });
    let factor = Factor {
        salt,
        password: state.hashing.hash(password, salt).await?,
        authenticator,
        last_step: step,
        set_at: now,
    };
    let hashes: Vec<[u8; 32]> = secrets.iter().map(|code| recovery_hash(code)).collect();
    let device = device.clone();
    let set = state.write(move |tx| {
        tx.set_factor(&device.account, &factor, &hashes)?;
        tx.note_proved(&device, now)?;
        // Whoever else was let in by what it was before is asked for what it is now.
        for other in tx.devices_in_use(&device.account)? {
            if other != device.id {
                tx.revoke_device(&device.account.commune, other, now)?;
            }
        }
        access::done(tx, &device, None, now)
    });
    set.await?;
    Ok(secrets.iter().map(|code| in_fours(code)).collect())
}

/// Letters in groups of four, which people can read out.
pub fn in_fours(letters: &str) -> String {
    let groups = letters.as_bytes().chunks(4);
    let groups = groups.map(|group| String::from_utf8_lossy(group).into_owned());
    groups.collect::<Vec<_>>().join(" ")
}

/// The hash of a recovery code, however it is written.
pub(super) fn recovery_hash(typed: &str) -> [u8; 32] {
    let letters = typed.chars().filter(char::is_ascii_alphanumeric);
    let letters: String = letters.map(|sign| sign.to_ascii_uppercase()).collect();
    Sha256::digest(letters).into()
}
