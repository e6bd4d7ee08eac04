//! What old phones still hold, and the step by which another phone takes their place.

use chungtay_shared::api::path;
use chungtay_shared::api::rounds::Holder;
use chungtay_shared::api::takeover::{OldPhone, OldStanding, TakeOver, TakeoverPage};
use yew::prelude::*;

use super::answer::{into, use_answer};
use super::choice_field::ChoiceField;
use super::remote::use_remote;
use super::words;
use crate::components::{Badge, Choice, Field, Tone};
use crate::i18n::{Translator, use_translator};

/// A card with a part for each such phone; nothing while there is none.
#[component]
pub(crate) fn OldPhones() -> Html {
    let t = use_translator();
    let page = use_remote::<TakeoverPage>(path::TAKEOVER.to_owned());
    let Some(page) = page.data.filter(|page| !page.old.is_empty()) else {
        return Html::default();
    };
    html! {
        <section class="card stack" aria-labelledby="old-phones" data-testid="old-phones">
            <h2 id="old-phones">{ t.text("office.takeover.heading") }</h2>
            <p class="hint">{ t.text("office.takeover.what") }</p>
            { for page.old.iter().map(|old| html! {
                <Old key={old.device.to_string()} old={old.clone()} phones={page.phones.clone()} />
            }) }
        </section>
    }
}

#[derive(PartialEq, Properties)]
struct Props {
    old: OldPhone,
    phones: Vec<Holder>,
}

/// One phone: what it holds, and the form once it is asked for.
#[component]
fn Old(props: &Props) -> Html {
    let t = use_translator();
    let is_open = use_state_eq(|| false);
    let old = &props.old;
    let id = format!("old-{}", old.device);
    let tone = if old.standing == OldStanding::Lost {
        Tone::Problem
    } else {
        Tone::Waiting
    };
    let on_open = {
        let is_open = is_open.clone();
        Callback::from(move |_: MouseEvent| is_open.set(!*is_open))
    };
    html! {
        <article class="stack" aria-labelledby={id.clone()} data-testid="old-phone">
            <h3 id={id}>{ &old.person_name }{ " · " }{ &old.device_name }</h3>
            <p>
                <Badge {tone} label={t.choice("office.takeover.standing", old.standing.code())} />
            </p>
            <ul data-testid="old-holds">
                { for old.held.iter().map(|held| {
                    let (rights, gifts) = (t.number(held.to_give), t.number(held.gifts));
                    let named = [("round", held.round_name.as_str()), ("item", held.item_name.as_str()),
                        ("rights", rights.as_str()), ("gifts", gifts.as_str())];
                    let key = if held.gifts > 0 {
                        "office.takeover.holds_gifts"
                    } else {
                        "office.takeover.holds_rights"
                    };
                    html! {
                        <li key={held.round.to_string()}>
                            { t.fill(key, &named) }
                        </li>
                    }
                }) }
            </ul>
            if old.newest.is_none() {
                <p class="hint">
                    { t.text(if old.awaits_link { "office.takeover.awaits" } else { "office.takeover.nobody" }) }
                </p>
            }
            if *is_open {
                <TakeOverForm old={old.clone()} phones={props.phones.clone()} />
            } else {
                <p class="actions">
                    <button
                        type="button" class="button" onclick={on_open} data-testid="replace-phone"
                        aria-label={t.fill("office.takeover.open_of", &[("name", &old.person_name)])}
                    >
                        { t.text("office.takeover.open") }
                    </button>
                </p>
            }
        </article>
    }
}

/// To whom, why and who agrees: the person's new phone and the usual reason stand there already.
#[component]
fn TakeOverForm(props: &Props) -> Html {
    let t = use_translator();
    let answer = use_answer();
    let Props { old, phones } = props;
    let to = use_state_eq(|| old.newest);
    let reason = use_state_eq(|| {
        let code = old.standing.code();
        t.choice("office.takeover.reason_of", code).to_owned()
    });
    let approved_by = use_state_eq(String::new);
    let id = old.device.to_string();
    let onsubmit = {
        let answer = answer.clone();
        let request = TakeOver {
            device: old.device,
            to: *to,
            reason: (*reason).clone(),
            approved_by: (*approved_by).clone(),
        };
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            answer.send(path::TAKEOVER, request.clone(), || {});
        })
    };
    let on_to = {
        let to = to.setter();
        Callback::from(move |actor: AttrValue| to.set(actor.parse().ok()))
    };
    let meanwhile = answer.error(&t, "device").is_some();
    html! {
        <form class="stack" novalidate=true {onsubmit} data-testid="takeover-form">
            <ChoiceField
                name={format!("to-{id}")} label={t.text("office.takeover.to")}
                choices={choices(&t, old, phones)} chosen={to.map(|actor| AttrValue::from(actor.to_string()))}
                placeholder={t.text("office.takeover.choose")} error={answer.error(&t, "to")}
                on_choose={on_to}
            />
            { answer.reason_field(&t, &id, t.text("office.round.reason"), &reason) }
            <Field
                name={format!("{id}-approved")} label={t.text("office.round.approved_by")}
                value={(*approved_by).clone()} error={answer.error(&t, "approved_by")}
                on_input={into(&approved_by)}
            />
            if meanwhile {
                <p class="error" role="alert">{ t.text("office.takeover.meanwhile") }</p>
            }
            { answer.banner(&t) }
            <p class="actions">
                <button
                    type="submit" class="button button-primary" disabled={answer.is_busy()}
                    data-testid="take-over"
                >
                    { words::counted(&t, "office.takeover.now", rights_of(old)) }
                </button>
            </p>
        </form>
    }
}

fn rights_of(old: &OldPhone) -> u64 {
    old.held.iter().map(|held| held.to_give).sum()
}

/// The person's own new phone first, then everybody's.
fn choices(t: &Translator, old: &OldPhone, phones: &[Holder]) -> Vec<Choice> {
    let own = |phone: &&Holder| Some(phone.actor) == old.newest;
    let first = phones.iter().filter(own);
    let is_itself = |phone: &&Holder| Some(phone.actor) == old.actor;
    let others = phones
        .iter()
        .filter(|phone| !own(phone) && !is_itself(phone));
    let choice = |phone: &Holder| {
        let new = if own(&phone) {
            format!(" · {}", t.text("office.takeover.new"))
        } else {
            String::new()
        };
        let label = format!("{} · {}{new}", phone.person_name, phone.device_name);
        Choice::new(phone.actor.to_string(), label)
    };
    first.chain(others).map(choice).collect()
}
