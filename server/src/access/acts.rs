//! What each route does with what is kept about people: one table for all of them.

use axum::http::Method;
use chungtay_shared::access::Act;
use chungtay_shared::api::path;

/// What a request is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// The document that is written; nothing where none is.
    Document,
    /// The id in the path.
    Path,
    /// A short code.
    Word(&'static str),
    /// A short code, and the unit in the path.
    OfUnit(&'static str),
}

/// What a route does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stated {
    /// It shows something; noted when the answer is ready, and not again for a while.
    Seen(Act, About),
    /// It does something; noted by what does it, else when that is answered.
    Done(Act, About),
    /// It does something while it is answered; noted by what does it alone, which nobody may wait for.
    Doing(Act, About),
    /// It has nothing of anybody, for this reason.
    Nothing(&'static str),
}

use About::{Document, OfUnit, Path, Word};
use Stated::{Doing, Done, Nothing, Seen};

type Line = (Method, &'static str, Stated);

const NONE: About = Word("");
const FIGURES: Stated = Nothing("figures that name nobody");
const BEHIND: Stated = Seen(Act::SawRecords, OfUnit("behind"));
const PLANS: Stated = Nothing("what is ordered, which names nobody");

/// Every route.
pub const ACTS: [Line; 91] = [
    // The server and who comes to it.
    (
        Method::GET,
        path::HEALTH,
        Nothing("whether the server is up"),
    ),
    (
        Method::GET,
        path::SETUP,
        Nothing("whether anything is here"),
    ),
    (Method::POST, path::SETUP_DEMO, Done(Act::Wrote, Document)),
    (
        Method::POST,
        path::SETUP_COMMUNE,
        Done(Act::Wrote, Document),
    ),
    (Method::GET, path::SESSION, Nothing("who one is oneself")),
    (Method::DELETE, path::SESSION, Done(Act::SignedOut, NONE)),
    (
        Method::GET,
        path::LIVE,
        Nothing("that something has changed"),
    ),
    (Method::POST, path::ENROL, Done(Act::EnrolledPhone, NONE)),
    (
        Method::POST,
        path::RECOVER,
        Done(Act::EnrolledPhone, Word("recover")),
    ),
    (
        Method::GET,
        path::INVITES,
        Seen(Act::SawPhones, Word("links")),
    ),
    (Method::POST, path::INVITES, Done(Act::MadeInvite, NONE)),
    (Method::GET, path::DEVICES, Seen(Act::SawPhones, NONE)),
    (
        Method::POST,
        path::DEVICE_REVOKE,
        Done(Act::RevokedDevice, Path),
    ),
    (Method::GET, path::ACCESS, Seen(Act::SawAccess, NONE)),
    // Phones.
    (Method::POST, path::SYNC, Seen(Act::Synced, NONE)),
    (
        Method::POST,
        path::SYNC_SEALED,
        Seen(Act::Synced, Word("sealed")),
    ),
    (Method::POST, path::ESCAPE, Done(Act::BroughtFile, NONE)),
    (
        Method::POST,
        path::ESCAPE_IMPORT,
        Done(Act::BroughtFile, NONE),
    ),
    // Households.
    (
        Method::GET,
        path::HOUSEHOLDS,
        Seen(Act::SawHouseholds, NONE),
    ),
    (
        Method::POST,
        path::HOUSEHOLDS,
        Done(Act::AddedHousehold, Document),
    ),
    (
        Method::POST,
        path::LOOKALIKES,
        Seen(Act::SawHouseholds, Word("lookalikes")),
    ),
    (Method::GET, path::HOUSEHOLD, Seen(Act::SawHousehold, Path)),
    (Method::POST, path::LIFE, Done(Act::ToldLife, Document)),
    (Method::POST, path::STATUS, Done(Act::ToldStatus, Document)),
    (
        Method::POST,
        path::STATUS_RETRACT,
        Done(Act::ToldStatus, Document),
    ),
    (Method::POST, path::SAME, Done(Act::MergedRecords, Document)),
    (
        Method::POST,
        path::DISTINCT,
        Done(Act::MergedRecords, Document),
    ),
    (
        Method::POST,
        path::IMPORT_PREVIEW,
        Seen(Act::SawHouseholds, Word("import")),
    ),
    (
        Method::POST,
        path::IMPORT_CONFIRM,
        Doing(Act::Imported, NONE),
    ),
    (
        Method::POST,
        path::IMPORT_LEFT,
        Done(Act::Answered, Document),
    ),
    (Method::GET, path::FACTS, Seen(Act::SawRecords, NONE)),
    // What waits for a person.
    (Method::GET, path::REVIEW, Seen(Act::SawWaiting, NONE)),
    (
        Method::POST,
        path::REVIEW_ANSWER,
        Done(Act::Answered, Document),
    ),
    (
        Method::POST,
        path::REVIEW_SETTLE,
        Done(Act::Answered, Document),
    ),
    (
        Method::GET,
        path::CONFLICTS,
        Seen(Act::SawWaiting, Word("conflicts")),
    ),
    (
        Method::POST,
        path::CONFLICTS,
        Done(Act::ChoseValue, Document),
    ),
    (
        Method::GET,
        path::QUARANTINE,
        Seen(Act::SawWaiting, Word("set-aside")),
    ),
    (
        Method::POST,
        path::QUARANTINE_TRY,
        Done(Act::Answered, Path),
    ),
    (
        Method::POST,
        path::QUARANTINE_LOOK,
        Done(Act::Answered, Path),
    ),
    (
        Method::GET,
        path::QUARANTINE_RECORD,
        Seen(Act::TookSetAside, Path),
    ),
    (
        Method::GET,
        path::QUARANTINE_EXPORT,
        Seen(Act::TookSetAside, NONE),
    ),
    // Campaigns and what is given.
    (Method::GET, path::CAMPAIGNS, PLANS),
    (
        Method::POST,
        path::CAMPAIGNS,
        Done(Act::ChangedCampaign, Document),
    ),
    (Method::GET, path::ROUNDS, Seen(Act::SawRounds, NONE)),
    (
        Method::POST,
        path::ROUNDS,
        Done(Act::ChangedRound, Document),
    ),
    (
        Method::POST,
        path::ROUND_MOVE,
        Done(Act::ChangedRound, Path),
    ),
    (
        Method::POST,
        path::ROUND_MOVEMENTS,
        Done(Act::ChangedRound, Path),
    ),
    (
        Method::POST,
        path::ROUND_VOID,
        Done(Act::ChangedRound, Path),
    ),
    (Method::GET, path::SUPPORTS, Seen(Act::SawSupports, NONE)),
    (
        Method::POST,
        path::SUPPORTS,
        Done(Act::ChangedSupport, Document),
    ),
    (
        Method::POST,
        path::SUPPORT_STEP,
        Done(Act::ChangedSupport, Document),
    ),
    (
        Method::POST,
        path::SUPPORT_PAY,
        Done(Act::ChangedSupport, Document),
    ),
    (
        Method::POST,
        path::SUPPORT_TAKE_BACK,
        Done(Act::ChangedSupport, Document),
    ),
    (Method::GET, path::FUND, Seen(Act::SawFund, NONE)),
    (Method::POST, path::FUND, Done(Act::ChangedFund, Document)),
    (
        Method::POST,
        path::FUND_VOID,
        Done(Act::ChangedFund, Document),
    ),
    (
        Method::GET,
        path::PUBLICITY,
        Nothing("what was done to be heard, with no household in it"),
    ),
    (
        Method::POST,
        path::PUBLICITY,
        Done(Act::ChangedPublicity, Document),
    ),
    (
        Method::POST,
        path::PUBLICITY_STRIKE,
        Done(Act::ChangedPublicity, Document),
    ),
    // The unit.
    (Method::GET, path::SUMMARY, FIGURES),
    (Method::GET, path::PICTURES, FIGURES),
    (Method::GET, path::UNIT_PICTURES, FIGURES),
    (Method::GET, path::UNITS, FIGURES),
    (Method::GET, path::UNIT_PARTS, FIGURES),
    (Method::GET, path::UNIT_FACTS, BEHIND),
    (Method::POST, path::UNITS, Done(Act::ChangedUnits, NONE)),
    (
        Method::GET,
        path::REGISTER,
        Nothing("hamlets and organisations, with no household in it"),
    ),
    (
        Method::POST,
        path::REGISTER,
        Done(Act::ChangedRegister, NONE),
    ),
    (Method::GET, path::PERIODS, FIGURES),
    (Method::POST, path::PERIODS, Done(Act::ChangedPeriod, NONE)),
    (
        Method::POST,
        path::PERIOD_SEND,
        Done(Act::ChangedPeriod, NONE),
    ),
    (Method::GET, path::URGING, PLANS),
    (Method::POST, path::URGING, Done(Act::ChangedPeriod, NONE)),
    (Method::GET, path::PERIOD, FIGURES),
    (
        Method::GET,
        path::PERIOD_ARISEN,
        Seen(Act::SawRecords, Word("period")),
    ),
    (Method::GET, path::WORDING, Nothing("a report's text")),
    (Method::POST, path::WORDING, Done(Act::ChangedWording, NONE)),
    // What is taken as a file.
    (Method::GET, path::EXPORT, Seen(Act::TookTable, Path)),
    (
        Method::GET,
        path::RECEIPT_LIST,
        Seen(Act::TookList, Word("receipts")),
    ),
    (
        Method::GET,
        path::VISIT_LIST,
        Seen(Act::TookList, Word("visits")),
    ),
    (
        Method::GET,
        path::FUND_LEDGER,
        Seen(Act::TookList, Word("fund")),
    ),
    (
        Method::GET,
        path::POSTING_LIST,
        Seen(Act::TookPosting, NONE),
    ),
    (Method::GET, path::MINUTES, Seen(Act::TookMinutes, Path)),
    (Method::GET, path::SURVEY_FORM, Seen(Act::TookSurvey, Path)),
    (
        Method::GET,
        path::HOUSEHOLD_SHEET,
        Seen(Act::TookSheet, Path),
    ),
    (
        Method::GET,
        path::REPORT,
        Seen(Act::TookReport, Word("campaign")),
    ),
    (
        Method::GET,
        path::PERIOD_FIGURES,
        Seen(Act::TookReport, Word("figures")),
    ),
    (
        Method::GET,
        path::PERIOD_DOCUMENT,
        Seen(Act::TookReport, Word("period")),
    ),
    // Programs.
    (
        Method::GET,
        path::TOOLS,
        Nothing("what programs' tokens are for"),
    ),
    (Method::POST, path::TOOLS, Done(Act::MadeTool, NONE)),
    (
        Method::POST,
        path::TOOL_REVOKE,
        Done(Act::RevokedTool, Path),
    ),
];

/// What programs read, below [`path::OPEN_API`].
pub const OPEN_ACTS: [(&str, Stated); 8] = [
    ("/openapi.json", Nothing("what programs can ask for")),
    ("/units", FIGURES),
    ("/units/{unit}/overview", FIGURES),
    ("/units/{unit}/campaigns", PLANS),
    (
        "/units/{unit}/households",
        Seen(Act::ProgramRead, OfUnit("households")),
    ),
    (
        "/units/{unit}/visits",
        Seen(Act::ProgramRead, OfUnit("visits")),
    ),
    (
        "/units/{unit}/handovers",
        Seen(Act::ProgramRead, OfUnit("handovers")),
    ),
    ("/units/{unit}/fund", Seen(Act::ProgramRead, OfUnit("fund"))),
];

/// What a route states; `None` when it was forgotten.
pub fn stated(method: &Method, route: &str) -> Option<Stated> {
    if let Some(open) = route.strip_prefix(path::OPEN_API) {
        let found = OPEN_ACTS.iter().find(|(path, _)| *path == open);
        return found
            .filter(|_| method == Method::GET)
            .map(|(_, stated)| *stated);
    }
    let found = ACTS
        .iter()
        .find(|(on, path, _)| on == method && *path == route);
    found.map(|(_, _, stated)| *stated)
}

/// What stands in a path where its route has braces; empty when it has none.
pub fn id_in(route: &str, path: &str) -> String {
    let mut parts = route.split('/').zip(path.split('/'));
    let found = parts.find(|(part, _)| part.starts_with('{'));
    found.map_or_else(String::new, |(_, id)| id.to_owned())
}
