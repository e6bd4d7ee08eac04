//! The escape file, which anybody may have made or changed: its text, its parts, what is sealed in
//! it. Whoever knows the public key alone can seal anything, so nothing behind the seal is trusted
//! either.

use std::io::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chungtay_server::escape::open;
use chungtay_server::sealing;
use chungtay_shared::escape::{BEGIN, Contents, END, INFO, Sealed, base64_in, header, to_text};
use chungtay_shared::id::from_hex;
use chungtay_shared::limits::ESCAPE_REQUESTS_MAX;
use chungtay_shared::sync::short;
use flate2::Compression;
use flate2::write::GzEncoder;
use minicbor::bytes::ByteVec;

use super::base::{HUNG, NOW};
use super::{checksum, request};
use crate::sealing::sealed_bytes;

/// The page shows a file that a browser has sealed for this server.
const PAGE: &str = include_str!("../../../docs/escape-file.md");
const SEED: sealing::Seed = [7; 32];
const FILE: [u8; 16] = [0xf1; 16];

/// What the first byte of an input says that the rest is.
const TEXT: u8 = 0;
const PARTS: u8 = 1;
const CONTENTS: u8 = 2;
const SEALED: u8 = 3;

/// Token, time of making and requests.
type Raw = (String, i64, Vec<ByteVec>);

/// The text of a file; the parts of one behind a right header, or as they are; the contents, whose
/// requests get right checksums, or as they are; or what is sealed, pressed or not.
pub(super) fn play(input: &[u8]) {
    let Some((&which, bytes)) = input.split_first() else {
        return;
    };
    match which % 4 {
        TEXT => text(bytes),
        PARTS => {
            let key = sealing::public_key(&SEED);
            parts(bytes);
            parts(&[&header(&key, FILE), bytes].concat());
        }
        CONTENTS => {
            contents(bytes);
            if let Ok((token, made_at, requests)) = minicbor::decode::<Raw>(bytes) {
                let signed = requests.iter().map(|r| [r, &checksum(r)[..]].concat());
                let signed = signed.map(ByteVec::from).collect();
                contents(&encoded(&(token, made_at, signed)));
            }
        }
        _ => {
            let key = sealing::public_key(&SEED);
            let file = sealed_bytes(&key, &header(&key, FILE), bytes);
            if let Ok(opened) = open(&SEED, file.as_bytes()) {
                says_the_same(&opened);
            }
        }
    }
}

fn text(file: &[u8]) {
    if let Ok(base64) = base64_in(file) {
        let alone = [BEGIN.as_bytes(), base64, END.as_bytes()].concat();
        assert_eq!(base64_in(&alone), Ok(base64), "words around it are nothing");
    }
    if let Ok(opened) = open(&SEED, file) {
        says_the_same(&opened);
    }
}

fn parts(bytes: &[u8]) {
    if let Ok(sealed) = Sealed::from_bytes(bytes, &sealing::public_key(&SEED)) {
        let together = [sealed.header, sealed.encapsulated, sealed.ciphertext].concat();
        assert_eq!(together, bytes);
        let _ = sealing::open(&SEED, INFO, &sealed);
    }
}

fn contents(bytes: &[u8]) {
    if let Ok(contents) = Contents::from_bytes(bytes) {
        says_the_same(&contents);
    }
}

fn says_the_same(contents: &Contents) {
    let bytes = contents.to_bytes();
    assert_eq!(Contents::from_bytes(&bytes).as_ref(), Ok(contents));
    let requests = &contents.requests;
    assert!((1..=ESCAPE_REQUESTS_MAX).contains(&requests.len()));
    assert!(requests.iter().all(|r| r.actor == requests[0].actor));
    let mut pushed = requests.iter().flat_map(|request| &request.pushed);
    assert!(pushed.all(|pushed| !short::is_short(&pushed.change)));
}

pub(super) fn seeds() -> Vec<Vec<u8>> {
    let kinds = [
        (TEXT, texts()),
        (PARTS, parts_of_one()),
        (CONTENTS, sets_of_requests()),
        (SEALED, pressed_ones()),
    ];
    let seed = |which: u8, bytes: &Vec<u8>| [&[which], bytes.as_slice()].concat();
    let of_kind = |(which, inputs): (u8, Vec<Vec<u8>>)| {
        let seeds = inputs.iter().map(move |bytes| seed(which, bytes));
        seeds.collect::<Vec<_>>()
    };
    kinds.into_iter().flat_map(of_kind).collect()
}

fn texts() -> Vec<Vec<u8>> {
    let honest = block("text file");
    let texts = [
        honest.replace('\n', "\r\n"),
        honest.replace(END, ""),
        honest.replace('=', ""),
        to_text(""),
        format!("{END}{BEGIN}{BEGIN}{END}{END}"),
        honest,
    ];
    texts.map(String::into_bytes).to_vec()
}

fn parts_of_one() -> Vec<Vec<u8>> {
    let honest = block("text file");
    let base64 = base64_in(honest.as_bytes()).expect("a file");
    let digits: Vec<u8> = base64
        .split(u8::is_ascii_whitespace)
        .flatten()
        .copied()
        .collect();
    let whole = STANDARD.decode(digits).expect("base64");
    let behind = whole[header(&sealing::public_key(&SEED), FILE).len()..].to_vec();
    vec![whole[..60].to_vec(), behind, whole]
}

fn sets_of_requests() -> Vec<Vec<u8>> {
    let requests = request::seeds();
    let honest = requests[..3].to_vec();
    let mut of_two = vec![requests[0].clone(); 2];
    // Where the actor stands: behind the array, the protocol and the length.
    of_two[1][3..19].copy_from_slice(HUNG.as_bytes());
    let many = vec![requests[0].clone(); ESCAPE_REQUESTS_MAX + 1];
    // In their short form, and bombs.
    let (short, unfold) = (requests[3..4].to_vec(), requests[4..].to_vec());
    let sets = [honest, of_two, many, short, unfold, Vec::new()];
    let written = |set: Vec<Vec<u8>>| {
        let set = set.into_iter().map(ByteVec::from).collect();
        encoded(&("0123".to_owned(), NOW.ms(), set))
    };
    let mut sets = sets.map(written).to_vec();
    sets.push(contents_of_one());
    sets
}

fn pressed_ones() -> Vec<Vec<u8>> {
    let plain = contents_of_one();
    let whole = pressed(&plain);
    let cut = whole[..whole.len() - 9].to_vec();
    vec![plain, whole, cut, pressed(&many_requests(1_000))]
}

/// Contents of so many requests of no bytes, in one byte each.
pub(super) fn many_requests(count: u32) -> Vec<u8> {
    let mut contents = vec![0x83, 0x60, 0x00, 0x9a];
    contents.extend(count.to_be_bytes());
    contents.extend(std::iter::repeat_n(0x40, count as usize));
    contents
}

fn contents_of_one() -> Vec<u8> {
    let digits: String = block("hex contents").split_whitespace().collect();
    from_hex(&digits).expect("hexadecimal")
}

/// A fenced block of the page.
fn block(fence: &str) -> String {
    let (_, rest) = PAGE.split_once(&format!("```{fence}\n")).expect(fence);
    rest.split("```").next().unwrap_or_default().to_owned()
}

fn pressed(bytes: &[u8]) -> Vec<u8> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(bytes).expect("memory");
    gzip.finish().expect("memory")
}

fn encoded(raw: &Raw) -> Vec<u8> {
    minicbor::to_vec(raw).expect("memory")
}
