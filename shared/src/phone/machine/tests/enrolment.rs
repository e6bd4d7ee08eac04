//! Redeeming a link, and what happens when the reply is lost.

use super::*;
use crate::phone::message::LinkProblem;
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
        let (batch, stored) = plan.unwrap();
        self.drawer.write(batch).unwrap();
        self.phone = Phone::restore(&stored);
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
fn the_same_link_opened_again_changes_nothing_and_another_begins_anew() {
    let mut mai = Handset::new();
    let enrolling = mai.redeem_to_post("link-of-mai");
    mai.hear_enrolled(&enrolling);
    mai.restart();
    let opened = mai.phone.opened(Vec::new());
    assert_eq!(opened.identity.unwrap().person_name, "Trần Thị Mai");
    assert_eq!(mai.redeem("link-of-mai"), Ok(Redemption::Done));
    assert_ne!(mai.redeem_to_post("link-of-lan").actor, enrolling.actor);
}

#[test]
fn a_link_is_not_redeemed_over_records_the_commune_has_not_receipted() {
    let mut mai = mai_with_one_household();
    let enrolling = mai.redeem_to_post("link-of-lan");
    // Saved while the link's reply was on its way.
    mai.visit(doc(1), "").unwrap();
    let refused = mai
        .phone
        .plan_redeemed(&enrolled(Role::Volunteer), &enrolling);
    assert_eq!(refused.unwrap_err(), Failure::Unreceipted(1));
    assert_eq!(mai.redeem("link-of-lan"), Err(Failure::Unreceipted(1)));
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
