//! The databases a server can have, each empty and of one test alone. It can be opened more than
//! once: by a server that is started again, and by several at once.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, OnceLock};

use chungtay_server::state::AppState;
use chungtay_server::store::Store;
use chungtay_server::store::postgres::PostgresStore;
use chungtay_server::store::sqlite::SqliteStore;
use chungtay_shared::id::{Epoch, to_hex};
use rand_chacha::ChaCha8Rng;
use rand_core::SeedableRng as _;

use crate::postgres;
use crate::ward::SimClock;

/// Memory that looks like a folder, where a machine has it.
const MEMORY: &str = "/dev/shm";

/// A database; a clone is the same one.
#[derive(Debug, Clone)]
pub enum Database {
    /// A file in a folder that is removed with it.
    Sqlite(Arc<tempfile::TempDir>),
    /// A database of the tests' PostgreSQL, which is removed with it too.
    Postgres(Arc<postgres::Url>),
}

/// The kinds of database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// SQLite.
    Sqlite,
    /// PostgreSQL.
    Postgres,
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

    /// One of this kind that need not outlive the machine: a file is held in memory if it can be.
    pub fn fleeting(kind: Kind) -> Self {
        match kind {
            Kind::Sqlite => {
                let memory = Path::new(MEMORY);
                let folder = memory.is_dir().then_some(memory);
                let database = folder.map_or_else(Self::sqlite, Self::sqlite_in);
                fs::write(database.file(), brought_up_to_date()).expect("a file");
                database
            }
            Kind::Postgres => Self::postgres(),
        }
    }

    fn sqlite_in(folder: &Path) -> Self {
        Self::Sqlite(Arc::new(tempfile::tempdir_in(folder).expect("a folder")))
    }

    /// One of each kind.
    pub fn each() -> [Self; 2] {
        [Self::sqlite(), Self::postgres()]
    }

    /// A server's process over it, with chance from this seed.
    pub fn process(&self, seed: u64) -> AppState {
        self.process_by(SimClock::morning(), seed)
    }

    /// The same, by this clock.
    pub fn process_by(&self, clock: SimClock, seed: u64) -> AppState {
        let rng = Box::new(ChaCha8Rng::seed_from_u64(seed));
        AppState::new(self.open(), Arc::new(clock), rng)
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
            Self::Postgres(url) => command.env("CHUNGTAY_DATABASE", &***url),
        };
    }

    /// A copy of it as it is now, on the same disk.
    #[must_use]
    pub fn copy(&self) -> Self {
        match self {
            Self::Sqlite(folder) => {
                let copy = Self::sqlite_in(folder.path().parent().expect("a folder of folders"));
                let name = copy.file();
                let name = name.to_str().expect("a path in UTF-8");
                let live = rusqlite::Connection::open(self.file()).expect("the database");
                live.execute("vacuum into ?1", [name]).expect("a copy");
                copy
            }
            Self::Postgres(url) => Self::Postgres(postgres::copy(url)),
        }
    }

    /// Statements behind every store's back.
    pub fn execute(&self, sql: &str) {
        match self {
            Self::Sqlite(_) => {
                let connection = rusqlite::Connection::open(self.file()).expect("the database");
                connection.execute_batch(sql).expect("a statement");
            }
            Self::Postgres(url) => postgres::connect(url)
                .batch_execute(sql)
                .expect("a statement"),
        }
    }

    /// Begins another life of it, as a restore does.
    pub fn begin_epoch(&self, epoch: Epoch) {
        let value = self.bytes(epoch.as_bytes());
        self.execute(&format!(
            "update meta set value = {value} where key = 'epoch'"
        ));
    }

    /// Bytes as its dialect writes them.
    pub fn bytes(&self, bytes: &[u8]) -> String {
        match self {
            Self::Sqlite(_) => format!("x'{}'", to_hex(bytes)),
            Self::Postgres(_) => format!("'\\x{}'", to_hex(bytes)),
        }
    }

    /// The rows of a query behind every store's back, each value as text: bytes in hexadecimal.
    pub fn query(&self, sql: &str) -> Vec<Vec<String>> {
        match self {
            Self::Sqlite(_) => {
                let connection = rusqlite::Connection::open(self.file()).expect("the database");
                sqlite_rows(&connection, sql).expect("a query")
            }
            Self::Postgres(url) => postgres::rows(url, sql),
        }
    }

    /// A store over it, as one process has it.
    pub fn open(&self) -> Arc<dyn Store> {
        match self {
            Self::Sqlite(_) => Arc::new(SqliteStore::open(&self.file()).expect("a database")),
            Self::Postgres(url) => Arc::new(PostgresStore::open(url, None).expect("a database")),
        }
    }
}

/// The file of an empty database that has all its tables, and is nobody's yet: thousands of wards begin with one,
/// and each has an epoch and a seed of its own.
fn brought_up_to_date() -> &'static [u8] {
    static FILE: OnceLock<Vec<u8>> = OnceLock::new();
    FILE.get_or_init(|| {
        let database = Database::sqlite();
        drop(database.open());
        database.execute("delete from meta");
        fs::read(database.file()).expect("its file")
    })
}

/// Somebody who looks at a database behind its store's back again and again, whichever it is by then. A file that
/// is opened for each look has all its tables read first: half of what a simulated ward took.
#[derive(Debug, Default)]
pub struct Onlooker(Option<(PathBuf, rusqlite::Connection)>);

impl Onlooker {
    /// The rows of a query, as [`Database::query`] gives them.
    pub fn query(&mut self, database: &Database, sql: &str) -> Vec<Vec<String>> {
        if matches!(database, Database::Postgres(_)) {
            return database.query(sql);
        }
        let file = database.file();
        if self.0.as_ref().is_none_or(|(opened, _)| *opened != file) {
            let connection = rusqlite::Connection::open(&file).expect("the database");
            self.0 = Some((file, connection));
        }
        let rows = self
            .0
            .iter()
            .map(|(_, connection)| sqlite_rows(connection, sql));
        rows.flat_map(|rows| rows.expect("a query")).collect()
    }
}

fn sqlite_rows(connection: &rusqlite::Connection, sql: &str) -> rusqlite::Result<Vec<Vec<String>>> {
    let mut statement = connection.prepare(sql)?;
    let columns = statement.column_count();
    let rows = statement.query_map([], |row| {
        (0..columns)
            .map(|column| Ok(text(row.get_ref(column)?)))
            .collect::<rusqlite::Result<Vec<_>>>()
    })?;
    rows.collect()
}

fn text(value: rusqlite::types::ValueRef<'_>) -> String {
    use rusqlite::types::ValueRef;
    match value {
        ValueRef::Null => String::new(),
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Real(number) => number.to_string(),
        ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
        ValueRef::Blob(bytes) => to_hex(bytes),
    }
}
