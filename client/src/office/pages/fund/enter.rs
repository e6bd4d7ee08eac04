//! The way to enter something into the Fund.

use std::rc::Rc;

use chungtay_shared::api::fund::FundPage;
use chungtay_shared::api::path;
use chungtay_shared::fund::{Amount, EntryDraft};
use chungtay_shared::id::FactId;
use chungtay_shared::money::parse_vnd;
use wasm_bindgen::JsCast as _;
use web_sys::HtmlElement;
use yew::prelude::*;

use super::fields::Fields;
use crate::i18n::{Translator, use_translator};
use crate::office::answer::{Answer, use_answer};
use crate::office::disclosure::Disclosure;
use crate::office::first_problem::use_first_problem;
use crate::office::fund_form::{FundAction, FundForm};
use crate::office::{browser, words};

/// What there is already.
#[derive(PartialEq, Properties)]
pub(super) struct Props {
    /// The Fund.
    pub(super) page: Rc<FundPage>,
    /// What is typed.
    pub(super) form: UseReducerHandle<FundForm>,
    /// Whether the form is shown.
    pub(super) open: UseStateHandle<bool>,
}

/// A button that shows the form. What is typed outlives its closing; it is emptied once it was entered.
#[component]
pub(super) fn Enter(props: &Props) -> Html {
    let t = use_translator();
    let answer = use_answer();
    let entered = use_state_eq(String::new);
    let (form, open) = (&props.form, &props.open);
    let node = use_node_ref();
    use_focus_when_received(&node, form.draft.transfer);
    use_first_problem(&node, (form.errors.clone(), answer.failure().cloned()));
    let onsubmit = send(&t, props, &answer, &entered);
    let on_toggle = {
        let (is_open, open) = (**open, open.setter());
        Callback::from(move |()| open.set(!is_open))
    };
    let fields = Fields {
        t: &t,
        form,
        answer: &answer,
        entries: &props.page.entries,
        bound: &props.page.bound,
        organisations: &props.page.organisations,
        units: &props.page.units,
    };
    html! {
        <div class="no-print">
            <Disclosure
                id="fund-new" label={t.text("office.fund.new")} testid="fund-new" open={**open}
                {on_toggle}
            >
                <form
                    ref={node} class="card" novalidate=true {onsubmit} data-testid="fund-form"
                    aria-label={t.text("office.fund.new")}
                >
                    { fields.all() }
                    { answer.banner(&t) }
                    <p class="actions">
                        <button
                            type="submit" class="button button-primary" disabled={answer.is_busy()}
                            data-testid="enter"
                        >
                            { t.text("office.fund.enter") }
                        </button>
                        <span role="status" data-testid="fund-entered">{ &*entered }</span>
                    </p>
                </form>
            </Disclosure>
        </div>
    }
}

/// Leads whoever says that something has come to the form that says so: it stands further below, and
/// what may be typed first is the voucher's number.
#[hook]
fn use_focus_when_received(form: &NodeRef, transfer: Option<FactId>) {
    let form = form.clone();
    use_effect_with(transfer, move |transfer| {
        let form = transfer.and_then(|_| form.cast::<HtmlElement>());
        let field = form.and_then(|form| form.query_selector("#fund-voucher").ok().flatten());
        if let Some(field) = field.and_then(|field| field.dyn_into::<HtmlElement>().ok()) {
            // Without the focus the form is there all the same.
            let _ = field.focus();
        }
    });
}

/// Sends what the form holds, or shows what is wrong with it.
fn send(
    t: &Translator,
    props: &Props,
    answer: &Answer,
    entered: &UseStateHandle<String>,
) -> Callback<SubmitEvent> {
    let (t, page) = (t.clone(), Rc::clone(&props.page));
    let (form, answer, entered) = (props.form.clone(), answer.clone(), entered.setter());
    Callback::from(move |event: SubmitEvent| {
        event.prevent_default();
        entered.set(String::new());
        let draft = match form.to_request(&page.entries, &page.bound, browser::now()) {
            Ok(draft) => draft,
            Err(errors) => return form.dispatch(FundAction::Refused(errors)),
        };
        form.dispatch(FundAction::Refused(Vec::new()));
        let said = t.fill("office.fund.entered", &[("what", &in_words(&t, &draft))]);
        let (dispatcher, entered) = (form.dispatcher(), entered.clone());
        answer.send(path::FUND, draft, move || {
            dispatcher.dispatch(FundAction::Entered);
            entered.set(said);
        });
    })
}

fn in_words(t: &Translator, draft: &EntryDraft) -> String {
    let amount = Amount {
        money_vnd: parse_vnd(&draft.money_text).unwrap_or_default(),
        goods_value_vnd: parse_vnd(&draft.goods_value_text).unwrap_or_default(),
    };
    words::joined(&[
        t.choice("office.fund.kind", draft.kind.code()),
        &draft.voucher,
        &draft.party,
        &words::amount(t, amount),
    ])
}
