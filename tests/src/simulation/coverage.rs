//! What happened in a run, counted: a simulation that never does a thing proves nothing about it.

use std::collections::BTreeMap;
use std::fmt;

/// Each event once, with what it is called.
macro_rules! events {
    ($($event:ident = $says:literal,)*) => {
        /// Something worth counting. It is counted where it really takes place.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Event {
            $(#[doc = $says] $event,)*
        }

        /// Every event, and what it is called.
        pub const ALL: &[(Event, &str)] = &[$((Event::$event, $says),)*];
    };
}

events!(
    Registered = "a household registered",
    Visited = "a visit recorded",
    HandedOver = "money handed over",
    Corrected = "a fact corrected",
    Retracted = "a fact retracted",
    Edited = "a field edited",
    SaveFull = "no room to save",
    SaveDiedBefore = "a phone died before it had saved",
    SaveDiedAfter = "a phone died after it had saved",
    Exchanged = "an exchange heard to its end",
    RequestLost = "a request lost",
    RequestLate = "a request held up",
    LateArrived = "a request that was held up arrived",
    RequestCut = "a request cut",
    RequestFlipped = "a bit of a request flipped",
    RequestTwice = "a request twice",
    ReplyLost = "a reply lost",
    ReplyCut = "a reply cut",
    ReplyFlipped = "a bit of a reply flipped",
    BackgroundPosted = "a service worker's request answered",
    ReplyLeft = "such an answer left for the app",
    ReplyOfNobody = "such an answer that came too late",
    LeftReplyHeard = "such an answer heard by the app",
    ServerDiedBefore = "the server died before its commit",
    ServerDiedAfter = "the server died after its commit",
    TakenOver = "another tab took over",
    Meanwhile = "another phone pushed between two pages",
    FrameFull = "no room for a frame",
    FrameDiedBefore = "a phone died before a frame was stored",
    FrameDiedAfter = "a phone died after a frame was stored",
    ManyPages = "a reply of several pages",
    BrokenOff = "a reply broken off between two pages",
    WentOn = "a catch-up gone on with in the middle",
    Damaged = "a stored document damaged",
    WantedCame = "a document asked for came whole",
    PhoneDied = "a phone died",
    ClockSet = "a clock set wrong",
    TimePassed = "time passed",
    ServerDied = "the server died",
    BackedUp = "a backup made",
    Restored = "a backup restored",
    EpochHeard = "a phone heard of another life of the server",
    CameAgain = "a record lost by a restore came again",
    SentPlain = "a change wanted plain",
    StoodOnNothing = "a record set aside that stood on nothing",
    LetIn = "such a record let in later",
    Compacted = "the log compacted",
    Chosen = "a value chosen by the office",
    Revoked = "a phone revoked",
    RevokedHeard = "a revoked phone refused by name",
    Lost = "a phone said to be lost",
    LostHandedOver = "a record that a lost phone has handed over",
    Wiped = "a lost phone that removed everything",
    CameBack = "a phone back by a new link",
    Reinstalled = "an app removed and installed anew",
    PlainApp = "an exchange of an older app that knows no short forms",
    WordyApp = "an exchange of a newer app that says more",
    ForeignApp = "an app of another protocol refused by name",
    Issued = "a round issued",
    RightMoved = "a right given to another, or withdrawn",
    PhoneReplaced = "a phone in another's place, with its rights and gifts",
    GaveByRight = "a gift handed over by a right",
    RightRefused = "a gift refused for want of the right",
    HandRefused = "a gift refused that was not in hand",
    HandedOut = "gifts given to a volunteer to carry",
    Confirmed = "gifts counted by whoever took them",
    CountedLess = "fewer gifts counted than were given",
    TakenBack = "gifts taken back",
    Received = "gifts that came into the commune's store",
    GoodsStored = "goods of the Fund taken into the store",
    UnstoredRefused = "an entry not voided because its goods are in the store",
    StockRefused = "gifts not given out that the store did not have",
    Withdrawn = "gifts that were said not to have been given",
    CountedAfterAll = "such gifts that were counted all the same",
    Overdrawn = "more given than the office knew of",
    DoubtSettled = "a doubtful handover looked at and settled",
    DifferenceSettled = "a count otherwise than the office's settled",
    Announced = "something noted that was done for publicity",
    Consented = "a household asked at the door what it agrees to",
    ConsentTold = "such a word told at the office",
    ConsentTakenBack = "a yes outweighed by a no that knew of it",
    ConsentApart = "a yes and a no that did not know of one another",
    Offered = "something promised or handed over on the way",
    OfferEntered = "such a thing entered in the Fund",
    OfferDeclined = "such a thing not entered",
    Surveyed = "a case of aid that takes time opened",
    Stepped = "a step of a case noted by a volunteer",
    Decided = "a step of a case noted by the office",
    Paid = "something paid of a case",
    Proposed = "a proposal made",
    Granted = "a proposal granted",
    Declined = "a proposal declined",
    Noticed = "a visit at which something was heard of the household",
    Told = "the office said what became of a household",
    Split = "a part of a household became one of its own",
    Joined = "a household joined another one",
    Entered = "something entered in the Fund",
    Voided = "an entry of the Fund that does not count",
    PledgeKept = "a receipt that names a pledge",
    PledgeKeptAlready = "a receipt refused of a pledge that had come in",
    SpentByDecision = "an outlay that names a decision",
    OverDecision = "an outlay refused that was more than its decision",
    RestsOnIt = "an entry not voided on which another rests",
    Ordered = "a campaign ordered by the city, or put right",
    AddedBelow = "something added by a commune to the city's campaign",
    Sent = "money sent from one Fund to another",
    Arrived = "such money entered where it came",
    UnsentRefused = "an entry not voided because its money had arrived",
    Merged = "two records became one household",
    Parted = "two records became, or stayed, two households",
    StatusDecided = "a decision about a household's category",
    StatusTakenBack = "such a decision that was none",
    HamletMoved = "a hamlet given another name, or united with another",
    HamletStruck = "such a statement struck",
    Erased = "a household deleted at its request",
    EraseRefused = "a household not deleted before something came to an end",
    ErasedLate = "a record that came after its household was deleted",
    Moved = "a volunteer moved to another commune",
    LeaverPurged = "a moved volunteer's phone emptied",
    LeaverDelivered = "a record taken from a moved volunteer",
    LeaverHeld = "a link not opened because a record waited",
    LinkDead = "a link that could not be used any more",
    BeganAnew = "a phone begun anew in another commune",
);

/// How often each event took place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Coverage(BTreeMap<Event, u64>);

impl Coverage {
    /// One more.
    pub fn saw(&mut self, event: Event) {
        self.saw_times(event, 1);
    }

    /// Some more.
    pub fn saw_times(&mut self, event: Event, times: u64) {
        *self.0.entry(event).or_default() += times;
    }

    /// What took place in another run too.
    pub fn add(&mut self, other: &Self) {
        for (event, times) in &other.0 {
            self.saw_times(*event, *times);
        }
    }

    /// What never took place.
    pub fn missing(&self) -> Vec<&'static str> {
        let never = ALL.iter().filter(|(event, _)| self.times(*event) == 0);
        never.map(|(_, name)| *name).collect()
    }

    fn times(&self, event: Event) -> u64 {
        self.0.get(&event).copied().unwrap_or(0)
    }
}

impl fmt::Display for Coverage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (event, name) in ALL {
            writeln!(f, "{:>9}  {name}", self.times(*event))?;
        }
        Ok(())
    }
}
