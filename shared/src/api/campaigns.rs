//! Campaigns between the office and the server.

use serde::{Deserialize, Serialize};

use crate::campaign::{Eligibility, Indicator, MandateDraft};
use crate::fund::Source;
use crate::handover::AidForm;
use crate::id::{DocId, FactId};
use crate::support::StepRule;
use crate::time::LocalDate;

/// One aid item as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AidItemDraft {
    /// The item, when it exists already.
    pub id: Option<FactId>,
    /// Its name.
    pub name: String,
    /// How it is given.
    pub form: Option<AidForm>,
    /// Usual money, as typed; may be empty.
    pub money_text: String,
    /// Usual quantity, as typed; may be empty.
    pub quantity_text: String,
    /// Unit of the quantity.
    pub unit: String,
    /// Usual value of the goods, as typed; may be empty.
    pub goods_value_text: String,
    /// Who pays for it, as far as it is said.
    pub source: Option<Source>,
    /// Which Fund, which donor.
    pub source_name: String,
    /// The steps it takes; none when it is given at once.
    pub steps: Vec<StepRule>,
    /// Whom it is meant for, but for the day; nothing when that is not said.
    pub meant_for: Eligibility,
    /// The day whose categories count, as people write days; the day of a round when it is empty.
    pub meant_on_text: String,
}

/// A campaign as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaveCampaign {
    /// The campaign, when it exists already.
    pub id: Option<DocId>,
    /// Its name.
    pub name: String,
    /// First day.
    pub from: LocalDate,
    /// Last day.
    pub to: LocalDate,
    /// What is given.
    pub items: Vec<AidItemDraft>,
    /// What it rests on and aims at.
    #[serde(default)]
    pub mandate: MandateDraft,
}

/// How far a target was reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TargetReached {
    /// What is counted.
    pub indicator: Indicator,
    /// What was aimed at: households, or đồng.
    pub target: i64,
    /// What was reached by now.
    pub reached: i64,
}
