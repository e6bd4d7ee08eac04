//! What the invented commune's office has entered in its Fund: promises of unions and businesses, what
//! came of them, what the city sent, a decision and what was spent by it.

use std::collections::BTreeMap;

use chungtay_shared::document::{Document, Written};
use chungtay_shared::fund::{EntryDraft, EntryKind, Fund};
use chungtay_shared::id::{DocId, FactId};
use chungtay_shared::synthetic::CITY;
use chungtay_shared::time::Timestamp;

use super::city::{self, City};
use super::{Writer, broken};
use crate::store::StoreError;

mod offers;

/// Day after the list was written, kind, party, money, number, purpose. A receipt from somebody who has
/// promised something is of that promise; an outlay is by the decision.
type Line = (
    i64,
    EntryKind,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
);

/// Who signs decisions.
const SIGNER: &str = "Trưởng ban vận động Quỹ";

const LINES: [Line; 12] = [
    (
        1,
        EntryKind::Pledge,
        "Hội Liên hiệp Phụ nữ xã",
        "15.000.000",
        "",
        "Quà cho hộ nghèo",
    ),
    (
        1,
        EntryKind::Pledge,
        "Hội Nông dân xã",
        "12.000.000",
        "",
        "Quà cho hộ nghèo",
    ),
    (
        2,
        EntryKind::Pledge,
        "Công ty TNHH Thử Nghiệm Sông Hậu",
        "60.000.000",
        "",
        "Một căn nhà Đại đoàn kết",
    ),
    (
        2,
        EntryKind::Pledge,
        "Cán bộ, công chức xã",
        "20.000.000",
        "",
        "Một ngày lương",
    ),
    (
        3,
        EntryKind::Receipt,
        "Hội Liên hiệp Phụ nữ xã",
        "15.000.000",
        "PT 001",
        "Quà cho hộ nghèo",
    ),
    (
        3,
        EntryKind::TransferIn,
        "Quỹ “Vì người nghèo” thành phố",
        city::PASSED_DOWN,
        "CK 0117",
        "Tháng cao điểm",
    ),
    (
        4,
        EntryKind::Receipt,
        "Công ty TNHH Thử Nghiệm Sông Hậu",
        "40.000.000",
        "PT 002",
        "Một căn nhà Đại đoàn kết",
    ),
    (
        4,
        EntryKind::Receipt,
        "Cán bộ, công chức xã",
        "20.000.000",
        "PT 003",
        "Một ngày lương",
    ),
    (
        5,
        EntryKind::Receipt,
        "Bà con ấp 3",
        "3.450.000",
        "PT 004",
        "Ủng hộ tại hội nghị ấp",
    ),
    (
        5,
        EntryKind::Decision,
        SIGNER,
        "30.000.000",
        "05/QĐ-BVĐ",
        "Sửa nhà cho hộ nghèo",
    ),
    (
        6,
        EntryKind::Outlay,
        "Cửa hàng vật liệu Thử Nghiệm",
        "12.500.000",
        "PC 001",
        "Tôn, xi măng sửa nhà",
    ),
    (
        6,
        EntryKind::TransferOut,
        "Quỹ “Vì người nghèo” thành phố",
        "5.000.000",
        "CK 0009",
        "Góp theo phân bổ",
    ),
];

impl Writer<'_> {
    /// Enters all of it, and what volunteers were told of for it.
    pub(super) fn fund(&mut self, city: Option<&City>) -> Result<(), StoreError> {
        let id = self.doc_id();
        let begun = self.office_author(self.listed_at)?;
        let (mut document, written) = Document::new_fund(begun, id, self.commune)?;
        self.keep(id, &document, written, self.listed_at)?;
        for (day, kind, party, money, voucher, purpose) in LINES {
            let typed = EntryDraft {
                party: party.to_owned(),
                money_text: money.to_owned(),
                voucher: voucher.to_owned(),
                purpose: purpose.to_owned(),
                unit: city.map_or_else(String::new, |_| CITY.0.to_owned()),
                transfer: city.map(City::transfer),
                ..EntryDraft::empty(kind, self.on(day).local_date())
            };
            self.enter(id, &mut document, day, typed)?;
        }
        let rice = EntryDraft {
            party: "Các nhà máy xay xát Thử Nghiệm".to_owned(),
            goods_value_text: "18.000.000".to_owned(),
            goods: "1.000 kg gạo".to_owned(),
            voucher: "PN 001".to_owned(),
            purpose: "Quà cho hộ nghèo".to_owned(),
            ..EntryDraft::empty(EntryKind::Receipt, self.on(5).local_date())
        };
        self.enter(id, &mut document, 5, rice)?;
        self.offers()
    }

    fn on(&self, day: i64) -> Timestamp {
        self.listed_at.plus_ms(day * 86_400_000)
    }

    fn enter(
        &self,
        id: DocId,
        document: &mut Document,
        day: i64,
        typed: EntryDraft,
    ) -> Result<(), StoreError> {
        let (at, fund) = (self.on(day), document.fund()?);
        let draft = EntryDraft {
            pledge: first(&fund, EntryKind::Pledge, &typed.party),
            decision: first(&fund, EntryKind::Decision, SIGNER),
            ..typed
        };
        let entry = draft.read(&fund.entries, &BTreeMap::new(), self.fact_id(at), at);
        let entry = entry.map_err(|_| broken())?;
        let written = document.add_entry(self.office_author(at)?, &entry)?;
        self.keep(id, document, written, at)
    }

    fn keep(
        &self,
        id: DocId,
        document: &Document,
        written: Written,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let author = self.office_author(at)?;
        self.append_as(&self.office, 0, id, document, written, author)
    }
}

fn first(fund: &Fund, kind: EntryKind, party: &str) -> Option<FactId> {
    let mut entries = fund.entries.iter().map(|entered| &entered.entry);
    let entry = entries.find(|entry| entry.kind == kind && entry.party == party);
    entry.map(|entry| entry.id)
}
