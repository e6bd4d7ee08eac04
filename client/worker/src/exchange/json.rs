//! The JSON of an enrolment, read and written by the browser: a JSON library would add 20 KB,
//! compressed, to what a phone downloads for these three shapes.

use chungtay_shared::api::{EnrolRequest, Enrolled, Role};
use js_sys::{JSON, Object, Reflect};
use wasm_bindgen::JsValue;

/// The body of a request for enrolment.
pub(super) fn of_request(request: &EnrolRequest) -> Option<String> {
    let EnrolRequest {
        code,
        actor,
        device_name,
        returning,
    } = request;
    let object = Object::new();
    let members = [
        ("code", code.as_str()),
        ("actor", &actor.to_string()),
        ("device_name", device_name),
    ];
    for (name, text) in members {
        Reflect::set(&object, &name.into(), &text.into()).ok()?;
    }
    if let Some(owner) = returning {
        let of = Object::new();
        Reflect::set(&of, &"commune".into(), &owner.commune.as_str().into()).ok()?;
        Reflect::set(
            &of,
            &"person_name".into(),
            &owner.person_name.as_str().into(),
        )
        .ok()?;
        Reflect::set(&object, &"returning".into(), &of).ok()?;
    }
    JSON::stringify(&object).ok().map(String::from)
}

/// An [`Enrolled`]; `None` when it is something else.
pub(super) fn to_enrolled(text: &str) -> Option<Enrolled> {
    let object = JSON::parse(text).ok()?;
    Some(Enrolled {
        role: Role::from_code(&member(&object, "role")?)?,
        token: member(&object, "token")?,
        device: member(&object, "device")?.parse().ok()?,
        person_name: member(&object, "person_name")?,
        commune: member(&object, "commune")?,
        commune_name: member(&object, "commune_name")?,
        synthetic: value(&object, "synthetic")?.as_bool()?,
        sealing_key: member(&object, "sealing_key")?.parse().ok()?,
    })
}

/// The code of an `ErrorBody`; `None` when it is something else.
pub(super) fn to_error_code(text: &str) -> Option<String> {
    member(&JSON::parse(text).ok()?, "code")
}

fn member(object: &JsValue, name: &str) -> Option<String> {
    value(object, name)?.as_string()
}

fn value(object: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(object, &name.into()).ok()
}
