//! What the plan of the day is made of.

use chungtay_shared::day_plan::Day;
use chungtay_shared::row::HouseholdRow;
use chungtay_shared::time::LocalDate;

use super::{AppState, campaign_in_force};

impl AppState {
    /// What bears on the plan of `today`.
    pub(crate) fn day(&self, today: LocalDate) -> Day<'_> {
        Day {
            rights: &self.rights,
            since: campaign_in_force(&self.campaigns, today).map(|campaign| campaign.from),
            today,
        }
    }

    /// Every household's row in the list's order.
    pub(crate) fn sorted_rows(&self) -> impl Iterator<Item = &HouseholdRow> + Clone {
        self.rows.sorted().iter().map(|entry| entry.row())
    }
}
