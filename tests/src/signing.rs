//! A phone that signs its requests, as a browser does it.

use axum::body::Body;
use axum::http::{Request, header};
use chungtay_shared::api::{EnrolRequest, Enrolled, Role, path};
use chungtay_shared::id::Actor;
use chungtay_shared::sync::proof::{HEADER, KEY_HEADER, Proof, ProofKey, SIGNATURE_BYTES, signed};
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};

use crate::http::{HttpServer, Reply};

/// What a phone signs by.
pub struct SigningPhone {
    key: SigningKey,
}

impl SigningPhone {
    /// One of many: `n` tells them apart.
    pub fn new(n: u8) -> Self {
        let key = SigningKey::from_slice(&[n.max(1); 32]);
        Self {
            key: key.expect("a number below the curve's order"),
        }
    }

    /// What the server knows it by.
    pub fn key(&self) -> ProofKey {
        let point = self.key.verifying_key().to_sec1_point(false);
        ProofKey::from_bytes(point.as_bytes()).expect("a point")
    }

    /// Its signature.
    pub fn sign(&self, bytes: &[u8]) -> [u8; SIGNATURE_BYTES] {
        let signature: Signature = self.key.sign(bytes);
        signature.to_bytes().into()
    }

    /// That it asks this as its request number `count`.
    pub fn proof(&self, path: &str, count: u64, body: &[u8]) -> Proof {
        Proof {
            count,
            signature: self.sign(&signed(path, count, body)),
        }
    }

    /// Enrolled over HTTP.
    pub async fn enrol(
        &self,
        server: &HttpServer,
        commune: &str,
        name: &str,
        actor: Actor,
    ) -> Enrolled {
        let link = server.invite(commune, name, Role::Volunteer);
        let request = EnrolRequest {
            code: link.rsplit('#').next().unwrap_or_default().to_owned(),
            actor,
            device_name: "điện thoại thử".into(),
            person_name: String::new(),
            returning: None,
            key: Some(self.key()),
        };
        server.post_json(path::ENROL, &request, "").await.json()
    }
}

/// Posts bytes, with what is shown of who asks.
pub async fn post_shown(
    server: &HttpServer,
    path: &str,
    token: Option<&str>,
    shown: (Option<&Proof>, Option<ProofKey>),
    body: &[u8],
) -> Reply {
    let mut request = Request::post(path);
    if let Some(token) = token {
        request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
    }
    if let Some(proof) = shown.0 {
        request = request.header(HEADER, proof.to_text());
    }
    if let Some(key) = shown.1 {
        request = request.header(KEY_HEADER, key.to_text());
    }
    let request = request.body(Body::from(body.to_vec()));
    server.send(request.expect("a request")).await
}
