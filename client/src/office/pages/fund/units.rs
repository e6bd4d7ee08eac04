//! The other side of a transfer: a unit of this server, which then knows of it, or any other Fund.

use chungtay_shared::api::units::UnitName;
use chungtay_shared::field::Problem;
use chungtay_shared::fund::Entry;
use yew::prelude::*;

use super::fields::Fields;
use crate::components::{Choice, ChoiceChips};
use crate::i18n::Translator;
use crate::office::fund_form::FundAction;
use crate::office::select_field::SelectField;

/// Choices that can stand side by side.
const CHIPS_MAX: usize = 7;

impl Fields<'_> {
    /// Whether the other side is typed: a unit of this server has its name already.
    pub(super) fn types_party(&self) -> bool {
        let draft = &self.form.draft;
        !draft.kind.is_transfer() || draft.unit.is_empty() || self.units.is_empty()
    }

    /// Which unit of this server it is; nothing where there is no other.
    pub(super) fn unit(&self) -> Html {
        let t = self.t;
        if self.units.is_empty() {
            return Html::default();
        }
        let known = self.units.iter();
        let known = known.map(|unit| Choice::new(unit.code.clone(), unit.name.clone()));
        let elsewhere = Choice::new("", t.text("office.fund.other_fund"));
        let choices: Vec<Choice> = known.chain([elsewhere]).collect();
        let units = self.units.to_vec();
        let on_choose = self.on(move |code: String| FundAction::Unit(named(&units, &code)));
        let name = "fund-unit";
        let kind = self.form.draft.kind.code();
        let label = t.choice("office.fund.party", kind);
        let chosen = self.form.draft.unit.clone();
        if choices.len() > CHIPS_MAX {
            return html! {
                <SelectField
                    {name} {label} {choices} {chosen} error={self.unit_error()} {on_choose}
                />
            };
        }
        let on_choose = on_choose.reform(|code: AttrValue| code.to_string());
        html! {
            <ChoiceChips
                {name} legend={label} {choices} chosen={vec![AttrValue::from(chosen)]}
                hint={t.choice("office.fund.unit_hint", kind)} error={self.unit_error()} {on_choose}
            />
        }
    }

    /// What is wrong with the unit, or with what is received of it.
    fn unit_error(&self) -> Option<AttrValue> {
        let received = self.problem("transfer").map(|problem| {
            if problem == Problem::AlreadyReceived {
                self.t.text("office.fund.received_already")
            } else {
                self.t.problem(problem)
            }
        });
        let received = received.map(AttrValue::Static);
        self.error("unit").or(received)
    }
}

/// The unit with this code.
fn named(units: &[UnitName], code: &str) -> Option<UnitName> {
    units.iter().find(|unit| unit.code == code).cloned()
}

/// That an entry was transferred to or from a unit of this server, and to or from which one where the
/// entry's own words name it otherwise.
pub(super) fn of_entry(t: &Translator, units: &[UnitName], entry: &Entry) -> Option<String> {
    if entry.unit.is_empty() {
        return None;
    }
    let name = named(units, &entry.unit).map_or_else(|| entry.unit.clone(), |unit| unit.name);
    Some(if name == entry.party {
        t.text("office.fund.unit_here").to_owned()
    } else {
        t.fill("office.fund.unit_here_named", &[("unit", &name)])
    })
}
