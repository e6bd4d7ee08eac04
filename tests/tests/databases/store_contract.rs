//! The contract of `server/src/store.rs`, held by every database. Goal: a server does the same on
//! each of them, with several processes at work too. Method: each story is told once and played on
//! SQLite and on PostgreSQL. `store_races.rs` goes on with what only one of two may do;
//! `store_alike.rs` compares what both answer.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::mpsc;

use chungtay_server::begin;
use chungtay_server::state::AppState;
use chungtay_server::store::{
    Commune, Device, Kept, NewLook, NewTrial, Store, StoreError, Tx, read, write,
};
use chungtay_shared::api::import::RowAnswer;
use chungtay_shared::document::{ChangeHash, Kind};
use chungtay_shared::household::Profile;
use chungtay_shared::id::{Actor, DocId};
use chungtay_shared::import::{LeftAnswer, LeftRow, ListedHousehold};
use chungtay_shared::sync::gate::Refusal;
use chungtay_shared::sync::server::{Accepted, Needs, SetAside, StoredDocument};
use chungtay_shared::sync::wire::Pushed;
use chungtay_shared::time::Timestamp;
use chungtay_tests::database::Database;
use chungtay_tests::ward::COMMUNE;

/// A store as one process has it, and a commune with one device.
struct Office {
    state: AppState,
    device: Device,
}

fn commune(code: &str) -> Commune {
    Commune {
        code: code.into(),
        name: "xã Thử".into(),
        synthetic: true,
    }
}

impl Office {
    fn on(database: &Database) -> Self {
        let state = database.process(5);
        let device = write(&*state.store, |tx| {
            tx.add_commune(&commune(COMMUNE))?;
            begin::server_device(&state, tx, COMMUNE)
        });
        Self {
            device: device.unwrap(),
            state,
        }
    }

    fn store(&self) -> &dyn Store {
        &*self.state.store
    }

    /// One change to a document, as a push stores it.
    fn store_change(&self, tx: &dyn Tx, doc: u8, change: u8) -> Result<u64, StoreError> {
        store_change(tx, &self.device, doc, change)
    }
}

fn store_change(tx: &dyn Tx, device: &Device, doc: u8, change: u8) -> Result<u64, StoreError> {
    tx.lock(COMMUNE)?;
    let seq = tx.append(&accepted(doc, change), device.id, Timestamp::from_ms(7))?;
    tx.put_document(document(doc), &stored(change), seq)?;
    Ok(seq)
}

fn document(n: u8) -> DocId {
    DocId::from_bytes([n; 16])
}

fn hash(n: u8) -> ChangeHash {
    ChangeHash([n; 32])
}

/// A change written by the actor of an even or an odd number.
fn accepted(doc: u8, change: u8) -> Accepted {
    Accepted {
        n: u64::from(change),
        commune: COMMUNE.into(),
        doc: document(doc),
        kind: Kind::Household,
        hash: hash(change),
        actor: Actor::from_bytes([change % 2; 16]),
        change: vec![change; 3],
    }
}

fn stored(state: u8) -> StoredDocument {
    StoredDocument {
        commune: COMMUNE.into(),
        kind: Kind::Household,
        bytes: vec![state; 5],
    }
}

fn needing(docs: &[u8], hashes: &[u8]) -> Needs {
    Needs {
        docs: docs.iter().copied().map(document).collect(),
        hashes: hashes.iter().copied().map(hash).collect(),
    }
}

#[test]
fn a_write_that_fails_or_panics_leaves_nothing() {
    for database in Database::each() {
        let office = Office::on(&database);
        let failed: Result<(), _> = write(office.store(), |tx| {
            office.store_change(tx, 1, 1)?;
            tx.add_commune(&commune("99009"))?;
            Err(StoreError::Database("the lights went out".into()))
        });
        assert!(failed.is_err());
        let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            write(office.store(), |tx| -> Result<(), StoreError> {
                office.store_change(tx, 1, 1)?;
                panic!("a mistake in the work")
            })
        }));
        assert!(panicked.is_err());

        let (communes, end, known) = read(office.store(), |tx| {
            let known = tx.known(&needing(&[1], &[1]))?;
            Ok((tx.communes()?, tx.log_end(COMMUNE)?, known))
        })
        .unwrap();
        assert_eq!((communes, end), (vec![commune(COMMUNE)], 0), "{database:?}");
        assert!(known.docs.is_empty() && known.stored.is_empty());
        // The next one is none the worse for it.
        let seq = write(office.store(), |tx| office.store_change(tx, 1, 1)).unwrap();
        assert_eq!(seq, 1);
    }
}

#[test]
fn reads_that_panic_take_no_connection_with_them() {
    const MORE_THAN_ANY_STORE_HAS: usize = 20;
    for database in Database::each() {
        let office = Office::on(&database);
        for _ in 0..MORE_THAN_ANY_STORE_HAS {
            let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
                read(office.store(), |_| -> Result<(), StoreError> {
                    panic!("a mistake in the work")
                })
            }));
            assert!(panicked.is_err());
        }
        read(office.store(), |tx| tx.log_end(COMMUNE)).unwrap();
    }
}

#[test]
fn what_phones_seal_for_is_one_for_all_processes_and_another_for_every_database() {
    let mut seeds = BTreeSet::new();
    for database in [Database::each(), Database::each()].concat() {
        let seed_at = |process: AppState| read(&*process.store, |tx| tx.sealing_seed()).unwrap();
        let seed = seed_at(database.process(1));
        assert_eq!(seed_at(database.process(2)), seed, "{database:?}");
        assert!(seeds.insert(seed), "{database:?}");
    }
}

#[test]
fn many_hands_at_once_give_each_number_once_and_leave_none_out() {
    const HANDS: u8 = 4;
    const CHANGES: u8 = 15;
    for database in Database::each() {
        let office = Office::on(&database);
        let numbers: BTreeSet<u64> = std::thread::scope(|scope| {
            let hands: Vec<_> = (0..HANDS)
                .map(|hand| {
                    let (database, device) = (&database, &office.device);
                    scope.spawn(move || {
                        // Every second hand works in another process.
                        let state = database.process(u64::from(hand));
                        let store = |change| {
                            write(&*state.store, |tx| store_change(tx, device, hand, change))
                        };
                        let changes = (0..CHANGES).map(|i| hand * CHANGES + i);
                        changes.map(|c| store(c).unwrap()).collect::<Vec<_>>()
                    })
                })
                .collect();
            hands.into_iter().flat_map(|h| h.join().unwrap()).collect()
        });
        let all = u64::from(HANDS * CHANGES);
        assert_eq!(numbers, (1..=all).collect(), "{database:?}");
        let end = read(office.store(), |tx| tx.log_end(COMMUNE)).unwrap();
        assert_eq!(end, all);
    }
}

#[test]
fn a_reader_does_not_pass_a_number_that_is_committed_late() {
    for database in Database::each() {
        let office = Office::on(&database);
        let elsewhere = database.process(6);
        let (holds, held) = mpsc::channel();
        let (go_on, told) = mpsc::channel();
        let read_on = |cursor: &mut u64| {
            let heads = read(office.store(), |tx| tx.heads_after(COMMUNE, *cursor, 10)).unwrap();
            for head in heads {
                assert_eq!(head.last_seq, *cursor + 1, "{database:?}: passed a number");
                *cursor = head.last_seq;
            }
        };
        std::thread::scope(|scope| {
            // Mai's push takes number 1, and is slow to commit.
            let office = &office;
            scope.spawn(move || {
                write(office.store(), |tx| {
                    office.store_change(tx, 1, 1)?;
                    holds.send(()).unwrap();
                    told.recv().unwrap();
                    Ok(())
                })
            });
            held.recv().unwrap();
            // Hùng's push comes to another process meanwhile.
            let hung = scope.spawn(|| {
                write(&*elsewhere.store, |tx| {
                    store_change(tx, &office.device, 2, 2)
                })
            });
            let mut cursor = 0;
            for _ in 0..50 {
                read_on(&mut cursor);
            }
            assert_eq!(cursor, 0, "nothing is committed yet");
            go_on.send(()).unwrap();
            while cursor < 2 {
                read_on(&mut cursor);
            }
            assert_eq!(hung.join().unwrap().unwrap(), 2);
        });
    }
}

#[test]
fn a_read_sees_one_moment_to_its_end() {
    for database in Database::each() {
        let office = Office::on(&database);
        let (before, after) = read(office.store(), |tx| {
            let before = tx.log_end(COMMUNE)?;
            write(office.store(), |tx| office.store_change(tx, 1, 1))?;
            Ok((before, tx.heads_after(COMMUNE, 0, 10)?))
        })
        .unwrap();
        assert_eq!((before, after), (0, vec![]), "{database:?}");
    }
}

#[test]
fn the_log_gives_back_what_was_appended() {
    for database in Database::each() {
        let office = Office::on(&database);
        let aside = SetAside {
            pushed: Pushed {
                n: 9,
                commune: "lạ\0".into(),
                doc: document(3),
                kind: Kind::Household,
                change: vec![9; 9],
            },
            hash: hash(9),
            reason: Refusal::Malformed,
        };
        let Office { device, .. } = &office;
        write(office.store(), |tx| {
            for (doc, change) in [(1, 1), (2, 2), (1, 3), (1, 4)] {
                office.store_change(tx, doc, change)?;
            }
            let even = Actor::from_bytes([0; 16]);
            tx.set_aside(COMMUNE, &aside, device.id, even, Timestamp::from_ms(8))?;
            // A phone that did not hear the answer sends it again.
            tx.set_aside(COMMUNE, &aside, device.id, even, Timestamp::from_ms(9))
        })
        .unwrap();
        read(office.store(), |tx| {
            let known = tx.known(&needing(&[1, 3], &[1, 4, 9, 200]))?;
            assert_eq!(known.docs, BTreeMap::from([(document(1), stored(4))]));
            assert_eq!(known.stored, BTreeSet::from([hash(1), hash(4)]));
            let reason = BTreeMap::from([(hash(9), "malformed".to_owned())]);
            assert_eq!(known.quarantined, reason);

            let heads = tx.heads_after(COMMUNE, 1, 10)?;
            let heads: Vec<_> = heads
                .iter()
                .map(|h| (h.doc, h.created_seq, h.last_seq))
                .collect();
            assert_eq!(heads, [(document(2), 2, 2), (document(1), 1, 4)]);
            assert_eq!(tx.heads_after(COMMUNE, 0, 1)?.len(), 1);
            assert_eq!(tx.count_after(COMMUNE, 2)?, 1);

            let odd = Actor::from_bytes([1; 16]);
            let nobody = Actor::from_bytes([5; 16]);
            let since = |seq, not_by| tx.changes_after(COMMUNE, document(1), seq, not_by);
            assert_eq!(since(0, odd)?, [vec![4; 3]]);
            assert_eq!(since(1, nobody)?, [vec![3; 3], vec![4; 3]]);
            assert_eq!(
                tx.hashes(COMMUNE, document(1))?,
                [hash(1), hash(3), hash(4)]
            );
            assert_eq!(tx.document(document(2))?, Some(stored(2)));
            assert_eq!(tx.document(document(7))?, None);
            assert_eq!(tx.received(hash(2))?, Some(Timestamp::from_ms(7)));
            assert_eq!(tx.received(hash(9))?, None);
            assert_eq!(tx.receipted(COMMUNE, device.id)?, (4, 1));
            assert!(tx.size_bytes()? > 0);
            Ok(())
        })
        .unwrap();
        // What could not be used once is used when it can be, and set aside no more.
        write(office.store(), |tx| office.store_change(tx, 3, 9)).unwrap();
        let page = read(office.store(), |tx| tx.quarantine(COMMUNE, 10)).unwrap();
        assert_eq!((page.lines.len(), page.total), (0, 0), "{database:?}");
    }
}

#[test]
fn a_device_that_was_locked_out_is_let_in_again_by_a_new_token_only() {
    for database in Database::each() {
        let office = Office::on(&database);
        let Office { device, .. } = &office;
        let later = device.enrolled_at.plus_ms(60_000);
        let token_hash = [8; 32];
        write(office.store(), |tx| {
            assert!(tx.revoke_device(COMMUNE, device.id, later)?);
            assert!(!tx.revoke_device("99002", device.id, later)?);
            let locked = tx.device(&device.token_hash)?;
            assert_eq!(locked.and_then(|d| d.revoked_at), Some(later));
            assert_eq!(tx.device_of_account(&device.account)?, None);
            tx.readmit_device(device, &token_hash, None, later)
        })
        .unwrap();
        let (old, new) = read(office.store(), |tx| {
            Ok((tx.device(&device.token_hash)?, tx.device(&token_hash)?))
        })
        .unwrap();
        let let_in = Device {
            token_hash,
            enrolled_at: later,
            revoked_at: None,
            ..device.clone()
        };
        assert_eq!((old, new), (None, Some(let_in)), "{database:?}");
    }
}

fn trial<'a>(
    kept: &'a Kept,
    officer: &Device,
    at_ms: i64,
    refused: Option<&'a str>,
) -> NewTrial<'a> {
    NewTrial {
        kept,
        officer: officer.id,
        at: Timestamp::from_ms(at_ms),
        refused,
    }
}

#[test]
fn what_is_set_aside_is_kept_whole_and_its_trials_for_good() {
    for database in Database::each() {
        let office = Office::on(&database);
        let Office { device, .. } = &office;
        let aside = SetAside {
            pushed: Pushed {
                n: 9,
                commune: "99002".into(),
                doc: document(3),
                kind: Kind::Household,
                change: vec![9; 9],
            },
            hash: hash(9),
            reason: Refusal::Malformed,
        };
        write(office.store(), |tx| {
            let actor = Actor::from_bytes([0; 16]);
            tx.set_aside(COMMUNE, &aside, device.id, actor, Timestamp::from_ms(8))?;
            let kept = tx.kept(COMMUNE, hash(9))?.unwrap();
            assert_eq!((&kept.pushed, kept.device), (&aside.pushed, device.id));
            assert_eq!(
                (kept.reason.as_str(), kept.received_at.ms()),
                ("malformed", 8)
            );
            assert_eq!(tx.kept_hashes(COMMUNE)?, [hash(9)]);
            tx.add_trial(COMMUNE, trial(&kept, device, 10, Some("schema")))
        })
        .unwrap();
        let page = read(office.store(), |tx| tx.quarantine(COMMUNE, 10)).unwrap();
        assert_eq!((page.lines[0].size_bytes, page.total), (9, 1));
        assert_eq!(page.lines[0].tried.as_ref(), page.trials.first());
        // Somebody looks at it: it waits no more, and is there.
        write(office.store(), |tx| {
            let look = |n| NewLook {
                hash: hash(n),
                officer: device.id,
                at: Timestamp::from_ms(9),
                reason: "máy hỏng",
            };
            assert!(!tx.look(COMMUNE, look(8))?, "there is no such record");
            assert!(tx.look(COMMUNE, look(9))?);
            Ok(())
        })
        .unwrap();
        let page = read(office.store(), |tx| tx.quarantine(COMMUNE, 10)).unwrap();
        let looked = page.lines[0].looked.as_ref().unwrap();
        assert_eq!((looked.at.ms(), looked.reason.as_str()), (9, "máy hỏng"));
        assert_eq!((page.lines.len(), page.total), (1, 0));
        let waiting = read(office.store(), |tx| {
            tx.summary(COMMUNE, Timestamp::from_ms(10).local_date(), None)
        });
        assert_eq!(waiting.unwrap().quarantined, 0);
        write(office.store(), |tx| {
            let kept = tx.kept(COMMUNE, hash(9))?.unwrap();
            office.store_change(tx, 3, 9)?;
            tx.add_trial(COMMUNE, trial(&kept, device, 11, None))
        })
        .unwrap();
        // Who had it let in stays known.
        let page = read(office.store(), |tx| tx.quarantine(COMMUNE, 10)).unwrap();
        let refused = page.trials.iter().map(|t| t.refused.as_deref());
        assert_eq!(refused.collect::<Vec<_>>(), [None, Some("schema")]);
        assert_eq!((page.lines.len(), page.trials[0].n), (0, 9), "{database:?}");
    }
}

#[test]
fn a_row_that_was_left_waits_until_it_is_answered_and_its_answer_stays() {
    for database in Database::each() {
        let office = Office::on(&database);
        let (key, left_at) = ("aa", Timestamp::from_ms(5));
        let left = |row, left_at| LeftRow {
            household: ListedHousehold {
                sheet: "Ấp 3".into(),
                row,
                profile: Profile::default(),
                category: None,
                member_count: 0,
                decision: String::new(),
                import_key: key.into(),
            },
            decision: None,
            left_at,
        };
        let said = LeftAnswer {
            answer: RowAnswer::Skip,
            reason: "ghi nhầm".into(),
            by: Actor::from_bytes([7; 16]),
            at: Timestamp::from_ms(9),
        };
        write(office.store(), |tx| {
            tx.leave_row(COMMUNE, &left(4, left_at))?;
            tx.leave_row(COMMUNE, &left(6, left_at))?;
            assert_eq!(tx.left_rows(COMMUNE)?, [left(6, left_at)], "said anew");
            tx.answer_row(COMMUNE, (key, left_at), &said)?;
            // What was answered is never written over, nor answered again.
            tx.leave_row(COMMUNE, &left(8, left_at))?;
            let other = LeftAnswer {
                answer: RowAnswer::New,
                ..said.clone()
            };
            tx.answer_row(COMMUNE, (key, left_at), &other)?;
            tx.leave_row(COMMUNE, &left(2, Timestamp::from_ms(20)))
        })
        .unwrap();
        let now = read(office.store(), |tx| {
            Ok((tx.left_rows(COMMUNE)?, tx.answered_rows(COMMUNE)?))
        });
        let waiting = vec![left(2, Timestamp::from_ms(20))];
        let answered = vec![(left(6, left_at), said)];
        assert_eq!(now.unwrap(), (waiting, answered));
        assert!(
            read(office.store(), |tx| tx.left_rows("00000"))
                .unwrap()
                .is_empty()
        );
    }
}
