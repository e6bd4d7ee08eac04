//! What volunteers were promised or handed for the Fund, in a campaign's document: maps at its root, under
//! `offer:<id>`, which anybody writes; what became of one, under `offer-answer:<id of the offer>`, which
//! the office writes.

use automerge::transaction::Transactable as _;
use automerge::{ObjType, ROOT};

use super::fields::MapReader;
use super::write::{put_text, put_time};
use super::{Author, Document, DocumentError, Written};
use crate::id::FactId;
use crate::offer::{Offer, OfferAnswer, OfferKind, Offered};

const OFFER: &str = "offer:";
const ANSWER: &str = "offer-answer:";

impl Document {
    /// Notes what somebody promised or gave.
    pub fn add_offer(&mut self, author: Author, offer: &Offer) -> Result<Written, DocumentError> {
        self.change(author, |tx| {
            let map = tx.put_object(ROOT, format!("{OFFER}{}", offer.id), ObjType::Map)?;
            tx.put(&map, "on", offer.on.to_string())?;
            tx.put(&map, "offered", offer.offered.code())?;
            for (key, text) in [
                ("giver", &offer.giver),
                ("goods", &offer.goods),
                ("receipt", &offer.receipt),
                ("note", &offer.note),
            ] {
                put_text(tx, &map, key, text)?;
            }
            if offer.money_vnd != 0 {
                tx.put(&map, "money_vnd", offer.money_vnd)?;
            }
            put_time(tx, &map, "recorded_at", offer.recorded_at)
        })
    }

    /// Says what became of it.
    pub fn answer_offer(
        &mut self,
        author: Author,
        offer: FactId,
        answer: &OfferAnswer,
    ) -> Result<Written, DocumentError> {
        self.change(author, |tx| {
            let map = tx.put_object(ROOT, format!("{ANSWER}{offer}"), ObjType::Map)?;
            if let Some(entry) = answer.entry {
                tx.put(&map, "entry", entry.to_string())?;
            }
            put_text(tx, &map, "reason", &answer.reason)?;
            put_time(tx, &map, "recorded_at", answer.recorded_at)
        })
    }

    /// All that was told, by its day, then as noted.
    pub fn offers(&self) -> Result<Vec<Offered>, DocumentError> {
        let root = MapReader::root(self.automerge());
        let mut offered = root
            .facts_under(OFFER)?
            .into_iter()
            .map(|(id, actor, map)| {
                Ok(Offered {
                    offer: offer(id, &map)?,
                    actor,
                    answer: None,
                })
            })
            .collect::<Result<Vec<_>, DocumentError>>()?;
        for (id, _, map) in root.facts_under(ANSWER)? {
            let answered = offered.iter_mut().find(|one| one.offer.id == id);
            answered
                .ok_or(DocumentError::Schema("offer-answer"))?
                .answer = Some(OfferAnswer {
                entry: map.parsed_if_any("entry")?,
                reason: map.text("reason")?,
                recorded_at: map.timestamp("recorded_at")?,
            });
        }
        offered.sort_by_key(|one| (one.offer.on, one.offer.recorded_at, one.offer.id));
        Ok(offered)
    }
}

fn offer(id: FactId, map: &MapReader<'_>) -> Result<Offer, DocumentError> {
    Ok(Offer {
        id,
        on: map.parsed("on")?,
        offered: map.code("offered", OfferKind::from_code)?,
        giver: map.text("giver")?,
        money_vnd: map.int("money_vnd")?,
        goods: map.text("goods")?,
        receipt: map.text("receipt")?,
        note: map.text("note")?,
        recorded_at: map.timestamp("recorded_at")?,
    })
}
