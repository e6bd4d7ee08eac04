//! Rows: many to a page (`chungtay_shared::phone::row_pages`).

use chungtay_shared::phone::message::Failure;
use chungtay_shared::phone::row_pages::{self, pages_needed, rows_of};
use chungtay_shared::phone::storage::{Batch, Table};
use web_sys::IdbTransaction;

use super::{Store, failed, get, get_all, one};

impl Store {
    /// Every row.
    pub(crate) async fn rows(&self) -> Result<Vec<Vec<u8>>, Failure> {
        let transaction = self.reading(&[Table::Row])?;
        let values = get_all(&transaction, Table::Row)?.await.map_err(failed)?;
        let pages = self.seal().all_opened_at_once(Table::Row, values).await;
        Ok(pages.into_iter().flat_map(rows_of).collect())
    }

    /// The batch with its rows in their pages, as those lie there in the transaction that writes them.
    pub(super) async fn paged(
        &self,
        transaction: &IdbTransaction,
        batch: Batch,
    ) -> Result<Batch, Failure> {
        let needed = pages_needed(&batch);
        if needed.is_empty() {
            return Ok(batch);
        }
        let transaction = transaction.clone().into();
        let ask = |at: String| Ok((get(&transaction, Table::Row, &at)?, at));
        let asked = needed.into_iter().map(ask);
        let asked: Vec<_> = asked.collect::<Result<_, Failure>>()?;
        let (seal, mut held) = (self.seal(), Vec::with_capacity(asked.len()));
        for (request, at) in asked {
            let page = one(request).await?;
            let page = page.map(|page| seal.opened(Table::Row, &at, page));
            held.push((at, page));
        }
        Ok(row_pages::paged(batch, held))
    }
}
