//! What became of a few of the invented commune's households, so that every list the office keeps has
//! something in it. The list stays as long as it was: two are gone, one splits, one is on it twice.

use chungtay_shared::document::Document;
use chungtay_shared::household::{Category, Profile, ProfileField};
use chungtay_shared::id::DocId;
use chungtay_shared::life::{ChangeSeen, LifeEvent, LifeKind};
use chungtay_shared::synthetic::{SyntheticHousehold, SyntheticWard};
use chungtay_shared::time::Timestamp;
use chungtay_shared::visit::{Met, Visit, VisitDraft};

use super::{Writer, broken};
use crate::store::StoreError;

mod claims;
mod consents;

/// Fewer households are for tests that count them one by one.
const HOUSEHOLDS_MIN: usize = 100;

/// What volunteers heard that nobody has answered yet.
const HEARD: [(ChangeSeen, &str); 4] = [
    (
        ChangeSeen::MovedAway,
        "Hàng xóm nói cả nhà lên Bình Dương làm từ tháng trước.",
    ),
    (
        ChangeSeen::HeadDied,
        "Ông mất hồi rằm, con trai út đang ở nhà.",
    ),
    (
        ChangeSeen::Split,
        "Vợ chồng con gái cất nhà riêng phía sau.",
    ),
    (ChangeSeen::NobodyLeft, "Nhà khóa cửa, không còn ai ở."),
];

/// Whether a household of the month's first round was not reached, if it was not given.
pub(super) fn is_still_to_give(household: &SyntheticHousehold, number: usize) -> bool {
    household.category == Category::Poor && number.is_multiple_of(5)
}

impl Writer<'_> {
    /// Writes what volunteers heard, what the office decided, and what households agree to.
    pub(super) fn lives(&mut self, ward: &SyntheticWard, ids: &[DocId]) -> Result<(), StoreError> {
        let count = ward.households.len();
        if count < HOUSEHOLDS_MIN {
            return Ok(());
        }
        let of = |tenth: usize| count * tenth / 10 + 3;
        // Whoever was gone was not met.
        let never_met = |from: usize| {
            let rest = ward.households.iter().zip(ids).enumerate().skip(from);
            rest.filter(|(_, (h, _))| h.visits.is_empty() && h.handovers.is_empty())
        };
        // Of the first a gift is still meant, if there is such a one: it has to be withdrawn.
        let moved = never_met(of(1))
            .min_by_key(|(number, (household, _))| !is_still_to_give(household, *number));
        let (moved, (_, moved_id)) = moved.ok_or_else(broken)?;
        let mut others = never_met(of(3)).filter(|(number, _)| *number != moved);
        let (_, (_, ended_id)) = others.next().ok_or_else(broken)?;
        let visited = ward.households.iter().zip(ids);
        let visited: Vec<_> = visited.filter(|(h, _)| !h.visits.is_empty()).collect();
        for (place, (seen, note)) in HEARD.into_iter().enumerate() {
            let step = visited.len() / (HEARD.len() + 1);
            if let Some((household, id)) = visited.get(step * (place + 1)) {
                self.hear(household, **id, seen, note)?;
            }
        }
        let at = self.listed_at.plus_ms(6 * 86_400_000);
        self.decide(
            *moved_id,
            at,
            LifeKind::MovedAway,
            None,
            "Theo gia đình về quê ở An Giang.",
        )?;
        self.decide(
            *ended_id,
            at,
            LifeKind::NobodyLeft,
            None,
            "Bà cụ mất, không còn ai trong hộ.",
        )?;
        // What a volunteer has put on the list by themselves waits for the office a day or two.
        let before = at.plus_ms(-86_400_000);
        let apart = self.register_apart(&ward.households[of(5)], before)?;
        self.decide_claim(apart, at, Category::NearPoor, "31/QĐ-UBND")?;
        self.decide(
            ids[of(5)],
            at,
            LifeKind::Split,
            Some(apart),
            "Con trai đã có sổ riêng.",
        )?;
        self.decide(
            apart,
            at,
            LifeKind::Formed,
            Some(ids[of(5)]),
            "Con trai đã có sổ riêng.",
        )?;
        // Two stand on the list a second time; of one the office knows it already.
        self.register_again(&ward.households[of(6)], before)?;
        let second = self.register_again(&ward.households[of(8)], before)?;
        self.decline_claim(second, at, "Hộ đã có trên danh sách, đã rà soát trong năm.")?;
        let why = "Một hộ, hai tổ cùng ghi.";
        self.decide(second, at, LifeKind::Same, Some(ids[of(8)]), why)?;
        self.consents(ward, ids)
    }

    /// A volunteer notes at a visit what they heard.
    fn hear(
        &mut self,
        household: &SyntheticHousehold,
        id: DocId,
        seen: ChangeSeen,
        note: &str,
    ) -> Result<(), StoreError> {
        let last = household.visits.last().ok_or_else(broken)?;
        let at = last.at.plus_ms(60_000);
        let draft = VisitDraft {
            at,
            met: Some(Met::Neighbour),
            note: note.to_owned(),
            change_seen: Some(seen),
            ..VisitDraft::default()
        };
        let visit = Visit::from_draft(&draft, self.fact_id(at), at).map_err(|_| broken())?;
        let mut document = self.document(id)?;
        let author = self.author(household.work_by, at)?;
        let written = document.add_visit(author, &visit, None)?;
        self.append(id, &document, written, author, household.work_by)
    }

    /// The office decides what became of a household.
    fn decide(
        &self,
        id: DocId,
        at: Timestamp,
        kind: LifeKind,
        other: Option<DocId>,
        reason: &str,
    ) -> Result<(), StoreError> {
        let event = LifeEvent {
            id: self.fact_id(at),
            kind,
            on: at.local_date(),
            other,
            answers: None,
            reason: reason.to_owned(),
            recorded_at: at,
        };
        let mut document = self.document(id)?;
        let author = self.office_author(at)?;
        let written = document.add_life(author, &event)?;
        self.append_as(&self.office, 0, id, &document, written, author)
    }

    /// The part of a household that lives by itself now, as its volunteer put it on the list: a son, of the
    /// family's name.
    fn register_apart(
        &mut self,
        household: &SyntheticHousehold,
        at: Timestamp,
    ) -> Result<DocId, StoreError> {
        let from = &household.profile;
        let family = from.get(ProfileField::HeadName).split(' ').next();
        let profile = Profile::default()
            .with(
                ProfileField::HeadName,
                format!("{} Văn Út", family.unwrap_or_default()),
            )
            .with(ProfileField::Hamlet, from.get(ProfileField::Hamlet));
        self.take_for(household.work_by, profile, Category::Poor, at)
    }

    /// The household once more, as a volunteer wrote it who did not find it: in capitals and without its
    /// numbers.
    fn register_again(
        &mut self,
        household: &SyntheticHousehold,
        at: Timestamp,
    ) -> Result<DocId, StoreError> {
        let from = &household.profile;
        let birth_year = from
            .birth()
            .map_or_else(String::new, |birth| birth.year().to_string());
        let profile = Profile::default()
            .with(
                ProfileField::HeadName,
                from.get(ProfileField::HeadName).to_uppercase(),
            )
            .with(ProfileField::Hamlet, from.get(ProfileField::Hamlet))
            .with(ProfileField::Birth, birth_year);
        self.take_for(household.work_by, profile, Category::NearPoor, at)
    }

    pub(super) fn document(&self, id: DocId) -> Result<Document, StoreError> {
        let stored = self.tx.document(id)?.ok_or_else(broken)?;
        Ok(Document::load(&stored.bytes)?)
    }
}
