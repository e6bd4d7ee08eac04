//! What the invented commune's volunteers were promised and handed for the Fund on their way: one receipt the
//! office has entered, one promise it has not, and two that wait.

use chungtay_shared::document::Document;
use chungtay_shared::id::FactId;
use chungtay_shared::offer::{OfferAnswer, OfferDraft, OfferKind};

use super::super::{Writer, broken};
use crate::store::StoreError;

/// What became of one.
enum Answer {
    /// It stands in the Fund under this number.
    Entered(&'static str),
    /// It does not, for this reason.
    Declined(&'static str),
    Waits,
}

/// Day after the list was written, whether it is there, who gives, money, goods, number of its receipt.
type Line = (
    i64,
    OfferKind,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    Answer,
);

const LINES: [Line; 4] = [
    (
        4,
        OfferKind::Received,
        "Bà con ấp 3",
        "3.450.000",
        "",
        "PT 004",
        Answer::Entered("PT 004"),
    ),
    (
        4,
        OfferKind::Promised,
        "Cơ sở nước đá Thử Nghiệm",
        "2.000.000",
        "",
        "",
        Answer::Declined("Cơ sở đã đăng ký với Hội Nông dân xã, không ghi hai lần."),
    ),
    (
        5,
        OfferKind::Promised,
        "Tiệm tạp hóa Thử Nghiệm Bảy Lành",
        "",
        "10 thùng mì, 5 bao gạo",
        "",
        Answer::Waits,
    ),
    (
        6,
        OfferKind::Received,
        "Ghe cá Thử Nghiệm Út Khá",
        "1.500.000",
        "",
        "BN 07",
        Answer::Waits,
    ),
];
const HOUR_MS: i64 = 3_600_000;

impl Writer<'_> {
    /// Notes them, each by another volunteer, and what the office made of them in the next morning.
    pub(super) fn offers(&mut self) -> Result<(), StoreError> {
        let Some(campaign) = self.campaign else {
            return Ok(());
        };
        let stored = self.tx.document(campaign)?.ok_or_else(broken)?;
        let mut document = Document::load(&stored.bytes)?;
        for (place, (day, offered, giver, money, goods, receipt, answer)) in (0..).zip(LINES) {
            let at = self.listed_at.plus_ms(day * 24 * HOUR_MS + 9 * HOUR_MS);
            let draft = OfferDraft {
                offered: Some(offered),
                giver: giver.into(),
                money_text: money.into(),
                goods: goods.into(),
                receipt: receipt.into(),
                ..OfferDraft::empty(at.local_date())
            };
            let offer = draft.read(self.fact_id(at), at).map_err(|_| broken())?;
            let by = place * 5 % self.volunteers.len();
            let author = self.author(by, at)?;
            let written = document.add_offer(author, &offer)?;
            self.append(campaign, &document, written, author, by)?;

            let (entry, reason) = match answer {
                Answer::Entered(voucher) => (Some(self.entry_of(voucher)?), ""),
                Answer::Declined(reason) => (None, reason),
                Answer::Waits => continue,
            };
            let at = at.plus_ms(15 * HOUR_MS);
            let answer = OfferAnswer {
                entry,
                reason: reason.to_owned(),
                recorded_at: at,
            };
            let author = self.office_author(at)?;
            let written = document.answer_offer(author, offer.id, &answer)?;
            self.append_as(&self.office, 0, campaign, &document, written, author)?;
        }
        Ok(())
    }

    /// The Fund's entry of this number.
    fn entry_of(&self, voucher: &str) -> Result<FactId, StoreError> {
        let stored = self.tx.fund(self.commune)?.ok_or_else(broken)?;
        let fund = Document::load(&stored)?.fund()?;
        let mut entries = fund.entries.iter().map(|entered| &entered.entry);
        let entry = entries.find(|entry| entry.voucher == voucher);
        entry.map(|entry| entry.id).ok_or_else(broken)
    }
}
