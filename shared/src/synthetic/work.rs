//! The work already done: visits and handovers of the days before today.

mod calendar;
mod handovers;
mod kin;
mod notes;
mod proposals;
mod visits;

use rand_core::RngCore;

use self::calendar::Calendar;
use super::SyntheticHousehold;
use super::chance::chance;
use crate::household::Category;
use crate::peak_month::CampaignPlan;
use crate::time::LocalDate;

/// Adds to about a quarter of the households a visit or two, to an eighth a handover, and to a few a
/// proposal.
pub(super) fn record(
    rng: &mut impl RngCore,
    households: &mut [SyntheticHousehold],
    campaign: &CampaignPlan,
    today: LocalDate,
) {
    let calendar = Calendar::new(rng, campaign, today);
    for household in households.iter_mut() {
        let given = if calendar.has_begun() && chance(rng, given_percent(household.category)) {
            handovers::draw(rng, household, campaign, &calendar)
        } else {
            Vec::new()
        };
        if chance(rng, if given.is_empty() { 20 } else { 60 }) {
            household.visits = visits::draw(rng, household, &given, &calendar);
        }
        household.handovers = given.into_iter().map(|(_, draft)| draft).collect();
    }
    proposals::add(households, campaign, &calendar);
}

fn given_percent(category: Category) -> u32 {
    match category {
        Category::Poor => 25,
        Category::NearPoor => 15,
        Category::Difficult | Category::EspeciallyDifficult => 8,
        Category::Policy | Category::NewlyEscaped | Category::Other => 6,
    }
}
