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
fn the_network_that_comes_back_while_an_attempt_fails_is_tried_at_once() {
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    let mut phone = phone();
    for _ in 0..9 {
        phone.poll_transmit(phone.poll_timeout().unwrap());
        phone.handle_failure(Failure::Unreachable, NOW, &mut rng);
    }
    // This attempt has begun without network.
    phone.poll_transmit(phone.poll_timeout().unwrap());
    save(&mut phone, NOW);
    phone.handle_wake(NOW);
    save(&mut phone, NOW);
    phone.handle_failure(Failure::Unreachable, NOW, &mut rng);
    assert_eq!(phone.poll_timeout(), Some(NOW), "not in five minutes");

    phone.poll_transmit(NOW);
    save(&mut phone, NOW);
    phone.handle_failure(Failure::Unreachable, NOW, &mut rng);
    assert!(phone.poll_timeout() > Some(NOW), "once, not in a circle");
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
fn a_phone_that_is_not_admitted_yet_asks_each_minute_and_sends_its_records_once_it_is() {
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    let mut phone = phone();
    save(&mut phone, NOW);
    assert_eq!(phone.poll_transmit(NOW).unwrap().pushed.len(), 1);
    phone.handle_failure(Failure::Refused(Refused::Awaiting), NOW, &mut rng);
    assert_eq!(phone.status().phase, Phase::Refused(Refused::Awaiting));
    save(&mut phone, NOW);
    assert_eq!(phone.outbox(), None, "nor by its service worker");

    let later = NOW.plus_ms(IDLE_MS);
    assert_eq!(phone.poll_timeout(), Some(later));
    let asks = phone.poll_transmit(later).unwrap();
    assert_eq!((asks.pushed.len(), asks.made), (0, 2), "that costs no data");
    phone.handle_failure(Failure::Unreachable, later, &mut rng);
    assert_eq!(phone.status().phase, Phase::Refused(Refused::Awaiting));
    phone.handle_wake(later);
    phone.poll_transmit(later).unwrap();
    phone.handle_wake(later);
    phone.handle_failure(Failure::Refused(Refused::Awaiting), later, &mut rng);
    assert_eq!(
        phone.poll_timeout(),
        Some(later),
        "somebody has asked for it"
    );

    phone.poll_transmit(later).unwrap();
    let mut broken_off = phone.clone();
    hear(&mut phone, &receipt(EPOCH, &[]));
    assert_eq!(phone.poll_transmit(NOW).unwrap().pushed.len(), 2, "at once");
    assert_eq!(phone.status().phase, Phase::Syncing);

    // The list is long and the network bad: the records do not wait until all of it is here.
    let plan = broken_off.plan_receipt(&receipt(EPOCH, &[]), later);
    broken_off.handle_written(plan);
    assert_eq!(broken_off.status().phase, Phase::Syncing, "no more waiting");
    broken_off.handle_failure(Failure::Unreachable, later, &mut rng);
    assert_eq!(broken_off.status().phase, Phase::Offline);
    let due_at = broken_off.poll_timeout().unwrap();
    assert_eq!(broken_off.poll_transmit(due_at).unwrap().pushed.len(), 2);
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
        erased: Some(7),
    };
    phone.handle_written(phone.plan_page(&page, Came::default()));
    assert_eq!(phone.memory.cursors, [Cursor::start("99001"), page]);
}

/// Mai's phone with three records, of which the server has set aside the first two.
fn with_two_set_aside() -> ClientSync {
    let mut phone = phone();
    for _ in 0..3 {
        save(&mut phone, NOW);
    }
    phone.poll_transmit(NOW);
    let aside = || Outcome::Quarantined("schema".into());
    let answers = [(1, aside()), (2, aside()), (3, Outcome::Stored)];
    hear(&mut phone, &saying(&answers, 2));
    assert_eq!(phone.status().needs_person, 2);
    phone
}

fn saying(answers: &[(u64, Outcome)], quarantined: u64) -> Receipt {
    Receipt {
        quarantined,
        ..receipt(EPOCH, answers)
    }
}

#[test]
fn what_the_office_has_let_in_is_offered_again_to_hear_of_it() {
    let mut phone = with_two_set_aside();
    let later = NOW.plus_ms(IDLE_MS);
    assert!(phone.poll_transmit(later).unwrap().pushed.is_empty());
    phone.handle_written(phone.plan_receipt(&saying(&[], 1), later));
    phone.handle_end(later);

    let offered = phone.poll_transmit(later).expect("at once").pushed;
    assert_eq!(offered.iter().map(|p| p.n).collect::<Vec<_>>(), [1, 2]);
    let answers = [
        (1, Outcome::Quarantined("schema".into())),
        (2, Outcome::AlreadyHad),
    ];
    hear(&mut phone, &saying(&answers, 1));
    let status = phone.status();
    assert_eq!((status.receipted, status.needs_person), (2, 1));
    assert!(phone.poll_transmit(NOW).is_none(), "and rests");
}

#[test]
fn a_server_that_counts_otherwise_is_offered_what_was_set_aside_once() {
    let mut phone = with_two_set_aside();
    let aside = || Outcome::Quarantined("schema".into());
    let answers = [(1, aside()), (2, aside())];
    let mut offered = Vec::new();
    for round in 1..=4 {
        let now = NOW.plus_ms(IDLE_MS * round);
        while let Some(request) = phone.poll_transmit(now) {
            let again = request.pushed.len();
            offered.push(again);
            let answered = if again > 0 { &answers[..] } else { &[] };
            phone.handle_written(phone.plan_receipt(&saying(answered, 0), now));
            phone.handle_end(now);
        }
    }
    assert_eq!(offered, [0, 2, 0, 0, 0]);
}

#[test]
fn a_clock_that_is_hours_wrong_is_shown_and_told_and_one_that_is_minutes_wrong_is_not() {
    let mut phone = phone();
    for (wrong_s, shown_s) in [(0, 0), (240, 0), (-7_200, -7_200), (301, 301)] {
        let now = NOW.plus_ms(wrong_s * 1_000);
        phone.handle_wake(now);
        phone.poll_transmit(now);
        phone.handle_written(phone.plan_receipt(&receipt(EPOCH, &[]), now));
        phone.handle_end(now);
        assert_eq!(phone.status().clock_off_s, shown_s);
        phone.handle_wake(now);
        assert_eq!(phone.poll_transmit(now).unwrap().clock_off_s, shown_s);
        phone.handle_end(now);
    }
}

#[test]
fn a_phone_that_has_left_says_so_and_goes_on_offering_what_stood_on_nothing() {
    let mut phone = phone();
    save(&mut phone, NOW);
    save(&mut phone, NOW);
    phone.poll_transmit(NOW);
    let aside = |reason: &str| Outcome::Quarantined(reason.into());
    let answers = [(1, aside("missing_dependency")), (2, aside("schema"))];
    hear(&mut phone, &receipt(EPOCH, &answers));
    assert_eq!(phone.status().needs_person, 2);
    let left = |answers: &[(u64, Outcome)]| Receipt {
        scope: Vec::new(),
        ..receipt(EPOCH, answers)
    };
    phone.handle_wake(NOW);
    phone.poll_transmit(NOW);
    hear(&mut phone, &left(&[]));
    for _ in 0..2 {
        // There is no news any more by which it could learn that the record may be let in.
        phone.handle_wake(NOW);
        assert_eq!(phone.poll_transmit(NOW).unwrap().pushed[0].n, 1);
        hear(&mut phone, &left(&[(1, aside("missing_dependency"))]));
        assert_eq!(phone.poll_timeout(), Some(NOW.plus_ms(IDLE_MS)));
    }
    let status = phone.status();
    assert_eq!(status.phase, Phase::Refused(Refused::Left));
    assert_eq!((status.waiting(), status.needs_person), (1, 1));
}
