//! Mai's household, on which what comes in is tried.

use chungtay_server::projection::HouseholdRows;
use chungtay_shared::document::{Author, Document, Kind, NewHousehold, Written};
use chungtay_shared::handover::Handover;
use chungtay_shared::household::{Profile, ProfileField};
use chungtay_shared::id::{Actor, DocId, FactId};
use chungtay_shared::sync::gate::{Claim, Opened};
use chungtay_shared::time::Timestamp;
use chungtay_shared::visit::{Met, Visit, VisitDraft};

use super::checksum;
use crate::ward::COMMUNE;
use crate::ward::phone::cash;

pub(super) const MAI: Actor = Actor::from_bytes([0xa1; 16]);
pub(super) const HUNG: Actor = Actor::from_bytes([0xa2; 16]);
pub(super) const HOUSEHOLD: DocId = DocId::from_bytes([7; 16]);
pub(super) const NOW: Timestamp = Timestamp::from_ms(1_790_000_000_000);
/// The visit in [`household`].
pub(super) const VISIT: FactId = FactId::from_bytes([1; 16]);
/// The handover in [`household`].
pub(super) const HANDOVER: FactId = FactId::from_bytes([2; 16]);

/// What Mai's changes claim.
pub(super) const fn claim() -> Claim<'static> {
    Claim {
        doc: HOUSEHOLD,
        kind: Kind::Household,
        commune: COMMUNE,
        actor: MAI,
    }
}

pub(super) const fn by(actor: Actor) -> Author {
    Author { actor, at: NOW }
}

/// The household's first change.
pub(super) fn created() -> (Document, Written) {
    let new = NewHousehold {
        id: HOUSEHOLD,
        commune: COMMUNE.into(),
        import_key: String::new(),
        profile: Profile::default()
            .with(ProfileField::HeadName, "Đặng Thị Sáu")
            .with(ProfileField::Hamlet, "Ấp 3"),
        statuses: Vec::new(),
    };
    Document::new_household(by(MAI), &new).expect("a household")
}

pub(super) fn visit(document: &mut Document, id: FactId) -> Written {
    let draft = VisitDraft {
        at: NOW,
        met: Some(Met::Head),
        note: "Mái tôn dột, đang chờ sửa".into(),
        ..VisitDraft::default()
    };
    let visit = Visit::from_draft(&draft, id, NOW).expect("a visit");
    document.add_visit(by(MAI), &visit, None).expect("a visit")
}

fn hand_over(document: &mut Document) -> Written {
    let handover = Handover::from_draft(&cash(NOW, "500.000"), HANDOVER, NOW).expect("a handover");
    let written = document.add_handover(by(MAI), &handover, None);
    written.expect("a handover")
}

/// With a visit and a handover, and two values of a field; and the changes of it.
pub(super) fn household() -> (Document, Vec<Written>) {
    let (mut mine, created) = created();
    let mut changes = vec![created, visit(&mut mine, VISIT), hand_over(&mut mine)];
    let mut his = mine.clone();
    for (document, actor, note) in [(&mut his, HUNG, "Mái dột"), (&mut mine, MAI, "Đã lợp")]
    {
        let edits = [(ProfileField::Note, note.to_owned())].into();
        changes.push(document.edit_profile(by(actor), &edits).expect("an edit"));
    }
    mine.merge(his).expect("one household");
    (mine, changes)
}

/// The document as a server has it at hand.
pub(super) fn opened(document: &Document) -> Opened {
    Opened::read(document.save()).expect("what was saved is loaded")
}

/// What was let in leaves a document that is read, projected, edited, saved and loaded.
pub(super) fn still_works(opened: Opened) {
    let Opened {
        mut document,
        household: said,
        bytes,
    } = opened;
    assert_eq!(bytes, document.save(), "what is stored is the document");
    let household = document.household().expect("a household");
    assert_eq!(said.as_ref(), Some(&household), "it says what it holds");
    let rows = HouseholdRows::of(&household);
    let facts = household.visits.len() + household.handovers.len() + household.proposals.len();
    assert_eq!(rows.facts.len(), facts, "every fact has its row");
    let written = visit(&mut document, FactId::from_bytes([99; 16]));
    let loaded = Document::load(&document.save()).expect("what was saved is loaded");
    assert!(loaded.has(written.hash), "an edit is kept");
    assert_eq!(loaded.heads(), document.heads());
}

/// A chunk of Automerge with these contents and a right checksum.
pub(super) fn chunk(contents: &[u8]) -> Vec<u8> {
    const CHANGE: u8 = 1;
    let mut named = vec![CHANGE];
    let mut length = contents.len();
    while length > 0x7f {
        named.push(u8::try_from(length & 0x7f).unwrap_or(0) | 0x80);
        length >>= 7;
    }
    named.push(u8::try_from(length).unwrap_or(0));
    named.extend_from_slice(contents);
    let magic = [0x85, 0x6f, 0x4a, 0x83];
    [magic.as_slice(), &checksum(&named), &named].concat()
}

/// What stands in a change's chunk behind its length.
pub(super) fn contents(change: &[u8]) -> &[u8] {
    let length_bytes = change[9..].iter().position(|byte| byte & 0x80 == 0);
    &change[9 + length_bytes.map_or(0, |at| at + 1)..]
}
