//! Which records of a commune may be one household: for the office, which looks at all of them at
//! once. Only records that share something are compared, so a commune of thousands takes no time.

use std::collections::BTreeMap;

use super::name::Name;
use super::{BIRTH_YEARS_APART_MAX, Lookalike, PHONE_DIGITS_MIN, Reason, national_id};
use crate::household::{Profile, ProfileField};
use crate::id::DocId;
use crate::text::fold;
use crate::time::PartialDate;

/// A number that more households have belongs to none of them: the hamlet's head, a neighbour.
const PHONE_HOUSEHOLDS_MAX: usize = 3;

/// What is compared of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Described {
    /// The record.
    pub id: DocId,
    /// Head of the household.
    pub head_name: String,
    /// Ấp or khu vực.
    pub hamlet: String,
    /// Year the head was born.
    pub birth_year: Option<i32>,
    /// Personal number.
    pub national_id: String,
    /// Folded words a search looks in ([`crate::row::HouseholdRow::search`]).
    pub search: String,
}

/// Two records that may be one household.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suspect {
    /// The one with the smaller id, which is the older one.
    pub first: DocId,
    /// The other.
    pub second: DocId,
    /// Why, the strongest first.
    pub reasons: Vec<Reason>,
    /// How much they look alike: 100 or more is hardly chance.
    pub score: u32,
}

/// Records that may be the household somebody describes, the likeliest first; what is not known of it
/// says nothing.
pub fn lookalikes_of(profile: &Profile, described: &[Described]) -> Vec<Lookalike> {
    // Greater than any that is made, so it is the second of every pair.
    let candidate = DocId::from_bytes([0xff; 16]);
    let get = |field: ProfileField| profile.get(field).to_owned();
    let mut all = described.to_vec();
    all.push(Described {
        id: candidate,
        head_name: get(ProfileField::HeadName),
        hamlet: get(ProfileField::Hamlet),
        birth_year: profile.birth().map(PartialDate::year),
        national_id: get(ProfileField::NationalId),
        search: super::phone(profile.get(ProfileField::Phone)).unwrap_or_default(),
    });
    let pairs = suspects(&all).into_iter();
    let of_candidate = pairs.filter(|pair| pair.second == candidate);
    of_candidate
        .map(|pair| Lookalike {
            id: pair.first,
            reasons: pair.reasons,
            score: pair.score,
        })
        .collect()
}

/// A year of birth that both records have makes chance less likely.
const SAME_BIRTH_YEAR_SCORE: u32 = 30;

/// Every pair of records that may be one household, the likeliest first. Two people of one name in one
/// hamlet who were born years apart are two people.
pub fn suspects(described: &[Described]) -> Vec<Suspect> {
    let mut reasons: BTreeMap<(DocId, DocId), Vec<Reason>> = BTreeMap::new();
    let by_id: BTreeMap<DocId, &Described> = described.iter().map(|d| (d.id, d)).collect();
    let mut note = |reason: Reason, a: &Described, b: &Described| {
        let found = reasons.entry((a.id.min(b.id), a.id.max(b.id)));
        let found = found.or_default();
        if !found.contains(&reason) {
            found.push(reason);
        }
    };
    for group in grouped(described, |d| national_id(&d.national_id)) {
        each_pair(&group, |a, b| note(Reason::NationalId, a, b));
    }
    for group in grouped(described, |d| phone_in(&d.search).map(str::to_owned)) {
        if group.len() <= PHONE_HOUSEHOLDS_MAX {
            each_pair(&group, |a, b| note(Reason::Phone, a, b));
        }
    }
    for hamlet in grouped(described, |d| {
        Some(fold(&d.hamlet)).filter(|h| !h.is_empty())
    }) {
        in_hamlet(&hamlet, &mut note);
    }
    let card = |id: DocId| by_id.get(&id).and_then(|d| national_id(&d.national_id));
    let mut suspects: Vec<Suspect> = reasons
        .into_iter()
        .filter(|((first, second), _)| !are_two_cards(card(*first), card(*second)))
        .map(|((first, second), mut reasons)| {
            reasons.sort_unstable();
            let born = |id| by_id.get(&id).and_then(|d| d.birth_year);
            let same_year = born(first).is_some() && born(first) == born(second);
            let score: u32 = reasons.iter().map(|reason| reason.score()).sum();
            Suspect {
                first,
                second,
                reasons,
                score: score + if same_year { SAME_BIRTH_YEAR_SCORE } else { 0 },
            }
        })
        .collect();
    suspects.sort_by_key(|s| (std::cmp::Reverse(s.score), s.first, s.second));
    suspects
}

/// Who is called the same, or nearly so and born in the same year or next to it.
fn in_hamlet<'a>(
    hamlet: &[&'a Described],
    note: &mut impl FnMut(Reason, &'a Described, &'a Described),
) {
    let names: BTreeMap<DocId, Name> = hamlet
        .iter()
        .map(|d| (d.id, Name::new(&fold(&d.head_name))))
        .filter(|(_, name)| name.is_whole())
        .collect();
    let mut by_name: BTreeMap<&[char], Vec<&Described>> = BTreeMap::new();
    let mut by_year: BTreeMap<i32, Vec<&Described>> = BTreeMap::new();
    for one in hamlet {
        if let Some(name) = names.get(&one.id) {
            by_name.entry(name.chars()).or_default().push(*one);
            if let Some(year) = one.birth_year {
                by_year.entry(year).or_default().push(*one);
            }
        }
    }
    for group in by_name.values() {
        each_pair(group, |a, b| {
            let apart = a.birth_year.zip(b.birth_year).map(|(a, b)| a.abs_diff(b));
            if apart.is_none_or(|years| years <= BIRTH_YEARS_APART_MAX) {
                note(Reason::SameName, a, b);
            }
        });
    }
    let mut compare = |a: &'a Described, b: &'a Described| {
        let (mine, theirs) = (&names[&a.id], &names[&b.id]);
        if mine != theirs && mine.is_nearly(theirs) {
            note(Reason::SimilarName, a, b);
        }
    };
    for (year, group) in &by_year {
        each_pair(group, &mut compare);
        let next = by_year.get(&(year + 1)).map_or(&[][..], Vec::as_slice);
        for a in group {
            for b in next {
                compare(a, b);
            }
        }
    }
}

/// Two whole numbers of one kind that differ by more than a slip of the pen are two people's.
fn are_two_cards(one: Option<String>, other: Option<String>) -> bool {
    one.zip(other).is_some_and(|(one, other)| {
        let differing = one.bytes().zip(other.bytes()).filter(|(a, b)| a != b);
        one.len() == other.len() && differing.count() > 1
    })
}

/// The only long number among a record's words: its phone.
fn phone_in(search: &str) -> Option<&str> {
    let is_number = |word: &&str| {
        word.len() >= PHONE_DIGITS_MIN && word.bytes().all(|byte| byte.is_ascii_digit())
    };
    search.split_whitespace().find(is_number)
}

fn grouped(
    described: &[Described],
    key: impl Fn(&Described) -> Option<String>,
) -> impl Iterator<Item = Vec<&Described>> {
    let mut groups: BTreeMap<String, Vec<&Described>> = BTreeMap::new();
    for one in described {
        if let Some(key) = key(one) {
            groups.entry(key).or_default().push(one);
        }
    }
    groups.into_values().filter(|group| group.len() > 1)
}

fn each_pair<'a>(group: &[&'a Described], mut pair: impl FnMut(&'a Described, &'a Described)) {
    for (i, a) in group.iter().enumerate() {
        for b in &group[i + 1..] {
            pair(a, b);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn described(n: u8, head_name: &str, hamlet: &str, birth_year: Option<i32>) -> Described {
        Described {
            id: DocId::from_bytes([n; 16]),
            head_name: head_name.into(),
            hamlet: hamlet.into(),
            birth_year,
            national_id: String::new(),
            search: fold(&format!("{head_name} {hamlet} số 12")),
        }
    }

    fn pairs(ward: &[Described]) -> Vec<(u8, u8, Vec<Reason>, u32)> {
        let of = |id: DocId| id.as_bytes()[0];
        suspects(ward)
            .into_iter()
            .map(|s| (of(s.first), of(s.second), s.reasons, s.score))
            .collect()
    }

    #[test]
    fn the_office_is_shown_who_was_written_down_twice_the_likeliest_first() {
        let mut ward = vec![
            described(1, "Đặng Thị Hòa", "Ấp 1", Some(1960)),
            described(2, "ĐẶNG THỊ HOÀ", "ấp 1", Some(1960)),
            described(3, "Đặng Thị Hoàn", "Ấp 1", Some(1961)),
            described(4, "Đặng Thị Hòa", "Ấp 1", Some(1990)),
            described(5, "Đặng Thị Hòa", "Ấp 2", Some(1960)),
            described(6, "Trần Văn Ba", "Ấp 1", None),
            described(7, "Trần Văn Tám", "Ấp 2", None),
        ];
        ward[5].national_id = "000160123456".into();
        ward[6].national_id = "160123456".into();
        assert!(pairs(&ward[5..]).is_empty(), "two cards of different kinds");
        ward[6].national_id = "000160123456".into();
        assert_eq!(
            pairs(&ward),
            [
                (6, 7, vec![Reason::NationalId], 100),
                (1, 2, vec![Reason::SameName], 80),
                (1, 3, vec![Reason::SimilarName], 30),
                (2, 3, vec![Reason::SimilarName], 30),
            ]
        );
    }

    #[test]
    fn two_people_of_one_name_with_a_card_each_are_two_and_a_slip_of_the_pen_is_none() {
        let mut two = [
            described(1, "Châu Thị Xuân", "Ấp 4", Some(1975)),
            described(2, "Châu Thị Xuân", "Ấp 4", Some(1976)),
        ];
        assert_eq!(pairs(&two).len(), 1);
        two[0].national_id = "000175123968".into();
        two[1].national_id = "000176457164".into();
        assert!(pairs(&two).is_empty());
        two[1].national_id = "000175123988".into();
        assert_eq!(pairs(&two).len(), 1);
    }

    #[test]
    fn a_phone_that_half_a_hamlet_gives_says_nothing_and_one_of_two_does() {
        let with = |n: u8, name: &str, phone: &str| Described {
            search: format!("{name} {phone}"),
            ..described(n, name, "Ấp 1", None)
        };
        let two = [
            with(1, "Lê A", "0900000001"),
            with(2, "Phạm B", "0900000001"),
        ];
        assert_eq!(pairs(&two), [(1, 2, vec![Reason::Phone], 20)]);
        let many: Vec<Described> = (1..=4)
            .map(|n| with(n, &format!("Nguyễn Văn {n}"), "0900000001"))
            .collect();
        assert!(pairs(&many).is_empty());
    }
}
