//! The mission's letter, walked. Goal: what the city orders is done in the communes, by volunteers who
//! are without network for days, with the money of several levels, in 2022 when districts stood between
//! and in 2026 when none do; and what is added up at hamlet, commune and city is what was done. Method:
//! real phones and the real store in one process; the database's own sums, and sums over the documents.

use chungtay_server::state::Clock as _;
use chungtay_server::store::write;
use chungtay_server::{fund, units};
use chungtay_shared::api::units::UnitsPage;
use chungtay_shared::api::{AidItemDraft, SaveCampaign};
use chungtay_shared::custody::Balance;
use chungtay_shared::field::Problem;
use chungtay_shared::fund::{Amount, EntryDraft, EntryKind, Source};
use chungtay_shared::phone::message::Failure;
use chungtay_shared::time::Timestamp;
use chungtay_tests::ward::COMMUNE;
use chungtay_tests::ward::city::{
    AWAY, CITY, City, DISTRICT, Issued, OTHER, VOLUNTEERS, campaign_of, day, gift, issue_all,
    with_own_gift, work,
};
use chungtay_tests::ward::month::{fields_of, problem_of, save};
use chungtay_tests::ward::phone::hand_over_in;
use chungtay_tests::ward::returns::{Back, CARRIED, carry_out};

mod sums;

use sums::{UNIONS, adds_up, agrees, vnd};

const DAY_MS: i64 = 86_400_000;

/// The volunteers are back at their communes with what they did not give: it is counted, and what is
/// missing has its reason.
fn bring_back(city: &City, issued: &Issued) {
    for (commune, name) in VOLUNTEERS {
        for round in &issued[commune].1 {
            let carriers = city.custody(commune, *round).carriers;
            let theirs = carriers.iter().find(|c| c.person_name == name).unwrap();
            let left = u64::try_from(theirs.balance.in_hand()).unwrap();
            assert_eq!(left, 1 + u64::from(name == AWAY[0].0));
            if name == "Sang" {
                let lost = Back {
                    count: 0,
                    missing: left,
                };
                let silent = city.take_back(commune, *round, theirs.holder, lost, "");
                let note = [("note".to_owned(), Problem::Missing)];
                assert_eq!(fields_of(silent), note);
                let why = "rơi xuống kênh khi qua đò";
                city.take_back(commune, *round, theirs.holder, lost, why)
                    .unwrap();
            } else {
                let back = Back {
                    count: left,
                    missing: 0,
                };
                city.take_back(commune, *round, theirs.holder, back, "")
                    .unwrap();
            }
        }
    }
}

/// Of every gift it is known where it is: the commune's page, the database's rows and the households'
/// documents say the same of every volunteer, and the store has what came back.
fn nothing_is_lost_sight_of(city: &mut City, issued: &Issued) {
    for (commune, (_, rounds)) in issued {
        for round in rounds {
            let custody = city.custody(commune, *round);
            let mut back = 0;
            for carrier in &custody.carriers {
                let given = 2 - u64::from(carrier.person_name == AWAY[0].0);
                let missing = u64::from(carrier.person_name == "Sang");
                let expected = Balance {
                    waiting: 0,
                    taken: CARRIED,
                    returned: CARRIED - given - missing,
                    missing,
                    given,
                };
                assert_eq!(carrier.balance, expected, "{}", carrier.person_name);
                assert_eq!(carrier.balance.in_hand(), 0);
                assert_eq!(city.given_in_rows(commune, *round, carrier.holder), given);
                let said = city.given_in_documents(commune, *round, carrier.holder);
                assert_eq!(said, given);
                back += expected.returned;
            }
            let stock = custody.stock.unwrap();
            assert_eq!(stock.received, CARRIED * custody.carriers.len() as u64);
            assert_eq!((stock.issued, stock.returned), (stock.received, back));
        }
    }
    // Who has brought back what was left gives nothing more, though the right is still theirs.
    let (name, place) = AWAY[0];
    let (campaign, rounds) = &issued[OTHER];
    let household = city.households[name][place];
    let ask = hand_over_in(household, city.ward.clock.now(), campaign, Some(rounds[0]));
    let refused: Result<_, Failure> = save(&mut city.ward, name, &ask);
    assert_eq!(problem_of(refused), Problem::NotInHand);
}

/// Unions promise, and one of them keeps its word; money goes down from each of these units to the next.
fn raise(city: &City, way: &[(&str, &str, &str)]) {
    for (union, _) in UNIONS {
        let pledge = city.entry(EntryKind::Pledge, union, "30 tr");
        city.enter(CITY, &pledge).expect("a pledge");
    }
    let today = city.ward.clock.now().local_date();
    let page = city.read(|tx| fund::page(tx, CITY, today));
    let promised = page.entries.iter().find(|e| e.entry.party == UNIONS[0].0);
    let kept = EntryDraft {
        pledge: promised.map(|pledge| pledge.entry.id),
        ..city.entry(EntryKind::Receipt, UNIONS[0].0, "30 tr")
    };
    city.enter(CITY, &kept).expect("a receipt");
    for (from, to, money) in way {
        city.pass_down(from, to, money);
    }
}

/// The city puts its campaign right: in the communes it is so at once, with what is theirs.
fn put_right(city: &mut City) {
    let there = city.campaigns(COMMUNE).remove(0);
    city.save_campaign(COMMUNE, &with_own_gift(&there));
    let of_city = city.campaigns(CITY).remove(0).campaign;
    let prolonged = SaveCampaign {
        id: Some(of_city.id),
        to: day(2026, 11, 30),
        items: vec![AidItemDraft {
            id: Some(of_city.items[0].id),
            ..gift("Quà Tháng cao điểm", Source::OwnFund)
        }],
        ..campaign_of(2026)
    };
    city.save_campaign(CITY, &prolonged);
    let there = city.campaigns(COMMUNE).remove(0).campaign;
    assert_eq!(there.to, day(2026, 11, 30));
    let items: Vec<&str> = there.items.iter().map(|item| item.name.as_str()).collect();
    assert_eq!(items, ["Quà Tháng cao điểm", "Gạo"]);
    let mai = city.ward.phone("Mai");
    assert!(
        mai.campaigns().is_empty(),
        "she has not been at the office yet"
    );
    city.ward.settle();
    let of_mai = city.ward.phone("Mai").campaigns();
    assert!(of_mai.iter().any(|c| c.campaign.to == day(2026, 11, 30)));
}

/// Nine gifts of the city, six of the commune; what was passed down is counted once.
fn as_raised(page: &UnitsPage) {
    let reached: Vec<(i64, i64)> = page.targets.iter().map(|t| (t.target, t.reached)).collect();
    assert_eq!(reached, [(10, 9), (60_000_000, 30_000_000)]);
    assert_eq!(page.fund.received, vnd(30_000_000));
    assert_eq!(page.fund.given, vnd(15 * 500_000));
    assert_eq!(page.fund.on_the_way, Amount::default());
    assert_eq!(page.fund.left, vnd(22_500_000));
    assert_eq!(page.fund.left, page.fund.expected());
}

#[test]
fn the_letter_is_walked_with_districts_and_what_was_done_adds_up_at_every_level() {
    let mut city = City::in_2022();
    // The city orders, the district and its communes have it at once.
    city.save_campaign(CITY, &campaign_of(2022));
    for unit in [DISTRICT, COMMUNE, OTHER] {
        let [there] = &city.campaigns(unit)[..] else {
            panic!("{unit} runs one campaign")
        };
        let item = &there.campaign.items[0];
        assert_eq!(
            (item.source, item.source_name.as_str()),
            (Some(Source::HigherFund), "Thành phố Cần Thơ")
        );
        assert_eq!(there.mandate.documents[0].number, "605-CV/TU");
        assert!(there.mandate.targets.is_empty());
    }
    raise(
        &city,
        &[(CITY, DISTRICT, "12 tr"), (DISTRICT, COMMUNE, "8 tr")],
    );
    // A commune gives rice of its own Fund besides.
    let there = city.campaigns(COMMUNE).remove(0);
    city.save_campaign(COMMUNE, &with_own_gift(&there));
    city.ward.settle();
    let issued = issue_all(&city);
    carry_out(&mut city, &issued);
    // Three days without network.
    city.ward.clock.pass_ms(DAY_MS);
    work(&mut city, &issued);
    city.ward.clock.pass_ms(2 * DAY_MS);
    let before = city.page(CITY);
    assert_eq!(before.units.iter().map(|line| line.aided).sum::<u64>(), 0);
    city.ward.settle();
    bring_back(&city, &issued);
    city.ward.settle();
    nothing_is_lost_sight_of(&mut city, &issued);

    let page = city.page(CITY);
    assert_eq!(page.campaign_name, "Tháng cao điểm 2022");
    let depths: Vec<(&str, usize)> = page
        .units
        .iter()
        .map(|line| (line.unit.code.as_str(), line.depth))
        .collect();
    assert_eq!(depths, [(CITY, 0), (DISTRICT, 1), (COMMUNE, 2), (OTHER, 2)]);
    agrees(&city, &page, 2022, 2);
    adds_up(&city, &page, &issued, 2022);
    as_raised(&page);
    let of_commune = page.units.iter().find(|line| line.unit.code == COMMUNE);
    assert_eq!(of_commune.unwrap().account.left(), vnd(5_000_000));
    let district = city.page(DISTRICT);
    assert_eq!(district.units.len(), 3);
    assert_eq!(district.fund.from_outside, vnd(12_000_000));
    assert_eq!(district.fund.left, vnd(9_000_000));
}

#[test]
fn districts_are_gone_in_2026_and_what_was_under_them_in_2022_stays_to_be_read() {
    let mut city = City::in_2022();
    city.save_campaign(CITY, &campaign_of(2022));
    let new = day(2025, 7, 1);
    write(&*city.ward.server.state().store, |tx| {
        let state = city.ward.server.state();
        for (unit, above) in [(COMMUNE, Some(CITY)), (OTHER, Some(CITY)), (DISTRICT, None)] {
            units::place_from(state, tx, unit, above, new)?.unwrap();
        }
        Ok(())
    })
    .unwrap();
    let october = Timestamp::from_local(day(2026, 10, 17), 8, 0);
    city.ward
        .clock
        .pass_ms(october.ms() - city.ward.clock.now().ms());
    city.save_campaign(CITY, &campaign_of(2026));
    let names = |unit: &str| -> Vec<String> {
        let states = city.campaigns(unit).into_iter();
        states.map(|state| state.campaign.name).collect()
    };
    let both = ["Tháng cao điểm 2026", "Tháng cao điểm 2022"];
    assert_eq!(names(COMMUNE), both);
    assert_eq!(names(OTHER), both);
    assert_eq!(names(DISTRICT), ["Tháng cao điểm 2022"]);
    let page = city.page(CITY);
    let codes: Vec<&str> = page.units.iter().map(|l| l.unit.code.as_str()).collect();
    assert_eq!(codes, [CITY, COMMUNE, OTHER]);
    let origin = city.campaigns(COMMUNE)[0].origin.clone().unwrap();
    assert_eq!(origin.unit_name, "Thành phố Cần Thơ");

    // With no district between, the unions' money goes straight down.
    raise(&city, &[(CITY, COMMUNE, "12 tr")]);

    put_right(&mut city);

    // It is carried out as in 2022, with no district between.
    let issued = issue_all(&city);
    carry_out(&mut city, &issued);
    city.ward.clock.pass_ms(DAY_MS);
    work(&mut city, &issued);
    city.ward.clock.pass_ms(2 * DAY_MS);
    city.ward.settle();
    bring_back(&city, &issued);
    city.ward.settle();
    nothing_is_lost_sight_of(&mut city, &issued);
    let page = city.page(CITY);
    agrees(&city, &page, 2026, 2);
    adds_up(&city, &page, &issued, 2026);
    as_raised(&page);
    let of_commune = page.units.iter().find(|line| line.unit.code == COMMUNE);
    assert_eq!(of_commune.unwrap().account.left(), vnd(9_000_000));
    let of_2022 = city.page(DISTRICT);
    assert!(of_2022.units.iter().all(|line| line.aided == 0));
}
