//! Units above communes, over HTTP. Goal: a city sets up its communes, orders what they do and sees
//! where they stand; a commune sees nothing of another one and changes nothing of what stands above.

use axum::http::StatusCode;
use chungtay_server::store::{read, write};
use chungtay_server::{begin, fund, units};
use chungtay_shared::api::fund::FundPage;
use chungtay_shared::api::units::{NewUnit, UnitsPage};
use chungtay_shared::api::{
    BeginCommune, CampaignState, ErrorBody, MadeInvite, SaveCampaign, Session, path,
};
use chungtay_shared::campaign::MandateDraft;
use chungtay_shared::field::Problem;
use chungtay_shared::fund::{Amount, EntryDraft, EntryKind};
use chungtay_shared::time::LocalDate;
use chungtay_tests::database::Database;
use chungtay_tests::http::{HttpServer, Reply};

const CITY: &str = "92";
const WARD: &str = "31135";

fn new_unit(code: &str, person_name: &str) -> NewUnit {
    NewUnit {
        code: code.into(),
        name: String::new(),
        person_name: person_name.into(),
    }
}

fn problems(reply: &Reply) -> Vec<(String, Problem)> {
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    let fields = reply.json::<ErrorBody>().fields.into_iter();
    fields.map(|error| (error.field, error.problem)).collect()
}

/// A server that the city has begun, and its officer's session.
async fn city() -> (HttpServer, String) {
    let server = HttpServer::empty();
    let begin = BeginCommune {
        code: CITY.into(),
        name: String::new(),
        person_name: "Ông Bình".into(),
    };
    let reply = server.post_json(path::SETUP_COMMUNE, &begin, "").await;
    let session: Session = reply.json();
    assert_eq!(session.commune_name, "Thành phố Cần Thơ");
    assert!(session.keeps_units, "though nothing stands under it yet");
    let cookie = reply.cookie();
    server.set_up(&cookie);
    (server, cookie)
}

#[tokio::test]
async fn a_city_sets_up_a_ward_whose_clerk_opens_the_link_and_finds_the_months_campaign() {
    let (server, cookie) = city().await;
    let made = server
        .post_json(path::UNITS, &new_unit(WARD, "Cô Lan"), &cookie)
        .await;
    let made: MadeInvite = made.json();
    assert!(made.link.contains("/office/enrol#"));
    let lan = server.office_cookie(WARD);
    let session: Session = server.get(path::SESSION, &lan).await.json();
    assert_eq!(session.commune_name, "Phường Ninh Kiều");
    assert!(!session.keeps_units);
    let of_ward: Vec<CampaignState> = server.get(path::CAMPAIGNS, &lan).await.json();
    let of_city: Vec<CampaignState> = server.get(path::CAMPAIGNS, &cookie).await.json();
    let origin = of_ward[0].origin.as_ref().unwrap();
    assert_eq!(origin.campaign, of_city[0].campaign.id);
    let page: UnitsPage = server.get(path::UNITS, &cookie).await.json();
    let names: Vec<&str> = page.units.iter().map(|u| u.unit.name.as_str()).collect();
    assert_eq!(names, ["Thành phố Cần Thơ", "Phường Ninh Kiều"]);
    // The ward sees itself alone.
    let page: UnitsPage = server.get(path::UNITS, &lan).await.json();
    assert_eq!(page.units.len(), 1);
}

#[tokio::test]
async fn what_is_wrong_with_a_new_unit_is_said_at_its_field_and_nothing_is_set_up() {
    let (server, cookie) = city().await;
    let refused = server
        .post_json(path::UNITS, &NewUnit::default(), &cookie)
        .await;
    let missing = ["code", "person_name"].map(|f| (f.to_owned(), Problem::Missing));
    assert_eq!(problems(&refused), missing);
    let nowhere = server
        .post_json(path::UNITS, &new_unit("00000", "Cô Lan"), &cookie)
        .await;
    assert_eq!(nowhere.json::<ErrorBody>().code, "unknown_commune");
    let taken = [("code".to_owned(), Problem::Taken)];
    let itself = server
        .post_json(path::UNITS, &new_unit(CITY, "Cô Lan"), &cookie)
        .await;
    assert_eq!(problems(&itself), taken);
    let twice = new_unit(WARD, "Cô Lan");
    server.post_json(path::UNITS, &twice, &cookie).await;
    let again = server.post_json(path::UNITS, &twice, &cookie).await;
    assert_eq!(problems(&again), taken);
    let rubbish = server.post_json(path::UNITS, &"không", &cookie).await;
    assert_eq!(rubbish.status, StatusCode::BAD_REQUEST);
    let nobody = server.post_json(path::UNITS, &twice, "").await;
    assert_eq!(nobody.status, StatusCode::UNAUTHORIZED);
    let page: UnitsPage = server.get(path::UNITS, &cookie).await.json();
    assert_eq!(page.units.len(), 2);
}

#[tokio::test]
async fn a_ward_keeps_what_the_city_has_said_of_a_campaign_whatever_it_sends() {
    let (server, cookie) = city().await;
    let new = new_unit(WARD, "Cô Lan");
    server.post_json(path::UNITS, &new, &cookie).await;
    let lan = server.office_cookie(WARD);
    let there: Vec<CampaignState> = server.get(path::CAMPAIGNS, &lan).await.json();
    let sent = SaveCampaign {
        id: Some(there[0].campaign.id),
        name: "Tên của phường".into(),
        from: "2026-01-01".parse().unwrap(),
        to: "2026-01-02".parse().unwrap(),
        items: Vec::new(),
        mandate: MandateDraft::default(),
    };
    let reply = server.post_json(path::CAMPAIGNS, &sent, &lan).await;
    assert_eq!(reply.status, StatusCode::OK);
    let after: Vec<CampaignState> = server.get(path::CAMPAIGNS, &lan).await.json();
    assert_eq!(after, there);
    // Nor does it reach the city's own.
    let of_city: Vec<CampaignState> = server.get(path::CAMPAIGNS, &cookie).await.json();
    let sent = SaveCampaign {
        id: Some(of_city[0].campaign.id),
        ..sent
    };
    let reply = server.post_json(path::CAMPAIGNS, &sent, &lan).await;
    assert_eq!(reply.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn money_that_goes_down_is_entered_once_and_only_where_it_was_sent() {
    let (server, cookie) = city().await;
    for code in [WARD, "31153"] {
        let new = new_unit(code, "Cô Lan");
        server.post_json(path::UNITS, &new, &cookie).await;
    }
    let (lan, other) = (server.office_cookie(WARD), server.office_cookie("31153"));
    let today: LocalDate = "2026-10-20".parse().unwrap();
    let sending = |unit: &str| EntryDraft {
        party: "Quỹ phường".into(),
        money_text: "40 tr".into(),
        unit: unit.into(),
        ..EntryDraft::empty(EntryKind::TransferOut, today)
    };
    let nowhere = server
        .post_json(path::FUND, &sending("99999"), &cookie)
        .await;
    assert_eq!(problems(&nowhere), [("unit".to_owned(), Problem::Unknown)]);
    server.post_json(path::FUND, &sending(WARD), &cookie).await;
    let page: FundPage = server.get(path::FUND, &lan).await.json();
    let [came] = &page.arriving[..] else {
        panic!("one transfer is on its way")
    };
    let receiving = EntryDraft::receiving(&came.entry, CITY, &came.unit.name, today);
    // Another ward is shown nothing of it and cannot take it.
    let of_other: FundPage = server.get(path::FUND, &other).await.json();
    assert_eq!(of_other.arriving, []);
    let stolen = server.post_json(path::FUND, &receiving, &other).await;
    assert_eq!(
        problems(&stolen),
        [("transfer".to_owned(), Problem::Unknown)]
    );
    let came = server.post_json(path::FUND, &receiving, &lan).await;
    assert_eq!(came.status, StatusCode::OK);
    let twice = server.post_json(path::FUND, &receiving, &lan).await;
    let already = [("transfer".to_owned(), Problem::AlreadyReceived)];
    assert_eq!(problems(&twice), already);
    let page: FundPage = server.get(path::FUND, &lan).await.json();
    assert_eq!(page.account.left().money_vnd, 40_000_000);
    assert_eq!(page.arriving, []);
    // What has come there is not taken back here alone.
    let of_city: FundPage = server.get(path::FUND, &cookie).await.json();
    let void = path::FUND_VOID.replace("{id}", &of_city.entries[0].entry.id.to_string());
    let reason = serde_json::json!({ "reason": "nhập nhầm" });
    let refused = server.post_json(&void, &reason, &cookie).await;
    assert_eq!(problems(&refused), [("entry".to_owned(), Problem::InUse)]);
    let there = path::FUND_VOID.replace("{id}", &page.entries[0].entry.id.to_string());
    server.post_json(&there, &reason, &lan).await;
    let voided = server.post_json(&void, &reason, &cookie).await;
    assert_eq!(voided.status, StatusCode::OK);
}

/// Two offices at once, each in a process of its own: one takes back what the other enters.
#[test]
fn what_is_taken_back_while_it_is_entered_is_done_by_one_of_both() {
    for database in Database::each() {
        let city = database.process(5);
        let office = |code: &str| {
            write(&*city.store, |tx| {
                begin::commune(&city, tx, code, "", false)?;
                begin::server_device(&city, tx, code)
            })
            .unwrap()
        };
        let (binh, lan) = (office(CITY), office(WARD));
        let placed = write(&*city.store, |tx| units::place(&city, tx, WARD, Some(CITY)));
        placed.unwrap().unwrap();
        let ward = database.process(6);
        let today = city.clock.now().local_date();
        for _ in 0..10 {
            let sending = EntryDraft {
                party: "Quỹ phường".into(),
                money_text: "1 tr".into(),
                unit: WARD.into(),
                ..EntryDraft::empty(EntryKind::TransferOut, today)
            };
            fund::enter(&city, &binh, &sending).unwrap();
            let page = read(&*ward.store, |tx| fund::page(tx, WARD, today)).unwrap();
            let [came] = &page.arriving[..] else {
                panic!("one transfer is on its way: {database:?}")
            };
            let receiving = EntryDraft::receiving(&came.entry, CITY, "Thành phố", today);
            let id = came.entry.id;
            let (taken_back, entered) = std::thread::scope(|scope| {
                let taking_back = scope.spawn(|| fund::void(&city, &binh, id, "nhập nhầm"));
                let entered = fund::enter(&ward, &lan, &receiving);
                (taking_back.join().unwrap(), entered)
            });
            assert_ne!(taken_back.is_ok(), entered.is_ok(), "{database:?}");
        }
        let page = read(&*city.store, |tx| units::page(tx, CITY, today)).unwrap();
        assert_eq!(page.fund.on_the_way, Amount::default());
    }
}

#[test]
fn where_units_stand_is_kept_with_its_days_on_every_database() {
    for database in Database::each() {
        let state = database.process(5);
        let day = |text: &str| text.parse::<LocalDate>().unwrap();
        let placed = write(&*state.store, |tx| {
            for (code, name) in [(CITY, ""), ("926", "Huyện Phong Điền"), ("31309", "")] {
                begin::commune(&state, tx, code, name, false)?.unwrap();
            }
            let (old, new) = (day("2004-01-01"), day("2025-07-01"));
            units::place_from(&state, tx, "926", Some(CITY), old)?.unwrap();
            units::place_from(&state, tx, "31309", Some("926"), old)?.unwrap();
            units::place_from(&state, tx, "31309", Some(CITY), new)?.unwrap();
            units::place_from(&state, tx, "31309", Some("926"), old)
        });
        assert!(placed.unwrap().is_err(), "what came later is known already");
        let tree = read(&*state.store, |tx| tx.tree()).unwrap();
        assert_eq!(tree.above("31309", day("2025-06-30")), Some("926"));
        assert_eq!(tree.above("31309", day("2026-10-17")), Some(CITY));
        let listed = read(&*state.store, |tx| units::listed(tx, day("2026-10-17")));
        assert_eq!(listed.unwrap()["31309"].above.as_deref(), Some(CITY));
    }
}
