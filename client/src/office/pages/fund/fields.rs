//! The fields of an entry, each with what is wrong with it.

use std::collections::BTreeMap;

use chungtay_shared::api::units::UnitName;
use chungtay_shared::field::Problem;
use chungtay_shared::fund::{Amount, Entered, Entry, EntryKind};
use chungtay_shared::id::FactId;
use yew::prelude::*;

use crate::components::{Choice, ChoiceChips, Field, Kind};
use crate::i18n::Translator;
use crate::office::answer::Answer;
use crate::office::failure::{Failure, problem_of};
use crate::office::fund_form::{FundAction, FundField, FundForm, open};
use crate::office::select_field::SelectField;
use crate::office::words;

/// What the form's fields are drawn from.
pub(super) struct Fields<'a> {
    /// The words.
    pub(super) t: &'a Translator,
    /// What is typed.
    pub(super) form: &'a UseReducerHandle<FundForm>,
    /// How the sending goes.
    pub(super) answer: &'a Answer,
    /// What was entered before.
    pub(super) entries: &'a [Entered],
    /// What rounds are to give by each decision.
    pub(super) bound: &'a BTreeMap<FactId, Amount>,
    /// Organisations that are offered while a name is typed.
    pub(super) organisations: &'a [String],
    /// Units of this server on the other side of a transfer.
    pub(super) units: &'a [UnitName],
}

impl Fields<'_> {
    /// Those that the chosen kind needs.
    pub(super) fn all(&self) -> Html {
        let t = self.t;
        let kind = self.form.draft.kind;
        let label = |family: &str| t.choice(family, kind.code());
        let party = label("office.fund.party");
        let is_decision = kind == EntryKind::Decision;
        html! {
            <>
                { self.kinds() }
                if kind == EntryKind::Receipt { { self.pledges() } }
                if kind == EntryKind::Outlay { { self.decisions() } }
                if kind.is_transfer() { { self.unit() } }
                <div class="form-row">
                    { self.day() }
                    { self.text(FundField::Voucher, label("office.fund.voucher"), !is_decision) }
                    if self.types_party() { { self.text(FundField::Party, party, is_decision) } }
                </div>
                <div class="form-row">
                    { self.money() }
                    { self.text(FundField::Goods, t.text("office.fund.goods"), true) }
                    { self.text(FundField::GoodsValue, t.text("office.campaign.goods_value"), true) }
                </div>
                if kind == EntryKind::Receipt { { self.beyond_pledge() } }
                { self.text(FundField::Purpose, t.text("office.fund.purpose"), true) }
            </>
        }
    }

    fn kinds(&self) -> Html {
        let t = self.t;
        let choices = EntryKind::ALL
            .iter()
            .map(|kind| Choice::new(kind.code(), t.choice("office.fund.kind", kind.code())));
        let code = self.form.draft.kind.code();
        let dispatcher = self.form.dispatcher();
        let on_choose = Callback::from(move |code: AttrValue| {
            if let Some(kind) = EntryKind::from_code(&code) {
                dispatcher.dispatch(FundAction::Kind(kind));
            }
        });
        html! {
            <ChoiceChips
                name="fund-kind" legend={t.text("office.fund.what")}
                choices={choices.collect::<Vec<_>>()} chosen={vec![AttrValue::Static(code)]}
                hint={t.choice("office.fund.about", code)} error={self.error("kind")} {on_choose}
            />
        }
    }

    fn pledges(&self) -> Html {
        let t = self.t;
        let chosen = self.form.draft.pledge;
        let open = open(self.entries, self.bound, EntryKind::Pledge, chosen);
        let label = |entry: &Entry, left: Amount| {
            words::joined(&[&entry.party, &self.left(left), &t.date(entry.on)])
        };
        let donors: Vec<(FactId, String)> = open
            .iter()
            .map(|(entry, _)| (entry.id, entry.party.clone()))
            .collect();
        let on_choose = self.on(move |id: String| {
            let id = id.parse::<FactId>().ok();
            let pledge = donors.iter().find(|(pledge, _)| Some(*pledge) == id);
            FundAction::Pledge(pledge.cloned())
        });
        html! {
            if !open.is_empty() {
                <SelectField
                    name="fund-pledge" label={t.text("office.fund.which_pledge")}
                    choices={choices(t.text("office.fund.no_pledge"), &open, label)}
                    chosen={chosen_value(chosen)} error={self.error("pledge")} {on_choose}
                />
            }
        }
    }

    /// That more comes than is left of the pledge: said, and no reason to refuse it.
    fn beyond_pledge(&self) -> Html {
        let beyond = self.form.beyond_pledge(self.entries).map(|(left, typed)| {
            let (left, typed) = (words::amount(self.t, left), words::amount(self.t, typed));
            let values = [("left", left.as_str()), ("amount", typed.as_str())];
            self.t.fill("office.fund.beyond_pledge", &values)
        });
        html! {
            <p class="note" role="status" data-testid="fund-beyond">{ beyond }</p>
        }
    }

    fn decisions(&self) -> Html {
        let t = self.t;
        let chosen = self.form.draft.decision;
        let open = open(self.entries, self.bound, EntryKind::Decision, chosen);
        let label = |entry: &Entry, left: Amount| {
            words::joined(&[&entry.voucher, &self.left(left), &entry.purpose])
        };
        html! {
            if !open.is_empty() {
                <SelectField
                    name="fund-decision" label={t.text("office.fund.which_decision")}
                    choices={choices(t.text("office.fund.no_decision"), &open, label)}
                    chosen={chosen_value(chosen)} error={self.error("decision")}
                    on_choose={self.on(|id: String| FundAction::Decision(id.parse().ok()))}
                />
            }
        }
    }

    /// What is still to come of a pledge, or may still be spent by a decision.
    fn left(&self, left: Amount) -> String {
        let left = Amount {
            money_vnd: left.money_vnd.max(0),
            goods_value_vnd: left.goods_value_vnd.max(0),
        };
        let left = words::amount(self.t, left);
        self.t.fill("office.fund.left_of", &[("left", &left)])
    }

    fn day(&self) -> Html {
        html! {
            <Field
                name="fund-on" label={self.t.text("office.fund.on")}
                hint={self.t.text("office.campaign.day_hint")} value={self.form.on.clone()}
                error={self.error("on")} on_input={self.on(FundAction::On)}
            />
        }
    }

    fn money(&self) -> Html {
        html! {
            <Field
                name="fund-money_text" label={self.t.text("office.fund.money")} kind={Kind::Amount}
                hint={self.t.text("office.fund.money_hint")} value={self.form.draft.money_text.clone()}
                echo={words::money_echo(self.t, &self.form.draft.money_text)} error={self.error("money_text")}
                on_input={self.on(|text| FundAction::Text(FundField::Money, text))}
            />
        }
    }

    fn text(&self, field: FundField, label: &'static str, optional: bool) -> Html {
        let (kind, echo) = if field == FundField::GoodsValue {
            (
                Kind::Amount,
                words::money_echo(self.t, &self.form.draft.goods_value_text),
            )
        } else {
            (Kind::Line, None)
        };
        let names: &[String] = match field {
            FundField::Party => self.organisations,
            FundField::Money
            | FundField::Goods
            | FundField::GoodsValue
            | FundField::Purpose
            | FundField::Voucher => &[],
        };
        let suggestions: Vec<AttrValue> = names.iter().map(|name| name.clone().into()).collect();
        html! {
            <Field
                name={format!("fund-{}", field.code())} {label} {kind} {optional} {echo} {suggestions}
                value={field.of(&self.form.draft).to_owned()} error={self.error(field.code())}
                on_input={self.on(move |text| FundAction::Text(field, text))}
            />
        }
    }

    /// Tells the form what was typed or chosen.
    pub(super) fn on<V: 'static>(&self, action: impl Fn(V) -> FundAction + 'static) -> Callback<V> {
        let dispatcher = self.form.dispatcher();
        Callback::from(move |value| dispatcher.dispatch(action(value)))
    }

    /// What is wrong with a field, as found here or by the server.
    pub(super) fn problem(&self, field: &str) -> Option<Problem> {
        let by_server = || self.answer.failure().map_or(&[][..], Failure::fields);
        problem_of(&self.form.errors, field).or_else(|| problem_of(by_server(), field))
    }

    /// The same in words.
    pub(super) fn error(&self, field: &str) -> Option<AttrValue> {
        let problem = self.problem(field)?;
        let is_amount = field == "money_text" || field == "goods_value_text";
        Some(AttrValue::Static(if problem == Problem::Taken {
            self.t.text("office.fund.number_taken")
        } else if problem == Problem::TooLarge && is_amount && self.form.draft.decision.is_some() {
            self.t.text("office.fund.over_decision")
        } else {
            self.t.problem(problem)
        }))
    }
}

fn choices(
    none: &'static str,
    open: &[(&Entry, Amount)],
    label: impl Fn(&Entry, Amount) -> String,
) -> Vec<Choice> {
    let open = open
        .iter()
        .map(|(entry, left)| Choice::new(entry.id.to_string(), label(entry, *left)));
    std::iter::once(Choice::new("", none)).chain(open).collect()
}

fn chosen_value(chosen: Option<FactId>) -> String {
    chosen.map(|id| id.to_string()).unwrap_or_default()
}
