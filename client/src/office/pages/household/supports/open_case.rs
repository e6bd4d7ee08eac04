//! The way to open a case at the office.

use chungtay_shared::api::path;
use chungtay_shared::api::supports::OpenCase;
use chungtay_shared::campaign::Campaign;
use chungtay_shared::field::Problem;
use chungtay_shared::id::{DocId, FactId};
use chungtay_shared::support::CaseDraft;
use yew::prelude::*;

use crate::components::{Choice, ChoiceChips, Field, Kind};
use crate::i18n::use_translator;
use crate::office::answer::use_answer;
use crate::office::browser;
use crate::office::disclosure::Disclosure;
use crate::office::first_problem::use_first_problem;
use crate::office::held::{Held, on};
use crate::office::remote::use_remote;
use crate::office::select_field::SelectField;

/// Choices that can stand side by side.
const CHIPS_MAX: usize = 6;

/// For whom.
#[derive(PartialEq, Properties)]
pub(super) struct Props {
    /// The household.
    pub(super) household: DocId,
    /// Gets what to say of it.
    pub(super) on_said: Callback<String>,
}

/// What the form holds.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Form {
    item: Option<FactId>,
    draft: CaseDraft,
}

/// A button that shows the form; it is there where a campaign gives aid by steps.
#[component]
pub(super) fn OpenCaseForm(props: &Props) -> Html {
    let t = use_translator();
    let answer = use_answer();
    let open = use_state_eq(|| false);
    let campaigns = use_remote::<Vec<Campaign>>(path::CAMPAIGNS.to_owned());
    let today = browser::now().local_date();
    let empty = move || {
        Held(Form {
            item: None,
            draft: CaseDraft::empty(today),
        })
    };
    let form = use_reducer(empty);
    let node = use_node_ref();
    let is_missing = use_state_eq(|| false);
    use_first_problem(&node, (*is_missing, answer.failure().cloned()));
    let offered: Vec<(DocId, FactId, String)> = campaigns
        .data
        .iter()
        .flat_map(|campaigns| campaigns.iter())
        .flat_map(|campaign| campaign.items.iter().map(move |item| (campaign, item)))
        .filter(|(_, item)| !item.steps.is_empty())
        .map(|(campaign, item)| {
            let name = format!("{} · {}", item.name, campaign.name);
            (campaign.id, item.id, name)
        })
        .collect();
    if offered.is_empty() {
        return html! { <p class="hint">{ t.text("office.support.no_items") }</p> };
    }
    let onsubmit = {
        let (form, answer, open) = (form.clone(), answer.clone(), open.setter());
        let (t, household, on_said) = (t.clone(), props.household, props.on_said.clone());
        let (offered, is_missing) = (offered.clone(), is_missing.setter());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            on_said.emit(String::new());
            let chosen = form.0.item.or_else(|| only(&offered));
            let known = offered.iter().find(|(_, item, _)| Some(*item) == chosen);
            is_missing.set(known.is_none());
            let Some((campaign, item, name)) = known else {
                return;
            };
            let request = OpenCase {
                household,
                campaign: *campaign,
                item: *item,
                draft: form.0.draft.clone(),
            };
            let said = t.fill("office.support.opened", &[("what", name)]);
            let (dispatcher, open, on_said) = (form.dispatcher(), open.clone(), on_said.clone());
            answer.send(path::SUPPORTS, request, move || {
                dispatcher.dispatch(Box::new(move |form| *form = empty().0));
                open.set(false);
                on_said.emit(said);
            });
        })
    };
    let on_toggle = {
        let (is_open, open) = (*open, open.setter());
        Callback::from(move |()| open.set(!is_open))
    };
    let choices: Vec<Choice> = offered
        .iter()
        .map(|(_, item, name)| Choice::new(item.to_string(), name.clone()))
        .collect();
    let chosen = form.0.item.or_else(|| only(&offered));
    let missing = || AttrValue::Static(t.problem(Problem::Missing));
    let error = is_missing
        .then(missing)
        .or_else(|| answer.error(&t, "item"));
    let legend = t.text("office.support.item");
    let item = if choices.len() <= CHIPS_MAX {
        let chosen: Vec<AttrValue> = chosen.map(|id| id.to_string().into()).into_iter().collect();
        html! {
            <ChoiceChips
                name="support-item" {legend} {choices} {chosen} {error}
                on_choose={on(&form, |form: &mut Form, id: AttrValue| form.item = id.parse().ok())}
            />
        }
    } else {
        html! {
            <SelectField
                name="support-item" label={legend} {error}
                choices={std::iter::once(Choice::new("", "–")).chain(choices).collect::<Vec<_>>()}
                chosen={chosen.map_or_else(String::new, |id| id.to_string())}
                on_choose={on(&form, |form: &mut Form, id: String| form.item = id.parse().ok())}
            />
        }
    };
    html! {
        <Disclosure
            id="support-new" label={t.text("office.support.open")} testid="support-open"
            open={*open} {on_toggle}
        >
            <form
                ref={node} class="stack" novalidate=true {onsubmit} data-testid="support-open-form"
                aria-label={t.text("office.support.open")}
            >
                { item }
                <Field
                    name="support-need" label={t.text("office.support.need")} kind={Kind::Note}
                    value={form.0.draft.need.clone()} error={answer.error(&t, "need")}
                    on_input={on(&form, |form: &mut Form, text| form.draft.need = text)}
                />
                <div class="form-row">
                    <Field
                        name="support-estimate" label={t.text("office.support.estimate")}
                        kind={Kind::Amount} optional=true
                        value={form.0.draft.estimate_text.clone()}
                        error={answer.error(&t, "estimate_text")}
                        on_input={on(&form, |form: &mut Form, text| form.draft.estimate_text = text)}
                    />
                    <Field
                        name="support-surveyed" label={t.text("office.support.surveyed")}
                        kind={Kind::Date} value={form.0.draft.on.to_string()}
                        error={answer.error(&t, "on")}
                        on_input={on(&form, |form: &mut Form, text: String| {
                            if let Ok(day) = text.parse() {
                                form.draft.on = day;
                            }
                        })}
                    />
                </div>
                { answer.banner(&t) }
                <p class="actions">
                    <button
                        type="submit" class="button button-primary" disabled={answer.is_busy()}
                        data-testid="support-open-now"
                    >
                        { t.text("office.support.open_now") }
                    </button>
                </p>
            </form>
        </Disclosure>
    }
}

/// The item, where there is no choice.
fn only(offered: &[(DocId, FactId, String)]) -> Option<FactId> {
    match offered {
        [(_, item, _)] => Some(*item),
        _ => None,
    }
}
