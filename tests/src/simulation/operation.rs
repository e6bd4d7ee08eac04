//! What can happen, as data. Nothing names an id: phones and households are counted off among those there are.

use serde::{Deserialize, Serialize};

use crate::ward::phone::Fate;

mod work;

pub use work::Work;

/// One thing that happens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Operation {
    /// A volunteer records something.
    Work {
        /// Whose phone.
        phone: usize,
        /// What.
        work: Work,
        /// What becomes of the phone's transaction.
        fate: Option<Fate>,
        /// Whether the phone comes to prepare its outbox afterwards.
        prepared: bool,
    },
    /// A phone and the server talk.
    Sync {
        /// Which phone.
        phone: usize,
        /// What happens on the road.
        road: Road,
        /// What becomes of one of the phone's transactions.
        fate: Option<Fate>,
        /// Whether the volunteer presses the button first.
        woken: bool,
        /// Whether the phone comes to prepare its outbox afterwards.
        prepared: bool,
    },
    /// A phone's service worker posts the outbox.
    Background {
        /// Which phone.
        phone: usize,
        /// Whether the app is closed by then.
        closed: bool,
        /// What happens on the road.
        road: Road,
        /// Whether the reply is held up: it arrives with [`Operation::LateReply`], or never.
        held: bool,
        /// What becomes of the transaction that leaves the reply.
        fate: Option<Fate>,
    },
    /// A reply to a service worker that was held up on the way arrives after all.
    LateReply {
        /// Which of those under way.
        nth: usize,
    },
    /// A request that was held up on the way arrives after all; nobody hears its answer.
    LateRequest {
        /// Which of those under way.
        nth: usize,
    },
    /// A phone's battery dies.
    PhoneDies {
        /// Which phone.
        phone: usize,
    },
    /// A phone's clock is set wrong.
    ClockSet {
        /// Which phone.
        phone: usize,
        /// By how much.
        error_ms: i64,
    },
    /// Time passes.
    TimePasses {
        /// How long.
        ms: i64,
    },
    /// The server's process dies and is started again.
    ServerDies,
    /// The communes' logs are compacted.
    Compact,
    /// The server's database is copied.
    BackUp,
    /// The last copy takes the database's place.
    Restore,
    /// The office revokes a phone.
    Revoke {
        /// Which phone.
        phone: usize,
    },
    /// The office says that a phone is lost: whoever has it may go on recording.
    Lose {
        /// Which phone.
        phone: usize,
    },
    /// The app is removed and installed anew, with a new link.
    Reinstall {
        /// Which phone.
        phone: usize,
    },
    /// The office chooses between two values.
    Choose {
        /// Which commune.
        commune: usize,
    },
    /// A document's stored bytes turn out to be damaged when the household is opened.
    Damage {
        /// Which phone.
        phone: usize,
        /// Which household.
        household: usize,
        /// Whether they end the worker, so that the next one has to find out.
        worker_dies: bool,
    },
    /// Another version of the app runs on a phone from now on.
    AppChanged {
        /// Which phone.
        phone: usize,
        /// Which version.
        app: App,
    },
    /// The office moves a volunteer to another commune, and gives them the link that begins there.
    Move {
        /// Whose phone.
        phone: usize,
        /// Which commune.
        commune: usize,
    },
    /// The volunteer opens the link they were given last.
    OpenLink {
        /// Whose phone.
        phone: usize,
    },
    /// The office issues a round to every household it knows.
    Issue {
        /// Of which commune.
        commune: usize,
        /// Which of its phones holds the first household's right; the others follow in turn.
        first: usize,
        /// Whether the gifts are counted from hand to hand.
        #[serde(default)]
        in_custody: bool,
    },
    /// The office gives a phone gifts of a round to carry.
    HandOut {
        /// To which phone.
        phone: usize,
        /// Of which round.
        round: usize,
        /// How many.
        count: u64,
    },
    /// The office takes gifts back from a phone, some of which are missing.
    TakeBack {
        /// From which phone.
        phone: usize,
        /// Of which round.
        round: usize,
        /// How many of those it holds at most.
        count: u64,
    },
    /// The office says that it gave a phone nothing, as far as it has heard.
    Withdraw {
        /// To which phone.
        phone: usize,
    },
    /// The office gives a right to another phone, or withdraws it from that one.
    MoveRight {
        /// To which phone.
        phone: usize,
        /// Which right.
        nth: usize,
    },
    /// The office puts a phone in the place of another of its commune.
    TakeOver {
        /// Which phone takes the place.
        phone: usize,
        /// Of which of the commune's phones, in use or not.
        nth: usize,
    },
    /// The office says what became of a household.
    Tell {
        /// Of which commune.
        commune: usize,
        /// Of which household.
        household: usize,
        /// Which of what can be told.
        kind: usize,
    },
    /// The office says that two records are one household.
    Merge {
        /// Of which commune.
        commune: usize,
        /// The record that is kept.
        kept: usize,
        /// The other one.
        merged: usize,
    },
    /// The office says that two records are two households.
    Part {
        /// Of which commune.
        commune: usize,
        /// One of them.
        first: usize,
        /// The other.
        second: usize,
    },
    /// The office records what was decided about a household's category, or takes that back.
    Status {
        /// Of which commune.
        commune: usize,
        /// Of which household.
        household: usize,
        /// What was decided.
        deed: usize,
    },
    /// The office says what became of a hamlet, or that it said so wrongly.
    Hamlet {
        /// Of which commune.
        commune: usize,
        /// Which hamlet, or which statement.
        deed: usize,
    },
    /// Goods that a commune's Fund received come into its store.
    StoreGoods {
        /// Of which commune.
        commune: usize,
        /// Into the store of which round.
        round: usize,
        /// How many gifts they are.
        count: u64,
    },
    /// Gifts of a round come into the commune's store.
    Receive {
        /// Of which commune.
        commune: usize,
        /// Of which round.
        round: usize,
        /// How many.
        count: u64,
    },
    /// The office deletes a household at its request.
    Erase {
        /// Of which commune.
        commune: usize,
        /// Which household.
        household: usize,
    },
    /// The office has looked at a doubtful handover, or at a count that differs from its own.
    Settle {
        /// Of which commune.
        commune: usize,
        /// Which of those it is shown.
        nth: usize,
    },
    /// The office answers a proposal.
    Answer {
        /// Of which commune.
        commune: usize,
        /// Which of those that are open.
        nth: usize,
        /// Whether it is granted, where there is a round for it.
        granted: bool,
    },
    /// The office enters something in its Fund.
    Enter {
        /// Of which commune.
        commune: usize,
        /// Which kind of entry.
        kind: usize,
    },
    /// The office says that an entry does not count.
    Void {
        /// Of which commune.
        commune: usize,
        /// Which entry.
        nth: usize,
    },
    /// The city above orders something, or money goes between its Fund and a commune's.
    City {
        /// Which commune.
        commune: usize,
        /// What is done.
        deed: usize,
    },
    /// The office goes on with a case of aid that takes time.
    Support {
        /// Of which commune.
        commune: usize,
        /// Which case.
        nth: usize,
        /// What it does.
        deed: usize,
    },
    /// A household says at the office what it agrees to.
    Consent {
        /// Of which commune.
        commune: usize,
        /// Which household.
        household: usize,
        /// Which of what can be answered.
        answers: usize,
    },
    /// The office enters in its Fund what somebody was promised on the way, or does not.
    AnswerOffer {
        /// Of which commune.
        commune: usize,
        /// Which of those that wait.
        nth: usize,
        /// Whether it is entered.
        enters: bool,
    },
    /// A phone that may have been revoked comes back by a new link in the same name.
    ComeBack {
        /// Whose phone.
        phone: usize,
    },
}

/// Which version of the app a phone runs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum App {
    /// This one.
    #[default]
    This,
    /// An older one that speaks this protocol: it knows no short forms.
    Plain,
    /// A newer one that speaks this protocol: it says something the server does not know.
    Wordy,
    /// One that speaks another protocol, older or newer.
    Foreign(u16),
}

/// What happens on the road between a phone and the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Road {
    /// Nothing.
    Clear,
    /// The request never arrives.
    RequestLost,
    /// The request is held up: it arrives with [`Operation::LateRequest`], or never.
    RequestLate,
    /// The request arrives cut short.
    RequestCut(usize),
    /// One bit of the request is flipped.
    RequestFlipped(usize),
    /// The request arrives twice; the second answer is heard.
    Twice,
    /// The answer is lost.
    ReplyLost,
    /// The answer breaks off.
    ReplyCut(usize),
    /// One bit of the answer is flipped.
    ReplyFlipped(usize),
    /// The server dies before its commit.
    ServerDiesBefore,
    /// The server dies after its commit and before it answers.
    ServerDiesAfter,
    /// Another tab of the phone takes over after so many frames.
    TakenOver(usize),
    /// Before that page of the answer is made, another phone's request arrives; its own answer is
    /// lost.
    Meanwhile {
        /// Whose.
        phone: usize,
        /// Pages made before.
        pages: usize,
    },
}
