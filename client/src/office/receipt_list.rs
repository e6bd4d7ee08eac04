//! The list that people sign, as a workbook to print, of the days that are chosen.

use chungtay_shared::api::path;
use yew::prelude::*;

use super::percent::encode;
use crate::components::{Field, Kind};
use crate::i18n::use_translator;

/// What else the page is narrowed to.
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// Ấp or khu vực; empty for all.
    pub(crate) hamlet: AttrValue,
}

/// Two days and the list between them.
#[component]
pub(crate) fn ReceiptListForm(props: &Props) -> Html {
    let t = use_translator();
    let from = use_state_eq(String::new);
    let to = use_state_eq(String::new);
    let href = address(&from, &to, &props.hamlet);
    let set = |day: &UseStateHandle<String>| {
        let day = day.setter();
        Callback::from(move |typed: String| day.set(typed))
    };
    html! {
        <section class="card" aria-labelledby="receipt-list">
            <h2 id="receipt-list">{ t.text("office.receipt_list.heading") }</h2>
            <p>{ t.text("office.receipt_list.what") }</p>
            <div class="form-row">
                <Field
                    name="receipts_from" label={t.text("office.receipt_list.from")} kind={Kind::Date}
                    optional=true value={(*from).clone()} on_input={set(&from)}
                />
                <Field
                    name="receipts_to" label={t.text("office.receipt_list.to")} kind={Kind::Date}
                    optional=true value={(*to).clone()} on_input={set(&to)}
                />
                <a class="button" {href} download="" data-testid="receipt-list">
                    { t.text("office.receipt_list.get") }
                </a>
            </div>
        </section>
    }
}

/// Of the days, `YYYY-MM-DD`, those that are chosen.
fn address(from: &str, to: &str, hamlet: &str) -> String {
    let narrowed: Vec<String> = [("from", from), ("to", to), ("hamlet", hamlet)]
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}={}", encode(value)))
        .collect();
    if narrowed.is_empty() {
        path::RECEIPT_LIST.to_owned()
    } else {
        format!("{}?{}", path::RECEIPT_LIST, narrowed.join("&"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_names_only_what_was_chosen() {
        assert_eq!(address("", "", ""), "/api/office/receipt-list.xlsx");
        assert_eq!(
            address("2026-10-17", "", "Ấp 3"),
            "/api/office/receipt-list.xlsx?from=2026-10-17&hamlet=%E1%BA%A4p%203"
        );
    }
}
