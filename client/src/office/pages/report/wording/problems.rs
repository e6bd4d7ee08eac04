//! What is wrong with a wording: a sentence for each problem, which leads to its line.

use chungtay_shared::limits::WORDING_CHARS_MAX;
use chungtay_shared::wording::{Wrong, WrongAt};
use wasm_bindgen::JsCast as _;
use web_sys::{HtmlElement, HtmlTextAreaElement};
use yew::prelude::*;

use crate::i18n::Translator;

const ID: &str = "wording-problems";

/// The problems, each a button that selects its line.
pub(super) fn problems(t: &Translator, area: &NodeRef, text: &str, wrong: &[WrongAt]) -> Html {
    let item = |at: &WrongAt| {
        let (from, to) = selection(text, at.line);
        let area = area.clone();
        let lead = Callback::from(move |_: MouseEvent| {
            if let Some(area) = area.cast::<HtmlTextAreaElement>() {
                let _ = area.focus();
                let _ = area.set_selection_range(from, to);
            }
        });
        html! {
            <li>
                <button type="button" class="link-button error" onclick={lead}>
                    { in_words(t, at) }
                </button>
            </li>
        }
    };
    html! {
        <div id={ID} tabindex="-1" aria-live="polite" data-testid={ID}>
            if !wrong.is_empty() {
                <p class="error">{ t.text("office.wording.wrong") }</p>
                <ul class="wording-wrong">{ for wrong.iter().map(item) }</ul>
                <p class="hint">{ t.text("office.wording.kept") }</p>
            }
        </div>
    }
}

/// Leads to the problems.
pub(super) fn focus() {
    let problems = gloo::utils::document().get_element_by_id(ID);
    if let Some(problems) = problems.and_then(|found| found.dyn_into::<HtmlElement>().ok()) {
        let _ = problems.focus();
    }
}

/// Where a line begins and ends, in UTF-16 units as the browser counts.
fn selection(text: &str, line: usize) -> (u32, u32) {
    let units = |text: &str| u32::try_from(text.encode_utf16().count()).unwrap_or(u32::MAX);
    let mut from = 0;
    for (number, of_line) in (1..).zip(text.split('\n')) {
        let to = from + units(of_line);
        if number == line {
            return (from, to);
        }
        from = to + 1;
    }
    (0, 0)
}

/// The problem in a sentence that names its line, and what stands there.
fn in_words(t: &Translator, at: &WrongAt) -> String {
    let line = t.number(at.line as u64);
    let braced = |name: &str| format!("{{{name}}}");
    let fill = |key: &str, name: &str| t.fill(key, &[("line", &line), ("name", name)]);
    match &at.what {
        Wrong::Empty => t.text("office.wording.empty").to_owned(),
        Wrong::TooLong { chars } => {
            let (chars, max) = (t.number(*chars as u64), t.number(WORDING_CHARS_MAX as u64));
            t.fill(
                "office.wording.too_long",
                &[("chars", &chars), ("max", &max)],
            )
        }
        Wrong::Unclosed { after } => fill("office.wording.unclosed", &format!("{{{after}")),
        Wrong::Unopened { before } => fill("office.wording.unopened", &format!("{before}}}")),
        Wrong::Unknown { name, meant: None } => fill("office.wording.unknown", &braced(name)),
        Wrong::Unknown {
            name,
            meant: Some(meant),
        } => t.fill(
            "office.wording.unknown_meant",
            &[
                ("line", &line),
                ("name", &braced(name)),
                ("meant", &braced(meant.code())),
            ],
        ),
        Wrong::OfOther { field } => fill("office.wording.of_other", &braced(field.code())),
        Wrong::TableInText { field } => fill("office.wording.table_in_text", &braced(field.code())),
        Wrong::ConditionInside { name } => fill("office.wording.condition_inside", &braced(name)),
    }
}

#[cfg(test)]
mod tests {
    use chungtay_shared::wording::{Wording, WordingKind};
    use yew::Callback;

    use super::*;
    use crate::i18n::{Language, OFFICE};

    #[test]
    fn each_problem_is_said_with_its_line_and_its_name() {
        let t = Translator::new(Language::Vietnamese, &[&OFFICE], Callback::noop());
        let text = "Một\nĐã thăm {so_ho_duoc_tam} hộ\nvà {so_ho";
        let wrong = Wording::read(text, WordingKind::Own).unwrap_err();
        let said: Vec<String> = wrong.iter().map(|at| in_words(&t, at)).collect();
        assert_eq!(
            said,
            [
                "Dòng 2: không có trường nào tên là {so_ho_duoc_tam}. Có phải ý là \
                 {so_ho_duoc_tham}?",
                "Dòng 3: dấu mở trường chưa được đóng lại, ở chỗ “{so_ho”.",
            ]
        );
        assert_eq!(selection(text, 2), (4, 31));
    }
}
