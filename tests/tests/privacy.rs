//! The log says nothing of people. Goal: no name, number, note, token or link code in any line,
//! whatever is done and whatever goes wrong. Method: everything is logged, at the finest level,
//! into memory while the office and a phone work.

use chungtay_shared::api::{FactPage, HouseholdLine, path};
use chungtay_shared::id::Actor;
use chungtay_tests::http::HttpServer;
use chungtay_tests::log::Memory;
use chungtay_tests::ward::COMMUNE;

#[tokio::test]
async fn the_finest_log_names_nobody_and_gives_no_secret_away() {
    let memory = Memory::default();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(memory.clone())
        .finish();
    let _guard = tracing::subscriber::set_default(subscriber);

    let (server, demo) = HttpServer::demo(60);
    let cookie = server.office_cookie(COMMUNE);
    let households: Vec<HouseholdLine> = server.get(path::HOUSEHOLDS, &cookie).await.json();
    let sought = households[0].head_name.replace(' ', "%20");
    let facts = format!("{}?search={sought}", path::FACTS);
    let _: FactPage = server.get(&facts, &cookie).await.json();
    let phone = server
        .enrol(COMMUNE, &demo.volunteers[0], Actor::from_bytes([1; 16]))
        .await;
    server.sync(&phone.token, b"rubbish").await;
    server.sync("00", b"rubbish").await;
    server.post_json(path::INVITES, &"rubbish", &cookie).await;
    server
        .get(&path::HOUSEHOLD.replace("{id}", "zz"), &cookie)
        .await;

    let log = memory.text();
    assert!(log.contains("/api/office/facts"), "the log works");
    for household in &households {
        assert!(!log.contains(&household.head_name), "a head's name");
    }
    for secret in [
        &phone.token,
        cookie.split('=').next_back().unwrap(),
        &sought,
    ] {
        assert!(!log.contains(secret), "a secret or a search");
    }
    for person in [&demo.volunteers[0], &demo.officer] {
        assert!(!log.contains(person), "a person");
    }
}
