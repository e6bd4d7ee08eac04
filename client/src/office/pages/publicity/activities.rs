//! Everything that was noted, the last day first.

use std::rc::Rc;

use chungtay_shared::api::publicity::{ActivityLine, PublicityPage};
use yew::prelude::*;

use super::activity::ActivityRows;
use crate::i18n::{Translator, use_translator};

/// What is shown.
#[derive(PartialEq, Properties)]
pub(super) struct Props {
    /// The activities.
    pub(super) page: Rc<PublicityPage>,
    /// Whether it has to be said to which campaign each belongs.
    pub(super) names_campaigns: bool,
}

/// A table of activities.
#[component]
pub(super) fn Activities(props: &Props) -> Html {
    let t = use_translator();
    let said = use_state_eq(String::new);
    let on_struck = {
        let said = said.setter();
        Callback::from(move |words: String| said.set(words))
    };
    let lines = &props.page.lines;
    let row = |line: &ActivityLine| {
        html! {
            <ActivityRows
                key={line.activity.id.to_string()} line={line.clone()}
                names_campaign={props.names_campaigns} on_struck={on_struck.clone()}
            />
        }
    };
    html! {
        <section class="stack" aria-labelledby="activities">
            <h2 id="activities">{ t.text("office.publicity.activities") }</h2>
            <p role="status" data-testid="activity-struck">{ &*said }</p>
            if lines.is_empty() {
                <p class="empty">{ t.text("office.publicity.none_yet") }</p>
            } else {
                <div
                    class="table-scroll" tabindex="0" role="group"
                    aria-label={t.text("office.publicity.activities")}
                >
                    // As wide as the Fund's table, and like it on one sheet of paper.
                    <table class="table table-fund" data-testid="activities">
                        <caption class="visually-hidden">
                            { t.text("office.publicity.activities") }
                        </caption>
                        { head(&t) }
                        { for lines.iter().map(row) }
                    </table>
                </div>
            }
        </section>
    }
}

fn head(t: &Translator) -> Html {
    html! {
        <thead>
            <tr>
                <th scope="col">{ t.text("office.publicity.on") }</th>
                <th scope="col">{ t.text("office.publicity.col_channel") }</th>
                <th scope="col">{ t.text("office.col.what") }</th>
                <th scope="col">{ t.text("office.publicity.col_place") }</th>
                <th scope="col">{ t.text("office.publicity.col_organisation") }</th>
                <th scope="col" class="number">{ t.text("office.publicity.col_people") }</th>
                <th scope="col">{ t.text("office.col.recorded_by") }</th>
            </tr>
        </thead>
    }
}
