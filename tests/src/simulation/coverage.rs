//! What happened in a run, counted: a simulation that never does a thing proves nothing about it.

use std::collections::BTreeMap;
use std::fmt;

/// Something worth counting. It is counted where it really takes place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Event {
    /// A household registered.
    Registered,
    /// A visit recorded.
    Visited,
    /// Money handed over.
    HandedOver,
    /// A fact corrected.
    Corrected,
    /// A fact retracted.
    Retracted,
    /// A field edited.
    Edited,
    /// No room to save.
    SaveFull,
    /// A phone died before it had saved.
    SaveDiedBefore,
    /// A phone died after it had saved.
    SaveDiedAfter,
    /// An exchange heard to its end.
    Exchanged,
    /// A request lost.
    RequestLost,
    /// A request held up.
    RequestLate,
    /// A request that was held up arrived.
    LateArrived,
    /// A request cut.
    RequestCut,
    /// A bit of a request flipped.
    RequestFlipped,
    /// A request twice.
    RequestTwice,
    /// A reply lost.
    ReplyLost,
    /// A reply cut.
    ReplyCut,
    /// A bit of a reply flipped.
    ReplyFlipped,
    /// A service worker's request answered.
    BackgroundPosted,
    /// The answer left for the app.
    ReplyLeft,
    /// Such an answer that came when the app had moved on.
    ReplyOfNobody,
    /// Such an answer heard by the app.
    LeftReplyHeard,
    /// The server died before its commit.
    ServerDiedBefore,
    /// The server died after its commit.
    ServerDiedAfter,
    /// Another tab took over.
    TakenOver,
    /// Another phone pushed between two pages.
    Meanwhile,
    /// No room for a frame.
    FrameFull,
    /// A phone died before a frame was stored.
    FrameDiedBefore,
    /// A phone died after a frame was stored.
    FrameDiedAfter,
    /// A reply of several pages.
    ManyPages,
    /// A reply broken off between two pages.
    BrokenOff,
    /// A catch-up gone on with in the middle.
    WentOn,
    /// A stored document damaged.
    Damaged,
    /// A document asked for came whole.
    WantedCame,
    /// A phone died.
    PhoneDied,
    /// A clock set wrong.
    ClockSet,
    /// Time passed.
    TimePassed,
    /// The server died.
    ServerDied,
    /// A backup made.
    BackedUp,
    /// A backup restored.
    Restored,
    /// A phone heard of another life of the server.
    EpochHeard,
    /// A record lost by a restore came again.
    CameAgain,
    /// A change wanted plain.
    SentPlain,
    /// A record set aside that stood on nothing.
    StoodOnNothing,
    /// Such a record let in later.
    LetIn,
    /// The log compacted.
    Compacted,
    /// A value chosen by the office.
    Chosen,
    /// A phone revoked.
    Revoked,
    /// A revoked phone refused by name.
    RevokedHeard,
    /// A phone back by a new link.
    CameBack,
    /// An app removed and installed anew.
    Reinstalled,
    /// An exchange of an older app that knows no short forms.
    PlainApp,
    /// An exchange of a newer app that says more.
    WordyApp,
    /// An app of another protocol refused by name.
    ForeignApp,
    /// A round issued.
    Issued,
    /// A right given to another, or withdrawn.
    RightMoved,
    /// A gift handed over by a right.
    GaveByRight,
    /// A gift refused for want of the right.
    RightRefused,
    /// A gift refused for want of the gift.
    HandRefused,
    /// Gifts given to a volunteer to carry.
    HandedOut,
    /// Gifts counted by whoever took them.
    Confirmed,
    /// Fewer counted than were given.
    CountedLess,
    /// Gifts taken back.
    TakenBack,
    /// Gifts that were said not to have been given.
    Withdrawn,
    /// Such gifts that were counted all the same.
    CountedAfterAll,
    /// More handed over than was left after gifts were taken back.
    Overdrawn,
    /// Something noted that was done for publicity.
    Announced,
    /// A case of aid that takes time opened.
    Surveyed,
    /// A step of one noted by a volunteer.
    Stepped,
    /// A step of one noted by the office.
    Decided,
    /// Something paid of one.
    Paid,
    /// A proposal made.
    Proposed,
    /// A proposal granted.
    Granted,
    /// A proposal declined.
    Declined,
    /// A visit at which something was heard of the household.
    Noticed,
    /// The office said what became of a household.
    Told,
    /// Something entered in the Fund.
    Entered,
    /// An entry that does not count.
    Voided,
    /// A campaign ordered by the city, or put right.
    Ordered,
    /// Something a commune added to the city's campaign.
    AddedBelow,
    /// Money sent from the city's Fund to a commune's, or back.
    Sent,
    /// Such money entered where it came.
    Arrived,
    /// Money that had arrived was not said never to have been sent.
    UnsentRefused,
    /// Two records became one household.
    Merged,
    /// Two records became, or stayed, two households.
    Parted,
    /// A volunteer moved to another commune.
    Moved,
    /// A moved volunteer's phone emptied.
    LeaverPurged,
    /// A record taken from a moved volunteer.
    LeaverDelivered,
    /// A link not opened because a record waited.
    LeaverHeld,
    /// A link that could not be used any more.
    LinkDead,
    /// A phone begun anew in another commune.
    BeganAnew,
}

/// Every event, and what it is called.
pub const ALL: &[(Event, &str)] = &[
    (Event::Registered, "a household registered"),
    (Event::Visited, "a visit recorded"),
    (Event::HandedOver, "money handed over"),
    (Event::Corrected, "a fact corrected"),
    (Event::Retracted, "a fact retracted"),
    (Event::Edited, "a field edited"),
    (Event::SaveFull, "no room to save"),
    (Event::SaveDiedBefore, "a phone died before it had saved"),
    (Event::SaveDiedAfter, "a phone died after it had saved"),
    (Event::Exchanged, "an exchange heard to its end"),
    (Event::RequestLost, "a request lost"),
    (Event::RequestLate, "a request held up"),
    (Event::LateArrived, "a request that was held up arrived"),
    (Event::RequestCut, "a request cut"),
    (Event::RequestFlipped, "a bit of a request flipped"),
    (Event::RequestTwice, "a request twice"),
    (Event::ReplyLost, "a reply lost"),
    (Event::ReplyCut, "a reply cut"),
    (Event::ReplyFlipped, "a bit of a reply flipped"),
    (
        Event::BackgroundPosted,
        "a service worker's request answered",
    ),
    (Event::ReplyLeft, "such an answer left for the app"),
    (Event::ReplyOfNobody, "such an answer that came too late"),
    (Event::LeftReplyHeard, "such an answer heard by the app"),
    (Event::ServerDiedBefore, "the server died before its commit"),
    (Event::ServerDiedAfter, "the server died after its commit"),
    (Event::TakenOver, "another tab took over"),
    (Event::Meanwhile, "another phone pushed between two pages"),
    (Event::FrameFull, "no room for a frame"),
    (
        Event::FrameDiedBefore,
        "a phone died before a frame was stored",
    ),
    (
        Event::FrameDiedAfter,
        "a phone died after a frame was stored",
    ),
    (Event::ManyPages, "a reply of several pages"),
    (Event::BrokenOff, "a reply broken off between two pages"),
    (Event::WentOn, "a catch-up gone on with in the middle"),
    (Event::Damaged, "a stored document damaged"),
    (Event::WantedCame, "a document asked for came whole"),
    (Event::PhoneDied, "a phone died"),
    (Event::ClockSet, "a clock set wrong"),
    (Event::TimePassed, "time passed"),
    (Event::ServerDied, "the server died"),
    (Event::BackedUp, "a backup made"),
    (Event::Restored, "a backup restored"),
    (
        Event::EpochHeard,
        "a phone heard of another life of the server",
    ),
    (Event::CameAgain, "a record lost by a restore came again"),
    (Event::SentPlain, "a change wanted plain"),
    (
        Event::StoodOnNothing,
        "a record set aside that stood on nothing",
    ),
    (Event::LetIn, "such a record let in later"),
    (Event::Compacted, "the log compacted"),
    (Event::Chosen, "a value chosen by the office"),
    (Event::Revoked, "a phone revoked"),
    (Event::RevokedHeard, "a revoked phone refused by name"),
    (Event::CameBack, "a phone back by a new link"),
    (Event::Reinstalled, "an app removed and installed anew"),
    (
        Event::PlainApp,
        "an exchange of an older app that knows no short forms",
    ),
    (Event::WordyApp, "an exchange of a newer app that says more"),
    (
        Event::ForeignApp,
        "an app of another protocol refused by name",
    ),
    (Event::Issued, "a round issued"),
    (Event::RightMoved, "a right given to another, or withdrawn"),
    (Event::GaveByRight, "a gift handed over by a right"),
    (Event::RightRefused, "a gift refused for want of the right"),
    (Event::HandRefused, "a gift refused that was not in hand"),
    (Event::HandedOut, "gifts given to a volunteer to carry"),
    (Event::Confirmed, "gifts counted by whoever took them"),
    (Event::CountedLess, "fewer gifts counted than were given"),
    (Event::TakenBack, "gifts taken back"),
    (
        Event::Withdrawn,
        "gifts that were said not to have been given",
    ),
    (
        Event::CountedAfterAll,
        "such gifts that were counted all the same",
    ),
    (Event::Overdrawn, "more given than the office knew of"),
    (
        Event::Announced,
        "something noted that was done for publicity",
    ),
    (Event::Surveyed, "a case of aid that takes time opened"),
    (Event::Stepped, "a step of a case noted by a volunteer"),
    (Event::Decided, "a step of a case noted by the office"),
    (Event::Paid, "something paid of a case"),
    (Event::Proposed, "a proposal made"),
    (Event::Granted, "a proposal granted"),
    (Event::Declined, "a proposal declined"),
    (
        Event::Noticed,
        "a visit at which something was heard of the household",
    ),
    (Event::Told, "the office said what became of a household"),
    (Event::Entered, "something entered in the Fund"),
    (Event::Voided, "an entry of the Fund that does not count"),
    (
        Event::Ordered,
        "a campaign ordered by the city, or put right",
    ),
    (
        Event::AddedBelow,
        "something added by a commune to the city's campaign",
    ),
    (Event::Sent, "money sent from one Fund to another"),
    (Event::Arrived, "such money entered where it came"),
    (
        Event::UnsentRefused,
        "an entry not voided because its money had arrived",
    ),
    (Event::Merged, "two records became one household"),
    (
        Event::Parted,
        "two records became, or stayed, two households",
    ),
    (Event::Moved, "a volunteer moved to another commune"),
    (Event::LeaverPurged, "a moved volunteer's phone emptied"),
    (
        Event::LeaverDelivered,
        "a record taken from a moved volunteer",
    ),
    (
        Event::LeaverHeld,
        "a link not opened because a record waited",
    ),
    (Event::LinkDead, "a link that could not be used any more"),
    (Event::BeganAnew, "a phone begun anew in another commune"),
];

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
