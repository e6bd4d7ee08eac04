//! Categories that volunteers proposed: shown to the office until it has said.

use std::collections::BTreeMap;

use chungtay_shared::api::HouseholdLine;
use chungtay_shared::api::review::ClaimLine;
use chungtay_shared::id::DocId;
use chungtay_shared::time::LocalDate;

use crate::store::{Lived, StoreError, Tx};

/// Everything that waits, the oldest first.
pub(crate) fn claims(
    tx: &dyn Tx,
    commune: &str,
    today: LocalDate,
    lived: &[Lived],
) -> Result<Vec<ClaimLine>, StoreError> {
    if lived.iter().all(|lived| lived.life.claims.is_empty()) {
        return Ok(Vec::new());
    }
    let names = tx.names(commune)?;
    let listed = tx.households(commune, today)?.into_iter();
    let listed: BTreeMap<DocId, HouseholdLine> = listed.map(|line| (line.id, line)).collect();
    let lines = lived.iter().flat_map(|lived| {
        let line = listed.get(&lived.household);
        lived.life.claims.iter().zip(line.into_iter().cycle())
    });
    let mut lines: Vec<ClaimLine> = lines
        .map(|(claim, line)| ClaimLine {
            claim: *claim,
            person_name: names.get(&claim.actor).cloned().unwrap_or_default(),
            line: line.clone(),
        })
        .collect();
    lines.sort_by_key(|line| (line.claim.recorded_at, line.claim.status));
    Ok(lines)
}
