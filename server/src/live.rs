//! Tells the office's open pages that something in their commune has changed.

use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::broadcast;

/// Pages that may lag behind before they are told to look again anyway.
const BACKLOG: usize = 64;

/// A change in a commune; nothing more is said, the page asks for what it shows.
#[derive(Debug)]
pub struct Live {
    sender: Mutex<Option<broadcast::Sender<String>>>,
}

impl Default for Live {
    fn default() -> Self {
        Self {
            sender: Mutex::new(Some(broadcast::channel(BACKLOG).0)),
        }
    }
}

impl Live {
    /// Something in this commune changed.
    pub fn changed(&self, commune: &str) {
        if let Some(sender) = &*self.sender() {
            // No page may be open; that is no error.
            let _ = sender.send(commune.to_owned());
        }
    }

    /// Hears of every change, of all communes, until [`Self::close`].
    pub fn listen(&self) -> broadcast::Receiver<String> {
        match &*self.sender() {
            Some(sender) => sender.subscribe(),
            None => broadcast::channel(1).1,
        }
    }

    /// How many open pages listen.
    pub fn listeners(&self) -> usize {
        self.sender()
            .as_ref()
            .map_or(0, broadcast::Sender::receiver_count)
    }

    /// Nothing more will be told. Pages listen for as long as they are open: without this, a
    /// server that is asked to stop would wait for the last of them.
    pub fn close(&self) {
        self.sender().take();
    }

    fn sender(&self) -> MutexGuard<'_, Option<broadcast::Sender<String>>> {
        self.sender.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use tokio::sync::broadcast::error::TryRecvError;

    use super::*;

    #[test]
    fn a_page_hears_of_changes_until_the_server_stops() {
        let live = Live::default();
        let mut page = live.listen();
        assert_eq!(live.listeners(), 1);
        live.changed("99001");
        live.close();
        live.changed("99001");
        assert_eq!(page.try_recv(), Ok("99001".to_owned()));
        assert_eq!(page.try_recv(), Err(TryRecvError::Closed));
        assert_eq!(live.listen().try_recv(), Err(TryRecvError::Closed));
    }
}
