//! `chungtay audit`. Goal: on a store that nobody touched it finds nothing, and whatever somebody alters by
//! hand it names, with table and column and without a value. Method: the invented commune and a phone's
//! records on both databases, closed periods and set-aside records among them, and a compacted log; one
//! alteration after another with SQL behind the server's back.

use std::collections::BTreeSet;

use chungtay_server::access::note;
use chungtay_server::audit::{Audited, KeptHead, RECEIVED, TABLES, Trouble, commune, head_text};
use chungtay_server::compaction::compact;
use chungtay_server::renewal::renew;
use chungtay_server::state::AppState;
use chungtay_server::store::{read, write};
use chungtay_server::{begin, demo};
use chungtay_shared::access::Act;
use chungtay_shared::chain::Head;
use chungtay_tests::database::Database;
use chungtay_tests::ward::SimClock;

const HOUSEHOLDS: usize = 100;

/// A server's database with the invented commune in it.
struct Store {
    database: Database,
    code: String,
}

impl Store {
    fn on(database: Database) -> Self {
        // Late enough for the demo to have closed a period.
        let clock = SimClock::morning();
        clock.pass_ms(40 * 86_400_000);
        let state = database.process_by(clock, 7);
        let filled = write(&*state.store, |tx| {
            let filled = demo::fill(&state, tx, HOUSEHOLDS)?;
            let device = begin::server_device(&state, tx, &filled.commune)?;
            for n in 0..5 {
                let at = state.clock.now().plus_ms(n);
                note(tx, &device, Act::SawHouseholds, "", at)?;
            }
            Ok(filled)
        });
        renew(&*state.store, state.clock.now(), || {}).unwrap();
        let code = filled.unwrap().commune;
        let store = Self { database, code };
        store.let_go_of_old_bytes(&state);
        store
    }

    /// The first half of the log keeps its bytes in the documents alone.
    fn let_go_of_old_bytes(&self, state: &AppState) {
        let code = &self.code;
        let middle = self.database.query(&format!(
            "select received_ms from log where commune = '{code}' order by seq
             limit 1 offset (select count(*) / 2 from log where commune = '{code}')"
        ));
        let before = middle[0][0].parse().unwrap();
        let before = chungtay_shared::time::Timestamp::from_ms(before);
        compact(&*state.store, before, || {}).unwrap();
        let held =
            format!("select count(*) from log where commune = '{code}' and length(change) > 0");
        let (held, all) = (self.number(&held), self.number("select count(*) from log"));
        assert!(0 < held && held < all, "{held} of {all}");
    }

    fn copy(&self) -> Self {
        Self {
            database: self.database.copy(),
            code: self.code.clone(),
        }
    }

    fn number(&self, sql: &str) -> u64 {
        self.database.query(sql)[0][0].parse().unwrap()
    }

    fn audit(&self, kept: &[Head]) -> Audited {
        let store = self.database.open();
        read(&*store, |tx| commune(tx, &self.code, kept)).unwrap()
    }

    /// What is found, as it is printed.
    fn found(&self) -> Vec<String> {
        let audited = self.audit(&[]);
        audited.findings.iter().map(ToString::to_string).collect()
    }

    /// The id of a document that is chosen by what stands behind `from`, as SQL and as it is printed.
    fn document(&self, from: &str) -> (String, String) {
        let code = &self.code;
        let sql = match &self.database {
            Database::Sqlite(_) => format!("select lower(hex(doc)) {from}"),
            Database::Postgres(_) => format!("select encode(doc, 'hex') {from}"),
        };
        let sql = sql.replace("COMMUNE", &format!("'{code}'"));
        let text = self.database.query(&sql)[0][0].clone();
        let bytes = chungtay_shared::id::from_hex(&text).unwrap();
        (self.database.bytes(&bytes), text)
    }
}

/// A household that was visited and given something, whose newest change the log still holds.
const BUSY: &str = "from fact f where f.commune = COMMUNE and f.money_vnd > 0 and f.standing = TRUE
    and exists (select 1 from log l where l.commune = f.commune and l.doc = f.doc and length(l.change) > 0)
    order by f.doc limit 1";

/// An alteration, what is found, and where.
type Alteration = (&'static str, Trouble, &'static str);

/// `DOC` stands for the document, `COMMUNE` for the commune's code, `BYTE` for one wrong byte, `ID` for an id
/// of nobody.
const ALTERATIONS: [Alteration; 28] = [
    ("update fact set money_vnd = money_vnd + 1 where doc = DOC and money_vnd > 0",
        Trouble::RowDiffers, "fact.money_vnd"),
    ("update fact set note = 'khác' where doc = DOC", Trouble::RowDiffers, "fact.note"),
    ("update household set value_vnd = 1 where doc = DOC",
        Trouble::RowDiffers, "household.value_vnd"),
    ("update household set head_name = 'Người khác' where doc = DOC",
        Trouble::RowDiffers, "household.head_name"),
    ("update status set category = 'poor2' where doc = DOC", Trouble::RowDiffers, "status.category"),
    ("delete from fact where doc = DOC", Trouble::RowMissing, "fact "),
    ("update fact set fact = ID where doc = DOC and fact = (select fact from fact where doc = DOC order by fact limit 1)",
        Trouble::RowTooMuch, "fact 0707"),
    ("update fact set received_ms = 1 where doc = DOC", Trouble::RowReceived, "fact.received_seq"),
    ("insert into conflict (commune, doc, field, rivals) values (COMMUNE, ID, 'phone', '[]')",
        Trouble::RowTooMuch, "conflict has rows of no document"),
    ("update log set change = BYTE where doc = DOC and length(change) > 0",
        Trouble::ChangeUnreadable, "log.change of seq"),
    ("update log set hash = HASH where seq = (select max(seq) from log where doc = DOC)",
        Trouble::ChangeHash, "log.hash says"),
    ("update log set actor = ID where doc = DOC", Trouble::ChangeActor, "log.actor is not the writer"),
    ("update log set device = ID where seq = (select max(seq) from log where doc = DOC)",
        Trouble::ChangeActor, "log.device is not the writer's"),
    ("update actor set device = ID where actor in (select actor from log where doc = DOC)",
        Trouble::ChangeActor, "log.device is not the writer's"),
    ("delete from actor where actor in (select actor from log where doc = DOC)",
        Trouble::ChangeActor, "nobody's here"),
    ("update actor set commune = (select min(code) from commune where code <> COMMUNE)
         where actor in (select actor from log where doc = DOC)",
        Trouble::ChangeActor, "another commune's"),
    ("delete from log where seq = (select max(seq) from log where doc = DOC)
         and commune = COMMUNE",
        Trouble::LogNumbers, "log.seq goes from"),
    ("update commune set log_end = log_end + 1 where code = COMMUNE",
        Trouble::LogNumbers, "commune.log_end"),
    ("update document set snapshot = (select d.snapshot from document d where d.commune = COMMUNE
         and d.doc <> DOC and d.kind = 1 order by d.doc limit 1) where doc = DOC",
        Trouble::DocumentHeads, "document.snapshot lacks"),
    ("update document set snapshot = BYTE where doc = DOC",
        Trouble::DocumentUnreadable, "document.snapshot cannot be read"),
    ("update document set last_seq = created_seq - 1000 where doc = DOC",
        Trouble::DocumentNumbers, "last_seq"),
    ("update document set kind = 2 where doc = DOC", Trouble::DocumentIdentity, "document.kind"),
    ("delete from document where doc = DOC", Trouble::LogWithoutDocument, "log has changes of it"),
    ("update device set receipted = receipted + 1 where commune = COMMUNE",
        Trouble::Receipts, "device.receipted"),
    ("update quarantine set change = BYTE where commune = COMMUNE", Trouble::SetAside, "quarantine "),
    ("update closing set body = replace(body, '1', '2') where commune = COMMUNE",
        Trouble::Period, "closing.body"),
    ("update access set about = 'abc' where commune = COMMUNE and n = 3",
        Trouble::Access, "access n=3"),
    ("update log set change = (select l.change from log l where l.commune = COMMUNE and l.doc <> DOC
         and length(l.change) > 0 order by l.seq desc limit 1)
         where doc = DOC and length(change) > 0",
        Trouble::ChangeHash, "log.change is not what log.hash says"),
];

/// Everything that can be altered is there, and nothing is found.
fn is_whole(store: &Store) {
    let audited = store.audit(&[]);
    assert_eq!(store.found(), [""; 0]);
    assert!(
        audited.documents > 60 && audited.changes > audited.documents && audited.rows > 100,
        "{audited:?}"
    );
    for table in [
        "quarantine",
        "closing",
        "status",
        "conflict",
        "support_case",
    ] {
        let rows = store.number(&format!("select count(*) from {table}"));
        assert!(rows > 0, "{table} has something to alter");
    }
}

/// Alters a copy and reads what is found; it is named with its document, and nobody is.
fn is_named(whole: &Store, (alteration, trouble, what): Alteration) {
    let store = whole.copy();
    let (sql, doc) = store.document(BUSY);
    let statement = alteration
        .replace("DOC", &sql)
        .replace("COMMUNE", &format!("'{}'", store.code))
        .replace("BYTE", &store.database.bytes(&[7; 40]))
        .replace("HASH", &store.database.bytes(&[7; 32]))
        .replace("ID", &store.database.bytes(&[7; 16]));
    store.database.execute(&statement);
    let found = store.found();
    let is_it = |line: &&String| line.starts_with(trouble.code()) && line.contains(what);
    let said_so: Vec<&String> = found.iter().filter(is_it).collect();
    assert!(!said_so.is_empty(), "{alteration}: {found:#?}");
    assert!(said_so.iter().all(|line| line.contains(&store.code)));
    if trouble != Trouble::LogNumbers && alteration.contains("where doc = DOC") {
        let is_of_it = said_so.iter().any(|line| line.contains(&doc));
        assert!(is_of_it, "{alteration}: {found:#?}");
    }
    let names = whole.database.query("select head_name from household");
    for line in &found {
        let said = names.iter().find(|name| line.contains(&name[0]));
        assert_eq!(said, None, "{line}");
    }
}

fn whatever_is_altered_is_named(database: Database) {
    let whole = Store::on(database);
    is_whole(&whole);
    for alteration in ALTERATIONS {
        is_named(&whole, alteration);
    }
}

#[test]
fn in_sqlite_nothing_is_found_unless_it_was_altered_and_then_it_is_named() {
    whatever_is_altered_is_named(Database::sqlite());
}

#[test]
fn in_postgresql_nothing_is_found_unless_it_was_altered_and_then_it_is_named() {
    whatever_is_altered_is_named(Database::postgres());
}

#[test]
fn a_head_that_was_kept_tells_when_a_whole_log_was_written_anew() {
    for database in Database::each() {
        let store = Store::on(database);
        let audited = store.audit(&[]);
        for head in [audited.log, audited.access] {
            let printed = head_text(&store.code, &head);
            let kept: KeptHead = printed.parse().unwrap();
            assert_eq!((&kept.commune, kept.head), (&store.code, head));
        }
        let kept = [audited.log, audited.access];
        // More is done; the chains go on through what was kept.
        let state = store.database.process(8);
        write(&*state.store, |tx| {
            let device = begin::server_device(&state, tx, &store.code)?;
            note(tx, &device, Act::SawFund, "", state.clock.now())
        })
        .unwrap();
        assert_eq!(store.audit(&kept).findings, []);

        // Somebody who owns the database leaves everything out and begins anew.
        let of = format!("where commune = '{}'", store.code);
        store.database.execute(&format!("delete from access {of}"));
        store
            .database
            .execute(&format!("delete from access_head {of}"));
        write(&*state.store, |tx| {
            let device = begin::server_device(&state, tx, &store.code)?;
            note(tx, &device, Act::SawFund, "", state.clock.now())
        })
        .unwrap();
        assert_eq!(store.audit(&[]).findings, []);
        let found = store.audit(&kept).findings;
        let said: Vec<String> = found.iter().map(ToString::to_string).collect();
        assert!(said.len() == 1 && said[0].starts_with("head"), "{said:?}");
        assert!(
            said[0].contains(&head_text(&store.code, &audited.access)),
            "{said:?}"
        );
    }
    for text in [
        "",
        "99001",
        "99001:1",
        "99001:x:00",
        "99001:1:00",
        "99001:1:zz",
    ] {
        assert!(text.parse::<KeptHead>().is_err(), "{text}");
    }
}

#[test]
fn rows_cut_off_at_the_end_of_the_access_log_are_missed() {
    for database in Database::each() {
        let store = Store::on(database);
        let last = store.audit(&[]).access.n;
        let of = format!("where commune = '{}' and n = {last}", store.code);
        store.database.execute(&format!("delete from access {of}"));
        let found = store.found();
        assert!(
            found.len() == 1 && found[0].contains(&format!("access n={last}")),
            "{found:?}"
        );
    }
}

#[test]
fn every_column_that_is_made_from_documents_is_looked_at() {
    let database = Database::sqlite();
    drop(database.open());
    for table in TABLES {
        let columns = database.query(&format!(
            "select name from pragma_table_info('{}')",
            table.name
        ));
        let columns: BTreeSet<String> = columns.into_iter().flatten().collect();
        let received = (table.name == RECEIVED.name).then_some(RECEIVED.columns);
        let looked_at = table.columns.iter().chain(received.into_iter().flatten());
        let looked_at = looked_at
            .chain(&["commune", "doc"])
            .map(|name| (*name).to_owned());
        assert_eq!(columns, looked_at.collect(), "{}", table.name);
    }
}
