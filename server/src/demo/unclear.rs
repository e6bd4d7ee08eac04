//! What machines cannot decide, so that every kind of what waits for a person has something in it: a
//! field with two values, a record that was set aside, rows of a list that nobody has answered.

use std::collections::BTreeMap;

use chungtay_shared::document::{Document, Kind};
use chungtay_shared::handover::{Handover, HandoverDraft};
use chungtay_shared::household::{Category, Profile, ProfileField};
use chungtay_shared::id::{DocId, to_hex};
use chungtay_shared::import::{LeftRow, ListedHousehold};
use chungtay_shared::sync::gate::Refusal;
use chungtay_shared::sync::server::SetAside;
use chungtay_shared::sync::wire::Pushed;
use chungtay_shared::synthetic::SyntheticWard;
use chungtay_shared::visit::{Met, Visit, VisitDraft};

use super::{Writer, broken};
use crate::store::StoreError;

/// Fewer households are for tests that count them one by one.
const HOUSEHOLDS_MIN: usize = 100;

/// A field that two people changed without network, and to what.
const RIVALS: [(ProfileField, [&str; 2]); 2] = [
    (ProfileField::Nickname, ["Tư Lúa", "Tư Ghe"]),
    (
        ProfileField::Address,
        ["Tổ 7, cạnh trạm bơm", "Tổ 7, cuối đường đan"],
    ),
];

impl Writer<'_> {
    /// Writes all of it.
    pub(super) fn unclear(
        &mut self,
        ward: &SyntheticWard,
        ids: &[DocId],
    ) -> Result<(), StoreError> {
        let count = ids.len();
        if count < HOUSEHOLDS_MIN {
            return Ok(());
        }
        for (place, (field, values)) in (2..).zip(RIVALS) {
            self.disagree(ids[count * place / 10 + 5], field, values)?;
        }
        self.set_aside(ids[count * 7 / 10 + 5])?;
        self.give_without_right(ward, ids)?;
        self.leave_rows(ward)
    }

    /// Two volunteers change a field on the same day, neither knowing of the other.
    fn disagree(
        &mut self,
        id: DocId,
        field: ProfileField,
        values: [&str; 2],
    ) -> Result<(), StoreError> {
        let before = self.document(id)?.save();
        let mut together = Document::load(&before)?;
        for (by, value) in values.into_iter().enumerate() {
            let at = self.listed_at.plus_ms(6 * 86_400_000 + 3_600_000);
            let author = self.author(by, at)?;
            let mut alone = Document::load(&before)?;
            let edits = BTreeMap::from([(field, value.to_owned())]);
            let written = alone.edit_profile(author, &edits)?;
            together.apply(&written.bytes)?;
            self.append(id, &together, written, author, by)?;
        }
        Ok(())
    }

    /// A volunteer whose phone had not heard of the rounds gives what was another's to give.
    fn give_without_right(
        &mut self,
        ward: &SyntheticWard,
        ids: &[DocId],
    ) -> Result<(), StoreError> {
        let mut given = ward.households.iter().zip(ids);
        let of_rounds = given.find(|(h, _)| !h.handovers.is_empty());
        let Some(((household, id), campaign)) = of_rounds.zip(self.campaign) else {
            return Ok(());
        };
        let by = (household.work_by + 1) % self.volunteers.len();
        let at = household.handovers[0].at.plus_ms(1_800_000);
        let draft = HandoverDraft {
            at,
            signature: None,
            ..household.handovers[0].clone()
        };
        let mut handover =
            Handover::from_draft(&draft, self.fact_id(at), at).map_err(|_| broken())?;
        handover.campaign = Some(campaign);
        let mut document = self.document(*id)?;
        let author = self.author(by, at)?;
        let written = document.add_handover(author, &handover, None)?;
        self.append(*id, &document, written, author, by)
    }

    /// A visit that stands on another one which its phone has lost, and the server never had.
    fn set_aside(&mut self, id: DocId) -> Result<(), StoreError> {
        let by = 0;
        let mut on_phone = self.document(id)?;
        let mut last = None;
        for hours in [0, 2] {
            let at = self.listed_at.plus_ms(6 * 86_400_000 + hours * 3_600_000);
            let draft = VisitDraft {
                at,
                met: Some(Met::Head),
                note: "Ghi trên máy đã khôi phục.".to_owned(),
                ..VisitDraft::default()
            };
            let visit = Visit::from_draft(&draft, self.fact_id(at), at).map_err(|_| broken())?;
            let author = self.author(by, at)?;
            last = Some((on_phone.add_visit(author, &visit, None)?, author));
        }
        let (written, author) = last.ok_or_else(broken)?;
        let n = self.made.entry(by).or_insert(0);
        *n += 1;
        let set_aside = SetAside {
            pushed: Pushed {
                n: *n,
                commune: self.commune.to_owned(),
                doc: id,
                kind: Kind::Household,
                change: written.bytes,
            },
            hash: written.hash,
            reason: Refusal::MissingDependency,
        };
        let device = self.volunteers[by].id;
        self.tx
            .set_aside(self.commune, &set_aside, device, author.actor, author.at)
    }

    /// Of a list that was imported, two rows wait: a namesake, and somebody of whom no hamlet is known.
    fn leave_rows(&self, ward: &SyntheticWard) -> Result<(), StoreError> {
        let namesake = &ward.households[ward.households.len() * 4 / 10 + 5].profile;
        let known = Profile::default()
            .with(ProfileField::HeadName, namesake.get(ProfileField::HeadName))
            .with(ProfileField::Hamlet, namesake.get(ProfileField::Hamlet));
        let unknown = Profile::default()
            .with(ProfileField::HeadName, "Lý Thị Bông")
            .with(ProfileField::Birth, "1958");
        for (row, profile) in [(7, known), (31, unknown)] {
            let household = ListedHousehold {
                sheet: "Bổ sung".to_owned(),
                row,
                profile,
                category: Some(Category::NearPoor),
                member_count: 0,
                decision: String::new(),
                import_key: to_hex(&[u8::try_from(row).unwrap_or_default(); 16]),
            };
            let left = LeftRow {
                household,
                decision: None,
                left_at: self.listed_at.plus_ms(6 * 86_400_000),
            };
            self.tx.leave_row(self.commune, &left)?;
        }
        Ok(())
    }
}
