//! Connections to PostgreSQL: opened when they are needed, kept, replaced when they have died.

use std::collections::HashMap;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use postgres::{Client, Error, Row, Statement};

use super::Params;
use super::road::Road;

/// Connections of one node at most; more work waits its turn.
const CONNECTIONS_MAX: usize = 8;

/// Statements kept prepared on one connection; a search of many words makes one of its own.
const STATEMENTS_MAX: usize = 128;

/// A connection and the statements it has prepared.
pub(super) struct Connection {
    client: Client,
    statements: HashMap<String, Statement>,
}

impl Connection {
    pub(super) fn query(&mut self, sql: &str, params: Params<'_>) -> Result<Vec<Row>, Error> {
        let statement = self.prepared(sql)?;
        self.client.query(&statement, params)
    }

    pub(super) fn execute(&mut self, sql: &str, params: Params<'_>) -> Result<u64, Error> {
        let statement = self.prepared(sql)?;
        self.client.execute(&statement, params)
    }

    fn prepared(&mut self, sql: &str) -> Result<Statement, Error> {
        if let Some(statement) = self.statements.get(sql) {
            return Ok(statement.clone());
        }
        if self.statements.len() >= STATEMENTS_MAX {
            self.statements.clear();
        }
        let statement = self.client.prepare(sql)?;
        self.statements.insert(sql.to_owned(), statement.clone());
        Ok(statement)
    }
}

pub(super) struct Pool {
    road: Road,
    places: Mutex<Places>,
    place_is_free: Condvar,
}

#[derive(Default)]
struct Places {
    idle: Vec<Connection>,
    taken: usize,
}

impl Pool {
    pub(super) fn new(road: Road) -> Self {
        Self {
            road,
            places: Mutex::default(),
            place_is_free: Condvar::new(),
        }
    }

    pub(super) const fn road(&self) -> &Road {
        &self.road
    }

    /// A connection on which a transaction has begun.
    pub(super) fn begin(&self, begin: &str) -> Result<Lease<'_>, Error> {
        loop {
            let (mut lease, is_new) = self.take()?;
            match lease.connection().client.batch_execute(begin) {
                Ok(()) => return Ok(lease),
                // It died while it lay idle: nothing was done on it, another is taken.
                Err(_) if !is_new => drop(lease),
                Err(error) => return Err(error),
            }
        }
    }

    fn take(&self) -> Result<(Lease<'_>, bool), Error> {
        let mut places = self.places();
        while places.taken >= CONNECTIONS_MAX {
            places = self
                .place_is_free
                .wait(places)
                .unwrap_or_else(PoisonError::into_inner);
        }
        places.taken += 1;
        let connection = places.idle.pop();
        drop(places);
        let is_new = connection.is_none();
        // From here on the lease gives the place back, also when no connection comes about.
        let mut lease = Lease {
            pool: self,
            connection,
            is_clean: false,
        };
        if is_new {
            lease.connection = Some(Connection {
                client: self.road.connect()?,
                statements: HashMap::new(),
            });
        }
        Ok((lease, is_new))
    }

    fn places(&self) -> MutexGuard<'_, Places> {
        self.places.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        let idle = std::mem::take(&mut self.places().idle);
        // Closing a connection blocks, which a task of a runtime may not do; the last owner of a
        // store is often one.
        let closing = std::thread::spawn(move || drop(idle));
        let _ = closing.join();
    }
}

/// A connection in use. It goes back to the pool only from the end of its transaction: whatever
/// else happens, a panic too, it is closed, and PostgreSQL rolls back.
pub(super) struct Lease<'a> {
    pool: &'a Pool,
    connection: Option<Connection>,
    is_clean: bool,
}

impl Lease<'_> {
    /// The connection.
    pub(super) fn connection(&mut self) -> &mut Connection {
        self.connection
            .as_mut()
            .expect("a lease has a connection until it is dropped")
    }

    /// Ends the transaction with `commit` or `rollback`.
    pub(super) fn end(mut self, end: &str) -> Result<(), Error> {
        self.connection().client.batch_execute(end)?;
        self.is_clean = true;
        Ok(())
    }
}

impl Drop for Lease<'_> {
    fn drop(&mut self) {
        let mut places = self.pool.places();
        places.taken -= 1;
        let dead = match self.connection.take() {
            Some(connection) if self.is_clean => {
                places.idle.push(connection);
                None
            }
            dead => dead,
        };
        drop(places);
        self.pool.place_is_free.notify_one();
        drop(dead);
    }
}
