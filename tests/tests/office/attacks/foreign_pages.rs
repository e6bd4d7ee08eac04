//! A page of another site, open in the same browser as the office. Goal: nothing is done in the officer's
//! name, however the page asks. Method: the headers that browsers send.

use axum::http::{Method, StatusCode, header};
use chungtay_server::roles::RULES;
use chungtay_shared::api::{Enrolled, InviteLine, Role, path};

use super::{Town, asked, posted, refused};

const INVITE: &str = r#"{"person_name": "Kẻ gian", "role": "office"}"#;

#[tokio::test]
async fn a_foreign_page_changes_nothing_at_any_door() {
    let town = Town::new(8).await;
    let before = town
        .server
        .query("select count(*), max(length(name)) from device");
    for rule in RULES
        .iter()
        .filter(|r| r.is_for(Role::Office) && !r.reads())
    {
        let uri = rule.path.replace("{id}", &"07".repeat(16));
        for shown in [
            ("sec-fetch-site", "cross-site"),
            // A neighbour below the same domain, to whom a browser hands a strict cookie along.
            ("sec-fetch-site", "same-site"),
            ("sec-fetch-site", "\u{7f}"),
            ("origin", "https://evil.example"),
            ("origin", "null"),
            ("origin", "http://127.0.0.1:8081"),
        ] {
            let shown = [("cookie", town.office.as_str()), shown];
            let mut request = asked(rule.method, &uri, &shown[..1]);
            let Ok(value) = header::HeaderValue::from_bytes(shown[1].1.as_bytes()) else {
                continue;
            };
            request.headers_mut().insert(shown[1].0, value);
            let reply = town.server.send(request).await;
            refused(&reply, StatusCode::FORBIDDEN, "foreign_page");
        }
    }
    let after = town
        .server
        .query("select count(*), max(length(name)) from device");
    assert_eq!(before, after);
}

#[tokio::test]
async fn the_offices_own_page_is_let_through_with_and_without_a_proxy() {
    let town = Town::new(8).await;
    let invite = |shown: Vec<(&'static str, String)>| {
        let cookie = [("cookie", town.office.clone())];
        let shown: Vec<_> = shown.into_iter().chain(cookie).collect();
        let shown: Vec<_> = shown.iter().map(|(n, v)| (*n, v.as_str())).collect();
        posted(path::INVITES, &shown, INVITE)
    };
    for shown in [
        vec![("sec-fetch-site", "same-origin".into())],
        vec![("origin", "http://127.0.0.1:8080".into())],
        // No browser at all.
        vec![],
    ] {
        assert_eq!(town.server.send(invite(shown)).await.status, StatusCode::OK);
    }
    // A proxy that keeps the host people use to itself: the server was told it.
    let office = town
        .office
        .replace("chungtay_session", "__Host-chungtay_session");
    let server = town.server.reached_at("https://chungtay.example/");
    for (origin, status) in [
        ("https://chungtay.example", StatusCode::OK),
        (
            "https://chungtay.example.evil.example",
            StatusCode::FORBIDDEN,
        ),
        ("http://chungtay.example", StatusCode::FORBIDDEN),
    ] {
        let shown = [("cookie", office.as_str()), ("origin", origin)];
        let reply = server.send(posted(path::INVITES, &shown, INVITE)).await;
        assert_eq!(reply.status, status, "{origin}");
    }
}

/// What a form or a beacon can send without asking first: no JSON that the server takes for one.
#[tokio::test]
async fn a_form_is_no_json_and_signs_nobody_in() {
    let town = Town::new(8).await;
    for kind in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "",
    ] {
        let shown = [("cookie", town.office.as_str()), ("content-type", kind)];
        let reply = town
            .server
            .send(posted(path::INVITES, &shown, INVITE))
            .await;
        refused(&reply, StatusCode::BAD_REQUEST, "malformed");
        // To be signed in as somebody else without noticing is an attack, too.
        let code = "00".repeat(16);
        let actor = "07".repeat(16);
        let body = format!(r#"{{"code": "{code}", "actor": "{actor}", "device_name": "x"}}"#);
        let shown = [("content-type", kind), ("sec-fetch-site", "cross-site")];
        let reply = town.server.send(posted(path::ENROL, &shown, &body)).await;
        refused(&reply, StatusCode::BAD_REQUEST, "malformed");
    }
    let invites: Vec<InviteLine> = town.server.get(path::INVITES, &town.office).await.json();
    assert!(invites.iter().all(|invite| invite.person_name != "Kẻ gian"));
}

#[tokio::test]
async fn no_answer_may_be_read_by_a_foreign_page() {
    let town = Town::new(8).await;
    for method in [Method::GET, Method::OPTIONS] {
        let shown = [
            ("cookie", town.office.as_str()),
            ("origin", "https://evil.example"),
            ("access-control-request-method", "POST"),
        ];
        let reply = town
            .server
            .send(asked(&method, path::HOUSEHOLDS, &shown))
            .await;
        assert!(
            reply
                .headers
                .keys()
                .all(|name| !name.as_str().starts_with("access-control-"))
        );
        assert_eq!(reply.headers["cross-origin-resource-policy"], "same-origin");
    }
}

/// The cookie of the session: for this server alone, out of reach of scripts, and over `https` never sent
/// otherwise.
#[tokio::test]
async fn the_sessions_cookie_is_kept_close() {
    let town = Town::new(8).await;
    let link = || {
        let role = chungtay_shared::api::Role::Office;
        let link = town
            .server
            .invite(chungtay_tests::ward::COMMUNE, "Cô Lan", role);
        link.rsplit('#').next().unwrap().to_owned()
    };
    let actor = |n: u8| format!("{n:02x}").repeat(16);
    for (n, proto, name, secure) in [
        (1, "http", "chungtay_session", false),
        (2, "https", "__Host-chungtay_session", true),
    ] {
        let body = format!(
            r#"{{"code": "{}", "actor": "{}", "device_name": "x"}}"#,
            link(),
            actor(n)
        );
        let shown = [("x-forwarded-proto", proto)];
        let reply = town.server.send(posted(path::ENROL, &shown, &body)).await;
        let enrolled: Enrolled = reply.json();
        assert_eq!(enrolled.token, "", "an officer's page never sees it");
        let set = reply.headers[header::SET_COOKIE].to_str().unwrap();
        let mut parts = set.split("; ");
        let (named, value) = parts.next().unwrap().split_once('=').unwrap();
        assert_eq!((named, value.len()), (name, 64));
        let parts: Vec<&str> = parts.collect();
        for needed in ["HttpOnly", "SameSite=Strict", "Path=/"] {
            assert!(parts.contains(&needed), "{set}");
        }
        assert_eq!(parts.contains(&"Secure"), secure, "{set}");
        assert!(parts.iter().all(|part| !part.starts_with("Domain")));

        // Only under the name that a neighbour's page cannot set.
        let shown = [
            ("cookie", format!("chungtay_session={value}")),
            ("x-forwarded-proto", proto.into()),
        ];
        let shown = shown.each_ref().map(|(n, v)| (*n, v.as_str()));
        let reply = town
            .server
            .send(asked(&Method::GET, path::SESSION, &shown))
            .await;
        assert_eq!(reply.status == StatusCode::OK, !secure, "{set}");
        let cookie = format!("{name}={value}");
        let shown = [("cookie", cookie.as_str()), ("x-forwarded-proto", proto)];
        let out = town
            .server
            .send(asked(&Method::DELETE, path::SESSION, &shown))
            .await;
        assert_eq!(out.status, StatusCode::OK);
        let gone = out.headers[header::SET_COOKIE].to_str().unwrap();
        assert!(gone.starts_with(&format!("{name}=;")) && gone.contains("Max-Age=0"));
    }
}
