//! Passwords of the office: long enough, and none that everybody tries first. Nothing is asked of their signs.

use crate::codes;
use crate::text;

/// Signs of a password at least.
pub const CHARS_MIN: usize = 10;
/// At most; more is none that anybody types.
const CHARS_MAX: usize = 200;

codes!(
    /// Why a password is not taken.
    Weak {
        /// Too short.
        Short = "short",
        /// Longer than anybody types.
        Long = "long",
        /// Among those that are tried first, or made of the own name or the app's.
        Common = "common",
    }
);

/// Beginnings of what people choose when they are asked for ten signs, without marks and small.
const COMMON: [&str; 40] = [
    "0123456789",
    "0987654321",
    "1111111111",
    "1122334455",
    "1234554321",
    "123456789",
    "1357924680",
    "147258369",
    "1q2w3e4r5t",
    "987654321",
    "aaaaaaaaaa",
    "abc123456",
    "abcdefghij",
    "admin12345",
    "administrator",
    "anhyeuem",
    "asdfghjkl",
    "batdongsan",
    "camonnhieu",
    "cantho",
    "chungtay",
    "concutoi",
    "congaicung",
    "emyeuanh",
    "iloveyou",
    "khongbiet",
    "khongcopass",
    "letmein",
    "mattran",
    "matkhau",
    "motconvit",
    "password",
    "passw0rd",
    "qazwsxedc",
    "qwerty",
    "toiyeuem",
    "vietnam",
    "vinguoingheo",
    "welcome",
    "zxcvbnm",
];
/// A common beginning with fewer signs behind it is as common.
const MORE_CHARS_MIN: usize = 6;

/// The password in the one form in which it is hashed, or why it is not taken.
pub fn check(typed: &str, person_name: &str) -> Result<String, Weak> {
    let password = normal(typed);
    let chars = password.chars().count();
    if chars < CHARS_MIN {
        return Err(Weak::Short);
    }
    if chars > CHARS_MAX {
        return Err(Weak::Long);
    }
    let folded = folded(&password);
    let name = self::folded(person_name);
    let is_of = |begins: &str| {
        let more = folded.strip_prefix(begins);
        more.is_some_and(|more| more.chars().count() < MORE_CHARS_MIN)
    };
    let first = folded.chars().next();
    let is_one_sign = folded.chars().all(|sign| Some(sign) == first);
    let is_name = name.chars().count() > 2 && is_of(&name);
    if is_one_sign || is_name || COMMON.iter().any(|common| is_of(common)) {
        return Err(Weak::Common);
    }
    Ok(password)
}

/// A password as it is hashed: however the keyboard has put the marks together.
pub fn normal(typed: &str) -> String {
    text::nfc(typed.trim())
}

fn folded(said: &str) -> String {
    let plain = text::fold(said);
    plain.chars().filter(|sign| !sign.is_whitespace()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_signs_of_any_kind_are_enough_and_marks_may_be_typed_either_way() {
        let composed = "m\u{01b0}a r\u{01a1}i tr\u{00ea}n s\u{00f4}ng";
        let apart = "mu\u{031b}a ro\u{031b}i tre\u{0302}n so\u{0302}ng";
        assert_eq!(check(composed, "Cô Lan"), check(apart, "Cô Lan"));
        assert!(check("kẹo dừa 42", "Cô Lan").is_ok());
        assert_eq!(check("kẹo dừa 4", "Cô Lan"), Err(Weak::Short));
        assert_eq!(check(&"dài ".repeat(60), "Cô Lan"), Err(Weak::Long));
    }

    #[test]
    fn what_everybody_tries_first_is_not_taken() {
        for common in [
            "1234567890",
            "MatKhau123",
            "mật khẩu 2026",
            "password123",
            "Chung Tay 26",
            "qwertyuiop",
            "aaaaaaaaaaaaaaaa",
            "Nguyễn Thị Lan 1",
            "nguyenthilan2026",
        ] {
            assert_eq!(
                check(common, "Nguyễn Thị Lan"),
                Err(Weak::Common),
                "{common}"
            );
        }
        // A word of the list in the midst of others is none.
        assert!(check("qwerty ghe vỏ lãi Cái Răng", "Nguyễn Thị Lan").is_ok());
    }
}
