//! What a phone is told of the register: what its household list does not show by itself.

use std::collections::BTreeSet;

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::{Register, is_same};
use crate::text::fold;
use crate::time::LocalDate;

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
    /// What a phone is told of it on that day.
    pub fn names(&self, on: LocalDate) -> Names {
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
        }
    }
}

impl Names {
    /// Whether there is nothing to tell.
    pub fn is_empty(&self) -> bool {
        self.hamlets.is_empty() && self.former.is_empty() && self.organisations.is_empty()
    }

    /// Former names of a hamlet, folded, to search in.
    pub fn once_called(&self, hamlet: &str) -> String {
        // Names of the register are written as the list writes them.
        let became_it = |former: &&Former| former.now.iter().any(|now| now == hamlet);
        let names = self.former.iter().filter(became_it);
        let folded: Vec<String> = names.map(|former| fold(&former.name)).collect();
        folded.join(" ")
    }
}
