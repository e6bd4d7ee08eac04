//! What every request handler has: the store, the clock, chance, and who is listening.

use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use chungtay_shared::id::{DeviceId, ToolId};
use chungtay_shared::time::Timestamp;
use rand_core::RngCore;

use crate::access::{self, Lately};
use crate::at_hand::AtHand;
use crate::error::ApiError;
use crate::flood::Flood;
use crate::guard::Stranger;
use crate::live::Live;
use crate::metrics::{MeasuredStore, Metrics};
use crate::previews::Previews;
use crate::sign_in::hard::Hashing;
use crate::sign_in::waits::{Guessed, Waits};
use crate::store::{Store, StoreError, Tx, read, write};
use crate::turns::Turns;

/// The server's clock. Tests have their own.
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> Timestamp;
}

/// The machine's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "the server's only call of the clock"
    )]
    fn now(&self) -> Timestamp {
        let since_1970 = std::time::SystemTime::now()
            .duration_since(std::time::UNIX_EPOCH)
            .unwrap_or_default();
        Timestamp::from_ms(i64::try_from(since_1970.as_millis()).unwrap_or(i64::MAX))
    }
}

/// Shared by all handlers; cheap to clone.
#[derive(Clone)]
pub struct AppState {
    /// The database.
    pub store: Arc<dyn Store>,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// Who is to be told of changes.
    pub live: Arc<Live>,
    /// Imports that wait for their confirmation.
    pub previews: Arc<Previews>,
    /// Pushes that bear on the same documents.
    pub turns: Arc<Turns>,
    /// Documents that need not be opened again.
    pub at_hand: Arc<AtHand>,
    /// Devices that ask too often.
    pub flood: Arc<Flood>,
    /// What was noted lately of who saw what.
    pub lately: Arc<Lately>,
    /// Programs that ask too often.
    pub programs: Arc<Flood<ToolId>>,
    /// Addresses from which too much is guessed.
    pub guesses: Arc<Flood<IpAddr>>,
    /// Accounts whose password is guessed at.
    pub waits: Arc<Waits>,
    /// Where passwords are hashed.
    pub hashing: Hashing,
    /// What is counted for whoever watches over the server.
    pub metrics: Arc<Metrics>,
    /// Where people reach this server, such as `https://chungtay.example`; none to take it from
    /// the request.
    pub public_url: Option<Arc<str>>,
    /// Whether the server speaks TLS itself, with nothing between it and browsers.
    pub speaks_tls: bool,
    rng: Arc<Mutex<Box<dyn RngCore + Send>>>,
}

impl AppState {
    /// A server over this store.
    pub fn new(store: Arc<dyn Store>, clock: Arc<dyn Clock>, rng: Box<dyn RngCore + Send>) -> Self {
        let (live, rng) = (Arc::new(Live::default()), Arc::new(Mutex::new(rng)));
        let metrics = Arc::new(Metrics::default());
        Self {
            store: Arc::new(MeasuredStore::over(store, Arc::clone(&metrics))),
            metrics,
            clock,
            live,
            previews: Arc::default(),
            turns: Arc::default(),
            at_hand: Arc::default(),
            flood: Arc::default(),
            lately: Arc::default(),
            programs: Arc::default(),
            guesses: Arc::default(),
            waits: Arc::default(),
            hashing: Hashing::default(),
            public_url: None,
            speaks_tls: false,
            rng,
        }
    }

    /// Chance.
    pub fn with_rng<T>(&self, work: impl FnOnce(&mut dyn RngCore) -> T) -> T {
        let mut rng = self.rng.lock().unwrap_or_else(PoisonError::into_inner);
        work(&mut **rng)
    }

    /// Lets a device's exchange through, or says how long it is to wait.
    pub fn let_through(&self, device: DeviceId) -> Result<(), ApiError> {
        self.unless_flooded(self.flood.take(device, self.clock.now()))
    }

    /// Lets a program's question through, or says how long it is to wait.
    pub fn let_program_through(&self, tool: ToolId) -> Result<(), ApiError> {
        self.unless_flooded(self.programs.take(tool, self.clock.now()))
    }

    /// Lets somebody show a link, unless too many from there were nobody's.
    pub fn may_guess(&self, stranger: Stranger) -> Result<(), ApiError> {
        self.unless_flooded(self.guesses.look(&stranger.0, self.clock.now()))
    }

    /// Lets somebody prove that an account is theirs, unless it was tried wrongly too often.
    pub fn may_try(&self, guessed: &Guessed) -> Result<(), ApiError> {
        self.unless_flooded(self.waits.look(guessed, self.clock.now()))
    }

    /// What somebody showed is nobody's. Whoever is known is let through whatever their neighbours at the
    /// same address guess: they are asked first.
    pub fn guessed(&self, stranger: Stranger) -> Result<(), ApiError> {
        self.unless_flooded(self.guesses.take(stranger.0, self.clock.now()))
    }

    fn unless_flooded(&self, taken: Result<(), i64>) -> Result<(), ApiError> {
        taken.map_err(|wait_ms| {
            self.metrics.refused_a_flood();
            ApiError::too_often(wait_ms)
        })
    }

    /// Reads from the store without holding up other requests.
    pub async fn read<T: Send + 'static>(
        &self,
        work: impl FnMut(&dyn Tx) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, ApiError> {
        let store = Arc::clone(&self.store);
        Ok(tokio::task::spawn_blocking(move || read(&*store, work)).await??)
    }

    /// Writes to the store without holding up other requests; durable when it returns.
    pub async fn write<T: Send + 'static>(
        &self,
        work: impl FnMut(&dyn Tx) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, ApiError> {
        let store = Arc::clone(&self.store);
        let work = access::carried(move || write(&*store, work));
        Ok(tokio::task::spawn_blocking(work).await??)
    }

    /// Runs anything that computes or blocks for long.
    pub async fn blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Self) -> Result<T, ApiError> + Send + 'static,
    ) -> Result<T, ApiError> {
        let state = self.clone();
        tokio::task::spawn_blocking(access::carried(move || work(&state))).await?
    }
}
