//! What the office has looked at of what does not add up.

use chungtay_server::review;
use chungtay_server::state::Clock as _;
use chungtay_server::store::read;
use chungtay_shared::api::review::Settle;
use chungtay_shared::id::{DocId, FactId};

use super::Run;
use crate::simulation::coverage::Event;

impl Run {
    /// The k-th of the doubtful handovers and of the counts that differ, in the order of the page.
    pub(super) fn settle_doubt(&mut self, commune: usize, nth: usize) {
        let office = &self.world.offices[commune % self.world.offices.len()];
        let state = self.world.server.state();
        let today = self.world.clock.now().local_date();
        let page = read(&*state.store, |tx| review::page(tx, &office.code, today));
        let page = page.expect("a store");
        let doubts = page.doubts.iter().map(|doubt| {
            let facts = doubt.lines.iter().map(|line| line.id).collect();
            (doubt.campaign, facts, Event::DoubtSettled)
        });
        // What is overdrawn is made right by movements, not by words.
        let counts = page.custody.iter().filter_map(|line| {
            let movement = line.movement.as_ref()?;
            Some((line.campaign, vec![movement.id], Event::DifferenceSettled))
        });
        let shown: Vec<(DocId, Vec<FactId>, Event)> = doubts.chain(counts).collect();
        let Some((campaign, facts, event)) = nth
            .checked_rem(shown.len())
            .and_then(|place| shown.into_iter().nth(place))
        else {
            return;
        };
        let wanted = Settle {
            campaign,
            facts: facts.clone(),
            reason: "đã gặp và đếm lại".into(),
        };
        review::settle(state, &office.device, &wanted).expect("an accepted form");
        self.model.settled.extend(facts);
        self.decided(event);
    }
}
