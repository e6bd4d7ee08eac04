//! Mai's phone and a server played by hand.

#![expect(
    clippy::cast_possible_truncation,
    reason = "the numbers of a few records"
)]

use rand_chacha::ChaCha8Rng;
use rand_core::SeedableRng as _;

use super::*;
use crate::document::{ChangeHash, Written};
use crate::id::{DocId, Epoch};
use crate::limits::ESCAPE_CHANGES_BYTES;
use crate::sync::wire::{Answered, Cursor, Outcome, Receipt};

mod lines;

const NOW: Timestamp = Timestamp::from_ms(1_790_000_000_000);
const EPOCH: Epoch = Epoch::from_bytes([1; 16]);

fn phone() -> ClientSync {
    ClientSync::restore(Memory::new(Actor::from_bytes([9; 16]), "99001"), [])
}

fn save(phone: &mut ClientSync, at: Timestamp) -> u64 {
    let (n, memory) = phone.next_record();
    let written = Written {
        hash: ChangeHash([n as u8; 32]),
        bytes: vec![0; 300],
    };
    let doc = DocId::from_bytes([n as u8; 16]);
    let record = record((n, "99001", doc), written, What::Visit, at);
    phone.handle_saved(memory, record, at);
    n
}

fn receipt(epoch: Epoch, answers: &[(u64, Outcome)]) -> Receipt {
    Receipt {
        protocol: PROTOCOL,
        epoch,
        answers: answers
            .iter()
            .map(|(n, outcome)| Answered {
                n: *n,
                hash: ChangeHash([*n as u8; 32]),
                outcome: outcome.clone(),
            })
            .collect(),
        receipted: 0,
        quarantined: 0,
        people: None,
        server_time: NOW,
        scope: vec!["99001".to_owned()],
        docs_to_come: 0,
        sealing_key: None,
    }
}

fn hear(phone: &mut ClientSync, receipt: &Receipt) {
    let plan = phone.plan_receipt(receipt, NOW);
    phone.handle_written(plan);
    phone.handle_end(NOW);
}

#[test]
fn mai_reads_synced_only_of_what_was_receipted_by_name() {
    let mut phone = phone();
    for _ in 0..3 {
        save(&mut phone, NOW);
    }
    assert_eq!(phone.poll_transmit(NOW).unwrap().pushed.len(), 3);
    assert_eq!(phone.status().waiting(), 3);
    hear(
        &mut phone,
        &receipt(
            EPOCH,
            &[
                (1, Outcome::Stored),
                (2, Outcome::Quarantined("schema".into())),
            ],
        ),
    );
    let status = phone.status();
    assert_eq!(
        (status.made, status.receipted, status.needs_person),
        (3, 1, 1)
    );
    assert_eq!(status.waiting(), 1);
}

#[test]
fn an_answer_about_another_change_of_the_same_number_is_no_receipt() {
    let mut phone = phone();
    save(&mut phone, NOW);
    let mut stranger = receipt(EPOCH, &[(1, Outcome::Stored)]);
    stranger.answers[0].hash = ChangeHash([77; 32]);
    phone.poll_transmit(NOW);
    hear(&mut phone, &stranger);
    assert_eq!(phone.status().receipted, 0);
}

#[test]
fn a_record_saved_while_a_request_is_under_way_goes_with_the_next_one() {
    let mut phone = phone();
    save(&mut phone, NOW);
    let first = phone.poll_transmit(NOW).unwrap();
    let plan = phone.plan_receipt(&receipt(EPOCH, &[(1, Outcome::Stored)]), NOW);
    save(&mut phone, NOW);
    phone.handle_written(plan);
    phone.handle_end(NOW);
    assert_eq!(first.pushed.len(), 1);
    assert_eq!(
        phone.status().made,
        2,
        "the older plan does not take the count back"
    );
    let second = phone.poll_transmit(NOW).unwrap();
    assert_eq!(second.pushed.iter().map(|p| p.n).collect::<Vec<_>>(), [2]);
}

#[test]
fn a_restored_server_is_offered_everything_again_and_read_anew() {
    let mut phone = phone();
    save(&mut phone, NOW);
    phone.poll_transmit(NOW);
    hear(&mut phone, &receipt(EPOCH, &[(1, Outcome::Stored)]));
    let page = Cursor {
        commune: "99001".into(),
        since: 40,
        upto: 40,
        erased: Some(40),
    };
    phone.handle_written(phone.plan_page(&page, Came::default()));
    assert_eq!(phone.status().receipted, 1);

    phone.handle_wake(NOW);
    phone.poll_transmit(NOW);
    let reborn = Epoch::from_bytes([2; 16]);
    hear(&mut phone, &receipt(reborn, &[]));
    assert_eq!(
        phone.status().receipted,
        0,
        "a receipt of a life that was lost counts no more"
    );
    let again = phone.poll_transmit(NOW).expect("at once");
    assert_eq!((again.pushed.len(), again.cursors[0].upto), (1, 0));
    assert_eq!(again.epoch, Some(reborn));
}

#[test]
fn what_a_restored_server_set_aside_for_what_it_lost_is_offered_again() {
    let mut phone = phone();
    save(&mut phone, NOW);
    phone.poll_transmit(NOW);
    hear(&mut phone, &receipt(EPOCH, &[(1, Outcome::Stored)]));
    save(&mut phone, NOW);
    phone.poll_transmit(NOW);
    let stands_on_nothing = Outcome::Quarantined("missing_dependency".into());
    let reborn = Epoch::from_bytes([2; 16]);
    hear(&mut phone, &receipt(reborn, &[(2, stands_on_nothing)]));
    phone.handle_wake(NOW);
    let again = phone.poll_transmit(NOW).unwrap();
    assert_eq!(again.pushed.iter().map(|p| p.n).collect::<Vec<_>>(), [1, 2]);
}

#[test]
fn a_record_that_stood_on_nothing_is_offered_again_when_its_document_has_news() {
    let mut phone = phone();
    save(&mut phone, NOW);
    save(&mut phone, NOW);
    phone.poll_transmit(NOW);
    let aside = |reason: &str| Outcome::Quarantined(reason.into());
    let answers = [(1, aside("missing_dependency")), (2, aside("schema"))];
    hear(&mut phone, &receipt(EPOCH, &answers));
    assert_eq!(phone.status().needs_person, 2);
    let docs = [DocId::from_bytes([1; 16]), DocId::from_bytes([2; 16])];
    let cursor = Cursor::start("99001");
    let came = Came {
        whole: &docs,
        ..Came::default()
    };
    phone.handle_written(phone.plan_page(&cursor, came));
    assert_eq!(
        (phone.status().needs_person, phone.status().waiting()),
        (1, 1),
        "only the one whose reason is not final"
    );
}

#[test]
fn without_network_the_phone_waits_longer_each_time_and_wakes_at_once_when_asked() {
    let mut rng = ChaCha8Rng::seed_from_u64(5);
    let mut phone = phone();
    save(&mut phone, NOW);
    let mut now = NOW;
    let mut waits_ms = Vec::new();
    for _ in 0..12 {
        assert!(phone.poll_transmit(now).is_some());
        assert_eq!(phone.poll_transmit(now), None, "one exchange at a time");
        phone.handle_failure(Failure::Unreachable, now, &mut rng);
        assert_eq!(phone.status().phase, Phase::Offline);
        let due_at = phone.poll_timeout().unwrap();
        waits_ms.push(due_at.ms() - now.ms());
        assert_eq!(phone.poll_transmit(now), None);
        now = due_at;
    }
    assert!(waits_ms[0] <= RETRY_FIRST_MS && waits_ms[11] > 10 * RETRY_FIRST_MS);
    assert!(waits_ms.iter().all(|ms| *ms <= RETRY_MAX_MS));
    phone.handle_failure(Failure::Unreachable, now, &mut rng);
    phone.handle_wake(now);
    assert!(phone.poll_transmit(now).is_some());
}

#[test]
fn a_server_that_answers_nothing_is_not_asked_in_a_circle() {
    let mut phone = phone();
    save(&mut phone, NOW);
    phone.poll_transmit(NOW);
    hear(&mut phone, &receipt(EPOCH, &[]));
    assert_eq!(phone.poll_transmit(NOW), None);
    assert!(phone.poll_timeout().unwrap() > NOW);
}

#[test]
fn a_crash_between_two_writes_never_gives_a_number_twice() {
    let mut phone = phone();
    let n = save(&mut phone, NOW);
    let records: Vec<Record> = phone.records().cloned().collect();
    let forgot = Memory::new(phone.actor(), "99001");
    let woken = ClientSync::restore(forgot, records);
    assert_eq!(woken.next_record().0, n + 1);
}

#[test]
fn a_thousand_visits_go_in_several_requests_and_none_is_left_behind() {
    let mut phone = phone();
    for _ in 0..200 {
        save(&mut phone, NOW);
    }
    for record in phone.records.values_mut() {
        record.pushed.change = vec![0; 20_000];
    }
    let mut requests = 0;
    while phone.status().waiting() > 0 {
        let request = phone.poll_transmit(NOW).expect("more to send");
        requests += 1;
        let answers: Vec<_> = request
            .pushed
            .iter()
            .map(|p| (p.n, Outcome::Stored))
            .collect();
        hear(&mut phone, &receipt(EPOCH, &answers));
    }
    assert_eq!(requests, 4);
}

#[test]
fn what_one_file_does_not_hold_is_left_for_the_next() {
    let mut phone = phone();
    let in_a_file = ESCAPE_CHANGES_BYTES / 20_000;
    for _ in 0..=in_a_file {
        save(&mut phone, NOW);
    }
    for record in phone.records.values_mut() {
        record.pushed.change = vec![0; 20_000];
    }
    let carried = |phone: &ClientSync| -> Vec<u64> {
        let requests = phone.unreceipted_requests();
        requests
            .iter()
            .flat_map(|r| &r.pushed)
            .map(|p| p.n)
            .collect()
    };
    assert_eq!(carried(&phone), (1..=in_a_file as u64).collect::<Vec<_>>());
    hear(&mut phone, &receipt(EPOCH, &[(1, Outcome::AlreadyHad)]));
    assert_eq!(
        carried(&phone),
        (2..=in_a_file as u64 + 1).collect::<Vec<_>>()
    );
}

#[test]
fn only_the_server_itself_can_refuse_a_phone() {
    let refused = Failure::Refused;
    let cases = [
        (403, Some("device_revoked"), refused(Refused::Revoked)),
        (401, Some("unknown_token"), refused(Refused::Revoked)),
        (403, Some("awaits_admission"), refused(Refused::Awaiting)),
        (426, Some("protocol_unsupported"), refused(Refused::TooOld)),
        (400, Some("malformed"), refused(Refused::NotUnderstood)),
        (400, Some("damaged"), Failure::Unreachable),
        (429, Some("too_many"), Failure::Unreachable),
        (500, Some("internal"), Failure::Unreachable),
        // The page of a hotel's network, not ours.
        (403, None, Failure::Unreachable),
        (404, None, Failure::Unreachable),
        (200, None, Failure::Unreachable),
    ];
    for (status, code, expected) in cases {
        assert_eq!(
            Failure::of_reply(status, code),
            expected,
            "{status} {code:?}"
        );
    }
}

#[test]
fn a_change_the_server_cannot_rebuild_is_sent_plain_at_once_and_only_that() {
    let mut phone = phone();
    let author = crate::document::Author {
        actor: phone.actor(),
        at: NOW,
    };
    let new = crate::document::NewHousehold {
        id: DocId::from_bytes([5; 16]),
        commune: "99001".to_owned(),
        import_key: String::new(),
        profile: crate::household::Profile::default(),
        statuses: Vec::new(),
    };
    let (_, written) = crate::document::Document::new_household(author, &new).unwrap();
    for n in 1..=2 {
        let (_, memory) = phone.next_record();
        let made = record(
            (n, "99001", new.id),
            written.clone(),
            What::Registration,
            NOW,
        );
        phone.handle_saved(memory, made, NOW);
    }
    let request = phone.poll_transmit(NOW).unwrap();
    assert!(request.pushed.iter().all(|p| short::is_short(&p.change)));

    hear(&mut phone, &receipt(EPOCH, &[(1, Outcome::SendPlain)]));
    assert_eq!(phone.unanswered(), 2);
    let request = phone.poll_transmit(NOW).expect("at once");
    assert_eq!(request.pushed[0].change, written.bytes);
    assert!(short::is_short(&request.pushed[1].change));

    // A server that wants it plain for ever is not asked in a circle.
    hear(&mut phone, &receipt(EPOCH, &[(1, Outcome::SendPlain)]));
    assert!(phone.poll_transmit(NOW).is_none());
}
