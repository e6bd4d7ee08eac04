//! What volunteers propose, and how the office answers.

use chungtay_server::review;
use chungtay_server::state::Clock as _;
use chungtay_server::store::read;
use chungtay_shared::api::review::AnswerProposal;
use chungtay_shared::handover::HandoverDraft;
use chungtay_shared::id::DocId;
use chungtay_shared::phone::message::Ask;

use super::Run;
use crate::simulation::coverage::Event;

impl Run {
    /// A proposal in the month the phone knows of, if it knows any.
    pub(super) fn proposal(&self, phone: usize, household: DocId, draft: HandoverDraft) -> Ask {
        let campaigns = self.world.holders[phone].phone.campaigns();
        let campaign = campaigns.first().map(|known| &known.campaign);
        Ask::Propose {
            household,
            draft: HandoverDraft {
                campaign: campaign.map(|campaign| campaign.id),
                campaign_name: campaign.map_or_else(String::new, |known| known.name.clone()),
                ..draft
            },
        }
    }

    /// The office grants a proposal in the first round there is for it, or declines it. For who is gone
    /// nothing is granted.
    pub(super) fn answer(&mut self, commune: usize, nth: usize, granted: bool) {
        let office = &self.world.offices[commune % self.world.offices.len()];
        let state = self.world.server.state();
        let today = self.world.clock.now().local_date();
        let page = read(&*state.store, |tx| review::page(tx, &office.code, today));
        let proposals = page.expect("a store").proposals;
        let Some(place) = nth.checked_rem(proposals.len()) else {
            return;
        };
        let proposed = &proposals[place];
        let household = proposed.line.household;
        let round = proposed.rounds.first().filter(|_| granted);
        let round = round.map(|round| round.id);
        let is_gone = self.model.gone.get(&household) == Some(&true)
            || self.model.merged.contains_key(&household);
        let wanted = AnswerProposal {
            household,
            proposal: proposed.line.id,
            granted_in: round,
            reason: "đã xem".into(),
        };
        let answered = review::answer(state, &office.device, &wanted);
        let may = round.is_none() || !is_gone;
        assert_eq!(answered.is_ok(), may, "{answered:?}");
        if !may {
            return;
        }
        match round {
            Some(round) => {
                self.model.moved.insert((round, household));
                self.model.moved_by_hand.insert((round, household));
                self.decided(Event::Granted);
            }
            None => self.decided(Event::Declined),
        }
    }
}
