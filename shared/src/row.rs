//! One small row a household: all that lists, search and filters are drawn from.

use minicbor::{Decode, Encode};

use crate::collation;
use crate::household::{Category, Household, ProfileField};
use crate::id::{Actor, DocId, FactId};
use crate::life::LifeKind;
use crate::text;
use crate::time::{LocalDate, Timestamp};

/// A dated status, as a row carries it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct StatusSpan {
    /// The category.
    #[n(0)]
    pub category: Category,
    /// First day, in days since 1970-01-01.
    #[n(1)]
    pub from_days: i64,
    /// Last day, if it has ended.
    #[n(2)]
    pub to_days: Option<i64>,
}

/// The form that rows have now. Raise it whenever a row says what it did not say before: phones make
/// theirs anew when a new version of the app starts on them.
pub const FORM: [u8; 1] = [4];

/// What a list shows of a household. Made from the document whenever that changes; never edited.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct HouseholdRow {
    /// The document.
    #[n(0)]
    pub id: DocId,
    /// Head of the household.
    #[n(1)]
    pub head_name: String,
    /// Everyday name.
    #[n(2)]
    pub nickname: String,
    /// Ấp or khu vực.
    #[n(3)]
    pub hamlet: String,
    /// Statuses that stand, oldest first.
    #[n(4)]
    pub statuses: Vec<StatusSpan>,
    /// Year the head was born.
    #[n(5)]
    pub birth_year: Option<i32>,
    /// Personal number, digits.
    #[n(6)]
    pub national_id: String,
    /// Phone number, digits.
    #[n(7)]
    pub phone: String,
    /// How many people; 0 when unknown.
    #[n(8)]
    pub member_count: u32,
    /// When somebody was last there.
    #[n(9)]
    pub last_visit_at: Option<Timestamp>,
    /// Visits that stand.
    #[n(10)]
    pub visit_count: u32,
    /// Handovers that stand.
    #[n(11)]
    pub handover_count: u32,
    /// Their value in đồng, money and goods.
    #[n(12)]
    pub value_vnd: i64,
    /// Fields with two values.
    #[n(13)]
    pub conflict_count: u32,
    /// When something was last handed over.
    #[n(14)]
    pub last_handover_at: Option<Timestamp>,
    /// Folded words a search looks in: names, hamlet, address, phone, end of the personal number.
    #[n(15)]
    pub search: String,
    /// Plain-comparable key: hamlet in numeric order, then given name.
    #[n(16)]
    pub sort: String,
    /// Rounds in which something was handed over that stands.
    #[n(17)]
    #[cbor(default)]
    pub rounds_given: Vec<FactId>,
    /// Why it is no longer to be visited, if so (`crate::life::Gone`).
    #[n(18)]
    #[cbor(default)]
    pub gone: Option<LifeKind>,
    /// The record in which this household is kept, when this is a second one of it.
    #[n(19)]
    #[cbor(default)]
    pub merged_into: Option<DocId>,
    /// Who handed them over, one for each of `rounds_given`.
    #[n(20)]
    #[cbor(default)]
    pub givers: Vec<Actor>,
    /// What of aid that takes time is under way, and at which step: for a line of the list.
    #[n(21)]
    #[cbor(default)]
    pub under_way: String,
}

impl HouseholdRow {
    /// The row of a household.
    pub fn of(household: &Household) -> Self {
        let profile = &household.profile;
        let text_of = |field: ProfileField| profile.get(field).to_owned();
        let visits = || household.visits.iter().filter(|v| v.corrected_by.is_none());
        let handovers = || {
            household
                .handovers
                .iter()
                .filter(|h| h.corrected_by.is_none())
        };
        let in_rounds = || handovers().filter(|h| h.fact.round.is_some());
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self {
            id: household.id,
            head_name: text_of(ProfileField::HeadName),
            nickname: text_of(ProfileField::Nickname),
            hamlet: text_of(ProfileField::Hamlet),
            statuses: household
                .statuses
                .iter()
                .filter(|s| s.corrected_by.is_none() && !s.fact.is_proposed())
                .map(|s| StatusSpan {
                    category: s.fact.category,
                    from_days: s.fact.from.days(),
                    to_days: s.fact.to.map(LocalDate::days),
                })
                .collect(),
            birth_year: profile.birth().map(crate::time::PartialDate::year),
            national_id: text_of(ProfileField::NationalId),
            phone: text_of(ProfileField::Phone),
            member_count: profile.member_count(),
            last_visit_at: visits().map(|v| v.fact.at).max(),
            visit_count: count(visits().count()),
            handover_count: count(handovers().count()),
            value_vnd: handovers().map(|h| h.fact.value_vnd()).sum(),
            conflict_count: count(household.conflicts.len()),
            last_handover_at: handovers().map(|h| h.fact.at).max(),
            search: search_words(household),
            sort: format!(
                "{}\u{1}{}",
                collation::hamlet_sort_key(profile.get(ProfileField::Hamlet)),
                collation::person_sort_key(profile.get(ProfileField::HeadName)),
            ),
            rounds_given: in_rounds().filter_map(|h| h.fact.round).collect(),
            givers: in_rounds().map(|h| household.giver(h)).collect(),
            gone: household.gone().map(|gone| gone.why),
            merged_into: household.merged_into(),
            under_way: under_way(household),
        }
    }

    /// The category in force on `date`: of those that hold then, the one that began last.
    pub fn category_on(&self, date: LocalDate) -> Option<Category> {
        let day = date.days();
        self.statuses
            .iter()
            .filter(|s| s.from_days <= day && s.to_days.is_none_or(|to| day <= to))
            .max_by_key(|s| s.from_days)
            .map(|s| s.category)
    }

    /// How many gifts of a round this actor handed over to it.
    pub fn given_by(&self, actor: Actor, round: FactId) -> u64 {
        let gifts = self.rounds_given.iter().zip(&self.givers);
        gifts.filter(|gift| *gift == (&round, &actor)).count() as u64
    }

    /// The bytes a phone keeps.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(160);
        // Writing to a vector cannot fail.
        let _ = minicbor::encode(self, &mut bytes);
        bytes
    }

    /// The inverse of [`Self::to_bytes`]; `None` when another version of the app wrote it.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        minicbor::decode(bytes).ok()
    }
}

/// Cases that are neither ended nor stopped, each with the step it stands at.
fn under_way(household: &Household) -> String {
    let open = household.open_or_ended().filter_map(|file| {
        let standing = file.standing();
        let step = file.plan().get(standing.at)?;
        let goes_on = !standing.ended && standing.stopped.is_none();
        goes_on.then(|| format!("{}: {}", file.case.item.name, step.name))
    });
    open.collect::<Vec<_>>().join("; ")
}

fn search_words(household: &Household) -> String {
    let profile = &household.profile;
    let id = profile.get(ProfileField::NationalId);
    let id_tail = id.get(id.len().saturating_sub(4)..).unwrap_or_default();
    let words = [
        profile.get(ProfileField::HeadName),
        profile.get(ProfileField::Nickname),
        profile.get(ProfileField::Hamlet),
        profile.get(ProfileField::Address),
        profile.get(ProfileField::Phone),
        id_tail,
    ];
    text::fold(&words.join(" "))
}
