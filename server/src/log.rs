//! What is logged: method, path, status, time; never a query, a body, a header or a name.

use std::time::Duration;

use axum::http::{Request, Response};
use tower_http::trace::OnResponse;
use tracing::Span;
use tracing_subscriber::EnvFilter;

const AUTOMERGE_SILENT: &str = "automerge=off";

/// Starts the log on standard error; `CHUNGTAY_LOG` sets what is said (default `info`).
pub fn start() {
    let wanted = std::env::var("CHUNGTAY_LOG").ok();
    let subscriber = tracing_subscriber::fmt()
        .with_env_filter(filter(wanted.as_deref()))
        .with_target(false);
    // A second start, in a test, keeps the first.
    let _ = subscriber.with_writer(std::io::stderr).try_init();
}

/// What is said. Automerge opens spans that write out whole documents' histories, at `info`: a third
/// of a push's time, for nobody. What it makes of hostile bytes is the gate's to say.
fn filter(wanted: Option<&str>) -> EnvFilter {
    let filter = wanted.and_then(|wanted| EnvFilter::try_new(wanted).ok());
    filter
        .unwrap_or_else(|| EnvFilter::new("info"))
        .add_directive(AUTOMERGE_SILENT.parse().expect("a directive"))
}

/// One span a request. Ids in paths name documents, not people.
pub fn span<B>(request: &Request<B>) -> Span {
    tracing::info_span!("request", method = %request.method(), path = request.uri().path())
}

/// One line a request.
#[derive(Debug, Clone, Copy)]
pub struct Answered;

impl<B> OnResponse<B> for Answered {
    fn on_response(self, response: &Response<B>, latency: Duration, _: &Span) {
        let (status, latency_ms) = (response.status().as_u16(), latency.as_millis());
        if status >= 500 {
            tracing::error!(status, latency_ms, "failed");
        } else {
            tracing::debug!(status, latency_ms, "answered");
        }
    }
}

#[cfg(test)]
mod tests {
    use tracing_subscriber::layer::SubscriberExt as _;

    use super::*;

    #[test]
    fn automerge_says_nothing_whatever_is_wanted() {
        for wanted in [None, Some("trace"), Some("rubbish=rubbish")] {
            let subscriber = tracing_subscriber::registry().with(filter(wanted));
            tracing::subscriber::with_default(subscriber, || {
                assert!(!tracing::enabled!(target: "automerge::automerge", tracing::Level::ERROR));
                assert!(tracing::enabled!(tracing::Level::ERROR));
            });
        }
    }

    /// What its client logs below this level has names in it, whatever `CHUNGTAY_LOG` asks for.
    #[test]
    fn no_setting_makes_the_database_log_the_values_of_its_statements() {
        assert!(::log::STATIC_MAX_LEVEL <= ::log::LevelFilter::Info);
    }
}
