//! The fields of a movement, each with what is wrong with it.

use chungtay_shared::api::rounds::{Carrier, Holder};
use chungtay_shared::custody::MovementKind;
use yew::prelude::*;

use super::device_name;
use super::movement_form::{MovementAction, MovementForm, likely_count};
use crate::components::{Choice, ChoiceChips, Field, Kind};
use crate::i18n::Translator;
use crate::office::answer::Answer;
use crate::office::select_field::SelectField;
use crate::office::words;

/// Up to so many people are shown side by side.
const CHIPS_MAX: usize = 6;

/// What the form's fields are drawn from.
pub(super) struct Fields<'a> {
    /// The words.
    pub(super) t: &'a Translator,
    /// What is typed.
    pub(super) form: &'a UseReducerHandle<MovementForm>,
    /// How the sending goes.
    pub(super) answer: &'a Answer,
    /// Whose phone it may be.
    pub(super) holders: &'a [&'a Carrier],
    /// Phones that are in use.
    pub(super) phones: &'a [Holder],
}

impl Fields<'_> {
    /// Those that the kind needs.
    pub(super) fn all(&self) -> Html {
        let kind = self.form.draft.kind;
        html! {
            <>
                if kind != MovementKind::Received { { self.holder() } }
                <div class="form-row">
                    if kind == MovementKind::Received { { self.party() } }
                    { self.count() }
                    if kind == MovementKind::Returned { { self.missing() } }
                    { self.note() }
                </div>
            </>
        }
    }

    fn holder(&self) -> Html {
        let t = self.t;
        let kind = self.form.draft.kind;
        let label = t.choice("office.custody.holder", kind.code());
        let mut choices: Vec<Choice> = self
            .holders
            .iter()
            .map(|carrier| {
                let name = words::name(t, &carrier.person_name);
                let label = words::joined(&[name, device_name(carrier, self.phones)]);
                Choice::new(carrier.holder.to_string(), label)
            })
            .collect();
        let chosen = self.form.draft.holder.map(|holder| holder.to_string());
        let error = self.answer.error(t, "holder");
        let likely: Vec<_> = self
            .holders
            .iter()
            .map(|carrier| (carrier.holder, likely_count(kind, carrier)))
            .collect();
        let on_choose = self.on(move |id: String| {
            let actor = id.parse().ok();
            let chosen = likely.iter().find(|(holder, _)| Some(*holder) == actor);
            MovementAction::Holder(chosen.copied())
        });
        if choices.len() <= CHIPS_MAX {
            return html! {
                <ChoiceChips
                    name="movement-holder" legend={label} {choices} {error}
                    chosen={chosen.into_iter().map(AttrValue::from).collect::<Vec<_>>()}
                    on_choose={on_choose.reform(|id: AttrValue| id.to_string())}
                />
            };
        }
        choices.insert(0, Choice::new("", t.text("office.custody.choose")));
        html! {
            <SelectField
                name="movement-holder" {label} {choices} chosen={chosen.unwrap_or_default()} {error}
                {on_choose}
            />
        }
    }

    fn count(&self) -> Html {
        let t = self.t;
        let draft = &self.form.draft;
        let holder = self.holders.iter().find(|c| Some(c.holder) == draft.holder);
        html! {
            <Field
                name="movement-count" kind={Kind::Digits}
                label={t.choice("office.custody.count", draft.kind.code())}
                hint={holder.map(|carrier| AttrValue::from(stands(t, carrier)))}
                value={draft.count_text.clone()} error={self.answer.error(t, "count_text")}
                on_input={self.on(MovementAction::Count)}
            />
        }
    }

    fn missing(&self) -> Html {
        let t = self.t;
        html! {
            <Field
                name="movement-missing" label={t.text("office.custody.missing")} optional=true
                kind={Kind::Digits} value={self.form.draft.missing_text.clone()}
                error={self.answer.error(t, "missing_text")}
                on_input={self.on(MovementAction::Missing)}
            />
        }
    }

    fn party(&self) -> Html {
        let t = self.t;
        html! {
            <Field
                name="movement-party" label={t.text("office.custody.party")}
                value={self.form.draft.party.clone()} error={self.answer.error(t, "party")}
                on_input={self.on(MovementAction::Party)}
            />
        }
    }

    fn note(&self) -> Html {
        let t = self.t;
        let kind = self.form.draft.kind;
        let hint = (kind == MovementKind::Returned).then(|| t.text("office.custody.reason_hint"));
        html! {
            <Field
                name="movement-note" label={t.choice("office.custody.note", kind.code())}
                hint={hint.map(AttrValue::Static)} optional=true
                value={self.form.draft.note.clone()} error={self.answer.error(t, "note")}
                on_input={self.on(MovementAction::Note)}
            />
        }
    }

    /// Tells the form what was typed or chosen.
    fn on<V: 'static>(&self, action: impl Fn(V) -> MovementAction + 'static) -> Callback<V> {
        let dispatcher = self.form.dispatcher();
        Callback::from(move |value| dispatcher.dispatch(action(value)))
    }
}

/// Where a carrier stands, from which the likely count comes.
fn stands(t: &Translator, carrier: &Carrier) -> String {
    let values = [
        ("to_give", t.number(carrier.to_give)),
        ("in_hand", words::signed(carrier.balance.in_hand())),
        ("waiting", t.number(carrier.balance.waiting)),
    ];
    let values = values.each_ref().map(|(k, v)| (*k, v.as_str()));
    t.fill("office.custody.stands", &values)
}
