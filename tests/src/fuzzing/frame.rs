//! A reply's frames and the short forms of changes: what can be read says the same when it is
//! written again. Whole documents are left out: phones take them from their server alone, and what
//! Automerge makes of damaged ones ends the worker and not the app (`shared::phone::machine`).

use chungtay_shared::document::Kind;
use chungtay_shared::id::Epoch;
use chungtay_shared::register::{Former, Names};
use chungtay_shared::sync::short;
use chungtay_shared::sync::wire::{
    Answered, Cursor, DocNews, Frame, FrameReader, News, Outcome, PROTOCOL, Page, People, Person,
    Receipt,
};

use super::base::{HOUSEHOLD, HUNG, MAI, NOW, household};
use super::checksum;
use crate::ward::COMMUNE;

/// A frame's CBOR, which gets a right length and checksum; the same bytes as a frame and as a change
/// in either form.
pub(super) fn play(input: &[u8]) {
    let mut raw = FrameReader::default();
    raw.push(input);
    while let Ok(Some(_)) = raw.next_frame() {}

    let length = u32::try_from(input.len()).unwrap_or(u32::MAX);
    let framed = [length.to_be_bytes().as_slice(), &checksum(input), input].concat();
    if let Some(frame) = read(&framed) {
        assert_eq!(read(&frame.to_bytes()).as_ref(), Some(&frame));
    }

    let (document, _) = household();
    let held = document.hashes();
    let _ = short::rebuild(input, &held, MAI);
    for known in [None, Some(MAI)] {
        let shortened = short::shorten(input, known);
        if let Some(rebuilt) = short::rebuild(&shortened, &held, MAI) {
            assert_eq!(
                short::rebuild(&short::shorten(&rebuilt, known), &held, MAI),
                Some(rebuilt)
            );
        }
    }
    let _ = short::snapshot::shorten(input);
}

fn read(bytes: &[u8]) -> Option<Frame> {
    let mut reader = FrameReader::default();
    for piece in bytes.chunks(100) {
        reader.push(piece);
    }
    reader.next_frame().ok().flatten()
}

pub(super) fn seeds() -> Vec<Vec<u8>> {
    let (document, changes) = household();
    let outcomes = [
        Outcome::Stored,
        Outcome::AlreadyHad,
        Outcome::Quarantined("malformed".into()),
        Outcome::SendPlain,
    ];
    let receipt = Receipt {
        protocol: PROTOCOL,
        epoch: Epoch::from_bytes([3; 16]),
        answers: (1..)
            .zip(outcomes)
            .zip(document.hashes())
            .map(|((n, outcome), hash)| Answered { n, hash, outcome })
            .collect(),
        receipted: 2,
        quarantined: 1,
        people: Some(People {
            version: 4,
            people: vec![Person {
                actor: HUNG,
                name: "Hùng".into(),
            }],
            names: Some(Box::new(Names {
                hamlets: vec!["Ấp 4".into()],
                former: vec![Former {
                    name: "Ấp 1".into(),
                    now: vec!["Ấp 4".into()],
                }],
                organisations: vec!["Hội Nông dân xã".into()],
                communes: None,
            })),
        }),
        server_time: NOW,
        scope: vec![COMMUNE.into()],
        docs_to_come: 1,
        sealing_key: None,
    };
    let page = |news| {
        Frame::Page(Page {
            cursor: Cursor::start(COMMUNE),
            docs: vec![DocNews {
                doc: HOUSEHOLD,
                kind: Kind::Household,
                news,
            }],
            erased: vec![HOUSEHOLD],
        })
    };
    let in_order = changes.iter().map(|w| w.bytes.clone().into()).collect();
    let frames = [
        Frame::Receipt(receipt),
        page(News::Changes(in_order)),
        page(News::Snapshot(short::snapshot::shorten(&document.save()))),
        Frame::End,
        Frame::BrokenOff,
    ];
    let bodies = frames.map(|frame| frame.to_bytes()[8..].to_vec());
    let plain = changes.iter().map(|written| written.bytes.clone());
    let shortened = plain
        .clone()
        .map(|change| short::shorten(&change, Some(MAI)));
    bodies
        .into_iter()
        .chain(plain.clone())
        .chain(shortened)
        .collect()
}
