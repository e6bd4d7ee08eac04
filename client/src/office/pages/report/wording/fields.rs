//! Every field that can be named, with what it says today.

use chungtay_shared::api::report::WordingPage;
use chungtay_shared::wording::FieldValue;
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use crate::i18n::Translator;

/// The fields; pressing one puts it where the cursor stands.
pub(super) fn fields(
    t: &Translator,
    area: &NodeRef,
    page: &WordingPage,
    type_in: &Callback<String>,
) -> Html {
    let row = |value: &FieldValue| {
        let code = value.field.code();
        let named = format!("{{{code}}}");
        let about = t.choice("office.wording_field", code);
        let put = {
            let (area, named) = (area.clone(), named.clone());
            let type_in = type_in.clone();
            Callback::from(move |_: MouseEvent| {
                if let Some(area) = area.cast::<HtmlTextAreaElement>() {
                    type_in.emit(put_in(&area, &named));
                }
            })
        };
        html! {
            <tr key={code}>
                <th scope="row">
                    <button
                        type="button" class="link-button wording-field" onclick={put}
                        aria-label={t.fill("office.wording.put", &[("field", &named)])}
                    >
                        { named.clone() }
                    </button>
                    <span class="below">{ about }</span>
                </th>
                <td lang="vi" data-testid={format!("field-{code}")}>{ shown(t, value) }</td>
            </tr>
        }
    };
    html! {
        <section class="stack" aria-labelledby="wording-fields">
            <h3 id="wording-fields">{ t.text("office.wording.fields") }</h3>
            <p class="hint">{ t.text("office.wording.fields_how") }</p>
            <div class="wording-fields" tabindex="0" role="group" aria-labelledby="wording-fields">
                <table class="table" data-testid="wording-fields">
                    <caption class="visually-hidden">{ t.text("office.wording.fields") }</caption>
                    <thead>
                        <tr>
                            <th scope="col">{ t.text("office.wording.col_field") }</th>
                            <th scope="col">{ t.text("office.wording.col_value") }</th>
                        </tr>
                    </thead>
                    <tbody>{ for page.values.iter().map(row) }</tbody>
                </table>
            </div>
        </section>
    }
}

fn shown(t: &Translator, value: &FieldValue) -> String {
    if !value.field.is_table() {
        return value.text.clone();
    }
    let key = if value.is_something {
        "office.wording.has_rows"
    } else {
        "office.wording.no_rows"
    };
    t.text(key).to_owned()
}

/// The text with this put in the place of what is selected; the cursor then stands behind it.
fn put_in(area: &HtmlTextAreaElement, named: &str) -> String {
    // The browser counts in units of UTF-16.
    let text: Vec<u16> = area.value().encode_utf16().collect();
    let place = |of: Option<u32>| {
        let units = of.and_then(|units| usize::try_from(units).ok());
        units.unwrap_or(text.len()).min(text.len())
    };
    let from = place(area.selection_start().ok().flatten());
    let to = place(area.selection_end().ok().flatten()).max(from);
    let part = |units: &[u16]| String::from_utf16_lossy(units);
    let whole = format!("{}{named}{}", part(&text[..from]), part(&text[to..]));
    let behind = u32::try_from(from + named.len()).unwrap_or(u32::MAX);
    area.set_value(&whole);
    // Where this fails the cursor stands at the end, and nothing is lost.
    let _ = area.set_selection_range(behind, behind);
    let _ = area.focus();
    whole
}
