//! What the invented commune's volunteers take the households for that they put on its list: one such word
//! waits for the office, one was followed by a decision, one was declined.

use chungtay_shared::document::{Document, NewHousehold};
use chungtay_shared::household::{Category, Correction, Profile, Status};
use chungtay_shared::id::{DocId, FactId};
use chungtay_shared::time::Timestamp;

use super::super::{Writer, broken};
use crate::lives::status::standard_of;
use crate::store::StoreError;

impl Writer<'_> {
    /// A volunteer puts a household on the list, and says what they take it for.
    pub(super) fn take_for(
        &mut self,
        by: usize,
        profile: Profile,
        category: Category,
        at: Timestamp,
    ) -> Result<DocId, StoreError> {
        let new = NewHousehold {
            id: self.doc_id(),
            commune: self.commune.to_owned(),
            import_key: String::new(),
            profile,
            statuses: vec![Status {
                id: self.fact_id(at),
                category,
                standard: String::new(),
                decision: String::new(),
                from: at.local_date(),
                to: None,
                recorded_at: at,
            }],
        };
        let author = self.author(by, at)?;
        let (document, written) = Document::new_household(author, &new)?;
        self.append(new.id, &document, written, author, by)?;
        Ok(new.id)
    }

    /// The office has decided: this category, by a decision's number.
    pub(super) fn decide_claim(
        &self,
        id: DocId,
        at: Timestamp,
        category: Category,
        decision: &str,
    ) -> Result<(), StoreError> {
        let status = Status {
            id: self.fact_id(at),
            category,
            standard: standard_of(category, at.local_date()).to_owned(),
            decision: decision.to_owned(),
            from: at.local_date(),
            to: None,
            recorded_at: at,
        };
        // As it is answered: the claim is taken back once the decision stands, which ends it by itself.
        let claimed = self.claimed(id)?;
        let author = self.office_author(at)?;
        let mut document = self.document(id)?;
        let written = document.add_status(author, &status)?;
        self.append_as(&self.office, 0, id, &document, written, author)?;
        self.answer_claim(id, at, claimed, Some(status.id), decision)
    }

    /// The office says no, and why.
    pub(super) fn decline_claim(
        &self,
        id: DocId,
        at: Timestamp,
        reason: &str,
    ) -> Result<(), StoreError> {
        self.answer_claim(id, at, self.claimed(id)?, None, reason)
    }

    /// What somebody takes it for, which waits.
    fn claimed(&self, id: DocId) -> Result<FactId, StoreError> {
        let household = self.document(id)?.household()?;
        let claim = household.claims().into_iter().next();
        claim.map(|claim| claim.status).ok_or_else(broken)
    }

    fn answer_claim(
        &self,
        id: DocId,
        at: Timestamp,
        claimed: FactId,
        replacement: Option<FactId>,
        reason: &str,
    ) -> Result<(), StoreError> {
        let answer = Correction {
            id: self.fact_id(at),
            corrects: claimed,
            replacement,
            reason: reason.to_owned(),
            recorded_at: at,
        };
        let author = self.office_author(at)?;
        let mut document = self.document(id)?;
        let written = document.retract(author, &answer)?;
        self.append_as(&self.office, 0, id, &document, written, author)
    }
}
