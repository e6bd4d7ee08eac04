//! What the screen asks of the store worker and what the worker tells the screen: one typed enum
//! each way. Both come from one build, so the encoding (postcard) needs no versions.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

mod at_lock;
mod failure;
mod opened;

pub use at_lock::{AtLock, LinkFor, WordsKey};
pub use failure::{Failure, LinkProblem};
pub use opened::{Identity, Opened};

use super::carrying::Carrying;
use super::lock::PasskeySalt;
use crate::campaign::Campaign;
use crate::consent::ConsentDraft;
use crate::handover::HandoverDraft;
use crate::household::{Category, Household, Profile, ProfileField};
use crate::id::{Actor, DocId, FactId};
use crate::offer::OfferDraft;
use crate::publicity::ActivityDraft;
use crate::register::Names;
use crate::round::HeldRights;
use crate::support::{CaseDraft, StepDraft};
use crate::time::Timestamp;
use crate::visit::VisitDraft;

/// A question with the number its answer will carry.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Asked {
    /// Chosen by the screen, counting up.
    pub number: u32,
    /// Whose app it was when this was asked: whoever has come since is not asked for them. `None` while the
    /// screen knew of nobody.
    pub of: Option<Actor>,
    /// The question.
    pub ask: Ask,
}

/// That a fact takes the place of another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correcting {
    /// The fact that is wrong.
    pub fact: FactId,
    /// Why, in the volunteer's words; may not be empty.
    pub reason: String,
}

/// What the screen asks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Ask {
    /// Who am I and what do I hold? Answered by [`Answer::Opened`]. The first thing a screen asks.
    Open,
    /// Redeem an enrolment link's code. Needs the network. Answered by [`Answer::Opened`].
    Enrol {
        /// The part of the link behind `#`.
        code: String,
        /// By an open link: who comes; else empty.
        person_name: String,
        /// For whom.
        link_for: LinkFor,
    },
    /// Everything about a household. Answered by [`Answer::Household`].
    Household(DocId),
    /// Record a visit. Answered by [`Answer::Saved`] only when it is durably stored.
    SaveVisit {
        /// Whose.
        household: DocId,
        /// As the form holds it.
        draft: VisitDraft,
        /// Set when this visit takes the place of a wrong one.
        correcting: Option<Correcting>,
    },
    /// Record a handover. Answered by [`Answer::Saved`].
    SaveHandover {
        /// To whom.
        household: DocId,
        /// As the form holds it.
        draft: HandoverDraft,
        /// Set when this handover takes the place of a wrong one.
        correcting: Option<Correcting>,
    },
    /// Propose to give what this phone holds no right for. Answered by [`Answer::Saved`].
    Propose {
        /// To whom.
        household: DocId,
        /// As the handover's form holds it; the note says why.
        draft: HandoverDraft,
    },
    /// Say that a fact never happened. Answered by [`Answer::Saved`].
    Retract {
        /// In whose document.
        household: DocId,
        /// Which fact, and why.
        correcting: Correcting,
    },
    /// Edit fields of the description. Answered by [`Answer::Saved`].
    SaveProfile {
        /// Whose.
        household: DocId,
        /// The fields that were changed, with their new values.
        edits: BTreeMap<ProfileField, String>,
    },
    /// Register a household that is not on the list. Answered by [`Answer::Saved`].
    Register {
        /// Its description.
        profile: Profile,
        /// What the volunteer proposes it is, if anything.
        category: Option<Category>,
    },
    /// Say how many gifts were taken at the commune. Answered by [`Answer::Saved`].
    ConfirmTaken {
        /// In which campaign.
        campaign: DocId,
        /// The movement (`crate::custody`).
        movement: FactId,
        /// How many, as typed.
        count_text: String,
    },
    /// Note what was done for publicity. Answered by [`Answer::Saved`].
    NoteActivity {
        /// In which campaign.
        campaign: DocId,
        /// As the form holds it.
        draft: ActivityDraft,
    },
    /// Note what somebody promised or gave for the Fund. Answered by [`Answer::Saved`].
    NoteOffer {
        /// In which campaign.
        campaign: DocId,
        /// As the form holds it.
        draft: OfferDraft,
    },
    /// Note what a household agrees to. Answered by [`Answer::Saved`].
    NoteConsent {
        /// Whose.
        household: DocId,
        /// As the form holds it.
        draft: ConsentDraft,
    },
    /// Open a case of aid that takes time. Answered by [`Answer::Saved`].
    OpenCase {
        /// Whose.
        household: DocId,
        /// In which campaign.
        campaign: DocId,
        /// Which of its items.
        item: FactId,
        /// As the form holds it.
        draft: CaseDraft,
    },
    /// Note a step of a case. Answered by [`Answer::Saved`].
    NoteStep {
        /// Whose.
        household: DocId,
        /// As the form holds it.
        draft: StepDraft,
    },
    /// The records made on this phone, newest first. Answered by [`Answer::Records`].
    Records,
    /// Keep a half-filled form. `json` empty drops it. Answered by [`Answer::Done`] once durable.
    KeepDraft {
        /// Which form: its route.
        key: String,
        /// The form's content.
        json: String,
    },
    /// The half-filled form kept under this key. Answered by [`Answer::Draft`].
    Draft {
        /// Which form: its route.
        key: String,
    },
    /// Seal what is not receipted into a file. Answered by [`Answer::EscapeFile`].
    EscapeFile,
    /// Carry a colleague's escape file to the server. Answered by [`Answer::Done`] once it is durably
    /// here; [`Tell::Carrying`] follows.
    Carry {
        /// The file.
        file: Vec<u8>,
    },
    /// Carry a file no longer that the server has refused. Answered by [`Answer::Done`].
    GiveUpCarried {
        /// Its [id](super::carrying::CarriedFile::id).
        id: String,
    },
    /// Exchange with the server now. Answered by [`Answer::Done`] at once; [`Tell::Status`] follows.
    SyncNow,
    /// The network may be back, or the app came to the front. Answered by [`Answer::Done`].
    Wake,
    /// Forget everything on this phone. Refused while something is unreceipted.
    SignOut,
    /// What is done at the phone's lock.
    Lock(AtLock),
}

/// What the worker says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Tell {
    /// The worker runs and takes asks. Said again when everything stored was replaced behind the
    /// screen's back: then [`Ask::Open`] is to be asked again.
    Ready,
    /// The answer to the ask of this number.
    Answer {
        /// The ask's number.
        number: u32,
        /// What came of it.
        result: Result<Answer, Failure>,
    },
    /// Households whose row is new or changed, each a [`crate::row::HouseholdRow`] in bytes.
    Rows(Vec<Vec<u8>>),
    /// Households that left this phone's scope.
    Gone(Vec<DocId>),
    /// How the sync stands. Sent whenever it changes.
    Status(Status),
    /// What this phone carries for colleagues.
    Carrying(Carrying),
    /// Somebody uses the app in another tab: it is not to lock itself.
    Used,
    /// The campaigns or the people changed.
    Directory {
        /// All campaigns, newest first.
        campaigns: Vec<Campaign>,
        /// What this phone may hand over.
        rights: Vec<HeldRights>,
        /// Names by actor.
        people: BTreeMap<Actor, String>,
        /// What the register says beyond the household list.
        names: Names,
    },
}

/// What came of an ask.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Answer {
    /// Nothing to say but that it is done.
    Done,
    /// All that the screen needs to begin.
    Opened(Box<Opened>),
    /// A household.
    Household(Box<Household>),
    /// Stored durably on this phone.
    Saved {
        /// The document it was written to (new for a registration).
        doc: DocId,
        /// The record's number on this phone.
        n: u64,
    },
    /// The records made here.
    Records(Vec<RecordView>),
    /// A half-filled form's JSON, or `None`.
    Draft(Option<String>),
    /// Everything that is not receipted, sealed.
    EscapeFile(EscapeFile),
    /// The PIN was right; a passkey may be made with this.
    FingerOffered(PasskeySalt),
}

/// An escape file as people carry it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EscapeFile {
    /// What it is called; it names nobody.
    pub name: String,
    /// Its text.
    pub text: String,
    /// Records in it.
    pub records: u64,
}

/// What the machine is doing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Phase {
    /// Nothing to do, or not yet.
    #[default]
    Idle,
    /// Talking to the server.
    Syncing,
    /// The server could not be reached: normal, grey.
    Offline,
    /// The server refused the phone itself: it needs a person.
    Refused(Refused),
}

/// Why the server will not talk to this phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Refused {
    /// The office has revoked it.
    Revoked,
    /// The office has not admitted it yet: it is asked again by and by, what is recorded waits here.
    Awaiting,
    /// The office says its volunteer is in this commune no more; what is here is still taken.
    Left,
    /// The app is too old for the server.
    TooOld,
    /// The server is too old for the app, or said something that cannot be read.
    NotUnderstood,
}

/// How the sync stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Status {
    /// What the machine is doing.
    pub phase: Phase,
    /// Records made on this phone.
    pub made: u64,
    /// Of those, receipted by the commune.
    pub receipted: u64,
    /// Of those, set aside by the commune: they need a person.
    pub needs_person: u64,
    /// When the server last receipted or said there was nothing, by this phone's clock.
    pub heard_at: Option<Timestamp>,
    /// During a first sync: documents received, documents in all.
    pub progress: Option<(u32, u32)>,
    /// Seconds by which this phone's clock is ahead of the commune's; 0 when it is about right.
    pub clock_off_s: i64,
}

impl Status {
    /// Records that wait on this phone for the commune's receipt.
    pub const fn waiting(&self) -> u64 {
        self.made
            .saturating_sub(self.receipted)
            .saturating_sub(self.needs_person)
    }

    /// Records that the commune has not receipted: those that wait and those set aside.
    pub const fn unreceipted(&self) -> u64 {
        self.waiting() + self.needs_person
    }
}

/// What kind of record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum RecordKind {
    /// A visit.
    Visit,
    /// A handover.
    Handover,
    /// An edited description.
    Profile,
    /// A new household.
    Registration,
    /// A correction.
    Correction,
    /// A proposal.
    Proposal,
    /// What was taken at the commune.
    Taken,
    /// What was done for publicity.
    Activity,
    /// A case that was opened.
    Case,
    /// A step of a case.
    Step,
    /// What was promised or handed for the Fund.
    Offer,
    /// What a household agrees to.
    Consent,
}

/// Where a record is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum RecordState {
    /// Durably on this phone.
    Saved,
    /// The commune has it and said so.
    Receipted,
    /// The commune has set it aside; the code says why (`quarantine.<code>`).
    NeedsPerson {
        /// Why.
        reason: String,
    },
}

/// A record made on this phone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordView {
    /// Its number on this phone, from 1.
    pub n: u64,
    /// What kind.
    pub kind: RecordKind,
    /// Its document: a household's, or a campaign's when it is about no household.
    pub doc: DocId,
    /// When it was made, by this phone's clock.
    pub made_at: Timestamp,
    /// Where it is.
    pub state: RecordState,
}
