//! Periods that are closed, what is due and who has reported it, between the office and the server.

use serde::{Deserialize, Serialize};

use super::FactLine;
use super::report::ReportStyle;
use super::units::UnitName;
use crate::fund::RollUp;
use crate::id::DocId;
use crate::period::{Answer, Due, Figures, Flow, Next, Reached, Reminder, UrgedStatement};
use crate::time::{LocalDate, Timestamp};

/// Whose periods.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeriodsQuery {
    /// Of this campaign; of the one that is meant today when it is left out.
    #[serde(default)]
    pub campaign: Option<DocId>,
}

/// Which period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeriodQuery {
    /// Code of the unit; empty for one's own.
    #[serde(default)]
    pub unit: String,
    /// Its campaign.
    pub campaign: DocId,
    /// Number of the period.
    pub n: u64,
    /// Of a text document, whose paper; the Front's when it is left out.
    #[serde(default)]
    pub style: Option<ReportStyle>,
}

/// Sends a closed period to the unit above.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SendPeriod {
    /// Of this campaign.
    pub campaign: DocId,
    /// Its number.
    pub n: u64,
}

/// A campaign by name and window.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CampaignName {
    /// The campaign.
    pub id: DocId,
    /// Its name.
    pub name: String,
    /// First day.
    pub from: LocalDate,
    /// Last day.
    pub to: LocalDate,
}

/// A unit's periods, what it owes, and what it is owed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeriodsPage {
    /// Today, by the server's clock.
    pub today: LocalDate,
    /// The unit's campaigns, newest first.
    pub campaigns: Vec<CampaignName>,
    /// Of this one are the periods; none when there is no campaign.
    pub campaign: Option<DocId>,
    /// Those that were closed, newest first.
    pub closed: Vec<ClosedLine>,
    /// The one that comes next.
    pub next: Option<Next>,
    /// What it comes to by today; none while its first day has not come.
    pub open: Option<Figures>,
    /// Phones that have not handed in all they have made.
    pub owing: Vec<OwingPhone>,
    /// Whether a unit stands above, to which periods are sent.
    pub has_above: bool,
    /// What units above want reported.
    pub owed: Vec<OwedReport>,
    /// What one's own unit wants of those below; none when there are none.
    pub below: Option<Below>,
}

/// A period that was closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClosedLine {
    /// Its number.
    pub n: u64,
    /// First day.
    pub from: LocalDate,
    /// Last day.
    pub to: LocalDate,
    /// When it was closed.
    pub closed_at: Timestamp,
    /// By whom.
    pub closed_by: String,
    /// Up to this number of the log everything was counted.
    pub counted_to: u64,
    /// SHA-256 of the figures as they are kept, in hexadecimal.
    pub hash: String,
    /// Who was reached in it.
    pub own: Reached,
    /// What was given in it.
    pub flow: Flow,
    /// When it was sent and by whom, if it was.
    pub sent: Option<(Timestamp, String)>,
}

/// A phone that has not handed in all it has made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwingPhone {
    /// Whose.
    pub person_name: String,
    /// What it is called.
    pub device_name: String,
    /// Records.
    pub owed: u64,
    /// When it was last heard.
    pub heard_at: Option<Timestamp>,
}

/// What a unit above wants reported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwedReport {
    /// Which unit.
    pub above: UnitName,
    /// What.
    pub due: Due,
    /// One's own campaign that is meant.
    pub campaign: DocId,
    /// Its name.
    pub campaign_name: String,
    /// How it was answered.
    pub answer: Answer,
    /// How one's own unit was reminded, the last first.
    pub reminders: Vec<ReminderLine>,
}

/// A reminder, and who noted it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReminderLine {
    /// Number of the statement.
    pub n: u64,
    /// Who noted it, by name.
    pub by: String,
    /// The reminder.
    pub reminder: Reminder,
}

/// What a unit wants of those below it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Below {
    /// What is due, the last day first.
    pub dues: Vec<DueLine>,
    /// All that was said of it, the last first.
    pub said: Vec<SaidLine>,
}

/// What is due, and how it was answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DueLine {
    /// Number of the statement.
    pub n: u64,
    /// Who said so, by name.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// What.
    pub due: Due,
    /// Name of the campaign.
    pub campaign_name: String,
    /// Every unit below, each after the one it stands under.
    pub units: Vec<UnitAnswer>,
    /// What the reports that count come to.
    pub sum: ReportsSum,
}

/// How one unit has answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitAnswer {
    /// The unit.
    pub unit: UnitName,
    /// How many steps below one's own unit it stands.
    pub depth: usize,
    /// What it has sent.
    pub answer: Answer,
    /// Up to this day it has closed the campaign, sent or not.
    pub closed_to: Option<LocalDate>,
    /// How it was reminded, the last first.
    pub reminders: Vec<ReminderLine>,
}

/// What reports come to, each as it was closed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportsSum {
    /// Units whose report counts.
    pub units: u64,
    /// Households on their lists.
    pub households: u64,
    /// Who was reached since the campaign's first day.
    pub total: Reached,
    /// What flowed since then. Of Funds see `fund`: what one sends another is in both of theirs.
    pub flow: Flow,
    /// Their Funds, and one's own where that was closed too.
    pub fund: RollUp,
    /// Whether one's own Fund is among them.
    pub has_own: bool,
}

/// A statement, and whether it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaidLine {
    /// The statement.
    pub statement: UrgedStatement,
    /// Why it does not hold, where it was struck.
    pub struck: Option<String>,
}

/// A closed period whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeriodDetail {
    /// Its figures.
    pub figures: Figures,
    /// SHA-256 of them as they are kept, in hexadecimal.
    pub hash: String,
}

/// The visits and handovers that arose after the period before was closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arisen {
    /// Arrived late.
    pub late: Vec<FactLine>,
    /// Were counted and were corrected since.
    pub withdrawn: Vec<FactLine>,
}
