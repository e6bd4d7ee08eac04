//! JSON objects of texts, by the browser's own hand: a library for it weighs 13 KB to download.

use js_sys::{Array, JSON, Object, Reflect};
use wasm_bindgen::{JsCast as _, JsValue};

/// `{"name":"text",…}`; `None` never, but for a browser without memory.
pub(crate) fn object_of(texts: &[(String, String)]) -> Option<String> {
    let object = Object::new();
    for (name, text) in texts {
        Reflect::set(&object, &JsValue::from_str(name), &JsValue::from_str(text)).ok()?;
    }
    JSON::stringify(&object).ok()?.as_string()
}

/// The texts of an object; members that are no text are left out. `None` for no object.
pub(crate) fn texts_of(json: &str) -> Option<Vec<(String, String)>> {
    let object: Object = JSON::parse(json).ok()?.dyn_into().ok()?;
    let entries = Object::entries(&object);
    let texts = entries.iter().filter_map(|entry| {
        let entry: Array = entry.dyn_into().ok()?;
        Some((entry.get(0).as_string()?, entry.get(1).as_string()?))
    });
    Some(texts.collect())
}

/// Whether the object's member of this name is `true`.
pub(crate) fn is_true(json: &str, name: &str) -> bool {
    let member =
        JSON::parse(json).and_then(|object| Reflect::get(&object, &JsValue::from_str(name)));
    member.is_ok_and(|member| member.is_truthy())
}
