//! Importing a commune's list: read, compare, show, and only then write.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use chungtay_shared::api::import::{
    CandidateLine, Confirm, DoubtLine, Preview, PreviewRow, Progress, RowAnswer, RowFate,
};
use chungtay_shared::document::{Document, NewHousehold};
use chungtay_shared::household::{Category, ProfileField, Status};
use chungtay_shared::id::{DocId, FactId};
use chungtay_shared::identity::national_id;
use chungtay_shared::import::plan::{Action, Decision, ExistingHousehold, ImportPlan, plan};
use chungtay_shared::import::{Doubt, ListReading, ListedHousehold, NoteKind, meant_by};
use chungtay_shared::register::{Register, is_same};
use chungtay_shared::time::{LocalDate, PartialDate};

use crate::error::ApiError;
use crate::lives::status::standard_of;
use crate::office::Pen;
use crate::state::AppState;
use crate::store::{Commune, Device, StoreError, Tx};

mod left;

pub use left::{answer_left, left_lines};

/// Rows between two words of progress.
const ROWS_PER_WORD: usize = 25;

/// A reading beside the list of the commune.
pub fn compare(
    tx: &dyn Tx,
    commune: &str,
    reading: &ListReading,
    today: LocalDate,
) -> Result<(ImportPlan, Vec<ExistingHousehold>), StoreError> {
    let mut existing = tx.listed(commune, today)?;
    left::recognize(&mut existing, tx.answered_rows(commune)?);
    let register = Register::of(&tx.statements(commune)?);
    let plan = plan(&as_called_now(reading, &register, &existing), &existing);
    Ok((plan, existing))
}

/// The reading with the names that hamlets have now: a list may be older than they are, and spells them in
/// its own way. A hamlet that became several stays as it is written: whoever knows the household says in
/// which it lies.
fn as_called_now<'a>(
    reading: &'a ListReading,
    register: &Register,
    existing: &[ExistingHousehold],
) -> Cow<'a, ListReading> {
    if register.hamlets.is_empty() {
        return Cow::Borrowed(reading);
    }
    let of_register = register.hamlets.iter().map(|hamlet| hamlet.name.as_str());
    let of_list = existing.iter().map(|household| household.hamlet.as_str());
    let names: BTreeSet<&str> = of_register.chain(of_list).collect();
    let mut known: BTreeMap<String, Option<&str>> = BTreeMap::new();
    let mut reading = reading.clone();
    for household in &mut reading.households {
        let written = household.hamlet().to_owned();
        let now = known.entry(written).or_insert_with_key(|written| {
            let meant = meant_by(written, names.iter().copied());
            let is_old = meant.iter().any(|name| register.is_former(name));
            let now = meant.into_iter().flat_map(|name| {
                if register.is_former(name) {
                    register.now_called(name)
                } else {
                    vec![name]
                }
            });
            let mut now: Vec<&str> = now.collect();
            now.dedup_by(|one, other| is_same(one, other));
            now.first().copied().filter(|_| is_old && now.len() == 1)
        });
        if let Some(now) = now {
            household.profile.set(ProfileField::Hamlet, *now);
        }
    }
    Cow::Owned(reading)
}

/// What the office is shown before anything is written.
pub fn preview(
    id: String,
    reading: &ListReading,
    plan: &ImportPlan,
    existing: &[ExistingHousehold],
) -> Preview {
    let households: BTreeMap<DocId, &ExistingHousehold> =
        existing.iter().map(|e| (e.id, e)).collect();
    let mut by_category = BTreeMap::new();
    let mut hamlets = BTreeMap::new();
    for household in &reading.households {
        let category = household.category.map_or("", Category::code).to_owned();
        *by_category.entry(category).or_insert(0) += 1;
        *hamlets.entry(household.hamlet().to_owned()).or_insert(0) += 1;
    }
    let mut rows_by_kind = BTreeMap::new();
    for row in &reading.rows {
        *rows_by_kind.entry(row.kind.code().to_owned()).or_insert(0) += 1;
    }
    let notes: BTreeSet<&str> = reading.notes.iter().map(|note| note.kind.code()).collect();
    let items = reading.households.iter().zip(&plan.items).zip(0..);
    Preview {
        id,
        rows: items
            .map(|((household, item), index)| PreviewRow {
                candidates: candidates(&item.decision, &households),
                fate: fate(item),
                hamlet: item.profile.get(ProfileField::Hamlet).to_owned(),
                ..row(household, index)
            })
            .collect(),
        doubts: reading
            .doubts
            .iter()
            .chain(&plan.doubts)
            .map(doubt)
            .collect(),
        by_category,
        hamlets,
        members: reading
            .households
            .iter()
            .map(|h| u64::from(h.member_count))
            .sum(),
        rows_by_kind,
        notes: notes.into_iter().map(str::to_owned).collect(),
    }
}

/// Whether the list is invented and the commune is not.
pub fn is_foreign_to(reading: &ListReading, commune: &Commune) -> bool {
    let invented = reading
        .notes
        .iter()
        .any(|n| n.kind == NoteKind::SyntheticNumbers);
    invented && !commune.synthetic
}

/// Writes a confirmed import in the transaction it is called in; `tell` hears how far it is.
pub fn apply(
    state: &AppState,
    tx: &dyn Tx,
    device: &Device,
    reading: &ListReading,
    confirm: &Confirm,
    tell: &mut dyn FnMut(Progress),
) -> Result<Progress, StoreError> {
    let now = state.clock.now();
    // What it is compared with stays as it is until all is written.
    let pen = Pen::take(tx, device, now)?;
    let (mut plan, _) = compare(tx, &device.account.commune, reading, now.local_date())?;
    if confirm.add_statuses {
        plan = plan.with_new_statuses();
    }
    let answers = confirm
        .answers
        .iter()
        .filter_map(|(index, answer)| Some((usize::try_from(*index).ok()?, *answer)))
        .collect::<BTreeMap<usize, RowAnswer>>();
    let actions = plan.resolve(reading, &answers);
    let total = u32::try_from(actions.len()).unwrap_or(u32::MAX);
    let mut progress = Progress {
        done: 0,
        total,
        created: 0,
        matched: 0,
        statuses_added: 0,
        skipped: 0,
        left: 0,
    };
    let importer = Importer {
        state,
        reading,
        pen,
        tx,
        before: left::Before::read(tx, &device.account.commune)?,
    };
    importer.note_answers(&answers)?;
    for (row, action) in actions.into_iter().enumerate() {
        importer.carry_out(action, &mut progress)?;
        progress.done += 1;
        if row % ROWS_PER_WORD == 0 {
            // The last word is said by the caller, when it is committed.
            tell(Progress {
                done: progress.done.min(total.saturating_sub(1)),
                ..progress
            });
        }
    }
    Ok(progress)
}

struct Importer<'a> {
    state: &'a AppState,
    reading: &'a ListReading,
    pen: Pen<'a>,
    tx: &'a dyn Tx,
    before: left::Before,
}

impl Importer<'_> {
    fn carry_out(&self, action: Action, progress: &mut Progress) -> Result<(), StoreError> {
        match action {
            Action::Create { index, profile } => {
                self.create(&self.reading.households[index], profile)?;
                progress.created += 1;
            }
            Action::Keep { .. } => progress.matched += 1,
            Action::AddStatus { id, category } => {
                self.add_status(id, category)?;
                progress.matched += 1;
                progress.statuses_added += 1;
            }
            Action::Leave { index } => {
                let waits = self.leave(&self.reading.households[index])?;
                *(if waits {
                    &mut progress.left
                } else {
                    &mut progress.skipped
                }) += 1;
            }
            Action::Skip => progress.skipped += 1,
        }
        Ok(())
    }

    fn create(
        &self,
        listed: &ListedHousehold,
        profile: chungtay_shared::household::Profile,
    ) -> Result<(), StoreError> {
        let author = self.pen.author();
        let status = listed
            .category
            .map(|category| self.status(category, &listed.decision));
        let new = NewHousehold {
            id: self
                .state
                .with_rng(|mut rng| DocId::new(author.at, &mut rng)),
            commune: self.pen.commune().to_owned(),
            import_key: listed.import_key.clone(),
            profile,
            statuses: status.into_iter().collect(),
        };
        let (document, written) = Document::new_household(author, &new)?;
        self.pen.store(new.id, &document, written)
    }

    fn add_status(&self, id: DocId, category: Category) -> Result<(), StoreError> {
        let Some((mut document, _)) = self.pen.load(id)? else {
            return Ok(());
        };
        let decision = self
            .reading
            .decision
            .as_ref()
            .map_or("", |d| d.number.as_str());
        let written = document.add_status(self.pen.author(), &self.status(category, decision))?;
        self.pen.store(id, &document, written)
    }

    /// A status as the list gives it: from the decision's day, else from today.
    fn status(&self, category: Category, decision: &str) -> Status {
        let author = self.pen.author();
        let decided = self.reading.decision.as_ref();
        let of_this = decided
            .filter(|d| d.number == decision)
            .and_then(|d| d.date);
        let from = of_this.unwrap_or_else(|| author.at.local_date());
        Status {
            id: self
                .state
                .with_rng(|mut rng| FactId::new(author.at, &mut rng)),
            category,
            standard: standard_of(category, from).to_owned(),
            decision: decision.to_owned(),
            from,
            to: None,
            recorded_at: author.at,
        }
    }
}

/// Bytes of a file as a reading, and nothing else done.
pub fn read(bytes: &[u8], file_name: &str, today: LocalDate) -> Result<ListReading, ApiError> {
    let sheets = crate::spreadsheet::read(bytes, file_name)?;
    Ok(chungtay_shared::import::read(&sheets, today))
}

fn row(household: &ListedHousehold, index: u32) -> PreviewRow {
    let profile = &household.profile;
    PreviewRow {
        index,
        sheet: household.sheet.clone(),
        row: household.row,
        head_name: profile.get(ProfileField::HeadName).to_owned(),
        hamlet: household.hamlet().to_owned(),
        category: household.category.map_or("", Category::code).to_owned(),
        birth: profile
            .birth()
            .map(PartialDate::display)
            .unwrap_or_default(),
        national_id_masked: national_id::mask_national_id(profile.get(ProfileField::NationalId)),
        member_count: household.member_count,
        fate: RowFate::Create,
        candidates: Vec::new(),
    }
}

fn fate(item: &chungtay_shared::import::plan::PlannedItem) -> RowFate {
    match item.decision {
        Decision::Create => RowFate::Create,
        Decision::Matched(..) if item.status_differs.is_some() => RowFate::StatusDiffers,
        Decision::Matched(..) => RowFate::Matched,
        Decision::Ask { .. } => RowFate::Ask,
    }
}

fn candidates(
    decision: &Decision,
    households: &BTreeMap<DocId, &ExistingHousehold>,
) -> Vec<CandidateLine> {
    let Decision::Ask { candidates, .. } = decision else {
        return Vec::new();
    };
    let known = candidates.iter().filter_map(|id| households.get(id));
    known
        .map(|household| CandidateLine {
            id: household.id,
            head_name: household.head_name.clone(),
            hamlet: household.hamlet.clone(),
            birth_year: household.birth_year,
        })
        .collect()
}

fn doubt(doubt: &Doubt) -> DoubtLine {
    DoubtLine {
        sheet: doubt.sheet.clone(),
        row: doubt.row,
        column: doubt.column.clone(),
        read: doubt.read.clone(),
        kind: doubt.kind.code().to_owned(),
        assumed: doubt.assumed.clone(),
    }
}
