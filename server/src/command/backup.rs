//! `chungtay backup` and `chungtay restore`

use super::{BackupArgs, CommandError, RestoreArgs};
use crate::backup::{self, Findings};
use crate::state::{Clock as _, SystemClock};

pub(super) fn back_up(args: &BackupArgs) -> Result<(), CommandError> {
    let to = if args.file.is_dir() {
        args.file.join(format!("chungtay-{}.sqlite", now_in_name()))
    } else {
        args.file.clone()
    };
    let file = args.data.only_file()?;
    let findings = backup::back_up(&file, &to)?;
    say!("Backed up to {} and read through:", to.display());
    tell(findings);
    // The copy is good either way.
    if let Err(error) = backup::note_backed_up(&file, SystemClock.now()) {
        say!("That it was made could not be noted for /metrics: {error}");
    }
    Ok(())
}

pub(super) fn restore(args: &RestoreArgs) -> Result<(), CommandError> {
    let (data, file) = (&args.data.data, args.data.only_file()?);
    std::fs::create_dir_all(data).map_err(|error| CommandError::DataFolder(data.clone(), error))?;
    let aside = format!("before-restore-{}.sqlite", now_in_name());
    let (findings, moved) = backup::restore(&args.file, &file, &aside)?;
    say!("Restored from {}:", args.file.display());
    tell(findings);
    if let Some(moved) = moved {
        say!("What was here before is kept in {}.", moved.display());
    }
    say!("Start the server. Phones will send again what they recorded after this backup.");
    say!("A phone or an office browser that was enrolled after it needs a new link.");
    Ok(())
}

fn tell(findings: Findings) {
    let Findings {
        communes,
        documents,
        changes,
        set_aside,
        devices,
    } = findings;
    say!("  communes: {communes}, documents: {documents}, changes: {changes}");
    say!("  devices: {devices}, records set aside: {set_aside}");
}

/// The time in Vietnam as it can stand in a file's name, such as `2026-11-25-1430`.
fn now_in_name() -> String {
    let now = SystemClock.now();
    let (hour, minute) = now.local_hour_minute();
    format!("{}-{hour:02}{minute:02}", now.local_date())
}
