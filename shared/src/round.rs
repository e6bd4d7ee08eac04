//! A round of a campaign (đợt): who may hand its item to whom.
//!
//! When a round is issued, the right to hand its item to a household is given to exactly one holder,
//! who is one phone. A phone hands over within a campaign that has rounds only what it holds the
//! right for, so two phones without network cannot give one household the same gift. What the office
//! decides anew (a lost phone, a household that was left out) is a [`Move`] with its reason.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::campaign::{AidItem, Campaign};
use crate::custody::{self, Balance, Movement};
use crate::field::{FieldError, Problem};
use crate::handover::{Handover, HandoverDraft};
use crate::household::Household;
use crate::id::{Actor, DocId, FactId};
use crate::time::Timestamp;

mod basis;

pub use basis::{Basis, bound, each, is_covered};

/// A round as it was issued, and what was decided about its rights since.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Round {
    /// This fact.
    pub id: FactId,
    /// As people call it: "Đợt 1".
    pub name: String,
    /// What is given, as it was on the day of issue: a later change of the norm changes no right.
    pub item: AidItem,
    /// When it was issued.
    pub issued_at: Timestamp,
    /// The holder of each household's right, as issued.
    pub rights: BTreeMap<DocId, Actor>,
    /// What was decided since, oldest first.
    pub moves: Vec<Move>,
    /// Whether its gifts are counted from hand to hand (`crate::custody`).
    pub in_custody: bool,
    /// How they went, as entered.
    pub movements: Vec<Movement>,
}

/// A right given, given to another, or withdrawn after the round was issued. Never edited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Move {
    /// This fact.
    pub id: FactId,
    /// Whose gift.
    pub household: DocId,
    /// Who may hand it over from now on; nobody when it is withdrawn.
    pub holder: Option<Actor>,
    /// Why, in a person's words.
    pub reason: String,
    /// The second person who agreed.
    pub approved_by: String,
    /// When it was decided.
    pub recorded_at: Timestamp,
    /// The decision that two records are one household, or two, which it follows from: when that is
    /// undone, it is too ([`crate::life::LifeKind`]).
    #[serde(default)]
    pub because: Option<FactId>,
}

/// What a person found when they looked at a doubtful handover. Never edited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settled {
    /// What they found and did.
    pub reason: String,
    /// When.
    pub recorded_at: Timestamp,
}

impl Round {
    /// Who may hand this round's item to a household now.
    pub fn holder(&self, household: DocId) -> Option<Actor> {
        let moved = self.moves.iter().rev().find(|m| m.household == household);
        moved.map_or_else(|| self.rights.get(&household).copied(), |m| m.holder)
    }

    /// Whether this phone ever held the right: what it gave before it knew of a move was in order.
    pub fn was_held_by(&self, household: DocId, actor: Actor) -> bool {
        self.rights.get(&household) == Some(&actor)
            || self
                .moves
                .iter()
                .any(|m| m.household == household && m.holder == Some(actor))
    }

    /// When the next decision about its rights is recorded, so that it counts as the last one though it
    /// is made within the same millisecond or the clock was set back.
    pub fn next_move_at(&self, now: Timestamp) -> Timestamp {
        let last = self.moves.iter().map(|moved| moved.recorded_at).max();
        last.map_or(now, |last| now.max(last.plus_ms(1)))
    }

    /// All rights that somebody holds now.
    pub fn held(&self) -> BTreeMap<DocId, Actor> {
        let mut held = self.rights.clone();
        for moved in &self.moves {
            match moved.holder {
                Some(holder) => held.insert(moved.household, holder),
                None => held.remove(&moved.household),
            };
        }
        held
    }
}

/// A campaign with everything that bears on its rights.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CampaignRights {
    /// The campaign.
    pub campaign: Campaign,
    /// Its rounds, oldest first.
    pub rounds: Vec<Round>,
    /// Doubtful handovers that a person has looked at (`crate::review`).
    pub settled: BTreeMap<FactId, Settled>,
}

/// What one phone may hand over in a round, as its screen needs it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldRights {
    /// The campaign.
    pub campaign: DocId,
    /// What that is called.
    pub campaign_name: String,
    /// The round.
    pub round: FactId,
    /// What that is called.
    pub round_name: String,
    /// What is given.
    pub item: AidItem,
    /// To whom, in order; also to those who were given it.
    pub households: Vec<DocId>,
    /// What this phone had of its gifts, when they are counted from hand to hand.
    pub gifts: Option<HeldGifts>,
}

/// What one phone had of a round's gifts; what it handed over stands in its rows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldGifts {
    /// What the office says it gave, and nobody has confirmed.
    pub waiting: Vec<IssuedGifts>,
    /// Taken.
    pub taken: u64,
    /// Brought back, lost or spoilt.
    pub gone: u64,
}

/// Gifts that were given to a phone to carry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssuedGifts {
    /// The movement.
    pub movement: FactId,
    /// How many, by the office's count.
    pub count: u64,
    /// When.
    pub at: Timestamp,
    /// What the office noted.
    pub note: String,
}

impl HeldGifts {
    fn of(movements: &[Movement], actor: Actor) -> Self {
        let balance = custody::balance(movements, actor, 0);
        let waiting = movements
            .iter()
            .filter(|m| m.holder == Some(actor) && m.waits());
        Self {
            waiting: waiting
                .map(|m| IssuedGifts {
                    movement: m.id,
                    count: m.count,
                    at: m.recorded_at,
                    note: m.note.clone(),
                })
                .collect(),
            taken: balance.taken,
            gone: balance.returned + balance.missing,
        }
    }
}

impl CampaignRights {
    /// What `actor` may hand over, round by round.
    pub fn held_by(&self, actor: Actor) -> impl Iterator<Item = HeldRights> {
        self.rounds.iter().filter_map(move |round| {
            let held = round
                .held()
                .into_iter()
                .filter(|(_, holder)| *holder == actor);
            let households: Vec<DocId> = held.map(|(household, _)| household).collect();
            let carries = round.movements.iter().any(|m| m.holder == Some(actor));
            // What was taken is carried, even when every right went to somebody else.
            (!households.is_empty() || carries).then(|| HeldRights {
                campaign: self.campaign.id,
                campaign_name: self.campaign.name.clone(),
                round: round.id,
                round_name: round.name.clone(),
                item: round.item.clone(),
                households,
                gifts: round
                    .in_custody
                    .then(|| HeldGifts::of(&round.movements, actor)),
            })
        })
    }
}

/// What forbids a phone to record this handover, if anything does; the rule that no two phones give
/// one right twice, nor one phone what it does not hold. A handover that takes the place of
/// `corrected` may use that one's right. `given` is what the phone has handed over of a round.
pub fn forbidden(
    campaigns: &BTreeMap<DocId, CampaignRights>,
    household: &Household,
    draft: &HandoverDraft,
    actor: Actor,
    corrected: Option<FactId>,
    given: impl FnOnce(FactId) -> u64,
) -> Option<FieldError> {
    let standing = || {
        household
            .handovers
            .iter()
            .filter(|h| h.corrected_by.is_none())
    };
    let replaced = standing().find(|h| Some(h.fact.id) == corrected);
    // Putting right what was given is no second gift, and needs no right: neither of a round nor, outside
    // of rounds, of a campaign.
    let is_of_same = |fact: &Handover| match draft.round {
        Some(round) => fact.round == Some(round),
        None => fact.round.is_none() && fact.campaign == draft.campaign,
    };
    if replaced.is_some_and(|h| is_of_same(&h.fact)) {
        return None;
    }
    let problem = match draft.round {
        Some(id) => {
            let round = campaigns
                .values()
                .flat_map(|rights| &rights.rounds)
                .find(|round| round.id == id);
            if standing().any(|h| h.fact.round == Some(id) && Some(h.fact.id) != corrected) {
                Some(Problem::AlreadyGiven)
            } else if household.gone().is_some() {
                Some(Problem::Gone)
            } else {
                let held = round.filter(|round| round.holder(household.id) == Some(actor));
                match held {
                    None => Some(Problem::NoRight),
                    Some(round) if round.in_custody => {
                        let balance = custody::balance(&round.movements, actor, given(id));
                        not_in_hand(balance)
                    }
                    Some(_) => None,
                }
            }
        }
        None => draft
            .campaign
            .and_then(|id| campaigns.get(&id))
            .filter(|rights| !rights.rounds.is_empty())
            .map(|_| Problem::NoRight),
    };
    problem.map(|problem| FieldError {
        field: "round".to_owned(),
        problem,
    })
}

/// Why somebody with this balance can hand over no further gift, if so.
pub fn not_in_hand(balance: Balance) -> Option<Problem> {
    if balance.taken == 0 {
        Some(Problem::NotTaken)
    } else if balance.in_hand() < 1 {
        Some(Problem::NotInHand)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::handover::AidForm;

    const MAI: Actor = Actor::from_bytes([1; 16]);
    const TU: Actor = Actor::from_bytes([2; 16]);
    const TAM: DocId = DocId::from_bytes([8; 16]);
    const SAU: DocId = DocId::from_bytes([6; 16]);

    fn round() -> Round {
        Round {
            id: FactId::from_bytes([3; 16]),
            name: "Đợt 1".into(),
            item: AidItem {
                id: FactId::from_bytes([4; 16]),
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
            rights: [(TAM, MAI)].into(),
            moves: Vec::new(),
            in_custody: false,
            movements: Vec::new(),
        }
    }

    fn moved(household: DocId, holder: Option<Actor>) -> Move {
        Move {
            id: FactId::from_bytes([5; 16]),
            household,
            holder,
            reason: "mất điện thoại".into(),
            approved_by: "Bà Sáu".into(),
            recorded_at: Timestamp::from_ms(1),
            because: None,
        }
    }

    #[test]
    fn a_right_has_one_holder_and_the_last_decision_says_who() {
        let mut round = round();
        assert_eq!(round.holder(TAM), Some(MAI));
        assert_eq!(round.holder(SAU), None);
        round.moves.push(moved(TAM, Some(TU)));
        assert_eq!(round.holder(TAM), Some(TU));
        assert!(round.was_held_by(TAM, MAI));
        round.moves.push(moved(SAU, Some(MAI)));
        round.moves.push(moved(TAM, None));
        assert_eq!(round.holder(TAM), None);
        assert_eq!(round.held(), [(SAU, MAI)].into());
        // The server's clock was set back; what is decided now is decided last.
        let now = Timestamp::from_ms(0);
        assert_eq!(round.next_move_at(now), Timestamp::from_ms(2));
    }
}
