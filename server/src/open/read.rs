//! The answers, made from what the database says.

use std::collections::BTreeSet;

use chungtay_shared::api::{FactKind, TargetReached};
use chungtay_shared::fund::Entered;
use chungtay_shared::household::Category;
use chungtay_shared::id::{DocId, FactId};
use chungtay_shared::time::LocalDate;

use super::answers::{
    Amount, Campaign, Campaigns, FundAccount, FundsTogether, Group, Item, Overview, Reach, Target,
    Unit, Units,
};
use super::coded::moment;
use super::cursor::Cursor;
use super::rows::{FundEntry, Handover, Household, Page, Visit};
use crate::campaigns::{self as run, Sums};
use crate::store::{FactPart, HouseholdPart, StoreError, Tx};
use crate::{counted, fund as books, said, units as tree};

/// The unit and those below it.
pub fn units(tx: &dyn Tx, unit: &str, today: LocalDate) -> Result<Units, StoreError> {
    let page = tree::page(tx, unit, today)?;
    let units = page.units.into_iter().map(|line| Unit {
        code: line.unit.code,
        name: line.unit.name,
        depth: line.depth,
        households: line.households,
        visited: line.visited,
        aided: line.aided,
        given: line.given.into(),
        fund: FundAccount {
            received: line.account.received.into(),
            transferred_in: line.account.transferred_in.into(),
            transferred_out: line.account.transferred_out.into(),
            spent: line.account.spent.into(),
            given: line.account.given.into(),
            left: line.account.left().into(),
        },
        records_owed: line.owed,
        records_set_aside: line.set_aside,
        heard_at: line.heard_at.map(moment),
    });
    Ok(Units {
        campaign_name: page.campaign_name,
        units: units.collect(),
        funds: FundsTogether {
            received: page.fund.received.into(),
            from_outside: page.fund.from_outside.into(),
            to_outside: page.fund.to_outside.into(),
            spent: page.fund.spent.into(),
            given: page.fund.given.into(),
            left: page.fund.left.into(),
            on_the_way: page.fund.on_the_way.into(),
        },
        targets: page.targets.into_iter().map(target).collect(),
    })
}

fn target(target: TargetReached) -> Target {
    Target {
        indicator: target.indicator,
        target: target.target,
        reached: target.reached,
    }
}

/// Every campaign of a unit, what it aims at and what was reached.
pub fn campaigns(tx: &dyn Tx, unit: &str, today: LocalDate) -> Result<Campaigns, StoreError> {
    let given = counted::given(tx, unit, today)?;
    let entries = books::entries(tx, unit)?;
    let mut all = Vec::new();
    for said in said::campaigns(tx, unit)? {
        let campaign = &said.state.campaign;
        let tally = *counted::tally(tx, unit, Some(campaign))?;
        let sums = Sums::from(campaign, tally, &given, &entries);
        all.push(Campaign {
            id: campaign.id.to_string(),
            name: campaign.name.clone(),
            from: campaign.from.to_string(),
            to: campaign.to.to_string(),
            handed_down_from: said.state.origin.as_ref().map(|o| o.campaign.to_string()),
            items: campaign.items.iter().map(Item::from).collect(),
            visited_households: sums.visited,
            aided_households: sums.aided,
            given: sums.given.into(),
            raised: sums.raised.into(),
            targets: run::reached(&said.state, sums)
                .into_iter()
                .map(target)
                .collect(),
        });
    }
    Ok(Campaigns { campaigns: all })
}

/// Where a unit stands in numbers, by hamlet and category.
pub fn overview(tx: &dyn Tx, unit: &str, today: LocalDate) -> Result<Overview, StoreError> {
    let states = run::states(tx, unit)?;
    let campaign = run::current(&states, today).map(|state| &state.campaign);
    let summary = tx.summary(unit, today, campaign)?;
    let listed = counted::listed(tx, unit, campaign, today)?;
    let reached = &listed.reached;
    let hamlets = reached.by_hamlet.iter();
    let categories = reached.by_category.iter();
    let code = |category: Option<Category>| category.map_or("", Category::code);
    Ok(Overview {
        households: summary.households,
        members: summary.members,
        visited: reach(summary.visited),
        aided: reach(summary.aided),
        given: Amount {
            money_vnd: summary.money_vnd,
            goods_value_vnd: summary.goods_value_vnd,
        },
        hamlets: summary.by_hamlet.into_iter().map(Into::into).collect(),
        campaign_name: summary.campaign_name,
        by_hamlet: hamlets
            .map(|group| Group::new(&group.of, &group.counts))
            .collect(),
        by_category: categories
            .map(|group| Group::new(code(group.of), &group.counts))
            .collect(),
    })
}

const fn reach(reach: chungtay_shared::api::Reach) -> Reach {
    Reach {
        households: reach.households,
        times: reach.times,
    }
}

/// A page of a unit's households, behind a record.
pub fn households(
    tx: &dyn Tx,
    unit: &str,
    (after, rows): (Option<[[u8; 16]; 1]>, u32),
    today: LocalDate,
) -> Result<Page<Household>, StoreError> {
    let after = after.map(|[doc]| DocId::from_bytes(doc));
    let found = tx.households_after(unit, after, rows + 1, today)?;
    let behind = |part: &HouseholdPart| Cursor::Households.behind(&[part.id.as_bytes()]);
    Ok(page(found, rows, behind, |part| Household {
        id: part.id.to_string(),
        kept_in: part.kept_in.map(|id| id.to_string()),
        hamlet: part.hamlet,
        category: part.category,
        member_count: part.member_count,
        gone: part.gone,
        visit_count: part.visit_count,
        handover_count: part.handover_count,
        value_vnd: part.value_vnd,
    }))
}

type AfterFact = (Option<[[u8; 16]; 2]>, u32);

fn after_fact(after: Option<[[u8; 16]; 2]>) -> Option<(DocId, FactId)> {
    after.map(|[doc, fact]| (DocId::from_bytes(doc), FactId::from_bytes(fact)))
}

/// A page of a unit's visits, behind one.
pub fn visits(
    tx: &dyn Tx,
    unit: &str,
    (after, rows): AfterFact,
) -> Result<Page<Visit>, StoreError> {
    let found = tx.facts_after(unit, FactKind::Visit, after_fact(after), rows + 1)?;
    let behind = |part: &FactPart| fact_cursor(Cursor::Visits, part);
    Ok(page(found, rows, behind, |part| Visit {
        id: part.id.to_string(),
        household: part.household.to_string(),
        hamlet: part.hamlet,
        on: part.on.to_string(),
        purpose: part.what,
        met: part.detail,
        received_at: moment(part.received_at),
        standing: part.standing,
    }))
}

/// A page of a unit's handovers, behind one. What was given is named where the campaign names it: what
/// somebody typed may say more of a household than is anybody's business.
pub fn handovers(
    tx: &dyn Tx,
    unit: &str,
    (after, rows): AfterFact,
) -> Result<Page<Handover>, StoreError> {
    let found = tx.facts_after(unit, FactKind::Handover, after_fact(after), rows + 1)?;
    let campaigns = said::campaigns(tx, unit)?;
    let named: BTreeSet<(DocId, &str)> = campaigns
        .iter()
        .map(|said| &said.state.campaign)
        .flat_map(|campaign| {
            let items = campaign.items.iter();
            items.map(|item| (campaign.id, item.name.as_str()))
        })
        .collect();
    let behind = |part: &FactPart| fact_cursor(Cursor::Handovers, part);
    Ok(page(found, rows, behind, |part| {
        let is_named = |id: DocId| named.contains(&(id, part.detail.as_str()));
        let is_named = part.campaign.is_some_and(is_named);
        let as_named = |text: String| if is_named { text } else { String::new() };
        Handover {
            id: part.id.to_string(),
            household: part.household.to_string(),
            on: part.on.to_string(),
            campaign: part.campaign.map(|id| id.to_string()),
            form: part.what,
            amount: Amount {
                money_vnd: part.money_vnd,
                goods_value_vnd: part.goods_value_vnd,
            },
            quantity_milli: part.quantity_milli,
            received_at: moment(part.received_at),
            standing: part.standing,
            unit: as_named(part.unit),
            item: as_named(part.detail.clone()),
            hamlet: part.hamlet,
        }
    }))
}

fn fact_cursor(list: Cursor, part: &FactPart) -> String {
    list.behind(&[part.household.as_bytes(), part.id.as_bytes()])
}

/// A page of the entries of a unit's Fund, behind one.
pub fn fund(
    tx: &dyn Tx,
    unit: &str,
    (after, rows): (Option<[[u8; 16]; 1]>, u32),
) -> Result<Page<FundEntry>, StoreError> {
    let mut entries = books::entries(tx, unit)?;
    let after = after.map(|[id]| FactId::from_bytes(id));
    entries.retain(|entered| after.is_none_or(|after| entered.entry.id > after));
    entries.sort_by_key(|entered| entered.entry.id);
    entries.truncate(
        usize::try_from(rows)
            .unwrap_or(usize::MAX)
            .saturating_add(1),
    );
    let behind = |entered: &Entered| Cursor::Fund.behind(&[entered.entry.id.as_bytes()]);
    Ok(page(entries, rows, behind, |entered| {
        let entry = entered.entry;
        FundEntry {
            id: entry.id.to_string(),
            kind: entry.kind,
            on: entry.on.to_string(),
            amount: entry.amount.into(),
            pledge: entry.pledge.map(|id| id.to_string()),
            decision: entry.decision.map(|id| id.to_string()),
            unit: (!entry.unit.is_empty()).then_some(entry.unit),
            standing: entered.void.is_none(),
        }
    }))
}

/// The first rows of what was found; there is another page where one more was.
fn page<Part, Row>(
    mut found: Vec<Part>,
    rows: u32,
    behind: impl Fn(&Part) -> String,
    row: impl Fn(Part) -> Row,
) -> Page<Row> {
    let rows = usize::try_from(rows).unwrap_or(usize::MAX);
    let is_more = found.len() > rows;
    found.truncate(rows);
    Page {
        next: found.last().filter(|_| is_more).map(behind),
        rows: found.into_iter().map(row).collect(),
    }
}
