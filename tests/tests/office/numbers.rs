//! Personal numbers. Goal: wherever a household is shown at the office its number is known by its last digits
//! alone; whoever needs the whole of it asks, and the log says so each time. Method: the invented commune over the
//! real router, its numbers read from the database behind it.

use axum::http::StatusCode;
use chungtay_shared::access::Act;
use chungtay_shared::api::access::AccessPage;
use chungtay_shared::api::lives::TellSame;
use chungtay_shared::api::{HouseholdDetail, HouseholdLine, NumberOf, Role, path};
use chungtay_shared::household::ProfileField;
use chungtay_shared::id::DocId;
use chungtay_tests::http::HttpServer;
use chungtay_tests::ward::COMMUNE;

struct Desk {
    server: HttpServer,
    cookie: String,
}

impl Desk {
    fn new() -> Self {
        let (server, _) = HttpServer::demo(120);
        let cookie = server.office_cookie(COMMUNE);
        Self { server, cookie }
    }

    /// Two households that are here, with the number each has in the database.
    async fn numbered(&self) -> Vec<(DocId, String)> {
        let reply = self.server.get(path::HOUSEHOLDS, &self.cookie).await;
        let lines: Vec<HouseholdLine> = reply.json();
        let here = lines.into_iter().filter(|line| line.gone.is_none());
        let numbered = here.filter_map(|line| {
            let sql = format!(
                "select national_id from household where lower(hex(doc)) = '{}'",
                line.id
            );
            let number = self.server.query(&sql).concat().concat();
            (number.len() == 12).then_some((line.id, number))
        });
        numbered.take(2).collect()
    }

    async fn whole(&self, household: DocId, cookie: &str) -> (StatusCode, Vec<NumberOf>) {
        let at = path::NUMBERS.replace("{id}", &household.to_string());
        let reply = self.server.post_json(&at, &(), cookie).await;
        let numbers = if reply.status.is_success() {
            reply.json()
        } else {
            Vec::new()
        };
        (reply.status, numbers)
    }

    /// How often the log says that a number was shown whole.
    async fn noted(&self, household: DocId) -> usize {
        let reply = self.server.get(path::ACCESS, &self.cookie).await;
        let page: AccessPage = reply.json();
        let shown = page
            .lines
            .iter()
            .filter(|line| line.act == Act::SawNumber.code());
        shown
            .filter(|line| line.household == Some(household))
            .count()
    }
}

#[tokio::test]
async fn a_number_is_shown_by_its_end_and_whole_only_to_who_asks_which_is_noted_each_time() {
    let desk = Desk::new();
    let [(household, number), (other, others)] = desk.numbered().await.try_into().unwrap();
    let same = TellSame {
        kept: household,
        merged: other,
        reason: "một nhà, hai phiếu".into(),
    };
    let merged = desk.server.post_json(path::SAME, &same, &desk.cookie).await;
    assert_eq!(merged.status, StatusCode::OK);
    let at = path::HOUSEHOLD.replace("{id}", &household.to_string());
    let reply = desk.server.get(&at, &desk.cookie).await;
    let said = String::from_utf8(reply.body()).unwrap();
    assert!(!said.contains(&number) && !said.contains(&others));
    let detail: HouseholdDetail = reply.json();
    let shown = detail.household.profile.get(ProfileField::NationalId);
    assert!(
        shown.starts_with('•') && shown.ends_with(&number[8..]),
        "{shown}"
    );
    assert!(
        detail.merged[0]
            .profile
            .get(ProfileField::NationalId)
            .ends_with(&others[8..])
    );

    assert_eq!(desk.noted(household).await, 0);
    for times in 1..=2 {
        let (status, numbers) = desk.whole(household, &desk.cookie).await;
        assert_eq!(status, StatusCode::OK);
        let of = |record: DocId| numbers.iter().find(|n| n.record == record).unwrap();
        assert_eq!(
            (&of(household).number, &of(other).number),
            (&number, &others)
        );
        desk.server.clock.pass_ms(1_000);
        assert_eq!(desk.noted(household).await, times, "each time");
    }
}

#[tokio::test]
async fn whoever_is_shown_no_household_is_shown_no_number() {
    let desk = Desk::new();
    let (household, _) = desk.numbered().await.remove(0);
    for role in [Role::Accountant, Role::Oversight, Role::Administrator] {
        let cookie = desk.server.cookie_of(COMMUNE, "Bà Năm", role);
        let (status, _) = desk.whole(household, &cookie).await;
        assert_eq!(status, StatusCode::FORBIDDEN, "{role:?}");
    }
    let nobody = DocId::from_bytes([9; 16]);
    let (status, _) = desk.whole(nobody, &desk.cookie).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
}
