//! Everything that happened to a household, newest first: visits, handovers, and what corrected
//! them.

use chungtay_shared::api::HouseholdDetail;
use chungtay_shared::handover::{Handover, Receiver};
use chungtay_shared::household::{Chosen, Correction, Household, ProfileField, Recorded};
use chungtay_shared::id::{Actor, FactId};
use chungtay_shared::time::Timestamp;
use chungtay_shared::visit::{Place, Visit};
use yew::prelude::*;

use super::minutes_link::minutes_link;
use super::words;
use crate::components::{Badge, Tone, signature_view};
use crate::i18n::{Translator, use_translator};

/// A household and when the server received its facts.
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// The household.
    pub(crate) detail: HouseholdDetail,
}

/// Everything that happened to a household.
#[component]
pub(crate) fn History(props: &Props) -> Html {
    let t = use_translator();
    let mut entries: Vec<(Timestamp, Html)> =
        records(&t, props).flat_map(Record::entries).collect();
    entries.extend(choices(&t, &props.detail));
    entries.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    html! {
        <section class="card" aria-labelledby="history">
            <h2 id="history">{ t.text("office.household.history") }</h2>
            if entries.is_empty() {
                <p class="empty">{ t.text("office.household.no_history") }</p>
            } else {
                <ol class="history" data-testid="history">
                    { for entries.into_iter().map(|(_, entry)| entry) }
                </ol>
            }
        </section>
    }
}

/// Which of several values the office has chosen, and why.
fn choices(t: &Translator, detail: &HouseholdDetail) -> Vec<(Timestamp, Html)> {
    let entry = |chosen: &Recorded<Chosen>| {
        let Chosen {
            id,
            field,
            value,
            reason,
            recorded_at,
        } = &chosen.fact;
        let value = words::profile_value(t, *field, value);
        let said = [
            ("field", t.choice("profile", field.code())),
            ("value", value.as_str()),
        ];
        let by = [
            ("name", words::person(t, &detail.people, chosen.actor)),
            ("at", &words::moment(t, *recorded_at)),
        ];
        let entry = html! {
            <li key={id.to_string()} data-testid="choice">
                <p><strong class="said">{ t.fill("office.history.chosen", &said) }</strong></p>
                <p class="note">{ reason }</p>
                <p class="below">{ t.fill("office.history.recorded", &by) }</p>
            </li>
        };
        (*recorded_at, entry)
    };
    detail.choices.iter().map(entry).collect()
}

/// A record with facts, and what they are drawn from.
#[derive(Clone, Copy)]
struct Record<'a> {
    t: &'a Translator,
    props: &'a Props,
    household: &'a Household,
    /// It is a second one, which is kept in the record that the page shows.
    is_second: bool,
}

/// The record that the page shows, and those that are kept in it.
fn records<'a>(t: &'a Translator, props: &'a Props) -> impl Iterator<Item = Record<'a>> {
    let record = |household, is_second| Record {
        t,
        props,
        household,
        is_second,
    };
    let second = props.detail.merged.iter();
    let second = second.map(move |household| record(household, true));
    std::iter::once(record(&props.detail.household, false)).chain(second)
}

impl Record<'_> {
    fn entries(self) -> Vec<(Timestamp, Html)> {
        let visits = self.household.visits.iter();
        let visits = visits.map(|visit| (visit.fact.at, visit_entry(self, visit)));
        let handovers = self.household.handovers.iter();
        let handovers =
            handovers.map(|handover| (handover.fact.at, handover_entry(self, handover)));
        visits.chain(handovers).collect()
    }
}

fn visit_entry(record: Record<'_>, recorded: &Recorded<Visit>) -> Html {
    let t = record.t;
    let visit = &recorded.fact;
    let met = t.choice("met", visit.met.code());
    let met = if visit.met_name.is_empty() {
        met.to_owned()
    } else {
        format!("{met}: {}", visit.met_name)
    };
    let needs: Vec<&str> = visit
        .needs
        .iter()
        .map(|need| t.choice("need", need.code()))
        .collect();
    let body = html! {
        <>
            <p>
                <strong class="said">{ t.choice("purpose", visit.purpose.code()) }</strong>
                { " · " }{ met }
            </p>
            if !needs.is_empty() {
                <p>{ t.fill("office.history.needs", &[("needs", &needs.join(", "))]) }</p>
            }
            if let Some(seen) = visit.change_seen {
                <p data-testid="change-seen"><strong>{ t.choice("office.seen", seen.code()) }</strong></p>
            }
            if !visit.note.is_empty() { <p class="note">{ &visit.note }</p> }
            if let Some(place) = visit.place {
                <p class="below">
                    { t.fill("office.history.place", &[("place", &place_text(place))]) }
                </p>
            }
        </>
    };
    let badge = html! { <Badge tone={Tone::Info} label={t.choice("office.fact_kind", "visit")} /> };
    entry(
        record,
        &Stamp::of(recorded, visit.id, visit.at, visit.recorded_at),
        badge,
        body,
    )
}

fn handover_entry(record: Record<'_>, recorded: &Recorded<Handover>) -> Html {
    let t = record.t;
    let handover = &recorded.fact;
    let body = html! {
        <>
            <p>
                <strong class="said">{ &handover.item }</strong>
                { " · " }{ t.choice("form", handover.form.code()) }
            </p>
            <p class="said">{ amounts(t, handover) }</p>
            <p>{ receiver(t, handover) }</p>
            if handover.is_direct_gift() {
                <p class="said">{ t.fill("history.donor", &[("name", &handover.source_name)]) }</p>
            }
            if !handover.campaign_name.is_empty() {
                <p class="below">{ &handover.campaign_name }</p>
            }
            if !handover.note.is_empty() { <p class="note">{ &handover.note }</p> }
            if recorded.corrected_by.is_none() {
                { minutes_link(t, record.props.detail.household.id, handover.id, &handover.item) }
            }
            if let Some(signature) = &handover.signature {
                { signature_view(t, signature) }
            } else {
                <p class="below">{ t.text("office.history.unsigned") }</p>
            }
        </>
    };
    let badge =
        html! { <Badge tone={Tone::Good} label={t.choice("office.fact_kind", "handover")} /> };
    entry(
        record,
        &Stamp::of(recorded, handover.id, handover.at, handover.recorded_at),
        badge,
        body,
    )
}

/// Whose fact, when, and whether it still stands.
struct Stamp {
    id: FactId,
    at: Timestamp,
    recorded_at: Timestamp,
    actor: Actor,
    corrected_by: Option<FactId>,
}

impl Stamp {
    fn of<T>(recorded: &Recorded<T>, id: FactId, at: Timestamp, recorded_at: Timestamp) -> Self {
        Self {
            id,
            at,
            recorded_at,
            actor: recorded.actor,
            corrected_by: recorded.corrected_by,
        }
    }
}

fn entry(record: Record<'_>, stamp: &Stamp, badge: Html, body: Html) -> Html {
    let Record {
        t,
        props,
        household,
        is_second,
    } = record;
    let &Stamp {
        id,
        at,
        recorded_at,
        actor,
        corrected_by,
    } = stamp;
    let people = &props.detail.people;
    let recorded = t.fill(
        "office.history.recorded",
        &[
            ("name", words::person(t, people, actor)),
            ("at", &words::moment(t, recorded_at)),
        ],
    );
    let received = props
        .detail
        .received
        .get(&id)
        .map(|at| t.fill("office.history.received", &[("at", &words::moment(t, *at))]));
    let corrections = &household.corrections;
    let of_record = is_second.then(|| {
        let name = household.profile.get(ProfileField::HeadName);
        t.fill("office.history.of_record", &[("name", name)])
    });
    let correction = corrections.iter().find(|c| Some(c.fact.id) == corrected_by);
    html! {
        <li
            key={id.to_string()} data-testid="history-entry"
            class={corrected_by.is_some().then_some("corrected")}
        >
            <p class="history-head">
                <span class="moment">{ words::moment(t, at) }</span>{ " " }{ badge }
                if corrected_by.is_some() { { " " }<Badge label={t.text("office.corrected")} /> }
                if let Some(label) = of_record { { " " }<Badge {label} testid="of-record" /> }
            </p>
            { body }
            <p class="below">{ recorded }{ received.map(|received| format!(" · {received}")) }</p>
            if let Some(correction) = correction { { correction_line(t, props, correction) } }
        </li>
    }
}

fn correction_line(t: &Translator, props: &Props, recorded: &Recorded<Correction>) -> Html {
    let correction = &recorded.fact;
    let key = if correction.replacement.is_some() {
        "office.history.replaced"
    } else {
        "office.history.withdrawn"
    };
    let said = t.fill(
        key,
        &[
            (
                "name",
                words::person(t, &props.detail.people, recorded.actor),
            ),
            ("at", &words::moment(t, correction.recorded_at)),
            ("reason", &correction.reason),
        ],
    );
    html! { <p class="correction" data-testid="correction">{ said }</p> }
}

fn amounts(t: &Translator, handover: &Handover) -> String {
    let mut parts = Vec::new();
    if handover.money_vnd != 0 {
        parts.push(t.money(handover.money_vnd));
    }
    if handover.quantity_milli != 0 {
        parts.push(words::quantity(handover.quantity_milli, &handover.unit));
    }
    if handover.goods_value_vnd != 0 {
        let value = t.money(handover.goods_value_vnd);
        parts.push(t.fill("office.history.goods_value", &[("value", &value)]));
    }
    parts.join(" · ")
}

fn receiver(t: &Translator, handover: &Handover) -> String {
    let who = t.choice("receiver", handover.receiver.code());
    let named = match handover.receiver {
        Receiver::Head => who.to_owned(),
        Receiver::Representative | Receiver::Other => {
            let relation = match handover.relation.as_str() {
                "" => String::new(),
                relation => format!(" ({relation})"),
            };
            format!("{who}: {}{relation}", handover.receiver_name)
        }
    };
    t.fill("office.history.receiver", &[("receiver", &named)])
}

fn place_text(place: Place) -> String {
    let degrees = |milli: i32| format!("{:.3}", f64::from(milli) / 1_000.0);
    format!(
        "{}, {}",
        degrees(place.lat_milli_degrees),
        degrees(place.lon_milli_degrees)
    )
}
