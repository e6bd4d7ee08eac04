//! What programs of the city read, and the tokens that they read it by.

use axum::Json;
use axum::extract::rejection::{JsonRejection, QueryRejection};
use axum::extract::{FromRequestParts, Path, Query, State};
use axum::http::header;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use chungtay_shared::api::path;
use chungtay_shared::api::tools::{MadeTool, NewTool, ToolLine};
use chungtay_shared::id::ToolId;
use chungtay_shared::time::LocalDate;
use serde::Serialize;
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};
use utoipa::{Modify, OpenApi};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::enrol::json;
use crate::auth::{Officer, Program};
use crate::error::ApiError;
use crate::open::answers::{Campaigns, Overview, Refusal, Units};
use crate::open::rows::{FundEntry, Handover, Household, Page, Visit};
use crate::open::{self, Cursor, PageQuery};
use crate::state::AppState;
use crate::store::{StoreError, Tool, Tx};

/// The tokens of the office's unit.
pub async fn made(
    State(state): State<AppState>,
    Officer(device): Officer,
) -> Result<Json<Vec<ToolLine>>, ApiError> {
    let made = state.read(move |tx| open::made(tx, &device.account.commune));
    Ok(Json(made.await?))
}

/// Makes a token.
pub async fn make(
    State(state): State<AppState>,
    Officer(device): Officer,
    new: Result<Json<NewTool>, JsonRejection>,
) -> Result<Json<MadeTool>, ApiError> {
    let new = json(new)?;
    state
        .blocking(move |state| open::make(state, &device, &new))
        .await
        .map(Json)
}

/// Revokes a token.
pub async fn revoke(
    State(state): State<AppState>,
    Officer(device): Officer,
    Path(tool): Path<String>,
) -> Result<(), ApiError> {
    let tool: ToolId = tool.parse().map_err(|_| ApiError::NotFound)?;
    state
        .blocking(move |state| open::revoke(state, &device, tool))
        .await
}

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Chung Tay",
        description = "Where the units of a city stand, for its own programs; see docs/api.md.",
        license(name = "see the project")
    ),
    modifiers(&Bearer),
    security(("token" = []))
)]
struct Document;

struct Bearer;

impl Modify for Bearer {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let components = document.components.get_or_insert_default();
        components.add_security_scheme(
            "token",
            SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer)),
        );
    }
}

/// The routes, and the document that describes them: neither has what the other has not.
pub fn described() -> (axum::Router<AppState>, utoipa::openapi::OpenApi) {
    let of_unit = OpenApiRouter::new()
        .routes(routes!(overview))
        .routes(routes!(campaigns))
        .routes(routes!(households))
        .routes(routes!(visits))
        .routes(routes!(handovers))
        .routes(routes!(fund));
    OpenApiRouter::with_openapi(Document::openapi())
        .nest(
            path::OPEN_API,
            OpenApiRouter::new().routes(routes!(units)).merge(of_unit),
        )
        .split_for_parts()
}

/// The whole, with the document served beside what it describes.
pub fn router() -> axum::Router<AppState> {
    let (router, document) = described();
    let document = document.to_json().unwrap_or_default();
    let answer = move || {
        let json = [(header::CONTENT_TYPE, "application/json")];
        std::future::ready((json, document.clone()).into_response())
    };
    let nothing = axum::routing::any(async || ApiError::NotFound);
    router
        .route(path::OPEN_API_DOCUMENT, axum::routing::get(answer))
        .route(&format!("{}/{{*rest}}", path::OPEN_API), nothing)
}

/// Where the token's unit and those below it stand today.
#[utoipa::path(
    get, path = "/units",
    responses((status = 200, body = Units), (status = "4XX", body = Refusal))
)]
async fn units(asked: Asked) -> Result<Response, ApiError> {
    let rows = |units: &Units| units.units.len();
    asked.answer("units", open::units, rows).await
}

/// Where a unit stands in numbers, by hamlet and category.
#[utoipa::path(
    get, path = "/units/{unit}/overview", params(("unit" = String, Path, description = "Its code.")),
    responses((status = 200, body = Overview), (status = "4XX", body = Refusal))
)]
async fn overview(asked: Asked) -> Result<Response, ApiError> {
    asked.answer("overview", open::overview, |_| 1).await
}

/// The campaigns of a unit, what they aim at and what was reached.
#[utoipa::path(
    get, path = "/units/{unit}/campaigns", params(("unit" = String, Path, description = "Its code.")),
    responses((status = 200, body = Campaigns), (status = "4XX", body = Refusal))
)]
async fn campaigns(asked: Asked) -> Result<Response, ApiError> {
    let rows = |all: &Campaigns| all.campaigns.len();
    asked.answer("campaigns", open::campaigns, rows).await
}

/// The households of a unit, every record, in pages.
#[utoipa::path(
    get, path = "/units/{unit}/households",
    params(("unit" = String, Path, description = "Its code."), PageQuery),
    responses((status = 200, body = Page<Household>), (status = "4XX", body = Refusal))
)]
async fn households(asked: Asked, query: Wanted) -> Result<Response, ApiError> {
    let query = wanted(query)?;
    let of = (query.after(Cursor::Households)?, query.rows()?);
    let read = move |tx: &dyn Tx, unit: &str, today| open::households(tx, unit, of, today);
    asked.answer("households", read, rows).await
}

/// The visits of a unit, in pages.
#[utoipa::path(
    get, path = "/units/{unit}/visits",
    params(("unit" = String, Path, description = "Its code."), PageQuery),
    responses((status = 200, body = Page<Visit>), (status = "4XX", body = Refusal))
)]
async fn visits(asked: Asked, query: Wanted) -> Result<Response, ApiError> {
    let query = wanted(query)?;
    let of = (query.after(Cursor::Visits)?, query.rows()?);
    let read = move |tx: &dyn Tx, unit: &str, _| open::visits(tx, unit, of);
    asked.answer("visits", read, rows).await
}

/// What was handed over in a unit, in pages.
#[utoipa::path(
    get, path = "/units/{unit}/handovers",
    params(("unit" = String, Path, description = "Its code."), PageQuery),
    responses((status = 200, body = Page<Handover>), (status = "4XX", body = Refusal))
)]
async fn handovers(asked: Asked, query: Wanted) -> Result<Response, ApiError> {
    let query = wanted(query)?;
    let of = (query.after(Cursor::Handovers)?, query.rows()?);
    let read = move |tx: &dyn Tx, unit: &str, _| open::handovers(tx, unit, of);
    asked.answer("handovers", read, rows).await
}

/// The entries of a unit's Fund, in pages.
#[utoipa::path(
    get, path = "/units/{unit}/fund",
    params(("unit" = String, Path, description = "Its code."), PageQuery),
    responses((status = 200, body = Page<FundEntry>), (status = "4XX", body = Refusal))
)]
async fn fund(asked: Asked, query: Wanted) -> Result<Response, ApiError> {
    let query = wanted(query)?;
    let of = (query.after(Cursor::Fund)?, query.rows()?);
    let read = move |tx: &dyn Tx, unit: &str, _| open::fund(tx, unit, of);
    asked.answer("fund", read, rows).await
}

type Wanted = Result<Query<PageQuery>, QueryRejection>;

fn wanted(query: Wanted) -> Result<PageQuery, ApiError> {
    let Query(query) = query.map_err(|_| ApiError::Malformed("the query"))?;
    Ok(query)
}

const fn rows<Row>(page: &Page<Row>) -> usize {
    page.rows.len()
}

/// A program that asks about a unit: the one in the path, else the token's own.
struct Asked {
    state: AppState,
    tool: Tool,
    unit: String,
}

impl FromRequestParts<AppState> for Asked {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        let Program(tool) = Program::from_request_parts(parts, state).await?;
        let unit = Option::<Path<String>>::from_request_parts(parts, state).await;
        let unit = unit.map_err(|_| ApiError::NotFound)?;
        Ok(Self {
            unit: unit.map_or_else(|| tool.commune.clone(), |Path(unit)| unit),
            state: state.clone(),
            tool,
        })
    }
}

impl Asked {
    /// What `read` finds. That it was read stands in the log: what, of which unit, by which token, how much.
    async fn answer<T: Serialize + Send + 'static>(
        self,
        what: &'static str,
        read: impl Fn(&dyn Tx, &str, LocalDate) -> Result<T, StoreError> + Send + 'static,
        rows: impl Fn(&T) -> usize + Send + 'static,
    ) -> Result<Response, ApiError> {
        let Self { state, tool, unit } = self;
        let today = state.clock.now().local_date();
        let id = tool.id;
        let found = state.read(move |tx| {
            if !open::reaches(tx, &tool, &unit, today)? {
                return Ok(None);
            }
            let found = read(tx, &unit, today)?;
            let rows = rows(&found);
            Ok(Some((unit.clone(), rows, found)))
        });
        let (unit, rows, found) = found.await?.ok_or(ApiError::OutOfScope)?;
        tracing::info!(what, %unit, tool = %id, rows, "read by a program");
        let headers = [(header::CACHE_CONTROL, "no-store")];
        Ok((headers, Json(found)).into_response())
    }
}
