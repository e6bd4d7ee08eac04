//! Visits and handovers, those that were corrected too.

use std::collections::BTreeMap;

use chungtay_shared::fund::Source;
use chungtay_shared::handover::Handover;
use chungtay_shared::household::{Household, ProfileField, Recorded};
use chungtay_shared::id::{Actor, FactId};
use chungtay_shared::round::CampaignRights;
use chungtay_shared::time::Timestamp;
use chungtay_shared::visit::Visit;

use super::{Row, Table};
use crate::rounds::rights_of;
use crate::store::{StoreError, Tx};
use crate::{fund, kept};

const VISITS: [&str; 12] = [
    "visit_id",
    "household_id",
    "head_name",
    "hamlet",
    "at",
    "purpose",
    "met",
    "needs",
    "recorded_by",
    "recorded_at",
    "received_at",
    "standing",
];
const HANDOVERS: [&str; 24] = [
    "handover_id",
    "household_id",
    "head_name",
    "hamlet",
    "at",
    "campaign_id",
    "campaign_name",
    "round_id",
    "case_id",
    "item",
    "form",
    "money_vnd",
    "quantity",
    "unit",
    "goods_value_vnd",
    "receiver",
    "source",
    "source_name",
    "voucher",
    "signed",
    "recorded_by",
    "recorded_at",
    "received_at",
    "standing",
];

/// What a fact's row says besides the fact.
struct Around {
    names: BTreeMap<Actor, String>,
    received: BTreeMap<FactId, Timestamp>,
    campaigns: Vec<CampaignRights>,
    records: Vec<Household>,
}

impl Around {
    fn read(tx: &dyn Tx, commune: &str) -> Result<Self, StoreError> {
        let records = kept::records(tx, commune)?;
        let mut received = BTreeMap::new();
        for record in &records {
            received.extend(tx.received_facts(commune, record.id)?);
        }
        Ok(Self {
            names: tx.names(commune)?,
            received,
            campaigns: rights_of(tx, commune)?,
            records,
        })
    }

    fn begun(household: &Household, id: FactId, at: Timestamp) -> Row {
        Row::default()
            .plain(id)
            .plain(household.id)
            .text(household.profile.get(ProfileField::HeadName))
            .text(household.profile.get(ProfileField::Hamlet))
            .moment(at)
    }

    fn ended<T>(&self, row: Row, recorded: &Recorded<T>, id: FactId, at: Timestamp) -> Row {
        let name = self.names.get(&recorded.actor).map_or("", String::as_str);
        let row = row.text(name).moment(at);
        let row = match self.received.get(&id) {
            Some(received) => row.moment(*received),
            None => row.plain(""),
        };
        row.yes_or_no(recorded.corrected_by.is_none())
    }
}

pub(super) fn visits(tx: &dyn Tx, commune: &str) -> Result<Table, StoreError> {
    let around = Around::read(tx, commune)?;
    let all = around.records.iter().flat_map(|household| {
        let visits = household.visits.iter();
        visits.map(move |recorded| (household, recorded))
    });
    let rows = all.map(|(household, recorded)| visit(&around, household, recorded));
    Ok(Table {
        columns: &VISITS,
        rows: rows.collect(),
    })
}

fn visit(around: &Around, household: &Household, recorded: &Recorded<Visit>) -> Row {
    let visit = &recorded.fact;
    let needs: Vec<&str> = visit.needs.iter().map(|need| need.code()).collect();
    let row = Around::begun(household, visit.id, visit.at)
        .plain(visit.purpose.code())
        .plain(visit.met.code())
        .plain(needs.join(" "));
    around.ended(row, recorded, visit.id, visit.recorded_at)
}

pub(super) fn handovers(tx: &dyn Tx, commune: &str) -> Result<Table, StoreError> {
    let around = Around::read(tx, commune)?;
    let all = around.records.iter().flat_map(|household| {
        let handovers = household.handovers.iter();
        handovers.map(move |recorded| (household, recorded))
    });
    let rows = all.map(|(household, recorded)| handover(&around, household, recorded));
    Ok(Table {
        columns: &HANDOVERS,
        rows: rows.collect(),
    })
}

fn handover(around: &Around, household: &Household, recorded: &Recorded<Handover>) -> Row {
    let handover = &recorded.fact;
    let (source, source_name) = fund::paid_by(
        &around.campaigns,
        (handover.source, &handover.source_name),
        (handover.campaign, handover.round, &handover.item),
    );
    let row = Around::begun(household, handover.id, handover.at)
        .plain_if_any(handover.campaign)
        .text(&handover.campaign_name)
        .plain_if_any(handover.round)
        .plain_if_any(handover.case)
        .text(&handover.item)
        .plain(handover.form.code())
        .plain(handover.money_vnd)
        .plain(decimal(handover.quantity_milli))
        .text(&handover.unit)
        .plain(handover.goods_value_vnd)
        .plain(handover.receiver.code())
        .plain_if_any(source.map(Source::code))
        .text(&source_name)
        .text(&handover.voucher)
        .yes_or_no(handover.signature.is_some());
    around.ended(row, recorded, handover.id, handover.recorded_at)
}

/// Thousandths with a point: "2.5".
fn decimal(milli: i64) -> String {
    let (whole, thousandths) = (milli / 1_000, milli.unsigned_abs() % 1_000);
    let decimals = format!("{thousandths:03}");
    match decimals.trim_end_matches('0') {
        "" => whole.to_string(),
        decimals => format!("{whole}.{decimals}"),
    }
}
