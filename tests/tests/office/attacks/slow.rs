//! Whoever sends without end. Goal: a body or a header that trickles in is given up, and the slowest
//! network that phones have is not. Method: tokio's clock is paused and goes on by itself to the next
//! moment anybody waits for.

use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{Request, StatusCode, header};
use chungtay_server::router::router;
use chungtay_server::serving;
use chungtay_shared::api::path;
use chungtay_shared::limits::{BODY_BYTES_PER_SECOND_MIN, BODY_PATIENCE_S, HEADERS_PATIENCE_S};
use chungtay_tests::ward::COMMUNE;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio::time::Instant;
use tokio_stream::wrappers::ReceiverStream;

use super::{MAI, Town, bearer, refused};

/// A body of which so many bytes come each second, until it is over or nobody wants it.
fn trickle(bytes: Vec<u8>, a_second: usize) -> Body {
    let (sender, receiver) = mpsc::channel::<Result<Bytes, std::io::Error>>(1);
    tokio::spawn(async move {
        for piece in bytes.chunks(a_second) {
            tokio::time::sleep(Duration::from_secs(1)).await;
            if sender
                .send(Ok(Bytes::copy_from_slice(piece)))
                .await
                .is_err()
            {
                return;
            }
        }
    });
    Body::from_stream(ReceiverStream::new(receiver))
}

fn sync(token: &str, body: Body) -> Request<Body> {
    let request = Request::post(path::SYNC).header(header::AUTHORIZATION, bearer(token));
    request.body(body).unwrap()
}

#[tokio::test(start_paused = true)]
async fn a_body_that_trickles_is_given_up_and_stores_nothing() {
    let town = Town::new(8).await;
    for (path, name, value) in [
        (path::SYNC, "authorization", bearer(&town.mai.token)),
        (path::IMPORT_PREVIEW, "cookie", town.office.clone()),
        (path::ENROL, "x-nobody", String::new()),
    ] {
        let begun = Instant::now();
        let request = Request::post(path).header(name, value);
        let request = request.header(header::CONTENT_TYPE, "application/json");
        let body = trickle(vec![b' '; 100_000], 1);
        let reply = town.server.send(request.body(body).unwrap()).await;
        refused(&reply, StatusCode::REQUEST_TIMEOUT, "too_slow");
        let waited = begun.elapsed().as_secs();
        assert!(waited <= BODY_PATIENCE_S + 2, "{path}: {waited} s");
    }
}

#[tokio::test(start_paused = true)]
async fn a_body_that_never_begins_is_given_up() {
    let town = Town::new(8).await;
    let begun = Instant::now();
    let nothing = tokio_stream::pending::<Result<Bytes, std::io::Error>>();
    let request = sync(&town.mai.token, Body::from_stream(nothing));
    let reply = town.server.send(request).await;
    refused(&reply, StatusCode::REQUEST_TIMEOUT, "too_slow");
    assert_eq!(begun.elapsed().as_secs(), BODY_PATIENCE_S);
}

/// A phone gives up at two kilobytes a second; what it still sends, the server still takes.
#[tokio::test(start_paused = true)]
async fn the_slowest_phone_is_waited_for() {
    let town = Town::new(8).await;
    let rate = usize::try_from(BODY_BYTES_PER_SECOND_MIN).unwrap();
    let mut made = super::phones::household(&town.server, MAI, COMMUNE, 7);
    made.change.truncate(made.change.len() - 1);
    // Records that are none and so set aside: a body of half a megabyte.
    let pushed: Vec<_> = (1..=900)
        .map(|n| {
            let mut record = made.clone();
            record.n = n;
            record.change.extend_from_slice(&n.to_be_bytes());
            record.change.resize(600, 7);
            record
        })
        .collect();
    let body = chungtay_tests::request::first_request(MAI, pushed).to_bytes();
    assert!(body.len() > 500_000);
    let begun = Instant::now();
    let body = trickle(body, rate);
    let reply = town.server.send(sync(&town.mai.token, body)).await;
    assert_eq!(reply.status, StatusCode::OK);
    assert!(begun.elapsed().as_secs() > 500);
}

#[tokio::test(start_paused = true)]
async fn a_header_that_never_ends_is_given_up_and_the_next_caller_is_served() {
    let town = Town::new(8).await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let router = router(town.server.state.clone());
    let served = tokio::spawn(async move {
        let stopped = async { drop(stopped.await) };
        serving::serve(&listener, &router, None, stopped).await;
    });

    let begun = Instant::now();
    let mut slow = TcpStream::connect(address).await.unwrap();
    slow.write_all(b"GET /healthz HTTP/1.1\r\nHost: ward\r\nX-Slow: ")
        .await
        .unwrap();
    let mut answer = Vec::new();
    slow.read_to_end(&mut answer).await.unwrap();
    let answer = String::from_utf8(answer).unwrap();
    assert!(
        answer.is_empty() || answer.starts_with("HTTP/1.1 408"),
        "{answer}"
    );
    let waited = begun.elapsed().as_secs();
    assert!((1..=HEADERS_PATIENCE_S + 1).contains(&waited), "{waited} s");

    let mut next = TcpStream::connect(address).await.unwrap();
    let honest = b"GET /healthz HTTP/1.1\r\nHost: ward\r\nConnection: close\r\n\r\n";
    next.write_all(honest).await.unwrap();
    let mut answer = Vec::new();
    next.read_to_end(&mut answer).await.unwrap();
    assert!(answer.starts_with(b"HTTP/1.1 200"));

    stop.send(()).unwrap();
    served.await.unwrap();
}
