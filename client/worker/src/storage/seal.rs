//! The seal of values: what goes into a table is sealed for its place there, what comes out is opened.

use std::rc::Rc;

use chungtay_shared::phone::storage::{Batch, Table, Write, key};
use chungtay_shared::vault::Key;
use wasm_bindgen::JsValue;

use super::browser::Opener;
use super::bytes;
use crate::platform::Chance;

/// What values are under.
#[derive(Clone)]
pub(crate) enum Seal {
    /// The phone is locked: nothing is read, and nothing can be written.
    Locked,
    /// The data key.
    Under(Rc<Key>),
    /// Nothing: an app from before there was a seal was here, and the phone is too full to seal what it
    /// has kept. It is tried again at the next start.
    Clear,
}

impl Seal {
    /// The batch as it is written; `None` while the phone is locked.
    pub(super) fn sealed(&self, batch: Batch) -> Option<Batch> {
        let key = match self {
            Self::Under(key) => key,
            Self::Clear => return Some(batch),
            Self::Locked => return batch.is_empty().then_some(batch),
        };
        let seal = |table, at: &str, value: Vec<u8>| {
            if is_bare(table, at) {
                value
            } else {
                key.seal(&place(table, at), &value, &mut Chance)
            }
        };
        let sealed = batch.into_iter().map(|write| match write {
            Write::Put(table, at, value) => {
                let value = seal(table, &at, value);
                Write::Put(table, at, value)
            }
            Write::Add(table, at, value) => {
                let value = seal(table, &at, value);
                Write::Add(table, at, value)
            }
            Write::Delete(..) | Write::ClearUnder(..) | Write::Clear(_) => write,
        });
        Some(sealed.collect())
    }

    /// A value as it was before it was written. One that does not open is empty, which nothing takes for
    /// a value: a document that is empty is damaged, and is put aside.
    pub(super) fn opened(&self, table: Table, at: &str, value: Vec<u8>) -> Vec<u8> {
        match self {
            Self::Under(_) | Self::Locked if is_bare(table, at) => value,
            Self::Under(key) => key.open(&place(table, at), &value).unwrap_or_default(),
            Self::Clear => value,
            Self::Locked => Vec::new(),
        }
    }

    /// [`Self::all_opened`] of values that are long, as they lie there.
    pub(super) async fn all_opened_at_once(
        &self,
        table: Table,
        values: Vec<JsValue>,
    ) -> Vec<Vec<u8>> {
        if let Self::Under(key) = self
            && !values.is_empty()
            && let Some(opener) = Opener::of(key).await
        {
            return opener.all_opened(&place(table, ""), values).await;
        }
        self.all_opened(table, values.iter().map(bytes).collect())
    }

    /// All values of a table whose places are all one.
    pub(super) fn all_opened(&self, table: Table, values: Vec<Vec<u8>>) -> Vec<Vec<u8>> {
        if matches!(self, Self::Locked) {
            return Vec::new();
        }
        let open = |value| self.opened(table, "", value);
        values.into_iter().map(open).collect()
    }
}

/// What a value is bound to. What lies in the other tables says itself what it is about.
fn place(table: Table, at: &str) -> String {
    match table {
        Table::Meta | Table::Draft => format!("{}/{at}", table.name()),
        Table::Household | Table::Campaign | Table::Row | Table::Record => table.name().to_owned(),
    }
}

fn is_bare(table: Table, at: &str) -> bool {
    table == Table::Meta && key::is_bare(at)
}
