//! What a household agrees to be done with what is known of it, with the proof, and the way to note what it
//! says at the office.

use chungtay_shared::api::{HouseholdDetail, path};
use chungtay_shared::consent::{Consent, DataUse, last_word};
use chungtay_shared::household::Recorded;
use yew::prelude::*;

use super::tell_consent::TellConsent;
use crate::components::{Badge, Tone, signature_view};
use crate::i18n::{Translator, use_translator};
use crate::office::if_may::IfMay;
use crate::office::words;

/// Whose.
#[derive(PartialEq, Properties)]
pub(super) struct Props {
    /// The household.
    pub(super) detail: HouseholdDetail,
}

/// A card with the last word on each purpose.
#[component]
pub(super) fn Consents(props: &Props) -> Html {
    let t = use_translator();
    let told = use_state_eq(|| false);
    let detail = &props.detail;
    let household = &detail.household;
    let on_told = {
        let told = told.setter();
        Callback::from(move |is_told| told.set(is_told))
    };
    html! {
        <section class="card" aria-labelledby="consents">
            <h2 id="consents">{ t.text("consent.title") }</h2>
            <ul class="statuses">
                { for DataUse::ALL.iter().map(|data_use| line(&t, detail, *data_use)) }
            </ul>
            <p role="status" data-testid="consent-told">
                if *told { { t.text("office.consent.told") } }
            </p>
            if household.merged_into().is_none() {
                <IfMay post={path::CONSENT}>
                    <TellConsent household={household.id} {on_told} />
                </IfMay>
            }
        </section>
    }
}

fn line(t: &Translator, detail: &HouseholdDetail, data_use: DataUse) -> Html {
    let records = std::iter::once(&detail.household).chain(&detail.merged);
    let word = last_word(records.flat_map(|record| &record.consents), data_use);
    let (tone, answer) = match word {
        None => (Tone::Plain, "unasked"),
        Some((_, true)) => (Tone::Good, "yes"),
        Some((_, false)) => (Tone::Waiting, "no"),
    };
    html! {
        <li key={data_use.code()} data-testid={format!("consent-{}", data_use.code())}>
            <p>
                <strong class="said">{ t.choice("consent.use", data_use.code()) }</strong>
                { " " }
                <Badge {tone} label={t.choice("consent.answer", answer)} />
            </p>
            { for word.map(|(said, _)| proof(t, detail, said)) }
        </li>
    }
}

/// Who said it, how, and to whom.
fn proof(t: &Translator, detail: &HouseholdDetail, said: &Recorded<Consent>) -> Html {
    let consent: &Consent = &said.fact;
    let values = [
        ("name", consent.said_by.as_str()),
        ("date", &t.date(consent.recorded_at.local_date())),
        (
            "proof",
            t.choice("office.consent.proof", consent.proof.code()),
        ),
        ("person", words::person(t, &detail.people, said.actor)),
    ];
    html! {
        <>
            <p class="hint">{ t.fill("office.consent.said", &values) }</p>
            if !consent.paper.is_empty() { <p class="hint">{ &consent.paper }</p> }
            if !consent.note.is_empty() { <p class="hint">{ &consent.note }</p> }
            if let Some(signature) = &consent.signature { { signature_view(t, signature) } }
        </>
    }
}
