//! The server's decision for one record, rule by rule, and where it reads on from.

use super::*;
use crate::document::{Author, Document, NewHousehold};
use crate::household::{Profile, ProfileField};
use crate::sync::wire::PROTOCOL;
use crate::time::Timestamp;

const MAI: Actor = Actor::from_bytes([9; 16]);
const EPOCH: Epoch = Epoch::from_bytes([1; 16]);

fn doc(id: u8) -> DocId {
    DocId::from_bytes([id; 16])
}

/// A household's first change, as record `n`.
fn record(n: u64, id: u8, commune: &str) -> Pushed {
    let author = Author {
        actor: MAI,
        at: Timestamp::from_ms(1_790_000_000_000),
    };
    let new = NewHousehold {
        id: doc(id),
        commune: commune.to_owned(),
        import_key: String::new(),
        profile: Profile::default()
            .with(ProfileField::HeadName, "Lê Văn Tư")
            .with(ProfileField::Hamlet, "Ấp 9"),
        statuses: Vec::new(),
    };
    let (_, written) = Document::new_household(author, &new).unwrap();
    Pushed {
        n,
        commune: commune.to_owned(),
        doc: doc(id),
        kind: Kind::Household,
        change: written.bytes,
    }
}

fn request(pushed: Vec<Pushed>) -> Request {
    Request {
        protocol: PROTOCOL,
        actor: MAI,
        epoch: Some(EPOCH),
        made: 1,
        people_version: 0,
        cursors: Vec::new(),
        pushed,
        wanted: Vec::new(),
        short: false,
        clock_off_s: 0,
        key_wanted: false,
    }
}

fn speaker() -> Speaker {
    Speaker {
        device: DeviceId::from_bytes([1; 16]),
        communes: ["99001".to_owned()].into(),
        actors: [MAI].into(),
        standing: Standing::Serves,
    }
}

fn outcomes(admission: &Admission) -> Vec<Outcome> {
    admission
        .answers
        .iter()
        .map(|a| a.outcome.clone())
        .collect()
}

fn aside(reason: Refusal) -> Outcome {
    Outcome::Quarantined(reason.code())
}

#[test]
fn a_record_is_stored_once_and_had_ever_after() {
    let one = record(1, 1, "99001");
    let twice = request(vec![one.clone(), one.clone()]);
    let admission = admit(&twice, &speaker(), &Known::default());
    assert_eq!(outcomes(&admission), [Outcome::Stored, Outcome::AlreadyHad]);
    assert_eq!(admission.accepted.len(), 1);
    let known = Known {
        stored: [gate::name_of(&one.change)].into(),
        ..Known::default()
    };
    let admission = admit(&request(vec![one]), &speaker(), &known);
    assert_eq!(outcomes(&admission), [Outcome::AlreadyHad]);
    assert!(admission.accepted.is_empty() && admission.documents.is_empty());
}

#[test]
fn what_was_set_aside_for_good_stays_so_under_its_first_reason() {
    let one = record(1, 1, "99001");
    let known = Known {
        quarantined: [(gate::name_of(&one.change), "too_large".to_owned())].into(),
        ..Known::default()
    };
    let admission = admit(&request(vec![one]), &speaker(), &known);
    assert_eq!(outcomes(&admission), [aside(Refusal::TooLarge)]);
    assert!(admission.set_aside.is_empty(), "it is there already");
}

#[test]
fn a_phone_writes_in_its_own_commune_with_its_own_actor_only() {
    let admitted = |pushed: Pushed, speaker: &Speaker, known: &Known| {
        outcomes(&admit(&request(vec![pushed]), speaker, known)).remove(0)
    };
    let nothing = Known::default();
    let elsewhere = admitted(record(1, 1, "99002"), &speaker(), &nothing);
    assert_eq!(elsewhere, aside(Refusal::NotPermitted));
    let stranger = Speaker {
        actors: BTreeSet::new(),
        ..speaker()
    };
    let foreign = admitted(record(1, 1, "99001"), &stranger, &nothing);
    assert_eq!(foreign, aside(Refusal::ForeignActor));
    let theirs = StoredDocument {
        commune: "99002".into(),
        kind: Kind::Household,
        bytes: Vec::new(),
    };
    let known = Known {
        docs: [(doc(1), theirs)].into(),
        ..Known::default()
    };
    let stolen = admitted(record(1, 1, "99001"), &speaker(), &known);
    assert_eq!(stolen, aside(Refusal::NotPermitted));
}

#[test]
fn a_cursor_counts_only_in_its_own_life_and_within_the_log() {
    let held = Cursor {
        commune: "99001".into(),
        since: 3,
        upto: 5,
        erased: Some(5),
    };
    let read_on = |epoch: Epoch, cursor: &Cursor, log_end: u64| {
        let asked = Request {
            cursors: vec![cursor.clone()],
            ..request(Vec::new())
        };
        cursors(&asked, &speaker(), epoch, |_| log_end).remove(0)
    };
    let start = Cursor::start("99001");
    assert_eq!(read_on(EPOCH, &held, 5), held);
    assert_eq!(read_on(EPOCH, &held, 4), start, "ahead of the log");
    assert_eq!(read_on(Epoch::from_bytes([2; 16]), &held, 5), start);
    let bent = Cursor {
        since: 6,
        ..held.clone()
    };
    assert_eq!(read_on(EPOCH, &bent, 9), start, "since behind upto");
    let elsewhere = Cursor {
        commune: "99002".into(),
        ..held
    };
    assert_eq!(
        read_on(EPOCH, &elsewhere, 9),
        start,
        "only its own communes"
    );
}
