//! What was handed over otherwise than the rounds' rights say. Phones prevent it where they can; what
//! they cannot prevent (a lost phone's right given to another, an older app, a right that was moved
//! while its holder had no network) is found here, and a person looks at it. Nothing is refused for
//! it: what a household has received, it has received.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::codes;
use crate::id::{Actor, DocId, FactId};
use crate::round::{CampaignRights, Round};

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
    /// Who recorded it.
    pub actor: Actor,
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
    /// Which handovers.
    pub facts: Vec<FactId>,
}

/// Everything doubtful, in the order of households and handovers. Settled facts are left out: a
/// person has looked at them.
pub fn doubtful(campaigns: &[CampaignRights], uses: &[Use]) -> Vec<Doubtful> {
    let rounds = campaigns.iter().flat_map(|c| &c.rounds);
    let rounds: BTreeMap<FactId, &Round> = rounds.map(|round| (round.id, round)).collect();
    let has_rounds = |id: DocId| {
        campaigns
            .iter()
            .any(|c| c.campaign.id == id && !c.rounds.is_empty())
    };
    let is_settled = |fact: FactId| campaigns.iter().any(|c| c.settled.contains_key(&fact));

    let mut by_right: BTreeMap<(DocId, FactId), (DocId, Vec<FactId>)> = BTreeMap::new();
    let mut found = Vec::new();
    for used in uses {
        let single = |doubt| Doubtful {
            doubt,
            household: used.household,
            campaign: used.campaign,
            facts: vec![used.fact],
        };
        match used.round {
            Some(id) => {
                let of_right = by_right.entry((used.household, id));
                let (_, facts) = of_right.or_insert_with(|| (used.campaign, Vec::new()));
                facts.push(used.fact);
                let held = rounds
                    .get(&id)
                    .is_some_and(|round| round.was_held_by(used.household, used.actor));
                found.extend((!held).then(|| single(Doubt::NotHolder)));
            }
            None if has_rounds(used.campaign) => found.push(single(Doubt::NoRight)),
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
    found.retain(|doubtful| !doubtful.facts.iter().all(|fact| is_settled(*fact)));
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
                },
                issued_at: Timestamp::from_ms(0),
                rights: [(TAM, MAI), (SAU, MAI)].into(),
                moves: vec![moved],
            }],
            settled: BTreeMap::new(),
        }
    }

    #[test]
    fn what_mai_gave_before_she_heard_that_tu_holds_the_right_is_in_order_until_tu_gives_too() {
        let mut uses = vec![used(10, TAM, Some(3), MAI), used(11, SAU, Some(3), MAI)];
        assert!(doubtful(&[campaign()], &uses).is_empty());
        uses.push(used(12, TAM, Some(3), TU));
        let twice = Doubtful {
            doubt: Doubt::Twice,
            household: TAM,
            campaign: CAMPAIGN,
            facts: vec![id(10), id(12)],
        };
        assert_eq!(doubtful(&[campaign()], &uses), [twice]);
    }

    #[test]
    fn who_never_held_the_right_and_who_named_none_is_looked_at_until_it_is_settled() {
        let uses = [used(10, SAU, Some(3), TU), used(11, SAU, None, MAI)];
        let mut campaign = campaign();
        let found = doubtful(&[campaign.clone()], &uses);
        let doubts: Vec<Doubt> = found.iter().map(|d| d.doubt).collect();
        assert_eq!(doubts, [Doubt::NotHolder, Doubt::NoRight]);
        let settled = Settled {
            reason: "đã gặp hộ".into(),
            recorded_at: Timestamp::from_ms(2),
        };
        campaign.settled.insert(id(10), settled);
        assert_eq!(doubtful(&[campaign.clone()], &uses).len(), 1);
        // Where there are no rounds everybody gives as they see fit.
        campaign.rounds.clear();
        assert!(doubtful(&[campaign], &uses[1..]).is_empty());
    }
}
