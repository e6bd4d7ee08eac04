//! What became of households, in SQLite.

use chungtay_shared::duplicate::Described;
use chungtay_shared::id::{DocId, FactId};
use chungtay_shared::time::Timestamp;
use rusqlite::params;

use super::SqliteTx;
use super::rights::{id_at, id_if_any};
use crate::projection::LifeRow;
use crate::store::lives::{apart, claims, gone, noticed};
use crate::store::{Lived, Lives, StoreError};

impl Lives for SqliteTx<'_> {
    fn lives(&self, commune: &str) -> Result<Vec<Lived>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "select doc, head_name, hamlet, gone, gone_day, gone_into, noticed, apart, claims
             from household
             where commune = ?1 and (gone is not null or noticed <> '' or apart <> ''
                    or claims <> '')
             order by sort, doc",
        )?;
        let mut rows = statement.query([commune])?;
        let mut lives = Vec::new();
        while let Some(row) = rows.next()? {
            let code: Option<String> = row.get(3)?;
            lives.push(Lived {
                household: id_at(row, 0)?,
                head_name: row.get(1)?,
                hamlet: row.get(2)?,
                life: LifeRow {
                    gone: gone(code.as_deref(), row.get(4)?, id_if_any(row, 5)?)?,
                    noticed: noticed(&row.get::<_, String>(6)?)?,
                    apart: apart(&row.get::<_, String>(7)?)?,
                    claims: claims(&row.get::<_, String>(8)?)?,
                },
            });
        }
        Ok(lives)
    }

    fn received_facts(
        &self,
        commune: &str,
        doc: DocId,
    ) -> Result<Vec<(FactId, Timestamp)>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "select fact, received_ms from fact where commune = ?1 and doc = ?2 order by fact",
        )?;
        let mut rows = statement.query(params![commune, doc.as_bytes()])?;
        let mut received = Vec::new();
        while let Some(row) = rows.next()? {
            received.push((id_at(row, 0)?, Timestamp::from_ms(row.get(1)?)));
        }
        Ok(received)
    }

    fn described(&self, commune: &str) -> Result<Vec<Described>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "select doc, head_name, hamlet, birth_year, national_id, search from household
             where commune = ?1 and gone is not 'same' order by doc",
        )?;
        let mut rows = statement.query([commune])?;
        let mut described = Vec::new();
        while let Some(row) = rows.next()? {
            described.push(Described {
                id: id_at(row, 0)?,
                head_name: row.get(1)?,
                hamlet: row.get(2)?,
                birth_year: row.get(3)?,
                national_id: row.get(4)?,
                search: row.get(5)?,
            });
        }
        Ok(described)
    }
}
