//! Aid that takes time, for one household: a case is opened by its survey, and steps that need neither a
//! decision nor amounts are noted.

use std::rc::Rc;

use chungtay_shared::campaign::{AidItem, Campaign};
use chungtay_shared::household::Household;
use chungtay_shared::id::{DocId, FactId};
use chungtay_shared::phone::message::Failure;
use chungtay_shared::support::{CaseFile, StepNeed, StepRule, may_phone_note};
use yew::prelude::*;

use crate::components::{Choice, ChoiceChips, Field, Kind};
use crate::forms::{CaseForm, StepForm, error_of};
use crate::hooks::{Loaded, use_app, use_drafted_form, use_household};
use crate::i18n::use_translator;
use crate::platform::clock;
use crate::route::Route;
use crate::state::SavedKind;
use crate::widgets::{Beginning, Drafted, failure_banner, form_page, save_bar, skeleton};

/// Which case of which household.
#[derive(Clone, Copy, PartialEq, Properties)]
pub(crate) struct Props {
    /// The household's document.
    pub(crate) id: DocId,
    /// The case; `None` to open one.
    pub(crate) case: Option<FactId>,
}

/// Opens a case, or notes the next step of one.
#[component]
pub(crate) fn SupportPage(props: &Props) -> Html {
    let t = use_translator();
    let app = use_app();
    let Props { id, case } = *props;
    let household = use_household(id);
    let Some(case) = case else {
        let route = Route::OpenCase { id };
        let form = Callback::from(move |beginning| html! { <Survey {id} {beginning} /> });
        let content = html! { <Drafted {route} {form} /> };
        return form_page(&t, &app, (route, "page-support"), id, content);
    };
    let route = Route::NoteStep { id, case };
    let content = match household {
        Loaded::Waiting => skeleton(&t),
        Loaded::Failed(failure) => failure_banner(&t, &failure),
        Loaded::Here(household) => match household.case(case).and_then(next_by_phone) {
            Some(rule) => {
                let (rule, name) = (rule.clone(), rule.name.clone());
                let form = Callback::from(move |beginning| {
                    let (household, rule) = (Rc::clone(&household), rule.clone());
                    html! { <Step {household} {case} {rule} {beginning} /> }
                });
                html! { <><h2>{ name }</h2><Drafted {route} {form} /></> }
            }
            None => failure_banner(&t, &Failure::NotFound),
        },
    };
    form_page(&t, &app, (route, "page-support"), id, content)
}

/// The step that comes next, where a volunteer may note it.
pub(super) fn next_by_phone(file: &CaseFile) -> Option<&StepRule> {
    let is_stopped = file.standing().stopped.is_some();
    file.next()
        .filter(|rule| !is_stopped && may_phone_note(rule))
}

/// What is given step by step.
pub(super) fn offered(campaigns: &[Campaign]) -> impl Iterator<Item = (&Campaign, &AidItem)> {
    let items = campaigns.iter().flat_map(|campaign| {
        let items = campaign.items.iter();
        items.map(move |item| (campaign, item))
    });
    items.filter(|(_, item)| !item.steps.is_empty())
}

#[derive(PartialEq, Properties)]
struct SurveyProps {
    id: DocId,
    beginning: Beginning,
}

#[component]
fn Survey(props: &SurveyProps) -> Html {
    let t = use_translator();
    let app = use_app();
    let new = || {
        props
            .beginning
            .upon(CaseForm::new(clock::now().local_date()))
    };
    let (id, campaigns) = (props.id, Rc::clone(&app.campaigns));
    let read = move |form: &CaseForm| form.read(id, &campaigns, clock::now());
    let drafted = use_drafted_form(new, &props.beginning.keeper, SavedKind::Case, read);
    let form = &drafted.form;
    let choices: Vec<Choice> = offered(&app.campaigns)
        .map(|(campaign, item)| {
            Choice::new(
                item.id.to_string(),
                format!("{} · {}", item.name, campaign.name),
            )
        })
        .collect();
    let error = |field| error_of(&t, drafted.errors(), field);
    html! {
        <>
            <ChoiceChips
                name="item" legend={t.text("support.item")} stacked={true} {choices}
                chosen={vec![AttrValue::from(form.value().item.clone())]} error={error("item")}
                on_choose={form.on(|form: &mut CaseForm, id: AttrValue| form.item = id.to_string())}
            />
            <Field
                name="need" label={t.text("support.need")} kind={Kind::Note}
                value={form.value().draft.need.clone()} error={error("need")}
                on_input={form.on(|form: &mut CaseForm, typed| form.draft.need = typed)}
            />
            <Field
                name="estimate_text" label={t.text("support.estimate")} kind={Kind::Amount}
                optional={true} value={form.value().draft.estimate_text.clone()}
                error={error("estimate_text")}
                on_input={form.on(|form: &mut CaseForm, typed| form.draft.estimate_text = typed)}
            />
            <Field
                name="on" label={t.text("support.on")} kind={Kind::Date}
                value={form.value().date.clone()} error={error("on")}
                on_input={form.on(|form: &mut CaseForm, typed| form.date = typed)}
            />
            { save_bar(&t, &drafted, t.text("support.save")) }
        </>
    }
}

#[derive(PartialEq, Properties)]
struct StepProps {
    household: Rc<Household>,
    case: FactId,
    rule: StepRule,
    beginning: Beginning,
}

#[component]
fn Step(props: &StepProps) -> Html {
    let t = use_translator();
    let today = clock::now().local_date();
    let new = || {
        let form = StepForm::new(props.case, &props.rule.code, today);
        props.beginning.upon(form)
    };
    let household = Rc::clone(&props.household);
    let read = move |form: &StepForm| form.read(&household, clock::now());
    let drafted = use_drafted_form(new, &props.beginning.keeper, SavedKind::Step, read);
    let form = &drafted.form;
    let error = |field| error_of(&t, drafted.errors(), field);
    let building = &form.value().draft.building;
    let hard = [
        ("floor", building.hard_floor),
        ("frame", building.hard_frame),
        ("roof", building.hard_roof),
    ];
    let choices: Vec<Choice> = hard
        .iter()
        .map(|(code, _)| Choice::new(*code, t.choice("support.hard", code)))
        .collect();
    let chosen = hard.into_iter().filter(|(_, is_hard)| *is_hard);
    let chosen: Vec<AttrValue> = chosen.map(|(code, _)| AttrValue::Static(code)).collect();
    html! {
        <>
            if props.rule.needs(StepNeed::Building) {
                <Field
                    name="area_text" label={t.text("support.area")} kind={Kind::Amount}
                    value={building.area_text.clone()} error={error("area_text")}
                    on_input={form.on(|form: &mut StepForm, typed| {
                        form.draft.building.area_text = typed;
                    })}
                />
                <ChoiceChips
                    name="hard" legend={t.text("support.hard")} {choices} {chosen} multiple={true}
                    optional={true} stacked={true}
                    on_choose={form.on(|form: &mut StepForm, code: AttrValue| {
                        let building = &mut form.draft.building;
                        let hard = match &*code {
                            "floor" => &mut building.hard_floor,
                            "frame" => &mut building.hard_frame,
                            _ => &mut building.hard_roof,
                        };
                        *hard = !*hard;
                    })}
                />
            }
            <Field
                name="on" label={t.text("support.on")} kind={Kind::Date}
                value={form.value().date.clone()} error={error("on")}
                on_input={form.on(|form: &mut StepForm, typed| form.date = typed)}
            />
            <Field
                name="note" label={t.text("support.note")} kind={Kind::Note} optional={true}
                value={form.value().draft.note.clone()} error={error("note")}
                on_input={form.on(|form: &mut StepForm, typed| form.draft.note = typed)}
            />
            { save_bar(&t, &drafted, t.text("support.save")) }
        </>
    }
}
