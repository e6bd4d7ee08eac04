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
const TOLD: [LifeKind; 6] = [
    LifeKind::MovedAway,
    LifeKind::NobodyLeft,
    LifeKind::Stays,
    LifeKind::HeadDied,
    LifeKind::Joined,
    LifeKind::Split,
];

impl Run {
    /// The office says what became of a household; what cannot be meant is refused. It joins the next one on
    /// the list.
    pub(super) fn tell(&mut self, commune: usize, nth: usize, kind: usize) {
        let pair = (self.listed(commune, nth), self.listed(commune, nth + 1));
        let (Some(household), Some(next)) = pair else {
            return;
        };
        let number = self.world.next_number();
        let kind = TOLD[kind % TOLD.len()];
        let is_second = self.model.merged.contains_key(&household);
        let is_absent = self.model.gone.get(&household) == Some(&true);
        let (joins, splits) = (kind == LifeKind::Joined, kind == LifeKind::Split);
        let may = !is_second
            && (kind != LifeKind::Stays || is_absent)
            && (!joins || (next != household && !self.is_gone(next)));
        let wanted = TellLife {
            kind,
            on: self.world.clock.now().local_date(),
            reason: "trưởng ấp báo".into(),
            answers: None,
            head_name: if splits {
                format!("Trần Thị {number}")
            } else {
                String::new()
            },
            joined: joins.then_some(next),
        };
        let before = self.records(commune);
        let office = &self.world.offices[commune % self.world.offices.len()];
        let told = lives::tell(
            self.world.server.state(),
            &office.device,
            household,
            &wanted,
        );
        assert_eq!(told.is_ok(), may, "{kind:?}: {told:?}");
        if !may {
            return;
        }
        if splits {
            let mut formed = self.records(commune);
            formed.retain(|record| !before.contains(record));
            let hamlet = self.model.hamlet(household).to_owned();
            self.model.hamlets.insert(formed[0], hamlet);
            self.model.formed.insert(formed[0]);
        } else if kind != LifeKind::HeadDied {
            self.model.gone.insert(household, kind != LifeKind::Stays);
        }
        self.decided(match (joins, splits) {
            (true, _) => Event::Joined,
            (_, true) => Event::Split,
            _ => Event::Told,
        });
    }

    /// Whether a record is not to be visited any more, or is a second one.
    fn is_gone(&self, record: DocId) -> bool {
        self.model.gone.get(&record) == Some(&true) || self.model.merged.contains_key(&record)
    }

    /// The office says that two records are one household.
    pub(super) fn merge(&mut self, commune: usize, kept: usize, merged: usize) {
        let pair = (self.listed(commune, kept), self.listed(commune, merged));
        let (Some(kept), Some(merged)) = pair else {
            return;
        };
        let model = &self.model;
        let may = kept != merged
            && !self.is_gone(kept)
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
    pub(super) fn listed(&self, commune: usize, nth: usize) -> Option<DocId> {
        let ids = self.records(commune);
        ids.get(nth.checked_rem(ids.len())?).copied()
    }

    /// All of the office's list, in an order of their own.
    pub(super) fn records(&self, commune: usize) -> Vec<DocId> {
        let office = &self.world.offices[commune % self.world.offices.len()];
        let today = self.world.clock.now().local_date();
        let lines = read(&*self.world.server.state().store, |tx| {
            tx.households(&office.code, today)
        });
        let mut ids: Vec<DocId> = lines.expect("a store").iter().map(|line| line.id).collect();
        ids.sort_unstable();
        ids
    }

    pub(super) fn decided(&mut self, event: Event) {
        self.world.seen.saw(event);
        // Assumption A5: a backup knows all that the office wrote.
        self.world.backup = None;
    }
}
