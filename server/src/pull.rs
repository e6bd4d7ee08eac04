//! What a phone does not have yet, page by page. Each page is read in its own transaction; the
//! order by last change makes that safe: a document that changes meanwhile moves behind the cursor.

use chungtay_shared::id::{Actor, DocId};
use chungtay_shared::limits::PAGE_BYTES;
use chungtay_shared::sync::server::Speaker;
use chungtay_shared::sync::wire::{Cursor, DocNews, News, Page};

use crate::store::{DocumentHead, Store, StoreError, Tx, read};

/// Documents looked at for one page.
const HEADS_PER_PAGE: u32 = 500;

/// The next page after `cursor` for the phone that writes with `actor`; `None` when it has all.
pub fn next_page(
    store: &dyn Store,
    cursor: &Cursor,
    actor: Actor,
) -> Result<Option<Page>, StoreError> {
    read(store, |tx| {
        let log_end = tx.log_end(&cursor.commune)?;
        let heads = tx.heads_after(&cursor.commune, cursor.upto, HEADS_PER_PAGE)?;
        let whole = heads.len() < HEADS_PER_PAGE as usize;
        let mut page = Page {
            cursor: cursor.clone(),
            docs: Vec::new(),
        };
        let mut bytes = 0;
        let mut left = heads.iter();
        for head in left.by_ref() {
            if let Some(news) = news(tx, cursor, head, actor)? {
                bytes += size(&news.news);
                page.docs.push(news);
            }
            page.cursor.upto = head.last_seq;
            if bytes >= PAGE_BYTES {
                break;
            }
        }
        if whole && left.as_slice().is_empty() {
            page.cursor.since = log_end;
            page.cursor.upto = log_end;
        }
        Ok((page.cursor != *cursor).then_some(page))
    })
}

/// Documents the phone asks for whole, as far as they are in its scope.
pub fn wanted(
    store: &dyn Store,
    docs: &[DocId],
    speaker: &Speaker,
    cursor: &Cursor,
) -> Result<Page, StoreError> {
    read(store, |tx| {
        let mut page = Page {
            cursor: cursor.clone(),
            docs: Vec::new(),
        };
        for doc in docs {
            let stored = tx
                .document(*doc)?
                .filter(|s| speaker.communes.contains(&s.commune));
            if let Some(stored) = stored {
                let news = News::Snapshot(stored.bytes);
                page.docs.push(DocNews {
                    doc: *doc,
                    kind: stored.kind,
                    news,
                });
            }
        }
        Ok(page)
    })
}

/// A document's news: whole when the phone cannot hold it, else the changes others made. The
/// phone's own changes are not sent back to it.
fn news(
    tx: &dyn Tx,
    cursor: &Cursor,
    head: &DocumentHead,
    actor: Actor,
) -> Result<Option<DocNews>, StoreError> {
    let changes = tx.changes_after(&cursor.commune, head.doc, cursor.since, actor)?;
    if changes.is_empty() {
        return Ok(None);
    }
    let news = if head.created_seq > cursor.since {
        let Some(stored) = tx.document(head.doc)? else {
            return Ok(None);
        };
        News::Snapshot(stored.bytes)
    } else {
        News::Changes(changes.into_iter().map(Into::into).collect())
    };
    Ok(Some(DocNews {
        doc: head.doc,
        kind: head.kind,
        news,
    }))
}

fn size(news: &News) -> usize {
    match news {
        News::Snapshot(bytes) => bytes.len(),
        News::Changes(changes) => changes.iter().map(|c| c.len()).sum(),
    }
}
