//! Periods that are closed. Goal: what was closed never changes, and what arises later of its days leads
//! from one period to the next to the đồng, whoever was offline and whatever was corrected meanwhile.
//! Method: real phones and the real store in one process; the database's own sums.

#![expect(clippy::unwrap_used, reason = "a test fails where it cannot go on")]

use chungtay_server::state::Clock as _;
use chungtay_server::{fund, periods};
use chungtay_shared::api::period::{PeriodQuery, PeriodsPage, SendPeriod};
use chungtay_shared::campaign::Campaign;
use chungtay_shared::field::Problem;
use chungtay_shared::fund::{Amount, EntryDraft, EntryKind, Source};
use chungtay_shared::handover::HandoverDraft;
use chungtay_shared::id::{DocId, FactId};
use chungtay_shared::period::{ClosePeriod, Closing, Punctuality, ReminderChannel, UrgingDraft};
use chungtay_shared::phone::message::{Ask, Correcting};
use chungtay_shared::time::LocalDate;
use chungtay_tests::ward::COMMUNE;
use chungtay_tests::ward::city::{
    CITY, City, DISTRICT, OTHER, VOLUNTEERS, campaign_of, with_own_gift,
};
use chungtay_tests::ward::month::{fields_of, save};
use chungtay_tests::ward::network::{Fault, below};
use chungtay_tests::ward::phone::{cash, visit};
use rand_chacha::ChaCha8Rng;
use rand_core::SeedableRng as _;

const DAY_MS: i64 = 86_400_000;

/// The city's campaign as it is run in a commune, where a gift of the commune's own Fund was added.
struct Month {
    city: City,
    campaign: Campaign,
}

impl Month {
    fn begin() -> Self {
        let mut city = City::in_2022();
        city.save_campaign(CITY, &campaign_of(2022));
        let there = city.campaigns(COMMUNE).remove(0);
        city.save_campaign(COMMUNE, &with_own_gift(&there));
        city.ward.settle();
        let campaign = city.campaigns(COMMUNE).remove(0).campaign;
        Self { city, campaign }
    }

    fn today(&self) -> LocalDate {
        self.city.ward.clock.now().local_date()
    }

    fn pass_days(&self, days: i64) {
        self.city.ward.clock.pass_ms(days * DAY_MS);
    }

    fn sync(&mut self, name: &str) {
        self.city.ward.phone(name).wake();
        assert!(self.city.ward.exchange(name, Fault::None));
    }

    fn visit(&mut self, name: &str, place: usize) {
        let now = self.city.ward.clock.now();
        let household = self.city.households[name][place];
        save(&mut self.city.ward, name, &visit(household, now, "")).unwrap();
    }

    /// Gives an item of the campaign; which handover it is.
    fn give(&mut self, name: &str, place: usize, item: usize) -> FactId {
        let now = self.city.ward.clock.now();
        let household = self.city.households[name][place];
        let draft = HandoverDraft {
            item: self.campaign.items[item].name.clone(),
            campaign: Some(self.campaign.id),
            campaign_name: self.campaign.name.clone(),
            ..cash(now, "500.000")
        };
        let asked = Ask::SaveHandover {
            household,
            draft,
            correcting: None,
        };
        save(&mut self.city.ward, name, &asked).unwrap();
        let known = self.city.ward.phone(name).household(household).unwrap();
        known.handovers.iter().map(|h| h.fact.id).max().unwrap()
    }

    fn correct(&mut self, name: &str, place: usize, fact: FactId, money: &str) {
        let household = self.city.households[name][place];
        let known = self.city.ward.phone(name).household(household).unwrap();
        let was = known.handovers.iter().find(|h| h.fact.id == fact).unwrap();
        let draft = HandoverDraft {
            item: was.fact.item.clone(),
            campaign: was.fact.campaign,
            campaign_name: was.fact.campaign_name.clone(),
            ..cash(was.fact.at, money)
        };
        let correcting = Correcting {
            fact,
            reason: "ghi nhầm số tiền".into(),
        };
        let asked = Ask::SaveHandover {
            household,
            draft,
            correcting: Some(correcting),
        };
        save(&mut self.city.ward, name, &asked).unwrap();
    }

    fn try_to_close(&self, n: u64, to: LocalDate) -> Result<(), chungtay_server::error::ApiError> {
        let wanted = ClosePeriod {
            campaign: self.campaign.id,
            n,
            to,
        };
        let office = &self.city.offices[COMMUNE];
        periods::close(self.city.ward.server.state(), office, &wanted)
    }

    fn close(&self, n: u64) -> Closing {
        self.try_to_close(n, self.today()).unwrap();
        self.closing(n)
    }

    fn closing(&self, n: u64) -> Closing {
        let found = self
            .city
            .read(|tx| tx.closing(COMMUNE, self.campaign.id, n));
        found.unwrap()
    }

    /// Money that was handed over in the campaign by the end of a day, as the database finds it now.
    fn money_by(&self, to: LocalDate) -> i64 {
        self.counted("sum(money_vnd)", "handover", to)
    }

    fn counted(&self, what: &str, kind: &str, to: LocalDate) -> i64 {
        let campaign = self
            .city
            .ward
            .server
            .database()
            .bytes(self.campaign.id.as_bytes());
        let of = match kind {
            "handover" => format!("and campaign = {campaign}"),
            _ => format!("and on_day >= {}", self.campaign.from.days()),
        };
        self.city.counted(&format!(
            "select cast(coalesce({what}, 0) as text) from fact
             where commune = '{COMMUNE}' and kind = '{kind}' and standing and on_day <= {} {of}",
            to.days()
        ))
    }

    fn page(&self, unit: &str) -> PeriodsPage {
        let now = self.city.ward.clock.now();
        self.city.read(|tx| periods::page(tx, unit, None, now))
    }
}

fn vnd(money_vnd: i64) -> Amount {
    Amount {
        money_vnd,
        goods_value_vnd: 0,
    }
}

#[test]
fn a_phone_that_was_offline_and_a_correction_stand_in_the_next_period_and_add_up() {
    let mut month = Month::begin();
    month.visit("Mai", 0);
    let given = month.give("Mai", 0, 1);
    month.visit("Lài", 0);
    month.give("Lài", 0, 1);
    month.give("Lài", 1, 0);
    month.sync("Mai");
    month.pass_days(2);
    let first = month.close(1);
    let lines = &first.figures.reconciliation;
    assert_eq!((lines.own.visits, lines.own.amount()), (1, vnd(500_000)));
    assert_eq!(first.figures.own.aided.households, 1);
    assert_eq!(
        first.figures.account().given,
        vnd(500_000),
        "of the commune's own Fund"
    );

    // Lài is back from where no network is; Mai had written too much.
    month.pass_days(1);
    month.sync("Lài");
    month.correct("Mai", 0, given, "400.000");
    month.give("Mai", 1, 1);
    month.sync("Mai");
    let second = month.close(2);
    let lines = &second.figures.reconciliation;
    assert_eq!(lines.earlier, first.figures.reconciliation.total);
    assert_eq!((lines.late.visits, lines.late.handovers()), (1, 3));
    assert_eq!(
        lines.late.amount(),
        vnd(1_400_000),
        "two of Lài's, and Mai's as it was"
    );
    assert_eq!(
        (lines.withdrawn.visits, lines.withdrawn.handovers()),
        (0, -1)
    );
    assert_eq!(lines.withdrawn.amount(), vnd(-500_000));
    assert!(lines.other.is_zero(), "{:?}", lines.other);
    assert_eq!(lines.own.amount(), vnd(500_000));
    assert!(lines.is_balanced());
    assert_eq!(lines.total.amount(), vnd(1_900_000));
    assert_eq!(
        lines.total.amount().money_vnd,
        month.money_by(month.today())
    );
    assert_eq!(
        second.figures.account().given,
        vnd(1_400_000),
        "one was of the city's"
    );

    // The records behind the two lines.
    let arisen = month
        .city
        .read(|tx| periods::arisen(tx, COMMUNE, month.campaign.id, 2));
    let arisen = arisen.unwrap();
    let of = |lines: &[chungtay_shared::api::FactLine]| -> (usize, i64) {
        (lines.len(), lines.iter().map(|line| line.money_vnd).sum())
    };
    assert_eq!(of(&arisen.late), (4, 1_400_000));
    assert_eq!(of(&arisen.withdrawn), (1, 500_000));

    // What was closed is what it was, byte for byte, on paper too.
    let again = month.closing(1);
    assert_eq!(again, first);
    let paper = |closing| periods::document(closing, None).unwrap();
    assert_eq!(paper(&again), paper(&first));
    assert_ne!(paper(&first), paper(&second));
}

#[test]
fn whatever_is_done_late_and_taken_back_every_period_leads_to_the_next_to_the_dong() {
    for seed in 0..6 {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let mut month = Month::begin();
        let of_commune = VOLUNTEERS.iter().filter(|(commune, _)| *commune == COMMUNE);
        let names: Vec<&str> = of_commune.map(|(_, name)| *name).collect();
        let mut given: Vec<(&str, usize, FactId)> = Vec::new();
        let mut n = 1;
        let mut before: Option<(Closing, i64, i64)> = None;
        for _ in 0..60 {
            let name = names[below(&mut rng, names.len())];
            let place = below(&mut rng, 2);
            match below(&mut rng, 9) {
                0 | 1 => month.visit(name, place),
                2 | 3 => {
                    let item = below(&mut rng, 2);
                    given.push((name, place, month.give(name, place, item)));
                }
                4 if !given.is_empty() => {
                    let (name, place, fact) = given.swap_remove(below(&mut rng, given.len()));
                    month.correct(name, place, fact, "123.457");
                }
                5 => month.sync(name),
                6 => enter_or_void(&month, &mut rng),
                7 => month.pass_days(1),
                _ if month.try_to_close(n, month.today()).is_ok() => {
                    before = Some(judged(&month, n, before.as_ref(), seed));
                    n += 1;
                    month.pass_days(1);
                }
                _ => {}
            }
        }
        month.city.ward.settle();
        month.pass_days(1);
        month.try_to_close(n, month.today()).unwrap();
        judged(&month, n, before.as_ref(), seed);
        assert!(n > 2, "seed {seed} closes more than one");
        for n in 1..n {
            let closing = month.closing(n);
            assert_eq!(periods::hash(&closing.body), closing.hash);
        }
    }
}

/// A period as it was just closed, against the database's own sums and those of the Fund's page; with
/// what was found of money and visits.
fn judged(
    month: &Month,
    n: u64,
    before: Option<&(Closing, i64, i64)>,
    seed: u64,
) -> (Closing, i64, i64) {
    let closing = month.closing(n);
    let figures = &closing.figures;
    let lines = &figures.reconciliation;
    let why = format!("seed {seed}, period {n}: {lines:?}");
    assert!(lines.is_balanced(), "{why}");
    assert!(lines.other.is_zero(), "each record is known: {why}");
    let (money, visits) = (
        month.money_by(figures.to),
        month.counted("count(*)", "visit", figures.to),
    );
    assert_eq!(lines.total.amount(), vnd(money), "{why}");
    assert_eq!(lines.total.visits, visits, "{why}");
    if let Some((last, money_then, visits_then)) = before {
        let closed = last.figures.to;
        let arisen = lines.arisen();
        let money_of_closed = month.money_by(closed);
        assert_eq!(arisen.amount(), vnd(money_of_closed - money_then), "{why}");
        let visits_of_closed = month.counted("count(*)", "visit", closed);
        assert_eq!(arisen.visits, visits_of_closed - visits_then, "{why}");
        assert_eq!(lines.own.amount(), vnd(money - money_of_closed), "{why}");
        assert_eq!(lines.earlier, last.figures.reconciliation.total, "{why}");
    }
    let page = month.city.read(|tx| fund::page(tx, COMMUNE, figures.to));
    assert_eq!(figures.account(), page.account, "{why}");
    assert_eq!(lines.total.fund.change(), page.account.left(), "{why}");
    assert_eq!(figures.outstanding, page.outstanding, "{why}");
    let of_hamlets: u64 = figures
        .by_hamlet
        .iter()
        .map(|line| line.total.aided.times)
        .sum();
    assert_eq!(of_hamlets, figures.total.aided.times, "{why}");
    (closing, money, visits)
}

/// Something is entered in the Fund, of today or of days before, or an entry is taken back.
fn enter_or_void(month: &Month, rng: &mut ChaCha8Rng) {
    let office = &month.city.offices[COMMUNE];
    let state = month.city.ward.server.state();
    let entries = month
        .city
        .read(|tx| fund::page(tx, COMMUNE, month.today()))
        .entries;
    let standing: Vec<_> = entries.iter().filter(|e| e.void.is_none()).collect();
    if below(rng, 3) == 0 && !standing.is_empty() {
        let entry = standing[below(rng, standing.len())].entry.id;
        fund::void(state, office, entry, "nhập nhầm").unwrap();
        return;
    }
    let kinds = [EntryKind::Pledge, EntryKind::Receipt, EntryKind::Outlay];
    let days_ago = i64::try_from(below(rng, 4)).unwrap();
    let draft = EntryDraft {
        on: LocalDate::from_days(month.today().days() - days_ago),
        ..month
            .city
            .entry(kinds[below(rng, 3)], "Hội Nông dân", "1.234.567")
    };
    month.city.enter(COMMUNE, &draft).unwrap();
}

#[test]
fn a_period_is_closed_in_its_turn_and_an_empty_one_is_one_too() {
    let month = Month::begin();
    let one = |field: &str, problem| vec![(field.to_owned(), problem)];
    let tomorrow = LocalDate::from_days(month.today().days() + 1);
    let refused = |n, to| fields_of(month.try_to_close(n, to));
    assert_eq!(refused(1, tomorrow), one("to", Problem::InFuture));
    assert_eq!(refused(2, month.today()), one("n", Problem::NotNext));
    let empty = month.close(1);
    assert!(empty.figures.reconciliation.total.is_zero());
    assert!(!periods::document(&empty, None).unwrap().is_empty());
    assert_eq!(refused(1, month.today()), one("n", Problem::Taken));
    assert_eq!(refused(2, month.today()), one("to", Problem::TooEarly));
    let page = month.page(COMMUNE);
    assert_eq!(
        (page.next.unwrap().n, page.open),
        (2, None),
        "its first day is tomorrow"
    );
    // A campaign of nobody's is none.
    let unknown = ClosePeriod {
        campaign: DocId::from_bytes([9; 16]),
        n: 1,
        to: month.today(),
    };
    let office = &month.city.offices[COMMUNE];
    let refused = periods::close(month.city.ward.server.state(), office, &unknown);
    assert!(refused.is_err());
    // The city keeps no households, and closes all the same.
    let of_city = month.city.campaigns(CITY).remove(0).campaign;
    let wanted = ClosePeriod {
        campaign: of_city.id,
        ..unknown
    };
    let office = &month.city.offices[CITY];
    periods::close(month.city.ward.server.state(), office, &wanted).unwrap();
    let closed = month
        .city
        .read(|tx| tx.closing(CITY, of_city.id, 1))
        .unwrap();
    assert!(closed.figures.by_hamlet.is_empty());
    assert!(!periods::document(&closed, None).unwrap().is_empty());
}

#[test]
fn the_city_sees_who_has_reported_adds_it_up_once_and_reminds_the_rest() {
    let mut month = Month::begin();
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
    let reads = |month: &Month, by: &str| {
        let today = month.today();
        month
            .city
            .read(|tx| periods::closing(tx, by, &asked, today))
    };
    assert_eq!(reads(&month, CITY), None);
    let send = |month: &Month| {
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

#[test]
fn who_pays_may_be_said_otherwise_after_the_close_and_no_sum_moves() {
    let mut month = Month::begin();
    month.give("Mai", 0, 1);
    month.sync("Mai");
    month.close(1);
    month.pass_days(1);
    let there = month.city.campaigns(COMMUNE).remove(0);
    let mut wanted = with_own_gift(&there);
    wanted.items.truncate(there.campaign.items.len());
    let own = wanted.items.len() - 1;
    wanted.items[own].source = Some(Source::Direct);
    wanted.items[own].source_name = "Công ty Thử Nghiệm".into();
    month.city.save_campaign(COMMUNE, &wanted);
    let second = month.close(2);
    let lines = &second.figures.reconciliation;
    assert!(lines.late.is_zero() && lines.withdrawn.is_zero());
    assert_eq!(lines.other.amount(), Amount::default());
    assert_eq!(
        lines.other.given.len(),
        2,
        "from one payer to another: {lines:?}"
    );
    assert!(lines.is_balanced());
}
