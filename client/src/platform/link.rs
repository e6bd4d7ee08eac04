//! The enrolment code in the address.

use wasm_bindgen::JsValue;

use crate::route::Route;

/// The code behind `#` in the address, if there is one.
pub(crate) fn code_in_address() -> Option<String> {
    let fragment = gloo::utils::window().location().hash().ok()?;
    code_in(&fragment)
}

/// Takes the code out of the address, so that neither the history nor a colleague's eyes keep it.
pub(crate) fn strip_code_from_address() {
    let window = gloo::utils::window();
    if let (Ok(path), Ok(history)) = (window.location().pathname(), window.history()) {
        let state = history.state().unwrap_or(JsValue::NULL);
        // A code that stays in the address is used up; the next page replaces it anyway.
        let _ = history.replace_state_with_url(&state, "", Some(&path));
    }
}

/// Opens the page that redeems the code. The page is loaded anew: the router knows no `#`.
pub(crate) fn open(code: &str) {
    let target = format!("{}#{code}", Route::Enrol.to_path());
    // A browser that refuses leaves the page as it is.
    let _ = gloo::utils::window().location().assign(&target);
}

/// The code in a whole link, in its part behind `#`, or alone.
pub(crate) fn code_in(pasted: &str) -> Option<String> {
    let code = pasted
        .rsplit_once('#')
        .map_or(pasted, |(_, code)| code)
        .trim();
    let is_code = !code.is_empty() && !code.contains(|c: char| c.is_whitespace() || c == '/');
    is_code.then(|| code.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_found_in_whatever_was_pasted() {
        for pasted in [
            "https://xa.example/enrol#AB-12",
            "#AB-12",
            " AB-12\n",
            "/enrol#AB-12",
        ] {
            assert_eq!(code_in(pasted).as_deref(), Some("AB-12"), "{pasted}");
        }
        for pasted in ["", "#", "https://xa.example/enrol", "hai từ"] {
            assert_eq!(code_in(pasted), None, "{pasted}");
        }
    }
}
