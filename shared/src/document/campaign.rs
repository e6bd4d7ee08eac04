//! A campaign in and out of its document: a map of texts, and `items` by id, each with its place
//! in the `order` people are offered them.

use automerge::transaction::{Transactable as _, Transaction};
use automerge::{AutomergeError, ObjId, ObjType, ROOT, ReadDoc as _, Value};

use super::fields::MapReader;
use super::household::document_id;
use super::write::SCHEMA_VERSION;
use super::{Author, Document, DocumentError, Kind, Written, round};
use crate::campaign::{AidItem, Campaign};
use crate::fund::Source;
use crate::handover::AidForm;
use crate::id::FactId;
use crate::support::{plan_from_text, plan_to_text};

impl Document {
    /// The document of a new campaign.
    pub fn new_campaign(
        author: Author,
        campaign: &Campaign,
    ) -> Result<(Self, Written), DocumentError> {
        let mut document = Self::empty();
        let written = document.change(author, |tx| {
            tx.put(ROOT, "kind", "campaign")?;
            tx.put(ROOT, "v", SCHEMA_VERSION)?;
            tx.put(ROOT, "id", campaign.id.as_bytes().to_vec())?;
            tx.put(ROOT, "commune", campaign.commune.as_str())?;
            let items = tx.put_object(ROOT, "items", ObjType::Map)?;
            put_campaign(tx, &items, campaign)
        })?;
        Ok((document, written))
    }

    /// Writes the campaign as it now is. Items that are gone from it are removed: handovers carry
    /// the name of what was given, so none of them changes.
    pub fn edit_campaign(
        &mut self,
        author: Author,
        campaign: &Campaign,
    ) -> Result<Written, DocumentError> {
        self.change(author, |tx| {
            let Some((Value::Object(ObjType::Map), items)) = tx.get(ROOT, "items")? else {
                return Err(AutomergeError::InvalidObjId("items".to_owned()));
            };
            let keys: Vec<String> = tx.keys(&items).collect();
            for key in keys {
                if campaign.items.iter().all(|item| item.id.to_string() != key) {
                    tx.delete(&items, key)?;
                }
            }
            put_campaign(tx, &items, campaign)
        })
    }

    /// Everything a campaign's document says.
    pub fn campaign(&self) -> Result<Campaign, DocumentError> {
        let root = MapReader::root(self.automerge());
        if self.kind()? != Kind::Campaign {
            return Err(DocumentError::Schema("kind"));
        }
        let mut items = root
            .child("items")?
            .children("items")?
            .iter()
            .map(|(key, _, map)| {
                let id = key.parse().map_err(|_| DocumentError::Schema("items"))?;
                Ok((map.int("order")?, read_item(id, map)?))
            })
            .collect::<Result<Vec<_>, DocumentError>>()?;
        items.sort_by_key(|(order, item)| (*order, item.id));
        Ok(Campaign {
            id: document_id(&root)?,
            commune: root.text("commune")?,
            name: root.text("name")?,
            from: root.parsed("from")?,
            to: root.parsed("to")?,
            items: items.into_iter().map(|(_, item)| item).collect(),
            has_rounds: round::is_there(&root),
        })
    }
}

fn put_campaign(
    tx: &mut Transaction<'_>,
    items: &ObjId,
    campaign: &Campaign,
) -> Result<(), AutomergeError> {
    tx.put(ROOT, "name", campaign.name.as_str())?;
    tx.put(ROOT, "from", campaign.from.to_string())?;
    tx.put(ROOT, "to", campaign.to.to_string())?;
    for (order, item) in (0_i64..).zip(&campaign.items) {
        let key = item.id.to_string();
        let map = match tx.get(items, key.as_str())? {
            Some((Value::Object(ObjType::Map), map)) => map,
            _ => tx.put_object(items, key, ObjType::Map)?,
        };
        tx.put(&map, "order", order)?;
        put_item(tx, &map, item)?;
    }
    Ok(())
}

/// What an aid item is, into its map: on the campaign's list, or in a round.
pub(super) fn put_item(
    tx: &mut Transaction<'_>,
    map: &ObjId,
    item: &AidItem,
) -> Result<(), AutomergeError> {
    tx.put(map, "name", item.name.as_str())?;
    tx.put(map, "form", item.form.code())?;
    tx.put(map, "money_vnd", item.money_vnd)?;
    tx.put(map, "quantity_milli", item.quantity_milli)?;
    tx.put(map, "unit", item.unit.as_str())?;
    tx.put(map, "goods_value_vnd", item.goods_value_vnd)?;
    // What the item said before, and says no more, is written over.
    let source = item.source.map_or("", Source::code);
    let steps = plan_to_text(&item.steps);
    for (key, text) in [
        ("source", source),
        ("source_name", item.source_name.as_str()),
        ("steps", steps.as_str()),
    ] {
        if !text.is_empty() || tx.get(map, key)?.is_some() {
            tx.put(map, key, text)?;
        }
    }
    Ok(())
}

/// The inverse of [`put_item`].
pub(super) fn read_item(id: FactId, map: &MapReader<'_>) -> Result<AidItem, DocumentError> {
    Ok(AidItem {
        id,
        name: map.text("name")?,
        form: map.code("form", AidForm::from_code)?,
        money_vnd: map.int("money_vnd")?,
        quantity_milli: map.int("quantity_milli")?,
        unit: map.text("unit")?,
        goods_value_vnd: map.int("goods_value_vnd")?,
        source: Source::from_code(&map.text("source")?),
        source_name: map.text("source_name")?,
        steps: plan_from_text(&map.text("steps")?).ok_or(DocumentError::Schema("steps"))?,
    })
}
