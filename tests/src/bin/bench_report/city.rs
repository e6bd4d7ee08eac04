//! A city whose communes were written as their people would have written them, on a SQLite file.

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use chungtay_server::demo::City;
use chungtay_server::state::Clock as _;
use chungtay_server::store::write;
use chungtay_server::{begin, fund};
use chungtay_shared::api::path;
use chungtay_shared::campaign::Campaign;
use chungtay_shared::fund::{EntryDraft, EntryKind};
use chungtay_shared::synthetic::{self, CITY, COMMUNE_CODE, DEMO_SEED};
use chungtay_tests::database::Database;
use chungtay_tests::http::HttpServer;
use rusqlite::Connection;

/// After the month, when everything is there to be added up.
const LATER_MS: i64 = 60 * 86_400_000;
/// One pass over all rows that the figures come from, with every column that they come from read.
const SCAN: &str = "
    select count(*), sum(member_count), sum(length(hamlet)), sum(gone is null) from household
    union all
    select count(*), sum(from_day), sum(length(category)), sum(order_ms) from status
    union all
    select count(*), sum(money_vnd), sum(goods_value_vnd + length(what) + length(standing)), sum(on_day)
    from fact";

/// A server with a city in it.
pub(crate) struct FilledCity {
    http: HttpServer,
    database: Database,
    connection: Connection,
    communes: usize,
    officer: String,
    clerk: String,
}

impl FilledCity {
    /// So many communes of so many households each, which all run the city's campaign.
    pub(crate) fn of(communes: usize, households: usize) -> Self {
        let began = Instant::now();
        // Beside the program, on the disk that data would be on.
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/bench");
        std::fs::create_dir_all(&folder).expect("a folder");
        let folder = tempfile::tempdir_in(folder).expect("a folder");
        let database = Database::Sqlite(Arc::new(folder));
        let http = later(&database, 11);
        let state = &http.state;
        let today = http.clock.now().local_date();
        let ward = |n: usize, seed: u64| {
            let mut ward = synthetic::ward(seed, households, today);
            // The ward says its code for as long as the program runs.
            ward.code = code(n).leak();
            ward
        };
        let city = write(&*state.store, |tx| {
            City::begin(state, tx, &ward(0, DEMO_SEED))
        });
        let city = city.expect("a city");
        for (n, seed) in (0..communes).zip(DEMO_SEED..) {
            let ward = ward(n, seed);
            let written = write(&*state.store, |tx| city.write(state, tx, &ward));
            written.expect("a commune");
        }
        let handed_down = write(&*state.store, |tx| city.hand_down(state, tx));
        handed_down.expect("the city's campaign everywhere");
        println!(
            "{communes} communes of {households} households, written in {:.0} s",
            began.elapsed().as_secs_f64()
        );
        Self {
            officer: http.office_cookie(CITY.0),
            clerk: http.office_cookie(&code(communes / 2)),
            connection: Connection::open(database.file()).expect("the database"),
            http,
            database,
            communes,
        }
    }

    /// The same city, served by a program that has just begun.
    pub(crate) fn begun_anew(&mut self) {
        self.http = later(&self.database, 12);
    }

    /// A session at the city's office.
    pub(crate) fn officer(&self) -> String {
        self.officer.clone()
    }

    /// A session at the office of a commune in the middle of the others.
    pub(crate) fn clerk(&self) -> String {
        self.clerk.clone()
    }

    /// How many communes there are.
    pub(crate) const fn communes(&self) -> usize {
        self.communes
    }

    /// Something changes in that commune.
    pub(crate) fn change(&self) {
        let state = &self.http.state;
        let office = write(&*state.store, |tx| {
            begin::server_device(state, tx, &code(self.communes / 2))
        });
        let receipt = EntryDraft {
            party: "Bà Tám".into(),
            money_text: "200k".into(),
            ..EntryDraft::empty(EntryKind::Receipt, state.clock.now().local_date())
        };
        fund::enter(state, &office.expect("an office"), &receipt).expect("a receipt");
    }

    /// Where the report of somebody's first campaign is, of the unit alone or of all below it too.
    pub(crate) async fn report_path(&self, cookie: &str, scope: &str) -> String {
        let reply = self.http.get(path::CAMPAIGNS, cookie).await;
        let campaigns: Vec<Campaign> = reply.json();
        let campaign = campaigns.last().expect("a campaign");
        format!(
            "{}?style=front&scope={scope}&campaign={}",
            path::REPORT,
            campaign.id
        )
    }

    /// Asks, and wants an answer.
    pub(crate) async fn get(&self, path: &str, cookie: &str) {
        let reply = self.http.get(path, cookie).await;
        assert!(reply.status.is_success(), "{path}: {}", reply.status);
    }

    /// One pass over all rows.
    pub(crate) fn scan(&self) {
        let mut statement = self.connection.prepare_cached(SCAN).expect("a statement");
        let mut rows = statement.query([]).expect("rows");
        let mut read = 0;
        while let Some(row) = rows.next().expect("a row") {
            read += row.get::<_, i64>(0).expect("a count");
        }
        assert!(read > 0, "there is something to read");
    }
}

/// A server on this database after the month.
fn later(database: &Database, seed: u64) -> HttpServer {
    let http = HttpServer::on(database.clone(), seed);
    http.clock.pass_ms(LATER_MS);
    http
}

fn code(index: usize) -> String {
    let first: usize = COMMUNE_CODE.parse().expect("a number");
    (first + index).to_string()
}
