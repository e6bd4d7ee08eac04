//! Phiếu thông tin hộ: everything that is kept about one household, on paper, for a person who asks what
//! is known of them: each fact with who said it and when, what was corrected too.

use std::collections::BTreeMap;

use chungtay_shared::household::{Household, ProfileField};
use chungtay_shared::id::{Actor, DocId, FactId};
use chungtay_shared::round::CampaignRights;
use chungtay_shared::time::{LocalDate, Timestamp};

use crate::kept::Kept;
use crate::minutes::Issuer;

mod docx;
mod given;
mod told;

pub use docx::document;

/// All that is kept about a household.
#[derive(Debug)]
pub struct HouseholdSheet {
    /// Whose paper it is.
    pub issuer: Issuer,
    /// The day it is made.
    pub today: LocalDate,
    /// The household with its second records.
    pub kept: Kept,
    /// Who wrote, by device.
    pub names: BTreeMap<Actor, String>,
    /// When each of its facts was received.
    pub received: BTreeMap<FactId, Timestamp>,
    /// Rounds that may have given it a right.
    pub campaigns: Vec<CampaignRights>,
    /// Heads of the households that its life speaks of.
    pub heads: BTreeMap<DocId, String>,
}

/// Something that was said of it: whose device, and when by that device's clock.
#[derive(Debug, Clone, Copy)]
struct By {
    actor: Actor,
    at: Timestamp,
}

impl HouseholdSheet {
    /// "Nguyễn Thị Mai, 17/10/2026 08:05".
    fn by(&self, by: By) -> String {
        format!("{}, {}", self.name(by.actor), moment(by.at))
    }

    fn name(&self, actor: Actor) -> &str {
        self.names.get(&actor).map_or("không rõ", String::as_str)
    }

    /// The same of a fact, with when it was received.
    fn by_and_received(&self, by: By, fact: FactId) -> String {
        let received = self.received.get(&fact);
        let received = received.map(|at| format!("; máy chủ nhận {}", moment(*at)));
        self.by(by) + &received.unwrap_or_default()
    }

    /// Why a fact counts no more, and who said so; empty when it stands.
    fn corrected(&self, record: &Household, by: Option<FactId>) -> String {
        let Some(id) = by else {
            return String::new();
        };
        let mut corrections = record.corrections.iter();
        let found = corrections.find(|correction| correction.fact.id == id);
        let Some(correction) = found else {
            return "Đã đính chính".to_owned();
        };
        let what = match correction.fact.replacement {
            Some(_) => "Đã thay bằng dòng khác",
            None => "Đã rút",
        };
        let said = By {
            actor: correction.actor,
            at: correction.fact.recorded_at,
        };
        format!("{what}: {} ({})", correction.fact.reason, self.by(said))
    }

    /// Of a second record, which one; nothing of the one that is kept.
    fn record(&self, record: &Household) -> String {
        if record.id == self.kept.household.id {
            return String::new();
        }
        format!(
            "Bản ghi gộp: {}",
            record.profile.get(ProfileField::HeadName)
        )
    }
}

/// "17/10/2026 08:05".
fn moment(at: Timestamp) -> String {
    let (hour, minute) = at.local_hour_minute();
    format!("{} {hour:02}:{minute:02}", at.local_date().display())
}

/// What there is of these, each a sentence without its full stop.
fn lines<const N: usize>(parts: &[String; N]) -> String {
    let said = parts.iter().map(|part| part.trim().trim_end_matches('.'));
    let said: Vec<&str> = said.filter(|part| !part.is_empty()).collect();
    said.join(". ")
}
