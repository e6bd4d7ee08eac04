//! What households of the invented commune agree to be done with what is known of them: asked at the door by
//! word of mouth and with a finger, and told at the office on paper; yes, no, and taken back.

use chungtay_shared::consent::{Consent, ConsentDraft, ConsentProof, DataUse};
use chungtay_shared::handover::Receiver;
use chungtay_shared::household::ProfileField;
use chungtay_shared::id::DocId;
use chungtay_shared::signature::Signature;
use chungtay_shared::synthetic::{SyntheticHousehold, SyntheticWard};
use chungtay_shared::time::{LocalDate, Timestamp};
use chungtay_shared::visit::Met;

use super::super::{Writer, broken, periods};
use crate::store::StoreError;

/// To what, and yes or no.
type Answers = &'static [(DataUse, bool)];

/// What was said at the door, and what at the office later, if anything: on which paper, by word of mouth if
/// on none.
struct Story {
    at_door: Answers,
    /// With the finger that has signed for a gift, if one has.
    signs: bool,
    at_office: Option<(Answers, &'static str)>,
}

const STORIES: [Story; 6] = [
    Story {
        at_door: &[
            (DataUse::Aid, true),
            (DataUse::Health, true),
            (DataUse::Posting, true),
        ],
        signs: true,
        at_office: None,
    },
    Story {
        at_door: &[(DataUse::Aid, true), (DataUse::Posting, false)],
        signs: false,
        at_office: None,
    },
    Story {
        at_door: &[
            (DataUse::Aid, true),
            (DataUse::Posting, true),
            (DataUse::Donors, true),
            (DataUse::Story, false),
        ],
        signs: true,
        at_office: None,
    },
    // Yes to the volunteer, no once the family had talked about it.
    Story {
        at_door: &[(DataUse::Aid, true), (DataUse::Posting, true)],
        signs: true,
        at_office: Some((&[(DataUse::Posting, false)], "Đơn ngày hôm sau, bìa số 3")),
    },
    // Asked again, with what the list says explained.
    Story {
        at_door: &[(DataUse::Aid, true), (DataUse::Posting, false)],
        signs: false,
        at_office: Some((&[(DataUse::Posting, true)], "")),
    },
    Story {
        at_door: &[(DataUse::Aid, true), (DataUse::Health, false)],
        signs: false,
        at_office: Some((
            &[(DataUse::Donors, true), (DataUse::Story, true)],
            "Phiếu đồng ý, bìa số 3",
        )),
    },
];

impl Writer<'_> {
    /// Notes it of households whose head was met, those that were given something first.
    pub(super) fn consents(
        &mut self,
        ward: &SyntheticWard,
        ids: &[DocId],
    ) -> Result<(), StoreError> {
        let late = periods::late_volunteer(ward);
        // Whoever tries the app on the demonstration's phones asks the households there themselves.
        let is_meant = |by: usize| Some(by) != late && !ward.phones.contains(&by);
        let known = ward.households.iter().zip(ids);
        let known = known.filter(|(household, _)| is_meant(household.work_by));
        let mut asked: Vec<_> = known
            .filter_map(|(household, id)| Some((household, *id, met_head_at(household)?)))
            .collect();
        asked.sort_by_key(|(household, ..)| household.handovers.is_empty());
        let given = asked.iter().filter(|(h, ..)| !h.handovers.is_empty());
        // All over the commune.
        let apart = (given.count() / STORIES.len()).max(1);
        for ((household, id, at), story) in asked.into_iter().step_by(apart).zip(&STORIES) {
            let at_door = ConsentDraft {
                proof: Some(ConsentProof::Spoken),
                ..said(household, story.at_door)
            };
            let at_door = match signed_by_head(household).filter(|_| story.signs) {
                Some(signature) => ConsentDraft {
                    proof: Some(ConsentProof::Signed),
                    signature: Some(signature),
                    ..at_door
                },
                None => at_door,
            };
            self.ask(household.work_by, id, &at_door, at.plus_ms(300_000))?;
            let next_day = LocalDate::from_days(at.local_date().days() + 1);
            let at = Timestamp::from_local(next_day, 8, 30);
            if let Some((answers, paper)) = story.at_office
                && at <= self.state.clock.now()
            {
                let proof = if paper.is_empty() {
                    ConsentProof::Spoken
                } else {
                    ConsentProof::Paper
                };
                let at_office = ConsentDraft {
                    proof: Some(proof),
                    paper: paper.to_owned(),
                    ..said(household, answers)
                };
                self.tell_consent(id, &at_office, at)?;
            }
        }
        Ok(())
    }

    /// A volunteer asks at the door.
    fn ask(
        &mut self,
        by: usize,
        id: DocId,
        draft: &ConsentDraft,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let mut document = self.document(id)?;
        let author = self.author(by, at)?;
        let consent = self.read_consent(draft, at)?;
        let consent = consent.knowing(&document.household()?.consents);
        let written = document.add_consent(author, &consent)?;
        self.append(id, &document, written, author, by)
    }

    /// Somebody of the household comes to the office.
    fn tell_consent(
        &self,
        id: DocId,
        draft: &ConsentDraft,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let mut document = self.document(id)?;
        let author = self.office_author(at)?;
        let consent = self.read_consent(draft, at)?;
        let consent = consent.knowing(&document.household()?.consents);
        let written = document.add_consent(author, &consent)?;
        self.append_as(&self.office, 0, id, &document, written, author)
    }

    fn read_consent(&self, draft: &ConsentDraft, at: Timestamp) -> Result<Consent, StoreError> {
        draft.read(self.fact_id(at), at).map_err(|_| broken())
    }
}

/// By the household's head.
fn said(household: &SyntheticHousehold, answers: Answers) -> ConsentDraft {
    ConsentDraft {
        answers: answers.iter().copied().collect(),
        said_by: household.profile.get(ProfileField::HeadName).to_owned(),
        ..ConsentDraft::default()
    }
}

/// When the head was last met.
fn met_head_at(household: &SyntheticHousehold) -> Option<Timestamp> {
    let mut met = household.visits.iter().rev();
    let visit = met.find(|visit| visit.met == Some(Met::Head));
    visit.map(|visit| visit.at)
}

fn signed_by_head(household: &SyntheticHousehold) -> Option<Signature> {
    let of_head = household
        .handovers
        .iter()
        .find(|handover| handover.receiver == Some(Receiver::Head));
    of_head?.signature.clone()
}
