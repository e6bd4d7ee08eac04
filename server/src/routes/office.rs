//! What the office reads and decides.

use std::convert::Infallible;

use std::collections::{BTreeMap, BTreeSet};

use axum::Json;
use axum::extract::rejection::{JsonRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::response::Sse;
use axum::response::sse::{Event, KeepAlive};
use chungtay_shared::api::fund::DayQuery;
use chungtay_shared::api::pictures::PicturesPage;
use chungtay_shared::api::{
    CampaignState, ChooseValue, ConflictLine, DeviceLine, FactPage, FactQuery, HouseholdDetail,
    HouseholdLine, NumberOf, SaveCampaign, Summary,
};
use chungtay_shared::campaign::Campaign;
use chungtay_shared::document::Document;
use chungtay_shared::id::{DeviceId, DocId};
use chungtay_shared::time::LocalDate;
use tokio_stream::wrappers::BroadcastStream;
use tokio_stream::wrappers::errors::BroadcastStreamRecvError;
use tokio_stream::{Stream, StreamExt as _};

use super::enrol::json;
use crate::access;
use crate::auth::Officer;
use crate::campaigns::{self, Sums};
use crate::error::ApiError;
use crate::kept;
use crate::numbers;
use crate::office;
use crate::pictures::{self, PicturesError};
use crate::register;
use crate::review;
use crate::rounds::rights_of;
use crate::state::AppState;
use crate::store::{Tx, read};

/// Where the commune stands.
pub async fn summary(
    State(state): State<AppState>,
    Officer(device): Officer,
) -> Result<Json<Summary>, ApiError> {
    let today = state.clock.now().local_date();
    let summary = state.read(move |tx| {
        let commune = &device.account.commune;
        let states = campaigns::states(tx, commune)?;
        let campaign = campaigns::current(&states, today);
        let mut summary = tx.summary(commune, today, campaign.map(|state| &state.campaign))?;
        if let Some(state) = campaign {
            let meant = &state.campaign;
            summary.campaign = Some((meant.id, meant.from, meant.to));
            let sums = Sums::of(tx, &state.campaign, &summary, today)?;
            summary.targets = campaigns::reached(state, sums);
        }
        review::counts(tx, commune, &rights_of(tx, commune)?, today, summary)
    });
    Ok(Json(summary.await?))
}

/// How the campaign went, as rows and drawn.
pub async fn pictures(
    State(state): State<AppState>,
    Officer(device): Officer,
) -> Result<Json<PicturesPage>, ApiError> {
    drawn(&state, device.account.commune, pictures::page).await
}

/// The same of the unit and all below it.
pub async fn unit_pictures(
    State(state): State<AppState>,
    Officer(device): Officer,
) -> Result<Json<PicturesPage>, ApiError> {
    drawn(&state, device.account.commune, pictures::whole::page).await
}

async fn drawn(
    state: &AppState,
    unit: String,
    page: fn(&dyn Tx, &str, LocalDate) -> Result<PicturesPage, PicturesError>,
) -> Result<Json<PicturesPage>, ApiError> {
    let today = state.clock.now().local_date();
    let made = state.blocking(move |state| {
        let made = read(&*state.store, |tx| match page(tx, &unit, today) {
            Err(PicturesError::Store(error)) => Err(error),
            made => Ok(made),
        })?;
        made.map_err(|_| ApiError::Internal("a picture"))
    });
    Ok(Json(made.await?))
}

/// Visits and handovers.
pub async fn facts(
    State(state): State<AppState>,
    Officer(device): Officer,
    query: Result<Query<FactQuery>, QueryRejection>,
) -> Result<Json<FactPage>, ApiError> {
    let Query(query) = query.map_err(|_| ApiError::Malformed("the query"))?;
    Ok(Json(
        state
            .read(move |tx| tx.facts(&device.account.commune, &query))
            .await?,
    ))
}

/// The list.
pub async fn households(
    State(state): State<AppState>,
    Officer(device): Officer,
    query: Result<Query<DayQuery>, QueryRejection>,
) -> Result<Json<Vec<HouseholdLine>>, ApiError> {
    let Query(query) = query.map_err(|_| ApiError::Malformed("the query"))?;
    let day = query.day.unwrap_or_else(|| state.clock.now().local_date());
    Ok(Json(
        state
            .read(move |tx| register::households(tx, &device.account.commune, day))
            .await?,
    ))
}

/// One household, whole.
pub async fn household(
    State(state): State<AppState>,
    Officer(device): Officer,
    Path(doc): Path<String>,
) -> Result<Json<HouseholdDetail>, ApiError> {
    let doc: DocId = doc.parse().map_err(|_| ApiError::NotFound)?;
    let detail = state.read(move |tx| {
        let commune = &device.account.commune;
        let Some(kept) = kept::one(tx, commune, doc)? else {
            return Ok(None);
        };
        let kept::Kept { household, second } = kept;
        let records = std::iter::once(doc).chain(second.iter().map(|record| record.id));
        let mut received = BTreeMap::new();
        for record in records {
            received.extend(tx.received_facts(commune, record)?);
        }
        let stored = tx.document(doc)?;
        let choices = stored.map(|stored| Document::load(&stored.bytes)?.choices());
        let mut detail = HouseholdDetail {
            choices: choices.transpose()?.unwrap_or_default(),
            received,
            heads: kept::heads(tx, commune, &household)?,
            household,
            merged: second,
            people: tx.names(commune)?,
        };
        numbers::mask(&mut detail);
        Ok(Some(detail))
    });
    detail.await?.map(Json).ok_or(ApiError::NotFound)
}

/// The personal numbers of a household's records, whole.
pub async fn numbers(
    State(state): State<AppState>,
    Officer(device): Officer,
    Path(doc): Path<String>,
) -> Result<Json<Vec<NumberOf>>, ApiError> {
    let doc: DocId = doc.parse().map_err(|_| ApiError::NotFound)?;
    let numbers = state.read(move |tx| numbers::whole(tx, &device.account.commune, doc));
    Ok(Json(numbers.await?.ok_or(ApiError::NotFound)?))
}

/// Fields with two values.
pub async fn conflicts(
    State(state): State<AppState>,
    Officer(device): Officer,
) -> Result<Json<Vec<ConflictLine>>, ApiError> {
    Ok(Json(
        state
            .read(move |tx| tx.conflicts(&device.account.commune))
            .await?,
    ))
}

/// The office's choice for a field.
pub async fn choose(
    State(state): State<AppState>,
    Officer(device): Officer,
    choice: Result<Json<ChooseValue>, JsonRejection>,
) -> Result<(), ApiError> {
    let choice = json(choice)?;
    state
        .blocking(move |state| office::choose_value(state, &device, &choice))
        .await
}

/// The phones.
pub async fn devices(
    State(state): State<AppState>,
    Officer(device): Officer,
) -> Result<Json<Vec<DeviceLine>>, ApiError> {
    Ok(Json(
        state
            .read(move |tx| tx.devices(&device.account.commune))
            .await?,
    ))
}

/// Revokes a phone.
pub async fn revoke(
    State(state): State<AppState>,
    Officer(device): Officer,
    Path(revoked): Path<String>,
) -> Result<(), ApiError> {
    let revoked: DeviceId = revoked.parse().map_err(|_| ApiError::NotFound)?;
    let (now, commune) = (state.clock.now(), device.account.commune.clone());
    let revoking = state.write(move |tx| {
        let is_found = tx.revoke_device(&device.account.commune, revoked, now)?;
        if is_found {
            access::done(tx, &device, None, now)?;
        }
        Ok(is_found)
    });
    let found = revoking.await?;
    state.live.changed(&commune);
    if found {
        Ok(())
    } else {
        Err(ApiError::NotFound)
    }
}

/// The campaigns, newest first.
pub async fn campaigns(
    State(state): State<AppState>,
    Officer(device): Officer,
) -> Result<Json<Vec<CampaignState>>, ApiError> {
    Ok(Json(
        state
            .read(move |tx| campaigns::states(tx, &device.account.commune))
            .await?,
    ))
}

/// Makes or changes a campaign.
pub async fn save_campaign(
    State(state): State<AppState>,
    Officer(device): Officer,
    draft: Result<Json<SaveCampaign>, JsonRejection>,
) -> Result<Json<Campaign>, ApiError> {
    let draft = json(draft)?;
    state
        .blocking(move |state| campaigns::save(state, &device, &draft))
        .await
        .map(Json)
}

/// `changed` whenever something in the commune changed, or in a unit below it.
pub async fn live(
    State(state): State<AppState>,
    Officer(device): Officer,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, ApiError> {
    let today = state.clock.now().local_date();
    let units = state.read(move |tx| {
        let (tree, commune) = (tx.tree()?, &device.account.commune);
        let below = tree.all_below(commune, today);
        let codes = below.into_iter().map(|(code, _)| code.to_owned());
        Ok(codes.chain([commune.clone()]).collect::<BTreeSet<_>>())
    });
    let units = units.await?;
    let changes = BroadcastStream::new(state.live.listen()).filter_map(move |change| {
        let concerns = match change {
            Ok(changed) => units.contains(&changed),
            Err(BroadcastStreamRecvError::Lagged(_)) => true,
        };
        concerns.then(|| Ok(Event::default().event("changed").data("changed")))
    });
    let hello = tokio_stream::once(Ok(Event::default().event("changed").data("changed")));
    Ok(Sse::new(hello.chain(changes)).keep_alive(KeepAlive::default()))
}
