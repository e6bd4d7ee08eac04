//! What a phone does not have yet, page by page. Each page is read in its own transaction; the
//! order by last change makes that safe: a document that changes meanwhile moves behind the cursor.

use chungtay_shared::document::Kind;
use chungtay_shared::id::{Actor, DocId};
use chungtay_shared::limits::PAGE_BYTES;
use chungtay_shared::sync::server::Speaker;
use chungtay_shared::sync::short;
use chungtay_shared::sync::wire::{Cursor, DocNews, News, Page, Request};

use crate::store::{DocumentHead, Store, StoreError, Tx, read};

/// How much goes into one page of a reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageSize {
    /// Bytes of documents after which a page ends.
    pub bytes: usize,
    /// Documents looked at.
    pub documents: u32,
}

impl Default for PageSize {
    fn default() -> Self {
        Self {
            bytes: PAGE_BYTES,
            documents: 500,
        }
    }
}

/// Who reads, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reader {
    /// The actor it writes with: its own changes are not sent back to it.
    actor: Actor,
    /// Whether it reads changes in their short form.
    short: bool,
}

impl From<&Request> for Reader {
    fn from(request: &Request) -> Self {
        Self {
            actor: request.actor,
            short: request.short,
        }
    }
}

/// Erasures that one page tells of at most, sixteen bytes each.
const ERASED_PER_PAGE: u32 = 1_000;

/// The next page after `cursor` for this reader; `None` when it has all.
pub fn next_page(
    store: &dyn Store,
    cursor: &Cursor,
    reader: Reader,
    size: PageSize,
) -> Result<Option<Page>, StoreError> {
    read(store, |tx| {
        let log_end = tx.log_end(&cursor.commune)?;
        let heads = tx.heads_after(&cursor.commune, cursor.upto, size.documents)?;
        let whole = heads.len() < size.documents as usize;
        let mut page = Page {
            cursor: cursor.clone(),
            docs: Vec::new(),
            erased: Vec::new(),
        };
        if let Some(heard) = cursor.erased {
            let erased = tx.erased_after(&cursor.commune, heard, ERASED_PER_PAGE)?;
            let is_all = erased.len() < ERASED_PER_PAGE as usize;
            let told = erased.last().filter(|_| !is_all);
            page.cursor.erased = Some(told.map_or(log_end, |last| last.seq));
            page.erased = erased.iter().map(|line| line.doc).collect();
        }
        let mut bytes = 0;
        let mut left = heads.iter();
        for head in left.by_ref() {
            // The Fund is the office's: its changes only move the cursor on.
            if head.kind != Kind::Fund
                && let Some(news) = news(tx, cursor, head, reader)?
            {
                bytes += length(&news.news);
                page.docs.push(news);
            }
            page.cursor.upto = head.last_seq;
            if bytes >= size.bytes {
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

/// Whether something was erased of which a reader of these cursors has not heard.
pub fn has_erased(tx: &dyn Tx, cursors: &[Cursor]) -> Result<bool, StoreError> {
    for cursor in cursors {
        if let Some(heard) = cursor.erased
            && !tx.erased_after(&cursor.commune, heard, 1)?.is_empty()
        {
            return Ok(true);
        }
    }
    Ok(false)
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
            erased: Vec::new(),
        };
        for doc in docs {
            let stored = tx.document(*doc)?;
            let stored = stored.filter(|s| speaker.may_hold(&s.commune) && s.kind != Kind::Fund);
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

/// A document's news: whole when the phone cannot hold it, else the changes others made.
fn news(
    tx: &dyn Tx,
    cursor: &Cursor,
    head: &DocumentHead,
    reader: Reader,
) -> Result<Option<DocNews>, StoreError> {
    let (commune, since) = (&cursor.commune, cursor.since);
    if !tx.is_changed_after(commune, head.doc, since, reader.actor)? {
        return Ok(None);
    }
    let news = if head.created_seq > since {
        let Some(stored) = tx.document(head.doc)? else {
            return Ok(None);
        };
        News::Snapshot(if reader.short {
            short::snapshot::shorten(&stored.bytes)
        } else {
            stored.bytes
        })
    } else {
        let changes = tx.changes_after(commune, head.doc, since, reader.actor)?;
        let form = |change: Vec<u8>| {
            if reader.short {
                short::shorten(&change, None)
            } else {
                change
            }
        };
        News::Changes(changes.into_iter().map(|c| form(c).into()).collect())
    };
    Ok(Some(DocNews {
        doc: head.doc,
        kind: head.kind,
        news,
    }))
}

fn length(news: &News) -> usize {
    match news {
        News::Snapshot(bytes) => bytes.len(),
        News::Changes(changes) => changes.iter().map(|c| c.len()).sum(),
    }
}
