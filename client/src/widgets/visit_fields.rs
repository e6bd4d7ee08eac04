//! The fields of a visit.

use chungtay_shared::field::FieldError;
use chungtay_shared::life::ChangeSeen;
use chungtay_shared::visit::{Met, Need, Place, Purpose};
use yew::prelude::*;

use super::place_choice::PlaceChoice;
use super::when_fields::when_fields;
use crate::components::{Choice, ChoiceChips, Field, Kind};
use crate::forms::{NEEDS_BY_SERVICE, VisitForm, error_of};
use crate::hooks::Edit;
use crate::i18n::Translator;

/// A visit form that is being filled in.
pub(crate) struct VisitFields<'a> {
    /// What stands in it.
    pub(crate) form: &'a VisitForm,
    /// Its problems.
    pub(crate) errors: &'a [FieldError],
    /// What is to be heeded before anything is noted.
    pub(crate) note_hint: Option<AttrValue>,
    /// Gets each edit.
    pub(crate) on_edit: &'a Callback<Edit<VisitForm>>,
}

/// The fields of a visit, in the order it is told.
pub(crate) fn visit_fields(t: &Translator, props: &VisitFields<'_>) -> Html {
    let draft = &props.form.draft;
    let nobody = draft.met == Some(Met::Nobody);
    html! {
        <>
            { met(t, props) }
            if draft.met.is_some() && !nobody {
                <Field
                    name="met_name" label={t.text("visit.met_name")} optional={true}
                    value={draft.met_name.clone()} error={error_of(t, props.errors, "met_name")}
                    on_input={on(props, |form, typed: String| form.draft.met_name = typed)}
                />
            }
            { purpose(t, props) }
            { needs(t, props) }
            { change_seen(t, props) }
            <Field
                name="note" label={t.text("visit.note")} kind={Kind::Note} optional={true}
                hint={props.note_hint.clone()} value={draft.note.clone()} error={error_of(t, props.errors, "note")}
                on_input={on(props, |form, typed: String| form.draft.note = typed)}
            />
            { when_fields(
                t, &props.form.when, props.errors,
                on(props, |form, typed| form.when.date = typed),
                on(props, |form, typed| form.when.time = typed),
            ) }
            <PlaceChoice
                place={draft.place}
                on_change={on(props, |form, place: Option<Place>| form.draft.place = place)}
            />
        </>
    }
}

fn met(t: &Translator, props: &VisitFields<'_>) -> Html {
    let choices = Met::ALL
        .iter()
        .map(|met| Choice::new(met.code(), t.choice("met", met.code())))
        .collect::<Vec<_>>();
    html! {
        <ChoiceChips
            name="met" legend={t.text("visit.met")} stacked={true} {choices}
            chosen={chosen(props.form.draft.met.map(Met::code))}
            error={error_of(t, props.errors, "met")}
            on_choose={on(props, |form, code: AttrValue| form.draft.met = Met::from_code(&code))}
        />
    }
}

fn purpose(t: &Translator, props: &VisitFields<'_>) -> Html {
    let choices = Purpose::ALL
        .iter()
        .map(|purpose| Choice::new(purpose.code(), t.choice("purpose", purpose.code())))
        .collect::<Vec<_>>();
    html! {
        <ChoiceChips
            name="purpose" legend={t.text("visit.purpose")} {choices}
            chosen={chosen(props.form.draft.purpose.map(Purpose::code))}
            error={error_of(t, props.errors, "purpose")}
            on_choose={on(props, |form, code: AttrValue| form.draft.purpose = Purpose::from_code(&code))}
        />
    }
}

/// The indicators by service. A note, never a classification: it says so.
fn needs(t: &Translator, props: &VisitFields<'_>) -> Html {
    let on_choose = on(props, |form, code: AttrValue| form.toggle_need(&code));
    let group = |(service, needs): &(&'static str, [Need; 2])| {
        let choices = needs
            .iter()
            .map(|need| Choice::new(need.code(), t.choice("need", need.code())));
        html! {
            <ChoiceChips
                name={service.replace('.', "-")} legend={t.text(service)} multiple={true}
                choices={choices.collect::<Vec<_>>()}
                chosen={props.form.draft.needs.iter().map(|n| n.code().into()).collect::<Vec<_>>()}
                on_choose={on_choose.clone()}
            />
        }
    };
    folded(
        t,
        ("needs", "visit.needs", "visit.needs_hint"),
        !props.form.draft.needs.is_empty(),
        NEEDS_BY_SERVICE.iter().map(group).collect(),
    )
}

/// What has become of the household. A note, which the office looks into: it says so.
fn change_seen(t: &Translator, props: &VisitFields<'_>) -> Html {
    let seen = props.form.draft.change_seen;
    let codes = std::iter::once("none").chain(ChangeSeen::ALL.iter().map(|seen| seen.code()));
    let choices: Vec<Choice> = codes
        .map(|code| Choice::new(code, t.choice("change_seen", code)))
        .collect();
    let chips = html! {
        <ChoiceChips
            name="change_seen" legend={t.text("visit.change_what")} {choices}
            chosen={chosen(Some(seen.map_or("none", ChangeSeen::code)))}
            on_choose={on(props, |form, code: AttrValue| {
                form.draft.change_seen = ChangeSeen::from_code(&code);
            })}
        />
    };
    folded(
        t,
        ("change", "visit.change", "visit.change_hint"),
        seen.is_some(),
        chips,
    )
}

/// What few visits need, behind its title until it is wanted.
fn folded(
    t: &Translator,
    (testid, title, hint): (&'static str, &str, &str),
    open: bool,
    body: Html,
) -> Html {
    html! {
        <details class="card needs" {open}>
            <summary data-testid={testid}>
                <span class="label">
                    { t.text(title) }
                    <span class="optional">{ t.text("field.optional") }</span>
                </span>
                <span class="hint">{ t.text(hint) }</span>
            </summary>
            <div class="needs-groups">{ body }</div>
        </details>
    }
}

fn chosen(code: Option<&'static str>) -> Vec<AttrValue> {
    code.into_iter().map(AttrValue::Static).collect()
}

fn on<V: 'static>(
    props: &VisitFields<'_>,
    edit: impl Fn(&mut VisitForm, V) + 'static,
) -> Callback<V> {
    let edit = std::rc::Rc::new(edit);
    props.on_edit.reform(move |value: V| {
        let edit = std::rc::Rc::clone(&edit);
        let boxed: Edit<VisitForm> = Box::new(move |form| edit(form, value));
        boxed
    })
}
