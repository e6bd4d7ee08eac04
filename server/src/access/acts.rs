//! What each route does with what is kept about people: one table for all of them.

use axum::http::Method;
use chungtay_shared::access::Act;
use chungtay_shared::api::path;

pub use super::open_acts::OPEN_ACTS;
pub use super::stated::{About, Stated};

use About::{Document, OfUnit, Path, Word};
use Stated::{Doing, Done, Nothing, Seen};

type Line = (Method, &'static str, Stated);

const NONE: About = Word("");
pub(super) const FIGURES: Stated = Nothing("figures that name nobody");
const BEHIND: Stated = Seen(Act::SawRecords, OfUnit("behind"));
pub(super) const PLANS: Stated = Nothing("what is ordered, which names nobody");

const fn get(path: &'static str, stated: Stated) -> Line {
    (Method::GET, path, stated)
}

const fn post(path: &'static str, stated: Stated) -> Line {
    (Method::POST, path, stated)
}

const fn delete(path: &'static str, stated: Stated) -> Line {
    (Method::DELETE, path, stated)
}

/// Every route.
pub const ACTS: &[Line] = &[
    // The server and who comes to it.
    get(path::HEALTH, Nothing("whether the server is up")),
    get(path::SETUP, Nothing("whether anything is here")),
    post(path::SETUP_DEMO, Done(Act::Wrote, Document)),
    post(path::SETUP_COMMUNE, Done(Act::Wrote, Document)),
    get(path::SESSION, Nothing("who one is oneself")),
    delete(path::SESSION, Done(Act::SignedOut, NONE)),
    post(path::SIGN_IN, Done(Act::SignedIn, Word("password"))),
    get(
        path::AUTHENTICATOR,
        Nothing("what is told to one's own app"),
    ),
    post(path::FACTOR, Done(Act::ChangedSignIn, NONE)),
    post(path::PROVE, Done(Act::SignedIn, Word("again"))),
    get(path::ACCOUNTS, Seen(Act::SawPhones, Word("accounts"))),
    post(path::ACCOUNT_RESET, Done(Act::ResetSignIn, Path)),
    post(path::ACCOUNT_CLOSE, Done(Act::ClosedAccount, Path)),
    get(path::LIVE, Nothing("that something has changed")),
    post(path::ENROL, Done(Act::EnrolledPhone, NONE)),
    post(path::RECOVER, Done(Act::EnrolledPhone, Word("recover"))),
    get(path::INVITES, Seen(Act::SawPhones, Word("links"))),
    post(path::INVITES, Done(Act::MadeInvite, NONE)),
    get(path::JOINING, Seen(Act::SawPhones, Word("joining"))),
    post(path::OPEN_LINK, Done(Act::MadeInvite, Word("joining"))),
    delete(path::OPEN_LINK, Done(Act::ClosedLink, NONE)),
    post(path::JOINING_ADMIT, Done(Act::EnrolledPhone, Path)),
    post(path::JOINING_REFUSE, Done(Act::RefusedPhone, Path)),
    get(path::DEVICES, Seen(Act::SawPhones, NONE)),
    post(path::DEVICE_REVOKE, Done(Act::RevokedDevice, Path)),
    post(path::DEVICE_LOSE, Done(Act::LostPhone, Path)),
    get(path::ACCESS, Seen(Act::SawAccess, NONE)),
    get(path::INCIDENTS, Seen(Act::SawIncidents, NONE)),
    post(path::INCIDENTS, Done(Act::ChangedIncident, NONE)),
    get(
        path::INCIDENT_NOTICE,
        Seen(Act::TookReport, Word("incident")),
    ),
    // Phones.
    post(path::WIPED, Doing(Act::WipedPhone, NONE)),
    post(path::KNOCK, Nothing("whether a phone is lost")),
    post(path::SYNC, Seen(Act::Synced, NONE)),
    post(path::SYNC_SEALED, Seen(Act::Synced, Word("sealed"))),
    post(path::ESCAPE, Done(Act::BroughtFile, NONE)),
    post(path::ESCAPE_IMPORT, Done(Act::BroughtFile, NONE)),
    // Households.
    get(path::HOUSEHOLDS, Seen(Act::SawHouseholds, NONE)),
    post(path::HOUSEHOLDS, Done(Act::AddedHousehold, Document)),
    post(
        path::LOOKALIKES,
        Seen(Act::SawHouseholds, Word("lookalikes")),
    ),
    get(path::HOUSEHOLD, Seen(Act::SawHousehold, Path)),
    post(path::NUMBERS, Done(Act::SawNumber, Path)),
    get(path::ERASE, Seen(Act::SawHousehold, Path)),
    post(path::ERASE, Done(Act::Erased, Path)),
    get(path::ERASURES, Seen(Act::SawWaiting, Word("erasures"))),
    post(path::QUARANTINE_ERASE, Done(Act::Erased, Path)),
    get(path::REQUESTS, Seen(Act::SawRequests, NONE)),
    post(path::REQUESTS, Done(Act::ChangedRequest, Document)),
    post(path::LIFE, Done(Act::ToldLife, Document)),
    post(path::STATUS, Done(Act::ToldStatus, Document)),
    post(path::CONSENT, Done(Act::ToldConsent, Document)),
    post(path::STATUS_RETRACT, Done(Act::ToldStatus, Document)),
    post(path::SAME, Done(Act::MergedRecords, Document)),
    post(path::DISTINCT, Done(Act::MergedRecords, Document)),
    post(
        path::IMPORT_PREVIEW,
        Seen(Act::SawHouseholds, Word("import")),
    ),
    post(path::IMPORT_CONFIRM, Doing(Act::Imported, NONE)),
    post(path::IMPORT_LEFT, Done(Act::Answered, Document)),
    get(path::FACTS, Seen(Act::SawRecords, NONE)),
    // What waits for a person.
    get(path::REVIEW, Seen(Act::SawWaiting, NONE)),
    post(path::REVIEW_ANSWER, Done(Act::Answered, Document)),
    post(path::REVIEW_SETTLE, Done(Act::Answered, Document)),
    get(path::CONFLICTS, Seen(Act::SawWaiting, Word("conflicts"))),
    post(path::CONFLICTS, Done(Act::ChoseValue, Document)),
    get(path::QUARANTINE, Seen(Act::SawWaiting, Word("set-aside"))),
    post(path::QUARANTINE_TRY, Done(Act::Answered, Path)),
    post(path::QUARANTINE_LOOK, Done(Act::Answered, Path)),
    get(path::QUARANTINE_RECORD, Seen(Act::TookSetAside, Path)),
    get(path::QUARANTINE_EXPORT, Seen(Act::TookSetAside, NONE)),
    // Campaigns and what is given.
    get(path::CAMPAIGNS, PLANS),
    post(path::CAMPAIGNS, Done(Act::ChangedCampaign, Document)),
    get(path::ROUNDS, Seen(Act::SawRounds, NONE)),
    post(path::ROUNDS, Done(Act::ChangedRound, Document)),
    post(path::ROUND_MOVE, Done(Act::ChangedRound, Path)),
    get(path::TAKEOVER, Seen(Act::SawRounds, Word("takeover"))),
    post(path::TAKEOVER, Done(Act::ChangedRound, Document)),
    post(path::ROUND_MOVEMENTS, Done(Act::ChangedRound, Path)),
    post(path::ROUND_VOID, Done(Act::ChangedRound, Path)),
    get(path::SUPPORTS, Seen(Act::SawSupports, NONE)),
    post(path::SUPPORTS, Done(Act::ChangedSupport, Document)),
    post(path::SUPPORT_STEP, Done(Act::ChangedSupport, Document)),
    post(path::SUPPORT_PAY, Done(Act::ChangedSupport, Document)),
    post(path::SUPPORT_TAKE_BACK, Done(Act::ChangedSupport, Document)),
    get(path::FUND, Seen(Act::SawFund, NONE)),
    post(path::FUND, Done(Act::ChangedFund, Document)),
    post(path::FUND_VOID, Done(Act::ChangedFund, Document)),
    post(path::FUND_STORE, Done(Act::ChangedRound, Document)),
    post(path::FUND_DECLINE, Done(Act::Answered, Document)),
    get(
        path::PUBLICITY,
        Nothing("what was done to be heard, with no household in it"),
    ),
    post(path::PUBLICITY, Done(Act::ChangedPublicity, Document)),
    post(
        path::PUBLICITY_STRIKE,
        Done(Act::ChangedPublicity, Document),
    ),
    // The unit.
    get(path::SUMMARY, FIGURES),
    get(path::PICTURES, FIGURES),
    get(path::UNIT_PICTURES, FIGURES),
    get(path::UNITS, FIGURES),
    get(path::UNIT_PARTS, FIGURES),
    get(path::UNIT_FACTS, BEHIND),
    post(path::UNITS, Done(Act::ChangedUnits, NONE)),
    get(
        path::REGISTER,
        Nothing("hamlets and organisations, with no household in it"),
    ),
    post(path::REGISTER, Done(Act::ChangedRegister, NONE)),
    get(path::PERIODS, FIGURES),
    post(path::PERIODS, Done(Act::ChangedPeriod, NONE)),
    post(path::PERIOD_SEND, Done(Act::ChangedPeriod, NONE)),
    get(path::URGING, PLANS),
    post(path::URGING, Done(Act::ChangedPeriod, NONE)),
    get(path::PERIOD, FIGURES),
    get(path::PERIOD_ARISEN, Seen(Act::SawRecords, Word("period"))),
    get(path::WORDING, Nothing("a report's text")),
    post(path::WORDING, Done(Act::ChangedWording, NONE)),
    // What is taken as a file.
    get(path::EXPORT, Seen(Act::TookTable, Path)),
    get(path::RECEIPT_LIST, Seen(Act::TookList, Word("receipts"))),
    get(path::VISIT_LIST, Seen(Act::TookList, Word("visits"))),
    get(path::FUND_LEDGER, Seen(Act::TookList, Word("fund"))),
    get(path::POSTING_LIST, Seen(Act::TookPosting, NONE)),
    get(path::MINUTES, Seen(Act::TookMinutes, Path)),
    get(path::SURVEY_FORM, Seen(Act::TookSurvey, Path)),
    get(path::HOUSEHOLD_SHEET, Seen(Act::TookSheet, Path)),
    get(path::REPORT, Seen(Act::TookReport, Word("campaign"))),
    get(path::PERIOD_FIGURES, Seen(Act::TookReport, Word("figures"))),
    get(path::PERIOD_DOCUMENT, Seen(Act::TookReport, Word("period"))),
    // Programs.
    get(path::TOOLS, Nothing("what programs' tokens are for")),
    post(path::TOOLS, Done(Act::MadeTool, NONE)),
    post(path::TOOL_REVOKE, Done(Act::RevokedTool, Path)),
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
