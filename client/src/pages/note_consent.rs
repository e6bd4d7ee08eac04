//! Notes what a household agrees to be done with what is known of it, purpose by purpose.

use std::rc::Rc;

use chungtay_shared::consent::{ConsentDraft, ConsentProof, DataUse};
use chungtay_shared::household::Household;
use chungtay_shared::id::DocId;
use chungtay_shared::phone::message::Ask;
use chungtay_shared::signature::Signature;
use yew::prelude::*;

use crate::components::{Choice, ChoiceChips, Field, Kind};
use crate::forms::{ANSWERS, ConsentForm, UNASKED, error_of};
use crate::hooks::{DraftedForm, Loaded, use_app, use_drafted_form, use_household};
use crate::i18n::{Translator, use_translator};
use crate::platform::clock;
use crate::route::Route;
use crate::state::{AppState, SavedKind};
use crate::widgets::{Beginning, Drafted, SignaturePad, form_page, save_bar};

/// Notes what the household `id` agrees to.
pub(crate) fn note_consent(t: &Translator, app: &AppState, id: DocId) -> Html {
    let route = Route::NoteConsent { id };
    let form = Callback::from(move |beginning| html! { <Filling {id} {beginning} /> });
    form_page(
        t,
        app,
        (route, "page-note-consent"),
        id,
        html! {
            <>
                <p class="hint">{ t.text("consent.how_to_ask") }</p>
                <Drafted {route} {form} />
            </>
        },
    )
}

#[derive(PartialEq, Properties)]
struct FillingProps {
    id: DocId,
    beginning: Beginning,
}

#[component]
fn Filling(props: &FillingProps) -> Html {
    let t = use_translator();
    let app = use_app();
    let loaded = use_household(props.id);
    let household = props.id;
    let new = || {
        let head = app.rows.get(household);
        let head = head.map_or_else(String::new, |entry| entry.row().head_name.clone());
        props.beginning.upon(ConsentForm::new(&head))
    };
    let read = move |form: &ConsentForm| {
        let draft = form.read(clock::now())?;
        Ok(Ask::NoteConsent { household, draft })
    };
    let drafted = use_drafted_form(new, &props.beginning.keeper, SavedKind::Consent, read);
    let draft = &drafted.form.value().0;
    html! {
        <>
            { for DataUse::ALL.iter().map(|data_use| asked(&t, &drafted, &loaded, *data_use)) }
            { line(&t, &drafted, ("said_by", Kind::Line, false), |d| &mut d.said_by) }
            { proof(&t, &drafted) }
            if draft.proof == Some(ConsentProof::Paper) {
                { line(&t, &drafted, ("paper", Kind::Line, false), |d| &mut d.paper) }
            }
            if draft.proof == Some(ConsentProof::Signed) {
                <SignaturePad
                    signature={draft.signature.clone()}
                    on_change={drafted.form.on(|form: &mut ConsentForm, signed: Option<Signature>| {
                        form.0.signature = signed;
                    })}
                />
            }
            { line(&t, &drafted, ("note", Kind::Note, true), |d| &mut d.note) }
            { save_bar(&t, &drafted, t.text("consent.save")) }
        </>
    }
}

/// One purpose, with what was said of it before.
fn asked(
    t: &Translator,
    drafted: &DraftedForm<ConsentForm>,
    loaded: &Loaded<Household>,
    data_use: DataUse,
) -> Html {
    let answer = drafted.form.value().answer(data_use);
    let is_asked = answer != UNASKED;
    // What undoes a slip of the finger stands there once there is something to undo.
    let choices = ANSWERS.iter().filter(|one| is_asked || **one != UNASKED);
    let choices: Vec<Choice> = choices
        .map(|one| Choice::new(*one, t.choice("consent.answer", one)))
        .collect();
    let is_first = DataUse::ALL.first() == Some(&data_use);
    let error = error_of(t, drafted.errors(), "answers").filter(|_| is_first);
    html! {
        <ChoiceChips
            name={data_use.code()} legend={t.choice("consent.use", data_use.code())} {choices}
            chosen={vec![AttrValue::Static(answer)]}
            {error} hint={before(t, loaded, data_use)}
            on_choose={drafted.form.on(move |form: &mut ConsentForm, answer: AttrValue| {
                form.set(data_use, &answer);
            })}
        />
    }
}

fn before(t: &Translator, loaded: &Loaded<Household>, data_use: DataUse) -> Option<AttrValue> {
    let Loaded::Here(household) = loaded else {
        return None;
    };
    let household: &Rc<Household> = household;
    let (said, is_yes) = household.consent_to(data_use)?;
    let answer = if is_yes { "yes" } else { "no" };
    let words = t.fill(
        "consent.before",
        &[
            ("answer", t.choice("consent.answer", answer)),
            ("date", &t.date(said.fact.recorded_at.local_date())),
            ("name", &said.fact.said_by),
        ],
    );
    Some(words.into())
}

fn proof(t: &Translator, drafted: &DraftedForm<ConsentForm>) -> Html {
    let choices: Vec<Choice> = ConsentProof::ALL
        .iter()
        .map(|proof| Choice::new(proof.code(), t.choice("consent.proof", proof.code())))
        .collect();
    let chosen = drafted.form.value().0.proof;
    let chosen = chosen.map(|proof| AttrValue::Static(proof.code()));
    let errors = drafted.errors();
    let error = error_of(t, errors, "proof").or_else(|| error_of(t, errors, "signature"));
    html! {
        <ChoiceChips
            name="proof" legend={t.text("consent.proof")} {choices} {error}
            chosen={chosen.into_iter().collect::<Vec<_>>()}
            on_choose={drafted.form.on(|form: &mut ConsentForm, code: AttrValue| {
                form.0.proof = ConsentProof::from_code(&code);
            })}
        />
    }
}

fn line(
    t: &Translator,
    drafted: &DraftedForm<ConsentForm>,
    (name, kind, optional): (&'static str, Kind, bool),
    place: fn(&mut ConsentDraft) -> &mut String,
) -> Html {
    let value = place(&mut drafted.form.value().0.clone()).clone();
    html! {
        <Field
            {name} label={t.choice("consent", name)} {kind} {optional} {value}
            error={error_of(t, drafted.errors(), name)}
            on_input={drafted.form.on(move |form: &mut ConsentForm, typed| *place(&mut form.0) = typed)}
        />
    }
}
