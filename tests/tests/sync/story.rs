//! A day in the ward, told by its people. Goal: the story holds through both machines, the
//! real store and a network with faults. Method: each story is one test; `Ward` does the rest.

use chungtay_server::state::Clock as _;
use chungtay_shared::household::ProfileField;
use chungtay_shared::id::Epoch;
use chungtay_shared::phone::message::{Failure, RecordState};
use chungtay_tests::ward::Ward;
use chungtay_tests::ward::network::Fault;
use chungtay_tests::ward::phone::{correct_amount, edit, hand_over, register, visit};

/// Mai and Hùng, and one household both know.
fn ward_of_two() -> (Ward, chungtay_shared::id::DocId) {
    let mut ward = Ward::new(1);
    ward.enrol("Mai");
    ward.enrol("Hùng");
    let household = ward
        .with("Mai", |p, rng, now| {
            p.save(&register("Đặng Thị Sáu", "Ấp 3"), rng, now)
        })
        .unwrap();
    ward.settle();
    (ward, household)
}

#[test]
fn two_phones_work_offline_all_day_and_the_office_sees_everything_once() {
    let (mut ward, household) = ward_of_two();
    for (name, amount) in [("Mai", "500.000"), ("Hùng", "1,5 tr")] {
        ward.with(name, |phone, rng, now| {
            phone
                .save(&visit(household, now, "nhà dột"), rng, now)
                .unwrap();
            phone
                .save(&hand_over(household, now, amount), rng, now)
                .unwrap();
        });
    }
    assert_eq!(ward.server.facts().total, 0, "nothing was sent yet");
    assert_eq!(ward.phone("Hùng").status().waiting(), 2);

    ward.settle();
    assert_eq!(ward.server.facts().total, 4);
    let summary = ward.server.summary();
    assert_eq!((summary.aided.households, summary.aided.times), (1, 2));
    assert_eq!(summary.money_vnd, 2_000_000);
    for name in ["Mai", "Hùng"] {
        let status = ward.phone(name).status();
        assert_eq!(status.receipted, status.made);
        assert!(
            ward.phone(name)
                .records()
                .iter()
                .all(|r| r.state == RecordState::Receipted)
        );
        let seen = ward.phone(name).household(household).unwrap();
        assert_eq!((seen.visits.len(), seen.handovers.len()), (2, 2));
    }
}

#[test]
fn a_field_edited_by_both_keeps_both_values_until_the_office_chooses() {
    let (mut ward, household) = ward_of_two();
    for (name, phone_number) in [("Mai", "0100000001"), ("Hùng", "0100000002")] {
        let ask = edit(household, ProfileField::Phone, phone_number);
        ward.with(name, |phone, rng, now| phone.save(&ask, rng, now))
            .unwrap();
    }
    ward.settle();
    let conflicts = ward.server.conflicts();
    assert_eq!(conflicts.len(), 1);
    let values: Vec<_> = conflicts[0]
        .conflict
        .values
        .iter()
        .map(|v| v.value.as_str())
        .collect();
    assert!(values.contains(&"0100000001") && values.contains(&"0100000002"));
    let mut names: Vec<_> = conflicts[0].people.values().map(String::as_str).collect();
    names.sort_unstable();
    assert_eq!(names, ["Hùng", "Mai"]);
    assert_eq!(ward.phone("Mai").rows()[0].conflict_count, 1);

    ward.server
        .choose(household, ProfileField::Phone, "0100000002");
    ward.settle();
    assert!(ward.server.conflicts().is_empty());
    for name in ["Mai", "Hùng"] {
        let seen = ward.phone(name).household(household).unwrap();
        assert_eq!(seen.profile.get(ProfileField::Phone), "0100000002");
        assert!(seen.conflicts.is_empty());
    }
}

#[test]
fn two_different_fields_edited_at_once_are_no_conflict() {
    let (mut ward, household) = ward_of_two();
    let edits = [
        ("Mai", edit(household, ProfileField::Phone, "0100000001")),
        ("Hùng", edit(household, ProfileField::Nickname, "bà Sáu")),
    ];
    for (name, ask) in edits {
        ward.with(name, |phone, rng, now| phone.save(&ask, rng, now))
            .unwrap();
    }
    ward.settle();
    assert!(ward.server.conflicts().is_empty());
    let profile = ward.server.household(household).unwrap().profile;
    assert_eq!(profile.get(ProfileField::Phone), "0100000001");
    assert_eq!(profile.get(ProfileField::Nickname), "bà Sáu");
}

#[test]
fn a_wrong_amount_is_corrected_by_another_fact_and_counted_once() {
    let (mut ward, household) = ward_of_two();
    ward.with("Mai", |p, rng, now| {
        p.save(&hand_over(household, now, "5.000.000"), rng, now)
    })
    .unwrap();
    ward.settle();
    let wrong = ward.server.facts().lines[0].id;
    let now = ward.clock.now();
    for (name, amount) in [("Mai", "500.000"), ("Hùng", "600.000")] {
        let ask = correct_amount(household, now, wrong, amount);
        ward.with(name, |phone, rng, now| phone.save(&ask, rng, now))
            .unwrap();
    }
    ward.settle();
    let money_vnd = ward.server.summary().money_vnd;
    assert!(
        [500_000, 600_000].contains(&money_vnd),
        "of two corrections one counts, not both: {money_vnd}"
    );
    let household = ward.server.household(household).unwrap();
    assert_eq!(household.handovers.len(), 3, "nothing is erased");
    assert_eq!(
        household
            .handovers
            .iter()
            .filter(|h| h.corrected_by.is_none())
            .count(),
        1
    );
    assert_eq!(household.corrections[0].fact.reason, "ghi nhầm số tiền");
}

#[test]
fn whatever_happens_on_the_road_nothing_is_lost_and_nothing_doubled() {
    for fault in Fault::ALL.iter().copied() {
        let (mut ward, household) = ward_of_two();
        ward.with("Mai", |phone, rng, now| {
            for i in 0..5 {
                let ask = visit(household, now, &format!("lần {i}"));
                phone.save(&ask, rng, now).unwrap();
            }
        });
        ward.phone("Mai").wake();
        ward.exchange("Mai", fault);
        let receipted = ward.phone("Mai").status().receipted;
        let stored = ward.server.facts().total;
        assert!(
            receipted <= stored + 1,
            "{fault:?}: {receipted} said, {stored} stored"
        );
        ward.settle();
        assert_eq!(ward.server.facts().total, 5, "{fault:?}");
        assert_eq!(ward.phone("Mai").status().waiting(), 0, "{fault:?}");
        assert_eq!(
            ward.phone("Hùng")
                .household(household)
                .unwrap()
                .visits
                .len(),
            5,
            "{fault:?}"
        );
    }
}

#[test]
fn a_first_sync_that_breaks_off_again_and_again_goes_on_where_it_was() {
    const HOUSEHOLDS: usize = 1_200;
    let mut ward = Ward::new(3);
    ward.enrol("Mai");
    ward.with("Mai", |phone, rng, now| {
        for i in 0..HOUSEHOLDS {
            phone
                .save(&register(&format!("Trần Văn {i}"), "Ấp 3"), rng, now)
                .unwrap();
        }
    });
    ward.settle();
    ward.enrol("Hùng");
    let mut held = 0;
    for _ in 0..12 {
        ward.phone("Hùng").wake();
        assert!(!ward.exchange("Hùng", Fault::ReplyCut));
        let now_held = ward.phone("Hùng").rows().len();
        assert!(
            now_held >= held,
            "what is held stays, and is shown while the rest comes"
        );
        held = now_held;
    }
    assert!(
        held > HOUSEHOLDS / 4,
        "each try goes on where the last one broke off: {held}"
    );
    ward.settle();
    assert_eq!(ward.phone("Hùng").rows().len(), HOUSEHOLDS);
}

#[test]
fn a_full_phone_keeps_the_form_and_half_writes_nothing() {
    let (mut ward, household) = ward_of_two();
    ward.phone("Mai").disk.full = true;
    let refused = ward.with("Mai", |p, rng, now| {
        p.save(&visit(household, now, "đầy máy"), rng, now)
    });
    assert_eq!(refused, Err(Failure::StorageFull));
    ward.phone("Mai").disk.full = false;
    ward.phone("Mai").crash();
    assert_eq!(ward.phone("Mai").status().made, 1, "only the registration");
    ward.with("Mai", |p, rng, now| {
        p.save(&visit(household, now, "có chỗ"), rng, now)
    })
    .unwrap();
    ward.settle();
    assert_eq!(ward.server.facts().total, 1);
}

#[test]
fn a_phone_that_dies_while_saving_has_the_visit_wholly_or_not_at_all() {
    let (mut ward, household) = ward_of_two();
    ward.with("Mai", |phone, rng, now| {
        phone
            .save_and_die(&visit(household, now, "tắt máy"), rng, now)
            .unwrap();
        assert_eq!(phone.status().waiting(), 1);
        phone
            .save(&visit(household, now, "mở lại"), rng, now)
            .unwrap();
    });
    ward.settle();
    assert_eq!(ward.server.facts().total, 2);
    assert!(ward.server.quarantine().is_empty());
}

#[test]
fn a_clock_that_is_ten_years_wrong_costs_no_record() {
    for error_ms in [-315_360_000_000, 315_360_000_000] {
        let (mut ward, household) = ward_of_two();
        ward.phone("Mai").clock_error_ms = error_ms;
        ward.with("Mai", |p, rng, now| {
            p.save(
                &visit(household, now.plus_ms(error_ms), "sai giờ"),
                rng,
                now,
            )
        })
        .unwrap();
        ward.settle();
        assert_eq!(ward.server.facts().total, 1);
    }
}

#[test]
fn a_server_restored_from_an_older_backup_gets_back_what_it_lost_whoever_comes_first() {
    for first in ["Mai", "Hùng"] {
        let (mut ward, household) = ward_of_two();
        let backup = ward.server.back_up();
        for name in ["Mai", "Hùng"] {
            ward.with(name, |p, rng, now| {
                p.save(&visit(household, now, name), rng, now)
            })
            .unwrap();
            ward.settle();
        }
        // Hùng's visit stands on Mai's, and both were receipted.
        ward.server.restore(&backup, Epoch::from_bytes([2; 16]));
        assert_eq!(ward.server.facts().total, 0);
        ward.with(first, |p, rng, now| {
            p.save(&visit(household, now, "sau sự cố"), rng, now)
        })
        .unwrap();
        for _ in 0..2 {
            ward.phone(first).wake();
            ward.exchange(first, Fault::None);
        }
        ward.settle();
        assert_eq!(ward.server.facts().total, 3, "{first} came first");
        assert!(ward.server.quarantine().is_empty(), "{first} came first");
        for name in ["Mai", "Hùng"] {
            let status = ward.phone(name).status();
            assert_eq!(status.receipted, status.made, "{name}");
        }
    }
}
