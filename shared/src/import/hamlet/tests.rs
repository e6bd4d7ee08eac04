//! What must come of it, case by case.

use super::registry::is_slip;
use super::*;

fn shown(text: &str) -> String {
    Spelling::read(text).map_or_else(String::new, |s| s.shown)
}

fn one_name(spellings: &[&str]) -> Vec<String> {
    let spellings: Vec<_> = spellings.iter().filter_map(|s| Spelling::read(s)).collect();
    let mut registry = Registry::default();
    for spelling in &spellings {
        registry.add(spelling);
    }
    let mut names: Vec<_> = spellings.iter().map(|s| registry.resolve(s).name).collect();
    names.dedup();
    names
}

#[test]
fn one_hamlet_in_many_spellings_has_one_name() {
    assert_eq!(
        one_name(&[
            "ẤP THỚI HÒA",
            "Ấp Thới Hòa",
            "Thới Hoà",
            "ấp  Tho\u{31b}\u{301}i Ho\u{300}a"
        ]),
        ["Ấp Thới Hòa"]
    );
    assert_eq!(
        one_name(&["ẤP THỚI HÒA", "Thới Hòa", "Thới Hòa"]),
        ["Ấp Thới Hòa"]
    );
    assert_eq!(
        one_name(&["KV3", "Khu vực 03", "KHU VỰC 3", "kv 3", "3"]),
        ["Khu vực 3"]
    );
    assert_eq!(one_name(&["ấp 3", "ấp 3"]), ["ấp 3"]);
    assert_eq!(one_name(&["ấp thới phước b"]), ["ấp Thới Phước B"]);
    assert_eq!(one_name(&["Ấp 3", "Khu vực 3"]), ["Ấp 3", "Khu vực 3"]);
}

#[test]
fn a_hamlet_is_found_in_what_stands_around_it() {
    for (text, hamlet) in [
        ("Ấp Thới Hòa, xã Thới Lộc Hòa", "Ấp Thới Hòa"),
        ("Tổ 5, ấp Thới Hòa, xã Thới Lộc Hòa", "ấp Thới Hòa"),
        ("Số 12 ấp 3 xã Thới Lộc Hòa", "ấp 3"),
        (
            "DANH SÁCH HỘ NGHÈO ẤP THỚI PHƯỚC A NĂM 2025",
            "Ấp Thới Phước A",
        ),
        ("Ấp: Rạch Tràm", "Ấp Rạch Tràm"),
        ("KV.3A", "Khu vực 3A"),
        ("ẤP NĂM", "Ấp Năm"),
        ("Ấp IV", "Ấp IV"),
    ] {
        assert_eq!(shown(text), hamlet, "{text}");
    }
    for text in ["CÁC ẤP NĂM 2025", "sau nhà văn hóa ấp", ""] {
        assert_eq!(Spelling::with_unit(text), None, "{text}");
    }
    assert_eq!(
        Spelling::read("3").unwrap().under(Some(Unit::Ap)).shown,
        "Ấp 3"
    );
    assert_eq!(
        Spelling::read("Thới Hòa")
            .unwrap()
            .under(Some(Unit::Ap))
            .shown,
        "Thới Hòa"
    );
}

#[test]
fn a_number_two_kinds_of_hamlet_have_is_unclear_and_a_slip_is_seen() {
    let mut registry = Registry::default();
    for text in ["Ấp 3", "Khu vực 3", "3", "Ấp Thới Hào"] {
        registry.add(&Spelling::read(text).unwrap());
    }
    for _ in 0..5 {
        registry.add(&Spelling::read("Ấp Thới Hòa").unwrap());
    }
    assert!(registry.resolve(&Spelling::read("3").unwrap()).is_unclear);
    assert!(
        !registry
            .resolve(&Spelling::read("Ấp 3").unwrap())
            .is_unclear
    );
    let slip = registry.resolve(&Spelling::read("Ấp Thới Hào").unwrap());
    assert_eq!(slip.resembles.as_deref(), Some("Ấp Thới Hòa"));
    assert!(is_slip("hoa loi", "hoai loi") && !is_slip("hoa loi 1", "hoa loi 2"));
}
