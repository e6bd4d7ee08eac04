//! What only all rows together can tell: the name of each hamlet, how many live in a household,
//! and the key by which a row is found again.

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest as _, Sha256};

use super::doubt::{Doubt, DoubtKind, Note, NoteKind};
use super::entry::Entry;
use super::hamlet::{Registry, Spelling};
use super::title::{Title, may_name_a_hamlet};
use super::walk::SheetList;
use super::{ListReading, ListedHousehold, RowAccount, RowKind};
use crate::household::ProfileField;
use crate::id::to_hex;
use crate::identity::national_id::is_synthetic;
use crate::text::fold;

/// Puts the sheets together.
pub(super) fn finish(mut lists: Vec<SheetList>, reading: &mut ListReading) {
    let has_several = lists.iter().filter(|list| list.has_list).count() > 1;
    let mut hamlets = Registry::default();
    for list in &mut lists {
        of_whole_sheet(list, has_several);
        let of_rows = list
            .entries
            .iter()
            .filter_map(|entry| entry.hamlet.as_ref());
        list.heading_hamlets
            .iter()
            .chain(of_rows)
            .for_each(|hamlet| hamlets.add(hamlet));
    }
    reading.decision = lists.iter().find_map(|list| list.title.decision.clone());
    for list in lists {
        take_sheet(list, &hamlets, reading);
    }
    give_keys(&mut reading.households);
    note_counts(reading);
}

/// Gives rows that say no hamlet or category what the title or the sheet's name says.
fn of_whole_sheet(list: &mut SheetList, has_several: bool) {
    if list.entries.is_empty() {
        return;
    }
    let name = Title::of_sheet_name(&list.name);
    let bare =
        || Spelling::read(&list.name).filter(|_| has_several && may_name_a_hamlet(&list.name));
    let hamlet = name
        .hamlet
        .or_else(|| list.title.hamlet.clone())
        .or_else(bare);
    if let Some(hamlet) = hamlet {
        let mut rows = BTreeSet::new();
        for entry in list
            .entries
            .iter_mut()
            .filter(|entry| entry.hamlet.is_none())
        {
            entry.hamlet = Some(hamlet.clone());
            rows.insert(row_number(entry.row));
        }
        list.doubts
            .retain(|doubt| doubt.kind != DoubtKind::HamletMissing || !rows.contains(&doubt.row));
        if !rows.is_empty() {
            list.note(NoteKind::HamletFromTitle, hamlet.shown());
        }
    }
    let is_marked = list.has_categories && list.entries.iter().any(|e| e.category.is_some());
    let missing = list
        .entries
        .iter()
        .filter(|entry| entry.category.is_none())
        .count();
    if is_marked || missing == 0 {
        return;
    }
    let Some(category) = name.category.or(list.title.category) else {
        list.note(NoteKind::NoCategories, missing.to_string());
        return;
    };
    for entry in &mut list.entries {
        entry.category.get_or_insert(category);
    }
    list.doubts
        .retain(|doubt| doubt.kind != DoubtKind::CategoryMissing);
    list.note(NoteKind::CategoryFromTitle, category.code());
}

fn take_sheet(mut list: SheetList, hamlets: &Registry, reading: &mut ListReading) {
    let decision = list
        .title
        .decision
        .as_ref()
        .map(|d| d.number.clone())
        .unwrap_or_default();
    for entry in &list.entries {
        let household = household(&list, entry, hamlets, &decision, &mut reading.doubts);
        reading.households.push(household);
    }
    reading.doubts.append(&mut list.doubts);
    let of_this_sheet = |doubt: &Doubt| doubt.sheet == list.name;
    let first = reading
        .doubts
        .iter()
        .position(of_this_sheet)
        .unwrap_or(reading.doubts.len());
    reading.doubts[first..].sort_by_key(|doubt| doubt.row);
    reading.notes.append(&mut list.notes);
    reading
        .rows
        .extend(list.rows.iter().enumerate().map(|(row, kind)| RowAccount {
            sheet: list.name.clone(),
            row: row_number(row),
            kind: *kind,
        }));
}

fn household(
    list: &SheetList,
    entry: &Entry,
    hamlets: &Registry,
    decision: &str,
    doubts: &mut Vec<Doubt>,
) -> ListedHousehold {
    let mut doubt = |kind, column: &str, read: String, assumed: String| {
        doubts.push(Doubt {
            sheet: list.name.clone(),
            row: row_number(entry.row),
            column: column.to_owned(),
            read,
            kind,
            assumed,
        });
    };
    let mut profile = entry.profile.clone();
    if let Some(spelling) = &entry.hamlet {
        let resolved = hamlets.resolve(spelling);
        if resolved.is_unclear || resolved.is_only_a_number {
            let read = spelling.shown().to_owned();
            doubt(
                DoubtKind::HamletUnclear,
                &entry.hamlet_column,
                read,
                resolved.name.clone(),
            );
        }
        if let Some(other) = resolved.resembles {
            let read = format!("{} / {other}", resolved.name);
            doubt(
                DoubtKind::HamletMisspelt,
                &entry.hamlet_column,
                read,
                resolved.name.clone(),
            );
        }
        profile.set(ProfileField::Hamlet, resolved.name);
    }
    let listed = list.lists_members.then_some(entry.members_listed + 1);
    let member_count = entry.member_count.or(listed).unwrap_or(0);
    if let (Some(said), Some(listed)) = (entry.member_count, listed)
        && said != listed
        && entry.members_listed > 0
    {
        doubt(
            DoubtKind::MemberCountDiffers,
            "",
            format!("{said} / {listed}"),
            said.to_string(),
        );
    }
    if member_count > 0 {
        profile.set(ProfileField::MemberCount, member_count.to_string());
    }
    let own = entry.decision.clone();
    ListedHousehold {
        sheet: list.name.clone(),
        row: row_number(entry.row),
        profile,
        category: entry.category,
        member_count,
        decision: if own.is_empty() {
            decision.to_owned()
        } else {
            own
        },
        import_key: String::new(),
    }
}

/// Digests of who the rows are about; equal rows are numbered in their order.
fn give_keys(households: &mut [ListedHousehold]) {
    let mut met: BTreeMap<String, u32> = BTreeMap::new();
    for household in households {
        let profile = &household.profile;
        let hamlet = Spelling::read(household.hamlet()).map(|h| h.key().to_owned());
        let who = format!(
            "{}|{}|{}|{}",
            fold(profile.get(ProfileField::HeadName)),
            hamlet.unwrap_or_default(),
            household
                .birth_year()
                .map_or_else(String::new, |year| year.to_string()),
            profile.get(ProfileField::NationalId),
        );
        let occurrence = met
            .entry(who.clone())
            .and_modify(|count| *count += 1)
            .or_insert(1);
        let digest = Sha256::digest(format!("{who}|{occurrence}"));
        household.import_key = to_hex(&digest[..16]);
    }
}

fn note_counts(reading: &mut ListReading) {
    let mut note = |kind, count: usize| {
        if count > 0 {
            let detail = count.to_string();
            reading.notes.push(Note {
                sheet: String::new(),
                kind,
                detail,
            });
        }
    };
    let households = &reading.households;
    note(
        NoteKind::MembersUnknown,
        households.iter().filter(|h| h.member_count == 0).count(),
    );
    let is_invented = |h: &&ListedHousehold| is_synthetic(h.profile.get(ProfileField::NationalId));
    note(
        NoteKind::SyntheticNumbers,
        households.iter().filter(is_invented).count(),
    );
}

fn row_number(row: usize) -> u32 {
    u32::try_from(row + 1).unwrap_or(u32::MAX)
}

impl ListReading {
    /// How many rows were taken for this.
    pub fn rows_of(&self, kind: RowKind) -> usize {
        self.rows.iter().filter(|row| row.kind == kind).count()
    }
}
