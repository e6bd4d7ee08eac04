//! That a household is no longer to be visited, why, and where it is kept now.

use chungtay_shared::api::HouseholdDetail;
use chungtay_shared::life::LifeKind;
use yew::prelude::*;

use super::life::other_head;
use crate::components::{Banner, Tone};
use crate::i18n::Translator;
use crate::office::route::Route;
use crate::office::route_link::RouteLink;
use crate::office::undo_merge::UndoMerge;
use crate::office::words;

/// A banner when it is gone. A second record leads to the one in which the household is kept, and can
/// become a household of its own again.
pub(super) fn gone(t: &Translator, detail: &HouseholdDetail) -> Html {
    let Some(gone) = detail.household.gone() else {
        return Html::default();
    };
    let other = gone.into.map(|id| {
        let name = other_head(t, detail, id);
        html! {
            <>
                { " " }
                <RouteLink to={Route::Household { id }}>
                    { t.fill("office.household.to_other", &[("name", name)]) }
                </RouteLink>
            </>
        }
    });
    let is_second = gone.why == LifeKind::Same;
    let kept = gone.into.filter(|_| is_second);
    let what = if is_second {
        "office.household.second_record"
    } else {
        "office.household.not_visited"
    };
    html! {
        <>
            <Banner tone={Tone::Waiting} title={words::gone(t, &gone)} testid="gone-banner">
                <p>{ t.text(what) }{ other }</p>
            </Banner>
            if let Some(kept) = kept {
                <UndoMerge {kept} merged={detail.household.id} />
            }
        </>
    }
}
