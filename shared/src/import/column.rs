//! What a column means, from the words of its heading.

use super::hamlet::Unit;
use crate::household::{Category, Gender};
use crate::text::fold;
use heading::{Heading, sex_of};
use household::{of_category, of_place};
use person::{of_name, of_person};

mod heading;
mod household;
mod person;

/// What a column means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// STT.
    Ordinal,
    /// The head's name.
    HeadName,
    /// A name, the head's unless another column is.
    Name,
    /// Family and middle name, where the given name has a column of its own.
    FamilyName,
    /// The name of a member other than the head.
    MemberName,
    Nickname,
    Relation,
    Gender,
    /// A column of one sex: a year of birth or a mark stands in it.
    Sexed(Gender),
    Birth,
    BirthDay,
    BirthMonth,
    BirthYear,
    NationalId,
    Phone,
    /// With the kind of hamlet its heading names, if one only.
    Hamlet(Option<Unit>),
    Address,
    MemberCount,
    /// A mark in it says this category.
    CategoryMark(Category),
    CategoryText,
    Decision,
    Note,
    /// Ethnicity, religion, health, bank account: never read.
    Sensitive,
    /// Known, and not imported.
    Other,
}

impl Role {
    /// Whether it names people.
    pub(super) const fn is_name(self) -> bool {
        matches!(
            self,
            Self::HeadName | Self::Name | Self::FamilyName | Self::MemberName
        )
    }

    /// Whether it says something about whether a row is a person at all.
    pub(super) const fn is_personal(self) -> bool {
        matches!(
            self,
            Self::Relation
                | Self::Gender
                | Self::Sexed(_)
                | Self::Birth
                | Self::BirthDay
                | Self::BirthMonth
                | Self::BirthYear
                | Self::NationalId
                | Self::Phone
        )
    }
}

/// What the column under these headings means; the lowest heading comes last.
pub(super) fn role(headings: &[String]) -> Option<Role> {
    let (leaf, parents) = headings.split_last()?;
    let context = Heading::new(&parents.join(" "));
    if context.has_any(&["thieu hut", "chi so", "muc do"]) {
        return Some(Role::Other);
    }
    within(&Heading::new(leaf), &context)
        .or_else(|| of_leaf(&Heading::new(leaf)))
        .or_else(|| of_leaf(&Heading::new(&headings.join(" "))).filter(|_| !parents.is_empty()))
        .or_else(|| misspelt(leaf))
}

/// Short headings that mean something only below another one.
fn within(leaf: &Heading, context: &Heading) -> Option<Role> {
    let sex = sex_of(&leaf.marked);
    if context.has_any(&["nhan khau", "khau", "so nguoi", "thanh vien"])
        && !context.has_any(&["ho khau"])
    {
        if leaf.is_any(&[
            "tong",
            "tong so",
            "tong cong",
            "chung",
            "so luong",
            "so nguoi",
        ]) {
            return Some(Role::MemberCount);
        }
        if sex.is_some() || leaf.has_any(&["trong do"]) {
            return Some(Role::Other);
        }
    }
    if context.has_any(&["sinh"]) {
        match leaf.marked.as_str() {
            "ngày" | "ngay" => return Some(Role::BirthDay),
            "tháng" | "thang" => return Some(Role::BirthMonth),
            "năm" => return Some(Role::BirthYear),
            _ => {}
        }
    }
    if context.has_any(&["cccd", "cmnd", "can cuoc", "dinh danh"]) && leaf.is_any(&["so", "so the"])
    {
        return Some(Role::NationalId);
    }
    if leaf.is_any(&["ten"]) && context.has_any(&["ho", "ho ten", "ho va ten", "chu ho"]) {
        return Some(Role::Name);
    }
    sex.map(Role::Sexed)
}

fn of_leaf(leaf: &Heading) -> Option<Role> {
    not_imported(leaf)
        .or_else(|| of_person(leaf))
        .or_else(|| of_category(leaf))
        .or_else(|| of_place(leaf))
        .or_else(|| of_name(leaf))
}

fn not_imported(leaf: &Heading) -> Option<Role> {
    let is_circumstances = leaf.has_any(&["hoan canh", "ghi chu"]);
    let is_merit = leaf.has_any(&["benh binh", "thuong benh binh"]);
    if !is_circumstances && !is_merit && leaf.has_any(SENSITIVE) {
        return Some(Role::Sensitive);
    }
    leaf.has_any(NOT_IMPORTED).then_some(Role::Other)
}

const SENSITIVE: &[&str] = &[
    "dan toc",
    "ton giao",
    "benh",
    "suc khoe",
    "khuyet tat",
    "tan tat",
    "dang tat",
    "nhiem hiv",
    "tam than",
    "tai khoan",
    "so tk",
    "stk",
    "ngan hang",
];

const NOT_IMPORTED: &[&str] = &[
    "ngay cap",
    "noi cap",
    "ma ho",
    "ma so ho",
    "ma so thue",
    "so so",
    "giay chung nhan",
    "nguyen nhan",
    "diem",
    "thu nhap",
    "so tien",
    "muc ho tro",
    "tien",
    "ky nhan",
    "ky ten",
    "noi dung",
    "ho tro",
    "lao dong",
    "tre em",
    "trinh do",
    "nghe",
    "nghe nghiep",
    "hoc van",
    "bao hiem",
    "bhyt",
    "thieu hut",
    "nhu cau",
    "dien tich",
    "nha o",
    "viec lam",
    "tuoi",
    "que quan",
    "nguyen quan",
    "noi sinh",
    "ten vo",
    "vo chong",
    "vo hoac chong",
    "ten chong",
    "ten cha",
    "ten me",
    "ten con",
    "giam ho",
    "nguoi nhan",
    "phu thuoc",
    "loai hinh",
    "nguon",
    "hon nhan",
    "so ho",
    "nam vao",
    "nam thoat",
    "thoi diem",
    "quoc tich",
];

/// Headings often met, for one letter that is wrong.
fn misspelt(leaf: &str) -> Option<Role> {
    const OFTEN: &[(&str, Role)] = &[
        ("ho va ten chu ho", Role::HeadName),
        ("ho ten chu ho", Role::HeadName),
        ("ten chu ho", Role::HeadName),
        ("ho va ten", Role::Name),
        ("ngay thang nam sinh", Role::Birth),
        ("nam sinh", Role::Birth),
        ("gioi tinh", Role::Gender),
        ("so dien thoai", Role::Phone),
        ("so nhan khau", Role::MemberCount),
        ("can cuoc cong dan", Role::NationalId),
        ("ho can ngheo", Role::CategoryMark(Category::NearPoor)),
        ("doi tuong", Role::CategoryText),
        ("khu vuc", Role::Hamlet(Some(Unit::KhuVuc))),
        ("dia chi", Role::Address),
        ("hoan canh", Role::Note),
        ("ghi chu", Role::Note),
    ];
    let folded = fold(leaf);
    OFTEN
        .iter()
        .find(|(heading, _)| super::hamlet::is_one_edit(folded.as_bytes(), heading.as_bytes()))
        .map(|(_, role)| *role)
}

#[cfg(test)]
mod tests;
