//! The form that says a fact is wrong.

use chungtay_shared::campaign::Campaign;
use chungtay_shared::field::{FieldError, Problem};
use chungtay_shared::household::Household;
use chungtay_shared::id::FactId;
use chungtay_shared::phone::message::{Ask, Correcting};
use chungtay_shared::time::Timestamp;

use super::kept::{text, yes};
use super::{HandoverForm, Kept, Text, VisitForm, problem};

/// What the form holds: why, and what stands in the wrong fact's place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct CorrectionForm {
    /// Whether it never happened at all.
    pub(crate) never_happened: bool,
    /// Why, in the volunteer's words.
    pub(crate) reason: String,
    /// The right visit, when a visit is corrected.
    pub(crate) visit: Option<VisitForm>,
    /// The right handover, when a handover is corrected.
    pub(crate) handover: Option<HandoverForm>,
}

impl CorrectionForm {
    /// The form with the fact as it was recorded; `None` when there is no such visit, handover or
    /// proposal, or it was corrected already. A proposal has nothing in its place: it is taken back.
    pub(crate) fn of(household: &Household, fact: FactId, campaigns: &[Campaign]) -> Option<Self> {
        let visit = household.visits.iter().find(|v| v.fact.id == fact);
        let handover = household.handovers.iter().find(|h| h.fact.id == fact);
        let stands = visit.is_some_and(|v| v.corrected_by.is_none())
            || handover.is_some_and(|h| h.corrected_by.is_none());
        let mut proposals = household.proposals.iter();
        let is_open = proposals.any(|p| p.fact.id == fact && p.is_open());
        (stands || is_open).then(|| Self {
            visit: visit.map(|v| VisitForm::of(&v.fact)),
            handover: handover.map(|h| HandoverForm::of(&h.fact, campaigns)),
            ..Self::default()
        })
    }

    /// What to ask of the store, or every field's problem.
    pub(crate) fn read(
        &self,
        household: chungtay_shared::id::DocId,
        fact: FactId,
        now: Timestamp,
    ) -> Result<Ask, Vec<FieldError>> {
        let correcting = Correcting {
            fact,
            reason: self.reason.trim().to_owned(),
        };
        let mut errors: Vec<FieldError> = correcting
            .reason
            .is_empty()
            .then(|| problem("reason", Problem::Missing))
            .into_iter()
            .collect();
        if self.never_happened {
            return if errors.is_empty() {
                Ok(Ask::Retract {
                    household,
                    correcting,
                })
            } else {
                Err(errors)
            };
        }
        let ask = match (&self.visit, &self.handover) {
            (Some(visit), _) => visit.read(now).map(|draft| Ask::SaveVisit {
                household,
                draft,
                correcting: Some(correcting),
            }),
            (None, Some(handover)) => handover.read(now).map(|draft| Ask::SaveHandover {
                household,
                draft,
                correcting: Some(correcting),
            }),
            (None, None) => Ok(Ask::Retract {
                household,
                correcting,
            }),
        };
        match ask {
            Ok(ask) if errors.is_empty() => Ok(ask),
            Ok(_) => Err(errors),
            Err(more) => {
                errors.extend(more);
                Err(errors)
            }
        }
    }
}

impl Kept for CorrectionForm {
    fn texts(&self) -> Vec<Text> {
        let mut texts = vec![
            text("never_happened", yes(self.never_happened)),
            text("reason", self.reason.as_str()),
        ];
        texts.extend(self.visit.iter().flat_map(Kept::texts));
        texts.extend(self.handover.iter().flat_map(Kept::texts));
        texts
    }

    fn put(&mut self, name: &str, text: &str) {
        match (name, &mut self.visit, &mut self.handover) {
            ("never_happened", ..) => self.never_happened = !text.is_empty(),
            ("reason", ..) => text.clone_into(&mut self.reason),
            (_, Some(visit), _) => visit.put(name, text),
            (_, None, Some(handover)) => handover.put(name, text),
            (_, None, None) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chungtay_shared::handover::{AidForm, HandoverDraft};
    use chungtay_shared::household::{Profile, Recorded};
    use chungtay_shared::id::{Actor, DocId};
    use chungtay_shared::proposal::{Proposal, Proposed};
    use chungtay_shared::visit::{Met, Visit, VisitDraft};

    const NOW: Timestamp = Timestamp::from_ms(1_792_200_600_000);
    const HERS: DocId = DocId::from_bytes([1; 16]);
    const WRONG: FactId = FactId::from_bytes([2; 16]);

    fn visited_once(corrected_by: Option<FactId>) -> Household {
        let draft = VisitDraft {
            at: NOW,
            met: Some(Met::Head),
            ..VisitDraft::default()
        };
        Household {
            id: HERS,
            commune: "99001".into(),
            import_key: String::new(),
            profile: Profile::default(),
            conflicts: Vec::new(),
            statuses: Vec::new(),
            visits: vec![Recorded {
                fact: Visit::from_draft(&draft, WRONG, NOW).unwrap(),
                actor: Actor::from_bytes([3; 16]),
                corrected_by,
            }],
            handovers: Vec::new(),
            proposals: Vec::new(),
            corrections: Vec::new(),
            life: Vec::new(),
            cases: Vec::new(),
            consents: Vec::new(),
        }
    }

    #[test]
    fn nobody_was_home_after_all() {
        let mut form = CorrectionForm::of(&visited_once(None), WRONG, &[]).unwrap();
        let errors = form.read(HERS, WRONG, NOW).unwrap_err();
        assert_eq!(errors, [problem("reason", Problem::Missing)]);
        form.reason = " Ghi nhầm hộ bên cạnh ".into();
        form.visit.as_mut().unwrap().draft.met = Some(Met::Nobody);
        let Ok(Ask::SaveVisit {
            draft,
            correcting: Some(correcting),
            ..
        }) = form.read(HERS, WRONG, NOW)
        else {
            panic!("a visit that takes the place of another");
        };
        assert_eq!(draft.met, Some(Met::Nobody));
        assert_eq!(correcting.reason, "Ghi nhầm hộ bên cạnh");
    }

    #[test]
    fn a_visit_that_never_happened_needs_only_a_reason() {
        let mut form = CorrectionForm::of(&visited_once(None), WRONG, &[]).unwrap();
        form.never_happened = true;
        form.reason = "Bấm nhầm".into();
        form.visit.as_mut().unwrap().draft.met = None;
        let ask = form.read(HERS, WRONG, NOW);
        assert!(matches!(ask, Ok(Ask::Retract { .. })));
    }

    #[test]
    fn a_form_kept_as_a_draft_comes_back_upon_the_recorded_fact() {
        let mut form = CorrectionForm::of(&visited_once(None), WRONG, &[]).unwrap();
        form.reason = "Ghi nhầm giờ".into();
        form.never_happened = true;
        form.visit.as_mut().unwrap().draft.note = "sáng sớm".into();
        let mut opened_later = CorrectionForm::of(&visited_once(None), WRONG, &[]).unwrap();
        opened_later.restore(&form.texts());
        assert_eq!(opened_later, form);
    }

    #[test]
    fn a_proposal_is_taken_back_with_a_reason_while_it_is_open() {
        let draft = HandoverDraft {
            item: "Xe lăn".into(),
            form: Some(AidForm::InKind),
            quantity_text: "1".into(),
            unit: "chiếc".into(),
            note: "không đi lại được".into(),
            ..HandoverDraft::default()
        };
        let id = FactId::from_bytes([4; 16]);
        let mut household = visited_once(None);
        household.proposals.push(Proposed {
            fact: Proposal::from_draft(&draft, id, NOW).unwrap(),
            actor: Actor::from_bytes([3; 16]),
            answer: None,
            corrected_by: None,
        });
        let mut form = CorrectionForm::of(&household, id, &[]).unwrap();
        let errors = form.read(HERS, id, NOW).unwrap_err();
        assert_eq!(errors, [problem("reason", Problem::Missing)]);
        form.reason = "Nhầm hộ".into();
        assert!(matches!(form.read(HERS, id, NOW), Ok(Ask::Retract { .. })));
        household.proposals[0].corrected_by = Some(WRONG);
        assert!(CorrectionForm::of(&household, id, &[]).is_none());
    }

    #[test]
    fn what_was_corrected_or_never_was_cannot_be_corrected() {
        let corrected = visited_once(Some(FactId::from_bytes([9; 16])));
        assert!(CorrectionForm::of(&corrected, WRONG, &[]).is_none());
        let other = FactId::from_bytes([8; 16]);
        assert!(CorrectionForm::of(&visited_once(None), other, &[]).is_none());
    }
}
