//! How much of a database's file each table takes.

use std::collections::BTreeMap;
use std::path::Path;

use rusqlite::{Connection, OpenFlags};

/// What people wrote, in the two forms in which it is kept.
const CONTENT: [(&str, &str); 2] = [
    ("changes", "select sum(length(change)) from log"),
    ("documents", "select sum(length(snapshot)) from document"),
];

/// Tables with lines for each household.
const TABLES: [&str; 5] = ["log", "document", "household", "status", "fact"];

/// Bytes of each table with its indexes (`other`: those that do not grow with the households), of
/// all indexes, of pages that wait to be used again (`free`), and of the content within (`changes`,
/// `documents`).
pub(crate) fn by_table(file: &Path) -> BTreeMap<String, f64> {
    let database =
        Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY).expect("the database");
    let mut bytes: BTreeMap<String, f64> = BTreeMap::new();
    let mut parts = database
        .prepare(
            "select s.tbl_name, s.type = 'index', d.pgsize
             from dbstat d join sqlite_schema s on s.name = d.name where d.aggregate = 1",
        )
        .expect("dbstat");
    let mut rows = parts.query([]).expect("pages");
    while let Some(row) = rows.next().expect("a row") {
        let (table, is_index, size): (String, bool, f64) = (
            row.get(0).expect("a name"),
            row.get(1).expect("a type"),
            row.get(2).expect("a size"),
        );
        let grows = TABLES.contains(&table.as_str());
        let name = if grows { table } else { "other".to_owned() };
        for part in [&name, "all"]
            .into_iter()
            .chain(is_index.then_some("indexes"))
        {
            *bytes.entry(part.to_owned()).or_default() += size;
        }
    }
    let free = "select freelist_count * page_size from pragma_freelist_count, pragma_page_size";
    for (name, query) in CONTENT.into_iter().chain([("free", free)]) {
        let size = database.query_row(query, [], |row| row.get::<_, f64>(0));
        bytes.insert(name.into(), size.expect("a size"));
    }
    bytes
}
