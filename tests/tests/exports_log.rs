//! That a table was taken is logged, and the log names nobody of it. Goal: whoever asks later who took what
//! finds it. Method: the invented commune over the real router, everything logged into memory. A program
//! of its own: what logs for the first time while nobody listens is not heard later.

use chungtay_shared::api::lists::Export;
use chungtay_shared::api::{HouseholdLine, path};
use chungtay_tests::http::HttpServer;
use chungtay_tests::log::Memory;

#[tokio::test]
async fn the_log_says_what_was_taken_by_which_account_and_names_nobody() {
    let memory = Memory::default();
    tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(memory.clone())
        .with_ansi(false)
        .init();
    let (server, demo) = HttpServer::demo(60);
    let cookie = server.office_cookie(&demo.commune);
    let households: Vec<HouseholdLine> = server.get(path::HOUSEHOLDS, &cookie).await.json();
    let table = path::EXPORT.replace("{id}", Export::Households.code());
    let reply = server.get(&table, &cookie).await;
    let text = String::from_utf8(reply.body()).unwrap();
    // One line is the header.
    let rows = format!("rows={}", text.lines().count() - 1);
    let log = memory.text();
    let account = server.query("select lower(hex(id)) from account where person_name = 'Cô Lan'");
    let said = log.lines().find(|line| line.contains("exported")).unwrap();
    for part in ["export=\"households\"", &account[0][0], &rows] {
        assert!(said.contains(part), "{part} in {said}");
    }
    assert!(!households.is_empty());
    for household in &households {
        assert!(!log.contains(&household.head_name), "a head's name");
    }
}
