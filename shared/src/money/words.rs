//! Amounts in words, as they stand under a list or in minutes.

const DIGITS: [&str; 10] = [
    "không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín",
];
/// What a group of three digits counts, from the right; every third is "tỷ" once more.
const GROUPS: [&str; 3] = ["", " nghìn", " triệu"];

/// `Hai triệu năm trăm nghìn đồng`. A ten that is missing is "lẻ", as people say in the south.
pub fn vnd_in_words(value_vnd: i64) -> String {
    let words = match value_vnd {
        0 => "không".to_owned(),
        _ => number(value_vnd.unsigned_abs()),
    };
    let sign = if value_vnd < 0 { "âm " } else { "" };
    let mut letters = format!("{sign}{words} đồng");
    // All of these words begin with a letter of one or two bytes.
    if let Some(first) = letters.chars().next() {
        let rest = letters.split_off(first.len_utf8());
        letters = first.to_uppercase().chain(rest.chars()).collect();
    }
    letters
}

/// Billions are counted as a number of their own: "mười hai nghìn tỷ".
fn number(value: u64) -> String {
    const BILLION: u64 = 1_000_000_000;
    let (billions, rest) = (value / BILLION, value % BILLION);
    let mut parts = Vec::new();
    if billions > 0 {
        parts.push(format!("{} tỷ", number(billions)));
    }
    for power in (0..GROUPS.len()).rev() {
        let group = rest / 1_000_u64.pow(u32::try_from(power).unwrap_or(0)) % 1_000;
        if group > 0 {
            parts.push(three(group, !parts.is_empty()) + GROUPS[power]);
        }
    }
    parts.join(" ")
}

/// Up to 999; behind a higher group the hundred is said even when there is none.
fn three(group: u64, behind: bool) -> String {
    let digit = |at: u64| DIGITS[usize::try_from(group / at % 10).unwrap_or(0)];
    let (hundreds, tens, ones) = (group / 100, group / 10 % 10, group % 10);
    let mut words = Vec::new();
    if hundreds > 0 || behind {
        words.extend([digit(100), "trăm"]);
    }
    match tens {
        0 if ones > 0 && !words.is_empty() => words.push("lẻ"),
        0 => {}
        1 => words.push("mười"),
        _ => words.extend([digit(10), "mươi"]),
    }
    match (tens, ones) {
        (_, 0) => {}
        (2.., 1) => words.push("mốt"),
        (2.., 4) => words.push("tư"),
        (1.., 5) => words.push("lăm"),
        _ => words.push(digit(1)),
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_as_a_treasurer_writes_them_out() {
        for (value_vnd, words) in [
            (0, "Không đồng"),
            (500, "Năm trăm đồng"),
            (1_001, "Một nghìn không trăm lẻ một đồng"),
            (15_000, "Mười lăm nghìn đồng"),
            (21_000, "Hai mươi mốt nghìn đồng"),
            (24_000, "Hai mươi tư nghìn đồng"),
            (105_000, "Một trăm lẻ năm nghìn đồng"),
            (500_000, "Năm trăm nghìn đồng"),
            (540_000, "Năm trăm bốn mươi nghìn đồng"),
            (2_500_000, "Hai triệu năm trăm nghìn đồng"),
            (10_000_000, "Mười triệu đồng"),
            (
                11_111_111,
                "Mười một triệu một trăm mười một nghìn một trăm mười một đồng",
            ),
            (60_000_000, "Sáu mươi triệu đồng"),
            (1_050_000, "Một triệu không trăm năm mươi nghìn đồng"),
            (3_000_005_000, "Ba tỷ không trăm lẻ năm nghìn đồng"),
            (12_000_000_000_000, "Mười hai nghìn tỷ đồng"),
            (-200_000, "Âm hai trăm nghìn đồng"),
        ] {
            assert_eq!(vnd_in_words(value_vnd), words, "{value_vnd}");
        }
    }

    #[test]
    fn no_two_amounts_sound_alike_and_the_greatest_has_words() {
        let mut heard = std::collections::BTreeSet::new();
        for value_vnd in (0..3_000).chain((0..3_000).map(|n| n * 1_000 + 3_000)) {
            assert!(heard.insert(vnd_in_words(value_vnd)), "{value_vnd}");
        }
        for value_vnd in [i64::MAX, i64::MIN] {
            assert!(vnd_in_words(value_vnd).ends_with(" đồng"));
        }
    }
}
