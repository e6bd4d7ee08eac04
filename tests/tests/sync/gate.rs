//! Hostile and damaged changes at the gate. Goal: whatever bytes come, the server lives, stores
//! nothing bad, and loses none of the good neighbours. Method: the attacks of `traps.md` made by
//! hand, and thousands of mutations of a good change from a fixed seed.

use automerge::transaction::Transactable as _;
use automerge::{AutoCommit, ObjType, ROOT, ReadDoc as _};
use chungtay_shared::document::{Document, Kind, NewHousehold, Written};
use chungtay_shared::household::{Profile, ProfileField};
use chungtay_shared::id::{DeviceId, DocId, FactId};
use chungtay_shared::limits::CHANGE_BYTES_MAX;
use chungtay_shared::sync::gate::{Refusal, admit};
use chungtay_shared::sync::server::{self, Known, Speaker, Standing};
use chungtay_shared::sync::wire::{Outcome, Pushed};
use chungtay_tests::forging::{
    HOUSEHOLD, MAI, author, claim, forged, new_household, opened, visit,
};
use chungtay_tests::request::first_request;
use chungtay_tests::ward::COMMUNE;
use chungtay_tests::ward::network::below;
use rand_chacha::ChaCha8Rng;
use rand_core::SeedableRng as _;
use sha2::{Digest as _, Sha256};

/// Sets the checksum right again after bytes were changed.
fn with_checksum(mut bytes: Vec<u8>) -> Vec<u8> {
    let hash = Sha256::digest(&bytes[8..]);
    bytes[4..8].copy_from_slice(&hash[..4]);
    bytes
}

#[test]
fn an_honest_change_passes_and_the_document_given_stays_as_it_was() {
    let (mut document, created) = new_household();
    let admitted = admit(None, claim(), &created.bytes).unwrap();
    let before = admitted.document.heads();
    let written = visit(&mut document, 1);
    let after = admit(Some(&admitted), claim(), &written.bytes).unwrap();
    assert_eq!(after.household.unwrap().visits.len(), 1);
    assert_eq!(admitted.document.heads(), before);
    let stored = Document::load(&after.bytes).unwrap();
    assert_eq!(stored.heads(), [written.hash]);
}

#[test]
fn each_attack_is_refused_for_its_own_reason() {
    let (document, created) = new_household();
    let mai = MAI.as_bytes().as_slice();
    let flipped = [
        &created.bytes[..40],
        &[created.bytes[40] ^ 1],
        &created.bytes[41..],
    ]
    .concat();
    let long = forged(&document, mai, |d| {
        d.put(ROOT, "note", "dài ".repeat(200)).unwrap();
    });
    let compressed = automerge::Change::from_bytes(long)
        .unwrap()
        .bytes()
        .into_owned();
    assert_eq!(compressed[8], 2, "the type of a compressed change");
    let mut other = document.clone();
    let orphan_of = visit(&mut other, 1);
    let orphan = visit(&mut other, 2);
    assert_ne!(orphan.hash, orphan_of.hash);
    let cases: [(&str, Vec<u8>, Refusal); 12] = [
        ("nothing", Vec::new(), Refusal::Malformed),
        ("rubbish", vec![0x85; 500], Refusal::Malformed),
        ("a flipped bit", flipped, Refusal::Malformed),
        ("a compressed change", compressed, Refusal::Malformed),
        ("a whole document", document.save(), Refusal::Malformed),
        (
            "a mountain",
            vec![0; CHANGE_BYTES_MAX + 1],
            Refusal::TooLarge,
        ),
        (
            "another's name",
            forged(&document, &[9; 16], |d| d.put(ROOT, "v", 2).unwrap()),
            Refusal::ForeignActor,
        ),
        (
            "its own first change again",
            created.bytes.clone(),
            Refusal::Sequence,
        ),
        (
            "a change whose ground is missing",
            orphan.bytes,
            Refusal::MissingDependency,
        ),
        (
            "a household turned into something else",
            forged(&document, mai, |d| d.put(ROOT, "kind", "kho báu").unwrap()),
            Refusal::Schema,
        ),
        (
            "another commune's household",
            forged(&document, mai, |d| d.put(ROOT, "commune", "31135").unwrap()),
            Refusal::Schema,
        ),
        (
            "a household without a head",
            forged(&document, mai, |d| {
                let (_, profile) = d.get(ROOT, "profile").unwrap().unwrap();
                d.put(profile, "head_name", "").unwrap();
            }),
            Refusal::InvalidValue,
        ),
    ];
    for (name, bytes, reason) in cases {
        let refused = admit(Some(&opened(&document)), claim(), &bytes).map(|_| ());
        assert_eq!(refused, Err(reason), "{name}");
    }
}

#[test]
fn a_recorded_fact_cannot_be_rewritten_or_removed() {
    let (mut document, _) = new_household();
    visit(&mut document, 1);
    let id = FactId::from_bytes([1; 16]).to_string();
    let mai = MAI.as_bytes().as_slice();
    let visits = |d: &AutoCommit| d.get(ROOT, "visits").unwrap().unwrap().1;
    let rewritten = forged(&document, mai, |d| {
        let map = d.get(visits(d), id.as_str()).unwrap().unwrap().1;
        d.put(map, "note", "không có gì").unwrap();
    });
    let removed = forged(&document, mai, |d| {
        d.delete(visits(d), id.as_str()).unwrap();
    });
    let replaced = forged(&document, mai, |d| {
        drop(d.put_object(ROOT, "visits", ObjType::Map).unwrap());
    });
    for bytes in [rewritten, removed, replaced] {
        let refused = admit(Some(&opened(&document)), claim(), &bytes).map(|_| ());
        assert_eq!(refused, Err(Refusal::RewritesFact));
    }
}

#[test]
fn a_poisoned_operation_counter_never_reaches_another_phone() {
    // `start_op` at the end of its range is accepted by Automerge; the next edit then panics.
    let (mut document, _) = new_household();
    let good = visit(&mut document.clone(), 1).bytes;
    let mut passed = 0;
    for position in 9..good.len().min(120) {
        for value in [0, 1, 0x7f, 0x80, 0xff] {
            let mut bytes = good.clone();
            bytes[position] = value;
            if let Ok(after) = admit(Some(&opened(&document)), claim(), &with_checksum(bytes)) {
                passed += 1;
                still_works(after.document);
            }
        }
    }
    assert!(passed > 0, "some mutations are harmless");
    still_works(document.clone());
    visit(&mut document, 2);
}

#[test]
fn of_thousands_of_mutated_changes_those_that_pass_leave_a_document_that_works() {
    let seed = 20_261_020;
    println!("seed {seed}");
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let (document, created) = new_household();
    let written = visit(&mut document.clone(), 1);
    let base = opened(&document);
    for round in 0..4_000 {
        let (base, good) = if round % 2 == 0 {
            (None, &created)
        } else {
            (Some(&base), &written)
        };
        let mut bytes = good.bytes.clone();
        for _ in 0..=below(&mut rng, 3) {
            let position = 8 + below(&mut rng, bytes.len() - 8);
            bytes[position] = u8::try_from(below(&mut rng, 256)).unwrap();
        }
        if let Ok(after) = admit(base, claim(), &with_checksum(bytes)) {
            still_works(after.document);
        }
    }
}

/// It can be edited, saved, loaded and read.
fn still_works(mut document: Document) {
    let written = visit(&mut document, 99);
    let loaded = Document::load(&document.save()).unwrap();
    assert!(loaded.has(written.hash));
    assert!(!loaded.household().unwrap().visits.is_empty());
}

#[test]
fn one_bad_change_among_forty_good_ones_costs_only_itself() {
    let mut pushed = Vec::new();
    for n in 1..=41 {
        let id = DocId::from_bytes([n; 16]);
        let new = NewHousehold {
            id,
            commune: COMMUNE.into(),
            import_key: String::new(),
            profile: Profile::default()
                .with(ProfileField::HeadName, "Lê Văn Tư")
                .with(ProfileField::Hamlet, "Ấp 9"),
            statuses: Vec::new(),
        };
        let (_, written) = Document::new_household(author(), &new).unwrap();
        let mut change = written.bytes;
        if n == 17 {
            change[60] ^= 0x55;
        }
        let (commune, kind) = (COMMUNE.to_owned(), Kind::Household);
        pushed.push(Pushed {
            n: u64::from(n),
            commune,
            doc: id,
            kind,
            change,
        });
    }
    let request = first_request(MAI, pushed);
    let speaker = Speaker {
        device: DeviceId::from_bytes([1; 16]),
        communes: [COMMUNE.to_owned()].into(),
        actors: [MAI].into(),
        standing: Standing::Serves,
    };
    let admission = server::admit(&request, &speaker, &Known::default());
    assert_eq!(admission.accepted.len(), 40);
    assert_eq!(admission.set_aside.len(), 1);
    assert_eq!(
        admission.set_aside[0].pushed, request.pushed[16],
        "kept whole"
    );
    for answer in &admission.answers {
        let expected = match answer.n {
            17 => Outcome::Quarantined("malformed".into()),
            _ => Outcome::Stored,
        };
        assert_eq!(answer.outcome, expected);
    }
}

#[test]
fn a_change_that_stood_on_nothing_is_let_in_once_what_it_stands_on_has_come() {
    let (mut document, created) = new_household();
    let visited = visit(&mut document, 1);
    let record = |n: u64, written: &Written| Pushed {
        n,
        commune: COMMUNE.into(),
        doc: HOUSEHOLD,
        kind: Kind::Household,
        change: written.bytes.clone(),
    };
    let request = |pushed| first_request(MAI, pushed);
    let speaker = Speaker {
        device: DeviceId::from_bytes([1; 16]),
        communes: [COMMUNE.to_owned()].into(),
        actors: [MAI].into(),
        standing: Standing::Serves,
    };
    let orphan = request(vec![record(2, &visited)]);
    let aside = server::admit(&orphan, &speaker, &Known::default()).set_aside;
    assert_eq!(aside[0].reason, Refusal::MissingDependency);
    let known = Known {
        quarantined: [(aside[0].hash, aside[0].reason.code())].into(),
        ..Known::default()
    };
    let both = request(vec![record(1, &created), record(2, &visited)]);
    let admission = server::admit(&both, &speaker, &known);
    assert!(
        admission
            .answers
            .iter()
            .all(|a| a.outcome == Outcome::Stored)
    );
}
