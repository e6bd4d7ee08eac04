//! How units word their reports, in PostgreSQL.

use chungtay_shared::wording::{Version, WordingKind};

use super::{PostgresTx, get, signed};
use crate::store::json;
use crate::store::row_seals::{self as seals, WORDING};
use crate::store::{Cell, StoreError, Wordings};

impl Wordings for PostgresTx<'_> {
    fn wordings(&self, unit: &str, kind: WordingKind) -> Result<Vec<Version>, StoreError> {
        let rows = self.query(
            "select body from wording where commune = $1 and kind = $2 order by n",
            &[&unit, &kind.code()],
        )?;
        let bodies = rows.iter().map(|row| get::<String>(row, 0));
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
        self.execute(
            "insert into wording (commune, kind, n, body) values ($1, $2, $3, $4)",
            &[
                &unit,
                &kind.code(),
                &signed(version.n),
                &json::text(version)?,
            ],
        )?;
        let key = [kind.code().into(), Cell::of(version.n)];
        seals::added(self, &WORDING, unit, &key)
    }
}
