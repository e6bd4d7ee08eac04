//! What another version of the app says in this one's place.

use chungtay_shared::sync::short;
use chungtay_shared::sync::wire::{Cursor, Pushed, Request};
use minicbor::encode::Error;
use minicbor::{Decoder, Encoder};
use sha2::{Digest as _, Sha256};

use super::operation::App;
use super::world::Holder;

/// Fields of a request before there were short forms.
const FIELDS_BEFORE_SHORT: u64 = 8;
const CHECKSUM_BYTES: usize = 4;

/// A request's bytes as the app on this phone writes them.
pub fn said(holder: &Holder, request: &Request) -> Vec<u8> {
    match holder.app {
        App::This => request.to_bytes(),
        App::Plain => plain(holder, request).expect("a request in CBOR"),
        App::Wordy => wordy(request).expect("a request in CBOR"),
        App::Foreign(protocol) => Request {
            protocol,
            ..request.clone()
        }
        .to_bytes(),
    }
}

/// Without what came later: no short change, no erasure, and not a word that there are such things.
fn plain(holder: &Holder, request: &Request) -> Result<Vec<u8>, Error<std::convert::Infallible>> {
    let records = holder.phone.stored_records();
    let plain = |pushed: &Pushed| match records.iter().find(|r| r.pushed.n == pushed.n) {
        Some(record) if short::is_short(&pushed.change) => record.pushed.clone(),
        _ => pushed.clone(),
    };
    let pushed: Vec<Pushed> = request.pushed.iter().map(plain).collect();
    let cursors: Vec<Cursor> = request
        .cursors
        .iter()
        .map(|cursor| Cursor {
            erased: None,
            ..cursor.clone()
        })
        .collect();
    let mut encoder = Encoder::new(Vec::new());
    encoder
        .array(FIELDS_BEFORE_SHORT)?
        .u16(request.protocol)?
        .encode(request.actor)?
        .encode(request.epoch)?
        .u64(request.made)?
        .u64(request.people_version)?
        .encode(&cursors)?
        .encode(&pushed)?
        .encode(&request.wanted)?;
    Ok(summed(encoder.into_writer()))
}

/// With one field more, which nobody here knows, behind the last one that is known.
fn wordy(request: &Request) -> Result<Vec<u8>, Error<std::convert::Infallible>> {
    let to_the_last = Request {
        key_wanted: true,
        ..request.clone()
    };
    let bytes = to_the_last.to_bytes();
    let mut decoder = Decoder::new(&bytes);
    let fields = decoder.array().ok().flatten().unwrap_or(0);
    let values = &bytes[decoder.position()..bytes.len() - CHECKSUM_BYTES];
    let mut encoder = Encoder::new(Vec::new());
    encoder.array(fields + 1)?;
    encoder.writer_mut().extend(values);
    encoder.str("điều chưa ai biết")?;
    Ok(summed(encoder.into_writer()))
}

fn summed(mut bytes: Vec<u8>) -> Vec<u8> {
    let sum = Sha256::digest(&bytes);
    bytes.extend(&sum[..CHECKSUM_BYTES]);
    bytes
}
