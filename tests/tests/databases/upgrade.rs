//! A new program on a database of an older version. Goal: nothing that the office sees is lost or
//! counted anew from nothing. Method: the tables as they were then, a few rows in them, opened.

use chungtay_server::renewal::renew;
use chungtay_server::state::Clock as _;
use chungtay_server::store::read;
use chungtay_shared::id::DocId;
use chungtay_shared::phone::message::Ask;
use chungtay_shared::time::Timestamp;
use chungtay_shared::visit::{Met, Need, VisitDraft};
use chungtay_tests::database::Database;
use chungtay_tests::ward::month::save;
use chungtay_tests::ward::phone::register;
use chungtay_tests::ward::{COMMUNE, Ward};

#[test]
fn a_database_of_the_first_version_knows_what_each_device_has_handed_in() {
    let database = Database::sqlite();
    let before = rusqlite::Connection::open(database.file()).unwrap();
    let first = include_str!("../../../server/migrations/sqlite/0001_initial.sql");
    before.execute_batch(first).unwrap();
    before
        .execute_batch(
            "pragma user_version = 1;
             insert into commune values ('99001', 'xã Thử', 1, 2, 1);
             insert into account values ('99001', zeroblob(16), 'Mai', 'volunteer', 1);
             insert into device values
               ('99001', zeroblob(16), zeroblob(16), 'máy', zeroblob(32), 1, null, 2, null);
             insert into log
               select '99001', seq, zeroblob(16), randomblob(32), zeroblob(16), zeroblob(16), seq,
                      1, x'01'
               from (select 1 as seq union select 2);",
        )
        .unwrap();
    drop(before);
    let devices = read(&*database.open(), |tx| tx.devices(COMMUNE)).unwrap();
    let counts: Vec<_> = devices.iter().map(|d| (d.made, d.receipted)).collect();
    assert_eq!(counts, [(2, 2)]);
}

#[test]
fn rows_of_an_older_version_are_made_anew_once_and_say_what_the_documents_say() {
    for database in Database::each() {
        let mut ward = Ward::on(database.clone(), 31);
        ward.enrol("Mai");
        let sau = save(&mut ward, "Mai", &register("Đặng Thị Sáu", "Ấp 3")).unwrap();
        for needs in [vec![Need::Water], vec![Need::HousingQuality], vec![]] {
            ward.clock.pass_ms(60_000);
            let seen = lacking(sau, ward.clock.now(), needs);
            save(&mut ward, "Mai", &seen).unwrap();
        }
        ward.settle();
        let listed = |ward: &Ward| (ward.server.listed().remove(0), ward.server.facts().lines);
        let before = listed(&ward);
        // The last visit noted nothing, which does not say that nothing is lacking.
        assert_eq!(before.0.needs, [Need::HousingQuality]);

        let store = database.open();
        let later = ward.clock.now().plus_ms(86_400_000);
        assert_eq!(renew(&*store, later, || {}).unwrap(), 1);
        assert_eq!(renew(&*store, later, || {}).unwrap(), 0);
        database.execute("update household set needs = '', head_name = 'x', visit_count = 0");
        database.execute("delete from meta where key = 'row_form'");
        assert_eq!(renew(&*store, later, || {}).unwrap(), 1);
        assert_eq!(listed(&ward), before);
    }
}

/// A visit at which this was seen to be lacking.
fn lacking(household: DocId, at: Timestamp, needs: Vec<Need>) -> Ask {
    let draft = VisitDraft {
        at,
        met: Some(Met::Head),
        needs,
        ..VisitDraft::default()
    };
    Ask::SaveVisit {
        household,
        draft,
        correcting: None,
    }
}
