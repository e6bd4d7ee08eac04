//! The list that people sign. Goal: everybody who was given something stands on it once, by hamlet and
//! name, a sheet for each kind of aid; its totals are the office's; it prints as it is. Method: the
//! invented commune over the real router, the workbook read by another library.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use axum::http::StatusCode;
use calamine::{Data, DataType as _, Reader as _, Xlsx};
use chungtay_server::store::{Commune, write};
use chungtay_shared::api::access::AccessPage;
use chungtay_shared::api::{FactLine, FactPage, Summary, path};
use chungtay_shared::collation::hamlet_sort_key;
use chungtay_shared::money::vnd_in_words;
use chungtay_tests::http::HttpServer;

const HOUSEHOLDS: usize = 500;
/// The row with the columns' names; the first person stands below it.
const HEADER_ROW: usize = 5;

/// A sheet as somebody reads it.
#[derive(Debug)]
struct Sheet {
    lines: Vec<Vec<Data>>,
    total_vnd: i64,
    in_words: String,
}

fn sheets(file: &[u8]) -> BTreeMap<String, Sheet> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(file)).unwrap();
    let names = book.sheet_names();
    let read = names.into_iter().map(|name| {
        let range = book.worksheet_range(&name).unwrap();
        let rows: Vec<Vec<Data>> = range.rows().map(<[Data]>::to_vec).collect();
        let total = rows.iter().position(|row| row[0] == "Tổng").unwrap();
        let sheet = Sheet {
            lines: rows[HEADER_ROW + 1..total].to_vec(),
            total_vnd: rows[total][9].as_i64().unwrap(),
            in_words: rows[total + 1][0].to_string(),
        };
        assert_eq!(rows[HEADER_ROW][1], "Họ và tên");
        (name, sheet)
    });
    read.collect()
}

async fn list(server: &HttpServer, query: &str, cookie: &str) -> BTreeMap<String, Sheet> {
    let address = format!("{}{query}", path::RECEIPT_LIST);
    let reply = server.get(&address, cookie).await;
    assert_eq!(reply.status, StatusCode::OK);
    sheets(&reply.body())
}

/// Every handover that stands, as the office sees it.
async fn handovers(server: &HttpServer, cookie: &str) -> Vec<FactLine> {
    let mut lines = Vec::new();
    loop {
        let address = format!(
            "{}?kind=handover&limit=200&offset={}",
            path::FACTS,
            lines.len()
        );
        let page: FactPage = server.get(&address, cookie).await.json();
        lines.extend(page.lines);
        if lines.len() as u64 >= page.total {
            lines.retain(|line: &FactLine| !line.corrected);
            return lines;
        }
    }
}

#[tokio::test]
async fn everybody_who_was_given_something_stands_on_the_list_once() {
    let (server, demo) = HttpServer::demo(HOUSEHOLDS);
    let cookie = server.office_cookie(&demo.commune);
    let given = handovers(&server, &cookie).await;
    assert!(given.len() > 10, "{}", given.len());
    let sheets = list(&server, "", &cookie).await;

    let mut by_item: BTreeMap<&str, i64> = BTreeMap::new();
    for line in &given {
        *by_item.entry(&line.detail).or_default() += line.money_vnd + line.goods_value_vnd;
    }
    assert_eq!(sheets.len(), by_item.len(), "a sheet for each kind of aid");
    let lines: usize = sheets.values().map(|sheet| sheet.lines.len()).sum();
    assert_eq!(lines, given.len());
    for (item, value_vnd) in by_item {
        let sheet = &sheets[item];
        assert_eq!(sheet.total_vnd, value_vnd, "{item}");
        let words = vnd_in_words(value_vnd);
        assert_eq!(sheet.in_words, format!("Tổng số tiền bằng chữ: {words}."));
        let hamlets = sheet.lines.iter().map(|line| line[5].to_string());
        assert!(hamlets.is_sorted_by_key(|hamlet| hamlet_sort_key(&hamlet)));
        for (number, line) in (1..).zip(&sheet.lines) {
            assert_eq!(line[0].as_i64(), Some(number));
            assert!(!line[1].is_empty());
            assert!(
                line[2].is_empty() || line[2].is_string(),
                "a zero in front stays"
            );
            assert_eq!(line[8], "Quỹ “Vì người nghèo” xã", "who paid");
        }
    }
    let summary: Summary = server.get(path::SUMMARY, &cookie).await.json();
    let total_vnd: i64 = sheets.values().map(|sheet| sheet.total_vnd).sum();
    let office_vnd = summary.money_vnd + summary.goods_value_vnd;
    assert_eq!(total_vnd, office_vnd, "the office's own sum");
}

#[tokio::test]
async fn a_hamlet_and_two_days_narrow_the_list() {
    let (server, demo) = HttpServer::demo(HOUSEHOLDS);
    let cookie = server.office_cookie(&demo.commune);
    let given = handovers(&server, &cookie).await;
    let (hamlet, day) = (given[0].hamlet.clone(), given[0].at.local_date());
    let meant = given
        .iter()
        .filter(|line| line.hamlet == hamlet && line.at.local_date() == day);
    let query = format!(
        "?from={day}&to={day}&hamlet={}",
        percent_encoding::utf8_percent_encode(&hamlet, percent_encoding::NON_ALPHANUMERIC)
    );
    let sheets = list(&server, &query, &cookie).await;
    let lines: usize = sheets.values().map(|sheet| sheet.lines.len()).sum();
    assert_eq!(lines, meant.count());

    let nobody = list(&server, "?to=1999-12-31", &cookie).await;
    let [sheet] = nobody.values().collect::<Vec<_>>()[..] else {
        panic!("one sheet that says so");
    };
    assert!(
        sheet.lines[0][0]
            .to_string()
            .starts_with("Chưa có lượt trao")
    );
    assert_eq!(sheet.in_words, "Tổng số tiền bằng chữ: Không đồng.");
    let rubbish = format!("{}?from=mai", path::RECEIPT_LIST);
    let reply = server.get(&rubbish, &cookie).await;
    assert_eq!(reply.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn nobody_but_the_communes_office_gets_it() {
    let (server, _) = HttpServer::demo(HOUSEHOLDS);
    let reply = server.get(path::RECEIPT_LIST, "").await;
    assert_eq!(reply.status, StatusCode::UNAUTHORIZED);
    let neighbour = Commune {
        code: "99009".into(),
        name: "xã Bên".into(),
        synthetic: true,
    };
    write(&*server.state.store, |tx| tx.add_commune(&neighbour)).unwrap();
    let cookie = server.office_cookie("99009");
    let sheets = list(&server, "", &cookie).await;
    assert!(
        sheets["Danh sách"].lines[0][0]
            .to_string()
            .starts_with("Chưa có")
    );
}

/// A file in a workbook.
fn part(workbook: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(workbook)).unwrap();
    let mut text = String::new();
    archive
        .by_name(name)
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    text
}

#[tokio::test]
async fn a_photographed_page_says_by_its_mark_which_list_it_is_of() {
    let (server, demo) = HttpServer::demo(HOUSEHOLDS);
    let cookie = server.office_cookie(&demo.commune);
    let marks = async |query: &str| {
        let address = format!("{}{query}", path::RECEIPT_LIST);
        let file = server.get(&address, &cookie).await.body();
        let of_page = |n: usize| {
            let sheet = part(&file, &format!("xl/worksheets/sheet{n}.xml"));
            let (_, behind) = sheet.split_once("&amp;CMã ").unwrap();
            behind[..6].to_owned()
        };
        let pages: Vec<String> = (1..=sheets(&file).len()).map(of_page).collect();
        assert!(pages.iter().all(|mark| *mark == pages[0]), "{pages:?}");
        pages[0].clone()
    };
    let printed = marks("").await;
    server.clock.pass_ms(24 * 3_600_000);
    assert_eq!(marks("").await, printed, "the same rows on another day");
    let other = marks("?hamlet=%E1%BA%A4p%204").await;
    assert_ne!(other, printed, "another list");

    let log: AccessPage = server.get(path::ACCESS, &cookie).await.json();
    let taken = log.lines.iter().filter(|line| line.act == "took-list");
    let taken: Vec<&str> = taken.map(|line| line.about.as_str()).collect();
    let [printed, other] = [printed, other].map(|mark| format!("receipts-{}", mark.to_lowercase()));
    assert_eq!(taken, [&other, &printed, &printed]);
}

#[tokio::test]
async fn it_prints_across_with_its_header_on_every_page() {
    let (server, demo) = HttpServer::demo(HOUSEHOLDS);
    let cookie = server.office_cookie(&demo.commune);
    let file = server.get(path::RECEIPT_LIST, &cookie).await.body();
    let part = |name: &str| part(&file, name);
    let sheet = part("xl/worksheets/sheet1.xml");
    assert!(sheet.contains(r#"paperSize="9""#) && sheet.contains(r#"orientation="landscape""#));
    assert!(sheet.contains(r#"fitToHeight="0""#) && sheet.contains("Trang &amp;P/&amp;N"));
    assert!(part("xl/workbook.xml").contains("_xlnm.Print_Titles"));
}
