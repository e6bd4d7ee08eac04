//! The lines of SPEC.md's table of the phone's machine that no story tells.

use super::*;

#[test]
fn what_is_saved_goes_at_once() {
    let mut phone = phone();
    phone.poll_transmit(NOW);
    hear(&mut phone, &receipt(EPOCH, &[]));
    assert_eq!(phone.poll_timeout(), Some(NOW.plus_ms(IDLE_MS)));
    save(&mut phone, NOW);
    assert_eq!(phone.poll_timeout(), Some(NOW));
}

#[test]
fn what_is_saved_behind_a_failure_does_not_hammer_the_network() {
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    let mut phone = phone();
    phone.poll_transmit(NOW);
    phone.handle_failure(Failure::Unreachable, NOW, &mut rng);
    let due_at = phone.poll_timeout();
    save(&mut phone, NOW);
    assert_eq!(phone.poll_timeout(), due_at);
}

#[test]
fn a_wake_during_an_exchange_begins_the_next_one_at_once() {
    let mut phone = phone();
    phone.poll_transmit(NOW);
    phone.handle_wake(NOW);
    assert_eq!(phone.poll_transmit(NOW), None, "one exchange at a time");
    hear(&mut phone, &receipt(EPOCH, &[]));
    assert!(phone.poll_transmit(NOW).is_some());
}

#[test]
fn a_refused_phone_says_nothing_until_a_person_has_acted() {
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    let mut phone = phone();
    save(&mut phone, NOW);
    phone.poll_transmit(NOW);
    phone.handle_failure(Failure::Refused(Refused::TooOld), NOW, &mut rng);
    assert_eq!(phone.status().phase, Phase::Refused(Refused::TooOld));
    save(&mut phone, NOW);
    let later = NOW.plus_ms(10 * IDLE_MS);
    assert_eq!(
        (phone.poll_transmit(later), phone.poll_timeout()),
        (None, None)
    );
    assert_eq!(phone.outbox(), None, "nor by its service worker");
    assert_eq!(phone.status().made, 2, "records are made all the same");
    phone.handle_wake(later);
    assert_eq!(phone.poll_transmit(later).unwrap().pushed.len(), 2);
}

#[test]
fn a_phone_that_was_closed_in_an_exchange_begins_it_anew() {
    let mut phone = phone();
    save(&mut phone, NOW);
    let sent = phone.poll_transmit(NOW);
    let records: Vec<Record> = phone.records().cloned().collect();
    let mut woken = ClientSync::restore(phone.memory.clone(), records);
    assert_eq!(woken.poll_transmit(NOW), sent);
}

#[test]
fn a_page_moves_its_own_communes_cursor_and_no_other() {
    let mut phone = phone();
    let scope = vec!["99001".to_owned(), "99002".to_owned()];
    let both = Receipt {
        scope,
        ..receipt(EPOCH, &[])
    };
    phone.poll_transmit(NOW);
    hear(&mut phone, &both);
    let page = Cursor {
        commune: "99002".into(),
        since: 0,
        upto: 7,
    };
    phone.handle_written(phone.plan_page(&page, &[], &[]));
    assert_eq!(phone.memory.cursors, [Cursor::start("99001"), page]);
}
