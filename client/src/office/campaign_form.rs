//! The form of a campaign: everything stays as typed until it is sent.

use std::rc::Rc;

use chungtay_shared::api::{AidItemDraft, CampaignState, SaveCampaign};
use chungtay_shared::campaign::{GoverningDraft, Indicator, MandateDraft, Origin};
use chungtay_shared::date::read_day;
use chungtay_shared::field::{FieldError, FieldErrors, Problem};
use chungtay_shared::fund::Source;
use chungtay_shared::handover::AidForm;
use chungtay_shared::household::Category;
use chungtay_shared::id::DocId;
use chungtay_shared::peak_month::CampaignPlan;
use chungtay_shared::support::StepRule;
use chungtay_shared::visit::Need;
use yew::Reducible;

mod from_above;
mod item;
mod mandate;

pub(crate) use item::{ItemField, has_source_name, item_field};
pub(crate) use mandate::{GoverningField, governing_field, target_field};

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
    /// What it rests on and aims at.
    pub(crate) mandate: MandateDraft,
    /// The unit above that has defined it, if one has: what that one says is only shown here.
    pub(crate) origin: Option<Origin>,
    /// Problems found when it was last to be saved.
    pub(crate) errors: Vec<FieldError>,
    /// Whether something was taken away since it was last sent: problems are named by place, so the
    /// server's no longer fit.
    pub(crate) has_moved: bool,
}

/// What a person does to the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum CampaignAction {
    /// Begins with this form; what was typed of the mandate stays.
    Begin(Box<CampaignForm>),
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
    /// Chooses who pays for an item, or that this is not known.
    Source(usize, Option<Source>),
    /// Gives an item these steps; none when it is given at once.
    Steps(usize, Vec<StepRule>),
    /// Has an item be meant for a category, or no longer.
    Category(usize, Category),
    /// Has an item be meant for those who lack something, or no longer.
    Need(usize, Need),
    /// Names a step of an item otherwise.
    StepName(usize, usize, String),
    /// One item more.
    Add,
    /// Takes an item away.
    Remove(usize),
    /// Types into a governing document.
    Governing(usize, GoverningField, String),
    /// One governing document more.
    AddGoverning,
    /// Takes a governing document away.
    RemoveGoverning(usize),
    /// Types a target.
    Target(Indicator, String),
    /// These problems were found.
    Refused(Vec<FieldError>),
}

impl CampaignForm {
    /// The form of a campaign that exists.
    pub(crate) fn of(state: &CampaignState) -> Self {
        let campaign = &state.campaign;
        let meant_for = &state.mandate.meant_for;
        let items = campaign.items.iter();
        let items = items.map(|item| item::of_item(item, meant_for.get(&item.id)));
        Self {
            id: Some(campaign.id),
            name: campaign.name.clone(),
            from: campaign.from.display(),
            to: campaign.to.display(),
            items: items.collect(),
            mandate: mandate::of_mandate(&state.mandate),
            origin: state.origin.clone(),
            ..Self::default()
        }
    }

    /// The form filled with the usual peak month of a year, to be changed as the commune likes.
    pub(crate) fn of_peak_month(plan: &CampaignPlan) -> Self {
        let items = plan.items.iter().map(item::of_plan);
        Self {
            name: plan.name.clone(),
            from: plan.from.display(),
            to: plan.to.display(),
            items: items.collect(),
            ..Self::default()
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
        for (place, item) in self.own_items() {
            item::check(&mut errors, place, item);
        }
        mandate::check(&mut errors, &self.mandate);
        errors.finish(())?;
        match (from, to) {
            (Some(from), Some(to)) => {
                let items = self.items.iter().map(item::only_what_it_asks).collect();
                Ok(SaveCampaign {
                    id: self.id,
                    name: self.name.clone(),
                    from,
                    to,
                    items,
                    mandate: self.mandate.clone(),
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

    /// Problems are named by place, and the places have moved.
    fn forget_problems(&mut self) {
        self.errors.clear();
        self.has_moved = true;
    }
}

impl Reducible for CampaignForm {
    type Action = CampaignAction;

    fn reduce(self: Rc<Self>, action: CampaignAction) -> Rc<Self> {
        let mut next = (*self).clone();
        match action {
            CampaignAction::Begin(form) => {
                next = Self {
                    mandate: next.mandate,
                    ..*form
                }
            }
            CampaignAction::Name(name) => next.name = name,
            CampaignAction::From(from) => next.from = from,
            CampaignAction::To(to) => next.to = to,
            CampaignAction::Item(place, field, text) => next.item(place, |item| match field {
                ItemField::Name => item.name = text,
                ItemField::Money => item.money_text = text,
                ItemField::Quantity => item.quantity_text = text,
                ItemField::Unit => item.unit = text,
                ItemField::GoodsValue => item.goods_value_text = text,
                ItemField::SourceName => item.source_name = text,
                ItemField::MeantOn => item.meant_on_text = text,
            }),
            CampaignAction::Form(place, form) => next.item(place, |item| item.form = Some(form)),
            CampaignAction::Source(place, source) => next.item(place, |item| item.source = source),
            CampaignAction::Steps(place, steps) => next.item(place, |item| item.steps = steps),
            CampaignAction::Category(place, category) => next.item(place, |item| {
                if !item.meant_for.categories.remove(&category) {
                    item.meant_for.categories.insert(category);
                }
            }),
            CampaignAction::Need(place, need) => next.item(place, |item| {
                if !item.meant_for.needs.remove(&need) {
                    item.meant_for.needs.insert(need);
                }
            }),
            CampaignAction::StepName(place, step, name) => next.item(place, |item| {
                if let Some(rule) = item.steps.get_mut(step) {
                    rule.name = name;
                }
            }),
            CampaignAction::Add => next.items.push(AidItemDraft::default()),
            CampaignAction::Remove(place) => {
                if next.own_items().any(|(own, _)| own == place) {
                    next.items.remove(place);
                }
                next.forget_problems();
            }
            CampaignAction::Governing(place, field, text) => {
                if let Some(document) = next.mandate.documents.get_mut(place) {
                    *field.of_mut(document) = text;
                }
            }
            CampaignAction::AddGoverning => {
                next.mandate.documents.push(GoverningDraft::default());
            }
            CampaignAction::RemoveGoverning(place) => {
                if next.own_documents().any(|(own, _)| own == place) {
                    next.mandate.documents.remove(place);
                }
                next.forget_problems();
            }
            CampaignAction::Target(indicator, text) => {
                next.mandate.targets.insert(indicator, text);
            }
            CampaignAction::Refused(errors) => {
                // Without a problem here it is sent, and what the server says then is of these places.
                next.has_moved &= !errors.is_empty();
                next.errors = errors;
            }
        }
        Rc::new(next)
    }
}

#[cfg(test)]
mod tests;
