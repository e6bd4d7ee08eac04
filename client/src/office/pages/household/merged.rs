//! Second records that are kept in this one, each of which can become a household again.

use chungtay_shared::api::{HouseholdDetail, path};
use chungtay_shared::household::{Household, ProfileField, Recorded};
use chungtay_shared::id::DocId;
use chungtay_shared::life::{LifeEvent, LifeKind};
use yew::prelude::*;

use super::life::decision;
use crate::i18n::Translator;
use crate::office::if_may::IfMay;
use crate::office::route::Route;
use crate::office::route_link::RouteLink;
use crate::office::undo_merge::UndoMerge;

/// A card with every second record; nothing where there is none.
pub(super) fn merged(t: &Translator, detail: &HouseholdDetail) -> Html {
    if detail.merged.is_empty() {
        return Html::default();
    }
    html! {
        <section class="card" aria-labelledby="merged">
            <h2 id="merged">{ t.text("office.household.merged") }</h2>
            <p class="hint">{ t.text("office.household.merged_what") }</p>
            <ul class="statuses">
                { for detail.merged.iter().map(|record| line(t, detail, record)) }
            </ul>
        </section>
    }
}

fn line(t: &Translator, detail: &HouseholdDetail, record: &Household) -> Html {
    let kept = detail.household.id;
    html! {
        <li key={record.id.to_string()} class="stack" data-testid="merged-record">
            <p>
                <RouteLink to={Route::Household { id: record.id }}>
                    { record.profile.get(ProfileField::HeadName) }
                </RouteLink>
                { " · " }{ record.profile.get(ProfileField::Hamlet) }
            </p>
            if let Some(merging) = merging(record, kept) {
                <div>{ decision(t, detail, merging) }</div>
            }
            <IfMay post={path::DISTINCT}>
                <UndoMerge {kept} merged={record.id} />
            </IfMay>
        </li>
    }
}

/// The decision by which a record is kept in another.
fn merging(record: &Household, kept: DocId) -> Option<&Recorded<LifeEvent>> {
    let same = record.life.iter().filter(|recorded| {
        let event = &recorded.fact;
        event.kind == LifeKind::Same && event.other == Some(kept)
    });
    same.max_by_key(|recorded| recorded.fact.recorded_at)
}
