//! The server's real router without a socket: requests in, responses out, bodies counted.

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use chungtay_server::demo::{self, Demo};
use chungtay_server::router::router;
use chungtay_server::state::AppState;
use chungtay_server::store::{Factor, write};
use chungtay_server::{auth, begin, enrol};
use chungtay_shared::api::{EnrolRequest, Enrolled, Role, path};
use chungtay_shared::id::Actor;
use chungtay_shared::sync::proof::{HEADER, Proof};
use chungtay_shared::synthetic::SyntheticWard;
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use http_body_util::BodyExt as _;
use rand_chacha::ChaCha8Rng;
use rand_core::SeedableRng as _;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::io::{Read as _, Write as _};
use tower::ServiceExt as _;

use crate::database::Database;
use crate::ward::SimClock;

/// A server over a folder of its own.
pub struct HttpServer {
    /// Its state, to look behind the routes.
    pub state: AppState,
    /// Its clock.
    pub clock: SimClock,
    router: Router,
    database: Database,
}

/// What came back.
#[derive(Debug, Clone)]
pub struct Reply {
    /// Status.
    pub status: StatusCode,
    /// Headers.
    pub headers: HeaderMap,
    /// The body as it crossed the wire.
    pub wire: Bytes,
}

impl Reply {
    /// The body, decompressed.
    pub fn body(&self) -> Vec<u8> {
        let mut body = Vec::new();
        match self.headers.get(header::CONTENT_ENCODING) {
            None => body.extend_from_slice(&self.wire),
            Some(name) if name == "br" => drop(
                brotli::Decompressor::new(&self.wire[..], 1 << 16)
                    .read_to_end(&mut body)
                    .expect("brotli"),
            ),
            Some(_) => drop(
                GzDecoder::new(&self.wire[..])
                    .read_to_end(&mut body)
                    .expect("gzip"),
            ),
        }
        body
    }

    /// The body as JSON.
    pub fn json<T: DeserializeOwned>(&self) -> T {
        serde_json::from_slice(&self.body())
            .unwrap_or_else(|error| panic!("{error} in {}", String::from_utf8_lossy(&self.body())))
    }

    /// The session cookie that was set.
    pub fn cookie(&self) -> String {
        let set = self
            .headers
            .get(header::SET_COOKIE)
            .and_then(|c| c.to_str().ok());
        set.and_then(|c| c.split(';').next())
            .unwrap_or_default()
            .to_owned()
    }
}

impl HttpServer {
    /// A server with nothing in it.
    pub fn empty() -> Self {
        Self::on(Database::sqlite(), 11)
    }

    /// A server on this database, with chance from this seed. On PostgreSQL, what opens it and
    /// what works on it without HTTP blocks, and is not for where a runtime's tasks run.
    pub fn on(database: Database, seed: u64) -> Self {
        let clock = SimClock::morning();
        let rng = Box::new(ChaCha8Rng::seed_from_u64(seed));
        let state = AppState::new(database.open(), Arc::new(clock.clone()), rng);
        Self {
            router: router(state.clone()),
            state,
            clock,
            database,
        }
    }

    /// A server with the invented commune.
    pub fn demo(households: usize) -> (Self, Demo) {
        Self::demo_after_days(households, 0)
    }

    /// A server with the invented commune, so many days later than its clock begins.
    pub fn demo_after_days(households: usize, days: i64) -> (Self, Demo) {
        let server = Self::empty();
        server.clock.pass_ms(days * 86_400_000);
        let demo = write(&*server.state.store, |tx| {
            demo::fill(&server.state, tx, households)
        });
        (server, demo.expect("the invented commune"))
    }

    /// The same server, told that people reach it there.
    #[must_use]
    pub fn reached_at(mut self, url: &str) -> Self {
        self.state.public_url = Some(url.into());
        self.router = router(self.state.clone());
        self
    }

    /// The rows of a query behind the server's back ([`Database::query`]).
    pub fn query(&self, sql: &str) -> Vec<Vec<String>> {
        self.database.query(sql)
    }

    /// A server with this invented commune.
    pub fn of_ward(ward: &SyntheticWard) -> Self {
        let server = Self::empty();
        let written = write(&*server.state.store, |tx| {
            demo::write(&server.state, tx, ward)
        });
        written.expect("the invented commune");
        server
    }

    /// A session of an officer.
    pub fn office_cookie(&self, commune: &str) -> String {
        self.cookie_of(commune, "Cô Lan", Role::Office)
    }

    /// A session of somebody at an office.
    pub fn cookie_of(&self, commune: &str, name: &str, role: Role) -> String {
        let now = chungtay_server::state::Clock::now(&self.clock);
        let made = write(&*self.state.store, |tx| {
            begin::device(&self.state, tx, commune, name, role, "trình duyệt", now)
        });
        let (device, token) = made.expect("a session");
        let cookie = format!("chungtay_session={token}");
        let door = write(&*self.state.store, |tx| tx.door(&device));
        if !door.expect("a door").synthetic {
            self.set_up(&cookie);
        }
        cookie
    }

    /// Gives the account of a session of a real unit what it signs in by, as if just proved: what that
    /// takes is another story (`tests/tests/office/sign_in.rs`).
    pub fn set_up(&self, cookie: &str) {
        let now = chungtay_server::state::Clock::now(&self.clock);
        let token = cookie.split_once('=').expect("a cookie").1;
        let token = auth::hash_of(token).expect("a token");
        let set = write(&*self.state.store, |tx| {
            let device = tx.device(&token)?.expect("a session");
            let factor = Factor {
                salt: [1; 16],
                password: [2; 32],
                authenticator: [3; 20],
                last_step: 0,
                set_at: now,
            };
            tx.set_factor(&device.account, &factor, &[])?;
            tx.note_proved(&device, now)
        });
        set.expect("what it signs in by");
    }

    /// A link of a commune.
    pub fn invite(&self, commune: &str, name: &str, role: Role) -> String {
        let made = write(&*self.state.store, |tx| {
            enrol::invite(&self.state, tx, commune, name, role, "http://ward")
        });
        made.expect("a link").link
    }

    /// A volunteer's phone enrolled over HTTP.
    pub async fn enrol(&self, commune: &str, name: &str, actor: Actor) -> Enrolled {
        let link = self.invite(commune, name, Role::Volunteer);
        let code = link.rsplit('#').next().unwrap_or_default().to_owned();
        let request = EnrolRequest {
            code,
            actor,
            device_name: "điện thoại thử".into(),
            person_name: String::new(),
            returning: None,
            key: None,
        };
        self.post_json(path::ENROL, &request, "").await.json()
    }

    /// Any request, from the server's own machine.
    pub async fn send(&self, request: Request<Body>) -> Reply {
        self.send_from([127, 0, 0, 1].into(), request).await
    }

    /// Any request, from this address.
    pub async fn send_from(&self, peer: std::net::IpAddr, request: Request<Body>) -> Reply {
        let mut request = request;
        let peer = std::net::SocketAddr::new(peer, 50_000);
        request.extensions_mut().insert(ConnectInfo(peer));
        let host = header::HeaderValue::from_static("127.0.0.1:8080");
        request.headers_mut().entry(header::HOST).or_insert(host);
        let response = self
            .router
            .clone()
            .oneshot(request)
            .await
            .expect("a response");
        let (parts, body) = response.into_parts();
        let wire = body.collect().await.expect("a whole body").to_bytes();
        Reply {
            status: parts.status,
            headers: parts.headers,
            wire,
        }
    }

    /// The beginning of a reply that has no end.
    pub async fn first_words(&self, path: &str, cookie: &str) -> String {
        let request = request(Method::GET, path, cookie).body(Body::empty());
        let request = request.expect("a request");
        let response = self
            .router
            .clone()
            .oneshot(request)
            .await
            .expect("a response");
        let frame = response
            .into_body()
            .frame()
            .await
            .expect("words")
            .expect("a whole frame");
        String::from_utf8_lossy(&frame.into_data().expect("data")).into_owned()
    }

    /// `GET` with a cookie.
    pub async fn get(&self, path: &str, cookie: &str) -> Reply {
        self.send(
            request(Method::GET, path, cookie)
                .body(Body::empty())
                .expect("a request"),
        )
        .await
    }

    /// `POST` JSON with a cookie.
    pub async fn post_json(&self, path: &str, body: &impl Serialize, cookie: &str) -> Reply {
        let body = serde_json::to_vec(body).expect("JSON");
        let request = request(Method::POST, path, cookie)
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from(body));
        self.send(request.expect("a request")).await
    }

    /// The sync, as a phone posts it; the reply and how many bytes the body took.
    pub async fn sync(&self, token: &str, body: &[u8]) -> (Reply, usize) {
        self.sync_proven(token, None, body).await
    }

    /// The same of a phone that proves who it is.
    pub async fn sync_proven(
        &self,
        token: &str,
        proof: Option<&Proof>,
        body: &[u8],
    ) -> (Reply, usize) {
        let mut request = Request::post(path::SYNC)
            .header(header::AUTHORIZATION, format!("Bearer {token}"))
            .header(header::CONTENT_TYPE, "application/cbor")
            .header(header::ACCEPT_ENCODING, "gzip, deflate, br");
        if let Some(proof) = proof {
            request = request.header(HEADER, proof.to_text());
        }
        let (request, wire) = match pressed(body) {
            Some(wire) => (request.header(header::CONTENT_ENCODING, "gzip"), wire),
            None => (request, body.to_vec()),
        };
        let sent = wire.len();
        (
            self.send(request.body(Body::from(wire)).expect("a request"))
                .await,
            sent,
        )
    }
}

/// A body as a phone compresses it; none when it is too short to be worth it.
pub fn pressed(body: &[u8]) -> Option<Vec<u8>> {
    const WORTH_BYTES: usize = 400;
    (body.len() > WORTH_BYTES).then(|| {
        let mut gzip = GzEncoder::new(Vec::new(), Compression::new(6));
        gzip.write_all(body).expect("memory");
        gzip.finish().expect("memory")
    })
}

fn request(method: Method, path: &str, cookie: &str) -> axum::http::request::Builder {
    let request = Request::builder().method(method).uri(path);
    if cookie.is_empty() {
        request
    } else {
        request.header(header::COOKIE, cookie)
    }
}
