//! An invented commune: households, volunteers and work begun, from a seed. Nobody in it is real.
//!
//! For trying the product, for screenshots, tests and measurements. Shares and means follow what
//! sources report of real care lists (`docs/demo-data.md`); every personal number begins with `000`
//! and every phone with `0100`, which no person's does, and no unit has the commune's code or name.
//!
//! What comes out has no ids: whoever writes the documents makes them with its own clock and RNG.
//! Each draft is recorded with its own `at` as the present, and handovers get the campaign's id.

mod chance;
mod circumstances;
mod households;
mod names;
mod people;
mod place;
mod scribble;
mod statuses;
mod work;

use rand_chacha::ChaCha8Rng;
use rand_core::SeedableRng;

pub use circumstances::Circumstance;

use crate::handover::HandoverDraft;
use crate::household::{Category, Profile};
use crate::peak_month::CampaignPlan;
use crate::time::LocalDate;
use crate::visit::{Need, VisitDraft};

/// The seed of every demonstration, so that two of them show the same ward. Chosen among thirty for
/// its number of people, visits and handovers (`docs/demo-data.md`).
pub const DEMO_SEED: u64 = 99_002;
/// How many households a demonstration's care list has.
pub const DEMO_HOUSEHOLDS: usize = 500;
/// The invented commune's code; official ones end at 32248.
pub const COMMUNE_CODE: &str = "99001";
/// The invented commune's name.
pub const COMMUNE_NAME: &str = "xã Thới Lộc Hòa";
/// The invented city it lies in, by code and name.
pub const CITY: (&str, &str) = ("99", "thành phố Thới Giang");
/// Another invented commune of that city, by code and name.
pub const OTHER_COMMUNE: (&str, &str) = ("99002", "xã Thới Lộc Đông");
/// What stands on every export of invented data.
pub const MARK: &str = "DỮ LIỆU GIẢ - không có người thật";
/// How every invented personal number begins; no province has this code.
pub const NATIONAL_ID_PREFIX: &str = "000";
/// How every invented phone number begins; no network or area has this prefix.
pub const PHONE_PREFIX: &str = "0100";

/// An invented commune.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntheticWard {
    /// [`COMMUNE_CODE`].
    pub code: &'static str,
    /// [`COMMUNE_NAME`].
    pub name: &'static str,
    /// What it was made from.
    pub seed: u64,
    /// Its hamlets, in the commune's order.
    pub hamlets: Vec<String>,
    /// The commune's officers, three.
    pub officers: Vec<SyntheticPerson>,
    /// Two or three volunteers of each hamlet.
    pub volunteers: Vec<SyntheticPerson>,
    /// Which two volunteers a demonstration enrols: the team of the first hamlet.
    pub phones: [usize; 2],
    /// The peak month that began last.
    pub campaign: CampaignPlan,
    /// The care list, hamlet after hamlet.
    pub households: Vec<SyntheticHousehold>,
}

/// Somebody who works for the commune.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntheticPerson {
    /// Whole name.
    pub name: String,
    /// "Chi hội Phụ nữ ấp 3".
    pub organization: String,
    /// The hamlets they go to; all of them for an officer.
    pub hamlets: Vec<String>,
}

/// A dated status that has no id yet; the fields mean what they mean in `household::Status`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntheticStatus {
    /// The category decided.
    pub category: Category,
    /// The standard, empty for lists that follow none (difficult, policy).
    pub standard: &'static str,
    /// An invented number.
    pub decision: &'static str,
    /// First day it holds.
    pub from: LocalDate,
    /// Last day it held, for one that has ended.
    pub to: Option<LocalDate>,
}

/// A household of the care list, and what has been done for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntheticHousehold {
    /// The description, valid and clean.
    pub profile: Profile,
    /// The status that counts today; the last of `statuses`.
    pub category: Category,
    /// Dated statuses, oldest first; a policy family that is also poor has two that hold.
    pub statuses: Vec<SyntheticStatus>,
    /// What the note says in words.
    pub circumstances: Vec<Circumstance>,
    /// The indicators a survey would find lacking, in the standard's order.
    pub deprivations: Vec<Need>,
    /// Which volunteer looks after it and has recorded the work below.
    pub work_by: usize,
    /// Visits, oldest first.
    pub visits: Vec<VisitDraft>,
    /// Handovers, oldest first, without the campaign's id.
    pub handovers: Vec<HandoverDraft>,
    /// Proposals, as a handover's form makes them, without the campaign's id.
    pub proposals: Vec<HandoverDraft>,
}

/// A ward of so many households, with the work of the days before `today`.
///
/// The same arguments give the same ward. [`DEMO_HOUSEHOLDS`] for a demonstration; a few thousand
/// for measurements.
///
/// # Panics
/// When `today` lies before the calendar's second year.
pub fn ward(seed: u64, households: usize, today: LocalDate) -> SyntheticWard {
    // A stream for each part: more households do not change who the volunteers are.
    let stream = |number| {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        rng.set_stream(number);
        rng
    };
    let campaign = CampaignPlan::begun_by(today).expect("a peak month began before today");
    let (year, ..) = campaign.from.ymd();
    let hamlets = place::hamlets();
    let mut people = stream(1);
    let officers = people::officers(&mut people, year, &hamlets);
    let volunteers = people::volunteers(&mut people, year, &hamlets);
    let mut households = households::care_list(&mut stream(2), households, year, &volunteers);
    work::record(&mut stream(3), &mut households, &campaign, today);
    SyntheticWard {
        code: COMMUNE_CODE,
        name: COMMUNE_NAME,
        seed,
        hamlets,
        officers,
        volunteers,
        phones: [0, 1],
        campaign,
        households,
    }
}

#[cfg(test)]
mod tests;
