//! The office next door, curious or in somebody's pay. Goal: it reads nothing of this commune's households
//! and writes nothing of them, at whatever door, whatever it names. Method: every line of the table of
//! who may ask; every id of this commune that its own pages show; the database before and after.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;

use axum::http::{Method, StatusCode};
use chungtay_server::roles::RULES;
use chungtay_shared::api::Role;
use chungtay_shared::synthetic::OTHER_COMMUNE;
use chungtay_tests::http::{HttpServer, Reply};
use chungtay_tests::ward::COMMUNE;
use serde_json::Value;

use super::{Town, asked, posted};

mod asks;
mod known;

use asks::{Ask, WITHOUT_NAMES, asks};
use known::known;

/// All that the database keeps of the commune, but for the log of who has asked.
fn kept(server: &HttpServer) -> BTreeMap<String, Vec<Vec<String>>> {
    let tables = server.query(
        "select t.name from sqlite_master t join pragma_table_info(t.name) c
          where t.type = 'table' and c.name = 'commune' and t.name not like 'access%'",
    );
    let kept = tables.concat().into_iter().map(|table| {
        let rows = server.query(&format!(
            "select * from \"{table}\" where commune = '{COMMUNE}'"
        ));
        (table, rows)
    });
    kept.collect()
}

/// What names somebody of the commune and nobody next door.
fn secrets(server: &HttpServer) -> Vec<String> {
    let of = |what: &str, commune: &str| -> BTreeSet<String> {
        let sql = format!("select {what} from household where commune = '{commune}'");
        server.query(&sql).concat().into_iter().collect()
    };
    let ids = of("lower(hex(doc))", COMMUNE);
    let mut there = of("head_name", OTHER_COMMUNE.0);
    // Two people may have one name.
    there.extend(server.query("select person_name from account").concat());
    let here = of("head_name", COMMUNE);
    let heads = here
        .difference(&there)
        .filter(|name| name.len() > 12)
        .cloned();
    let numbers = of("national_id", COMMUNE)
        .into_iter()
        .filter(|number| !number.is_empty());
    ids.into_iter().chain(heads).chain(numbers).collect()
}

/// What an answer says, out of its package if it came in one.
fn said(reply: &Reply) -> String {
    let body = reply.body();
    if !body.starts_with(b"PK") {
        return String::from_utf8_lossy(&body).into_owned();
    }
    let mut package = zip::ZipArchive::new(std::io::Cursor::new(body)).unwrap();
    let mut all = String::new();
    for n in 0..package.len() {
        package
            .by_index(n)
            .unwrap()
            .read_to_string(&mut all)
            .unwrap();
    }
    all
}

#[tokio::test]
async fn the_office_next_door_reads_and_writes_nothing_of_ours() {
    let town = Town::new(300).await;
    let server = &town.server;
    let ours = known(&town).await;
    let asks = asks(&ours);
    let (before, secrets) = (kept(server), secrets(server));
    assert!(before.values().all(|rows| rows.len() < 100_000) && secrets.len() > 100);
    for rule in RULES.iter().filter(|rule| rule.is_for(Role::Office)) {
        let of_rule = |ask: &&Ask| ask.path == rule.path && ask.method == rule.method;
        let tried: Vec<&Ask> = asks.iter().filter(of_rule).collect();
        let names_nobody = WITHOUT_NAMES.contains(&(rule.method, rule.path));
        assert!(
            tried.is_empty() == names_nobody,
            "{} {}: what could the office next door ask there?",
            rule.method,
            rule.path
        );
        let reads_its_own = rule.reads() && rule.path != chungtay_shared::api::path::LIVE;
        for ask in tried {
            let reply = ask.put(server, &town.neighbour).await;
            let (told, body) = (reply.status, said(&reply));
            let what = format!("{} {}: {told} {body:.300}", ask.method, ask.uri);
            let error = serde_json::from_str::<Value>(&body).unwrap_or_default();
            assert_ne!(error["code"], "malformed", "{what}");
            assert!(
                told.is_client_error() || (ask.is_read_as_ones_own && told == StatusCode::OK),
                "{what}"
            );
            assert!(
                secrets.iter().all(|secret| !body.contains(secret)),
                "{what}"
            );
            // The same question of the own office is answered: it is a real one.
            if ask.is_answered {
                let reply = ask.put(server, &town.office).await;
                assert_eq!(reply.status, StatusCode::OK, "{} {}", ask.uri, said(&reply));
                assert!(rule.reads(), "{}", ask.uri);
            }
        }
        if names_nobody && reads_its_own {
            let reply = server.get(rule.path, &town.neighbour).await;
            let body = said(&reply);
            assert!(
                secrets.iter().all(|secret| !body.contains(secret)),
                "{}",
                rule.path
            );
        }
    }
    let after = kept(server);
    for (table, rows) in &before {
        assert!(after.get(table) == Some(rows), "{table} is as it was");
    }
}

impl Ask {
    async fn put(&self, server: &HttpServer, cookie: &str) -> Reply {
        let shown = [("cookie", cookie)];
        let request = if *self.method == Method::POST {
            posted(&self.uri, &shown, &self.body.to_string())
        } else {
            asked(self.method, &self.uri, &shown)
        };
        server.send(request).await
    }
}
