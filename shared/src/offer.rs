//! What a volunteer is promised or handed for the Fund on their way. It is only told: it counts when the
//! office has entered it in the Fund, which says that it did, or why it did not.

use serde::{Deserialize, Serialize};

use crate::codes;
use crate::field::{FieldError, FieldErrors, Problem};
use crate::id::{Actor, FactId};
use crate::limits::{LINE_CHARS_MAX, NOTE_CHARS_MAX};
use crate::money;
use crate::time::{LocalDate, Timestamp};

codes!(
    /// Whether it is there.
    OfferKind {
        /// Hứa ủng hộ: promised.
        Promised = "promised",
        /// Đã đưa: the volunteer has it.
        Received = "received",
    }
);

/// What somebody promised or gave. Never edited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// This fact.
    pub id: FactId,
    /// The day.
    pub on: LocalDate,
    /// Whether it is there.
    pub offered: OfferKind,
    /// Who: an organisation, a person.
    pub giver: String,
    /// Money in đồng; 0 for goods alone.
    pub money_vnd: i64,
    /// Which goods, in words; empty for money alone.
    pub goods: String,
    /// Number of the receipt that was given for it; empty when none was.
    pub receipt: String,
    /// Free note.
    pub note: String,
    /// When it was noted.
    pub recorded_at: Timestamp,
}

/// What the office made of it. Never edited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferAnswer {
    /// The Fund's entry; none when it is not entered.
    pub entry: Option<FactId>,
    /// Why it is not, in a person's words.
    pub reason: String,
    /// When.
    pub recorded_at: Timestamp,
}

/// What was told, by whom, and what the office made of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offered {
    /// What was told.
    pub offer: Offer,
    /// Whose device.
    pub actor: Actor,
    /// The answer, once there is one.
    pub answer: Option<OfferAnswer>,
}

/// The same as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferDraft {
    /// The day.
    pub on: LocalDate,
    /// Whether it is there.
    pub offered: Option<OfferKind>,
    /// Who.
    pub giver: String,
    /// Money, as typed; may be empty.
    pub money_text: String,
    /// Which goods; may be empty.
    pub goods: String,
    /// Number of the receipt that was given.
    pub receipt: String,
    /// Free note.
    pub note: String,
}

impl OfferDraft {
    /// A form in which nothing was typed yet.
    pub const fn empty(on: LocalDate) -> Self {
        Self {
            on,
            offered: None,
            giver: String::new(),
            money_text: String::new(),
            goods: String::new(),
            receipt: String::new(),
            note: String::new(),
        }
    }

    /// The draft that would make this again, by which the server tries it.
    pub fn of(offer: &Offer) -> Self {
        Self {
            on: offer.on,
            offered: Some(offer.offered),
            giver: offer.giver.clone(),
            money_text: match offer.money_vnd {
                0 => String::new(),
                money_vnd => money::format_vnd(money_vnd),
            },
            goods: offer.goods.clone(),
            receipt: offer.receipt.clone(),
            note: offer.note.clone(),
        }
    }

    /// What it says, or every field's problem.
    pub fn read(&self, id: FactId, now: Timestamp) -> Result<Offer, Vec<FieldError>> {
        let mut errors = FieldErrors::default();
        let has_money = !self.money_text.trim().is_empty();
        let offer = Offer {
            id,
            on: self.on,
            offered: self.offered.unwrap_or(OfferKind::Promised),
            giver: errors.text("giver", &self.giver, LINE_CHARS_MAX),
            money_vnd: if has_money {
                errors.take("money_text", money::parse_vnd(&self.money_text))
            } else {
                0
            },
            goods: errors.text("goods", &self.goods, LINE_CHARS_MAX),
            receipt: errors.text("receipt", &self.receipt, LINE_CHARS_MAX),
            note: errors.text("note", &self.note, NOTE_CHARS_MAX),
            recorded_at: now,
        };
        if self.offered.is_none() {
            errors.add("offered", Problem::Missing);
        }
        if offer.giver.is_empty() {
            errors.add("giver", Problem::Missing);
        }
        if has_money && offer.money_vnd <= 0 && !errors.has("money_text") {
            errors.add("money_text", Problem::NotPositive);
        } else if !has_money && offer.goods.is_empty() {
            errors.add("money_text", Problem::Missing);
        }
        if offer.on > now.local_date() {
            errors.add("on", Problem::InFuture);
        }
        errors.finish(offer)
    }
}

/// What waits of all that was told, with this id.
pub fn waiting(offered: &[Offered], id: FactId) -> Option<&Offer> {
    let mut open = offered.iter().filter(|one| one.answer.is_none());
    open.find(|one| one.offer.id == id).map(|one| &one.offer)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_ms(1_792_200_600_000);
    const ID: FactId = FactId::from_bytes([1; 16]);

    #[test]
    fn who_gives_money_on_the_way_is_written_down_as_typed_and_comes_out_of_the_draft_again() {
        let draft = OfferDraft {
            offered: Some(OfferKind::Received),
            giver: " Tiệm vàng Kim Hoa ".into(),
            money_text: "1,5 tr".into(),
            receipt: "BN 12".into(),
            ..OfferDraft::empty(NOW.local_date())
        };
        let offer = draft.read(ID, NOW).unwrap();
        assert_eq!(
            (offer.giver.as_str(), offer.money_vnd),
            ("Tiệm vàng Kim Hoa", 1_500_000)
        );
        assert_eq!(OfferDraft::of(&offer).read(ID, NOW), Ok(offer));
    }

    #[test]
    fn what_is_missing_is_said_at_once_and_goods_alone_are_enough() {
        let tomorrow = LocalDate::from_days(NOW.local_date().days() + 1);
        let problems = OfferDraft::empty(tomorrow).read(ID, NOW).unwrap_err();
        let fields: Vec<&str> = problems.iter().map(|p| p.field.as_str()).collect();
        assert_eq!(fields, ["offered", "giver", "money_text", "on"]);
        let goods = OfferDraft {
            offered: Some(OfferKind::Promised),
            giver: "Chú Ba".into(),
            goods: "5 bao gạo".into(),
            ..OfferDraft::empty(NOW.local_date())
        };
        assert!(goods.read(ID, NOW).is_ok());
        let nothing = OfferDraft {
            money_text: "0".into(),
            ..goods
        };
        let problems = nothing.read(ID, NOW).unwrap_err();
        assert_eq!(problems[0].field, "money_text");
    }
}
