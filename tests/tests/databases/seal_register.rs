//! The register of seals itself. Goal: it makes one chain whoever writes at once, goes on through a head that was
//! kept, shows where it was touched, and begins once in a database from before. Method: an office at work on both
//! databases, two processes with several hands, and SQL behind their backs.

use chungtay_server::audit::{commune, head_text};
use chungtay_server::auth::hash_of;
use chungtay_server::enrol;
use chungtay_server::store::{GUARDED, Tx, read, write};
use chungtay_shared::api::Role;
use chungtay_shared::id::to_hex;
use chungtay_shared::row_seal::GONE;
use chungtay_shared::sync::server::Accepted;
use chungtay_tests::database::Database;
use chungtay_tests::ward::phone::{register, visit};
use chungtay_tests::ward::{COMMUNE, Ward};

use super::busy_office::Office;

#[test]
fn the_register_itself_cannot_be_altered_and_one_that_is_written_anew_lacks_the_head_that_was_kept()
{
    for database in Database::each() {
        let office = Office::at_work(database);
        let code = office.code.clone();
        let audited = read(&*office.state.store, |tx| commune(tx, &code, &[])).unwrap();
        let head = audited.office;
        let printed = head_text(&code, &head);
        assert!(printed.starts_with(&format!("{code}:{}:", head.n)) && head.n > 40);
        let of = format!("where commune = '{code}'");
        let by_hand = [
            format!("update row_seal set what = 'tool' {of} and n = 3"),
            format!("delete from row_seal {of} and n = {}", head.n),
            format!("update row_seal_head set n = n - 1 {of}"),
        ];
        for (statement, n) in by_hand.iter().zip([3, head.n, head.n + 1]) {
            let copy = Office {
                database: office.database.copy(),
                ..Office::at_rest(&office)
            };
            copy.database.execute(statement);
            let store = copy.database.open();
            let audited = read(&*store, |tx| commune(tx, &code, &[])).unwrap();
            let lines: Vec<String> = audited.findings.iter().map(ToString::to_string).collect();
            let line =
                format!("row-seals  {code}  -  row_seal n={n} does not fit to the lines before it");
            assert!(lines.contains(&line), "{statement}: {lines:#?}");
        }
        // More is decided; the chain goes on through what was kept.
        write(&*office.state.store, |tx| {
            enrol::invite(
                &office.state,
                tx,
                &code,
                "Lý Văn Tám",
                Role::Volunteer,
                "http://xa",
            )
        })
        .unwrap();
        assert_eq!(office.found(&code, &[head]), [""; 0]);
        // Whoever owns the database has the program write a register of what they want to stand there.
        for statement in [
            format!("update account set role = 'administrator' {of}"),
            "delete from row_seal".into(),
            "delete from row_seal_head".into(),
            "delete from meta where key = 'rows_sealed'".into(),
        ] {
            office.database.execute(&statement);
        }
        drop(office.database.open());
        assert_eq!(office.found(&code, &[]), [""; 0]);
        let lines = office.found(&code, &[head]);
        assert_eq!(
            lines,
            [format!("head  {code}  -  no chain goes through {printed}")]
        );
    }
}

#[test]
fn a_database_from_before_is_sealed_once_as_it_stands() {
    for database in Database::each() {
        let office = Office::at_work(database);
        let code = office.code.clone();
        let lines = "select count(*) from row_seal";
        office.forget_the_register();
        drop(office.database.open());
        for code in office.communes() {
            assert_eq!(office.found(&code, &[]), [""; 0]);
        }
        let sealed = office.database.query(lines);
        drop(office.database.open());
        assert_eq!(office.database.query(lines), sealed, "it is sealed once");
        // What is emptied by hand later is no reason to begin anew.
        office.database.execute("delete from tool");
        drop(office.database.open());
        let found = office.found(&code, &[]);
        assert!(
            found.iter().all(|line| line.starts_with("row-missing  ")),
            "{found:?}"
        );
        assert_eq!(found.len(), 2, "{found:?}");
        // And a register that is gone is missed.
        office
            .database
            .execute("delete from row_seal; delete from row_seal_head");
        drop(office.database.open());
        let rows = GUARDED.iter().map(|table| {
            let of = format!("where {} = '{code}'", table.commune);
            office.keys(table, &of).len()
        });
        assert_eq!(office.found(&code, &[]).len(), rows.sum::<usize>());
    }
}

#[test]
fn what_is_decided_at_once_makes_one_chain() {
    const HANDS: u64 = 6;
    const LINKS_EACH: u64 = 8;
    for database in Database::each() {
        let office = Office::at_work(database);
        let other = office.database.process(77);
        let before = read(&*other.store, |tx| tx.row_seal_head(&office.code)).unwrap();
        std::thread::scope(|scope| {
            for hand in 0..HANDS {
                let state = [&office.state, &other][usize::try_from(hand % 2).unwrap()];
                let officer = &office.officer.account;
                scope.spawn(move || {
                    for n in 0..LINKS_EACH {
                        write(&*state.store, |tx| {
                            if n % 2 == 0 {
                                tx.lock(&officer.commune)?;
                            }
                            let (name, role) = (&officer.person_name, officer.role);
                            enrol::invite(state, tx, &officer.commune, name, role, "http://xa")
                        })
                        .unwrap();
                    }
                });
            }
        });
        assert_eq!(office.found(&office.code, &[before]), [""; 0]);
        let after = read(&*other.store, |tx| tx.row_seal_head(&office.code)).unwrap();
        assert_eq!(after.n - before.n, HANDS * LINKS_EACH);
        // One of two who open a link at once has it; the other leaves no line.
        let made = write(&*other.store, |tx| {
            let (name, role) = ("Mạc Thị Chín", Role::Volunteer);
            enrol::invite(&other, tx, &office.code, name, role, "http://xa")
        });
        let code = made.unwrap().link.rsplit_once('#').unwrap().1.to_owned();
        assert!(hash_of(&code).is_some());
        let opened = std::thread::scope(|scope| {
            let hands = [(&office.state, 41), (&other, 42)].map(|(state, n)| {
                let request = Office::request(&code, n);
                scope.spawn(move || {
                    let opened = write(&*state.store, |tx| enrol::redeem(state, tx, &request));
                    opened.unwrap().is_ok()
                })
            });
            hands.map(|hand| hand.join().unwrap())
        });
        assert_eq!(opened.iter().filter(|opened| **opened).count(), 1);
        assert_eq!(office.found(&office.code, &[before]), [""; 0]);
    }
}

#[test]
fn what_phones_hand_in_day_by_day_adds_no_line() {
    for database in Database::each() {
        let mut ward = Ward::on(database.clone(), 11);
        for name in ["Mai", "Hùng"] {
            ward.enrol(name);
        }
        // Each phone's first exchange.
        ward.settle();
        let head = |ward: &Ward| read(&*ward.server.state().store, |tx| tx.row_seal_head(COMMUNE));
        let before = head(&ward).unwrap();
        assert!(before.n > 4, "people, phones and links are sealed");
        let ask = register("Đặng Thị Sáu", "Ấp 3");
        let household = ward.with("Mai", |phone, rng, now| phone.save(&ask, rng, now));
        ward.settle();
        for name in ["Mai", "Hùng", "Mai"] {
            let seen = |now| visit(household.as_ref().copied().unwrap(), now, name);
            ward.with(name, |phone, rng, now| phone.save(&seen(now), rng, now))
                .unwrap();
            ward.settle();
        }
        assert_eq!(ward.server.facts().lines.len(), 3);
        assert_eq!(head(&ward).unwrap(), before);
    }
}

#[test]
fn a_record_that_is_let_in_after_all_leaves_a_line_that_it_is_set_aside_no_more() {
    for database in Database::each() {
        let office = Office::at_work(database);
        let (store, code) = (&*office.state.store, &office.code);
        let kept = read(store, |tx| {
            let hash = tx.kept_hashes(code)?[0];
            tx.kept(code, hash)
        });
        let kept = kept.unwrap().unwrap();
        let accepted = Accepted {
            n: kept.pushed.n,
            commune: code.clone(),
            doc: kept.pushed.doc,
            kind: kept.pushed.kind,
            hash: kept.hash,
            actor: kept.actor,
            change: kept.pushed.change,
        };
        let key = to_hex(&kept.hash.0);
        let said = |tx: &dyn Tx| tx.last_digest(code, "quarantine", &key);
        let before = read(store, said).unwrap();
        assert!(before.is_some_and(|digest| digest != GONE));
        write(store, |tx| {
            tx.lock(code)?;
            tx.append(&accepted, kept.device, kept.received_at)
        })
        .unwrap();
        assert_eq!(read(store, said).unwrap(), Some(GONE));
        let of_rows = |line: &String| line.starts_with("row-");
        assert!(!office.found(code, &[]).iter().any(of_rows));
        // The other one is taken out by hand.
        office.database.execute("delete from quarantine");
        let lines = office.found(code, &[]);
        let lines: Vec<&String> = lines.iter().filter(|line| of_rows(line)).collect();
        assert!(
            lines.len() == 1 && lines[0].contains("row-missing  99001  -  quarantine "),
            "{lines:?}"
        );
    }
}
