//! A round that is being put together: who gets what, from whom. Plain data in, plain data out.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use chungtay_shared::api::HouseholdLine;
use chungtay_shared::api::rounds::{IssueRound, RoundState};
use chungtay_shared::campaign::{AidItem, Campaign, Eligibility};
use chungtay_shared::collation::hamlet_sort_key;
use chungtay_shared::date::read_day;
use chungtay_shared::field::{FieldError, FieldErrors, Problem};
use chungtay_shared::household::Category;
use chungtay_shared::id::{Actor, DocId, FactId};
use chungtay_shared::round::Basis;
use chungtay_shared::time::LocalDate;
use chungtay_shared::visit::Need;
use yew::Reducible;

/// What the form holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct RoundForm {
    /// The campaign; the first that is offered until one is chosen.
    pub(crate) campaign: Option<DocId>,
    /// What is given.
    pub(crate) item: Option<FactId>,
    /// What the round is called, once somebody has typed it.
    pub(crate) name: Option<String>,
    /// Which households, by category on the day that is meant.
    pub(crate) categories: BTreeSet<Category>,
    /// That day, as typed; today when it is empty.
    pub(crate) on_text: String,
    /// Which of them, by what they were last seen to lack; all when nothing is chosen.
    pub(crate) needs: BTreeSet<Need>,
    /// Whether also those who have a right to the same item in another round.
    pub(crate) again: bool,
    /// Whether its gifts are counted from hand to hand.
    pub(crate) in_custody: bool,
    /// Who gives, hamlet by hamlet.
    pub(crate) holders: BTreeMap<String, Actor>,
    /// The decision it is paid by.
    pub(crate) decision: Option<FactId>,
}

/// What a person does with the form.
#[derive(Debug, Clone)]
pub(crate) enum RoundAction {
    /// Chooses a campaign.
    Campaign(Option<DocId>),
    /// Chooses what is given, and whom it was said to be meant for, if that was said.
    Item(Option<FactId>, Option<Eligibility>),
    /// Types the name.
    Name(String),
    /// Adds a category, or takes it away.
    Category(Category),
    /// Types the day whose categories count.
    On(String),
    /// Adds a need, or takes it away.
    Need(Need),
    /// Includes those who have a right already, or leaves them out.
    Again(bool),
    /// Has the gifts counted from hand to hand, or not.
    InCustody(bool),
    /// Chooses who gives in a hamlet; nobody leaves it out.
    Holder(String, Option<Actor>),
    /// Chooses who gives in all of these.
    AllHolders(Vec<String>, Option<Actor>),
    /// Chooses the decision it is paid by, or none.
    Decision(Option<FactId>),
}

/// A hamlet of the round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct HamletLine {
    /// Its name.
    pub(crate) name: String,
    /// Households of it that are meant.
    pub(crate) households: Vec<DocId>,
}

/// What the round comes to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct RoundPlan {
    /// Every hamlet with households that are meant, in the hamlets' order.
    pub(crate) hamlets: Vec<HamletLine>,
    /// How many households of the categories that are meant lack what.
    pub(crate) needs: BTreeMap<Need, usize>,
    /// Households that are left out because they have a right to the same item already.
    pub(crate) have_one: usize,
    /// Rights that would be issued now.
    pub(crate) rights: usize,
    /// People who would hold them.
    pub(crate) holders: usize,
    /// Money that would be handed over, in đồng.
    pub(crate) money_vnd: i64,
}

impl RoundForm {
    /// The form as it begins: for the poor and the near-poor, in the campaign that runs or else the
    /// newest.
    pub(crate) fn new(
        campaigns: &[Campaign],
        said: &BTreeMap<FactId, Eligibility>,
        today: LocalDate,
    ) -> Self {
        let running = campaigns.iter().find(|campaign| campaign.contains(today));
        let mut form = Self {
            campaign: running.map(|campaign| campaign.id),
            categories: BTreeSet::from([Category::Poor, Category::NearPoor]),
            ..Self::default()
        };
        let only = form.item(campaigns).and_then(|item| said.get(&item.id));
        form.begin_with(only.cloned());
        form
    }

    /// The day whose categories count, once it is readable; none for today.
    pub(crate) fn on(&self) -> Result<Option<LocalDate>, Problem> {
        match self.on_text.trim() {
            "" => Ok(None),
            text => read_day(text).map(Some),
        }
    }

    fn begin_with(&mut self, said: Option<Eligibility>) {
        if let Some(said) = said {
            self.categories = said.categories;
            self.needs = said.needs;
            self.on_text = said.on.map_or_else(String::new, LocalDate::display);
        }
    }

    /// The campaign that is meant.
    pub(crate) fn campaign<'a>(&self, campaigns: &'a [Campaign]) -> Option<&'a Campaign> {
        let chosen = campaigns.iter().find(|c| Some(c.id) == self.campaign);
        chosen.or_else(|| campaigns.first())
    }

    /// What can be given in a round of the campaign that is meant, and what cannot: aid that takes time
    /// is given by its case, household by household.
    pub(crate) fn offered<'a>(
        &self,
        campaigns: &'a [Campaign],
    ) -> (Vec<&'a AidItem>, Vec<&'a AidItem>) {
        let items = self.campaign(campaigns).map(|campaign| &campaign.items);
        let items = items.into_iter().flatten();
        items.partition(|item| item.steps.is_empty())
    }

    /// What is given, if it was chosen or there is only one thing.
    pub(crate) fn item<'a>(&self, campaigns: &'a [Campaign]) -> Option<&'a AidItem> {
        let (at_once, _) = self.offered(campaigns);
        let chosen = at_once.iter().find(|item| Some(item.id) == self.item);
        let only = at_once.first().filter(|_| at_once.len() == 1);
        chosen.or(only).copied()
    }

    /// What the round is called: as typed, or the next number that is free (`Đợt 2`).
    pub(crate) fn name(&self, campaigns: &[Campaign], rounds: &[RoundState], word: &str) -> String {
        if let Some(name) = &self.name {
            return name.clone();
        }
        let campaign = self.campaign(campaigns).map(|campaign| campaign.id);
        let is_taken = |name: &str| {
            rounds
                .iter()
                .any(|round| Some(round.campaign) == campaign && round.name == name)
        };
        // One of these is free: there are more than rounds.
        (1..=rounds.len() + 1)
            .map(|number| format!("{word} {number}"))
            .find(|name| !is_taken(name))
            .unwrap_or_default()
    }

    /// What the round comes to.
    pub(crate) fn plan(
        &self,
        campaigns: &[Campaign],
        rounds: &[RoundState],
        households: &[HouseholdLine],
    ) -> RoundPlan {
        let campaign = self.campaign(campaigns).map(|campaign| campaign.id);
        let item = self.item(campaigns);
        let have_one: BTreeSet<DocId> = rounds
            .iter()
            .filter(|round| Some(round.campaign) == campaign)
            .filter(|round| Some(round.item.id) == item.map(|item| item.id))
            .flat_map(|round| round.rights.iter().map(|right| right.household))
            .collect();
        let mut plan = RoundPlan::default();
        let mut hamlets: BTreeMap<(String, &str), Vec<DocId>> = BTreeMap::new();
        let here = households.iter().filter(|line| line.gone.is_none());
        for household in here {
            let category = household.category.unwrap_or(Category::Other);
            if !self.categories.contains(&category) {
                continue;
            }
            for need in &household.needs {
                *plan.needs.entry(*need).or_default() += 1;
            }
            if !self.needs.is_empty() && !household.needs.iter().any(|n| self.needs.contains(n)) {
                continue;
            }
            if !self.again && have_one.contains(&household.id) {
                plan.have_one += 1;
                continue;
            }
            let hamlet = household.hamlet.as_str();
            let place = (hamlet_sort_key(hamlet), hamlet);
            hamlets.entry(place).or_default().push(household.id);
        }
        let mut holders = BTreeSet::new();
        for ((_, name), households) in hamlets {
            if let Some(holder) = self.holders.get(name) {
                plan.rights += households.len();
                holders.insert(*holder);
            }
            plan.hamlets.push(HamletLine {
                name: name.to_owned(),
                households,
            });
        }
        plan.holders = holders.len();
        let each_vnd = item.map_or(0, |item| item.money_vnd);
        let rights = i64::try_from(plan.rights).unwrap_or(i64::MAX);
        plan.money_vnd = each_vnd.saturating_mul(rights);
        plan
    }

    /// What to ask of the server, or every field's problem.
    pub(crate) fn to_request(
        &self,
        campaigns: &[Campaign],
        plan: &RoundPlan,
        name: &str,
    ) -> Result<IssueRound, Vec<FieldError>> {
        let mut errors = FieldErrors::default();
        let mut rights: BTreeMap<Actor, Vec<DocId>> = BTreeMap::new();
        for hamlet in &plan.hamlets {
            if let Some(holder) = self.holders.get(&hamlet.name) {
                rights
                    .entry(*holder)
                    .or_default()
                    .extend(&hamlet.households);
            }
        }
        if rights.is_empty() {
            errors.add("rights", Problem::Missing);
        }
        if name.trim().is_empty() {
            errors.add("name", Problem::Missing);
        }
        let item = self.item(campaigns);
        if item.is_none() {
            errors.add("item", Problem::Missing);
        }
        let on = errors.take("on", self.on());
        errors.finish(())?;
        match (self.campaign(campaigns), item) {
            (Some(campaign), Some(item)) => Ok(IssueRound {
                campaign: campaign.id,
                name: name.trim().to_owned(),
                item: item.id,
                rights,
                in_custody: self.in_custody,
                again: self.again,
                basis: Basis {
                    meant_for: Some(Eligibility {
                        categories: self.categories.clone(),
                        on,
                        needs: self.needs.clone(),
                        hamlets: self.only_hamlets(plan),
                    }),
                    decision: self.decision,
                },
            }),
            _ => Err(Vec::new()),
        }
    }
}

impl Reducible for RoundForm {
    type Action = RoundAction;

    fn reduce(self: Rc<Self>, action: RoundAction) -> Rc<Self> {
        let mut next = (*self).clone();
        match action {
            RoundAction::Campaign(campaign) => {
                next.campaign = campaign;
                next.item = None;
                next.name = None;
            }
            RoundAction::Item(item, said) => {
                next.item = item;
                next.begin_with(said);
            }
            RoundAction::On(text) => next.on_text = text,
            RoundAction::Decision(decision) => next.decision = decision,
            RoundAction::Name(name) => next.name = Some(name),
            RoundAction::Category(category) => {
                if !next.categories.remove(&category) {
                    next.categories.insert(category);
                }
            }
            RoundAction::Need(need) => {
                if !next.needs.remove(&need) {
                    next.needs.insert(need);
                }
            }
            RoundAction::Again(again) => next.again = again,
            RoundAction::InCustody(in_custody) => next.in_custody = in_custody,
            RoundAction::Holder(hamlet, holder) => next.give(hamlet, holder),
            RoundAction::AllHolders(hamlets, holder) => {
                for hamlet in hamlets {
                    next.give(hamlet, holder);
                }
            }
        }
        Rc::new(next)
    }
}

impl RoundForm {
    /// The hamlets it is for, where it is not for all of them.
    fn only_hamlets(&self, plan: &RoundPlan) -> BTreeSet<String> {
        let is_given = |line: &&HamletLine| self.holders.contains_key(&line.name);
        if plan.hamlets.iter().all(|line| is_given(&line)) {
            return BTreeSet::new();
        }
        let given = plan.hamlets.iter().filter(is_given);
        given.map(|line| line.name.clone()).collect()
    }

    fn give(&mut self, hamlet: String, holder: Option<Actor>) {
        match holder {
            Some(holder) => self.holders.insert(hamlet, holder),
            None => self.holders.remove(&hamlet),
        };
    }
}

#[cfg(test)]
mod tests;
