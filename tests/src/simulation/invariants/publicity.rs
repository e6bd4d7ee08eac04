//! What was done for publicity is read at the office as it was noted, each once.

use std::collections::BTreeSet;

use chungtay_server::publicity;
use chungtay_server::store::read;
use chungtay_shared::document::ChangeHash;

use super::super::Violation;
use super::super::model::{Effect, Model};
use super::super::world::{Entry, World};
use super::hold;

/// The office reads exactly the topics of the notes that are stored.
pub(super) fn read_as_noted(
    world: &World,
    model: &Model,
    logs: &[Vec<Entry>],
) -> Result<(), Violation> {
    let stored: BTreeSet<ChangeHash> = logs.iter().flatten().map(|e| e.hash).collect();
    let mut noted: Vec<&String> = Vec::new();
    for (hash, saved) in &model.saved {
        if let (Effect::Announce(topic), true) = (&saved.effect, stored.contains(hash)) {
            noted.push(topic);
        }
    }
    let mut shown = Vec::new();
    for office in &world.offices {
        let page = read(&*world.server.state().store, |tx| {
            publicity::page(tx, &office.code)
        });
        let lines = page.expect("a store").lines.into_iter();
        shown.extend(lines.map(|line| line.activity.topic));
    }
    noted.sort();
    shown.sort();
    hold(
        "S2",
        noted.iter().eq(&shown.iter().collect::<Vec<_>>()),
        || format!("{shown:?} is read of {noted:?}"),
    )
}
