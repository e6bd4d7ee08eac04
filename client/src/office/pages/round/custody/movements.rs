//! How the gifts of a round went from hand to hand, newest first.

use std::collections::BTreeMap;

use chungtay_shared::api::path;
use chungtay_shared::api::rounds::{CustodyState, VoidMovement};
use chungtay_shared::custody::{Movement, MovementKind};
use chungtay_shared::id::{Actor, FactId};
use yew::prelude::*;

use crate::components::{Badge, Tone};
use crate::i18n::{Translator, use_translator};
use crate::office::take_back::{Opener, TakeBack, Texts};
use crate::office::words;

/// Of which round.
#[derive(PartialEq, Properties)]
pub(super) struct Props {
    /// The round.
    pub(super) round: FactId,
    /// Where its gifts are.
    pub(super) custody: CustodyState,
}

/// Every movement, also what was taken back.
#[component]
pub(super) fn Movements(props: &Props) -> Html {
    let t = use_translator();
    let said = use_state_eq(String::new);
    let on_said = {
        let said = said.setter();
        Callback::from(move |words: String| said.set(words))
    };
    let names: BTreeMap<Actor, &str> = props
        .custody
        .carriers
        .iter()
        .map(|carrier| (carrier.holder, carrier.person_name.as_str()))
        .collect();
    let line = |movement: &Movement| {
        let name = movement.holder.and_then(|holder| names.get(&holder));
        let what = in_words(&t, movement, name.copied().unwrap_or_default());
        let can_be_void = movement.void.is_none() && movement.confirmed.is_none();
        html! {
            <li
                key={movement.id.to_string()} data-testid="movement"
                class={classes!((!movement.stands()).then_some("corrected"))}
            >
                { about(&t, movement, &what) }
                if can_be_void { { void_form(&t, props.round, movement, &what, &on_said) } }
            </li>
        }
    };
    html! {
        <>
            <h3>{ t.text("office.custody.movements") }</h3>
            <p role="status" data-testid="movement-voided">{ &*said }</p>
            if props.custody.movements.is_empty() {
                <p class="empty">{ t.text("office.custody.none") }</p>
            } else {
                <ul class="history" data-testid="movements">
                    { for props.custody.movements.iter().map(line) }
                </ul>
            }
        </>
    }
}

/// A small button that shows the form in which a movement is taken back that was noted by mistake.
fn void_form(
    t: &Translator,
    round: FactId,
    movement: &Movement,
    what: &str,
    on_said: &Callback<String>,
) -> Html {
    let texts = Texts {
        what: t.text("office.custody.void_what"),
        why: t.text("office.custody.void_why"),
        now: t.text("office.custody.void_now"),
        gone: t.text("office.custody.void_gone"),
        in_use: Some(t.choice("office.custody.void_in_use", movement.kind.code())),
    };
    let opener = Opener {
        label: t.text("office.custody.void"),
        spoken: t.fill("office.custody.void_of", &[("what", what)]),
    };
    let movement = movement.id;
    let request = Callback::from(move |reason| VoidMovement { movement, reason });
    html! {
        <TakeBack<VoidMovement>
            id={format!("void-{movement}")} testid="void-movement" {texts} {opener}
            field="movement" {request} path={path::ROUND_VOID.replace("{id}", &round.to_string())}
            done={t.fill("office.custody.void_done", &[("what", what)])} {on_said}
        />
    }
}

/// What went, and between whom.
fn in_words(t: &Translator, movement: &Movement, name: &str) -> String {
    let who = if movement.kind == MovementKind::Received {
        &movement.party
    } else {
        words::name(t, name)
    };
    // All that a carrier had left may have been lost.
    let counted = |key: &str, count: u64| match count {
        0 => String::new(),
        count => words::counted(t, key, count),
    };
    words::joined(&[
        t.choice("office.custody.kind", movement.kind.code()),
        who,
        &counted("office.custody.gifts", movement.count),
        &counted("office.custody.lost", movement.missing),
    ])
}

fn about(t: &Translator, movement: &Movement, what: &str) -> Html {
    let confirmed = movement.confirmed.map(|confirmed| {
        let at = words::moment(t, confirmed.recorded_at);
        t.fill("office.custody.confirmed_at", &[("at", &at)])
    });
    let remark = (!movement.note.is_empty()).then(|| {
        let label = t.choice("office.custody.note", movement.kind.code());
        format!("{label}: {}", movement.note)
    });
    let of_entry = movement.entry.map(|_| t.text("office.custody.of_entry"));
    let below = words::joined(&[
        &words::moment(t, movement.recorded_at),
        of_entry.unwrap_or_default(),
        &confirmed.unwrap_or_default(),
        &remark.unwrap_or_default(),
    ]);
    html! {
        <div>
            <p class="history-head">
                <span class="said">{ what }</span>{ " " }{ state(t, movement) }
            </p>
            <span class="below">{ below }</span>
            if let Some(void) = &movement.void {
                <span class="below note">
                    { t.fill(
                        if movement.stands() {
                            "office.custody.void_but_taken"
                        } else {
                            "office.custody.voided_why"
                        },
                        &[("at", &words::moment(t, void.recorded_at)), ("reason", &void.reason)],
                    ) }
                </span>
            }
        </div>
    }
}

/// What the volunteer has said of it, or that it does not count.
fn state(t: &Translator, movement: &Movement) -> Html {
    if !movement.stands() {
        return html! { <Badge label={t.text("office.custody.voided")} testid="voided" /> };
    }
    if movement.waits() {
        let label = t.text("office.custody.waiting");
        return html! { <Badge tone={Tone::Waiting} {label} testid="waiting" /> };
    }
    let Some(confirmed) = movement.confirmed else {
        return Html::default();
    };
    let difference = movement.difference();
    let (key, tone) = match difference {
        0 => ("office.custody.counted", Tone::Good),
        1.. => ("office.custody.counted_less", Tone::Problem),
        ..0 => ("office.custody.counted_more", Tone::Problem),
    };
    let (count, by) = (
        t.number(confirmed.count),
        t.number(difference.unsigned_abs()),
    );
    let label = t.fill(key, &[("count", &count), ("difference", &by)]);
    html! { <Badge {tone} {label} testid="confirmed" /> }
}
