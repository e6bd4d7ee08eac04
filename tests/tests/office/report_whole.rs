//! A city's report, over HTTP. Goal: each unit has its row, each sum is what the units' own reports add
//! up to, and what one Fund sent another is counted once. Method: the invented city with its communes.

use axum::http::StatusCode;
use chungtay_shared::api::units::UnitsPage;
use chungtay_shared::api::{CampaignState, Summary, path};
use chungtay_shared::fund::Amount;
use chungtay_shared::money::{format_vnd, vnd_in_words};
use chungtay_tests::http::HttpServer;
use chungtay_tests::texts::Texts;

struct City {
    server: HttpServer,
    cookie: String,
    commune: String,
    campaign: CampaignState,
}

impl City {
    async fn open() -> Self {
        let (server, demo) = HttpServer::demo(160);
        let cookie = server.office_cookie(&demo.city);
        let campaigns: Vec<CampaignState> = server.get(path::CAMPAIGNS, &cookie).await.json();
        let campaign = campaigns.into_iter().next().unwrap();
        Self {
            server,
            cookie,
            commune: demo.commune,
            campaign,
        }
    }

    async fn texts(&self, more: &str) -> Texts {
        let id = self.campaign.campaign.id;
        let address = format!("{}?campaign={id}{more}", path::REPORT);
        let reply = self.server.get(&address, &self.cookie).await;
        assert_eq!(reply.status, StatusCode::OK);
        if let Ok(folder) = std::env::var("CHUNGTAY_KEEP_REPORT") {
            std::fs::write(format!("{folder}/whole.docx"), reply.body()).unwrap();
        }
        Texts::read(reply.body())
    }

    async fn units(&self) -> UnitsPage {
        self.server.get(path::UNITS, &self.cookie).await.json()
    }
}

fn worth(amount: Amount) -> i64 {
    amount.money_vnd + amount.goods_value_vnd
}

/// The rows of the table that has this column.
fn table<'a>(texts: &'a Texts, column: &str) -> &'a [Vec<String>] {
    let has = |row: &Vec<String>| row.iter().any(|cell| cell == column);
    let first = texts.rows.iter().position(has).unwrap();
    let rest = &texts.rows[first + 1..];
    let end = rest
        .iter()
        .position(|row| row[0] == "STT")
        .unwrap_or(rest.len());
    &rest[..end]
}

#[tokio::test]
async fn each_unit_has_its_row_and_the_sums_are_what_the_units_page_says() {
    let city = City::open().await;
    let texts = city.texts("&style=front&scope=whole").await;
    let page = city.units().await;
    assert!(page.units.len() >= 3);
    let reached = table(&texts, "Đơn vị");
    for (row, unit) in reached.iter().zip(&page.units) {
        let households = [unit.households, unit.visited, unit.aided].map(|n| n.to_string());
        assert_eq!(row[1], unit.unit.name);
        assert_eq!([&row[2], &row[3], &row[5]], households.each_ref());
    }
    assert_eq!(reached.len(), page.units.len() + 1);
    let given = table(&texts, "Cộng (đồng)");
    for (row, unit) in given.iter().zip(&page.units) {
        assert_eq!(row[5], format_vnd(worth(unit.given)));
    }
    let sum: i64 = page.units.iter().map(|unit| worth(unit.given)).sum();
    assert!(sum > 0);
    assert_eq!(given.last().unwrap().last().unwrap(), &format_vnd(sum));
    let all = texts.all();
    let money: i64 = page.units.iter().map(|unit| unit.given.money_vnd).sum();
    let said = format!(
        "{} đồng (bằng chữ: {})",
        format_vnd(money),
        vnd_in_words(money)
    );
    assert!(all.contains(&said), "{said} in {all}");
    for target in &page.targets {
        assert!(
            all.contains(&format_vnd(target.reached)),
            "{target:?} in {all}"
        );
    }
}

#[tokio::test]
async fn what_one_fund_sent_another_is_counted_once_to_the_dong() {
    let city = City::open().await;
    let page = city.units().await;
    let sent = page
        .units
        .iter()
        .map(|unit| worth(unit.account.transferred_in));
    assert!(
        sent.sum::<i64>() > 0,
        "the invented city has passed something down"
    );
    let texts = city.texts("&style=front&scope=whole").await;
    let received = texts.row("Tiếp nhận ủng hộ");
    assert_eq!(received[2], format_vnd(page.fund.received.money_vnd));
    let left = texts.row("Còn lại");
    assert_eq!(left[1], format_vnd(page.fund.left.money_vnd));
    assert_eq!(left[2], format_vnd(page.fund.left.goods_value_vnd));
    let funds = table(&texts, "Đăng ký ủng hộ (đồng)");
    for (row, unit) in funds.iter().zip(&page.units) {
        assert_eq!(row[3], format_vnd(worth(unit.account.received)));
        assert_eq!(row[5], format_vnd(worth(unit.account.left())));
    }
    let total = funds.last().unwrap();
    assert_eq!(total[4], format_vnd(worth(page.fund.left)));
}

#[tokio::test]
async fn categories_add_up_to_the_communes_own_and_the_heading_is_the_citys() {
    let city = City::open().await;
    let whole = city.texts("&style=party&scope=whole&number=3").await;
    let all = whole.all();
    for text in [
        "THÀNH ỦY",
        "THỚI GIANG",
        "Số 3-BC/TU",
        "ĐẢNG CỘNG SẢN VIỆT NAM",
    ] {
        assert!(all.contains(text), "{text} in {all}");
    }
    let by_unit = table(&whole, "Đơn vị");
    let by_category = table(&whole, "Loại hộ");
    let (total, categories) = by_category.split_last().unwrap();
    assert!(categories.len() > 3);
    for column in 1..total.len() {
        let numbers = categories
            .iter()
            .map(|row| row[column + 1].replace('.', ""));
        let sum: u64 = numbers.map(|n| n.parse::<u64>().unwrap()).sum();
        assert_eq!(sum.to_string(), total[column].replace('.', ""));
    }
    // Who is gone is of no category's list, and yet was reached: both tables say so.
    assert_eq!(total, by_unit.last().unwrap());
    let lan = city.server.office_cookie(&city.commune);
    let summary: Summary = city.server.get(path::SUMMARY, &lan).await.json();
    assert!(summary.visited_in_campaign.households > 0);
    // A commune that keeps no others has a report of itself alone, whichever it asks for.
    let theirs: Vec<CampaignState> = city.server.get(path::CAMPAIGNS, &lan).await.json();
    let id = theirs[0].campaign.id;
    let address = format!("{}?campaign={id}&style=front&scope=whole", path::REPORT);
    let alone = city.server.get(&address, &lan).await;
    assert_eq!(alone.status, StatusCode::OK);
    let citys = format!(
        "{}?campaign={}&style=front&scope=whole",
        path::REPORT,
        city.campaign.campaign.id
    );
    let refused = city.server.get(&citys, &lan).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
}
