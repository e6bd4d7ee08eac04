//! The HTTP contract in JSON: paths, requests and replies. The sync's own frames are CBOR and
//! stand in `sync::wire`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::codes;
use crate::escape::SealingKey;
use crate::household::{Category, Chosen, FieldConflict, Household, ProfileField, Recorded};
use crate::id::{Actor, DeviceId, DocId, FactId};
use crate::life::LifeKind;
use crate::sync::proof::ProofKey;
use crate::time::{LocalDate, Timestamp};
use crate::visit::Need;

pub mod access;
pub mod accounts;
pub mod behind;
mod campaigns;
mod devices;
pub mod erasure;
pub mod fund;
pub mod import;
pub mod incidents;
pub mod joining;
pub mod lists;
pub mod lives;
pub mod path;
pub mod period;
pub mod pictures;
pub mod publicity;
mod quarantine;
pub mod register;
pub mod register_household;
pub mod report;
pub mod requests;
pub mod review;
mod role;
pub mod rounds;
mod session;
pub mod supports;
pub mod takeover;
pub mod tools;
pub mod units;

pub use crate::campaign::CampaignState;
pub use campaigns::{AidItemDraft, SaveCampaign, TargetReached};
pub use devices::{DeviceLine, InviteLine, InviteState, MadeInvite, NewInvite, Wipe, Wiped};
pub use quarantine::{Look, Looked, QuarantineLine, QuarantinePage, Trial};
pub use role::Role;
pub use session::Session;

/// The header of what a page asks by itself, with nobody who has done anything.
pub const BY_ITSELF: &str = "x-chungtay-by-itself";

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
    /// By an open link ([`joining`]): who comes. Other links say whose they are.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub person_name: String,
    /// What the device will sign its requests by; a browser that makes no such keys has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<ProofKey>,
}

/// Redeems an enrolment link on a phone whose volunteer has forgotten the PIN.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecoverRequest {
    /// The part of the link behind `#`.
    pub code: String,
    /// The actor the phone writes with.
    pub actor: Actor,
    /// What the office will see the phone called.
    pub device_name: String,
    /// The phone's data key, sealed for the server (`crate::phone::recovery`), in hexadecimal.
    pub sealed: String,
    /// As [`EnrolRequest::key`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<ProofKey>,
}

/// The phone goes on, with the key it had.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recovered {
    /// As for every other link.
    pub enrolled: Enrolled,
    /// The data key, in hexadecimal.
    pub key: String,
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
    /// Links for each other role of the commune's office.
    pub colleagues: Vec<MadeInvite>,
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
    /// That campaign's document and its first and last day.
    #[serde(default)]
    pub campaign: Option<(DocId, LocalDate, LocalDate)>,
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
    /// Rows of imported lists that nobody has answered.
    pub left_rows: u64,
    /// Categories that volunteers proposed and nobody has answered.
    #[serde(default)]
    pub claims: u64,
    /// What volunteers were promised or handed for the Fund and nobody has entered.
    #[serde(default)]
    pub offers: u64,
    /// Households that are no longer to be visited, second records not counted.
    pub gone: u64,
    /// Records that phones have said they made but not yet handed in.
    pub owed: u64,
    /// Phones that have come by the open link and wait to be admitted.
    #[serde(default)]
    pub joining: u64,
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
    /// Only from this day on.
    #[serde(default)]
    pub from: Option<LocalDate>,
    /// Only up to this day.
    #[serde(default)]
    pub to: Option<LocalDate>,
    /// Only of this campaign, whenever that was.
    #[serde(default)]
    pub campaign: Option<DocId>,
    /// Only those that count: corrected ones are left out.
    #[serde(default)]
    pub standing: bool,
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
    /// Of how many households; second records count as the one they are kept in.
    pub households: u64,
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
    /// Visits that stand, with those of second records that are kept in it.
    pub visit_count: u32,
    /// Handovers that stand, likewise.
    pub handover_count: u32,
    /// Their value in đồng.
    pub value_vnd: i64,
    /// Folded words to search in.
    pub search: String,
    /// Why it is no longer to be visited, if so (`crate::life::Gone`).
    #[serde(default)]
    pub gone: Option<LifeKind>,
    /// What it was last seen to lack.
    #[serde(default)]
    pub needs: Vec<Need>,
}

/// A household and the names of those who wrote in it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HouseholdDetail {
    /// The household. Of personal numbers only the last digits are given, here and below.
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
    /// Which of several values were chosen, oldest first.
    #[serde(default)]
    pub choices: Vec<Recorded<Chosen>>,
    /// Names by actor.
    pub people: BTreeMap<Actor, String>,
}

/// The personal number of a record, whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NumberOf {
    /// The record.
    pub record: DocId,
    /// The number; empty when none is known.
    pub number: String,
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
    /// Why that one.
    pub reason: String,
}
