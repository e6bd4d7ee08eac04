//! What answers say of themselves, and what questions say that is not true. Goal: no answer is run,
//! framed, sniffed, kept or sent on that should not be; no header, path or host turns a question into
//! another one. Method: the headers of every kind of answer; forged hosts, paths and lengths.

use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode, Uri};
use chungtay_server::roles::RULES;
use chungtay_shared::api::{MadeInvite, Role, path};

use super::{Town, asked, posted, refused};

fn text<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers
        .get(name)
        .map_or("", |value| value.to_str().unwrap())
}

/// What a policy says of one kind of source.
fn sources<'a>(policy: &'a str, kind: &str) -> Option<Vec<&'a str>> {
    let mut directives = policy.split(';').map(str::trim);
    let directive = directives.find_map(|d| d.strip_prefix(kind)?.strip_prefix(' '))?;
    Some(directive.split(' ').collect())
}

#[tokio::test]
async fn every_answer_of_every_kind_carries_the_headers_that_bind_a_browser() {
    let town = Town::new(8).await;
    let answers = [
        ("/", ""),
        ("/office", ""),
        ("/sw.js", ""),
        ("/manifest.webmanifest", ""),
        ("/assets/none.js", ""),
        (path::HEALTH, ""),
        (path::SETUP, ""),
        (path::HOUSEHOLDS, town.office.as_str()),
        (path::HOUSEHOLDS, ""),
        (path::RECEIPT_LIST, town.office.as_str()),
        ("/api/nothing", ""),
        ("/api/v1/openapi.json", ""),
        ("/api/v1/nothing", ""),
    ];
    for (path, cookie) in answers {
        let headers = town.server.get(path, cookie).await.headers;
        let policy = text(&headers, "content-security-policy");
        let of = |kind| sources(policy, kind);
        assert_eq!(of("default-src"), Some(vec!["'none'"]), "{path}");
        assert_eq!(of("script-src"), Some(vec!["'self'", "'wasm-unsafe-eval'"]));
        for kind in ["style-src", "connect-src", "worker-src", "form-action"] {
            assert_eq!(of(kind), Some(vec!["'self'"]), "{path}: {kind}");
        }
        for kind in ["frame-ancestors", "base-uri"] {
            assert_eq!(of(kind), Some(vec!["'none'"]), "{path}: {kind}");
        }
        assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"));
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("referrer-policy", "no-referrer"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
        ] {
            assert_eq!(text(&headers, name), value, "{path}: {name}");
        }
        let allowed = text(&headers, "permissions-policy");
        assert!(allowed.contains("camera=()") && allowed.contains("microphone=()"));
        for tells in ["server", "x-powered-by"] {
            assert!(!headers.contains_key(tells), "{path}: {tells}");
        }
    }
}

#[tokio::test]
async fn no_answer_of_a_route_is_kept_on_the_way() {
    let town = Town::new(8).await;
    for rule in RULES
        .iter()
        .filter(|rule| rule.reads() && rule.path != path::LIVE)
    {
        let uri = rule.path.replace("{id}", "households");
        let uri = uri.replace("{unit}", "x").replace("{*rest}", "x");
        for cookie in [town.office.as_str(), ""] {
            let reply = town.server.get(&uri, cookie).await;
            assert_eq!(
                text(&reply.headers, "cache-control"),
                "no-store",
                "{rule:?}"
            );
        }
    }
    let stream = asked(&Method::POST, path::SYNC, &[]);
    let reply = town.server.send(stream).await;
    assert_eq!(text(&reply.headers, "cache-control"), "no-store");
}

#[tokio::test]
async fn over_https_a_browser_never_comes_back_without_it() {
    const HSTS: &str = "strict-transport-security";
    let town = Town::new(8).await;
    for path in [
        "/",
        "/office",
        "/api/nothing",
        path::SETUP,
        path::HOUSEHOLDS,
    ] {
        let plain = asked(&Method::GET, path, &[]);
        assert_eq!(
            text(&town.server.send(plain).await.headers, HSTS),
            "",
            "{path}"
        );
        let by_proxy = asked(&Method::GET, path, &[("x-forwarded-proto", "https")]);
        let said = town.server.send(by_proxy).await;
        assert_eq!(text(&said.headers, HSTS), "max-age=31536000", "{path}");
    }
    let server = town.server.reached_at("https://chungtay.example");
    let told = server.send(asked(&Method::GET, "/", &[])).await;
    assert_eq!(text(&told.headers, HSTS), "max-age=31536000");
}

#[tokio::test]
async fn no_forged_host_stands_in_a_link() {
    let town = Town::new(8).await;
    let invite = |host: &'static str, more: (&'static str, &'static str)| {
        let shown = [("cookie", town.office.as_str()), ("host", host), more];
        posted(
            path::INVITES,
            &shown,
            r#"{"person_name": "Mai", "role": "volunteer"}"#,
        )
    };
    for header in ["x-forwarded-host", "forwarded", "x-host", "x-original-url"] {
        let reply = town
            .server
            .send(invite("ward.example", (header, "evil.example")))
            .await;
        let made: MadeInvite = reply.json();
        assert!(
            made.link.starts_with("http://ward.example/enrol#"),
            "{}",
            made.link
        );
    }
    for host in [
        "evil.example/x#",
        "evil.example\\@ward",
        "a b",
        "evil.example?",
    ] {
        let reply = town.server.send(invite(host, ("x-nothing", "x"))).await;
        refused(&reply, StatusCode::BAD_REQUEST, "malformed");
    }
    let office = town
        .office
        .replace("chungtay_session", "__Host-chungtay_session");
    let server = town.server.reached_at("https://chungtay.example");
    for host in ["evil.example", "127.0.0.1:8080"] {
        let shown = [("cookie", office.as_str()), ("host", host)];
        let body = r#"{"person_name": "Mai", "role": "volunteer"}"#;
        let made: MadeInvite = server
            .send(posted(path::INVITES, &shown, body))
            .await
            .json();
        assert!(made.link.starts_with("https://chungtay.example/enrol#"));
    }
}

/// Only where a browser on the machine itself has come without a proxy does a server begin.
#[tokio::test]
async fn no_forged_host_begins_a_server_from_afar() {
    let server = chungtay_tests::http::HttpServer::empty();
    let body = r#"{"code": "31135", "name": "", "person_name": "Kẻ gian"}"#;
    for (peer, shown) in [
        ([203, 0, 113, 7], ("host", "127.0.0.1:8080")),
        ([127, 0, 0, 1], ("host", "ward.example")),
        ([127, 0, 0, 1], ("x-forwarded-for", "127.0.0.1")),
        ([127, 0, 0, 1], ("forwarded", "for=127.0.0.1")),
    ] {
        for path in [path::SETUP_COMMUNE, path::SETUP_DEMO] {
            let reply = server
                .send_from(peer.into(), posted(path, &[shown], body))
                .await;
            refused(&reply, StatusCode::FORBIDDEN, "not_here");
        }
    }
    // A name that a foreign page has made to mean this machine.
    let page = [
        ("host", "127.0.0.1:8080"),
        ("origin", "http://evil.example"),
    ];
    let reply = server.send(posted(path::SETUP_COMMUNE, &page, body)).await;
    refused(&reply, StatusCode::FORBIDDEN, "foreign_page");
    assert_eq!(server.query("select count(*) from commune")[0][0], "0");
}

#[tokio::test]
async fn no_path_leads_out_of_its_route() {
    let town = Town::new(8).await;
    let secrets = town
        .server
        .query("select head_name from household")
        .concat();
    for path in [
        "/../../etc/passwd",
        "/assets/../../../etc/passwd",
        "/assets/..%2f..%2f..%2fetc%2fpasswd",
        "/assets/%2e%2e/%2e%2e/etc/passwd",
        "/..%5c..%5cetc%5cpasswd",
        "/%00",
        "/assets/%00.js",
        "//api/office/households",
        "/api/office//households",
        "/API/office/households",
        "/api/office/households/",
        "/api/office/households;x",
        "/api/office/households%2f",
        "/api/office/%68ouseholds",
        "/office/../api/office/households",
        "/api/office/households/..%2f..%2fsetup",
        "/api/office/households/%00",
        "/api/office/exports/..%2fhouseholds",
        "/api/office/exports/%2e%2e",
        "/api/v1/units/..%2f/overview",
    ] {
        assert!(path.parse::<Uri>().is_ok(), "{path}");
        // Nobody's question stays nobody's, and an officer's is about what it names or about nothing.
        for cookie in ["", town.office.as_str()] {
            let reply = town.server.get(path, cookie).await;
            let said = String::from_utf8_lossy(&reply.body()).into_owned();
            assert!(!said.contains("root:"), "{path}");
            assert!(reply.status != StatusCode::INTERNAL_SERVER_ERROR, "{path}");
            let tells = secrets.iter().any(|name| said.contains(name));
            assert!(!tells, "{path}");
        }
    }
}

#[tokio::test]
async fn headers_that_are_long_or_many_or_rubbish_are_refused_and_not_stumbled_over() {
    let town = Town::new(8).await;
    let long = "7".repeat(60_000);
    let many = "a=1; ".repeat(8_000);
    for rule in RULES
        .iter()
        .filter(|rule| rule.is_for(Role::Office) && rule.reads())
    {
        let uri = rule.path.replace("{id}", &"07".repeat(16));
        for value in [
            format!("chungtay_session={long}"),
            format!("{many}chungtay_session="),
            "chungtay_session=đ".to_owned(),
            "chungtay_session".to_owned(),
        ] {
            let request = asked(rule.method, &uri, &[("cookie", &value)]);
            let reply = town.server.send(request).await;
            refused(&reply, StatusCode::UNAUTHORIZED, "not_signed_in");
        }
    }
    // Two cookies of one name: the first that reads as one is it, and neither is anybody else's.
    let two = format!("chungtay_session=; {}", town.office);
    let reply = town.server.get(path::HOUSEHOLDS, &two).await;
    refused(&reply, StatusCode::UNAUTHORIZED, "not_signed_in");
    for (name, value) in [("content-length", "-1"), ("content-encoding", "bomb")] {
        let request = Request::post(path::SYNC)
            .header("authorization", super::bearer(&town.mai.token))
            .header(name, value)
            .body(Body::from("x"));
        let reply = town.server.send(request.unwrap()).await;
        assert!(reply.status.is_client_error(), "{name}: {}", reply.status);
    }
}
