//! Document to rows: pure. The rows are what the office's screens are drawn from.

use chungtay_shared::api::FactKind;
use chungtay_shared::claim::Claim;
use chungtay_shared::fund::{Amount, Source};
use chungtay_shared::household::{Category, FieldConflict, Household, Recorded};
use chungtay_shared::id::{Actor, DocId, FactId};
use chungtay_shared::life::{Gone, Noticed};
use chungtay_shared::proposal::Proposed;
use chungtay_shared::row::HouseholdRow;
use chungtay_shared::support::{CaseFile, Part};
use chungtay_shared::time::{LocalDate, Timestamp};
use chungtay_shared::visit::{Need, Visit};
use chungtay_shared::{collation, handover::Handover};

/// Everything the database holds of a household besides its document.
#[derive(Debug, Clone, PartialEq)]
pub struct HouseholdRows {
    /// Code of the commune.
    pub commune: String,
    /// The list's row.
    pub row: HouseholdRow,
    /// Digest of the list row it came from.
    pub import_key: String,
    /// What it was seen to lack: [`needs`].
    pub needs: Vec<Need>,
    /// Sort key of the hamlet alone.
    pub hamlet_sort: String,
    /// Statuses that stand.
    pub statuses: Vec<StatusRow>,
    /// Visits, handovers and proposals.
    pub facts: Vec<FactRow>,
    /// Fields with two values.
    pub conflicts: Vec<FieldConflict>,
    /// What was decided and noticed about it.
    pub life: LifeRow,
    /// Where its cases stand.
    pub cases: Vec<CaseRow>,
}

/// Where a case of aid that takes time stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseRow {
    /// The case.
    pub case: FactId,
    /// The campaign it belongs to.
    pub campaign: DocId,
    /// That one's name when it was opened.
    pub campaign_name: String,
    /// What is given.
    pub item_name: String,
    /// What is needed.
    pub need: String,
    /// The place of its step in its plan; 0 is the survey.
    pub place: u32,
    /// That step's code.
    pub step_code: String,
    /// That step's name.
    pub step_name: String,
    /// Since which day.
    pub since: LocalDate,
    /// Whether that is its last step.
    pub ended: bool,
    /// Whether it is stopped.
    pub stopped: bool,
    /// Who pays how much.
    pub parts: Vec<Part>,
    /// The household's own share.
    pub own_share: Amount,
}

impl CaseRow {
    fn of(file: &CaseFile) -> Self {
        let standing = file.standing();
        let rule = file.plan().get(standing.at).cloned().unwrap_or_default();
        Self {
            case: file.case.id,
            campaign: file.case.campaign,
            campaign_name: file.case.campaign_name.clone(),
            item_name: file.case.item.name.clone(),
            need: file.case.need.clone(),
            place: u32::try_from(standing.at).unwrap_or(u32::MAX),
            step_code: rule.code,
            step_name: rule.name,
            since: standing.since,
            ended: standing.ended,
            stopped: standing.stopped.is_some(),
            parts: file.approved().to_vec(),
            own_share: file
                .approval()
                .map_or_else(Amount::default, |s| s.own_share),
        }
    }
}

/// What was decided and noticed about a household, as far as lists need it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LifeRow {
    /// Why it is no longer to be visited, if so.
    pub gone: Option<Gone>,
    /// Changes that were seen and not answered.
    pub noticed: Vec<Noticed>,
    /// Households it is not.
    pub apart: Vec<DocId>,
    /// What it was taken for, and nobody has answered.
    pub claims: Vec<Claim>,
}

impl LifeRow {
    fn of(household: &Household) -> Self {
        Self {
            gone: household.gone(),
            noticed: household.noticed(),
            apart: household.apart_from().collect(),
            claims: household.claims(),
        }
    }

    /// `visit:what`, with spaces between.
    pub fn noticed_text(&self) -> String {
        let words = self.noticed.iter();
        let words = words.map(|noticed| format!("{}:{}", noticed.visit, noticed.seen.code()));
        words.collect::<Vec<_>>().join(" ")
    }

    /// `status:category:actor:milliseconds`, with spaces between.
    pub fn claims_text(&self) -> String {
        let words = self.claims.iter().map(|claim| {
            let (category, at) = (claim.category.code(), claim.recorded_at.ms());
            format!("{}:{category}:{}:{at}", claim.status, claim.actor)
        });
        words.collect::<Vec<_>>().join(" ")
    }

    /// Ids, with spaces between.
    pub fn apart_text(&self) -> String {
        let words = self.apart.iter().map(DocId::to_string);
        words.collect::<Vec<_>>().join(" ")
    }
}

/// A dated status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusRow {
    /// The fact.
    pub fact: FactId,
    /// The category.
    pub category: Category,
    /// First day.
    pub from: LocalDate,
    /// Last day.
    pub to: Option<LocalDate>,
    /// When it was recorded, which decides between two of one day.
    pub recorded_at: Timestamp,
}

/// A visit, a handover or a proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactRow {
    /// The fact.
    pub fact: FactId,
    /// Which kind.
    pub kind: FactKind,
    /// When it took place.
    pub at: Timestamp,
    /// For a visit the purpose's code, for all else the form's.
    pub what: String,
    /// For a visit who was met, for all else the item.
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
    /// Whether a signature was given.
    pub signed: bool,
    /// Who wrote it.
    pub actor: Actor,
    /// Who handed it over, when that was another.
    pub giver: Option<Actor>,
    /// Whether it still counts; a proposal counts until it is answered or taken back.
    pub standing: bool,
    /// The campaign it belongs to.
    pub campaign: Option<DocId>,
    /// The round whose right it used.
    pub round: Option<FactId>,
    /// The case it was paid for.
    pub case: Option<FactId>,
    /// Who paid it, of a case.
    pub source: Option<Source>,
    /// Which Fund, which donor, of a case.
    pub source_name: String,
}

/// The form that rows have now. Raise it whenever they say of a document what they did not say before:
/// they are made anew when a new version of the server starts ([`crate::renewal`]).
pub const FORM: [u8; 1] = [2];

/// What a household lacks, as it was noted at the last visit at which anything was: who notes nothing
/// has not said that nothing is lacking.
fn needs(household: &Household) -> Vec<Need> {
    let standing = household.visits.iter().filter(|v| v.corrected_by.is_none());
    let noted = standing.filter(|v| !v.fact.needs.is_empty());
    let last = noted.max_by_key(|v| (v.fact.at, v.fact.recorded_at, v.fact.id));
    last.map_or_else(Vec::new, |v| v.fact.needs.clone())
}

impl HouseholdRows {
    /// Codes, with spaces between.
    pub fn needs_text(&self) -> String {
        let codes = self.needs.iter().map(|need| need.code());
        codes.collect::<Vec<_>>().join(" ")
    }

    /// The rows of a household.
    pub fn of(household: &Household) -> Self {
        let row = HouseholdRow::of(household);
        let standing = household
            .statuses
            .iter()
            .filter(|s| s.corrected_by.is_none() && !s.fact.is_proposed());
        Self {
            commune: household.commune.clone(),
            import_key: household.import_key.clone(),
            needs: needs(household),
            hamlet_sort: collation::hamlet_sort_key(&row.hamlet),
            statuses: standing
                .map(|s| StatusRow {
                    fact: s.fact.id,
                    category: s.fact.category,
                    from: s.fact.from,
                    to: s.fact.to,
                    recorded_at: s.fact.recorded_at,
                })
                .collect(),
            facts: household
                .visits
                .iter()
                .map(visit)
                .chain(household.handovers.iter().map(|h| handover(household, h)))
                .chain(household.proposals.iter().map(proposal))
                .collect(),
            conflicts: household.conflicts.clone(),
            life: LifeRow::of(household),
            cases: household.open_or_ended().map(CaseRow::of).collect(),
            row,
        }
    }
}

fn visit(recorded: &Recorded<Visit>) -> FactRow {
    let visit = &recorded.fact;
    FactRow {
        fact: visit.id,
        kind: FactKind::Visit,
        at: visit.at,
        what: visit.purpose.code().to_owned(),
        detail: visit.met.code().to_owned(),
        note: visit.note.clone(),
        money_vnd: 0,
        goods_value_vnd: 0,
        quantity_milli: 0,
        unit: String::new(),
        signed: false,
        actor: recorded.actor,
        giver: None,
        standing: recorded.corrected_by.is_none(),
        campaign: None,
        round: None,
        case: None,
        source: None,
        source_name: String::new(),
    }
}

fn handover(household: &Household, recorded: &Recorded<Handover>) -> FactRow {
    let handover = &recorded.fact;
    let giver = household.giver(recorded);
    FactRow {
        fact: handover.id,
        kind: FactKind::Handover,
        at: handover.at,
        what: handover.form.code().to_owned(),
        detail: handover.item.clone(),
        note: handover.note.clone(),
        money_vnd: handover.money_vnd,
        goods_value_vnd: handover.goods_value_vnd,
        quantity_milli: handover.quantity_milli,
        unit: handover.unit.clone(),
        signed: handover.signature.is_some(),
        actor: recorded.actor,
        giver: (giver != recorded.actor).then_some(giver),
        standing: recorded.corrected_by.is_none(),
        campaign: handover.campaign,
        round: handover.round,
        case: handover.case,
        source: handover.source,
        source_name: handover.source_name.clone(),
    }
}

fn proposal(proposed: &Proposed) -> FactRow {
    let proposal = &proposed.fact;
    FactRow {
        fact: proposal.id,
        kind: FactKind::Proposal,
        at: proposal.recorded_at,
        what: proposal.form.code().to_owned(),
        detail: proposal.item.clone(),
        note: proposal.reason.clone(),
        money_vnd: proposal.money_vnd,
        goods_value_vnd: proposal.goods_value_vnd,
        quantity_milli: proposal.quantity_milli,
        unit: proposal.unit.clone(),
        signed: false,
        actor: proposed.actor,
        giver: None,
        standing: proposed.is_open(),
        campaign: proposal.campaign,
        round: None,
        case: None,
        source: None,
        source_name: String::new(),
    }
}
