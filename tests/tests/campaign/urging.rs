//! What is to be reported by when. Goal: a city sees who has reported what in time, adds it up once, and
//! reminds the rest; nobody reads what was not sent to them. Method: real phones and the real store in one
//! process, with a district between.

use chungtay_server::error::ApiError;
use chungtay_server::periods;
use chungtay_shared::api::period::{PeriodQuery, SendPeriod};
use chungtay_shared::field::Problem;
use chungtay_shared::fund::{Amount, EntryKind};
use chungtay_shared::period::{ClosePeriod, Punctuality, ReminderChannel, UrgingDraft};
use chungtay_shared::time::LocalDate;
use chungtay_tests::ward::COMMUNE;
use chungtay_tests::ward::city::{CITY, DISTRICT, OTHER};
use chungtay_tests::ward::closings::Closings;
use chungtay_tests::ward::month::fields_of;

fn vnd(money_vnd: i64) -> Amount {
    Amount {
        money_vnd,
        goods_value_vnd: 0,
    }
}

/// The city's campaign, money that is passed down, and figures that the city wants in two days.
fn due_in_two_days() -> (Closings, UrgingDraft) {
    let mut month = Closings::begin();
    let to = month.today();
    let due = UrgingDraft::Due {
        campaign: month.city.campaigns(CITY).remove(0).campaign.id,
        to,
        due: LocalDate::from_days(to.days() + 2),
        note: "Gửi kèm danh sách".into(),
    };
    urge(&month, CITY, &due).unwrap();
    let receipt = |unit: &str, party: &str, money: &str| {
        let entry = month.city.entry(EntryKind::Receipt, party, money);
        month.city.enter(unit, &entry).unwrap();
    };
    receipt(CITY, "Công ty", "90 tr");
    month.city.pass_down(CITY, DISTRICT, "60 tr");
    month.city.pass_down(DISTRICT, COMMUNE, "40 tr");
    receipt(COMMUNE, "Bà con", "2 tr");
    month.give("Mai", 0, 1);
    month.sync("Mai");
    (month, due)
}

fn urge(month: &Closings, by: &str, draft: &UrgingDraft) -> Result<(), ApiError> {
    let state = month.city.ward.server.state();
    periods::urge(state, &month.city.offices[by], draft)
}

/// A unit sends its first period of its first campaign.
fn send(month: &Closings, unit: &str) -> Result<(), ApiError> {
    let campaign = month.city.campaigns(unit).remove(0).campaign.id;
    let state = month.city.ward.server.state();
    periods::send(
        state,
        &month.city.offices[unit],
        SendPeriod { campaign, n: 1 },
    )
}

#[test]
fn what_a_commune_has_not_sent_nobody_reads() {
    let (month, due) = due_in_two_days();
    let twice = urge(&month, CITY, &due);
    assert_eq!(fields_of(twice), [("to".to_owned(), Problem::Taken)]);
    let owed = &month.page(COMMUNE).owed[0];
    assert_eq!(owed.above.code, CITY);
    assert_eq!(owed.answer.punctuality, Punctuality::Open { days: 2 });

    let first = month.close(1);
    let asked = PeriodQuery {
        unit: COMMUNE.into(),
        campaign: month.campaign.id,
        n: 1,
        style: None,
    };
    let today = month.today();
    let read_by = |by: &str| {
        month
            .city
            .read(|tx| periods::closing(tx, by, &asked, today))
    };
    assert_eq!(read_by(CITY), None);
    send(&month, COMMUNE).unwrap();
    let again = send(&month, COMMUNE);
    assert_eq!(fields_of(again), [("n".to_owned(), Problem::Taken)]);
    assert_eq!(read_by(CITY).as_ref(), Some(&first));
    assert_eq!(read_by(DISTRICT).as_ref(), Some(&first));
    assert_eq!(read_by(OTHER), None, "another commune reads nothing of it");
}

#[test]
fn the_city_adds_up_what_was_sent_and_counts_what_was_passed_down_once() {
    let (month, _) = due_in_two_days();
    let to = month.today();
    month.close(1);
    send(&month, COMMUNE).unwrap();
    month.pass_days(5);
    let page = month.page(CITY);
    let line = &page.below.unwrap().dues[0];
    let of = |code: &str| line.units.iter().find(|u| u.unit.code == code).unwrap();
    assert_eq!(of(COMMUNE).answer.punctuality, Punctuality::OnTime);
    let overdue = Punctuality::Overdue { days: 3 };
    assert_eq!(of(OTHER).answer.punctuality, overdue);
    assert_eq!((line.sum.units, line.sum.total.aided.households), (1, 1));
    assert_eq!(line.sum.fund.received, vnd(2_000_000));
    assert_eq!(
        line.sum.fund.from_outside,
        vnd(40_000_000),
        "the district has sent none yet"
    );

    for unit in [DISTRICT, CITY] {
        let campaign = month.city.campaigns(unit).remove(0).campaign.id;
        let wanted = ClosePeriod { campaign, n: 1, to };
        let office = &month.city.offices[unit];
        periods::close(month.city.ward.server.state(), office, &wanted).unwrap();
    }
    send(&month, DISTRICT).unwrap();
    let page = month.page(CITY);
    let sum = &page.below.unwrap().dues[0].sum;
    assert!(sum.has_own);
    assert_eq!(sum.fund.received, vnd(92_000_000));
    assert_eq!(sum.fund.from_outside, Amount::default());
    assert_eq!(sum.fund.left, vnd(91_500_000));
    assert_eq!(sum.fund.left, sum.fund.expected());
}

#[test]
fn whoever_is_late_is_reminded_and_reads_it() {
    let (month, _) = due_in_two_days();
    month.pass_days(5);
    let reminder = UrgingDraft::Reminded {
        due: 1,
        unit: OTHER.into(),
        on: month.today(),
        channel: Some(ReminderChannel::Zalo),
        whom: "Cô Lan".into(),
        note: "Hẹn gửi trước thứ Sáu".into(),
    };
    urge(&month, CITY, &reminder).unwrap();
    let owed = month.page(OTHER).owed;
    assert_eq!(owed[0].reminders.len(), 1);
    assert_eq!(owed[0].reminders[0].reminder.channel, ReminderChannel::Zalo);
    assert_eq!(month.page(COMMUNE).owed[0].reminders, []);
    // A commune urges nobody, and another one's statement is not its own to strike.
    let struck = UrgingDraft::Struck {
        n: 1,
        reason: "nhầm".into(),
    };
    let refused = urge(&month, OTHER, &struck);
    assert_eq!(fields_of(refused), [("n".to_owned(), Problem::Unknown)]);
    urge(&month, CITY, &struck).unwrap();
    assert_eq!(month.page(OTHER).owed, []);
    let said = month.page(CITY).below.unwrap().said;
    assert_eq!(said.len(), 2, "what was struck is kept");
}
