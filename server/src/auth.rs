//! Who speaks: a phone by its bearer token, the office by its session cookie. Tokens are random
//! and stored only as hashes.

use axum::extract::{FromRequestParts, MatchedPath};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, header};
use chungtay_shared::access::By;
use chungtay_shared::api::accounts::Standing;
use chungtay_shared::api::{BY_ITSELF, Role, path};
use chungtay_shared::id::{from_hex, to_hex};
use chungtay_shared::limits::SESSION_S;
use chungtay_shared::time::Timestamp;
use rand_core::RngCore;
use sha2::{Digest as _, Sha256};

use crate::access;
use crate::error::ApiError;
use crate::guard::{Encrypted, Stranger};
use crate::roles::{self, Rule};
use crate::state::AppState;
use crate::store::{Device, Door, Newcomer, Tool};
use crate::{open, sign_in};

/// The session's cookie.
const COOKIE: &str = "chungtay_session";
/// The same over `https`: a browser lets no other server and no unencrypted page set a cookie of such a
/// name.
const ENCRYPTED_COOKIE: &str = "__Host-chungtay_session";

/// A secret: what the owner keeps in hexadecimal, and the hash the server keeps.
#[derive(Debug, Clone)]
pub struct Secret {
    /// Shown once.
    pub text: String,
    /// Stored.
    pub hash: [u8; 32],
}

impl Secret {
    /// A new secret of `bytes` random bytes.
    pub fn new(bytes: usize, rng: &mut (impl RngCore + ?Sized)) -> Self {
        let mut random = vec![0; bytes];
        rng.fill_bytes(&mut random);
        Self {
            text: to_hex(&random),
            hash: Sha256::digest(&random).into(),
        }
    }
}

/// The hash of a secret somebody shows; `None` when it is no secret of ours.
pub fn hash_of(text: &str) -> Option<[u8; 32]> {
    (text.len() <= 128)
        .then(|| from_hex(text))
        .flatten()
        .map(|b| Sha256::digest(b).into())
}

/// Somebody at the office.
#[derive(Debug, Clone)]
pub struct Officer(pub Device);

/// The phone with this token, which somebody shows who is a stranger until then. One that is lost may still
/// hand over what it has, until it has wiped itself.
pub async fn phone(state: &AppState, token: &str, stranger: Stranger) -> Result<Device, ApiError> {
    let hash = hash_of(token).ok_or(ApiError::UnknownToken)?;
    let known = state.read(move |tx| match tx.device(&hash)? {
        Some(device) => Ok(Some(Ok(device))),
        None => Ok(tx.newcomer_by(&hash)?.map(Err)),
    });
    let device = match known.await? {
        Some(Ok(device)) => device,
        Some(Err(Newcomer {
            refused_at: None, ..
        })) => return Err(ApiError::AwaitsAdmission),
        Some(Err(_)) => return Err(ApiError::DeviceRevoked),
        None => {
            state.guessed(stranger)?;
            return Err(ApiError::UnknownToken);
        }
    };
    if device.revoked_at.is_some() && !device.is_to_wipe() {
        return Err(ApiError::DeviceRevoked);
    }
    access::speaks(&device);
    if device.account.role == Role::Volunteer {
        Ok(device)
    } else {
        Err(ApiError::NotPermitted)
    }
}

/// Somebody at the office, and what stands between them and it; only for what brings it down.
#[derive(Debug, Clone)]
pub struct Comer {
    /// The browser.
    pub device: Device,
    /// How it stands with it.
    pub door: Door,
    /// Whether somebody sits there, as far as the page says.
    pub is_somebody: bool,
}

impl FromRequestParts<AppState> for Comer {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        let Encrypted(encrypted) = Encrypted::of(state, &parts.headers);
        let hash = cookie(&parts.headers, cookie_name(encrypted))
            .and_then(hash_of)
            .ok_or(ApiError::NotSignedIn)?;
        let found = state.read(move |tx| {
            let device = tx.device(&hash)?;
            let found = device.map(|device| Ok((tx.door(&device)?, device)));
            found.transpose()
        });
        let Some((door, device)) = found.await? else {
            state.guessed(Stranger::of(state, parts))?;
            return Err(ApiError::NotSignedIn);
        };
        let over_at = device.enrolled_at.plus_ms(SESSION_S * 1_000);
        if device.revoked_at.is_some() || state.clock.now() >= over_at {
            return Err(ApiError::NotSignedIn);
        }
        access::speaks(&device);
        let role = device.account.role;
        if !role.is_office() {
            return Err(ApiError::NotPermitted);
        }
        if !rule_of(parts).is_some_and(|rule| rule.is_for(role)) {
            access::refused(state, &device).await?;
            return Err(ApiError::OtherRole);
        }
        let is_somebody = is_somebodys_doing(parts);
        Ok(Self {
            device,
            door,
            is_somebody,
        })
    }
}

impl Comer {
    /// Notes that the browser is used, where that is so and not noted yet; a locked one stays locked.
    pub async fn is_here(&self, state: &AppState, now: Timestamp) -> Result<(), ApiError> {
        let is_open = sign_in::standing(&self.door, now) == Standing::Open;
        if self.is_somebody && is_open && sign_in::is_use_to_note(&self.door, now) {
            let used = self.device.clone();
            state.write(move |tx| tx.note_used(&used, now)).await?;
        }
        Ok(())
    }
}

impl FromRequestParts<AppState> for Officer {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        let comer = Comer::from_request_parts(parts, state).await?;
        let Comer { device, door, .. } = &comer;
        let now = state.clock.now();
        match sign_in::standing(door, now) {
            Standing::Open => {}
            Standing::SetUp => return Err(ApiError::SetUpFirst),
            Standing::Prove => return Err(ApiError::ProveFirst),
            Standing::Locked => return Err(ApiError::Locked),
        }
        let needs_fresh = rule_of(parts).is_some_and(Rule::needs_fresh_proof);
        if needs_fresh && !sign_in::is_fresh(door, now) {
            return Err(ApiError::Locked);
        }
        comer.is_here(state, now).await?;
        Ok(Self(device.clone()))
    }
}

/// What the table says of what is asked.
fn rule_of(parts: &Parts) -> Option<&'static Rule> {
    let route = parts.extensions.get::<MatchedPath>()?;
    roles::rule(&parts.method, route.as_str())
}

/// Whether somebody sits there: what a page asks by itself keeps no browser open, nor does that it listens.
fn is_somebodys_doing(parts: &Parts) -> bool {
    let route = parts.extensions.get::<MatchedPath>();
    let listens = route.is_some_and(|route| route.as_str() == path::LIVE);
    !listens && !parts.headers.contains_key(BY_ITSELF)
}

/// A program that reads where units stand.
#[derive(Debug, Clone)]
pub struct Program(pub Tool);

impl FromRequestParts<AppState> for Program {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        let hash = bearer(&parts.headers)
            .and_then(hash_of)
            .ok_or(ApiError::UnknownTool)?;
        let Some(tool) = state.read(move |tx| tx.tool(&hash)).await? else {
            state.guessed(Stranger::of(state, parts))?;
            return Err(ApiError::UnknownTool);
        };
        if tool.revoked_at.is_some() {
            return Err(ApiError::ToolRevoked);
        }
        state.let_program_through(tool.id)?;
        let now = state.clock.now();
        let is_noted = |used_at: Timestamp| now.ms() < used_at.ms() + open::USE_NOTED_MS;
        if !tool.used_at.is_some_and(is_noted) {
            let used = tool.clone();
            state.write(move |tx| tx.note_use(&used, now)).await?;
        }
        access::heard(&tool.commune, By::Program(tool.id));
        Ok(Self(tool))
    }
}

/// The header that signs an office browser in.
pub fn session_cookie(token: &str, encrypted: bool) -> HeaderValue {
    set_cookie(token, encrypted, SESSION_S)
}

/// The header that signs it out.
pub fn no_session_cookie(encrypted: bool) -> HeaderValue {
    set_cookie("", encrypted, 0)
}

fn set_cookie(token: &str, encrypted: bool, seconds: i64) -> HeaderValue {
    let name = cookie_name(encrypted);
    let secure = if encrypted { "; Secure" } else { "" };
    let cookie =
        format!("{name}={token}; Path=/; HttpOnly; SameSite=Strict; Max-Age={seconds}{secure}");
    HeaderValue::from_str(&cookie).unwrap_or_else(|_| HeaderValue::from_static(""))
}

/// The token a phone or a program shows.
pub fn bearer(headers: &HeaderMap) -> Option<&str> {
    headers
        .get(header::AUTHORIZATION)?
        .to_str()
        .ok()?
        .strip_prefix("Bearer ")
}

const fn cookie_name(encrypted: bool) -> &'static str {
    if encrypted { ENCRYPTED_COOKIE } else { COOKIE }
}

fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_recognised_by_its_hash_and_rubbish_is_not() {
        let secret = Secret::new(16, &mut rand_core::OsRng);
        assert_eq!(hash_of(&secret.text), Some(secret.hash));
        assert_eq!(hash_of("không phải"), None);
        assert_eq!(hash_of(&"a".repeat(1_000)), None);
    }

    #[test]
    fn the_session_is_found_among_other_cookies() {
        let mut headers = HeaderMap::new();
        headers.insert(
            header::COOKIE,
            HeaderValue::from_static("a=1; chungtay_session=ff; b=2"),
        );
        assert_eq!(cookie(&headers, COOKIE), Some("ff"));
        headers.insert(
            header::COOKIE,
            HeaderValue::from_static("xchungtay_session=ff"),
        );
        assert_eq!(cookie(&headers, COOKIE), None);
    }
}
