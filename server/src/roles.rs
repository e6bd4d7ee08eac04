//! Who may ask what: every route, once. [`crate::guard`] answers nothing that does not stand here,
//! `docs/privacy.md` repeats the table in words, and the attacks in `tests/tests/office/attacks/`
//! try everybody on every line of it.

use axum::http::Method;
use chungtay_shared::api::path;

use Reach::{Below, Nobodys, Own};
use Who::{Anybody, Here, Officer, Phone, Program, Sealed};

/// Who a route answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// Whoever asks; what is answered names nobody.
    Anybody,
    /// A browser on the server's own machine, before the server has begun.
    Here,
    /// A volunteer's phone, by its bearer token.
    Phone,
    /// The same by a body that is sealed for this server, with the token in it.
    Sealed,
    /// An officer's browser, by its session's cookie. A city's office is one too.
    Officer,
    /// A program of a unit, by the token that the unit's office has made for it.
    Program,
}

/// Whose data a route reads or writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// No household's, no account's.
    Nobodys,
    /// Those of the unit of whoever asks.
    Own,
    /// The same, and of the units below it what is summed up or sent: no person of theirs.
    Below,
}

/// What is asked in one way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// How.
    pub method: &'static Method,
    /// What, with its parameters in braces.
    pub path: &'static str,
    /// By whom.
    pub who: Who,
    /// About whom.
    pub reach: Reach,
}

impl Rule {
    /// Whether asking changes nothing.
    pub fn reads(&self) -> bool {
        *self.method == Method::GET
    }
}

const fn get(path: &'static str, who: Who, reach: Reach) -> Rule {
    Rule {
        method: &Method::GET,
        path,
        who,
        reach,
    }
}

const fn post(path: &'static str, who: Who, reach: Reach) -> Rule {
    Rule {
        method: &Method::POST,
        path,
        who,
        reach,
    }
}

const fn delete(path: &'static str, who: Who, reach: Reach) -> Rule {
    Rule {
        method: &Method::DELETE,
        path,
        who,
        reach,
    }
}

/// The rule of a way to ask, if there is one. Whoever may read may ask what they would read (`HEAD`).
pub fn rule(method: &Method, path: &str) -> Option<&'static Rule> {
    let method = if *method == Method::HEAD {
        &Method::GET
    } else {
        method
    };
    let mut rules = RULES.iter();
    rules.find(|rule| rule.method == method && rule.path == path)
}

/// Every route.
pub const RULES: &[Rule] = &[
    get(path::HEALTH, Anybody, Nobodys),
    get(path::SETUP, Anybody, Nobodys),
    post(path::SETUP_DEMO, Here, Nobodys),
    post(path::SETUP_COMMUNE, Here, Nobodys),
    post(path::ENROL, Anybody, Nobodys),
    post(path::RECOVER, Anybody, Nobodys),
    // A phone.
    post(path::SYNC, Phone, Own),
    post(path::SYNC_SEALED, Sealed, Own),
    post(path::ESCAPE, Phone, Own),
    // The office: who is there.
    get(path::SESSION, Officer, Own),
    delete(path::SESSION, Officer, Own),
    get(path::DEVICES, Officer, Own),
    post(path::DEVICE_REVOKE, Officer, Own),
    get(path::INVITES, Officer, Own),
    post(path::INVITES, Officer, Own),
    get(path::TOOLS, Officer, Own),
    post(path::TOOLS, Officer, Own),
    post(path::TOOL_REVOKE, Officer, Own),
    get(path::ACCESS, Officer, Own),
    post(path::ESCAPE_IMPORT, Officer, Own),
    get(path::LIVE, Officer, Below),
    // The office: households.
    get(path::SUMMARY, Officer, Own),
    get(path::PICTURES, Officer, Own),
    get(path::FACTS, Officer, Own),
    get(path::HOUSEHOLDS, Officer, Own),
    post(path::HOUSEHOLDS, Officer, Own),
    post(path::LOOKALIKES, Officer, Own),
    get(path::HOUSEHOLD, Officer, Own),
    get(path::MINUTES, Officer, Own),
    get(path::SURVEY_FORM, Officer, Own),
    get(path::HOUSEHOLD_SHEET, Officer, Own),
    post(path::LIFE, Officer, Own),
    post(path::STATUS, Officer, Own),
    post(path::STATUS_RETRACT, Officer, Own),
    post(path::SAME, Officer, Own),
    post(path::DISTINCT, Officer, Own),
    get(path::CONFLICTS, Officer, Own),
    post(path::CONFLICTS, Officer, Own),
    get(path::QUARANTINE, Officer, Own),
    post(path::QUARANTINE_TRY, Officer, Own),
    post(path::QUARANTINE_LOOK, Officer, Own),
    get(path::QUARANTINE_RECORD, Officer, Own),
    get(path::QUARANTINE_EXPORT, Officer, Own),
    get(path::REVIEW, Officer, Own),
    post(path::REVIEW_ANSWER, Officer, Own),
    post(path::REVIEW_SETTLE, Officer, Own),
    get(path::REGISTER, Officer, Own),
    post(path::REGISTER, Officer, Own),
    post(path::IMPORT_PREVIEW, Officer, Own),
    post(path::IMPORT_CONFIRM, Officer, Own),
    post(path::IMPORT_LEFT, Officer, Own),
    // The office: lists and files with people in them.
    get(path::RECEIPT_LIST, Officer, Own),
    get(path::VISIT_LIST, Officer, Own),
    get(path::POSTING_LIST, Officer, Own),
    get(path::EXPORT, Officer, Own),
    // The office: campaigns, gifts, money.
    get(path::CAMPAIGNS, Officer, Own),
    post(path::CAMPAIGNS, Officer, Below),
    get(path::ROUNDS, Officer, Own),
    post(path::ROUNDS, Officer, Own),
    post(path::ROUND_MOVE, Officer, Own),
    post(path::ROUND_MOVEMENTS, Officer, Own),
    post(path::ROUND_VOID, Officer, Own),
    get(path::PUBLICITY, Officer, Own),
    post(path::PUBLICITY, Officer, Own),
    post(path::PUBLICITY_STRIKE, Officer, Own),
    get(path::SUPPORTS, Officer, Own),
    post(path::SUPPORTS, Officer, Own),
    post(path::SUPPORT_STEP, Officer, Own),
    post(path::SUPPORT_PAY, Officer, Own),
    post(path::SUPPORT_TAKE_BACK, Officer, Own),
    get(path::FUND, Officer, Own),
    post(path::FUND, Officer, Own),
    get(path::FUND_LEDGER, Officer, Own),
    post(path::FUND_VOID, Officer, Own),
    // The office: reports, and the units below.
    get(path::REPORT, Officer, Below),
    get(path::WORDING, Officer, Own),
    post(path::WORDING, Officer, Own),
    get(path::PERIODS, Officer, Below),
    post(path::PERIODS, Officer, Own),
    post(path::PERIOD_SEND, Officer, Own),
    get(path::URGING, Officer, Own),
    post(path::URGING, Officer, Below),
    get(path::PERIOD, Officer, Below),
    get(path::PERIOD_FIGURES, Officer, Below),
    get(path::PERIOD_DOCUMENT, Officer, Below),
    get(path::PERIOD_ARISEN, Officer, Own),
    get(path::UNIT_PICTURES, Officer, Below),
    get(path::UNIT_PARTS, Officer, Below),
    get(path::UNIT_FACTS, Officer, Below),
    get(path::UNITS, Officer, Below),
    post(path::UNITS, Officer, Below),
    // Programs.
    get(path::OPEN_API_DOCUMENT, Anybody, Nobodys),
    get("/api/v1/units", Program, Below),
    get("/api/v1/units/{unit}/overview", Program, Below),
    get("/api/v1/units/{unit}/campaigns", Program, Below),
    get("/api/v1/units/{unit}/households", Program, Below),
    get("/api/v1/units/{unit}/visits", Program, Below),
    get("/api/v1/units/{unit}/handovers", Program, Below),
    get("/api/v1/units/{unit}/fund", Program, Below),
    // What is not there.
    get("/api/v1/{*rest}", Anybody, Nobodys),
];
