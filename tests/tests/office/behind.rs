//! What stands behind the numbers of a city's page. Goal: every number is the sum of its units' parts, every
//! part the sum of what was recorded there, and no row says who. Method: the invented city over the real
//! router, after a peak month; each list gone through page by page, households told apart by the database.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use chungtay_shared::api::behind::{Behind, BehindRow, FactsPage, Figure, Part, PartsPage};
use chungtay_shared::api::path;
use chungtay_shared::api::pictures::PicturesPage;
use chungtay_shared::api::units::{UnitLine, UnitsPage};
use chungtay_shared::campaign::Indicator;
use chungtay_shared::fund::Amount;
use chungtay_shared::synthetic::{CITY, OTHER_COMMUNE};
use chungtay_tests::http::HttpServer;

struct City<'a> {
    server: &'a HttpServer,
    cookie: String,
}

impl City<'_> {
    async fn parts(&self, behind: Behind) -> PartsPage {
        let path = format!("{}?{}", path::UNIT_PARTS, behind.query());
        self.server.get(&path, &self.cookie).await.json()
    }

    /// Every row of a unit, and the page's own sum.
    async fn rows(&self, unit: &str, behind: Behind) -> (Vec<BehindRow>, Part) {
        let path = path::UNIT_FACTS.replace("{unit}", unit);
        let (mut rows, mut after) = (Vec::new(), 0);
        loop {
            let path = format!("{path}?{}&after={after}", behind.query());
            let page: FactsPage = self.server.get(&path, &self.cookie).await.json();
            rows.extend(page.rows);
            let Some(next) = page.next else {
                assert_eq!(rows.len(), page.count);
                return (rows, page.sum);
            };
            after = next;
        }
    }

    /// The number, after its units' parts and their rows were seen to come to it.
    async fn number(&self, units: &UnitsPage, behind: Behind) -> Part {
        let page = self.parts(behind).await;
        assert_eq!(page.campaign_name, units.campaign_name);
        let mut sum = Vec::new();
        for line in &units.units {
            let unit = &line.unit.code;
            let (rows, said) = self.rows(unit, behind).await;
            let come_to: Part = rows.iter().map(|row| row.part).sum();
            let part = page.parts.iter().find(|part| part.unit == line.unit);
            let part = part.map_or(Part::default(), |part| part.part);
            assert_eq!(come_to, said, "{behind} of {unit}");
            assert_eq!(come_to, part, "{behind} of {unit}");
            sum.push(part);
        }
        assert_eq!(sum.into_iter().sum::<Part>(), page.sum, "{behind}");
        page.sum
    }
}

fn total(units: &UnitsPage, of: impl Fn(&UnitLine) -> u64) -> Part {
    Part::of(units.units.iter().map(of).sum())
}

#[tokio::test]
async fn every_number_of_the_citys_page_is_the_sum_of_its_list() {
    let (server, demo) = HttpServer::demo_after_days(120, 40);
    // A phone has made what it has not handed in.
    server.query(&format!(
        "update device set made = made + 7 where commune = '{}'",
        demo.commune
    ));
    let cookie = server.office_cookie(CITY.0);
    let city = City {
        server: &server,
        cookie,
    };
    let units: UnitsPage = server.get(path::UNITS, &city.cookie).await.json();
    let given: Amount = units.units.iter().map(|line| line.given).sum();
    let fund = units.fund;
    let target = |of: Indicator| {
        let mut targets = units.targets.iter();
        let aimed = targets.find(|target| target.indicator == of);
        aimed.map_or(0, |target| target.reached)
    };
    let numbers = [
        (Figure::Listed, total(&units, |line| line.households)),
        (Figure::Visited, total(&units, |line| line.visited)),
        (Figure::Aided, total(&units, |line| line.aided)),
        (Figure::Owed, total(&units, |line| line.owed)),
        (Figure::SetAside, total(&units, |line| line.set_aside)),
        (Figure::Given, given.into()),
        (Figure::Received, fund.received.into()),
        (
            Figure::TransferredIn,
            units
                .units
                .iter()
                .map(|line| line.account.transferred_in)
                .sum::<Amount>()
                .into(),
        ),
        (Figure::FromOutside, fund.from_outside.into()),
        (Figure::ToOutside, fund.to_outside.into()),
        (Figure::Spent, fund.spent.into()),
        (Figure::FromFund, fund.given.into()),
        (Figure::Left, fund.left.into()),
        (Figure::OnTheWay, fund.on_the_way.into()),
    ];
    for (figure, said) in numbers {
        assert_eq!(
            city.number(&units, figure.of_all_days()).await,
            said,
            "{figure:?}"
        );
    }
    let raised = city.number(&units, Figure::Raised.of_all_days()).await;
    let parts = city.parts(Figure::Raised.of_all_days()).await.parts;
    let own = parts.iter().find(|part| part.unit.code == CITY.0).unwrap();
    assert_eq!(own.part.amount.money_vnd, 120_000_000, "on its first day");
    let raised = raised.amount.money_vnd + raised.amount.goods_value_vnd;
    assert_eq!(raised, target(Indicator::Raised));
    for figure in [
        Figure::Visited,
        Figure::Aided,
        Figure::Received,
        Figure::Left,
        Figure::Owed,
    ] {
        let sum = city.parts(figure.of_all_days()).await.sum;
        assert!(!sum.is_zero(), "{figure:?} is no empty example");
    }
}

#[tokio::test]
async fn every_number_of_the_citys_pictures_is_the_sum_of_its_list() {
    let (server, _) = HttpServer::demo_after_days(60, 40);
    let cookie = server.office_cookie(CITY.0);
    let city = City {
        server: &server,
        cookie,
    };
    let units: UnitsPage = server.get(path::UNITS, &city.cookie).await.json();
    let pictures: PicturesPage = server.get(path::UNIT_PICTURES, &city.cookie).await.json();
    assert!(pictures.days.len() > 10 && pictures.money.len() > 3);
    for line in &pictures.days {
        let numbers = [
            (Figure::Visits.on(line.day), line.visits),
            (Figure::Handovers.on(line.day), line.handovers),
            (Figure::Visited.by(line.day), line.visited),
            (Figure::Aided.by(line.day), line.aided),
        ];
        for (behind, said) in numbers {
            assert_eq!(city.parts(behind).await.sum, Part::of(said), "{behind}");
        }
    }
    let last = pictures.days.last().unwrap().day;
    for behind in [
        Figure::Visited.by(last),
        Figure::Visits.on(last),
        Figure::Aided.by(last),
    ] {
        city.number(&units, behind).await;
    }
    let before = pictures.money_before.unwrap();
    let days = pictures.money.iter().map(|line| (line, line.day, false));
    for (line, day, is_before) in days.chain([(&before, before.day, true)]) {
        for (figure, said) in [(Figure::Came, line.came), (Figure::Went, line.went)] {
            let behind = if is_before {
                figure.by(day)
            } else {
                figure.on(day)
            };
            assert_eq!(city.number(&units, behind).await, said.into(), "{behind}");
        }
    }
}

#[tokio::test]
async fn a_row_says_what_and_where_and_by_which_device_and_nobodys_name() {
    let (server, demo) = HttpServer::demo_after_days(120, 40);
    let cookie = server.office_cookie(CITY.0);
    let city = City {
        server: &server,
        cookie,
    };
    let mut told = String::new();
    for figure in Figure::ALL {
        let (rows, _) = city.rows(&demo.commune, figure.of_all_days()).await;
        told.push_str(&serde_json::to_string(&rows).unwrap());
        if *figure == Figure::Visited {
            assert!(
                rows.iter()
                    .all(|row| row.on.is_some() && row.recorder.len() == 8)
            );
            let recorders: BTreeSet<&str> = rows.iter().map(|row| row.recorder.as_str()).collect();
            assert!(recorders.len() > 1, "recorders are told apart");
            assert!(rows.iter().any(|row| !row.hamlet.is_empty()));
        }
        if *figure == Figure::Given {
            assert!(rows.iter().any(|row| !row.item.is_empty()));
        }
    }
    let names = server.query(
        "select head_name from household union select person_name from account
          union select national_id from household where national_id <> ''",
    );
    assert!(names.len() > 100);
    for name in names.concat() {
        assert!(!told.contains(&format!("\"{name}\"")), "{name} is told");
    }
}

#[tokio::test]
async fn a_list_is_open_to_those_above_and_to_nobody_beside() {
    let (server, demo) = HttpServer::demo_after_days(60, 40);
    let behind = Figure::Visited.of_all_days().query();
    let of = |unit: &str| format!("{}?{behind}", path::UNIT_FACTS.replace("{unit}", unit));
    let own = server.office_cookie(&demo.commune);
    let status = async |path: String, cookie: &str| server.get(&path, cookie).await.status;
    assert_eq!(status(of(&demo.commune), &own).await, StatusCode::OK);
    let asks = [of(OTHER_COMMUNE.0), of(CITY.0), of("none")];
    for path in asks {
        assert_eq!(status(path, &own).await, StatusCode::FORBIDDEN);
    }
    let malformed = path::UNIT_PARTS.to_owned() + "?figure=everything";
    assert_eq!(status(malformed, &own).await, StatusCode::BAD_REQUEST);
    assert_eq!(
        status(of(&demo.commune), "").await,
        StatusCode::UNAUTHORIZED
    );
}
