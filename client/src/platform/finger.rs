//! The device's own way to know its owner, by a finger, a face or the code of its screen (`WebAuthn`), and the
//! secret that it makes for them (the PRF extension). No server has a part in it: nobody checks an answer of
//! the device, its secret opens something or does not. So what `WebAuthn` calls the challenge may be anything.

use chungtay_shared::phone::lock::{FingerSecret, Passkey, PasskeySalt};
use js_sys::{Array, Function, JSON, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::task::spawn;

/// What a passkey is to be. It names nobody: the device may show it, and copy it to its owner's account.
/// Phones that keep passkeys beside others make secrets for those they can find by themselves, so that is
/// preferred.
const MAKING: &str = r#"{"publicKey":{"rp":{"name":"Chung Tay"},
    "user":{"name":"Chung Tay","displayName":"Chung Tay"},
    "pubKeyCredParams":[{"type":"public-key","alg":-7},{"type":"public-key","alg":-257}],
    "authenticatorSelection":{"authenticatorAttachment":"platform","residentKey":"preferred",
    "userVerification":"required"},"timeout":60000,"extensions":{"prf":{"eval":{}}}}}"#;

/// How the device is asked by one.
const ASKING: &str = r#"{"publicKey":{"allowCredentials":[{"type":"public-key","transports":["internal"]}],
    "userVerification":"required","timeout":60000,"extensions":{"prf":{"eval":{}}}}}"#;

/// Why there is no passkey.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NotMade {
    /// The device has not seen its owner, or they have changed their mind.
    Refused,
    /// It makes no secrets.
    Cannot,
}

/// Whether the device could open the app; `reply` gets it.
pub(crate) fn is_able(reply: impl FnOnce(bool) + 'static) {
    spawn(ability(), move |able| reply(able.unwrap_or(false)));
}

/// Makes a passkey, and the secret for it. Only to be called from a tap.
pub(crate) fn make(
    salt: PasskeySalt,
    reply: impl FnOnce(Result<(Vec<u8>, FingerSecret), NotMade>) + 'static,
) {
    spawn(made(salt), reply);
}

/// Asks for the secret of a passkey; `None` when the device does not see its owner. Only to be called from a tap.
pub(crate) fn ask(passkey: Passkey, reply: impl FnOnce(Option<FingerSecret>) + 'static) {
    spawn(async move { asked(&passkey).await }, reply);
}

async fn ability() -> Option<bool> {
    let class = get(&gloo::utils::window(), &["PublicKeyCredential"])?;
    let is_there = "isUserVerifyingPlatformAuthenticatorAvailable";
    if !call(&class, is_there, None).await?.is_truthy() {
        return None;
    }
    // A browser that does not tell is found out when a passkey is made.
    let told = call(&class, "getClientCapabilities", None).await;
    let prf = told.and_then(|told| get(&told, &["extension:prf"])?.as_bool());
    Some(prf != Some(false))
}

async fn made(salt: PasskeySalt) -> Result<(Vec<u8>, FingerSecret), NotMade> {
    let made = async {
        let options = options(MAKING, &salt)?;
        // A passkey of the same user would take the place of another seat's.
        set(&options, &["publicKey", "user"], "id", &salt)?;
        credential("create", options).await
    };
    let made = made.await.ok_or(NotMade::Refused)?;
    let id = get(&made, &["rawId"]).ok_or(NotMade::Cannot)?;
    let id = Uint8Array::new(&id).to_vec();
    if let Some(secret) = secret_of(&made).await {
        return Ok((id, secret));
    }
    // Some devices make a secret only once they are asked by the passkey.
    let passkey = Passkey { id, salt };
    let secret = asked(&passkey).await.ok_or(NotMade::Cannot)?;
    Ok((passkey.id, secret))
}

async fn asked(passkey: &Passkey) -> Option<FingerSecret> {
    let options = options(ASKING, &passkey.salt)?;
    set(
        &options,
        &["publicKey", "allowCredentials", "0"],
        "id",
        &passkey.id,
    )?;
    secret_of(&credential("get", options).await?).await
}

fn options(text: &str, salt: &PasskeySalt) -> Option<JsValue> {
    let options = JSON::parse(text).ok()?;
    set(&options, &["publicKey"], "challenge", salt)?;
    let eval = ["publicKey", "extensions", "prf", "eval"];
    set(&options, &eval, "first", salt)?;
    Some(options)
}

async fn credential(what: &str, options: JsValue) -> Option<JsValue> {
    let container = get(&gloo::utils::window(), &["navigator", "credentials"])?;
    let credential = call(&container, what, Some(options)).await?;
    credential.is_object().then_some(credential)
}

async fn secret_of(credential: &JsValue) -> Option<FingerSecret> {
    let results = call(credential, "getClientExtensionResults", None).await?;
    let first = get(&results, &["prf", "results", "first"])?;
    let bytes = Uint8Array::new(&first);
    let secret = bytes.to_vec().try_into().ok().map(FingerSecret);
    // It goes with this page's copy of it.
    bytes.fill(0, 0, bytes.length());
    secret
}

/// What lies at this path; `None` where there is nothing.
fn get(object: &JsValue, path: &[&str]) -> Option<JsValue> {
    let step = |at: JsValue, name: &&str| {
        let next = Reflect::get(&at, &JsValue::from_str(name)).ok()?;
        (!next.is_undefined() && !next.is_null()).then_some(next)
    };
    path.iter().try_fold(object.clone(), step)
}

fn set(object: &JsValue, path: &[&str], name: &str, bytes: &[u8]) -> Option<()> {
    let bytes = Uint8Array::from(bytes);
    Reflect::set(&get(object, path)?, &JsValue::from_str(name), &bytes).ok()?;
    Some(())
}

/// What came of a method; `None` where there is none, or it failed.
async fn call(object: &JsValue, method: &str, argument: Option<JsValue>) -> Option<JsValue> {
    let method: Function = get(object, &[method])?.dyn_into().ok()?;
    let arguments: Array = argument.into_iter().collect();
    let said = Reflect::apply(&method, object, &arguments).ok()?;
    JsFuture::from(Promise::resolve(&said)).await.ok()
}
