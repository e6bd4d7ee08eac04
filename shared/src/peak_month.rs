//! Tháng cao điểm "Vì người nghèo": the yearly campaign a commune begins with.
//!
//! The window is the one letter 605-CV/TU of 2022 names. The items are what sources report of such
//! months and nothing that binds anybody: a commune changes them as it likes.

use rand_core::RngCore;

use crate::campaign::{AidItem, Campaign};
use crate::fund::Source;
use crate::handover::AidForm;
use crate::id::{DocId, FactId};
use crate::time::{LocalDate, Timestamp};

/// Month and day the window begins.
const FIRST: (u8, u8) = (10, 17);
/// Month and day the window ends; that day still belongs to it.
const LAST: (u8, u8) = (11, 18);

/// A campaign that has no document yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CampaignPlan {
    /// As people call it.
    pub name: String,
    /// First day.
    pub from: LocalDate,
    /// Last day.
    pub to: LocalDate,
    /// What is given, in the order it is offered.
    pub items: Vec<ItemPlan>,
}

/// An aid item that has no id yet; the amounts mean what they mean in [`AidItem`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemPlan {
    /// As people call it.
    pub name: &'static str,
    /// How it is given.
    pub form: AidForm,
    /// Usual money in đồng; 0 for none.
    pub money_vnd: i64,
    /// Usual quantity in thousandths of the unit; 0 for none.
    pub quantity_milli: i64,
    /// Unit of the quantity; empty for money alone.
    pub unit: &'static str,
    /// Usual value of the goods in đồng; 0 for unknown.
    pub goods_value_vnd: i64,
}

impl CampaignPlan {
    /// The peak month of `year`, with the usual items; `None` outside the calendar.
    pub fn of_year(year: i32) -> Option<Self> {
        Some(Self {
            name: format!("Tháng cao điểm \"Vì người nghèo\" {year}"),
            from: LocalDate::new(year, FIRST.0, FIRST.1)?,
            to: LocalDate::new(year, LAST.0, LAST.1)?,
            items: default_campaign_items(),
        })
    }

    /// The last one that began on `today` or before: the one there is work of to show.
    pub fn begun_by(today: LocalDate) -> Option<Self> {
        let (year, ..) = today.ymd();
        [year, year - 1]
            .into_iter()
            .filter_map(Self::of_year)
            .find(|plan| plan.from <= today)
    }

    /// The one that is running or comes next: the one a commune sets up to work in.
    pub fn open_from(today: LocalDate) -> Option<Self> {
        let (year, ..) = today.ymd();
        [year, year + 1]
            .into_iter()
            .filter_map(Self::of_year)
            .find(|plan| today <= plan.to)
    }

    /// The campaign of `commune` (its code), every item with an id made `now`.
    pub fn into_campaign(
        self,
        id: DocId,
        commune: impl Into<String>,
        now: Timestamp,
        rng: &mut impl RngCore,
    ) -> Campaign {
        Campaign {
            id,
            commune: commune.into(),
            name: self.name,
            from: self.from,
            to: self.to,
            items: self
                .items
                .into_iter()
                .map(|item| item.into_item(FactId::new(now, rng)))
                .collect(),
            has_rounds: false,
        }
    }
}

impl ItemPlan {
    fn into_item(self, id: FactId) -> AidItem {
        AidItem {
            id,
            name: self.name.to_owned(),
            form: self.form,
            money_vnd: self.money_vnd,
            quantity_milli: self.quantity_milli,
            unit: self.unit.to_owned(),
            goods_value_vnd: self.goods_value_vnd,
            source: Some(Source::OwnFund),
            source_name: String::new(),
            steps: Vec::new(),
        }
    }

    const fn money(name: &'static str, form: AidForm, money_vnd: i64) -> Self {
        Self {
            name,
            form,
            money_vnd,
            quantity_milli: 0,
            unit: "",
            goods_value_vnd: 0,
        }
    }

    const fn goods(
        name: &'static str,
        (quantity_milli, unit): (i64, &'static str),
        goods_value_vnd: i64,
    ) -> Self {
        Self {
            name,
            form: AidForm::InKind,
            money_vnd: 0,
            quantity_milli,
            unit,
            goods_value_vnd,
        }
    }
}

/// What a new commune's campaign offers until the office changes it.
pub fn default_campaign_items() -> Vec<ItemPlan> {
    vec![
        ItemPlan::money("Quà Tháng cao điểm", AidForm::Cash, 500_000),
        // What rice costs differs by week and shop: its value is typed when it is known.
        ItemPlan::goods("Gạo", (10_000, "kg"), 0),
        // 4,5 % of the base wage of 2.340.000 over twelve months.
        ItemPlan::goods("Thẻ bảo hiểm y tế", (1_000, "thẻ"), 1_263_600),
        ItemPlan::money("Học bổng", AidForm::Cash, 1_000_000),
        ItemPlan::money("Nhà Đại đoàn kết", AidForm::BankTransfer, 60_000_000),
        ItemPlan::money("Hỗ trợ đột xuất", AidForm::Cash, 2_000_000),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand_chacha::ChaCha8Rng;
    use rand_core::SeedableRng;

    fn date(text: &str) -> LocalDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_month_that_began_last_is_found_on_every_side_of_its_window() {
        for (today, year) in [
            ("2026-10-16", 2025),
            ("2026-10-17", 2026),
            ("2026-11-18", 2026),
            ("2026-12-31", 2026),
            ("2027-01-01", 2026),
        ] {
            let plan = CampaignPlan::begun_by(date(today)).unwrap();
            assert_eq!(plan.from.ymd(), (year, 10, 17), "{today}");
            assert_eq!(
                plan.name,
                format!("Tháng cao điểm \"Vì người nghèo\" {year}")
            );
        }
    }

    #[test]
    fn a_commune_that_starts_today_prepares_the_month_it_can_still_work_in() {
        for (today, year) in [
            ("2026-03-01", 2026),
            ("2026-11-18", 2026),
            ("2026-11-19", 2027),
        ] {
            let plan = CampaignPlan::open_from(date(today)).unwrap();
            assert_eq!(plan.to.ymd(), (year, 11, 18), "{today}");
        }
    }

    #[test]
    fn the_plan_becomes_a_campaign_that_holds_its_own_rules() {
        let mut rng = ChaCha8Rng::seed_from_u64(1);
        let now = Timestamp::from_local(date("2026-10-01"), 8, 0);
        let plan = CampaignPlan::of_year(2026).unwrap();
        let offered = plan.items.len();
        let id = DocId::new(now, &mut rng);
        let campaign = plan.into_campaign(id, "99001", now, &mut rng);
        let campaign = campaign.validate().unwrap();
        let mut ids: Vec<_> = campaign.items.iter().map(|item| item.id).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), offered);
        for item in &campaign.items {
            assert_eq!(item.form.has_money(), item.money_vnd > 0, "{}", item.name);
            assert_eq!(
                item.form.has_goods(),
                item.quantity_milli > 0 && !item.unit.is_empty(),
                "{}",
                item.name
            );
        }
    }
}
