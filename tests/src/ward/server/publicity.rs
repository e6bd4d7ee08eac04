//! What was done for publicity, as the ward's office reads it.

use chungtay_server::publicity;
use chungtay_server::state::AppState;
use chungtay_server::store::{Device, read};
use chungtay_shared::api::publicity::ActivityLine;

use super::{COMMUNE, SimServer};

impl SimServer {
    /// Every activity, newest first.
    ///
    /// # Panics
    /// When the store cannot be read.
    pub fn publicity(&self) -> Vec<ActivityLine> {
        let page = read(&*self.state.store, |tx| publicity::page(tx, COMMUNE));
        page.expect("a store").lines
    }

    /// The server and the office that writes in it.
    pub const fn office(&self) -> (&AppState, &Device) {
        (&self.state, &self.office)
    }
}
