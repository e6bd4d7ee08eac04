//! What only PostgreSQL can go through. Goal: a database that stops and comes back, or that is
//! opened by two at once, costs nobody anything but a moment; no address is given away. Method:
//! stories over the tests' own PostgreSQL.

use std::sync::Barrier;

use chungtay_server::projection::HouseholdRows;
use chungtay_server::store::postgres::{OpenError, PostgresStore};
use chungtay_server::store::{Commune, Store, read, write};
use chungtay_shared::document::{Author, Document, NewHousehold};
use chungtay_shared::household::{Profile, ProfileField};
use chungtay_shared::id::{Actor, DocId};
use chungtay_shared::time::Timestamp;
use chungtay_tests::database::Database;
use chungtay_tests::postgres::{
    TLS_NAME, break_all_connections, connect, copy, database, over_tls,
};
use chungtay_tests::ward::phone::{register, visit};
use chungtay_tests::ward::{COMMUNE, Ward};

fn commune(code: &str) -> Commune {
    Commune {
        code: code.into(),
        name: "xã Thử".into(),
        synthetic: true,
    }
}

fn codes(store: &dyn Store) -> Vec<String> {
    let communes = read(store, |tx| tx.communes()).unwrap();
    communes.into_iter().map(|c| c.code).collect()
}

#[test]
fn a_database_that_was_restarted_is_used_again() {
    let url = database();
    let store = PostgresStore::open(&url, None).unwrap();
    write(&store, |tx| tx.add_commune(&commune(COMMUNE))).unwrap();
    for code in ["99002", "99003"] {
        break_all_connections(&url);
        assert!(codes(&store).contains(&COMMUNE.to_owned()));
        break_all_connections(&url);
        write(&store, |tx| tx.add_commune(&commune(code))).unwrap();
    }
    assert_eq!(codes(&store), [COMMUNE, "99002", "99003"]);
}

#[test]
fn a_database_that_breaks_off_in_the_middle_stores_nothing_and_is_used_again() {
    let url = database();
    let store = PostgresStore::open(&url, None).unwrap();
    let broken = write(&store, |tx| {
        tx.add_commune(&commune(COMMUNE))?;
        break_all_connections(&url);
        tx.add_commune(&commune("99002"))
    });
    assert!(broken.is_err());
    assert!(codes(&store).is_empty());
    write(&store, |tx| tx.add_commune(&commune(COMMUNE))).unwrap();
    assert_eq!(codes(&store), [COMMUNE]);
}

#[test]
fn a_database_elsewhere_is_spoken_to_under_tls_and_only_where_somebody_vouches_for_it() {
    let server = over_tls();
    let vouching = |certificate: &str| {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), certificate).unwrap();
        file
    };
    let (own, stranger) = (
        vouching(&server.certificate),
        vouching(
            &rcgen::generate_simple_self_signed([TLS_NAME.to_owned()])
                .unwrap()
                .cert
                .pem(),
        ),
    );
    let url = server.url(TLS_NAME, "");

    let store = PostgresStore::open(&url, Some(own.path())).unwrap();
    write(&store, |tx| tx.add_commune(&commune(COMMUNE))).unwrap();
    assert_eq!(codes(&store), [COMMUNE]);
    assert!(server.guests_under_tls() > 0);
    let required = server.url(TLS_NAME, "?sslmode=require");
    let reads = PostgresStore::open_as_it_is(&required, Some(own.path())).unwrap();
    assert_eq!(codes(&reads), [COMMUNE]);

    let refused = |url: &str, authorities| PostgresStore::open(url, authorities).err().unwrap();
    let by_a_stranger = refused(&url, Some(stranger.path()));
    assert!(
        matches!(by_a_stranger, OpenError::Tls(_)),
        "{by_a_stranger}"
    );
    let other_name = refused(&server.url("127.0.0.1", ""), Some(own.path()));
    assert!(matches!(other_name, OpenError::Tls(_)), "{other_name}");
    let clear = refused(&server.url(TLS_NAME, "?sslmode=disable"), None);
    assert!(matches!(clear, OpenError::Unreachable(_)), "{clear}");
}

#[test]
fn a_failure_nobody_heeded_is_not_committed() {
    let database = database();
    let store = PostgresStore::open(&database, None).unwrap();
    let done = write(&store, |tx| {
        tx.add_commune(&commune(COMMUNE))?;
        // PostgreSQL answers the commit after this as if all were well.
        let _ = tx.add_commune(&commune(COMMUNE));
        Ok(())
    });
    assert!(done.is_err());
    assert!(codes(&store).is_empty());
}

#[test]
fn two_nodes_that_start_at_once_make_one_database_of_one_life() {
    for _ in 0..3 {
        let url = database();
        let start = Barrier::new(2);
        let epochs = std::thread::scope(|scope| {
            let (url, start) = (&url, &start);
            let nodes = [(); 2].map(|()| {
                scope.spawn(move || {
                    start.wait();
                    let store = PostgresStore::open(url, None).unwrap();
                    read(&store, |tx| tx.epoch()).unwrap()
                })
            });
            nodes.map(|node| node.join().unwrap())
        });
        assert_eq!(epochs[0], epochs[1]);
    }
}

#[test]
fn what_a_copy_that_was_put_back_lacks_is_sent_again_by_the_phones() {
    let url = database();
    let mut ward = Ward::on(Database::Postgres(url.clone()), 1);
    ward.enrol("Mai");
    let ask = register("Đặng Thị Sáu", "Ấp 3");
    let household = ward
        .with("Mai", |phone, rng, now| phone.save(&ask, rng, now))
        .unwrap();
    ward.settle();
    let yesterday = copy(&url);
    ward.with("Mai", |phone, rng, now| {
        phone.save(&visit(household, now, "thăm"), rng, now)
    })
    .unwrap();
    ward.settle();
    assert_eq!(ward.server.facts().total, 1);

    // The disk broke. What the page on deployment says is done to the copy.
    let page = include_str!("../../../docs/deployment.md");
    let (_, sql) = page.split_once("```sql\n").unwrap();
    let (sql, _) = sql.split_once("```").unwrap();
    connect(&yesterday).batch_execute(sql).unwrap();
    ward.server.put_back(Database::Postgres(yesterday));
    assert_eq!(ward.server.facts().total, 0);
    ward.settle();
    assert_eq!(ward.server.facts().total, 1);
    assert!(ward.server.quarantine().is_empty());
}

#[test]
fn a_database_of_a_newer_program_is_left_alone() {
    let url = database();
    drop(PostgresStore::open(&url, None).unwrap());
    connect(&url)
        .execute("insert into schema_migration values ('9999_later')", &[])
        .unwrap();
    let refused = PostgresStore::open(&url, None);
    assert!(matches!(refused, Err(OpenError::Newer)));
}

/// Its text knows no U+0000; a phone may send one, and must not be refused for ever.
#[test]
fn a_character_postgresql_does_not_know_stops_nobody() {
    let database = database();
    let store = PostgresStore::open(&database, None).unwrap();
    let new = NewHousehold {
        id: DocId::from_bytes([1; 16]),
        commune: COMMUNE.into(),
        import_key: String::new(),
        profile: Profile::default()
            .with(ProfileField::HeadName, "Võ\0Út")
            .with(ProfileField::Hamlet, "Ấp 4"),
        statuses: Vec::new(),
    };
    let author = Author {
        actor: Actor::from_bytes([1; 16]),
        at: Timestamp::from_ms(1),
    };
    let (document, _) = Document::new_household(author, &new).unwrap();
    let rows = HouseholdRows::of(&document.household().unwrap());
    let today = author.at.local_date();
    let listed = write(&store, |tx| {
        tx.add_commune(&commune(COMMUNE))?;
        tx.put_rows(&rows, 1, author.at)?;
        tx.households(COMMUNE, today)
    });
    assert_eq!(listed.unwrap()[0].head_name, "Võ\u{fffd}Út");
}

#[test]
fn an_error_says_nothing_of_the_values_it_speaks_of() {
    let database = database();
    let store = PostgresStore::open(&database, None).unwrap();
    let twice = write(&store, |tx| {
        tx.add_commune(&commune("bí mật"))?;
        tx.add_commune(&commune("bí mật"))
    });
    let said = format!("{:?}", twice.unwrap_err());
    assert!(said.contains("commune_pkey"), "{said}");
    assert!(!said.contains("bí mật"), "{said}");
}
