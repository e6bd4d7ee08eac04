//! Deletion at a household's request. Goal: once the office has deleted a household, nothing of it is left
//! in the database, in its file, in a backup or on a phone that has synced; nothing a phone brings later
//! puts it back or is lost unseen; what it was given still counts; and an audit says what was erased.
//! Method: real phones and the real store on both databases; the file's and a backup's raw bytes.

use std::collections::BTreeSet;

use chungtay_server::audit::Trouble;
use chungtay_server::backup;
use chungtay_server::pull::{PageSize, Reader, next_page};
use chungtay_server::store::read;
use chungtay_shared::document::ChangeHash;
use chungtay_shared::field::Problem;
use chungtay_shared::id::{DocId, from_hex};
use chungtay_shared::phone::message::{Ask, RecordState};
use chungtay_shared::sync::client::Place;
use chungtay_shared::sync::wire::Cursor;
use chungtay_tests::database::Database;
use chungtay_tests::request::first_request;
use chungtay_tests::ward::month::{fields_of, month, save};
use chungtay_tests::ward::network::Fault;
use chungtay_tests::ward::phone::{hand_over, register, visit};
use chungtay_tests::ward::{COMMUNE, Ward};

const HEAD: &str = "Đặng Thị Sáu";
/// Words that are nobody else's, as they are written and as the list searches them.
const WORDS: [&str; 4] = [HEAD, "dang thi sau", "mái nhà dột nặng", "cháu ngoại bệnh"];

/// Mai and Tú know two households; the first was visited and given 500.000 đồng.
fn ward(database: Database) -> (Ward, DocId, DocId) {
    let mut ward = Ward::on(database, 11);
    ward.enrol("Mai");
    ward.enrol("Tú");
    let sau = save(&mut ward, "Mai", &register(HEAD, "Ấp 3")).unwrap();
    let tam = save(&mut ward, "Mai", &register("Lê Văn Tám", "Ấp 3")).unwrap();
    let now = ward.server.now();
    save(&mut ward, "Mai", &visit(sau, now, WORDS[2])).unwrap();
    save(&mut ward, "Mai", &hand_over(sau, now, "500.000")).unwrap();
    save(&mut ward, "Mai", &hand_over(tam, now, "200.000")).unwrap();
    ward.settle();
    (ward, sau, tam)
}

/// Money that counts in the commune.
fn money(ward: &Ward) -> String {
    let sums = "select sum(money_vnd) from fact where kind = 'handover' and standing = TRUE";
    ward.server.database().query(sums)[0][0].clone()
}

/// Which of the words stand in a file's bytes.
fn words_in(file: &std::path::Path) -> Vec<&'static str> {
    let bytes = std::fs::read(file).unwrap_or_default();
    let is_in = |word: &&&str| {
        let word = word.as_bytes();
        bytes.windows(word.len()).any(|part| part == word)
    };
    WORDS.iter().filter(is_in).copied().collect()
}

/// Which of them are left in the database's files, or in its tables where there are none, and in a backup.
fn words_left(ward: &Ward) -> Vec<&'static str> {
    let database = ward.server.database();
    if let Database::Postgres(_) = database {
        let rows = "select head_name || ' ' || search from household union all
                    select detail || ' ' || note from fact union all select body from left_row";
        let text = database.query(rows).concat().concat();
        return WORDS
            .iter()
            .filter(|w| text.contains(**w))
            .copied()
            .collect();
    }
    let file = database.file();
    let log = file.with_extension("sqlite-wal");
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("backup.sqlite");
    backup::back_up(&file, &copy).unwrap();
    [words_in(&file), words_in(&log), words_in(&copy)].concat()
}

#[test]
fn a_household_that_asks_for_it_is_gone_from_everywhere_and_what_it_was_given_still_counts() {
    for database in Database::each() {
        let (mut ward, sau, tam) = ward(database);
        // Tú is where no network is, and goes on.
        let now = ward.server.now();
        save(&mut ward, "Tú", &visit(sau, now, WORDS[3])).unwrap();
        save(&mut ward, "Tú", &hand_over(sau, now, "300.000")).unwrap();
        assert_ne!(words_left(&ward), [""; 0], "it is there to be deleted");
        let preview = ward.server.erase_preview(sau);
        assert_eq!((preview.visits, preview.handovers), (1, 1));
        assert_eq!((preview.changes, preview.forbids.len()), (3, 0));

        assert!(ward.server.erase(sau, "đặng thị sáu").unwrap().is_wiped);
        assert_eq!(words_left(&ward), [""; 0]);
        assert_eq!(ward.server.documents(), BTreeSet::from([tam]));
        assert_eq!(money(&ward), "700000", "what it was given counts");
        assert_eq!(ward.server.audited(), []);
        let said = ward.server.erasures();
        assert_eq!((said[0].changes, said[0].figures), (3, 2));
        assert_eq!(said[0].request, "YC-07/2026");

        // Mai's phone hears of it with its next sync.
        assert!(ward.phone("Mai").household(sau).is_some());
        ward.phone("Mai").wake();
        assert!(ward.exchange("Mai", Fault::None));
        forgotten(&mut ward, "Mai", sau);
        assert_eq!(ward.phone("Mai").rows().len(), 1);

        // Tú comes back: what he wrote is receipted and waits for a person.
        ward.settle();
        forgotten(&mut ward, "Tú", sau);
        let late = ward.server.quarantine();
        assert_eq!(late.len(), 2);
        assert!(
            late.iter()
                .all(|line| line.reason == "erased" && line.head_name.is_empty())
        );
        assert_eq!(ward.server.documents(), BTreeSet::from([tam]));
        assert_eq!(ward.server.summary().owed, 0);

        // Nobody lets it in again. What was given counts, what was said is gone.
        for line in &late {
            let hash = ChangeHash(from_hex(&line.hash).unwrap().try_into().unwrap());
            let trial = ward.server.try_again(hash);
            assert_eq!(trial.refused.as_deref(), Some("erased"));
            let is_handover = line.given.is_some();
            if !is_handover {
                let refused = fields_of(ward.server.erase_record(hash, true));
                assert_eq!(refused, [("counts".to_owned(), Problem::Unreadable)]);
            }
            assert!(
                ward.server
                    .erase_record(hash, is_handover)
                    .unwrap()
                    .is_wiped
            );
        }
        assert_eq!(money(&ward), "1000000");
        assert_eq!(words_left(&ward), [""; 0]);
        let lines = ward.server.quarantine();
        assert!(
            lines
                .iter()
                .all(|line| line.looked.is_some() && line.size_bytes == 0)
        );
        assert_eq!(ward.server.audited(), []);
        ward.settle();
        assert_eq!(ward.phone("Tú").status().receipted, 2);
        assert_eq!(ward.server.documents(), BTreeSet::from([tam]));
    }
}

/// A phone holds nothing of a household, and no record waits or needs a person.
fn forgotten(ward: &mut Ward, name: &str, household: DocId) {
    let phone = ward.phone(name);
    assert_eq!(phone.household(household), None, "{name}");
    assert!(phone.rows().iter().all(|row| row.id != household));
    let status = phone.status();
    assert_eq!((status.receipted, status.needs_person), (status.made, 0));
    let is_receipted = |r: &_| matches!(r, RecordState::Receipted);
    assert!(phone.records().iter().all(|r| is_receipted(&r.state)));
    for record in phone.stored_records() {
        let is_of_it = record.pushed.doc == household;
        assert_eq!(is_of_it, record.place == Place::Erased, "{name}");
        assert_eq!(is_of_it, record.pushed.change.is_empty(), "{name}");
    }
}

#[test]
fn it_is_forgotten_whole_or_not_at_all_and_a_form_that_was_begun_goes_with_it() {
    let (mut ward, sau, _) = ward(Database::sqlite());
    let draft = format!("/h/{sau}/visit");
    ward.phone("Tú").keep_draft(&draft, "cháu ngoại bệnh");
    ward.phone("Tú").keep_draft("/h/new", "nhà mới");
    ward.server.erase(sau, HEAD).unwrap();
    for fault in [Fault::ReplyLost, Fault::ServerDies] {
        ward.phone("Tú").wake();
        ward.exchange("Tú", fault);
        ward.phone("Tú").crash();
    }
    ward.settle();
    forgotten(&mut ward, "Tú", sau);
    assert_eq!(ward.phone("Tú").draft(&draft), None);
    assert!(ward.phone("Tú").draft("/h/new").is_some());
    // What is held no more is not written to.
    let now = ward.server.now();
    assert!(save(&mut ward, "Tú", &visit(sau, now, "")).is_err());
}

#[test]
fn the_office_types_the_name_says_why_and_parts_what_is_one_before() {
    let (ward, sau, tam) = ward(Database::sqlite());
    let fields = fields_of(ward.server.erase(sau, "Lê Văn Tám"));
    assert_eq!(fields, [("head_name".to_owned(), Problem::Unknown)]);
    ward.server.tell_same(tam, sau).unwrap();
    for (household, head) in [(sau, HEAD), (tam, "Lê Văn Tám")] {
        let fields = fields_of(ward.server.erase(household, head));
        assert_eq!(fields, [("merge".to_owned(), Problem::InUse)]);
    }
    ward.server.tell_distinct([sau, tam]).unwrap();
    ward.server.erase(sau, HEAD).unwrap();
    assert!(ward.server.erase(sau, HEAD).is_err(), "it is no more");
    assert_eq!(ward.server.audited(), []);
}

#[test]
fn an_older_app_is_told_nothing_and_hears_of_it_once_it_is_updated() {
    let (ward, sau, _) = ward(Database::sqlite());
    ward.server.erase(sau, HEAD).unwrap();
    let end = ward.server.log_end();
    let at = |erased| Cursor {
        commune: COMMUNE.into(),
        since: end,
        upto: end,
        erased,
    };
    let store = &*ward.server.state().store;
    let actor = ward.server.actor_of("Mai");
    let reader = Reader::from(&first_request(actor, Vec::new()));
    let page = |cursor: &Cursor| next_page(store, cursor, reader, PageSize::default()).unwrap();
    assert_eq!(page(&at(None)), None);
    let told = page(&at(Some(0))).unwrap();
    assert_eq!((told.erased.as_slice(), told.docs.len()), (&[sau][..], 0));
    assert_eq!(told.cursor, at(Some(end)));
    assert_eq!(page(&told.cursor), None, "once");
}

#[test]
fn what_is_erased_by_hand_or_said_otherwise_is_named() {
    for database in Database::each() {
        let (ward, sau, tam) = ward(database);
        ward.server.erase(sau, HEAD).unwrap();
        let database = ward.server.database();
        let (gone, there) = (
            database.bytes(sau.as_bytes()),
            database.bytes(tam.as_bytes()),
        );
        let deeds = [
            (
                "delete from erasure".to_owned(),
                Trouble::LogWithoutDocument,
            ),
            (
                "update erasure set body = replace(body, 'YC-07', 'YC-08')".to_owned(),
                Trouble::Erasure,
            ),
            (
                format!("update log set change = hash where doc = {gone}"),
                Trouble::Erasure,
            ),
            (
                "update fact set money_vnd = 900000 where money_vnd = 500000".to_owned(),
                Trouble::Erasure,
            ),
            ("delete from remainder".to_owned(), Trouble::Erasure),
            (
                format!("delete from document where doc = {there}"),
                Trouble::LogWithoutDocument,
            ),
        ];
        for (sql, trouble) in deeds {
            let copy = database.copy();
            copy.execute(&sql);
            let found = read(&*copy.open(), |tx| {
                chungtay_server::audit::commune(tx, COMMUNE, &[])
            });
            let found = found.unwrap().findings;
            let names = found.iter().any(|finding| finding.trouble == trouble);
            assert!(names, "{sql}: {found:?}");
        }
    }
}

#[test]
fn gifts_that_were_counted_from_hand_to_hand_still_add_up() {
    let mut month = month();
    let round = month.issue_in_custody();
    let mai = month.mai;
    let movement = month.ward.server.hand_out(round, mai, 2).id;
    month.sync("Mai");
    month.confirm("Mai", movement, "2").unwrap();
    month.give("Mai", 0, round).unwrap();
    month.ward.settle();
    let in_hand = |month: &chungtay_tests::ward::month::Month| {
        month.ward.server.balance(round, mai).in_hand()
    };
    assert_eq!(in_hand(&month), 1);
    let before = month.ward.server.summary_of(&month.campaign);
    let erased = month.households[0];
    month.ward.server.erase(erased, HEAD).unwrap();
    month.ward.settle();
    assert_eq!(in_hand(&month), 1, "she gave one of two");
    let after = month.ward.server.summary_of(&month.campaign);
    assert_eq!(after.money_vnd, before.money_vnd);
    assert!(month.ward.server.review().doubts.is_empty());
    assert!(month.ward.server.review().custody.is_empty());
    month.give("Mai", 1, round).unwrap();
    // Her phone counts as the office does: there is no third gift to give.
    assert!(month.give("Mai", 1, round).is_err());
    month.ward.settle();
    assert_eq!(in_hand(&month), 0);
    assert_eq!(month.ward.server.audited(), []);
    let ask = Ask::Household(erased);
    assert!(
        month
            .ward
            .with("Mai", |phone, rng, now| phone.save(&ask, rng, now))
            .is_err()
    );
}
