//! The fields of a handover.

mod amounts;
mod receiver;

use std::rc::Rc;

use chungtay_shared::campaign::{AidItem, Campaign};
use chungtay_shared::field::FieldError;
use chungtay_shared::round::HeldRights;
use chungtay_shared::signature::Signature;
use yew::prelude::*;

use super::signature_pad::SignaturePad;
use super::when_fields::when_fields;
use crate::components::{Choice, ChoiceChips, Field, Kind, Tone, note};
use crate::forms::{HandoverForm, error_of, item_label};
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
    /// All rights this phone holds.
    pub(crate) held: &'a Rc<[HeldRights]>,
    /// Those of them there are to choose from.
    pub(crate) rights: &'a [&'a HeldRights],
    /// Whether it can only be proposed.
    pub(crate) is_proposal: bool,
}

/// The value of the chip for an item that is typed.
const FREE_ITEM: &str = "free";
/// The value of the chip for what no right is held for.
const NO_RIGHT: &str = "no-right";
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
    let is_by_right = draft.round.is_some();
    html! {
        <>
            if !props.rights.is_empty() || error_of(t, props.errors, "round").is_some() {
                { right_chips(t, props) }
            }
            if !campaigns.is_empty() && !is_by_right {
                { campaign_chips(t, props, &campaigns) }
            }
            if props.is_proposal {
                { note(Tone::Info, "proposal-note", t.text("proposal.why")) }
            }
            if let Some(campaign) = campaign.filter(|c| !c.items.is_empty() && !is_by_right) {
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
            if draft.campaign.is_none() && !is_by_right {
                <Field
                    name="donor" label={t.text("handover.donor")} optional=true
                    value={draft.source_name.clone()} error={error_of(t, props.errors, "source")}
                    on_input={on(props, |form, typed: String| form.draft.source_name = typed)}
                />
            }
            if !props.is_proposal {
                { receiver::fields(t, props) }
                <SignaturePad
                    signature={draft.signature.clone()}
                    on_change={on(props, |form, signed: Option<Signature>| form.draft.signature = signed)}
                />
            }
            <Field
                name="note" kind={Kind::Note} optional={!props.is_proposal}
                label={t.text(if props.is_proposal { "proposal.reason" } else { "visit.note" })}
                value={draft.note.clone()} error={error_of(t, props.errors, "note")}
                on_input={on(props, |form, typed: String| form.draft.note = typed)}
            />
            if !props.is_proposal {
                { when_fields(
                    t, &props.form.when, props.errors,
                    on(props, |form, typed| form.when.date = typed),
                    on(props, |form, typed| form.when.time = typed),
                ) }
            }
        </>
    }
}

fn right_chips(t: &Translator, props: &HandoverFields<'_>) -> Html {
    let label_of =
        |right: &HeldRights| format!("{} · {}", item_label(&right.item), right.round_name);
    let choices = props
        .rights
        .iter()
        .map(|right| Choice::new(right.round.to_string(), label_of(right)))
        .chain(std::iter::once(Choice::new(
            NO_RIGHT,
            t.text("handover.no_right"),
        )))
        .collect::<Vec<_>>();
    let round = props.form.draft.round;
    let chosen = round.map_or_else(|| NO_RIGHT.into(), |id| id.to_string());
    let held = Rc::clone(props.held);
    html! {
        <ChoiceChips
            name="right" legend={t.text("handover.right")} stacked={true} {choices}
            chosen={vec![AttrValue::from(chosen)]} error={error_of(t, props.errors, "round")}
            on_choose={on(props, move |form, id: AttrValue| {
                match held.iter().find(|right| right.round.to_string() == *id) {
                    Some(right) => form.choose_right(right),
                    None => form.draft.round = None,
                }
            })}
        />
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
    let choices = campaign
        .items
        .iter()
        // What takes time is given by its case, which the office pays.
        .filter(|item| item.steps.is_empty())
        .map(|item| Choice::new(item.id.to_string(), item_label(item)))
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
