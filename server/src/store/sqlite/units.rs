//! Which unit stands under which, in SQLite.

use chungtay_shared::time::LocalDate;
use chungtay_shared::unit::tree::{Placement, Tree};
use rusqlite::params;

use super::SqliteTx;
use crate::store::row_seals::{self as seals, PLACEMENT};
use crate::store::{StoreError, Units};

impl Units for SqliteTx<'_> {
    fn tree(&self) -> Result<Tree, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("select commune, above, from_day, to_day from placement")?;
        let placements = statement.query_map([], |row| {
            Ok(Placement {
                unit: row.get(0)?,
                above: row.get(1)?,
                from: LocalDate::from_days(row.get(2)?),
                to: row.get::<_, Option<i64>>(3)?.map(LocalDate::from_days),
            })
        })?;
        Ok(Tree::new(placements.collect::<Result<_, _>>()?))
    }

    fn place(&self, unit: &str, placements: &[Placement]) -> Result<(), StoreError> {
        seals::changing(self, &PLACEMENT, unit, &[], || {
            self.connection
                .execute("delete from placement where commune = ?1", params![unit])?;
            let mut insert = self.connection.prepare_cached(
                "insert into placement (commune, above, from_day, to_day) values (?1, ?2, ?3, ?4)",
            )?;
            for placement in placements {
                insert.execute(params![
                    unit,
                    placement.above,
                    placement.from.days(),
                    placement.to.map(LocalDate::days),
                ])?;
            }
            Ok::<_, rusqlite::Error>(())
        })
    }
}
