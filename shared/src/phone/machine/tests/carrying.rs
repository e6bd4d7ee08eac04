//! Files of colleagues: none is lost on the way, none is carried twice.

use super::*;
use crate::escape::to_text;
use crate::limits::CARRIED_FILES_MAX;

impl Handset {
    fn write_carrying(&mut self, plan: CarryPlan) {
        self.drawer.write(plan.batch.clone()).unwrap();
        self.phone.handle_carrying(plan);
    }

    fn carry(&mut self, file: &[u8]) -> Result<(), Failure> {
        let plan = self.phone.plan_carry(carry(file), NOW)?;
        self.write_carrying(plan);
        Ok(())
    }

    fn hear_passed_on(&mut self, answer: PassedOn) {
        let id = self.phone.next_to_pass_on().unwrap().to_owned();
        let plan = self.phone.plan_passed_on(&id, answer);
        self.write_carrying(plan);
    }

    fn carried_bytes(&self) -> usize {
        let of_files = |key: &&(Table, String)| key.1.starts_with("carried:");
        self.drawer.0.keys().filter(of_files).count()
    }
}

fn carry(file: &[u8]) -> Ask {
    let file = file.to_vec();
    Ask::Carry { file }
}

fn give_up(id: &str) -> Ask {
    let id = id.to_owned();
    Ask::GiveUpCarried { id }
}

fn file(words: &str) -> Vec<u8> {
    to_text(words).into_bytes()
}

#[test]
fn a_file_is_carried_until_the_server_has_it_whatever_happens_to_the_app() {
    let mut hung = Handset::of_mai();
    hung.carry(&file("QUJD")).unwrap();
    hung.carry(&file("QUJD")).unwrap();
    hung.restart();
    let carrying = hung.phone.opened(Vec::new()).carrying;
    assert_eq!(carrying.files.len(), 1, "the same file is carried once");
    let id = hung.phone.next_to_pass_on().unwrap().to_owned();
    let kept = hung.drawer.get(Table::Meta, &key::carried(&id));
    assert_eq!(kept, Some(file("QUJD")));

    // Two exchanges that follow close on each other both pass it on.
    for _ in 0..2 {
        let taken = hung.phone.plan_passed_on(&id, PassedOn::Taken);
        hung.write_carrying(taken);
    }
    hung.restart();
    let carrying = hung.phone.opened(Vec::new()).carrying;
    assert_eq!((carrying.files.len(), carrying.passed_on), (0, 1));
    assert_eq!(hung.carried_bytes(), 0);
}

#[test]
fn while_it_carries_a_file_a_phone_is_not_emptied() {
    let mut hung = Handset::of_mai();
    hung.carry(&file("QUJD")).unwrap();
    assert_eq!(hung.phone.plan_sign_out(), Err(Failure::Carrying(1)));
    let other = hung.phone.plan_other_person("link", NOW, &mut hung.rng);
    assert_eq!(other, Err(Failure::Carrying(1)));
    hung.hear_passed_on(PassedOn::Taken);
    hung.phone.plan_sign_out().unwrap();
}

#[test]
fn a_file_that_is_refused_stays_until_a_person_gives_it_up() {
    let mut hung = Handset::of_mai();
    hung.carry(&file("QUJD")).unwrap();
    hung.carry(&file("REVG")).unwrap();
    let id = hung.phone.next_to_pass_on().unwrap().to_owned();
    assert_eq!(
        hung.phone.plan_carry(give_up(&id), NOW).unwrap_err(),
        Failure::NotFound
    );
    hung.hear_passed_on(PassedOn::Refused("escape_damaged".into()));
    assert_ne!(
        hung.phone.next_to_pass_on(),
        Some(id.as_str()),
        "the next one goes"
    );
    assert_eq!(hung.carried_bytes(), 2);

    // Chosen again, it is offered again.
    hung.carry(&file("QUJD")).unwrap();
    hung.hear_passed_on(PassedOn::Taken);
    hung.hear_passed_on(PassedOn::Refused("escape_other_server".into()));
    let plan = hung.phone.plan_carry(give_up(&id), NOW).unwrap();
    hung.write_carrying(plan);
    assert_eq!(hung.carried_bytes(), 0);
    hung.phone.plan_sign_out().unwrap();
}

#[test]
fn what_is_no_file_of_ours_and_what_is_too_much_is_not_taken_along() {
    let mut hung = Handset::of_mai();
    assert_eq!(hung.carry(b"mot tam anh"), Err(Failure::NotAFile));
    for n in 0..CARRIED_FILES_MAX {
        hung.carry(&file(&n.to_string())).unwrap();
    }
    assert_eq!(hung.carry(&file("QUJD")), Err(Failure::Carrying(20)));
    assert_eq!(hung.carry(&file("0")), Ok(()), "one that is here already");
    let mut stranger = Handset::new();
    assert_eq!(stranger.carry(&file("QUJD")), Err(Failure::NotEnrolled));
}

#[test]
fn only_the_server_itself_can_refuse_a_file() {
    let refused = |code: &str| Some(PassedOn::Refused(code.to_owned()));
    for (status, code, heard) in [
        (200, None, Some(PassedOn::Taken)),
        (400, Some("escape_damaged"), refused("escape_damaged")),
        (
            426,
            Some("protocol_unsupported"),
            refused("protocol_unsupported"),
        ),
        (404, None, None),
        (401, Some("unknown_token"), None),
        (403, Some("device_revoked"), None),
        (429, Some("too_often"), None),
        (500, Some("internal"), None),
        (503, None, None),
    ] {
        assert_eq!(PassedOn::of_reply(status, code), heard, "{status} {code:?}");
    }
}
