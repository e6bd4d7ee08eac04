//! Who speaks: this phone, by its token, and by its signature where the browser can sign.

use chungtay_shared::sync::client::Failure;
use chungtay_shared::sync::proof::{COUNT_HEADER, HEADER, KEY_HEADER};
use web_sys::{Headers, Response};

use super::patience::Patience;
use super::{body_of, post, unreachable};
use crate::signer::Signer;

/// This phone.
pub(crate) struct Speaker {
    /// None while it is locked: what it says then is sealed, with the token in it.
    pub(crate) token: Option<String>,
    /// None where the browser makes no keys.
    pub(crate) signer: Option<Signer>,
}

impl Speaker {
    /// Posts as this phone. A server that wants to see more is shown it, once: that has no key of this phone
    /// yet, or has counted on: since the phone forgot, or while this was on its way.
    pub(super) async fn post(
        &self,
        path: &str,
        content_type: &str,
        plain: Vec<u8>,
        patience: &Patience,
    ) -> Result<Response, Failure> {
        let response = self
            .once(path, content_type, &plain, false, patience)
            .await?;
        let counted = response.headers().get(COUNT_HEADER).ok().flatten();
        let (401, Some(counted), Some(signer)) = (response.status(), counted, &self.signer) else {
            return Ok(response);
        };
        if !signer.counts_from(&counted).await {
            return Ok(response);
        }
        self.once(path, content_type, &plain, true, patience).await
    }

    async fn once(
        &self,
        path: &str,
        content_type: &str,
        plain: &[u8],
        with_key: bool,
        patience: &Patience,
    ) -> Result<Response, Failure> {
        let headers = Headers::new().map_err(unreachable)?;
        let set = |name, value: &str| headers.set(name, value).map_err(unreachable);
        if let Some(signer) = &self.signer
            && let Some(proof) = signer.proof(path, plain).await
        {
            set(HEADER, &proof.to_text())?;
            if with_key {
                set(KEY_HEADER, &signer.key().to_text())?;
            }
        }
        let Some(token) = &self.token else {
            set("content-type", content_type)?;
            return post(path, &headers, plain, patience).await;
        };
        let body = body_of(plain.to_vec()).await;
        for (name, value) in body.headers(token, content_type) {
            set(name, &value)?;
        }
        post(path, &headers, &body.bytes, patience).await
    }
}
