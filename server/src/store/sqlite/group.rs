//! Group commit: writes that come at once share a transaction, and so one wait for the disk.
//!
//! They run one after another, each on its own thread and in a savepoint of its own: one that fails
//! costs only itself. Whoever finds nobody waiting behind it commits for all; the others wait for
//! that, and only then has any of them been written. Who comes alone waits for nobody.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex};

use rusqlite::Connection;

use super::{SqliteTx, unpoisoned};
use crate::store::{StoreError, Tx};

/// Writes that share a transaction at most: whoever came first has waited long enough.
const WRITES_MAX: usize = 64;
/// How often a write is done again that was lost with another's failure.
const ATTEMPTS_MAX: usize = 3;

/// The file's only writer, and who waits for it.
#[derive(Debug)]
pub(super) struct Group {
    writer: Mutex<Writer>,
    waiting: AtomicUsize,
}

#[derive(Debug)]
struct Writer {
    connection: Connection,
    /// The transaction that is open.
    open: Option<Arc<Shared>>,
    /// Writes in it.
    writes: usize,
}

/// A transaction as those see it who have written in it.
#[derive(Debug, Default)]
struct Shared {
    end: Mutex<Option<End>>,
    has_ended: Condvar,
}

#[derive(Debug, Clone)]
enum End {
    Durable,
    /// The commit failed, for this reason.
    Failed(String),
    /// SQLite has rolled all of it back because of what one of them did.
    Lost,
}

impl Group {
    pub(super) const fn of(connection: Connection) -> Self {
        Self {
            writer: Mutex::new(Writer {
                connection,
                open: None,
                writes: 0,
            }),
            waiting: AtomicUsize::new(0),
        }
    }

    /// Runs `work` in a transaction; durable when it returns.
    pub(super) fn write(
        &self,
        work: &mut dyn FnMut(&dyn Tx) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        for _ in 0..ATTEMPTS_MAX {
            match self.attempt(work)? {
                End::Durable => return Ok(()),
                End::Failed(reason) => return Err(StoreError::Database(reason.into())),
                End::Lost => {}
            }
        }
        let reason = "writes that came at the same time have failed again and again";
        Err(StoreError::Database(reason.into()))
    }

    /// Runs `work` on the connection outside of any transaction, while nobody writes.
    pub(super) fn alone(
        &self,
        work: impl FnOnce(&Connection) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        self.waiting.fetch_add(1, Ordering::SeqCst);
        let mut writer = unpoisoned(self.writer.lock());
        self.waiting.fetch_sub(1, Ordering::SeqCst);
        // Who wrote before this one has left the commit to whoever comes behind.
        writer.commit();
        work(&writer.connection)
    }

    fn attempt(
        &self,
        work: &mut dyn FnMut(&dyn Tx) -> Result<(), StoreError>,
    ) -> Result<End, StoreError> {
        self.waiting.fetch_add(1, Ordering::SeqCst);
        let mut writer = unpoisoned(self.writer.lock());
        self.waiting.fetch_sub(1, Ordering::SeqCst);
        let shared = writer.join()?;
        // A panic is this one's affair; the others' writes have to come to an end all the same.
        let done = catch_unwind(AssertUnwindSafe(|| writer.run(work)));
        if !matches!(done, Ok(Ok(()))) {
            writer.take_back();
        }
        if self.waiting.load(Ordering::SeqCst) == 0 || writer.writes >= WRITES_MAX {
            writer.commit();
        }
        drop(writer);
        match done {
            Ok(Ok(())) => Ok(shared.wait()),
            Ok(Err(error)) => Err(error),
            Err(panic) => resume_unwind(panic),
        }
    }
}

impl Writer {
    /// The transaction that is open; one is begun when there is none.
    fn join(&mut self) -> Result<Arc<Shared>, StoreError> {
        if let Some(open) = &self.open {
            return Ok(Arc::clone(open));
        }
        self.connection.execute_batch("begin immediate")?;
        Ok(Arc::clone(self.open.insert(Arc::default())))
    }

    fn run(
        &mut self,
        work: &mut dyn FnMut(&dyn Tx) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        self.writes += 1;
        self.connection.execute_batch("savepoint work")?;
        work(&SqliteTx {
            connection: &self.connection,
            remembered: None,
        })?;
        self.connection.execute_batch("release work")?;
        Ok(())
    }

    /// Takes back what the work that failed has done. When that cannot be done, or SQLite has taken
    /// back everything by itself, all who share the transaction have lost what they wrote.
    fn take_back(&mut self) {
        let taken_back = self
            .connection
            .execute_batch("rollback to work; release work");
        if taken_back.is_err() || self.connection.is_autocommit() {
            self.end(End::Lost);
        }
    }

    fn commit(&mut self) {
        if self.open.is_none() {
            return;
        }
        let end = match self.connection.execute_batch("commit") {
            Ok(()) => End::Durable,
            Err(error) => End::Failed(error.to_string()),
        };
        self.end(end);
    }

    fn end(&mut self, end: End) {
        if !self.connection.is_autocommit() {
            // What is left of a transaction that failed; if not even this can be done, the next
            // one cannot begin and says so.
            let _ = self.connection.execute_batch("rollback");
        }
        self.writes = 0;
        if let Some(shared) = self.open.take() {
            *unpoisoned(shared.end.lock()) = Some(end);
            shared.has_ended.notify_all();
        }
    }
}

impl Shared {
    fn wait(&self) -> End {
        let mut end = unpoisoned(self.end.lock());
        loop {
            if let Some(end) = &*end {
                return end.clone();
            }
            end = unpoisoned(self.has_ended.wait(end));
        }
    }
}

#[cfg(test)]
mod tests;
