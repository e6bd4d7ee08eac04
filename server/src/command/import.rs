//! `chungtay import`: the office's import for a script. What needs a person is left out and said.

use std::path::Path;

use chungtay_shared::access::Act;
use chungtay_shared::api::import::{Confirm, Progress, RowAnswer};
use chungtay_shared::import::DoubtKind;
use chungtay_shared::import::plan::{Decision, ImportPlan};
use chungtay_shared::import::{ImportSummary, ListReading};
use chungtay_shared::limits::SPREADSHEET_BYTES_MAX;
use chungtay_shared::peak_month::CampaignPlan;
use chungtay_shared::synthetic;
use serde::Serialize;

use super::{CommandError, ImportArgs, SameNameArg, open};
use crate::state::{AppState, Clock as _, SystemClock};
use crate::store::{Commune, StoreError, Tx, read, write};
use crate::{access, begin, import, spreadsheet};

/// What was done, beside what was understood.
#[derive(Debug, Serialize)]
struct Report {
    #[serde(flatten)]
    summary: ImportSummary,
    /// Whether anything was to be written.
    dry_run: bool,
    created: u32,
    statuses_added: u32,
    skipped: u32,
    left: u32,
}

pub(super) fn run(args: &ImportArgs) -> Result<(), CommandError> {
    let reading = read_file(&args.file)?;
    let (plan, progress) = if args.dry_run {
        (plan_only(args, &reading)?, None)
    } else {
        let (plan, progress) = carry_out(args, &reading)?;
        (plan, Some(progress))
    };
    let report = Report {
        summary: ImportSummary::new(&reading, &plan, |kind| why(kind).to_owned()),
        dry_run: args.dry_run,
        created: progress.map_or(0, |p| p.created),
        statuses_added: progress.map_or(0, |p| p.statuses_added),
        skipped: progress.map_or(0, |p| p.skipped),
        left: progress.map_or(0, |p| p.left),
    };
    if args.json {
        let json = serde_json::to_string_pretty(&report)
            .map_err(|e| CommandError::from(StoreError::Database(Box::new(e))))?;
        say!("{json}");
    } else {
        tell(&report);
    }
    Ok(())
}

fn read_file(file: &Path) -> Result<ListReading, CommandError> {
    let unreadable = |error| CommandError::File(file.to_owned(), error);
    let size = std::fs::metadata(file).map_err(unreadable)?.len();
    if size > SPREADSHEET_BYTES_MAX as u64 {
        return Err(spreadsheet::SpreadsheetError::TooLarge.into());
    }
    let bytes = std::fs::read(file).map_err(unreadable)?;
    let name = file
        .file_name()
        .map(|n| n.to_string_lossy().into_owned())
        .unwrap_or_default();
    let sheets = spreadsheet::read(&bytes, &name)?;
    Ok(chungtay_shared::import::read(
        &sheets,
        SystemClock.now().local_date(),
    ))
}

/// Compares with what is there; an empty folder is not even made.
fn plan_only(args: &ImportArgs, reading: &ListReading) -> Result<ImportPlan, CommandError> {
    if args.data.is_missing() {
        return Ok(chungtay_shared::import::plan::plan(reading, &[]));
    }
    let state = open(&args.data)?;
    let today = state.clock.now().local_date();
    let (plan, _) = read(&*state.store, |tx| {
        import::compare(tx, &args.commune, reading, today)
    })?;
    Ok(plan)
}

fn carry_out(
    args: &ImportArgs,
    reading: &ListReading,
) -> Result<(ImportPlan, Progress), CommandError> {
    let state = open(&args.data)?;
    let work = |tx: &dyn Tx| {
        if import::is_foreign_to(reading, &commune_meant(tx, args)?) {
            return Ok(Err(CommandError::InventedList));
        }
        let Some(device) = office_of(&state, tx, args)? else {
            return Ok(Err(CommandError::NoSuchCode(args.commune.clone())));
        };
        let today = state.clock.now().local_date();
        let (plan, _) = import::compare(tx, &args.commune, reading, today)?;
        let confirm = Confirm {
            answers: answers(&plan, args.same_name),
            add_statuses: args.add_statuses,
        };
        let quiet = args.json;
        let mut say = |p: Progress| {
            if !quiet {
                eprint!("\r{} of {}", p.done, p.total);
            }
        };
        let progress = import::apply(&state, tx, &device, reading, &confirm, &mut say)?;
        Ok(Ok((plan, progress)))
    };
    let outcome = access::as_server(Act::Imported, || write(&*state.store, work))?;
    if !args.json {
        eprintln!();
    }
    outcome
}

/// The commune as it is, or as it would be made.
fn commune_meant(tx: &dyn Tx, args: &ImportArgs) -> Result<Commune, StoreError> {
    let found = tx.communes()?.into_iter().find(|c| c.code == args.commune);
    Ok(found.unwrap_or_else(|| Commune {
        code: args.commune.clone(),
        name: args.commune_name.clone(),
        synthetic: args.commune == synthetic::COMMUNE_CODE,
    }))
}

/// The commune's own device at the command line; the commune is made when it is not there.
fn office_of(
    state: &AppState,
    tx: &dyn Tx,
    args: &ImportArgs,
) -> Result<Option<crate::store::Device>, StoreError> {
    let is_new = tx.communes()?.iter().all(|c| c.code != args.commune);
    let meant = commune_meant(tx, args)?;
    let name = if meant.synthetic {
        synthetic::COMMUNE_NAME
    } else {
        &meant.name
    };
    if begin::commune(state, tx, &meant.code, name, meant.synthetic)?.is_none() {
        return Ok(None);
    }
    let device = begin::server_device(state, tx, &args.commune)?;
    if is_new {
        let plan = CampaignPlan::open_from(state.clock.now().local_date());
        begin::first_campaign(state, tx, &device, plan)?;
    }
    Ok(Some(device))
}

fn answers(
    plan: &ImportPlan,
    same_name: SameNameArg,
) -> std::collections::BTreeMap<u32, RowAnswer> {
    let asked = plan.items.iter().zip(0..).filter(|(item, _)| {
        same_name == SameNameArg::New && matches!(item.decision, Decision::Ask { .. })
    });
    asked.map(|(_, index)| (index, RowAnswer::New)).collect()
}

/// The doubt in a sentence, in the words of the office's screens.
fn why(kind: DoubtKind) -> &'static str {
    const CATALOGUE: &str = include_str!("../../../client/locales/en/office.ftl");
    let sentence = |line: &'static str| {
        let (key, sentence) = line.split_once(" = ")?;
        (key.strip_prefix("doubt.")? == kind.code()).then_some(sentence)
    };
    CATALOGUE
        .lines()
        .find_map(sentence)
        .unwrap_or_else(|| kind.code())
}

fn tell(report: &Report) {
    let summary = &report.summary;
    say!(
        "{} households, {} people",
        summary.households,
        summary.members
    );
    for (category, count) in &summary.by_category {
        say!("  {category:<22} {count:>6}");
    }
    say!("by hamlet:");
    for (hamlet, count) in &summary.hamlets {
        say!("  {hamlet:<22} {count:>6}");
    }
    if !summary.doubts.is_empty() {
        say!("{} doubts:", summary.doubts.len());
    }
    for doubt in &summary.doubts {
        let (row, column, read) = (doubt.row, &doubt.column, &doubt.read);
        let column = if column.is_empty() { "the row" } else { column };
        let taken = if doubt.assumed.is_empty() {
            String::new()
        } else {
            format!(" ({})", doubt.assumed)
        };
        say!("  row {row}, {column}, {read:?}: {}{taken}", doubt.why);
    }
    say!(
        "{} to create, {} already there, {} to ask about",
        summary.to_create,
        summary.matched,
        summary.to_ask
    );
    if report.dry_run {
        say!("Nothing was written (--dry-run).");
    } else {
        say!(
            "Written: {} created, {} statuses added, {} left out, {} left to the office to answer.",
            report.created,
            report.statuses_added,
            report.skipped,
            report.left
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_doubt_is_said_in_a_sentence() {
        for kind in DoubtKind::ALL {
            assert!(why(*kind).contains(' '), "{}", kind.code());
        }
    }
}
