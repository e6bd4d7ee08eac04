//! Everybody at every door. Goal: each line of the table of who may ask what is true, and there is no
//! door that the table does not have. Method: the table is walked; the paths of the contract and every
//! method are tried against it.

use std::collections::{BTreeMap, BTreeSet};

use axum::Router;
use axum::http::{Method, StatusCode};
use axum::routing::get;
use chungtay_server::guard;
use chungtay_server::roles::{self, RULES, Reach, Rule, Who};
use chungtay_shared::api::path;
use chungtay_shared::api::tools::{MadeTool, NewTool};
use chungtay_shared::synthetic::OTHER_COMMUNE;
use tower::ServiceExt as _;

use super::{Town, asked, bearer, refused};

const METHODS: [Method; 8] = [
    Method::GET,
    Method::POST,
    Method::PUT,
    Method::PATCH,
    Method::DELETE,
    Method::OPTIONS,
    Method::TRACE,
    Method::HEAD,
];

/// Every constant of the contract's paths, by name.
fn paths() -> BTreeMap<&'static str, &'static str> {
    let source = include_str!("../../../../shared/src/api/path.rs");
    let constants = source.split("pub const ").skip(1);
    let constants = constants.filter_map(|constant| constant.split_once(": &str ="));
    constants
        .map(|(name, rest)| (name, rest.split('"').nth(1).unwrap()))
        .collect()
}

/// A rule's path with something in its places.
fn uri(path: &str) -> String {
    path.replace("{id}", &"07".repeat(16))
        .replace("{unit}", OTHER_COMMUNE.0)
        .replace("{*rest}", "nothing")
}

/// What somebody shows who is nobody, or somebody else than the rule is for.
struct Thief {
    who: &'static str,
    name: &'static str,
    value: String,
}

impl Thief {
    /// What a rule answers to it.
    fn is_told(&self, rule: &Rule) -> (StatusCode, &'static str) {
        let (cookie, is) = (self.name == "cookie", |who| self.who == who);
        match rule.who {
            Who::Office(_) if cookie && is("phone") => (StatusCode::FORBIDDEN, "not_permitted"),
            Who::Office(_) => (StatusCode::UNAUTHORIZED, "not_signed_in"),
            Who::Phone if !cookie && is("office") => (StatusCode::FORBIDDEN, "not_permitted"),
            Who::Phone => (StatusCode::UNAUTHORIZED, "unknown_token"),
            Who::Program => (StatusCode::UNAUTHORIZED, "unknown_tool"),
            // What is shown beside the sealed body is not looked at.
            Who::Sealed => (StatusCode::UNPROCESSABLE_ENTITY, "escape_damaged"),
            Who::Here | Who::Anybody => unreachable!("no secret opens these"),
        }
    }

    /// Whether this is what the rule asks for.
    fn is_let_in(&self, rule: &Rule) -> bool {
        let honest = match rule.who {
            Who::Office(_) => ("office", "cookie"),
            Who::Phone => ("phone", "authorization"),
            Who::Program => ("program", "authorization"),
            Who::Sealed => return false,
            Who::Here | Who::Anybody => return true,
        };
        (self.who, self.name) == honest
    }
}

#[tokio::test]
async fn a_secret_opens_the_doors_it_was_made_for_and_no_other() {
    let town = Town::new(24).await;
    let new = NewTool {
        name: "Bảng theo dõi".into(),
    };
    let made = town.server.post_json(path::TOOLS, &new, &town.office).await;
    let program = made.json::<MadeTool>().token;
    let session = town.office.split_once('=').unwrap().1.to_owned();
    let secrets = [
        ("nobody", String::new()),
        ("guesser", "ab".repeat(32)),
        ("phone", town.mai.token.clone()),
        ("office", session),
        ("program", program),
    ];
    let mut tried = 0;
    for rule in RULES {
        for (who, secret) in &secrets {
            for name in ["cookie", "authorization"] {
                let value = match name {
                    "cookie" => format!("chungtay_session={secret}"),
                    _ => bearer(secret),
                };
                let thief = Thief { who, name, value };
                if thief.is_let_in(rule) {
                    continue;
                }
                let shown = [(thief.name, thief.value.as_str())];
                let request = asked(rule.method, &uri(rule.path), &shown);
                let (status, code) = thief.is_told(rule);
                let reply = town.server.send(request).await;
                assert_eq!(reply.status, status, "{who} by {name} at {rule:?}");
                refused(&reply, status, code);
                // What is shown wrongly is counted; that is another story.
                town.server.clock.pass_ms(1_000);
                tried += 1;
            }
        }
    }
    println!("{tried} doors tried");
    assert!(tried > 700);
}

#[tokio::test]
async fn there_is_no_door_that_the_table_does_not_have() {
    let town = Town::new(24).await;
    let paths = paths();
    assert!(paths.len() > 60);
    let known: BTreeSet<&str> = RULES.iter().map(|rule| rule.path).collect();
    for (name, path) in &paths {
        let is_root = *name == "OPEN_API";
        assert!(is_root || known.contains(path), "{name} is in the table");
    }
    for path in known {
        for method in METHODS {
            if roles::rule(&method, path).is_some() {
                continue;
            }
            let request = asked(&method, &uri(path), &[("cookie", &town.office)]);
            let reply = town.server.send(request).await;
            let (status, body) = (reply.status, reply.body());
            assert_eq!(status, StatusCode::METHOD_NOT_ALLOWED, "{method} {path}");
            assert!(body.is_empty(), "{method} {path}");
        }
    }
}

/// Somebody adds a route and forgets to say who may ask it.
#[tokio::test]
async fn a_door_that_nobody_has_written_down_is_shut() {
    let town = Town::new(8).await;
    let state = town.server.state.clone();
    let guard = axum::middleware::from_fn_with_state(state.clone(), guard::stand);
    let names = || async { "Đặng Thị Sáu" };
    let router = Router::new()
        .route("/api/office/forgotten", get(names))
        .route(path::HEALTH, get(names))
        .layer(guard);
    for (path, status) in [
        ("/api/office/forgotten", StatusCode::METHOD_NOT_ALLOWED),
        (path::HEALTH, StatusCode::OK),
    ] {
        let request = asked(&Method::GET, path, &[("cookie", &town.office)]);
        let reply = router.clone().oneshot(request).await.unwrap();
        assert_eq!(reply.status(), status, "{path}");
    }
}

#[tokio::test]
async fn what_anybody_may_ask_names_nobody() {
    let town = Town::new(24).await;
    let heads = town
        .server
        .query("select head_name from household union select person_name from account")
        .concat();
    for rule in RULES.iter().filter(|rule| rule.who == Who::Anybody) {
        assert_eq!(rule.reach, Reach::Nobodys, "{rule:?}");
        let reply = town
            .server
            .send(asked(rule.method, &uri(rule.path), &[]))
            .await;
        let said = String::from_utf8(reply.body()).unwrap();
        assert!(heads.iter().all(|name| !said.contains(name)), "{rule:?}");
    }
    // A server that has begun begins no other time, wherever it is asked from.
    for rule in RULES.iter().filter(|rule| rule.who == Who::Here) {
        let body = r#"{"code": "31135", "name": "", "person_name": "Kẻ gian"}"#;
        let here = super::posted(rule.path, &[], body);
        let reply = town.server.send(here).await;
        refused(&reply, StatusCode::CONFLICT, "already_begun");
        let far = super::posted(rule.path, &[], body);
        let reply = town.server.send_from([203, 0, 113, 7].into(), far).await;
        refused(&reply, StatusCode::FORBIDDEN, "not_here");
    }
}
