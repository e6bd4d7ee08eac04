//! All phones at once: each posts what it has prepared, on a connection of its own for each push, and
//! reads up to its receipt.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use chungtay_shared::api::path;
use chungtay_shared::sync::proof::HEADER;
use chungtay_shared::sync::wire::{Frame, FrameReader, Outcome, Receipt};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

use crate::load::{Load, Phone};

/// What came of it.
pub(crate) struct Pushed {
    /// Records receipted as stored.
    pub(crate) records: usize,
    /// From the first request to the last receipt.
    pub(crate) took: Duration,
    /// Of each push, shortest first.
    pub(crate) latencies: Vec<Duration>,
}

/// Every phone pushes all it has, one push after the other.
pub(crate) async fn push_all(address: SocketAddr, load: &Load) -> Pushed {
    let prepared: Vec<Vec<Vec<u8>>> = load.phones.iter().map(requests).collect();
    let began = Instant::now();
    let mut phones = JoinSet::new();
    for requests in prepared {
        phones.spawn(async move {
            let mut latencies = Vec::new();
            let mut records = 0;
            for request in requests {
                let from = Instant::now();
                records += stored(&push(address, &request).await);
                latencies.push(from.elapsed());
            }
            (records, latencies)
        });
    }
    let (records, latencies): (Vec<usize>, Vec<_>) = phones.join_all().await.into_iter().unzip();
    let took = began.elapsed();
    let mut latencies = latencies.concat();
    latencies.sort();
    Pushed {
        records: records.into_iter().sum(),
        took,
        latencies,
    }
}

/// The bytes a phone sends. The older HTTP, in which a reply ends with its connection: the receipt
/// is found in it without more ado.
fn requests(phone: &Phone) -> Vec<Vec<u8>> {
    let request = |(number, (plain, body)): (u64, (&Vec<u8>, &Vec<u8>))| {
        let proof = phone.signer.proof(path::SYNC, number, plain);
        let head = format!(
            "POST {} HTTP/1.0\r\nAuthorization: Bearer {}\r\n{HEADER}: {}\r\n\
             Content-Type: application/cbor\r\nContent-Encoding: gzip\r\nContent-Length: {}\r\n\r\n",
            path::SYNC,
            phone.token,
            proof.to_text(),
            body.len()
        );
        [head.as_bytes(), body].concat()
    };
    let bodies = phone.plain.iter().zip(&phone.bodies);
    (1..).zip(bodies).map(request).collect()
}

/// Posts, and reads up to the receipt.
async fn push(address: SocketAddr, request: &[u8]) -> Receipt {
    let mut line = TcpStream::connect(address).await.expect("the server");
    line.write_all(request).await.expect("the server listens");
    let mut reply = Vec::new();
    loop {
        let read = line.read_buf(&mut reply).await.expect("the server answers");
        assert!(
            read > 0,
            "no receipt in {}",
            String::from_utf8_lossy(&reply)
        );
        if let Some(receipt) = receipt_in(&reply) {
            return receipt;
        }
    }
}

fn receipt_in(reply: &[u8]) -> Option<Receipt> {
    const END: &[u8] = b"\r\n\r\n";
    let end = reply.windows(END.len()).position(|bytes| bytes == END)?;
    let mut frames = FrameReader::default();
    frames.push(&reply[end + END.len()..]);
    let frame = frames.next_frame();
    let frame = frame.unwrap_or_else(|e| panic!("{e}: {}", String::from_utf8_lossy(reply)));
    match frame? {
        Frame::Receipt(receipt) => Some(receipt),
        Frame::Page(_) | Frame::End | Frame::BrokenOff => panic!("the receipt comes first"),
    }
}

fn stored(receipt: &Receipt) -> usize {
    let stored = |answer: &&_| {
        matches!(
            answer,
            chungtay_shared::sync::wire::Answered {
                outcome: Outcome::Stored,
                ..
            }
        )
    };
    let stored = receipt.answers.iter().filter(stored).count();
    assert_eq!(stored, receipt.answers.len(), "every record is let in");
    stored
}
