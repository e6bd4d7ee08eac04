//! What the service worker posts while the app is closed, and the reply it leaves.

use super::*;
use crate::sync::sealed::{self, Errand, ReplySeal};
use crate::sync::wire::FrameReader;

/// What a service worker does with the store, as `client/pwa/sw.js` does it.
impl Handset {
    fn prepare(&mut self) {
        let request = self.phone.outbox().expect("something waits here");
        let (_, errand) = self.phone.errand(&body(&request)).unwrap();
        // Unsealed, as only the server could read it.
        let batch = self.phone.plan_outbox(&request, errand.to_bytes(), &errand);
        self.drawer.write(batch.unwrap()).unwrap();
    }

    fn outbox(&self) -> Option<Vec<u8>> {
        self.drawer.get(Table::Meta, key::OUTBOX)
    }

    fn leave(&mut self, posted: &[u8], frames: &[Frame]) {
        if self.outbox().as_deref() != Some(posted) {
            return;
        }
        let token = Errand::from_bytes(posted).unwrap().token;
        let reply = left_reply(&token, frames);
        let batch = vec![
            Write::Put(Table::Meta, key::REPLY.to_owned(), reply),
            Write::Delete(Table::Meta, key::OUTBOX.to_owned()),
        ];
        self.drawer.write(batch).unwrap();
    }

    fn left(&self) -> Option<LeftReply> {
        let stored = self.drawer.get(Table::Meta, key::REPLY)?;
        self.phone.left_reply(&stored)
    }
}

/// What the service worker stores of a reply.
fn left_reply(token: &str, frames: &[Frame]) -> Vec<u8> {
    let mut chance = ChaCha8Rng::seed_from_u64(8);
    let (mut seal, salt) = ReplySeal::new(&sealed::reply_key(token), &mut chance);
    let parts = frames.iter().map(|frame| seal.seal(&frame.to_bytes()));
    let stream = [salt].into_iter().chain(parts).flatten();
    NOW.ms().to_be_bytes().into_iter().chain(stream).collect()
}

fn body(request: &Request) -> Body {
    Body {
        bytes: request.to_bytes(),
        is_gzip: false,
    }
}

/// What is in an outbox, and the request in it with its changes as the server rebuilds them.
fn opened(mai: &Handset, outbox: &[u8]) -> (Errand, Request) {
    let errand = Errand::from_bytes(outbox).unwrap();
    let mut request = Request::from_bytes(&errand.body).unwrap();
    let records = mai.drawer.all(Table::Record);
    let records: Vec<Record> = records.iter().filter_map(|r| from_bytes(r)).collect();
    for pushed in &mut request.pushed {
        let record = records.iter().find(|r| r.pushed.n == pushed.n).unwrap();
        pushed.change.clone_from(&record.pushed.change);
    }
    (errand, request)
}

/// Mai's phone with a visit the office has not heard of, and what lies there for the service worker.
fn mai_out_of_reach() -> (Handset, Vec<u8>) {
    let mut mai = mai_with_one_household();
    mai.visit(doc(1), "ghi khi không có mạng").unwrap();
    mai.prepare();
    let outbox = mai.outbox().unwrap();
    (mai, outbox)
}

#[test]
fn what_was_posted_while_the_app_was_closed_is_receipted_when_it_opens() {
    let (mut mai, outbox) = mai_out_of_reach();
    let (errand, request) = opened(&mai, &outbox);
    assert_eq!(errand.token, "0123456789abcdef");
    assert!(!errand.is_gzip);
    assert_eq!(request.pushed.len(), 1);
    let news = page(7, vec![snapshot(2, &listed(2, "Đặng Thị Út"))]);
    let frames = [Frame::Receipt(receipt(&request)), news, Frame::End];
    mai.leave(&outbox, &frames);
    assert_eq!(mai.outbox(), None);

    mai.restart();
    assert_eq!(mai.phone.status().waiting(), 1, "nobody has said so yet");
    let left = mai.left().unwrap();
    assert_eq!(left.heard_at, NOW);
    mai.post();
    let mut reader = FrameReader::default();
    reader.push(&left.stream);
    while let Some(frame) = reader.next_frame().unwrap() {
        mai.hear(&frame);
    }
    let status = mai.phone.status();
    assert_eq!((status.waiting(), status.receipted), (0, 1));
    assert_eq!(mai.rows().len(), 2);
    assert_eq!(mai.left(), None, "it is heard once");
    mai.restart();
    assert_eq!(mai.phone.status().receipted, 1);
}

#[test]
fn of_two_that_post_the_same_the_app_is_heard_and_the_other_reply_belongs_to_nobody() {
    let (mut mai, outbox) = mai_out_of_reach();
    let (_, request) = opened(&mai, &outbox);
    mai.post();
    mai.hear(&Frame::Receipt(receipt(&request)));
    assert_eq!(mai.outbox(), None, "gone with the receipt");
    mai.leave(&outbox, &[Frame::Receipt(receipt(&request)), Frame::End]);
    assert_eq!(mai.left(), None);

    // The other way round: the reply lies there already when the app hears its own.
    let (mut mai, outbox) = mai_out_of_reach();
    mai.post();
    mai.leave(&outbox, &[Frame::Receipt(receipt(&request)), Frame::End]);
    mai.hear(&page(7, Vec::new()));
    assert_eq!(mai.left(), None, "it would take the cursor back");
}

#[test]
fn a_visit_saved_meanwhile_does_not_spoil_a_reply_that_was_left() {
    let (mut mai, outbox) = mai_out_of_reach();
    let (_, request) = opened(&mai, &outbox);
    mai.leave(&outbox, &[Frame::Receipt(receipt(&request)), Frame::End]);
    mai.visit(doc(1), "ghi sau").unwrap();
    assert!(mai.left().is_some());
    mai.post();
    mai.hear(&Frame::Receipt(receipt(&request)));
    mai.hear(&Frame::End);
    let status = mai.phone.status();
    assert_eq!((status.receipted, status.waiting()), (1, 1));
    assert_eq!(mai.post().pushed[0].n, 2);
}

#[test]
fn an_outbox_that_was_overtaken_while_it_was_compressed_is_not_kept() {
    let mut mai = mai_with_one_household();
    assert_eq!(mai.phone.outbox(), None, "nothing waits here");
    mai.visit(doc(1), "một").unwrap();
    let request = mai.phone.outbox().unwrap();
    mai.visit(doc(1), "hai").unwrap();
    let (_, errand) = mai.phone.errand(&body(&request)).unwrap();
    let late = mai.phone.plan_outbox(&request, Vec::new(), &errand);
    assert_eq!(late, None);
    let newer = mai.phone.outbox().unwrap();
    assert_eq!(newer.pushed.len(), 2);
    let gzip = Body {
        bytes: vec![31, 139],
        is_gzip: true,
    };
    let (_, errand) = mai.phone.errand(&gzip).unwrap();
    let batch = mai.phone.plan_outbox(&newer, errand.to_bytes(), &errand);
    mai.drawer.write(batch.unwrap()).unwrap();
    let kept = Errand::from_bytes(&mai.outbox().unwrap()).unwrap();
    assert_eq!((kept.is_gzip, kept.body), (true, gzip.bytes));
}

#[test]
fn a_reply_without_a_whole_receipt_is_none() {
    let mut mai = mai_with_one_household();
    let request = mai.phone.poll_transmit(NOW.plus_ms(60_000)).unwrap();
    let token = mai.phone.token().unwrap().to_owned();
    let read = |stored: &[u8]| mai.phone.left_reply(stored);
    let stored = left_reply(&token, &[Frame::Receipt(receipt(&request))]);
    assert!(read(&stored).is_some());
    for end in 0..stored.len() {
        assert_eq!(read(&stored[..end]), None, "{end} bytes of it");
    }
    assert_eq!(read(&left_reply(&token, &[Frame::End])), None);
    let to_another = left_reply("another", &[Frame::Receipt(receipt(&request))]);
    assert_eq!(read(&to_another), None);
}

#[test]
fn another_token_and_another_person_leave_nothing_to_post() {
    let (mut mai, outbox) = mai_out_of_reach();
    let (_, request) = opened(&mai, &outbox);
    let redemption = mai.phone.plan_redemption("new", None, NOW, &mut mai.rng);
    let Ok(Redemption::Post { enrolling, .. }) = redemption else {
        panic!("nothing to post");
    };
    let batch = mai
        .phone
        .plan_redeemed(&enrolled(Role::Volunteer), &enrolling);
    mai.drawer.write(batch.unwrap()).unwrap();
    assert_eq!(mai.outbox(), None, "it went with the token of before");

    mai.restart();
    mai.prepare();
    mai.post();
    mai.hear(&Frame::Receipt(receipt(&request)));
    mai.drawer
        .write(mai.phone.plan_sign_out().unwrap())
        .unwrap();
    mai.restart();
    mai.leave(&outbox, &[Frame::Receipt(receipt(&request)), Frame::End]);
    assert_eq!((mai.outbox(), mai.left()), (None, None));
}
