//! Small bodies that unfold to mountains. Goal: each costs its own request the answer, a bounded
//! piece of memory and a moment, and the next request is answered as if nothing had been. Method:
//! the bombs we know of, over the real routes, each followed by an honest request.

#![expect(clippy::unwrap_used, reason = "a test fails where it cannot go on")]

use std::fmt::Write as _;
use std::io::Write as _;
use std::time::{Duration, Instant};

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use chungtay_server::store::{Commune, write};
use chungtay_shared::api::{Enrolled, path};
use chungtay_shared::document::{Author, Document, Kind, NewHousehold};
use chungtay_shared::escape;
use chungtay_shared::household::{Profile, ProfileField};
use chungtay_shared::id::{Actor, DocId};
use chungtay_shared::limits::ESCAPE_CONTENTS_BYTES_MAX;
use chungtay_shared::sync::wire::{Frame, FrameReader, Outcome, Pushed, Request as SyncRequest};
use chungtay_shared::time::Timestamp;
use chungtay_tests::fuzzing::bombs;
use chungtay_tests::http::{HttpServer, Reply};
use chungtay_tests::request::first_request;
use chungtay_tests::sealing::sealed_bytes;
use chungtay_tests::ward::COMMUNE;
use flate2::Compression;
use flate2::write::GzEncoder;
use peak_alloc::PeakAlloc;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

const MAI: Actor = Actor::from_bytes([0xa1; 16]);
const MEMORY_BYTES_MAX: usize = 300 << 20;
const PATIENCE: Duration = Duration::from_mins(2);

/// A server with Mai's phone and an officer, and how many records Mai has made.
struct Place {
    server: HttpServer,
    mai: Enrolled,
    cookie: String,
    made: u64,
}

impl Place {
    async fn new() -> Self {
        let server = HttpServer::empty();
        let commune = Commune {
            code: COMMUNE.into(),
            name: "xã Thử".into(),
            synthetic: true,
        };
        write(&*server.state.store, |tx| tx.add_commune(&commune)).unwrap();
        Self {
            mai: server.enrol(COMMUNE, "Mai", MAI).await,
            cookie: server.office_cookie(COMMUNE),
            made: 0,
            server,
        }
    }

    /// Throws a body at a route, measured, and sees that an honest record is stored thereafter.
    async fn throw(&mut self, what: &str, request: Request<Body>) -> Reply {
        MEMORY.reset_peak_usage();
        let (before, began) = (MEMORY.current_usage(), Instant::now());
        let reply = self.server.send(request).await;
        let taken = MEMORY.peak_usage().saturating_sub(before);
        let took = began.elapsed();
        println!("{what}: {}, {} MB, {took:?}", reply.status, taken >> 20);
        assert!(taken < MEMORY_BYTES_MAX, "{what} took {} MB", taken >> 20);
        assert!(took < PATIENCE, "{what} took {took:?}");
        assert_eq!(self.push(household(self.made + 1)).await, [Outcome::Stored]);
        reply
    }

    async fn push(&mut self, changes: Vec<(DocId, Vec<u8>)>) -> Vec<Outcome> {
        let body = self.record(changes).to_bytes();
        let (reply, _) = self.server.sync(&self.mai.token, &body).await;
        outcomes(&reply)
    }

    fn record(&mut self, changes: Vec<(DocId, Vec<u8>)>) -> SyncRequest {
        let pushed = changes.into_iter().map(|(doc, change)| {
            self.made += 1;
            Pushed {
                n: self.made,
                commune: COMMUNE.into(),
                doc,
                kind: Kind::Household,
                change,
            }
        });
        let pushed = pushed.collect();
        SyncRequest {
            made: self.made,
            cursors: Vec::new(),
            ..first_request(MAI, pushed)
        }
    }

    fn sync(&self, body: Vec<u8>, encoding: Option<&str>) -> Request<Body> {
        let mut request = Request::post(path::SYNC)
            .header(header::AUTHORIZATION, format!("Bearer {}", self.mai.token))
            .header(header::CONTENT_TYPE, "application/cbor");
        if let Some(encoding) = encoding {
            request = request.header(header::CONTENT_ENCODING, encoding);
        }
        request.body(Body::from(body)).unwrap()
    }

    fn file(&self, bytes: Vec<u8>) -> Request<Body> {
        let request = Request::post(path::IMPORT_PREVIEW).header(header::COOKIE, &self.cookie);
        let request = request.header("x-file-name", "danh-sach.xlsx");
        request.body(Body::from(bytes)).unwrap()
    }

    /// What anybody can make who has seen the public key.
    fn escape_file(&self, contents: &[u8]) -> Request<Body> {
        let key = &self.mai.sealing_key;
        let file = sealed_bytes(key, &escape::header(key, [1; 16]), contents);
        let request = Request::post(path::ESCAPE_IMPORT).header(header::COOKIE, &self.cookie);
        request.body(Body::from(file)).unwrap()
    }
}

fn outcomes(reply: &Reply) -> Vec<Outcome> {
    assert_eq!(reply.status, StatusCode::OK);
    let mut frames = FrameReader::default();
    frames.push(&reply.body());
    let Some(Frame::Receipt(receipt)) = frames.next_frame().unwrap() else {
        panic!("no receipt");
    };
    receipt.answers.into_iter().map(|a| a.outcome).collect()
}

/// An honest record.
fn household(n: u64) -> Vec<(DocId, Vec<u8>)> {
    let mut id = [0; 16];
    id[8..].copy_from_slice(&n.to_be_bytes());
    let id = DocId::from_bytes(id);
    let author = Author {
        actor: MAI,
        at: Timestamp::from_ms(1_790_000_000_000),
    };
    let new = NewHousehold {
        id,
        commune: COMMUNE.into(),
        import_key: String::new(),
        profile: Profile::default()
            .with(ProfileField::HeadName, "Đặng Thị Sáu")
            .with(ProfileField::Hamlet, "Ấp 3"),
        statuses: Vec::new(),
    };
    let (_, written) = Document::new_household(author, &new).unwrap();
    vec![(id, written.bytes)]
}

fn pressed(plain: &[u8], times: usize) -> Vec<u8> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::new(6));
    for _ in 0..times {
        gzip.write_all(plain).unwrap();
    }
    gzip.finish().unwrap()
}

#[tokio::test]
async fn what_phones_send_unfolds_within_its_limits() {
    let mut place = Place::new().await;
    let zeros = pressed(&vec![0; 1 << 20], 64);
    let request = place.sync(zeros, Some("gzip"));
    let reply = place.throw("64 MB of zeros under gzip", request).await;
    assert_eq!(reply.status, StatusCode::PAYLOAD_TOO_LARGE);

    // An array that claims 2^32 elements, and arrays in arrays in arrays.
    for (what, bytes) in [
        ("2^32 cursors", b"\x89\x01\x9a\xff\xff\xff\xff".to_vec()),
        (
            "arrays in arrays",
            [b"\x99\xff\xff\x01".to_vec(), vec![0x81; 3 << 20]].concat(),
        ),
    ] {
        let request = place.sync(bytes, None);
        assert_eq!(
            place.throw(what, request).await.status,
            StatusCode::BAD_REQUEST
        );
    }

    let nobody = DocId::from_bytes([9; 16]);
    let changes = bombs::changes().into_iter().map(|change| (nobody, change));
    let body = place.record(changes.collect()).to_bytes();
    let request = place.sync(body, None);
    let reply = place
        .throw("changes of 2^40 operations and 2^60 predecessors", request)
        .await;
    let too_large = Outcome::Quarantined("too_large".into());
    assert_eq!(outcomes(&reply), [too_large.clone(), too_large]);
}

#[tokio::test]
async fn files_for_import_unfold_within_their_limits() {
    let mut place = Place::new().await;
    let mut corners = String::from("<worksheet><sheetData>");
    for row in 1..=20_000 {
        write!(
            corners,
            "<row r=\"{row}\"><c r=\"GR{row}\"><v>1</v></c></row>"
        )
        .unwrap();
    }
    corners.push_str("</sheetData>");
    let covers = "<mergeCell ref=\"A1:GR20000\"/>".repeat(2_000);
    let two_corners = "<worksheet><sheetData><row r=\"1\"><c r=\"GR1\"><v>1</v></c></row>\
         <row r=\"20000\"><c r=\"A20000\"><v>1</v></c></row></sheetData>";
    let one_cell = b"<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>";
    let announced = b"<sst uniqueCount=\"4000000000\"></sst>";
    let no_texts = b"<sst></sst>";
    let file = bombs::workbook;
    for (what, bytes, code) in [
        (
            "zeros",
            file(&vec![0; 256 << 20], b""),
            "spreadsheet_too_large",
        ),
        (
            "six million empty texts",
            file(
                one_cell,
                &[b"<sst>".to_vec(), b"<si/>".repeat(6_000_000)].concat(),
            ),
            "spreadsheet_too_large",
        ),
        (
            "texts announced",
            file(one_cell, announced),
            "spreadsheet_too_large",
        ),
        (
            "a cell at the end of each row",
            file(corners.as_bytes(), no_texts),
            "spreadsheet_too_large",
        ),
        ("commas", b",".repeat(8 << 20), "spreadsheet_empty"),
    ] {
        let request = place.file(bytes);
        let reply = place.throw(what, request).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{what}");
        let body = String::from_utf8(reply.body()).unwrap();
        assert!(body.contains(code), "{what}: {body}");
    }
    for (what, bytes) in [
        (
            "areas over areas",
            file(
                format!("{two_corners}<mergeCells>{covers}</mergeCells></worksheet>").as_bytes(),
                no_texts,
            ),
        ),
        ("quotes that nothing closes", b"\"a,".repeat(1 << 20)),
        ("rows of one letter", b"x\n".repeat(20_000)),
    ] {
        let request = place.file(bytes);
        place.throw(what, request).await;
    }
}

#[tokio::test]
async fn what_is_sealed_unfolds_within_its_limits() {
    let mut place = Place::new().await;
    let zeros = pressed(&vec![0; 1 << 20], 64);
    let requests = u32::try_from(ESCAPE_CONTENTS_BYTES_MAX - 100).unwrap();
    let requests = pressed(&bombs::requests(requests), 1);
    for (what, contents, status) in [
        ("zeros", zeros, StatusCode::PAYLOAD_TOO_LARGE),
        (
            "16 million empty requests",
            requests,
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
    ] {
        let request = place.escape_file(&contents);
        assert_eq!(place.throw(what, request).await.status, status, "{what}");
    }
}
