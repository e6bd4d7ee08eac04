//! Every record of a household, second ones too.

use chungtay_shared::household::{Category, Household, ProfileField};
use chungtay_shared::time::LocalDate;

use super::{Row, Table};
use crate::kept;
use crate::store::{StoreError, Tx};

const COLUMNS: [&str; 18] = [
    "household_id",
    "kept_in",
    "head_name",
    "nickname",
    "gender",
    "birth",
    "national_id",
    "phone",
    "hamlet",
    "address",
    "member_count",
    "category",
    "gone",
    "gone_on",
    "visit_count",
    "handover_count",
    "money_vnd",
    "goods_value_vnd",
];

pub(super) fn table(tx: &dyn Tx, commune: &str, today: LocalDate) -> Result<Table, StoreError> {
    let records = kept::records(tx, commune)?;
    Ok(Table {
        columns: &COLUMNS,
        rows: records.iter().map(|record| row(record, today)).collect(),
    })
}

fn row(household: &Household, today: LocalDate) -> Row {
    let profile = &household.profile;
    let gone = household.gone();
    let standing = || {
        household
            .handovers
            .iter()
            .filter(|h| h.corrected_by.is_none())
    };
    let visits = household.visits.iter().filter(|v| v.corrected_by.is_none());
    let money: i64 = standing().map(|h| h.fact.money_vnd).sum();
    let goods: i64 = standing().map(|h| h.fact.goods_value_vnd).sum();
    Row::default()
        .plain(household.id)
        .plain_if_any(household.merged_into())
        .text(profile.get(ProfileField::HeadName))
        .text(profile.get(ProfileField::Nickname))
        .text(profile.get(ProfileField::Gender))
        .text(profile.get(ProfileField::Birth))
        .text(profile.get(ProfileField::NationalId))
        .text(profile.get(ProfileField::Phone))
        .text(profile.get(ProfileField::Hamlet))
        .text(profile.get(ProfileField::Address))
        .text(profile.get(ProfileField::MemberCount))
        .plain_if_any(household.category_on(today).map(Category::code))
        .plain_if_any(gone.map(|gone| gone.why.code()))
        .plain_if_any(gone.map(|gone| gone.on))
        .plain(visits.count())
        .plain(standing().count())
        .plain(money)
        .plain(goods)
}
