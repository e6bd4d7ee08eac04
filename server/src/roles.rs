//! Who may ask what: every route, once. [`crate::guard`] answers nothing that does not stand here,
//! `docs/privacy.md` repeats the table in words, and the attacks in `tests/tests/office/attacks/`
//! try everybody on every line of it.

use axum::http::Method;
use chungtay_shared::api::{Role, path};

use Reach::{Below, Nobodys, Own};
use Who::{Anybody, Here, Office, Phone, Program, Sealed};

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
    /// An office's browser, by its session's cookie, where the account has one of these roles. A city's
    /// office is one too.
    Office(&'static [Role]),
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
    /// Whether it answers an office's browser of this role.
    pub fn is_for(&self, role: Role) -> bool {
        matches!(self.who, Office(roles) if roles.contains(&role))
    }

    /// Whether it asks for a proof that is fresh, of whoever has one.
    pub fn needs_fresh_proof(&self) -> bool {
        FRESH.contains(&(self.method, self.path))
    }

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

/// What must not be done by whoever finds a browser open: somebody has proved there lately who they are.
const FRESH: [(&Method, &str); 10] = [
    (&Method::POST, path::INVITES),
    (&Method::POST, path::OPEN_LINK),
    (&Method::POST, path::JOINING_ADMIT),
    (&Method::POST, path::DEVICE_REVOKE),
    (&Method::POST, path::TOOLS),
    (&Method::POST, path::TOOL_REVOKE),
    (&Method::POST, path::ACCOUNT_RESET),
    (&Method::POST, path::ACCOUNT_CLOSE),
    (&Method::POST, path::UNITS),
    (&Method::POST, path::FACTOR),
];

/// What is answered to a role of an office, as `GET /api/office/fund`.
pub fn answered_to(role: Role) -> Vec<String> {
    let rules = RULES.iter().filter(|rule| rule.is_for(role));
    let said = rules.map(|rule| format!("{} {}", rule.method, rule.path));
    said.collect()
}

// An officer does all that the office does; each other role has a part of it.
const EVERY: &[Role] = &[
    Role::Office,
    Role::Accountant,
    Role::Leader,
    Role::Oversight,
    Role::Administrator,
];
const OFFICER: &[Role] = &[Role::Office];
/// Who is in and out of the office's system.
const KEYS: &[Role] = &[Role::Office, Role::Administrator];
/// Households by name, and what is done with them.
const FIELD: &[Role] = &[Role::Office, Role::Leader];
/// Money.
const MONEY: &[Role] = &[Role::Office, Role::Accountant];
/// Gifts and cases, by the households they are for.
const GIFTS: &[Role] = &[Role::Office, Role::Accountant, Role::Leader];
/// What is ordered and named.
const PLANS: &[Role] = &[
    Role::Office,
    Role::Accountant,
    Role::Leader,
    Role::Oversight,
];
/// Sums with money in them, and reports.
const REPORTS: &[Role] = &[Role::Office, Role::Accountant, Role::Oversight];
/// What was done to be heard.
const HEARD: &[Role] = &[Role::Office, Role::Leader, Role::Oversight];
/// Units below, as sums.
const UNITS: &[Role] = &[
    Role::Office,
    Role::Accountant,
    Role::Oversight,
    Role::Administrator,
];

/// Every route.
pub const RULES: &[Rule] = &[
    get(path::HEALTH, Anybody, Nobodys),
    get(path::SETUP, Anybody, Nobodys),
    post(path::SETUP_DEMO, Here, Nobodys),
    post(path::SETUP_COMMUNE, Here, Nobodys),
    post(path::ENROL, Anybody, Nobodys),
    post(path::RECOVER, Anybody, Nobodys),
    post(path::WIPED, Anybody, Nobodys),
    // A phone.
    post(path::SYNC, Phone, Own),
    post(path::SYNC_SEALED, Sealed, Own),
    post(path::KNOCK, Sealed, Nobodys),
    post(path::ESCAPE, Phone, Own),
    // The office: who is there.
    get(path::SESSION, Office(EVERY), Own),
    delete(path::SESSION, Office(EVERY), Own),
    post(path::SIGN_IN, Anybody, Nobodys),
    get(path::AUTHENTICATOR, Office(EVERY), Own),
    post(path::FACTOR, Office(EVERY), Own),
    post(path::PROVE, Office(EVERY), Own),
    get(path::ACCOUNTS, Office(KEYS), Own),
    post(path::ACCOUNT_RESET, Office(KEYS), Own),
    post(path::ACCOUNT_CLOSE, Office(KEYS), Own),
    get(path::DEVICES, Office(KEYS), Own),
    post(path::DEVICE_REVOKE, Office(KEYS), Own),
    post(path::DEVICE_LOSE, Office(KEYS), Own),
    get(path::INVITES, Office(KEYS), Own),
    post(path::INVITES, Office(KEYS), Own),
    get(path::JOINING, Office(KEYS), Own),
    post(path::OPEN_LINK, Office(KEYS), Own),
    delete(path::OPEN_LINK, Office(KEYS), Own),
    post(path::JOINING_ADMIT, Office(KEYS), Own),
    post(path::JOINING_REFUSE, Office(KEYS), Own),
    get(path::TOOLS, Office(KEYS), Own),
    post(path::TOOLS, Office(KEYS), Own),
    post(path::TOOL_REVOKE, Office(KEYS), Own),
    get(path::ACCESS, Office(KEYS), Own),
    post(path::ESCAPE_IMPORT, Office(KEYS), Own),
    get(path::INCIDENTS, Office(KEYS), Own),
    post(path::INCIDENTS, Office(KEYS), Own),
    get(path::INCIDENT_NOTICE, Office(KEYS), Own),
    get(path::LIVE, Office(EVERY), Below),
    // The office: households.
    get(path::SUMMARY, Office(EVERY), Own),
    get(path::PICTURES, Office(EVERY), Own),
    get(path::FACTS, Office(FIELD), Own),
    get(path::HOUSEHOLDS, Office(FIELD), Own),
    post(path::HOUSEHOLDS, Office(FIELD), Own),
    post(path::LOOKALIKES, Office(FIELD), Own),
    get(path::HOUSEHOLD, Office(FIELD), Own),
    post(path::NUMBERS, Office(FIELD), Own),
    get(path::MINUTES, Office(FIELD), Own),
    get(path::SURVEY_FORM, Office(FIELD), Own),
    get(path::HOUSEHOLD_SHEET, Office(FIELD), Own),
    get(path::ERASE, Office(OFFICER), Own),
    post(path::ERASE, Office(OFFICER), Own),
    get(path::ERASURES, Office(KEYS), Own),
    post(path::QUARANTINE_ERASE, Office(OFFICER), Own),
    get(path::REQUESTS, Office(OFFICER), Own),
    post(path::REQUESTS, Office(OFFICER), Own),
    post(path::LIFE, Office(OFFICER), Own),
    post(path::STATUS, Office(OFFICER), Own),
    post(path::CONSENT, Office(OFFICER), Own),
    post(path::STATUS_RETRACT, Office(OFFICER), Own),
    post(path::SAME, Office(OFFICER), Own),
    post(path::DISTINCT, Office(OFFICER), Own),
    get(path::CONFLICTS, Office(FIELD), Own),
    post(path::CONFLICTS, Office(OFFICER), Own),
    get(path::QUARANTINE, Office(FIELD), Own),
    post(path::QUARANTINE_TRY, Office(OFFICER), Own),
    post(path::QUARANTINE_LOOK, Office(OFFICER), Own),
    get(path::QUARANTINE_RECORD, Office(OFFICER), Own),
    get(path::QUARANTINE_EXPORT, Office(OFFICER), Own),
    get(path::REVIEW, Office(FIELD), Own),
    post(path::REVIEW_ANSWER, Office(OFFICER), Own),
    post(path::REVIEW_SETTLE, Office(OFFICER), Own),
    get(path::REGISTER, Office(GIFTS), Own),
    post(path::REGISTER, Office(OFFICER), Own),
    post(path::IMPORT_PREVIEW, Office(OFFICER), Own),
    post(path::IMPORT_CONFIRM, Office(OFFICER), Own),
    post(path::IMPORT_LEFT, Office(OFFICER), Own),
    // The office: lists and files with people in them.
    get(path::RECEIPT_LIST, Office(MONEY), Own),
    get(path::VISIT_LIST, Office(FIELD), Own),
    get(path::POSTING_LIST, Office(MONEY), Own),
    get(path::EXPORT, Office(OFFICER), Own),
    // The office: campaigns, gifts, money.
    get(path::CAMPAIGNS, Office(PLANS), Own),
    post(path::CAMPAIGNS, Office(OFFICER), Below),
    get(path::ROUNDS, Office(GIFTS), Own),
    post(path::ROUNDS, Office(OFFICER), Own),
    post(path::ROUND_MOVE, Office(FIELD), Own),
    get(path::TAKEOVER, Office(FIELD), Own),
    post(path::TAKEOVER, Office(FIELD), Own),
    post(path::ROUND_MOVEMENTS, Office(GIFTS), Own),
    post(path::ROUND_VOID, Office(MONEY), Own),
    get(path::PUBLICITY, Office(HEARD), Own),
    post(path::PUBLICITY, Office(FIELD), Own),
    post(path::PUBLICITY_STRIKE, Office(OFFICER), Own),
    get(path::SUPPORTS, Office(GIFTS), Own),
    post(path::SUPPORTS, Office(OFFICER), Own),
    post(path::SUPPORT_STEP, Office(OFFICER), Own),
    post(path::SUPPORT_PAY, Office(MONEY), Own),
    post(path::SUPPORT_TAKE_BACK, Office(OFFICER), Own),
    get(path::FUND, Office(MONEY), Own),
    post(path::FUND, Office(MONEY), Own),
    get(path::FUND_LEDGER, Office(MONEY), Own),
    post(path::FUND_VOID, Office(MONEY), Own),
    post(path::FUND_STORE, Office(MONEY), Own),
    post(path::FUND_DECLINE, Office(MONEY), Own),
    // The office: reports, and the units below.
    get(path::REPORT, Office(REPORTS), Below),
    get(path::WORDING, Office(REPORTS), Own),
    post(path::WORDING, Office(OFFICER), Own),
    get(path::PERIODS, Office(REPORTS), Below),
    post(path::PERIODS, Office(MONEY), Own),
    post(path::PERIOD_SEND, Office(MONEY), Own),
    get(path::URGING, Office(REPORTS), Own),
    post(path::URGING, Office(OFFICER), Below),
    get(path::PERIOD, Office(REPORTS), Below),
    get(path::PERIOD_FIGURES, Office(REPORTS), Below),
    get(path::PERIOD_DOCUMENT, Office(REPORTS), Below),
    get(path::PERIOD_ARISEN, Office(MONEY), Own),
    get(path::UNIT_PICTURES, Office(EVERY), Below),
    get(path::UNIT_PARTS, Office(EVERY), Below),
    get(path::UNIT_FACTS, Office(MONEY), Below),
    get(path::UNITS, Office(UNITS), Below),
    post(path::UNITS, Office(OFFICER), Below),
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
