//! Communes that nobody works in: the rows of one that was written for real, under other codes and
//! ids. They fill tables and indexes as their own would, in a tenth of the time; their documents
//! and changes are never read.

use std::path::Path;

use rusqlite::Connection;

/// What is copied, with `:code` for the commune's code and `ID(…)` for an id of its own. Names of
/// changes and tokens are as good as random, and are so here. The copies count as compacted: their
/// documents would not give the changes back by these names.
const COPY: &str = "
    insert into commune (code, name, synthetic, log_end, people_version, compacted_seq)
      select :code, name, synthetic, log_end, people_version, log_end from commune where code = :of;
    insert into account (commune, id, person_name, role, created_ms)
      select :code, ID(id), person_name, role, created_ms
      from account where commune = :of;
    insert into device (commune, id, account, name, token_hash, enrolled_ms, made, receipted)
      select :code, ID(id), ID(account), name,
             randomblob(32), enrolled_ms, made, receipted
      from device where commune = :of;
    insert into actor (commune, actor, device)
      select :code, ID(actor), ID(device)
      from actor where commune = :of;
    insert into document (commune, doc, kind, created_seq, last_seq, snapshot)
      select :code, ID(doc), kind, created_seq, last_seq, snapshot
      from document where commune = :of;
    insert into log (commune, seq, doc, hash, actor, device, n, received_ms, change)
      select :code, seq, ID(doc), randomblob(32),
             ID(actor), ID(device), n, received_ms, change
      from log where commune = :of;
    insert into household (commune, doc, head_name, nickname, hamlet, hamlet_sort, sort,
                           birth_year, national_id, member_count, import_key, search,
                           visit_count, handover_count, value_vnd)
      select :code, ID(doc), head_name, nickname, hamlet, hamlet_sort, sort,
             birth_year, national_id, member_count, import_key, search, visit_count,
             handover_count, value_vnd
      from household where commune = :of;
    insert into status (commune, doc, fact, category, from_day, to_day, order_ms)
      select :code, ID(doc), ID(fact), category, from_day,
             to_day, order_ms
      from status where commune = :of;
    insert into fact (commune, doc, fact, kind, at_ms, on_day, what, detail, note, money_vnd,
                      goods_value_vnd, quantity_milli, unit, signed, actor, received_ms,
                      received_seq, standing)
      select :code, ID(doc), ID(fact), kind, at_ms, on_day,
             what, detail, note, money_vnd, goods_value_vnd, quantity_milli, unit, signed,
             ID(actor), received_ms, received_seq, standing
      from fact where commune = :of;";

/// An id with other first two bytes: those of a time long ago.
const ID: &str = "cast(:head || substr($1, 3, 14) as blob)";

/// Copies the commune `of` under each of these codes.
pub(crate) fn copy(file: &Path, of: &str, codes: impl Iterator<Item = String>) {
    let mut database = Connection::open(file).expect("the database");
    // What is measured later is durable; what it is measured beside need not be.
    database
        .pragma_update(None, "synchronous", "off")
        .expect("a faster copy");
    for (number, code) in (1_u16..).zip(codes) {
        let transaction = database.transaction().expect("a transaction");
        for statement in COPY.split_inclusive(';') {
            let mut statement = transaction
                .prepare(&spelled_out(statement))
                .expect("a statement");
            for (name, value) in [
                (":of", rusqlite::types::Value::from(of.to_owned())),
                (":code", code.clone().into()),
                (":head", number.to_be_bytes().to_vec().into()),
            ] {
                if let Some(index) = statement.parameter_index(name).expect("a name") {
                    statement.raw_bind_parameter(index, value).expect("a value");
                }
            }
            statement.raw_execute().expect("rows");
        }
        transaction.commit().expect("a copy");
    }
}

/// A statement with `ID(…)` as SQLite knows it.
fn spelled_out(statement: &str) -> String {
    let mut parts = statement.split("ID(");
    let mut sql = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (column, rest) = part.split_once(')').expect("a column");
        sql.push_str(&ID.replace("$1", column));
        sql.push_str(rest);
    }
    sql
}
