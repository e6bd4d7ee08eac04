//! Which campaign a volunteer works in today.

use chungtay_shared::campaign::Campaign;
use chungtay_shared::id::DocId;
use chungtay_shared::time::LocalDate;

/// The campaign whose window contains `today`, the one that began last if there are several; else
/// the one that ended last. A campaign that has not begun is nobody's yet.
pub(crate) fn campaign_in_force(campaigns: &[Campaign], today: LocalDate) -> Option<&Campaign> {
    campaigns
        .iter()
        .filter(|campaign| campaign.from <= today)
        .max_by_key(|campaign| (campaign.contains(today), campaign.from, campaign.id))
}

/// The campaigns a form offers: the newest few, and `chosen` if it is an older one.
pub(crate) fn offered_campaigns(campaigns: &[Campaign], chosen: Option<DocId>) -> Vec<&Campaign> {
    const OFFERED_MAX: usize = 4;
    campaigns
        .iter()
        .enumerate()
        .filter(|(place, campaign)| *place < OFFERED_MAX || Some(campaign.id) == chosen)
        .map(|(_, campaign)| campaign)
        .collect()
}
