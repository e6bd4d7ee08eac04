//! Proposals: what volunteers saw and hold no right to give, on the last days of work.

use super::calendar::Calendar;
use crate::handover::HandoverDraft;
use crate::money::format_vnd;
use crate::peak_month::CampaignPlan;
use crate::synthetic::{Circumstance, SyntheticHousehold};
use crate::time::Timestamp;

/// As many as an office finds on its desk in the morning.
const PROPOSALS: usize = 4;

/// Proposes help for the first households whose house leaks and who were given nothing.
pub(super) fn add(
    households: &mut [SyntheticHousehold],
    campaign: &CampaignPlan,
    calendar: &Calendar,
) {
    // The month's emergency help stands last on its list.
    let (Some(day), Some(item)) = (calendar.last_day(), campaign.items.last()) else {
        return;
    };
    let in_need = households
        .iter_mut()
        .filter(|h| h.circumstances.contains(&Circumstance::UnsafeHouse) && h.handovers.is_empty());
    for (household, minute) in in_need.take(PROPOSALS).zip((5..).step_by(11)) {
        household.proposals.push(HandoverDraft {
            at: Timestamp::from_local(day, 16, minute),
            campaign_name: campaign.name.clone(),
            item: item.name.to_owned(),
            form: Some(item.form),
            money_text: format_vnd(item.money_vnd),
            note: "Mái lá đã mục, mưa là dột. Chưa có tên trong đợt trao nào.".to_owned(),
            ..HandoverDraft::default()
        });
    }
}
