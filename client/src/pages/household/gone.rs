//! That a household is gone, and which records are one.

use chungtay_shared::household::Household;
use chungtay_shared::id::DocId;
use chungtay_shared::row::HouseholdRow;
use yew::prelude::*;

use crate::components::{Tone, banner};
use crate::i18n::Translator;
use crate::route::Route;
use crate::state::AppState;
use crate::widgets::RouteLink;

/// Why the household is no longer to be visited, and where to go on; and its second records.
pub(super) fn gone(t: &Translator, app: &AppState, household: &Household) -> Html {
    let gone = household.gone();
    let title = gone.map(|gone| {
        let what = t.choice("gone", gone.why.code());
        let since = t.date(gone.on);
        t.fill("gone.since", &[("what", what), ("date", &since)])
    });
    let merged: Vec<&HouseholdRow> = app.rows.merged_into(household.id).collect();
    html! {
        <>
            if let Some(title) = title {
                { banner(
                    Tone::Info, "gone", title, t.text("gone.kept"),
                    gone.and_then(|gone| gone.into).map(|id| link(app, id)).unwrap_or_default(),
                ) }
            }
            if !merged.is_empty() {
                { banner(
                    Tone::Info, "holds-others", t.text("gone.holds"), "",
                    merged.into_iter().map(|row| link(app, row.id)).collect::<Html>(),
                ) }
            }
        </>
    }
}

fn link(app: &AppState, id: DocId) -> Html {
    let name = app.rows.get(id).map(|entry| entry.row().head_name.clone());
    html! {
        <RouteLink
            to={Route::Household { id }} class={classes!("button")} testid="other-record"
        >
            { name }
        </RouteLink>
    }
}
