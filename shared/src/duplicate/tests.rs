//! A volunteer registers a household and is told whom it looks like.

use super::*;
use crate::household::Household;

struct Neighbour(&'static str, &'static str, &'static str);

fn row(n: u8, Neighbour(name, hamlet, birth): Neighbour) -> HouseholdRow {
    let profile = profile(name, hamlet, birth);
    row_of(n, profile)
}

fn row_of(n: u8, profile: Profile) -> HouseholdRow {
    HouseholdRow::of(&Household {
        id: DocId::from_bytes([n; 16]),
        commune: "99001".into(),
        import_key: String::new(),
        profile,
        conflicts: Vec::new(),
        statuses: Vec::new(),
        visits: Vec::new(),
        handovers: Vec::new(),
        proposals: Vec::new(),
        corrections: Vec::new(),
        life: Vec::new(),
        cases: Vec::new(),
        consents: Vec::new(),
    })
}

fn profile(name: &str, hamlet: &str, birth: &str) -> Profile {
    Profile::default()
        .with(ProfileField::HeadName, name)
        .with(ProfileField::Hamlet, hamlet)
        .with(ProfileField::Birth, birth)
}

fn ward() -> Vec<HouseholdRow> {
    vec![
        row(1, Neighbour("Đặng Thị Hòa", "Ấp Hòa Lợi 1", "1960")),
        row(2, Neighbour("Đặng Thị Hòa", "Ấp 10", "1960")),
        row(3, Neighbour("Đặng Thị Hoàn", "Ấp Hòa Lợi 1", "1961")),
        row(4, Neighbour("Đặng Hòa Thị", "Ấp Hòa Lợi 1", "1959")),
        row(5, Neighbour("Đặng Thị Hoan", "Ấp Hòa Lợi 1", "1990")),
        row(6, Neighbour("Trần Văn Ba", "Ấp Hòa Lợi 1", "1960")),
    ]
}

fn found(candidate: &Profile, rows: &[HouseholdRow]) -> Vec<(u8, Vec<Reason>)> {
    lookalikes(candidate, rows)
        .into_iter()
        .map(|l| (l.id.as_bytes()[0], l.reasons))
        .collect()
}

#[test]
fn her_name_is_found_however_it_is_spelt_but_only_in_her_hamlet() {
    for (name, hamlet) in [
        ("Đặng Thị Hòa", "Ấp Hòa Lợi 1"),
        ("dang thi hoa", "ap hoa loi 1"),
        ("ĐẶNG THỊ HOÀ", "Ấp Hoà Lợi 1"),
        (
            "Đa\u{323}\u{306}ng Thi\u{323} Ho\u{300}a",
            "Â\u{301}p Ho\u{300}a Lợi 1",
        ),
    ] {
        let same_name = found(&profile(name, hamlet, ""), &ward());
        assert_eq!(same_name, [(1, vec![Reason::SameName])], "{name}");
    }
    assert!(found(&profile("Đặng Thị Hòa", "Kinh Ngang", "1960"), &ward()).is_empty());
}

#[test]
fn a_nearly_equal_name_counts_when_the_year_of_birth_is_near() {
    let names = found(
        &profile("Đặng Thị Hòa", "Ấp Hòa Lợi 1", "12/5/1960"),
        &ward(),
    );
    assert_eq!(
        names,
        [
            (1, vec![Reason::SameName]),
            (3, vec![Reason::SimilarName]),
            (4, vec![Reason::SimilarName]),
        ]
    );
}

#[test]
fn numbers_are_found_anywhere_in_the_commune_and_weigh_by_what_they_prove() {
    let mut rows = ward();
    rows[1] = row_of(
        2,
        profile("Lê Văn Tám", "Ấp 10", "")
            .with(ProfileField::NationalId, "000060001234")
            .with(ProfileField::Phone, "0100123456"),
    );
    rows[5] = row_of(
        6,
        profile("Trần Văn Ba", "Ấp Hòa Lợi 1", "").with(ProfileField::Phone, "0100123456"),
    );
    let candidate = profile("Trần Văn Ba", "Ấp Hòa Lợi 1", "")
        .with(ProfileField::NationalId, "000 060 001 234")
        .with(ProfileField::Phone, "+84 100 123 456");
    assert_eq!(
        found(&candidate, &rows),
        [
            (2, vec![Reason::NationalId, Reason::Phone]),
            (6, vec![Reason::SameName, Reason::Phone]),
        ]
    );
}

#[test]
fn what_is_unknown_or_half_typed_looks_like_nobody() {
    let rows: Vec<_> = (0..200)
        .map(|n| row(n, Neighbour("Nguyễn", "", "")))
        .collect();
    for candidate in [
        Profile::default(),
        profile("Nguyễn", "", ""),
        profile("Nguyễn", "Ấp 3", "1960"),
        Profile::default().with(ProfileField::Phone, "0100"),
        Profile::default().with(ProfileField::NationalId, "000"),
    ] {
        assert!(found(&candidate, &rows).is_empty());
    }
}
