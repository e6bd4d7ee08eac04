//! Pictures of a campaign, over HTTP. Goal: the rows behind them are what the lists add up to, day by
//! day and hamlet by hamlet, and where there is nothing nothing is drawn. Method: the invented commune.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use chungtay_shared::api::fund::FundPage;
use chungtay_shared::api::pictures::PicturesPage;
use chungtay_shared::api::units::UnitsPage;
use chungtay_shared::api::{BeginCommune, FactKind, FactPage, Session, Summary, path};
use chungtay_shared::fund::Amount;
use chungtay_shared::id::DocId;
use chungtay_shared::time::LocalDate;
use chungtay_tests::http::HttpServer;

/// Every fact of a kind that counts and fits the rest of the query, by the narrowing that the pages'
/// links use.
async fn facts(server: &HttpServer, cookie: &str, kind: FactKind, more: &str) -> FactPage {
    let mut all = FactPage {
        lines: Vec::new(),
        total: 0,
        households: 0,
    };
    loop {
        let address = format!(
            "{}?kind={}&standing=true&limit=200&offset={}{more}",
            path::FACTS,
            kind.code(),
            all.lines.len()
        );
        let page: FactPage = server.get(&address, cookie).await.json();
        (all.total, all.households) = (page.total, page.households);
        let is_last = page.lines.is_empty();
        all.lines.extend(page.lines);
        if is_last {
            return all;
        }
    }
}

fn households(page: &FactPage, by: LocalDate) -> u64 {
    let reached = page.lines.iter().filter(|line| line.at.local_date() <= by);
    let reached: BTreeSet<DocId> = reached.map(|line| line.household).collect();
    reached.len() as u64
}

#[tokio::test]
async fn each_row_is_what_the_list_it_opens_adds_up_to() {
    let (server, demo) = HttpServer::demo_after_days(200, 60);
    let cookie = server.office_cookie(&demo.commune);
    let page: PicturesPage = server.get(path::PICTURES, &cookie).await.json();
    let summary: Summary = server.get(path::SUMMARY, &cookie).await.json();
    let (id, from, to) = summary.campaign.unwrap();
    assert_eq!(page.campaign_name, summary.campaign_name);
    let window = format!("&from={from}&to={to}");
    let visits = facts(&server, &cookie, FactKind::Visit, &window).await;
    let given = format!("&campaign={id}");
    let given = facts(&server, &cookie, FactKind::Handover, &given).await;
    assert!(page.days.len() > 5);
    for line in &page.days {
        let on_day = |page: &FactPage| {
            let lines = page.lines.iter();
            lines.filter(|f| f.at.local_date() == line.day).count() as u64
        };
        assert_eq!(
            (line.visits, line.handovers),
            (on_day(&visits), on_day(&given))
        );
        let by_then = (households(&visits, line.day), households(&given, line.day));
        assert_eq!((line.visited, line.aided), by_then, "{:?}", line.day);
        let day = format!("&from={0}&to={0}", line.day);
        let opened = facts(&server, &cookie, FactKind::Visit, &day).await;
        assert_eq!(opened.total, line.visits);
    }
    let last = page.days.last().unwrap();
    assert_eq!(last.visited, summary.visited_in_campaign.households);
    assert_eq!(last.aided, summary.aided_in_campaign.households);
    let reached: u64 = page.hamlets.iter().map(|hamlet| hamlet.visited).sum();
    assert_eq!(reached, last.visited);
    let listed: u64 = page.hamlets.iter().map(|hamlet| hamlet.households).sum();
    assert_eq!(listed, summary.households);
    for picture in [&page.progress, &page.by_hamlet, &page.in_and_out] {
        assert!(picture.wide.contains("<svg") && picture.narrow.contains("<svg"));
    }
}

#[tokio::test]
async fn what_came_in_and_went_out_is_what_the_fund_says() {
    let (server, demo) = HttpServer::demo_after_days(200, 60);
    let cookie = server.office_cookie(&demo.commune);
    let page: PicturesPage = server.get(path::PICTURES, &cookie).await.json();
    let fund: FundPage = server.get(path::FUND, &cookie).await.json();
    let account = &fund.account;
    let lines = || page.money_before.iter().chain(&page.money);
    let came: Amount = lines().map(|line| line.came).sum();
    let received = [account.received, account.transferred_in];
    assert_eq!(came, received.into_iter().sum());
    let went: Amount = lines().map(|line| line.went).sum();
    let spent = [account.spent, account.transferred_out, account.given];
    assert_eq!(went, spent.into_iter().sum());
    assert_eq!(came - went, account.left());
    assert!(page.money.len() > 2 && came.money_vnd > 0);
}

#[tokio::test]
async fn of_a_commune_that_has_just_begun_nothing_is_drawn() {
    let server = HttpServer::empty();
    let begin = BeginCommune {
        code: "31135".into(),
        name: String::new(),
        person_name: "Cô Lan".into(),
    };
    let reply = server.post_json(path::SETUP_COMMUNE, &begin, "").await;
    let _: Session = reply.json();
    server.set_up(&reply.cookie());
    let page: PicturesPage = server.get(path::PICTURES, &reply.cookie()).await.json();
    assert!(page.days.is_empty() && page.hamlets.is_empty() && page.money.is_empty());
    assert!(page.progress.wide.is_empty() && page.by_hamlet.narrow.is_empty());
    let nobody = server.get(path::PICTURES, "").await;
    assert_eq!(nobody.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_citys_pictures_add_up_to_what_its_page_says_of_all_units() {
    let (server, demo) = HttpServer::demo_after_days(300, 60);
    let cookie = server.office_cookie(&demo.city);
    let page: PicturesPage = server.get(path::UNIT_PICTURES, &cookie).await.json();
    let units: UnitsPage = server.get(path::UNITS, &cookie).await.json();
    assert_eq!(page.campaign_name, units.campaign_name);
    let bars = page.hamlets.iter();
    let bars: Vec<_> = bars
        .map(|bar| (&bar.name, [bar.households, bar.visited, bar.aided]))
        .collect();
    let lines = units.units.iter();
    let lines: Vec<_> = lines
        .map(|line| {
            let counts = [line.households, line.visited, line.aided];
            (&line.unit.name, counts)
        })
        .filter(|(_, counts)| counts.iter().sum::<u64>() > 0)
        .collect();
    assert_eq!(bars, lines);
    assert!(bars.len() > 1);
    let sum = |column: usize| bars.iter().map(|(_, counts)| counts[column]).sum::<u64>();
    let last = page.days.last().unwrap();
    assert_eq!((last.visited, last.aided), (sum(1), sum(2)));

    let money = || page.money_before.iter().chain(&page.money);
    let fund = &units.fund;
    let came: Amount = money().map(|line| line.came).sum();
    assert_eq!(came, [fund.received, fund.from_outside].into_iter().sum());
    let went: Amount = money().map(|line| line.went).sum();
    let out = [fund.spent, fund.to_outside, fund.given];
    assert_eq!(went, out.into_iter().sum());
    let expected = [fund.left, fund.on_the_way];
    assert_eq!(came - went, expected.into_iter().sum());
    for picture in [&page.progress, &page.by_hamlet, &page.in_and_out] {
        assert!(picture.wide.contains("<svg") && picture.narrow.contains("<svg"));
    }
    // A commune's own page says the same of its days as the city's does of it.
    let below: PicturesPage = server
        .get(path::UNIT_PICTURES, &server.office_cookie(&demo.commune))
        .await
        .json();
    let own: PicturesPage = server
        .get(path::PICTURES, &server.office_cookie(&demo.commune))
        .await
        .json();
    assert_eq!(below.days, own.days);
    let nobody = server.get(path::UNIT_PICTURES, "").await;
    assert_eq!(nobody.status, StatusCode::UNAUTHORIZED);
}
