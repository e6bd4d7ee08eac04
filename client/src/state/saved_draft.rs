//! Was a half-filled form saved after all? When the app ends between the save and the forgetting of
//! its draft, the draft outlives it, and would be saved a second time.

use chungtay_shared::phone::message::{RecordKind, RecordView};

use crate::route::Route;

/// Whether a record was made of the draft that was kept under `route` when this phone had made
/// `made_before` records.
pub(crate) fn was_saved(route: Route, made_before: u64, records: &[RecordView]) -> bool {
    let (kind, household) = match route {
        Route::RecordVisit { id } => (RecordKind::Visit, Some(id)),
        Route::RecordHandover { id } => (RecordKind::Handover, Some(id)),
        Route::EditProfile { id } => (RecordKind::Profile, Some(id)),
        Route::Register => (RecordKind::Registration, None),
        Route::NoteActivity => (RecordKind::Activity, None),
        Route::NoteOffer => (RecordKind::Offer, None),
        Route::OpenCase { id } => (RecordKind::Case, Some(id)),
        Route::NoteConsent { id } => (RecordKind::Consent, Some(id)),
        Route::NoteStep { id, .. } => (RecordKind::Step, Some(id)),
        // A fact that was corrected can no longer be: its page says so.
        Route::Correct { .. }
        | Route::Households
        | Route::Enrol
        | Route::Household { .. }
        | Route::Day
        | Route::InHand
        | Route::Records
        | Route::Settings
        | Route::NotFound => return false,
    };
    // The form of a handover makes a proposal where there is no right to hand over.
    let is_kind = |record: &RecordView| {
        record.kind == kind || (kind == RecordKind::Handover && record.kind == RecordKind::Proposal)
    };
    records.iter().any(|record| {
        record.n > made_before
            && is_kind(record)
            && household.is_none_or(|household| household == record.doc)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use chungtay_shared::id::DocId;
    use chungtay_shared::phone::message::RecordState;
    use chungtay_shared::time::Timestamp;

    const HERS: DocId = DocId::from_bytes([1; 16]);
    const HIS: DocId = DocId::from_bytes([2; 16]);

    fn record(n: u64, kind: RecordKind, household: DocId) -> RecordView {
        RecordView {
            n,
            kind,
            doc: household,
            made_at: Timestamp::from_ms(0),
            state: RecordState::Saved,
        }
    }

    #[test]
    fn a_visit_that_was_saved_before_the_battery_died_is_no_draft() {
        let records = [
            record(6, RecordKind::Visit, HERS),
            record(5, RecordKind::Visit, HERS),
        ];
        assert!(was_saved(Route::RecordVisit { id: HERS }, 5, &records));
        assert!(!was_saved(Route::RecordVisit { id: HERS }, 6, &records));
    }

    #[test]
    fn a_form_that_waits_while_others_are_saved_is_still_one() {
        let records = [
            record(8, RecordKind::Handover, HERS),
            record(7, RecordKind::Visit, HIS),
            record(6, RecordKind::Registration, HIS),
        ];
        assert!(!was_saved(Route::RecordVisit { id: HERS }, 5, &records));
        assert!(!was_saved(Route::EditProfile { id: HERS }, 5, &records));
        assert!(was_saved(Route::Register, 5, &records));
    }
}
