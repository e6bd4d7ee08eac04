//! A commune or ward found by what people call it: its name or code of today, or those of a unit that
//! has become part of it on 1/7/2025. Codes and names were given anew then, so nothing is chosen for
//! anybody: what an old name may mean today is shown, and somebody picks.

use chungtay_shared::field::Problem;
use chungtay_shared::unit::{self, Former, Found, Share};
use yew::prelude::*;

use crate::components::{Field, Kind};
use crate::i18n::{Translator, use_translator};

/// Units shown; who does not see theirs types more.
const SHOWN_MAX: usize = 6;
/// Former units named with one of today's.
const FORMER_MAX: usize = 3;

/// The field for a commune's code.
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// What is typed, or the code that was picked.
    pub(crate) value: AttrValue,
    /// What is wrong, in words.
    pub(crate) error: Option<AttrValue>,
    /// Gets what is typed, or the code of the unit that was picked.
    pub(crate) on_input: Callback<String>,
}

/// The field for a commune's code, and what the words typed into it may mean.
#[component]
pub(crate) fn UnitSearch(props: &Props) -> Html {
    let t = use_translator();
    let found = unit::search(&props.value);
    let picked = picked(&found, &props.value);
    let echo = picked.map(|f| AttrValue::from(f.unit.name));
    let to_pick = if picked.is_none() { &found[..] } else { &[] };
    html! {
        <div class="stack" aria-live="polite">
            <Field
                name="code" label={t.text("office.begin.code")} kind={Kind::Line}
                hint={t.text("office.begin.code_hint")} value={props.value.clone()}
                error={props.error.clone()} {echo} on_input={props.on_input.clone()}
            />
            if !to_pick.is_empty() {
                <ul class="units" data-testid="units">
                    { for to_pick.iter().take(SHOWN_MAX).map(|f| choice(&t, f, &props.on_input)) }
                </ul>
            }
            if to_pick.len() > SHOWN_MAX {
                <p class="hint">{ t.text("office.unit.more") }</p>
            }
        </div>
    }
}

/// What is wrong with what stands there, in words: `found` is what the form or the server has found, and
/// a name of which nobody has said yet what it means is no code.
pub(crate) fn code_error(
    t: &Translator,
    typed: &str,
    is_asked: bool,
    found: Option<Problem>,
) -> Option<AttrValue> {
    let words = match found {
        _ if is_asked && typed.trim().is_empty() => t.problem(Problem::Missing),
        _ if is_asked && !is_code(typed) => t.text("office.unit.pick"),
        Some(Problem::Taken) => t.text("office.unit.taken"),
        found => t.problem(found?),
    };
    Some(AttrValue::Static(words))
}

/// Whether these are digits, and no name of which nobody has said yet what it means.
pub(crate) fn is_code(typed: &str) -> bool {
    let typed = typed.trim();
    !typed.is_empty() && typed.bytes().all(|byte| byte.is_ascii_digit())
}

/// The unit that is meant without a doubt: the one whose code of today was typed.
fn picked<'a>(found: &'a [Found], typed: &str) -> Option<&'a Found> {
    found.iter().find(|f| f.unit.code == typed.trim())
}

fn choice(t: &Translator, found: &Found, on_input: &Callback<String>) -> Html {
    let code = found.unit.code;
    let onclick = on_input.reform(move |_: MouseEvent| code.to_owned());
    let former = found.through.iter().take(FORMER_MAX);
    html! {
        <li key={code}>
            <button type="button" class="unit" data-testid="unit" {onclick}>
                <span class="unit-name">{ found.unit.name }</span>
                <span class="unit-code">{ code }</span>
                { for former.map(|former| html! {
                    <span class="unit-former">{ former_words(t, former) }</span>
                }) }
            </button>
        </li>
    }
}

fn former_words(t: &Translator, former: &Former) -> String {
    let key = match former.share {
        Share::Whole => "office.unit.whole",
        Share::Part => "office.unit.part",
        Share::Unchanged => "office.unit.unchanged",
    };
    let name = [&[former.unit.name], &former.unit.within[..]].concat();
    t.fill(key, &[("name", &name.join(", "))])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::{COMMON, Language, OFFICE};

    #[test]
    fn only_a_code_of_today_is_taken_without_being_picked() {
        let code_of = |typed: &str| picked(&unit::search(typed), typed).map(|f| f.unit.code);
        assert_eq!(code_of(" 31135 "), Some("31135"));
        assert_eq!(code_of("Ninh Kiều"), None, "somebody picks");
        // Phường Cái Khế had it until 30/6/2025; today nobody has.
        assert_eq!(code_of("31117"), None);
        assert_eq!(code_of(""), None);
        assert_eq!(code_of("92"), Some("92"), "the city itself");
    }

    #[test]
    fn a_name_that_nobody_has_picked_is_no_code_and_one_unit_stands_once() {
        let t = Translator::new(Language::Vietnamese, &[&COMMON, &OFFICE], Callback::noop());
        let said = |typed: &str, is_asked, found| {
            let error = code_error(&t, typed, is_asked, found);
            error.map(|words| words.to_string())
        };
        assert_eq!(said("Ninh Kiều", false, None), None, "still being typed");
        assert!(said("Ninh Kiều", true, None).unwrap().contains("chọn"));
        assert!(said(" ", true, None).unwrap().contains("cần điền"));
        assert_eq!(said("31135", true, None), None);
        let taken = said("31135", true, Some(Problem::Taken)).unwrap();
        assert!(taken.contains("đã có"), "{taken}");
    }
}
