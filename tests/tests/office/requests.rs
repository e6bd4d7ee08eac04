//! The register of requests. Goal: what somebody asks of their data is noted with the day it is due, answered
//! with what was done, and never taken out; whoever is deleted is named there no more. Method: the invented
//! commune over the real router, its clock set on, the stored bytes searched for names.

use axum::http::StatusCode;
use chungtay_server::demo;
use chungtay_server::state::Clock as _;
use chungtay_server::store::write;
use chungtay_shared::api::erasure::EraseHousehold;
use chungtay_shared::api::requests::{RequestLine, RequestsPage};
use chungtay_shared::api::{ErrorBody, HouseholdLine, path};
use chungtay_shared::data_request::{Asker, Draft, NewRequest, Outcome, Proven, Stands, Wish};
use chungtay_shared::field::Problem;
use chungtay_shared::time::LocalDate;
use chungtay_tests::database::Database;
use chungtay_tests::http::{HttpServer, Reply};

const DAY_MS: i64 = 86_400_000;
/// Words of Mrs Sáu's request that are nobody else's.
const WORDS: [&str; 4] = [
    "Lâm Thị Sáu",
    "0100777000",
    "bỏ hết giấy tờ",
    "gặp cô Sáu tại nhà",
];

struct Desk {
    server: HttpServer,
    database: Database,
    cookie: String,
}

impl Desk {
    fn on(database: Database) -> Self {
        let server = HttpServer::on(database.clone(), 11);
        let demo = write(&*server.state.store, |tx| demo::fill(&server.state, tx, 60));
        let cookie = server.office_cookie(&demo.unwrap().commune);
        Self {
            server,
            database,
            cookie,
        }
    }

    fn today(&self) -> LocalDate {
        self.server.clock.now().local_date()
    }

    async fn say(&self, draft: &Draft) -> Reply {
        let server = &self.server;
        server.post_json(path::REQUESTS, draft, &self.cookie).await
    }

    async fn page(&self) -> RequestsPage {
        let reply = self.server.get(path::REQUESTS, &self.cookie).await;
        reply.json()
    }

    async fn first(&self) -> RequestLine {
        self.page().await.lines.remove(0)
    }

    /// A household that is here and has no case that goes on.
    async fn household(&self) -> HouseholdLine {
        let reply = self.server.get(path::HOUSEHOLDS, &self.cookie).await;
        let lines: Vec<HouseholdLine> = reply.json();
        for line in lines.into_iter().filter(|line| line.gone.is_none()) {
            let at = path::ERASE.replace("{id}", &line.id.to_string());
            let preview = self.server.get(&at, &self.cookie).await;
            let preview: chungtay_shared::api::erasure::ErasurePreview = preview.json();
            if preview.forbids.is_empty() {
                return line;
            }
        }
        panic!("somebody can be deleted");
    }

    fn asks(&self, wish: Wish, household: &HouseholdLine) -> Draft {
        Draft::Received(NewRequest {
            on: self.today(),
            wish: Some(wish),
            with_others: false,
            name: WORDS[0].into(),
            asker: Some(Asker::Own),
            proven: Some(Proven::Known),
            contact: WORDS[1].into(),
            household: Some(household.id),
            details: WORDS[2].into(),
        })
    }

    fn closed(&self, outcome: Outcome) -> Draft {
        Draft::Closed {
            request: 1,
            on: self.today(),
            outcome: Some(outcome),
            how: "đã báo kết quả".into(),
        }
    }
}

fn fields(reply: &Reply) -> Vec<(String, Problem)> {
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    let body: ErrorBody = reply.json();
    let named = body.fields.into_iter().map(|e| (e.field, e.problem));
    named.collect()
}

#[tokio::test]
async fn a_request_is_answered_in_its_days_and_shows_what_the_log_says_was_done() {
    let desk = Desk::on(Database::sqlite());
    let household = desk.household().await;
    assert!(desk.page().await.lines.is_empty());
    let reply = desk.say(&desk.asks(Wish::See, &household)).await;
    assert_eq!(reply.status, StatusCode::OK);
    let line = desk.first().await;
    assert_eq!(
        (line.n, line.head_name.as_str()),
        (1, household.head_name.as_str())
    );
    assert_eq!(line.done_by.days(), desk.today().days() + 10);
    assert!(line.acts.is_empty() && line.reply_by > desk.today());

    // She is told on the second day, and given the sheet on the third.
    desk.server.clock.pass_ms(DAY_MS);
    let told = Draft::Replied {
        request: 1,
        on: desk.today(),
        how: WORDS[3].into(),
    };
    assert_eq!(desk.say(&told).await.status, StatusCode::OK);
    let sheet = path::HOUSEHOLD_SHEET.replace("{id}", &household.id.to_string());
    desk.server.get(&sheet, &desk.cookie).await;
    let line = desk.first().await;
    assert_eq!(line.acts.len(), 1);
    assert_eq!(line.acts[0].act, "took-sheet");
    assert_eq!(line.replied.unwrap().how, WORDS[3]);
    assert_eq!(line.stands, Stands::Open);

    desk.server.clock.pass_ms(11 * DAY_MS);
    assert_eq!(desk.first().await.stands, Stands::Overdue);
    let late = Draft::Extended {
        request: 1,
        reason: "nhiều hồ sơ".into(),
    };
    let refused = fields(&desk.say(&late).await);
    assert_eq!(refused, [("request".to_owned(), Problem::Stopped)]);
    assert_eq!(
        desk.say(&desk.closed(Outcome::Done)).await.status,
        StatusCode::OK
    );
    let line = desk.first().await;
    assert_eq!(line.stands, Stands::Closed);
    assert_eq!(line.closed.unwrap().outcome, Outcome::Done);
    let again = fields(&desk.say(&desk.closed(Outcome::Refused)).await);
    assert_eq!(again, [("request".to_owned(), Problem::Stopped)]);
}

#[tokio::test]
async fn whoever_is_deleted_keeps_a_number_in_the_register_and_no_name() {
    let desk = Desk::on(Database::sqlite());
    let household = desk.household().await;
    desk.say(&desk.asks(Wish::Delete, &household)).await;
    let told = Draft::Replied {
        request: 1,
        on: desk.today(),
        how: WORDS[3].into(),
    };
    desk.say(&told).await;
    let not_yet = fields(&desk.say(&desk.closed(Outcome::Done)).await);
    assert_eq!(not_yet, [("outcome".to_owned(), Problem::InUse)]);
    let stored = || {
        desk.database
            .query("select body from office_book")
            .concat()
            .concat()
    };
    assert!(WORDS.iter().all(|words| stored().contains(words)));

    let erase = EraseHousehold {
        head_name: household.head_name.clone(),
        request: "YC 1".into(),
        reason: "theo yêu cầu".into(),
    };
    let at = path::ERASE.replace("{id}", &household.id.to_string());
    let erased = desk.server.post_json(&at, &erase, &desk.cookie).await;
    assert_eq!(erased.status, StatusCode::OK);
    let left = stored();
    assert!(WORDS.iter().all(|words| !left.contains(words)), "{left}");

    let line = desk.first().await;
    assert!(line.is_erased && line.received.name.is_empty() && line.head_name.is_empty());
    assert_eq!(line.acts[0].act, "erased");
    assert_eq!(line.replied.unwrap().on, Some(desk.today()));
    assert_eq!(
        desk.say(&desk.closed(Outcome::Done)).await.status,
        StatusCode::OK
    );
    assert_eq!(desk.first().await.stands, Stands::Closed);
}

#[tokio::test]
async fn what_is_missing_is_named_and_a_household_of_nobody_is_none() {
    let desk = Desk::on(Database::sqlite());
    let stranger = chungtay_shared::id::DocId::from_bytes([9; 16]);
    let nothing = Draft::Received(NewRequest {
        on: LocalDate::from_days(desk.today().days() + 1),
        wish: None,
        with_others: false,
        name: " ".into(),
        asker: None,
        proven: None,
        contact: String::new(),
        household: Some(stranger),
        details: String::new(),
    });
    let named: Vec<String> = fields(&desk.say(&nothing).await)
        .into_iter()
        .map(|(field, _)| field)
        .collect();
    assert_eq!(
        named,
        ["on", "household", "wish", "name", "asker", "proven"]
    );
    assert!(desk.page().await.lines.is_empty());
}

#[tokio::test]
async fn a_day_off_that_the_office_was_told_stands_beside_the_tables() {
    let desk = Desk::on(Database::sqlite());
    let before = desk.page().await.days;
    let told = Draft::Day {
        day: LocalDate::new(2027, 2, 9).unwrap(),
        works: false,
        reason: "Thông báo nghỉ Tết Đinh Mùi".into(),
    };
    assert_eq!(desk.say(&told).await.status, StatusCode::OK);
    let days = desk.page().await.days;
    assert_eq!(days.len(), before.len() + 1);
    let tet = days
        .iter()
        .find(|known| known.day.to_string() == "2027-02-09");
    assert!(tet.is_some_and(|known| !known.works && known.name.contains("Đinh Mùi")));
}
