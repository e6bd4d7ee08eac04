//! When two records turn out to be one household, it is given once what each of them was to be given;
//! when they turn out to be two after all, each is given its own again.

use std::collections::BTreeSet;

use chungtay_shared::household::Household;
use chungtay_shared::id::{Actor, DocId, FactId};
use chungtay_shared::life::{LifeEvent, LifeKind};
use chungtay_shared::review::Use;
use chungtay_shared::round::{Move, Round};

use super::of_commune;
use crate::office::Pen;
use crate::rounds::{fact_id, rights_of};
use crate::state::AppState;
use crate::store::StoreError;

/// In each round: a right that only the second record has passes to the record that is kept; of two
/// rights one is withdrawn, that of the record by which nothing was given.
pub(super) fn give_once(
    state: &AppState,
    pen: &Pen<'_>,
    kept: DocId,
    merged: DocId,
    decided: &LifeEvent,
) -> Result<(), StoreError> {
    let pair = Pair::read(pen, kept, merged, decided.id)?;
    pair.in_each_round(state, pen, decided, Pair::one)
}

/// In each round: what the decision that they are one household has moved goes back, as far as it was
/// not used meanwhile and nobody has decided otherwise since.
pub(super) fn give_each(
    state: &AppState,
    pen: &Pen<'_>,
    kept: DocId,
    merged: &Household,
    decided: &LifeEvent,
) -> Result<(), StoreError> {
    let decisions = merged.life.iter().map(|recorded| &recorded.fact);
    let same = decisions
        .filter(|event| event.kind == LifeKind::Same && event.other == Some(kept))
        .max_by_key(|event| (event.recorded_at, event.id));
    let Some(same) = same else {
        return Ok(());
    };
    let pair = Pair::read(pen, kept, merged.id, decided.id)?;
    pair.in_each_round(state, pen, decided, |pair, round| pair.two(round, same.id))
}

/// What becomes of a record's right, and which decision it follows from.
struct Moved {
    record: DocId,
    holder: Option<Actor>,
    because: FactId,
}

/// Two records that are one household from now on, or no longer.
struct Pair {
    kept: DocId,
    merged: DocId,
    /// Other records that are one with the one that is kept.
    others: BTreeSet<DocId>,
    /// What was given to whom.
    uses: Vec<Use>,
    /// What is decided of them now.
    because: FactId,
}

impl Pair {
    fn read(
        pen: &Pen<'_>,
        kept: DocId,
        merged: DocId,
        because: FactId,
    ) -> Result<Self, StoreError> {
        let lives = of_commune(&pen.tx().lives(pen.commune())?);
        let others = lives.merged.into_iter();
        let others = others.filter(|(record, into)| *into == kept && *record != merged);
        Ok(Self {
            kept,
            merged,
            others: others.map(|(record, _)| record).collect(),
            uses: pen.tx().uses(pen.commune())?,
            because,
        })
    }

    fn in_each_round(
        &self,
        state: &AppState,
        pen: &Pen<'_>,
        decided: &LifeEvent,
        moves: impl Fn(&Self, &Round) -> Vec<Moved>,
    ) -> Result<(), StoreError> {
        for campaign in rights_of(pen.tx(), pen.commune())? {
            for round in &campaign.rounds {
                let moves = moves(self, round).into_iter().map(|moved| Move {
                    id: fact_id(state, pen),
                    household: moved.record,
                    holder: moved.holder,
                    reason: decided.reason.clone(),
                    approved_by: pen.officer_name().to_owned(),
                    recorded_at: round.next_move_at(pen.author().at),
                    because: Some(moved.because),
                });
                let moves: Vec<Move> = moves.collect();
                if moves.is_empty() {
                    continue;
                }
                let Some((mut document, _)) = pen.load(campaign.campaign.id)? else {
                    continue;
                };
                let change = document.move_rights(pen.author(), round.id, &moves)?;
                pen.store(campaign.campaign.id, &document, change)?;
            }
        }
        Ok(())
    }

    fn moved(&self, record: DocId, holder: Option<Actor>) -> Moved {
        Moved {
            record,
            holder,
            because: self.because,
        }
    }

    /// They are one: whatever was given to any record of a household was given to it.
    fn one(&self, round: &Round) -> Vec<Moved> {
        let (theirs, ours) = (round.holder(self.merged), round.holder(self.kept));
        let given_to_ours = self.given_to_ours(round);
        match (theirs, ours) {
            (None, _) => Vec::new(),
            (Some(_), Some(_)) if self.was_given(round, self.merged) => {
                if given_to_ours {
                    // Both were given: a person has to look at it (`chungtay_shared::review`).
                    Vec::new()
                } else {
                    vec![self.moved(self.kept, None)]
                }
            }
            (Some(_), Some(_)) => vec![self.moved(self.merged, None)],
            (Some(_), None) if self.was_given(round, self.merged) => Vec::new(),
            (Some(_), None) if given_to_ours => vec![self.moved(self.merged, None)],
            (Some(holder), None) => vec![
                self.moved(self.merged, None),
                self.moved(self.kept, Some(holder)),
            ],
        }
    }

    /// Whether anything was given to the record that is kept, or to others that are one with it.
    fn given_to_ours(&self, round: &Round) -> bool {
        let mut records = self.others.iter().chain([&self.kept]);
        records.any(|record| self.was_given(round, *record))
    }

    /// They are two, which undoes that they were the `same`.
    fn two(&self, round: &Round, same: FactId) -> Vec<Moved> {
        let withdrawn = |record| withdrawn(round, record).filter(|(because, _)| *because == same);
        if let Some((_, holder)) = withdrawn(self.kept) {
            let is_open = !self.given_to_ours(round);
            let back = is_open.then(|| self.moved(self.kept, Some(holder)));
            return back.into_iter().collect();
        }
        let Some((_, holder)) = withdrawn(self.merged) else {
            return Vec::new();
        };
        let was_passed_on = round.moves.iter().any(|moved| {
            moved.because == Some(same) && moved.household == self.kept && moved.holder.is_some()
        });
        let (ours, theirs) = if was_passed_on {
            self.passed_back(round, holder)
        } else {
            (None, Some(holder))
        };
        let theirs = theirs.filter(|_| !self.was_given(round, self.merged));
        let back = theirs.map(|holder| self.moved(self.merged, Some(holder)));
        ours.into_iter().chain(back).collect()
    }

    /// What becomes of the kept record's right, which is the other's, and who holds it for the other
    /// from now on: whoever the office gave it to meanwhile.
    fn passed_back(&self, round: &Round, before: Actor) -> (Option<Moved>, Option<Actor>) {
        let Some(holder) = round.holder(self.kept) else {
            // It was withdrawn: because of a third record's gift, or by the office, which may have had
            // its reason.
            return (None, withdrawn(round, self.kept).map(|_| before));
        };
        // A third record's right was withdrawn because this one was there; it takes its place.
        let next = self.others.iter().find_map(|other| {
            let right = withdrawn(round, *other)?;
            (!self.was_given(round, *other)).then_some(right)
        });
        match next {
            Some((because, next)) => {
                let in_its_place = Moved {
                    record: self.kept,
                    holder: Some(next),
                    because,
                };
                (Some(in_its_place), Some(holder))
            }
            None if self.was_given(round, self.kept) => (None, None),
            None => (Some(self.moved(self.kept, None)), Some(holder)),
        }
    }

    fn was_given(&self, round: &Round, record: DocId) -> bool {
        let mut uses = self.uses.iter();
        uses.any(|used| used.round == Some(round.id) && used.household == record)
    }
}

/// Whether the last that was decided about a record's right was that it is withdrawn, because of what
/// its record is; that decision, and who held the right before.
fn withdrawn(round: &Round, record: DocId) -> Option<(FactId, Actor)> {
    let mut moves = round.moves.iter().filter(|m| m.household == record).rev();
    let last = moves.next().filter(|moved| moved.holder.is_none())?;
    let before = match moves.next() {
        Some(earlier) => earlier.holder,
        None => round.rights.get(&record).copied(),
    };
    Some((last.because?, before?))
}
