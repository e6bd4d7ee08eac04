//! Who else is met or receives: the family, a neighbour.

use rand_core::RngCore;

use crate::household::{Gender, ProfileField};
use crate::synthetic::SyntheticHousehold;
use crate::synthetic::chance::{between, pick, weighted};
use crate::synthetic::names::{family_name, full_name};
use crate::time::PartialDate;

/// Somebody, and what they are to the head.
pub(super) struct Kin {
    pub(super) relation: &'static str,
    pub(super) name: String,
}

#[derive(Clone, Copy)]
enum Tie {
    Spouse,
    Child,
    Grandchild,
    Sibling,
    ChildInLaw,
    Neighbour,
}

/// A member of the household; a child of the head for want of a better guess.
pub(super) fn member(rng: &mut impl RngCore, household: &SyntheticHousehold) -> Kin {
    let tie = weighted(
        rng,
        &[(Tie::Spouse, 60), (Tie::Child, 30), (Tie::ChildInLaw, 10)],
    );
    kin(rng, household, tie)
}

/// Somebody who does not live there.
pub(super) fn outsider(rng: &mut impl RngCore, household: &SyntheticHousehold) -> Kin {
    let tie = weighted(
        rng,
        &[
            (Tie::Child, 30),
            (Tie::Grandchild, 25),
            (Tie::Sibling, 20),
            (Tie::Neighbour, 25),
        ],
    );
    kin(rng, household, tie)
}

/// Somebody next door.
pub(super) fn neighbour(rng: &mut impl RngCore, household: &SyntheticHousehold) -> Kin {
    kin(rng, household, Tie::Neighbour)
}

fn kin(rng: &mut impl RngCore, household: &SyntheticHousehold, tie: Tie) -> Kin {
    let head_gender = household.profile.gender().unwrap_or(Gender::Female);
    let head_year = household.profile.birth().map_or(1960, PartialDate::year);
    let head_name = household.profile.get(ProfileField::HeadName);
    let head_family = head_name.split(' ').next().unwrap_or(head_name);
    let gender = match tie {
        Tie::Spouse if head_gender == Gender::Female => Gender::Male,
        Tie::Spouse | Tie::ChildInLaw => Gender::Female,
        Tie::Child | Tie::Grandchild | Tie::Sibling | Tie::Neighbour => {
            pick(rng, &[Gender::Male, Gender::Female])
        }
    };
    let (relation, years_after_head) = match (tie, gender) {
        (Tie::Spouse, Gender::Female) => ("vợ", between(rng, 0, 6)),
        (Tie::Spouse, Gender::Male) => ("chồng", between(rng, -6, 0)),
        (Tie::Child, _) => ("con", between(rng, 20, 28)),
        (Tie::Grandchild, _) => ("cháu", between(rng, 40, 50)),
        (Tie::Sibling, _) => ("em ruột", between(rng, 2, 12)),
        (Tie::ChildInLaw, _) => ("con dâu", between(rng, 20, 30)),
        (Tie::Neighbour, _) => ("hàng xóm", between(rng, -15, 20)),
    };
    // A father's name goes on; so does the name sisters and brothers share.
    let inherits = match tie {
        Tie::Child => head_gender == Gender::Male,
        Tie::Sibling => true,
        Tie::Spouse | Tie::Grandchild | Tie::ChildInLaw | Tie::Neighbour => false,
    };
    let family = if inherits {
        head_family
    } else {
        family_name(rng)
    };
    Kin {
        relation,
        name: full_name(rng, family, gender, head_year + years_after_head),
    }
}
