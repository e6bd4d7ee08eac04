//! `/metrics`. Goal: what is to be watched is there and right, nothing of it names a person, the
//! world does not see it, and the alerts name what there is. Method: the real routers, no socket.

use std::collections::BTreeSet;
use std::path::Path;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use chungtay_server::metrics;
use chungtay_shared::api::path;
use chungtay_shared::document::Kind;
use chungtay_shared::id::{Actor, DocId};
use chungtay_shared::limits::EXCHANGES_AT_ONCE_MAX;
use chungtay_shared::sync::wire::{Pushed, Request as SyncRequest};
use chungtay_tests::http::HttpServer;
use chungtay_tests::request::first_request;
use chungtay_tests::ward::COMMUNE;
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;

const MAI: Actor = Actor::from_bytes([1; 16]);

/// What Prometheus would read.
async fn scraped(server: &HttpServer) -> String {
    let request = Request::get(metrics::PATH).body(Body::empty()).unwrap();
    let router = metrics::router(server.state.clone());
    let response = router.oneshot(request).await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    let body = response.into_body().collect().await.unwrap().to_bytes();
    String::from_utf8(body.to_vec()).unwrap()
}

/// The value of a line that begins so.
fn value(text: &str, name: &str) -> f64 {
    let line = text.lines().find_map(|line| line.strip_prefix(name));
    let line = line.unwrap_or_else(|| panic!("no {name} in\n{text}"));
    line.trim().parse().unwrap()
}

/// A ward where Mai has sent one record that is rubbish, says she made three, and asks on and on.
async fn busy_server() -> HttpServer {
    let (server, _) = HttpServer::demo(5);
    let mai = server.enrol(COMMUNE, "Trần Thị Mai Bí Mật", MAI).await;
    let rubbish = Pushed {
        n: 1,
        commune: COMMUNE.into(),
        doc: DocId::from_bytes([7; 16]),
        kind: Kind::Household,
        change: vec![0x85; 300],
    };
    let mut request = SyncRequest {
        made: 3,
        ..first_request(MAI, vec![rubbish])
    };
    server.sync(&mai.token, &request.to_bytes()).await;
    request.pushed.clear();
    for _ in 0..=EXCHANGES_AT_ONCE_MAX {
        server.sync(&mai.token, &request.to_bytes()).await;
    }
    server
}

#[tokio::test]
async fn what_has_happened_is_counted() {
    let server = busy_server().await;
    let text = scraped(&server).await;
    let set_aside = r#"chungtay_records_total{outcome="set_aside",reason="malformed"}"#;
    assert!((value(&text, set_aside) - 1.0).abs() < f64::EPSILON);
    for (name, least) in [
        ("chungtay_pushes_total", 60.0),
        ("chungtay_flood_refusals_total", 2.0),
        ("chungtay_set_aside", 1.0),
        ("chungtay_phones_owing", 1.0),
        ("chungtay_records_owed", 2.0),
        ("chungtay_log_entries", 5.0),
        ("chungtay_database_size_bytes", 4_096.0),
        (
            r#"chungtay_request_duration_seconds_count{method="POST",route="/api/sync",status="429"}"#,
            2.0,
        ),
        (
            r#"chungtay_write_duration_seconds_count{part="committing"}"#,
            60.0,
        ),
    ] {
        assert!(value(&text, &format!("{name} ")) >= least, "{name}\n{text}");
    }
    assert!(text.ends_with("# EOF\n"));
}

#[tokio::test]
async fn an_open_page_of_the_office_is_counted_while_it_is_open() {
    let server = HttpServer::empty();
    let page = server.state.live.listen();
    let open = scraped(&server).await;
    drop(page);
    let closed = scraped(&server).await;
    for (text, count) in [(open, 1.0), (closed, 0.0)] {
        assert!((value(&text, "chungtay_office_pages ") - count).abs() < f64::EPSILON);
    }
}

#[tokio::test]
async fn nothing_in_it_names_a_person_a_commune_or_a_secret() {
    let server = busy_server().await;
    let cookie = server.office_cookie(COMMUNE);
    // All of it: a duration may well have four sevens in a row.
    let id = "7".repeat(32);
    server
        .get(&path::HOUSEHOLD.replace("{id}", &id), &cookie)
        .await;
    server
        .get("/khong/co?secret=0123456789abcdef", &cookie)
        .await;
    let text = scraped(&server).await;
    for secret in ["Mai", "Cô Lan", COMMUNE, &id, "secret", "khong", "Thới"] {
        assert!(!text.contains(secret), "{secret}");
    }
    assert!(text.contains(path::HOUSEHOLD), "the route, not the address");
}

#[tokio::test]
async fn the_world_does_not_see_it() {
    let server = HttpServer::empty();
    let reply = server.get(metrics::PATH, "").await;
    assert!(!String::from_utf8_lossy(&reply.body()).contains("chungtay_"));
}

#[tokio::test]
async fn the_alerts_and_the_page_name_what_there_is() {
    let server = busy_server().await;
    let text = scraped(&server).await;
    let there: BTreeSet<&str> = text
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split([' ', '{']).next())
        .chain(["chungtay_backed_up_timestamp_seconds"])
        .collect();
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs");
    let alerts = std::fs::read_to_string(docs.join("alerts.yml")).unwrap();
    let page = std::fs::read_to_string(docs.join("deployment.md")).unwrap();
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let mut named = 0;
    for source in [&alerts, &page] {
        for word in source.split(|c: char| !is_name(c)) {
            let is_metric = word.starts_with("chungtay_") && word != "chungtay_session";
            if is_metric {
                named += 1;
                assert!(there.contains(word), "{word} is not in\n{text}");
            }
        }
    }
    assert!(named > 15);
}
