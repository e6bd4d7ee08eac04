//! Attacks over HTTP. Goal: whoever asks what is not theirs is refused, learns nothing and changes
//! nothing, and the next honest person does not notice. Method: attackers of `docs/threat-model.md` at
//! the real router, without a socket.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use chungtay_shared::api::{Enrolled, ErrorBody};
use chungtay_shared::id::Actor;
use chungtay_shared::synthetic::OTHER_COMMUNE;
use chungtay_tests::http::{HttpServer, Reply};
use chungtay_tests::ward::COMMUNE;

mod everybody;
mod foreign_pages;
mod formulas;
mod guesses;
mod headers;
mod neighbour;
mod phones;
mod roles;
mod slow;

const MAI: Actor = Actor::from_bytes([0xa1; 16]);

/// The invented town, in which everybody is honest but the one who attacks.
struct Town {
    server: HttpServer,
    /// Mai's phone, which an attacker may have found.
    mai: Enrolled,
    /// The session of the commune's office.
    office: String,
    /// That of the office next door.
    neighbour: String,
}

impl Town {
    async fn new(households: usize) -> Self {
        let (server, _) = HttpServer::demo_after_days(households, 40);
        Self {
            mai: server.enrol(COMMUNE, "Mai", MAI).await,
            office: server.office_cookie(COMMUNE),
            neighbour: server.office_cookie(OTHER_COMMUNE.0),
            server,
        }
    }
}

/// A request with these headers and no body.
fn asked(method: &Method, uri: &str, headers: &[(&str, &str)]) -> Request<Body> {
    let mut request = Request::builder().method(method).uri(uri);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.body(Body::empty()).unwrap()
}

/// The same with a body in JSON.
fn posted(uri: &str, headers: &[(&str, &str)], json: &str) -> Request<Body> {
    let mut request = asked(&Method::POST, uri, headers);
    let kind = header::HeaderValue::from_static("application/json");
    request
        .headers_mut()
        .entry(header::CONTENT_TYPE)
        .or_insert(kind);
    request.map(|_| Body::from(json.to_owned()))
}

fn bearer(token: &str) -> String {
    format!("Bearer {token}")
}

fn refused(reply: &Reply, status: StatusCode, code: &str) {
    let body: ErrorBody = reply.json();
    assert_eq!((reply.status, body.code.as_str()), (status, code));
    assert!(body.message.len() > 20, "a sentence: {:?}", body.message);
}
