//! What a phone is told of the register: what its household list does not show by itself.

use std::collections::BTreeSet;

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::{Register, is_same};
use crate::text::fold;
use crate::time::LocalDate;
use crate::unit;

/// Names of a unit's register.
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
pub struct Names {
    /// Hamlets that were said to be there, in that order.
    #[n(0)]
    pub hamlets: Vec<String>,
    /// Hamlets that are no more.
    #[n(1)]
    pub former: Vec<Former>,
    /// Organisations that are there, in the order in which they were named.
    #[n(2)]
    pub organisations: Vec<String>,
    /// Old communes that the unit was made of.
    #[n(3)]
    pub communes: Option<Vec<FormerCommune>>,
}

/// An old commune of which households came to the unit.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
pub struct FormerCommune {
    /// What it was called.
    #[n(0)]
    pub name: String,
    /// Which hamlets came from it; none for all of the unit's.
    #[n(1)]
    pub hamlets: Vec<String>,
}

/// A hamlet that is no more.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
pub struct Former {
    /// What it was called.
    #[n(0)]
    pub name: String,
    /// What its households belong to now.
    #[n(1)]
    pub now: Vec<String>,
}

impl Register {
    /// What a phone is told of it on that day, in a unit that was made of these. Where a unit was made of
    /// several, an old commune leads to the hamlets that were said to have come from it, and to nobody
    /// before.
    pub fn names(&self, on: LocalDate, made_of: &[unit::Former]) -> Names {
        let (mut hamlets, mut former) = (Vec::new(), Vec::<Former>::new());
        for hamlet in &self.hamlets {
            let name = &hamlet.name;
            if !self.is_former(name) {
                hamlets.push(name.clone());
            } else if !former.iter().any(|known| is_same(&known.name, name)) {
                let now = self.now_called(name).into_iter().map(str::to_owned);
                former.push(Former {
                    name: name.clone(),
                    now: now.collect(),
                });
            }
        }
        let organisations = self.organisations_on(on).map(|one| one.name.clone());
        let mut seen = BTreeSet::new();
        Names {
            hamlets: hamlets
                .into_iter()
                .filter(|h| seen.insert(h.clone()))
                .collect(),
            former,
            organisations: organisations.collect(),
            communes: Some(self.communes(made_of)).filter(|communes| !communes.is_empty()),
        }
    }
}

impl Register {
    /// Everybody came from an old commune only where the unit was made of that one alone and all of it: of
    /// several, words of all their names would lead to everybody.
    fn communes(&self, made_of: &[unit::Former]) -> Vec<FormerCommune> {
        let known = made_of.iter().filter_map(|former| {
            let hamlets = match self.came_from.get(former.unit.code) {
                Some(said) => self.as_called_now(said),
                None if !former.asks_for_hamlets(made_of) => Vec::new(),
                None => return None,
            };
            let leads_nowhere = hamlets.is_empty() && self.came_from.contains_key(former.unit.code);
            (!leads_nowhere).then(|| FormerCommune {
                name: former.unit.name.to_owned(),
                hamlets,
            })
        });
        known.collect()
    }

    fn as_called_now(&self, hamlets: &[String]) -> Vec<String> {
        let now = hamlets.iter().flat_map(|name| {
            if self.is_former(name) {
                self.now_called(name)
            } else {
                vec![name.as_str()]
            }
        });
        now.map(str::to_owned).collect()
    }
}

impl Names {
    /// Whether there is nothing to tell.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Former names of a hamlet and of the communes it belonged to, folded, to search in.
    pub fn once_called(&self, hamlet: &str) -> String {
        // Names of the register are written as the list writes them.
        let became_it = |former: &&Former| former.now.iter().any(|now| now == hamlet);
        let lay_in = |commune: &&FormerCommune| {
            commune.hamlets.is_empty() || commune.hamlets.iter().any(|name| name == hamlet)
        };
        let hamlets = self
            .former
            .iter()
            .filter(became_it)
            .map(|former| &former.name);
        let communes = self.communes.iter().flatten().filter(lay_in);
        let names = hamlets.chain(communes.map(|commune| &commune.name));
        names.map(|name| fold(name)).collect::<Vec<_>>().join(" ")
    }
}
