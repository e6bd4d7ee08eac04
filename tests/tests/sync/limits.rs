//! Every limit. Goal: each has a name, a value, a code and a test: what is at it passes, what is over it
//! is told which limit it was. Method: the pages' tables are compared both ways; each limit is walked up to.

use automerge::transaction::Transactable as _;
use automerge::{ActorId, AutoCommit, ObjType, ROOT};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use chungtay_server::state::Clock as _;
use chungtay_shared::api::{DeviceLine, Enrolled, ErrorBody, path};
use chungtay_shared::document::{Author, Document, Kind, NewHousehold};
use chungtay_shared::field::Problem;
use chungtay_shared::household::{Profile, ProfileField};
use chungtay_shared::id::{Actor, DocId, FactId};
use chungtay_shared::limits::{
    CHANGE_BYTES_KEPT_MAX, CHANGE_BYTES_MAX, CHANGE_OPERATIONS_MAX, CHANGES_PER_REQUEST_MAX,
    COMMUNE_CODE_CHARS_MAX, COMMUNES_PER_REQUEST_MAX, DOCS_WANTED_MAX, DOCUMENT_DEPTH_MAX,
    JSON_BYTES_MAX, LINE_CHARS_MAX, MEMBERS_MAX, NOTE_CHARS_MAX, PAGE_BYTES, REQUEST_BYTES_MAX,
    SIGNATURE_POINTS_MAX, VALUE_VND_MAX,
};
use chungtay_shared::money;
use chungtay_shared::signature::Signature;
use chungtay_shared::sync::gate::{Claim, Opened, Refusal, admit};
use chungtay_shared::sync::wire::{
    Cursor, Frame, FrameReader, News, Outcome, Pushed, Receipt, Request as SyncRequest,
};
use chungtay_shared::time::Timestamp;
use chungtay_shared::visit::{Met, Visit, VisitDraft};
use chungtay_tests::http::{HttpServer, Reply};
use chungtay_tests::request::first_request;
use chungtay_tests::ward::COMMUNE;

mod named;

const MAI: Actor = Actor::from_bytes([0xa1; 16]);
const HOUSEHOLD: DocId = DocId::from_bytes([7; 16]);
const NOW: Timestamp = Timestamp::from_ms(1_790_000_000_000);

// Of a request.

/// A server with Mai's phone.
async fn server() -> (HttpServer, Enrolled) {
    let (server, _) = HttpServer::demo(1);
    let mai = server.enrol(COMMUNE, "Mai", MAI).await;
    (server, mai)
}

fn request(pushed: Vec<Pushed>) -> SyncRequest {
    first_request(MAI, pushed)
}

fn record(n: u64, change: Vec<u8>) -> Pushed {
    Pushed {
        n,
        commune: COMMUNE.into(),
        doc: HOUSEHOLD,
        kind: Kind::Household,
        change,
    }
}

fn refused(reply: &Reply, status: StatusCode, code: &str, limit: &str) {
    let body: ErrorBody = reply.json();
    assert_eq!((reply.status, body.code.as_str()), (status, code));
    assert!(body.message.contains(limit), "{}", body.message);
}

fn receipt(reply: &Reply) -> Receipt {
    assert_eq!(reply.status, StatusCode::OK);
    let mut reader = FrameReader::default();
    reader.push(&reply.body());
    match reader.next_frame() {
        Ok(Some(Frame::Receipt(receipt))) => receipt,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_request_longer_than_it_may_be_is_refused_however_it_is_packed() {
    let (server, mai) = server().await;
    let max = REQUEST_BYTES_MAX.to_string();
    // The helper packs it with gzip: four megabytes of nothing cross the wire as four kilobytes.
    let bomb = vec![0; REQUEST_BYTES_MAX + 1];
    let (reply, sent) = server.sync(&mai.token, &bomb).await;
    assert!(sent < 10_000);
    refused(&reply, StatusCode::PAYLOAD_TOO_LARGE, "too_large", &max);
    let plain = Request::post(path::SYNC)
        .header(header::AUTHORIZATION, format!("Bearer {}", mai.token))
        .body(Body::from(bomb));
    let reply = server.send(plain.unwrap()).await;
    refused(&reply, StatusCode::PAYLOAD_TOO_LARGE, "too_large", &max);
    let (reply, _) = server.sync(&mai.token, &vec![0; REQUEST_BYTES_MAX]).await;
    refused(&reply, StatusCode::BAD_REQUEST, "malformed", "");
}

/// A request with so many of something.
type OfSize<'a> = &'a dyn Fn(usize) -> SyncRequest;

#[tokio::test]
async fn too_many_of_anything_in_a_request_is_refused_by_the_limits_name() {
    let (server, mai) = server().await;
    let changes = |count| request(vec![record(1, vec![0x85]); count]);
    let wanted = |count| SyncRequest {
        wanted: vec![HOUSEHOLD; count],
        ..request(Vec::new())
    };
    let communes = |count| SyncRequest {
        cursors: vec![Cursor::start(COMMUNE); count],
        ..request(Vec::new())
    };
    let code = |chars| SyncRequest {
        cursors: vec![Cursor::start(&"9".repeat(chars))],
        ..request(Vec::new())
    };
    let kept = |bytes| request(vec![record(1, vec![0x85; bytes])]);
    let of: [(&str, usize, OfSize<'_>); 5] = [
        ("CHANGES_PER_REQUEST_MAX", CHANGES_PER_REQUEST_MAX, &changes),
        ("DOCS_WANTED_MAX", DOCS_WANTED_MAX, &wanted),
        (
            "COMMUNES_PER_REQUEST_MAX",
            COMMUNES_PER_REQUEST_MAX,
            &communes,
        ),
        ("COMMUNE_CODE_CHARS_MAX", COMMUNE_CODE_CHARS_MAX, &code),
        ("CHANGE_BYTES_KEPT_MAX", CHANGE_BYTES_KEPT_MAX, &kept),
    ];
    for (name, max, made) in of {
        let (reply, _) = server.sync(&mai.token, &made(max).to_bytes()).await;
        assert_eq!(reply.status, StatusCode::OK, "{name}");
        let (reply, _) = server.sync(&mai.token, &made(max + 1).to_bytes()).await;
        refused(&reply, StatusCode::UNPROCESSABLE_ENTITY, "over_limit", name);
    }
}

#[tokio::test]
async fn what_is_nested_without_end_costs_one_request_its_answer() {
    let (server, mai) = server().await;
    // A field of a later version, which is skipped: arrays in arrays, a million deep.
    let mut body = request(Vec::new()).to_bytes();
    body.truncate(body.len() - 4);
    let fields = body[0];
    body[0] = fields + 1;
    body.extend(vec![0x81; 1 << 20]);
    body.push(0);
    let checksum = <sha2::Sha256 as sha2::Digest>::digest(&body);
    body.extend(&checksum[..4]);
    let (reply, _) = server.sync(&mai.token, &body).await;
    assert!(reply.status == StatusCode::OK || reply.status == StatusCode::BAD_REQUEST);
    let (reply, _) = server
        .sync(&mai.token, &request(Vec::new()).to_bytes())
        .await;
    assert_eq!(receipt(&reply).receipted, 0, "the server is up");
}

#[tokio::test]
async fn a_json_body_longer_than_it_may_be_is_refused() {
    let server = HttpServer::empty();
    let long = "a".repeat(JSON_BYTES_MAX);
    let reply = server.post_json(path::ENROL, &long, "").await;
    let max = JSON_BYTES_MAX.to_string();
    refused(&reply, StatusCode::PAYLOAD_TOO_LARGE, "too_large", &max);
}

#[tokio::test]
async fn a_clock_that_is_wrong_is_shown_to_the_office_and_refuses_nothing() {
    let (server, mai) = server().await;
    let ten_years_s = 315_360_000;
    let made_at = server.clock.now().plus_ms(ten_years_s * 1_000);
    let mut wrong = request(vec![record(1, household(made_at).1)]);
    wrong.clock_off_s = ten_years_s;
    let (reply, _) = server.sync(&mai.token, &wrong.to_bytes()).await;
    assert_eq!(receipt(&reply).answers[0].outcome, Outcome::Stored);
    let cookie = server.office_cookie(COMMUNE);
    let devices: Vec<DeviceLine> = server.get(path::DEVICES, &cookie).await.json();
    let of_mai = devices.iter().find(|d| d.id == mai.device).unwrap();
    assert_eq!(of_mai.clock_off_s, ten_years_s);
}

// Of a change.

fn household(at: Timestamp) -> (Document, Vec<u8>) {
    let new = NewHousehold {
        id: HOUSEHOLD,
        commune: COMMUNE.into(),
        import_key: String::new(),
        profile: Profile::default()
            .with(ProfileField::HeadName, "Đặng Thị Sáu")
            .with(ProfileField::Hamlet, "Ấp 3"),
        statuses: Vec::new(),
    };
    let (document, written) = Document::new_household(Author { actor: MAI, at }, &new).unwrap();
    (document, written.bytes)
}

/// What the gate says of a change by raw Automerge on top of Mai's household.
fn tried(write: impl FnOnce(&mut AutoCommit)) -> Result<(), Refusal> {
    let (base, _) = household(NOW);
    let mut doc = AutoCommit::load(&base.save()).unwrap();
    doc.set_actor(ActorId::from(MAI.as_bytes().as_slice()));
    write(&mut doc);
    doc.commit();
    let change = doc.get_last_local_change().unwrap().raw_bytes().to_vec();
    let claim = Claim {
        doc: HOUSEHOLD,
        kind: Kind::Household,
        commune: COMMUNE,
        actor: MAI,
    };
    let base = Opened::read(base.save()).unwrap();
    admit(Some(&base), claim, &change).map(|_| ())
}

#[tokio::test]
async fn a_change_longer_than_it_may_be_is_set_aside_whole() {
    let (server, mai) = server().await;
    let pushed = vec![
        record(1, vec![0x85; CHANGE_BYTES_MAX]),
        record(2, vec![0x85; CHANGE_BYTES_MAX + 1]),
    ];
    let (reply, _) = server.sync(&mai.token, &request(pushed).to_bytes()).await;
    let outcomes = receipt(&reply).answers.into_iter().map(|a| a.outcome);
    let expected = [Refusal::Malformed, Refusal::TooLarge];
    let expected = expected.map(|reason| Outcome::Quarantined(reason.code()));
    assert_eq!(outcomes.collect::<Vec<_>>(), expected);
}

#[test]
fn a_change_of_more_operations_than_it_may_have_is_set_aside() {
    let with = |count: usize| {
        tried(|doc| {
            for i in 0..count {
                doc.put(ROOT, format!("k{i}"), 1).unwrap();
            }
        })
    };
    assert_eq!(with(CHANGE_OPERATIONS_MAX), Ok(()));
    assert_eq!(with(CHANGE_OPERATIONS_MAX + 1), Err(Refusal::TooLarge));
}

#[test]
fn a_change_that_nests_deeper_than_it_may_is_set_aside() {
    let deep = |depth: usize| {
        tried(|doc| {
            let mut object = ROOT;
            for _ in 0..depth {
                object = doc.put_object(&object, "in", ObjType::Map).unwrap();
            }
        })
    };
    assert_eq!(deep(DOCUMENT_DEPTH_MAX), Ok(()));
    assert_eq!(deep(DOCUMENT_DEPTH_MAX + 1), Err(Refusal::TooLarge));
    assert_eq!(deep(CHANGE_OPERATIONS_MAX), Err(Refusal::TooLarge));
}

// Of a form.

#[test]
fn texts_amounts_and_counts_longer_than_a_form_takes_are_refused_at_their_field() {
    let noted = |chars: usize| {
        let draft = VisitDraft {
            at: NOW,
            met: Some(Met::Head),
            note: "ộ".repeat(chars),
            ..VisitDraft::default()
        };
        Visit::from_draft(&draft, FactId::from_bytes([1; 16]), NOW).is_ok()
    };
    assert!(noted(NOTE_CHARS_MAX) && !noted(NOTE_CHARS_MAX + 1));
    let described = |field, value: &str| {
        let profile = Profile::default()
            .with(ProfileField::HeadName, "Võ Văn Út")
            .with(ProfileField::Hamlet, "Ấp 4");
        profile.with(field, value).validate().is_ok()
    };
    let line = |chars: usize| described(ProfileField::Address, &"ộ".repeat(chars));
    assert!(line(LINE_CHARS_MAX) && !line(LINE_CHARS_MAX + 1));
    let members = |count: u32| described(ProfileField::MemberCount, &count.to_string());
    assert!(members(MEMBERS_MAX) && !members(MEMBERS_MAX + 1));
    let amount = |value_vnd: i64| money::parse_vnd(&value_vnd.to_string());
    assert_eq!(amount(VALUE_VND_MAX), Ok(VALUE_VND_MAX));
    assert_eq!(amount(VALUE_VND_MAX + 1), Err(Problem::TooLarge));
}

#[test]
fn a_signature_of_more_points_than_it_may_have_is_none() {
    let points = |count: usize| {
        let length = u16::try_from(count).unwrap().to_be_bytes();
        let points = vec![7; count * 2];
        Signature::from_bytes(&[length.as_slice(), &points].concat()).is_ok()
    };
    assert!(points(SIGNATURE_POINTS_MAX) && !points(SIGNATURE_POINTS_MAX + 1));
}

// Of a reply.

#[tokio::test]
async fn a_page_ends_with_the_document_that_fills_it() {
    let (server, _) = HttpServer::demo(250);
    let mai = server.enrol(COMMUNE, "Mai", MAI).await;
    let asked = request(Vec::new()).to_bytes();
    let (reply, _) = server.sync(&mai.token, &asked).await;
    let mut reader = FrameReader::default();
    reader.push(&reply.body());
    let mut pages = Vec::new();
    while let Some(frame) = reader.next_frame().unwrap() {
        if let Frame::Page(page) = frame {
            let sizes = page.docs.iter().map(|news| match &news.news {
                News::Snapshot(bytes) => bytes.len(),
                News::Changes(changes) => changes.iter().map(|c| c.len()).sum(),
            });
            pages.push(sizes.collect::<Vec<usize>>());
        }
    }
    assert!(pages.len() > 1);
    for sizes in &pages {
        let all_but_the_last = &sizes[..sizes.len().saturating_sub(1)];
        assert!(all_but_the_last.iter().sum::<usize>() < PAGE_BYTES);
    }
}
