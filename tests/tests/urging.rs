//! What is to be reported by when. Goal: a city sees who has reported what in time, adds it up once, and
//! reminds the rest; nobody reads what was not sent to them. Method: real phones and the real store in one
//! process, with a district between.

#![expect(clippy::unwrap_used, reason = "a test fails where it cannot go on")]

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

#[test]
fn the_city_sees_who_has_reported_adds_it_up_once_and_reminds_the_rest() {
    let mut month = Closings::begin();
    let of_city = month.city.campaigns(CITY).remove(0).campaign;
    let state = || month.city.ward.server.state();
    let says = |draft: &UrgingDraft| periods::urge(state(), &month.city.offices[CITY], draft);
    let to = month.today();
    let due = UrgingDraft::Due {
        campaign: of_city.id,
        to,
        due: LocalDate::from_days(to.days() + 2),
        note: "Gửi kèm danh sách".into(),
    };
    says(&due).unwrap();
    assert_eq!(fields_of(says(&due)), [("to".to_owned(), Problem::Taken)]);
    month
        .city
        .enter(
            CITY,
            &month.city.entry(EntryKind::Receipt, "Công ty", "90 tr"),
        )
        .unwrap();
    month.city.pass_down(CITY, DISTRICT, "60 tr");
    month.city.pass_down(DISTRICT, COMMUNE, "40 tr");
    month
        .city
        .enter(
            COMMUNE,
            &month.city.entry(EntryKind::Receipt, "Bà con", "2 tr"),
        )
        .unwrap();
    month.give("Mai", 0, 1);
    month.sync("Mai");
    let owed = &month.page(COMMUNE).owed[0];
    assert_eq!(owed.above.code, CITY);
    assert_eq!(owed.answer.punctuality, Punctuality::Open { days: 2 });

    // One commune sends in time; what is not sent the city does not read.
    let first = month.close(1);
    let asked = PeriodQuery {
        unit: COMMUNE.into(),
        campaign: month.campaign.id,
        n: 1,
        style: None,
    };
    let reads = |month: &Closings, by: &str| {
        let today = month.today();
        month
            .city
            .read(|tx| periods::closing(tx, by, &asked, today))
    };
    assert_eq!(reads(&month, CITY), None);
    let send = |month: &Closings| {
        let wanted = SendPeriod {
            campaign: month.campaign.id,
            n: 1,
        };
        let office = &month.city.offices[COMMUNE];
        periods::send(month.city.ward.server.state(), office, wanted)
    };
    send(&month).unwrap();
    assert_eq!(fields_of(send(&month)), [("n".to_owned(), Problem::Taken)]);
    assert_eq!(reads(&month, CITY).as_ref(), Some(&first));
    assert_eq!(reads(&month, DISTRICT).as_ref(), Some(&first));
    assert_eq!(
        reads(&month, OTHER),
        None,
        "another commune reads nothing of it"
    );

    month.pass_days(5);
    let page = month.page(CITY);
    let line = &page.below.unwrap().dues[0];
    let of = |code: &str| line.units.iter().find(|u| u.unit.code == code).unwrap();
    assert_eq!(of(COMMUNE).answer.punctuality, Punctuality::OnTime);
    assert_eq!(
        of(OTHER).answer.punctuality,
        Punctuality::Overdue { days: 3 }
    );
    assert_eq!((line.sum.units, line.sum.total.aided.households), (1, 1));
    assert_eq!(line.sum.fund.received, vnd(2_000_000));
    assert_eq!(
        line.sum.fund.from_outside,
        vnd(40_000_000),
        "the district has sent none yet"
    );

    // The district and the city close their own: what was passed down is counted once.
    for unit in [DISTRICT, CITY] {
        let campaign = month.city.campaigns(unit).remove(0).campaign.id;
        let wanted = ClosePeriod { campaign, n: 1, to };
        let office = &month.city.offices[unit];
        periods::close(month.city.ward.server.state(), office, &wanted).unwrap();
    }
    let campaign = month.city.campaigns(DISTRICT).remove(0).campaign.id;
    let wanted = SendPeriod { campaign, n: 1 };
    let office = &month.city.offices[DISTRICT];
    periods::send(month.city.ward.server.state(), office, wanted).unwrap();
    let page = month.page(CITY);
    let sum = &page.below.unwrap().dues[0].sum;
    assert!(sum.has_own);
    assert_eq!(sum.fund.received, vnd(92_000_000));
    assert_eq!(sum.fund.from_outside, Amount::default());
    assert_eq!(sum.fund.left, vnd(91_500_000));
    assert_eq!(sum.fund.left, sum.fund.expected());

    // Whoever is late is reminded, and reads it.
    let reminder = UrgingDraft::Reminded {
        due: 1,
        unit: OTHER.into(),
        on: month.today(),
        channel: Some(ReminderChannel::Zalo),
        whom: "Cô Lan".into(),
        note: "Hẹn gửi trước thứ Sáu".into(),
    };
    periods::urge(
        month.city.ward.server.state(),
        &month.city.offices[CITY],
        &reminder,
    )
    .unwrap();
    let owed = month.page(OTHER).owed;
    assert_eq!(owed[0].reminders.len(), 1);
    assert_eq!(owed[0].reminders[0].reminder.channel, ReminderChannel::Zalo);
    assert_eq!(month.page(COMMUNE).owed[0].reminders, []);
    // A commune urges nobody, and another one's statement is not its own to strike.
    let struck = UrgingDraft::Struck {
        n: 1,
        reason: "nhầm".into(),
    };
    let office = &month.city.offices[OTHER];
    let refused = periods::urge(month.city.ward.server.state(), office, &struck);
    assert_eq!(fields_of(refused), [("n".to_owned(), Problem::Unknown)]);
    periods::urge(
        month.city.ward.server.state(),
        &month.city.offices[CITY],
        &struck,
    )
    .unwrap();
    assert_eq!(month.page(OTHER).owed, []);
    let said = month.page(CITY).below.unwrap().said;
    assert_eq!(said.len(), 2, "what was struck is kept");
}
