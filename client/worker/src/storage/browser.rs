//! The browser's own cipher under one of our keys. It opens what is long many times faster than code that was
//! started just now; what is short is opened before it has been asked.

use chungtay_shared::vault::{FORM, Key, NONCE_BYTES};
use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{CryptoKey, SubtleCrypto};

use super::bytes;
use crate::device_key::{subtle, with_nonce};

#[expect(clippy::cast_possible_truncation, reason = "a few bytes")]
const HEAD_BYTES: u32 = 1 + NONCE_BYTES as u32;

/// The cipher.
pub(super) struct Opener {
    subtle: SubtleCrypto,
    key: CryptoKey,
}

impl Opener {
    /// Under this key; `None` where the browser has none.
    pub(super) async fn of(key: &Key) -> Option<Self> {
        let subtle = subtle()?;
        let bytes: Object = Uint8Array::from(key.as_bytes().as_slice()).into();
        let uses = Array::of1(&"decrypt".into());
        let key = subtle.import_key_with_str("raw", &bytes, "AES-GCM", false, &uses);
        let key = JsFuture::from(key.ok()?).await.ok()?.dyn_into().ok()?;
        Some(Self { subtle, key })
    }

    /// Values that were all sealed for `place`, in their order; one that does not open is empty.
    pub(super) async fn all_opened(&self, place: &str, values: Vec<JsValue>) -> Vec<Vec<u8>> {
        let begin = |value| self.begin(place, value);
        let all: Vec<_> = values.iter().map(begin).collect();
        let mut opened = Vec::with_capacity(all.len());
        for opening in all {
            let plain = match opening {
                Some(opening) => opening.await.ok(),
                None => None,
            };
            opened.push(plain.as_ref().map(bytes).unwrap_or_default());
        }
        opened
    }

    fn begin(&self, place: &str, sealed: &JsValue) -> Option<JsFuture> {
        let sealed: &Uint8Array = sealed.dyn_ref()?;
        if sealed.length() < HEAD_BYTES || sealed.get_index(0) != FORM {
            return None;
        }
        let how = with_nonce(&sealed.subarray(1, HEAD_BYTES))?;
        let place = Uint8Array::from(place.as_bytes());
        Reflect::set(&how, &"additionalData".into(), &place).ok()?;
        let sealed = sealed.subarray(HEAD_BYTES, sealed.length());
        let opening = self
            .subtle
            .decrypt_with_object_and_buffer_source(&how, &self.key, &sealed);
        opening.ok().map(JsFuture::from)
    }
}
