//! What the office decides, over HTTP. Goal: only an officer decides, for their own commune; what is
//! decided is read again, and what cannot be meant gets a code and names its fields. Method: the real
//! router, no socket.

use axum::http::StatusCode;
use chungtay_shared::api::fund::{FundPage, VoidEntry};
use chungtay_shared::api::lives::{TellDistinct, TellLife, TellSame};
use chungtay_shared::api::review::ReviewPage;
use chungtay_shared::api::{ErrorBody, HouseholdDetail, HouseholdLine, Summary, path};
use chungtay_shared::fund::{EntryDraft, EntryKind};
use chungtay_shared::id::{Actor, DocId};
use chungtay_shared::life::LifeKind;
use chungtay_tests::http::{HttpServer, Reply};
use chungtay_tests::ward::COMMUNE;
use serde::Serialize;

/// The invented commune, and its officer at work.
struct Desk {
    server: HttpServer,
    cookie: String,
}

impl Desk {
    fn new() -> Self {
        let (server, _) = HttpServer::demo(300);
        let cookie = server.office_cookie(COMMUNE);
        Self { server, cookie }
    }

    async fn decide(&self, path: &str, body: &impl Serialize) -> Reply {
        self.server.post_json(path, body, &self.cookie).await
    }

    async fn read<T: serde::de::DeserializeOwned>(&self, path: &str) -> T {
        self.server.get(path, &self.cookie).await.json()
    }

    /// Households that are here, by id.
    async fn here(&self) -> Vec<DocId> {
        let lines: Vec<HouseholdLine> = self.read(path::HOUSEHOLDS).await;
        let here = lines.into_iter().filter(|line| line.gone.is_none());
        here.map(|line| line.id).collect()
    }

    fn moved_away(&self) -> TellLife {
        TellLife {
            kind: LifeKind::MovedAway,
            on: self.server.state.clock.now().local_date(),
            reason: "Trưởng ấp báo.".into(),
            answers: None,
            head_name: String::new(),
            joined: None,
        }
    }

    fn receipt(&self, money: &str) -> EntryDraft {
        let today = self.server.state.clock.now().local_date();
        EntryDraft {
            party: "Hội Nông dân".into(),
            money_text: money.into(),
            voucher: "PT 01".into(),
            ..EntryDraft::empty(EntryKind::Receipt, today)
        }
    }
}

fn at(path: &str, id: impl std::fmt::Display) -> String {
    path.replace("{id}", &id.to_string())
}

fn fields(reply: &Reply) -> Vec<String> {
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    let body: ErrorBody = reply.json();
    body.fields.into_iter().map(|error| error.field).collect()
}

#[tokio::test]
async fn only_an_officer_decides_and_nobody_about_another_communes_households() {
    let desk = Desk::new();
    let enrolled = desk
        .server
        .enrol(COMMUNE, "Mai", Actor::from_bytes([1; 16]))
        .await;
    let as_phone = format!("chungtay_session={}", enrolled.token);
    let household = desk.here().await[0];
    for path in [
        path::ROUNDS,
        &at(path::ROUND_MOVE, household),
        path::REVIEW_ANSWER,
        path::REVIEW_SETTLE,
        &at(path::LIFE, household),
        &at(path::STATUS, household),
        &at(path::STATUS_RETRACT, household),
        path::SAME,
        path::DISTINCT,
        path::FUND,
        &at(path::FUND_VOID, household),
    ] {
        let nobody = desk.server.post_json(path, &(), "").await;
        assert_eq!(nobody.status, StatusCode::UNAUTHORIZED, "{path}");
        let volunteer = desk.server.post_json(path, &(), &as_phone).await;
        assert_eq!(volunteer.status, StatusCode::FORBIDDEN, "{path}");
        let rubbish = desk.decide(path, &"không").await;
        assert_eq!(rubbish.status, StatusCode::BAD_REQUEST, "{path}");
    }
    let stranger = DocId::from_bytes([9; 16]);
    let elsewhere = desk
        .decide(&at(path::LIFE, stranger), &desk.moved_away())
        .await;
    assert_eq!(elsewhere.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_household_moves_away_and_two_records_become_one_and_two_again() {
    let desk = Desk::new();
    let before: Summary = desk.read(path::SUMMARY).await;
    assert!(before.noticed == 4 && before.lookalikes > 0 && before.gone == 2);
    let here = desk.here().await;
    let told = desk
        .decide(&at(path::LIFE, here[0]), &desk.moved_away())
        .await;
    assert_eq!(told.status, StatusCode::OK);
    let unsaid = TellLife {
        reason: String::new(),
        ..desk.moved_away()
    };
    let refused = desk.decide(&at(path::LIFE, here[1]), &unsaid).await;
    assert_eq!(fields(&refused), ["reason"]);

    let review: ReviewPage = desk.read(path::REVIEW).await;
    let [kept, merged] = review.lookalikes[0].records.clone().map(|r| r.line.id);
    let reason = "Một hộ, hai người ghi.".to_owned();
    let same = TellSame {
        kept,
        merged,
        reason: reason.clone(),
    };
    assert_eq!(desk.decide(path::SAME, &same).await.status, StatusCode::OK);
    assert_eq!(fields(&desk.decide(path::SAME, &same).await), ["merged"]);
    let detail: HouseholdDetail = desk.read(&at(path::HOUSEHOLD, kept)).await;
    assert_eq!(detail.merged[0].id, merged);
    let detail: HouseholdDetail = desk.read(&at(path::HOUSEHOLD, merged)).await;
    assert!(detail.heads.contains_key(&kept));
    let after: Summary = desk.read(path::SUMMARY).await;
    assert_eq!(
        (after.households, after.gone, after.lookalikes),
        (before.households - 2, 3, before.lookalikes - 1)
    );

    let apart = TellDistinct {
        records: [kept, merged],
        reason,
    };
    assert_eq!(
        desk.decide(path::DISTINCT, &apart).await.status,
        StatusCode::OK
    );
    let undone: Summary = desk.read(path::SUMMARY).await;
    assert_eq!(undone.households, before.households - 1);
}

#[tokio::test]
async fn the_fund_is_kept_and_read_on_any_day() {
    let desk = Desk::new();
    let before: FundPage = desk.read(path::FUND).await;
    assert_eq!(
        desk.decide(path::FUND, &desk.receipt("2 triệu rưỡi"))
            .await
            .status,
        StatusCode::OK
    );
    let again = desk.decide(path::FUND, &desk.receipt("1.5")).await;
    assert_eq!(fields(&again), ["money_text", "voucher"]);
    let page: FundPage = desk.read(path::FUND).await;
    let more = page.account.received - before.account.received;
    assert_eq!(more.money_vnd, 2_500_000);
    let entry = page.entries.iter().find(|e| e.entry.voucher == "PT 01");
    let entry = entry.unwrap();
    assert!(page.people.contains_key(&entry.actor));
    let long_ago: FundPage = desk.read(&format!("{}?day=2020-01-01", path::FUND)).await;
    assert_eq!(long_ago.account, chungtay_shared::fund::Account::default());
    let yesterday = format!("{}?day=hôm-qua", path::FUND);
    let rubbish = desk.server.get(&yesterday, &desk.cookie).await;
    assert_eq!(rubbish.status, StatusCode::BAD_REQUEST);

    let void = VoidEntry {
        reason: "Nhập nhầm".into(),
    };
    let voided = desk
        .decide(&at(path::FUND_VOID, entry.entry.id), &void)
        .await;
    assert_eq!(voided.status, StatusCode::OK);
    let page: FundPage = desk.read(path::FUND).await;
    assert_eq!(page.account, before.account);
}
