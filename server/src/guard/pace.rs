//! How slowly a body may come: slower than any network that phones have, and not without end.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody};
use axum::extract::Request;
use chungtay_shared::limits::{BODY_BYTES_PER_SECOND_MIN, BODY_PATIENCE_S};
use http_body::{Frame, SizeHint};
use tokio::time::{Instant, Sleep, sleep_until};

/// Whether a body fell behind.
#[derive(Debug, Clone, Default)]
pub(super) struct Pace(Arc<AtomicBool>);

impl Pace {
    /// Whether it did, so that whatever was answered to what had come is of no account.
    pub(super) fn was_lost(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// A body that nobody waits for longer than for its bytes at their slowest.
struct Held {
    body: Body,
    begun: Instant,
    came: u64,
    over: Pin<Box<Sleep>>,
    pace: Pace,
}

/// The request with its body held to the pace, and whether it kept it.
pub(super) fn held(request: Request) -> (Request, Pace) {
    let pace = Pace::default();
    let held = request.map(|body| {
        if body.is_end_stream() {
            return body;
        }
        let begun = Instant::now();
        Body::new(Held {
            body,
            begun,
            came: 0,
            over: Box::pin(sleep_until(due(begun, 0))),
            pace: pace.clone(),
        })
    });
    (held, pace)
}

/// When the next bytes must be there.
fn due(begun: Instant, came: u64) -> Instant {
    begun + Duration::from_secs(BODY_PATIENCE_S + came / BODY_BYTES_PER_SECOND_MIN)
}

impl HttpBody for Held {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let this = &mut *self;
        if let Poll::Ready(frame) = Pin::new(&mut this.body).poll_frame(context) {
            if let Some(Ok(frame)) = &frame {
                let bytes = frame.data_ref().map_or(0, Bytes::len);
                this.came = this.came.saturating_add(bytes as u64);
                let due = due(this.begun, this.came);
                this.over.as_mut().reset(due);
            }
            return Poll::Ready(frame);
        }
        if this.over.as_mut().poll(context).is_pending() {
            return Poll::Pending;
        }
        this.pace.0.store(true, Ordering::Relaxed);
        let error = std::io::Error::from(std::io::ErrorKind::TimedOut);
        Poll::Ready(Some(Err(axum::Error::new(error))))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
