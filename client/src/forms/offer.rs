//! The form of what somebody promised or gave for the Fund.

use chungtay_shared::field::FieldError;
use chungtay_shared::id::FactId;
use chungtay_shared::offer::{OfferDraft, OfferKind};
use chungtay_shared::time::{LocalDate, Timestamp};

use super::kept::text;
use super::{Kept, Text};

/// What the form holds; it is of the day on which it is filled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OfferForm(pub(crate) OfferDraft);

impl OfferForm {
    /// An empty form.
    pub(crate) const fn new(today: LocalDate) -> Self {
        Self(OfferDraft::empty(today))
    }

    /// The draft to save, or every field's problem.
    pub(crate) fn read(&self, now: Timestamp) -> Result<OfferDraft, Vec<FieldError>> {
        // The id is only there to run the rules: the store makes the real one.
        self.0.read(FactId::from_bytes([0; 16]), now)?;
        Ok(self.0.clone())
    }
}

impl Kept for OfferForm {
    fn texts(&self) -> Vec<Text> {
        let draft = &self.0;
        vec![
            text("offered", draft.offered.map_or("", OfferKind::code)),
            text("giver", draft.giver.as_str()),
            text("money_text", draft.money_text.as_str()),
            text("goods", draft.goods.as_str()),
            text("receipt", draft.receipt.as_str()),
            text("note", draft.note.as_str()),
        ]
    }

    fn put(&mut self, name: &str, text: &str) {
        let draft = &mut self.0;
        let field = match name {
            "offered" => {
                draft.offered = OfferKind::from_code(text);
                return;
            }
            "giver" => &mut draft.giver,
            "money_text" => &mut draft.money_text,
            "goods" => &mut draft.goods,
            "receipt" => &mut draft.receipt,
            "note" => &mut draft.note,
            _ => return,
        };
        text.clone_into(field);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_ms(1_792_200_600_000);

    #[test]
    fn an_offer_that_was_kept_is_the_offer_again() {
        let mut form = OfferForm::new(NOW.local_date());
        for (name, text) in [
            ("offered", "received"),
            ("giver", "Tiệm vàng Kim Hoa"),
            ("money_text", "500.000"),
            ("goods", "5 bao gạo"),
            ("receipt", "BN 12"),
            ("note", "hẹn lấy gạo chiều mai"),
            ("unheard", "of"),
        ] {
            form.put(name, text);
        }
        let mut again = OfferForm::new(NOW.local_date());
        again.restore(&form.texts());
        assert_eq!(again, form);
        assert_eq!(again.read(NOW).unwrap(), form.0);
    }
}
