//! Documents whose bytes kill the worker. One that was started after a crash notes each document
//! before it loads it; one that finds such a note at its start puts the document aside.

use std::collections::BTreeMap;

use chungtay_shared::document::{Document, Kind};
use chungtay_shared::id::DocId;
use chungtay_shared::phone::machine::Phone;
use chungtay_shared::phone::message::Failure;
use chungtay_shared::phone::row_pages;
use chungtay_shared::phone::storage::{Loading, Table, from_bytes, key};
use chungtay_shared::sync::wire::{Frame, Page};
use chungtay_shared::time::Timestamp;

use super::{Role, State, Worker};
use crate::platform;
use crate::storage::{Durability, Store};

impl Worker {
    /// The phone as it was stored, after putting aside what killed the worker before this one.
    pub(super) async fn restore(
        &self,
        store: &Store,
        role: Option<Role>,
    ) -> Result<Phone, Failure> {
        if role == Some(Role::Writer) {
            recover(store).await?;
            if platform::was_restarted() {
                try_campaigns(store).await?;
            }
            // A phone that is full goes on with the rows it has.
            let _ = renew_rows(store).await;
        }
        Ok(Phone::restore(&store.stored().await?))
    }

    /// Runs `load`, which may kill the worker by this document.
    pub(super) async fn carefully<T>(
        &self,
        state: &State,
        loading: Loading,
        load: impl FnOnce() -> T,
    ) -> Result<T, Failure> {
        if platform::was_restarted() && state.role == Some(Role::Writer) {
            Ok(noted(state.store()?, loading, load).await)
        } else {
            Ok(load())
        }
    }

    /// Takes a page's documents in one by one, on trial: after that the page as a whole is safe.
    pub(super) async fn try_page(
        &self,
        state: &State,
        frame: &Frame,
        documents: &BTreeMap<DocId, Vec<u8>>,
        now: Timestamp,
    ) -> Result<(), Failure> {
        let Frame::Page(page) = frame else {
            return Ok(());
        };
        if !platform::was_restarted() {
            return Ok(());
        }
        for news in &page.docs {
            let loading = Loading {
                doc: news.doc,
                kind: news.kind,
            };
            let alone = Frame::Page(Page {
                cursor: page.cursor.clone(),
                docs: vec![news.clone()],
                erased: Vec::new(),
            });
            let plan = || state.phone.plan_frame(&alone, documents, now);
            noted(state.store()?, loading, plan).await;
        }
        Ok(())
    }

    /// Puts bytes aside that turned out to be unreadable.
    pub(super) async fn set_aside(
        &self,
        state: &mut State,
        loading: Loading,
        held: &[u8],
    ) -> Result<(), Failure> {
        if let Some(plan) = state.phone.plan_set_aside(&loading, held) {
            state.write(plan.batch.clone()).await?;
            self.tell(state.seats.open(), state.phone.handle_written(plan));
        }
        Ok(())
    }
}

/// Every row. Where what they lie in cannot be read, all are made anew from the documents first: a household
/// that is on the phone is in its list.
pub(super) async fn rows(store: &Store, role: Option<Role>) -> Result<Vec<Vec<u8>>, Failure> {
    let rows = store.rows().await?;
    if role != Some(Role::Writer) || rows.iter().all(|row| !row.is_empty()) {
        return Ok(rows);
    }
    // A phone that is full goes on with the rows it has.
    if make_rows_anew(store, None).await.is_err() {
        return Ok(rows);
    }
    store.rows().await
}

/// Puts aside the document a note was left of.
async fn recover(store: &Store) -> Result<(), Failure> {
    let note = store.get_one(Table::Meta, key::LOADING).await?;
    let loading: Option<Loading> = note.as_deref().and_then(from_bytes);
    let Some(loading) = loading else {
        return Ok(());
    };
    let doc = loading.doc.to_string();
    let held = store.get_one(Table::of(loading.kind), &doc).await?;
    let batch = Phone::plan_after_crash(&store.stored().await?, &loading, held);
    store.write(batch, Durability::Strict).await
}

/// Every start loads the campaigns: so each is tried first.
async fn try_campaigns(store: &Store) -> Result<(), Failure> {
    for id in store.keys(Table::Campaign).await? {
        let held = store.get_one(Table::Campaign, &id).await?;
        if let (Ok(doc), Some(held)) = (id.parse(), held) {
            let loading = Loading {
                doc,
                kind: Kind::Campaign,
            };
            noted(store, loading, || drop(Document::load(&held))).await;
        }
    }
    Ok(())
}

/// Makes every row anew that an older version of the app made.
async fn renew_rows(store: &Store) -> Result<(), Failure> {
    let form = store.get_one(Table::Meta, key::ROW_FORM).await?;
    if form.as_deref() == Some(&row_pages::FORM) {
        return Ok(());
    }
    let memory = store.get_one(Table::Meta, key::MEMORY).await?;
    make_rows_anew(store, memory.as_deref()).await
}

async fn make_rows_anew(store: &Store, memory: Option<&[u8]>) -> Result<(), Failure> {
    let mut batch = Phone::plan_new_form(memory);
    for id in store.keys(Table::Household).await? {
        let held = store.get_one(Table::Household, &id).await?;
        if let (Ok(doc), Some(held)) = (id.parse(), held) {
            let loading = Loading {
                doc,
                kind: Kind::Household,
            };
            let make = || Phone::plan_row(&held);
            batch.extend(if platform::was_restarted() {
                noted(store, loading, make).await
            } else {
                make()
            });
        }
    }
    store.write(batch, Durability::Strict).await
}

/// A note needs to outlive the worker only, not a power cut. On a full phone there is none, and
/// reading goes on; one that could not be dropped costs no more than fetching the document again.
async fn noted<T>(store: &Store, loading: Loading, load: impl FnOnce() -> T) -> T {
    let kept = store.write(vec![loading.keep()], Durability::Relaxed).await;
    let loaded = load();
    if kept.is_ok() {
        let _ = store
            .write(vec![Loading::drop()], Durability::Relaxed)
            .await;
    }
    loaded
}
