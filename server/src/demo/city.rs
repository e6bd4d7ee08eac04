//! The invented city: what it has ordered, raised and passed down. Two communes stand under it.

use std::collections::BTreeMap;

use chungtay_shared::api::Role;
use chungtay_shared::campaign::{
    Campaign, CampaignState, GoverningDraft, Indicator, MandateDraft, Origin,
};
use chungtay_shared::document::Document;
use chungtay_shared::fund::{EntryDraft, EntryKind};
use chungtay_shared::id::{DocId, FactId};
use chungtay_shared::synthetic::{CITY, COMMUNE_CODE, SyntheticWard};
use chungtay_shared::time::{LocalDate, Timestamp};

use super::{Writer, broken};
use crate::begin;
use crate::campaigns::handed_down;
use crate::office::Pen;
use crate::state::AppState;
use crate::store::{Device, StoreError, Tx};

/// Who keeps the invented city's lists.
pub(super) const OFFICER: &str = "Ông Bình";
/// What the city has passed down to its first commune.
pub(super) const PASSED_DOWN: &str = "250.000.000";

/// Day after the list was written, kind, party, money, number.
type Line = (i64, EntryKind, &'static str, &'static str, &'static str);

const LINES: [Line; 5] = [
    (
        0,
        EntryKind::Pledge,
        "Liên đoàn Lao động thành phố",
        "200.000.000",
        "",
    ),
    (
        0,
        EntryKind::Pledge,
        "Công ty Cổ phần Thử Nghiệm Miền Tây",
        "500.000.000",
        "",
    ),
    (
        1,
        EntryKind::Receipt,
        "Công ty Cổ phần Thử Nghiệm Miền Tây",
        "500.000.000",
        "PT 0001",
    ),
    (
        3,
        EntryKind::TransferOut,
        "Quỹ “Vì người nghèo” xã",
        PASSED_DOWN,
        "CK 0117",
    ),
    // The campaign's first day: what comes before it is nothing that the campaign has raised.
    (
        8,
        EntryKind::Receipt,
        "Liên đoàn Lao động thành phố",
        "120.000.000",
        "PT 0002",
    ),
];

/// The city, as its communes need it.
#[derive(Debug)]
pub struct City {
    pub(super) office: Device,
    pub(super) campaign: CampaignState,
    transfer: FactId,
    since: LocalDate,
}

impl City {
    /// The city with its officer, its campaign and its Fund.
    pub fn begin(state: &AppState, tx: &dyn Tx, ward: &SyntheticWard) -> Result<Self, StoreError> {
        let at = Timestamp::from_local(ward.campaign.from, 7, 0).plus_ms(-8 * 86_400_000);
        begin::commune(state, tx, CITY.0, CITY.1, true)?;
        let browser = "Máy văn phòng";
        let (device, _) = begin::device(state, tx, CITY.0, OFFICER, Role::Office, browser, at)?;
        let office = Office {
            state,
            tx,
            device: &device,
            at,
        };
        let (campaign, transfer) = (office.campaign(ward)?, office.fund()?);
        Ok(Self {
            campaign,
            transfer,
            since: at.local_date(),
            office: device,
        })
    }

    /// The entry by which money was passed down.
    pub(super) const fn transfer(&self) -> FactId {
        self.transfer
    }

    /// Writes an invented commune with the visits and handovers that were done in it, as one of the city's.
    pub fn write(
        &self,
        state: &AppState,
        tx: &dyn Tx,
        ward: &SyntheticWard,
    ) -> Result<(), StoreError> {
        super::write_with(state, tx, ward, super::Extent::Work, Some(self))
    }

    /// Hands the campaign down to the communes, which run it already.
    pub fn hand_down(&self, state: &AppState, tx: &dyn Tx) -> Result<(), StoreError> {
        handed_down::to_units_below(state, tx, &self.campaign).map(drop)
    }

    fn origin(&self) -> Origin {
        Origin {
            unit: CITY.0.to_owned(),
            unit_name: CITY.1.to_owned(),
            campaign: self.campaign.campaign.id,
            items: [].into(),
            documents: [].into(),
        }
    }
}

impl Writer<'_> {
    /// The commune stands under the city, and what it runs is the city's.
    pub(super) fn join(&self, city: &City) -> Result<(), StoreError> {
        let placements = self
            .tx
            .tree()?
            .placing(self.commune, Some(CITY.0), city.since);
        self.tx
            .place(self.commune, &placements.map_err(|_| broken())?)?;
        if let Some(campaign) = self.campaign {
            let stored = self.tx.document(campaign)?.ok_or_else(broken)?;
            let mut document = Document::load(&stored.bytes)?;
            let author = self.office_author(self.listed_at)?;
            let written = document.set_origin(author, &city.origin())?;
            self.append_as(&self.office, 0, campaign, &document, written, author)?;
        }
        Ok(())
    }
}

/// The city's officer at work.
struct Office<'a> {
    state: &'a AppState,
    tx: &'a dyn Tx,
    device: &'a Device,
    at: Timestamp,
}

impl Office<'_> {
    /// The campaign of the communes, as the city has ordered it; what is given is theirs to say.
    fn campaign(&self, ward: &SyntheticWard) -> Result<CampaignState, StoreError> {
        let pen = Pen::take(self.tx, self.device, self.at)?;
        let campaign = Campaign {
            id: self.doc_id(),
            commune: CITY.0.to_owned(),
            name: ward.campaign.name.clone(),
            from: ward.campaign.from,
            to: ward.campaign.to,
            items: Vec::new(),
            has_rounds: false,
        };
        let (mut document, written) = Document::new_campaign(pen.author(), &campaign)?;
        pen.store(campaign.id, &document, written)?;
        let plan = GoverningDraft {
            number: "01/KH-MTTQ".into(),
            on_text: LocalDate::from_days(self.at.local_date().days() - 3).display(),
            issuer: "Ủy ban MTTQ Việt Nam thành phố".into(),
            title: "Tháng cao điểm “Vì người nghèo”".into(),
            ..GoverningDraft::default()
        };
        let targets = [
            (Indicator::Visited, "560".to_owned()),
            (Indicator::Raised, "700 triệu".to_owned()),
        ];
        let mandate = MandateDraft {
            documents: vec![plan],
            targets: targets.into(),
        };
        let mandate = mandate.read(|| self.fact_id()).map_err(|_| broken())?;
        let written = document.set_mandate(pen.author(), &mandate)?;
        pen.store(campaign.id, &document, written)?;
        Ok(document.campaign_state()?)
    }

    /// What the city has raised and passed down; the entry of the latter.
    fn fund(&self) -> Result<FactId, StoreError> {
        let id = self.doc_id();
        let pen = Pen::take(self.tx, self.device, self.at)?;
        let (mut document, written) = Document::new_fund(pen.author(), id, CITY.0)?;
        pen.store(id, &document, written)?;
        let mut passed_down = None;
        for (day, kind, party, money, voucher) in LINES {
            let at = self.at.plus_ms(day * 86_400_000);
            let pen = Pen::take(self.tx, self.device, at)?;
            let entries = document.fund()?.entries;
            let promised = entries.iter().map(|entered| &entered.entry);
            let mut promised = promised.filter(|entry| entry.kind == EntryKind::Pledge);
            let draft = EntryDraft {
                party: party.to_owned(),
                money_text: money.to_owned(),
                voucher: voucher.to_owned(),
                purpose: "Tháng cao điểm".to_owned(),
                pledge: promised
                    .find(|entry| entry.party == party)
                    .map(|entry| entry.id),
                unit: COMMUNE_CODE.to_owned(),
                ..EntryDraft::empty(kind, at.local_date())
            };
            let entry = draft.read(&entries, &BTreeMap::new(), self.fact_id(), at);
            let entry = entry.map_err(|_| broken())?;
            let written = document.add_entry(pen.author(), &entry)?;
            pen.store(id, &document, written)?;
            if kind == EntryKind::TransferOut {
                passed_down = Some(entry.id);
            }
        }
        passed_down.ok_or_else(broken)
    }

    fn doc_id(&self) -> DocId {
        self.state.with_rng(|mut rng| DocId::new(self.at, &mut rng))
    }

    fn fact_id(&self) -> FactId {
        self.state
            .with_rng(|mut rng| FactId::new(self.at, &mut rng))
    }
}
