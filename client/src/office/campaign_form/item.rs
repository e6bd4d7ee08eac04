//! An aid item in the form of its campaign: what stands in its fields, and what is wrong with it.

use chungtay_shared::api::AidItemDraft;
use chungtay_shared::campaign::{AidItem, Eligibility};
use chungtay_shared::date::read_day;
use chungtay_shared::field::{FieldErrors, Problem};
use chungtay_shared::fund::Source;
use chungtay_shared::handover::AidForm;
use chungtay_shared::limits::LINE_CHARS_MAX;
use chungtay_shared::money::{format_quantity, format_vnd, parse_quantity, parse_vnd};
use chungtay_shared::peak_month::ItemPlan;
use chungtay_shared::time::LocalDate;

/// A text field of an aid item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ItemField {
    /// Its name.
    Name,
    /// Usual money.
    Money,
    /// Usual quantity.
    Quantity,
    /// Unit of the quantity.
    Unit,
    /// Usual value of the goods.
    GoodsValue,
    /// Which Fund or which donor pays.
    SourceName,
    /// The day whose categories count.
    MeantOn,
}

impl ItemField {
    /// The field's name, as in [`AidItemDraft`].
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Money => "money_text",
            Self::Quantity => "quantity_text",
            Self::Unit => "unit",
            Self::GoodsValue => "goods_value_text",
            Self::SourceName => "source_name",
            Self::MeantOn => "meant_on_text",
        }
    }

    /// What stands in it.
    pub(crate) fn of(self, item: &AidItemDraft) -> &str {
        match self {
            Self::Name => &item.name,
            Self::Money => &item.money_text,
            Self::Quantity => &item.quantity_text,
            Self::Unit => &item.unit,
            Self::GoodsValue => &item.goods_value_text,
            Self::SourceName => &item.source_name,
            Self::MeantOn => &item.meant_on_text,
        }
    }

    /// How what was typed is read.
    fn check(self, text: &str) -> Result<(), Problem> {
        match self {
            _ if text.trim().is_empty() => Ok(()),
            Self::Money | Self::GoodsValue => parse_vnd(text).map(drop),
            Self::Quantity => parse_quantity(text).map(drop),
            Self::MeantOn => read_day(text).map(drop),
            Self::SourceName if text.trim().chars().count() > LINE_CHARS_MAX => {
                Err(Problem::TooLong)
            }
            Self::Name | Self::Unit | Self::SourceName => Ok(()),
        }
    }
}

/// The name a field of the item at this place has among the problems.
pub(crate) fn item_field(place: usize, code: &str) -> String {
    format!("items.{place}.{code}")
}

/// Whether it can be said which Fund or which donor that is: the unit's own Fund is one, and of who is
/// not known there is no name.
pub(crate) const fn has_source_name(source: Option<Source>) -> bool {
    match source {
        None | Some(Source::OwnFund) => false,
        Some(Source::HigherFund | Source::Budget | Source::Direct) => true,
    }
}

/// An item that exists, as it would have been typed.
pub(super) fn of_item(item: &AidItem, meant_for: Option<&Eligibility>) -> AidItemDraft {
    let meant_for = meant_for.cloned().unwrap_or_default();
    AidItemDraft {
        id: Some(item.id),
        name: item.name.clone(),
        form: Some(item.form),
        money_text: amount_text(item.money_vnd),
        quantity_text: quantity_text(item.quantity_milli),
        unit: item.unit.clone(),
        goods_value_text: amount_text(item.goods_value_vnd),
        source: item.source,
        source_name: item.source_name.clone(),
        steps: item.steps.clone(),
        meant_on_text: meant_for.on.map_or_else(String::new, LocalDate::display),
        meant_for,
    }
}

/// An item of the usual peak month; it is the unit's own Fund that pays, until somebody says otherwise.
pub(super) fn of_plan(item: &ItemPlan) -> AidItemDraft {
    AidItemDraft {
        id: None,
        name: item.name.to_owned(),
        form: Some(item.form),
        money_text: amount_text(item.money_vnd),
        quantity_text: quantity_text(item.quantity_milli),
        unit: item.unit.to_owned(),
        goods_value_text: amount_text(item.goods_value_vnd),
        source: Some(Source::OwnFund),
        source_name: String::new(),
        steps: Vec::new(),
        ..AidItemDraft::default()
    }
}

/// Notes what is wrong with the item at this place.
pub(super) fn check(errors: &mut FieldErrors, place: usize, item: &AidItemDraft) {
    if item.name.trim().is_empty() {
        errors.add(&item_field(place, ItemField::Name.code()), Problem::Missing);
    }
    let Some(form) = item.form else {
        errors.add(&item_field(place, "form"), Problem::Missing);
        return;
    };
    let needs_unit = form.has_goods() && !item.quantity_text.trim().is_empty();
    if needs_unit && item.unit.trim().is_empty() {
        errors.add(&item_field(place, ItemField::Unit.code()), Problem::Missing);
    }
    for (step, rule) in item.steps.iter().enumerate() {
        if rule.name.trim().is_empty() {
            errors.add(
                &item_field(place, &format!("steps.{step}.name")),
                Problem::Missing,
            );
        }
    }
    let asked = [
        (ItemField::Money, form.has_money()),
        (ItemField::Quantity, form.has_goods()),
        (ItemField::GoodsValue, form.has_goods()),
        (ItemField::SourceName, has_source_name(item.source)),
        (ItemField::MeantOn, true),
    ];
    for (field, _) in asked.into_iter().filter(|(_, is_asked)| *is_asked) {
        if let Err(problem) = field.check(field.of(item)) {
            errors.add(&item_field(place, field.code()), problem);
        }
    }
}

/// What was typed before the form or the source was changed is not sent along unseen.
pub(super) fn only_what_it_asks(item: &AidItemDraft) -> AidItemDraft {
    let mut item = item.clone();
    if !item.form.is_some_and(AidForm::has_money) {
        item.money_text.clear();
    }
    if !item.form.is_some_and(AidForm::has_goods) {
        item.quantity_text.clear();
        item.unit.clear();
        item.goods_value_text.clear();
    }
    if !has_source_name(item.source) {
        item.source_name.clear();
    }
    item
}

fn amount_text(value_vnd: i64) -> String {
    if value_vnd == 0 {
        String::new()
    } else {
        format_vnd(value_vnd)
    }
}

fn quantity_text(quantity_milli: i64) -> String {
    if quantity_milli == 0 {
        String::new()
    } else {
        format_quantity(quantity_milli)
    }
}
