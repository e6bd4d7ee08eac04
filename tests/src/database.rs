//! The databases a server can have, each empty and of one test alone. It can be opened more than
//! once: by a server that is started again, and by several at once.

use std::path::PathBuf;
use std::process::Command;
use std::sync::Arc;

use chungtay_server::state::AppState;
use chungtay_server::store::Store;
use chungtay_server::store::postgres::PostgresStore;
use chungtay_server::store::sqlite::SqliteStore;
use rand_chacha::ChaCha8Rng;
use rand_core::SeedableRng as _;

use crate::postgres;
use crate::ward::SimClock;

/// A database; a clone is the same one.
#[derive(Debug, Clone)]
pub enum Database {
    /// A file in a folder that is removed with it.
    Sqlite(Arc<tempfile::TempDir>),
    /// A database of the tests' PostgreSQL, by its address.
    Postgres(String),
}

impl Database {
    /// An embedded one.
    pub fn sqlite() -> Self {
        Self::Sqlite(Arc::new(tempfile::tempdir().expect("a folder")))
    }

    /// One of PostgreSQL.
    pub fn postgres() -> Self {
        Self::Postgres(postgres::database())
    }

    /// One of each kind.
    pub fn each() -> [Self; 2] {
        [Self::sqlite(), Self::postgres()]
    }

    /// A server's process over it, with chance from this seed.
    pub fn process(&self, seed: u64) -> AppState {
        let rng = Box::new(ChaCha8Rng::seed_from_u64(seed));
        AppState::new(self.open(), Arc::new(SimClock::morning()), rng)
    }

    /// The file it is in. **Panics** for one of PostgreSQL, which is in none of ours.
    pub fn file(&self) -> PathBuf {
        match self {
            Self::Sqlite(folder) => folder.path().join("chungtay.sqlite"),
            Self::Postgres(_) => panic!("a database of PostgreSQL is no file"),
        }
    }

    /// Tells the real program that this is its database.
    pub fn name_to(&self, command: &mut Command) {
        match self {
            Self::Sqlite(folder) => command.env("CHUNGTAY_DATA", folder.path()),
            Self::Postgres(url) => command.env("CHUNGTAY_DATABASE", url),
        };
    }

    /// A store over it, as one process has it.
    pub fn open(&self) -> Arc<dyn Store> {
        match self {
            Self::Sqlite(_) => Arc::new(SqliteStore::open(&self.file()).expect("a database")),
            Self::Postgres(url) => Arc::new(PostgresStore::open(url).expect("a database")),
        }
    }
}
