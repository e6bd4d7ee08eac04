//! What was handed over otherwise than the rounds' rights say. Phones prevent it where they can; what
//! they cannot prevent (a lost phone's right given to another, an older app, a right that was moved
//! while its holder had no network) is found here, and a person looks at it. Nothing is refused for
//! it: what a household has received, it has received.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::codes;
use crate::custody::{self, Balance};
use crate::id::{Actor, DocId, FactId};
use crate::round::{CampaignRights, Round};
use crate::time::{LocalDate, Timestamp};

/// A handover that stands, as far as rights go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Use {
    /// The handover.
    pub fact: FactId,
    /// To whom.
    pub household: DocId,
    /// The campaign it belongs to.
    pub campaign: DocId,
    /// The round whose right it names.
    pub round: Option<FactId>,
    /// Who handed it over ([`crate::household::Household::giver`]).
    pub actor: Actor,
    /// When it was handed over.
    pub at: Timestamp,
    /// Whether it was paid for a case, which no right is needed for.
    pub of_case: bool,
}

/// What the office decided about households, as far as it bears on handovers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lives {
    /// Second records, and the record in which their household is kept.
    pub merged: BTreeMap<DocId, DocId>,
    /// Households that are gone, and since when.
    pub gone: BTreeMap<DocId, LocalDate>,
}

codes!(
    /// Why a handover is doubtful.
    Doubt {
        /// The household was given the same right's gift more than once.
        Twice = "twice",
        /// Whoever gave it never held the right.
        NotHolder = "not_holder",
        /// The campaign has rounds, and it names none.
        NoRight = "no_right",
        /// The household was gone by then.
        Gone = "gone",
    }
);

/// A doubtful use of a right, with every handover it is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Doubtful {
    /// Why.
    pub doubt: Doubt,
    /// To whom.
    pub household: DocId,
    /// In which campaign.
    pub campaign: DocId,
    /// Which handovers, each with the record it stands in.
    pub facts: Vec<(DocId, FactId)>,
}

codes!(
    /// What does not add up of gifts that are counted from hand to hand.
    Difference {
        /// The volunteer counted otherwise than the office.
        Counted = "counted",
        /// They handed over or brought back more than they took.
        Overdrawn = "overdrawn",
    }
);

/// Something that does not add up (`crate::custody`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InCustody {
    /// What.
    pub difference: Difference,
    /// In which campaign.
    pub campaign: DocId,
    /// In which round.
    pub round: FactId,
    /// With whom.
    pub holder: Actor,
    /// The movement that was counted otherwise.
    pub movement: Option<FactId>,
    /// What they took and what became of it.
    pub balance: Balance,
}

/// Everything that does not add up, round by round. What was counted otherwise is left out once it is
/// settled; what is overdrawn stays until movements make it right.
pub fn differences(campaigns: &[CampaignRights], uses: &[Use]) -> Vec<InCustody> {
    let mut found = Vec::new();
    for rights in campaigns {
        for round in rights.rounds.iter().filter(|round| round.in_custody) {
            for (holder, balance) in balances(round, uses) {
                let of = |difference, movement| InCustody {
                    difference,
                    campaign: rights.campaign.id,
                    round: round.id,
                    holder,
                    movement,
                    balance,
                };
                let counted = round.movements.iter().filter(|m| m.holder == Some(holder));
                let counted = counted.filter(|m| m.difference() != 0);
                let open = counted.filter(|m| !rights.settled.contains_key(&m.id));
                found.extend(open.map(|m| of(Difference::Counted, Some(m.id))));
                if balance.in_hand() < 0 {
                    found.push(of(Difference::Overdrawn, None));
                }
            }
        }
    }
    found
}

/// What everybody had of a round's gifts who holds rights in it, took some or handed some over.
pub fn balances(round: &Round, uses: &[Use]) -> BTreeMap<Actor, Balance> {
    let mut given: BTreeMap<Actor, u64> = BTreeMap::new();
    for used in uses.iter().filter(|used| used.round == Some(round.id)) {
        *given.entry(used.actor).or_default() += 1;
    }
    let mut holders: BTreeSet<Actor> = given.keys().copied().collect();
    holders.extend(round.held().into_values());
    holders.extend(round.movements.iter().filter_map(|m| m.holder));
    let balance = |holder| {
        let given = given.get(&holder).copied().unwrap_or_default();
        (holder, custody::balance(&round.movements, holder, given))
    };
    holders.into_iter().map(balance).collect()
}

/// A handover, with the record it stands in.
type Standing = (DocId, FactId);

/// Everything doubtful, in the order of households and handovers. Settled facts are left out: a
/// person has looked at them. Two records of one household are one.
pub fn doubtful(campaigns: &[CampaignRights], lives: &Lives, uses: &[Use]) -> Vec<Doubtful> {
    let rounds = campaigns.iter().flat_map(|c| &c.rounds);
    let rounds: BTreeMap<FactId, &Round> = rounds.map(|round| (round.id, round)).collect();
    // Before a campaign's first round everybody gives as they see fit.
    let needed_right = |used: &Use| {
        let campaign = campaigns.iter().find(|c| c.campaign.id == used.campaign);
        let issued = campaign.and_then(|c| c.rounds.iter().map(|round| round.issued_at).min());
        issued.is_some_and(|issued_at| issued_at <= used.at)
    };
    let is_settled = |fact: FactId| campaigns.iter().any(|c| c.settled.contains_key(&fact));

    let household_of = |record: DocId| lives.merged.get(&record).copied().unwrap_or(record);
    let mut by_right: BTreeMap<(DocId, FactId), (DocId, Vec<Standing>)> = BTreeMap::new();
    let mut found = Vec::new();
    for used in uses {
        let single = |doubt| Doubtful {
            doubt,
            household: household_of(used.household),
            campaign: used.campaign,
            facts: vec![(used.household, used.fact)],
        };
        let gone = lives.gone.get(&used.household);
        found.extend(
            gone.is_some_and(|since| used.at.local_date() > *since)
                .then(|| single(Doubt::Gone)),
        );
        match used.round {
            Some(id) => {
                let of_right = by_right.entry((household_of(used.household), id));
                let (_, facts) = of_right.or_insert_with(|| (used.campaign, Vec::new()));
                facts.push((used.household, used.fact));
                let held = rounds
                    .get(&id)
                    .is_some_and(|round| round.was_held_by(used.household, used.actor));
                found.extend((!held).then(|| single(Doubt::NotHolder)));
            }
            None if needed_right(used) && !used.of_case => {
                found.push(single(Doubt::NoRight));
            }
            None => {}
        }
    }
    for ((household, _), (campaign, mut facts)) in by_right {
        if facts.len() > 1 {
            facts.sort_unstable();
            found.push(Doubtful {
                doubt: Doubt::Twice,
                household,
                campaign,
                facts,
            });
        }
    }
    found.retain(|doubtful| !doubtful.facts.iter().all(|(_, fact)| is_settled(*fact)));
    found.sort_by(|a, b| (a.household, &a.facts).cmp(&(b.household, &b.facts)));
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::campaign::{AidItem, Campaign};
    use crate::handover::AidForm;
    use crate::round::{Move, Settled};
    use crate::time::Timestamp;

    const CAMPAIGN: DocId = DocId::from_bytes([50; 16]);
    const MAI: Actor = Actor::from_bytes([1; 16]);
    const TU: Actor = Actor::from_bytes([2; 16]);
    const TAM: DocId = DocId::from_bytes([8; 16]);
    const SAU: DocId = DocId::from_bytes([6; 16]);

    fn id(n: u8) -> FactId {
        FactId::from_bytes([n; 16])
    }

    fn used(fact: u8, household: DocId, round: Option<u8>, actor: Actor) -> Use {
        Use {
            fact: id(fact),
            household,
            campaign: CAMPAIGN,
            round: round.map(id),
            actor,
            at: Timestamp::from_ms(1_792_200_600_000),
            of_case: false,
        }
    }

    fn campaign() -> CampaignRights {
        let moved = Move {
            id: id(5),
            household: TAM,
            holder: Some(TU),
            reason: "mất điện thoại".into(),
            approved_by: "Bà Sáu".into(),
            recorded_at: Timestamp::from_ms(1),
            because: None,
        };
        CampaignRights {
            campaign: Campaign {
                id: CAMPAIGN,
                commune: "99001".into(),
                name: "Tháng cao điểm".into(),
                from: "2026-10-17".parse().unwrap(),
                to: "2026-11-18".parse().unwrap(),
                items: Vec::new(),
                has_rounds: true,
            },
            rounds: vec![Round {
                id: id(3),
                name: "Đợt 1".into(),
                item: AidItem {
                    id: id(4),
                    name: "Quà".into(),
                    form: AidForm::Cash,
                    money_vnd: 500_000,
                    quantity_milli: 0,
                    unit: String::new(),
                    goods_value_vnd: 0,
                    source: None,
                    source_name: String::new(),
                    steps: Vec::new(),
                },
                issued_at: Timestamp::from_ms(0),
                rights: [(TAM, MAI), (SAU, MAI)].into(),
                moves: vec![moved],
                in_custody: false,
                movements: Vec::new(),
            }],
            settled: BTreeMap::new(),
        }
    }

    #[test]
    fn what_mai_gave_before_she_heard_that_tu_holds_the_right_is_in_order_until_tu_gives_too() {
        let mut uses = vec![used(10, TAM, Some(3), MAI), used(11, SAU, Some(3), MAI)];
        let nobody_gone = Lives::default();
        assert!(doubtful(&[campaign()], &nobody_gone, &uses).is_empty());
        uses.push(used(12, TAM, Some(3), TU));
        let twice = Doubtful {
            doubt: Doubt::Twice,
            household: TAM,
            campaign: CAMPAIGN,
            facts: vec![(TAM, id(10)), (TAM, id(12))],
        };
        assert_eq!(doubtful(&[campaign()], &nobody_gone, &uses), [twice]);
    }

    #[test]
    fn who_never_held_the_right_and_who_named_none_is_looked_at_until_it_is_settled() {
        let uses = [used(10, SAU, Some(3), TU), used(11, SAU, None, MAI)];
        let mut campaign = campaign();
        let nobody_gone = Lives::default();
        let found = doubtful(&[campaign.clone()], &nobody_gone, &uses);
        let paid = Use {
            of_case: true,
            ..uses[1]
        };
        assert!(doubtful(&[campaign.clone()], &nobody_gone, &[paid]).is_empty());
        let doubts: Vec<Doubt> = found.iter().map(|d| d.doubt).collect();
        assert_eq!(doubts, [Doubt::NotHolder, Doubt::NoRight]);
        let settled = Settled {
            reason: "đã gặp hộ".into(),
            recorded_at: Timestamp::from_ms(2),
        };
        campaign.settled.insert(id(10), settled);
        assert_eq!(doubtful(&[campaign.clone()], &nobody_gone, &uses).len(), 1);
        // So does everybody before the first round; nobody is asked about that afterwards.
        let before = Use {
            at: Timestamp::from_ms(-1),
            ..uses[1]
        };
        assert!(doubtful(&[campaign.clone()], &nobody_gone, &[before]).is_empty());
        // Where there are no rounds everybody gives as they see fit.
        campaign.rounds.clear();
        assert!(doubtful(&[campaign], &nobody_gone, &uses[1..]).is_empty());
    }

    #[test]
    fn two_records_of_one_household_are_one_and_who_had_moved_away_received_nothing() {
        let uses = [used(10, TAM, Some(3), MAI), used(11, SAU, Some(3), MAI)];
        let merged = Lives {
            merged: [(SAU, TAM)].into(),
            gone: BTreeMap::new(),
        };
        let found = doubtful(&[campaign()], &merged, &uses);
        let twice = Doubtful {
            doubt: Doubt::Twice,
            household: TAM,
            campaign: CAMPAIGN,
            facts: vec![(SAU, id(11)), (TAM, id(10))],
        };
        assert_eq!(found, [twice]);

        let left = |day: &str| Lives {
            merged: BTreeMap::new(),
            gone: [(SAU, day.parse().unwrap())].into(),
        };
        let doubts = |lives: &Lives| {
            let found = doubtful(&[campaign()], lives, &uses);
            found.iter().map(|d| d.doubt).collect::<Vec<_>>()
        };
        let handed_over_on = uses[0].at.local_date().to_string();
        assert!(doubts(&left(&handed_over_on)).is_empty());
        assert_eq!(doubts(&left("2026-10-01")), [Doubt::Gone]);
    }
}
