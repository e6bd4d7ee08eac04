//! Gifts that volunteers of a city's communes carry out, give, and bring back counted.

use chungtay_server::error::ApiError;
use chungtay_server::{custody, rounds};
use chungtay_shared::api::rounds::CustodyState;
use chungtay_shared::custody::{MovementDraft, MovementKind};
use chungtay_shared::id::{Actor, FactId};
use chungtay_shared::phone::message::Ask;

use super::city::{City, Issued, VOLUNTEERS};
use super::month::save;

/// What a volunteer carries of each round's gifts: one for each household they know, and one to spare.
pub const CARRIED: u64 = 3;

/// What came back of a round's gifts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Back {
    /// Counted at the commune.
    pub count: u64,
    /// Lost or spoilt on the way.
    pub missing: u64,
}

impl City {
    /// Where the gifts of a commune's round are.
    ///
    /// # Panics
    /// When they are not counted.
    pub fn custody(&self, commune: &str, round: FactId) -> CustodyState {
        let page = self.read(|tx| rounds::page(tx, commune));
        let of_round = page.rounds.into_iter().find(|known| known.id == round);
        of_round
            .and_then(|known| known.custody)
            .expect("a round whose gifts are counted")
    }

    /// Notes at a commune that gifts went from hand to hand.
    ///
    /// # Errors
    /// When the form is refused.
    pub fn move_gifts(
        &self,
        commune: &str,
        round: FactId,
        draft: &MovementDraft,
    ) -> Result<(), ApiError> {
        let office = &self.offices[commune];
        custody::record(self.ward.server.state(), office, round, draft)
    }

    /// Takes back what a volunteer did not give.
    ///
    /// # Errors
    /// When the form is refused.
    pub fn take_back(
        &self,
        commune: &str,
        round: FactId,
        holder: Actor,
        back: Back,
        note: &str,
    ) -> Result<(), ApiError> {
        let returned = MovementDraft {
            holder: Some(holder),
            count_text: back.count.to_string(),
            missing_text: back.missing.to_string(),
            note: note.into(),
            ..MovementDraft::empty(MovementKind::Returned)
        };
        self.move_gifts(commune, round, &returned)
    }

    /// Handovers of a round by one phone, as the database itself finds them.
    pub fn given_in_rows(&self, commune: &str, round: FactId, giver: Actor) -> u64 {
        let rows = self.ward.server.database().query(&format!(
            "select round, actor from fact
             where commune = '{commune}' and kind = 'handover' and standing and round is not null"
        ));
        let (round, giver) = (round.to_string(), giver.to_string());
        let theirs = rows.iter().filter(|row| row[0] == round && row[1] == giver);
        theirs.count() as u64
    }

    /// The same, as the households' documents say.
    pub fn given_in_documents(&self, commune: &str, round: FactId, giver: Actor) -> u64 {
        let documents = self.documents(commune);
        let handed_over = documents.iter().flat_map(|household| &household.handovers);
        let theirs = handed_over.filter(|h| h.fact.round == Some(round) && h.actor == giver);
        theirs.count() as u64
    }
}

/// The gifts of every round come into the commune's store and go out with its volunteers, who count
/// them on their phones.
///
/// # Panics
/// When the story is not as told.
pub fn carry_out(city: &mut City, issued: &Issued) {
    for (commune, (_, of_commune)) in issued {
        for round in of_commune {
            let holders = city.custody(commune, *round).carriers;
            let came = MovementDraft {
                count_text: (CARRIED * holders.len() as u64).to_string(),
                party: "Hội Chữ thập đỏ".into(),
                ..MovementDraft::empty(MovementKind::Received)
            };
            city.move_gifts(commune, *round, &came)
                .expect("what the story says");
            for carrier in holders {
                let out = MovementDraft {
                    holder: Some(carrier.holder),
                    count_text: CARRIED.to_string(),
                    ..MovementDraft::empty(MovementKind::Issued)
                };
                city.move_gifts(commune, *round, &out)
                    .expect("what the story says");
            }
        }
    }
    city.ward.settle();
    for (commune, name) in VOLUNTEERS {
        let (campaign, of_commune) = &issued[commune];
        let actor = city.ward.phone(name).actor();
        for round in of_commune {
            let movements = city.custody(commune, *round).movements;
            let theirs = movements.iter().find(|m| m.holder == Some(actor));
            let taken = Ask::ConfirmTaken {
                campaign: campaign.id,
                movement: theirs.expect("what the story says").id,
                count_text: CARRIED.to_string(),
            };
            save(&mut city.ward, name, &taken).expect("what the story says");
        }
    }
}
