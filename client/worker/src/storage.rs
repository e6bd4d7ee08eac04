//! IndexedDB: a database for each person (`chungtay_shared::phone::seats`), one object store a table, text keys
//! beside the values, values as `Uint8Array`.
//!
//! A transaction commits by itself as soon as the browser gets control with no request pending. So
//! a function here gets everything encoded already, and awaits nothing but its requests.
//!
//! Values are sealed before they are asked to be written and opened after they were read ([`Seal`]). Beside the tables
//! lies the vault: the lock, which is never under its own key.
//!
//! `idb` (which `rexie` is made of) opens and reads. Writing goes past it: neither can ask for
//! strict durability, nor say why a transaction was aborted.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::rc::Rc;

use chungtay_shared::phone::message::Failure;
use chungtay_shared::phone::storage::{Batch, Stored, Table, Write, key};
use idb::event::VersionChangeEvent;
use idb::request::futures::{GetAllStoreRequestFuture, GetStoreRequestFuture};
use idb::{Database, DatabaseEvent as _, Factory, ObjectStoreParams, Transaction, TransactionMode};
use js_sys::{Array, Promise, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DomException, IdbDatabase, IdbKeyRange, IdbTransaction};

mod browser;
mod rows;
mod seal;
mod vault;

pub(crate) use seal::Seal;
pub(crate) use vault::VaultWrite;

const VERSION: u32 = 2;

/// How sure a write must be before it counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Durability {
    /// On the disk itself: survives a power cut.
    Strict,
    /// Handed to the system: survives the end of this worker.
    Relaxed,
}

/// A connection to the store.
#[derive(Clone)]
pub(crate) struct Store(Rc<Connection>);

struct Connection {
    database: Database,
    raw: IdbDatabase,
    is_open: Rc<Cell<bool>>,
    seal: RefCell<Seal>,
    /// How far this connection has counted what it signs.
    counted: Cell<u64>,
}

impl Drop for Connection {
    /// One that nobody holds would keep a newer version of the app waiting.
    fn drop(&mut self) {
        self.raw.close();
    }
}

#[wasm_bindgen]
extern "C" {
    /// `IDBDatabase` with the options of its transactions, which web-sys holds to be unstable.
    #[wasm_bindgen(extends = js_sys::Object)]
    type WithOptions;
    #[wasm_bindgen(method, catch)]
    fn transaction(
        this: &WithOptions,
        tables: &Array,
        mode: &str,
        options: &JsValue,
    ) -> Result<IdbTransaction, JsValue>;
}

impl Store {
    /// Opens the store of this name; makes it the first time, with these tables and a vault.
    pub(crate) async fn open(name: &str, tables: &'static [Table]) -> Result<Self, Failure> {
        let mut request = Factory::new()
            .and_then(|factory| factory.open(name, Some(VERSION)))
            .map_err(failed)?;
        request.on_upgrade_needed(|event| {
            // What is missing after an upgrade that failed shows at the first transaction.
            let _ = upgrade(&event, tables);
        });
        let mut database = request.await.map_err(failed)?;
        let raw = IdbDatabase::from(database);
        database = Database::from(raw.clone());
        let is_open = Rc::new(Cell::new(true));
        database.on_close({
            let is_open = Rc::clone(&is_open);
            move |_| is_open.set(false)
        });
        database.on_version_change({
            let (is_open, raw) = (Rc::clone(&is_open), raw.clone());
            move |_| {
                is_open.set(false);
                raw.close();
            }
        });
        Ok(Self(Rc::new(Connection {
            database,
            raw,
            is_open,
            seal: RefCell::new(Seal::Locked),
            counted: Cell::new(0),
        })))
    }

    /// Whether the browser has left the connection open: it closes it when site data are cleared,
    /// and it is given up to a newer version of the app.
    pub(crate) fn is_open(&self) -> bool {
        self.0.is_open.get()
    }

    /// Goes on under another seal.
    pub(crate) fn set_seal(&self, seal: Seal) {
        self.0.seal.replace(seal);
    }

    /// The seal values are under.
    pub(crate) fn seal(&self) -> Seal {
        self.0.seal.borrow().clone()
    }

    /// What a phone reads when it starts, as of one moment.
    pub(crate) async fn stored(&self) -> Result<Stored, Failure> {
        let seal = self.seal();
        let transaction = self.reading(&[Table::Meta, Table::Record, Table::Campaign])?;
        let meta = |key| get(&transaction, Table::Meta, key);
        let (enrolment, memory) = (meta(key::IDENTITY)?, meta(key::MEMORY)?);
        let (people, aside) = (meta(key::PEOPLE)?, meta(key::ASIDE)?);
        let carrying = meta(key::CARRYING)?;
        let records = get_all(&transaction, Table::Record)?;
        let campaigns = get_all(&transaction, Table::Campaign)?;
        let open = |key, value: Option<Vec<u8>>| value.map(|v| seal.opened(Table::Meta, key, v));
        let all = |table, values: Vec<Vec<u8>>| seal.all_opened(table, values);
        Ok(Stored {
            enrolment: open(key::IDENTITY, one(enrolment).await?),
            memory: open(key::MEMORY, one(memory).await?),
            people: open(key::PEOPLE, one(people).await?),
            aside: open(key::ASIDE, one(aside).await?),
            carrying: open(key::CARRYING, one(carrying).await?),
            records: all(Table::Record, many(records).await?),
            campaigns: all(Table::Campaign, many(campaigns).await?),
        })
    }

    /// A value.
    pub(crate) async fn get_one(
        &self,
        table: Table,
        key: &str,
    ) -> Result<Option<Vec<u8>>, Failure> {
        let mut values = self.get(&[(table, key.to_owned())]).await?;
        Ok(values.pop().flatten())
    }

    /// Values of several keys as of one moment, in the order asked for.
    pub(crate) async fn get(
        &self,
        wanted: &[(Table, String)],
    ) -> Result<Vec<Option<Vec<u8>>>, Failure> {
        if wanted.is_empty() {
            return Ok(Vec::new());
        }
        let tables: BTreeSet<Table> = wanted.iter().map(|(table, _)| *table).collect();
        let tables: Vec<Table> = tables.into_iter().collect();
        let transaction = self.reading(&tables)?;
        let requests: Vec<_> = wanted
            .iter()
            .map(|(table, key)| get(&transaction, *table, key))
            .collect::<Result<_, _>>()?;
        let mut values = Vec::with_capacity(wanted.len());
        for request in requests {
            values.push(one(request).await?);
        }
        let seal = self.seal();
        let opened = wanted
            .iter()
            .zip(values)
            .map(|((table, key), value)| value.map(|value| seal.opened(*table, key, value)));
        Ok(opened.collect())
    }

    /// All keys of a table.
    pub(crate) async fn keys(&self, table: Table) -> Result<Vec<String>, Failure> {
        let transaction = self.reading(&[table])?;
        let store = transaction.object_store(table.name()).map_err(failed)?;
        let keys = store.get_all_keys(None, None).map_err(failed)?;
        let keys = keys.await.map_err(failed)?;
        Ok(keys.iter().filter_map(JsValue::as_string).collect())
    }

    /// Writes all of the batch or nothing, and returns when that is durable.
    pub(crate) async fn write(&self, batch: Batch, durability: Durability) -> Result<(), Failure> {
        self.write_both(batch, Vec::new(), durability).await
    }

    /// Writes all of the batch and of what goes into the vault, or nothing.
    pub(crate) async fn write_both(
        &self,
        batch: Batch,
        vault: Vec<VaultWrite>,
        durability: Durability,
    ) -> Result<(), Failure> {
        let tables: BTreeSet<Table> = batch.iter().map(table_of).collect();
        let mut names: Vec<&str> = tables.into_iter().map(Table::name).collect();
        if !vault.is_empty() {
            names.push(vault::NAME);
        }
        if names.is_empty() {
            return Ok(());
        }
        let transaction = self.begin(&names, durability).map_err(|e| failure(&e))?;
        let ended = Promise::new(&mut |resolve, reject| {
            transaction.set_oncomplete(Some(&resolve));
            transaction.set_onabort(Some(&reject));
        });
        let ended = JsFuture::from(ended);
        if let Err(failure) = self.request_all(&transaction, batch, &vault).await {
            // It may have been aborted already, by the error itself.
            let _ = transaction.abort();
            return Err(failure);
        }
        match ended.await {
            Ok(_) => Ok(()),
            Err(_) => Err(transaction
                .error()
                .map_or(Failure::Storage, |error| failure(&error))),
        }
    }

    async fn request_all(
        &self,
        transaction: &IdbTransaction,
        batch: Batch,
        vault: &[VaultWrite],
    ) -> Result<(), Failure> {
        let batch = self.paged(transaction, batch).await?;
        let batch = self.seal().sealed(batch).ok_or(Failure::Locked)?;
        let requests = batch.iter().map(|write| request(transaction, write));
        let into_vault = vault.iter().map(|write| write.request(transaction));
        let all: Result<(), JsValue> = requests.chain(into_vault).collect();
        all.map_err(|error| failure(&error))
    }

    fn begin(&self, names: &[&str], durability: Durability) -> Result<IdbTransaction, JsValue> {
        let names: Array = names.iter().copied().map(JsValue::from_str).collect();
        let options = js_sys::Object::new();
        let durability = match durability {
            Durability::Strict => "strict",
            Durability::Relaxed => "relaxed",
        };
        js_sys::Reflect::set(&options, &"durability".into(), &durability.into())?;
        let database: &WithOptions = self.0.raw.unchecked_ref();
        database.transaction(&names, "readwrite", &options)
    }

    fn reading(&self, tables: &[Table]) -> Result<Transaction, Failure> {
        let names: Vec<&str> = tables.iter().copied().map(Table::name).collect();
        let database = &self.0.database;
        database
            .transaction(&names, TransactionMode::ReadOnly)
            .map_err(failed)
    }
}

/// Begins to read a value. Listening begins here too: a result that comes before it is missed.
fn get(
    transaction: &Transaction,
    table: Table,
    key: &str,
) -> Result<GetStoreRequestFuture, Failure> {
    let store = transaction.object_store(table.name()).map_err(failed)?;
    let request = store.get(JsValue::from_str(key)).map_err(failed)?;
    Ok(request.into_future())
}

/// Begins to read a table; as [`get`].
fn get_all(transaction: &Transaction, table: Table) -> Result<GetAllStoreRequestFuture, Failure> {
    let store = transaction.object_store(table.name()).map_err(failed)?;
    let request = store.get_all(None, None).map_err(failed)?;
    Ok(request.into_future())
}

async fn one(request: GetStoreRequestFuture) -> Result<Option<Vec<u8>>, Failure> {
    Ok(request.await.map_err(failed)?.as_ref().map(bytes))
}

async fn many(request: GetAllStoreRequestFuture) -> Result<Vec<Vec<u8>>, Failure> {
    Ok(request.await.map_err(failed)?.iter().map(bytes).collect())
}

/// One step a version: a store of any age passes through all that it lacks.
fn upgrade(event: &VersionChangeEvent, tables: &[Table]) -> Result<(), idb::Error> {
    let (from, database) = (event.old_version()?, event.database()?);
    if from < 1 {
        for table in tables {
            database.create_object_store(table.name(), ObjectStoreParams::new())?;
        }
    }
    if from < 2 {
        database.create_object_store(vault::NAME, ObjectStoreParams::new())?;
    }
    Ok(())
}

fn request(transaction: &IdbTransaction, write: &Write) -> Result<(), JsValue> {
    let store = transaction.object_store(table_of(write).name())?;
    match write {
        Write::Put(_, key, value) => {
            store.put_with_key(&Uint8Array::from(value.as_slice()), &key.into())
        }
        Write::Add(_, key, value) => {
            store.add_with_key(&Uint8Array::from(value.as_slice()), &key.into())
        }
        Write::Delete(_, key) => store.delete(&key.into()),
        Write::ClearUnder(_, under) => {
            let last = format!("{under}\u{ffff}");
            store.delete(&IdbKeyRange::bound(&under.into(), &last.into())?.into())
        }
        Write::Clear(_) => store.clear(),
    }
    .map(|_| ())
}

const fn table_of(write: &Write) -> Table {
    match write {
        Write::Put(table, ..)
        | Write::Add(table, ..)
        | Write::Delete(table, _)
        | Write::ClearUnder(table, _)
        | Write::Clear(table) => *table,
    }
}

/// A stored value as it lies there.
pub(crate) fn bytes(value: &JsValue) -> Vec<u8> {
    Uint8Array::new(value).to_vec()
}

fn failed(_: idb::Error) -> Failure {
    Failure::Storage
}

fn failure(error: &JsValue) -> Failure {
    let name = error.dyn_ref::<DomException>().map(DomException::name);
    match name.as_deref() {
        Some("QuotaExceededError") => Failure::StorageFull,
        _ => Failure::Storage,
    }
}
