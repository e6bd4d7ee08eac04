//! What the office writes. Its changes are changes like any phone's: written with the actor of the
//! office's device, appended to the log, projected, all in one transaction.

use chungtay_shared::api::ChooseValue;
use chungtay_shared::document::{Author, Document, DocumentError, Kind, Written};
use chungtay_shared::field::FieldErrors;
use chungtay_shared::household::Chosen;
use chungtay_shared::id::DocId;
use chungtay_shared::limits::NOTE_CHARS_MAX;
use chungtay_shared::sync::server::{Accepted, StoredDocument};
use chungtay_shared::time::Timestamp;

use crate::access;
use crate::error::ApiError;
use crate::push::Ready;
use crate::rounds::fact_id;
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
        Ready::written(document, commune)?.store(self.tx, doc, seq, self.author.at)?;
        access::done(self.tx, self.device, Some(doc), self.author.at)
    }

    /// Notes that something was said that stands in no document.
    pub fn said(&self) -> Result<(), StoreError> {
        access::done(self.tx, self.device, None, self.author.at)
    }
}

/// Gives a field the value that shall stand.
pub fn choose_value(
    state: &AppState,
    device: &Device,
    choice: &ChooseValue,
) -> Result<(), ApiError> {
    let mut errors = FieldErrors::default();
    let reason = errors.needed("reason", &choice.reason, NOTE_CHARS_MAX);
    let no_reason = errors.into_problems();
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
        let mut problems = profile.validate().err().unwrap_or_default();
        problems.retain(|p| p.field == choice.field.code());
        problems.extend(no_reason.clone());
        if !problems.is_empty() {
            return Ok(Err(ApiError::Invalid(problems)));
        }
        let chosen = Chosen {
            id: fact_id(state, &pen),
            field: choice.field,
            value: choice.value.trim().to_owned(),
            reason: reason.clone(),
            recorded_at: pen.author().at,
        };
        let written = document.choose_value(pen.author(), &chosen)?;
        pen.store(choice.household, &document, written)?;
        Ok(Ok(()))
    })?;
    state.live.changed(&device.account.commune);
    outcome
}

impl From<DocumentError> for ApiError {
    fn from(error: DocumentError) -> Self {
        Self::Store(StoreError::Document(error))
    }
}
