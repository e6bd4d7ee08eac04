//! What stands behind a number of a unit that keeps others: each unit's part, then what was recorded there.
//! Nobody is named: a household is its record and its hamlet, who recorded something a device's number.

use chungtay_shared::api::behind::{
    Behind, BehindQuery, BehindRow, FactsPage, Figure, Part, PartsPage, RowKind, UnitPart,
};
use chungtay_shared::api::units::{UnitLine, UnitName};
use chungtay_shared::fund::Amount;
use chungtay_shared::household::Category;
use chungtay_shared::time::LocalDate;

use crate::store::{Commune, StoreError, Tx};
use crate::units::{self, Below};

mod entries;
mod facts;

/// Rows of a page.
const ROWS_AT_ONCE: usize = 200;

/// Where a number is looked at.
struct At<'a> {
    tx: &'a dyn Tx,
    below: &'a Below,
    today: LocalDate,
}

impl At<'_> {
    fn is_one(&self, unit: &str) -> bool {
        let mut units = self.below.units.iter();
        units.any(|(commune, _)| commune.code == unit)
    }

    /// The rows that a number of one of the units consists of, by their days.
    fn rows(&self, unit: &str, behind: Behind) -> Result<Vec<BehindRow>, StoreError> {
        let mut rows = match behind.figure {
            Figure::Listed => self.listed(unit)?,
            Figure::Owed | Figure::SetAside => self.phones(unit, behind.figure)?,
            Figure::Visited | Figure::Aided => facts::reached(self, unit, behind)?,
            Figure::Visits | Figure::Handovers => facts::times(self, unit, behind)?,
            Figure::Given => facts::given(self, unit)?,
            Figure::FromFund => facts::from_fund(self, unit)?,
            Figure::Left => {
                let mut rows = entries::of(self, unit, behind)?;
                for mut given in facts::from_fund(self, unit)? {
                    given.part.amount = Amount::default() - given.part.amount;
                    rows.push(given);
                }
                rows
            }
            Figure::Went => {
                let mut rows = entries::of(self, unit, behind)?;
                rows.extend(facts::went(self, unit, behind)?);
                rows
            }
            Figure::Received
            | Figure::TransferredIn
            | Figure::FromOutside
            | Figure::ToOutside
            | Figure::Spent
            | Figure::OnTheWay
            | Figure::Raised
            | Figure::Came => entries::of(self, unit, behind)?,
        };
        rows.sort_by(|a, b| (a.on, &a.id).cmp(&(b.on, &b.id)));
        Ok(rows)
    }

    fn listed(&self, unit: &str) -> Result<Vec<BehindRow>, StoreError> {
        let all = self.tx.households_after(unit, None, u32::MAX, self.today)?;
        let here = all.into_iter().filter(|household| household.gone.is_none());
        let rows = here.map(|household| BehindRow {
            household: Some(household.id),
            hamlet: household.hamlet,
            code: household.category.map_or("", Category::code).to_owned(),
            part: Part::of(1),
            ..row(RowKind::Household, household.id.to_string())
        });
        Ok(rows.collect())
    }

    fn phones(&self, unit: &str, figure: Figure) -> Result<Vec<BehindRow>, StoreError> {
        let devices = self.tx.devices(unit)?.into_iter().filter_map(|device| {
            let count = if figure == Figure::SetAside {
                device.quarantined
            } else if device.revoked {
                0
            } else {
                device.owed()
            };
            (count > 0).then(|| BehindRow {
                recorder: number(device.id.as_bytes()),
                part: Part::of(count),
                ..row(RowKind::Phone, device.id.to_string())
            })
        });
        Ok(devices.collect())
    }
}

/// What each unit adds to a number.
pub fn parts(
    tx: &dyn Tx,
    unit: &str,
    query: BehindQuery,
    today: LocalDate,
) -> Result<PartsPage, StoreError> {
    let below = Below::read(tx, unit, today)?;
    let behind = query.behind();
    let lines = if is_in_lines(behind) {
        units::standing(tx, &below, today)?.units
    } else {
        Vec::new()
    };
    let at = At {
        tx,
        below: &below,
        today,
    };
    let mut parts = Vec::new();
    for (commune, depth) in &below.units {
        let mut line = lines.iter().filter(|line| line.unit.code == commune.code);
        let part = if let Some(line) = line.next() {
            part_of(line, behind.figure)
        } else {
            let rows = at.rows(&commune.code, behind)?;
            rows.into_iter().map(|row| row.part).sum()
        };
        parts.push(UnitPart {
            unit: named(commune),
            depth: *depth,
            part,
        });
    }
    parts.retain(|unit| !unit.part.is_zero());
    Ok(PartsPage {
        campaign_name: below.campaign_name(),
        sum: parts.iter().map(|unit| unit.part).sum(),
        parts,
    })
}

/// What was recorded in a unit, of which a number consists; nothing of a unit that is neither `unit` nor
/// below it.
pub fn facts(
    tx: &dyn Tx,
    unit: &str,
    of: &str,
    query: BehindQuery,
    today: LocalDate,
) -> Result<Option<FactsPage>, StoreError> {
    let below = Below::read(tx, unit, today)?;
    let mut communes = below.units.iter().map(|(commune, _)| commune);
    let Some(commune) = communes.find(|commune| commune.code == of) else {
        return Ok(None);
    };
    let at = At {
        tx,
        below: &below,
        today,
    };
    let rows = at.rows(of, query.behind())?;
    let (sum, count) = (rows.iter().map(|row| row.part).sum(), rows.len());
    let rows: Vec<BehindRow> = rows
        .into_iter()
        .skip(query.after)
        .take(ROWS_AT_ONCE)
        .collect();
    let reached = query.after.saturating_add(rows.len());
    Ok(Some(FactsPage {
        unit: named(commune),
        campaign_name: below.campaign_name(),
        sum,
        count,
        rows,
        next: (reached < count).then_some(reached),
    }))
}

/// Whether the units' lines say it already, added up and kept.
fn is_in_lines(behind: Behind) -> bool {
    let is_said = !matches!(
        behind.figure,
        Figure::Visits
            | Figure::Handovers
            | Figure::FromOutside
            | Figure::ToOutside
            | Figure::OnTheWay
            | Figure::Raised
            | Figure::Came
            | Figure::Went
    );
    is_said && !behind.is_of_days()
}

fn part_of(line: &UnitLine, figure: Figure) -> Part {
    match figure {
        Figure::Listed => Part::of(line.households),
        Figure::Visited => Part::of(line.visited),
        Figure::Aided => Part::of(line.aided),
        Figure::Owed => Part::of(line.owed),
        Figure::SetAside => Part::of(line.set_aside),
        Figure::Given => line.given.into(),
        Figure::Received => line.account.received.into(),
        Figure::TransferredIn => line.account.transferred_in.into(),
        Figure::Spent => line.account.spent.into(),
        Figure::FromFund => line.account.given.into(),
        Figure::Left => line.account.left().into(),
        Figure::Visits
        | Figure::Handovers
        | Figure::FromOutside
        | Figure::ToOutside
        | Figure::OnTheWay
        | Figure::Raised
        | Figure::Came
        | Figure::Went => Part::default(),
    }
}

fn named(commune: &Commune) -> UnitName {
    UnitName {
        code: commune.code.clone(),
        name: commune.name.clone(),
    }
}

/// A row that says nothing yet but what it is.
fn row(kind: RowKind, id: String) -> BehindRow {
    BehindRow {
        kind,
        id,
        on: None,
        household: None,
        hamlet: String::new(),
        unit: None,
        code: String::new(),
        item: String::new(),
        round: None,
        recorder: String::new(),
        part: Part::default(),
    }
}

/// By what a device is told from the others of its unit.
fn number(id: &[u8]) -> String {
    let end = &id[id.len().saturating_sub(4)..];
    chungtay_shared::id::to_hex(end)
}
