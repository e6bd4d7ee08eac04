//! What is going to be said, as typed.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{HamletMoved, OrganisationRole, Register, Said, Statement, is_same, is_struck};
use crate::field::{FieldError, FieldErrors, Problem};
use crate::id::DocId;
use crate::limits::LINE_CHARS_MAX;
use crate::time::LocalDate;
use crate::unit;

/// What is known when something is said.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// Everything that was said before.
    pub statements: &'a [Statement],
    /// Hamlets of the household list, as they are written there.
    pub in_use: &'a BTreeSet<String>,
    /// Old communes the unit was made of (`crate::unit::made_of`).
    pub made_of: &'a [unit::Former],
    /// Today.
    pub today: LocalDate,
}

/// What is going to be said, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum SaidDraft {
    /// A hamlet is there.
    HamletFrom {
        /// Its name.
        name: String,
        /// First day.
        from: LocalDate,
        /// By which decision.
        document: String,
    },
    /// Households of one hamlet belong to another one.
    HamletMoved(HamletChange),
    /// An organisation has this role.
    Organisation {
        /// Its name.
        name: String,
        /// What it is.
        role: Option<OrganisationRole>,
        /// First day.
        from: LocalDate,
    },
    /// An organisation is no more.
    OrganisationUntil {
        /// Its name.
        name: String,
        /// Last day.
        until: LocalDate,
    },
    /// Of an old commune that was split these hamlets came to the unit.
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
        /// Why.
        reason: String,
    },
}

/// What became of a hamlet, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HamletChange {
    /// The hamlet.
    pub hamlet: String,
    /// What its households belong to now.
    pub into: String,
    /// First day.
    pub from: LocalDate,
    /// By which decision.
    pub document: String,
    /// Whether the hamlet is no more.
    pub ends: bool,
    /// These of its households; none for all.
    pub households: Option<Vec<DocId>>,
}

impl SaidDraft {
    /// What is said, or every field's problem. The households that are moved are not filled in yet.
    pub fn read(&self, known: Known<'_>) -> Result<Said, Vec<FieldError>> {
        let mut errors = FieldErrors::default();
        let said = match self {
            Self::HamletFrom {
                name,
                from,
                document,
            } => Said::HamletFrom {
                name: known.new_hamlet(&mut errors, name),
                from: known.past(&mut errors, "from", *from),
                document: errors.text("document", document, LINE_CHARS_MAX),
            },
            Self::HamletMoved(change) => Said::HamletMoved(change.read(known, &mut errors)),
            Self::Organisation { name, role, from } => Said::Organisation {
                name: known.new_organisation(&mut errors, name, *role),
                role: role.unwrap_or_else(|| {
                    errors.add("role", Problem::Missing);
                    OrganisationRole::Charity
                }),
                from: known.past(&mut errors, "from", *from),
            },
            Self::OrganisationUntil { name, until } => {
                let register = Register::of(known.statements);
                let mut standing = register.organisations.iter().filter(|o| o.until.is_none());
                match standing.find(|one| is_same(&one.name, name)) {
                    None => errors.add("name", Problem::Unknown),
                    Some(one) if *until < one.from => errors.add("until", Problem::TooEarly),
                    Some(_) => {}
                }
                Said::OrganisationUntil {
                    name: name.clone(),
                    until: known.past(&mut errors, "until", *until),
                }
            }
            Self::CameFrom { former, hamlets } => {
                let is_it = |one: &&unit::Former| one.unit.code == former;
                let split = known.made_of.iter().find(is_it);
                if split.is_none_or(|one| !one.asks_for_hamlets(known.made_of)) {
                    errors.add("former", Problem::Unknown);
                }
                let register = Register::of(known.statements);
                if hamlets.is_empty() {
                    errors.add("hamlets", Problem::Missing);
                } else if !hamlets.iter().all(|name| known.has_hamlet(&register, name)) {
                    errors.add("hamlets", Problem::Unknown);
                }
                Said::CameFrom {
                    former: former.clone(),
                    hamlets: hamlets.clone(),
                }
            }
            Self::Struck { n, reason } => Said::Struck {
                n: known.standing_statement(&mut errors, *n),
                reason: errors.needed("reason", reason, LINE_CHARS_MAX),
            },
        };
        errors.finish(said)
    }
}

impl HamletChange {
    fn read(&self, known: Known<'_>, errors: &mut FieldErrors) -> HamletMoved {
        let register = Register::of(known.statements);
        let hamlet = errors.needed("hamlet", &self.hamlet, LINE_CHARS_MAX);
        let into = errors.needed("into", &self.into, LINE_CHARS_MAX);
        let moved = HamletMoved {
            hamlet: known.as_written(&register, hamlet),
            into: known.as_written(&register, into),
            from: known.past(errors, "from", self.from),
            document: errors.text("document", &self.document, LINE_CHARS_MAX),
            ends: self.ends,
            begins: false,
            households: Vec::new(),
        };
        let moved = HamletMoved {
            begins: !known.has_hamlet(&register, &moved.into),
            ..moved
        };
        if !moved.hamlet.is_empty() && !known.has_hamlet(&register, &moved.hamlet) {
            errors.add("hamlet", Problem::Unknown);
        }
        if !moved.into.is_empty() && is_same(&moved.hamlet, &moved.into) {
            errors.add("into", Problem::Unchanged);
        } else if register.is_former(&moved.into) {
            // Whoever means a hamlet that came back says first that it is there again.
            errors.add("into", Problem::Gone);
        }
        let named = register.hamlets.iter().rev();
        let mut named = named.filter(|hamlet| is_same(&hamlet.name, &moved.hamlet));
        // Whoever ends was there for a day at least.
        let is_early = |from: LocalDate| moved.from < from || (moved.ends && moved.from == from);
        if named
            .next()
            .and_then(|hamlet| hamlet.from)
            .is_some_and(is_early)
        {
            errors.add("from", Problem::TooEarly);
        }
        if self.households.as_ref().is_some_and(Vec::is_empty) && !self.ends {
            errors.add("households", Problem::Missing);
        }
        moved
    }
}

impl Known<'_> {
    fn past(&self, errors: &mut FieldErrors, field: &str, day: LocalDate) -> LocalDate {
        if day > self.today {
            errors.add(field, Problem::InFuture);
        }
        day
    }

    /// A hamlet's name as it is written already, if it is.
    fn as_written(&self, register: &Register, name: String) -> String {
        let said = register.hamlets.iter().map(|hamlet| &hamlet.name);
        let mut written = self.in_use.iter().chain(said);
        written
            .find(|known| is_same(known, &name))
            .cloned()
            .unwrap_or(name)
    }

    fn has_hamlet(&self, register: &Register, name: &str) -> bool {
        let is_said = register.hamlets.iter().any(|h| is_same(&h.name, name));
        is_said || self.in_use.iter().any(|used| is_same(used, name))
    }

    fn new_hamlet(&self, errors: &mut FieldErrors, name: &str) -> String {
        let name = errors.needed("name", name, LINE_CHARS_MAX);
        let register = Register::of(self.statements);
        if self.has_hamlet(&register, &name) && !register.is_former(&name) {
            errors.add("name", Problem::Taken);
        }
        name
    }

    fn new_organisation(
        &self,
        errors: &mut FieldErrors,
        name: &str,
        role: Option<OrganisationRole>,
    ) -> String {
        let name = errors.needed("name", name, LINE_CHARS_MAX);
        let register = Register::of(self.statements);
        let mut standing = register.organisations.iter().filter(|o| o.until.is_none());
        if standing.any(|one| is_same(&one.name, &name) && Some(one.role) == role) {
            errors.add("name", Problem::Taken);
        }
        name
    }

    fn standing_statement(&self, errors: &mut FieldErrors, n: u64) -> u64 {
        let said = self.statements.iter().find(|statement| statement.n == n);
        let stands = said.is_some_and(|statement| match statement.said {
            Said::HamletFrom { .. }
            | Said::HamletMoved(_)
            | Said::Organisation { .. }
            | Said::OrganisationUntil { .. }
            | Said::CameFrom { .. } => !is_struck(self.statements, n),
            Said::Struck { .. } => false,
        });
        if !stands {
            errors.add("n", Problem::Unknown);
        }
        n
    }
}
