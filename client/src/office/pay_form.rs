//! The way to record what was paid of a case.

use chungtay_shared::api::path;
use chungtay_shared::api::supports::Pay;
use chungtay_shared::handover::{AidForm, Receiver};
use chungtay_shared::id::DocId;
use chungtay_shared::support::{Case, Part, PaymentDraft};
use yew::prelude::*;

use super::answer::{Answer, use_answer};
use super::disclosure::Disclosure;
use super::first_problem::use_first_problem;
use super::held::{Held, on};
use super::{browser, words};
use crate::components::{Choice, ChoiceChips, Field, Kind};
use crate::i18n::{Translator, use_translator};

/// Of which case.
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// Whose.
    pub(crate) household: DocId,
    /// The case.
    pub(crate) case: Case,
    /// What is left of what was approved.
    pub(crate) left: Vec<Part>,
    /// Gets what to say of it.
    pub(crate) on_said: Callback<String>,
}

/// A button that shows the form, which begins with what is left of the first source.
#[component]
pub(crate) fn PayForm(props: &Props) -> Html {
    let t = use_translator();
    let answer = use_answer();
    let open = use_state_eq(|| false);
    let (case, left) = (&props.case, &props.left);
    let form = use_reducer(|| Held(beginning(case, left)));
    let node = use_node_ref();
    use_first_problem(&node, answer.failure().cloned());
    let Some(draft) = &form.0 else {
        return Html::default();
    };
    let onsubmit = {
        let (draft, answer, open) = (draft.clone(), answer.clone(), open.setter());
        let (household, on_said) = (props.household, props.on_said.clone());
        let said = t.text("office.support.paid_said");
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            on_said.emit(String::new());
            let draft = draft.clone();
            let (open, on_said) = (open.clone(), on_said.clone());
            answer.send(path::SUPPORT_PAY, Pay { household, draft }, move || {
                open.set(false);
                on_said.emit(said.to_owned());
            });
        })
    };
    let on_toggle = {
        let (is_open, open) = (*open, open.setter());
        let (dispatcher, begun) = (form.dispatcher(), beginning(case, left));
        Callback::from(move |()| {
            // What is left has changed since the form was last open.
            if !is_open {
                let begun = begun.clone();
                dispatcher.dispatch(Box::new(move |form| *form = begun));
            }
            open.set(!is_open);
        })
    };
    let fields = Fields {
        t: &t,
        form: &form,
        draft,
        answer: &answer,
        id: format!("pay-{}", case.id),
    };
    html! {
        <Disclosure
            id={fields.id.clone()} label={t.text("office.support.pay")} testid="support-pay"
            open={*open} {on_toggle}
            spoken={format!("{} · {}", t.text("office.support.pay"), case.item.name)}
        >
            <form
                ref={node} class="stack" novalidate=true {onsubmit} data-testid="support-pay-form"
                aria-label={t.text("office.support.pay")}
            >
                { fields.source(case, left) }
                { fields.form() }
                <div class="form-row">
                    if draft.form.is_some_and(AidForm::has_money) {
                        { fields.text("money_text", Kind::Amount, false, |d| &mut d.money_text) }
                    }
                    if draft.form.is_some_and(AidForm::has_goods) {
                        { fields.text("goods_value_text", Kind::Amount, false, |d| &mut d.goods_value_text) }
                        { fields.text("quantity_text", Kind::Line, false, |d| &mut d.quantity_text) }
                        { fields.text("unit", Kind::Line, false, |d| &mut d.unit) }
                    }
                </div>
                { fields.receiver() }
                <div class="form-row">
                    { fields.text("voucher", Kind::Line, true, |d| &mut d.voucher) }
                    { fields.day() }
                </div>
                { fields.text("note", Kind::Note, true, |d| &mut d.note) }
                { answer.banner(&t) }
                <p class="actions">
                    <button
                        type="submit" class="button button-primary" disabled={answer.is_busy()}
                        data-testid="support-pay-now"
                    >
                        { t.text("office.support.pay_now") }
                    </button>
                </p>
            </form>
        </Disclosure>
    }
}

/// The first source of which something is left, else the first.
fn beginning(case: &Case, left: &[Part]) -> Option<PaymentDraft> {
    let has_left = |part: &&Part| part.amount.money_vnd > 0 || part.amount.goods_value_vnd > 0;
    let part = left.iter().find(has_left).or_else(|| left.first())?;
    Some(PaymentDraft::of(case, part, browser::now().local_date()))
}

/// The form is there once amounts were decided.
type Form = UseReducerHandle<Held<Option<PaymentDraft>>>;

struct Fields<'a> {
    t: &'a Translator,
    form: &'a Form,
    draft: &'a PaymentDraft,
    answer: &'a Answer,
    id: String,
}

impl Fields<'_> {
    fn source(&self, case: &Case, left: &[Part]) -> Html {
        let choices: Vec<Choice> = left
            .iter()
            .enumerate()
            .map(|(place, part)| {
                let name = words::source(self.t, Some(part.source), &part.name);
                Choice::new(place.to_string(), name)
            })
            .collect();
        let is_chosen = |part: &Part| {
            let source = self.draft.source;
            source.is_some_and(|source| part.is_of(source, &self.draft.source_name))
        };
        let chosen = left.iter().position(is_chosen);
        let chosen: Vec<AttrValue> = chosen
            .map(|place| place.to_string().into())
            .into_iter()
            .collect();
        let (left, case) = (left.to_vec(), case.clone());
        let on_choose = self.on(move |draft, place: AttrValue| {
            let part = place.parse().ok().and_then(|place: usize| left.get(place));
            if let Some(part) = part {
                let filled = PaymentDraft::of(&case, part, draft.on);
                draft.source = filled.source;
                draft.source_name = filled.source_name;
                draft.form = filled.form;
                draft.money_text = filled.money_text;
                draft.goods_value_text = filled.goods_value_text;
            }
        });
        html! {
            <ChoiceChips
                name={self.name("source")} legend={self.t.text("office.support.source")} {choices}
                {chosen} error={self.error("source")} {on_choose}
            />
        }
    }

    fn form(&self) -> Html {
        let forms = AidForm::ALL.iter();
        let choices =
            forms.map(|form| Choice::new(form.code(), self.t.choice("form", form.code())));
        let chosen = self.draft.form.map(|form| AttrValue::Static(form.code()));
        html! {
            <ChoiceChips
                name={self.name("form")} legend={self.t.text("office.campaign.form")}
                choices={choices.collect::<Vec<_>>()} error={self.error("form")}
                chosen={chosen.into_iter().collect::<Vec<_>>()}
                on_choose={self.on(|draft, code: AttrValue| draft.form = AidForm::from_code(&code))}
            />
        }
    }

    fn receiver(&self) -> Html {
        let all = Receiver::ALL.iter();
        let choices = all.map(|of| Choice::new(of.code(), self.t.choice("receiver", of.code())));
        let chosen = self.draft.receiver.map(|of| AttrValue::Static(of.code()));
        html! {
            <>
                <ChoiceChips
                    name={self.name("receiver")} legend={self.t.text("office.support.receiver")}
                    choices={choices.collect::<Vec<_>>()} error={self.error("receiver")}
                    chosen={chosen.into_iter().collect::<Vec<_>>()}
                    on_choose={self.on(|draft, code: AttrValue| {
                        draft.receiver = Receiver::from_code(&code);
                    })}
                />
                if self.draft.receiver.is_some_and(|of| of != Receiver::Head) {
                    <div class="form-row">
                        { self.text("receiver_name", Kind::Line, false, |d| &mut d.receiver_name) }
                        { self.text("relation", Kind::Line, true, |d| &mut d.relation) }
                    </div>
                }
            </>
        }
    }

    fn day(&self) -> Html {
        html! {
            <Field
                name={self.name("on")} label={self.t.text("office.support.paid_on")} kind={Kind::Date}
                value={self.draft.on.to_string()} error={self.error("on")}
                on_input={self.on(|draft, text: String| {
                    if let Ok(day) = text.parse() {
                        draft.on = day;
                    }
                })}
            />
        }
    }

    fn text(
        &self,
        name: &'static str,
        kind: Kind,
        optional: bool,
        place: fn(&mut PaymentDraft) -> &mut String,
    ) -> Html {
        let value = place(&mut self.draft.clone()).clone();
        let echo = words::money_echo(self.t, &value).filter(|_| kind == Kind::Amount);
        html! {
            <Field
                name={self.name(name)} label={self.t.choice("office.support.pay", name)} {kind}
                {optional} {value} error={self.error(name)} {echo}
                on_input={self.on(move |draft, text| *place(draft) = text)}
            />
        }
    }

    fn on<V: 'static>(&self, change: impl Fn(&mut PaymentDraft, V) + 'static) -> Callback<V> {
        on(self.form, move |form: &mut Option<PaymentDraft>, value| {
            if let Some(draft) = form {
                change(draft, value);
            }
        })
    }

    fn name(&self, field: &str) -> String {
        format!("{}-{field}", self.id)
    }

    fn error(&self, field: &str) -> Option<AttrValue> {
        self.answer.error(self.t, field)
    }
}
