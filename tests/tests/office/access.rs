//! The access log. Goal: whoever sees, changes or takes something of the people in the records is noted,
//! wherever they come in; the log holds together, shows where it was touched, and names nobody. Method: a
//! day of an office and a phone over the real router, the tables read and altered behind its back; the
//! router is asked for every route there is.

use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use chungtay_server::access::acts::{ACTS, OPEN_ACTS, Stated, stated};
use chungtay_server::demo;
use chungtay_server::state::Clock as _;
use chungtay_server::store::{read, write};
use chungtay_shared::access::{Act, ActGroup};
use chungtay_shared::api::access::{AccessLine, AccessPage};
use chungtay_shared::api::lists::Export;
use chungtay_shared::api::lives::TellLife;
use chungtay_shared::api::{HouseholdLine, NewInvite, Role, path};
use chungtay_shared::id::{Actor, DocId};
use chungtay_shared::life::LifeKind;
use chungtay_tests::database::Database;
use chungtay_tests::http::HttpServer;
use chungtay_tests::request::first_request;

const MINUTE_MS: i64 = 60_000;
const LIFE_REASON: &str = "Đã dọn về quê vợ";

/// An office at work in the invented commune.
struct Desk {
    server: HttpServer,
    database: Database,
    commune: String,
    cookie: String,
}

impl Desk {
    fn new() -> Self {
        let database = Database::sqlite();
        let server = HttpServer::on(database.clone(), 11);
        let demo = write(&*server.state.store, |tx| demo::fill(&server.state, tx, 60));
        let commune = demo.unwrap().commune;
        let cookie = server.office_cookie(&commune);
        Self {
            server,
            database,
            commune,
            cookie,
        }
    }

    async fn get(&self, path: &str) -> StatusCode {
        self.server.get(path, &self.cookie).await.status
    }

    async fn households(&self) -> Vec<HouseholdLine> {
        let reply = self.server.get(path::HOUSEHOLDS, &self.cookie).await;
        reply.json()
    }

    async fn page(&self, narrowed: &str) -> AccessPage {
        let address = format!("{}{narrowed}", path::ACCESS);
        self.server.get(&address, &self.cookie).await.json()
    }

    /// What was noted since the log had so many rows, the oldest first: act, about, account's name.
    fn noted_after(&self, rows: usize) -> Vec<(String, String, String)> {
        let sql = format!(
            "select act, about, coalesce(person_name, '') from access x
               left join account a on a.commune = x.commune and a.id = x.account
             where x.commune = '{}' order by n",
            self.commune
        );
        let all = self.database.query(&sql).into_iter().skip(rows);
        all.map(|row| <[String; 3]>::try_from(row).unwrap().into())
            .collect()
    }

    fn rows(&self) -> usize {
        self.noted_after(0).len()
    }
}

fn at(path: &str, id: impl std::fmt::Display) -> String {
    path.replace("{id}", &id.to_string())
}

fn acts(noted: &[(String, String, String)]) -> Vec<&str> {
    noted.iter().map(|(act, _, _)| act.as_str()).collect()
}

#[tokio::test]
async fn every_route_states_its_act_and_every_act_has_its_route() {
    let (server, _) = HttpServer::demo(0);
    let source = include_str!("../../../shared/src/api/path.rs");
    let quoted = source.split('"').skip(1).step_by(2);
    let paths: BTreeSet<&str> = quoted.filter(|text| text.starts_with('/')).collect();
    assert!(paths.len() > 60);
    let mut found = BTreeSet::new();
    for route in &paths {
        for method in [
            Method::GET,
            Method::POST,
            Method::PUT,
            Method::PATCH,
            Method::DELETE,
        ] {
            let request = Request::builder()
                .method(method.clone())
                .uri(at(route, DocId::from_bytes([7; 16])));
            let reply = server.send(request.body(Body::empty()).unwrap()).await;
            if ![StatusCode::NOT_FOUND, StatusCode::METHOD_NOT_ALLOWED].contains(&reply.status) {
                assert!(stated(&method, route).is_some(), "{method} {route}");
                found.insert((method.to_string(), *route));
            }
        }
    }
    let open = (Method::GET.to_string(), path::OPEN_API_DOCUMENT);
    assert!(found.remove(&open));
    let listed = ACTS
        .iter()
        .map(|(method, path, _)| (method.to_string(), *path));
    assert_eq!(found, listed.collect());

    // The router names no path that stands elsewhere.
    let router = include_str!("../../../server/src/router.rs");
    for route in router.split(".route(").skip(1) {
        assert!(route.trim_start().starts_with("path::"), "{route}");
    }
    let document: serde_json::Value = server.get(path::OPEN_API_DOCUMENT, "").await.json();
    let described = document["paths"].as_object().unwrap().keys();
    let described = described.map(|path| path.strip_prefix(path::OPEN_API).unwrap());
    let described: BTreeSet<&str> = described.chain(["/openapi.json"]).collect();
    let listed = OPEN_ACTS.iter().map(|(path, _)| *path);
    assert_eq!(described, listed.collect());
    for (_, path, stated) in ACTS {
        if let Stated::Nothing(reason) = stated {
            assert!(reason.len() > 10, "{path} has a reason");
        }
    }
}

#[tokio::test]
async fn an_officers_day_is_noted_in_its_order_and_what_is_seen_again_soon_is_not() {
    let desk = Desk::new();
    let begun = desk.rows();
    let households = desk.households().await;
    let (first, second) = (&households[0], &households[1]);
    assert_eq!(desk.get(&at(path::HOUSEHOLD, first.id)).await, 200);
    assert_eq!(desk.get(&at(path::HOUSEHOLD, first.id)).await, 200);
    assert_eq!(desk.get(&at(path::HOUSEHOLD, second.id)).await, 200);
    assert_eq!(desk.get(&at(path::HOUSEHOLD_SHEET, first.id)).await, 200);
    assert_eq!(
        desk.get(&at(path::EXPORT, Export::Visits.code())).await,
        200
    );
    assert_eq!(desk.get(path::SUMMARY).await, 200);
    let unsaid = TellLife {
        reason: String::new(),
        ..moved_away(&desk)
    };
    let life = at(path::LIFE, second.id);
    let refused = desk.server.post_json(&life, &unsaid, &desk.cookie).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let told = moved_away(&desk);
    let told = desk.server.post_json(&life, &told, &desk.cookie);
    assert_eq!(told.await.status, StatusCode::OK);
    let invite = NewInvite {
        person_name: "Trần Văn Bảy".into(),
        role: Role::Volunteer,
    };
    let made = desk.server.post_json(path::INVITES, &invite, &desk.cookie);
    assert_eq!(made.await.status, StatusCode::OK);

    let noted = desk.noted_after(begun);
    let (one, two) = (first.id.to_string(), second.id.to_string());
    let expected = [
        ("saw-households", ""),
        ("saw-household", one.as_str()),
        ("saw-household", &two),
        ("took-sheet", &one),
        ("took-table", "visits"),
        ("told-life", &two),
        ("made-invite", ""),
    ];
    let said: Vec<(&str, &str)> = noted
        .iter()
        .map(|(a, b, _)| (a.as_str(), b.as_str()))
        .collect();
    assert_eq!(said, expected);
    assert!(noted.iter().all(|(_, _, who)| who == "Cô Lan"));

    // Ten minutes later it is another look.
    desk.server.clock.pass_ms(10 * MINUTE_MS);
    assert_eq!(desk.get(&at(path::HOUSEHOLD, first.id)).await, 200);
    assert_eq!(acts(&desk.noted_after(begun + 7)), ["saw-household"]);

    // Nothing that anybody typed stands in the table, nor a name.
    let texts = desk
        .database
        .query("select act || ' ' || about from access");
    for row in texts {
        let known = households
            .iter()
            .map(|household| household.head_name.as_str());
        for secret in known.chain([LIFE_REASON, "Trần Văn Bảy", "Cô Lan"]) {
            assert!(!row[0].contains(secret), "{}", row[0]);
        }
    }
}

fn moved_away(desk: &Desk) -> TellLife {
    TellLife {
        kind: LifeKind::MovedAway,
        on: desk.server.clock.now().local_date(),
        reason: LIFE_REASON.into(),
        answers: None,
        head_name: String::new(),
        joined: None,
    }
}

#[tokio::test]
async fn the_page_says_who_and_about_whom_by_pages_kinds_and_days_and_reading_it_is_noted() {
    let desk = Desk::new();
    let households = desk.households().await;
    for household in households.iter().take(55) {
        desk.get(&at(path::HOUSEHOLD, household.id)).await;
    }
    desk.server.clock.pass_ms(2 * 24 * 60 * MINUTE_MS);
    desk.get(path::RECEIPT_LIST).await;
    let rows = desk.rows() as u64;

    let first = desk.page("").await;
    assert_eq!((first.rows, first.broken_at), (rows, None));
    assert_eq!(first.lines.len(), 50);
    let newest: &AccessLine = &first.lines[0];
    assert_eq!(newest.act, "took-list");
    assert!(newest.about.starts_with("receipts-"), "{}", newest.about);
    assert_eq!(
        (newest.who.as_str(), newest.device.as_str()),
        ("Cô Lan", "trình duyệt")
    );
    let looked = &first.lines[1];
    assert_eq!(looked.household, Some(households[54].id));
    assert_eq!(looked.head_name, households[54].head_name);
    // It was noted that the log was read, once for this while.
    assert_eq!(desk.rows() as u64, rows + 1);

    let before = first.next.unwrap();
    let second = desk.page(&format!("?before={before}")).await;
    assert_eq!(second.next, None);
    let numbers = first.lines.iter().chain(&second.lines).map(|line| line.n);
    assert_eq!(
        numbers.collect::<Vec<_>>(),
        (1..=rows).rev().collect::<Vec<_>>()
    );

    for group in ActGroup::ALL {
        let narrowed = desk.page(&format!("?group={}", group.code())).await;
        let is_of = |line: &AccessLine| Act::from_code(&line.act).unwrap().group() == *group;
        assert!(narrowed.lines.iter().all(is_of), "{group:?}");
    }
    let today = desk.server.clock.now().local_date();
    let of_today = desk.page(&format!("?group=took&day={today}")).await;
    assert_eq!(of_today.lines, std::slice::from_ref(newest));
    let refused = desk.get(&format!("{}?day=hôm-nay", path::ACCESS)).await;
    assert_eq!(refused, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn an_office_reads_its_own_log_and_no_phone_reads_any() {
    let desk = Desk::new();
    desk.households().await;
    let neighbour = chungtay_shared::synthetic::OTHER_COMMUNE.0;
    let theirs = desk.server.office_cookie(neighbour);
    let page: AccessPage = desk.server.get(path::ACCESS, &theirs).await.json();
    let ours = desk.page("").await;
    assert!(ours.rows > page.rows && page.broken_at.is_none());
    assert!(page.lines.iter().all(|line| line.act != "saw-households"));
    let phone = desk
        .server
        .enrol(&desk.commune, "Mai", Actor::from_bytes([1; 16]))
        .await;
    let as_phone = format!("chungtay_session={}", phone.token);
    for (cookie, status) in [("", 401), (&as_phone, 403)] {
        assert_eq!(desk.server.get(path::ACCESS, cookie).await.status, status);
    }
}

#[tokio::test]
async fn a_phone_is_noted_when_it_is_let_in_and_given_all_and_then_once_a_day() {
    let desk = Desk::new();
    let begun = desk.rows();
    let actor = Actor::from_bytes([1; 16]);
    let phone = desk.server.enrol(&desk.commune, "Mai", actor).await;
    let mut request = first_request(actor, vec![]);
    let sync = async |request: &chungtay_shared::sync::wire::Request| {
        let (reply, _) = desk.server.sync(&phone.token, &request.to_bytes()).await;
        assert_eq!(reply.status, StatusCode::OK);
    };
    sync(&request).await;
    let given = desk.noted_after(begun);
    assert_eq!(acts(&given), ["enrolled-phone", "gave-all"]);
    assert!(given.iter().all(|(_, _, who)| who == "Mai"));
    let stands = read(&*desk.server.state.store, |tx| {
        Ok((tx.epoch()?, tx.log_end(&desk.commune)?))
    });
    let (epoch, end) = stands.unwrap();
    request.epoch = Some(epoch);
    for cursor in &mut request.cursors {
        (cursor.since, cursor.upto) = (end, end);
    }
    for _ in 0..3 {
        sync(&request).await;
        desk.server.clock.pass_ms(MINUTE_MS);
    }
    assert_eq!(acts(&desk.noted_after(begun + 2)), ["synced"]);
    desk.server.clock.pass_ms(24 * 60 * MINUTE_MS);
    sync(&request).await;
    assert_eq!(acts(&desk.noted_after(begun + 2)), ["synced", "synced"]);
}

#[tokio::test]
async fn what_cannot_be_noted_is_neither_shown_nor_done() {
    let desk = Desk::new();
    let household = desk.households().await[0].id;
    let documents = "select count(*) from log";
    let before = desk.database.query(documents);
    desk.database.execute("alter table access rename to lost");
    assert_eq!(desk.get(&at(path::HOUSEHOLD, household)).await, 500);
    let told = desk
        .server
        .post_json(&at(path::LIFE, household), &moved_away(&desk), &desk.cookie)
        .await;
    assert_eq!(told.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(desk.database.query(documents), before);
    assert_eq!(desk.get(path::SUMMARY).await, 200);
    desk.database.execute("alter table lost rename to access");
    assert_eq!(desk.get(&at(path::HOUSEHOLD, household)).await, 200);
}

#[tokio::test]
async fn a_log_that_was_touched_says_at_which_row() {
    let alterations = [
        (
            "update access set about = 'abc' where n = 4 and commune = ",
            4,
        ),
        (
            "update access set at_ms = at_ms + 1 where n = 5 and commune = ",
            5,
        ),
        (
            "update access set account = device where n = 3 and commune = ",
            3,
        ),
        (
            "update access set device = x'00' where n = 3 and commune = ",
            3,
        ),
        ("delete from access where n = 4 and commune = ", 4),
        ("delete from access where n = 6 and commune = ", 6),
    ];
    for (alteration, row) in alterations {
        let desk = Desk::new();
        let begun = desk.rows();
        assert!(begun < 3, "the demo notes little: {begun}");
        for household in desk.households().await.iter().take(5 - begun) {
            desk.get(&at(path::HOUSEHOLD, household.id)).await;
        }
        assert_eq!(desk.rows(), 6);
        desk.database
            .execute(&format!("{alteration}'{}'", desk.commune));
        assert_eq!(desk.page("").await.broken_at, Some(row), "{alteration}");
    }
}
