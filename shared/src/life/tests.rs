//! The office decides what became of a household, and decides anew.

use super::*;
use crate::household::Profile;
use crate::id::Actor;
use crate::visit::{Met, Visit, VisitDraft};

const OFFICE: Actor = Actor::from_bytes([9; 16]);
const MAI: Actor = Actor::from_bytes([1; 16]);
const BA: DocId = DocId::from_bytes([3; 16]);
const TU: DocId = DocId::from_bytes([4; 16]);

fn id(n: u8) -> FactId {
    FactId::from_bytes([n; 16])
}

fn decided(n: u8, kind: LifeKind, other: Option<DocId>) -> Recorded<LifeEvent> {
    Recorded {
        fact: LifeEvent {
            id: id(n),
            kind,
            on: "2026-10-20".parse().unwrap(),
            other,
            answers: None,
            reason: "đã xác minh".into(),
            recorded_at: Timestamp::from_ms(i64::from(n)),
        },
        actor: OFFICE,
        corrected_by: None,
    }
}

fn household(life: Vec<Recorded<LifeEvent>>) -> Household {
    Household {
        id: DocId::from_bytes([2; 16]),
        commune: "99001".into(),
        import_key: String::new(),
        profile: Profile::default(),
        conflicts: Vec::new(),
        statuses: Vec::new(),
        visits: Vec::new(),
        handovers: Vec::new(),
        proposals: Vec::new(),
        corrections: Vec::new(),
        life,
        cases: Vec::new(),
        consents: Vec::new(),
    }
}

#[test]
fn who_moved_away_is_gone_until_the_office_says_that_they_are_here() {
    let mut of = household(vec![
        decided(1, LifeKind::MovedAway, None),
        decided(2, LifeKind::HeadDied, None),
    ]);
    assert_eq!(of.gone().map(|gone| gone.why), Some(LifeKind::MovedAway));
    of.life.push(decided(3, LifeKind::Stays, None));
    assert_eq!(of.gone(), None);
    // The server's clock was set back; what is decided now is decided last.
    assert_eq!(
        of.next_decision_at(Timestamp::from_ms(1)),
        Timestamp::from_ms(4)
    );
}

#[test]
fn a_merge_and_its_undoing_give_the_same_in_whatever_order_they_arrive() {
    let events = [
        decided(1, LifeKind::Same, Some(BA)),
        decided(2, LifeKind::Distinct, Some(BA)),
        decided(3, LifeKind::Same, Some(TU)),
        decided(4, LifeKind::MovedAway, None),
    ];
    let told = |order: &[usize]| {
        let of = household(order.iter().map(|i| events[*i].clone()).collect());
        (
            of.merged_into(),
            of.apart_from().collect::<Vec<_>>(),
            of.gone(),
        )
    };
    let expected = told(&[0, 1, 2, 3]);
    assert_eq!((expected.0, &expected.1[..]), (Some(TU), &[BA][..]));
    assert_eq!(expected.2.map(|gone| gone.why), Some(LifeKind::Same));
    for order in [[3, 2, 1, 0], [1, 0, 3, 2], [2, 3, 0, 1]] {
        assert_eq!(told(&order), expected);
    }
}

#[test]
fn what_mai_saw_waits_until_the_office_answers_or_she_takes_it_back() {
    let draft = VisitDraft {
        met: Some(Met::Neighbour),
        change_seen: Some(ChangeSeen::MovedAway),
        ..VisitDraft::default()
    };
    let visit = Visit::from_draft(&draft, id(7), Timestamp::from_ms(0)).unwrap();
    let mut of = household(Vec::new());
    of.visits.push(Recorded {
        fact: visit,
        actor: MAI,
        corrected_by: None,
    });
    let noticed = Noticed {
        visit: id(7),
        seen: ChangeSeen::MovedAway,
    };
    assert_eq!(of.noticed(), [noticed]);
    // The household is on the list as before: a volunteer decides nothing.
    assert_eq!(of.gone(), None);
    of.visits[0].corrected_by = Some(id(8));
    assert!(of.noticed().is_empty());
    of.visits[0].corrected_by = None;
    let mut answer = decided(9, LifeKind::Stays, None);
    answer.fact.answers = Some(id(7));
    of.life.push(answer);
    assert!(of.noticed().is_empty());
}
