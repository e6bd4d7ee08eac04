//! PostgreSQL: the same tables on a database server, for several nodes at once.
//!
//! What SQLite has because there is one writer at all is made here by a row's lock or a constraint:
//! log numbers under the commune's row, a link under its own row, everything else that may exist
//! only once by a unique key. A node that loses such a race does its work again on what is there
//! now.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use postgres::error::SqlState;
use postgres::types::{FromSql, ToSql};
use postgres::{Client, Row};

use super::{Store, StoreError, Tx};
use crate::live::Live;
use crate::said::Remembered;
use pool::{Connection, Pool};
use road::Road;

mod access;
mod accounts;
mod audit;
mod books;
mod compaction;
mod devices;
mod erasures;
mod facts;
mod joining;
mod left_rows;
mod lives;
mod log;
mod nodes;
mod office;
mod periods;
mod pool;
mod progress;
mod quarantine;
mod register;
mod rights;
mod road;
mod row_seals;
mod rows;
mod schema;
mod sign_in;
mod standing;
mod supports;
mod tools;
mod units;
mod upkeep;
mod wordings;

/// How often a write is tried when another node was first.
const ATTEMPTS_MAX: usize = 5;

/// A PostgreSQL database, and the connections to it.
pub struct PostgresStore {
    pool: Pool,
    remembered: Remembered,
    /// Tells this node's messages from the others'.
    node: String,
}

/// Why a database could not be opened. Says nothing of the address: there is a password in it.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The address is none.
    #[error("the address of the database is none of PostgreSQL")]
    Address,
    /// The database is on another machine, and nothing says how the road there is kept.
    #[error("the database is on another machine, and nothing says who vouches for it")]
    InTheOpen,
    /// TLS is asked for, and nothing says who vouches for the database.
    #[error("the address asks for TLS, and nothing says who vouches for the database")]
    Authorities,
    /// Who vouches for the database cannot be read from the file.
    #[error("{0} cannot be used: {1}")]
    AuthoritiesUnusable(PathBuf, String),
    /// PostgreSQL has no TLS, or nobody vouches for it under that name.
    #[error("PostgreSQL cannot be reached under TLS: {0}")]
    Tls(#[source] Failure),
    /// Nobody answers there, or does not let us in.
    #[error("PostgreSQL cannot be reached: {0}")]
    Unreachable(#[source] Failure),
    /// The tables are those of a newer program.
    #[error("the database was made by a newer version of this program")]
    Newer,
    /// The tables are those of an older program.
    #[error("the database was made by an older version of this program; start the server once")]
    Older,
    /// The database failed.
    #[error("the database cannot be made ready: {0}")]
    Failed(#[source] Failure),
    /// What stands in it could not be sealed.
    #[error("what stands in the database cannot be sealed: {0}")]
    Unsealed(#[source] StoreError),
}

/// What PostgreSQL or the road to it answered, without the values it speaks of in its details:
/// they may be somebody's name.
#[derive(Debug, thiserror::Error)]
#[error("{text}")]
pub struct Failure {
    text: String,
    code: Option<SqlState>,
}

impl From<postgres::Error> for Failure {
    fn from(error: postgres::Error) -> Self {
        let text = match error.as_db_error() {
            Some(answer) => answer.message().to_owned(),
            None => std::iter::successors(std::error::Error::source(&error), |e| e.source())
                .last()
                .map_or_else(|| error.to_string(), ToString::to_string),
        };
        Self {
            text,
            code: error.code().cloned(),
        }
    }
}

impl From<postgres::Error> for StoreError {
    fn from(error: postgres::Error) -> Self {
        Self::Database(Box::new(Failure::from(error)))
    }
}

impl PostgresStore {
    /// Connects to the database at `url` (`postgres://user:password@host/database`) and brings its
    /// schema up to date. Blocks; not to be called where a runtime's tasks run.
    ///
    /// A database on another machine has to be vouched for by one of the certificates in the file `authorities`.
    pub fn open(url: &str, authorities: Option<&Path>) -> Result<Self, OpenError> {
        let store = Self::open_after(Road::to(url, authorities)?, schema::bring_up_to_date)?;
        super::row_seals::begin(&store).map_err(OpenError::Unsealed)?;
        Ok(store)
    }

    /// Connects to the database to read it as it is: it is not brought up to date, and every write fails.
    pub fn open_as_it_is(url: &str, authorities: Option<&Path>) -> Result<Self, OpenError> {
        let road = Road::to(url, authorities)?.reading_only();
        Self::open_after(road, schema::is_up_to_date)
    }

    fn open_after(
        road: Road,
        made_ready: fn(&mut Client) -> Result<(), OpenError>,
    ) -> Result<Self, OpenError> {
        let mut client = road.open()?;
        made_ready(&mut client)?;
        let node = client
            .query_one("select gen_random_uuid()::text", &[])
            .and_then(|row| row.try_get(0))
            .map_err(|e| OpenError::Failed(e.into()))?;
        Ok(Self {
            pool: Pool::new(road),
            remembered: Remembered::default(),
            node,
        })
    }

    fn attempt(
        &self,
        work: &mut dyn FnMut(&dyn Tx) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let mut lease = self.pool.begin("begin isolation level read committed")?;
        let tx = PostgresTx::new(lease.connection(), None);
        let done = work(&tx).and_then(|()| tx.finish(&self.node));
        match done {
            Ok(()) => Ok(lease.end("commit")?),
            Err(error) => {
                // A connection that cannot even do this is closed, which rolls back as well.
                let _ = lease.end("rollback");
                Err(error)
            }
        }
    }
}

impl std::fmt::Debug for PostgresStore {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PostgresStore").finish_non_exhaustive()
    }
}

impl Store for PostgresStore {
    fn read(
        &self,
        work: &mut dyn FnMut(&dyn Tx) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let mut lease = self
            .pool
            .begin("begin isolation level repeatable read read only")?;
        let result = work(&PostgresTx::new(lease.connection(), Some(&self.remembered)));
        // There is nothing to lose: a connection that fails here is replaced.
        let _ = lease.end("rollback");
        result
    }

    fn write(
        &self,
        work: &mut dyn FnMut(&dyn Tx) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let mut attempts = 1;
        loop {
            match self.attempt(work) {
                Err(error) if attempts < ATTEMPTS_MAX && another_was_first(&error) => attempts += 1,
                done => return done,
            }
        }
    }

    /// The tables' free room is given back for others to write on; what the database's own log and its
    /// copies hold ends when they do (`docs/deployment.md`).
    fn wipe(&self) -> Result<(), StoreError> {
        let mut client = self.pool.road().connect()?;
        for table in erasures::ROWS
            .iter()
            .chain(&["log", "quarantine", "left_row"])
        {
            client.batch_execute(&format!("vacuum {table}"))?;
        }
        Ok(())
    }

    fn tell(&self, live: &Arc<Live>) -> Result<(), StoreError> {
        nodes::listen(self.pool.road(), &self.node, live)
    }
}

/// Whether the same work, done again, meets what another node has written meanwhile.
fn another_was_first(error: &StoreError) -> bool {
    let StoreError::Database(source) = error else {
        return false;
    };
    let failure = source.downcast_ref::<Failure>();
    failure.and_then(|f| f.code.as_ref()).is_some_and(|code| {
        *code == SqlState::UNIQUE_VIOLATION
            || *code == SqlState::T_R_DEADLOCK_DETECTED
            || *code == SqlState::T_R_SERIALIZATION_FAILURE
    })
}

/// One transaction of PostgreSQL.
struct PostgresTx<'a> {
    connection: RefCell<&'a mut Connection>,
    /// A read sees one view and may lock nothing.
    writes: bool,
    remembered: Option<&'a Remembered>,
    /// Communes whose open pages have something new to show.
    changed: RefCell<BTreeSet<String>>,
    /// PostgreSQL does nothing more in a transaction in which a statement has failed, and answers
    /// its `commit` as if nothing were wrong.
    failed: Cell<bool>,
}

type Params<'p> = &'p [&'p (dyn ToSql + Sync)];

impl<'a> PostgresTx<'a> {
    /// A read, which may take what it remembers for read; or a write, which remembers nothing.
    fn new(connection: &'a mut Connection, remembered: Option<&'a Remembered>) -> Self {
        Self {
            connection: RefCell::new(connection),
            writes: remembered.is_none(),
            remembered,
            changed: RefCell::default(),
            failed: Cell::new(false),
        }
    }

    /// The last statements of a write that went well.
    fn finish(&self, node: &str) -> Result<(), StoreError> {
        if self.failed.get() {
            let unheeded = "a statement failed and nobody heeded it";
            return Err(StoreError::Database(unheeded.into()));
        }
        for commune in self.changed.take() {
            self.execute(nodes::TELL, &[&nodes::message(node, &commune)])?;
        }
        Ok(())
    }

    fn heed<T>(&self, result: Result<T, postgres::Error>) -> Result<T, StoreError> {
        result.map_err(|error| {
            self.failed.set(true);
            error.into()
        })
    }

    fn query(&self, sql: &str, params: Params<'_>) -> Result<Vec<Row>, StoreError> {
        self.heed(self.connection.borrow_mut().query(sql, params))
    }

    fn query_opt(&self, sql: &str, params: Params<'_>) -> Result<Option<Row>, StoreError> {
        Ok(self.query(sql, params)?.into_iter().next())
    }

    fn query_one(&self, sql: &str, params: Params<'_>) -> Result<Row, StoreError> {
        self.query_opt(sql, params)?
            .ok_or_else(|| StoreError::Database("the database has no such row".into()))
    }

    /// Rows changed.
    fn execute(&self, sql: &str, params: Params<'_>) -> Result<u64, StoreError> {
        self.heed(self.connection.borrow_mut().execute(sql, params))
    }

    /// When this is committed, the commune's open pages are told, on every node.
    fn has_changed(&self, commune: &str) {
        self.changed.borrow_mut().insert(commune.to_owned());
    }
}

/// A column's value.
fn get<'r, T: FromSql<'r>>(row: &'r Row, column: usize) -> Result<T, StoreError> {
    Ok(row.try_get(column)?)
}

/// Counts and sizes are never negative here.
fn unsigned(row: &Row, column: usize) -> Result<u64, StoreError> {
    Ok(u64::try_from(get::<i64>(row, column)?).unwrap_or(0))
}

fn signed(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

/// A whole number of a narrower kind.
fn narrow<T: TryFrom<i64>>(
    row: &Row,
    index: usize,
    table: &'static str,
    column: &'static str,
) -> Result<T, StoreError> {
    T::try_from(get(row, index)?).map_err(|_| StoreError::Inconsistent { table, column })
}

/// A binary column as an id, or which column is wrong.
fn id<T: for<'b> TryFrom<&'b [u8]>>(
    row: &Row,
    index: usize,
    table: &'static str,
    column: &'static str,
) -> Result<T, StoreError> {
    let bytes: &[u8] = get(row, index)?;
    T::try_from(bytes).map_err(|_| StoreError::Inconsistent { table, column })
}

/// Text as PostgreSQL can hold it. It knows no U+0000, which a document may contain: there the
/// mark of an unreadable character stands in the row, and the document keeps what was written.
fn text(value: &str) -> std::borrow::Cow<'_, str> {
    if value.contains('\0') {
        value.replace('\0', "\u{fffd}").into()
    } else {
        value.into()
    }
}
