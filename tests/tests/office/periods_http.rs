//! Periods over HTTP. Goal: an officer closes and sends what is their own, reads what units below have sent,
//! and is told in fields what speaks against anything else; what was closed is given back byte for byte.
//! Method: the invented communes over the real router, when their month is over.

use axum::http::StatusCode;
use chungtay_shared::api::period::{Arisen, OwedReport, PeriodDetail, PeriodsPage, SendPeriod};
use chungtay_shared::api::{CampaignState, ErrorBody, path};
use chungtay_shared::id::DocId;
use chungtay_shared::money::format_vnd;
use chungtay_shared::period::{ClosePeriod, Flow, GroupLine, Punctuality, Reached};
use chungtay_shared::synthetic::{CITY, OTHER_COMMUNE};
use chungtay_tests::http::{HttpServer, Reply};
use chungtay_tests::texts::Texts;

struct Offices {
    server: HttpServer,
    commune: String,
    other: String,
    city: String,
    /// The commune's campaign that is over.
    campaign: DocId,
}

impl Offices {
    /// Ten days after the month's last one.
    async fn open() -> Self {
        let (server, demo) = HttpServer::demo_after_days(120, 42);
        let commune = server.office_cookie(&demo.commune);
        let campaigns: Vec<CampaignState> = server.get(path::CAMPAIGNS, &commune).await.json();
        let of_city = |state: &&CampaignState| state.origin.is_some();
        let oldest = campaigns.iter().rev().find(of_city).unwrap();
        Self {
            other: server.office_cookie(OTHER_COMMUNE.0),
            city: server.office_cookie(CITY.0),
            campaign: oldest.campaign.id,
            commune,
            server,
        }
    }

    async fn page(&self) -> PeriodsPage {
        let address = format!("{}?campaign={}", path::PERIODS, self.campaign);
        self.server.get(&address, &self.commune).await.json()
    }

    async fn period(&self, at: &str, unit: &str, n: u64, cookie: &str) -> Reply {
        let address = format!("{at}?unit={unit}&campaign={}&n={n}", self.campaign);
        self.server.get(&address, cookie).await
    }

    async fn close(&self, n: u64, to: &str) -> Reply {
        let wanted = ClosePeriod {
            campaign: self.campaign,
            n,
            to: to.parse().unwrap(),
        };
        let server = &self.server;
        server
            .post_json(path::PERIODS, &wanted, &self.commune)
            .await
    }
}

#[tokio::test]
async fn the_invented_commune_has_closed_two_periods_and_its_papers_say_what_it_has() {
    let offices = Offices::open().await;
    let page = offices.page().await;
    let numbers: Vec<u64> = page.closed.iter().map(|line| line.n).collect();
    assert_eq!(numbers, [2, 1]);
    assert!(page.closed.iter().all(|line| line.sent.is_some()) && page.has_above);
    let open = page.open.unwrap();
    assert!(open.reconciliation.is_balanced());
    let reply = offices.period(path::PERIOD, "", 2, &offices.commune).await;
    let period: PeriodDetail = reply.json();
    assert_eq!(period.hash, page.closed[0].hash);
    let lines = &period.figures.reconciliation;
    assert!(lines.is_balanced() && lines.late.visits > 0, "{lines:?}");
    let kept = offices
        .period(path::PERIOD_FIGURES, "", 2, &offices.commune)
        .await;
    let kept = String::from_utf8(kept.body()).unwrap();
    let hash = chungtay_server::periods::hash(&kept);
    assert_eq!(chungtay_shared::id::to_hex(&hash), period.hash);
    let paper = || offices.period(path::PERIOD_DOCUMENT, "", 2, &offices.commune);
    let (first, second) = (paper().await.body(), paper().await.body());
    assert_eq!(first, second);
    let texts = Texts::read(first);
    assert!(texts.all().contains(&period.hash));
    let row = |name: &str| {
        let mut rows = texts.rows.iter();
        let row = rows.find(|row| row.iter().any(|cell| cell == name));
        row.unwrap_or_else(|| panic!("{name} in {:?}", texts.rows))
            .clone()
    };
    let of = |name: &str, visits: i64, money_vnd: i64| {
        let row = row(name);
        for figure in [visits, money_vnd].map(format_vnd) {
            assert!(row.contains(&figure), "{figure} in {row:?}");
        }
    };
    let money = |flow: &chungtay_shared::period::Flow| flow.amount().money_vnd;
    of(
        "Đã chốt các kỳ trước",
        lines.earlier.visits,
        money(&lines.earlier),
    );
    of(
        "Phát sinh sau chốt: bản ghi đến muộn",
        lines.late.visits,
        money(&lines.late),
    );
    of("Lũy kế đến hết kỳ", lines.total.visits, money(&lines.total));
    let arisen = offices
        .period(path::PERIOD_ARISEN, "", 2, &offices.commune)
        .await;
    let arisen: Arisen = arisen.json();
    let known = lines.late.visits + lines.late.handovers();
    assert_eq!(i64::try_from(arisen.late.len()), Ok(known));
}

#[tokio::test]
async fn what_speaks_against_a_close_is_said_in_fields_and_nothing_is_closed() {
    let offices = Offices::open().await;
    let today = offices.page().await.today;
    for (n, to, field) in [
        (1, today.to_string(), "n"),
        (4, today.to_string(), "n"),
        (3, "2099-01-01".to_owned(), "to"),
        (3, "2026-10-20".to_owned(), "to"),
    ] {
        let refused = offices.close(n, &to).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let fields = refused.json::<ErrorBody>().fields;
        assert_eq!(fields[0].field, field, "{n} {to}: {fields:?}");
    }
    assert_eq!(offices.page().await.closed.len(), 2);
    assert_eq!(
        offices.close(3, &today.to_string()).await.status,
        StatusCode::OK
    );
    assert_eq!(offices.page().await.closed.len(), 3);
    let server = &offices.server;
    let rubbish = server
        .post_json(path::PERIODS, &"kỳ", &offices.commune)
        .await;
    assert_eq!(rubbish.status, StatusCode::BAD_REQUEST);
    let nobody = server.get(path::PERIODS, "").await;
    assert_eq!(nobody.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_unit_is_read_by_those_above_it_alone_and_only_what_it_has_sent() {
    let offices = Offices::open().await;
    let commune = chungtay_shared::synthetic::COMMUNE_CODE;
    for n in [1, 2] {
        let reply = offices
            .period(path::PERIOD, commune, n, &offices.city)
            .await;
        assert_eq!(reply.status, StatusCode::OK, "it was sent");
        let reply = offices
            .period(path::PERIOD, commune, n, &offices.other)
            .await;
        assert_eq!(reply.status, StatusCode::NOT_FOUND);
    }
    let today = offices.page().await.today;
    offices.close(3, &today.to_string()).await;
    let kept = || offices.period(path::PERIOD_FIGURES, commune, 3, &offices.city);
    assert_eq!(
        kept().await.status,
        StatusCode::NOT_FOUND,
        "it was not sent yet"
    );
    let sent = SendPeriod {
        campaign: offices.campaign,
        n: 3,
    };
    let server = &offices.server;
    server
        .post_json(path::PERIOD_SEND, &sent, &offices.commune)
        .await;
    assert_eq!(kept().await.status, StatusCode::OK);
    let twice = server
        .post_json(path::PERIOD_SEND, &sent, &offices.commune)
        .await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);

    // What the city sees of both, and what the second one reads of it.
    let page: PeriodsPage = server.get(path::PERIODS, &offices.city).await.json();
    let below = page.below.unwrap();
    let whole = &below.dues[0];
    let of = |code: &str| whole.units.iter().find(|u| u.unit.code == code).unwrap();
    assert!(matches!(
        of(commune).answer.punctuality,
        Punctuality::OnTime
    ));
    let late = of(OTHER_COMMUNE.0);
    assert!(matches!(
        late.answer.punctuality,
        Punctuality::Overdue { days: 1.. }
    ));
    assert_eq!(late.closed_to, Some(whole.due.to), "closed and not sent");
    assert_eq!(late.reminders.len(), 1);
    let owed: Vec<OwedReport> = server.get(path::URGING, &offices.other).await.json();
    assert_eq!(owed.len(), 2);
    assert_eq!(owed[0].reminders, late.reminders);
}

/// The rows under a heading, to the row of sums.
fn table(texts: &Texts, heading: &str, sums: &str) -> Vec<Vec<String>> {
    let is_meant = |row: &Vec<String>| row.get(1).is_some_and(|cell| cell == heading);
    let begin = texts.rows.iter().position(is_meant);
    let begin = begin.unwrap_or_else(|| panic!("{heading} in {:?}", texts.rows));
    let rows = &texts.rows[begin + 1..];
    let end = rows.iter().position(|row| row[0] == sums);
    rows[..=end.unwrap_or_else(|| panic!("{sums} in {rows:?}"))].to_vec()
}

/// Numbered rows of a name and figures, and their sums, as they stand on paper.
fn on_paper(rows: &[(String, Vec<i64>)], (end, sums): (&str, &[i64])) -> Vec<Vec<String>> {
    let figures = |figures: &[i64]| figures.iter().copied().map(format_vnd).collect::<Vec<_>>();
    let numbered = rows.iter().zip(1..).map(|((name, row), number)| {
        let begin = [number.to_string(), name.clone()].into_iter();
        begin.chain(figures(row)).collect()
    });
    let last = std::iter::once(end.to_owned()).chain(figures(sums));
    numbered.chain([last.collect()]).collect()
}

#[tokio::test]
async fn every_table_of_the_paper_is_what_was_closed_cell_by_cell() {
    let offices = Offices::open().await;
    for n in [1, 2] {
        let reply = offices.period(path::PERIOD, "", n, &offices.commune).await;
        let period: PeriodDetail = reply.json();
        let figures = &period.figures;
        let paper = offices.period(path::PERIOD_DOCUMENT, "", n, &offices.commune);
        let texts = Texts::read(paper.await.body());

        let reached = |group: &GroupLine| {
            let Reached { visited, aided } = group.own;
            let (own, total) = ([visited, aided], [group.total.visited, group.total.aided]);
            let reached = own.into_iter().chain(total).map(|reach| reach.households);
            std::iter::once(group.households)
                .chain(reached)
                .map(u64::cast_signed)
                .collect::<Vec<_>>()
        };
        let sum = |rows: &[(String, Vec<i64>)]| {
            let columns = 0..5;
            let sums = columns.map(|column| rows.iter().map(|(_, row)| row[column]).sum());
            sums.collect::<Vec<i64>>()
        };
        let named = |group: &GroupLine| (group.of.clone(), reached(group));
        let hamlets: Vec<_> = figures.by_hamlet.iter().map(named).collect();
        assert!(hamlets.len() > 3);
        let expected = on_paper(&hamlets, ("Cộng", &sum(&hamlets)));
        assert_eq!(table(&texts, "Ấp, khu vực", "Cộng"), expected);
        let words = |code: &str| match code {
            "poor" => "Hộ nghèo",
            "near_poor" => "Hộ cận nghèo",
            "difficult" => "Hộ khó khăn",
            "especially_difficult" => "Hộ đặc biệt khó khăn",
            "policy" => "Đối tượng chính sách",
            "newly_escaped" => "Hộ mới thoát nghèo",
            "other" => "Chưa phân loại",
            "" => "Chưa có loại hộ",
            other => panic!("{other} has no words here"),
        };
        let named = |group: &GroupLine| (words(&group.of).to_owned(), reached(group));
        let categories: Vec<_> = figures.by_category.iter().map(named).collect();
        let expected = on_paper(&categories, ("Cộng", &sum(&categories)));
        assert_eq!(table(&texts, "Loại hộ", "Cộng"), expected);

        let lines = &figures.reconciliation;
        let row = |name: &str, flow: &Flow| {
            let times: i64 = flow.given.iter().map(|line| line.times).sum();
            let money: i64 = flow.given.iter().map(|line| line.amount.money_vnd).sum();
            let goods = flow.given.iter().map(|line| line.amount.goods_value_vnd);
            (
                name.to_owned(),
                vec![flow.visits, times, money, goods.sum()],
            )
        };
        let mut rows = vec![row("Trước ngày đầu kỳ", &lines.earlier)];
        if n > 1 {
            rows = vec![
                row("Đã chốt các kỳ trước", &lines.earlier),
                row("Phát sinh sau chốt: bản ghi đến muộn", &lines.late),
                row("Phát sinh sau chốt: đã sửa hoặc rút lại", &lines.withdrawn),
            ];
        }
        rows.push(row("Trong kỳ", &lines.own));
        let end = "Lũy kế đến hết kỳ";
        let expected = on_paper(&rows, (end, &row(end, &lines.total).1));
        let found = texts.rows.iter().position(|row| row == &expected[0]);
        let found = found.unwrap_or_else(|| panic!("{:?} in {:?}", expected[0], texts.rows));
        assert_eq!(texts.rows[found..found + expected.len()], expected);
    }
}
