//! What must be true of the invented ward, measured on thousands of households where chance would hide it.

mod work;

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::is_nfc;

use super::*;
use crate::household::{Gender, ProfileField};
use crate::time::PartialDate;

const AFTER_THE_MONTH: &str = "2026-11-23";

fn demo(households: usize, today: &str) -> SyntheticWard {
    ward(DEMO_SEED, households, today.parse().unwrap())
}

/// So many that shares settle.
fn large() -> SyntheticWard {
    demo(6_000, AFTER_THE_MONTH)
}

fn percent(part: usize, whole: usize) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a few thousand at most")]
    let share = part as f64 * 100.0 / whole as f64;
    share
}

#[track_caller]
fn assert_near(what: &str, measured: f64, expected: f64, tolerance: f64) {
    assert!(
        (measured - expected).abs() <= tolerance,
        "{what}: {measured:.2}, expected {expected} ± {tolerance}"
    );
}

impl SyntheticWard {
    fn share(&self, has: impl Fn(&SyntheticHousehold) -> bool) -> f64 {
        percent(
            self.households.iter().filter(|h| has(h)).count(),
            self.households.len(),
        )
    }

    fn of(&self, category: Category) -> Vec<&SyntheticHousehold> {
        self.households
            .iter()
            .filter(|h| h.category == category)
            .collect()
    }
}

#[test]
fn the_same_seed_gives_the_same_ward_and_another_seed_another() {
    let today = AFTER_THE_MONTH.parse().unwrap();
    assert_eq!(ward(DEMO_SEED, 120, today), ward(DEMO_SEED, 120, today));
    assert_ne!(ward(DEMO_SEED, 120, today), ward(DEMO_SEED + 1, 120, today));
    let volunteers = ward(DEMO_SEED, 120, today).volunteers;
    assert_eq!(volunteers, ward(DEMO_SEED, 2_000, today).volunteers);
}

#[test]
fn five_hundred_households_live_in_ten_hamlets_in_the_categories_of_a_care_list() {
    let ward = demo(DEMO_HOUSEHOLDS, AFTER_THE_MONTH);
    assert_eq!(ward.households.len(), 500);
    for (category, count) in [
        (Category::Poor, 80),
        (Category::NearPoor, 140),
        (Category::Difficult, 210),
        (Category::Policy, 70),
    ] {
        assert_eq!(ward.of(category).len(), count, "{category:?}");
    }
    let mut by_hamlet: BTreeMap<&str, usize> = BTreeMap::new();
    for household in &ward.households {
        *by_hamlet
            .entry(household.profile.get(ProfileField::Hamlet))
            .or_default() += 1;
    }
    assert_eq!(by_hamlet.len(), 10);
    assert_eq!(
        by_hamlet.keys().copied().collect::<BTreeSet<_>>().len(),
        ward.hamlets.len()
    );
    assert!(
        by_hamlet.values().all(|count| (28..=75).contains(count)),
        "{by_hamlet:?}"
    );
    let persons: u32 = ward
        .households
        .iter()
        .map(|h| h.profile.member_count())
        .sum();
    assert_near("persons", f64::from(persons), 1_830.0, 50.0);
    assert_near("visited", ward.share(|h| !h.visits.is_empty()), 25.0, 2.0);
    assert_near(
        "received",
        ward.share(|h| !h.handovers.is_empty()),
        12.0,
        1.5,
    );
}

#[test]
fn sizes_heads_and_numbers_follow_the_sources() {
    let ward = large();
    let mean = |households: &[&SyntheticHousehold]| {
        let persons: u32 = households.iter().map(|h| h.profile.member_count()).sum();
        percent(persons as usize, households.len()) / 100.0
    };
    assert_near("poor, mean size", mean(&ward.of(Category::Poor)), 3.33, 0.2);
    assert_near(
        "near-poor, mean size",
        mean(&ward.of(Category::NearPoor)),
        3.86,
        0.15,
    );
    assert_near(
        "difficult, mean size",
        mean(&ward.of(Category::Difficult)),
        3.86,
        0.15,
    );
    assert_near(
        "policy, mean size",
        mean(&ward.of(Category::Policy)),
        3.07,
        0.2,
    );

    let year = ward.campaign.from.ymd().0;
    // A sixth of the households are poor: chance moves their shares more.
    for (poor, women, past_60, tolerance) in [(true, 45.0, 40.0, 5.5), (false, 30.0, 30.0, 2.5)] {
        let group: Vec<_> = ward
            .households
            .iter()
            .filter(|h| (h.category == Category::Poor) == poor)
            .collect();
        let share = |has: &dyn Fn(&Profile) -> bool| {
            percent(
                group.iter().filter(|h| has(&h.profile)).count(),
                group.len(),
            )
        };
        let is_woman = |p: &Profile| p.gender() == Some(Gender::Female);
        let is_past_60 = |p: &Profile| p.birth().is_some_and(|b| year - b.year() >= 60);
        assert_near("women", share(&is_woman), women, tolerance);
        assert_near("60 and older", share(&is_past_60), past_60, tolerance);
    }

    let known = |field| ward.share(|h| !h.profile.get(field).is_empty());
    assert_near("nickname", known(ProfileField::Nickname), 35.0, 2.0);
    assert_near(
        "personal number",
        known(ProfileField::NationalId),
        85.0,
        2.0,
    );
    assert_near("phone", known(ProfileField::Phone), 70.0, 2.0);
    let old: Vec<_> = ward
        .households
        .iter()
        .filter_map(|h| h.profile.birth())
        .filter(|birth| year - birth.year() > 65)
        .collect();
    let only_year = old
        .iter()
        .filter(|b| matches!(b, PartialDate::Year(_)))
        .count();
    assert_near("only the year", percent(only_year, old.len()), 25.0, 4.0);
    let nguyen = ward.share(|h| h.profile.get(ProfileField::HeadName).starts_with("Nguyễn "));
    assert_near("Nguyễn", nguyen, 31.0, 2.5);
}

#[test]
fn circumstances_and_deprivations_follow_the_sources() {
    let ward = large();
    for (circumstance, expected) in [
        (Circumstance::SeriousIllness, 22.0),
        (Circumstance::LoneElderly, 11.0),
        (Circumstance::Disability, 9.0),
        (Circumstance::NoLand, 18.0),
        (Circumstance::SchoolLeaver, 7.0),
        (Circumstance::UnsafeHouse, 8.0),
    ] {
        let share = ward.share(|h| h.circumstances.contains(&circumstance));
        assert_near(&format!("{circumstance:?}"), share, expected, 1.7);
    }
    for household in &ward.households {
        let lacking = household.deprivations.len();
        let is_poor = household.category == Category::Poor;
        assert_eq!((3..=6).contains(&lacking), is_poor, "{lacking} lacking");
        assert!(is_poor || lacking < 3);
        assert!(
            household.circumstances.is_empty()
                || !household.profile.get(ProfileField::Note).is_empty()
        );
    }
    let poor = ward.of(Category::Poor);
    let three = poor.iter().filter(|h| h.deprivations.len() == 3).count();
    assert_near(
        "poor with three deprivations",
        percent(three, poor.len()),
        55.0,
        4.0,
    );
}

#[test]
fn nobody_in_the_ward_can_be_a_real_person() {
    let ward = demo(2_000, AFTER_THE_MONTH);
    let mut numbers = BTreeSet::new();
    for household in &ward.households {
        let national_id = household.profile.get(ProfileField::NationalId);
        let phone = household.profile.get(ProfileField::Phone);
        for (number, prefix, digits) in [
            (national_id, NATIONAL_ID_PREFIX, 12),
            (phone, PHONE_PREFIX, 10),
        ] {
            if number.is_empty() {
                continue;
            }
            assert!(number.starts_with(prefix), "{number}");
            assert_eq!(number.len(), digits, "{number}");
            assert!(number.bytes().all(|b| b.is_ascii_digit()), "{number}");
            assert!(numbers.insert(number.to_owned()), "{number} twice");
        }
        let birth = household.profile.birth().unwrap();
        if !national_id.is_empty() {
            assert_eq!(&national_id[4..6], format!("{:02}", birth.year() % 100));
        }
    }
}

#[test]
fn every_profile_is_valid_and_written_in_one_spelling() {
    let ward = demo(2_000, AFTER_THE_MONTH);
    for household in &ward.households {
        let profile = &household.profile;
        assert_eq!(profile.validate().as_ref(), Ok(profile));
        assert!(profile.known().all(|(_, value)| is_nfc(value)));
        assert!(profile.get(ProfileField::HeadName).split(' ').count() >= 3);
    }
}

#[test]
fn three_in_a_hundred_share_a_whole_name_with_somebody_of_their_hamlet() {
    for households in [500, 2_000] {
        let ward = demo(households, AFTER_THE_MONTH);
        let key = |h: &SyntheticHousehold| {
            let get = |field| h.profile.get(field).to_owned();
            (get(ProfileField::Hamlet), get(ProfileField::HeadName))
        };
        let mut bearers: BTreeMap<_, usize> = BTreeMap::new();
        for household in &ward.households {
            *bearers.entry(key(household)).or_default() += 1;
        }
        let shared = ward.share(|h| bearers[&key(h)] > 1);
        assert_near("shared names", shared, 3.0, 1.0);
    }
}

#[test]
fn the_status_in_force_today_is_the_households_category() {
    let today: LocalDate = AFTER_THE_MONTH.parse().unwrap();
    let ward = large();
    for household in &ward.households {
        let in_force: Vec<_> = household
            .statuses
            .iter()
            .filter(|s| s.from <= today && s.to.is_none_or(|to| today <= to))
            .collect();
        let last = in_force.iter().max_by_key(|s| s.from).unwrap();
        assert_eq!(last.category, household.category);
        assert!(household.statuses.is_sorted_by_key(|s| s.from));
        if matches!(household.category, Category::Poor | Category::NearPoor) {
            assert_eq!(last.standard, "2022-2025", "prolonged through 2026");
        }
    }
    let both = ward.share(|h| {
        h.category == Category::Poor && h.statuses.iter().any(|s| s.category == Category::Policy)
    });
    assert_near("poor and policy", both, 3.0, 0.8);
    assert!(
        ward.households
            .iter()
            .any(|h| h.statuses.iter().any(|s| s.to.is_some()))
    );
}

#[test]
fn volunteers_look_after_their_own_hamlets_and_two_carry_the_demos_phones() {
    let ward = demo(DEMO_HOUSEHOLDS, AFTER_THE_MONTH);
    assert!((24..=36).contains(&ward.volunteers.len()));
    assert_eq!(ward.officers.len(), 3);
    for household in &ward.households {
        let hamlet = household.profile.get(ProfileField::Hamlet);
        let volunteer = &ward.volunteers[household.work_by];
        assert!(volunteer.hamlets.iter().any(|h| h == hamlet));
    }
    for hamlet in &ward.hamlets {
        let team = ward
            .volunteers
            .iter()
            .filter(|v| v.hamlets.contains(hamlet))
            .count();
        assert!((2..=3).contains(&team), "{hamlet}");
    }
    let names: BTreeSet<_> = ward.volunteers.iter().map(|v| &v.name).collect();
    assert_eq!(names.len(), ward.volunteers.len());
    let [first, second] = ward.phones;
    assert_ne!(first, second);
    assert_eq!(
        ward.volunteers[first].hamlets,
        ward.volunteers[second].hamlets
    );
}

#[test]
fn a_tiny_ward_and_an_empty_one_are_wards_too() {
    for households in [0, 1, 3, 11] {
        let ward = demo(households, AFTER_THE_MONTH);
        assert_eq!(ward.households.len(), households);
    }
}
