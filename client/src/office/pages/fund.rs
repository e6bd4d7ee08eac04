//! The Fund "Vì người nghèo": where it stands on a day, what was entered, what was handed over.

mod arriving;
mod enter;
mod entries;
mod entry;
mod fields;
mod offered;
mod sources;
mod take_in;
mod tiles;
mod units;

use std::rc::Rc;

use chungtay_shared::api::fund::{Arriving, FundPage};
use chungtay_shared::api::path;
use chungtay_shared::date::read_day;
use chungtay_shared::field::Problem;
use chungtay_shared::fund::EntryKind;
use chungtay_shared::offer::Offer;
use chungtay_shared::time::LocalDate;
use yew::prelude::*;

use crate::components::Field;
use crate::i18n::use_translator;
use crate::office::after_pause::use_after_pause;
use crate::office::answer::into;
use crate::office::browser;
use crate::office::data_view::data_view;
use crate::office::fund_form::{FundAction, FundForm};
use crate::office::remote::use_remote;
use enter::Enter;
use entries::Entries;

/// The Fund.
#[component]
pub(crate) fn Fund() -> Html {
    let t = use_translator();
    let typed = use_state_eq(|| browser::now().local_date().display());
    let (day, problem) = use_day((*typed).clone());
    let remote = use_remote::<FundPage>(format!("{}?day={day}", path::FUND));
    html! {
        <>
            <h1>{ t.text("office.fund.heading") }</h1>
            <p class="lead">{ t.text("office.fund.no_books") }</p>
            <div class="filters">
                <Field
                    name="fund-day" label={t.text("office.fund.day")} value={(*typed).clone()}
                    hint={t.text("office.campaign.day_hint")}
                    error={problem.map(|problem| AttrValue::from(t.problem(problem)))}
                    on_input={into(&typed)}
                />
                <a
                    class="button no-print" download="" data-testid="fund-ledger"
                    href={format!("{}?day={day}", path::FUND_LEDGER)}
                >
                    { t.text("office.fund.ledger") }
                </a>
            </div>
            { data_view(&t, &remote, |_| html! {
                { for remote.data.iter().map(|page| html! { <Looked page={Rc::clone(page)} /> }) }
            }) }
        </>
    }
}

/// What was read.
#[derive(PartialEq, Properties)]
struct LookedProps {
    page: Rc<FundPage>,
}

/// The Fund on a day. Its form is filled from what is arriving, too.
#[component]
fn Looked(props: &LookedProps) -> Html {
    let t = use_translator();
    let page = &props.page;
    let today = browser::now().local_date();
    let form = use_reducer(|| FundForm::new(EntryKind::Receipt, today));
    let open = use_state_eq(|| false);
    let on_receive = {
        let (form, open) = (form.dispatcher(), open.setter());
        Callback::from(move |sent: Arriving| {
            form.dispatch(FundAction::Receive(Box::new(sent), today));
            open.set(true);
        })
    };
    let on_told = {
        let (form, open) = (form.dispatcher(), open.setter());
        Callback::from(move |offer: Offer| {
            form.dispatch(FundAction::Told(Box::new(offer)));
            open.set(true);
        })
    };
    html! {
        <>
            { offered::offered(&t, &page.offered, &on_told) }
            { arriving::arriving(&t, &page.arriving, &on_receive) }
            { tiles::tiles(&t, page) }
            <Enter page={Rc::clone(page)} {form} {open} />
            <Entries page={Rc::clone(page)} />
            { sources::sources(&t, page) }
        </>
    }
}

/// The last whole day that was typed, and what is wrong with what stands there now.
#[hook]
fn use_day(typed: String) -> (LocalDate, Option<Problem>) {
    let read = read_day(&use_after_pause(typed));
    let day = use_state_eq(|| browser::now().local_date());
    let set = day.setter();
    use_effect_with(read.ok(), move |read| {
        if let Some(read) = *read {
            set.set(read);
        }
    });
    (*day, read.err())
}
