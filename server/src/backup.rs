//! A copy of the database that can be carried away, and the way back from one.
//!
//! A backup is one SQLite file, taken as of one moment while the server runs, and called done only
//! after it was read through. A restore begins a new life of the database (another epoch): phones
//! that were receipted after the backup was made see it and offer everything again.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use chungtay_shared::document::{ChangeHash, Document};
use chungtay_shared::time::Timestamp;
use rusqlite::{Connection, OpenFlags, params};

/// How long a server may hold the database before that it was copied cannot be written into it.
const BUSY_MAX: Duration = Duration::from_secs(30);

/// Where the database keeps when it was last copied: milliseconds since 1970, big end first.
pub const BACKED_UP: &str = "backed_up_ms";

/// What a backup holds, found by reading all of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Findings {
    /// Communes.
    pub communes: u64,
    /// Documents; each was loaded.
    pub documents: u64,
    /// Changes in the logs; none is missing.
    pub changes: u64,
    /// Changes that are set aside.
    pub set_aside: u64,
    /// Enrolled devices.
    pub devices: u64,
}

/// Why there is no backup, or no restored database. What was there before is as it was.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// There is no database to copy.
    #[error("there is no database at {0}")]
    Missing(PathBuf),
    /// The file is there already.
    #[error("{0} is there already; choose another name")]
    Exists(PathBuf),
    /// A server works on the database that would be replaced.
    #[error("a server is using {0}; stop it first")]
    InUse(PathBuf),
    /// The file is damaged or no database of ours.
    #[error("{file} cannot be trusted: {why}")]
    Damaged {
        /// The file.
        file: PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// The disk failed or is full.
    #[error("{0}: {1}")]
    Disk(PathBuf, #[source] io::Error),
    /// `SQLite` failed.
    #[error("the database failed: {0}")]
    Database(#[from] rusqlite::Error),
}

/// Copies the database at `from` into a new file at `to`, whoever works on it, and reads the copy
/// through.
pub fn back_up(from: &Path, to: &Path) -> Result<Findings, BackupError> {
    if !from.exists() {
        return Err(BackupError::Missing(from.to_owned()));
    }
    if to.exists() {
        return Err(BackupError::Exists(to.to_owned()));
    }
    let partial = partial(to)?;
    let source = read_only(from)?;
    source.execute("vacuum into ?1", [partial.to_string_lossy()])?;
    let findings = verify(&partial)?;
    put_in_place(&partial, to)?;
    Ok(findings)
}

/// Keeps in the database that it was copied `now`, for whoever watches over it.
pub fn note_backed_up(file: &Path, now: Timestamp) -> Result<(), BackupError> {
    let database = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    database.busy_timeout(BUSY_MAX)?;
    database.execute(
        "insert into meta (key, value) values (?1, ?2)
         on conflict (key) do update set value = excluded.value",
        params![BACKED_UP, now.ms().to_be_bytes()],
    )?;
    Ok(())
}

/// Puts the backup at `from` in the place of the database at `to`, as a new life of it. What was
/// there is moved aside; says where to.
pub fn restore(
    from: &Path,
    to: &Path,
    aside: &str,
) -> Result<(Findings, Option<PathBuf>), BackupError> {
    if !from.exists() {
        return Err(BackupError::Missing(from.to_owned()));
    }
    let findings = verify(from)?;
    let partial = partial(to)?;
    fs::copy(from, &partial).map_err(|e| BackupError::Disk(partial.clone(), e))?;
    begin_new_life(&partial)?;
    let moved = if to.exists() {
        Some(move_aside(to, aside)?)
    } else {
        None
    };
    put_in_place(&partial, to)?;
    Ok((findings, moved))
}

/// Reads a database through: its pages, its references, every document, and the logs' numbers.
pub fn verify(file: &Path) -> Result<Findings, BackupError> {
    let damaged = |why: &str| BackupError::Damaged {
        file: file.to_owned(),
        why: why.to_owned(),
    };
    // Whatever goes wrong while it is read is the file's fault.
    look_through(&read_only(file)?).map_err(|trouble| damaged(&trouble))
}

fn look_through(database: &Connection) -> Result<Findings, String> {
    let said = |error: rusqlite::Error| error.to_string();
    let verdict: String = database
        .query_row("pragma integrity_check(1)", [], |row| row.get(0))
        .map_err(said)?;
    if verdict != "ok" {
        return Err(verdict);
    }
    let count = |sql: &str| {
        let counted = database.query_row(sql, [], |row| row.get::<_, i64>(0));
        counted.map(i64::unsigned_abs).map_err(said)
    };
    if count("select count(*) from pragma_foreign_key_check")? > 0 {
        return Err("a row belongs to nothing".to_owned());
    }
    let gaps = count(
        "select count(*) from commune c where c.log_end <>
           (select count(*) from log l where l.commune = c.code and l.seq <= c.log_end)",
    )?;
    if gaps > 0 {
        return Err("a change is missing in the log".to_owned());
    }
    documents(database)?;
    Ok(Findings {
        communes: count("select count(*) from commune")?,
        documents: count("select count(*) from document")?,
        changes: count("select count(*) from log")?,
        set_aside: count("select count(*) from quarantine")?,
        devices: count("select count(*) from device")?,
    })
}

/// Reads every document, and looks in it for what its log does not hold itself.
fn documents(database: &Connection) -> Result<(), String> {
    let said = |error: rusqlite::Error| error.to_string();
    let mut documents = database
        .prepare("select commune, doc, snapshot from document")
        .map_err(said)?;
    let mut compacted = database
        .prepare("select hash from log where commune = ?1 and doc = ?2 and change = x''")
        .map_err(said)?;
    let mut rows = documents.query([]).map_err(said)?;
    while let Some(row) = rows.next().map_err(said)? {
        let snapshot: Vec<u8> = row.get(2).map_err(said)?;
        let document =
            Document::load(&snapshot).map_err(|_| "a document cannot be read".to_owned())?;
        let (commune, doc): (String, Vec<u8>) =
            (row.get(0).map_err(said)?, row.get(1).map_err(said)?);
        let mut hashes = compacted.query(params![commune, doc]).map_err(said)?;
        while let Some(row) = hashes.next().map_err(said)? {
            if !document.has(ChangeHash(row.get(0).map_err(said)?)) {
                return Err("a change is missing in its document".to_owned());
            }
        }
    }
    Ok(())
}

fn begin_new_life(file: &Path) -> Result<(), BackupError> {
    let database = Connection::open(file)?;
    database.pragma_update(None, "journal_mode", "delete")?;
    database.pragma_update(None, "synchronous", "full")?;
    database.execute(
        "update meta set value = randomblob(16) where key = ?1",
        params!["epoch"],
    )?;
    Ok(())
}

/// Moves a database that nobody uses out of the way, whole in one file.
fn move_aside(database: &Path, suffix: &str) -> Result<PathBuf, BackupError> {
    let connection = Connection::open(database)?;
    // Leaving the write-ahead log needs the file for oneself: it fails while anybody has it open.
    let mode = connection.query_row("pragma journal_mode = delete", [], |row| {
        row.get::<_, String>(0)
    });
    if mode.ok().as_deref() != Some("delete") {
        return Err(BackupError::InUse(database.to_owned()));
    }
    drop(connection);
    let aside = database.with_extension(suffix);
    if aside.exists() {
        return Err(BackupError::Exists(aside));
    }
    fs::rename(database, &aside).map_err(|e| BackupError::Disk(aside.clone(), e))?;
    Ok(aside)
}

/// Where a file is written before it has its name: a copy that was broken off is never taken for
/// whole.
fn partial(file: &Path) -> Result<PathBuf, BackupError> {
    let mut name = file.as_os_str().to_owned();
    name.push(".partial");
    let partial = PathBuf::from(name);
    match fs::remove_file(&partial) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(BackupError::Disk(partial, error))
        }
        _ => Ok(partial),
    }
}

fn put_in_place(partial: &Path, file: &Path) -> Result<(), BackupError> {
    let failed = |error| BackupError::Disk(file.to_owned(), error);
    File::open(partial)
        .and_then(|f| f.sync_all())
        .map_err(failed)?;
    fs::rename(partial, file).map_err(failed)?;
    // The name is durable once the folder is.
    let folder = file.parent().filter(|p| !p.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))
        .and_then(|f| f.sync_all())
        .map_err(failed)
}

fn read_only(file: &Path) -> Result<Connection, BackupError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    Ok(Connection::open_with_flags(file, flags)?)
}
