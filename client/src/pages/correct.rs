//! Corrects a visit or a handover: another fact takes its place, with a reason. Or takes a proposal back.

use std::rc::Rc;

use chungtay_shared::household::Household;
use chungtay_shared::id::{DocId, FactId};
use chungtay_shared::phone::message::Failure;
use yew::prelude::*;

use crate::components::{Choice, ChoiceChips, Field, Kind};
use crate::forms::{CorrectionForm, HandoverForm, VisitForm, error_of};
use crate::hooks::{DraftedForm, Edit, Form, Loaded, use_app, use_drafted_form, use_household};
use crate::i18n::{Translator, use_translator};
use crate::platform::clock;
use crate::route::Route;
use crate::state::{AppState, SavedKind};
use crate::widgets::{
    Beginning, Drafted, HandoverFields, VisitFields, failure_banner, form_page, handover_fields,
    save_bar, skeleton, visit_fields,
};

/// Which fact.
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// The household's document.
    pub(crate) id: DocId,
    /// The fact that is wrong.
    pub(crate) fact: FactId,
}

/// Corrects a visit or a handover.
#[component]
pub(crate) fn Correct(props: &Props) -> Html {
    let t = use_translator();
    let Props { id, fact } = *props;
    let app = use_app();
    let route = Route::Correct { id, fact };
    let recorded = |household: &Household| CorrectionForm::of(household, fact, &app.campaigns);
    let content = match use_household(id) {
        Loaded::Waiting => skeleton(&t),
        Loaded::Failed(failure) => failure_banner(&t, &failure),
        Loaded::Here(household) => match recorded(&household) {
            Some(recorded) => {
                let recorded = Rc::new(recorded);
                let form = Callback::from(move |beginning| {
                    html! { <Filling {id} {fact} recorded={(*recorded).clone()} {beginning} /> }
                });
                html! { <Drafted {route} {form} /> }
            }
            None => failure_banner(&t, &Failure::NotFound),
        },
    };
    form_page(&t, &app, (route, "page-correct"), id, content)
}

#[derive(PartialEq, Properties)]
struct FillingProps {
    id: DocId,
    fact: FactId,
    recorded: CorrectionForm,
    beginning: Beginning,
}

const REPLACE: &str = "replace";
const NEVER: &str = "never";

#[component]
fn Filling(props: &FillingProps) -> Html {
    let t = use_translator();
    let app = use_app();
    let new = || props.beginning.upon(props.recorded.clone());
    let (id, fact) = (props.id, props.fact);
    let read = move |form: &CorrectionForm| form.read(id, fact, clock::now());
    let drafted = use_drafted_form(new, &props.beginning.keeper, SavedKind::Correction, read);
    let form = &drafted.form;
    // What was proposed is taken back; nothing is put in its place.
    let is_proposal = form.value().visit.is_none() && form.value().handover.is_none();
    let (why, save) = if is_proposal {
        ("proposal.withdraw_why", "proposal.withdraw")
    } else {
        ("correct.reason", "correct.save")
    };
    html! {
        <>
            if !is_proposal { { kind_chips(&t, form) } }
            <Field
                name="reason" label={t.text(why)} hint={t.text("correct.reason_hint")}
                kind={Kind::Note} value={form.value().reason.clone()}
                error={error_of(&t, drafted.errors(), "reason")}
                on_input={form.on(|form: &mut CorrectionForm, typed| form.reason = typed)}
            />
            if !form.value().never_happened {
                { right_fact(&t, &app, &drafted) }
            }
            { save_bar(&t, &drafted, t.text(save)) }
        </>
    }
}

fn kind_chips(t: &Translator, form: &Form<CorrectionForm>) -> Html {
    let choices = vec![
        Choice::new(REPLACE, t.text("correct.replace")),
        Choice::new(NEVER, t.text("correct.never_happened")),
    ];
    let chosen = if form.value().never_happened {
        NEVER
    } else {
        REPLACE
    };
    html! {
        <ChoiceChips
            name="correction" legend={t.text("correct.what")} stacked={true} {choices}
            chosen={vec![AttrValue::Static(chosen)]}
            on_choose={form.on(|form, value: AttrValue| form.never_happened = &*value == NEVER)}
        />
    }
}

fn right_fact(t: &Translator, app: &AppState, drafted: &DraftedForm<CorrectionForm>) -> Html {
    let form = &drafted.form;
    let errors = drafted.errors();
    let on_edit = form.on_edit();
    match form.value() {
        CorrectionForm {
            visit: Some(visit), ..
        } => {
            let on_edit = on_edit.reform(|edit: Edit<VisitForm>| -> Edit<CorrectionForm> {
                Box::new(move |form| form.visit.as_mut().map_or((), edit))
            });
            visit_fields(
                t,
                &VisitFields {
                    form: visit,
                    errors,
                    note_hint: None,
                    on_edit: &on_edit,
                },
            )
        }
        CorrectionForm {
            handover: Some(handover),
            ..
        } => {
            let on_edit = on_edit.reform(|edit: Edit<HandoverForm>| -> Edit<CorrectionForm> {
                Box::new(move |form| form.handover.as_mut().map_or((), edit))
            });
            let fields = HandoverFields {
                form: handover,
                errors,
                on_edit: &on_edit,
                held: &app.rights,
                rights: &[],
                is_proposal: false,
            };
            handover_fields(t, &app.campaigns, &fields)
        }
        CorrectionForm {
            visit: None,
            handover: None,
            ..
        } => Html::default(),
    }
}
