//! What a unit says of its hamlets (ấp, khu vực) and of the organisations it works with: dated
//! statements that are added to and never changed. The register is what they come to.
//!
//! A hamlet that is on the household list needs no statement. What has to be said is what a list does
//! not show: that a hamlet is new, what one became, and from which day.

mod draft;
mod names;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::codes;
use crate::id::DocId;
use crate::text::nfc;
use crate::time::{LocalDate, Timestamp};

pub use draft::{HamletChange, Known, SaidDraft};
pub use names::{Former, FormerCommune, Names};

codes!(
    /// What an organisation is in the Front's work.
    OrganisationRole {
        /// Ủy ban Mặt trận Tổ quốc.
        Front = "front",
        /// Tổ chức chính trị - xã hội, đoàn thể: Nông dân, Phụ nữ, Cựu chiến binh, Đoàn, Công đoàn.
        Union = "union",
        /// Cơ quan Đảng.
        Party = "party",
        /// Cơ quan nhà nước, đơn vị, trường học, lực lượng vũ trang.
        Agency = "agency",
        /// Doanh nghiệp, hợp tác xã.
        Business = "business",
        /// Tổ chức tôn giáo, cơ sở thờ tự.
        Religious = "religious",
        /// Hội, nhóm thiện nguyện và khác.
        Charity = "charity",
    }
);

/// What was said once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Said {
    /// A hamlet is there.
    HamletFrom {
        /// Its name.
        name: String,
        /// First day.
        from: LocalDate,
        /// By which decision; may be empty.
        document: String,
    },
    /// Households of one hamlet belong to another one.
    HamletMoved(HamletMoved),
    /// An organisation has this role.
    Organisation {
        /// Its name.
        name: String,
        /// What it is.
        role: OrganisationRole,
        /// First day.
        from: LocalDate,
    },
    /// An organisation is no more, or works with the unit no more.
    OrganisationUntil {
        /// Its name.
        name: String,
        /// Last day.
        until: LocalDate,
    },
    /// Of an old commune that was split these hamlets came to the unit. Said again, it takes the place of
    /// what was said before.
    CameFrom {
        /// Code of the old commune.
        former: String,
        /// The hamlets.
        hamlets: Vec<String>,
    },
    /// An earlier statement does not hold.
    Struck {
        /// Its number.
        n: u64,
        /// Why, in a person's words.
        reason: String,
    },
}

/// Households of one hamlet belong to another one: it was given another name, united with others, or
/// parted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HamletMoved {
    /// The hamlet they are of.
    pub hamlet: String,
    /// The one they belong to now.
    pub into: String,
    /// First day.
    pub from: LocalDate,
    /// By which decision; may be empty.
    pub document: String,
    /// Whether the first hamlet is no more.
    pub ends: bool,
    /// Whether the other one begins by this: nobody knew of it before.
    #[serde(default)]
    pub begins: bool,
    /// The households whose record was changed by this statement.
    pub households: Vec<DocId>,
}

/// A statement, and who made it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// Its number within the unit, from 1.
    pub n: u64,
    /// Who, by name.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// What.
    pub said: Said,
}

/// A hamlet for the time of one name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hamlet {
    /// The name.
    pub name: String,
    /// First day, where that was said.
    pub from: Option<LocalDate>,
    /// Last day; none while it is there.
    pub until: Option<LocalDate>,
    /// Where its households went, in the order in which that was said.
    pub became: Vec<String>,
}

/// An organisation for the time of one role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organisation {
    /// Its name.
    pub name: String,
    /// What it is.
    pub role: OrganisationRole,
    /// First day.
    pub from: LocalDate,
    /// Last day; none while it is there.
    pub until: Option<LocalDate>,
}

/// What all statements of a unit come to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Register {
    /// Hamlets of which anything was said, in that order; one that came back stands twice.
    pub hamlets: Vec<Hamlet>,
    /// Organisations, in the order in which they were named.
    pub organisations: Vec<Organisation>,
    /// Hamlets that came from old communes which were split, by the old commune's code.
    pub came_from: BTreeMap<String, Vec<String>>,
}

impl Register {
    /// What the statements come to, in their order; those that were struck count for nothing.
    pub fn of(statements: &[Statement]) -> Self {
        let mut register = Self::default();
        for statement in statements {
            if !is_struck(statements, statement.n) {
                register.hear(&statement.said);
            }
        }
        register
    }

    /// Whether a hamlet of this name was said to be no more.
    pub fn is_former(&self, name: &str) -> bool {
        let mut named = self.hamlets.iter().filter(|h| is_same(&h.name, name));
        named
            .next_back()
            .is_some_and(|hamlet| hamlet.until.is_some())
    }

    /// What the hamlets of a name that is no more are called now, in the order in which that was said;
    /// nothing for a name that is not known or still stands.
    pub fn now_called(&self, name: &str) -> Vec<&str> {
        let mut found = Vec::new();
        self.follow(name, &mut Vec::new(), &mut found);
        found
    }

    /// Names of hamlets that are no more and became, sooner or later, the one of this name.
    pub fn once_called(&self, name: &str) -> Vec<&str> {
        let mut found: Vec<&str> = Vec::new();
        for hamlet in self.hamlets.iter().filter(|hamlet| hamlet.until.is_some()) {
            let is_of_it = || {
                self.now_called(&hamlet.name)
                    .iter()
                    .any(|now| is_same(now, name))
            };
            if !found.contains(&hamlet.name.as_str()) && is_of_it() {
                found.push(&hamlet.name);
            }
        }
        found
    }

    /// Organisations that are there on that day.
    pub fn organisations_on(&self, on: LocalDate) -> impl Iterator<Item = &Organisation> {
        let holds = move |one: &&Organisation| one.until.is_none_or(|until| on <= until);
        self.organisations.iter().filter(holds)
    }

    fn follow<'a>(&'a self, name: &str, seen: &mut Vec<&'a str>, found: &mut Vec<&'a str>)
    where
        Self: 'a,
    {
        if !self.is_former(name) {
            return;
        }
        let last = self.hamlets.iter().rev().find(|h| is_same(&h.name, name));
        for next in last.iter().flat_map(|hamlet| &hamlet.became) {
            if seen.iter().any(|known| is_same(known, next)) {
                continue;
            }
            seen.push(next);
            if self.is_former(next) {
                self.follow(next, seen, found);
            } else {
                found.push(next);
            }
        }
    }

    fn hear(&mut self, said: &Said) {
        match said {
            Said::HamletFrom { name, from, .. } => self.open(name, Some(*from), true),
            Said::HamletMoved(moved) => self.hear_moved(moved),
            Said::Organisation { name, role, from } => {
                let before = from.days() - 1;
                for one in self.standing(name) {
                    one.until = Some(LocalDate::from_days(before.max(one.from.days())));
                }
                self.organisations.push(Organisation {
                    name: name.clone(),
                    role: *role,
                    from: *from,
                    until: None,
                });
            }
            Said::OrganisationUntil { name, until } => {
                for one in self.standing(name) {
                    one.until = Some(*until);
                }
            }
            Said::CameFrom { former, hamlets } => {
                self.came_from.insert(former.clone(), hamlets.clone());
            }
            Said::Struck { .. } => {}
        }
    }

    fn hear_moved(&mut self, moved: &HamletMoved) {
        self.open(&moved.hamlet, None, false);
        self.open(&moved.into, moved.begins.then_some(moved.from), true);
        let last = self.hamlets.iter_mut().rev();
        let mut named = last.filter(|hamlet| is_same(&hamlet.name, &moved.hamlet));
        if let Some(hamlet) = named.next() {
            if !hamlet
                .became
                .iter()
                .any(|known| is_same(known, &moved.into))
            {
                hamlet.became.push(moved.into.clone());
            }
            // What was moved late does not change the day.
            if moved.ends && hamlet.until.is_none() {
                hamlet.until = Some(LocalDate::from_days(moved.from.days() - 1));
            }
        }
    }

    /// Has a hamlet of this name that is there. One that is no more comes back only where `comes_back`:
    /// households that were written down under its name are moved from it again.
    fn open(&mut self, name: &str, from: Option<LocalDate>, comes_back: bool) {
        let is_it = |hamlet: &Hamlet| is_same(&hamlet.name, name);
        let has_it = |hamlet: &Hamlet| is_it(hamlet) && (hamlet.until.is_none() || !comes_back);
        if self.hamlets.iter().any(has_it) {
            return;
        }
        self.hamlets.push(Hamlet {
            name: name.to_owned(),
            from,
            until: None,
            became: Vec::new(),
        });
    }

    fn standing<'a>(&'a mut self, name: &'a str) -> impl Iterator<Item = &'a mut Organisation> {
        let all = self.organisations.iter_mut();
        all.filter(move |one| one.until.is_none() && is_same(&one.name, name))
    }
}

/// Whether two names are one, however they are spelt in capitals. Marks tell names apart: ấp Thạnh is
/// not ấp Thành.
pub fn is_same(one: &str, other: &str) -> bool {
    one == other || nfc(one).to_lowercase() == nfc(other).to_lowercase()
}

/// Whether a statement was struck.
pub fn is_struck(statements: &[Statement], n: u64) -> bool {
    statements
        .iter()
        .any(|later| matches!(&later.said, Said::Struck { n: struck, .. } if *struck == n))
}
