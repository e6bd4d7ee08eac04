//! Every household's row, by id and in the list's order.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use chungtay_shared::id::DocId;
use chungtay_shared::row::HouseholdRow;
use chungtay_shared::text::{fold, given_name};

/// A row, and what is worked out of it once.
#[derive(Debug)]
pub(crate) struct Entry {
    row: HouseholdRow,
    folded_given_name: OnceCell<String>,
}

impl PartialEq for Entry {
    /// By identity: a changed row is a new entry.
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Entry {
    fn new(row: HouseholdRow) -> Self {
        Self {
            row,
            folded_given_name: OnceCell::new(),
        }
    }

    /// The row.
    pub(crate) const fn row(&self) -> &HouseholdRow {
        &self.row
    }

    /// The name the head is called by, folded.
    pub(crate) fn folded_given_name(&self) -> &str {
        self.folded_given_name
            .get_or_init(|| fold(given_name(&self.row.head_name)))
    }
}

/// Every household's row.
#[derive(Debug, Default)]
pub(crate) struct RowBook {
    by_id: BTreeMap<DocId, Rc<Entry>>,
    sorted: Vec<Rc<Entry>>,
}

impl RowBook {
    /// All rows, by hamlet and given name; a second record of a household is not among them.
    pub(crate) fn sorted(&self) -> &[Rc<Entry>] {
        &self.sorted
    }

    /// All rows, also second records.
    pub(crate) fn all(&self) -> impl Iterator<Item = &HouseholdRow> {
        self.by_id.values().map(|entry| &entry.row)
    }

    /// How many households are to be visited.
    pub(crate) fn here_count(&self) -> usize {
        let here = self.sorted.iter().filter(|entry| entry.row.gone.is_none());
        here.count()
    }

    /// The row of a household.
    pub(crate) fn get(&self, id: DocId) -> Option<&Rc<Entry>> {
        self.by_id.get(&id)
    }

    /// Second records of a household, which are kept in this one.
    pub(crate) fn merged_into(&self, id: DocId) -> impl Iterator<Item = &HouseholdRow> {
        self.all().filter(move |row| row.merged_into == Some(id))
    }

    /// The hamlets, in their order.
    pub(crate) fn hamlets(&self) -> Vec<&str> {
        let mut hamlets: Vec<&str> = Vec::new();
        for entry in &self.sorted {
            if hamlets.last() != Some(&entry.row.hamlet.as_str()) {
                hamlets.push(&entry.row.hamlet);
            }
        }
        hamlets
    }

    /// With these rows added or replaced. A row that this version of the app cannot read is left
    /// out until its document changes.
    pub(super) fn with(&self, rows: &[Vec<u8>]) -> Self {
        let mut by_id = self.by_id.clone();
        for row in rows
            .iter()
            .filter_map(|bytes| HouseholdRow::from_bytes(bytes))
        {
            by_id.insert(row.id, Rc::new(Entry::new(row)));
        }
        Self::of(by_id)
    }

    /// Without these households.
    pub(super) fn without(&self, ids: &[DocId]) -> Self {
        let mut by_id = self.by_id.clone();
        for id in ids {
            by_id.remove(id);
        }
        Self::of(by_id)
    }

    fn of(by_id: BTreeMap<DocId, Rc<Entry>>) -> Self {
        let is_first = |entry: &&Rc<Entry>| entry.row.merged_into.is_none();
        let mut sorted: Vec<_> = by_id.values().filter(is_first).cloned().collect();
        sorted.sort_unstable_by(|a, b| (&a.row.sort, a.row.id).cmp(&(&b.row.sort, b.row.id)));
        Self { by_id, sorted }
    }
}
