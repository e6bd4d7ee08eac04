//! The JSON of an enrolment, read and written by the browser: a JSON library would add 20 KB,
//! compressed, to what a phone downloads for these few shapes.

use chungtay_shared::api::{EnrolRequest, Enrolled, RecoverRequest, Recovered, Role};
use chungtay_shared::sync::proof::ProofKey;
use js_sys::{JSON, Object, Reflect};
use wasm_bindgen::JsValue;

/// The body of a request for enrolment.
pub(super) fn of_request(request: &EnrolRequest) -> Option<String> {
    let EnrolRequest {
        code,
        actor,
        device_name,
        returning,
        person_name,
        key,
    } = request;
    let object = Object::new();
    set(
        &object,
        [
            ("code", code),
            ("actor", &actor.to_string()),
            ("device_name", device_name),
            ("person_name", person_name),
        ],
    )?;
    if let Some(owner) = returning {
        let of = Object::new();
        set(
            &of,
            [
                ("commune", &owner.commune),
                ("person_name", &owner.person_name),
            ],
        )?;
        Reflect::set(&object, &"returning".into(), &of).ok()?;
    }
    set_key(&object, key.as_ref())?;
    JSON::stringify(&object).ok().map(String::from)
}

/// The body of a request for a forgotten PIN.
pub(super) fn of_recovery(request: &RecoverRequest) -> Option<String> {
    let object = Object::new();
    set(
        &object,
        [
            ("code", &request.code),
            ("actor", &request.actor.to_string()),
            ("device_name", &request.device_name),
            ("sealed", &request.sealed),
        ],
    )?;
    set_key(&object, request.key.as_ref())?;
    JSON::stringify(&object).ok().map(String::from)
}

/// The body that says that a lost phone has removed everything.
pub(super) fn of_wiped(code: &str) -> Option<String> {
    let object = Object::new();
    set(&object, [("code", code)])?;
    JSON::stringify(&object).ok().map(String::from)
}

fn set_key(object: &Object, key: Option<&ProofKey>) -> Option<()> {
    key.map_or(Some(()), |key| set(object, [("key", &key.to_text())]))
}

/// An [`Enrolled`]; `None` when it is something else.
pub(super) fn to_enrolled(text: &str) -> Option<Enrolled> {
    enrolled(&JSON::parse(text).ok()?)
}

/// A [`Recovered`]; `None` when it is something else.
pub(super) fn to_recovered(text: &str) -> Option<Recovered> {
    let object = JSON::parse(text).ok()?;
    Some(Recovered {
        enrolled: enrolled(&value(&object, "enrolled")?)?,
        key: member(&object, "key")?,
    })
}

fn enrolled(object: &JsValue) -> Option<Enrolled> {
    Some(Enrolled {
        role: Role::from_code(&member(object, "role")?)?,
        token: member(object, "token")?,
        device: member(object, "device")?.parse().ok()?,
        person_name: member(object, "person_name")?,
        commune: member(object, "commune")?,
        commune_name: member(object, "commune_name")?,
        synthetic: value(object, "synthetic")?.as_bool()?,
        sealing_key: member(object, "sealing_key")?.parse().ok()?,
    })
}

/// The code of an `ErrorBody`; `None` when it is something else.
pub(super) fn to_error_code(text: &str) -> Option<String> {
    member(&JSON::parse(text).ok()?, "code")
}

fn set<const N: usize>(object: &Object, members: [(&str, &str); N]) -> Option<()> {
    for (name, text) in members {
        Reflect::set(object, &name.into(), &text.into()).ok()?;
    }
    Some(())
}

fn member(object: &JsValue, name: &str) -> Option<String> {
    value(object, name)?.as_string()
}

fn value(object: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(object, &name.into()).ok()
}
