//! Who received it.

use chungtay_shared::handover::Receiver;
use yew::prelude::*;

use super::{HandoverFields, on};
use crate::components::{Choice, ChoiceChips, Field};
use crate::forms::error_of;
use crate::i18n::Translator;

pub(super) fn fields(t: &Translator, props: &HandoverFields<'_>) -> Html {
    let draft = &props.form.draft;
    let choices = Receiver::ALL
        .iter()
        .map(|receiver| Choice::new(receiver.code(), t.choice("receiver", receiver.code())))
        .collect::<Vec<_>>();
    let chosen = draft
        .receiver
        .map(|receiver| AttrValue::Static(receiver.code()));
    let needs_name = draft
        .receiver
        .is_some_and(|receiver| receiver != Receiver::Head);
    html! {
        <>
            <ChoiceChips
                name="receiver" legend={t.text("handover.receiver")} stacked={true} {choices}
                chosen={chosen.into_iter().collect::<Vec<_>>()}
                error={error_of(t, props.errors, "receiver")}
                on_choose={on(props, |form, code: AttrValue| {
                    form.draft.receiver = Receiver::from_code(&code);
                })}
            />
            if needs_name {
                <Field
                    name="receiver_name" label={t.text("handover.receiver_name")}
                    value={draft.receiver_name.clone()}
                    error={error_of(t, props.errors, "receiver_name")}
                    on_input={on(props, |form, typed: String| form.draft.receiver_name = typed)}
                />
                <Field
                    name="relation" label={t.text("handover.relation")}
                    hint={t.text("handover.relation_hint")}
                    optional={draft.receiver == Some(Receiver::Representative)}
                    value={draft.relation.clone()} error={error_of(t, props.errors, "relation")}
                    on_input={on(props, |form, typed: String| form.draft.relation = typed)}
                />
            }
        </>
    }
}
