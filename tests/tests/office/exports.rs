//! Tables for other programs. Goal: each holds what the unit keeps, row by row and to the đồng, and
//! nothing of a neighbour; the page that describes them is true. Method: the invented commune over the real router, the files read by
//! another library and compared with the database's own rows and the Fund's page.

use axum::http::StatusCode;
use chungtay_shared::api::fund::FundPage;
use chungtay_shared::api::lists::Export;
use chungtay_shared::api::path;
use chungtay_shared::id::DocId;
use chungtay_tests::http::HttpServer;

/// A table as another program reads it.
struct Table {
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    fn read(bytes: &[u8]) -> Self {
        let text = bytes.strip_prefix("\u{feff}".as_bytes());
        let mut reader = csv::Reader::from_reader(text.expect("a byte order mark"));
        let texts = |record: &csv::StringRecord| record.iter().map(str::to_owned).collect();
        Self {
            columns: texts(reader.headers().unwrap()),
            rows: reader.records().map(|row| texts(&row.unwrap())).collect(),
        }
    }

    fn column(&self, name: &str) -> impl Iterator<Item = &str> {
        let at = self
            .columns
            .iter()
            .position(|column| column == name)
            .unwrap();
        self.rows.iter().map(move |row| row[at].as_str())
    }

    /// The sum of a column, over rows that stand where the table says which do.
    fn sum(&self, name: &str) -> i64 {
        let numbers = self
            .column(name)
            .map(|number| number.parse::<i64>().unwrap());
        if self.columns.iter().all(|column| column != "standing") {
            return numbers.sum();
        }
        let standing = numbers.zip(self.column("standing"));
        let standing = standing.filter(|(_, standing)| *standing == "yes");
        standing.map(|(number, _)| number).sum()
    }
}

fn address(what: Export) -> String {
    path::EXPORT.replace("{id}", what.code())
}

async fn table(server: &HttpServer, what: Export, cookie: &str) -> Table {
    let reply = server.get(&address(what), cookie).await;
    assert_eq!(reply.status, StatusCode::OK);
    Table::read(&reply.body())
}

#[tokio::test]
async fn households_visits_and_handovers_are_the_databases_row_by_row() {
    let (server, demo) = HttpServer::demo_after_days(300, 40);
    let cookie = server.office_cookie(&demo.commune);
    let one = |sql: &str| server.query(sql)[0].clone();
    let commune = &demo.commune;
    let households = table(&server, Export::Households, &cookie).await;
    let kept = one(&format!(
        "select count(*), sum(member_count), sum(visit_count), sum(handover_count), sum(value_vnd)
           from household where commune = '{commune}'"
    ));
    let members = households.column("member_count");
    let members: i64 = members.filter_map(|count| count.parse::<i64>().ok()).sum();
    let value = households.sum("money_vnd") + households.sum("goods_value_vnd");
    let rows = i64::try_from(households.rows.len()).unwrap();
    let (visits, handovers) = (
        households.sum("visit_count"),
        households.sum("handover_count"),
    );
    let sums = [rows, members, visits, handovers, value].map(|sum| sum.to_string());
    assert_eq!(kept, sums);
    let second = households.column("kept_in").filter(|kept| !kept.is_empty());
    let merged =
        format!("select count(*) from household where commune = '{commune}' and gone = 'same'");
    assert_eq!(one(&merged)[0], second.count().to_string());

    for (what, kind, id) in [
        (Export::Visits, "visit", "visit_id"),
        (Export::Handovers, "handover", "handover_id"),
    ] {
        let facts = table(&server, what, &cookie).await;
        let mut kept = server.query(&format!(
            "select lower(hex(fact)), lower(hex(doc)), standing from fact
              where commune = '{commune}' and kind = '{kind}'"
        ));
        let standing = facts
            .column("standing")
            .map(|said| if said == "yes" { "1" } else { "0" });
        let ids = facts.column(id).zip(facts.column("household_id"));
        let rows = ids
            .zip(standing)
            .map(|((id, of), standing)| [id, of, standing]);
        let mut rows: Vec<Vec<String>> = rows.map(|row| row.map(str::to_owned).to_vec()).collect();
        kept.sort();
        rows.sort();
        assert!(kept.len() > 20 && kept == rows, "{kind}");
        assert!(
            facts
                .column("received_at")
                .all(|at| at.len() == "2026-10-17 08:05".len())
        );
    }
    let handovers = table(&server, Export::Handovers, &cookie).await;
    let given = one(&format!(
        "select sum(money_vnd), sum(goods_value_vnd) from fact
          where commune = '{commune}' and kind = 'handover' and standing = 1"
    ));
    let sums = [handovers.sum("money_vnd"), handovers.sum("goods_value_vnd")];
    assert_eq!(given, sums.map(|sum| sum.to_string()));
}

#[tokio::test]
async fn the_funds_entries_are_the_pages() {
    let (server, demo) = HttpServer::demo(120);
    let cookie = server.office_cookie(&demo.commune);
    let page: FundPage = server.get(path::FUND, &cookie).await.json();
    let fund = table(&server, Export::Fund, &cookie).await;
    assert_eq!(fund.rows.len(), page.entries.len());
    let standing = page.entries.iter().filter(|entered| entered.void.is_none());
    let money = standing
        .map(|entered| entered.entry.amount.money_vnd)
        .sum::<i64>();
    assert!(money > 0);
    assert_eq!(fund.sum("money_vnd"), money);
    let mut ids: Vec<String> = fund.column("entry_id").map(str::to_owned).collect();
    let mut of_page: Vec<String> = page
        .entries
        .iter()
        .map(|e| e.entry.id.to_string())
        .collect();
    ids.sort();
    of_page.sort();
    assert_eq!(ids, of_page);
}

#[tokio::test]
async fn the_page_about_them_names_every_column_in_its_order() {
    let page = include_str!("../../../docs/exports.md");
    let (server, demo) = HttpServer::demo(0);
    let cookie = server.office_cookie(&demo.commune);
    for what in Export::ALL.iter().copied() {
        let section = page
            .split("\n## ")
            .find(|part| part.starts_with(what.code()));
        let paragraphs = section.unwrap().trim().rsplit("\n\n");
        let names = paragraphs
            .into_iter()
            .next()
            .unwrap()
            .split('`')
            .skip(1)
            .step_by(2);
        let names: Vec<&str> = names.collect();
        assert_eq!(table(&server, what, &cookie).await.columns, names);
    }
}

#[tokio::test]
async fn nobody_but_the_units_office_gets_them_and_a_neighbour_gets_its_own() {
    let (server, demo) = HttpServer::demo(120);
    let cookie = server.office_cookie(&demo.commune);
    let neighbour = server.office_cookie(chungtay_shared::synthetic::OTHER_COMMUNE.0);
    for what in Export::ALL.iter().copied() {
        let stranger = server.get(&address(what), "").await;
        assert_eq!(stranger.status, StatusCode::UNAUTHORIZED);
        let ours = table(&server, what, &cookie).await;
        let theirs = table(&server, what, &neighbour).await;
        let first = |table: &Table| {
            table
                .rows
                .iter()
                .map(|row| row[0].clone())
                .collect::<Vec<_>>()
        };
        let (ours, theirs) = (first(&ours), first(&theirs));
        assert!(!ours.is_empty() && theirs.iter().all(|id| !ours.contains(id)));
    }
    let unknown = path::EXPORT.replace("{id}", &DocId::from_bytes([1; 16]).to_string());
    assert_eq!(
        server.get(&unknown, &cookie).await.status,
        StatusCode::NOT_FOUND
    );
}
