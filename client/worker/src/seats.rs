//! Whose seats there are, as it is stored: in a database of its own, and in the clear only which is open.

use chungtay_shared::phone::message::Failure;
use chungtay_shared::phone::seats::{Seat, Seats, Sitter};
use chungtay_shared::phone::storage::{from_bytes, to_bytes};
use wasm_bindgen::JsValue;

use crate::device_key::{self, DeviceKey};
use crate::storage::{Durability, Store, VaultWrite, bytes};

/// Its database and the key of the open seat; `client/pwa/sw.js` knows them too. A seat stands under the name
/// of its database.
const NAME: &str = "chungtay-people";
const OPEN: &str = "open";

/// The register of seats.
pub(crate) struct Register {
    store: Store,
    device: Option<DeviceKey>,
}

impl Register {
    /// Opens it; it is made the first time.
    pub(crate) async fn open() -> Result<Self, Failure> {
        let store = Store::open(NAME, &[]).await?;
        Ok(Self {
            store,
            device: None,
        })
    }

    /// Whether the browser has left the connection open.
    pub(crate) fn is_open(&self) -> bool {
        self.store.is_open()
    }

    /// What it says.
    pub(crate) async fn read(&mut self) -> Result<Seats, Failure> {
        let [device, open] = self.store.vault_objects([device_key::NAME, OPEN]).await?;
        self.device = device.and_then(DeviceKey::kept);
        let open = open.and_then(|open| Seat::of_database(&open.as_string()?));
        let mut sitters = [const { None }; Seat::ALL.len()];
        // A phone with nobody on it has no more to read.
        if let Some(open) = open {
            let names = Seat::ALL.map(Seat::database);
            let kept = self.store.vault_objects(names).await?;
            for (at, kept) in kept.iter().enumerate() {
                if let Some(kept) = kept {
                    sitters[at] = Some(sitter(self.device.as_ref(), &bytes(kept)).await);
                }
            }
            return Ok(Seats::new(open, sitters));
        }
        Ok(Seats::default())
    }

    /// Writes all of it, durably.
    pub(crate) async fn write(&mut self, seats: &Seats) -> Result<(), Failure> {
        let mut writes = Vec::new();
        if self.device.is_none() {
            self.device = DeviceKey::make().await;
            writes.extend(self.device.as_ref().map(DeviceKey::keep));
        }
        let open = JsValue::from_str(seats.open().database());
        writes.push(VaultWrite::PutObject(OPEN, open));
        for seat in Seat::ALL {
            writes.push(match seats.sitter(seat) {
                Some(sitter) => VaultWrite::Put(seat.database(), self.sealed(sitter).await),
                None => VaultWrite::Delete(seat.database()),
            });
        }
        self.store.write_vault(writes, Durability::Strict).await
    }

    /// A browser without keys of its own keeps no name.
    async fn sealed(&self, sitter: &Sitter) -> Vec<u8> {
        match &self.device {
            Some(device) => device.wrap(&to_bytes(sitter)).await.unwrap_or_default(),
            None => Vec::new(),
        }
    }
}

/// Whose a seat is. It is somebody's, whatever can be read of them.
async fn sitter(device: Option<&DeviceKey>, sealed: &[u8]) -> Sitter {
    let opened = match device {
        Some(device) => device.unwrap(sealed).await,
        None => None,
    };
    opened.as_deref().and_then(from_bytes).unwrap_or_default()
}
