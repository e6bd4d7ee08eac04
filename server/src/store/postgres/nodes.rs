//! What the nodes of one database tell each other: that something in a commune has changed. It is
//! said in the transaction that changes it, so it is never said too early and never forgotten.

use std::sync::{Arc, Weak};
use std::time::Duration;

use postgres::Client;
use postgres::fallible_iterator::FallibleIterator as _;

use super::Failure;
use super::road::Road;
use crate::live::Live;
use crate::store::StoreError;

/// Says something to all nodes when the transaction commits.
pub(super) const TELL: &str = "select pg_notify('chungtay_changed', $1)";

/// How long the listener waits before it looks whether anybody still listens to it.
const PATIENCE: Duration = Duration::from_secs(1);

/// What one node says to the others.
pub(super) fn message(node: &str, commune: &str) -> String {
    format!("{node} {commune}")
}

/// Tells `live` what the other nodes say, for as long as it lives; on a thread of its own.
pub(super) fn listen(road: &Road, node: &str, live: &Arc<Live>) -> Result<(), StoreError> {
    let listener = Listener {
        road: road.clone(),
        node: node.to_owned(),
        live: Arc::downgrade(live),
    };
    let client = listener.connect()?;
    std::thread::Builder::new()
        .name("other-nodes".into())
        .spawn(move || listener.run(client))
        .map_err(|e| StoreError::Database(Box::new(e)))?;
    Ok(())
}

struct Listener {
    road: Road,
    node: String,
    live: Weak<Live>,
}

impl Listener {
    fn connect(&self) -> Result<Client, postgres::Error> {
        let mut client = self.road.connect()?;
        client.batch_execute("listen chungtay_changed")?;
        Ok(client)
    }

    fn run(self, mut client: Client) {
        loop {
            if self.hear(&mut client).is_none() {
                return;
            }
            tracing::warn!("the connection that tells of other nodes broke off");
            client = loop {
                match self.connect_again() {
                    Ok(client) => break client,
                    Err(error) => tracing::warn!(%error, "other nodes cannot be heard"),
                }
                std::thread::sleep(PATIENCE);
                if self.live.strong_count() == 0 {
                    return;
                }
            };
        }
    }

    /// Listens until the connection breaks off (`Some`) or nobody is there to be told (`None`).
    fn hear(&self, client: &mut Client) -> Option<()> {
        while self.live.strong_count() > 0 {
            let heard = client.notifications().timeout_iter(PATIENCE).next();
            match heard {
                Ok(Some(said)) => self.pass_on(said.payload()),
                Ok(None) if !client.is_closed() => {}
                Ok(None) | Err(_) => return Some(()),
            }
        }
        None
    }

    fn pass_on(&self, said: &str) {
        let (Some(live), Some((node, commune))) = (self.live.upgrade(), said.split_once(' '))
        else {
            return;
        };
        // What was done on this node has been told here already.
        if node != self.node {
            live.changed(commune);
        }
    }

    /// Nobody knows what was said meanwhile: every page looks again.
    fn connect_again(&self) -> Result<Client, Failure> {
        let mut client = self.connect()?;
        if let Some(live) = self.live.upgrade() {
            for row in client.query("select code from commune", &[])? {
                live.changed(row.try_get(0)?);
            }
        }
        Ok(client)
    }
}
