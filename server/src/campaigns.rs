//! Campaigns: what the office writes of them, what goes down to the units below, and how far their
//! targets were reached.

use std::collections::BTreeSet;

use chungtay_shared::api::{AidItemDraft, CampaignState, SaveCampaign, Summary, TargetReached};
use chungtay_shared::campaign::{AidItem, Campaign, Eligibility, Indicator};
use chungtay_shared::date::read_day;
use chungtay_shared::document::{Document, Kind};
use chungtay_shared::field::{FieldError, FieldErrors, Problem};
use chungtay_shared::fund::{Amount, Entered, EntryKind, standing};
use chungtay_shared::handover::AidForm;
use chungtay_shared::id::{DocId, FactId};
use chungtay_shared::money;
use chungtay_shared::time::LocalDate;

use crate::counted;
use crate::error::ApiError;
use crate::fund;
use crate::office::Pen;
use crate::said;
use crate::state::AppState;
use crate::store::{Device, GivenSum, StoreError, Tally, Tx, write};

pub mod handed_down;

/// The commune's campaigns, newest first.
pub fn states(tx: &dyn Tx, commune: &str) -> Result<Vec<CampaignState>, StoreError> {
    let said = said::campaigns(tx, commune)?;
    Ok(said.iter().map(|said| said.state.clone()).collect())
}

/// The campaign whose window is meant: the one that runs, else the last that began, else the next.
pub fn current(states: &[CampaignState], today: LocalDate) -> Option<&CampaignState> {
    let find = |is_it: &dyn Fn(&Campaign) -> bool| states.iter().find(|s| is_it(&s.campaign));
    find(&|c| c.contains(today))
        .or_else(|| find(&|c| c.from <= today))
        .or_else(|| states.last())
}

/// How far the targets of a campaign were reached.
pub fn reached(state: &CampaignState, sums: Sums) -> Vec<TargetReached> {
    let targets = state.mandate.targets.iter();
    targets
        .map(|(indicator, target)| TargetReached {
            indicator: *indicator,
            target: *target,
            reached: match indicator {
                Indicator::Visited => signed(sums.visited),
                Indicator::Aided => signed(sums.aided),
                Indicator::Given => worth(sums.given),
                Indicator::Raised => worth(sums.raised),
            },
        })
        .collect()
}

/// What targets are set for, of one unit or of several.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sums {
    /// Households visited.
    pub visited: u64,
    /// Households given something.
    pub aided: u64,
    /// What was handed over.
    pub given: Amount,
    /// What came in from donors.
    pub raised: Amount,
}

impl Sums {
    /// Of one unit's campaign by `today`; `summary` is of its window.
    pub fn of(
        tx: &dyn Tx,
        campaign: &Campaign,
        summary: &Summary,
        today: LocalDate,
    ) -> Result<Self, StoreError> {
        let unit = &campaign.commune;
        let tally = Tally {
            households: summary.households,
            visited: summary.visited_in_campaign.households,
            aided: summary.aided_in_campaign.households,
        };
        let (given, entries) = (counted::given(tx, unit, today)?, fund::entries(tx, unit)?);
        Ok(Self::from(campaign, tally, &given, &entries))
    }

    /// Of one unit's campaign: households, all that was handed over in the unit, and its Fund.
    pub fn from(
        campaign: &Campaign,
        tally: Tally,
        given: &[GivenSum],
        entries: &[Entered],
    ) -> Self {
        let Campaign { id, from, to, .. } = *campaign;
        let of_campaign = given.iter().filter(|sum| sum.campaign == Some(id));
        let received = standing(entries)
            .filter(|entry| entry.kind == EntryKind::Receipt && (from..=to).contains(&entry.on));
        Self {
            visited: tally.visited,
            aided: tally.aided,
            given: of_campaign.map(|sum| sum.amount).sum(),
            raised: received.map(|entry| entry.amount).sum(),
        }
    }
}

impl std::ops::AddAssign for Sums {
    fn add_assign(&mut self, other: Self) {
        self.visited += other.visited;
        self.aided += other.aided;
        self.given += other.given;
        self.raised += other.raised;
    }
}

/// A target names one sum, of which goods are a part by their agreed value.
const fn worth(amount: Amount) -> i64 {
    amount.money_vnd + amount.goods_value_vnd
}

fn signed(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// Makes a campaign, or writes an existing one as it now is.
pub fn save(state: &AppState, device: &Device, draft: &SaveCampaign) -> Result<Campaign, ApiError> {
    let now = state.clock.now();
    let id = draft
        .id
        .unwrap_or_else(|| state.with_rng(|mut rng| DocId::new(now, &mut rng)));
    let items = items(state, draft);
    let campaign = Campaign {
        id,
        commune: device.account.commune.clone(),
        name: draft.name.clone(),
        from: draft.from,
        to: draft.to,
        items: items.clone().unwrap_or_default(),
        has_rounds: false,
    };
    let mandate = draft
        .mandate
        .read(|| state.with_rng(|mut rng| FactId::new(now, &mut rng)));
    let mandate = both(mandate, meant_for(draft));
    let read = both(campaign.validate(), both(items, mandate));
    let (campaign, (_, (mut mandate, meant_for))) = read.map_err(ApiError::Invalid)?;
    let items = campaign.items.iter().map(|item| item.id);
    let meant_for = items.zip(meant_for);
    mandate.meant_for = meant_for.filter(|(_, meant)| !meant.is_empty()).collect();
    let sent = CampaignState {
        campaign,
        mandate,
        origin: None,
    };
    let saved = write(&*state.store, |tx| {
        let pen = Pen::take(tx, device, now)?;
        let there = match draft.id {
            None => None,
            Some(id) => match pen.load(id)? {
                Some((document, stored)) if stored.kind == Kind::Campaign => Some(document),
                _ => return Ok(None),
            },
        };
        let there =
            there.map(|document| Ok::<_, StoreError>((document.campaign_state()?, document)));
        let there = there.transpose()?;
        let wanted = match &there {
            Some((there, _)) => there.saved(sent.clone()),
            None => sent.clone(),
        };
        put(&pen, there, &wanted)?;
        let changed = handed_down::to_units_below(state, tx, &wanted)?;
        Ok(Some((wanted.campaign, changed)))
    })?;
    let (campaign, changed) = saved.ok_or(ApiError::NotFound)?;
    state.live.changed(&device.account.commune);
    for unit in &changed {
        state.live.changed(unit);
    }
    Ok(campaign)
}

/// Writes a campaign as it shall be: as a new document, or what differs from what is there. What is
/// saved as it stands there is no change.
fn put(
    pen: &Pen<'_>,
    there: Option<(CampaignState, Document)>,
    wanted: &CampaignState,
) -> Result<(), StoreError> {
    let id = wanted.campaign.id;
    let (there, mut document) = if let Some(there) = there {
        there
    } else {
        let (document, written) = Document::new_campaign(pen.author(), &wanted.campaign)?;
        pen.store(id, &document, written)?;
        (document.campaign_state()?, document)
    };
    if there.campaign != wanted.campaign {
        let written = document.edit_campaign(pen.author(), &wanted.campaign)?;
        pen.store(id, &document, written)?;
    }
    if there.mandate != wanted.mandate {
        let written = document.set_mandate(pen.author(), &wanted.mandate)?;
        pen.store(id, &document, written)?;
    }
    if let Some(origin) = wanted
        .origin
        .as_ref()
        .filter(|o| there.origin.as_ref() != Some(o))
    {
        let written = document.set_origin(pen.author(), origin)?;
        pen.store(id, &document, written)?;
    }
    Ok(())
}

/// Both, or the problems of both.
fn both<A, B>(
    one: Result<A, Vec<FieldError>>,
    other: Result<B, Vec<FieldError>>,
) -> Result<(A, B), Vec<FieldError>> {
    match (one, other) {
        (Ok(one), Ok(other)) => Ok((one, other)),
        (one, other) => {
            let mut problems = one.err().unwrap_or_default();
            problems.extend(other.err().unwrap_or_default());
            Err(problems)
        }
    }
}

fn items(state: &AppState, draft: &SaveCampaign) -> Result<Vec<AidItem>, Vec<FieldError>> {
    let now = state.clock.now();
    let mut errors = FieldErrors::default();
    let items = draft.items.iter().enumerate().map(|(i, item)| AidItem {
        id: item
            .id
            .unwrap_or_else(|| state.with_rng(|mut rng| FactId::new(now, &mut rng))),
        name: item.name.clone(),
        form: item.form.unwrap_or(AidForm::Cash),
        money_vnd: norm(
            &mut errors,
            i,
            "money_text",
            item,
            |d| &d.money_text,
            money::parse_vnd,
        ),
        quantity_milli: norm(
            &mut errors,
            i,
            "quantity_text",
            item,
            |d| &d.quantity_text,
            money::parse_quantity,
        ),
        unit: item.unit.clone(),
        goods_value_vnd: norm(
            &mut errors,
            i,
            "goods_value_text",
            item,
            |d| &d.goods_value_text,
            money::parse_vnd,
        ),
        source: item.source,
        source_name: item.source_name.clone(),
        steps: item.steps.clone(),
    });
    let items = items.collect();
    errors.finish(items)
}

/// Whom each item is meant for. Hamlets are a unit's own, so a round alone names them.
fn meant_for(draft: &SaveCampaign) -> Result<Vec<Eligibility>, Vec<FieldError>> {
    let mut errors = FieldErrors::default();
    let meant = draft.items.iter().enumerate().map(|(place, item)| {
        let text = &item.meant_on_text;
        let on = (!text.trim().is_empty()).then(|| {
            let field = format!("items.{place}.meant_on_text");
            errors.take(&field, read_day(text).map(Some))
        });
        Eligibility {
            on: on.flatten(),
            hamlets: BTreeSet::new(),
            ..item.meant_for.clone()
        }
    });
    let meant = meant.collect();
    errors.finish(meant)
}

/// A norm may be left empty: then the form offers nothing.
fn norm(
    errors: &mut FieldErrors,
    index: usize,
    field: &str,
    item: &AidItemDraft,
    text: impl Fn(&AidItemDraft) -> &str,
    parse: impl Fn(&str) -> Result<i64, Problem>,
) -> i64 {
    let text = text(item).trim();
    if text.is_empty() {
        return 0;
    }
    errors.take(&format!("items.{index}.{field}"), parse(text))
}
