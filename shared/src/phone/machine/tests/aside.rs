//! Documents that kill the worker that loads them.

use super::*;

const LOADING: Loading = Loading {
    doc: DocId::from_bytes([1; 16]),
    kind: Kind::Household,
};

impl Handset {
    /// The worker died over a document; the next one starts.
    fn crash_over(&mut self, loading: Loading) {
        self.drawer.write(vec![loading.keep()]).unwrap();
        let held = self
            .drawer
            .get(Table::of(loading.kind), &loading.doc.to_string());
        let batch = Phone::plan_after_crash(&self.drawer.stored(), &loading, held);
        self.drawer.write(batch).unwrap();
        assert_eq!(self.drawer.get(Table::Meta, key::LOADING), None);
        self.restart();
    }
}

#[test]
fn what_killed_the_worker_is_put_aside_with_its_bytes_and_comes_again_whole() {
    let mut mai = mai_with_one_household();
    let held = mai.drawer.get(Table::Household, &doc(1).to_string());
    mai.crash_over(LOADING);
    assert_eq!(mai.household(doc(1)), Err(Failure::Damaged));
    assert_eq!(mai.drawer.get(Table::Meta, &key::damaged(doc(1))), held);
    assert_eq!(mai.rows().len(), 1, "it stays on the list");
    assert_eq!(mai.post().wanted, [doc(1)]);
    mai.hear(&page(1, vec![snapshot(1, &listed(1, "Nguyễn Văn Đẹt"))]));
    assert!(mai.household(doc(1)).is_ok());
    assert_eq!(mai.drawer.get(Table::Meta, &key::damaged(doc(1))), None);
}

#[test]
fn a_visit_survives_its_document_and_the_next_one_follows_it() {
    let mut mai = mai_with_one_household();
    mai.visit(doc(1), "trước khi hỏng").unwrap();
    mai.crash_over(LOADING);
    assert_eq!(mai.phone.status().waiting(), 1);
    // The office has not had the visit yet: its copy comes without it.
    let mut office = listed(1, "Nguyễn Văn Đẹt");
    let request = mai.post();
    mai.hear(&page(1, vec![snapshot(1, &office)]));
    mai.hear(&Frame::Receipt(receipt(&request)));
    mai.hear(&Frame::End);
    mai.visit(doc(1), "sau đó").unwrap();
    let household = mai.household(doc(1)).unwrap();
    assert_eq!(household.visits.len(), 2);
    for record in request.pushed.iter().chain(&mai.post().pushed) {
        office.apply(&record.change).unwrap();
    }
    assert_eq!(office.household().unwrap().visits, household.visits);
}

#[test]
fn a_document_that_lacks_what_a_visit_stands_on_is_asked_for_until_it_has_it() {
    let mut mai = mai_with_one_household();
    let lost = listed(1, "Nguyễn Văn Đẹt");
    let mut office = lost.clone();
    let edits = BTreeMap::from([(ProfileField::Nickname, "Tư Đẹt".to_owned())]);
    let edit = office.edit_profile(OFFICE, &edits).unwrap();
    mai.restart();
    mai.post();
    mai.hear(&page(2, vec![changes(1, &[edit.bytes])]));
    mai.visit(doc(1), "sau khi sửa").unwrap();
    mai.crash_over(LOADING);
    // The server was restored from a backup that lacks the edit.
    assert_eq!(mai.post().wanted, [doc(1)]);
    mai.hear(&page(1, vec![snapshot(1, &lost)]));
    assert_eq!(mai.visit(doc(1), "").unwrap_err(), Failure::Damaged);
    mai.restart();
    assert_eq!(mai.post().wanted, [doc(1)], "it is wanted still");
    mai.hear(&page(2, vec![snapshot(1, &office)]));
    assert_eq!(mai.household(doc(1)).unwrap().visits.len(), 1);
}

#[test]
fn news_that_kills_the_worker_twice_is_taken_in_no_more_and_the_rest_is() {
    let mut mai = Handset::of_mai();
    mai.crash_over(LOADING);
    assert_eq!(mai.post().wanted, [doc(1)]);
    mai.crash_over(LOADING);
    assert!(mai.post().wanted.is_empty());
    mai.hear(&page(
        2,
        vec![
            snapshot(1, &listed(1, "Nguyễn Văn Đẹt")),
            snapshot(2, &listed(2, "Đặng Thị Út")),
        ],
    ));
    assert_eq!(mai.rows().len(), 1);
    assert_eq!(mai.household(doc(1)), Err(Failure::Damaged));
    assert!(mai.household(doc(2)).is_ok());
}

#[test]
fn bytes_that_cannot_be_read_are_put_aside_when_somebody_looks_at_them() {
    let mut mai = mai_with_one_household();
    let rubbish = b"not a document".to_vec();
    let spoil = Write::Put(Table::Household, doc(1).to_string(), rubbish.clone());
    mai.drawer.write(vec![spoil]).unwrap();
    assert_eq!(mai.household(doc(1)), Err(Failure::Damaged));
    let plan = mai.phone.plan_set_aside(&LOADING, &rubbish).unwrap();
    mai.drawer.write(plan.batch.clone()).unwrap();
    mai.phone.handle_written(plan);
    assert_eq!(mai.household(doc(1)), Err(Failure::Damaged));
    assert_eq!(mai.visit(doc(1), "").unwrap_err(), Failure::Damaged);
    mai.restart();
    assert_eq!(mai.post().wanted, [doc(1)]);
}
