//! The invented commune, written as its people would have written it: the office its list, each
//! volunteer the visits and handovers, each with their own device and at their own time.

use std::collections::{BTreeMap, BTreeSet};

use chungtay_shared::api::Role;
use chungtay_shared::document::{Author, Document, NewHousehold, Written};
use chungtay_shared::handover::Handover;
use chungtay_shared::household::{ProfileField, Status};
use chungtay_shared::id::{Actor, DocId, FactId};
use chungtay_shared::peak_month::CampaignPlan;
use chungtay_shared::proposal::Proposal;
use chungtay_shared::round::{Basis, Round};
use chungtay_shared::sync::server::Accepted;
use chungtay_shared::synthetic::{self, SyntheticHousehold, SyntheticWard};
use chungtay_shared::time::Timestamp;
use chungtay_shared::visit::Visit;

use crate::begin;
use crate::push::Ready;
use crate::state::AppState;
use crate::store::{Device, StoreError, Tx};
pub use city::City;
pub use colleagues::invite_colleagues;

mod city;
mod colleagues;
mod custody;
mod fund;
mod lives;
mod periods;
mod publicity;
mod register;
mod supports;
mod unclear;
mod wording;

/// Whom a demonstration is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Demo {
    /// Code of the commune.
    pub commune: String,
    /// Its name.
    pub commune_name: String,
    /// The officer whose links are shown.
    pub officer: String,
    /// The two volunteers whose links are shown.
    pub volunteers: [String; 2],
    /// Code of the city the commune lies in.
    pub city: String,
    /// Its officer whose link is shown.
    pub city_officer: String,
}

/// The invented commune; it is filled with `households` households if it is not there yet.
pub fn fill(state: &AppState, tx: &dyn Tx, households: usize) -> Result<Demo, StoreError> {
    let today = state.clock.now().local_date();
    let ward = synthetic::ward(synthetic::DEMO_SEED, households, today);
    let demo = Demo {
        commune: ward.code.to_owned(),
        commune_name: ward.name.to_owned(),
        officer: ward.officers[0].name.clone(),
        volunteers: ward.phones.map(|i| ward.volunteers[i].name.clone()),
        city: synthetic::CITY.0.to_owned(),
        city_officer: city::OFFICER.to_owned(),
    };
    if tx.communes()?.iter().any(|c| c.code == ward.code) {
        return Ok(demo);
    }
    let city = City::begin(state, tx, &ward)?;
    write_with(state, tx, &ward, Extent::All, Some(&city))?;
    let mut other = synthetic::ward(synthetic::DEMO_SEED + 1, households / 8, today);
    (other.code, other.name) = synthetic::OTHER_COMMUNE;
    write_with(state, tx, &other, Extent::Work, Some(&city))?;
    city.hand_down(state, tx)?;
    city.urge(state, tx)?;
    Ok(demo)
}

/// How much of an invented commune is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Extent {
    /// Everything there is to show.
    All,
    /// Visits and handovers: what everything is measured on.
    Work,
}

/// Writes an invented commune that is not there yet, with the visits and handovers that were done in
/// it: what everything is measured on.
pub fn write(state: &AppState, tx: &dyn Tx, ward: &SyntheticWard) -> Result<(), StoreError> {
    write_with(state, tx, ward, Extent::Work, None)
}

fn write_with(
    state: &AppState,
    tx: &dyn Tx,
    ward: &SyntheticWard,
    extent: Extent,
    city: Option<&City>,
) -> Result<(), StoreError> {
    begin::commune(state, tx, ward.code, ward.name, true)?;
    let mut writer = Writer::new(state, tx, ward, extent)?;
    if let Some(city) = city {
        writer.join(city)?;
    }
    let ids: Vec<DocId> = ward.households.iter().map(|_| writer.doc_id()).collect();
    writer.issue_rounds(ward, &ids)?;
    let all = ward.households.iter().zip(&ids);
    let late = city.and_then(|_| periods::late_volunteer(ward));
    let is_late = |household: &SyntheticHousehold| Some(household.work_by) == late;
    for (household, id) in all.clone() {
        let document = writer.listed(household, *id)?;
        if !is_late(household) {
            writer.work(household, *id, document)?;
        }
    }
    if extent == Extent::All {
        let hamlets = hamlets(ward);
        writer.publicity(&hamlets)?;
        writer.register(&hamlets)?;
        writer.wording()?;
        writer.supports(ward, &ids)?;
        writer.lives(ward, &ids)?;
        writer.unclear(ward, &ids)?;
        writer.fund(city)?;
    }
    if city.is_some() {
        writer.close(1, Some(1))?;
        for (household, id) in all.filter(|(household, _)| is_late(household)) {
            let stored = tx.document(*id)?.ok_or_else(broken)?;
            writer.work(household, *id, Document::load(&stored.bytes)?)?;
        }
        // The second commune has closed its last period, and sent nobody anything of it.
        writer.close(2, (extent == Extent::All).then_some(2))?;
    }
    writer.report_made()
}

struct Writer<'a> {
    state: &'a AppState,
    tx: &'a dyn Tx,
    commune: &'a str,
    listed_at: Timestamp,
    office: Device,
    volunteers: Vec<Device>,
    campaign: Option<DocId>,
    has_rounds: bool,
    extent: Extent,
    /// The round of each item, by its name.
    rounds: BTreeMap<String, FactId>,
    made: BTreeMap<usize, u64>,
}

impl<'a> Writer<'a> {
    fn new(
        state: &'a AppState,
        tx: &'a dyn Tx,
        ward: &'a SyntheticWard,
        extent: Extent,
    ) -> Result<Self, StoreError> {
        let today = state.clock.now().local_date();
        let listed_at = Timestamp::from_local(ward.campaign.from, 7, 30).plus_ms(-7 * 86_400_000);
        let device = |name: &str, role, device_name: &str| {
            begin::device(state, tx, ward.code, name, role, device_name, listed_at)
        };
        let (office, _) = device(&ward.officers[0].name, Role::Office, "Máy văn phòng")?;
        let volunteers = ward
            .volunteers
            .iter()
            .map(|person| Ok(device(&person.name, Role::Volunteer, "Điện thoại cũ")?.0))
            .collect::<Result<Vec<_>, StoreError>>()?;
        let campaign = begin::first_campaign(state, tx, &office, Some(ward.campaign.clone()))?;
        // When the demonstrated month is over, the next one is there to work in.
        let next = CampaignPlan::open_from(today).filter(|p| p.from != ward.campaign.from);
        let is_over = next.is_some();
        begin::first_campaign(state, tx, &office, next)?;
        // A phone that is enrolled to try the app holds no right in a month that runs.
        let has_rounds = is_over && extent == Extent::All;
        Ok(Self {
            state,
            tx,
            commune: ward.code,
            listed_at,
            office,
            volunteers,
            campaign,
            has_rounds,
            extent,
            rounds: BTreeMap::new(),
            made: BTreeMap::new(),
        })
    }

    /// Issues a round for each item that was given: to those who were given it, and of the first also
    /// to every fifth poor household that was not, as a month ends.
    fn issue_rounds(&mut self, ward: &SyntheticWard, ids: &[DocId]) -> Result<(), StoreError> {
        let Some(campaign) = self.campaign.filter(|_| self.has_rounds) else {
            return Ok(());
        };
        let stored = self.tx.document(campaign)?.ok_or_else(broken)?;
        let mut document = Document::load(&stored.bytes)?;
        for (place, item) in (0..).zip(document.campaign()?.items) {
            let (mut rights, mut given) = (BTreeMap::new(), BTreeSet::new());
            for (number, (household, id)) in ward.households.iter().zip(ids).enumerate() {
                let was_given = household.handovers.iter().any(|h| h.item == item.name);
                let is_left = place == 0 && lives::is_still_to_give(household, number);
                if was_given {
                    given.insert(*id);
                }
                if was_given || is_left {
                    rights.insert(*id, self.actor(&self.volunteers[household.work_by])?);
                }
            }
            if rights.is_empty() {
                continue;
            }
            let at = self.listed_at.plus_ms(5 * 86_400_000 + 60_000 * place);
            let round = Round {
                id: self.fact_id(at),
                name: format!("Đợt {}", self.rounds.len() + 1),
                item,
                issued_at: at,
                rights,
                moves: Vec::new(),
                // The first item's gifts are goods that everybody has to carry.
                in_custody: place == 0,
                movements: Vec::new(),
            };
            let author = self.office_author(at)?;
            let written = document.issue_round(author, &round, &Basis::default())?;
            self.append_as(&self.office, 0, campaign, &document, written, author)?;
            if round.in_custody {
                self.hand_out(campaign, &mut document, &round, &given)?;
            }
            self.rounds.insert(round.item.name, round.id);
        }
        Ok(())
    }

    /// What its volunteer has done there.
    fn work(
        &mut self,
        household: &SyntheticHousehold,
        id: DocId,
        mut document: Document,
    ) -> Result<(), StoreError> {
        let by = household.work_by;
        for draft in &household.visits {
            let fact = self.fact_id(draft.at);
            let visit = Visit::from_draft(draft, fact, draft.at).map_err(|_| broken())?;
            let author = self.author(by, draft.at)?;
            let written = document.add_visit(author, &visit, None)?;
            self.append(id, &document, written, author, by)?;
        }
        for draft in &household.handovers {
            let fact = self.fact_id(draft.at);
            let mut handover = Handover::from_draft(draft, fact, draft.at).map_err(|_| broken())?;
            handover.campaign = self.campaign;
            handover.round = self.rounds.get(&handover.item).copied();
            let author = self.author(by, draft.at)?;
            let written = document.add_handover(author, &handover, None)?;
            self.append(id, &document, written, author, by)?;
        }
        if self.extent == Extent::Work {
            return Ok(());
        }
        for draft in &household.proposals {
            let fact = self.fact_id(draft.at);
            let mut proposal = Proposal::from_draft(draft, fact, draft.at).map_err(|_| broken())?;
            proposal.campaign = self.campaign;
            let author = self.author(by, draft.at)?;
            let written = document.add_proposal(author, &proposal)?;
            self.append(id, &document, written, author, by)?;
        }
        Ok(())
    }

    /// The household as the office's list has it.
    fn listed(&self, household: &SyntheticHousehold, id: DocId) -> Result<Document, StoreError> {
        let at = self.listed_at;
        let statuses: Vec<Status> = household
            .statuses
            .iter()
            .map(|s| Status {
                id: self.fact_id(at),
                category: s.category,
                standard: s.standard.to_owned(),
                decision: s.decision.to_owned(),
                from: s.from,
                to: s.to,
                recorded_at: at,
            })
            .collect();
        let new = NewHousehold {
            id,
            commune: self.commune.to_owned(),
            import_key: String::new(),
            profile: household.profile.clone(),
            statuses,
        };
        let author = self.office_author(at)?;
        let (document, written) = Document::new_household(author, &new)?;
        self.append_as(&self.office, 0, new.id, &document, written, author)?;
        Ok(document)
    }

    fn append(
        &mut self,
        doc: DocId,
        document: &Document,
        written: Written,
        author: Author,
        by: usize,
    ) -> Result<(), StoreError> {
        let n = self.made.entry(by).or_insert(0);
        *n += 1;
        let n = *n;
        self.append_as(&self.volunteers[by], n, doc, document, written, author)
    }

    fn append_as(
        &self,
        device: &Device,
        n: u64,
        doc: DocId,
        document: &Document,
        written: Written,
        author: Author,
    ) -> Result<(), StoreError> {
        let accepted = Accepted {
            n,
            commune: self.commune.to_owned(),
            doc,
            kind: document.kind()?,
            hash: written.hash,
            actor: author.actor,
            change: written.bytes,
        };
        let seq = self.tx.append(&accepted, device.id, author.at)?;
        Ready::written(document, self.commune)?.store(self.tx, doc, seq, author.at)
    }

    /// Every old phone has handed in what it made.
    fn report_made(&self) -> Result<(), StoreError> {
        for (by, n) in &self.made {
            self.tx.heard(
                self.commune,
                self.volunteers[*by].id,
                *n,
                0,
                self.state.clock.now(),
            )?;
        }
        Ok(())
    }

    fn office_author(&self, at: Timestamp) -> Result<Author, StoreError> {
        Ok(Author {
            actor: self.actor(&self.office)?,
            at,
        })
    }

    fn author(&self, by: usize, at: Timestamp) -> Result<Author, StoreError> {
        Ok(Author {
            actor: self.actor(&self.volunteers[by])?,
            at,
        })
    }

    fn actor(&self, device: &Device) -> Result<Actor, StoreError> {
        let actors = self.tx.actors(self.commune, device.id)?;
        actors.first().copied().ok_or_else(broken)
    }

    fn doc_id(&self) -> DocId {
        let at = self.listed_at;
        self.state.with_rng(|mut rng| DocId::new(at, &mut rng))
    }

    fn fact_id(&self, at: Timestamp) -> FactId {
        self.state.with_rng(|mut rng| FactId::new(at, &mut rng))
    }
}

fn hamlets(ward: &SyntheticWard) -> Vec<String> {
    let names = ward
        .households
        .iter()
        .map(|h| h.profile.get(ProfileField::Hamlet).to_owned());
    let names: BTreeSet<String> = names.collect();
    names.into_iter().collect()
}

fn broken() -> StoreError {
    StoreError::Database("the invented commune breaks its own rules".into())
}
