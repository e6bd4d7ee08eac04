//! The vault: what lies beside the tables and under no key of ours.

use chungtay_shared::phone::message::Failure;
use chungtay_shared::phone::storage::{Table, Write, key};
use idb::TransactionMode;
use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;
use web_sys::IdbTransaction;

use super::{Durability, Store, bytes, failed};

/// Its name in IndexedDB.
pub(super) const NAME: &str = "vault";

/// One write into the vault.
pub(crate) enum VaultWrite {
    /// Sets a value.
    Put(&'static str, Vec<u8>),
    /// Sets what is no bytes.
    PutObject(&'static str, JsValue),
    /// The same; fails where something lies.
    AddObject(&'static str, JsValue),
    /// Removes a value.
    Delete(&'static str),
    /// Removes everything.
    Clear,
}

impl VaultWrite {
    pub(super) fn request(&self, transaction: &IdbTransaction) -> Result<(), JsValue> {
        let store = transaction.object_store(NAME)?;
        match self {
            Self::Put(at, value) => {
                store.put_with_key(&Uint8Array::from(value.as_slice()), &JsValue::from_str(at))
            }
            Self::PutObject(at, object) => store.put_with_key(object, &JsValue::from_str(at)),
            Self::AddObject(at, object) => store.add_with_key(object, &JsValue::from_str(at)),
            Self::Delete(at) => store.delete(&JsValue::from_str(at)),
            Self::Clear => store.clear(),
        }
        .map(|_| ())
    }
}

impl Store {
    /// A value of the vault.
    pub(crate) async fn vault_value(&self, at: &str) -> Result<Option<Vec<u8>>, Failure> {
        let [value] = self.vault_objects([at]).await?;
        Ok(value.as_ref().map(bytes))
    }

    /// What lies in the vault under these names, whatever it is, as of one moment: nobody waits for it
    /// thrice at a start.
    pub(crate) async fn vault_objects<const N: usize>(
        &self,
        names: [&str; N],
    ) -> Result<[Option<JsValue>; N], Failure> {
        let database = &self.0.database;
        let transaction = database
            .transaction(&[NAME], TransactionMode::ReadOnly)
            .map_err(failed)?;
        let store = transaction.object_store(NAME).map_err(failed)?;
        let begin = |at| store.get(JsValue::from_str(at)).map_err(failed);
        let requests = names.into_iter().map(begin);
        // Listening begins with the request: a result that comes before it is missed.
        let listening = requests.map(|request| request.map(IntoFuture::into_future));
        let listening: Vec<_> = listening.collect::<Result<_, Failure>>()?;
        let mut objects = [const { None }; N];
        for (object, request) in objects.iter_mut().zip(listening) {
            *object = request.await.map_err(failed)?;
        }
        Ok(objects)
    }

    /// The next number of this name, beyond `at_least`. On a full phone it is not kept, and counted here alone.
    pub(crate) async fn next_number(&self, at: &str, at_least: u64) -> u64 {
        let at_least = at_least.max(self.0.counted.get());
        let counted = self.count_up(at, at_least).await;
        let next = counted.unwrap_or(at_least + 1);
        self.0.counted.set(next);
        next
    }

    /// Counts one further than what lies there, or than `at_least`, and gives that. Nobody else counts between.
    async fn count_up(&self, at: &str, at_least: u64) -> Result<u64, Failure> {
        let database = &self.0.database;
        let transaction = database
            .transaction(&[NAME], TransactionMode::ReadWrite)
            .map_err(failed)?;
        let store = transaction.object_store(NAME).map_err(failed)?;
        let counted = store.get(JsValue::from_str(at)).map_err(failed)?;
        let counted = counted.await.map_err(failed)?;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a whole number that was written here"
        )]
        let counted = counted.and_then(|n| n.as_f64()).unwrap_or_default() as u64;
        let next = counted.max(at_least) + 1;
        #[expect(
            clippy::cast_precision_loss,
            reason = "requests of one phone are far below 2^53"
        )]
        let value = JsValue::from_f64(next as f64);
        let put = store
            .put(&value, Some(&JsValue::from_str(at)))
            .map_err(failed)?;
        put.await.map_err(failed)?;
        transaction.await.map_err(failed)?;
        Ok(next)
    }

    /// Writes into the vault: all or nothing.
    pub(crate) async fn write_vault(
        &self,
        writes: Vec<VaultWrite>,
        durability: Durability,
    ) -> Result<(), Failure> {
        self.write_both(Vec::new(), writes, durability).await
    }

    /// The writes that put everything back in its place, to be sealed: what an app from before there was
    /// a seal has left in the clear. What it had prepared for its service worker goes.
    pub(crate) async fn everything(&self) -> Result<Vec<Write>, Failure> {
        let mut writes = Vec::new();
        for table in Table::ALL {
            for at in self.keys(*table).await? {
                if *table == Table::Meta && key::is_sealed_already(&at) {
                    writes.push(Write::Delete(*table, at));
                    continue;
                }
                let value = self.get_one(*table, &at).await?;
                writes.extend(value.map(|value| Write::Put(*table, at, value)));
            }
        }
        Ok(writes)
    }
}
