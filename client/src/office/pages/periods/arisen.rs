//! The records behind what arose after the period before was closed.

use chungtay_shared::api::period::Arisen;
use chungtay_shared::api::{FactLine, path};
use chungtay_shared::id::DocId;
use yew::prelude::*;

use crate::i18n::{Translator, use_translator};
use crate::office::data_view::data_view;
use crate::office::fact_table::FactTable;
use crate::office::remote::use_remote;

/// Of which period.
#[derive(PartialEq, Properties)]
pub(super) struct Props {
    /// The campaign.
    pub(super) campaign: DocId,
    /// Number of the period.
    pub(super) n: u64,
}

/// Two lists, each down to the single record and who made it.
#[component]
pub(super) fn ArisenRecords(props: &Props) -> Html {
    let t = use_translator();
    let address = format!(
        "{}?campaign={}&n={}",
        path::PERIOD_ARISEN,
        props.campaign,
        props.n
    );
    let remote = use_remote::<Arisen>(address);
    html! {
        <div class="stack" data-testid="arisen">
            { data_view(&t, &remote, |arisen| html! {
                <>
                    { list(&t, "late", props.n, &arisen.late) }
                    { list(&t, "withdrawn", props.n, &arisen.withdrawn) }
                </>
            }) }
        </div>
    }
}

fn list(t: &Translator, name: &'static str, n: u64, lines: &[FactLine]) -> Html {
    if lines.is_empty() {
        return Html::default();
    }
    let id = format!("arisen-{name}-{n}");
    html! {
        <section class="stack" aria-labelledby={id.clone()} data-testid={format!("arisen-{name}")}>
            <h4 {id}>{ t.choice("office.periods.line", name) }</h4>
            <FactTable lines={lines.to_vec()} />
        </section>
    }
}
