//! What the office writes. Its changes are changes like any phone's: written with the actor of the
//! office's device, appended to the log, projected, all in one transaction.

use std::collections::BTreeMap;

use chungtay_shared::api::{AidItemDraft, ChooseValue, SaveCampaign};
use chungtay_shared::campaign::{AidItem, Campaign};
use chungtay_shared::document::{Author, Document, DocumentError, Kind, Written};
use chungtay_shared::field::{FieldErrors, Problem};
use chungtay_shared::handover::AidForm;
use chungtay_shared::id::{DocId, FactId};
use chungtay_shared::money;
use chungtay_shared::sync::server::{Accepted, StoredDocument};
use chungtay_shared::time::Timestamp;

use crate::error::ApiError;
use crate::push::Ready;
use crate::state::AppState;
use crate::store::{Device, StoreError, Tx, write};

/// Writes as one office device within one transaction.
pub struct Pen<'a> {
    tx: &'a dyn Tx,
    device: &'a Device,
    author: Author,
}

impl<'a> Pen<'a> {
    /// Takes the commune's lock for an office device.
    pub fn take(tx: &'a dyn Tx, device: &'a Device, now: Timestamp) -> Result<Self, StoreError> {
        let commune = &device.account.commune;
        tx.lock(commune)?;
        let actor = tx.actors(commune, device.id)?.first().copied();
        let actor = actor.ok_or(StoreError::Inconsistent {
            table: "actor",
            column: "device",
        })?;
        Ok(Self {
            tx,
            device,
            author: Author { actor, at: now },
        })
    }

    /// Who writes.
    pub const fn author(&self) -> Author {
        self.author
    }

    /// The transaction that is written in.
    pub const fn tx(&self) -> &dyn Tx {
        self.tx
    }

    /// Who holds the pen, by name.
    pub fn officer_name(&self) -> &str {
        &self.device.account.person_name
    }

    /// Code of the commune that is written in.
    pub fn commune(&self) -> &str {
        &self.device.account.commune
    }

    /// A document of the commune.
    pub fn load(&self, doc: DocId) -> Result<Option<(Document, StoredDocument)>, StoreError> {
        let stored = self.tx.document(doc)?;
        let stored = stored.filter(|s| s.commune == self.device.account.commune);
        stored
            .map(|s| Ok((Document::load(&s.bytes)?, s)))
            .transpose()
    }

    /// Appends what was written to a document and stores it.
    pub fn store(
        &self,
        doc: DocId,
        document: &Document,
        written: Written,
    ) -> Result<(), StoreError> {
        let commune = &self.device.account.commune;
        let accepted = Accepted {
            // The office's own changes are made where they are stored: there is nothing to owe.
            n: 0,
            commune: commune.clone(),
            doc,
            kind: document.kind()?,
            hash: written.hash,
            actor: self.author.actor,
            change: written.bytes,
        };
        let seq = self.tx.append(&accepted, self.device.id, self.author.at)?;
        Ready::written(document, commune)?.store(self.tx, doc, seq, self.author.at)
    }
}

/// Gives a field the value that shall stand.
pub fn choose_value(
    state: &AppState,
    device: &Device,
    choice: &ChooseValue,
) -> Result<(), ApiError> {
    let edits = BTreeMap::from([(choice.field, choice.value.trim().to_owned())]);
    let outcome = write(&*state.store, |tx| {
        let pen = Pen::take(tx, device, state.clock.now())?;
        let Some((mut document, stored)) = pen.load(choice.household)? else {
            return Ok(Err(ApiError::NotFound));
        };
        if stored.kind != Kind::Household {
            return Ok(Err(ApiError::NotFound));
        }
        let mut profile = document.household()?.profile;
        profile.set(choice.field, choice.value.trim());
        if let Err(mut problems) = profile.validate() {
            problems.retain(|p| p.field == choice.field.code());
            if !problems.is_empty() {
                return Ok(Err(ApiError::Invalid(problems)));
            }
        }
        let written = document.edit_profile(pen.author(), &edits)?;
        pen.store(choice.household, &document, written)?;
        Ok(Ok(()))
    })?;
    state.live.changed(&device.account.commune);
    outcome
}

/// Makes a campaign, or writes an existing one as it now is.
pub fn save_campaign(
    state: &AppState,
    device: &Device,
    draft: &SaveCampaign,
) -> Result<Campaign, ApiError> {
    let now = state.clock.now();
    let id = draft
        .id
        .unwrap_or_else(|| state.with_rng(|mut rng| DocId::new(now, &mut rng)));
    let campaign = Campaign {
        id,
        commune: device.account.commune.clone(),
        name: draft.name.clone(),
        from: draft.from,
        to: draft.to,
        items: items(state, draft)?,
        has_rounds: false,
    };
    let campaign = campaign.validate().map_err(ApiError::Invalid)?;
    let found = write(&*state.store, |tx| {
        let pen = Pen::take(tx, device, now)?;
        let (document, written) = match draft.id {
            None => Document::new_campaign(pen.author(), &campaign)?,
            Some(id) => match pen.load(id)? {
                Some((mut document, stored)) if stored.kind == Kind::Campaign => {
                    let written = document.edit_campaign(pen.author(), &campaign)?;
                    (document, written)
                }
                _ => return Ok(None),
            },
        };
        pen.store(campaign.id, &document, written)?;
        Ok(Some(document.campaign()?))
    })?;
    state.live.changed(&device.account.commune);
    found.ok_or(ApiError::NotFound)
}

fn items(state: &AppState, draft: &SaveCampaign) -> Result<Vec<AidItem>, ApiError> {
    let now = state.clock.now();
    let mut errors = FieldErrors::default();
    let items = draft.items.iter().enumerate().map(|(i, item)| AidItem {
        id: item
            .id
            .unwrap_or_else(|| state.with_rng(|mut rng| FactId::new(now, &mut rng))),
        name: item.name.clone(),
        form: item.form.unwrap_or(AidForm::Cash),
        money_vnd: norm(
            &mut errors,
            i,
            "money_text",
            item,
            |d| &d.money_text,
            money::parse_vnd,
        ),
        quantity_milli: norm(
            &mut errors,
            i,
            "quantity_text",
            item,
            |d| &d.quantity_text,
            money::parse_quantity,
        ),
        unit: item.unit.clone(),
        goods_value_vnd: norm(
            &mut errors,
            i,
            "goods_value_text",
            item,
            |d| &d.goods_value_text,
            money::parse_vnd,
        ),
        source: item.source,
        source_name: item.source_name.clone(),
    });
    let items = items.collect();
    errors.finish(items).map_err(ApiError::Invalid)
}

/// A norm may be left empty: then the form offers nothing.
fn norm(
    errors: &mut FieldErrors,
    index: usize,
    field: &str,
    item: &AidItemDraft,
    text: impl Fn(&AidItemDraft) -> &str,
    parse: impl Fn(&str) -> Result<i64, Problem>,
) -> i64 {
    let text = text(item).trim();
    if text.is_empty() {
        return 0;
    }
    errors.take(&format!("items.{index}.{field}"), parse(text))
}

impl From<DocumentError> for ApiError {
    fn from(error: DocumentError) -> Self {
        Self::Store(StoreError::Document(error))
    }
}
