//! `chungtay audit`

use chungtay_shared::chain::Head;

use super::{AuditArgs, CommandError};
use crate::audit::{self, Audited, Finding, Trouble, head_text};
use crate::store::read;

pub(super) fn run(args: &AuditArgs) -> Result<(), CommandError> {
    let store = args.data.open_as_it_is()?;
    let communes = read(&*store, |tx| tx.communes())?;
    let mut found = 0;
    for kept in &args.head {
        if communes.iter().all(|here| here.code != kept.commune) {
            found += 1;
            say!("{}", nowhere(&kept.commune, &kept.head));
        }
    }
    for commune in &communes {
        let of_it = args.head.iter().filter(|kept| kept.commune == commune.code);
        let kept: Vec<Head> = of_it.map(|kept| kept.head).collect();
        let audited = read(&*store, |tx| audit::commune(tx, &commune.code, &kept))?;
        found += audited.findings.len();
        tell(&audited);
    }
    if found > 0 {
        return Err(CommandError::Altered(found));
    }
    say!(
        "All is what was written (communes: {}). Keep the heads where nobody who looks after the \
         server can change them; --head compares with them.",
        communes.len()
    );
    Ok(())
}

fn tell(audited: &Audited) {
    for finding in &audited.findings {
        say!("{finding}");
    }
    let Audited {
        commune,
        documents,
        changes,
        rows,
        log,
        access,
        office,
        findings,
    } = audited;
    say!(
        "{commune}: {documents} documents, {changes} changes, {rows} rows, {} rows of the access log, \
         {} seals; {} found",
        access.n,
        office.n,
        findings.len()
    );
    say!("  log     {}", head_text(commune, log));
    say!("  access  {}", head_text(commune, access));
    say!("  office  {}", head_text(commune, office));
}

fn nowhere(commune: &str, head: &Head) -> Finding {
    Finding {
        trouble: Trouble::Head,
        commune: commune.to_owned(),
        doc: String::new(),
        what: format!("there is no such commune for {}", head_text(commune, head)),
    }
}
