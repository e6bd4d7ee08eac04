//! All spellings of a file side by side, so that each place gets one name.

use std::collections::{BTreeMap, BTreeSet};

use super::{Spelling, Unit, is_ordinal};

/// All spellings met in a file, so that each place gets one name.
#[derive(Debug, Default)]
pub(in crate::import) struct Registry {
    groups: BTreeMap<String, Vec<(Spelling, u32)>>,
    /// Keys of hamlets with many rows.
    frequent: BTreeSet<String>,
}

/// Uses of a name that may be a slip of the pen.
const FEW: u32 = 2;
/// Uses of a name that is surely one.
const MANY: u32 = 5;

/// A hamlet after all spellings were compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::import) struct Resolved {
    /// The nicest spelling.
    pub(in crate::import) name: String,
    /// Two kinds of hamlet have this name, and this row does not say which.
    pub(in crate::import) is_unclear: bool,
    /// It is a number or letter, and nothing says of what.
    pub(in crate::import) is_only_a_number: bool,
    /// A hamlet of many rows that differs by one letter from this one of few.
    pub(in crate::import) resembles: Option<String>,
}

impl Registry {
    /// Counts one use of a spelling.
    pub(in crate::import) fn add(&mut self, spelling: &Spelling) {
        let group = self.groups.entry(spelling.key.clone()).or_default();
        match group.iter_mut().find(|(known, _)| known == spelling) {
            Some((_, count)) => *count += 1,
            None => group.push((spelling.clone(), 1)),
        }
        if uses(group) == MANY {
            self.frequent.insert(spelling.key.clone());
        }
    }

    /// The one name of the place a spelling means.
    pub(in crate::import) fn resolve(&self, spelling: &Spelling) -> Resolved {
        let group = self
            .groups
            .get(&spelling.key)
            .map_or(&[][..], Vec::as_slice);
        let mut units: Vec<Unit> = group.iter().filter_map(|(known, _)| known.unit).collect();
        units.sort_unstable();
        units.dedup();
        let is_unclear = spelling.unit.is_none() && units.len() > 1;
        let unit = if units.len() == 1 {
            units.first().copied()
        } else {
            spelling.unit
        };
        let name = group
            .iter()
            .filter(|(known, _)| known.unit == unit)
            .max_by_key(|(known, count)| {
                let marks = known.shown.chars().filter(|c| !c.is_ascii()).count();
                let begins_big = known.shown.starts_with(char::is_uppercase);
                (
                    !known.was_capitals,
                    marks,
                    *count,
                    begins_big,
                    known.shown.as_str(),
                )
            })
            .map_or_else(|| spelling.shown.clone(), |(known, _)| known.shown.clone());
        Resolved {
            name,
            is_unclear,
            is_only_a_number: unit.is_none() && is_ordinal(&spelling.key),
            resembles: self.resembling(&spelling.key),
        }
    }

    fn resembling(&self, key: &str) -> Option<String> {
        if uses(self.groups.get(key)?) > FEW {
            return None;
        }
        let other = self.frequent.iter().find(|other| is_slip(key, other))?;
        let (known, _) = self.groups.get(other)?.first()?;
        Some(known.shown.clone())
    }
}

fn uses(group: &[(Spelling, u32)]) -> u32 {
    group.iter().map(|(_, count)| count).sum()
}

/// One letter wrong, missing, too many or in the wrong place, in one word of letters.
pub(super) fn is_slip(one: &str, other: &str) -> bool {
    let (one, other): (Vec<_>, Vec<_>) = (one.split(' ').collect(), other.split(' ').collect());
    let mut differing = one.iter().zip(&other).filter(|(a, b)| a != b);
    let (Some((a, b)), None) = (differing.next(), differing.next()) else {
        return false;
    };
    let is_name = |word: &str| word.len() >= 3 && word.bytes().all(|b| b.is_ascii_lowercase());
    one.len() == other.len() && is_name(a) && is_name(b) && is_one_edit(a.as_bytes(), b.as_bytes())
}

pub(in crate::import) fn is_one_edit(a: &[u8], b: &[u8]) -> bool {
    let same_start = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[same_start..], &b[same_start..]);
    match (a, b) {
        ([_, rest_a @ ..], [_, rest_b @ ..]) if rest_a == rest_b => true,
        ([_, rest_a @ ..], b) if rest_a == b => true,
        (a, [_, rest_b @ ..]) if a == rest_b => true,
        ([a0, a1, rest_a @ ..], [b0, b1, rest_b @ ..]) => a0 == b1 && a1 == b0 && rest_a == rest_b,
        _ => false,
    }
}
