//! The access log on both databases. Goal: a row is sealed alike on each, and acts that come at once make
//! one chain. Method: the same acts on both; two processes with several hands each on one database.

use chungtay_server::access::{note, verify};
use chungtay_server::begin;
use chungtay_server::state::AppState;
use chungtay_server::store::{Commune, Device, read, write};
use chungtay_shared::access::{Act, ActGroup};
use chungtay_shared::api::access::AccessQuery;
use chungtay_shared::chain::Head;
use chungtay_shared::id::DocId;
use chungtay_shared::time::{LocalDate, Timestamp};
use chungtay_tests::database::Database;
use chungtay_tests::ward::COMMUNE;

const HANDS: i64 = 6;
const ACTS_EACH: i64 = 20;

fn office(state: &AppState) -> Device {
    let commune = Commune {
        code: COMMUNE.into(),
        name: "xã Thử".into(),
        synthetic: true,
    };
    let device = write(&*state.store, |tx| {
        tx.add_commune(&commune)?;
        begin::server_device(state, tx, COMMUNE)
    });
    device.unwrap()
}

#[test]
fn the_same_acts_make_the_same_chain_on_both() {
    let morning = Timestamp::from_local(LocalDate::new(2026, 10, 20).unwrap(), 8, 0);
    let household = DocId::from_bytes([9; 16]).to_string();
    let chains = Database::each().map(|database| {
        let state = database.process(5);
        let device = office(&state);
        let acts = [
            (Act::SawHousehold, household.as_str(), morning),
            (Act::SawHousehold, &household, morning),
            (Act::TookTable, "visits", morning.plus_ms(1)),
            (Act::ToldLife, &household, morning.plus_ms(86_400_000)),
        ];
        for (act, about, at) in acts {
            write(&*state.store, |tx| note(tx, &device, act, about, at)).unwrap();
        }
        let asked = [
            AccessQuery::default(),
            AccessQuery {
                group: Some(ActGroup::Took),
                ..AccessQuery::default()
            },
            AccessQuery {
                day: Some(morning.local_date()),
                ..AccessQuery::default()
            },
            AccessQuery {
                before: Some(3),
                ..AccessQuery::default()
            },
        ];
        read(&*state.store, |tx| {
            let pages = asked.iter().map(|query| tx.access_lines(COMMUNE, query, 9));
            let pages = pages.collect::<Result<Vec<_>, _>>()?;
            Ok((
                tx.access_after(COMMUNE, 0, 9)?,
                tx.access_head(COMMUNE)?,
                pages,
            ))
        })
        .unwrap()
    });
    let [sqlite, postgres] = chains;
    assert_eq!(sqlite, postgres);
    let (rows, head, pages) = sqlite;
    assert_eq!(
        rows.len(),
        3,
        "what says the same of the same moment stands once"
    );
    assert_eq!(
        head,
        Head {
            n: 3,
            hash: rows[2].hash
        }
    );
    let numbers = pages
        .iter()
        .map(|page| page.iter().map(|line| line.n).collect::<Vec<_>>());
    let numbers: Vec<_> = numbers.collect();
    assert_eq!(numbers, [vec![3, 2, 1], vec![2], vec![2, 1], vec![2, 1]]);
    assert!(
        pages[0]
            .iter()
            .all(|line| line.who == "Máy chủ" && line.device == "chungtay")
    );
}

#[test]
fn acts_that_come_at_once_make_one_chain() {
    for database in Database::each() {
        let processes = [5, 6].map(|seed| database.process(seed));
        let device = office(&processes[0]);
        std::thread::scope(|scope| {
            for hand in 0..HANDS {
                let (state, device) = (&processes[usize::try_from(hand % 2).unwrap()], &device);
                scope.spawn(move || {
                    for n in 0..ACTS_EACH {
                        let at = Timestamp::from_ms(hand * 1_000 + n);
                        let noted = write(&*state.store, |tx| {
                            if n % 2 == 0 {
                                tx.lock(COMMUNE)?;
                            }
                            note(tx, device, Act::SawHousehold, "", at)
                        });
                        noted.unwrap();
                    }
                });
            }
        });
        let whole = read(&*processes[0].store, |tx| verify(tx, COMMUNE, |_| ())).unwrap();
        let head = whole.expect("a whole chain");
        assert_eq!(head.n, u64::try_from(HANDS * ACTS_EACH).unwrap());
    }
}
