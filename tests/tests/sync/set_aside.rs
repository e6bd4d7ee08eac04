//! What is set aside and what the office can do with it. Goal: no person lets in what the rules
//! refuse, what they pass since is let in once and its phone hears of it, every trial is kept, and
//! the export holds every byte. Method: the real machines on both databases, then the routes.

use axum::http::{StatusCode, header};
use chungtay_server::store::{read, write};
use chungtay_shared::api::{ErrorBody, Look, QuarantinePage, Trial, path};
use chungtay_shared::document::{ChangeHash, Kind};
use chungtay_shared::id::{Actor, DocId, from_hex, to_hex};
use chungtay_shared::phone::message::{RecordKind, RecordState};
use chungtay_shared::sync::client::Record;
use chungtay_shared::sync::gate::{Refusal, name_of};
use chungtay_shared::sync::server::SetAside;
use chungtay_shared::sync::wire::Pushed;
use chungtay_tests::database::Database;
use chungtay_tests::http::HttpServer;
use chungtay_tests::request::first_request;
use chungtay_tests::ward::network::Fault;
use chungtay_tests::ward::phone::{register, visit};
use chungtay_tests::ward::{COMMUNE, Ward};

/// A ward in which an older server has set a record of Mai's aside, of a kind it did not know.
fn ward_with_mais_visit_aside(database: Database) -> (Ward, Vec<Record>) {
    let mut ward = Ward::on(database, 3);
    ward.enrol("Mai");
    let household = ward.with("Mai", |phone, rng, now| {
        let household = phone.save(&register("Đặng Thị Sáu", "Ấp 3"), rng, now);
        let household = household.unwrap();
        let visited = phone.save(&visit(household, now, "Nhà dột"), rng, now);
        visited.unwrap();
        household
    });
    let records = ward.phone("Mai").stored_records();
    let visited = &records[1];
    assert_eq!(visited.pushed.doc, household);
    let token = chungtay_server::auth::hash_of(&ward.phone("Mai").token()).unwrap();
    let now = ward.server.now();
    write(&*ward.server.state().store, |tx| {
        let device = tx.device(&token)?.unwrap();
        let actor = *tx.actors(COMMUNE, device.id)?.first().unwrap();
        let aside = SetAside {
            pushed: visited.pushed.clone(),
            hash: visited.hash,
            reason: Refusal::Schema,
        };
        tx.set_aside(COMMUNE, &aside, device.id, actor, now)
    })
    .unwrap();
    (ward, records)
}

#[test]
fn the_office_has_a_record_tried_again_and_the_phone_hears_that_it_is_stored() {
    for database in Database::each() {
        let (mut ward, records) = ward_with_mais_visit_aside(database);
        let visited = &records[1];
        // Nothing it could stand on has come yet.
        let trial = ward.server.try_again(visited.hash);
        assert_eq!(trial.refused.as_deref(), Some("missing_dependency"));
        assert_eq!(ward.server.log_end(), 0);

        assert!(ward.exchange("Mai", Fault::None));
        let status = ward.phone("Mai").status();
        assert_eq!((status.receipted, status.needs_person), (1, 1));
        let aside = ward.server.quarantine();
        assert_eq!(aside[0].kind, Some(RecordKind::Visit));
        assert_eq!(
            (aside[0].head_name.as_str(), aside[0].is_listed),
            ("Đặng Thị Sáu", true)
        );
        assert_eq!(aside[0].tried.as_ref(), Some(&trial));

        let trial = ward.server.try_again(visited.hash);
        assert_eq!((trial.reason.as_str(), trial.refused), ("schema", None));
        assert!(ward.server.has(visited.hash));
        assert_eq!(ward.server.facts().total, 1);
        assert!(ward.server.quarantine().is_empty());

        ward.settle();
        let status = ward.phone("Mai").status();
        assert_eq!((status.receipted, status.needs_person), (2, 0));
        let is_receipted = |r: &_| matches!(r, RecordState::Receipted);
        assert!(
            ward.phone("Mai")
                .records()
                .iter()
                .all(|r| is_receipted(&r.state))
        );
        assert_eq!(ward.server.facts().total, 1, "once");
        assert_eq!(ward.server.summary().owed, 0);
    }
}

#[test]
fn the_phone_hears_of_it_though_replies_are_lost_and_its_battery_dies() {
    let (mut ward, records) = ward_with_mais_visit_aside(Database::sqlite());
    assert!(ward.exchange("Mai", Fault::None));
    ward.server.try_again(records[1].hash);
    for fault in [Fault::ReplyLost, Fault::ServerDies] {
        ward.phone("Mai").wake();
        ward.exchange("Mai", fault);
        ward.phone("Mai").crash();
    }
    ward.settle();
    assert_eq!(ward.phone("Mai").status().needs_person, 0);
}

const MAI: Actor = Actor::from_bytes([1; 16]);

/// A server with Mai's record 1, which is rubbish, set aside; its hash, and an officer's session.
async fn server_with_rubbish_aside() -> (HttpServer, ChangeHash, String) {
    let (server, _) = HttpServer::demo(5);
    let mai = server.enrol(COMMUNE, "Mai", MAI).await;
    let change = vec![0x85; 300];
    let hash = name_of(&change);
    let rubbish = Pushed {
        n: 1,
        commune: COMMUNE.into(),
        doc: DocId::from_bytes([7; 16]),
        kind: Kind::Household,
        change,
    };
    let request = first_request(MAI, vec![rubbish]);
    let (reply, _) = server.sync(&mai.token, &request.to_bytes()).await;
    assert_eq!(reply.status, StatusCode::OK);
    let cookie = server.office_cookie(COMMUNE);
    (server, hash, cookie)
}

fn of(path: &str, hash: ChangeHash) -> String {
    path.replace("{id}", &to_hex(&hash.0))
}

#[tokio::test]
async fn rubbish_stays_aside_whoever_asks_and_every_trial_is_kept() {
    let (server, hash, cookie) = server_with_rubbish_aside().await;
    let page: QuarantinePage = server.get(path::QUARANTINE, &cookie).await.json();
    let line = &page.lines[0];
    assert_eq!(
        (page.total, line.hash.as_str()),
        (1, to_hex(&hash.0).as_str())
    );
    assert_eq!((line.reason.as_str(), line.kind), ("malformed", None));
    assert_eq!((line.person_name.as_str(), line.n), ("Mai", 1));

    let try_again = of(path::QUARANTINE_TRY, hash);
    for _ in 0..2 {
        let trial: Trial = server.post_json(&try_again, &(), &cookie).await.json();
        assert_eq!(trial.refused.as_deref(), Some("malformed"));
        assert_eq!(trial.officer_name, "Cô Lan");
    }
    let page: QuarantinePage = server.get(path::QUARANTINE, &cookie).await.json();
    assert_eq!((page.lines.len(), page.trials.len()), (1, 2));

    // What can never be let in waits no more once somebody has said what they found.
    let look = of(path::QUARANTINE_LOOK, hash);
    let found = |reason: &str| Look {
        reason: reason.into(),
    };
    let reply = server.post_json(&look, &found(" "), &cookie).await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    let reply = server
        .post_json(&look, &found("máy hỏng, chị Mai đã ghi lại"), &cookie)
        .await;
    assert_eq!(reply.status, StatusCode::OK);
    let page: QuarantinePage = server.get(path::QUARANTINE, &cookie).await.json();
    let looked = page.lines[0].looked.as_ref().unwrap();
    assert_eq!(looked.officer_name, "Cô Lan");
    assert_eq!(looked.reason, "máy hỏng, chị Mai đã ghi lại");
    assert_eq!(page.total, 0, "it waits no more");
    let kept = server.get(path::QUARANTINE_EXPORT, &cookie).await;
    assert!(!kept.body().is_empty(), "it is kept");
}

#[tokio::test]
async fn only_the_communes_own_office_sees_tries_and_carries_away() {
    let (server, hash, _) = server_with_rubbish_aside().await;
    let other = chungtay_server::store::Commune {
        code: "31288".into(),
        name: "xã Thử".into(),
        synthetic: true,
    };
    write(&*server.state.store, |tx| tx.add_commune(&other)).unwrap();
    let neighbour = server.office_cookie("31288");
    let page: QuarantinePage = server.get(path::QUARANTINE, &neighbour).await.json();
    assert!(page.lines.is_empty());
    let all = server.get(path::QUARANTINE_EXPORT, &neighbour).await;
    assert!(all.body().is_empty());
    let (one, again) = (
        of(path::QUARANTINE_RECORD, hash),
        of(path::QUARANTINE_TRY, hash),
    );
    for (cookie, status) in [
        (neighbour.as_str(), StatusCode::NOT_FOUND),
        ("", StatusCode::UNAUTHORIZED),
    ] {
        assert_eq!(server.get(&one, cookie).await.status, status);
        assert_eq!(server.post_json(&again, &(), cookie).await.status, status);
    }
    for path in [path::QUARANTINE, path::QUARANTINE_EXPORT] {
        assert_eq!(server.get(path, "").await.status, StatusCode::UNAUTHORIZED);
    }
    let trials = read(&*server.state.store, |tx| tx.quarantine(COMMUNE, 9))
        .unwrap()
        .trials;
    assert!(trials.is_empty());
}

#[tokio::test]
async fn the_export_is_a_file_with_every_byte_and_the_reason() {
    let (server, hash, cookie) = server_with_rubbish_aside().await;
    let one = server
        .get(&of(path::QUARANTINE_RECORD, hash), &cookie)
        .await;
    let disposition = one.headers[header::CONTENT_DISPOSITION].to_str().unwrap();
    assert!(disposition.starts_with("attachment"));
    let exported: serde_json::Value = one.json();
    assert_eq!(exported["format"], "chungtay-set-aside-1");
    assert_eq!(exported["reason"], "malformed");
    let change = from_hex(exported["change"].as_str().unwrap()).unwrap();
    assert_eq!((name_of(&change), change.len()), (hash, 300));
    let all = server.get(path::QUARANTINE_EXPORT, &cookie).await;
    assert_eq!(all.body(), one.body(), "one line a record");

    // The page that says how to read it names every field.
    let page = std::fs::read_to_string(
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/set-aside.md"),
    );
    let page = page.unwrap();
    for field in exported.as_object().unwrap().keys() {
        assert!(page.contains(&format!("| `{field}` |")), "{field}");
    }
    let gone: ErrorBody = server
        .get(&of(path::QUARANTINE_RECORD, ChangeHash([9; 32])), &cookie)
        .await
        .json();
    assert_eq!(gone.code, "not_found");
}
