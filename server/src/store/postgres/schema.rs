//! The tables, brought up to date by whichever node comes first.

use postgres::Client;

use super::{Failure, OpenError};

/// In the order in which they are applied.
const MIGRATIONS: [(&str, &str); 24] = [
    (
        "0001_initial",
        include_str!("../../../migrations/postgres/0001_initial.sql"),
    ),
    (
        "0002_trials_and_clocks",
        include_str!("../../../migrations/postgres/0002_trials_and_clocks.sql"),
    ),
    (
        "0003_growth",
        include_str!("../../../migrations/postgres/0003_growth.sql"),
    ),
    (
        "0004_left",
        include_str!("../../../migrations/postgres/0004_left.sql"),
    ),
    (
        "0005_rights",
        include_str!("../../../migrations/postgres/0005_rights.sql"),
    ),
    (
        "0006_lives",
        include_str!("../../../migrations/postgres/0006_lives.sql"),
    ),
    (
        "0007_givers",
        include_str!("../../../migrations/postgres/0007_givers.sql"),
    ),
    (
        "0008_supports",
        include_str!("../../../migrations/postgres/0008_supports.sql"),
    ),
    (
        "0009_units",
        include_str!("../../../migrations/postgres/0009_units.sql"),
    ),
    (
        "0010_register",
        include_str!("../../../migrations/postgres/0010_register.sql"),
    ),
    (
        "0011_needs",
        include_str!("../../../migrations/postgres/0011_needs.sql"),
    ),
    (
        "0012_left_rows",
        include_str!("../../../migrations/postgres/0012_left_rows.sql"),
    ),
    (
        "0013_periods",
        include_str!("../../../migrations/postgres/0013_periods.sql"),
    ),
    (
        "0014_wording",
        include_str!("../../../migrations/postgres/0014_wording.sql"),
    ),
    (
        "0015_tools",
        include_str!("../../../migrations/postgres/0015_tools.sql"),
    ),
    (
        "0016_looked_at",
        include_str!("../../../migrations/postgres/0016_looked_at.sql"),
    ),
    (
        "0017_access",
        include_str!("../../../migrations/postgres/0017_access.sql"),
    ),
    (
        "0018_sign_in",
        include_str!("../../../migrations/postgres/0018_sign_in.sql"),
    ),
    (
        "0019_erasures",
        include_str!("../../../migrations/postgres/0019_erasures.sql"),
    ),
    (
        "0021_proofs",
        include_str!("../../../migrations/postgres/0021_proofs.sql"),
    ),
    (
        "0022_books",
        include_str!("../../../migrations/postgres/0022_books.sql"),
    ),
    (
        "0024_claims",
        include_str!("../../../migrations/postgres/0024_claims.sql"),
    ),
    (
        "0026_joining",
        include_str!("../../../migrations/postgres/0026_joining.sql"),
    ),
    (
        "0027_row_seals",
        include_str!("../../../migrations/postgres/0027_row_seals.sql"),
    ),
];

/// Taken by a node while it looks at the tables: two may start at once.
const LOCK: i64 = 0x6368_756e_6774_6179;

pub(super) fn bring_up_to_date(client: &mut Client) -> Result<(), OpenError> {
    match migrate(client) {
        Ok(true) => Ok(()),
        Ok(false) => Err(OpenError::Newer),
        Err(error) => Err(OpenError::Failed(Failure::from(error))),
    }
}

/// Whether they are this program's, which changes nothing.
pub(super) fn is_up_to_date(client: &mut Client) -> Result<(), OpenError> {
    let failed = |error| OpenError::Failed(Failure::from(error));
    let there = client
        .query_one("select to_regclass('schema_migration') is not null", &[])
        .and_then(|row| row.try_get::<_, bool>(0))
        .map_err(failed)?;
    if !there {
        return Err(OpenError::Older);
    }
    let rows = client.query("select name from schema_migration", &[]);
    let names = rows
        .map_err(failed)?
        .iter()
        .map(|row| row.try_get(0))
        .collect();
    let names: Vec<String> = Result::map_err(names, failed)?;
    let is_known = |name: &String| MIGRATIONS.iter().any(|(known, _)| known == name);
    if !names.iter().all(is_known) {
        Err(OpenError::Newer)
    } else if names.len() < MIGRATIONS.len() {
        Err(OpenError::Older)
    } else {
        Ok(())
    }
}

/// `false` when the tables are those of a newer program.
fn migrate(client: &mut Client) -> Result<bool, postgres::Error> {
    let mut transaction = client.transaction()?;
    transaction.execute("select pg_advisory_xact_lock($1)", &[&LOCK])?;
    transaction
        .batch_execute("create table if not exists schema_migration (name text primary key)")?;
    let applied = transaction
        .query("select name from schema_migration", &[])?
        .iter()
        .map(|row| row.try_get(0))
        .collect::<Result<Vec<String>, _>>()?;
    if applied
        .iter()
        .any(|name| MIGRATIONS.iter().all(|(known, _)| known != name))
    {
        return Ok(false);
    }
    for (name, sql) in MIGRATIONS {
        if applied.iter().all(|known| known != name) {
            transaction.batch_execute(sql)?;
            transaction.execute("insert into schema_migration (name) values ($1)", &[&name])?;
        }
    }
    // What a database has one of: made by the first that comes.
    transaction.batch_execute(
        "insert into meta (key, value)
         values ('epoch', decode(replace(gen_random_uuid()::text, '-', ''), 'hex')),
                ('sealing_seed', decode(replace(
                   gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex'))
         on conflict (key) do nothing",
    )?;
    transaction.commit()?;
    Ok(true)
}
