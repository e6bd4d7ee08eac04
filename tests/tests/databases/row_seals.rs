//! Rows that no document gives: accounts, devices, links, tokens, statements. Goal: on a database in which only the
//! program has written, `chungtay audit` finds nothing; whatever somebody alters, puts in or takes out of them by
//! hand it names, with table and key, for ever, and without a value. Method: an office at work on both databases;
//! then SQL behind the server's back, one column of one table after another, each taken back.

use std::collections::BTreeSet;

use chungtay_server::audit::TABLES;
use chungtay_server::sign_in;
use chungtay_server::store::{GUARDED, Guarded, read, write};
use chungtay_shared::api::Role;
use chungtay_tests::database::Database;

use super::busy_office::Office;

/// Columns that change without anybody's decision, and bytes that are held to their hash.
const LEFT_OUT: [(&str, &[&str]); 5] = [
    ("commune", &["log_end", "people_version", "compacted_seq"]),
    (
        "device",
        &[
            "heard_ms",
            "made",
            "clock_off_s",
            "receipted",
            "used_ms",
            "proved_ms",
            "proofs",
        ],
    ),
    ("factor", &["last_step"]),
    ("quarantine", &["change"]),
    ("tool", &["used_ms"]),
];
/// Tables that are held to something else than the register: to the log, to a chain, or to nothing, where they only
/// wait for a person.
const HELD_OTHERWISE: [&str; 10] = [
    "meta",
    "document",
    "log",
    "left_row",
    "access",
    "access_head",
    "row_seal",
    "row_seal_head",
    "erasure",
    "remainder",
];

/// Whether a row of one name is the same row of the other.
fn is_same(table: &Guarded, one: &str, other: &str) -> String {
    let columns = [&[table.commune], table.key].concat();
    let same = columns
        .iter()
        .map(|name| format!("{one}.{name} = {other}.{name}"));
    same.collect::<Vec<_>>().join(" and ")
}

/// Something that is done to a table by hand is named, and taken back.
fn is_named(
    office: &Office,
    table: &Guarded,
    (code, key, trouble): (&str, &str, &str),
    back: &str,
) {
    let line = format!("{trouble}  {code}  -  {} {key}", table.name);
    let lines = office.found(code, &[]);
    assert!(lines.contains(&line), "{line}: {lines:#?}");
    office.database.execute(back);
    assert_eq!(office.found(code, &[]), [""; 0], "{back}");
}

/// Each guarded column of one row.
fn altered(office: &Office, table: &Guarded) {
    let name = table.name;
    let all = [&[table.commune], table.key].concat();
    let last = format!("order by {} desc limit 1", all.join(" desc, "));
    let (code, key) = office.keys(table, &last).remove(0);
    let columns = all.join(", ");
    let that = format!("({columns}) = (select {columns} from spare {last})");
    for column in table.columns {
        let other = office.other_value(name, column);
        office.database.execute(&format!(
            "update {name} set {column} = {other} where {that}"
        ));
        let same = is_same(table, "spare", name);
        let back = format!(
            "update {name} set {column} = (select {column} from spare where {same}) where {that}"
        );
        is_named(office, table, (&code, &key, "row-altered"), &back);
    }
}

/// A row beside the others.
fn put_in(office: &Office, table: &Guarded) {
    let name = table.name;
    let columns = office.columns(name);
    let values = columns.iter().map(|(column, kind)| {
        let is_key = table.key.contains(&column.as_str());
        match kind.as_str() {
            "bytes"
                if is_key || ["token_hash", "actor", "wipe_code"].contains(&column.as_str()) =>
            {
                office.database.bytes(&[9; 32])
            }
            "number" if is_key => format!("{column} + 1000"),
            "text" if is_key && name == "commune" => "'99777'".into(),
            "text" if column == "person_name" => format!("{column} || 'x'"),
            _ => column.clone(),
        }
    });
    let values = values.collect::<Vec<_>>().join(", ");
    office.database.execute(&format!(
        "insert into {name} select {values} from spare order by {} limit 1",
        table.key.join(", ")
    ));
    let nowhere = format!(
        "where not exists (select 1 from spare where {})",
        is_same(table, "spare", name)
    );
    let (code, key) = office.keys(table, &nowhere).remove(0);
    let back = format!("delete from {name} {nowhere}");
    if name == "commune" {
        // Once it is taken back there is nothing left to look at.
        let line = format!("row-too-much  {code}  -  {name} {key}");
        assert!(office.found(&code, &[]).contains(&line));
        return office.database.execute(&back);
    }
    is_named(office, table, (&code, &key, "row-too-much"), &back);
}

/// A row that is not there any more.
fn taken_out(office: &Office, table: &Guarded) {
    let name = table.name;
    let columns = [&[table.commune], table.key].concat().join(", ");
    let first = format!("order by {columns} limit 1");
    let (code, key) = office.keys(table, &first).remove(0);
    office.database.execute(&format!(
        "delete from {name} where ({columns}) = (select {columns} from spare {first})"
    ));
    let back = format!(
        "insert into {name} select * from spare where not exists (select 1 from {name} where {})",
        is_same(table, "spare", name)
    );
    is_named(office, table, (&code, &key, "row-missing"), &back);
}

fn whatever_is_done_by_hand_is_named(database: Database) {
    let office = Office::at_work(database);
    for code in office.communes() {
        assert_eq!(office.found(&code, &[]), [""; 0]);
    }
    for table in &GUARDED {
        let name = table.name;
        let count = format!("select count(*) from {name}");
        assert_ne!(office.database.query(&count), [["0"]], "{name} has rows");
        let copied = format!("create table spare as select * from {name}");
        office.database.execute(&copied);
        altered(&office, table);
        put_in(&office, table);
        // The database itself keeps a commune that has rows.
        if name != "commune" {
            taken_out(&office, table);
        }
        office.database.execute("drop table spare");
    }
}

#[test]
fn in_sqlite_whatever_is_done_by_hand_to_what_the_office_decided_is_named() {
    whatever_is_done_by_hand_is_named(Database::sqlite());
}

#[test]
fn in_postgresql_whatever_is_done_by_hand_to_what_the_office_decided_is_named() {
    whatever_is_done_by_hand_is_named(Database::postgres());
}

#[test]
fn a_row_that_was_altered_by_hand_is_named_for_ever_though_the_program_writes_it_again() {
    for database in Database::each() {
        let office = Office::at_work(database);
        let code = office.code.clone();
        let volunteer = read(&*office.state.store, |tx| {
            tx.account(&code, "Đỗ Thị Mai", Role::Volunteer)
        });
        let volunteer = volunteer.unwrap().unwrap();
        let officer = office.officer.account.clone();
        let id = office.database.bytes(volunteer.id.as_bytes());
        // Somebody makes a volunteer an officer; the office closes the account, which is honest.
        office.database.execute(&format!(
            "update account set role = 'office' where id = {id}"
        ));
        write(&*office.state.store, |tx| {
            sign_in::close(&office.state, tx, &volunteer)
        })
        .unwrap();
        // And takes a colleague's password away altogether; the colleague begins anew.
        let of = office.database.bytes(officer.id.as_bytes());
        office
            .database
            .execute(&format!("delete from factor where account = {of}"));
        write(&*office.state.store, |tx| {
            tx.set_factor(&officer, &Office::factor(9), &[])
        })
        .unwrap();
        let lines = office.found(&code, &[]);
        let named = |line: &&String| line.contains(" before row_seal n=");
        let named: Vec<&String> = lines.iter().filter(named).collect();
        assert_eq!((lines.len(), named.len()), (2, 2), "{lines:#?}");
        for (line, row) in named.iter().zip([
            format!("row-altered  {code}  -  account {} before", volunteer.id),
            format!("row-altered  {code}  -  factor {} before", officer.id),
        ]) {
            assert!(line.starts_with(&row), "{line}");
        }
        // What was altered is put back by hand: it stays said, and the row is another than was written.
        office.database.execute(&format!(
            "update account set role = 'volunteer' where id = {id}"
        ));
        assert_eq!(office.found(&code, &[]).len(), 3);
    }
}

#[test]
fn every_column_of_every_table_is_guarded_or_left_out_for_a_reason() {
    let database = Database::sqlite();
    drop(database.open());
    let tables = database
        .query("select name from sqlite_master where type = 'table' and name not like 'sqlite_%'");
    let tables: BTreeSet<String> = tables.into_iter().flatten().collect();
    let known = GUARDED.iter().map(|table| table.name);
    let known = known.chain(TABLES.iter().map(|table| table.name));
    let known = known.chain(HELD_OTHERWISE).map(str::to_owned);
    assert_eq!(known.collect::<BTreeSet<_>>(), tables);
    for table in &GUARDED {
        let columns = database.query(&format!(
            "select name from pragma_table_info('{}')",
            table.name
        ));
        let columns: BTreeSet<String> = columns.into_iter().flatten().collect();
        let left_out = LEFT_OUT.iter().filter(|(name, _)| *name == table.name);
        let left_out = left_out.flat_map(|(_, columns)| *columns);
        let guarded = [&[table.commune], table.key, table.columns].concat();
        let known = guarded
            .iter()
            .chain(left_out)
            .map(|name| (*name).to_owned());
        assert_eq!(known.collect::<BTreeSet<_>>(), columns, "{}", table.name);
    }
}
