//! How units word their reports, in SQLite.

use chungtay_shared::wording::{Version, WordingKind};
use rusqlite::params;

use super::{SqliteTx, signed};
use crate::store::json;
use crate::store::row_seals::{self as seals, WORDING};
use crate::store::{Cell, StoreError, Wordings};

impl Wordings for SqliteTx<'_> {
    fn wordings(&self, unit: &str, kind: WordingKind) -> Result<Vec<Version>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "select body from wording where commune = ?1 and kind = ?2 order by n",
        )?;
        let bodies =
            statement.query_map(params![unit, kind.code()], |row| row.get::<_, String>(0))?;
        bodies
            .map(|body| json::read(&body?, "wording", "body"))
            .collect()
    }

    fn add_wording(
        &self,
        unit: &str,
        kind: WordingKind,
        version: &Version,
    ) -> Result<(), StoreError> {
        self.connection.execute(
            "insert into wording (commune, kind, n, body) values (?1, ?2, ?3, ?4)",
            params![unit, kind.code(), signed(version.n), json::text(version)?],
        )?;
        let key = [kind.code().into(), Cell::of(version.n)];
        seals::added(self, &WORDING, unit, &key)
    }
}
