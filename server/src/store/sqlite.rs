//! The embedded database: one SQLite file, write-ahead log, `synchronous=FULL`: what is
//! acknowledged has reached the disk.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::Path;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};
use rusqlite_migration::{M, Migrations};

use super::{Store, StoreError, Tx};
use crate::said::Remembered;

mod access;
mod accounts;
mod audit;
mod books;
mod compaction;
mod devices;
mod erasures;
mod group;
mod joining;
mod left_rows;
mod lives;
mod log;
mod office;
mod periods;
mod progress;
mod quarantine;
mod register;
mod rights;
mod row_seals;
mod rows;
mod sign_in;
mod standing;
mod supports;
mod tools;
mod units;
mod upkeep;
mod wordings;

use group::Group;

/// Readers at once; more wait their turn.
const READERS: usize = 4;

/// A SQLite file.
#[derive(Debug)]
pub struct SqliteStore {
    readers: Mutex<Vec<Connection>>,
    remembered: Remembered,
    reader_is_free: Condvar,
    /// Dropped last: whoever closes the file last brings the write-ahead log into it, which a reader
    /// may not. So after a clean end the one file is the whole database.
    writer: Group,
}

impl SqliteStore {
    /// Opens the file, makes it if it is not there, and brings its schema up to date.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let mut writer = Connection::open(path)?;
        configure(&writer)?;
        writer.pragma_update(None, "journal_mode", "wal")?;
        writer.pragma_update(None, "synchronous", "full")?;
        writer.pragma_update(None, "wal_autocheckpoint", WAL_PAGES)?;
        migrations()
            .to_latest(&mut writer)
            .map_err(|e| StoreError::Database(Box::new(e)))?;
        accounts::ensure_meta(&writer)?;
        let store = Self::of(writer, path)?;
        super::row_seals::begin(&store)?;
        Ok(store)
    }

    /// Opens a file that is there to read it as it is: it is not brought up to date, and every write fails.
    pub fn open_as_it_is(path: &Path) -> Result<Self, StoreError> {
        let connection = reader(path)?;
        let pending = migrations()
            .pending_migrations(&connection)
            .map_err(|e| StoreError::Database(Box::new(e)))?;
        if pending != 0 {
            let other = "it was made by another version of this program; start the server once";
            return Err(StoreError::Database(other.into()));
        }
        Ok(Self::of(connection, path)?)
    }

    fn of(writer: Connection, path: &Path) -> Result<Self, rusqlite::Error> {
        let readers = (0..READERS)
            .map(|_| reader(path))
            .collect::<Result<Vec<_>, _>>()?;
        Ok(Self {
            writer: Group::of(writer),
            readers: Mutex::new(readers),
            remembered: Remembered::default(),
            reader_is_free: Condvar::new(),
        })
    }

    fn take_reader(&self) -> Connection {
        let mut readers = unpoisoned(self.readers.lock());
        loop {
            if let Some(reader) = readers.pop() {
                return reader;
            }
            readers = self
                .reader_is_free
                .wait(readers)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }
}

impl Store for SqliteStore {
    fn read(
        &self,
        work: &mut dyn FnMut(&dyn Tx) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let mut reader = self.take_reader();
        let result = catch_unwind(AssertUnwindSafe(|| {
            let transaction = reader.transaction()?;
            work(&SqliteTx {
                connection: &transaction,
                remembered: Some(&self.remembered),
            })
        }));
        // However the work has ended: a reader that is lost is one fewer for good.
        unpoisoned(self.readers.lock()).push(reader);
        self.reader_is_free.notify_one();
        result.unwrap_or_else(|panic| resume_unwind(panic))
    }

    fn write(
        &self,
        work: &mut dyn FnMut(&dyn Tx) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        self.writer.write(work)
    }

    /// Every page is written anew, and the write-ahead log ends: what is in no table is in no file.
    fn wipe(&self) -> Result<(), StoreError> {
        self.writer.alone(|connection| {
            connection.execute_batch("vacuum")?;
            let mut truncated = connection.prepare("pragma wal_checkpoint(truncate)")?;
            let is_busy: bool = truncated.query_row([], |row| row.get(0))?;
            if is_busy {
                return Err(StoreError::Database("somebody reads the old pages".into()));
            }
            Ok(())
        })
    }
}

/// What a connection keeps of the file. A push of a day's records touches some hundred pages of a large
/// ward, which SQLite's 2 MB do not hold.
const CACHE_KIB: i32 = 16 << 10;
/// Statements kept prepared on one connection: all that there are, but for a search of many words.
const STATEMENTS_MAX: usize = 512;
/// Pages of the log after which they go into the file: four times SQLite's own number, as pages that
/// many pushes change then go there once.
const WAL_PAGES: i32 = 4_000;

/// One transaction of SQLite.
struct SqliteTx<'a> {
    connection: &'a Connection,
    remembered: Option<&'a Remembered>,
}

/// A connection that writes nothing.
fn reader(path: &Path) -> Result<Connection, rusqlite::Error> {
    let reader = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    configure(&reader)?;
    Ok(reader)
}

fn configure(connection: &Connection) -> Result<(), rusqlite::Error> {
    connection.busy_timeout(Duration::from_secs(10))?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "cache_size", -CACHE_KIB)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS_MAX);
    Ok(())
}

fn migrations() -> Migrations<'static> {
    Migrations::new(vec![
        M::up(include_str!("../../migrations/sqlite/0001_initial.sql")),
        M::up(include_str!(
            "../../migrations/sqlite/0002_trials_and_clocks.sql"
        )),
        M::up(include_str!("../../migrations/sqlite/0003_growth.sql")),
        M::up(include_str!("../../migrations/sqlite/0004_left.sql")),
        M::up(include_str!("../../migrations/sqlite/0005_rights.sql")),
        M::up(include_str!("../../migrations/sqlite/0006_lives.sql")),
        M::up(include_str!("../../migrations/sqlite/0007_givers.sql")),
        M::up(include_str!("../../migrations/sqlite/0008_supports.sql")),
        M::up(include_str!("../../migrations/sqlite/0009_units.sql")),
        M::up(include_str!("../../migrations/sqlite/0010_register.sql")),
        M::up(include_str!("../../migrations/sqlite/0011_needs.sql")),
        M::up(include_str!("../../migrations/sqlite/0012_left_rows.sql")),
        M::up(include_str!("../../migrations/sqlite/0013_periods.sql")),
        M::up(include_str!("../../migrations/sqlite/0014_wording.sql")),
        M::up(include_str!("../../migrations/sqlite/0015_tools.sql")),
        M::up(include_str!("../../migrations/sqlite/0016_looked_at.sql")),
        M::up(include_str!("../../migrations/sqlite/0017_access.sql")),
        M::up(include_str!("../../migrations/sqlite/0018_sign_in.sql")),
        M::up(include_str!("../../migrations/sqlite/0019_erasures.sql")),
        M::up(include_str!("../../migrations/sqlite/0021_proofs.sql")),
        M::up(include_str!("../../migrations/sqlite/0022_books.sql")),
        M::up(include_str!("../../migrations/sqlite/0024_claims.sql")),
        M::up(include_str!("../../migrations/sqlite/0026_joining.sql")),
        M::up(include_str!("../../migrations/sqlite/0027_row_seals.sql")),
    ])
}

/// A thread that panicked in a transaction has taken it back; the connection is as good as before.
fn unpoisoned<'a, T>(
    lock: Result<MutexGuard<'a, T>, PoisonError<MutexGuard<'a, T>>>,
) -> MutexGuard<'a, T> {
    lock.unwrap_or_else(PoisonError::into_inner)
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Database(Box::new(error))
    }
}

/// Counts and sizes are never negative here.
fn unsigned(value: i64) -> u64 {
    u64::try_from(value).unwrap_or(0)
}

fn signed(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

/// A blob as an id, or which column is wrong.
fn id<T: for<'b> TryFrom<&'b [u8]>>(
    bytes: &[u8],
    table: &'static str,
    column: &'static str,
) -> Result<T, StoreError> {
    T::try_from(bytes).map_err(|_| StoreError::Inconsistent { table, column })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{Commune, read, write};

    #[test]
    fn after_a_clean_end_the_one_file_is_the_whole_database() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("chungtay.sqlite");
        let store = SqliteStore::open(&file).unwrap();
        let commune = Commune {
            code: "99001".into(),
            name: "xã Thử".into(),
            synthetic: true,
        };
        write(&store, |tx| tx.add_commune(&commune)).unwrap();
        drop(store);

        let copied = folder.path().join("copied.sqlite");
        std::fs::copy(&file, &copied).unwrap();
        let store = SqliteStore::open(&copied).unwrap();
        assert_eq!(read(&store, |tx| tx.communes()).unwrap(), [commune]);
    }
}
