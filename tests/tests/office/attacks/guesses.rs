//! Somebody who guesses. Goal: links and tokens are not found out by trying; whoever tries waits, and a
//! whole office or a province's phones behind the same address do not. Method: an injected clock.

use axum::http::{Method, StatusCode, header};
use chungtay_shared::api::{EnrolRequest, Enrolled, Role, path};
use chungtay_shared::id::Actor;
use chungtay_shared::limits::{EXCHANGES_AT_ONCE_MAX, SESSION_S};
use chungtay_tests::http::{HttpServer, Reply};
use chungtay_tests::request::first_request;
use chungtay_tests::ward::COMMUNE;

use super::{MAI, Town, asked, bearer, posted, refused};

/// The address behind which office, phones and thief are.
const OFFICE: [u8; 4] = [203, 0, 113, 7];
const ELSEWHERE: [u8; 4] = [198, 51, 100, 9];

async fn redeem(server: &HttpServer, from: [u8; 4], code: &str, n: u8) -> Reply {
    let request = EnrolRequest {
        code: code.to_owned(),
        actor: Actor::from_bytes([n; 16]),
        device_name: "máy".into(),
        person_name: String::new(),
        returning: None,
        key: None,
    };
    let json = serde_json::to_string(&request).unwrap();
    server
        .send_from(from.into(), posted(path::ENROL, &[], &json))
        .await
}

fn waits(reply: &Reply, seconds: &str) {
    refused(reply, StatusCode::TOO_MANY_REQUESTS, "too_often");
    assert_eq!(reply.headers[header::RETRY_AFTER], seconds);
}

#[tokio::test]
async fn whoever_tries_links_waits_and_those_who_have_one_elsewhere_do_not() {
    let town = Town::new(8).await;
    let server = &town.server;
    let link = |name: &str| {
        let link = server.invite(COMMUNE, name, Role::Volunteer);
        link.rsplit('#').next().unwrap().to_owned()
    };
    let (hers, his) = (link("Hoa"), link("Tú"));
    for n in 0..EXCHANGES_AT_ONCE_MAX {
        let reply = redeem(server, OFFICE, &format!("{n:032x}"), 9).await;
        refused(&reply, StatusCode::NOT_FOUND, "link_unknown");
    }
    waits(&redeem(server, OFFICE, &"00".repeat(16), 9).await, "1");
    // Not even a link that is one is told from the others meanwhile.
    waits(&redeem(server, OFFICE, &hers, 9).await, "1");
    let elsewhere: Enrolled = redeem(server, ELSEWHERE, &hers, 1).await.json();
    assert_eq!(elsewhere.person_name, "Hoa");
    server.clock.pass_ms(1_000);
    let then: Enrolled = redeem(server, OFFICE, &his, 2).await.json();
    assert_eq!(then.person_name, "Tú");
}

#[tokio::test]
async fn forty_phones_are_enrolled_at_one_table_in_one_minute() {
    let town = Town::new(8).await;
    for n in 0..80 {
        let link = town
            .server
            .invite(COMMUNE, &format!("Người {n}"), Role::Volunteer);
        let code = link.rsplit('#').next().unwrap();
        let reply = redeem(&town.server, OFFICE, code, n).await;
        assert_eq!(reply.status, StatusCode::OK, "{n}");
    }
}

#[tokio::test]
async fn whoever_tries_tokens_waits_and_whoever_has_one_at_the_same_address_works_on() {
    let town = Town::new(8).await;
    let server = &town.server;
    let shows = |path: &'static str, name: &'static str, value: String| {
        let method = if path == path::SYNC {
            Method::POST
        } else {
            Method::GET
        };
        server.send_from(OFFICE.into(), asked(&method, path, &[(name, &value)]))
    };
    let mut guessed = 0_u32;
    'guessing: loop {
        for (path, name, of) in [
            (path::SYNC, "authorization", "Bearer "),
            (path::HOUSEHOLDS, "cookie", "chungtay_session="),
            ("/api/v1/units", "authorization", "Bearer "),
        ] {
            let reply = shows(path, name, format!("{of}{guessed:064x}")).await;
            if reply.status != StatusCode::UNAUTHORIZED {
                waits(&reply, "1");
                break 'guessing;
            }
            guessed += 1;
        }
    }
    assert_eq!(i64::from(guessed), EXCHANGES_AT_ONCE_MAX);
    let office = shows(path::SUMMARY, "cookie", town.office.clone()).await;
    assert_eq!(office.status, StatusCode::OK);
    let nobody = server
        .send_from(OFFICE.into(), asked(&Method::GET, path::SUMMARY, &[]))
        .await;
    refused(&nobody, StatusCode::UNAUTHORIZED, "not_signed_in");
    let body = first_request(MAI, vec![]).to_bytes();
    let hers = bearer(&town.mai.token);
    let sync = asked(&Method::POST, path::SYNC, &[("authorization", &hers)]);
    let sync = sync.map(|_| body.into());
    let reply = server.send_from(OFFICE.into(), sync).await;
    assert_eq!(reply.status, StatusCode::OK);
}

/// A thief behind a proxy writes addresses of others, and the proxy behind them the thief's own.
#[tokio::test]
async fn a_thief_is_told_apart_by_the_proxys_word_and_by_nobody_elses() {
    let proxied = Town::new(8)
        .await
        .server
        .reached_at("https://chungtay.example");
    let direct = Town::new(8).await.server;
    for (server, named, peer, counted) in [
        (&proxied, "10.0.0.1, 203.0.113.7", [127, 0, 0, 1], true),
        // Without a proxy, or past it, what somebody writes there is their own.
        (
            &direct,
            "198.51.100.1, 203.0.113.7",
            [192, 168, 1, 5],
            false,
        ),
        (&proxied, "198.51.100.1, 203.0.113.7", ELSEWHERE, false),
    ] {
        let guess = |n: i64, named: &str| {
            let cookie = format!("__Host-chungtay_session={n:064x}; chungtay_session={n:064x}");
            let shown = [("cookie", cookie.as_str()), ("x-forwarded-for", named)];
            let request = asked(&Method::GET, path::HOUSEHOLDS, &shown);
            server.send_from(peer.into(), request)
        };
        for n in 0..EXCHANGES_AT_ONCE_MAX {
            let forged = format!("198.51.100.{n}, {named}");
            let reply = guess(n, &forged).await;
            assert_eq!(reply.status, StatusCode::UNAUTHORIZED, "{n}");
        }
        waits(&guess(0, named).await, "1");
        let other = guess(0, "203.0.113.7, 203.0.113.8").await;
        let is_another = other.status == StatusCode::UNAUTHORIZED;
        assert_eq!(is_another, counted, "{named} from {peer:?}");
    }
}

#[tokio::test]
async fn a_session_that_was_left_or_is_old_opens_nothing() {
    let town = Town::new(8).await;
    let out = asked(&Method::DELETE, path::SESSION, &[("cookie", &town.office)]);
    assert_eq!(town.server.send(out).await.status, StatusCode::OK);
    let reply = town.server.get(path::HOUSEHOLDS, &town.office).await;
    refused(&reply, StatusCode::UNAUTHORIZED, "not_signed_in");

    assert_eq!(
        town.server.get(path::SESSION, &town.neighbour).await.status,
        StatusCode::OK
    );
    town.server.clock.pass_ms(SESSION_S * 1_000);
    let reply = town.server.get(path::SESSION, &town.neighbour).await;
    refused(&reply, StatusCode::UNAUTHORIZED, "not_signed_in");
}
