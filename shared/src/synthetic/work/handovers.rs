//! Handovers: most on the hamlet's gift morning, the dear ones at home.

use rand_core::RngCore;

use super::calendar::Calendar;
use super::kin;
use super::notes;
use crate::handover::{AidForm, HandoverDraft, Receiver};
use crate::household::{Category, ProfileField};
use crate::money;
use crate::peak_month::{CampaignPlan, ItemPlan};
use crate::synthetic::chance::{chance, weighted};
use crate::synthetic::scribble::signature;
use crate::synthetic::{Circumstance, SyntheticHousehold};
use crate::time::Timestamp;

/// How often each of the campaign's items is given, in the order of its list.
const ITEM_WEIGHTS: [u32; 6] = [62, 16, 9, 6, 0, 7];
const HOUSE: usize = 4;
const SCHOLARSHIP: usize = 3;
/// What ten kilograms of rice are worth here.
const RICE_VALUE_VND: i64 = 170_000;

/// Where aid changed hands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Where {
    /// On the hamlet's gift morning, by list.
    Hall,
    /// At the household's.
    Home,
    /// From account to account.
    Bank,
}

/// One handover, seldom two of different items; oldest first.
pub(super) fn draw(
    rng: &mut impl RngCore,
    household: &SyntheticHousehold,
    campaign: &CampaignPlan,
    calendar: &Calendar,
) -> Vec<(Where, HandoverDraft)> {
    let first = item(rng, household);
    let mut items = vec![first];
    if chance(rng, 8) {
        let second = item(rng, household);
        if second != first {
            items.push(second);
        }
    }
    let mut handovers: Vec<_> = items
        .into_iter()
        .filter_map(|index| {
            let item = campaign.items.get(index)?;
            Some(handover(rng, household, campaign, item, calendar))
        })
        .collect();
    handovers.sort_by_key(|(_, handover)| handover.at);
    handovers
}

fn item(rng: &mut impl RngCore, household: &SyntheticHousehold) -> usize {
    let has = |tag| household.circumstances.contains(&tag);
    if household.category == Category::Poor && has(Circumstance::UnsafeHouse) && chance(rng, 60) {
        return HOUSE;
    }
    let children = household.profile.member_count() >= 3;
    let weights: Vec<_> = ITEM_WEIGHTS
        .into_iter()
        .enumerate()
        .filter(|(index, _)| *index != SCHOLARSHIP || children)
        .collect();
    weighted(rng, &weights)
}

fn handover(
    rng: &mut impl RngCore,
    household: &SyntheticHousehold,
    campaign: &CampaignPlan,
    item: &ItemPlan,
    calendar: &Calendar,
) -> (Where, HandoverDraft) {
    let (place, at) = place_and_time(rng, household, item, calendar);
    let goods_value_vnd = if item.form.has_goods() && item.goods_value_vnd == 0 {
        RICE_VALUE_VND
    } else {
        item.goods_value_vnd
    };
    let receiver = match place {
        Where::Bank => Receiver::Head,
        Where::Hall | Where::Home => receiver(rng, household),
    };
    let (receiver_name, relation) = match receiver {
        Receiver::Head => (String::new(), String::new()),
        Receiver::Representative => named(kin::member(rng, household)),
        Receiver::Other => named(kin::outsider(rng, household)),
    };
    let thumbprint = place != Where::Bank && chance(rng, 6);
    let signed = !thumbprint && place != Where::Bank && chance(rng, 76);
    let draft = HandoverDraft {
        at,
        campaign: None,
        campaign_name: campaign.name.clone(),
        round: None,
        item: item.name.to_owned(),
        form: Some(item.form),
        money_text: amount(item.money_vnd),
        quantity_text: if item.quantity_milli == 0 {
            String::new()
        } else {
            money::format_quantity(item.quantity_milli)
        },
        unit: item.unit.to_owned(),
        goods_value_text: amount(goods_value_vnd),
        receiver: Some(receiver),
        receiver_name,
        relation,
        signature: signed.then(|| signature(rng)),
        note: match place {
            Where::Bank => "Chuyển vào tài khoản của chủ hộ.".to_owned(),
            Where::Hall | Where::Home => {
                notes::handover(rng, place == Where::Hall, thumbprint, receiver)
            }
        },
        ..HandoverDraft::default()
    };
    (place, draft)
}

/// Three of four gifts are fetched at the hall.
fn place_and_time(
    rng: &mut impl RngCore,
    household: &SyntheticHousehold,
    item: &ItemPlan,
    calendar: &Calendar,
) -> (Where, Timestamp) {
    if item.form == AidForm::BankTransfer {
        return (Where::Bank, calendar.working_time(rng));
    }
    let hamlet = household.profile.get(ProfileField::Hamlet);
    let at_hall = chance(rng, 75).then(|| calendar.gift_morning(rng, hamlet));
    match at_hall.flatten() {
        Some(at) => (Where::Hall, at),
        None => (Where::Home, calendar.working_time(rng)),
    }
}

/// Twelve in a hundred are received by somebody from outside the household.
fn receiver(rng: &mut impl RngCore, household: &SyntheticHousehold) -> Receiver {
    let member_percent = if household.profile.member_count() > 1 {
        14
    } else {
        0
    };
    weighted(
        rng,
        &[
            (Receiver::Other, 12),
            (Receiver::Representative, member_percent),
            (Receiver::Head, 88 - member_percent),
        ],
    )
}

fn named(kin: kin::Kin) -> (String, String) {
    (kin.name, kin.relation.to_owned())
}

fn amount(value_vnd: i64) -> String {
    if value_vnd == 0 {
        String::new()
    } else {
        money::format_vnd(value_vnd)
    }
}
