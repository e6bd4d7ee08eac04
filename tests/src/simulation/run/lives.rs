//! What the office decides about households.

use chungtay_server::state::Clock as _;
use chungtay_server::store::read;
use chungtay_server::{lives, rounds};
use chungtay_shared::api::lives::{TellDistinct, TellLife, TellSame};
use chungtay_shared::id::DocId;
use chungtay_shared::life::LifeKind;

use super::Run;
use crate::simulation::coverage::Event;

/// What is told of one household.
const TOLD: [LifeKind; 4] = [
    LifeKind::MovedAway,
    LifeKind::NobodyLeft,
    LifeKind::Stays,
    LifeKind::HeadDied,
];

impl Run {
    /// The office says what became of a household; what cannot be meant is refused.
    pub(super) fn tell(&mut self, commune: usize, household: usize, kind: usize) {
        let Some(household) = self.listed(commune, household) else {
            return;
        };
        let kind = TOLD[kind % TOLD.len()];
        let was_gone = self.model.gone.get(&household) == Some(&true);
        let is_second = self.model.merged.contains_key(&household);
        let may = !is_second && (kind != LifeKind::Stays || was_gone);
        let wanted = TellLife {
            kind,
            on: self.world.clock.now().local_date(),
            reason: "trưởng ấp báo".into(),
            answers: None,
            head_name: String::new(),
            joined: None,
        };
        let office = &self.world.offices[commune % self.world.offices.len()];
        let told = lives::tell(
            self.world.server.state(),
            &office.device,
            household,
            &wanted,
        );
        assert_eq!(told.is_ok(), may, "{kind:?}: {told:?}");
        if may {
            if kind != LifeKind::HeadDied {
                self.model.gone.insert(household, kind != LifeKind::Stays);
            }
            self.decided(Event::Told);
        }
    }

    /// The office says that two records are one household.
    pub(super) fn merge(&mut self, commune: usize, kept: usize, merged: usize) {
        let pair = (self.listed(commune, kept), self.listed(commune, merged));
        let (Some(kept), Some(merged)) = pair else {
            return;
        };
        let model = &self.model;
        let is_gone = |id| model.gone.get(&id) == Some(&true) || model.merged.contains_key(&id);
        let may = kept != merged
            && !is_gone(kept)
            && !model.merged.contains_key(&merged)
            && !model.merged.values().any(|into| *into == merged);
        let wanted = TellSame {
            kept,
            merged,
            reason: "ghi trùng".into(),
        };
        let office = &self.world.offices[commune % self.world.offices.len()];
        let state = self.world.server.state();
        let told = lives::same(state, &office.device, &wanted);
        assert_eq!(told.is_ok(), may, "{told:?}");
        if may {
            // Of the two rights in a round one is left: to the phones it was moved.
            let page = read(&*state.store, |tx| rounds::page(tx, &office.code));
            for round in page.expect("a store").rounds {
                self.model
                    .moved
                    .extend([kept, merged].map(|id| (round.id, id)));
            }
            self.model.merged.insert(merged, kept);
            self.model.ever_one.insert((merged, kept));
            self.decided(Event::Merged);
        }
    }

    /// The office says that two records are two households.
    pub(super) fn part(&mut self, commune: usize, first: usize, second: usize) {
        let pair = (self.listed(commune, first), self.listed(commune, second));
        let (Some(first), Some(second)) = pair else {
            return;
        };
        let wanted = TellDistinct {
            records: [first, second],
            reason: "hai hộ khác nhau".into(),
        };
        let office = &self.world.offices[commune % self.world.offices.len()];
        let is_second = |of, other| self.model.merged.get(&of) == Some(&other);
        let are_one = is_second(first, second) || is_second(second, first);
        let pair = (first.min(second), first.max(second));
        let may = first != second && (are_one || !self.model.apart.contains(&pair));
        let told = lives::distinct(self.world.server.state(), &office.device, &wanted);
        assert_eq!(told.is_ok(), may, "{told:?}");
        if may {
            self.model.merged.retain(|record, kept| {
                let records = (*record, *kept);
                records != (first, second) && records != (second, first)
            });
            self.model.apart.insert(pair);
            self.decided(Event::Parted);
        }
    }

    /// The k-th household on the office's list, second records and those that are gone among them.
    fn listed(&self, commune: usize, nth: usize) -> Option<DocId> {
        let office = &self.world.offices[commune % self.world.offices.len()];
        let today = self.world.clock.now().local_date();
        let lines = read(&*self.world.server.state().store, |tx| {
            tx.households(&office.code, today)
        });
        let mut ids: Vec<DocId> = lines.expect("a store").iter().map(|line| line.id).collect();
        ids.sort_unstable();
        ids.get(nth.checked_rem(ids.len())?).copied()
    }

    pub(super) fn decided(&mut self, event: Event) {
        self.world.seen.saw(event);
        // Assumption A5: a backup knows all that the office wrote.
        self.world.backup = None;
    }
}
