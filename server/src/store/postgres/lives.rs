//! What became of households, in PostgreSQL.

use chungtay_shared::duplicate::Described;
use chungtay_shared::id::{DocId, FactId};
use chungtay_shared::time::Timestamp;

use super::office::birth_year;
use super::rights::id_if_any;
use super::{PostgresTx, get, id};
use crate::projection::LifeRow;
use crate::store::lives::{apart, claims, gone, noticed};
use crate::store::{Lived, Lives, StoreError};

impl Lives for PostgresTx<'_> {
    fn lives(&self, commune: &str) -> Result<Vec<Lived>, StoreError> {
        let rows = self.query(
            "select doc, head_name, hamlet, gone, gone_day, gone_into, noticed, apart, claims
             from household
             where commune = $1 and (gone is not null or noticed <> '' or apart <> ''
                    or claims <> '')
             order by sort, doc",
            &[&commune],
        )?;
        rows.iter()
            .map(|row| {
                Ok(Lived {
                    household: id(row, 0, "household", "doc")?,
                    head_name: get(row, 1)?,
                    hamlet: get(row, 2)?,
                    life: LifeRow {
                        gone: gone(get(row, 3)?, get(row, 4)?, id_if_any(row, 5, "gone_into")?)?,
                        noticed: noticed(get(row, 6)?)?,
                        apart: apart(get(row, 7)?)?,
                        claims: claims(get(row, 8)?)?,
                    },
                })
            })
            .collect()
    }

    fn received_facts(
        &self,
        commune: &str,
        doc: DocId,
    ) -> Result<Vec<(FactId, Timestamp)>, StoreError> {
        let rows = self.query(
            "select fact, received_ms from fact where commune = $1 and doc = $2 order by fact",
            &[&commune, &doc.as_bytes().as_slice()],
        )?;
        rows.iter()
            .map(|row| {
                let at = Timestamp::from_ms(get(row, 1)?);
                Ok((id(row, 0, "fact", "fact")?, at))
            })
            .collect()
    }

    fn described(&self, commune: &str) -> Result<Vec<Described>, StoreError> {
        let rows = self.query(
            "select doc, head_name, hamlet, birth_year, national_id, search from household
             where commune = $1 and gone is distinct from 'same' order by doc",
            &[&commune],
        )?;
        rows.iter()
            .map(|row| {
                Ok(Described {
                    id: id(row, 0, "household", "doc")?,
                    head_name: get(row, 1)?,
                    hamlet: get(row, 2)?,
                    birth_year: birth_year(row, 3)?,
                    national_id: get(row, 4)?,
                    search: get(row, 5)?,
                })
            })
            .collect()
    }
}
