//! Fields that two people gave different values: the office chooses.

use std::collections::BTreeSet;

use chungtay_shared::api::{ChooseValue, ConflictLine, path};
use chungtay_shared::household::ProfileField;
use yew::prelude::*;

use crate::components::{Field, Kind};
use crate::i18n::{Translator, use_translator};
use crate::office::answer::use_answer;
use crate::office::route::Route;
use crate::office::route_link::RouteLink;
use crate::office::{typed_value, words};

/// Stands for the value that is typed; no value people keep is this.
const THIRD: &str = "\u{0}third";

/// A card each.
pub(super) fn conflicts(lines: &[ConflictLine]) -> Vec<Html> {
    let card = |line: &ConflictLine| {
        let key = format!("{}-{}", line.household, line.conflict.field.code());
        html! { <Conflict {key} line={line.clone()} /> }
    };
    lines.iter().map(card).collect()
}

/// A field with several values.
#[derive(PartialEq, Properties)]
struct Props {
    line: ConflictLine,
}

#[component]
fn Conflict(props: &Props) -> Html {
    let t = use_translator();
    let answer = use_answer();
    let line = &props.line;
    let field = line.conflict.field;
    let chosen = use_state_eq(|| None::<AttrValue>);
    let typed = use_state_eq(String::new);
    let error = use_state_eq(|| None::<&'static str>);
    let reason = use_state_eq(String::new);
    let id = format!("{}-{}", line.household, field.code());
    let onsubmit = {
        let (answer, error) = (answer.clone(), error.setter());
        let (chosen, typed, reason, t) = (chosen.clone(), typed.clone(), reason.clone(), t.clone());
        let household = line.household;
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let value = match chosen.as_deref() {
                None => return error.set(Some(t.text("office.conflicts.choose_first"))),
                Some(THIRD) => typed_value::to_kept(field, &typed),
                Some(value) => Ok(value.to_owned()),
            };
            let value = match value {
                Ok(value) => value,
                Err(problem) => return error.set(Some(t.problem(problem))),
            };
            error.set(None);
            let request = ChooseValue {
                household,
                field,
                value,
                reason: (*reason).clone(),
            };
            answer.send(path::CONFLICTS, request, || {});
        })
    };
    let on_choose = {
        let (chosen, error) = (chosen.setter(), error.setter());
        Callback::from(move |value| {
            chosen.set(Some(value));
            error.set(None);
        })
    };
    let is_third = chosen.as_deref() == Some(THIRD);
    let choice_error = if is_third { None } else { *error };
    html! {
        <article class="card" data-testid="conflict" aria-labelledby={format!("{id}-title")}>
            <h3 id={format!("{id}-title")}>
                <RouteLink to={Route::Household { id: line.household }}>
                    { &line.head_name }
                </RouteLink>
                <span class="below">{ &line.hamlet }</span>
            </h3>
            <form class="stack" novalidate=true {onsubmit}>
                { rivals(&t, line, &id, (*chosen).as_ref(), choice_error, &on_choose) }
                if is_third {
                    { third(&t, &id, field, &typed, *error) }
                }
                { answer.reason_field(&t, &id, t.text("office.conflicts.why"), &reason) }
                { answer.banner(&t) }
                <p class="actions">
                    <button
                        type="submit" class="button button-primary" disabled={answer.is_busy()}
                        data-testid="choose"
                    >
                        { t.text("office.conflicts.choose") }
                    </button>
                </p>
            </form>
        </article>
    }
}

/// The values side by side, with who wrote them and when, and the way to a third one.
fn rivals(
    t: &Translator,
    line: &ConflictLine,
    id: &str,
    chosen: Option<&AttrValue>,
    error: Option<&'static str>,
    on_choose: &Callback<AttrValue>,
) -> Html {
    let field = line.conflict.field;
    let radio = |value: AttrValue, body: Html| {
        let onchange = {
            let value = value.clone();
            on_choose.reform(move |_: Event| value.clone())
        };
        html! {
            <label class="chip rival" key={value.to_string()}>
                <input
                    type="radio" name={id.to_owned()} checked={chosen == Some(&value)} {onchange}
                />
                <span>{ body }</span>
            </label>
        }
    };
    let mut seen = BTreeSet::new();
    // Two people may have written the same value; it is one choice.
    let distinct = line
        .conflict
        .values
        .iter()
        .filter(|rival| seen.insert(rival.value.as_str()));
    let values = distinct.map(|rival| {
        let value = match words::profile_value(t, field, &rival.value) {
            empty if empty.is_empty() => t.text("office.conflicts.empty").to_owned(),
            value => value,
        };
        let name = words::person(t, &line.people, rival.actor);
        let body = html! {
            <>
                <strong class="note">{ value }</strong>
                <small>{ name }{ " · " }{ words::moment(t, rival.written_at) }</small>
            </>
        };
        radio(AttrValue::from(rival.value.clone()), body)
    });
    // Sex has two values, and both are there already.
    let third = (field != ProfileField::Gender).then(|| {
        radio(
            AttrValue::from(THIRD),
            html! { { t.text("office.conflicts.third") } },
        )
    });
    html! {
        <fieldset class="field" data-invalid={error.is_some().then_some("true")}>
            <legend class="label">{ t.choice("profile", field.code()) }</legend>
            if let Some(error) = error { <p class="error" role="alert">{ error }</p> }
            <div class="rivals">{ for values }{ third }</div>
        </fieldset>
    }
}

fn third(
    t: &Translator,
    id: &str,
    field: ProfileField,
    typed: &UseStateHandle<String>,
    error: Option<&'static str>,
) -> Html {
    let kind = match field {
        ProfileField::Note => Kind::Note,
        ProfileField::Phone => Kind::Phone,
        ProfileField::NationalId | ProfileField::MemberCount => Kind::Digits,
        ProfileField::HeadName
        | ProfileField::Nickname
        | ProfileField::Gender
        | ProfileField::Birth
        | ProfileField::Hamlet
        | ProfileField::Address => Kind::Line,
    };
    let hint = (field == ProfileField::Birth)
        .then(|| AttrValue::from(t.text("office.conflicts.birth_hint")));
    let set = typed.setter();
    html! {
        <Field
            name={format!("{id}-third")} label={t.text("office.conflicts.third_value")} {kind}
            {hint}
            value={(**typed).clone()} error={error.map(AttrValue::from)}
            on_input={Callback::from(move |text| set.set(text))}
        />
    }
}
