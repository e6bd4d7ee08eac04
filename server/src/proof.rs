//! Whether a phone itself asks, or somebody who has copied its token
//! (`chungtay_shared::sync::proof`).

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::HeaderMap;
use chungtay_shared::api::path;
use chungtay_shared::limits::{ESCAPE_FILE_BYTES_MAX, REQUEST_BYTES_MAX};
use chungtay_shared::sync::proof::{HEADER, KEY_HEADER, Proof, ProofKey, SIGNATURE_BYTES, signed};
use p256::ecdsa::signature::Verifier as _;
use p256::ecdsa::{Signature, VerifyingKey};

use crate::auth;
use crate::error::ApiError;
use crate::guard::Stranger;
use crate::state::AppState;
use crate::store::{Device, StoreError, Tx};

/// That a request is the phone's own. It has to be [counted](Self::count) in the transaction of what it asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Proven {
    key: ProofKey,
    count: u64,
}

impl Proven {
    /// Counts the request, so that nobody asks the same once more.
    pub fn count(self, tx: &dyn Tx, device: &Device) -> Result<(), StoreError> {
        let is_new = tx.prove(device, &self.key, self.count)?;
        let count = self.count;
        is_new
            .then_some(())
            .ok_or(StoreError::CountedBefore { count })
    }
}

/// What a request shows of who asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    proof: Option<Proof>,
    key: Option<ProofKey>,
}

impl Shown {
    /// As its headers say.
    pub fn of(headers: &HeaderMap) -> Self {
        let text = |name: &str| headers.get(name)?.to_str().ok();
        Self {
            proof: text(HEADER).and_then(Proof::from_text),
            key: text(KEY_HEADER).and_then(ProofKey::from_text),
        }
    }

    /// Whether the device itself asks this. One whose browser makes no keys has only its token; one that has
    /// said no key yet says it by its first proof.
    pub fn check(
        &self,
        device: &Device,
        path: &str,
        body: &[u8],
    ) -> Result<Option<Proven>, ApiError> {
        let wanted = ApiError::ProofWanted {
            count: device.proofs,
        };
        let (key, proof) = match (device.key, &self.proof) {
            (None, None) => return Ok(None),
            (Some(key), Some(proof)) => (key, proof),
            (None, Some(proof)) => match self.key {
                Some(key) => (key, proof),
                None => return Err(wanted),
            },
            (Some(_), None) => return Err(wanted),
        };
        let is_its_own = holds(&key, &signed(path, proof.count, body), &proof.signature);
        if !is_its_own || proof.count <= device.proofs {
            return Err(wanted);
        }
        let count = proof.count;
        Ok(Some(Proven { key, count }))
    }
}

/// Whether this key has signed these bytes.
pub fn holds(key: &ProofKey, signed: &[u8], signature: &[u8; SIGNATURE_BYTES]) -> bool {
    let key = VerifyingKey::from_sec1_bytes(key.as_bytes());
    let signature = Signature::from_slice(signature);
    matches!((key, signature), (Ok(key), Ok(signature)) if key.verify(signed, &signature).is_ok())
}

/// What a phone has posted by its token and has proven to be its own.
pub struct Posted {
    /// The phone. It may be one that is lost and has not wiped itself yet.
    pub device: Device,
    /// The body.
    pub body: Bytes,
    /// To be counted.
    pub proven: Option<Proven>,
}

impl FromRequest<AppState> for Posted {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, ApiError> {
        let (parts, body) = request.into_parts();
        let token = auth::bearer(&parts.headers).ok_or(ApiError::UnknownToken)?;
        let device = auth::phone(state, token, Stranger::of(state, &parts)).await?;
        let (shown, path) = (Shown::of(&parts.headers), parts.uri.path().to_owned());
        let body = Bytes::from_request(Request::from_parts(parts, body), state).await;
        let body = body.map_err(|_| too_large(&path))?;
        let proven = shown.check(&device, &path, &body)?;
        Ok(Self {
            device,
            body,
            proven,
        })
    }
}

fn too_large(asked: &str) -> ApiError {
    let max_bytes = if asked == path::ESCAPE {
        ESCAPE_FILE_BYTES_MAX
    } else {
        REQUEST_BYTES_MAX
    };
    ApiError::TooLarge { max_bytes }
}
