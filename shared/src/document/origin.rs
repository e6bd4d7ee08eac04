//! Where a campaign comes from that a unit above has handed down: a map `origin` at the root of its
//! document, with the ids that come from there as words of a text.

use std::collections::BTreeSet;

use automerge::transaction::Transactable as _;
use automerge::{ObjType, ROOT};

use super::fields::MapReader;
use super::{Author, Document, DocumentError, Written};
use crate::campaign::{CampaignState, Origin};
use crate::id::{DocId, FactId};

const ORIGIN: &str = "origin";

impl Document {
    /// Writes where a campaign comes from.
    pub fn set_origin(
        &mut self,
        author: Author,
        origin: &Origin,
    ) -> Result<Written, DocumentError> {
        self.change(author, |tx| {
            let map = tx.put_object(ROOT, ORIGIN, ObjType::Map)?;
            tx.put(&map, "unit", origin.unit.as_str())?;
            tx.put(&map, "unit_name", origin.unit_name.as_str())?;
            tx.put(&map, "campaign", origin.campaign.to_string())?;
            tx.put(&map, "items", words(&origin.items))?;
            tx.put(&map, "documents", words(&origin.documents))
        })
    }

    /// All that the office has said of a campaign.
    pub fn campaign_state(&self) -> Result<CampaignState, DocumentError> {
        Ok(CampaignState {
            campaign: self.campaign()?,
            mandate: self.mandate()?,
            origin: self.origin()?,
        })
    }

    /// Where a campaign comes from; none when its own unit has made it.
    pub fn origin(&self) -> Result<Option<Origin>, DocumentError> {
        let root = MapReader::root(self.automerge());
        if !root.has(ORIGIN) {
            return Ok(None);
        }
        let map = root.child(ORIGIN)?;
        Ok(Some(Origin {
            unit: map.text("unit")?,
            unit_name: map.text("unit_name")?,
            campaign: map.parsed::<DocId>("campaign")?,
            items: ids(&map.text("items")?)?,
            documents: ids(&map.text("documents")?)?,
        }))
    }
}

fn words(ids: &BTreeSet<FactId>) -> String {
    let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
    ids.join(" ")
}

fn ids(words: &str) -> Result<BTreeSet<FactId>, DocumentError> {
    let ids = words.split(' ').filter(|word| !word.is_empty());
    ids.map(|word| word.parse().map_err(|_| DocumentError::Schema("origin")))
        .collect()
}
