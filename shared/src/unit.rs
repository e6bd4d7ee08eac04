//! The communes and wards of Cần Thơ: which there are on a date, and what became of the old ones.
//!
//! Codes and names were reused on 1/7/2025: code 31135 was phường Tân An and is phường Ninh Kiều,
//! and today's phường Tân An lies elsewhere. So every question has a date, and a search by an old
//! name says which old unit it means. How the table was made stands at its head.
//!
//! The old half of the table is how things stood on 30/6/2025; earlier changes are not in it.

mod table;
pub mod tree;

use crate::text::fold;
use crate::time::LocalDate;

pub use table::Share;
use table::{are_new_on, lines};

/// A unit of the lowest level with a code of its own; hamlets have none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// Five digits. Means nothing without a date.
    pub code: &'static str,
    /// With its kind: "Phường Ninh Kiều".
    pub name: &'static str,
    /// What it lies in, nearest first.
    pub within: Vec<&'static str>,
}

/// Whether a code is that of a unit which only keeps other units: it has no households of its own.
pub fn keeps_units(code: &str) -> bool {
    code == table::CITY.code
}

/// A unit until 30/6/2025, and how much of it went over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Former {
    /// As it was.
    pub unit: Unit,
    /// All of it or some; of a split unit the hamlet must be asked.
    pub share: Share,
}

/// What today's unit of this code was made of, in the table's order.
pub fn made_of(code: &str) -> Vec<Former> {
    let lines = lines().filter(|line| line.code == code);
    lines.map(|line| line.former()).collect()
}

impl Former {
    /// Whether somebody has to say which hamlets came from it, in a unit that was made of these.
    pub fn asks_for_hamlets(&self, made_of: &[Self]) -> bool {
        self.share == Share::Part || made_of.len() > 1
    }
}

/// One of today's units that answers a search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Today's unit.
    pub unit: Unit,
    /// The old units that were meant; empty when today's was.
    pub through: Vec<Former>,
}

/// The name of the unit that had this code on that day; also of the city that all of them lie in.
pub fn name_of(code: &str, on: LocalDate) -> Option<&'static str> {
    if code == table::CITY.code {
        return Some(table::CITY.name);
    }
    lines()
        .map(|line| line.on(on))
        .find(|(held, _)| *held == code)
        .map(|(_, name)| name)
}

/// The units there were on that day, by code.
pub fn communes(on: LocalDate) -> Vec<Unit> {
    let mut units: Vec<Unit> = lines()
        .map(|line| {
            if are_new_on(on) {
                line.unit()
            } else {
                line.old_unit()
            }
        })
        .collect();
    units.sort_unstable_by_key(|unit| unit.code);
    units.dedup();
    units
}

/// Today's units for what somebody typed, with or without marks: by code or name, or by an old code
/// or name; district and province narrow it. Nearest first; nothing for nothing.
pub fn search(query: &str) -> Vec<Found> {
    let query = fold(query).replace("tp ", CITY);
    if query.is_empty() {
        return Vec::new();
    }
    let mut found: Vec<(Nearness, Found)> = Vec::new();
    let city = table::CITY.unit();
    if let Some(nearness) = Nearness::of(&query, &city) {
        let through = Vec::new();
        found.push((
            nearness,
            Found {
                unit: city,
                through,
            },
        ));
    }
    for line in lines() {
        let now = Nearness::of(&query, &line.unit());
        let before = Nearness::of(&query, &line.old_unit());
        let Some(nearness) = now.into_iter().chain(before).min() else {
            continue;
        };
        let former = (now != Some(nearness)).then(|| line.former());
        match found.iter_mut().find(|(_, f)| f.unit.code == line.code) {
            Some((known, entry)) => {
                *known = nearness.min(*known);
                entry.through.extend(former);
            }
            None => found.push((
                nearness,
                Found {
                    unit: line.unit(),
                    through: former.into_iter().collect(),
                },
            )),
        }
    }
    // Of two that are equally near, today's unit comes before what was called so once.
    found.sort_by_key(|(nearness, f)| (*nearness, !f.through.is_empty(), f.unit.code));
    found.into_iter().map(|(_, f)| f).collect()
}

/// Its first word begins too many names to be found in every unit of a city.
const CITY: &str = "thanh pho ";

/// How well a unit answers; the first is the best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Nearness {
    Code,
    WholeName,
    NameWithoutKind,
    NameBegins,
    Words,
}

impl Nearness {
    fn of(folded_query: &str, unit: &Unit) -> Option<Self> {
        let query = folded_query;
        let name = fold(unit.name);
        let bare = without_kind(&name);
        let whole = format!("{name} {}", fold(&unit.within.join(" "))).replace(CITY, "");
        let begins_a_word = |typed: &str| whole.split(' ').any(|word| word.starts_with(typed));
        if unit.code == query {
            Some(Self::Code)
        } else if name == query {
            Some(Self::WholeName)
        } else if bare == query {
            Some(Self::NameWithoutKind)
        } else if bare.starts_with(query) || name.starts_with(query) {
            Some(Self::NameBegins)
        } else if query.replace(CITY, "").split(' ').all(begins_a_word) {
            Some(Self::Words)
        } else {
            None
        }
    }
}

/// "phuong ninh kieu" is looked for as "ninh kieu".
fn without_kind(folded_name: &str) -> &str {
    ["phuong ", "xa ", "thi tran ", CITY]
        .iter()
        .find_map(|kind| folded_name.strip_prefix(kind))
        .unwrap_or(folded_name)
}

#[cfg(test)]
mod tests;
