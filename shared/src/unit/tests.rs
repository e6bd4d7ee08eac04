use std::collections::BTreeSet;

use super::*;
use crate::synthetic;

fn date(text: &str) -> LocalDate {
    text.parse().unwrap()
}

fn names(query: &str) -> Vec<&'static str> {
    search(query)
        .into_iter()
        .map(|found| found.unit.name)
        .collect()
}

#[test]
fn a_reused_code_means_another_unit_before_july_2025() {
    assert_eq!(name_of("31135", date("2025-06-30")), Some("Phường Tân An"));
    assert_eq!(
        name_of("31135", date("2025-07-01")),
        Some("Phường Ninh Kiều")
    );
    assert_eq!(name_of("31117", date("2026-10-17")), None);
    assert_eq!(name_of("", date("2026-10-17")), None);
}

#[test]
fn the_city_has_103_units_today_and_the_three_old_provinces_had_263() {
    let today = communes(date("2026-10-17"));
    assert_eq!(today.len(), 103);
    assert_eq!(
        today
            .iter()
            .filter(|unit| unit.name.starts_with("Phường "))
            .count(),
        31
    );
    let before = communes(date("2025-06-30"));
    assert_eq!(before.len(), 263);
    let old_city = before
        .iter()
        .filter(|unit| unit.within.contains(&"Thành phố Cần Thơ"));
    assert_eq!(old_city.count(), 80);
    for units in [today, before] {
        let codes: BTreeSet<_> = units.iter().map(|unit| unit.code).collect();
        assert_eq!(codes.len(), units.len(), "a code is held once on one day");
        assert!(units.iter().all(|unit| unit.code.len() == 5));
    }
}

#[test]
fn the_old_holder_of_a_code_lies_inside_its_new_holder() {
    for unit in communes(date("2026-10-17")) {
        assert!(
            lines().any(|line| line.code == unit.code && line.old_code == unit.code),
            "{}",
            unit.code
        );
    }
}

#[test]
fn an_officer_sets_up_her_ward_by_code_or_by_name_without_marks() {
    for query in [
        "31135",
        "Ninh Kiều",
        "phuong ninh kieu",
        "NINH KIEU can tho",
        "p. Ninh Kiều",
    ] {
        assert_eq!(names(query).first(), Some(&"Phường Ninh Kiều"), "{query}");
    }
    assert_eq!(names("co do").first(), Some(&"Xã Cờ Đỏ"));
    assert!(names("thới lộc hòa").is_empty());
    assert!(names("  ").is_empty());
}

#[test]
fn the_city_itself_is_found_first_by_its_name_and_keeps_units() {
    for query in ["92", "Cần Thơ", "thành phố Cần Thơ", "tp. Can Tho"] {
        assert_eq!(names(query).first(), Some(&"Thành phố Cần Thơ"), "{query}");
    }
    assert!(keeps_units("92") && !keeps_units("31135"));
    assert_eq!(name_of("92", date("2022-10-17")), Some("Thành phố Cần Thơ"));
}

#[test]
fn an_old_name_finds_where_the_place_lies_today_and_says_through_which_old_unit() {
    let found = search("An Hòa");
    let cai_khe = found
        .iter()
        .find(|f| f.unit.name == "Phường Cái Khế")
        .unwrap();
    let [through] = cai_khe.through.as_slice() else {
        panic!("{cai_khe:?}");
    };
    assert_eq!(
        (through.unit.code, through.unit.name),
        ("31120", "Phường An Hòa")
    );
    assert_eq!(through.unit.within, ["Quận Ninh Kiều", "Thành phố Cần Thơ"]);
    assert_eq!(through.share, Share::Whole);
}

#[test]
fn one_name_for_two_places_gives_both_todays_first() {
    let found = search("tân an");
    assert_eq!(found[0].unit.name, "Phường Tân An");
    assert!(found[0].through.is_empty());
    let through_old = found
        .iter()
        .find(|f| f.unit.name == "Phường Ninh Kiều")
        .unwrap();
    assert_eq!(through_old.through[0].unit.name, "Phường Tân An");
}

#[test]
fn a_ward_that_was_split_gives_both_heirs_and_says_that_they_are_parts() {
    let found = search("Bùi Hữu Nghĩa");
    let heirs: Vec<_> = found.iter().map(|f| f.unit.name).collect();
    assert_eq!(heirs, ["Phường Cái Khế", "Phường Bình Thủy"]);
    assert!(found.iter().all(|f| f.through[0].share == Share::Part));
}

#[test]
fn a_district_that_is_gone_leads_to_the_communes_that_lie_there_now() {
    let found = names("huyện Phong Điền");
    for commune in [
        "Xã Phong Điền",
        "Xã Nhơn Ái",
        "Xã Trường Long",
        "Phường An Bình",
    ] {
        assert!(found.contains(&commune), "{commune} not in {found:?}");
    }
}

#[test]
fn the_city_in_every_address_is_no_answer_to_a_name_that_begins_like_it() {
    let found = names("thanh an");
    assert_eq!(found[0], "Xã Thạnh An");
    assert!(!found.contains(&"Phường Tân An"), "{found:?}");
    assert!(names("hung loi thanh pho can tho").contains(&"Phường Tân An"));
}

#[test]
fn no_unit_old_or_new_has_the_invented_communes_name_or_code() {
    for day in ["2025-06-30", "2026-10-17"] {
        let commune = (synthetic::COMMUNE_CODE, synthetic::COMMUNE_NAME);
        for (code, name) in [commune, synthetic::CITY, synthetic::OTHER_COMMUNE] {
            assert_eq!(name_of(code, date(day)), None);
            let invented = fold(name);
            let invented = without_kind(&invented);
            for unit in communes(date(day)) {
                assert_ne!(without_kind(&fold(unit.name)), invented);
            }
        }
    }
}
