//! A new program on a database of an older version. Goal: nothing that the office sees is lost or
//! counted anew from nothing. Method: the tables as they were then, a few rows in them, opened.

use chungtay_server::store::read;
use chungtay_tests::database::Database;
use chungtay_tests::ward::COMMUNE;

#[test]
fn a_database_of_the_first_version_knows_what_each_device_has_handed_in() {
    let database = Database::sqlite();
    let before = rusqlite::Connection::open(database.file()).unwrap();
    let first = include_str!("../../server/migrations/sqlite/0001_initial.sql");
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
