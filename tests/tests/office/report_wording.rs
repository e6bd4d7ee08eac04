//! The wording of a report, over HTTP. Goal: what an office writes stands in its report with the figures
//! of the lists, what it writes wrongly is refused by line and name with nothing changed, and every
//! version is kept. Method: the invented commune and its city over the real router.

use axum::http::StatusCode;
use chungtay_shared::api::report::WordingPage;
use chungtay_shared::api::{CampaignState, ErrorBody, Summary, path};
use chungtay_shared::field::Problem;
use chungtay_shared::limits::WORDING_CHARS_MAX;
use chungtay_shared::money::{format_vnd, vnd_in_words};
use chungtay_shared::wording::{Field, WordingDraft, WordingKind};
use chungtay_tests::http::{HttpServer, Reply};
use chungtay_tests::texts::Texts;

/// Versions that the invented commune has saved; the last went back to the standard wording.
const DEMO: u64 = 2;

struct Office {
    server: HttpServer,
    cookie: String,
    query: String,
}

impl Office {
    async fn open() -> Self {
        let (server, demo) = HttpServer::demo(60);
        let cookie = server.office_cookie(&demo.commune);
        let campaigns: Vec<CampaignState> = server.get(path::CAMPAIGNS, &cookie).await.json();
        let shown = campaigns.iter().find(|c| !c.mandate.targets.is_empty());
        let query = format!(
            "?style=front&campaign={}",
            shown.expect("a campaign").campaign.id
        );
        Self {
            server,
            cookie,
            query,
        }
    }

    async fn page(&self, more: &str) -> WordingPage {
        let address = format!("{}{}{more}", path::WORDING, self.query);
        self.server.get(&address, &self.cookie).await.json()
    }

    async fn save(&self, seen: u64, text: Option<&str>) -> Reply {
        let draft = WordingDraft {
            kind: WordingKind::Own,
            seen,
            text: text.map(str::to_owned),
        };
        self.server
            .post_json(path::WORDING, &draft, &self.cookie)
            .await
    }

    async fn texts(&self) -> Texts {
        let address = format!("{}{}", path::REPORT, self.query);
        let reply = self.server.get(&address, &self.cookie).await;
        assert_eq!(reply.status, StatusCode::OK);
        Texts::read(reply.body())
    }
}

fn problems(reply: &Reply) -> Vec<(String, Problem)> {
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    let fields = reply.json::<ErrorBody>().fields.into_iter();
    fields.map(|error| (error.field, error.problem)).collect()
}

#[tokio::test]
async fn what_the_office_writes_stands_in_the_report_with_the_figures_of_its_lists() {
    let office = Office::open().await;
    let words = "I. KẾT QUẢ\nPhường đã đến {so_ho_duoc_tham} hộ, trao {tien_da_trao} \
                 ({tien_da_trao_bang_chu}).\n{bang_quy}\n";
    let saved = office.save(DEMO, Some(words)).await;
    assert_eq!(saved.status, StatusCode::OK);
    let summary: Summary = office
        .server
        .get(path::SUMMARY, &office.cookie)
        .await
        .json();
    let page = office.page("").await;
    let value = |field: Field| {
        let found = page.values.iter().find(|value| value.field == field);
        found.map(|value| value.text.clone()).unwrap_or_default()
    };
    let visited = summary.visited_in_campaign.households;
    assert_eq!(value(Field::Visited), visited.to_string());
    let money = value(Field::GivenMoney);
    let texts = office.texts().await;
    let given: i64 = money
        .chars()
        .filter(char::is_ascii_digit)
        .collect::<String>()
        .parse()
        .unwrap();
    assert!(given > 0);
    let said = format!(
        "Phường đã đến {visited} hộ, trao {} đồng ({}).",
        format_vnd(given),
        vnd_in_words(given)
    );
    assert!(texts.paragraphs.contains(&said), "{said} in {texts:#?}");
    assert!(!texts.row("Đã trao cho hộ").is_empty());
    let all = texts.all();
    assert!(
        !all.contains("ĐÁNH GIÁ, ĐỀ NGHỊ"),
        "what was left out is out"
    );
    assert!(all.contains("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") && all.contains("Nơi nhận:"));
    let version = page.versions.last().unwrap();
    assert_eq!(
        (version.n, version.text.as_deref()),
        (DEMO + 1, Some(words))
    );
    assert!(!version.by.is_empty());
}

#[tokio::test]
async fn what_is_wrong_is_named_with_its_line_and_the_report_stays_as_it_was() {
    let office = Office::open().await;
    let before = office.texts().await.all();
    let cases: [(&str, &[(&str, Problem)]); 4] = [
        (
            "Đã thăm {so_ho_duoc_tam} hộ\nvà {so_ho",
            &[
                ("text.1.so_ho_duoc_tam", Problem::Unknown),
                ("text.2.so_ho", Problem::Unreadable),
            ],
        ),
        (" \n ", &[("text.1", Problem::Missing)]),
        (
            "{bang_theo_don_vi}",
            &[("text.1.bang_theo_don_vi", Problem::Unreadable)],
        ),
        (WordingKind::Own.standard(), &[("text", Problem::Unchanged)]),
    ];
    for (text, expected) in cases {
        let expected: Vec<_> = expected
            .iter()
            .map(|(f, p)| ((*f).to_owned(), *p))
            .collect();
        assert_eq!(problems(&office.save(DEMO, Some(text)).await), expected);
    }
    let overlong = "ạ".repeat(WORDING_CHARS_MAX + 1);
    let too_long = [("text.1".to_owned(), Problem::TooLong)];
    assert_eq!(
        problems(&office.save(DEMO, Some(&overlong)).await),
        too_long
    );
    assert_eq!(office.texts().await.all(), before);
    assert_eq!(office.page("").await.versions.len() as u64, DEMO);
    let stranger = office.server.get(path::WORDING, "").await;
    assert_eq!(stranger.status, StatusCode::UNAUTHORIZED);
    let nowhere = format!("{}?style=front&campaign={}", path::WORDING, "0".repeat(32));
    let nowhere = office.server.get(&nowhere, &office.cookie).await;
    assert_eq!(nowhere.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn earlier_versions_are_kept_and_the_standard_wording_comes_back() {
    let office = Office::open().await;
    let standard = office.texts().await.all();
    for (seen, text) in [(0, Some("Một.")), (1, Some("Hai.")), (2, None)] {
        let seen = DEMO + seen;
        assert_eq!(office.save(seen, text).await.status, StatusCode::OK);
    }
    // Who has not seen what was saved meanwhile does not write over it.
    let blind = office.save(DEMO + 2, Some("Ba.")).await;
    assert_eq!(problems(&blind), [("seen".to_owned(), Problem::Taken)]);
    assert_eq!(office.texts().await.all(), standard);
    let versions = office.page("").await.versions;
    let texts = versions.iter().skip(2).map(|v| v.text.as_deref());
    let texts: Vec<Option<&str>> = texts.collect();
    assert_eq!(texts, [Some("Một.\n"), Some("Hai.\n"), None]);
    // The report of a unit and all below it has a wording of its own.
    assert!(office.page("&scope=whole").await.versions.is_empty());
}

#[test]
fn the_page_that_explains_wordings_names_every_field_and_no_other() {
    let page = include_str!("../../../docs/report-wording.md");
    let rows = page.lines().filter_map(|line| line.strip_prefix("| `{"));
    let named: Vec<&str> = rows.filter_map(|row| row.split('}').next()).collect();
    let fields: Vec<&str> = Field::ALL.iter().map(|field| field.code()).collect();
    assert_eq!(named, fields);
    let max = chungtay_shared::money::format_vnd(20_000);
    assert!(page.contains(&format!("{max} characters")) && WORDING_CHARS_MAX == 20_000);
}
