//! The care list: who heads each household, how many live there, and why it is on the list.

use std::collections::BTreeSet;

use rand_core::RngCore;

use super::chance::{below, between, chance, pick, quotas, shuffle, weighted};
use super::circumstances::{self, Situation};
use super::names::{family_name, full_name, nickname};
use super::{
    NATIONAL_ID_PREFIX, PHONE_PREFIX, SyntheticHousehold, SyntheticPerson, place, statuses,
};
use crate::household::{Category, Gender, Profile, ProfileField};
use crate::time::{LocalDate, PartialDate};

const CATEGORIES: &[(Category, u32)] = &[
    (Category::Poor, 16),
    (Category::NearPoor, 28),
    (Category::Difficult, 42),
    (Category::Policy, 14),
];
/// Of the poor, how many in a hundred are policy families too: 3 in a hundred of all.
const POOR_POLICY_PERCENT: u32 = 19;
/// How often a name is drawn again because the hamlet has it already.
const NAME_TRIES: usize = 60;

/// A household before its details.
struct Head {
    hamlet: usize,
    category: Category,
    member_count: u32,
    gender: Gender,
    birth: PartialDate,
    age: i32,
    name: String,
}

/// `count` households as of `year`, hamlet after hamlet, nothing done for them yet.
pub(super) fn care_list(
    rng: &mut impl RngCore,
    count: usize,
    year: i32,
    volunteers: &[SyntheticPerson],
) -> Vec<SyntheticHousehold> {
    let hamlets = place::hamlets();
    let mut heads = heads(rng, count, year);
    share_names(rng, &mut heads);
    let mut numbers = Numbers::default();
    heads
        .iter()
        .map(|head| {
            household(
                rng,
                head,
                &hamlets[head.hamlet],
                year,
                &mut numbers,
                volunteers,
            )
        })
        .collect()
}

fn heads(rng: &mut impl RngCore, count: usize, year: i32) -> Vec<Head> {
    let mut categories = quotas(count, CATEGORIES);
    shuffle(rng, &mut categories);
    let mut known = BTreeSet::new();
    let mut heads = Vec::with_capacity(count);
    for (hamlet, category) in place::settle(count).into_iter().zip(categories) {
        let member_count = member_count(rng, category);
        let gender = if chance(rng, if category == Category::Poor { 45 } else { 30 }) {
            Gender::Female
        } else {
            Gender::Male
        };
        let age = age(rng, category, member_count);
        let family = family_name(rng);
        let mut name = full_name(rng, family, gender, year - age);
        for _ in 0..NAME_TRIES {
            if !known.contains(&(hamlet, name.clone())) {
                break;
            }
            // The family stays: common ones must stay common.
            name = full_name(rng, family, gender, year - age);
        }
        known.insert((hamlet, name.clone()));
        heads.push(Head {
            hamlet,
            category,
            member_count,
            gender,
            birth: birth(rng, year - age, age),
            age,
            name,
        });
    }
    heads
}

fn member_count(rng: &mut impl RngCore, category: Category) -> u32 {
    let sizes: &[(u32, u32)] = match category {
        Category::Poor => &[
            (1, 17),
            (2, 19),
            (3, 19),
            (4, 20),
            (5, 14),
            (6, 7),
            (7, 3),
            (8, 1),
        ],
        Category::Policy => &[(1, 12), (2, 28), (3, 22), (4, 22), (5, 11), (6, 5)],
        Category::NearPoor
        | Category::Difficult
        | Category::EspeciallyDifficult
        | Category::NewlyEscaped
        | Category::Other => &[
            (1, 6),
            (2, 12),
            (3, 22),
            (4, 28),
            (5, 19),
            (6, 9),
            (7, 3),
            (8, 1),
        ],
    };
    weighted(rng, sizes)
}

/// Who lives alone is mostly old; in all, 40 in a hundred heads of poor households are past 60 and
/// 30 of the others.
fn age(rng: &mut impl RngCore, category: Category, member_count: u32) -> i32 {
    let past_60_percent = match (member_count, category) {
        (1, _) => 85,
        (2, _) => 45,
        (_, Category::Poor) => 27,
        (_, Category::Policy) => 12,
        (..) => 24,
    };
    let decades: &[((i32, i32), u32)] = if chance(rng, past_60_percent) {
        &[((60, 69), 50), ((70, 79), 32), ((80, 92), 18)]
    } else {
        &[((24, 34), 12), ((35, 44), 32), ((45, 59), 56)]
    };
    let (youngest, oldest) = weighted(rng, decades);
    between(rng, youngest, oldest)
}

/// Of the old, a quarter know the year only.
fn birth(rng: &mut impl RngCore, year: i32, age: i32) -> PartialDate {
    let first = LocalDate::new(year, 1, 1).filter(|_| age <= 65 || !chance(rng, 25));
    first.map_or(PartialDate::Year(year), |first| {
        let day = i64::from(between(rng, 0, 364));
        PartialDate::Day(LocalDate::from_days(first.days() + day))
    })
}

/// Three households in a hundred share the head's whole name with another of their hamlet.
fn share_names(rng: &mut impl RngCore, heads: &mut [Head]) {
    let pairs = (heads.len() * 3).div_ceil(200);
    let mut taken = BTreeSet::new();
    for _ in 0..pairs * 20 {
        if taken.len() >= pairs * 2 {
            return;
        }
        let first = below(rng, heads.len());
        let like = |i: &usize| {
            heads[*i].hamlet == heads[first].hamlet
                && heads[*i].gender == heads[first].gender
                && *i != first
                && !taken.contains(i)
        };
        let others: Vec<usize> = (0..heads.len()).filter(like).collect();
        if others.is_empty() || taken.contains(&first) {
            continue;
        }
        let second = pick(rng, &others);
        let name = heads[first].name.clone();
        heads[second].name = name;
        taken.extend([first, second]);
    }
}

fn household(
    rng: &mut impl RngCore,
    head: &Head,
    hamlet: &str,
    year: i32,
    numbers: &mut Numbers,
    volunteers: &[SyntheticPerson],
) -> SyntheticHousehold {
    let situation = Situation {
        category: head.category,
        member_count: head.member_count,
        head_age: head.age,
        head_gender: head.gender,
        policy_too: head.category == Category::Poor && chance(rng, POOR_POLICY_PERCENT),
    };
    let circumstances = circumstances::draw(rng, &situation);
    let mut profile = Profile::default()
        .with(ProfileField::HeadName, head.name.as_str())
        .with(ProfileField::Gender, head.gender.code())
        .with(ProfileField::Birth, head.birth.to_string())
        .with(ProfileField::Hamlet, hamlet)
        .with(ProfileField::Address, place::address(rng))
        .with(ProfileField::MemberCount, head.member_count.to_string())
        .with(
            ProfileField::Note,
            circumstances::note(rng, &situation, &circumstances),
        );
    if chance(rng, 35) {
        profile.set(ProfileField::Nickname, nickname(rng, &head.name));
    }
    if chance(rng, 85) {
        profile.set(ProfileField::NationalId, numbers.national_id(rng, head));
    }
    if chance(rng, 70) {
        profile.set(ProfileField::Phone, numbers.phone(rng));
    }
    let here: Vec<usize> = (0..volunteers.len())
        .filter(|i| volunteers[*i].hamlets.iter().any(|h| h == hamlet))
        .collect();
    SyntheticHousehold {
        profile,
        category: head.category,
        statuses: statuses::draw(rng, &situation, year),
        deprivations: circumstances::deprivations(rng, &situation, &circumstances),
        circumstances,
        work_by: pick(rng, &here),
        visits: Vec::new(),
        handovers: Vec::new(),
        proposals: Vec::new(),
    }
}

/// Personal numbers and phones given out, each once.
#[derive(Default)]
struct Numbers(BTreeSet<String>);

impl Numbers {
    /// `000`, century and sex, two digits of the year, six of chance.
    fn national_id(&mut self, rng: &mut impl RngCore, head: &Head) -> String {
        let birth_year = head.birth.year();
        let century = if birth_year < 2000 { 0 } else { 2 };
        let sex = match head.gender {
            Gender::Male => 0,
            Gender::Female => 1,
        };
        let digits = format!("{}{:02}", century + sex, birth_year.rem_euclid(100));
        self.unused(rng, &format!("{NATIONAL_ID_PREFIX}{digits}"))
    }

    fn phone(&mut self, rng: &mut impl RngCore) -> String {
        self.unused(rng, PHONE_PREFIX)
    }

    fn unused(&mut self, rng: &mut impl RngCore, prefix: &str) -> String {
        loop {
            let number = format!("{prefix}{:06}", below(rng, 1_000_000));
            if self.0.insert(number.clone()) {
                return number;
            }
        }
    }
}
