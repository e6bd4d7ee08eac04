//! Pushes that come at once. Goal: whoever else writes in the meantime, every record is stored once
//! and the documents say it all. Method: phones that have visited the same household hand in at the
//! same moment; and a push that is overtaken between its decision and the lock. Each story is played
//! on SQLite and on PostgreSQL.

use std::sync::{Arc, Barrier, Mutex, PoisonError};

use chungtay_server::auth::hash_of;
use chungtay_server::push::push;
use chungtay_server::state::AppState;
use chungtay_server::store::{Store, StoreError, Tx, read};
use chungtay_shared::household::ProfileField;
use chungtay_shared::id::DocId;
use chungtay_shared::sync::wire::{Outcome, Receipt, Request};
use chungtay_tests::database::Database;
use chungtay_tests::ward::Ward;
use chungtay_tests::ward::phone::{edit, register, visit};

const NAMES: [&str; 4] = ["Mai", "Hùng", "Tám", "Út"];

/// Four phones that all hold one household.
fn ward(database: Database) -> (Ward, DocId) {
    let mut ward = Ward::on(database, 1);
    for name in NAMES {
        ward.enrol(name);
    }
    let ask = register("Đặng Thị Sáu", "Ấp 3");
    let household = ward.with("Mai", |phone, rng, now| phone.save(&ask, rng, now));
    ward.settle();
    (ward, household.unwrap())
}

/// What a phone posts after it has visited the household; it will not hear the answer.
fn visited(ward: &mut Ward, name: &'static str, household: DocId) -> (String, Request) {
    ward.with(name, |phone, rng, now| {
        phone.save(&visit(household, now, name), rng, now).unwrap();
        phone.wake();
        let request = phone.poll_transmit(now).unwrap();
        phone.failed(rng, now);
        (phone.token(), request)
    })
}

fn are_all_stored(receipt: &Receipt) -> bool {
    let mut answers = receipt.answers.iter();
    !receipt.answers.is_empty() && answers.all(|answer| answer.outcome == Outcome::Stored)
}

#[test]
fn four_who_hand_in_at_once_about_one_household_are_all_stored() {
    for database in Database::each() {
        let (mut ward, household) = ward(database);
        let requests = NAMES.map(|name| visited(&mut ward, name, household));
        let (server, start) = (&ward.server, Barrier::new(NAMES.len()));
        let receipts = std::thread::scope(|scope| {
            let hands = requests.each_ref().map(|(token, request)| {
                let start = &start;
                scope.spawn(move || {
                    start.wait();
                    server
                        .receive(token, &request.to_bytes())
                        .unwrap()
                        .1
                        .receipt
                })
            });
            hands.map(|hand| hand.join().unwrap())
        });
        assert!(receipts.iter().all(are_all_stored));
        assert_eq!(ward.server.facts().total, 4);
        assert_eq!(ward.server.log_end(), 5);
        let visits = ward.server.household(household).unwrap().visits;
        assert_eq!(visits.len(), 4);
    }
}

#[test]
fn one_phone_that_posts_the_same_twice_at_once_is_stored_once() {
    for database in Database::each() {
        let (mut ward, household) = ward(database);
        let (token, request) = visited(&mut ward, "Mai", household);
        let (server, bytes) = (&ward.server, request.to_bytes());
        std::thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| server.receive(&token, &bytes).unwrap());
            }
        });
        assert_eq!((ward.server.facts().total, ward.server.log_end()), (1, 2));
        assert!(ward.server.quarantine().is_empty());
    }
}

/// A store in which somebody else writes between a push's decision and its transaction.
struct Overtaken {
    store: Arc<dyn Store>,
    by: Mutex<Option<Box<dyn FnOnce() + Send>>>,
}

impl Store for Overtaken {
    fn read(
        &self,
        work: &mut dyn FnMut(&dyn Tx) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        self.store.read(work)
    }

    fn write(
        &self,
        work: &mut dyn FnMut(&dyn Tx) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let by = self
            .by
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        if let Some(overtake) = by {
            overtake();
        }
        self.store.write(work)
    }

    fn wipe(&self) -> Result<(), StoreError> {
        self.store.wipe()
    }
}

/// Pushes a phone's request, overtaken by `other`.
fn overtaken(
    ward: &Ward,
    sent: &(String, Request),
    other: impl FnOnce(&AppState) + Send + 'static,
) -> Receipt {
    let mut state = ward.server.state().clone();
    // Another process, which knows nothing of this one's turns.
    let mut elsewhere = state.clone();
    elsewhere.turns = Arc::default();
    state.store = Arc::new(Overtaken {
        store: Arc::clone(&state.store),
        by: Mutex::new(Some(Box::new(move || other(&elsewhere)))),
    });
    push_to(&state, sent)
}

fn push_to(state: &AppState, (token, request): &(String, Request)) -> Receipt {
    let device = read(&*state.store, |tx| tx.device(&hash_of(token).unwrap()));
    let device = device.unwrap().unwrap();
    push(state, &device, request, state.clock.now())
        .unwrap()
        .receipt
}

#[test]
fn a_push_that_is_overtaken_decides_again_on_what_is_there_now() {
    for database in Database::each() {
        let (mut ward, household) = ward(database);
        let mine = visited(&mut ward, "Mai", household);
        let his = visited(&mut ward, "Hùng", household);
        let receipt = overtaken(&ward, &mine, move |state| {
            assert!(are_all_stored(&push_to(state, &his)));
        });
        assert!(are_all_stored(&receipt));
        let visits = ward.server.household(household).unwrap().visits;
        let notes: Vec<_> = visits.iter().map(|v| v.fact.note.as_str()).collect();
        assert!(notes.contains(&"Mai") && notes.contains(&"Hùng"));
        assert_eq!(ward.server.facts().total, 2);
        ward.settle();
    }
}

#[test]
fn a_push_that_is_overtaken_by_itself_is_stored_once() {
    for database in Database::each() {
        let (mut ward, household) = ward(database);
        let mine = visited(&mut ward, "Mai", household);
        let again = mine.clone();
        let receipt = overtaken(&ward, &mine, move |state| {
            assert!(are_all_stored(&push_to(state, &again)));
        });
        let had = |outcome: &Outcome| *outcome == Outcome::AlreadyHad;
        assert!(receipt.answers.iter().all(|answer| had(&answer.outcome)));
        assert_eq!((ward.server.facts().total, ward.server.log_end()), (1, 2));
        ward.settle();
    }
}

#[test]
fn the_office_that_answers_a_conflict_meanwhile_is_not_written_over() {
    for database in Database::each() {
        let (mut ward, household) = ward(database);
        for (name, note) in [("Mai", "Mái dột"), ("Hùng", "Đã lợp lại")] {
            let ask = edit(household, ProfileField::Note, note);
            ward.with(name, |phone, rng, now| phone.save(&ask, rng, now))
                .unwrap();
        }
        ward.settle();
        let mine = visited(&mut ward, "Tám", household);
        ward.server
            .choose(household, ProfileField::Note, "Đã lợp lại");
        let server = ward.server.household(household).unwrap();
        assert!(server.conflicts.is_empty());
        assert!(are_all_stored(&push_to(ward.server.state(), &mine)));
        let server = ward.server.household(household).unwrap();
        assert_eq!((server.conflicts.len(), server.visits.len()), (0, 1));
        ward.settle();
    }
}
