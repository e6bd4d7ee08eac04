//! Nothing may be logged as an error while a ward is played: a layer collects what is.

use std::cell::RefCell;
use std::fmt::{Debug, Write as _};
use std::sync::Once;

use tracing::field::{Field, Visit};
use tracing::{Event, Level, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt as _};

thread_local! {
    static ERRORS: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

static INSTALLED: Once = Once::new();

/// Collects from now on; once for a process, and each thread for itself.
pub fn install() {
    INSTALLED.call_once(|| {
        let subscriber = tracing_subscriber::registry().with(Collector);
        // A test binary that logs already is as good: then nothing is collected.
        let _ = tracing::subscriber::set_global_default(subscriber);
    });
}

/// What this thread has logged since it was last asked.
pub fn take() -> Vec<String> {
    ERRORS.with(RefCell::take)
}

/// Forgets what Automerge has logged on this thread: it was given bytes that are no document.
pub fn forgive_automerge() {
    ERRORS.with(|errors| {
        errors
            .borrow_mut()
            .retain(|text| !text.starts_with("automerge"));
    });
}

struct Collector;

impl<S: Subscriber> Layer<S> for Collector {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        if *event.metadata().level() == Level::ERROR {
            let mut text = Text(format!("{}: ", event.metadata().target()));
            event.record(&mut text);
            ERRORS.with(|errors| errors.borrow_mut().push(text.0));
        }
    }
}

struct Text(String);

impl Visit for Text {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let _ = write!(self.0, "{}={value:?} ", field.name());
    }
}
