//! The way to record what was paid, for whoever keeps the money and is shown no household.

use chungtay_shared::api::path;
use chungtay_shared::api::supports::CaseLine;
use chungtay_shared::campaign::AidItem;
use chungtay_shared::handover::AidForm;
use chungtay_shared::support::{Case, Part, left};
use chungtay_shared::time::Timestamp;
use yew::prelude::*;

use crate::i18n::use_translator;
use crate::office::pay_form::PayForm;
use crate::office::remote::use_shell;
use crate::office::route::Route;

/// Of which cases.
#[derive(PartialEq, Properties)]
pub(super) struct Props {
    /// The cases that are shown.
    pub(super) lines: Vec<CaseLine>,
}

/// A card for each case of which something is left to pay; nothing for whoever pays on the household's page.
#[component]
pub(super) fn Payments(props: &Props) -> Html {
    let t = use_translator();
    let shell = use_shell();
    let said = use_state_eq(String::new);
    let opens_household = |line: &CaseLine| {
        let id = line.household;
        shell.may_open(&Route::Household { id })
    };
    let can_be_paid = |line: &&CaseLine| {
        let has_left = |part: &Part| part.amount.money_vnd > 0 || part.amount.goods_value_vnd > 0;
        !line.stopped && left(&line.approved, &line.paid).iter().any(has_left)
    };
    let lines: Vec<&CaseLine> = props.lines.iter().filter(can_be_paid).collect();
    let pays_elsewhere = lines.iter().any(|line| opens_household(line));
    if lines.is_empty() || pays_elsewhere || !shell.may("POST", path::SUPPORT_PAY) {
        return Html::default();
    }
    let on_said = {
        let said = said.setter();
        Callback::from(move |words: String| said.set(words))
    };
    let card = |line: &CaseLine| {
        html! {
            <article key={line.case.to_string()} class="stack case" data-testid="support-to-pay">
                <h3>{ &line.head_name }{ " · " }{ &line.item_name }</h3>
                <p class="below">{ &line.hamlet }</p>
                <PayForm
                    household={line.household} case={case_of(line)}
                    left={left(&line.approved, &line.paid)} on_said={on_said.clone()}
                />
            </article>
        }
    };
    html! {
        <section class="card stack" aria-labelledby="support-payments">
            <h2 id="support-payments">{ t.text("office.support.pay") }</h2>
            <p role="status" data-testid="support-said">{ &*said }</p>
            { for lines.into_iter().map(card) }
        </section>
    }
}

/// As much of the case as a payment begins with.
fn case_of(line: &CaseLine) -> Case {
    let item = AidItem {
        id: line.case,
        name: line.item_name.clone(),
        form: AidForm::Cash,
        money_vnd: 0,
        quantity_milli: 0,
        unit: String::new(),
        goods_value_vnd: 0,
        source: None,
        source_name: String::new(),
        steps: Vec::new(),
    };
    Case {
        id: line.case,
        campaign: line.campaign,
        campaign_name: line.campaign_name.clone(),
        item,
        on: line.since,
        need: line.need.clone(),
        estimate_vnd: 0,
        recorded_at: Timestamp::default(),
    }
}
