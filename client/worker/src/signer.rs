//! What this phone signs its requests by: a key pair that the browser made here, of which it shows the public
//! one. The service worker signs by the same, and counts by the same number.

use chungtay_shared::sync::proof::{Proof, ProofKey, SIGNATURE_BYTES, signed};
use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{CryptoKey, SubtleCrypto};

use crate::device_key::subtle;
use crate::storage::{Durability, Store, VaultWrite};

/// Names in the vault; `client/pwa/sw.js` knows them too.
pub(crate) const NAME: &str = "signer";
pub(crate) const COUNT: &str = "proofs";

/// The key pair, and where its requests are counted.
pub(crate) struct Signer {
    store: Store,
    subtle: SubtleCrypto,
    private: CryptoKey,
    key: ProofKey,
}

impl Signer {
    /// The one of this phone; it is made if there is none. `None` where the browser makes no keys, or has no
    /// room to keep them.
    pub(crate) async fn of(store: &Store) -> Option<Self> {
        let subtle = subtle()?;
        let [kept] = store.vault_objects([NAME]).await.ok()?;
        let pair = match kept {
            Some(pair) => pair,
            None => made(&subtle, store).await?,
        };
        let part = |name: &str| -> Option<CryptoKey> {
            Reflect::get(&pair, &name.into()).ok()?.dyn_into().ok()
        };
        let public = subtle.export_key("raw", &part("publicKey")?).ok()?;
        let public = Uint8Array::new(&JsFuture::from(public).await.ok()?).to_vec();
        Some(Self {
            store: store.clone(),
            private: part("privateKey")?,
            key: ProofKey::from_bytes(&public)?,
            subtle,
        })
    }

    /// What the server knows it by.
    pub(crate) const fn key(&self) -> ProofKey {
        self.key
    }

    /// That this phone itself asks this, now.
    pub(crate) async fn proof(&self, path: &str, body: &[u8]) -> Option<Proof> {
        let count = self.count(0).await;
        let signature = self.sign(&signed(path, count, body)).await?;
        Some(Proof { count, signature })
    }

    /// Its signature.
    pub(crate) async fn sign(&self, bytes: &[u8]) -> Option<[u8; SIGNATURE_BYTES]> {
        let how = Object::new();
        Reflect::set(&how, &"name".into(), &"ECDSA".into()).ok()?;
        Reflect::set(&how, &"hash".into(), &"SHA-256".into()).ok()?;
        let data = Uint8Array::from(bytes);
        let signing = self
            .subtle
            .sign_with_object_and_buffer_source(&how, &self.private, &data);
        let signature = JsFuture::from(signing.ok()?).await.ok()?;
        Uint8Array::new(&signature).to_vec().try_into().ok()
    }

    /// Counts on from what the server has counted; whether it has said a number.
    pub(crate) async fn counts_from(&self, counted: &str) -> bool {
        match counted.parse() {
            Ok(counted) => {
                self.count(counted).await;
                true
            }
            Err(_) => false,
        }
    }

    /// The next number. On a full phone it is not kept: the server says how far it has counted when the app
    /// starts anew.
    async fn count(&self, at_least: u64) -> u64 {
        self.store.next_number(COUNT, at_least).await
    }
}

async fn made(subtle: &SubtleCrypto, store: &Store) -> Option<JsValue> {
    let how = Object::new();
    Reflect::set(&how, &"name".into(), &"ECDSA".into()).ok()?;
    Reflect::set(&how, &"namedCurve".into(), &"P-256".into()).ok()?;
    let uses = Array::of2(&"sign".into(), &"verify".into());
    let made = subtle.generate_key_with_object(&how, false, &uses).ok()?;
    let pair = JsFuture::from(made).await.ok()?;
    // Where another was made meanwhile, that is the one: the server takes the first it is shown, and no other.
    let keep = vec![VaultWrite::AddObject(NAME, pair)];
    let _ = store.write_vault(keep, Durability::Strict).await;
    let [kept] = store.vault_objects([NAME]).await.ok()?;
    kept
}
