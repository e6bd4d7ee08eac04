//! The log as the office reads it.

use chungtay_shared::api::access::{ACCESS_PAGE_ROWS, AccessPage, AccessQuery};
use chungtay_shared::chain::Head;

use crate::store::{StoreError, Tx};

/// Rows read at once while a chain is followed.
const ROWS_AT_ONCE: u32 = 1_000;

/// A page of a commune's log, and whether the whole of it holds.
pub fn page(tx: &dyn Tx, commune: &str, query: &AccessQuery) -> Result<AccessPage, StoreError> {
    let mut lines = tx.access_lines(commune, query, ACCESS_PAGE_ROWS + 1)?;
    let rows = usize::try_from(ACCESS_PAGE_ROWS).unwrap_or(usize::MAX);
    let is_last = lines.len() <= rows;
    lines.truncate(rows);
    let whole = verify(tx, commune, |_| ())?;
    Ok(AccessPage {
        next: lines.last().filter(|_| !is_last).map(|line| line.n),
        lines,
        rows: whole.map_or_else(|n| n.saturating_sub(1), |head| head.n),
        broken_at: whole.err(),
    })
}

/// Follows a commune's chain to where it is said to end; where it is broken if it is. `passes` is told of
/// each head on the way.
pub fn verify(
    tx: &dyn Tx,
    commune: &str,
    mut passes: impl FnMut(&Head),
) -> Result<Result<Head, u64>, StoreError> {
    let mut head = Head::default();
    loop {
        let rows = tx.access_after(commune, head.n, ROWS_AT_ONCE)?;
        if rows.is_empty() {
            break;
        }
        for row in &rows {
            if let Err(n) = head.follow(row) {
                return Ok(Err(n));
            }
            passes(&head);
        }
    }
    // Rows that were cut off at the end leave a chain that is whole.
    if tx.access_head(commune)? == head {
        Ok(Ok(head))
    } else {
        Ok(Err(head.n + 1))
    }
}
