//! Where the import of a list is: from the choice of a file to the last row written.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use chungtay_shared::api::import::{Confirm, Preview, PreviewRow, Progress, RowAnswer, RowFate};
use chungtay_shared::limits::SPREADSHEET_BYTES_MAX;
use yew::Reducible;

use super::failure::Failure;

/// Where the import is.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) enum Step {
    /// A file has to be chosen.
    #[default]
    Choosing,
    /// The server reads it.
    Reading,
    /// It was read; nothing is written yet.
    Previewed,
    /// Rows are being written.
    Writing(Option<Progress>),
    /// Everything is written.
    Done(Progress),
    /// The connection broke while rows were being written: nobody here knows how far it came.
    Interrupted,
}

/// Which rows of the preview are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum RowFilter {
    /// All.
    #[default]
    All,
    /// Those with a doubt.
    Doubtful,
    /// Those with this fate.
    Fate(RowFate),
}

impl RowFilter {
    /// Every filter, in the order people are shown them.
    pub(crate) const ALL: [Self; 6] = [
        Self::All,
        Self::Doubtful,
        Self::Fate(RowFate::Ask),
        Self::Fate(RowFate::Create),
        Self::Fate(RowFate::StatusDiffers),
        Self::Fate(RowFate::Matched),
    ];

    /// The code in forms and catalogues.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Doubtful => "doubtful",
            Self::Fate(fate) => fate.code(),
        }
    }
}

/// An import, from beginning to end.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct ImportState {
    /// Where it is.
    pub(crate) step: Step,
    /// Name of the file.
    pub(crate) file_name: String,
    /// What was understood of it.
    pub(crate) preview: Option<Rc<Preview>>,
    /// A person's answers by the rows' index.
    pub(crate) answers: BTreeMap<u32, RowAnswer>,
    /// Whether differing categories become new dated statuses.
    pub(crate) add_statuses: bool,
    /// Which rows are shown.
    pub(crate) filter: RowFilter,
    /// Why the newest step failed.
    pub(crate) problem: Option<Trouble>,
}

/// Why a step failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// The file is larger than the server takes; it was not sent.
    TooLarge,
    /// The server said no, or nothing.
    Failed(Failure),
}

/// What can happen to an import.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum ImportAction {
    /// A file of this name and size in bytes was chosen.
    Chosen(String, f64),
    /// It was read.
    Read(Preview),
    /// It was not.
    NotRead(Failure),
    /// A person answered for the row of this index.
    Answered(u32, RowAnswer),
    /// A person said whether statuses are added.
    AddStatuses(bool),
    /// Other rows are shown.
    Show(RowFilter),
    /// A person confirmed.
    Confirmed,
    /// So far it is.
    Progressed(Progress),
    /// The reply ended.
    Ended,
    /// Writing failed.
    NotWritten(Failure),
    /// From the beginning.
    Again,
}

impl ImportState {
    /// Whether a file of this size is worth sending.
    pub(crate) fn takes(size_bytes: f64) -> bool {
        #[expect(clippy::cast_precision_loss, reason = "twenty millions are exact")]
        let max = SPREADSHEET_BYTES_MAX as f64;
        size_bytes <= max
    }

    /// What goes to the server when a person confirms.
    pub(crate) fn confirm(&self) -> Confirm {
        Confirm {
            answers: self.answers.clone(),
            add_statuses: self.add_statuses,
        }
    }

    /// Rows that wait for an answer, in the file's order.
    pub(crate) fn asking(&self) -> Vec<&PreviewRow> {
        let rows = self.preview.iter().flat_map(|preview| &preview.rows);
        rows.filter(|row| row.fate == RowFate::Ask).collect()
    }

    /// How many rows wait for an answer and have none.
    pub(crate) fn unanswered(&self) -> usize {
        self.asking()
            .iter()
            .filter(|row| !self.answers.contains_key(&row.index))
            .count()
    }

    /// Indices (within the preview) of the rows that are shown.
    pub(crate) fn shown(&self) -> Vec<usize> {
        let Some(preview) = &self.preview else {
            return Vec::new();
        };
        let doubtful: BTreeSet<(&str, u32)> = preview
            .doubts
            .iter()
            .map(|doubt| (doubt.sheet.as_str(), doubt.row))
            .collect();
        let is_shown = |row: &PreviewRow| match self.filter {
            RowFilter::All => true,
            RowFilter::Doubtful => doubtful.contains(&(row.sheet.as_str(), row.row)),
            RowFilter::Fate(fate) => row.fate == fate,
        };
        (0..preview.rows.len())
            .filter(|place| is_shown(&preview.rows[*place]))
            .collect()
    }

    /// How many rows will be written as new households, by what has been answered so far.
    pub(crate) fn to_create(&self) -> usize {
        let fresh = self.count(RowFate::Create);
        let answered = self
            .answers
            .values()
            .filter(|answer| **answer == RowAnswer::New)
            .count();
        fresh + answered
    }

    /// How many rows have this fate.
    pub(crate) fn count(&self, fate: RowFate) -> usize {
        let rows = self.preview.iter().flat_map(|preview| &preview.rows);
        rows.filter(|row| row.fate == fate).count()
    }

    fn after(&self, action: ImportAction) -> Self {
        let mut next = self.clone();
        match action {
            ImportAction::Chosen(file_name, size_bytes) => {
                next = Self::chosen(file_name, size_bytes);
            }
            ImportAction::Read(preview) => {
                next.step = Step::Previewed;
                next.preview = Some(Rc::new(preview));
                next.problem = None;
            }
            ImportAction::NotRead(failure) => {
                next.step = Step::Choosing;
                next.problem = Some(Trouble::Failed(failure));
            }
            ImportAction::Answered(index, answer) => {
                next.answers.insert(index, answer);
            }
            ImportAction::AddStatuses(add) => next.add_statuses = add,
            ImportAction::Show(filter) => next.filter = filter,
            ImportAction::Confirmed => {
                next.step = Step::Writing(None);
                next.problem = None;
            }
            ImportAction::Progressed(progress) => {
                next.step = if progress.done >= progress.total {
                    Step::Done(progress)
                } else {
                    Step::Writing(Some(progress))
                };
            }
            ImportAction::Ended => {
                if matches!(self.step, Step::Writing(_)) {
                    next.step = Step::Interrupted;
                }
            }
            ImportAction::NotWritten(failure) => next.not_written(failure),
            ImportAction::Again => next = Self::default(),
        }
        next
    }

    fn chosen(file_name: String, size_bytes: f64) -> Self {
        let takes = Self::takes(size_bytes);
        Self {
            step: if takes { Step::Reading } else { Step::Choosing },
            file_name,
            problem: (!takes).then_some(Trouble::TooLarge),
            ..Self::default()
        }
    }

    /// A refusal comes before the first row is written; a lost connection may come at any time.
    fn not_written(&mut self, failure: Failure) {
        if matches!(self.step, Step::Done(_)) {
            return;
        }
        let certain = matches!(failure, Failure::Refused { .. });
        self.step = if certain {
            Step::Previewed
        } else {
            Step::Interrupted
        };
        self.problem = Some(Trouble::Failed(failure));
    }
}

impl Reducible for ImportState {
    type Action = ImportAction;

    fn reduce(self: Rc<Self>, action: ImportAction) -> Rc<Self> {
        Rc::new(self.after(action))
    }
}

#[cfg(test)]
mod tests;
