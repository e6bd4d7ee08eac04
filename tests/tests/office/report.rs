//! The campaign's report, as a file. Goal: every figure in it is what the lists behind it add up to, and
//! no household is named in it. Method: the invented commune over the real router, the document's text
//! read as Word would and compared with sums over the lists of facts, of the Fund and of publicity.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use chungtay_shared::api::fund::FundPage;
use chungtay_shared::api::publicity::PublicityPage;
use chungtay_shared::api::{
    CampaignState, FactKind, FactLine, FactPage, HouseholdLine, Summary, path,
};
use chungtay_shared::money::{format_vnd, vnd_in_words};
use chungtay_tests::http::{HttpServer, Reply};
use chungtay_tests::texts::Texts;

struct Office {
    server: HttpServer,
    cookie: String,
    campaign: CampaignState,
}

impl Office {
    async fn open() -> Self {
        let (server, demo) = HttpServer::demo(300);
        let cookie = server.office_cookie(&demo.commune);
        let campaigns: Vec<CampaignState> = server.get(path::CAMPAIGNS, &cookie).await.json();
        // The month that is shown is the one that has targets.
        let shown = |state: &CampaignState| !state.mandate.targets.is_empty();
        let campaign = campaigns.into_iter().find(shown).unwrap();
        Self {
            server,
            cookie,
            campaign,
        }
    }

    async fn report(&self, more: &str) -> Reply {
        let address = format!(
            "{}?campaign={}{more}",
            path::REPORT,
            self.campaign.campaign.id
        );
        self.server.get(&address, &self.cookie).await
    }

    async fn texts(&self, more: &str) -> Texts {
        let reply = self.report(more).await;
        assert_eq!(reply.status, StatusCode::OK);
        if let Ok(folder) = std::env::var("CHUNGTAY_KEEP_REPORT") {
            std::fs::write(format!("{folder}/report.docx"), reply.body()).unwrap();
        }
        Texts::read(reply.body())
    }

    /// Facts that stand and took place within the campaign.
    async fn facts(&self, kind: FactKind) -> Vec<FactLine> {
        let address = format!("{}?kind={}&limit=100000", path::FACTS, kind.code());
        let page: FactPage = self.server.get(&address, &self.cookie).await.json();
        let mut lines = page.lines;
        assert_eq!(lines.len() as u64, page.total);
        lines.retain(|line| !line.corrected);
        lines.retain(|line| self.campaign.campaign.contains(line.at.local_date()));
        lines
    }
}

#[tokio::test]
async fn every_figure_is_what_the_lists_behind_it_add_up_to() {
    let office = Office::open().await;
    let texts = office.texts("&style=front&number=7&place=X%C3%A3").await;
    let all = texts.all();
    let households = |facts: &[FactLine]| {
        let of: BTreeSet<_> = facts.iter().map(|fact| fact.household).collect();
        of.len()
    };
    let visits = office.facts(FactKind::Visit).await;
    let given = office.facts(FactKind::Handover).await;
    for (facts, what) in [(&visits, "thăm"), (&given, "trao")] {
        let (times, households) = (facts.len().to_string(), households(facts).to_string());
        let said = texts
            .paragraphs
            .iter()
            .find(|p| p.contains(&format!("{households} hộ")) && p.contains(&times));
        assert!(said.is_some(), "{what}: {households} {times} in {all}");
    }
    let money_vnd: i64 = given.iter().map(|fact| fact.money_vnd).sum();
    let goods_vnd: i64 = given.iter().map(|fact| fact.goods_value_vnd).sum();
    let totals: Vec<&Vec<String>> = texts
        .rows
        .iter()
        .filter(|row| {
            row.first()
                .is_some_and(|cell| cell.starts_with("Cộng") || cell.starts_with("Tổng"))
        })
        .collect();
    let of_given = [format_vnd(money_vnd), format_vnd(goods_vnd)];
    let stands = totals
        .iter()
        .any(|row| of_given.iter().all(|sum| row.contains(sum)));
    assert!(stands, "{of_given:?} in {totals:?}");
    let in_words = vnd_in_words(money_vnd);
    assert!(
        all.to_lowercase().contains(&in_words.to_lowercase()),
        "{in_words} in {all}"
    );

    let fund: FundPage = office.server.get(path::FUND, &office.cookie).await.json();
    for sum in [
        fund.account.received.money_vnd,
        fund.account.left().money_vnd,
    ] {
        let stands = texts.rows.iter().flatten().any(|c| *c == format_vnd(sum));
        assert!(stands, "{sum} of the Fund in {all}");
    }
    let summary: Summary = office
        .server
        .get(path::SUMMARY, &office.cookie)
        .await
        .json();
    for target in &summary.targets {
        let text = format_vnd(target.target);
        assert!(all.contains(&text), "target {text} in {all}");
    }
    assert!(texts.headers >= 4, "headers stand on each page");
}

#[tokio::test]
async fn it_rests_on_its_documents_counts_publicity_and_names_no_household() {
    let office = Office::open().await;
    let all = office.texts("&style=front").await.all();
    for document in &office.campaign.mandate.documents {
        assert!(all.contains(&document.number), "{document:?}");
    }
    let page: PublicityPage = office
        .server
        .get(path::PUBLICITY, &office.cookie)
        .await
        .json();
    let reach: u32 = page.lines.iter().map(|line| line.activity.reach).sum();
    let activities = page.lines.len();
    let said = format!(
        "{activities} hoạt động tuyên truyền với {} lượt người",
        format_vnd(i64::from(reach))
    );
    assert!(all.contains(&said), "{said} in {all}");
    let households: Vec<HouseholdLine> = office
        .server
        .get(path::HOUSEHOLDS, &office.cookie)
        .await
        .json();
    for household in households {
        assert!(!all.contains(&household.head_name), "a person is named");
    }
}

#[tokio::test]
async fn each_body_has_its_heading_and_signs_in_its_own_way() {
    let office = Office::open().await;
    for (style, heading) in [
        ("front", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("state", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("party", "ĐẢNG CỘNG SẢN VIỆT NAM"),
    ] {
        let more = format!(
            "&style={style}&number=12&signer_title=CH%E1%BB%A6%20T%E1%BB%8ACH&recipients=L%C6%B0u%3A%20VT."
        );
        let texts = office.texts(&more).await;
        let all = texts.all();
        for text in [heading, "BÁO CÁO", "CHỦ TỊCH", "Lưu: VT."] {
            assert!(all.contains(text), "{style}: {text} in {all}");
        }
        assert!(!texts.row("STT").is_empty());
    }
}

#[tokio::test]
async fn what_is_no_report_is_refused_by_name() {
    let office = Office::open().await;
    let unknown = format!("{}?campaign={}&style=front", path::REPORT, "0".repeat(32));
    let reply = office.server.get(&unknown, &office.cookie).await;
    assert_eq!(reply.status, StatusCode::NOT_FOUND);
    assert_eq!(
        office.report("&style=rubbish").await.status,
        StatusCode::BAD_REQUEST
    );
    let overlong = format!("&style=front&number={}", "1".repeat(1_000));
    assert_eq!(
        office.report(&overlong).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    let stranger = office.server.get(&unknown, "").await;
    assert_eq!(stranger.status, StatusCode::UNAUTHORIZED);
}
