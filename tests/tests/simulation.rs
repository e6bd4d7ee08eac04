//! Wards played from seeds. Goal: whatever people, phones, server and road do in whatever order,
//! (I1) a record shown as receipted is stored; (I2) every record said to be saved reaches the
//! office, once; (I3) when all have come back, every phone shows what the server has; (I4) nothing
//! honest is set aside. Method: random days against a simple model; a failing seed is printed and
//! replayed with `CHUNGTAY_SEED=n`; `CHUNGTAY_RUNS=n` plays more of them.

#![expect(clippy::unwrap_used, reason = "a test fails where it cannot go on")]

use std::collections::BTreeSet;

use chungtay_server::state::Clock as _;
use chungtay_shared::household::ProfileField;
use chungtay_shared::id::DocId;
use chungtay_shared::phone::message::Ask;
use chungtay_tests::ward::Ward;
use chungtay_tests::ward::network::{Fault, below};
use chungtay_tests::ward::phone::{correct_amount, edit, hand_over, register, visit};

const PEOPLE: [&str; 3] = ["Mai", "Hùng", "Tám"];
const STEPS: usize = 60;

/// What must be true, as simply as it can be said.
#[derive(Default)]
struct Model {
    households: BTreeSet<DocId>,
    facts: u64,
}

#[test]
fn whatever_happens_in_whatever_order_every_saved_record_arrives_once() {
    let number = |name: &str| std::env::var(name).ok().and_then(|v| v.parse::<u64>().ok());
    let seeds = match number("CHUNGTAY_SEED") {
        Some(seed) => seed..seed + 1,
        None => 1_000..1_000 + number("CHUNGTAY_RUNS").unwrap_or(60),
    };
    for seed in seeds {
        println!("CHUNGTAY_SEED={seed}");
        play(seed);
    }
}

fn play(seed: u64) {
    let mut ward = Ward::new(seed);
    for name in PEOPLE {
        ward.enrol(name);
    }
    let mut model = Model::default();
    for _ in 0..STEPS {
        let name = PEOPLE[below(&mut ward.rng, PEOPLE.len())];
        match below(&mut ward.rng, 10) {
            0..6 => work(&mut ward, &mut model, name),
            6..8 => {
                let fault = Fault::ALL[below(&mut ward.rng, Fault::ALL.len())];
                ward.phone(name).wake();
                ward.exchange(name, fault);
            }
            8 => match below(&mut ward.rng, 4) {
                0 => ward.phone(name).crash(),
                1 => ward.server.crash(),
                2 => ward.phone(name).clock_error_ms = wrong_clock(&mut ward),
                _ => ward.clock.pass_ms(3_600_000),
            },
            _ => choose_something(&mut ward),
        }
        receipted_is_stored(&mut ward);
    }
    ward.settle();
    all_is_there(&mut ward, &model);
}

/// A volunteer does something with a household their phone holds.
fn work(ward: &mut Ward, model: &mut Model, name: &str) {
    let held: Vec<DocId> = ward.phone(name).rows().iter().map(|row| row.id).collect();
    let choice = below(&mut ward.rng, 10);
    let number = below(&mut ward.rng, 1_000);
    let now = ward.clock.now();
    if held.is_empty() || choice == 0 {
        let ask = register(&format!("Nguyễn Thị {number}"), "Ấp 4");
        let household = ward
            .with(name, |phone, rng, now| phone.save(&ask, rng, now))
            .unwrap();
        model.households.insert(household);
        return;
    }
    let household = held[below(&mut ward.rng, held.len())];
    let at = now.plus_ms(ward.phone(name).clock_error_ms);
    let ask = match choice {
        1..5 => visit(household, at, "thăm"),
        5..7 => hand_over(household, at, &format!("{}.000", number + 1)),
        7 => match correctable(ward, name, household) {
            Some(fact) => correct_amount(household, at, fact, "700.000"),
            None => hand_over(household, at, "700.000"),
        },
        _ => edit(household, ProfileField::Phone, &format!("0100{number:06}")),
    };
    let is_fact = !matches!(ask, Ask::SaveProfile { .. });
    if ward
        .with(name, |phone, rng, now| phone.save(&ask, rng, now))
        .is_ok()
        && is_fact
    {
        model.facts += 1;
    }
}

fn correctable(
    ward: &mut Ward,
    name: &str,
    household: DocId,
) -> Option<chungtay_shared::id::FactId> {
    let household = ward.phone(name).household(household)?;
    household.handovers.first().map(|h| h.fact.id)
}

fn choose_something(ward: &mut Ward) {
    if let Some(line) = ward.server.conflicts().first() {
        let value = line.conflict.values[0].value.clone();
        ward.server
            .choose(line.household, line.conflict.field, &value);
    }
}

fn wrong_clock(ward: &mut Ward) -> i64 {
    [0, -315_360_000_000, 315_360_000_000, 60_000][below(&mut ward.rng, 4)]
}

fn receipted_is_stored(ward: &mut Ward) {
    for name in PEOPLE {
        for hash in ward.phone(name).receipted() {
            assert!(
                ward.server.has(hash),
                "I1: {name} reads receipted of {hash:?}"
            );
        }
    }
}

fn all_is_there(ward: &mut Ward, model: &Model) {
    assert_eq!(ward.server.documents(), model.households, "I2: households");
    assert_eq!(
        ward.server.facts().total,
        model.facts,
        "I2: visits and handovers"
    );
    assert!(ward.server.quarantine().is_empty(), "I4");
    for name in PEOPLE {
        let status = ward.phone(name).status();
        assert_eq!(status.receipted, status.made, "I2: {name}");
        for household in &model.households {
            let here = ward.phone(name).household(*household);
            assert_eq!(here, ward.server.household(*household), "I3: {name}");
        }
    }
}
