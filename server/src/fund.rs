//! The commune's Fund: what the office enters, and where it stands on a day.

use std::collections::BTreeMap;

use chungtay_shared::api::fund::{FundPage, SourceLine};
use chungtay_shared::campaign::AidItem;
use chungtay_shared::document::{Document, Written};
use chungtay_shared::field::FieldError;
use chungtay_shared::fund::{
    Amount, Entered, EntryDraft, EntryKind, Source, Void, account, check_void, fulfilled, standing,
};
use chungtay_shared::id::{DocId, FactId};
use chungtay_shared::round::CampaignRights;
use chungtay_shared::time::LocalDate;

use crate::error::ApiError;
use crate::office::Pen;
use crate::rounds::{fact_id, rights_of};
use crate::state::AppState;
use crate::store::{Device, GivenSum, StoreError, Tx, write};

mod ledger;

pub use ledger::{Ledger, workbook};

/// Where the Fund stands at the end of `day`, and everything that was entered.
pub fn page(tx: &dyn Tx, commune: &str, day: LocalDate) -> Result<FundPage, StoreError> {
    let entries = entries(tx, commune)?;
    let sources = sources(&rights_of(tx, commune)?, tx.given_by(commune, day)?);
    let own = sources
        .iter()
        .find(|line| line.source == Some(Source::OwnFund));
    let given = own.map_or_else(Amount::default, |line| line.amount);
    let by_then = || standing(&entries).filter(|entry| entry.on <= day);
    let fulfilled = fulfilled(by_then());
    let outstanding = by_then()
        .filter(|entry| entry.kind == EntryKind::Pledge)
        .map(|pledge| {
            let came = fulfilled.get(&pledge.id).copied().unwrap_or_default();
            let left = pledge.amount - came;
            Amount {
                money_vnd: left.money_vnd.max(0),
                goods_value_vnd: left.goods_value_vnd.max(0),
            }
        })
        .sum();
    let mut page = FundPage {
        day,
        account: account(&entries, given, day),
        outstanding,
        entries,
        fulfilled,
        sources,
        people: tx.names(commune)?,
    };
    page.entries.reverse();
    Ok(page)
}

/// All that was entered, by its day.
pub(crate) fn entries(tx: &dyn Tx, commune: &str) -> Result<Vec<Entered>, StoreError> {
    let document = tx.fund(commune)?;
    let fund = document
        .map(|bytes| Document::load(&bytes)?.fund())
        .transpose()?;
    Ok(fund.map(|fund| fund.entries).unwrap_or_default())
}

/// What was handed over, by who paid for it: the unit's own Fund first, what nobody has said last.
///
/// What a round's item says counts for all that was given by its rights, whatever the campaign's list
/// says today; where it says nothing, and without a round, the campaign's item decides.
fn sources(campaigns: &[CampaignRights], given: Vec<GivenSum>) -> Vec<SourceLine> {
    let mut lines: BTreeMap<(bool, Option<Source>, String), SourceLine> = BTreeMap::new();
    for sum in given {
        let (source, name) = paid_by(
            campaigns,
            (sum.source, &sum.source_name),
            (sum.campaign, sum.round, &sum.item),
        );
        let line = lines
            .entry((source.is_none(), source, name.clone()))
            .or_insert_with(|| SourceLine {
                source,
                name,
                times: 0,
                amount: Amount::default(),
            });
        line.times += sum.times;
        line.amount += sum.amount;
    }
    lines.into_values().collect()
}

/// Who paid for something, and which Fund or donor that was: what a payment says itself, else its item.
pub fn paid_by(
    campaigns: &[CampaignRights],
    (source, name): (Option<Source>, &str),
    (campaign, round, item): (Option<DocId>, Option<FactId>, &str),
) -> (Option<Source>, String) {
    let item = item_given(campaigns, campaign, round, item);
    let (source, name) = match (source, item) {
        (None, Some(item)) => (item.source, item.source_name.as_str()),
        said => (said.0, name),
    };
    // There is one own Fund, whatever somebody wrote beside it.
    let name = if source == Some(Source::OwnFund) {
        ""
    } else {
        name
    };
    (source, name.to_owned())
}

/// The item that was given, which says who pays for it.
fn item_given<'a>(
    campaigns: &'a [CampaignRights],
    campaign: Option<DocId>,
    round: Option<FactId>,
    name: &str,
) -> Option<&'a AidItem> {
    let campaign = campaigns.iter().find(|c| Some(c.campaign.id) == campaign)?;
    let of_round = campaign.rounds.iter().find(|r| Some(r.id) == round);
    let of_round = of_round.map(|round| &round.item);
    if let Some(item) = of_round.filter(|item| item.source.is_some()) {
        return Some(item);
    }
    let mut items = campaign.campaign.items.iter();
    items.find(|item| match of_round {
        Some(issued) => item.id == issued.id,
        None => item.name == name,
    })
}

/// Enters something.
pub fn enter(state: &AppState, device: &Device, draft: &EntryDraft) -> Result<(), ApiError> {
    in_fund(state, device, |pen, document, entries| {
        let id = fact_id(state, pen);
        let entry = match draft.read(entries, id, pen.author().at) {
            Ok(entry) => entry,
            Err(problems) => return Ok(Err(problems)),
        };
        Ok(Ok(document.add_entry(pen.author(), &entry)?))
    })
}

/// Says that an entry does not count.
pub fn void(
    state: &AppState,
    device: &Device,
    entry: FactId,
    reason: &str,
) -> Result<(), ApiError> {
    in_fund(state, device, |pen, document, entries| {
        let reason = match check_void(entries, entry, reason) {
            Ok(reason) => reason,
            Err(problems) => return Ok(Err(problems)),
        };
        let void = Void {
            reason,
            actor: pen.author().actor,
            recorded_at: pen.author().at,
        };
        Ok(Ok(document.void_entry(pen.author(), entry, &void)?))
    })
}

/// Writes one change to the commune's Fund, which is begun with its first entry, or nothing when it is
/// refused.
fn in_fund(
    state: &AppState,
    device: &Device,
    mut change: impl FnMut(
        &Pen<'_>,
        &mut Document,
        &[Entered],
    ) -> Result<Result<Written, Vec<FieldError>>, StoreError>,
) -> Result<(), ApiError> {
    let outcome = write(&*state.store, |tx| {
        let pen = Pen::take(tx, device, state.clock.now())?;
        let (mut document, begun) = open_or_begin(state, &pen)?;
        let fund = document.fund()?;
        let begun = begun.map(|written| (document.clone(), written));
        match change(&pen, &mut document, &fund.entries)? {
            Ok(written) => {
                if let Some((empty, begun)) = begun {
                    pen.store(fund.id, &empty, begun)?;
                }
                pen.store(fund.id, &document, written)?;
                Ok(Ok(()))
            }
            Err(problems) => Ok(Err(ApiError::Invalid(problems))),
        }
    })?;
    state.live.changed(&device.account.commune);
    outcome
}

/// The Fund's document, and what begins it when there is none yet.
fn open_or_begin(
    state: &AppState,
    pen: &Pen<'_>,
) -> Result<(Document, Option<Written>), StoreError> {
    if let Some(bytes) = pen.tx().fund(pen.commune())? {
        return Ok((Document::load(&bytes)?, None));
    }
    let id = state.with_rng(|mut rng| DocId::new(pen.author().at, &mut rng));
    let (document, written) = Document::new_fund(pen.author(), id, pen.commune())?;
    Ok((document, Some(written)))
}
