//! What was decided elsewhere about households' categories, as the office records it.

use chungtay_server::lives::status;
use chungtay_server::state::Clock as _;
use chungtay_server::store::read;
use chungtay_shared::api::lives::{NoStatus, TellStatus};
use chungtay_shared::document::Document;
use chungtay_shared::household::{Category, Household};
use chungtay_shared::id::DocId;
use chungtay_shared::time::LocalDate;

use super::Run;
use crate::simulation::coverage::Event;
use crate::simulation::model::Decided;

/// A household becomes poor, near poor, escapes, and falls back.
const DECIDED: [Category; 4] = [
    Category::Poor,
    Category::NearPoor,
    Category::NewlyEscaped,
    Category::Poor,
];
/// Decisions of next year's standard are made in this one.
const AHEAD_DAYS: i64 = 120;

impl Run {
    /// The office records a decision, every fifth of them of next year; or takes the last one back.
    pub(super) fn decide_status(&mut self, commune: usize, nth: usize, deed: usize) {
        let Some(household) = self.listed(commune, nth) else {
            return;
        };
        let is_second = self.model.merged.contains_key(&household);
        match deed % 6 {
            5 => self.take_back_status(commune, household, !is_second),
            deed => self.record_status(commune, household, deed, !is_second),
        }
    }

    fn record_status(&mut self, commune: usize, household: DocId, deed: usize, may: bool) {
        let number = self.world.next_number();
        let today = self.world.clock.now().local_date();
        let said = self.said_by_server(household);
        let mut from = if deed == 4 {
            LocalDate::from_days(today.days() + AHEAD_DAYS)
        } else {
            today
        };
        // Which of two that begin on one day counts is decided by a clock.
        while said.statuses.iter().any(|status| status.fact.from == from) {
            from = LocalDate::from_days(from.days() - 1);
        }
        let decided = Decided {
            category: DECIDED[deed % DECIDED.len()],
            decision: format!("{number}/QĐ-UBND"),
            from,
            is_taken_back: false,
        };
        let wanted = TellStatus {
            category: decided.category,
            decision: decided.decision.clone(),
            from,
            to: None,
            answers: None,
        };
        let office = &self.world.offices[commune % self.world.offices.len()];
        let state = self.world.server.state();
        let told = status::tell(state, &office.device, household, &wanted);
        assert_eq!(told.is_ok(), may, "{wanted:?}: {told:?}");
        if may {
            let statuses = self.model.statuses.entry(household).or_default();
            statuses.push(decided);
            self.decided(Event::StatusDecided);
        }
    }

    fn take_back_status(&mut self, commune: usize, household: DocId, may: bool) {
        let said = self.said_by_server(household);
        let statuses = self.model.statuses.entry(household).or_default();
        let mut standing = statuses.iter_mut().filter(|known| !known.is_taken_back);
        let Some(last) = standing.next_back() else {
            return;
        };
        let mut recorded = said.statuses.iter().map(|status| &status.fact);
        let recorded = recorded.find(|status| status.decision == last.decision);
        let wanted = NoStatus {
            status: recorded.expect("what was recorded").id,
            reason: "của hộ khác cùng tên".into(),
        };
        let office = &self.world.offices[commune % self.world.offices.len()];
        let state = self.world.server.state();
        let told = status::retract(state, &office.device, household, &wanted);
        assert_eq!(told.is_ok(), may, "{told:?}");
        if may {
            last.is_taken_back = true;
            self.decided(Event::StatusTakenBack);
        }
    }

    /// A household as the server has it.
    pub(super) fn said_by_server(&self, household: DocId) -> Household {
        let stored = read(&*self.world.server.state().store, |tx| {
            tx.document(household)
        });
        let stored = stored.expect("a store").expect("a household on the list");
        let document = Document::load(&stored.bytes).expect("a document");
        document.household().expect("a household")
    }
}
