//! What a volunteer records in the field.

use super::*;
use crate::household::Category;

#[test]
fn mai_records_a_visit_and_finds_it_after_the_app_was_closed() {
    let mut mai = mai_with_one_household();
    let (answer, tells) = mai.visit(doc(1), "mái nhà dột").unwrap();
    assert_eq!(answer, Answer::Saved { doc: doc(1), n: 1 });
    assert!(matches!(&tells[..], [Tell::Rows(rows), Tell::Status(_)] if rows.len() == 1));
    mai.restart();
    assert_eq!(
        mai.household(doc(1)).unwrap().visits[0].fact.note,
        "mái nhà dột"
    );
    assert_eq!(mai.rows()[0].visit_count, 1);
    let status = mai.phone.status();
    assert_eq!((status.made, status.waiting()), (1, 1));
}

#[test]
fn a_form_with_a_gap_writes_nothing() {
    let mut mai = mai_with_one_household();
    let before = mai.drawer.0.clone();
    let blank = Ask::SaveVisit {
        household: doc(1),
        draft: VisitDraft::default(),
        correcting: None,
    };
    assert!(matches!(mai.save(&blank), Err(Failure::Invalid(_))));
    assert_eq!(mai.drawer.0, before);
}

#[test]
fn of_two_saves_planned_from_one_memory_only_the_first_is_written() {
    let mut mai = mai_with_one_household();
    let first = mai.plan(&visit(doc(1), "sáng")).unwrap();
    let second = mai.plan(&visit(doc(1), "chiều")).unwrap();
    mai.drawer.write(first.batch).unwrap();
    let before = mai.drawer.0.clone();
    assert_eq!(mai.drawer.write(second.batch), Err(KeyTaken));
    assert_eq!(mai.drawer.0, before, "and nothing of it is left behind");
}

#[test]
fn a_household_that_is_not_on_the_list_is_registered_and_visited_at_once() {
    let mut mai = Handset::of_mai();
    let register = Ask::Register {
        profile: profile("Đặng Thị Út"),
        category: None,
    };
    let (answer, _) = mai.save(&register).unwrap();
    let Answer::Saved {
        doc: household,
        n: 1,
    } = answer
    else {
        panic!("not saved: {answer:?}")
    };
    mai.visit(household, "mới dọn về").unwrap();
    let pushed = mai.post().pushed;
    assert_eq!(pushed.iter().map(|p| p.n).collect::<Vec<_>>(), [1, 2]);
    let mut at_the_office = Document::empty();
    for record in &pushed {
        at_the_office.apply(&record.change).unwrap();
    }
    assert_eq!(at_the_office.household().unwrap().visits.len(), 1);
}

#[test]
fn what_a_volunteer_thinks_a_household_is_makes_it_no_poor_one() {
    let mut mai = Handset::of_mai();
    let category_on_list = |mai: &mut Handset, category| {
        let register = Ask::Register {
            profile: profile("Đặng Thị Út"),
            category: Some(category),
        };
        let (answer, _) = mai.save(&register).unwrap();
        let Answer::Saved { doc, .. } = answer else {
            panic!("not saved: {answer:?}")
        };
        let proposed = mai.household(doc).unwrap().statuses;
        assert_eq!(proposed.len(), 1, "what was proposed is kept");
        let rows = mai.rows();
        let row = rows.iter().find(|row| row.id == doc).unwrap();
        row.category_on(NOW.local_date())
    };
    assert_eq!(category_on_list(&mut mai, Category::Poor), None);
    let of_the_commune = Category::Difficult;
    assert_eq!(
        category_on_list(&mut mai, of_the_commune),
        Some(of_the_commune)
    );
}

#[test]
fn a_phone_that_was_never_enrolled_saves_nothing() {
    let mut stranger = Handset::new();
    assert_eq!(
        stranger.visit(doc(1), "").unwrap_err(),
        Failure::NotEnrolled
    );
    assert_eq!(stranger.household(doc(1)), Err(Failure::NotFound));
}

#[test]
fn signing_out_waits_until_the_commune_has_every_record() {
    let mut mai = mai_with_one_household();
    mai.visit(doc(1), "").unwrap();
    assert_eq!(mai.phone.plan_sign_out(), Err(Failure::Unreceipted(1)));
    let request = mai.post();
    mai.hear(&Frame::Receipt(receipt(&request)));
    let batch = mai.phone.plan_sign_out().unwrap();
    mai.drawer.write(batch).unwrap();
    assert!(
        mai.drawer.0.is_empty(),
        "nothing of the commune stays behind"
    );
}
