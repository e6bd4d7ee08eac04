//! Documents whose bytes cannot be loaded here. Their bytes are put aside, their records stay, and
//! the server is asked for the whole document.
//!
//! A panic of the decoder cannot be caught in WebAssembly: it ends the worker. So a worker that was
//! started after a crash keeps a [`Loading`] while it loads a document; the next one that finds it
//! knows which bytes to put aside. News that does it twice is taken in no more.

use super::{FramePlan, Phone};
use crate::document::Document;
use crate::id::DocId;
use crate::phone::storage::{
    Aside, Batch, Loading, SetAside, Stored, Table, Write, from_bytes, key, put_memory, to_bytes,
};
use crate::sync::client::Memory;

/// Times after which a document's news is taken in no more.
const TIMES_MAX: u32 = 2;

impl Phone {
    /// What to write at a start that finds `loading`; `held` is what is stored of that document.
    /// Write it, then read everything and restore.
    pub fn plan_after_crash(stored: &Stored, loading: &Loading, held: Option<Vec<u8>>) -> Batch {
        let aside: Option<Aside> = stored.aside.as_deref().and_then(from_bytes);
        let aside = aside.unwrap_or_default().with(loading.doc);
        let mut batch = put_aside(loading, held, &aside);
        let memory: Option<Memory> = stored.memory.as_deref().and_then(from_bytes);
        if let Some(mut memory) = memory {
            memory.wanted.retain(|doc| *doc != loading.doc);
            if !aside.refuses(loading.doc) {
                memory.wanted.push(loading.doc);
            }
            batch.push(put_memory(&memory));
        }
        batch.push(Write::Delete(Table::Meta, key::LOADING.to_owned()));
        batch
    }

    /// Puts bytes aside that cannot be read; `None` when they can.
    pub fn plan_set_aside(&self, loading: &Loading, held: &[u8]) -> Option<FramePlan> {
        let sync = self.sync.as_ref()?;
        if Document::load(held).is_ok() {
            return None;
        }
        let aside = self.aside.clone().with(loading.doc);
        let mut batch = put_aside(loading, Some(held.to_vec()), &aside);
        let plan = sync.plan_wanted(loading.doc);
        batch.push(put_memory(&plan.memory));
        Some(FramePlan {
            batch,
            sync: Some(plan),
            aside: Some(aside),
            ..FramePlan::nothing()
        })
    }
}

impl Loading {
    /// The write that keeps it.
    pub fn keep(&self) -> Write {
        Write::Put(Table::Meta, key::LOADING.to_owned(), to_bytes(self))
    }

    /// The write that drops it.
    pub fn drop() -> Write {
        Write::Delete(Table::Meta, key::LOADING.to_owned())
    }
}

impl Aside {
    pub(super) fn holds(&self, doc: DocId) -> bool {
        self.documents.iter().any(|d| d.doc == doc)
    }

    pub(super) fn refuses(&self, doc: DocId) -> bool {
        self.documents
            .iter()
            .any(|d| d.doc == doc && d.times >= TIMES_MAX)
    }

    /// Without the documents that have come whole or were erased; the writes that forget them.
    pub(super) fn without(&self, whole: &[DocId], erased: &[DocId]) -> Option<(Self, Batch)> {
        let came = |d: &&SetAside| {
            erased.contains(&d.doc) || (whole.contains(&d.doc) && d.times < TIMES_MAX)
        };
        let mut batch: Batch = self
            .documents
            .iter()
            .filter(came)
            .map(|d| Write::Delete(Table::Meta, key::damaged(d.doc)))
            .collect();
        if batch.is_empty() {
            return None;
        }
        let documents = self.documents.iter().filter(|d| !came(d)).copied();
        let left = Self {
            documents: documents.collect(),
        };
        batch.push(left.put());
        Some((left, batch))
    }

    /// The writes that forget every document that was set aside.
    pub(super) fn forgotten(&self) -> Batch {
        let bytes = self.documents.iter();
        let bytes = bytes.map(|d| Write::Delete(Table::Meta, key::damaged(d.doc)));
        bytes
            .chain([Write::Delete(Table::Meta, key::ASIDE.to_owned())])
            .collect()
    }

    fn with(mut self, doc: DocId) -> Self {
        match self.documents.iter_mut().find(|d| d.doc == doc) {
            Some(known) => known.times = known.times.saturating_add(1),
            None => self.documents.push(SetAside { doc, times: 1 }),
        }
        self
    }

    fn put(&self) -> Write {
        Write::Put(Table::Meta, key::ASIDE.to_owned(), to_bytes(self))
    }
}

fn put_aside(loading: &Loading, held: Option<Vec<u8>>, aside: &Aside) -> Batch {
    let mut batch = vec![aside.put()];
    if let Some(held) = held {
        batch.push(Write::Put(Table::Meta, key::damaged(loading.doc), held));
        batch.push(Write::Delete(
            Table::of(loading.kind),
            loading.doc.to_string(),
        ));
    }
    batch
}
