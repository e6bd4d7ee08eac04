//! Files that leave the app, and files that are chosen for it.

use gloo::timers::callback::Timeout;
use js_sys::{Array, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, FilePropertyBag, HtmlElement, HtmlInputElement, Url};

use super::task::spawn;

/// How long a download may take to begin.
const SAVING_MS: u32 = 60_000;

#[wasm_bindgen]
extern "C" {
    /// `Navigator` where it has a share sheet; elsewhere its methods are missing.
    type Sharing;
    #[wasm_bindgen(method, structural, catch, js_name = canShare)]
    fn can_share(this: &Sharing, data: &Object) -> Result<bool, JsValue>;
    #[wasm_bindgen(method, structural, catch)]
    fn share(this: &Sharing, data: &Object) -> Result<Promise, JsValue>;
}

/// Whether the phone has a share sheet that takes files such as ours.
pub(crate) fn can_share() -> bool {
    let asked = text_file("a.txt", "a").and_then(|file| sharing().can_share(&to_share(&file)?));
    asked.unwrap_or(false)
}

/// Opens the share sheet with a text file; only from a tap. Whoever closes it has not failed.
pub(crate) fn share(name: &str, text: &str) {
    let shown = text_file(name, text).and_then(|file| sharing().share(&to_share(&file)?));
    if let Ok(shown) = shown {
        spawn(JsFuture::from(shown), drop);
    }
}

/// Puts a text file among the phone's downloads.
pub(crate) fn save(name: &str, text: &str) {
    // Nothing of this fails in a page that has come so far.
    let _ = try_to_save(name, text);
}

/// Reads the file that was chosen in `input`, unless it is longer than `bytes_max`: then, and when
/// it cannot be read, `reply` gets `None`. The same file can be chosen again.
pub(crate) fn read_chosen(
    input: &HtmlInputElement,
    bytes_max: usize,
    reply: impl FnOnce(Option<Vec<u8>>) + 'static,
) {
    let Some(file) = input.files().and_then(|files| files.get(0)) else {
        return;
    };
    input.set_value("");
    #[expect(clippy::cast_precision_loss, reason = "a limit far below 2^53")]
    let is_short = file.size() <= bytes_max as f64;
    spawn(
        async move {
            let reading = is_short.then(|| file.array_buffer())?;
            let buffer = JsFuture::from(reading).await.ok()?;
            Some(Uint8Array::new(&buffer).to_vec())
        },
        reply,
    );
}

fn try_to_save(name: &str, text: &str) -> Result<(), JsValue> {
    let file = text_file(name, text)?;
    let address = Url::create_object_url_with_blob(&file)?;
    let link = gloo::utils::document().create_element("a")?;
    link.set_attribute("href", &address)?;
    link.set_attribute("download", name)?;
    link.unchecked_into::<HtmlElement>().click();
    let forget = move || drop(Url::revoke_object_url(&address));
    Timeout::new(SAVING_MS, forget).forget();
    Ok(())
}

/// Of all types, text is what browsers let a page share and messengers leave as it is.
fn text_file(name: &str, text: &str) -> Result<File, JsValue> {
    let options = FilePropertyBag::new();
    options.set_type("text/plain");
    File::new_with_str_sequence_and_options(&Array::of1(&text.into()), name, &options)
}

fn to_share(file: &File) -> Result<Object, JsValue> {
    let data = Object::new();
    Reflect::set(&data, &"files".into(), &Array::of1(file))?;
    Ok(data)
}

fn sharing() -> Sharing {
    let navigator: JsValue = gloo::utils::window().navigator().into();
    navigator.unchecked_into()
}
