//! A key that the browser made here and keeps: it works with it and shows it to nobody, this app
//! included. Copies of the phone's files that leave the browser's own behind do not open.

use chungtay_shared::vault::NONCE_BYTES;
use js_sys::{Array, Object, Reflect, Uint8Array};
use rand_core::RngCore as _;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{CryptoKey, SubtleCrypto};

use crate::platform::{self, Chance};
use crate::storage::VaultWrite;

/// Its name in the vault.
pub(crate) const NAME: &str = "device";

/// The key. There is none where the page came neither by HTTPS nor from this machine.
#[derive(Clone)]
pub(crate) struct DeviceKey {
    subtle: SubtleCrypto,
    key: CryptoKey,
}

impl DeviceKey {
    /// A new one.
    pub(crate) async fn make() -> Option<Self> {
        let subtle = subtle()?;
        let how = algorithm()?;
        Reflect::set(&how, &"length".into(), &256.into()).ok()?;
        let uses = Array::of2(&"encrypt".into(), &"decrypt".into());
        let made = subtle.generate_key_with_object(&how, false, &uses).ok()?;
        let key = JsFuture::from(made).await.ok()?.dyn_into().ok()?;
        Some(Self { subtle, key })
    }

    /// The one of this phone, as it was kept.
    pub(crate) fn kept(kept: JsValue) -> Option<Self> {
        Some(Self {
            subtle: subtle()?,
            key: kept.dyn_into().ok()?,
        })
    }

    /// The write that keeps it.
    pub(crate) fn keep(&self) -> VaultWrite {
        VaultWrite::PutObject(NAME, self.key.clone().into())
    }

    /// Seals under it: the nonce, then what is sealed.
    pub(crate) async fn wrap(&self, plain: &[u8]) -> Option<Vec<u8>> {
        let mut nonce = [0; NONCE_BYTES];
        Chance.fill_bytes(&mut nonce);
        let (how, data) = (with_nonce(&nonce[..].into())?, Uint8Array::from(plain));
        let sealing = self
            .subtle
            .encrypt_with_object_and_buffer_source(&how, &self.key, &data);
        let sealed = JsFuture::from(sealing.ok()?).await.ok()?;
        Some([nonce.as_slice(), &Uint8Array::new(&sealed).to_vec()].concat())
    }

    /// Opens what was sealed under it.
    pub(crate) async fn unwrap(&self, wrapped: &[u8]) -> Option<Vec<u8>> {
        let (nonce, sealed) = wrapped.split_first_chunk::<NONCE_BYTES>()?;
        let (how, data) = (with_nonce(&nonce[..].into())?, Uint8Array::from(sealed));
        let opening = self
            .subtle
            .decrypt_with_object_and_buffer_source(&how, &self.key, &data);
        let opened = JsFuture::from(opening.ok()?).await.ok()?;
        Some(Uint8Array::new(&opened).to_vec())
    }
}

/// The browser's own cryptography; there is none where the page came neither by HTTPS nor from this machine.
pub(crate) fn subtle() -> Option<SubtleCrypto> {
    let subtle = platform::scope().crypto().ok()?.subtle();
    (!subtle.is_undefined()).then_some(subtle)
}

fn algorithm() -> Option<Object> {
    let how = Object::new();
    Reflect::set(&how, &"name".into(), &"AES-GCM".into()).ok()?;
    Some(how)
}

/// AES-GCM with this nonce.
pub(crate) fn with_nonce(nonce: &Uint8Array) -> Option<Object> {
    let how = algorithm()?;
    Reflect::set(&how, &"iv".into(), nonce).ok()?;
    Some(how)
}
