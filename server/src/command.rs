//! The `chungtay` command. Exit codes: 0 done, 1 could not be done, 2 asked wrongly.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use chungtay_shared::api::Role;
use chungtay_shared::time::LocalDate;
use chungtay_shared::unit::tree::PlacementProblem;
use clap::{Parser, Subcommand, ValueEnum};
use rand_core::OsRng;

use crate::audit::KeptHead;
use crate::backup::BackupError;
use crate::compaction;
use crate::spreadsheet::SpreadsheetError;
use crate::state::{AppState, SystemClock};
use crate::store::StoreError;
use crate::store::postgres::OpenError;
use crate::tls::TlsError;
use database::DataArgs;

#[macro_use]
mod say;

mod audit;
mod backup;
mod compact;
mod database;
mod import;
mod invite;
mod move_on;
mod renew;
mod serve;
mod unit;

/// The database's file in the data folder.
const DATABASE_FILE: &str = "chungtay.sqlite";

/// Chung Tay: visits and aid for poor households, recorded offline, gathered by the commune.
#[derive(Debug, Parser)]
#[command(name = "chungtay", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve phones and the office.
    Serve(ServeArgs),
    /// Import a commune's list from a spreadsheet (XLSX or CSV).
    Import(ImportArgs),
    /// Make an enrolment link for a phone or an office browser.
    Invite(InviteArgs),
    /// Move a volunteer to another commune of this server, and make the link that begins there.
    Move(MoveArgs),
    /// List the units of this server, set one up, or say which one it stands under.
    Unit(UnitArgs),
    /// Copy the database into one file, while the server runs, and read the copy through.
    Backup(BackupArgs),
    /// Put a backup in the place of the database; phones then send again what it lacks.
    Restore(RestoreArgs),
    /// Look whether all that is stored is still what was written, while the server runs or not; writes nothing.
    Audit(AuditArgs),
    /// Keep older changes once instead of twice, while the server runs; it does so itself each day.
    Compact(CompactArgs),
}

#[derive(Debug, clap::Args)]
struct ServeArgs {
    #[command(flatten)]
    data: DataArgs,
    /// Address and port to listen on.
    #[arg(
        long,
        value_name = "ADDR",
        default_value = "127.0.0.1:8080",
        env = "CHUNGTAY_LISTEN"
    )]
    listen: SocketAddr,
    /// Where people reach this server, such as <https://chungtay.example>; stands in links.
    #[arg(long, value_name = "URL", env = "CHUNGTAY_PUBLIC_URL")]
    public_url: Option<String>,
    /// Certificate to speak TLS with, in PEM, with those that vouch for it behind it; read again when it is
    /// renewed.
    #[arg(
        long,
        value_name = "FILE",
        env = "CHUNGTAY_TLS_CERT",
        requires = "tls_key"
    )]
    tls_cert: Option<PathBuf>,
    /// Its key, in PEM.
    #[arg(
        long,
        value_name = "FILE",
        env = "CHUNGTAY_TLS_KEY",
        requires = "tls_cert"
    )]
    tls_key: Option<PathBuf>,
    /// Address and port to serve `/metrics` on, for Prometheus; not at all without it. Whoever
    /// reaches it may read it.
    #[arg(long, value_name = "ADDR", env = "CHUNGTAY_METRICS_LISTEN")]
    metrics_listen: Option<SocketAddr>,
    /// Fill an invented commune if it is not there, and print links to the office and two phones.
    #[arg(long)]
    demo: bool,
}

#[derive(Debug, clap::Args)]
struct ImportArgs {
    /// The file: XLSX or CSV.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    data: DataArgs,
    /// Code of the commune; it is made if it is not there and the code is known.
    #[arg(long, value_name = "CODE")]
    commune: String,
    /// Name of the commune, when it is made and its code stands in no table.
    #[arg(long, value_name = "NAME", default_value = "")]
    commune_name: String,
    /// Say what would be done and write nothing.
    #[arg(long)]
    dry_run: bool,
    /// Say it in JSON.
    #[arg(long)]
    json: bool,
    /// What to do with rows that may or may not be a household already listed.
    #[arg(long, value_enum, default_value = "skip")]
    same_name: SameNameArg,
    /// Add the list's category as a new dated status where it differs.
    #[arg(long)]
    add_statuses: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum SameNameArg {
    /// Leave them out, to be answered in the office.
    Skip,
    /// They are other households of the same name.
    New,
}

#[derive(Debug, clap::Args)]
struct InviteArgs {
    #[command(flatten)]
    data: DataArgs,
    /// Code of the commune.
    #[arg(long, value_name = "CODE")]
    commune: String,
    /// Whose link it is.
    #[arg(long, value_name = "NAME")]
    name: String,
    /// What the account may do.
    #[arg(long, value_enum, default_value = "volunteer")]
    role: RoleArg,
    /// Forget the password and the authenticator of an office's account, and sign its browsers out.
    #[arg(long)]
    reset: bool,
    /// Where people reach this server.
    #[arg(
        long,
        value_name = "URL",
        default_value = "http://127.0.0.1:8080",
        env = "CHUNGTAY_PUBLIC_URL"
    )]
    public_url: String,
}

#[derive(Debug, clap::Args)]
struct MoveArgs {
    #[command(flatten)]
    data: DataArgs,
    /// Code of the commune the volunteer leaves.
    #[arg(long, value_name = "CODE")]
    commune: String,
    /// Who.
    #[arg(long, value_name = "NAME")]
    name: String,
    /// Code of the commune the volunteer goes to.
    #[arg(long, value_name = "CODE")]
    to: String,
    /// Where people reach this server.
    #[arg(
        long,
        value_name = "URL",
        default_value = "http://127.0.0.1:8080",
        env = "CHUNGTAY_PUBLIC_URL"
    )]
    public_url: String,
}

#[derive(Debug, clap::Args)]
struct UnitArgs {
    #[command(flatten)]
    data: DataArgs,
    /// Code of the unit; it is set up if it is not there. All are listed without it.
    #[arg(long, value_name = "CODE")]
    code: Option<String>,
    /// Its name, when it is set up and its code stands in no table.
    #[arg(long, value_name = "NAME", default_value = "", requires = "code")]
    name: String,
    /// Code of the unit it stands under.
    #[arg(long, value_name = "CODE", requires = "code")]
    under: Option<String>,
    /// It stands under none any more.
    #[arg(long, requires = "code", conflicts_with = "under")]
    under_none: bool,
    /// The day from which that holds, such as 2025-07-01; today when it is left out.
    #[arg(long, value_name = "DAY", requires = "code")]
    from: Option<LocalDate>,
}

#[derive(Debug, clap::Args)]
struct BackupArgs {
    /// The file to make, or a folder in which a file named after the time is made.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    data: DataArgs,
}

#[derive(Debug, clap::Args)]
struct RestoreArgs {
    /// A file that `chungtay backup` has made.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    data: DataArgs,
}

#[derive(Debug, clap::Args)]
struct AuditArgs {
    #[command(flatten)]
    data: DataArgs,
    /// A head that an earlier audit has printed and that was kept elsewhere: a chain must still go
    /// through it. May be given many times.
    #[arg(long, value_name = "CODE:N:HASH")]
    head: Vec<KeptHead>,
}

#[derive(Debug, clap::Args)]
struct CompactArgs {
    #[command(flatten)]
    data: DataArgs,
    /// Changes that were received so many days ago or earlier.
    #[arg(long, value_name = "DAYS", default_value_t = compaction::AFTER_DAYS)]
    after_days: i64,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum RoleArg {
    /// Records in the field.
    Volunteer,
    /// Does all that the office does.
    Office,
    /// Keeps the Fund, payments and reports.
    Accountant,
    /// Keeps households, visits and who goes where.
    Leader,
    /// Reads sums.
    Oversight,
    /// Keeps accounts, phones, tokens and the access log.
    Administrator,
}

impl From<RoleArg> for Role {
    fn from(role: RoleArg) -> Self {
        match role {
            RoleArg::Volunteer => Self::Volunteer,
            RoleArg::Office => Self::Office,
            RoleArg::Accountant => Self::Accountant,
            RoleArg::Leader => Self::Leader,
            RoleArg::Oversight => Self::Oversight,
            RoleArg::Administrator => Self::Administrator,
        }
    }
}

/// Why a command was not done; said in one sentence.
#[derive(Debug, thiserror::Error)]
enum CommandError {
    #[error("the data folder {0} cannot be used: {1}")]
    DataFolder(PathBuf, std::io::Error),
    #[error("cannot listen on {0}: {1}")]
    Listen(SocketAddr, std::io::Error),
    #[error("no TLS: {0}")]
    Tls(#[from] TlsError),
    #[error("the server stopped: {0}")]
    Stopped(std::io::Error),
    #[error("{0} cannot be read: {1}")]
    File(PathBuf, std::io::Error),
    #[error(transparent)]
    Spreadsheet(#[from] SpreadsheetError),
    #[error("no commune has the code {0}; give its name with --commune-name")]
    NoSuchCode(String),
    #[error(
        "the list is invented (numbers that begin with 000) and may not be mixed with real people; nothing was written"
    )]
    InventedList,
    #[error("there is no commune {0} here; `chungtay import` or the office's first page makes it")]
    UnknownCommune(String),
    #[error("commune {commune} has no volunteer named {name}")]
    UnknownVolunteer { commune: String, name: String },
    #[error("no unit has the code {0}; give its name with --name")]
    UnnamedUnit(String),
    #[error("{0}; nothing was written")]
    Placement(#[from] PlacementProblem),
    #[error("{0} is the commune they are in")]
    SameCommune(String),
    #[error(
        "this copies a database that is a file; for PostgreSQL use its own pg_dump and pg_restore (docs/deployment.md)"
    )]
    NoFile,
    #[error("{0} things are not what was written; docs/deployment.md says what to do")]
    Altered(usize),
    #[error(transparent)]
    Backup(#[from] BackupError),
    #[error("{error}{}", source_of(.error))]
    Store {
        #[from]
        error: StoreError,
    },
    #[error(
        "the address given as --database (or CHUNGTAY_DATABASE) is none of PostgreSQL; it looks like postgres://user:password@host:5432/database"
    )]
    DatabaseAddress,
    #[error(
        "{0}; check that PostgreSQL runs and that --database (or CHUNGTAY_DATABASE) names its host, user, password and database"
    )]
    Database(OpenError),
    #[error(
        "{0}; give the certificates that may vouch for it, or its own, as --database-ca FILE (or CHUNGTAY_DATABASE_CA), or put ?sslmode=disable behind the address where nobody else can listen on the way"
    )]
    DatabaseTls(OpenError),
}

impl From<OpenError> for CommandError {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::Address => Self::DatabaseAddress,
            OpenError::InTheOpen
            | OpenError::Authorities
            | OpenError::AuthoritiesUnusable(..)
            | OpenError::Tls(_) => Self::DatabaseTls(error),
            OpenError::Unreachable(_)
            | OpenError::Newer
            | OpenError::Older
            | OpenError::Failed(_)
            | OpenError::Unsealed(_) => Self::Database(error),
        }
    }
}

/// Runs the command the process was asked for.
pub fn run() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Serve(args) => serve::run(&args),
        Command::Import(args) => import::run(&args),
        Command::Invite(args) => invite::run(&args),
        Command::Move(args) => move_on::run(&args),
        Command::Unit(args) => unit::run(&args),
        Command::Backup(args) => backup::back_up(&args),
        Command::Restore(args) => backup::restore(&args),
        Command::Audit(args) => audit::run(&args),
        Command::Compact(args) => compact::run(&args),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("chungtay: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Opens the database.
fn open(data: &DataArgs) -> Result<AppState, CommandError> {
    Ok(AppState::new(
        data.open()?,
        Arc::new(SystemClock),
        Box::new(OsRng),
    ))
}

fn source_of(error: &StoreError) -> String {
    std::error::Error::source(error).map_or_else(String::new, |source| format!(": {source}"))
}
