//! Which database a command works on: a file in a folder, or PostgreSQL.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use super::{CommandError, DATABASE_FILE};
use crate::backup::BackupError;
use crate::store::Store;
use crate::store::postgres::PostgresStore;
use crate::store::sqlite::SqliteStore;

/// Where the data are.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct DataArgs {
    /// Folder of the database; made if it is not there.
    #[arg(
        long,
        value_name = "DIR",
        default_value = "data",
        env = "CHUNGTAY_DATA"
    )]
    pub(super) data: PathBuf,
    /// A PostgreSQL database instead of the folder: `postgres://user:password@host/database`.
    #[arg(
        long,
        value_name = "URL",
        env = "CHUNGTAY_DATABASE",
        hide_env_values = true
    )]
    pub(super) database: Option<DatabaseUrl>,
    /// Certificates (PEM) of which one vouches for a PostgreSQL on another machine: it is spoken to under TLS
    /// then, and must have the name that stands in its address.
    #[arg(long, value_name = "FILE", env = "CHUNGTAY_DATABASE_CA")]
    pub(super) database_ca: Option<PathBuf>,
}

impl DataArgs {
    /// Opens the database; makes it if it is a file that is not there.
    pub(super) fn open(&self) -> Result<Arc<dyn Store>, CommandError> {
        if let Some(DatabaseUrl(url)) = &self.database {
            let store = PostgresStore::open(url, self.database_ca.as_deref())?;
            return Ok(Arc::new(store));
        }
        std::fs::create_dir_all(&self.data)
            .map_err(|error| CommandError::DataFolder(self.data.clone(), error))?;
        Ok(Arc::new(SqliteStore::open(&self.file())?))
    }

    /// Opens a database that is there, to read it as it is: nothing is made, brought up to date or written.
    pub(super) fn open_as_it_is(&self) -> Result<Arc<dyn Store>, CommandError> {
        if let Some(DatabaseUrl(url)) = &self.database {
            let store = PostgresStore::open_as_it_is(url, self.database_ca.as_deref())?;
            return Ok(Arc::new(store));
        }
        if self.is_missing() {
            return Err(BackupError::Missing(self.file()).into());
        }
        Ok(Arc::new(SqliteStore::open_as_it_is(&self.file())?))
    }

    /// The file of the database, for what copies it.
    pub(super) fn only_file(&self) -> Result<PathBuf, CommandError> {
        if self.database.is_some() {
            return Err(CommandError::NoFile);
        }
        Ok(self.file())
    }

    /// Whether nothing can be there yet.
    pub(super) fn is_missing(&self) -> bool {
        self.database.is_none() && !self.file().exists()
    }

    fn file(&self) -> PathBuf {
        self.data.join(DATABASE_FILE)
    }
}

/// Where the data are, for the people who run the server.
impl fmt::Display for DataArgs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.database {
            Some(_) => f.write_str("PostgreSQL"),
            None => self.data.display().fmt(f),
        }
    }
}

/// An address with a password in it, which is shown to nobody: not by `--help`, not in an error.
#[derive(Clone)]
pub(super) struct DatabaseUrl(String);

/// Any text will do here, so that clap never quotes it; [`DataArgs::open`] says what is wrong.
impl From<String> for DatabaseUrl {
    fn from(url: String) -> Self {
        Self(url)
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DatabaseUrl(…)")
    }
}
