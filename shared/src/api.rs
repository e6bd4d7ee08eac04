//! The HTTP contract in JSON: paths, requests and replies. The sync's own frames are CBOR and
//! stand in `sync::wire`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::codes;
use crate::escape::SealingKey;
use crate::household::{Category, FieldConflict, Household, ProfileField};
use crate::id::{Actor, DeviceId, DocId, FactId};
use crate::life::LifeKind;
use crate::time::{LocalDate, Timestamp};

mod campaigns;
mod devices;
pub mod fund;
pub mod import;
pub mod lists;
pub mod lives;
pub mod publicity;
mod quarantine;
pub mod register;
pub mod report;
pub mod review;
pub mod rounds;
pub mod supports;
pub mod units;

pub use crate::campaign::CampaignState;
pub use campaigns::{AidItemDraft, SaveCampaign, TargetReached};
pub use devices::{DeviceLine, InviteLine, InviteState, MadeInvite, NewInvite};
pub use quarantine::{QuarantineLine, QuarantinePage, Trial};

/// Every path. `{id}` stands for an id in hexadecimal.
pub mod path {
    /// `GET`: is the server up? No body worth reading.
    pub const HEALTH: &str = "/healthz";
    /// `POST` CBOR: the sync.
    pub const SYNC: &str = "/api/sync";
    /// `POST` [`super::EnrolRequest`] -> [`super::Enrolled`].
    pub const ENROL: &str = "/api/enrol";
    /// `POST` a colleague's escape file, by a phone -> [`super::EscapeCounts`].
    pub const ESCAPE: &str = "/api/escape";
    /// `POST` an escape file, by the office -> [`super::EscapeImported`].
    pub const ESCAPE_IMPORT: &str = "/api/office/escape";
    /// `GET` -> [`super::SetupState`].
    pub const SETUP: &str = "/api/setup";
    /// `POST` `{}` -> [`super::DemoReady`]: fill the invented commune.
    pub const SETUP_DEMO: &str = "/api/setup/demo";
    /// `POST` [`super::BeginCommune`] -> [`super::Session`]: begin with a real commune.
    pub const SETUP_COMMUNE: &str = "/api/setup/commune";
    /// `GET` -> [`super::Session`]; `DELETE`: sign out.
    pub const SESSION: &str = "/api/session";
    /// `GET` -> [`super::Summary`].
    pub const SUMMARY: &str = "/api/office/summary";
    /// `GET` [`super::FactQuery`] -> [`super::FactPage`].
    pub const FACTS: &str = "/api/office/facts";
    /// `GET` [`super::ReceiptListQuery`] -> a workbook: who was given what, to sign.
    pub const RECEIPT_LIST: &str = "/api/office/receipt-list.xlsx";
    /// `GET` [`super::lists::VisitListQuery`] -> a workbook: whom to visit, what to give them.
    pub const VISIT_LIST: &str = "/api/office/visit-list.xlsx";
    /// `GET` [`super::lists::PostingQuery`] -> a workbook: to whom a campaign gave what, to be posted.
    pub const POSTING_LIST: &str = "/api/office/posting-list.xlsx";
    /// `GET` -> a table as CSV (`docs/exports.md`). `{id}` is the code of a [`super::lists::Export`].
    pub const EXPORT: &str = "/api/office/exports/{id}";
    /// `GET` -> `Vec<`[`super::HouseholdLine`]`>`.
    pub const HOUSEHOLDS: &str = "/api/office/households";
    /// `GET` -> [`super::HouseholdDetail`].
    pub const HOUSEHOLD: &str = "/api/office/households/{id}";
    /// `GET` [`super::lists::MinutesQuery`] -> a text document: minutes of a handover or a case, to sign.
    pub const MINUTES: &str = "/api/office/households/{id}/minutes";
    /// `GET` -> a text document: what is asked of a household, with what is known filled in.
    pub const SURVEY_FORM: &str = "/api/office/households/{id}/survey";
    /// `GET` -> a text document: everything that is kept about a household.
    pub const HOUSEHOLD_SHEET: &str = "/api/office/households/{id}/sheet";
    /// `GET` -> `Vec<`[`super::ConflictLine`]`>`; `POST` [`super::ChooseValue`].
    pub const CONFLICTS: &str = "/api/office/conflicts";
    /// `GET` -> [`super::QuarantinePage`].
    pub const QUARANTINE: &str = "/api/office/quarantine";
    /// `POST` `{}` -> [`super::Trial`]: the server tries a record again. `{id}` is the record's hash.
    pub const QUARANTINE_TRY: &str = "/api/office/quarantine/{id}/try";
    /// `GET` -> one line of JSON, to be kept as a file: the record whole (`docs/set-aside.md`).
    pub const QUARANTINE_RECORD: &str = "/api/office/quarantine/{id}/export";
    /// `GET` -> the same of every record, one a line.
    pub const QUARANTINE_EXPORT: &str = "/api/office/quarantine/export";
    /// `GET` -> `Vec<`[`super::DeviceLine`]`>`.
    pub const DEVICES: &str = "/api/office/devices";
    /// `POST`: revoke a phone.
    pub const DEVICE_REVOKE: &str = "/api/office/devices/{id}/revoke";
    /// `GET` -> `Vec<`[`super::InviteLine`]`>`; `POST` [`super::NewInvite`] -> [`super::MadeInvite`].
    pub const INVITES: &str = "/api/office/invites";
    /// `GET` -> `Vec<`[`super::CampaignState`]`>`, newest first; `POST` [`super::SaveCampaign`]
    /// -> [`crate::campaign::Campaign`].
    pub const CAMPAIGNS: &str = "/api/office/campaigns";
    /// `GET` -> [`super::rounds::RoundsPage`]; `POST` [`super::rounds::IssueRound`]: issue a round.
    pub const ROUNDS: &str = "/api/office/rounds";
    /// `POST` [`super::rounds::MoveRights`]: give rights of a round anew.
    pub const ROUND_MOVE: &str = "/api/office/rounds/{id}/move";
    /// `POST` [`crate::custody::MovementDraft`]: note that gifts of a round went from hand to hand.
    pub const ROUND_MOVEMENTS: &str = "/api/office/rounds/{id}/movements";
    /// `POST` [`super::rounds::VoidMovement`]: take a movement back.
    pub const ROUND_VOID: &str = "/api/office/rounds/{id}/void";
    /// `GET` -> [`super::publicity::PublicityPage`]; `POST` [`super::publicity::NoteActivity`].
    pub const PUBLICITY: &str = "/api/office/publicity";
    /// `GET` -> [`super::register::RegisterPage`]; `POST` [`crate::register::SaidDraft`]: says something.
    pub const REGISTER: &str = "/api/office/register";
    /// `POST` [`super::publicity::StrikeActivity`]: an activity does not count.
    pub const PUBLICITY_STRIKE: &str = "/api/office/publicity/strike";
    /// `GET` -> [`super::supports::SupportsPage`]; `POST` [`super::supports::OpenCase`].
    pub const SUPPORTS: &str = "/api/office/supports";
    /// `POST` [`super::supports::NoteStep`].
    pub const SUPPORT_STEP: &str = "/api/office/supports/step";
    /// `POST` [`super::supports::Pay`].
    pub const SUPPORT_PAY: &str = "/api/office/supports/pay";
    /// `POST` [`super::supports::TakeBack`]: a case, a step or a payment was said wrongly.
    pub const SUPPORT_TAKE_BACK: &str = "/api/office/supports/take-back";
    /// `GET` -> [`super::review::ReviewPage`].
    pub const REVIEW: &str = "/api/office/review";
    /// `POST` [`super::review::AnswerProposal`].
    pub const REVIEW_ANSWER: &str = "/api/office/review/answer";
    /// `POST` [`super::review::Settle`].
    pub const REVIEW_SETTLE: &str = "/api/office/review/settle";
    /// `POST` [`super::lives::TellLife`]: say what became of a household.
    pub const LIFE: &str = "/api/office/households/{id}/life";
    /// `POST` [`super::lives::TellStatus`]: record an official decision about its category.
    pub const STATUS: &str = "/api/office/households/{id}/status";
    /// `POST` [`super::lives::NoStatus`]: a recorded decision is wrong.
    pub const STATUS_RETRACT: &str = "/api/office/households/{id}/status/retract";
    /// `POST` [`super::lives::TellSame`]: two records are one household.
    pub const SAME: &str = "/api/office/same";
    /// `POST` [`super::lives::TellDistinct`]: two records are two households.
    pub const DISTINCT: &str = "/api/office/distinct";
    /// `GET` [`super::fund::FundQuery`] -> [`super::fund::FundPage`]; `POST`
    /// [`crate::fund::EntryDraft`]: enter something.
    pub const FUND: &str = "/api/office/fund";
    /// `GET` [`super::fund::FundQuery`] -> a workbook: what came in and went out.
    pub const FUND_LEDGER: &str = "/api/office/fund.xlsx";
    /// `GET` [`super::report::ReportQuery`] -> a text document: the campaign's report.
    pub const REPORT: &str = "/api/office/report";
    /// `POST` [`super::fund::VoidEntry`]: an entry does not count.
    pub const FUND_VOID: &str = "/api/office/fund/{id}/void";
    /// `POST` the file itself as body, its name percent-encoded in the header `x-file-name`
    /// -> [`super::import::Preview`].
    pub const IMPORT_PREVIEW: &str = "/api/office/import";
    /// `POST` [`super::import::Confirm`] -> lines of [`super::import::Progress`] as JSON, one a line,
    /// the last with `done == total`.
    pub const IMPORT_CONFIRM: &str = "/api/office/import/{id}/confirm";
    /// `GET` -> [`super::units::UnitsPage`]; `POST` [`super::units::NewUnit`] -> [`super::MadeInvite`].
    pub const UNITS: &str = "/api/office/units";
    /// `GET` server-sent events: `changed` whenever something in the commune changed.
    pub const LIVE: &str = "/api/office/live";
}

/// Every refusal. `code` is for programs, `message` for people who read English.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErrorBody {
    /// What happened, such as `link_expired`; the catalogues say it in words (`api.<code>`).
    pub code: String,
    /// One sentence: what happened, what was kept, what to do.
    pub message: String,
    /// Problems of a form, when the request was one.
    #[serde(default)]
    pub fields: Vec<crate::field::FieldError>,
}

codes!(
    /// What an account may do.
    Role {
        /// Records in the field, in one commune.
        Volunteer = "volunteer",
        /// Keeps the commune's lists.
        Office = "office",
    }
);

/// Redeems an enrolment link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnrolRequest {
    /// The part of the link behind `#`.
    pub code: String,
    /// The actor the device will write with, made by the device.
    pub actor: Actor,
    /// What the office will see the device called.
    pub device_name: String,
    /// Whose records the device holds, when it was enrolled before: with this link it may only go
    /// on in the same name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub returning: Option<Owner>,
}

/// Whose records a device holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Owner {
    /// Code of the commune.
    pub commune: String,
    /// The person's name.
    pub person_name: String,
}

/// The device is enrolled. For an office link the session is a cookie and `token` is empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enrolled {
    /// What the account may do.
    pub role: Role,
    /// The bearer token of the phone; shown once, stored hashed.
    pub token: String,
    /// The device.
    pub device: DeviceId,
    /// Whose account.
    pub person_name: String,
    /// Code of the commune.
    pub commune: String,
    /// Its name.
    pub commune_name: String,
    /// Whether everything in it is invented.
    pub synthetic: bool,
    /// What the phone's escape files are sealed for.
    pub sealing_key: SealingKey,
}

codes!(
    /// Whether an escape file's records count as their phone's own.
    EscapeStanding {
        /// They do: the phone has shown its token.
        Known = "known",
        /// The office has locked the phone: they are set aside.
        Revoked = "revoked",
        /// The phone has got another token since: they are set aside.
        Unproven = "unproven",
    }
);

/// What became of an escape file's records.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EscapeCounts {
    /// Stored now.
    pub stored: u64,
    /// There already.
    pub already_had: u64,
    /// Set aside, each with its reason.
    pub set_aside: u64,
}

/// An escape file that the office has taken in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EscapeImported {
    /// What became of the records.
    pub counts: EscapeCounts,
    /// Whether they count as the phone's own.
    pub standing: EscapeStanding,
    /// When the file was made, by the phone's clock.
    pub made_at: Timestamp,
    /// Whose phone it was; none for another commune's.
    pub person_name: Option<String>,
    /// What the phone is called; none for another commune's.
    pub device_name: Option<String>,
}

/// Whether the server has begun.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetupState {
    /// No account exists yet.
    pub empty: bool,
    /// This browser may begin it: it runs on the server's own machine.
    pub may_begin: bool,
}

/// Begins with a real commune.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BeginCommune {
    /// Code of the commune.
    pub code: String,
    /// Its name; empty to take it from the table of units.
    pub name: String,
    /// Name of the officer who begins.
    pub person_name: String,
}

/// The invented commune is there; this browser is its office.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DemoReady {
    /// The office's session.
    pub session: Session,
    /// Links for two volunteers' phones.
    pub volunteers: Vec<MadeInvite>,
    /// A link to the office of the city that the commune lies in.
    pub city: MadeInvite,
}

/// Who is signed in at the office.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// Whether the unit keeps other units: some stand under it, or it is of those that only do that.
    #[serde(default)]
    pub keeps_units: bool,
    /// Their name.
    pub person_name: String,
    /// Code of the commune.
    pub commune: String,
    /// Its name.
    pub commune_name: String,
    /// Whether everything in it is invented.
    pub synthetic: bool,
}

/// Households ("hộ") and household-times ("lượt hộ"): both are always needed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reach {
    /// Distinct households.
    pub households: u64,
    /// Household-times.
    pub times: u64,
}

/// How far a hamlet has come.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HamletReach {
    /// Its name.
    pub name: String,
    /// Households of it on the list.
    pub households: u64,
    /// Of those, visited at least once.
    pub visited: u64,
    /// Of those, given something at least once.
    pub aided: u64,
}

/// Where the commune stands. Counts only facts that stand.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// Households on the list.
    pub households: u64,
    /// People in them, as far as known.
    pub members: u64,
    /// Households by today's category code.
    pub by_category: BTreeMap<String, u64>,
    /// Households by hamlet, in the hamlets' order.
    pub by_hamlet: Vec<HamletReach>,
    /// Visits in all.
    pub visited: Reach,
    /// Visits within the campaign's window.
    pub visited_in_campaign: Reach,
    /// Handovers in all.
    pub aided: Reach,
    /// Handovers within the campaign's window.
    pub aided_in_campaign: Reach,
    /// Money handed over, in đồng.
    pub money_vnd: i64,
    /// Value of goods handed over, in đồng.
    pub goods_value_vnd: i64,
    /// Name of the campaign whose window is meant; empty when there is none.
    pub campaign_name: String,
    /// How far the campaign's targets were reached.
    pub targets: Vec<TargetReached>,
    /// Fields with two values.
    pub conflicts: u64,
    /// Records set aside.
    pub quarantined: u64,
    /// Proposals that nobody has answered.
    pub proposals: u64,
    /// Handovers otherwise than rights say (`crate::review`), which nobody has looked at.
    pub doubts: u64,
    /// Changes that volunteers saw and nobody has answered.
    pub noticed: u64,
    /// Pairs of records that may be one household.
    pub lookalikes: u64,
    /// Rights to give to households that are gone.
    pub stranded: u64,
    /// Gifts that do not add up.
    pub custody: u64,
    /// Households that are no longer to be visited, second records not counted.
    pub gone: u64,
    /// Records that phones have said they made but not yet handed in.
    pub owed: u64,
}

codes!(
    /// What kind of fact stands in a line of the office's table.
    FactKind {
        /// A visit.
        Visit = "visit",
        /// A handover.
        Handover = "handover",
        /// A proposal to give something.
        Proposal = "proposal",
    }
);

/// Which facts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactQuery {
    /// Only this kind.
    #[serde(default)]
    pub kind: Option<FactKind>,
    /// Only of this hamlet; empty for all.
    #[serde(default)]
    pub hamlet: String,
    /// Words of a search, any order, with or without marks.
    #[serde(default)]
    pub search: String,
    /// How many to skip.
    #[serde(default)]
    pub offset: u64,
    /// How many at most (200 at most).
    #[serde(default)]
    pub limit: u64,
}

/// Which handovers stand on a list to sign; both days count.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptListQuery {
    /// First day; from the beginning when it is left out.
    #[serde(default)]
    pub from: Option<LocalDate>,
    /// Last day.
    #[serde(default)]
    pub to: Option<LocalDate>,
    /// Only of this hamlet; empty for all.
    #[serde(default)]
    pub hamlet: String,
}

/// One visit or handover.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactLine {
    /// The fact.
    pub id: FactId,
    /// Which kind.
    pub kind: FactKind,
    /// Whose document.
    pub household: DocId,
    /// Head of the household.
    pub head_name: String,
    /// Ấp or khu vực.
    pub hamlet: String,
    /// When it took place, by the device's clock.
    pub at: Timestamp,
    /// For a visit the purpose's code, for all else the form's.
    pub what: String,
    /// For a visit who was met (code), for all else the item's name.
    pub detail: String,
    /// Free note.
    pub note: String,
    /// Money in đồng.
    pub money_vnd: i64,
    /// Value of goods in đồng.
    pub goods_value_vnd: i64,
    /// Quantity in thousandths of the unit.
    pub quantity_milli: i64,
    /// Unit of the quantity.
    pub unit: String,
    /// Whether a finger signature was given.
    pub signed: bool,
    /// Who recorded it.
    pub person_name: String,
    /// When the server received it.
    pub received_at: Timestamp,
    /// It was corrected by another fact and counts no more; a proposal: it was answered,
    /// or taken back.
    pub corrected: bool,
}

/// A page of facts, newest received first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactPage {
    /// The lines.
    pub lines: Vec<FactLine>,
    /// How many match in all.
    pub total: u64,
}

/// One household in the office's list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HouseholdLine {
    /// The document.
    pub id: DocId,
    /// Head of the household.
    pub head_name: String,
    /// Everyday name.
    pub nickname: String,
    /// Ấp or khu vực.
    pub hamlet: String,
    /// Today's category.
    pub category: Option<Category>,
    /// Year the head was born.
    pub birth_year: Option<i32>,
    /// People; 0 when unknown.
    pub member_count: u32,
    /// Visits that stand.
    pub visit_count: u32,
    /// Handovers that stand.
    pub handover_count: u32,
    /// Their value in đồng.
    pub value_vnd: i64,
    /// Folded words to search in.
    pub search: String,
    /// Why it is no longer to be visited, if so (`crate::life::Gone`).
    #[serde(default)]
    pub gone: Option<LifeKind>,
}

/// A household and the names of those who wrote in it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HouseholdDetail {
    /// The household.
    pub household: Household,
    /// Second records of it that are kept in this one, each with all it holds.
    #[serde(default)]
    pub merged: Vec<Household>,
    /// Heads of the households that its life speaks of.
    #[serde(default)]
    pub heads: BTreeMap<DocId, String>,
    /// When the server received each visit, handover and proposal, of second records too.
    #[serde(default)]
    pub received: BTreeMap<FactId, Timestamp>,
    /// Names by actor.
    pub people: BTreeMap<Actor, String>,
}

/// A field with two values, waiting for the office.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConflictLine {
    /// Whose document.
    pub household: DocId,
    /// Head of the household.
    pub head_name: String,
    /// Ấp or khu vực.
    pub hamlet: String,
    /// The field and its values.
    pub conflict: FieldConflict,
    /// Names by actor.
    pub people: BTreeMap<Actor, String>,
}

/// The office's choice for a field. Any value may be chosen, also a third one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChooseValue {
    /// Whose document.
    pub household: DocId,
    /// Which field.
    pub field: ProfileField,
    /// The value that shall stand.
    pub value: String,
}
