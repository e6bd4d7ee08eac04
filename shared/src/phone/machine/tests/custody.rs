//! What Mai carries of a round whose gifts are counted from hand to hand.

use super::rights::{CAMPAIGN, MAI, TU, campaign_with, give, mai_with, refused, round_id};
use super::*;
use crate::custody::{MovementDraft, MovementKind};
use crate::field::{FieldError, Problem};
use crate::id::FactId;
use crate::phone::message::RecordKind;
use crate::round::{HeldGifts, HeldRights};

/// The office notes that gifts went from hand to hand.
fn enter(
    campaign: &mut Document,
    n: u8,
    kind: MovementKind,
    holder: Actor,
    count: &str,
) -> Vec<u8> {
    let draft = MovementDraft {
        holder: Some(holder),
        count_text: count.to_owned(),
        ..MovementDraft::empty(kind)
    };
    let rights = campaign.rights().unwrap();
    let movements = &rights.rounds[0].movements;
    let movement = draft.read(movements, 0, movement_id(n), NOW).unwrap();
    let written = campaign.add_movement(OFFICE, round_id(1), &movement);
    written.unwrap().bytes
}

fn movement_id(n: u8) -> FactId {
    FactId::from_bytes([100 + n; 16])
}

/// Mai holds rights for both of her households, and the office has issued her so many gifts.
fn mai_with_issued(count: &str) -> (Handset, Document) {
    let mut campaign = campaign_with(&[(1, MAI), (2, MAI)], true);
    enter(&mut campaign, 1, MovementKind::Issued, MAI, count);
    (mai_with(&campaign), campaign)
}

fn take(n: u8, count: &str) -> Ask {
    Ask::ConfirmTaken {
        campaign: doc(CAMPAIGN),
        movement: movement_id(n),
        count_text: count.to_owned(),
    }
}

fn held(mai: &Handset) -> HeldRights {
    let Tell::Directory { mut rights, .. } = mai.phone.directory() else {
        panic!("no directory")
    };
    rights.remove(0)
}

fn gifts(mai: &Handset) -> HeldGifts {
    held(mai).gifts.unwrap()
}

#[test]
fn mai_hands_over_what_she_has_confirmed_and_no_more() {
    let (mut mai, _) = mai_with_issued("2");
    let round = Some(round_id(1));
    let untaken = mai.save(&give(1, round, None)).unwrap_err();
    assert_eq!(untaken, refused(Problem::NotTaken));

    // One was missing in the box.
    let (answer, tells) = mai.save(&take(1, "1")).unwrap();
    assert!(matches!(answer, Answer::Saved { n: 1, .. }), "{answer:?}");
    assert!(matches!(tells[0], Tell::Directory { .. }));
    mai.restart();
    mai.save(&give(1, round, None)).unwrap();
    mai.restart();
    let gone = mai.save(&give(2, round, None)).unwrap_err();
    assert_eq!(gone, refused(Problem::NotInHand));

    let rows = mai.rows();
    let given: u64 = rows.iter().map(|row| row.given_by(MAI, round_id(1))).sum();
    assert_eq!((gifts(&mai).taken, given), (1, 1));
}

#[test]
fn a_handover_that_never_was_is_in_her_hand_again() {
    let (mut mai, _) = mai_with_issued("1");
    let round = Some(round_id(1));
    mai.save(&take(1, "1")).unwrap();
    mai.save(&give(1, round, None)).unwrap();
    let fact = mai.household(doc(1)).unwrap().handovers[0].fact.id;
    mai.save(&Ask::Retract {
        household: doc(1),
        correcting: crate::phone::message::Correcting {
            fact,
            reason: "chưa trao".to_owned(),
        },
    })
    .unwrap();
    mai.save(&give(2, round, None)).unwrap();
}

#[test]
fn what_she_says_is_a_record_as_any_other_and_is_said_once() {
    let (mut mai, _) = mai_with_issued("2");
    let missing = Failure::Invalid(vec![FieldError {
        field: "count_text".to_owned(),
        problem: Problem::Missing,
    }]);
    assert_eq!(mai.save(&take(1, "")).unwrap_err(), missing);
    mai.save(&take(1, "2")).unwrap();
    let Answer::Records(records) = mai.phone.records() else {
        panic!("no records")
    };
    assert_eq!(
        (records[0].kind, records[0].doc),
        (RecordKind::Taken, doc(CAMPAIGN))
    );
    let request = mai.post();
    assert_eq!(request.pushed[0].kind, Kind::Campaign);
    let again = Failure::Invalid(vec![FieldError {
        field: "movement".to_owned(),
        problem: Problem::Unknown,
    }]);
    assert_eq!(mai.save(&take(1, "2")).unwrap_err(), again);
    assert_eq!(mai.save(&take(9, "2")).unwrap_err(), again);
}

#[test]
fn what_others_carry_is_not_hers_and_what_she_brought_back_is_gone() {
    let (mut mai, mut at_the_office) = mai_with_issued("2");
    mai.save(&take(1, "2")).unwrap();
    let mut written = vec![enter(&mut at_the_office, 2, MovementKind::Issued, TU, "30")];
    // The office heard of what she took.
    let taken = mai.drawer.get(Table::Campaign, &doc(CAMPAIGN).to_string());
    let taken = Document::load(&taken.unwrap()).unwrap().rights().unwrap();
    let back = MovementDraft {
        holder: Some(MAI),
        count_text: "2".to_owned(),
        ..MovementDraft::empty(MovementKind::Returned)
    };
    let back = back
        .read(&taken.rounds[0].movements, 0, movement_id(3), NOW)
        .unwrap();
    let back = at_the_office.add_movement(OFFICE, round_id(1), &back);
    written.push(back.unwrap().bytes);
    let news = DocNews {
        kind: Kind::Campaign,
        ..changes(CAMPAIGN, &written)
    };
    mai.phone.sync().unwrap().handle_wake(NOW);
    mai.post();
    mai.hear(&page(4, vec![news]));
    let hers = gifts(&mai);
    assert_eq!((hers.taken, hers.gone, hers.waiting.len()), (2, 2, 0));
    let none_left = mai.save(&give(1, Some(round_id(1)), None)).unwrap_err();
    assert_eq!(none_left, refused(Problem::NotInHand));
}

#[test]
fn gifts_that_were_taken_are_shown_though_every_right_went_to_tu() {
    let mut campaign = campaign_with(&[(1, TU)], true);
    enter(&mut campaign, 1, MovementKind::Issued, MAI, "3");
    let mut mai = mai_with(&campaign);
    mai.save(&take(1, "3")).unwrap();
    assert!(held(&mai).households.is_empty());
    assert_eq!(gifts(&mai).taken, 3);
}
