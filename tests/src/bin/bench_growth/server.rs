//! A server on a SQLite file of its own with as many households as asked for.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chungtay_server::compaction::{Compacted, compact};
use chungtay_server::demo;
use chungtay_server::state::Clock as _;
use chungtay_server::store::write;
use chungtay_shared::synthetic::{self, COMMUNE_CODE, DEMO_SEED};
use chungtay_shared::time::Timestamp;
use chungtay_tests::database::Database;
use chungtay_tests::http::HttpServer;
use rusqlite::Connection;

use crate::copies;

/// A server with invented communes: one that was written as its people would have written it, the
/// others copies of it.
pub(crate) struct FilledServer {
    /// The router over it.
    pub(crate) http: HttpServer,
    /// How many households it holds.
    pub(crate) households: usize,
    /// Code of the commune that is worked in, in the middle of the others.
    pub(crate) commune: String,
    /// Whether there are other communes.
    pub(crate) has_copies: bool,
    database: Database,
}

impl FilledServer {
    /// So many households, in communes of `commune` at most.
    pub(crate) fn new(households: usize, commune: usize) -> Self {
        // Beside the program, on the disk that data would be on: a folder for temporary files may
        // be in memory, where nothing has to become durable.
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/bench");
        std::fs::create_dir_all(&folder).expect("a folder");
        let folder = tempfile::tempdir_in(folder).expect("a folder");
        let database = Database::Sqlite(Arc::new(folder));
        let http = HttpServer::on(database.clone(), 11);
        let communes = households.div_ceil(commune);
        let today = http.clock.now().local_date();
        let mut ward = synthetic::ward(DEMO_SEED, households.div_ceil(communes), today);
        let worked_in = code(communes / 2);
        // The ward says its code for as long as the program runs.
        ward.code = worked_in.clone().leak();
        write(&*http.state.store, |tx| demo::write(&http.state, tx, &ward)).expect("a commune");
        let others = (0..communes).map(code).filter(|code| *code != worked_in);
        copies::copy(&database.file(), &worked_in, others);
        come_to_rest(&database.file());
        Self {
            http,
            households,
            commune: worked_in,
            has_copies: communes > 1,
            database,
        }
    }

    /// Compacts the commune that is worked in.
    pub(crate) fn compact(&self) -> Compacted {
        let all = Timestamp::from_ms(i64::MAX);
        compact(&*self.http.state.store, all, || ()).expect("a smaller log")
    }

    /// The database's file.
    pub(crate) fn file(&self) -> PathBuf {
        self.database.file()
    }
}

/// What was written is in the file and on the disk, so that nothing of it is measured later.
fn come_to_rest(file: &Path) {
    let database = Connection::open(file).expect("the database");
    let checkpoint = database.query_row("pragma wal_checkpoint(truncate)", [], |_| Ok(()));
    checkpoint.expect("a checkpoint");
    let synced = File::open(file).and_then(|file| file.sync_all());
    synced.expect("the disk");
}

fn code(index: usize) -> String {
    let first: usize = COMMUNE_CODE.parse().expect("a number");
    (first + index).to_string()
}
