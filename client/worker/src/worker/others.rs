//! Those who use this phone too and are not here. What they have recorded goes out whoever has the phone: it lies
//! prepared and sealed, and the service worker posts it. What the office says of their phone is heard for them.

use std::rc::Rc;

use chungtay_shared::phone::message::Failure;
use chungtay_shared::phone::seats::Seat;
use wasm_bindgen_futures::spawn_local;

use super::lost::{Heard, is_lost};
use super::seats::store_of;
use super::{Role, Worker};
use crate::platform;
use crate::vault::Vault;

impl Worker {
    /// Gives up what has expired of them, wherever the phone is.
    pub(super) fn look_after_others(self: &Rc<Self>) {
        let worker = Rc::clone(self);
        spawn_local(async move {
            for seat in worker.absent().await {
                // What cannot be given up now is at the next start.
                let _ = expire(seat).await;
            }
        });
    }

    /// The server answers: what waits of them is posted, and once in a while it is asked about each.
    pub(super) fn others_are_reached(self: &Rc<Self>) {
        let worker = Rc::clone(self);
        spawn_local(async move {
            let Ok(mut state) = worker.before_door().await else {
                return;
            };
            if state.role != Some(Role::Writer) {
                return;
            }
            let here = (!state.is_locked()).then(|| state.seats.open());
            let are_asked = std::mem::replace(&mut state.are_others_asked, true);
            drop(state);
            worker.outbox.post_all_but(here);
            if are_asked {
                return;
            }
            for seat in worker.absent().await {
                // Nobody waits for it; it is asked again when somebody else has come.
                let _ = worker.ask_about(seat).await;
            }
        });
    }

    async fn absent(&self) -> Vec<Seat> {
        match self.before_door().await {
            Ok(state) if state.role == Some(Role::Writer) => state.seats.others(),
            Ok(_) | Err(_) => Vec::new(),
        }
    }

    async fn ask_about(&self, seat: Seat) -> Result<(), Failure> {
        let store = store_of(seat).await?;
        if let Heard::Lost(lost) = is_lost(&store).await? {
            self.wipe_another(seat, &store, &lost).await?;
        }
        Ok(())
    }
}

async fn expire(seat: Seat) -> Result<(), Failure> {
    let store = store_of(seat).await?;
    match Vault::find(&store).await? {
        Some(mut vault) => vault.expire(&store, platform::now()).await,
        None => Ok(()),
    }
}
