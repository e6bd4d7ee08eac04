//! How much, and how it is given: money and goods are two amounts.

use chungtay_shared::handover::AidForm;
use chungtay_shared::money::{format_quantity, parse_quantity, read_vnd};
use yew::prelude::*;

use super::{HandoverFields, on};
use crate::components::{Choice, ChoiceChips, Field, Kind};
use crate::forms::error_of;
use crate::i18n::Translator;

pub(super) fn fields(t: &Translator, props: &HandoverFields<'_>) -> Html {
    let draft = &props.form.draft;
    html! {
        <>
            { form_chips(t, props) }
            if draft.form.is_some_and(AidForm::has_money) {
                <Field
                    name="money_text" label={t.text("handover.money")} kind={Kind::Amount}
                    hint={t.text("handover.money_hint")}
                    value={draft.money_text.clone()} echo={money_echo(t, &draft.money_text)}
                    error={error_of(t, props.errors, "money_text")}
                    on_input={on(props, |form, typed: String| form.draft.money_text = typed)}
                />
            }
            if draft.form.is_some_and(AidForm::has_goods) {
                { goods(t, props) }
            }
        </>
    }
}

fn form_chips(t: &Translator, props: &HandoverFields<'_>) -> Html {
    let choices = AidForm::ALL
        .iter()
        .map(|form| Choice::new(form.code(), t.choice("form", form.code())))
        .collect::<Vec<_>>();
    let chosen = props
        .form
        .draft
        .form
        .map(|form| AttrValue::Static(form.code()));
    html! {
        <ChoiceChips
            name="form" legend={t.text("handover.form")} {choices}
            chosen={chosen.into_iter().collect::<Vec<_>>()}
            error={error_of(t, props.errors, "form")}
            on_choose={on(props, |form, code: AttrValue| form.draft.form = AidForm::from_code(&code))}
        />
    }
}

fn goods(t: &Translator, props: &HandoverFields<'_>) -> Html {
    let draft = &props.form.draft;
    html! {
        <>
            <div class="side-by-side">
                <Field
                    name="quantity_text" label={t.text("handover.quantity")} kind={Kind::Amount}
                    value={draft.quantity_text.clone()}
                    echo={quantity_echo(t, &draft.quantity_text, &draft.unit)}
                    error={error_of(t, props.errors, "quantity_text")}
                    on_input={on(props, |form, typed: String| form.draft.quantity_text = typed)}
                />
                <Field
                    name="unit" label={t.text("handover.unit")}
                    value={draft.unit.clone()} error={error_of(t, props.errors, "unit")}
                    on_input={on(props, |form, typed: String| form.draft.unit = typed)}
                />
            </div>
            <Field
                name="goods_value_text" label={t.text("handover.goods_value")} kind={Kind::Amount}
                optional={true} value={draft.goods_value_text.clone()}
                echo={money_echo(t, &draft.goods_value_text)}
                error={error_of(t, props.errors, "goods_value_text")}
                on_input={on(props, |form, typed: String| form.draft.goods_value_text = typed)}
            />
        </>
    }
}

/// How the amount is read, or what is the matter with it; nothing for an empty field.
fn money_echo(t: &Translator, typed: &str) -> Option<AttrValue> {
    if typed.trim().is_empty() {
        return None;
    }
    Some(match read_vnd(typed) {
        Ok(value_vnd) => t
            .fill("handover.read_as", &[("amount", &t.money(value_vnd))])
            .into(),
        Err(unsure) => {
            let reading = t.unsure_amount(&unsure).map(AttrValue::from);
            reading.unwrap_or_else(|| t.problem(unsure.problem()).into())
        }
    })
}

fn quantity_echo(t: &Translator, typed: &str, unit: &str) -> Option<AttrValue> {
    if typed.trim().is_empty() {
        return None;
    }
    Some(match parse_quantity(typed) {
        Ok(quantity_milli) => {
            let amount = format!("{} {unit}", format_quantity(quantity_milli));
            t.fill("handover.read_as", &[("amount", amount.trim())])
                .into()
        }
        Err(problem) => t.problem(problem).into(),
    })
}
