//! Colleagues of one office who may not do the same. Goal: each role gets what the table says and nothing
//! else, learns nothing from a refusal and stands in the log with it; whoever is shown sums only is shown
//! nobody; nobody makes a stronger one than themselves. Method: every role at every route.

use std::collections::BTreeMap;

use axum::http::{Method, StatusCode};
use chungtay_server::roles::RULES;
use chungtay_shared::api::access::AccessPage;
use chungtay_shared::api::{NewInvite, Role, Session, path};
use chungtay_shared::custody::{MovementDraft, MovementKind};
use chungtay_tests::http::HttpServer;
use chungtay_tests::ward::COMMUNE;

use super::{Town, asked, posted, refused};

fn offices() -> impl Iterator<Item = Role> {
    Role::ALL.iter().copied().filter(|role| role.is_office())
}

/// A session of each role in the commune.
fn colleagues(server: &HttpServer) -> BTreeMap<&'static str, String> {
    let session = |role: Role| (role.code(), server.cookie_of(COMMUNE, "Cô Lan", role));
    offices().map(session).collect()
}

fn uri(path: &str) -> String {
    path.replace("{id}", &"07".repeat(16))
}

/// What is stored but for the log of who did what.
fn stored(server: &HttpServer) -> Vec<Vec<String>> {
    let counts = ["log", "invite", "device", "account", "tool", "quarantine"];
    let counts = counts.map(|table| server.query(&format!("select count(*) from {table}")));
    counts.concat()
}

#[tokio::test]
async fn each_role_is_answered_what_the_table_says_and_nothing_else() {
    let town = Town::new(24).await;
    let cookies = colleagues(&town.server);
    let before = stored(&town.server);
    let (mut let_in, mut sent_away) = (0, 0);
    for rule in RULES.iter().filter(|rule| rule.is_for(Role::Office)) {
        // What is asked for in bodies and queries is left out: nothing is changed by this.
        let signs_out = rule.path == path::SESSION && !rule.reads();
        let has_no_end = rule.path == path::LIVE;
        for role in offices().filter(|_| !signs_out && !has_no_end) {
            let cookie = cookies[role.code()].as_str();
            let request = asked(rule.method, &uri(rule.path), &[("cookie", cookie)]);
            let reply = town.server.send(request).await;
            if rule.is_for(role) {
                let said = String::from_utf8(reply.body()).unwrap_or_default();
                assert!(!said.contains("other_role"), "{role:?} at {rule:?}");
                let_in += 1;
            } else {
                assert_eq!(reply.status, StatusCode::FORBIDDEN, "{role:?} at {rule:?}");
                refused(&reply, StatusCode::FORBIDDEN, "other_role");
                sent_away += 1;
            }
        }
    }
    println!("{let_in} let in, {sent_away} sent away");
    assert!(let_in > 150 && sent_away > 200);
    assert_eq!(stored(&town.server), before);
}

/// The pages offer what the session says.
#[tokio::test]
async fn a_session_says_what_its_role_may_ask() {
    let town = Town::new(8).await;
    for (code, cookie) in colleagues(&town.server) {
        let session: Session = town.server.get(path::SESSION, &cookie).await.json();
        let role = Role::from_code(code).unwrap();
        assert_eq!(session.role, role);
        for rule in RULES {
            let may = session.may(rule.method.as_str(), rule.path);
            assert_eq!(may, rule.is_for(role), "{code} {rule:?}");
        }
    }
}

#[tokio::test]
async fn whoever_is_shown_sums_is_shown_nobody() {
    let town = Town::new(24).await;
    let heads = town.server.query("select head_name from household");
    let heads = heads.concat();
    let one = town
        .server
        .query("select lower(hex(doc)) from household limit 1");
    let seen = path::HOUSEHOLD.replace("{id}", &one[0][0]);
    let officer = town.server.get(&seen, &town.office).await;
    assert_eq!(officer.status, StatusCode::OK, "which stands in the log");
    for role in [Role::Oversight, Role::Administrator] {
        let cookie = town.server.cookie_of(COMMUNE, "Ông Giám", role);
        let reads = RULES
            .iter()
            .filter(|rule| rule.is_for(role) && rule.reads());
        for rule in reads.filter(|rule| rule.path != path::LIVE) {
            let reply = town.server.get(&uri(rule.path), &cookie).await;
            let said = String::from_utf8_lossy(&reply.body()).into_owned();
            let named = heads.iter().find(|name| said.contains(name.as_str()));
            assert_eq!(named, None, "{role:?} at {rule:?}");
        }
    }
}

#[tokio::test]
async fn nobody_makes_a_stronger_one_than_themselves() {
    let town = Town::new(8).await;
    let cookies = colleagues(&town.server);
    for maker in offices() {
        for role in Role::ALL.iter().copied() {
            let new = NewInvite {
                person_name: "Người mới".into(),
                role,
            };
            let cookie = &cookies[maker.code()];
            let reply = town.server.post_json(path::INVITES, &new, cookie).await;
            if maker.may_make(role) {
                assert_eq!(reply.status, StatusCode::OK, "{maker:?} {role:?}");
            } else {
                refused(&reply, StatusCode::FORBIDDEN, "other_role");
            }
        }
    }
    let officers =
        "select count(*) from account where person_name = 'Người mới' and role = 'office'";
    assert_eq!(town.server.query(officers), [["1"]], "the officer's own");
}

#[tokio::test]
async fn a_team_leader_hands_gifts_out_and_says_nothing_of_the_store() {
    let town = Town::new(8).await;
    let cookie = town.server.cookie_of(COMMUNE, "Chú Tư", Role::Leader);
    let path = uri(path::ROUND_MOVEMENTS);
    for (kind, status) in [
        (MovementKind::Received, StatusCode::FORBIDDEN),
        (MovementKind::Returned, StatusCode::FORBIDDEN),
        // There is no such round; that is all that stands against it.
        (MovementKind::Issued, StatusCode::NOT_FOUND),
    ] {
        let draft = MovementDraft::empty(kind);
        let reply = town.server.post_json(&path, &draft, &cookie).await;
        assert_eq!(reply.status, status, "{kind:?}");
    }
}

#[tokio::test]
async fn what_was_refused_stands_in_the_log_once_and_without_what_was_asked_for() {
    let town = Town::new(8).await;
    let cookie = town.server.cookie_of(COMMUNE, "Ông Giám", Role::Oversight);
    for _ in 0..3 {
        let reply = town.server.get(path::FUND, &cookie).await;
        refused(&reply, StatusCode::FORBIDDEN, "other_role");
    }
    let typed = posted(path::FUND, &[("cookie", &cookie)], r#"{"note": "Đặng"}"#);
    let reply = town.server.send(typed).await;
    refused(&reply, StatusCode::FORBIDDEN, "other_role");
    let log = town.server.get(path::ACCESS, &town.office).await;
    let log: AccessPage = log.json();
    let refusals = log.lines.iter().filter(|line| line.act == "refused");
    let refusals: Vec<(&str, &str)> = refusals
        .map(|line| (line.who.as_str(), line.about.as_str()))
        .collect();
    assert_eq!(
        refusals,
        [("Ông Giám", "changed-fund"), ("Ông Giám", "saw-fund")]
    );
    assert_eq!(log.broken_at, None);
    let method = Method::GET;
    let nobody = town.server.send(asked(&method, path::FUND, &[])).await;
    refused(&nobody, StatusCode::UNAUTHORIZED, "not_signed_in");
}
