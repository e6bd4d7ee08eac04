//! Visits: one or two to a household, and what was seen there.

use rand_core::RngCore;

use super::calendar::Calendar;
use super::handovers::Where;
use super::kin::{self, Kin};
use super::notes;
use crate::handover::{HandoverDraft, Receiver};
use crate::synthetic::SyntheticHousehold;
use crate::synthetic::chance::{below, chance, weighted};
use crate::time::Timestamp;
use crate::visit::{Met, Need, Purpose, VisitDraft};

const MINUTE_MS: i64 = 60_000;

/// One visit, for a third of the households two; oldest first.
pub(super) fn draw(
    rng: &mut impl RngCore,
    household: &SyntheticHousehold,
    given: &[(Where, HandoverDraft)],
    calendar: &Calendar,
) -> Vec<VisitDraft> {
    let first = match given.first() {
        Some((Where::Home, handover)) => with_gift(rng, household, handover),
        Some((Where::Bank, handover)) => at_building_site(rng, household, handover, calendar),
        Some((Where::Hall, _)) | None => ordinary(rng, household, calendar),
    };
    let mut visits = vec![first];
    if chance(rng, 33) {
        visits.extend(second(rng, household, calendar, &visits[0]));
    }
    visits.sort_by_key(|visit| visit.at);
    visits
}

/// Whoever brings something has visited: a few minutes before, meeting who received it.
fn with_gift(
    rng: &mut impl RngCore,
    household: &SyntheticHousehold,
    handover: &HandoverDraft,
) -> VisitDraft {
    let named = || format!("{} ({})", handover.receiver_name, handover.relation);
    let met = match handover.receiver {
        Some(Receiver::Representative) => (Met::Member, named()),
        Some(Receiver::Other) => (Met::Neighbour, named()),
        Some(Receiver::Head) | None => (Met::Head, String::new()),
    };
    let at = handover.at.plus_ms(-5 * MINUTE_MS);
    visit(rng, household, (at, Purpose::Gift), met)
}

/// Money for a house is followed by a look at the house.
fn at_building_site(
    rng: &mut impl RngCore,
    household: &SyntheticHousehold,
    handover: &HandoverDraft,
    calendar: &Calendar,
) -> VisitDraft {
    let Some(at) = calendar.time_after(rng, handover.at) else {
        return ordinary(rng, household, calendar);
    };
    let seen = visit(
        rng,
        household,
        (at, Purpose::Check),
        (Met::Head, String::new()),
    );
    VisitDraft {
        note: notes::house(rng),
        ..seen
    }
}

fn ordinary(
    rng: &mut impl RngCore,
    household: &SyntheticHousehold,
    calendar: &Calendar,
) -> VisitDraft {
    let purpose = weighted(
        rng,
        &[
            (Purpose::Visit, 50),
            (Purpose::Survey, 40),
            (Purpose::Check, 10),
        ],
    );
    let before = purpose == Purpose::Survey && chance(rng, 40);
    let at = if before {
        calendar.survey_time(rng)
    } else {
        calendar.working_time(rng)
    };
    let somebody = somebody(rng, household, 22);
    visit(rng, household, (at, purpose), somebody)
}

/// After a closed door somebody comes again; after a gift somebody looks how it is used; to those
/// who got one, somebody had come to ask what they need.
fn second(
    rng: &mut impl RngCore,
    household: &SyntheticHousehold,
    calendar: &Calendar,
    first: &VisitDraft,
) -> Option<VisitDraft> {
    let first_purpose = first.purpose.unwrap_or(Purpose::Visit);
    let (at, purpose) = match first_purpose {
        Purpose::Gift if chance(rng, 60) => (calendar.survey_time(rng), Purpose::Survey),
        Purpose::Gift => (calendar.time_after(rng, first.at)?, Purpose::Check),
        Purpose::Visit | Purpose::Survey | Purpose::Check if first.met == Some(Met::Nobody) => {
            (calendar.time_after(rng, first.at)?, first_purpose)
        }
        Purpose::Visit | Purpose::Survey | Purpose::Check => {
            (calendar.time_after(rng, first.at)?, Purpose::Visit)
        }
    };
    let somebody = somebody(rng, household, 4);
    Some(visit(rng, household, (at, purpose), somebody))
}

/// Who opens the door, with their name when it is not the head.
fn somebody(
    rng: &mut impl RngCore,
    household: &SyntheticHousehold,
    nobody_percent: u32,
) -> (Met, String) {
    let member_weight = if household.profile.member_count() > 1 {
        24
    } else {
        0
    };
    let met = weighted(
        rng,
        &[
            (Met::Nobody, nobody_percent),
            (Met::Member, member_weight),
            (Met::Neighbour, 5),
            (Met::Head, 95 - member_weight - nobody_percent),
        ],
    );
    let named = |kin: Kin| format!("{} ({})", kin.name, kin.relation);
    let name = match met {
        Met::Head | Met::Nobody => String::new(),
        Met::Member => named(kin::member(rng, household)),
        Met::Neighbour => named(kin::neighbour(rng, household)),
    };
    (met, name)
}

fn visit(
    rng: &mut impl RngCore,
    household: &SyntheticHousehold,
    (at, purpose): (Timestamp, Purpose),
    (met, met_name): (Met, String),
) -> VisitDraft {
    VisitDraft {
        at,
        purpose: Some(purpose),
        met: Some(met),
        met_name,
        needs: needs_seen(rng, household, purpose, met),
        note: notes::visit(rng, household, purpose, met),
        place: None,
        change_seen: None,
    }
}

/// A survey sees nearly all that is lacking, a visit some of it, a closed door nothing.
fn needs_seen(
    rng: &mut impl RngCore,
    household: &SyntheticHousehold,
    purpose: Purpose,
    met: Met,
) -> Vec<Need> {
    let seen_percent = match (met, purpose) {
        (Met::Nobody, _) => 0,
        (Met::Neighbour, _) => 20,
        (Met::Head | Met::Member, Purpose::Survey) => 90,
        (Met::Head | Met::Member, Purpose::Visit) => 45,
        (Met::Head | Met::Member, Purpose::Gift | Purpose::Check) => 15,
    };
    household
        .deprivations
        .iter()
        .copied()
        .filter(|_| below(rng, 100) < seen_percent)
        .collect()
}
