//! Columns about people: names, births, numbers, how many there are.

use super::Role;
use super::heading::{Heading, sex_of};

pub(super) fn of_person(leaf: &Heading) -> Option<Role> {
    let compact = leaf.compact();
    let base = leaf.of_whom_it_may_be();
    let base = base.as_str();
    if ["stt", "tt", "sott", "sothutu", "thutu", "no", "sttho"].contains(&compact.as_str()) {
        return Some(Role::Ordinal);
    }
    if leaf.has_any(&["quan he", "moi quan he", "qh", "qhch", "qhvch", "qhvoi"]) {
        return Some(Role::Relation);
    }
    let is_id = leaf.has_any(&["can cuoc", "dinh danh", "chung minh", "so cc", "so cmt"])
        || ["cccd", "cmnd", "cmtnd", "ddcn"]
            .iter()
            .any(|name| compact.contains(name))
        || base == "cmt";
    if is_id {
        return Some(Role::NationalId);
    }
    let has_dt = leaf
        .marked
        .split(' ')
        .any(|word| matches!(word, "đt" | "đtdđ" | "sđt"));
    if has_dt
        || leaf.has_any(&[
            "dien thoai",
            "sdt",
            "so dt",
            "dtdd",
            "lien he",
            "lien lac",
            "di dong",
        ])
    {
        return Some(Role::Phone);
    }
    if [
        "gioi tinh",
        "phai",
        "nam nu",
        "gt",
        "gioi",
        "phai nam nu",
        "gioi tinh nam nu",
    ]
    .contains(&base)
    {
        return Some(Role::Gender);
    }
    if leaf.has_any(&[
        "nam sinh",
        "ngay sinh",
        "sinh nam",
        "sinh ngay",
        "thang sinh",
    ]) || base == "ns"
    {
        let sex = leaf
            .marked
            .rsplit_once("sinh")
            .and_then(|(_, rest)| sex_of(rest.trim()));
        let sex_first = leaf
            .marked
            .split_once(' ')
            .and_then(|(first, _)| sex_of(first));
        let sexed = sex.or(sex_first.filter(|_| leaf.has_any(&["nam nam sinh", "nu nam sinh"])));
        return Some(sexed.map_or(Role::Birth, Role::Sexed));
    }
    of_household_size(leaf, base)
}

fn of_household_size(leaf: &Heading, base: &str) -> Option<Role> {
    let counts = leaf.has_any(&[
        "nhan khau",
        "so khau",
        "so nguoi",
        "so thanh vien",
        "so nk",
        "so tv",
    ]) || leaf.has_any(&[
        "tong khau",
        "tong nguoi",
        "tong so nguoi",
        "tong so thanh vien",
    ]) || ["khau", "nk"].contains(&base);
    if !counts || leaf.has_any(&["ho khau"]) {
        return None;
    }
    let is_part =
        leaf.marked.split(' ').any(|word| sex_of(word).is_some()) || leaf.has_any(&["trong do"]);
    Some(if is_part {
        Role::Other
    } else {
        Role::MemberCount
    })
}

pub(super) fn of_name(leaf: &Heading) -> Option<Role> {
    let names_head = leaf.has_any(&["chu ho", "dai dien"]);
    let names_member = leaf.has_any(&["thanh vien", "tv"]);
    let base = leaf.of_whom_it_may_be();
    let is_name = base.is_empty()
        || base == "ten"
        || base == "ho gia dinh"
        || [
            "ho va ten",
            "ho ten",
            "ho chu dem",
            "ho va chu dem",
            "hoten",
            "ten ho",
            "ten nguoi",
        ]
        .iter()
        .any(|phrase| base.starts_with(phrase));
    let is_family_name = matches!(
        leaf.marked.as_str(),
        "họ" | "họ đệm"
            | "họ và đệm"
            | "họ lót"
            | "họ và lót"
            | "họ và tên đệm"
            | "họ tên đệm"
            | "họ và tên lót"
            | "họ chữ lót"
            | "họ và chữ lót"
            | "họ và chữ đệm"
            | "họ chữ đệm"
    );
    match (names_head, names_member) {
        _ if is_family_name => Some(Role::FamilyName),
        (true, true) => Some(Role::Name),
        (true, false) if is_name => Some(Role::HeadName),
        (false, true) if base.contains("ten") || base == "thanh vien" => Some(Role::MemberName),
        (false, false) if is_name && !base.is_empty() => Some(Role::Name),
        _ => None,
    }
}
