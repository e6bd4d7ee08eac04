//! What is not receipted goes into a file and stays where it is.

use super::*;
use crate::escape::{Contents, header};
use crate::sync::client::Place;

fn contents(plan: &EscapePlan) -> Contents {
    Contents::from_bytes(&plan.contents).unwrap()
}

#[test]
fn a_file_has_every_record_that_is_not_receipted_in_its_plain_form() {
    let mut mai = mai_with_one_household();
    mai.visit(doc(1), "Đã nhận").unwrap();
    let request = mai.post();
    mai.hear(&Frame::Receipt(receipt(&request)));
    mai.hear(&Frame::End);
    mai.visit(doc(1), "Ghi ở ấp không có sóng").unwrap();
    mai.visit(doc(1), "Ghi thêm").unwrap();

    let before = mai.drawer.clone();
    let plan = mai.phone.plan_escape(NOW, &mut mai.rng).unwrap();
    assert_eq!(
        (plan.records, plan.key),
        (2, SealingKey::from_bytes([4; 65]))
    );
    assert_eq!(plan.header.len(), header(&plan.key, [0; 16]).len());
    let sealed = contents(&plan);
    assert_eq!(sealed.token, "0123456789abcdef");
    let [request] = &sealed.requests[..] else {
        panic!("one request: {sealed:?}")
    };
    let numbers: Vec<u64> = request.pushed.iter().map(|p| p.n).collect();
    assert_eq!((request.made, numbers), (3, vec![2, 3]));
    assert!(request.pushed.iter().all(|p| !short::is_short(&p.change)));
    assert_eq!(mai.drawer.0, before.0, "nothing is written");
    assert_eq!(
        mai.phone.status().waiting(),
        2,
        "and nothing is said to be sent"
    );
}

#[test]
fn the_name_of_a_file_names_nobody_and_no_two_are_alike() {
    let mut mai = mai_with_one_household();
    mai.visit(doc(1), "Ghi").unwrap();
    let one = mai.phone.plan_escape(NOW, &mut mai.rng).unwrap();
    let two = mai.phone.plan_escape(NOW, &mut mai.rng).unwrap();
    assert!(one.name.starts_with("chungtay-20260921-"), "{}", one.name);
    assert_eq!(one.name.len(), "chungtay-20260921-abcdef.txt".len());
    assert_ne!(one.name, two.name);
    assert_ne!(one.header, two.header);
}

#[test]
fn what_the_office_has_set_aside_goes_along() {
    let mut mai = mai_with_one_household();
    mai.visit(doc(1), "Để riêng").unwrap();
    let request = mai.post();
    let mut answers = receipt(&request);
    answers.answers[0].outcome = Outcome::Quarantined("not_permitted".into());
    mai.hear(&Frame::Receipt(answers));
    let sync = mai.phone.sync().unwrap();
    assert!(
        sync.records()
            .all(|r| matches!(r.place, Place::SetAside(_)))
    );
    let plan = mai.phone.plan_escape(NOW, &mut mai.rng).unwrap();
    assert_eq!(plan.records, 1);
}

#[test]
fn a_thousand_records_and_more_stay_within_the_syncs_limits() {
    let mut mai = mai_with_one_household();
    for _ in 0..3 {
        mai.visit(doc(1), "Ghi").unwrap();
    }
    let template = mai.phone.sync().unwrap().records().next().unwrap().clone();
    for n in 4..=1_200 {
        let (_, memory) = mai.phone.sync().unwrap().next_record();
        let mut record = template.clone();
        record.pushed.n = n;
        mai.phone.sync().unwrap().handle_saved(memory, record, NOW);
    }
    let plan = mai.phone.plan_escape(NOW, &mut mai.rng).unwrap();
    assert_eq!(plan.records, 1_200);
    let sizes: Vec<usize> = contents(&plan)
        .requests
        .iter()
        .map(|r| r.pushed.len())
        .collect();
    assert_eq!(sizes, [1_000, 200]);
}

#[test]
fn without_anything_to_send_there_is_no_file() {
    let mut mai = mai_with_one_household();
    let refused = mai.phone.plan_escape(NOW, &mut mai.rng).unwrap_err();
    assert_eq!(refused, Failure::NotFound);
    let mut stranger = Handset::new();
    let refused = stranger.phone.plan_escape(NOW, &mut stranger.rng);
    assert_eq!(refused.unwrap_err(), Failure::NotEnrolled);
}

#[test]
fn a_phone_from_before_there_was_a_key_asks_for_it_until_it_has_it() {
    let mut mai = mai_with_one_household();
    let mut enrolment = mai.phone.enrolment.clone().unwrap();
    enrolment.sealing_key = None;
    let written = enrol::put_enrolment(&enrolment);
    mai.drawer.write(vec![written]).unwrap();
    mai.restart();
    mai.visit(doc(1), "Ghi").unwrap();
    let refused = mai.phone.plan_escape(NOW, &mut mai.rng).unwrap_err();
    assert_eq!(refused, Failure::CannotSeal);

    let request = mai.post();
    assert!(request.key_wanted);
    mai.hear(&Frame::Receipt(Receipt {
        answers: Vec::new(),
        sealing_key: Some(SealingKey::from_bytes([6; 65])),
        ..receipt(&request)
    }));
    mai.restart();
    let plan = mai.phone.plan_escape(NOW, &mut mai.rng).unwrap();
    assert_eq!(plan.key, SealingKey::from_bytes([6; 65]));
    assert!(!mai.post().key_wanted);
}
