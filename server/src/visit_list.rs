//! Danh sách hộ cần thăm: whom to visit, hamlet by hamlet, when somebody was last there, and what is
//! still to be given to them, by whom.

use std::collections::BTreeMap;

use chungtay_shared::api::lists::VisitListQuery;
use chungtay_shared::household::{Category, ProfileField};
use chungtay_shared::id::{Actor, DocId, FactId};
use chungtay_shared::round::CampaignRights;
use chungtay_shared::time::LocalDate;

use crate::kept::Kept;

mod workbook;

pub use workbook::workbook;

/// Whom to visit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VisitList {
    /// The commune's name.
    pub commune: String,
    /// Whether everybody on it is invented.
    pub synthetic: bool,
    /// The day it is made.
    pub today: LocalDate,
    /// What it is narrowed to.
    pub query: VisitListQuery,
    /// Whose phone that is narrowed to; empty when it is not.
    pub holder_name: String,
    lines: Vec<Line>,
}

/// A household that is to be visited.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Line {
    head_name: String,
    hamlet: String,
    address: String,
    /// Today.
    category: Option<Category>,
    /// 0 when unknown.
    members: u32,
    last_visit: Option<LocalDate>,
    to_give: Vec<ToGive>,
}

/// A right that was not used yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToGive {
    /// Of this round.
    pub round: FactId,
    /// What that is called.
    pub round_name: String,
    /// What is given.
    pub item: String,
    /// Whose phone holds it.
    pub holder: Actor,
    /// Their name; empty when it is not known.
    pub holder_name: String,
}

/// Every right that somebody holds, by record.
pub fn rights(
    campaigns: &[CampaignRights],
    names: &BTreeMap<Actor, String>,
) -> BTreeMap<DocId, Vec<ToGive>> {
    let mut held: BTreeMap<DocId, Vec<ToGive>> = BTreeMap::new();
    for round in campaigns.iter().flat_map(|rights| &rights.rounds) {
        for (record, holder) in round.held() {
            held.entry(record).or_default().push(ToGive {
                round: round.id,
                round_name: round.name.clone(),
                item: round.item.name.clone(),
                holder,
                holder_name: names.get(&holder).cloned().unwrap_or_default(),
            });
        }
    }
    held
}

/// What a household is still to be given: rights of any of its records in rounds by which none of them
/// was given anything, each round once.
pub fn still_to_give(kept: &Kept, rights: &BTreeMap<DocId, Vec<ToGive>>) -> Vec<ToGive> {
    let mut open: Vec<ToGive> = Vec::new();
    let held = kept.records().filter_map(|record| rights.get(&record.id));
    for right in held.flatten() {
        let is_given = kept.handovers().any(|h| h.fact.round == Some(right.round));
        if !is_given && open.iter().all(|known| known.round != right.round) {
            open.push(right.clone());
        }
    }
    open
}

impl VisitList {
    /// Nobody yet.
    pub const fn new(
        commune: String,
        synthetic: bool,
        today: LocalDate,
        query: VisitListQuery,
        holder_name: String,
    ) -> Self {
        Self {
            commune,
            synthetic,
            today,
            query,
            holder_name,
            lines: Vec::new(),
        }
    }

    /// Adds a household that is to be visited and that the list is narrowed to; of rights, those that
    /// stand in `rights`. Households come in the lists' order.
    pub fn add(&mut self, kept: &Kept, rights: &BTreeMap<DocId, Vec<ToGive>>) {
        let household = &kept.household;
        if household.gone().is_some() {
            return;
        }
        let mut to_give = still_to_give(kept, rights);
        to_give.sort_by_key(|right| right.round);
        let days = kept.visits().map(|visit| visit.fact.at.local_date());
        let line = Line {
            head_name: household.profile.get(ProfileField::HeadName).to_owned(),
            hamlet: household.profile.get(ProfileField::Hamlet).to_owned(),
            address: household.profile.get(ProfileField::Address).to_owned(),
            category: household.category_on(self.today),
            members: household.profile.member_count(),
            last_visit: days.max(),
            to_give,
        };
        if self.is_meant(&line) {
            self.lines.push(line);
        }
    }

    fn is_meant(&self, line: &Line) -> bool {
        let query = &self.query;
        let is_unvisited = |since| line.last_visit.is_none_or(|last| last < since);
        let is_theirs = |holder| line.to_give.iter().any(|right| right.holder == holder);
        (query.hamlet.is_empty() || query.hamlet == line.hamlet)
            && query.holder.is_none_or(is_theirs)
            && query.unvisited_since.is_none_or(is_unvisited)
    }
}
