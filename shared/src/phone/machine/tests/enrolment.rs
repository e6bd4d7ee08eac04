//! Redeeming a link, and what happens when the reply is lost.

use super::*;
use crate::phone::message::{LinkProblem, Refused};
use crate::phone::storage::Enrolling;

impl Handset {
    fn redeem(&mut self, code: &str) -> Result<Redemption, Failure> {
        let kept = self.drawer.get(Table::Meta, &key::enrolling(code));
        let redemption = self
            .phone
            .plan_redemption(code, kept.as_deref(), NOW, &mut self.rng)?;
        if let Redemption::Post { batch, .. } = &redemption {
            self.drawer.write(batch.clone()).unwrap();
        }
        Ok(redemption)
    }

    fn redeem_to_post(&mut self, code: &str) -> Enrolling {
        match self.redeem(code).unwrap() {
            Redemption::Post { enrolling, .. } => enrolling,
            Redemption::Done => panic!("{code} is done"),
        }
    }

    fn hear_enrolled(&mut self, enrolling: &Enrolling) {
        let plan = self
            .phone
            .plan_redeemed(&enrolled(Role::Volunteer), enrolling);
        self.drawer.write(plan.unwrap()).unwrap();
        self.restart();
    }
}

#[test]
fn a_lost_reply_is_asked_for_again_by_the_same_actor() {
    let mut mai = Handset::new();
    let first = mai.redeem_to_post("link-of-mai");
    mai.restart();
    assert_ne!(mai.redeem_to_post("a-mistyped-link").actor, first.actor);
    assert_eq!(mai.redeem_to_post("link-of-mai"), first);
}

#[test]
fn the_same_link_opened_again_changes_nothing() {
    let mut mai = Handset::new();
    let enrolling = mai.redeem_to_post("link-of-mai");
    mai.hear_enrolled(&enrolling);
    let opened = mai.phone.opened(Vec::new());
    assert_eq!(opened.identity.unwrap().person_name, "Trần Thị Mai");
    assert_eq!(mai.redeem("link-of-mai"), Ok(Redemption::Done));
}

#[test]
fn a_locked_phone_is_not_told_that_its_old_link_has_enrolled_it() {
    let mut mai = Handset::new();
    let enrolling = mai.redeem_to_post("link-of-mai");
    mai.hear_enrolled(&enrolling);
    mai.post();
    let locked = client::Failure::Refused(Refused::Revoked);
    let sync = mai.phone.sync().unwrap();
    sync.handle_failure(locked, NOW, &mut mai.rng);
    // The server is asked, and will say that the link was used.
    let asked = mai.redeem_to_post("link-of-mai");
    assert_eq!(asked.actor, enrolling.actor);
}

#[test]
fn a_phone_comes_back_by_a_new_link_with_its_actor_and_all_its_records() {
    let mut mai = mai_with_one_household();
    mai.visit(doc(1), "Ghi khi máy bị khóa").unwrap();
    let actor = mai.phone.opened(Vec::new()).identity.unwrap().actor;
    let Ok(Redemption::Post {
        enrolling,
        returning,
        ..
    }) = mai.redeem("a-new-link-of-mai")
    else {
        panic!("nothing to post");
    };
    assert_eq!(enrolling.actor, actor);
    assert_eq!(returning.unwrap().person_name, "Trần Thị Mai");

    let let_in = Enrolled {
        token: "another".to_owned(),
        ..enrolled(Role::Volunteer)
    };
    let batch = mai.phone.plan_redeemed(&let_in, &enrolling).unwrap();
    mai.drawer.write(batch).unwrap();
    mai.restart();
    assert_eq!(mai.phone.status().waiting(), 1);
    assert_eq!(mai.phone.token(), Some("another"));
    assert_eq!(mai.phone.poll_transmit(NOW).unwrap().pushed.len(), 1);
}

#[test]
fn a_phone_begins_anew_for_another_person_only_when_nothing_would_be_lost() {
    let mut mai = mai_with_one_household();
    let actor = mai.phone.opened(Vec::new()).identity.unwrap().actor;
    let as_lan = mai
        .phone
        .plan_other_person("link-of-lan", NOW, &mut mai.rng);
    let Ok(Redemption::Post {
        enrolling,
        returning: None,
        ..
    }) = as_lan
    else {
        panic!("she may begin: {as_lan:?}");
    };
    assert_ne!(enrolling.actor, actor);

    // Saved while the link's reply was on its way.
    mai.visit(doc(1), "").unwrap();
    let refused = mai
        .phone
        .plan_redeemed(&enrolled(Role::Volunteer), &enrolling);
    assert_eq!(refused.unwrap_err(), Failure::Unreceipted(1));
    let refused = mai
        .phone
        .plan_other_person("link-of-lan", NOW, &mut mai.rng);
    assert_eq!(refused, Err(Failure::Unreceipted(1)));
}

#[test]
fn a_link_for_the_office_does_not_make_a_phone() {
    let mut mai = Handset::new();
    let enrolling = mai.redeem_to_post("link-of-the-office");
    let refused = mai.phone.plan_redeemed(&enrolled(Role::Office), &enrolling);
    assert_eq!(refused.unwrap_err(), Failure::Link(LinkProblem::Unknown));
}

#[test]
fn every_refusal_of_a_link_says_what_it_is() {
    let cases = [
        (
            404,
            Some("link_unknown"),
            Failure::Link(LinkProblem::Unknown),
        ),
        (410, Some("link_used"), Failure::Link(LinkProblem::Used)),
        (
            410,
            Some("link_expired"),
            Failure::Link(LinkProblem::Expired),
        ),
        (
            409,
            Some("link_of_another"),
            Failure::Link(LinkProblem::OtherPerson),
        ),
        (400, Some("malformed"), Failure::Link(LinkProblem::Unknown)),
        (429, Some("too_many"), Failure::Offline),
        (503, None, Failure::Offline),
        // A hotel's page in place of ours.
        (404, None, Failure::Offline),
        (200, None, Failure::Offline),
    ];
    for (status, code, expected) in cases {
        assert_eq!(
            failure_of_enrolment(status, code),
            expected,
            "{status} {code:?}"
        );
    }
}
