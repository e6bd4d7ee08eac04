//! What stays of a household that was erased: the day and the kind of each visit, and of each handover
//! what was given in which campaign, in the hamlet; under a name made by chance, with no author, no note,
//! no signature. They keep by which numbers of the log they came and ceased to stand, so that closed
//! periods can still be compared with.

use chungtay_shared::api::FactKind;
use chungtay_shared::household::{Household, ProfileField};
use chungtay_shared::id::{DocId, FactId, to_hex};
use sha2::{Digest as _, Sha256};

use crate::office::Pen;
use crate::state::AppState;
use crate::store::{Cell, FIGURES, Figure, LateFigure, StoreError, Tx};

/// What was kept.
pub(super) struct Kept {
    /// How many.
    pub(super) count: u64,
    /// The hash they are sealed with; none where there are none.
    pub(super) sealed: Option<String>,
}

/// Keeps a household's figures.
pub(super) fn keep(
    state: &AppState,
    pen: &Pen<'_>,
    household: &Household,
) -> Result<Kept, StoreError> {
    let (tx, commune) = (pen.tx(), pen.commune());
    let into = DocId::from_bytes(by_chance(state));
    let kinds = [FactKind::Visit, FactKind::Handover].map(FactKind::code);
    let mut count = 0;
    for row in tx.raw(&FIGURES, commune, Some(household.id.as_bytes()))? {
        let [fact, kind, ..] = row.as_slice() else {
            continue;
        };
        if !kinds.contains(&kind.text()) {
            continue;
        }
        let inconsistent = |_| StoreError::Inconsistent {
            table: "fact",
            column: "fact",
        };
        let figure = Figure {
            fact: FactId::try_from(fact.bytes()).map_err(inconsistent)?,
            as_fact: FactId::from_bytes(by_chance(state)),
        };
        tx.keep_figure(commune, household.id, into, &figure)?;
        count += 1;
    }
    if count == 0 {
        return Ok(Kept {
            count,
            sealed: None,
        });
    }
    let sealed = seal(
        tx,
        commune,
        into,
        household.profile.get(ProfileField::Hamlet),
    )?;
    Ok(Kept {
        count,
        sealed: Some(sealed),
    })
}

/// Keeps what a record says was given that came after its household was erased, as of the number that the
/// log gives next.
pub(super) fn keep_late(
    state: &AppState,
    pen: &Pen<'_>,
    figure: &LateFigure,
) -> Result<Kept, StoreError> {
    let (tx, commune) = (pen.tx(), pen.commune());
    let into = DocId::from_bytes(by_chance(state));
    tx.add_figure(commune, into, figure, tx.log_end(commune)? + 1)?;
    Ok(Kept {
        count: 1,
        sealed: Some(seal(tx, commune, into, "")?),
    })
}

/// An id that says nothing of when it was made.
pub(super) fn by_chance(state: &AppState) -> [u8; 16] {
    let mut bytes = [0; 16];
    state.with_rng(|rng| rng.fill_bytes(&mut bytes));
    bytes
}

fn seal(tx: &dyn Tx, commune: &str, into: DocId, hamlet: &str) -> Result<String, StoreError> {
    let hash = hash(tx, commune, into.as_bytes(), hamlet)?;
    tx.seal_figures(commune, into, hamlet, &hash)?;
    Ok(to_hex(&hash))
}

/// The hash of figures as they stand in the table.
pub(crate) fn hash(
    tx: &dyn Tx,
    commune: &str,
    of: &[u8],
    hamlet: &str,
) -> Result<[u8; 32], StoreError> {
    let mut digest = Sha256::new();
    let mut add = |kind: u8, bytes: &[u8]| {
        digest.update([kind]);
        digest.update((bytes.len() as u64).to_be_bytes());
        digest.update(bytes);
    };
    add(0, hamlet.as_bytes());
    for cell in tx.raw(&FIGURES, commune, Some(of))?.iter().flatten() {
        match cell {
            Cell::Null => add(1, &[]),
            Cell::Number(number) => add(2, &number.to_be_bytes()),
            Cell::Text(text) => add(3, text.as_bytes()),
            Cell::Bytes(bytes) => add(4, bytes),
        }
    }
    Ok(digest.finalize().into())
}
