//! Households that the office deletes at their request.

use chungtay_server::erasure;
use chungtay_server::rounds;
use chungtay_server::store::read;
use chungtay_shared::api::erasure::EraseHousehold;
use chungtay_shared::document::Document;
use chungtay_shared::fund::Source;
use chungtay_shared::household::{Household, ProfileField};
use chungtay_shared::id::DocId;

use super::Run;
use crate::simulation::coverage::Event;

impl Run {
    /// The office deletes a household; what must be parted or ended before is refused.
    pub(super) fn erase(&mut self, commune: usize, nth: usize) {
        let Some(doc) = self.listed(commune, nth) else {
            return;
        };
        let office = &self.world.offices[commune % self.world.offices.len()];
        let (code, device) = (office.code.clone(), office.device.clone());
        let household = self.stored(doc);
        let merged = &self.model.merged;
        let is_one_with_others = merged.contains_key(&doc) || merged.values().any(|k| *k == doc);
        let goes_on = household.cases.iter().any(|case| {
            let standing = case.standing();
            !standing.ended && standing.stopped.is_none()
        });
        let wanted = EraseHousehold {
            head_name: household.profile.get(ProfileField::HeadName).to_owned(),
            request: "YC-1".into(),
            reason: "người trong hộ yêu cầu".into(),
        };
        let state = self.world.server.state();
        let campaigns = read(&*state.store, |tx| rounds::rights_of(tx, &code)).expect("a store");
        let erased = erasure::erase(state, &device, doc, &wanted);
        let may = !is_one_with_others && !goes_on;
        assert_eq!(erased.is_ok(), may, "{erased:?}");
        if !may {
            self.world.seen.saw(Event::EraseRefused);
            return;
        }
        assert!(erased.is_ok_and(|done| done.is_wiped));
        for handover in household
            .handovers
            .iter()
            .filter(|h| h.corrected_by.is_none())
        {
            let fact = &handover.fact;
            if fact.round.is_some() || fact.source == Some(Source::OwnFund) {
                let given = (code.clone(), fact.at.local_date(), fact.money_vnd);
                self.model.figures.push(given);
            }
            let rounds = campaigns.iter().flat_map(|campaign| &campaign.rounds);
            for round in rounds.filter(|r| r.in_custody && Some(r.id) == fact.round) {
                let giver = (round.id, household.giver(handover));
                *self.model.returned.entry(giver).or_default() += 1;
            }
        }
        self.model.erased.insert(doc);
        self.decided(Event::Erased);
    }

    fn stored(&self, doc: DocId) -> Household {
        let store = &*self.world.server.state().store;
        let stored = read(store, |tx| tx.document(doc)).expect("a store");
        let document = Document::load(&stored.expect("a listed household").bytes);
        document
            .expect("a document")
            .household()
            .expect("a household")
    }
}
