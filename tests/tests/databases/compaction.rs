//! A log that is made smaller. Goal: nobody notices: every phone is sent, byte for byte, what it
//! would have been sent. Method: each story is played on SQLite and on PostgreSQL; pages are
//! compared before and after, for every way to have fallen behind.

use std::panic::{AssertUnwindSafe, catch_unwind};

use chungtay_server::backup::{BackupError, verify};
use chungtay_server::compaction::{Compacted, compact};
use chungtay_server::demo;
use chungtay_server::pull::{self, PageSize};
use chungtay_server::state::{AppState, Clock as _};
use chungtay_server::store::{Store, read, write};
use chungtay_shared::household::ProfileField;
use chungtay_shared::id::Actor;
use chungtay_shared::sync::wire::{Cursor, Frame, Request};
use chungtay_shared::time::Timestamp;
use chungtay_tests::database::Database;
use chungtay_tests::request::first_request;
use chungtay_tests::ward::network::Fault;
use chungtay_tests::ward::phone::{edit, hand_over, register, visit};
use chungtay_tests::ward::{COMMUNE, Ward};

const HOUSEHOLDS: usize = 60;
/// Later than anything was received.
const ALL: Timestamp = Timestamp::from_ms(i64::MAX);

/// The invented commune.
fn filled(database: &Database) -> AppState {
    let state = database.process(3);
    write(&*state.store, |tx| demo::fill(&state, tx, HOUSEHOLDS)).unwrap();
    state
}

fn compacted(store: &dyn Store, before: Timestamp) -> Compacted {
    compact(store, before, || ()).unwrap()
}

/// All that a phone is sent that has read up to `since`.
fn pages(store: &dyn Store, since: u64, actor: Actor, short: bool) -> Vec<Vec<u8>> {
    let request = Request {
        short,
        ..first_request(actor, Vec::new())
    };
    let mut cursor = Cursor {
        commune: COMMUNE.into(),
        since,
        upto: since,
        erased: Some(since),
    };
    let mut pages = Vec::new();
    while let Some(page) =
        pull::next_page(store, &cursor, (&request).into(), PageSize::default()).unwrap()
    {
        cursor = page.cursor.clone();
        pages.push(Frame::Page(page).to_bytes());
    }
    pages
}

/// The same for phones that have fallen behind by nothing, by everything and by much in between.
fn all_pages(store: &dyn Store) -> Vec<Vec<Vec<u8>>> {
    let (end, people) = read(store, |tx| Ok((tx.log_end(COMMUNE)?, tx.people(COMMUNE)?))).unwrap();
    let readers = [Actor::from_bytes([9; 16]), people[0].actor];
    let mut sent = Vec::new();
    for since in (1..=end).rev().step_by(7).chain([0]) {
        for actor in readers {
            sent.extend([false, true].map(|short| pages(store, since, actor, short)));
        }
    }
    sent
}

/// Changes in the logs of all communes: the invented one has a city and a neighbour.
fn all_logged(store: &dyn Store) -> u64 {
    read(store, |tx| {
        let communes = tx.communes()?;
        communes
            .iter()
            .map(|commune| tx.log_end(&commune.code))
            .sum()
    })
    .unwrap()
}

#[test]
fn a_phone_is_sent_the_same_bytes_however_far_it_has_fallen_behind() {
    for database in Database::each() {
        let state = filled(&database);
        let store = &*state.store;
        let before = all_pages(store);
        let log_end = read(store, |tx| tx.log_end(COMMUNE)).unwrap();
        let logged = all_logged(store);

        let done = compacted(store, ALL);
        assert!(all_pages(store) == before, "{database:?}: pages differ");
        assert_eq!((done.changes, done.kept), (logged, 0), "{database:?}");
        assert!(done.bytes > 0);
        assert_eq!(
            compacted(store, ALL),
            Compacted::default(),
            "nothing is left"
        );
        assert_eq!(read(store, |tx| tx.log_end(COMMUNE)).unwrap(), log_end);
    }
}

#[test]
fn mai_was_away_while_the_log_was_compacted_and_both_work_on_as_before() {
    for database in Database::each() {
        let mut ward = Ward::on(database, 1);
        ward.enrol("Mai");
        ward.enrol("Hùng");
        let household = ward
            .with("Mai", |p, rng, now| {
                p.save(&register("Đặng Thị Sáu", "Ấp 3"), rng, now)
            })
            .unwrap();
        ward.settle();
        let morning = ward.clock.now();
        for (value, amount) in [("số 1", "500.000"), ("số 2", "1,5 tr")] {
            ward.with("Hùng", |p, rng, now| {
                p.save(&edit(household, ProfileField::Address, value), rng, now)
                    .unwrap();
                p.save(&hand_over(household, now, amount), rng, now)
                    .unwrap();
            });
            assert!(ward.exchange("Hùng", Fault::None));
        }
        // Without a network Mai edits what Hùng has edited.
        ward.with("Mai", |p, rng, now| {
            p.save(&edit(household, ProfileField::Address, "số 3"), rng, now)
                .unwrap();
        });

        // Only the household's first change is old enough, then all of it.
        for (before, changes) in [(morning.plus_ms(1), 1), (ALL, 4)] {
            let done = compacted(&*ward.server.state().store, before);
            assert_eq!((done.changes, done.kept), (changes, 0));
        }
        ward.settle();
        for name in ["Mai", "Hùng"] {
            ward.with(name, |p, rng, now| {
                p.save(&visit(household, now, "đã lợp lại mái"), rng, now)
                    .unwrap();
            });
        }
        ward.settle();

        let server = ward.server.household(household).unwrap();
        assert_eq!((server.visits.len(), server.handovers.len()), (2, 2));
        assert_eq!(server.conflicts.len(), 1, "both addresses are kept");
        for name in ["Mai", "Hùng"] {
            assert_eq!(ward.phone(name).household(household), Some(server.clone()));
        }
        assert_eq!(compacted(&*ward.server.state().store, ALL).changes, 3);
    }
}

#[test]
fn a_compaction_that_is_broken_off_goes_on_where_it_was() {
    for database in Database::each() {
        let state = filled(&database);
        let logged = all_logged(&*state.store);
        let broken_off = catch_unwind(AssertUnwindSafe(|| {
            compact(&*state.store, ALL, || panic!("the lights went out"))
        }));
        assert!(broken_off.is_err());
        let rest = compacted(&*database.open(), ALL);
        assert!(rest.changes > 0 && rest.changes < logged, "{database:?}");
    }
}

#[test]
fn what_a_document_does_not_give_back_stays_in_the_log() {
    for database in Database::each() {
        let state = filled(&database);
        let store = &*state.store;
        let heads = read(store, |tx| tx.heads_after(COMMUNE, 0, 500)).unwrap();
        let [one, other] = [&heads[5], &heads[6]];
        let nobody = Actor::from_bytes([9; 16]);
        let changes = || read(store, |tx| tx.changes_after(COMMUNE, one.doc, 0, nobody)).unwrap();
        let before = changes();
        // Another household's document stands in the place of this one's.
        write(store, |tx| {
            let wrong = tx.document(other.doc)?.unwrap();
            tx.put_document(one.doc, &wrong, one.last_seq)
        })
        .unwrap();
        let done = compacted(store, ALL);
        assert_eq!(done.kept, before.len() as u64, "{database:?}");
        assert_eq!(changes(), before);
    }
}

#[test]
fn a_backup_looks_for_every_compacted_change_in_its_document() {
    let database = Database::sqlite();
    let state = filled(&database);
    compacted(&*state.store, ALL);
    let whole = verify(&database.file()).unwrap();
    assert!(whole.changes > HOUSEHOLDS as u64);

    let heads = read(&*state.store, |tx| tx.heads_after(COMMUNE, 0, 500)).unwrap();
    write(&*state.store, |tx| {
        let wrong = tx.document(heads[6].doc)?.unwrap();
        tx.put_document(heads[5].doc, &wrong, heads[5].last_seq)
    })
    .unwrap();
    let said = verify(&database.file());
    assert!(matches!(said, Err(BackupError::Damaged { why, .. }) if why.contains("change")));
}
