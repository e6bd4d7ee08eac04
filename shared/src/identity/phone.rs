//! Telephone numbers: ten digits of a mobile, eleven of a landline.

use serde::{Deserialize, Serialize};

use crate::codes;

codes!(
    /// What is doubtful about a number as it was typed or listed.
    PhoneWarning {
        /// The zero a spreadsheet lost in front was put back.
        LeadingZeroRestored = "leading_zero_restored",
        /// An eleven-digit number of before 2018 was brought to its present ten digits.
        OldPrefixConverted = "old_prefix_converted",
        /// Several numbers; the first was taken.
        Several = "several",
        /// Not a number that can be called; it was kept as typed.
        Unreadable = "unreadable",
    }
);

/// A telephone number as it was understood.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhoneReading {
    /// The digits to call, or the text as typed when it could not be read; empty for none.
    pub number: String,
    /// What is doubtful.
    pub warnings: Vec<PhoneWarning>,
}

/// Reads a number with `+84`, spaces, dots, dashes or brackets in it. An empty text reads as
/// nothing, without a warning.
pub fn read(text: &str) -> PhoneReading {
    let typed = text.trim();
    if typed.is_empty() {
        return PhoneReading::default();
    }
    let mut warnings = Vec::new();
    let numbers = digit_runs(typed);
    if numbers.len() > 1 {
        warnings.push(PhoneWarning::Several);
    }
    let number = numbers
        .first()
        .and_then(|digits| callable(digits, &mut warnings));
    match number {
        Some(number) => PhoneReading { number, warnings },
        None => PhoneReading {
            number: typed.to_owned(),
            warnings: vec![PhoneWarning::Unreadable],
        },
    }
}

/// Prefixes that changed in 2018, old and new.
const CONVERTED_2018: [(&str, &str); 21] = [
    ("0120", "070"),
    ("0121", "079"),
    ("0122", "077"),
    ("0123", "083"),
    ("0124", "084"),
    ("0125", "085"),
    ("0126", "076"),
    ("0127", "081"),
    ("0128", "078"),
    ("0129", "082"),
    ("0162", "032"),
    ("0163", "033"),
    ("0164", "034"),
    ("0165", "035"),
    ("0166", "036"),
    ("0167", "037"),
    ("0168", "038"),
    ("0169", "039"),
    ("0186", "056"),
    ("0188", "058"),
    ("0199", "059"),
];

/// Numbers in a text: what separates two of them is a slash, a comma, a letter, or a dash or
/// space after a whole number.
fn digit_runs(text: &str) -> Vec<String> {
    let text = text.strip_suffix(".0").unwrap_or(text);
    let mut runs: Vec<String> = Vec::new();
    let mut open = false;
    for c in text.chars() {
        let is_full = |run: &String| run.len() >= 10;
        match c {
            '0'..='9' => match runs.last_mut().filter(|_| open) {
                Some(run) => run.push(c),
                None => runs.push(c.to_string()),
            },
            ' ' | '\u{a0}' | '.' | '-' | '–' if open && runs.last().is_some_and(is_full) => {}
            '+' | '(' | ')' | ' ' | '\u{a0}' | '.' | '-' | '\'' | '’' => continue,
            _ => {}
        }
        open = c.is_ascii_digit();
    }
    runs
}

fn callable(digits: &str, warnings: &mut Vec<PhoneWarning>) -> Option<String> {
    let national = ["0084", "84"]
        .iter()
        .find_map(|code| digits.strip_prefix(code))
        .filter(|rest| (9..=10).contains(&rest.trim_start_matches('0').len()));
    let mut number = match national {
        Some(rest) => format!("0{}", rest.trim_start_matches('0')),
        None if digits.starts_with('0') => digits.to_owned(),
        None => {
            warnings.push(PhoneWarning::LeadingZeroRestored);
            format!("0{digits}")
        }
    };
    let converted = CONVERTED_2018
        .iter()
        .find(|(old, _)| number.len() == 11 && number.starts_with(old));
    if let Some((old, new)) = converted {
        number.replace_range(..old.len(), new);
        warnings.push(PhoneWarning::OldPrefixConverted);
    }
    is_callable(&number).then_some(number)
}

/// Mobiles are 03, 05, 07, 08, 09 and eight digits; landlines 02 and nine. 0100 is nobody's
/// prefix: demonstrations use it.
fn is_callable(number: &str) -> bool {
    match number.len() {
        10 => ["03", "05", "07", "08", "09", "0100"]
            .iter()
            .any(|p| number.starts_with(p)),
        11 => number.starts_with("02"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_number_written_in_many_ways() {
        for text in [
            "0912345678",
            "0912 345 678",
            "0912.345.678",
            "0912-345-678",
            "+84 912 345 678",
            "84912345678",
            "+84 (0)912 345 678",
            "'0912345678",
        ] {
            let reading = read(text);
            assert_eq!(
                (reading.number.as_str(), reading.warnings),
                ("0912345678", vec![]),
                "{text}"
            );
        }
        assert_eq!(read("0100 123 456").number, "0100123456");
        assert_eq!(read("(0292) 3 812 345").number, "02923812345");
        assert_eq!(read(" "), PhoneReading::default());
    }

    #[test]
    fn lost_zeros_and_old_prefixes_are_mended_and_said() {
        use PhoneWarning::{LeadingZeroRestored, OldPrefixConverted, Several, Unreadable};
        for (text, number, warnings) in [
            ("912345678", "0912345678", vec![LeadingZeroRestored]),
            ("912345678.0", "0912345678", vec![LeadingZeroRestored]),
            ("01681234567", "0381234567", vec![OldPrefixConverted]),
            (
                "1681234567",
                "0381234567",
                vec![LeadingZeroRestored, OldPrefixConverted],
            ),
            ("0912345678 - 0987654321", "0912345678", vec![Several]),
            ("0912345678/0987654321", "0912345678", vec![Several]),
            ("không có", "không có", vec![Unreadable]),
            ("091234", "091234", vec![Unreadable]),
        ] {
            assert_eq!(
                read(text),
                PhoneReading {
                    number: number.into(),
                    warnings
                },
                "{text}"
            );
        }
    }
}
