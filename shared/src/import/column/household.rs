//! Columns about households: category, hamlet, address, remarks.

use super::Role;
use super::heading::Heading;
use crate::import::category;
use crate::import::hamlet::Unit;

pub(super) fn of_category(leaf: &Heading) -> Option<Role> {
    const IN_WORDS: &[&str] = &[
        "doi tuong",
        "dien",
        "dien ho",
        "loai ho",
        "phan loai",
        "phan loai ho",
        "thuoc dien",
        "thuoc doi tuong",
        "dien doi tuong",
        "doi tuong ho",
        "loai doi tuong",
        "xep loai",
        "xep loai ho",
        "hang ho",
        "thuoc ho",
        "dien ho gia dinh",
        "loai ho gia dinh",
        "phan loai ho gia dinh",
        "ket qua ra soat",
        "ket qua phan loai",
        "ket qua phan loai ho",
        "thuoc dien ho",
        "tinh trang ho",
        "dien chinh sach ho",
        "nhom doi tuong",
        "dien thuoc",
    ];
    if leaf.is_any(IN_WORDS) {
        return Some(Role::CategoryText);
    }
    if leaf.is_any(&["khac"]) {
        return None;
    }
    let said = category::said_in(leaf.folded());
    match said.categories.as_slice() {
        [category] if said.rest.is_empty() => Some(Role::CategoryMark(*category)),
        [_, _, ..]
            if said
                .rest
                .split(' ')
                .all(|w| matches!(w, "" | "hay" | "hoac" | "phan")) =>
        {
            Some(Role::CategoryText)
        }
        _ => None,
    }
}

pub(super) fn of_place(leaf: &Heading) -> Option<Role> {
    if let Some(unit) = hamlet_heading(leaf) {
        return Some(Role::Hamlet(unit));
    }
    let is_address = leaf.has_any(&[
        "dia chi",
        "noi o",
        "cho o",
        "cu tru",
        "noi cu tru",
        "thuong tru",
        "tam tru",
        "ho khau",
        "so nha",
    ]) || matches!(
        leaf.marked.as_str(),
        "tổ" | "đường" | "tuyến" | "tổ ndtq" | "tổ nhân dân"
    );
    if is_address {
        return Some(Role::Address);
    }
    if leaf.has_any(&["ghi chu", "hoan canh", "dien giai"]) || leaf.is_any(&["gc"]) {
        return Some(Role::Note);
    }
    if leaf.has_any(&["quyet dinh", "so qd", "qd so"]) {
        return Some(Role::Decision);
    }
    leaf.has_any(&[
        "thuong goi",
        "ten goi khac",
        "biet danh",
        "bi danh",
        "ten tuc",
        "ten khac",
    ])
    .then_some(Role::Nickname)
}

/// The heading of a column of hamlets, with the kind if it names one only.
#[expect(
    clippy::option_option,
    reason = "no such column, or one of no particular kind"
)]
fn hamlet_heading(leaf: &Heading) -> Option<Option<Unit>> {
    const AROUND: &[&str] = &[
        "ten", "dia", "chi", "noi", "o", "cu", "tru", "thuoc", "ban", "va", "hoac", "xa", "phuong",
        "so", "thuong", "to",
    ];
    let mut rest = leaf.padded.clone();
    let mut units = Vec::new();
    for (phrase, unit) in [
        (" to dan pho ", Unit::ToDanPho),
        (" tdp ", Unit::ToDanPho),
        (" khu vuc ", Unit::KhuVuc),
        (" kv ", Unit::KhuVuc),
        (" khu pho ", Unit::KhuPho),
        (" kp ", Unit::KhuPho),
        (" khom ", Unit::Khom),
        (" thon ", Unit::Thon),
        (" xom ", Unit::Xom),
        (" soc ", Unit::Soc),
        (" ap ", Unit::Ap),
    ] {
        if rest.contains(phrase) {
            rest = rest.replace(phrase, " ");
            units.push(unit);
        }
    }
    let only_around = rest.split_whitespace().all(|word| AROUND.contains(&word));
    match units.as_slice() {
        _ if !only_around => None,
        [] => leaf.is_any(&["dia ban"]).then_some(None),
        [unit] => Some(Some(*unit)),
        _ => Some(None),
    }
}
