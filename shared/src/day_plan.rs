//! The plan of a volunteer's day: to whom they still go, hamlet by hamlet on their own way, what for, and
//! what they have to carry. Made of the rows that are on the phone, so it needs no network.

use crate::campaign::is_since;
use crate::handover::AidForm;
use crate::id::DocId;
use crate::round::HeldRights;
use crate::row::HouseholdRow;
use crate::time::LocalDate;

mod route;
#[cfg(test)]
mod tests;

pub use route::DayRoute;

/// What bears on the day, beside the rows and the route.
#[derive(Debug, Clone, Copy)]
pub struct Day<'a> {
    /// What this phone may hand over.
    pub rights: &'a [HeldRights],
    /// When the campaign began: a visit before that does not count. Without one any visit counts.
    pub since: Option<LocalDate>,
    /// Today.
    pub today: LocalDate,
}

/// A household to go to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stop {
    /// Its document.
    pub household: DocId,
    /// What to hand over: places in [`Day::rights`].
    pub gives: Vec<usize>,
    /// Whether nobody has been there in the campaign.
    pub is_to_visit: bool,
}

/// What is to be done in a hamlet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HamletPlan {
    /// The hamlet; empty where it is unknown.
    pub name: String,
    /// Whether the volunteer goes there.
    pub is_chosen: bool,
    /// To whom; in a plan in the order of the route.
    pub stops: Vec<Stop>,
    /// Households with which all was done today.
    pub done: Vec<DocId>,
}

/// What to carry of a round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Load {
    /// Which round: a place in [`Day::rights`].
    pub right: usize,
    /// For how many households.
    pub count: u64,
    /// Money in đồng, for all of them together.
    pub money_vnd: i64,
    /// Thousandths of the item's unit, for all of them together.
    pub quantity_milli: i64,
}

/// The plan of a day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DayPlan {
    /// Every hamlet, those of the route in its order.
    pub hamlets: Vec<HamletPlan>,
    /// What to carry to those of the route.
    pub loads: Vec<Load>,
}

impl Day<'_> {
    /// The plan of the day on this route. `rows` come in the list's order, which a hamlet has until
    /// the volunteer changes it.
    pub fn plan<'r>(
        &self,
        rows: impl Iterator<Item = &'r HouseholdRow>,
        route: &DayRoute,
    ) -> DayPlan {
        let mut hamlets = route.order_hamlets(self.hamlets(rows, route));
        for hamlet in hamlets.iter_mut().filter(|hamlet| hamlet.is_chosen) {
            let ids: Vec<DocId> = hamlet.stops.iter().map(|stop| stop.household).collect();
            let order = route.order(&ids);
            hamlet.stops = order
                .into_iter()
                .map(|at| hamlet.stops[at].clone())
                .collect();
        }
        let loads = self.loads(&hamlets);
        DayPlan { hamlets, loads }
    }

    /// How many households of the route there are still to go to; `None` while it leads nowhere.
    pub fn stops_left<'r>(
        &self,
        rows: impl Iterator<Item = &'r HouseholdRow>,
        route: &DayRoute,
    ) -> Option<usize> {
        let hamlets = self.hamlets(rows, route);
        let chosen = hamlets.iter().filter(|hamlet| hamlet.is_chosen);
        chosen.map(|hamlet| hamlet.stops.len()).reduce(|a, b| a + b)
    }

    fn hamlets<'r>(
        &self,
        rows: impl Iterator<Item = &'r HouseholdRow>,
        route: &DayRoute,
    ) -> Vec<HamletPlan> {
        let is_giving_only = route.is_giving_only() && !self.rights.is_empty();
        let mut hamlets: Vec<HamletPlan> = Vec::new();
        let here = rows.filter(|row| row.gone.is_none() && row.merged_into.is_none());
        for row in here {
            let known = hamlets.iter().rposition(|hamlet| hamlet.name == row.hamlet);
            let at = known.unwrap_or_else(|| {
                let chosen = route.chosen();
                hamlets.push(HamletPlan {
                    name: row.hamlet.clone(),
                    is_chosen: chosen.is_some_and(|chosen| chosen.contains(&row.hamlet)),
                    stops: Vec::new(),
                    done: Vec::new(),
                });
                hamlets.len() - 1
            });
            let hamlet = &mut hamlets[at];
            let holds = |held: &HeldRights| held.households.binary_search(&row.id).is_ok();
            hamlet.is_chosen |= route.chosen().is_none() && self.rights.iter().any(holds);
            let stop = self.stop(row);
            if !stop.gives.is_empty() || (stop.is_to_visit && !is_giving_only) {
                hamlet.stops.push(stop);
            } else if self.was_there_today(row) {
                hamlet.done.push(row.id);
            }
        }
        hamlets
    }

    fn stop(&self, row: &HouseholdRow) -> Stop {
        let is_open = |held: &HeldRights| {
            !row.rounds_given.contains(&held.round)
                && held.households.binary_search(&row.id).is_ok()
        };
        let rights = self.rights.iter().enumerate();
        Stop {
            household: row.id,
            gives: rights
                .filter(|(_, held)| is_open(held))
                .map(|(at, _)| at)
                .collect(),
            // Who brought something today was there, and need not come again today for a visit.
            is_to_visit: !is_since(row.last_visit_at, self.since) && !self.was_there_today(row),
        }
    }

    fn was_there_today(&self, row: &HouseholdRow) -> bool {
        let last = row.last_visit_at.max(row.last_handover_at);
        last.is_some_and(|at| at.local_date() == self.today)
    }

    /// What goes through a bank is not carried.
    fn loads(&self, hamlets: &[HamletPlan]) -> Vec<Load> {
        let chosen = hamlets.iter().filter(|hamlet| hamlet.is_chosen);
        let gives: Vec<usize> = chosen
            .flat_map(|hamlet| &hamlet.stops)
            .flat_map(|stop| stop.gives.iter().copied())
            .collect();
        let carried = self.rights.iter().enumerate();
        carried
            .filter(|(_, held)| held.item.form != AidForm::BankTransfer)
            .filter_map(|(right, held)| {
                let times = gives.iter().filter(|give| **give == right).count();
                let all =
                    |of_one: i64| of_one.saturating_mul(i64::try_from(times).unwrap_or(i64::MAX));
                (times > 0).then(|| Load {
                    right,
                    count: times as u64,
                    money_vnd: all(held.item.money_vnd),
                    quantity_milli: all(held.item.quantity_milli),
                })
            })
            .collect()
    }
}

impl DayPlan {
    /// The hamlets the volunteer goes to.
    pub fn chosen(&self) -> impl Iterator<Item = &HamletPlan> {
        self.hamlets.iter().filter(|hamlet| hamlet.is_chosen)
    }
}
