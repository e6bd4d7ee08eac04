//! What only one of two may do. Goal: two processes on one database that do the same at the same
//! moment do it once. Method: each story starts both at one barrier, and is played on SQLite (a
//! server and the command line) and on PostgreSQL (two nodes).

use std::collections::BTreeSet;
use std::sync::Barrier;

use chungtay_server::error::ApiError;
use chungtay_server::state::AppState;
use chungtay_server::store::{Commune, read, write};
use chungtay_server::{begin, enrol};
use chungtay_shared::api::{EnrolRequest, Role};
use chungtay_shared::id::Actor;
use chungtay_shared::time::Timestamp;
use chungtay_tests::database::Database;
use chungtay_tests::ward::COMMUNE;

fn commune(code: &str) -> Commune {
    Commune {
        code: code.into(),
        name: "xã Thử".into(),
        synthetic: true,
    }
}

/// Two processes on one database with one commune and its own device.
fn two_processes(database: &Database) -> [AppState; 2] {
    let processes = [5, 6].map(|seed| database.process(seed));
    write(&*processes[0].store, |tx| {
        tx.add_commune(&commune(COMMUNE))?;
        begin::server_device(&processes[0], tx, COMMUNE)
    })
    .unwrap();
    processes
}

/// Two processes do the same at the same moment.
fn at_once<T: Send>(processes: [&AppState; 2], work: impl Fn(&AppState, u8) -> T + Sync) -> [T; 2] {
    let start = Barrier::new(2);
    std::thread::scope(|scope| {
        let (start, work) = (&start, &work);
        let hands = [(processes[0], 1), (processes[1], 2)].map(|(process, number)| {
            scope.spawn(move || {
                start.wait();
                work(process, number)
            })
        });
        hands.map(|hand| hand.join().unwrap())
    })
}

#[test]
fn a_link_that_two_people_open_at_once_lets_one_of_them_in() {
    for database in Database::each() {
        let [office, other] = two_processes(&database);
        for round in 0..8 {
            let link = write(&*office.store, |tx| {
                enrol::invite(&office, tx, COMMUNE, "Mai", Role::Volunteer, "")
            })
            .unwrap()
            .link;
            let code = link.rsplit('#').next().unwrap();
            let redeemed = at_once([&office, &other], |process, number| {
                let request = EnrolRequest {
                    code: code.to_owned(),
                    actor: Actor::from_bytes([number * 16 + round; 16]),
                    device_name: "máy".into(),
                    person_name: String::new(),
                    returning: None,
                    key: None,
                };
                write(&*process.store, |tx| enrol::redeem(process, tx, &request)).unwrap()
            });
            let refused = redeemed.iter().filter_map(|r| r.as_ref().err());
            assert!(
                matches!(refused.collect::<Vec<_>>()[..], [ApiError::LinkUsed]),
                "{database:?}, round {round}"
            );
        }
        // The office's own, and one a round.
        let devices = read(&*office.store, |tx| tx.devices(COMMUNE)).unwrap();
        assert_eq!(devices.len(), 1 + 8);
    }
}

#[test]
fn one_phone_that_opens_two_links_at_once_is_one_device() {
    for database in Database::each() {
        let [office, other] = two_processes(&database);
        let codes = ["Mai", "Hùng"].map(|name| {
            let made = write(&*office.store, |tx| {
                enrol::invite(&office, tx, COMMUNE, name, Role::Volunteer, "")
            });
            made.unwrap().link.rsplit('#').next().unwrap().to_owned()
        });
        let redeemed = at_once([&office, &other], |process, number| {
            let request = EnrolRequest {
                code: codes[usize::from(number) - 1].clone(),
                actor: Actor::from_bytes([9; 16]),
                device_name: "máy".into(),
                person_name: String::new(),
                returning: None,
                key: None,
            };
            write(&*process.store, |tx| enrol::redeem(process, tx, &request)).unwrap()
        });
        let let_in = redeemed.iter().filter(|r| r.is_ok()).count();
        let devices = read(&*office.store, |tx| tx.devices(COMMUNE)).unwrap();
        assert_eq!((let_in, devices.len()), (1, 2), "{database:?}");
    }
}

#[test]
fn two_who_invite_the_same_person_at_once_mean_one_account() {
    for database in Database::each() {
        let [office, other] = two_processes(&database);
        for name in ["Mai", "Hùng", "Tám", "Út"] {
            at_once([&office, &other], |process, _| {
                write(&*process.store, |tx| {
                    enrol::invite(process, tx, COMMUNE, name, Role::Volunteer, "")
                })
                .unwrap()
            });
        }
        let invites = read(&*office.store, |tx| {
            tx.invites(COMMUNE, Timestamp::from_ms(0))
        })
        .unwrap();
        let accounts: BTreeSet<_> = invites.iter().map(|i| i.account).collect();
        assert_eq!((invites.len(), accounts.len()), (8, 4), "{database:?}");
    }
}

#[test]
fn two_who_begin_at_once_on_an_empty_server_begin_once() {
    for database in Database::each() {
        let processes = [database.process(1), database.process(2)];
        let begun = at_once([&processes[0], &processes[1]], |process, number| {
            write(&*process.store, |tx| {
                if !tx.is_empty()? {
                    return Ok(false);
                }
                let code = format!("9900{number}");
                tx.add_commune(&commune(&code))?;
                begin::server_device(process, tx, &code)?;
                Ok(true)
            })
            .unwrap()
        });
        assert_eq!(begun.iter().filter(|b| **b).count(), 1, "{database:?}");
    }
}

#[test]
fn two_processes_that_find_a_commune_missing_make_it_once() {
    for database in Database::each() {
        let processes = [database.process(1), database.process(2)];
        at_once([&processes[0], &processes[1]], |process, _| {
            write(&*process.store, |tx| {
                begin::commune(process, tx, COMMUNE, "xã Thử", true)?;
                begin::server_device(process, tx, COMMUNE)
            })
            .unwrap()
        });
        let (communes, devices) = read(&*processes[0].store, |tx| {
            Ok((tx.communes()?.len(), tx.devices(COMMUNE)?.len()))
        })
        .unwrap();
        assert_eq!((communes, devices), (1, 1), "{database:?}");
    }
}
