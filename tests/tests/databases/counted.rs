//! What a commune's rows come to is counted once while nobody changes them. Goal: nobody is ever shown what
//! they came to before. Method: real phones, two servers on one database of which one changes what the other
//! has counted, a write that is taken back, rows that are made anew; on both databases.

use chungtay_server::counted;
use chungtay_server::renewal::UNDER_WAY;
use chungtay_server::state::{AppState, Clock as _};
use chungtay_server::store::{StoreError, Tx, read, write};
use chungtay_shared::id::DocId;
use chungtay_tests::database::Database;
use chungtay_tests::ward::month::save;
use chungtay_tests::ward::phone::{hand_over, register, visit};
use chungtay_tests::ward::{COMMUNE, Ward};

/// Households on the list, visited and aided, and what was handed over in đồng, as they are counted for
/// a page; each figure as two pages count it.
fn counts(tx: &dyn Tx, state: &AppState) -> Result<[u64; 4], StoreError> {
    let today = state.clock.now().local_date();
    let tally = counted::tally(tx, COMMUNE, None)?;
    let given = counted::given(tx, COMMUNE, today)?;
    let money: i64 = given.iter().map(|sum| sum.amount.money_vnd).sum();
    let listed = counted::listed(tx, COMMUNE, None, today)?;
    assert_eq!(listed.households, tally.households);
    Ok([
        tally.households,
        tally.visited,
        tally.aided,
        money.cast_unsigned(),
    ])
}

fn seen(state: &AppState) -> [u64; 4] {
    read(&*state.store, |tx| counts(tx, state)).unwrap()
}

/// Mai registers a household, visits it and hands something over.
fn reach(ward: &mut Ward, head: &str) -> DocId {
    let id = save(ward, "Mai", &register(head, "Ấp 3")).unwrap();
    let now = ward.clock.now();
    save(ward, "Mai", &visit(id, now, "thăm hộ")).unwrap();
    save(ward, "Mai", &hand_over(id, now, "200.000")).unwrap();
    ward.settle();
    id
}

#[test]
fn a_page_is_shown_what_another_node_was_told_since_it_counted() {
    for database in Database::each() {
        let mut ward = Ward::on(database.clone(), 31);
        let there = database.process_by(ward.clock.clone(), 6);
        ward.enrol("Mai");
        assert_eq!(seen(&there), [0; 4], "{database:?}");
        let sau = reach(&mut ward, "Đặng Thị Sáu");
        assert_eq!(seen(&there), [1, 1, 1, 200_000], "{database:?}");
        let bay = reach(&mut ward, "ĐẶNG THỊ SÁU");
        for state in [&there, ward.server.state()] {
            assert_eq!(seen(state), [2, 2, 2, 400_000], "{database:?}");
        }
        ward.server.tell_same(sau, bay).unwrap();
        assert_eq!(seen(&there), [1, 1, 1, 400_000], "{database:?}");
        ward.server.tell_distinct([sau, bay]).unwrap();
        assert_eq!(seen(&there), [2, 2, 2, 400_000], "{database:?}");
    }
}

#[test]
fn what_a_write_counted_before_it_was_taken_back_is_kept_by_nobody() {
    for database in Database::each() {
        let mut ward = Ward::on(database.clone(), 32);
        ward.enrol("Mai");
        let sau = reach(&mut ward, "Đặng Thị Sáu");
        let state = ward.server.state().clone();
        let taken_back = write(&*state.store, |tx| {
            let next = tx.lock(COMMUNE)? + 1;
            let stored = tx.document(sau)?.unwrap();
            let document = chungtay_shared::document::Document::load(&stored.bytes)?;
            let mut household = document.household()?;
            household.visits.clear();
            household.handovers.clear();
            let rows = chungtay_server::projection::HouseholdRows::of(&household);
            tx.put_rows(&rows, next, state.clock.now())?;
            counts(tx, &state)?;
            Err::<(), _>(StoreError::Database("taken back".into()))
        });
        assert!(taken_back.is_err());
        assert_eq!(seen(&state), [1, 1, 1, 200_000], "{database:?}");
        // The next change has the very log number that the other one would have had.
        reach(&mut ward, "Trần Văn Bảy");
        assert_eq!(seen(&state), [2, 2, 2, 400_000], "{database:?}");
    }
}

#[test]
fn while_rows_are_made_anew_every_page_counts_them() {
    for database in Database::each() {
        let mut ward = Ward::on(database.clone(), 33);
        ward.enrol("Mai");
        reach(&mut ward, "Đặng Thị Sáu");
        let state = ward.server.state().clone();
        let forms = |form: &[u8]| write(&*state.store, |tx| tx.set_row_form(form)).unwrap();
        forms(b"old");
        assert_eq!(seen(&state), [1, 1, 1, 200_000], "{database:?}");
        // Rows change without a log number while they are made anew, and only then.
        database.execute("update fact set money_vnd = 300000 where kind = 'handover'");
        assert_eq!(seen(&state)[3], 200_000, "{database:?}: it is counted once");
        forms(&UNDER_WAY);
        assert_eq!(seen(&state)[3], 300_000, "{database:?}");
        database.execute("update fact set money_vnd = 500000 where kind = 'handover'");
        assert_eq!(seen(&state)[3], 500_000, "{database:?}");
        forms(b"new");
        assert_eq!(seen(&state)[3], 500_000, "{database:?}");
    }
}
