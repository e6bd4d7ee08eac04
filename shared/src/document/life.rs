//! What the office decided about a household, in its document: maps at the root, under `life:<id>`.

use automerge::transaction::Transactable as _;
use automerge::{ObjType, ROOT};

use super::fields::MapReader;
use super::write::{put_text, put_time};
use super::{Author, Document, DocumentError, Written};
use crate::household::Recorded;
use crate::life::{LifeEvent, LifeKind};

const LIFE: &str = "life:";

impl Document {
    /// Notes what was decided about a household; only the office does.
    pub fn add_life(
        &mut self,
        author: Author,
        event: &LifeEvent,
    ) -> Result<Written, DocumentError> {
        self.change(author, |tx| {
            let map = tx.put_object(ROOT, format!("{LIFE}{}", event.id), ObjType::Map)?;
            tx.put(&map, "kind", event.kind.code())?;
            tx.put(&map, "on", event.on.to_string())?;
            if let Some(other) = event.other {
                tx.put(&map, "other", other.to_string())?;
            }
            if let Some(visit) = event.answers {
                tx.put(&map, "answers", visit.to_string())?;
            }
            put_text(tx, &map, "reason", &event.reason)?;
            put_time(tx, &map, "recorded_at", event.recorded_at)
        })
    }
}

/// All that was decided, oldest first.
pub(super) fn read(root: &MapReader<'_>) -> Result<Vec<Recorded<LifeEvent>>, DocumentError> {
    let mut events = root.recorded_under(LIFE, |id, map| {
        Ok(LifeEvent {
            id,
            kind: map.code("kind", LifeKind::from_code)?,
            on: map.parsed("on")?,
            other: map.parsed_if_any("other")?,
            answers: map.parsed_if_any("answers")?,
            reason: map.text("reason")?,
            recorded_at: map.timestamp("recorded_at")?,
        })
    })?;
    events.sort_by_key(|event| (event.fact.recorded_at, event.fact.id));
    Ok(events)
}
