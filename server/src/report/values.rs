//! What each field of a wording says in a report.

use chungtay_shared::api::report::ReportStyle;
use chungtay_shared::fund::Amount;
use chungtay_shared::household::Category;
use chungtay_shared::money::{format_vnd, vnd_in_words};
use chungtay_shared::wording::{Field, FieldValue, WordingKind};

use super::{Counts, Report};
use crate::words::{body_of, count, quoted};

/// A field's text, and whether there is something of it.
type Value = (String, bool);

/// Every field the report has.
pub(super) fn of(report: &Report, style: ReportStyle, kind: WordingKind) -> Vec<FieldValue> {
    let fields = Field::ALL.iter().filter(|field| field.is_of(kind));
    let values = fields.map(|&field| {
        let (text, is_something) = value(report, style, field);
        FieldValue {
            field,
            text,
            is_something,
        }
    });
    values.collect()
}

fn value(report: &Report, style: ReportStyle, field: Field) -> Value {
    let (reached, fund) = (&report.reached, &report.fund);
    let given: Amount = report.given.iter().map(|line| line.amount).sum();
    let campaign = &report.state.campaign;
    let publicity = || report.publicity.iter();
    match field {
        Field::Body => text(body_of(style, &report.commune)),
        Field::Unit => text(report.commune.clone()),
        Field::Campaign => text(quoted(&campaign.name)),
        Field::From => text(campaign.from.display()),
        Field::To => text(campaign.to.display()),
        Field::Today => text(report.today.display()),
        Field::Units => number(report.units.len().saturating_sub(1) as u64),
        Field::Households => number(report.households),
        Field::Members => number(report.members),
        Field::Visited => number(reached.visited.households),
        Field::Visits => number(reached.visited.times),
        Field::NotVisited => number(reached.not_visited),
        Field::Aided => number(reached.aided.households),
        Field::Handovers => number(reached.aided.times),
        Field::PoorVisited => number(of_category(report, Category::Poor).visited.households),
        Field::PoorAided => number(of_category(report, Category::Poor).aided.households),
        Field::NearPoorVisited => {
            number(of_category(report, Category::NearPoor).visited.households)
        }
        Field::NearPoorAided => number(of_category(report, Category::NearPoor).aided.households),
        Field::GivenMoney => vnd(given.money_vnd),
        Field::GivenMoneyWords => in_words(given.money_vnd),
        Field::GivenGoods => vnd(given.goods_value_vnd),
        Field::GivenGoodsWords => in_words(given.goods_value_vnd),
        Field::Pledged => vnd(report.pledged.money_vnd),
        Field::Received => vnd(fund.received().money_vnd),
        Field::ReceivedWords => in_words(fund.received().money_vnd),
        Field::Spent => vnd(fund.spent().money_vnd),
        Field::SpentWords => in_words(fund.spent().money_vnd),
        Field::Left => vnd(fund.left().money_vnd),
        Field::LeftWords => in_words(fund.left().money_vnd),
        Field::LeftGoods => vnd(fund.left().goods_value_vnd),
        Field::LeftGoodsWords => in_words(fund.left().goods_value_vnd),
        Field::OnTheWay => vnd(fund.on_the_way().money_vnd),
        Field::Activities => number(publicity().map(|total| total.activities).sum()),
        Field::Reach => number(publicity().map(|total| total.reach).sum()),
        Field::Targets => number(report.targets.len() as u64),
        Field::TargetsReached => number(targets_reached(report)),
        Field::PublicityTable => table(!report.publicity.is_empty()),
        Field::HamletTable => table(!reached.by_hamlet.is_empty()),
        Field::CategoryTable => table(!reached.by_category.is_empty()),
        Field::UnitCategoryTable => table(reached.aided.households > 0),
        Field::GivenTable | Field::UnitGivenTable => table(!report.given.is_empty()),
        Field::TargetTable => table(!report.targets.is_empty()),
        Field::FundTable => table(true),
        Field::UnitTable | Field::UnitFundTable => table(!report.units.is_empty()),
    }
}

const fn text(text: String) -> Value {
    let is_something = !text.is_empty();
    (text, is_something)
}

fn number(of: u64) -> Value {
    (count(of), of > 0)
}

fn vnd(value_vnd: i64) -> Value {
    (format!("{} đồng", format_vnd(value_vnd)), value_vnd != 0)
}

fn in_words(value_vnd: i64) -> Value {
    (vnd_in_words(value_vnd), value_vnd != 0)
}

const fn table(has_rows: bool) -> Value {
    (String::new(), has_rows)
}

fn of_category(report: &Report, category: Category) -> Counts {
    let mut groups = report.reached.by_category.iter();
    let group = groups.find(|group| group.of == Some(category));
    group.map_or_else(Counts::default, |group| group.counts)
}

fn targets_reached(report: &Report) -> u64 {
    let targets = report.targets.iter();
    targets
        .filter(|target| target.reached >= target.target)
        .count() as u64
}
