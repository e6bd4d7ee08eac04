//! Mai's household, and changes of it that no app of ours has written.

use automerge::{ActorId, AutoCommit};
use chungtay_shared::document::{Author, Document, Kind, NewHousehold, Written};
use chungtay_shared::household::{Profile, ProfileField};
use chungtay_shared::id::{Actor, DocId, FactId};
use chungtay_shared::sync::gate::{Claim, Opened};
use chungtay_shared::time::Timestamp;
use chungtay_shared::visit::{Met, Visit, VisitDraft};

use crate::ward::COMMUNE;

/// Mai's phone.
pub const MAI: Actor = Actor::from_bytes([0xa1; 16]);
/// Her household.
pub const HOUSEHOLD: DocId = DocId::from_bytes([7; 16]);
/// When it happens.
pub const NOW: Timestamp = Timestamp::from_ms(1_790_000_000_000);

/// Mai, now.
pub fn author() -> Author {
    Author {
        actor: MAI,
        at: NOW,
    }
}

/// What Mai's changes claim.
pub fn claim() -> Claim<'static> {
    Claim {
        doc: HOUSEHOLD,
        kind: Kind::Household,
        commune: COMMUNE,
        actor: MAI,
    }
}

/// The household's document, with its first change.
pub fn new_household() -> (Document, Written) {
    let new = NewHousehold {
        id: HOUSEHOLD,
        commune: COMMUNE.into(),
        import_key: String::new(),
        profile: Profile::default()
            .with(ProfileField::HeadName, "Đặng Thị Sáu")
            .with(ProfileField::Hamlet, "Ấp 3"),
        statuses: Vec::new(),
    };
    Document::new_household(author(), &new).expect("what was just made")
}

/// As the server has it.
pub fn opened(document: &Document) -> Opened {
    Opened::read(document.save()).expect("what was just made")
}

/// Another visit of hers.
pub fn visit(document: &mut Document, n: u8) -> Written {
    let draft = VisitDraft {
        at: NOW,
        met: Some(Met::Head),
        ..VisitDraft::default()
    };
    let visit =
        Visit::from_draft(&draft, FactId::from_bytes([n; 16]), NOW).expect("what was just made");
    document
        .add_visit(author(), &visit, None)
        .expect("what was just made")
}

/// A change by raw Automerge on top of Mai's document, by whatever actor.
pub fn forged(base: &Document, actor: &[u8], write: impl FnOnce(&mut AutoCommit)) -> Vec<u8> {
    let mut doc = AutoCommit::load(&base.save())
        .expect("what was just made")
        .with_actor(ActorId::from(actor));
    write(&mut doc);
    doc.commit();
    doc.get_last_local_change()
        .expect("what was just made")
        .raw_bytes()
        .to_vec()
}
