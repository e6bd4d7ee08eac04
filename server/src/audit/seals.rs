//! Rows that no document gives, beside the register of their seals: the register's chain holds, each row is as
//! its last line says, and no line says that a row was altered by hand before it was written again.

use std::collections::BTreeMap;

use chungtay_shared::chain::Head;
use chungtay_shared::row_seal::GONE;

use super::{Hand, Trouble};
use crate::store::{GUARDED, StoreError, digests};

/// Lines that are read at once.
const LINES_AT_ONCE: u32 = 1_000;

/// What the register says of each row, by table and key.
type Last = BTreeMap<(String, String), [u8; 32]>;

/// Looks at all of it.
pub(super) fn look(hand: &mut Hand<'_>) -> Result<(), StoreError> {
    let (tx, commune) = (hand.tx, hand.done.commune.clone());
    if !tx.rows_are_sealed()? {
        let what = "rows were never sealed; start the server once, then look again";
        hand.find(Trouble::Unsealed, None, what);
        return Ok(());
    }
    let mut last = register(hand)?;
    for table in &GUARDED {
        for (key, digest) in digests(tx, table, &commune, &[])? {
            let named = format!("{} {key}", table.name);
            match last.remove(&(table.name.to_owned(), key)) {
                Some(said) if said == digest => {}
                None | Some(GONE) => hand.find(Trouble::RowTooMuch, None, &named),
                Some(_) => hand.find(Trouble::RowAltered, None, &named),
            }
        }
    }
    for ((table, key), digest) in last {
        if digest != GONE {
            hand.find(Trouble::RowMissing, None, &format!("{table} {key}"));
        }
    }
    Ok(())
}

/// Follows the register's chain as far as it holds, and reads all of it.
fn register(hand: &mut Hand<'_>) -> Result<Last, StoreError> {
    let (tx, commune) = (hand.tx, hand.done.commune.clone());
    let mut last = Last::new();
    let (mut head, mut broken, mut read_to) = (Head::default(), None, 0);
    loop {
        let lines = tx.row_seals_after(&commune, read_to, LINES_AT_ONCE)?;
        let Some(end) = lines.last() else { break };
        read_to = end.seal.n;
        for line in lines {
            if broken.is_none() {
                match line.follow(&mut head) {
                    Ok(()) => hand.wanted.retain(|wanted| *wanted != head),
                    Err(n) => broken = Some(n),
                }
            }
            let seal = line.seal;
            if seal.altered {
                let n = seal.n;
                let what = format!("{} {} before row_seal n={n}", seal.what, seal.key);
                hand.find(Trouble::RowAltered, None, &what);
            }
            last.insert((seal.what, seal.key), seal.digest);
        }
    }
    if broken.is_none() && tx.row_seal_head(&commune)? != head {
        broken = Some(head.n + 1);
    }
    if let Some(n) = broken {
        let what = format!("row_seal n={n} does not fit to the lines before it");
        hand.find(Trouble::RowSeals, None, &what);
    }
    hand.done.office = head;
    Ok(last)
}
