//! The fields of a handover.

mod amounts;
mod receiver;

use std::rc::Rc;

use chungtay_shared::campaign::{AidItem, Campaign};
use chungtay_shared::field::FieldError;
use chungtay_shared::signature::Signature;
use yew::prelude::*;

use super::signature_pad::SignaturePad;
use super::when_fields::when_fields;
use crate::components::{Choice, ChoiceChips, Field, Kind};
use crate::forms::{HandoverForm, error_of, norm_of};
use crate::hooks::Edit;
use crate::i18n::Translator;
use crate::state::offered_campaigns;

/// A handover form that is being filled in.
pub(crate) struct HandoverFields<'a> {
    /// What stands in it.
    pub(crate) form: &'a HandoverForm,
    /// Its problems.
    pub(crate) errors: &'a [FieldError],
    /// Gets each edit.
    pub(crate) on_edit: &'a Callback<Edit<HandoverForm>>,
}

/// The value of the chip for an item that is typed.
const FREE_ITEM: &str = "free";
/// The value of the chip for no campaign.
const NO_CAMPAIGN: &str = "none";

/// The fields of a handover, in the order it happens.
pub(crate) fn handover_fields(
    t: &Translator,
    campaigns: &[Campaign],
    props: &HandoverFields<'_>,
) -> Html {
    let draft = &props.form.draft;
    let campaigns = offered_campaigns(campaigns, draft.campaign);
    let campaign = campaigns
        .iter()
        .copied()
        .find(|c| Some(c.id) == draft.campaign);
    html! {
        <>
            if !campaigns.is_empty() {
                { campaign_chips(t, props, &campaigns) }
            }
            if let Some(campaign) = campaign.filter(|c| !c.items.is_empty()) {
                { item_chips(t, props, campaign) }
            }
            if props.form.is_free_item {
                <Field
                    name="item" label={t.text("handover.item_name")}
                    value={draft.item.clone()} error={error_of(t, props.errors, "item")}
                    on_input={on(props, |form, typed: String| form.draft.item = typed)}
                />
            }
            { amounts::fields(t, props) }
            { receiver::fields(t, props) }
            <SignaturePad
                signature={draft.signature.clone()}
                on_change={on(props, |form, signed: Option<Signature>| form.draft.signature = signed)}
            />
            <Field
                name="note" label={t.text("visit.note")} kind={Kind::Note} optional={true}
                value={draft.note.clone()} error={error_of(t, props.errors, "note")}
                on_input={on(props, |form, typed: String| form.draft.note = typed)}
            />
            { when_fields(
                t, &props.form.when, props.errors,
                on(props, |form, typed| form.when.date = typed),
                on(props, |form, typed| form.when.time = typed),
            ) }
        </>
    }
}

fn campaign_chips(t: &Translator, props: &HandoverFields<'_>, campaigns: &[&Campaign]) -> Html {
    let choices = campaigns
        .iter()
        .map(|campaign| Choice::new(campaign.id.to_string(), campaign.name.clone()))
        .chain(std::iter::once(Choice::new(
            NO_CAMPAIGN,
            t.text("handover.no_campaign"),
        )))
        .collect::<Vec<_>>();
    let chosen = props
        .form
        .draft
        .campaign
        .map_or_else(|| NO_CAMPAIGN.into(), |id| id.to_string());
    let known: Rc<[Campaign]> = campaigns
        .iter()
        .map(|campaign| (*campaign).clone())
        .collect();
    html! {
        <ChoiceChips
            name="campaign" legend={t.text("handover.campaign")} stacked={true} {choices}
            chosen={vec![AttrValue::from(chosen)]}
            error={error_of(t, props.errors, "campaign")}
            on_choose={on(props, move |form, id: AttrValue| {
                form.choose_campaign(known.iter().find(|c| c.id.to_string() == *id));
            })}
        />
    }
}

fn item_chips(t: &Translator, props: &HandoverFields<'_>, campaign: &Campaign) -> Html {
    let label_of = |item: &AidItem| match norm_of(item) {
        norm if norm.is_empty() => item.name.clone(),
        norm => format!("{}: {norm}", item.name),
    };
    let choices = campaign
        .items
        .iter()
        .map(|item| Choice::new(item.id.to_string(), label_of(item)))
        .chain(std::iter::once(Choice::new(
            FREE_ITEM,
            t.text("handover.free_item"),
        )))
        .collect::<Vec<_>>();
    let form = &props.form;
    let chosen = if form.is_free_item {
        Some(FREE_ITEM.to_owned())
    } else {
        let item = campaign
            .items
            .iter()
            .find(|item| item.name == form.draft.item);
        item.map(|item| item.id.to_string())
    };
    let items: Rc<[AidItem]> = campaign.items.as_slice().into();
    let error = if form.is_free_item {
        None
    } else {
        error_of(t, props.errors, "item")
    };
    html! {
        <ChoiceChips
            name="item-choice" legend={t.text("handover.item")} stacked={true} {choices}
            chosen={chosen.into_iter().map(AttrValue::from).collect::<Vec<_>>()} {error}
            on_choose={on(props, move |form, id: AttrValue| {
                match items.iter().find(|item| item.id.to_string() == *id) {
                    Some(item) => form.choose_item(item),
                    None => form.choose_free_item(),
                }
            })}
        />
    }
}

/// A callback that edits the form with what it is given.
fn on<V: 'static>(
    props: &HandoverFields<'_>,
    edit: impl Fn(&mut HandoverForm, V) + 'static,
) -> Callback<V> {
    let edit = Rc::new(edit);
    props.on_edit.reform(move |value: V| {
        let edit = Rc::clone(&edit);
        let boxed: Edit<HandoverForm> = Box::new(move |form| edit(form, value));
        boxed
    })
}
