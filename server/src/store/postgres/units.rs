//! Which unit stands under which, in PostgreSQL.

use chungtay_shared::time::LocalDate;
use chungtay_shared::unit::tree::{Placement, Tree};

use super::{PostgresTx, get};
use crate::store::row_seals::{self as seals, PLACEMENT};
use crate::store::{StoreError, Units};

impl Units for PostgresTx<'_> {
    fn tree(&self) -> Result<Tree, StoreError> {
        let rows = self.query(
            "select commune, above, from_day, to_day from placement",
            &[],
        )?;
        let placements = rows.iter().map(|row| {
            Ok(Placement {
                unit: get(row, 0)?,
                above: get(row, 1)?,
                from: LocalDate::from_days(get(row, 2)?),
                to: get::<Option<i64>>(row, 3)?.map(LocalDate::from_days),
            })
        });
        Ok(Tree::new(placements.collect::<Result<_, StoreError>>()?))
    }

    fn place(&self, unit: &str, placements: &[Placement]) -> Result<(), StoreError> {
        seals::changing(self, &PLACEMENT, unit, &[], || {
            self.execute("delete from placement where commune = $1", &[&unit])?;
            for placement in placements {
                self.execute(
                    "insert into placement (commune, above, from_day, to_day)
                     values ($1, $2, $3, $4)",
                    &[
                        &unit,
                        &placement.above,
                        &placement.from.days(),
                        &placement.to.map(LocalDate::days),
                    ],
                )?;
            }
            Ok::<_, StoreError>(())
        })
    }
}
