//! An office's books on both databases. Goal: what people ask of their data, what has happened to them, and what
//! the log says was done with one household are the same on each, and no commune reads another's. Method: two
//! communes write into both; one writes over its own; both are asked the same.

use chungtay_server::demo;
use chungtay_server::store::{Book, entries, put_entry, read, write};
use chungtay_shared::api::access::AccessQuery;
use chungtay_shared::document::Kind;
use chungtay_shared::synthetic::OTHER_COMMUNE;
use chungtay_tests::database::Database;
use chungtay_tests::ward::COMMUNE;

#[test]
fn books_are_kept_and_written_over_the_same_on_both() {
    let databases = Database::each();
    let wards = databases.each_ref().map(|database| {
        let state = database.process(3);
        write(&*state.store, |tx| demo::fill(&state, tx, 30)).unwrap();
        state.store
    });
    let said = wards.each_ref().map(|store| {
        write(&**store, |tx| {
            for (commune, words) in [(COMMUNE, "Chị Sáu hỏi"), (OTHER_COMMUNE.0, "ở xã bên")]
            {
                put_entry(tx, commune, Book::Requests, 1, &words)?;
                put_entry(tx, commune, Book::Incidents, 1, &"mất máy")?;
            }
            put_entry(tx, COMMUNE, Book::Requests, 2, &"Cô Lan đáp\u{301}")?;
            put_entry(tx, COMMUNE, Book::Requests, 1, &"")
        })
        .unwrap();
        read(&**store, |tx| {
            let of = |commune| entries::<String>(tx, commune, Book::Requests);
            Ok([of(COMMUNE)?, of(OTHER_COMMUNE.0)?])
        })
        .unwrap()
    });
    assert_eq!(said[0], said[1]);
    assert_eq!(said[0][0], ["", "Cô Lan đáp\u{301}"]);
    assert_eq!(said[0][1], ["ở xã bên"]);
}

#[test]
fn the_log_is_narrowed_to_one_document_the_same_on_both() {
    let lines = Database::each().map(|database| {
        let state = database.process(3);
        write(&*state.store, |tx| demo::fill(&state, tx, 30)).unwrap();
        read(&*state.store, |tx| {
            let heads = tx.heads_after(COMMUNE, 0, 500)?;
            let household = heads.iter().find(|head| head.kind == Kind::Household);
            let query = AccessQuery {
                about: household.map(|head| head.doc),
                ..AccessQuery::default()
            };
            let all = tx.access_lines(COMMUNE, &AccessQuery::default(), 10_000)?;
            Ok((
                query.about,
                all.len(),
                tx.access_lines(COMMUNE, &query, 100)?,
            ))
        })
        .unwrap()
    });
    assert_eq!(lines[0], lines[1]);
    let (about, all, of_it) = &lines[0];
    let about = about.unwrap().to_string();
    assert!(of_it.iter().all(|line| line.about == about) && of_it.len() < *all);
}
