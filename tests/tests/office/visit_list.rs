//! The list of households to visit. Goal: everybody who is to be visited stands on it once, by hamlet
//! and name, with their last visit and all that is still to be given to them; it prints as it is.
//! Method: the invented commune over the real router, the workbook read by another library and compared
//! with the database's own rows and the office's page of rounds.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read as _};

use axum::http::StatusCode;
use calamine::{Data, DataType as _, Reader as _, Xlsx};
use chungtay_server::store::{Commune, write};
use chungtay_shared::api::rounds::{IssueRound, RoundsPage};
use chungtay_shared::api::{CampaignState, HouseholdLine, path};
use chungtay_shared::campaign::AidItem;
use chungtay_shared::collation::hamlet_sort_key;
use chungtay_shared::id::DocId;
use chungtay_shared::time::LocalDate;
use chungtay_tests::http::HttpServer;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

/// The row with the columns' names; the first household stands below it.
const HEADER_ROW: usize = 5;

/// A list as somebody reads it.
#[derive(Debug)]
struct List {
    about: String,
    lines: Vec<Vec<Data>>,
    total: String,
}

impl List {
    fn read(file: &[u8]) -> Self {
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(file)).unwrap();
        let range = book.worksheet_range("Hộ cần thăm").unwrap();
        let mut rows: Vec<Vec<Data>> = range.rows().map(<[Data]>::to_vec).collect();
        assert_eq!(rows[HEADER_ROW][1], "Họ và tên chủ hộ");
        let total = rows.pop().unwrap()[0].to_string();
        Self {
            about: rows[3][0].to_string(),
            lines: rows.split_off(HEADER_ROW + 1),
            total,
        }
    }

    /// Each household's hamlet, name and last visit.
    fn households(&self) -> BTreeSet<(String, String, String)> {
        let of = |line: &Vec<Data>| [2, 1, 6].map(|column| line[column].to_string());
        self.lines.iter().map(of).map(Into::into).collect()
    }

    fn rights(&self) -> Vec<String> {
        let cells = self.lines.iter().map(|line| line[7].to_string());
        let lines = cells.flat_map(|cell| cell.lines().map(str::to_owned).collect::<Vec<_>>());
        lines.collect()
    }
}

async fn list(server: &HttpServer, query: &str, cookie: &str) -> List {
    let reply = server
        .get(&format!("{}{query}", path::VISIT_LIST), cookie)
        .await;
    assert_eq!(reply.status, StatusCode::OK);
    if let Ok(folder) = std::env::var("CHUNGTAY_KEEP_PAPERS") {
        std::fs::write(format!("{folder}/visit-list.xlsx"), reply.body()).unwrap();
    }
    List::read(&reply.body())
}

/// Households that are to be visited, by the database's own rows: hamlet, name, day of the last visit,
/// which counts what was recorded in second records.
fn expected(server: &HttpServer, commune: &str) -> Vec<(String, String, String)> {
    let rows = server.query(&format!(
        "select h.hamlet, h.head_name, coalesce(max(f.on_day), '')
           from household h
           left join household r on r.commune = h.commune
            and (r.doc = h.doc or (r.gone = 'same' and r.gone_into = h.doc))
           left join fact f on f.commune = r.commune and f.doc = r.doc
            and f.kind = 'visit' and f.standing = 1
          where h.commune = '{commune}' and h.gone is null
          group by h.doc"
    ));
    let day = |days: &str| {
        let day = days.parse().ok().map(LocalDate::from_days);
        day.map(LocalDate::display).unwrap_or_default()
    };
    let mut lines: Vec<_> = rows
        .into_iter()
        .map(|row| (row[0].clone(), row[1].clone(), day(&row[2])))
        .collect();
    lines.sort();
    lines
}

#[tokio::test]
async fn everybody_who_is_to_be_visited_stands_on_it_once_with_their_last_visit() {
    let (server, demo) = HttpServer::demo(400);
    let cookie = server.office_cookie(&demo.commune);
    let list = list(&server, "", &cookie).await;
    let expected = expected(&server, &demo.commune);
    assert_eq!(list.lines.len(), expected.len());
    assert_eq!(list.households(), expected.iter().cloned().collect());
    assert!(
        expected.iter().any(|(_, _, day)| day.is_empty()),
        "some wait for a visit"
    );
    let hamlets = list.lines.iter().map(|line| line[2].to_string());
    assert!(hamlets.is_sorted_by_key(|hamlet| hamlet_sort_key(&hamlet)));
    let members: i64 = list.lines.iter().filter_map(|line| line[5].as_i64()).sum();
    let counted = server.query(&format!(
        "select sum(member_count) from household where commune = '{}' and gone is null",
        demo.commune
    ));
    assert_eq!(members.to_string(), counted[0][0]);
    for (number, line) in (1..).zip(&list.lines) {
        assert_eq!(line[0].as_i64(), Some(number));
        assert!(line[8].is_empty(), "room for notes");
    }
    let statuses = list.lines.iter().filter(|line| line[4] == "Hộ nghèo");
    let today = list
        .about
        .split_whitespace()
        .find(|word| word.contains('/'));
    let day = LocalDate::from_days(0);
    assert_ne!(today.unwrap(), day.display());
    let poor =
        server.query(&format!(
        "select count(*) from household h where h.commune = '{}' and h.gone is null and 'poor' =
           (select s.category from status s where s.commune = h.commune and s.doc = h.doc
               and s.from_day <= {today} and coalesce(s.to_day, {today}) >= {today}
             order by s.from_day desc, s.order_ms desc, s.fact desc limit 1)",
        demo.commune,
        today = chungtay_server::state::Clock::now(&server.clock).local_date().days(),
    ));
    assert_eq!(statuses.count().to_string(), poor[0][0]);
}

/// A round of seven gifts in which two phones have each their own households.
async fn issue_round(server: &HttpServer, cookie: &str) {
    let rounds: RoundsPage = server.get(path::ROUNDS, cookie).await.json();
    let campaigns: Vec<CampaignState> = server.get(path::CAMPAIGNS, cookie).await.json();
    let households: Vec<HouseholdLine> = server.get(path::HOUSEHOLDS, cookie).await.json();
    let here = households.iter().filter(|line| line.gone.is_none());
    let here: Vec<DocId> = here.map(|line| line.id).take(7).collect();
    let is_given_at_once = |item: &&AidItem| item.steps.is_empty();
    let campaign = &campaigns[0].campaign;
    let round = IssueRound {
        campaign: campaign.id,
        name: "Đợt mới".into(),
        item: campaign.items.iter().find(is_given_at_once).unwrap().id,
        rights: [
            (rounds.phones[0].actor, here[..3].to_vec()),
            (rounds.phones[1].actor, here[3..].to_vec()),
        ]
        .into(),
        in_custody: false,
        again: false,
        basis: chungtay_shared::round::Basis::default(),
    };
    let issued = server.post_json(path::ROUNDS, &round, cookie).await;
    assert_eq!(issued.status, StatusCode::OK);
}

#[tokio::test]
async fn what_is_still_to_be_given_stands_there_with_the_one_who_is_to_give_it() {
    let (server, demo) = HttpServer::demo_after_days(400, 40);
    let cookie = server.office_cookie(&demo.commune);
    issue_round(&server, &cookie).await;
    let rounds: RoundsPage = server.get(path::ROUNDS, &cookie).await.json();
    let here = server.query(&format!(
        "select lower(hex(doc)) from household where commune = '{}' and gone is null",
        demo.commune
    ));
    let here: BTreeSet<&str> = here.iter().map(|row| row[0].as_str()).collect();
    let mut open: Vec<String> = Vec::new();
    let mut by_holder: BTreeMap<_, usize> = BTreeMap::new();
    for round in &rounds.rounds {
        let rights = round.rights.iter().filter(|right| right.given_at.is_none());
        for right in rights.filter(|right| here.contains(&*right.household.to_string())) {
            let name = &round.holders[&right.holder];
            open.push(format!("{}, {} ({name})", round.item.name, round.name));
            *by_holder.entry(right.holder).or_default() += 1;
        }
    }
    let all = list(&server, "", &cookie).await;
    let (mut stands, mut expected) = (all.rights(), open);
    stands.sort();
    expected.sort();
    assert_eq!(stands, expected);
    assert!(stands.len() > 7, "of earlier rounds too");
    let given = rounds.rounds.iter().flat_map(|round| &round.rights);
    assert!(given.clone().any(|right| right.given_at.is_some()));
    assert!(
        all.total
            .ends_with(&format!("còn {} lượt phải trao.", stands.len()))
    );

    let (holder, rights) = by_holder.into_iter().next().unwrap();
    let name = rounds
        .rounds
        .iter()
        .find_map(|r| r.holders.get(&holder))
        .unwrap();
    let theirs = list(&server, &format!("?holder={holder}"), &cookie).await;
    let named = format!("({name})");
    let named = theirs
        .rights()
        .into_iter()
        .filter(|right| right.ends_with(&named));
    assert_eq!(named.count(), rights);
    assert!(theirs.about.contains(name), "{}", theirs.about);
    assert!(
        theirs
            .lines
            .iter()
            .all(|line| line[7].to_string().contains(name))
    );
}

#[tokio::test]
async fn a_hamlet_and_a_day_narrow_it_and_nobody_is_a_line_that_says_so() {
    let (server, demo) = HttpServer::demo(200);
    let cookie = server.office_cookie(&demo.commune);
    let expected = expected(&server, &demo.commune);
    let hamlet = &expected[0].0;
    let query = format!("?hamlet={}", utf8_percent_encode(hamlet, NON_ALPHANUMERIC));
    let narrowed = list(&server, &query, &cookie).await;
    let of_hamlet = expected.iter().filter(|(of, _, _)| of == hamlet);
    assert_eq!(narrowed.lines.len(), of_hamlet.count());
    assert!(narrowed.about.contains(hamlet));

    let unvisited = list(&server, "?unvisited_since=1999-01-01", &cookie).await;
    let never = expected.iter().filter(|(_, _, day)| day.is_empty());
    assert_eq!(unvisited.lines.len(), never.count());

    let nobody = list(&server, "?hamlet=Kh%C3%B4ng", &cookie).await;
    assert!(
        nobody.lines[0][0]
            .to_string()
            .starts_with("Không có hộ nào")
    );
    assert_eq!(nobody.total, "Tổng cộng: 0 hộ; còn 0 lượt phải trao.");
    let rubbish = format!("{}?holder=Mai", path::VISIT_LIST);
    let reply = server.get(&rubbish, &cookie).await;
    assert_eq!(reply.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn only_the_communes_office_gets_it_and_it_prints_with_its_header_on_every_page() {
    let (server, demo) = HttpServer::demo(60);
    let stranger = server.get(path::VISIT_LIST, "").await;
    assert_eq!(stranger.status, StatusCode::UNAUTHORIZED);
    let neighbour = Commune {
        code: "99009".into(),
        name: "xã Bên".into(),
        synthetic: true,
    };
    write(&*server.state.store, |tx| tx.add_commune(&neighbour)).unwrap();
    let theirs = list(&server, "", &server.office_cookie("99009")).await;
    assert!(theirs.total.contains(" 0 hộ"), "{}", theirs.total);

    let cookie = server.office_cookie(&demo.commune);
    let file = server.get(path::VISIT_LIST, &cookie).await.body();
    let mut archive = zip::ZipArchive::new(Cursor::new(file)).unwrap();
    let mut part = |name: &str| {
        let mut text = String::new();
        let mut part = archive.by_name(name).unwrap();
        part.read_to_string(&mut text).unwrap();
        text
    };
    let sheet = part("xl/worksheets/sheet1.xml");
    assert!(sheet.contains(r#"paperSize="9""#) && sheet.contains(r#"orientation="landscape""#));
    assert!(sheet.contains("<pane ") && sheet.contains("Trang &amp;P/&amp;N"));
    assert!(part("xl/workbook.xml").contains("_xlnm.Print_Titles"));
}
