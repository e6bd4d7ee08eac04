//! What the lists are narrowed to: it outlives a look at another page.

use chungtay_shared::api::FactKind;
use chungtay_shared::id::DocId;
use chungtay_shared::time::LocalDate;

use super::household_list::ListFilter;

/// What the lists are narrowed to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Kept {
    /// The list of households.
    pub(crate) households: ListFilter,
    /// The table of visits and handovers.
    pub(crate) facts: FactFilter,
}

/// What the table of visits and handovers is narrowed to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct FactFilter {
    /// Only this kind.
    pub(crate) kind: Option<FactKind>,
    /// Only this hamlet; empty for all.
    pub(crate) hamlet: String,
    /// Words of a search, as typed.
    pub(crate) search: String,
    /// Only from the first of these days to the last.
    pub(crate) days: Option<(LocalDate, LocalDate)>,
    /// Only of this campaign.
    pub(crate) campaign: Option<DocId>,
    /// Only those that count.
    pub(crate) standing: bool,
    /// Which page, from 0.
    pub(crate) page: u64,
}
