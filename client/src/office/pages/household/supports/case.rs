//! One case: what is needed, where it stands, what was said and paid, and what can be done.

use chungtay_shared::api::supports::TakeBack as TakeBackRequest;
use chungtay_shared::api::{HouseholdDetail, path};
use chungtay_shared::fund::Amount;
use chungtay_shared::handover::Handover;
use chungtay_shared::id::FactId;
use chungtay_shared::money::format_quantity;
use chungtay_shared::support::{CaseFile, RESUME, STOP, Said, StepNeed, TakenBack, left};
use yew::prelude::*;

use super::parts::parts;
use super::step::StepForm;
use crate::components::{Badge, Tone};
use crate::i18n::{Translator, use_translator};
use crate::office::if_may::IfMay;
use crate::office::minutes_link::minutes_link;
use crate::office::pay_form::PayForm;
use crate::office::take_back::{Opener, TakeBack, Texts};
use crate::office::words;

/// Which case.
#[derive(PartialEq, Properties)]
pub(super) struct Props {
    /// The case.
    pub(super) case: FactId,
    /// Whose.
    pub(super) detail: HouseholdDetail,
    /// Gets what to say of what was done.
    pub(super) on_said: Callback<String>,
}

/// One case. Of one that was taken back only why is shown.
#[component]
pub(super) fn CaseCard(props: &Props) -> Html {
    let t = use_translator();
    let household = &props.detail.household;
    let Some(file) = household
        .cases
        .iter()
        .find(|file| file.case.id == props.case)
    else {
        return Html::default();
    };
    let case = &file.case;
    let id = case.id;
    let surveyed = t.fill(
        "office.support.surveyed_by",
        &[
            ("name", words::person(&t, &props.detail.people, file.actor)),
            ("day", &t.date(case.on)),
        ],
    );
    let own_share = file
        .approval()
        .map_or_else(Amount::default, |step| step.own_share);
    let is_open = file.taken_back.is_none() && household.merged_into().is_none();
    html! {
        <article
            class={classes!("stack", "case", file.taken_back.is_some().then_some("corrected"))}
            data-testid="support-case"
        >
            <h3>{ &case.item.name }{ " " }{ standing(&t, file) }</h3>
            <p class="said">{ &case.need }</p>
            <p class="below">{ words::joined(&[&case.campaign_name, &surveyed]) }</p>
            if case.estimate_vnd != 0 {
                <p class="below">
                    { t.fill("office.support.estimated", &[("amount", &t.money(case.estimate_vnd))]) }
                </p>
            }
            { taken_back(&t, file.taken_back.as_ref()) }
            { parts(&t, file.approved(), &household.paid(id), own_share) }
            if !file.steps.is_empty() {
                <ol class="statuses">
                    { for file.steps.iter().map(|said| step(&t, props, file, said, is_open)) }
                </ol>
            }
            { payments(&t, props, file, is_open) }
            if file.taken_back.is_none() {
                { minutes_link(&t, household.id, id, &case.item.name) }
            }
            if is_open { { actions(&t, props, file) } }
        </article>
    }
}

/// The step it stands at, whether it has ended or is stopped.
fn standing(t: &Translator, file: &CaseFile) -> Html {
    if file.taken_back.is_some() {
        return html! { <Badge label={t.text("office.support.taken_back")} testid="support-gone" /> };
    }
    let standing = file.standing();
    let name = file
        .stands_at()
        .map(|rule| rule.name.clone())
        .unwrap_or_default();
    let tone = if standing.ended {
        Tone::Good
    } else {
        Tone::Info
    };
    html! {
        <>
            <Badge {tone} label={name} testid="support-at" />
            if standing.stopped.is_some() {
                { " " }
                <Badge
                    tone={Tone::Problem} label={t.text("office.support.stopped")}
                    testid="support-stopped"
                />
            }
        </>
    }
}

fn taken_back(t: &Translator, taken_back: Option<&TakenBack>) -> Html {
    html! {
        if let Some(taken_back) = taken_back {
            <p class="below note">
                { t.fill("office.support.taken_back_why", &[("reason", &taken_back.reason)]) }
            </p>
        }
    }
}

/// What a step is called.
fn step_name(t: &Translator, file: &CaseFile, code: &str) -> String {
    match code {
        STOP => t.text("office.support.stopped").to_owned(),
        RESUME => t.text("office.support.resumed").to_owned(),
        _ => {
            let rule = file.plan().iter().find(|rule| rule.code == code);
            rule.map_or_else(|| code.to_owned(), |rule| rule.name.clone())
        }
    }
}

fn step(t: &Translator, props: &Props, file: &CaseFile, said: &Said, is_open: bool) -> Html {
    let step = &said.step;
    let name = step_name(t, file, &step.code);
    let what = words::joined(&[&name, &t.date(step.on)]);
    let is_wrong = said.taken_back.is_some();
    let decision = step.decision.as_ref().map(|decision| {
        let values = [
            ("number", decision.number.as_str()),
            ("day", &t.date(decision.on)),
            ("name", &decision.signed_by),
        ];
        t.fill("office.support.decided", &values)
    });
    let built = step.building.map(|building| {
        let hard = [
            (building.hard_floor, "office.support.hard_floor"),
            (building.hard_frame, "office.support.hard_frame"),
            (building.hard_roof, "office.support.hard_roof"),
        ];
        let hard = hard.into_iter().filter(|(is_hard, _)| *is_hard);
        let hard: Vec<&str> = hard.map(|(_, key)| t.text(key)).collect();
        let area = format_quantity(building.area_milli);
        let area = t.fill("office.support.area", &[("area", &area)]);
        words::joined(&[&area, &hard.join(", ")])
    });
    html! {
        <li
            key={step.id.to_string()} data-testid="support-step"
            class={classes!("stack", is_wrong.then_some("corrected"))}
        >
            <div>
                <p><strong class="said">{ &what }</strong></p>
                if let Some(decision) = decision { <p class="below">{ decision }</p> }
                if let Some(built) = built { <p class="below">{ built }</p> }
                if !step.note.is_empty() { <p class="below note">{ &step.note }</p> }
                <p class="below">{ words::person(t, &props.detail.people, said.actor) }</p>
                { taken_back(t, said.taken_back.as_ref()) }
            </div>
            if is_open && !is_wrong { { wrong(t, props, step.id, &what) } }
        </li>
    }
}

/// What was paid, each with the way to take it back.
fn payments(t: &Translator, props: &Props, file: &CaseFile, is_open: bool) -> Html {
    let payments: Vec<&Handover> = props.detail.household.payments(file.case.id).collect();
    if payments.is_empty() {
        return Html::default();
    }
    let line = |paid: &Handover| {
        let amount = Amount {
            money_vnd: paid.money_vnd,
            goods_value_vnd: paid.goods_value_vnd,
        };
        let what = words::joined(&[
            &t.date(paid.at.local_date()),
            &words::amount(t, amount),
            &words::source(t, paid.source, &paid.source_name),
        ]);
        let voucher = t.fill("office.support.by_voucher", &[("number", &paid.voucher)]);
        html! {
            <li key={paid.id.to_string()} class="stack" data-testid="support-payment">
                <div>
                    <p class="said">{ &what }</p>
                    if !paid.voucher.is_empty() { <p class="below">{ voucher }</p> }
                    if !paid.note.is_empty() { <p class="below note">{ &paid.note }</p> }
                </div>
                if is_open { { wrong(t, props, paid.id, &what) } }
            </li>
        }
    };
    html! {
        <>
            <h4>{ t.text("office.support.payments") }</h4>
            <ol class="statuses">{ for payments.into_iter().map(line) }</ol>
        </>
    }
}

/// Says that a case, a step or a payment was said wrongly.
fn wrong(t: &Translator, props: &Props, fact: FactId, what: &str) -> Html {
    let texts = Texts {
        what: t.text("office.support.wrong_what"),
        why: t.text("office.support.wrong_why"),
        now: t.text("office.support.wrong_now"),
        gone: t.text("office.support.wrong_gone"),
        in_use: Some(t.text("office.support.wrong_in_use")),
    };
    let opener = Opener {
        label: t.text("office.support.wrong"),
        spoken: t.fill("office.support.wrong_of", &[("what", what)]),
    };
    let household = props.detail.household.id;
    let request = Callback::from(move |reason| TakeBackRequest {
        household,
        fact,
        reason,
    });
    html! {
        <TakeBack<TakeBackRequest>
            id={format!("wrong-{fact}")} testid="support-wrong" {texts} {opener} field="fact" {request}
            path={path::SUPPORT_TAKE_BACK} on_said={props.on_said.clone()}
            done={t.fill("office.support.wrong_done", &[("what", what)])}
        />
    }
}

/// The next step, stopping or going on, deciding anew, paying, and that the case was opened by mistake.
fn actions(t: &Translator, props: &Props, file: &CaseFile) -> Html {
    let standing = file.standing();
    let is_stopped = standing.stopped.is_some();
    let household = &props.detail.household;
    let case = file.case.id;
    let form = |code: &str, label: String, is_anew: bool| {
        // What was decided meanwhile is what the form begins with.
        let rests_on = file
            .approval()
            .filter(|_| is_anew)
            .map(|step| step.id.to_string());
        let key = format!("{code}-{}", rests_on.unwrap_or_default());
        html! {
            <IfMay {key} post={path::SUPPORT_STEP}>
                <StepForm
                    household={household.clone()} {case} code={code.to_owned()} {label}
                    on_said={props.on_said.clone()}
                />
            </IfMay>
        }
    };
    let decided = file
        .approval()
        .filter(|_| !is_stopped)
        .and_then(|approval| {
            let rule = file.plan().iter().find(|rule| rule.code == approval.code)?;
            rule.needs(StepNeed::Decision).then(|| rule.code.clone())
        });
    let has_begun = file.steps.iter().any(|said| said.taken_back.is_none());
    html! {
        <div class="stack no-print">
            if is_stopped {
                { form(RESUME, t.text("office.support.resume").to_owned(), false) }
            } else {
                if let Some(next) = file.next() {
                    { form(
                        &next.code, t.fill("office.support.to_step", &[("step", &next.name)]), false,
                    ) }
                }
                if !file.approved().is_empty() {
                    <IfMay post={path::SUPPORT_PAY}>
                        <PayForm
                            household={household.id} case={file.case.clone()}
                            left={left(file.approved(), &household.paid(case))}
                            on_said={props.on_said.clone()}
                        />
                    </IfMay>
                }
                if let Some(code) = decided {
                    { form(&code, t.text("office.support.decide_anew").to_owned(), true) }
                }
                if !standing.ended { { form(STOP, t.text("office.support.stop").to_owned(), false) } }
            }
            if !has_begun { { wrong(t, props, case, &file.case.item.name) } }
        </div>
    }
}
