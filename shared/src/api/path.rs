//! Every path. `{id}` stands for an id in hexadecimal.

/// `GET`: is the server up? No body worth reading.
pub const HEALTH: &str = "/healthz";
/// `POST` CBOR: the sync.
pub const SYNC: &str = "/api/sync";
/// `POST`: the same, sealed, by a phone's service worker.
pub const SYNC_SEALED: &str = "/api/sync/sealed";
/// `POST` [`super::EnrolRequest`] -> [`super::Enrolled`].
pub const ENROL: &str = "/api/enrol";
/// `POST`: the same on a phone whose PIN is forgotten.
pub const RECOVER: &str = "/api/enrol/recover";
/// `POST` [`super::Wiped`]: a lost phone has removed all that was on it.
pub const WIPED: &str = "/api/enrol/wiped";
/// `POST` what a locked phone has sealed (`crate::phone::recovery`): is it lost?
pub const KNOCK: &str = "/api/knock";
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
/// `POST` [`super::accounts::SignInRequest`] -> [`super::Session`].
pub const SIGN_IN: &str = "/api/sign-in";
/// `GET` -> [`super::accounts::Authenticator`]: what an authenticator app is to be told.
pub const AUTHENTICATOR: &str = "/api/session/authenticator";
/// `POST` [`super::accounts::SetFactor`] -> [`super::accounts::RecoveryCodes`].
pub const FACTOR: &str = "/api/session/factor";
/// `POST` [`super::accounts::Proof`] -> [`super::Session`].
pub const PROVE: &str = "/api/session/prove";
/// `GET` -> `Vec<`[`super::accounts::AccountLine`]`>`.
pub const ACCOUNTS: &str = "/api/office/accounts";
/// `POST` -> [`super::MadeInvite`]: the account begins anew, by a link.
pub const ACCOUNT_RESET: &str = "/api/office/accounts/{id}/reset";
/// `POST`: closes an account with all its phones and browsers.
pub const ACCOUNT_CLOSE: &str = "/api/office/accounts/{id}/close";
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
/// `POST` [`super::register_household::Lookalikes`] -> [`super::register_household::SimilarHousehold`]s.
pub const LOOKALIKES: &str = "/api/office/lookalikes";
/// `GET` -> [`super::HouseholdDetail`].
pub const HOUSEHOLD: &str = "/api/office/households/{id}";
/// `GET` [`super::lists::MinutesQuery`] -> a text document: minutes of a handover or a case, to sign.
pub const MINUTES: &str = "/api/office/households/{id}/minutes";
/// `GET` -> a text document: what is asked of a household, with what is known filled in.
pub const SURVEY_FORM: &str = "/api/office/households/{id}/survey";
/// `GET` -> a text document: everything that is kept about a household.
pub const HOUSEHOLD_SHEET: &str = "/api/office/households/{id}/sheet";
/// `GET` -> [`super::erasure::ErasurePreview`]; `POST` [`super::erasure::EraseHousehold`] ->
/// [`super::erasure::ErasureDone`]: deletes what is kept about a household.
pub const ERASE: &str = "/api/office/households/{id}/erase";
/// `GET` -> [`super::erasure::ErasuresPage`].
pub const ERASURES: &str = "/api/office/erasures";
/// `POST` [`super::erasure::EraseRecord`] -> [`super::erasure::ErasureDone`]: the same of a record that came
/// after its household was erased. `{id}` is the record's hash.
pub const QUARANTINE_ERASE: &str = "/api/office/quarantine/{id}/erase";
/// `GET` -> `Vec<`[`super::ConflictLine`]`>`; `POST` [`super::ChooseValue`].
pub const CONFLICTS: &str = "/api/office/conflicts";
/// `GET` -> [`super::QuarantinePage`].
pub const QUARANTINE: &str = "/api/office/quarantine";
/// `POST` `{}` -> [`super::Trial`]: the server tries a record again. `{id}` is the record's hash.
pub const QUARANTINE_TRY: &str = "/api/office/quarantine/{id}/try";
/// `POST` [`super::Look`]: somebody has looked at a record, which waits no more.
pub const QUARANTINE_LOOK: &str = "/api/office/quarantine/{id}/look";
/// `GET` -> one line of JSON, to be kept as a file: the record whole (`docs/set-aside.md`).
pub const QUARANTINE_RECORD: &str = "/api/office/quarantine/{id}/export";
/// `GET` -> the same of every record, one a line.
pub const QUARANTINE_EXPORT: &str = "/api/office/quarantine/export";
/// `GET` -> `Vec<`[`super::DeviceLine`]`>`.
pub const DEVICES: &str = "/api/office/devices";
/// `POST`: revoke a phone.
pub const DEVICE_REVOKE: &str = "/api/office/devices/{id}/revoke";
/// `POST`: revoke a phone that is lost; it removes what is on it.
pub const DEVICE_LOSE: &str = "/api/office/devices/{id}/lose";
/// `GET` -> `Vec<`[`super::InviteLine`]`>`; `POST` [`super::NewInvite`] -> [`super::MadeInvite`].
pub const INVITES: &str = "/api/office/invites";
/// `GET` -> [`super::joining::JoiningPage`].
pub const JOINING: &str = "/api/office/joining";
/// `POST` -> [`super::joining::OpenLink`]: the link of before is closed; `DELETE`: closes it.
pub const OPEN_LINK: &str = "/api/office/joining/link";
/// `POST` [`super::joining::Admit`]: the phone is a volunteer's.
pub const JOINING_ADMIT: &str = "/api/office/joining/{id}/admit";
/// `POST`: the phone is nobody's, and nothing of it is received.
pub const JOINING_REFUSE: &str = "/api/office/joining/{id}/refuse";
/// `GET` -> `Vec<`[`super::CampaignState`]`>`, newest first; `POST` [`super::SaveCampaign`]
/// -> [`crate::campaign::Campaign`].
pub const CAMPAIGNS: &str = "/api/office/campaigns";
/// `GET` -> [`super::rounds::RoundsPage`]; `POST` [`super::rounds::IssueRound`]: issue a round.
pub const ROUNDS: &str = "/api/office/rounds";
/// `POST` [`super::rounds::MoveRights`]: give rights of a round anew.
pub const ROUND_MOVE: &str = "/api/office/rounds/{id}/move";
/// `GET` -> [`super::takeover::TakeoverPage`]; `POST` [`super::takeover::TakeOver`]: a phone takes another's place.
pub const TAKEOVER: &str = "/api/office/takeover";
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
/// `POST` [`crate::consent::ConsentDraft`]: what a household agrees to, or no longer.
pub const CONSENT: &str = "/api/office/households/{id}/consent";
/// `POST` [`super::lives::TellSame`]: two records are one household.
pub const SAME: &str = "/api/office/same";
/// `POST` [`super::lives::TellDistinct`]: two records are two households.
pub const DISTINCT: &str = "/api/office/distinct";
/// `GET` [`super::fund::DayQuery`] -> [`super::fund::FundPage`]; `POST`
/// [`crate::fund::EntryDraft`]: enter something.
pub const FUND: &str = "/api/office/fund";
/// `GET` [`super::fund::DayQuery`] -> a workbook: what came in and went out.
pub const FUND_LEDGER: &str = "/api/office/fund.xlsx";
/// `GET` [`super::report::ReportQuery`] -> a text document: the campaign's report.
pub const REPORT: &str = "/api/office/report";
/// `GET` [`super::report::ReportQuery`] -> [`super::report::WordingPage`]; `POST`
/// [`crate::wording::WordingDraft`]: keeps another version.
pub const WORDING: &str = "/api/office/report/wording";
/// `POST` [`super::fund::VoidEntry`]: an entry does not count.
pub const FUND_VOID: &str = "/api/office/fund/{id}/void";
/// `POST` [`super::fund::StoreGoods`]: take the goods of a receipt into a round's store.
pub const FUND_STORE: &str = "/api/office/fund/{id}/store";
/// `POST` [`super::fund::DeclineOffer`]: what a volunteer told is not entered.
pub const FUND_DECLINE: &str = "/api/office/fund/decline";
/// `POST` the file itself as body, its name percent-encoded in the header `x-file-name`
/// -> [`super::import::Preview`].
pub const IMPORT_PREVIEW: &str = "/api/office/import";
/// `POST` [`super::import::AnswerLeft`].
pub const IMPORT_LEFT: &str = "/api/office/import/left";
/// `POST` [`super::import::Confirm`] -> lines of [`super::import::Progress`] as JSON, one a line,
/// the last with `done == total`.
pub const IMPORT_CONFIRM: &str = "/api/office/import/{id}/confirm";
/// `GET` -> [`super::pictures::PicturesPage`].
pub const PICTURES: &str = "/api/office/pictures";
/// `GET` -> [`super::pictures::PicturesPage`] of the unit and all below it, a bar for each unit.
pub const UNIT_PICTURES: &str = "/api/office/units/pictures";
/// `GET` -> [`super::units::UnitsPage`]; `POST` [`super::units::NewUnit`] -> [`super::MadeInvite`].
pub const UNITS: &str = "/api/office/units";
/// `GET` [`super::behind::BehindQuery`] -> [`super::behind::PartsPage`]: each unit's part of a number.
pub const UNIT_PARTS: &str = "/api/office/units/behind";
/// `GET` [`super::behind::BehindQuery`] -> [`super::behind::FactsPage`]: what was recorded in the unit whose
/// code is `{unit}`, without names.
pub const UNIT_FACTS: &str = "/api/office/units/{unit}/behind";
/// `GET` [`super::period::PeriodsQuery`] -> [`super::period::PeriodsPage`]; `POST`
/// [`crate::period::ClosePeriod`]: close a period.
pub const PERIODS: &str = "/api/office/periods";
/// `POST` [`super::period::SendPeriod`]: send a closed period to the unit above.
pub const PERIOD_SEND: &str = "/api/office/periods/send";
/// `GET` -> `Vec<`[`super::period::OwedReport`]`>`; `POST` [`crate::period::UrgingDraft`]: what is to be
/// reported by units below, or who was reminded.
pub const URGING: &str = "/api/office/urging";
/// `GET` [`super::period::PeriodQuery`] -> [`super::period::PeriodDetail`].
pub const PERIOD: &str = "/api/office/period";
/// `GET` [`super::period::PeriodQuery`] -> the figures as they are kept, byte for byte.
pub const PERIOD_FIGURES: &str = "/api/office/period.json";
/// `GET` [`super::period::PeriodQuery`] -> a text document: the closed figures.
pub const PERIOD_DOCUMENT: &str = "/api/office/period.docx";
/// `GET` [`super::period::PeriodQuery`] -> [`super::period::Arisen`], of one's own unit.
pub const PERIOD_ARISEN: &str = "/api/office/period/arisen";
/// `GET` -> `Vec<`[`super::tools::ToolLine`]`>`; `POST` [`super::tools::NewTool`] ->
/// [`super::tools::MadeTool`].
pub const TOOLS: &str = "/api/office/tools";
/// `POST`: revoke a token.
pub const TOOL_REVOKE: &str = "/api/office/tools/{id}/revoke";
/// `GET` [`super::access::AccessQuery`] -> [`super::access::AccessPage`]: who saw, changed or took what.
pub const ACCESS: &str = "/api/office/access";
/// `GET`: what stands under [`OPEN_API`], for programs (`docs/api.md`).
pub const OPEN_API_DOCUMENT: &str = "/api/v1/openapi.json";
/// What programs read, by a token of theirs.
pub const OPEN_API: &str = "/api/v1";
/// `POST` -> `Vec<`[`super::NumberOf`]`>`: the personal numbers of a household's records, whole. No `GET`: it
/// is done deliberately, and noted each time.
pub const NUMBERS: &str = "/api/office/households/{id}/numbers";
/// `GET` -> [`super::requests::RequestsPage`]; `POST` [`crate::data_request::Draft`]: what people ask of the
/// data that are kept about them.
pub const REQUESTS: &str = "/api/office/requests";
/// `GET` -> [`super::incidents::IncidentsPage`]; `POST` [`crate::incident::Draft`]: what has happened to
/// personal data.
pub const INCIDENTS: &str = "/api/office/incidents";
/// `GET` -> a text document: the notice to the authority.
pub const INCIDENT_NOTICE: &str = "/api/office/incidents/{id}/notice";
/// `GET` server-sent events: `changed` whenever something in the commune changed.
pub const LIVE: &str = "/api/office/live";
