//! The form of a campaign: everything stays as typed until it is sent.

use std::rc::Rc;

use chungtay_shared::api::{AidItemDraft, SaveCampaign};
use chungtay_shared::campaign::Campaign;
use chungtay_shared::date::read_partial_date;
use chungtay_shared::field::{FieldError, FieldErrors, Problem};
use chungtay_shared::handover::AidForm;
use chungtay_shared::id::DocId;
use chungtay_shared::money::{format_quantity, format_vnd, parse_quantity, parse_vnd};
use chungtay_shared::peak_month::CampaignPlan;
use chungtay_shared::time::{LocalDate, PartialDate};
use yew::Reducible;

/// What the form holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct CampaignForm {
    /// The campaign, when it exists already.
    pub(crate) id: Option<DocId>,
    /// Its name.
    pub(crate) name: String,
    /// First day, as typed.
    pub(crate) from: String,
    /// Last day, as typed.
    pub(crate) to: String,
    /// What is given.
    pub(crate) items: Vec<AidItemDraft>,
    /// Problems found when it was last to be saved.
    pub(crate) errors: Vec<FieldError>,
}

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
        }
    }

    /// How what was typed is read, for an amount or a quantity.
    fn check(self, text: &str) -> Result<(), Problem> {
        match self {
            _ if text.trim().is_empty() => Ok(()),
            Self::Money | Self::GoodsValue => parse_vnd(text).map(drop),
            Self::Quantity => parse_quantity(text).map(drop),
            Self::Name | Self::Unit => Ok(()),
        }
    }
}

/// The name a field of the item at this place has among the problems.
pub(crate) fn item_field(place: usize, code: &str) -> String {
    format!("items.{place}.{code}")
}

/// What a person does to the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum CampaignAction {
    /// Begins with this form.
    Begin(CampaignForm),
    /// Types the name.
    Name(String),
    /// Types the first day.
    From(String),
    /// Types the last day.
    To(String),
    /// Types into an item.
    Item(usize, ItemField, String),
    /// Chooses how an item is given.
    Form(usize, AidForm),
    /// One item more.
    Add,
    /// Takes an item away.
    Remove(usize),
    /// These problems were found.
    Refused(Vec<FieldError>),
}

impl CampaignForm {
    /// The form of a campaign that exists.
    pub(crate) fn of(campaign: &Campaign) -> Self {
        let items = campaign.items.iter().map(|item| AidItemDraft {
            id: Some(item.id),
            name: item.name.clone(),
            form: Some(item.form),
            money_text: amount_text(item.money_vnd),
            quantity_text: quantity_text(item.quantity_milli),
            unit: item.unit.clone(),
            goods_value_text: amount_text(item.goods_value_vnd),
        });
        Self {
            id: Some(campaign.id),
            name: campaign.name.clone(),
            from: campaign.from.display(),
            to: campaign.to.display(),
            items: items.collect(),
            errors: Vec::new(),
        }
    }

    /// The form filled with the usual peak month of a year, to be changed as the commune likes.
    pub(crate) fn of_peak_month(plan: &CampaignPlan) -> Self {
        let items = plan.items.iter().map(|item| AidItemDraft {
            id: None,
            name: item.name.to_owned(),
            form: Some(item.form),
            money_text: amount_text(item.money_vnd),
            quantity_text: quantity_text(item.quantity_milli),
            unit: item.unit.to_owned(),
            goods_value_text: amount_text(item.goods_value_vnd),
        });
        Self {
            id: None,
            name: plan.name.clone(),
            from: plan.from.display(),
            to: plan.to.display(),
            items: items.collect(),
            errors: Vec::new(),
        }
    }

    /// What is sent to the server, or every problem that can be seen here.
    pub(crate) fn to_request(&self) -> Result<SaveCampaign, Vec<FieldError>> {
        let mut errors = FieldErrors::default();
        if self.name.trim().is_empty() {
            errors.add("name", Problem::Missing);
        }
        let mut day = |field: &str, text: &str| match read_day(text) {
            Ok(date) => Some(date),
            Err(problem) => {
                errors.add(field, problem);
                None
            }
        };
        let (from, to) = (day("from", &self.from), day("to", &self.to));
        if let (Some(from), Some(to)) = (from, to)
            && to < from
        {
            errors.add("to", Problem::Unreadable);
        }
        for (place, item) in self.items.iter().enumerate() {
            check_item(&mut errors, place, item);
        }
        errors.finish(())?;
        match (from, to) {
            (Some(from), Some(to)) => {
                let items = self.items.iter().map(only_what_the_form_has).collect();
                Ok(SaveCampaign {
                    id: self.id,
                    name: self.name.clone(),
                    from,
                    to,
                    items,
                })
            }
            _ => Err(Vec::new()),
        }
    }

    fn item(&mut self, place: usize, change: impl FnOnce(&mut AidItemDraft)) {
        if let Some(item) = self.items.get_mut(place) {
            change(item);
        }
    }
}

/// A whole date as people write it, `17/10/2026`.
pub(crate) fn read_day(text: &str) -> Result<LocalDate, Problem> {
    match read_partial_date(text)?.date {
        PartialDate::Day(date) => Ok(date),
        PartialDate::Year(_) | PartialDate::Month(..) => Err(Problem::Unreadable),
    }
}

fn check_item(errors: &mut FieldErrors, place: usize, item: &AidItemDraft) {
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
    let money = form.has_money().then_some(ItemField::Money);
    let goods = form
        .has_goods()
        .then_some([ItemField::Quantity, ItemField::GoodsValue]);
    for field in money.into_iter().chain(goods.into_iter().flatten()) {
        if let Err(problem) = field.check(field.of(item)) {
            errors.add(&item_field(place, field.code()), problem);
        }
    }
}

/// What was typed before the form was changed is not sent along unseen.
fn only_what_the_form_has(item: &AidItemDraft) -> AidItemDraft {
    let mut item = item.clone();
    if !item.form.is_some_and(AidForm::has_money) {
        item.money_text.clear();
    }
    if !item.form.is_some_and(AidForm::has_goods) {
        item.quantity_text.clear();
        item.unit.clear();
        item.goods_value_text.clear();
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

impl Reducible for CampaignForm {
    type Action = CampaignAction;

    fn reduce(self: Rc<Self>, action: CampaignAction) -> Rc<Self> {
        let mut next = (*self).clone();
        match action {
            CampaignAction::Begin(form) => next = form,
            CampaignAction::Name(name) => next.name = name,
            CampaignAction::From(from) => next.from = from,
            CampaignAction::To(to) => next.to = to,
            CampaignAction::Item(place, field, text) => next.item(place, |item| match field {
                ItemField::Name => item.name = text,
                ItemField::Money => item.money_text = text,
                ItemField::Quantity => item.quantity_text = text,
                ItemField::Unit => item.unit = text,
                ItemField::GoodsValue => item.goods_value_text = text,
            }),
            CampaignAction::Form(place, form) => next.item(place, |item| item.form = Some(form)),
            CampaignAction::Add => next.items.push(AidItemDraft::default()),
            CampaignAction::Remove(place) => {
                if place < next.items.len() {
                    next.items.remove(place);
                }
                // Problems are named by place, and the places have moved.
                next.errors.clear();
            }
            CampaignAction::Refused(errors) => next.errors = errors,
        }
        Rc::new(next)
    }
}

#[cfg(test)]
mod tests;
