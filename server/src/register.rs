//! What the office says of hamlets and organisations. Who moves a hamlet's households moves each of their
//! records, in the transaction that keeps what was said.

use std::collections::{BTreeMap, BTreeSet};

use chungtay_shared::api::HouseholdLine;
use chungtay_shared::api::register::{
    CommuneLine, HamletLine, OrganisationLine, RegisterPage, StatementLine,
};
use chungtay_shared::collation::hamlet_sort_key;
use chungtay_shared::document::Kind;
use chungtay_shared::fund::{Amount, Entered, EntryKind};
use chungtay_shared::household::ProfileField;
use chungtay_shared::id::DocId;
use chungtay_shared::register::{
    Hamlet, HamletMoved, Known, Names, Organisation, Register, Said, SaidDraft, Statement, is_same,
};
use chungtay_shared::time::LocalDate;
use chungtay_shared::unit::made_of;

use crate::error::ApiError;
use crate::fund;
use crate::office::Pen;
use crate::state::AppState;
use crate::store::{Device, StoreError, Tx, write};

/// What the register comes to, and all that was said.
pub fn page(tx: &dyn Tx, unit: &str, today: LocalDate) -> Result<RegisterPage, StoreError> {
    let statements = tx.statements(unit)?;
    let register = Register::of(&statements);
    let households = tx.households(unit, today)?;
    let entries = fund::entries(tx, unit)?;
    let formers = made_of(unit);
    let organisations = register.organisations.iter();
    let (there, gone): (Vec<_>, Vec<_>) = organisations.partition(|one| one.until.is_none());
    Ok(RegisterPage {
        hamlets: hamlets(&register, &households),
        organisations: there
            .into_iter()
            .chain(gone)
            .map(|one| organisation(one, &register, &entries))
            .collect(),
        communes: formers
            .iter()
            .map(|former| CommuneLine {
                code: former.unit.code.to_owned(),
                name: former.unit.name.to_owned(),
                within: former.unit.within.join(", "),
                asks: former.asks_for_hamlets(&formers),
                hamlets: register
                    .came_from
                    .get(former.unit.code)
                    .cloned()
                    .unwrap_or_default(),
            })
            .collect(),
        statements: statements
            .iter()
            .rev()
            .map(|s| line(s, &statements))
            .collect(),
    })
}

/// Names of the organisations that are there.
pub fn organisations(tx: &dyn Tx, unit: &str) -> Result<Vec<String>, StoreError> {
    let register = Register::of(&tx.statements(unit)?);
    let there = register
        .organisations
        .into_iter()
        .filter(|one| one.until.is_none());
    Ok(there.map(|one| one.name).collect())
}

/// What phones are told of the register; none where that is nothing.
pub fn names(tx: &dyn Tx, unit: &str, today: LocalDate) -> Result<Option<Names>, StoreError> {
    let names = Register::of(&tx.statements(unit)?).names(today, &made_of(unit));
    Ok((!names.is_empty()).then_some(names))
}

/// Every household, to be found under what its hamlet was called as well.
pub fn households(
    tx: &dyn Tx,
    unit: &str,
    today: LocalDate,
) -> Result<Vec<HouseholdLine>, StoreError> {
    let mut households = tx.households(unit, today)?;
    let names = Register::of(&tx.statements(unit)?).names(today, &made_of(unit));
    if names.is_empty() {
        return Ok(households);
    }
    let mut once: BTreeMap<String, String> = BTreeMap::new();
    for household in &mut households {
        let hamlet = &household.hamlet;
        let called = match once.get(hamlet) {
            Some(called) => called,
            None => once
                .entry(hamlet.clone())
                .or_insert_with(|| names.once_called(hamlet)),
        };
        if !called.is_empty() {
            household.search.push(' ');
            household.search.push_str(called);
        }
    }
    Ok(households)
}

/// Says something, or refuses with every field's problem.
pub fn say(state: &AppState, device: &Device, draft: &SaidDraft) -> Result<(), ApiError> {
    let outcome = write(&*state.store, |tx| {
        let pen = Pen::take(tx, device, state.clock.now())?;
        let statements = tx.statements(pen.commune())?;
        let today = pen.author().at.local_date();
        let households = tx.households(pen.commune(), today)?;
        let known = Known {
            statements: &statements,
            in_use: &in_use(&households),
            made_of: &made_of(pen.commune()),
            today,
        };
        let said = match draft.read(known) {
            Ok(said) => acted(&pen, said, draft, &statements, &households)?,
            Err(problems) => return Ok(Err(ApiError::Invalid(problems))),
        };
        let statement = Statement {
            n: statements.last().map_or(1, |last| last.n + 1),
            by: pen.officer_name().to_owned(),
            at: pen.author().at,
            said,
        };
        tx.say(pen.commune(), &statement)?;
        pen.said()?;
        Ok(Ok(()))
    })?;
    state.live.changed(&device.account.commune);
    outcome
}

/// Does to the households' records what is said, and fills in which they were.
fn acted(
    pen: &Pen<'_>,
    said: Said,
    draft: &SaidDraft,
    statements: &[Statement],
    households: &[HouseholdLine],
) -> Result<Said, StoreError> {
    match said {
        Said::HamletMoved(moved) => {
            let is_chosen = |id: &DocId| match draft {
                SaidDraft::HamletMoved(change) => change
                    .households
                    .as_ref()
                    .is_none_or(|chosen| chosen.contains(id)),
                SaidDraft::HamletFrom { .. }
                | SaidDraft::Organisation { .. }
                | SaidDraft::OrganisationUntil { .. }
                | SaidDraft::CameFrom { .. }
                | SaidDraft::Struck { .. } => false,
            };
            let of_hamlet = households
                .iter()
                .filter(|h| is_same(&h.hamlet, &moved.hamlet));
            let ids: Vec<DocId> = of_hamlet.map(|h| h.id).filter(is_chosen).collect();
            let households = move_all(pen, &ids, &moved.hamlet, &moved.into)?;
            Ok(Said::HamletMoved(HamletMoved {
                households,
                ..moved
            }))
        }
        Said::Struck { n, reason } => {
            let struck = statements.iter().find(|statement| statement.n == n);
            if let Some(Said::HamletMoved(moved)) = struck.map(|statement| &statement.said) {
                // Whoever was moved on since stays there.
                move_all(pen, &moved.households, &moved.into, &moved.hamlet)?;
            }
            Ok(Said::Struck { n, reason })
        }
        Said::HamletFrom { .. }
        | Said::Organisation { .. }
        | Said::OrganisationUntil { .. }
        | Said::CameFrom { .. } => Ok(said),
    }
}

/// Writes another hamlet into those of these households that are of the first; which they were.
fn move_all(
    pen: &Pen<'_>,
    households: &[DocId],
    from: &str,
    into: &str,
) -> Result<Vec<DocId>, StoreError> {
    let mut moved = Vec::new();
    let edits = BTreeMap::from([(ProfileField::Hamlet, into.to_owned())]);
    for &id in households {
        let Some((mut document, stored)) = pen.load(id)? else {
            continue;
        };
        if stored.kind != Kind::Household
            || !is_same(
                document.household()?.profile.get(ProfileField::Hamlet),
                from,
            )
        {
            continue;
        }
        let written = document.edit_profile(pen.author(), &edits)?;
        pen.store(id, &document, written)?;
        moved.push(id);
    }
    Ok(moved)
}

fn in_use(households: &[HouseholdLine]) -> BTreeSet<String> {
    let names = households.iter().map(|household| household.hamlet.clone());
    names.filter(|name| !name.is_empty()).collect()
}

fn hamlets(register: &Register, households: &[HouseholdLine]) -> Vec<HamletLine> {
    let mut all = register.hamlets.clone();
    for name in in_use(households) {
        if !all.iter().any(|hamlet| is_same(&hamlet.name, &name)) {
            all.push(Hamlet {
                name,
                from: None,
                until: None,
                became: Vec::new(),
            });
        }
    }
    all.sort_by_key(|hamlet| (hamlet.until.is_some(), hamlet_sort_key(&hamlet.name)));
    let owned = |names: Vec<&str>| names.into_iter().map(str::to_owned).collect();
    let is_here = |household: &&HouseholdLine| household.gone.is_none();
    all.into_iter()
        .map(|hamlet| {
            let of_it = |h: &&HouseholdLine| is_same(&h.hamlet, &hamlet.name);
            // A name that came back means what it means now.
            let is_past = hamlet.until.is_some() && !register.is_former(&hamlet.name);
            let count = households.iter().filter(is_here).filter(of_it).count();
            HamletLine {
                once_called: owned(register.once_called(&hamlet.name)),
                now_called: owned(register.now_called(&hamlet.name)),
                households: if is_past { 0 } else { count as u64 },
                hamlet,
            }
        })
        .collect()
}

/// What an organisation gave stands with the last of its roles, and once.
fn organisation(one: &Organisation, register: &Register, entries: &[Entered]) -> OrganisationLine {
    let mut of_name = register.organisations.iter().rev();
    let last = of_name.find(|other| is_same(&other.name, &one.name));
    let entries = if last == Some(one) { entries } else { &[] };
    let sum = |kind: EntryKind| -> Amount {
        let of_it = entries.iter().filter(|entered| {
            entered.void.is_none()
                && entered.entry.kind == kind
                && is_same(&entered.entry.party, &one.name)
        });
        of_it.map(|entered| entered.entry.amount).sum()
    };
    OrganisationLine {
        pledged: sum(EntryKind::Pledge),
        received: sum(EntryKind::Receipt),
        organisation: one.clone(),
    }
}

fn line(statement: &Statement, all: &[Statement]) -> StatementLine {
    let mut shown = statement.clone();
    let moved = match &mut shown.said {
        Said::HamletMoved(moved) => std::mem::take(&mut moved.households).len(),
        Said::HamletFrom { .. }
        | Said::Organisation { .. }
        | Said::OrganisationUntil { .. }
        | Said::CameFrom { .. }
        | Said::Struck { .. } => 0,
    };
    let struck = all.iter().find_map(|later| match &later.said {
        Said::Struck { n, reason } if *n == statement.n => Some(reason.clone()),
        Said::Struck { .. }
        | Said::HamletFrom { .. }
        | Said::HamletMoved(_)
        | Said::Organisation { .. }
        | Said::OrganisationUntil { .. }
        | Said::CameFrom { .. } => None,
    });
    StatementLine {
        statement: shown,
        moved: moved as u64,
        struck,
    }
}
