//! What was done, added up in several ways that know nothing of each other: as the pages show it, by the
//! database's own sums over the rows, and over the documents.

use std::collections::BTreeMap;

use chungtay_server::state::Clock as _;
use chungtay_shared::api::units::UnitsPage;
use chungtay_shared::api::{FactKind, FactQuery};
use chungtay_shared::document::Document;
use chungtay_shared::fund::{Amount, EntryKind};
use chungtay_shared::household::{Household, ProfileField};
use chungtay_tests::ward::COMMUNE;
use chungtay_tests::ward::city::{CITY, City, Issued, OTHER, day};

/// Who promises what to the city's Fund, and how much of it comes, in đồng.
pub(super) const UNIONS: [(&str, i64); 2] = [
    ("Hội Liên hiệp Phụ nữ", 30_000_000),
    ("Liên đoàn Lao động", 0),
];

pub(super) fn vnd(money_vnd: i64) -> Amount {
    Amount {
        money_vnd,
        goods_value_vnd: 0,
    }
}

/// What is shown for the city is what its communes' rows and documents say.
pub(super) fn agrees(city: &City, page: &UnitsPage, year: i32, commune_count: usize) {
    let lines: Vec<_> = page
        .units
        .iter()
        .filter(|line| line.households > 0)
        .collect();
    assert_eq!(lines.len(), commune_count);
    for line in lines {
        let commune = line.unit.code.as_str();
        let window = format!(
            "commune = '{commune}' and standing and on_day between {} and {}",
            day(year, 10, 17).days(),
            day(year, 11, 18).days()
        );
        let of = |what: &str, kind: &str| {
            city.counted(&format!(
                "select cast(coalesce({what}, 0) as text) from fact
                 where kind = '{kind}' and {window}"
            ))
        };
        assert_eq!(line.given.money_vnd, of("sum(money_vnd)", "handover"));
        assert_eq!(
            line.visited.to_string(),
            of("count(distinct doc)", "visit").to_string()
        );
        assert_eq!(
            line.aided.to_string(),
            of("count(distinct doc)", "handover").to_string()
        );
        let documents = city.documents(commune);
        let handed_over = documents.iter().flat_map(|h| &h.handovers);
        let in_documents: i64 = handed_over.map(|h| h.fact.money_vnd).sum();
        assert_eq!(line.given.money_vnd, in_documents);
        let today = city.ward.clock.now().local_date();
        let summary = city.read(|tx| tx.summary(commune, today, None));
        let shown = summary.by_hamlet.iter();
        let shown: BTreeMap<&str, [u64; 3]> = shown
            .map(|h| (h.name.as_str(), [h.households, h.visited, h.aided]))
            .collect();
        assert_eq!(shown, hamlets_of(&documents));
        let aided: u64 = shown.values().map(|[_, _, aided]| aided).sum();
        assert_eq!(aided, line.aided);
        let money = money_of(&documents);
        assert_eq!(money.values().sum::<i64>(), line.given.money_vnd);
        assert_eq!(money, money_shown(city, commune));
        assert_eq!(money, money_in_rows(city, commune, &window));
    }
}

/// Households of each hamlet, those that were visited, and those that were given something.
fn hamlets_of(documents: &[Household]) -> BTreeMap<&str, [u64; 3]> {
    let mut hamlets: BTreeMap<&str, [u64; 3]> = BTreeMap::new();
    for household in documents.iter().filter(|h| h.gone().is_none()) {
        let visited = household.visits.iter().any(|v| v.corrected_by.is_none());
        let aided = household.handovers.iter().any(|h| h.corrected_by.is_none());
        let hamlet = household.profile.get(ProfileField::Hamlet);
        let counts = hamlets.entry(hamlet).or_default();
        for (count, counts_too) in counts.iter_mut().zip([true, visited, aided]) {
            *count += u64::from(counts_too);
        }
    }
    hamlets
}

/// What was handed over in each hamlet, in đồng.
type Money = BTreeMap<String, i64>;

fn money_of(documents: &[Household]) -> Money {
    let mut money = Money::new();
    for household in documents {
        let given = household.handovers.iter();
        let given = given.filter(|h| h.corrected_by.is_none());
        let hamlet = household.profile.get(ProfileField::Hamlet).to_owned();
        *money.entry(hamlet).or_default() += given.map(|h| h.fact.money_vnd).sum::<i64>();
    }
    money
}

/// The same as the office reads it: on its list of households, and in its table of what was handed over
/// in each hamlet.
fn money_shown(city: &City, commune: &str) -> Money {
    let today = city.ward.clock.now().local_date();
    let mut on_list = Money::new();
    for line in city.read(|tx| tx.households(commune, today)) {
        *on_list.entry(line.hamlet).or_default() += line.value_vnd;
    }
    for (hamlet, money_vnd) in &on_list {
        let of_hamlet = FactQuery {
            kind: Some(FactKind::Handover),
            hamlet: hamlet.clone(),
            standing: true,
            limit: 200,
            ..FactQuery::default()
        };
        let table = city.read(|tx| tx.facts(commune, &of_hamlet));
        assert_eq!(table.total, table.lines.len() as u64);
        let sum: i64 = table.lines.iter().map(|line| line.money_vnd).sum();
        assert_eq!(sum, *money_vnd, "{hamlet}");
    }
    on_list
}

fn money_in_rows(city: &City, commune: &str, window: &str) -> Money {
    let sums = city.ward.server.database().query(&format!(
        "select household.hamlet, cast(sum(given.money_vnd) as text)
         from (select doc, money_vnd from fact where kind = 'handover' and {window}) given
         join household on household.doc = given.doc
         where household.commune = '{commune}' group by household.hamlet"
    ));
    let sum = |row: &Vec<String>| (row[0].clone(), row[1].parse().unwrap());
    sums.iter().map(sum).collect()
}

/// What the city reads of itself and all below it is what the rows of all its communes add up to, and the
/// Funds' documents.
pub(super) fn adds_up(city: &City, page: &UnitsPage, issued: &Issued, year: i32) {
    let rows = |what: &str, where_it: &str| {
        city.counted(&format!(
            "select cast(coalesce({what}, 0) as text) from fact
             where commune in ('{COMMUNE}', '{OTHER}') and standing and on_day between {} and {}
             and {where_it}",
            day(year, 10, 17).days(),
            day(year, 11, 18).days()
        ))
    };
    let sum = |of: fn(&chungtay_shared::api::units::UnitLine) -> u64| -> i64 {
        page.units.iter().map(of).sum::<u64>().try_into().unwrap()
    };
    // A household's id is no other commune's too.
    assert_eq!(
        sum(|line| line.visited),
        rows("count(distinct doc)", "kind = 'visit'")
    );
    assert_eq!(
        sum(|line| line.aided),
        rows("count(distinct doc)", "kind = 'handover'")
    );
    let given: Amount = page.units.iter().map(|line| line.given).sum();
    assert_eq!(given.money_vnd, rows("sum(money_vnd)", "kind = 'handover'"));
    // Who pays stands in the round: the first is the city's gift, the second the commune's own.
    let worth = |nth: usize| {
        let rounds = issued.values().filter_map(|(_, rounds)| rounds.get(nth));
        let named: Vec<String> = rounds.map(|round| format!("'{round}'")).collect();
        let of_rounds = format!(
            "kind = 'handover' and lower(hex(round)) in ({})",
            named.join(", ")
        );
        rows("sum(money_vnd)", &of_rounds)
    };
    let account = |unit: &str| {
        let line = page.units.iter().find(|line| line.unit.code == unit);
        line.unwrap().account
    };
    assert_eq!(account(CITY).given.money_vnd, worth(0));
    assert_eq!(account(COMMUNE).given.money_vnd, worth(1));
    assert_eq!(page.fund.given, given, "all of it by their Funds");

    // No row says what a Fund has: its document does.
    let fund = city.read(|tx| tx.fund(CITY)).unwrap();
    let entries = Document::load(&fund).unwrap().fund().unwrap().entries;
    let of = |kind: EntryKind, party: &str| -> i64 {
        let of_party = entries
            .iter()
            .filter(|e| e.entry.kind == kind && e.entry.party == party);
        of_party.map(|e| e.entry.amount.money_vnd).sum()
    };
    for (union, came) in UNIONS {
        assert_eq!(of(EntryKind::Pledge, union), 30_000_000);
        assert_eq!(of(EntryKind::Receipt, union), came);
    }
    let came: i64 = UNIONS.iter().map(|(_, came)| came).sum();
    assert_eq!(page.fund.received, vnd(came));
    let today = city.ward.clock.now().local_date();
    let outstanding = city.read(|tx| chungtay_server::fund::page(tx, CITY, today));
    assert_eq!(outstanding.outstanding, vnd(2 * 30_000_000 - came));
}
