//! What a service worker posts while the app is closed and the phone locked, and what brings a forgotten
//! PIN back: sealed for the server, and worth nothing to anybody else.

use std::io::Write as _;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use chungtay_shared::api::{Enrolled, ErrorBody, Owner, RecoverRequest, Recovered, Role, path};
use chungtay_shared::document::Kind;
use chungtay_shared::id::{Actor, DocId, to_hex};
use chungtay_shared::limits::REQUEST_BYTES_MAX;
use chungtay_shared::phone::recovery::{self, Recovery, key_of_text};
use chungtay_shared::sync::sealed::{self, Errand, ReplySeal};
use chungtay_shared::sync::wire::{Frame, FrameReader, Pushed};
use chungtay_shared::vault::Key;
use chungtay_tests::http::{HttpServer, Reply};
use chungtay_tests::request::first_request;
use chungtay_tests::sealing::sealed_for;
use chungtay_tests::ward::COMMUNE;
use flate2::Compression;
use flate2::write::GzEncoder;

const MAI: Actor = Actor::from_bytes([0xa1; 16]);
const NGUYEN: Actor = Actor::from_bytes([0xb2; 16]);

async fn server() -> (HttpServer, Enrolled) {
    let (server, _) = HttpServer::demo(1);
    let mai = server.enrol(COMMUNE, "Mai", MAI).await;
    (server, mai)
}

fn errand(mai: &Enrolled, body: Vec<u8>) -> Errand {
    Errand {
        token: mai.token.clone(),
        is_gzip: false,
        body,
    }
}

/// A sync of one record that cannot be read, and so is set aside: it is answered by name all the same.
fn body() -> Vec<u8> {
    let record = Pushed {
        n: 1,
        commune: COMMUNE.into(),
        doc: DocId::from_bytes([7; 16]),
        kind: Kind::Household,
        change: vec![0x85],
    };
    first_request(MAI, vec![record]).to_bytes()
}

fn packed(mai: &Enrolled, errand: &Errand) -> Vec<u8> {
    let header = sealed::header(&mai.sealing_key);
    sealed_for(&mai.sealing_key, sealed::INFO, &header, &errand.to_bytes())
}

async fn post(server: &HttpServer, bytes: Vec<u8>) -> Reply {
    let request = Request::post(path::SYNC_SEALED).body(Body::from(bytes));
    server.send(request.unwrap()).await
}

fn refused(reply: &Reply, status: StatusCode, code: &str) {
    let body: ErrorBody = reply.json();
    assert_eq!((reply.status, body.code.as_str()), (status, code));
}

fn frames(mai: &Enrolled, reply: &Reply) -> Vec<Frame> {
    assert_eq!(reply.status, StatusCode::OK);
    let plain = ReplySeal::open(&sealed::reply_key(&mai.token), &reply.body());
    let mut reader = FrameReader::default();
    reader.push(&plain);
    std::iter::from_fn(|| reader.next_frame().unwrap()).collect()
}

#[tokio::test]
async fn a_sealed_sync_is_answered_as_an_open_one_and_only_the_phone_reads_the_answer() {
    let (server, mai) = server().await;
    let posted = packed(&mai, &errand(&mai, body()));
    let names = |bytes: &[u8], text: &str| bytes.windows(text.len()).any(|w| w == text.as_bytes());
    assert!(!names(&posted, &mai.token));

    let reply = post(&server, posted.clone()).await;
    let frames_of_first = frames(&mai, &reply);
    let [Frame::Receipt(receipt), .., Frame::End] = &frames_of_first[..] else {
        panic!("{frames_of_first:?}");
    };
    assert_eq!(receipt.answers.len(), 1);
    assert!(frames_of_first.len() > 2, "the list comes with it");
    let (open, _) = server.sync(&mai.token, &body()).await;
    assert!(names(&open.body(), "Ấp"), "in the open it can be read");
    assert!(!names(&reply.body(), "Ấp"), "and here it cannot");

    // Posted twice, as when two workers wake: the same is said, and under another salt.
    let again = post(&server, posted).await;
    assert_ne!(again.body()[..16], reply.body()[..16]);
    let Some(Frame::Receipt(second)) = frames(&mai, &again).into_iter().next() else {
        panic!("no receipt");
    };
    assert_eq!(second.answers, receipt.answers);
}

#[tokio::test]
async fn what_is_sealed_for_another_server_altered_or_no_seal_at_all_is_refused() {
    let (server, mai) = server().await;
    let posted = packed(&mai, &errand(&mai, body()));
    let damaged = StatusCode::UNPROCESSABLE_ENTITY;
    for at in [8, 73, posted.len() - 1] {
        let mut altered = posted.clone();
        altered[at] ^= 1;
        refused(&post(&server, altered).await, damaged, "escape_damaged");
    }
    let mut elsewhere = posted.clone();
    elsewhere[0] ^= 1;
    refused(
        &post(&server, elsewhere).await,
        damaged,
        "escape_other_server",
    );
    for end in [0, 7, 8, 72, 73, 80] {
        let cut = post(&server, posted[..end].to_vec()).await;
        assert_eq!(cut.status, damaged, "{end} bytes");
    }
    // An escape file's seal is to another end.
    let header = sealed::header(&mai.sealing_key);
    let contents = errand(&mai, body()).to_bytes();
    let other_end = sealed_for(&mai.sealing_key, recovery::INFO, &header, &contents);
    refused(&post(&server, other_end).await, damaged, "escape_damaged");
}

#[tokio::test]
async fn a_token_of_nobody_and_a_phone_that_was_locked_get_no_further_sealed_than_open() {
    let (server, mai) = server().await;
    let of_nobody = Errand {
        token: "00".repeat(32),
        ..errand(&mai, body())
    };
    let reply = post(&server, packed(&mai, &of_nobody)).await;
    refused(&reply, StatusCode::UNAUTHORIZED, "unknown_token");

    let cookie = server.office_cookie(COMMUNE);
    let revoke = path::DEVICE_REVOKE.replace("{id}", &mai.device.to_string());
    server.post_json(&revoke, &(), &cookie).await;
    let reply = post(&server, packed(&mai, &errand(&mai, body()))).await;
    refused(&reply, StatusCode::FORBIDDEN, "device_revoked");
}

#[tokio::test]
async fn a_bomb_that_is_sealed_goes_off_no_more_than_an_open_one() {
    let (server, mai) = server().await;
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(&vec![0; 64 << 20]).unwrap();
    let bomb = Errand {
        is_gzip: true,
        ..errand(&mai, gzip.finish().unwrap())
    };
    let reply = post(&server, packed(&mai, &bomb)).await;
    refused(&reply, StatusCode::PAYLOAD_TOO_LARGE, "too_large");
    let long = post(&server, vec![0; REQUEST_BYTES_MAX + 1]).await;
    refused(&long, StatusCode::PAYLOAD_TOO_LARGE, "too_large");
}

// A forgotten PIN.

/// What Mai's phone asks with this link.
fn asked(mai: &Enrolled, link: &str, actor: Actor, sealed_for_whom: &Recovery) -> RecoverRequest {
    let header = sealed::header(&mai.sealing_key);
    let bytes = sealed_for_whom.to_bytes();
    let sealed = sealed_for(&mai.sealing_key, recovery::INFO, &header, &bytes);
    RecoverRequest {
        code: link.rsplit('#').next().unwrap().to_owned(),
        actor,
        device_name: "điện thoại thử".to_owned(),
        sealed: to_hex(&sealed),
        key: None,
    }
}

fn of_mai() -> Recovery {
    Recovery {
        actor: MAI,
        owner: Owner {
            commune: COMMUNE.to_owned(),
            person_name: "Mai".to_owned(),
        },
        key: Key::from_bytes([9; 32]),
    }
}

#[tokio::test]
async fn who_forgot_the_pin_gets_the_phones_key_back_by_a_link_in_her_own_name() {
    let (server, mai) = server().await;
    let link = server.invite(COMMUNE, "Mai", Role::Volunteer);
    let request = asked(&mai, &link, MAI, &of_mai());
    let recovered: Recovered = server.post_json(path::RECOVER, &request, "").await.json();
    assert_eq!(key_of_text(&recovered.key), Some(of_mai().key));
    assert_eq!(recovered.enrolled.device, mai.device, "the same phone");
    // The reply was lost: the same phone may ask again.
    let again: Recovered = server.post_json(path::RECOVER, &request, "").await.json();
    assert_eq!(again.key, recovered.key);
    let (reply, _) = server.sync(&again.enrolled.token, &body()).await;
    assert_eq!(reply.status, StatusCode::OK);
}

#[tokio::test]
async fn nobody_gets_the_key_of_a_phone_by_a_link_of_their_own() {
    let (server, mai) = server().await;
    server.enrol(COMMUNE, "Nguyên", NGUYEN).await;
    let his = server.invite(COMMUNE, "Nguyên", Role::Volunteer);
    let conflict = StatusCode::CONFLICT;
    // With her phone in his hand; with what it has sealed carried over to his own; with a name forged.
    for (actor, recovery) in [(MAI, of_mai()), (NGUYEN, of_mai())] {
        let request = asked(&mai, &his, actor, &recovery);
        let reply = server.post_json(path::RECOVER, &request, "").await;
        refused(&reply, conflict, "link_of_another");
    }
    // The office's own links open no phone.
    let office = server.invite(COMMUNE, "Mai", Role::Office);
    let request = asked(&mai, &office, MAI, &of_mai());
    let reply = server.post_json(path::RECOVER, &request, "").await;
    refused(&reply, conflict, "link_of_another");
    let rubbish = RecoverRequest {
        sealed: "khong phai".to_owned(),
        ..request
    };
    let reply = server.post_json(path::RECOVER, &rubbish, "").await;
    refused(&reply, StatusCode::UNPROCESSABLE_ENTITY, "escape_damaged");
    let used = asked(&mai, "http://ward/enrol#00", MAI, &of_mai());
    let reply = server.post_json(path::RECOVER, &used, "").await;
    refused(&reply, StatusCode::NOT_FOUND, "link_unknown");
}
