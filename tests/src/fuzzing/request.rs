//! A request's bytes: read within the limits, and every record of it answered.

use std::collections::{BTreeMap, BTreeSet};

use chungtay_shared::document::{Document, Kind};
use chungtay_shared::id::{DeviceId, DocId, Epoch};
use chungtay_shared::sync::server::{self, Known, Speaker, Standing, StoredDocument};
use chungtay_shared::sync::short;
use chungtay_shared::sync::wire::{Cursor, PROTOCOL, Pushed, Request};

use super::base::{HOUSEHOLD, MAI, household, still_works};
use super::{bombs, checksum};
use crate::ward::COMMUNE;

/// The request without its checksum, or, which is mostly refused, as it is.
pub(super) fn play(input: &[u8]) {
    let _ = Request::from_bytes(input);
    let signed = [input, &checksum(input)].concat();
    let Ok(request) = Request::from_bytes(&signed) else {
        return;
    };
    assert_eq!(
        Request::from_bytes(&request.to_bytes()).as_ref(),
        Ok(&request)
    );
    answer(&request);
}

/// What the server decides of a request.
fn answer(request: &Request) {
    let (document, _) = household();
    let speaker = Speaker {
        device: DeviceId::from_bytes([1; 16]),
        communes: [COMMUNE.to_owned()].into(),
        actors: [MAI].into(),
        standing: Standing::Serves,
    };
    let mut unfolded = request.clone();
    server::unfold(&mut unfolded, [(HOUSEHOLD, document.hashes())].into());
    let needs = server::needs(&unfolded);
    let known = Known {
        docs: known(&document, &needs.docs),
        stored: document.hashes().into_iter().collect(),
        ..Known::default()
    };
    let admission = server::admit(&unfolded, &speaker, &known);
    assert_eq!(admission.answers.len(), request.pushed.len());
    for document in admission.documents.into_values() {
        still_works(document);
    }
    let epoch = request.epoch.unwrap_or(Epoch::from_bytes([0; 16]));
    assert_eq!(server::cursors(request, &speaker, epoch, |_| 9).len(), 1);
}

fn known(document: &Document, needed: &BTreeSet<DocId>) -> BTreeMap<DocId, StoredDocument> {
    let stored = StoredDocument {
        commune: COMMUNE.into(),
        kind: Kind::Household,
        bytes: document.save(),
    };
    needed
        .contains(&HOUSEHOLD)
        .then_some((HOUSEHOLD, stored))
        .into_iter()
        .collect()
}

pub(super) fn seeds() -> Vec<Vec<u8>> {
    let (_, changes) = household();
    let record = |n: usize, doc, change: Vec<u8>| Pushed {
        n: n as u64 + 1,
        commune: COMMUNE.into(),
        doc,
        kind: Kind::Household,
        change,
    };
    let plain = changes.iter().map(|written| written.bytes.clone());
    let shortened = plain
        .clone()
        .map(|change| short::shorten(&change, Some(MAI)));
    let nobody = DocId::from_bytes([8; 16]);
    let requests: [Vec<Pushed>; 5] = [
        Vec::new(),
        plain
            .clone()
            .enumerate()
            .map(|(n, c)| record(n, HOUSEHOLD, c))
            .collect(),
        plain
            .enumerate()
            .map(|(n, c)| record(n, nobody, c))
            .collect(),
        shortened
            .enumerate()
            .map(|(n, c)| record(n, HOUSEHOLD, c))
            .collect(),
        bombs::changes()
            .into_iter()
            .enumerate()
            .map(|(n, c)| record(n, nobody, c))
            .collect(),
    ];
    let bytes = |pushed: Vec<Pushed>| {
        let request = Request {
            protocol: PROTOCOL,
            actor: MAI,
            epoch: Some(Epoch::from_bytes([3; 16])),
            made: pushed.len() as u64,
            people_version: 1,
            cursors: vec![Cursor::start(COMMUNE)],
            wanted: vec![HOUSEHOLD],
            short: true,
            clock_off_s: 0,
            key_wanted: false,
            pushed,
        };
        let mut bytes = request.to_bytes();
        bytes.truncate(bytes.len() - 4);
        bytes
    };
    requests.into_iter().map(bytes).collect()
}
