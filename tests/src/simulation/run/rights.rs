//! What the office decides about rights, and what a phone may do by them.

use std::collections::{BTreeMap, BTreeSet};

use chungtay_server::state::Clock as _;
use chungtay_server::store::read;
use chungtay_server::{campaigns, rounds};
use chungtay_shared::api::rounds::{IssueRound, MoveRights};
use chungtay_shared::household::Household;
use chungtay_shared::id::{Actor, DocId, FactId};
use chungtay_shared::life::LifeKind;
use chungtay_shared::phone::message::Ask;
use chungtay_shared::round::Round;

use super::Run;
use super::custody::in_hand;
use crate::simulation::coverage::Event;
use crate::ward::server::gift_month;

impl Run {
    /// The office issues a round to every household it knows, dealt out to the phones in use.
    pub(super) fn issue(&mut self, commune: usize, first: usize, in_custody: bool) {
        let number = self.world.next_number();
        let office = &self.world.offices[commune % self.world.offices.len()];
        let state = self.world.server.state();
        let today = self.world.clock.now().local_date();
        let known = read(&*state.store, |tx| {
            Ok((
                rounds::page(tx, &office.code)?.phones,
                tx.households(&office.code, today)?,
                campaigns::states(tx, &office.code)?,
            ))
        });
        let (phones, mut households, states) = known.expect("a store");
        households.retain(|household| household.gone.is_none());
        if phones.is_empty() || households.is_empty() {
            return;
        }
        // Of the city's campaign nothing is given: who pays for what is played by the commune's own.
        let own = states.into_iter().find(|state| state.origin.is_none());
        let known = own.map(|state| state.campaign);
        let campaign = known.unwrap_or_else(|| {
            let mut draft = gift_month(today);
            draft.items.push(super::supports::house());
            campaigns::save(state, &office.device, &draft).expect("a campaign")
        });
        let mut rights: BTreeMap<Actor, Vec<DocId>> = BTreeMap::new();
        for (place, household) in households.iter().enumerate() {
            let holder = &phones[(place + first) % phones.len()];
            rights.entry(holder.actor).or_default().push(household.id);
        }
        let wanted = IssueRound {
            campaign: campaign.id,
            name: format!("Đợt {number}"),
            item: campaign.items[0].id,
            rights,
            in_custody,
            again: true,
            basis: chungtay_shared::round::Basis::default(),
        };
        rounds::issue(state, &office.device, &wanted).expect("a round");
        self.world.seen.saw(Event::Issued);
        self.world.backup = None;
    }

    /// The office gives a right to that phone, or withdraws it when it is that phone's already.
    pub(super) fn move_right(&mut self, phone: usize, nth: usize) {
        let holder = &self.world.holders[phone];
        let actor = holder.phone.actor();
        let commune = holder.commune.as_str();
        let offices = &self.world.offices;
        let office = offices.iter().find(|office| office.code == commune);
        let Some(office) = office else { return };
        let state = self.world.server.state();
        let known = read(&*state.store, |tx| {
            let lives = chungtay_server::lives::of_commune(&tx.lives(&office.code)?);
            Ok((rounds::page(tx, &office.code)?, lives))
        });
        let (page, lives) = known.expect("a store");
        let rights: Vec<_> = page
            .rounds
            .iter()
            .flat_map(|round| round.rights.iter().map(|right| (round.id, *right)))
            .collect();
        let is_phone = page.phones.iter().any(|phone| phone.actor == actor);
        let Some(place) = nth.checked_rem(rights.len()).filter(|_| is_phone) else {
            return;
        };
        let (round, right) = rights[place];
        let is_gone = lives.gone.contains_key(&right.household)
            || lives.merged.contains_key(&right.household);
        if is_gone && right.holder != actor {
            return;
        }
        let wanted = MoveRights {
            households: vec![right.household],
            holder: (right.holder != actor).then_some(actor),
            reason: "mất máy".into(),
            approved_by: "Bà Sáu".into(),
        };
        rounds::move_rights(state, &office.device, round, &wanted).expect("a move");
        self.model.moved.insert((round, right.household));
        self.model.moved_by_hand.insert((round, right.household));
        self.world.seen.saw(Event::RightMoved);
        self.world.backup = None;
    }

    /// A round the phone knows of: its campaign's document, and its id.
    pub(super) fn round(&self, phone: usize, nth: usize) -> Option<(DocId, FactId)> {
        let campaigns = self.world.holders[phone].phone.campaigns();
        let rounds: Vec<_> = campaigns
            .iter()
            .flat_map(|c| c.rounds.iter().map(|round| (c.campaign.id, round.id)))
            .collect();
        rounds.get(nth.checked_rem(rounds.len())?).copied()
    }

    /// The households whose right the phone holds in a round, as far as it knows; of those on its list, as a
    /// household that was deleted keeps its right in the round.
    pub(super) fn held(&self, phone: usize, round: FactId) -> Vec<DocId> {
        let phone = &self.world.holders[phone].phone;
        let campaigns = phone.campaigns();
        let mut rounds = campaigns.iter().flat_map(|campaign| &campaign.rounds);
        let round = rounds.find(|known| known.id == round);
        let held = round.map(Round::held).unwrap_or_default().into_iter();
        let held = held.filter(|(_, holder)| *holder == phone.actor());
        let listed: BTreeSet<DocId> = phone.rows().iter().map(|row| row.id).collect();
        let households = held.map(|(household, _)| household);
        households
            .filter(|household| listed.contains(household))
            .collect()
    }

    /// Whether the phone must refuse this.
    pub(super) fn may_not(&self, phone: usize, ask: &Ask) -> bool {
        let Ask::SaveHandover {
            household, draft, ..
        } = ask
        else {
            return false;
        };
        let round = draft.round;
        round.is_some_and(|round| !self.may_give(phone, *household, round))
    }

    /// Whether the phone, by what it knows, holds the right and has not seen it used.
    fn may_give(&self, phone: usize, household: DocId, round: FactId) -> bool {
        let phone = &self.world.holders[phone].phone;
        let campaigns = phone.campaigns();
        let mut rounds = campaigns.iter().flat_map(|campaign| &campaign.rounds);
        let Some(round) = rounds.find(|known| known.id == round) else {
            return false;
        };
        let mut holder = round.rights.get(&household).copied();
        for moved in round.moves.iter().filter(|m| m.household == household) {
            holder = moved.holder;
        }
        let Some(known) = phone.household(household) else {
            return false;
        };
        let is_used = known
            .handovers
            .iter()
            .any(|h| h.corrected_by.is_none() && h.fact.round == Some(round.id));
        let is_in_hand = || !round.in_custody || in_hand(phone, round) > 0;
        holder == Some(phone.actor()) && !is_used && is_here(&known) && is_in_hand()
    }
}

/// Whether a household is to be visited, told event by event in the order they were decided.
fn is_here(household: &Household) -> bool {
    let (mut is_gone, mut kept_in) = (false, BTreeSet::new());
    for event in household.life.iter().map(|recorded| &recorded.fact) {
        match (event.kind, event.other) {
            (LifeKind::MovedAway | LifeKind::NobodyLeft | LifeKind::Joined, _) => is_gone = true,
            (LifeKind::Stays, _) => is_gone = false,
            (LifeKind::Same, Some(other)) => {
                kept_in.insert(other);
            }
            (LifeKind::Distinct, Some(other)) => {
                kept_in.remove(&other);
            }
            _ => {}
        }
    }
    !is_gone && kept_in.is_empty()
}
