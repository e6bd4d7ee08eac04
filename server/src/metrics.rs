//! What is counted, for Prometheus: nothing that tells of a person, and nothing by commune either:
//! which phone owes what is the office's to see, not the machine room's.
//!
//! Served by [`router`] on an address of its own; the alerts are in `docs/alerts.yml`.

use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::{MatchedPath, Request, State};
use axum::http::header;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use chungtay_shared::sync::wire::{Answered, Outcome};
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};

use crate::error::ApiError;
use crate::state::AppState;
use figures::Figures;

mod figures;
mod measured;

pub use measured::MeasuredStore;

/// What it is served as.
const CONTENT_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";
/// Where it is served.
pub const PATH: &str = "/metrics";

/// Upper bounds of the durations' buckets: from a look at a table to a first sync of a large ward.
const BUCKETS_S: [f64; 11] = [
    0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0, 100.0,
];

type Durations<L> = Family<L, Histogram, fn() -> Histogram>;

/// What happened since the server was started.
#[derive(Debug)]
pub struct Metrics {
    requests: Durations<RequestLabels>,
    writes: Durations<WriteLabels>,
    pushes: Counter,
    records: Family<RecordLabels, Counter>,
    floods: Counter,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RequestLabels {
    method: String,
    /// The route, such as `/api/office/households/{id}`.
    route: String,
    status: u16,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RecordLabels {
    outcome: &'static str,
    /// Why it was set aside.
    reason: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct WriteLabels {
    part: &'static str,
}

impl Default for Metrics {
    fn default() -> Self {
        let histogram: fn() -> Histogram = || Histogram::new(BUCKETS_S);
        Self {
            requests: Family::new_with_constructor(histogram),
            writes: Family::new_with_constructor(histogram),
            pushes: Counter::default(),
            records: Family::default(),
            floods: Counter::default(),
        }
    }
}

impl Metrics {
    /// A push was answered.
    pub fn answered(&self, answers: &[Answered]) {
        self.pushes.inc();
        for answer in answers {
            let (outcome, reason) = match &answer.outcome {
                Outcome::Stored => ("stored", ""),
                Outcome::AlreadyHad => ("already_had", ""),
                Outcome::Quarantined(reason) => ("set_aside", reason.as_str()),
                Outcome::SendPlain => ("send_plain", ""),
            };
            let labels = RecordLabels {
                outcome,
                reason: reason.to_owned(),
            };
            self.records.get_or_create(&labels).inc();
        }
    }

    /// A phone that asks too often was told to wait.
    pub fn refused_a_flood(&self) {
        self.floods.inc();
    }

    fn wrote(&self, part: &'static str, took: Duration) {
        let durations = self.writes.get_or_create(&WriteLabels { part });
        durations.observe(took.as_secs_f64());
    }

    fn register(&self, registry: &mut Registry) {
        registry.register_with_unit(
            "request_duration",
            "Time until the answer of a request begins",
            Unit::Seconds,
            self.requests.clone(),
        );
        registry.register_with_unit(
            "write_duration",
            "Parts of a write to the database: waiting for its turn, working, committing",
            Unit::Seconds,
            self.writes.clone(),
        );
        registry.register("pushes", "Exchanges of phones", self.pushes.clone());
        registry.register(
            "records",
            "Records that phones have sent, by what became of them",
            self.records.clone(),
        );
        registry.register(
            "flood_refusals",
            "Exchanges of phones that ask too often",
            self.floods.clone(),
        );
    }
}

/// Counts a request and its answer.
pub async fn count(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let route = request.extensions().get::<MatchedPath>();
    // What matches no route may be anything, a secret among it.
    let route = route.map_or("other", MatchedPath::as_str).to_owned();
    let method = request.method().as_str().to_owned();
    let response = next.run(request).await;
    let labels = RequestLabels {
        method,
        route,
        status: response.status().as_u16(),
    };
    let durations = state.metrics.requests.get_or_create(&labels);
    durations.observe(begun.elapsed().as_secs_f64());
    drop(durations);
    response
}

/// `/metrics` and nothing else.
pub fn router(state: AppState) -> Router {
    Router::new().route(PATH, get(show)).with_state(state)
}

/// In a text format that Prometheus reads.
async fn show(State(state): State<AppState>) -> Result<Response, ApiError> {
    let now = state.clock.now();
    let figures = state.read(move |tx| Figures::of(tx, now)).await?;
    let mut registry = Registry::with_prefix("chungtay");
    state.metrics.register(&mut registry);
    figures.register(&mut registry, state.live.listeners());
    let mut text = String::new();
    encode(&mut text, &registry).map_err(|_| ApiError::Internal("metrics"))?;
    Ok(([(header::CONTENT_TYPE, CONTENT_TYPE)], text).into_response())
}
