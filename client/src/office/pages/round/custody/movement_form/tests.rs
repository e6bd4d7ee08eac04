use chungtay_shared::custody::Balance;

use super::*;

const MAI: Actor = Actor::from_bytes([1; 16]);
const TU: Actor = Actor::from_bytes([2; 16]);

/// Holds 12 gifts, is to confirm 5 and to hand over 30.
fn mai() -> Carrier {
    Carrier {
        holder: MAI,
        person_name: "Mai".into(),
        is_in_use: true,
        to_give: 30,
        balance: Balance {
            waiting: 5,
            taken: 20,
            returned: 1,
            missing: 1,
            given: 6,
        },
    }
}

fn after(actions: impl IntoIterator<Item = MovementAction>) -> MovementDraft {
    let empty = Rc::new(MovementForm::new(MovementKind::Issued));
    let form = actions.into_iter().fold(empty, MovementForm::reduce);
    form.draft.clone()
}

fn count(text: &str) -> MovementAction {
    MovementAction::Count(text.to_owned())
}

#[test]
fn who_is_given_gifts_likely_gets_what_they_still_need_and_brings_back_all_that_is_left() {
    assert_eq!(likely_count(MovementKind::Issued, &mai()), 13);
    assert_eq!(likely_count(MovementKind::Returned, &mai()), 12);
    assert_eq!(likely_count(MovementKind::Received, &mai()), 0);
    let mut enough = mai();
    enough.to_give = 10;
    assert_eq!(likely_count(MovementKind::Issued, &enough), 0);
    let mut overdrawn = mai();
    overdrawn.balance.given = 25;
    assert_eq!(likely_count(MovementKind::Issued, &overdrawn), 32);
    assert_eq!(likely_count(MovementKind::Returned, &overdrawn), 0);
}

#[test]
fn a_phone_that_is_lost_gets_nothing_and_whoever_took_nothing_brings_nothing_back() {
    let mut lost = mai();
    lost.is_in_use = false;
    assert!(!takes_part(MovementKind::Issued, &lost));
    assert!(takes_part(MovementKind::Returned, &lost));
    let mut fresh = mai();
    fresh.balance = Balance::default();
    assert!(takes_part(MovementKind::Issued, &fresh));
    assert!(!takes_part(MovementKind::Returned, &fresh));
}

#[test]
fn the_likely_count_goes_with_the_person_but_never_over_one_that_was_typed() {
    let choose_mai = || MovementAction::Holder(Some((MAI, 13)));
    let choose_tu = || MovementAction::Holder(Some((TU, 40)));
    let chosen = after([choose_mai(), choose_tu()]);
    assert_eq!(
        (chosen.holder, chosen.count_text.as_str()),
        (Some(TU), "40")
    );
    let typed = after([choose_mai(), count("10"), choose_tu()]);
    assert_eq!(typed.count_text, "10");
    let emptied = after([count("10"), count(" "), choose_tu()]);
    assert_eq!(emptied.count_text, "40");
    let nobody = after([choose_mai(), MovementAction::Holder(None)]);
    assert_eq!((nobody.holder, nobody.count_text.as_str()), (None, ""));
}

#[test]
fn what_is_missing_does_not_come_back() {
    let missing = |text: &str| MovementAction::Missing(text.to_owned());
    let choose_mai = || MovementAction::Holder(Some((MAI, 12)));
    let counted = |actions: Vec<MovementAction>| after(actions).count_text;
    assert_eq!(counted(vec![choose_mai(), missing("2")]), "10");
    assert_eq!(counted(vec![missing("2"), choose_mai()]), "10");
    assert_eq!(counted(vec![choose_mai(), missing("2"), missing("")]), "12");
    assert_eq!(counted(vec![choose_mai(), count("9"), missing("2")]), "9");
    assert_eq!(counted(vec![missing("2")]), "");
}

#[test]
fn another_movement_begins_with_nothing_typed() {
    let begun = after([
        MovementAction::Holder(Some((MAI, 13))),
        MovementAction::Note("phiếu 12".into()),
        MovementAction::Begin(MovementKind::Received),
    ]);
    assert_eq!(begun, MovementDraft::empty(MovementKind::Received));
}
