//! Which of several values of a field the office has chosen: a map at the root of the household's
//! document, under `choice:<id>`, written in one change with the value. Never edited.

use automerge::transaction::Transactable as _;
use automerge::{ObjType, ROOT};

use super::fields::MapReader;
use super::write::{child, put_text, put_time};
use super::{Author, Document, DocumentError, Written};
use crate::household::{Chosen, ProfileField, Recorded};

const CHOICE: &str = "choice:";

impl Document {
    /// Sets a field to the value that was chosen, and says who chose it and why. All values the field
    /// had are superseded.
    pub fn choose_value(
        &mut self,
        author: Author,
        chosen: &Chosen,
    ) -> Result<Written, DocumentError> {
        self.change(author, |tx| {
            let profile = child(tx, "profile")?;
            tx.put(&profile, chosen.field.code(), chosen.value.as_str())?;
            let map = tx.put_object(ROOT, format!("{CHOICE}{}", chosen.id), ObjType::Map)?;
            tx.put(&map, "field", chosen.field.code())?;
            put_text(tx, &map, "value", &chosen.value)?;
            put_text(tx, &map, "reason", &chosen.reason)?;
            put_time(tx, &map, "recorded_at", chosen.recorded_at)
        })
    }

    /// What was chosen, oldest first.
    pub fn choices(&self) -> Result<Vec<Recorded<Chosen>>, DocumentError> {
        let root = MapReader::root(self.automerge());
        let mut choices = root.recorded_under(CHOICE, |id, map| {
            Ok(Chosen {
                id,
                field: map.code("field", ProfileField::from_code)?,
                value: map.text("value")?,
                reason: map.text("reason")?,
                recorded_at: map.timestamp("recorded_at")?,
            })
        })?;
        choices.sort_by_key(|choice| (choice.fact.recorded_at, choice.fact.id));
        Ok(choices)
    }
}
