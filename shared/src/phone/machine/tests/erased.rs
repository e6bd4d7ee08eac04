//! Households that were erased at their request: the phone forgets them, and what it recorded about them.

use super::*;
use crate::phone::storage::drafts_of;
use crate::sync::client::Place;

/// A page that names a household as erased.
fn erased(upto: u64, id: u8) -> Frame {
    let Frame::Page(mut page) = page(upto, Vec::new()) else {
        panic!("not a page")
    };
    page.erased = vec![doc(id)];
    Frame::Page(page)
}

/// The server has set every record of the request aside, as of a household that was erased.
fn refused(request: &Request) -> Frame {
    let mut receipt = receipt(request);
    for answer in &mut receipt.answers {
        answer.outcome = Outcome::Quarantined("erased".into());
    }
    receipt.quarantined = receipt.answers.len() as u64;
    Frame::Receipt(receipt)
}

fn records(mai: &Handset) -> Vec<Record> {
    let records = mai.drawer.all(Table::Record);
    records.iter().filter_map(|r| from_bytes(r)).collect()
}

#[test]
fn a_household_that_was_erased_goes_with_all_that_hangs_on_it() {
    let mut mai = mai_with_one_household();
    mai.visit(doc(1), "mái dột").unwrap();
    let request = mai.post();
    mai.hear(&Frame::Receipt(receipt(&request)));
    mai.hear(&Frame::End);
    let draft = format!("{}visit", drafts_of(doc(1)));
    let keep = Write::Put(Table::Draft, draft.clone(), b"nua chung".to_vec());
    mai.drawer.write(vec![keep]).unwrap();

    mai.hear(&erased(2, 1));
    assert_eq!(mai.household(doc(1)), Err(Failure::NotFound));
    assert_eq!(mai.rows(), []);
    assert_eq!(mai.drawer.get(Table::Draft, &draft), None);
    let record = &records(&mai)[0];
    assert_eq!(
        (&record.place, record.pushed.change.len()),
        (&Place::Erased, 0)
    );
    mai.restart();
    let status = mai.phone.status();
    assert_eq!((status.made, status.receipted), (1, 1));
    assert_eq!(mai.visit(doc(1), "").map(|_| ()), Err(Failure::NotFound));
}

#[test]
fn what_was_not_sent_yet_is_sent_first_and_forgotten_with_its_answer() {
    let mut mai = mai_with_one_household();
    mai.visit(doc(1), "mái dột").unwrap();
    // The exchange that brings the news was begun before the visit was saved.
    mai.hear(&erased(2, 1));
    assert_eq!(mai.rows(), []);
    assert_eq!(records(&mai)[0].place, Place::Here);
    assert_eq!(mai.phone.status().receipted, 0);
    let request = mai.post();
    assert_eq!(request.pushed.len(), 1);
    mai.hear(&refused(&request));
    mai.hear(&Frame::End);
    let record = &records(&mai)[0];
    assert_eq!(
        (&record.place, record.pushed.change.len()),
        (&Place::Erased, 0)
    );
    let status = mai.phone.status();
    assert_eq!((status.receipted, status.needs_person), (1, 0));
}

#[test]
fn a_restored_server_is_not_offered_what_was_erased() {
    let mut mai = mai_with_one_household();
    mai.visit(doc(1), "mái dột").unwrap();
    let request = mai.post();
    mai.hear(&Frame::Receipt(receipt(&request)));
    mai.hear(&erased(2, 1));
    mai.hear(&Frame::End);
    mai.phone.sync().unwrap().handle_wake(NOW);
    let request = mai.post();
    let reborn = Receipt {
        epoch: Epoch::from_bytes([6; 16]),
        ..receipt(&request)
    };
    mai.hear(&Frame::Receipt(reborn));
    mai.hear(&Frame::End);
    mai.phone.sync().unwrap().handle_wake(NOW);
    let request = mai.post();
    assert_eq!(request.pushed, []);
    // It reads from the start, and hears again of all that was erased.
    assert_eq!(request.cursors, [Cursor::start(COMMUNE)]);
}
