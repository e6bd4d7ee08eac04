//! What a campaign rests on and aims at, in words.

use chungtay_shared::campaign::{Governing, Indicator};

use crate::i18n::Translator;
use crate::office::words;

/// A governing document in one line: `605-CV/TU, 11/10/2022, Thành ủy Cần Thơ`.
pub(crate) fn document(t: &Translator, document: &Governing) -> String {
    let Governing {
        number, on, issuer, ..
    } = document;
    format!("{number}, {}, {issuer}", t.date(*on))
}

/// What a target is set for.
pub(crate) fn indicator(t: &Translator, indicator: Indicator) -> &'static str {
    t.choice("office.indicator", indicator.code())
}

/// A target, or what was reached of it: `1.200 hộ`, `1.500.000.000 đ`.
pub(crate) fn amount(t: &Translator, indicator: Indicator, value: i64) -> String {
    if indicator.is_money() {
        return t.money(value);
    }
    let count = u64::try_from(value).unwrap_or_default();
    words::counted(t, "office.overview.households", count)
}

#[cfg(test)]
mod tests {
    use chungtay_shared::id::FactId;
    use yew::Callback;

    use super::*;
    use crate::i18n::{Language, OFFICE};

    #[test]
    fn a_letter_is_one_line() {
        let t = Translator::new(Language::Vietnamese, &[&OFFICE], Callback::noop());
        let letter = Governing {
            id: FactId::from_bytes([1; 16]),
            number: "605-CV/TU".to_owned(),
            on: "2022-10-11".parse().unwrap(),
            issuer: "Thành ủy Cần Thơ".to_owned(),
            title: "về việc không nói ở đây".to_owned(),
        };
        assert_eq!(
            document(&t, &letter),
            "605-CV/TU, 11/10/2022, Thành ủy Cần Thơ"
        );
    }

    #[test]
    fn every_indicator_has_a_name_a_label_and_its_unit() {
        for language in Language::ALL {
            let t = Translator::new(language, &[&OFFICE], Callback::noop());
            for of in Indicator::ALL.iter().copied() {
                let label = t.choice("office.target.label", of.code());
                for said in [indicator(&t, of), label] {
                    assert!(!said.contains('…'), "{}", of.code());
                }
                assert_eq!(of.is_money(), label.contains("đồng"), "{label}");
                assert_eq!(of.is_money(), amount(&t, of, 1_200).contains('đ'));
            }
        }
        let t = Translator::new(Language::English, &[&OFFICE], Callback::noop());
        assert_eq!(amount(&t, Indicator::Visited, 1_200), "1.200 households");
        assert_eq!(amount(&t, Indicator::Aided, 1), "1 household");
    }
}
