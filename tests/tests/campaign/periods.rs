//! Periods that are closed. Goal: what was closed never changes, and what arises later of its days leads
//! from one period to the next to the đồng, whoever was offline and whatever was corrected meanwhile.
//! Method: real phones and the real store in one process; the database's own sums.

use chungtay_server::{fund, periods};
use chungtay_shared::api::FactLine;
use chungtay_shared::field::Problem;
use chungtay_shared::fund::{Amount, EntryDraft, EntryKind, Source};
use chungtay_shared::id::{DocId, FactId};
use chungtay_shared::period::{ClosePeriod, Closing};
use chungtay_shared::time::LocalDate;
use chungtay_tests::ward::COMMUNE;
use chungtay_tests::ward::city::{CITY, VOLUNTEERS, with_own_gift};
use chungtay_tests::ward::closings::Closings;
use chungtay_tests::ward::month::fields_of;
use chungtay_tests::ward::network::below;
use rand_chacha::ChaCha8Rng;
use rand_core::SeedableRng as _;

fn vnd(money_vnd: i64) -> Amount {
    Amount {
        money_vnd,
        goods_value_vnd: 0,
    }
}

#[test]
fn a_phone_that_was_offline_and_a_correction_stand_in_the_next_period_and_add_up() {
    let mut month = Closings::begin();
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
    let of = |lines: &[FactLine]| -> (usize, i64) {
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
        let mut month = Closings::begin();
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
    month: &Closings,
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
fn enter_or_void(month: &Closings, rng: &mut ChaCha8Rng) {
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
    let month = Closings::begin();
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
fn who_pays_may_be_said_otherwise_after_the_close_and_no_sum_moves() {
    let mut month = Closings::begin();
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
