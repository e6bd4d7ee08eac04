//! What a unit wants reported, whom it reminded, and what it owes itself.

use std::collections::BTreeMap;

use chungtay_shared::api::period::{
    Below, DueLine, OwedReport, ReminderLine, ReportsSum, SaidLine, UnitAnswer,
};
use chungtay_shared::api::units::UnitName;
use chungtay_shared::campaign::CampaignState;
use chungtay_shared::fund::{Stand, add_up};
use chungtay_shared::id::DocId;
use chungtay_shared::period::{
    Answer, Closing, Due, Reminder, Sent, Urged, UrgedStatement, UrgingDraft, answer, dues,
    is_struck,
};
use chungtay_shared::time::LocalDate;
use chungtay_shared::unit::tree::Tree;

use super::draw_up::origins;
use crate::campaigns;
use crate::error::ApiError;
use crate::office::Pen;
use crate::state::AppState;
use crate::store::{Commune, Device, StoreError, Tx, write};

/// Says what is due or who was reminded, or refuses with every field's problem.
pub fn urge(state: &AppState, device: &Device, draft: &UrgingDraft) -> Result<(), ApiError> {
    let outcome = write(&*state.store, |tx| {
        let pen = Pen::take(tx, device, state.clock.now())?;
        let today = pen.author().at.local_date();
        let tree = tx.tree()?;
        let below: Vec<String> = below(&tree, pen.commune(), today);
        let told = below.clone();
        Ok(urge_in(&pen, draft, &below)?.map(|()| told))
    })?;
    let unit = &device.account.commune;
    state.live.changed(unit);
    for told in outcome? {
        state.live.changed(&told);
    }
    Ok(())
}

/// The same within a transaction; `below` are the units it may be said to.
pub(crate) fn urge_in(
    pen: &Pen<'_>,
    draft: &UrgingDraft,
    below: &[String],
) -> Result<Result<(), ApiError>, StoreError> {
    let statements = pen.tx().urgings(pen.commune())?;
    let states = campaigns::states(pen.tx(), pen.commune())?;
    let own = states.iter().map(|s| (s.campaign.id, s.campaign.from));
    let own: Vec<(DocId, LocalDate)> = own.collect();
    let units: Vec<&str> = below.iter().map(String::as_str).collect();
    let today = pen.author().at.local_date();
    match draft.read(&statements, &own, &units, today) {
        Ok(said) => say(pen, &statements, said).map(Ok),
        Err(problems) => Ok(Err(ApiError::Invalid(problems))),
    }
}

/// Adds a statement after these.
pub(super) fn say(
    pen: &Pen<'_>,
    statements: &[UrgedStatement],
    said: Urged,
) -> Result<(), StoreError> {
    let statement = UrgedStatement {
        n: statements.last().map_or(1, |last| last.n + 1),
        by: pen.officer_name().to_owned(),
        at: pen.author().at,
        said,
    };
    pen.tx().urge(pen.commune(), &statement)?;
    pen.said()
}

/// What the units above want of `unit`, the last day first.
pub fn owed(tx: &dyn Tx, unit: &str, today: LocalDate) -> Result<Vec<OwedReport>, StoreError> {
    let tree = tx.tree()?;
    let above = tree.all_above(unit, today);
    if above.is_empty() {
        return Ok(Vec::new());
    }
    let runs = runs(tx, unit)?;
    let reports = Reports::of(tx, unit)?;
    let communes = tx.communes()?;
    let mut owed = Vec::new();
    for code in above {
        let statements = tx.urgings(code)?;
        for (statement, due) in dues(&statements) {
            let run = runs.iter().find(|(_, known)| known.contains(&due.campaign));
            let stood_there = tree.all_above(unit, due.to.min(today)).contains(&code);
            let Some((state, _)) = run.filter(|_| stood_there) else {
                continue;
            };
            owed.push(OwedReport {
                above: named(&communes, code),
                campaign: state.campaign.id,
                campaign_name: state.campaign.name.clone(),
                answer: reports.answer(due, &statements, today),
                reminders: reminders(&statements, statement.n, unit),
                due: due.clone(),
            });
        }
    }
    owed.sort_by_key(|owed| std::cmp::Reverse((owed.due.to, owed.due.due)));
    Ok(owed)
}

/// The unit's campaigns, each with itself and those above that it is.
fn runs(tx: &dyn Tx, unit: &str) -> Result<Vec<(CampaignState, Vec<DocId>)>, StoreError> {
    let states = campaigns::states(tx, unit)?.into_iter();
    let runs = states.map(|state| {
        let mut known = origins(tx, &state)?;
        known.push(state.campaign.id);
        Ok((state, known))
    });
    runs.collect()
}

/// What a unit wants of those below it; none when none stands there.
pub(super) fn asked(
    tx: &dyn Tx,
    unit: &str,
    states: &[CampaignState],
    today: LocalDate,
) -> Result<Option<Below>, StoreError> {
    let tree = tx.tree()?;
    let statements = tx.urgings(unit)?;
    let is_said = |statement: &&UrgedStatement| match statement.said {
        Urged::Due(_) | Urged::Reminded(_) => true,
        Urged::Sent { .. } | Urged::Struck { .. } => false,
    };
    let said: Vec<SaidLine> = statements
        .iter()
        .rev()
        .filter(is_said)
        .map(|statement| SaidLine {
            statement: statement.clone(),
            struck: is_struck(&statements, statement.n).map(str::to_owned),
        })
        .collect();
    if !tree.has_below(unit, today) && said.is_empty() {
        return Ok(None);
    }
    let communes = tx.communes()?;
    let mut reports: BTreeMap<String, Reports> = BTreeMap::new();
    let mut lines = Vec::new();
    for (statement, due) in dues(&statements).into_iter().rev() {
        let mut units = Vec::new();
        for (code, depth) in tree.all_below(unit, due.to.min(today)) {
            if !reports.contains_key(code) {
                reports.insert(code.to_owned(), Reports::of(tx, code)?);
            }
            units.push(UnitAnswer {
                unit: named(&communes, code),
                depth,
                answer: reports[code].answer(due, &statements, today),
                closed_to: reports[code].closed_to(due.campaign),
                reminders: reminders(&statements, statement.n, code),
            });
        }
        let mut state = states.iter().filter(|s| s.campaign.id == due.campaign);
        let own = Reports::of(tx, unit)?;
        lines.push(DueLine {
            n: statement.n,
            by: statement.by.clone(),
            at: statement.at,
            campaign_name: state
                .next()
                .map_or_else(String::new, |s| s.campaign.name.clone()),
            sum: sum(&units, &reports, own.closed_by(due)),
            units,
            due: due.clone(),
        });
    }
    Ok(Some(Below { dues: lines, said }))
}

/// Units below another one, on a day.
fn below(tree: &Tree, unit: &str, on: LocalDate) -> Vec<String> {
    let below = tree.all_below(unit, on).into_iter();
    below.map(|(code, _)| code.to_owned()).collect()
}

/// A unit's closed periods, and which of them it has sent.
struct Reports {
    closings: Vec<Closing>,
    urgings: Vec<UrgedStatement>,
}

impl Reports {
    fn of(tx: &dyn Tx, unit: &str) -> Result<Self, StoreError> {
        Ok(Self {
            closings: tx.closings(unit)?,
            urgings: tx.urgings(unit)?,
        })
    }

    fn find(&self, campaign: DocId, n: u64) -> Option<&Closing> {
        let mut closings = self.closings.iter();
        closings.find(|c| c.figures.campaign == campaign && c.figures.n == n)
    }

    /// What was sent of a campaign or of one that was handed down from it, in that order.
    fn sent(&self, of: DocId) -> Vec<Sent> {
        let sent = self.urgings.iter().filter_map(|statement| {
            let Urged::Sent { campaign, n } = statement.said else {
                return None;
            };
            let figures = &self.find(campaign, n)?.figures;
            figures.is_of(of).then(|| Sent {
                campaign,
                n,
                to: figures.to,
                at: statement.at,
                by: statement.by.clone(),
            })
        });
        sent.collect()
    }

    /// `statements` are those of the unit that asks.
    fn answer(&self, due: &Due, statements: &[UrgedStatement], today: LocalDate) -> Answer {
        let dues = dues(statements).into_iter().map(|(_, other)| other);
        let of_campaign = dues.filter(|other| other.campaign == due.campaign);
        let days: Vec<LocalDate> = of_campaign.map(|other| other.to).collect();
        answer(due, &days, &self.sent(due.campaign), today)
    }

    fn closed_to(&self, campaign: DocId) -> Option<LocalDate> {
        let of = self.closings.iter().filter(|c| c.figures.is_of(campaign));
        of.map(|closing| closing.figures.to).max()
    }

    /// The unit's own period that ends on the day that is due.
    fn closed_by(&self, due: &Due) -> Option<&Closing> {
        let mut closings = self.closings.iter();
        closings.find(|c| c.figures.campaign == due.campaign && c.figures.to == due.to)
    }
}

/// What the reports that count come to. Each Fund stands as it was closed, and what one sent another is
/// no income of theirs together.
fn sum(
    units: &[UnitAnswer],
    reports: &BTreeMap<String, Reports>,
    own: Option<&Closing>,
) -> ReportsSum {
    let counting: Vec<&Closing> = units
        .iter()
        .filter_map(|unit| {
            let sent = unit.answer.counts.as_ref()?;
            reports.get(&unit.unit.code)?.find(sent.campaign, sent.n)
        })
        .collect();
    let mut sum = ReportsSum {
        units: counting.len() as u64,
        has_own: own.is_some(),
        ..ReportsSum::default()
    };
    for closing in &counting {
        let figures = &closing.figures;
        sum.households += figures.households;
        sum.total += figures.total;
        sum.flow = sum.flow.plus(&figures.reconciliation.total);
    }
    let all = counting.iter().copied().chain(own);
    let stands: Vec<Stand<'_>> = all
        .map(|closing| Stand {
            unit: &closing.figures.unit,
            account: closing.figures.account(),
            transfers: &closing.figures.transfers,
        })
        .collect();
    sum.fund = add_up(&stands);
    sum
}

fn reminders(statements: &[UrgedStatement], due: u64, unit: &str) -> Vec<ReminderLine> {
    let is_it = |reminder: &Reminder| reminder.due == due && reminder.unit == unit;
    let lines = statements.iter().rev().filter_map(|statement| {
        let Urged::Reminded(reminder) = &statement.said else {
            return None;
        };
        let stands = is_it(reminder) && is_struck(statements, statement.n).is_none();
        stands.then(|| ReminderLine {
            n: statement.n,
            by: statement.by.clone(),
            reminder: reminder.clone(),
        })
    });
    lines.collect()
}

fn named(communes: &[Commune], code: &str) -> UnitName {
    let known = communes.iter().find(|commune| commune.code == code);
    UnitName {
        code: code.to_owned(),
        name: known.map_or_else(|| code.to_owned(), |commune| commune.name.clone()),
    }
}
