//! The visits and handovers that have been drawn, recorded as a phone records them.

use super::*;
use crate::handover::{Handover, Receiver};
use crate::id::FactId;
use crate::time::Timestamp;
use crate::visit::{Met, Visit};

/// Records everything as a phone does, at the moment it happened.
fn facts(ward: &SyntheticWard) -> (Vec<Visit>, Vec<Handover>) {
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    let mut id = |at| FactId::new(at, &mut rng);
    let households = ward.households.iter();
    let visits = households.clone().flat_map(|h| &h.visits);
    let visits = visits
        .map(|v| Visit::from_draft(v, id(v.at), v.at).unwrap())
        .collect();
    let handovers = households.flat_map(|h| &h.handovers);
    let handovers = handovers
        .map(|h| Handover::from_draft(h, id(h.at), h.at).unwrap())
        .collect();
    (visits, handovers)
}

#[test]
fn work_done_lies_before_today_whatever_day_it_is() {
    for (today, campaign, given) in [
        ("2026-03-01", 2025, true),
        ("2026-10-17", 2026, false),
        ("2026-10-18", 2026, true),
        ("2026-11-01", 2026, true),
        (AFTER_THE_MONTH, 2026, true),
        ("2028-02-29", 2027, true),
    ] {
        let ward = demo(DEMO_HOUSEHOLDS, today);
        assert_eq!(ward.campaign.from.ymd().0, campaign, "{today}");
        let midnight = Timestamp::from_local(today.parse().unwrap(), 0, 0);
        let (visits, handovers) = facts(&ward);
        assert!(!visits.is_empty(), "{today}");
        assert_eq!(!handovers.is_empty(), given, "{today}");
        assert!(visits.iter().all(|v| v.at < midnight), "{today}");
        for handover in &handovers {
            assert!(handover.at < midnight, "{today}");
            assert!(handover.at.local_date() >= ward.campaign.from, "{today}");
            assert!(handover.at.local_date() <= ward.campaign.to, "{today}");
        }
    }
}

#[test]
fn a_quarter_has_been_visited_and_an_eighth_has_received() {
    let ward = large();
    assert_near("visited", ward.share(|h| !h.visits.is_empty()), 25.0, 2.0);
    assert_near(
        "received",
        ward.share(|h| !h.handovers.is_empty()),
        12.0,
        1.5,
    );
    assert!(ward.households.iter().all(|h| h.visits.len() <= 2));
    assert!(
        ward.households
            .iter()
            .all(|h| h.visits.is_sorted_by_key(|v| v.at))
    );

    let (visits, handovers) = facts(&ward);
    let nobody = visits.iter().filter(|v| v.met == Met::Nobody);
    assert_near(
        "nobody home",
        percent(nobody.clone().count(), visits.len()),
        15.0,
        2.5,
    );
    assert!(
        nobody
            .clone()
            .all(|v| v.needs.is_empty() && v.met_name.is_empty())
    );
    let off_hours = visits
        .iter()
        .filter(|v| {
            let weekday = (v.at.local_date().days() + 3).rem_euclid(7);
            weekday >= 5 || v.at.local_hour_minute().0 >= 17
        })
        .count();
    assert_near(
        "weekends and evenings",
        percent(off_hours, visits.len()),
        70.0,
        4.0,
    );
    let notes: BTreeSet<_> = visits.iter().map(|v| v.note.as_str()).collect();
    assert!(notes.len() > 100, "only {} different notes", notes.len());

    let share = |has: &dyn Fn(&Handover) -> bool| {
        percent(handovers.iter().filter(|h| has(h)).count(), handovers.len())
    };
    assert_near(
        "received by another",
        share(&|h| h.receiver == Receiver::Other),
        12.0,
        3.0,
    );
    assert_near("signed", share(&|h| h.signature.is_some()), 70.0, 5.0);
    assert!(share(&|h| h.form.has_goods()) > 10.0);
    assert!(
        handovers
            .iter()
            .all(|h| h.value_vnd() > 0 && h.campaign_name == ward.campaign.name)
    );
    for signature in handovers.iter().filter_map(|h| h.signature.as_ref()) {
        assert!((30..=120).contains(&signature.point_count()));
    }
}
