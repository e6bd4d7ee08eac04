//! A campaign: made new or changed.

pub(crate) mod from_above;
pub(crate) mod in_words;
mod mandate;

use chungtay_shared::api::{CampaignState, path};
use chungtay_shared::campaign::Campaign;
use chungtay_shared::date::read_day;
use chungtay_shared::id::DocId;
use chungtay_shared::peak_month::CampaignPlan;
use yew::prelude::*;
use yew_router::prelude::*;

use crate::components::{Banner, Field, Tone};
use crate::i18n::{Translator, use_translator};
use crate::office::campaign_form::{CampaignAction, CampaignForm};
use crate::office::campaign_item::{error_of, item_card, refused};
use crate::office::data_view::data_view;
use crate::office::first_problem::use_first_problem;
use crate::office::remote::{use_remote, use_shell};
use crate::office::route::Route;
use crate::office::route_link::RouteLink;
use crate::office::shell::ShellAction;
use crate::office::task::{Task, use_task};
use crate::office::{browser, http, words};
use mandate::{governing, targets};

/// Which campaign.
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// The campaign, unless it is a new one.
    #[prop_or_default]
    pub(crate) id: Option<DocId>,
}

/// A campaign's form.
#[component]
pub(crate) fn CampaignPage(props: &Props) -> Html {
    let t = use_translator();
    let campaigns = use_remote::<Vec<CampaignState>>(path::CAMPAIGNS.to_owned());
    let heading = if props.id.is_some() {
        "office.campaign.edit"
    } else {
        "office.campaign.new"
    };
    html! {
        <>
            <p class="back">
                <RouteLink to={Route::Campaigns}>{ t.text("office.campaign.back") }</RouteLink>
            </p>
            <h1>{ t.text(heading) }</h1>
            { match props.id {
                None => html! { <Form begin={CampaignForm::default()} /> },
                Some(id) => data_view(&t, &campaigns, |campaigns| {
                    match campaigns.iter().find(|state| state.campaign.id == id) {
                        Some(state) => html! { <Form begin={CampaignForm::of(state)} /> },
                        None => html! { <p class="empty">{ t.text("office.campaign.gone") }</p> },
                    }
                }),
            } }
        </>
    }
}

/// How the form begins; what others save meanwhile does not overwrite what is being typed.
#[derive(PartialEq, Properties)]
struct FormProps {
    begin: CampaignForm,
}

#[component]
fn Form(props: &FormProps) -> Html {
    let t = use_translator();
    let task = use_task();
    let keeps_units = use_shell().keeps_units();
    let form = {
        let begin = props.begin.clone();
        use_reducer(move || begin)
    };
    let onsubmit = use_save(&form, &task);
    let node = use_node_ref();
    use_first_problem(&node, (form.errors.clone(), task.failure().cloned()));
    let add = {
        let dispatcher = form.dispatcher();
        Callback::from(move |_: MouseEvent| dispatcher.dispatch(CampaignAction::Add))
    };
    html! {
        <form
            ref={node} class="stack" novalidate=true {onsubmit} data-testid="campaign-form"
        >
            if form.id.is_none() && form.name.is_empty() && form.items.is_empty() {
                <PeakMonth form={form.clone()} />
            }
            if keeps_units {
                <p class="lead" data-testid="handed-down">{ t.text("office.campaign.handed_down") }</p>
            }
            if let Some(origin) = &form.origin {
                { from_above::frame(&t, &form, origin) }
            } else {
                { name_and_days(&t, &form, &task) }
            }
            <h2>{ t.text("office.campaign.items") }</h2>
            <p class="hint">{ t.text("office.campaign.items_hint") }</p>
            { from_above::items(&t, &form) }
            { for form.own_items().map(|(place, item)| item_card(&t, &form, &task, place, item)) }
            <p class="actions">
                <button type="button" class="button" onclick={add} data-testid="add-item">
                    { t.text("office.campaign.add") }
                </button>
            </p>
            { governing(&t, &form, &task) }
            { targets(&t, &form, &task) }
            { problems(&t, &form, &task) }
            <p class="actions">
                <button
                    type="submit" class="button button-primary" disabled={task.is_busy()}
                    data-testid="save-campaign"
                >
                    { t.text("office.campaign.save") }
                </button>
            </p>
        </form>
    }
}

/// What a unit above says where it has defined the campaign.
fn name_and_days(t: &Translator, form: &UseReducerHandle<CampaignForm>, task: &Task) -> Html {
    let on = |make: fn(String) -> CampaignAction| {
        let dispatcher = form.dispatcher();
        Callback::from(move |text| dispatcher.dispatch(make(text)))
    };
    let error = |field: &str| error_of(t, form, task, field);
    html! {
        <section class="card">
            <Field
                name="name" label={t.text("office.campaign.name")} value={form.name.clone()}
                error={error("name")} on_input={on(CampaignAction::Name)}
            />
            <div class="form-row">
                <Field
                    name="from" label={t.text("office.campaign.from")} value={form.from.clone()}
                    hint={t.text("office.campaign.day_hint")} echo={day_echo(t, &form.from)}
                    error={error("from")} on_input={on(CampaignAction::From)}
                />
                <Field
                    name="to" label={t.text("office.campaign.to")} value={form.to.clone()}
                    hint={t.text("office.campaign.to_hint")} echo={day_echo(t, &form.to)}
                    error={error("to")} on_input={on(CampaignAction::To)}
                />
            </div>
        </section>
    }
}

#[hook]
fn use_save(form: &UseReducerHandle<CampaignForm>, task: &Task) -> Callback<SubmitEvent> {
    let shell = use_shell();
    let navigator = use_navigator().expect("pages stand inside the router");
    let (form, task, dispatcher) = (form.clone(), task.clone(), shell.dispatcher());
    Callback::from(move |event: SubmitEvent| {
        event.prevent_default();
        let request = match form.to_request() {
            Ok(request) => request,
            Err(errors) => return form.dispatch(CampaignAction::Refused(errors)),
        };
        form.dispatch(CampaignAction::Refused(Vec::new()));
        let (navigator, dispatcher) = (navigator.clone(), dispatcher.clone());
        task.run(
            async move { http::post::<Campaign>(path::CAMPAIGNS, &request).await },
            move |_| {
                dispatcher.dispatch(ShellAction::Changed);
                navigator.push(&Route::Campaigns);
            },
        );
    })
}

fn problems(t: &Translator, form: &CampaignForm, task: &Task) -> Html {
    let count = form.errors.len() + refused(form, task).len();
    html! {
        <>
            if count > 0 {
                <Banner tone={Tone::Problem} testid="form-problems">
                    <p>{ t.fill("field.problems", &[("count", &t.number(count as u64))]) }</p>
                </Banner>
            }
            if let Some(failure) = task.failure().filter(|failure| failure.fields().is_empty()) {
                <Banner tone={Tone::Problem}><p>{ words::failure(t, failure) }</p></Banner>
            }
        </>
    }
}

/// An empty form.
#[derive(PartialEq, Properties)]
struct PeakMonthProps {
    form: UseReducerHandle<CampaignForm>,
}

/// Offers the usual peak month, so that nobody types what is the same every year.
#[component]
fn PeakMonth(props: &PeakMonthProps) -> Html {
    let t = use_translator();
    let (year, _, _) = browser::now().local_date().ymd();
    let onclick = {
        let dispatcher = props.form.dispatcher();
        Callback::from(move |_: MouseEvent| {
            if let Some(plan) = CampaignPlan::of_year(year) {
                let form = CampaignForm::of_peak_month(&plan);
                dispatcher.dispatch(CampaignAction::Begin(Box::new(form)));
            }
        })
    };
    html! {
        <Banner tone={Tone::Info}>
            <p>{ t.text("office.campaign.peak_month_what") }</p>
            <p>
                <button type="button" class="button" {onclick} data-testid="peak-month">
                    { t.fill("office.campaign.peak_month", &[("year", &year.to_string())]) }
                </button>
            </p>
        </Banner>
    }
}

/// How a day is read, shown while it is typed.
fn day_echo(t: &Translator, text: &str) -> Option<AttrValue> {
    read_day(text)
        .ok()
        .map(|date| AttrValue::from(t.date(date)))
}
