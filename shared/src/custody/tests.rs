//! Gifts go from the store to Mai and Tư, to households and back.

use super::*;
use crate::field::{FieldError, Problem};

const MAI: Actor = Actor::from_bytes([1; 16]);
const TU: Actor = Actor::from_bytes([2; 16]);
const NOW: Timestamp = Timestamp::from_ms(1_792_200_600_000);

fn id(n: u8) -> FactId {
    FactId::from_bytes([n; 16])
}

fn draft(kind: MovementKind, holder: Option<Actor>, count: &str) -> MovementDraft {
    MovementDraft {
        holder,
        count_text: count.into(),
        ..MovementDraft::empty(kind)
    }
}

fn issued(holder: Actor, count: &str) -> MovementDraft {
    draft(MovementKind::Issued, Some(holder), count)
}

fn returned(holder: Actor, count: &str, missing: &str, note: &str) -> MovementDraft {
    MovementDraft {
        missing_text: missing.into(),
        note: note.into(),
        ..draft(MovementKind::Returned, Some(holder), count)
    }
}

fn received(count: &str, party: &str) -> MovementDraft {
    MovementDraft {
        party: party.into(),
        ..draft(MovementKind::Received, None, count)
    }
}

/// The round's movements so far, to which people add.
#[derive(Default)]
struct Sheet(Vec<Movement>);

impl Sheet {
    fn enter(&mut self, n: u8, draft: &MovementDraft, given: u64) -> Vec<(String, Problem)> {
        match draft.read(&self.0, given, id(n), NOW) {
            Ok(movement) => {
                self.0.push(movement);
                Vec::new()
            }
            Err(errors) => fields(errors),
        }
    }

    fn confirm(&mut self, n: u8, actor: Actor, count: &str) -> Vec<(String, Problem)> {
        let movement = self.0.iter_mut().find(|m| m.id == id(n));
        match check_confirmation(movement.as_deref(), actor, count, NOW) {
            Ok(confirmation) => {
                movement.unwrap().confirmed = Some(confirmation);
                Vec::new()
            }
            Err(errors) => fields(errors),
        }
    }

    fn void(&mut self, n: u8) -> Vec<(String, Problem)> {
        match check_void(&self.0, id(n), "nhập nhầm") {
            Ok(reason) => {
                let movement = self.0.iter_mut().find(|m| m.id == id(n)).unwrap();
                movement.void = Some(Withdrawal {
                    reason,
                    recorded_at: NOW,
                });
                Vec::new()
            }
            Err(errors) => fields(errors),
        }
    }

    fn in_hand(&self, holder: Actor, given: u64) -> i64 {
        balance(&self.0, holder, given).in_hand()
    }
}

fn fields(errors: Vec<FieldError>) -> Vec<(String, Problem)> {
    errors.into_iter().map(|e| (e.field, e.problem)).collect()
}

fn only(field: &str, problem: Problem) -> Vec<(String, Problem)> {
    vec![(field.to_owned(), problem)]
}

const NOTHING: Vec<(String, Problem)> = Vec::new();

#[test]
fn mai_holds_what_she_has_counted_less_what_she_gave_and_brought_back() {
    let mut sheet = Sheet::default();
    assert_eq!(sheet.enter(1, &issued(MAI, "37"), 0), NOTHING);
    assert_eq!(sheet.in_hand(MAI, 0), 0, "nothing before she has counted");
    assert_eq!(balance(&sheet.0, MAI, 0).waiting, 37);
    assert_eq!(sheet.confirm(1, MAI, "36"), NOTHING);
    assert_eq!(sheet.0[0].difference(), 1);
    assert_eq!(sheet.in_hand(MAI, 30), 6);
    assert_eq!(
        sheet.enter(2, &returned(MAI, "4", "2", "ướt mưa"), 30),
        NOTHING
    );
    assert_eq!(sheet.in_hand(MAI, 30), 0);
    assert_eq!(sheet.in_hand(TU, 0), 0);
}

#[test]
fn the_store_gives_no_more_than_it_has_once_it_is_kept() {
    let mut sheet = Sheet::default();
    assert_eq!(stock(&sheet.0), None);
    assert_eq!(sheet.enter(1, &received("1.000", "Công ty A"), 0), NOTHING);
    assert_eq!(sheet.enter(2, &issued(MAI, "990"), 0), NOTHING);
    assert_eq!(
        sheet.enter(3, &issued(TU, "11"), 0),
        only("count_text", Problem::NotInStock)
    );
    // What Mai did not get is still there.
    assert_eq!(sheet.confirm(2, MAI, "980"), NOTHING);
    assert_eq!(stock(&sheet.0).unwrap().left(), 20);
    assert_eq!(sheet.enter(3, &issued(TU, "11"), 0), NOTHING);
    // What went out was there: it cannot be said that it never came, unless nothing is known of the
    // store any more.
    assert_eq!(sheet.enter(4, &received("5", "Công ty B"), 0), NOTHING);
    assert_eq!(sheet.void(1), only("movement", Problem::InUse));
    assert_eq!(sheet.void(4), NOTHING);
    assert_eq!(sheet.void(1), NOTHING);
    assert_eq!(stock(&sheet.0), None);
}

#[test]
fn a_movement_is_taken_back_until_the_volunteer_has_it_in_their_hands() {
    let mut sheet = Sheet::default();
    sheet.enter(1, &issued(MAI, "73"), 0);
    assert_eq!(sheet.void(1), NOTHING);
    assert_eq!(balance(&sheet.0, MAI, 0), Balance::default());
    assert_eq!(sheet.void(1), only("movement", Problem::Unknown));
    assert_eq!(
        sheet.confirm(1, MAI, "73"),
        only("movement", Problem::Unknown)
    );
    // Her phone had not heard of it when she counted: they are with her.
    sheet.0[0].confirmed = Some(Confirmation {
        count: 37,
        recorded_at: NOW,
    });
    assert_eq!(sheet.in_hand(MAI, 0), 37);
    sheet.enter(2, &issued(MAI, "5"), 0);
    sheet.confirm(2, MAI, "5");
    assert_eq!(sheet.void(2), only("movement", Problem::InUse));
}

#[test]
fn it_is_confirmed_once_by_who_took_it_and_may_have_been_none() {
    let mut sheet = Sheet::default();
    sheet.enter(1, &issued(MAI, "37"), 0);
    assert_eq!(
        sheet.confirm(1, TU, "37"),
        only("movement", Problem::Unknown)
    );
    for (typed, problem) in [
        ("", Problem::Missing),
        ("1,5", Problem::Unreadable),
        ("ba bảy", Problem::Unreadable),
        ("-3", Problem::NotPositive),
        ("100.001", Problem::TooLarge),
    ] {
        assert_eq!(
            sheet.confirm(1, MAI, typed),
            only("count_text", problem),
            "{typed}"
        );
    }
    assert_eq!(sheet.confirm(1, MAI, "0"), NOTHING);
    assert_eq!(
        sheet.confirm(1, MAI, "37"),
        only("movement", Problem::Unknown)
    );
}

#[test]
fn what_is_missing_or_too_much_has_a_reason() {
    let mut sheet = Sheet::default();
    let none = returned(MAI, "1", "", "");
    assert_eq!(sheet.enter(2, &none, 0), only("holder", Problem::NotTaken));
    sheet.enter(1, &issued(MAI, "10"), 0);
    sheet.confirm(1, MAI, "10");
    for draft in [returned(MAI, "1", "1", ""), returned(MAI, "3", "", "")] {
        assert_eq!(sheet.enter(2, &draft, 8), only("note", Problem::Missing));
    }
    assert_eq!(sheet.enter(2, &returned(MAI, "2", "", ""), 8), NOTHING);
}

#[test]
fn an_empty_form_says_all_that_it_lacks() {
    let mut sheet = Sheet::default();
    let empty = |kind| MovementDraft::empty(kind);
    let missing = |field: &str| (field.to_owned(), Problem::Missing);
    assert_eq!(
        sheet.enter(1, &empty(MovementKind::Received), 0),
        [missing("count_text"), missing("party")]
    );
    for kind in [MovementKind::Issued, MovementKind::Returned] {
        assert_eq!(
            sheet.enter(1, &empty(kind), 0),
            [missing("count_text"), missing("holder")]
        );
    }
    assert_eq!(
        sheet.enter(1, &issued(MAI, "0"), 0),
        only("count_text", Problem::NotPositive)
    );
}
