//! Units under another one: set up from there, and added up for it.

use std::collections::BTreeMap;

use chungtay_shared::api::units::{NewUnit, UnitLine, UnitName, UnitsPage};
use chungtay_shared::api::{DeviceLine, MadeInvite, Role};
use chungtay_shared::campaign::CampaignState;
use chungtay_shared::field::{FieldErrors, Problem};
use chungtay_shared::fund::{Entered, UnitBooks, account, roll_up};
use chungtay_shared::limits::{COMMUNE_CODE_CHARS_MAX, LINE_CHARS_MAX};
use chungtay_shared::time::LocalDate;
use chungtay_shared::unit::tree::{PlacementProblem, Tree};

use crate::access;
use crate::begin;
use crate::campaigns::{self, Sums, handed_down};
use crate::counted;
use crate::enrol;
use crate::error::ApiError;
use crate::fund::{self, Given};
use crate::state::AppState;
use crate::store::{Commune, Device, StoreError, Tx, write};

/// A unit and all below it, and the campaign that is meant in each.
pub(crate) struct Below {
    /// Which stood under which.
    pub tree: Tree,
    /// The unit's own campaign.
    pub campaign: Option<CampaignState>,
    /// The same as it is run in each of the units.
    pub run: Vec<CampaignState>,
    /// The units, each after the one it stands under, and how many steps below the first.
    pub units: Vec<(Commune, usize)>,
}

impl Below {
    /// As it is `today`, or on the campaign's nearest day.
    pub(crate) fn read(tx: &dyn Tx, unit: &str, today: LocalDate) -> Result<Self, StoreError> {
        let tree = tx.tree()?;
        let states = campaigns::states(tx, unit)?;
        let campaign = campaigns::current(&states, today).cloned();
        let run = campaign.as_ref().map_or_else(
            || Ok(Vec::new()),
            |campaign| handed_down::everywhere(tx, &tree, campaign, today),
        )?;
        let on = campaign
            .as_ref()
            .map_or(today, |c| handed_down::meant_day(&c.campaign, today));
        let communes = tx.communes()?;
        let all = std::iter::once((unit, 0)).chain(tree.all_below(unit, on));
        let units = all.filter_map(|(code, depth)| {
            let commune = communes.iter().find(|commune| commune.code == code)?;
            Some((commune.clone(), depth))
        });
        let units = units.collect();
        Ok(Self {
            tree,
            campaign,
            run,
            units,
        })
    }

    /// The campaign as one of the units runs it.
    pub(crate) fn run_by(&self, unit: &str) -> Option<&CampaignState> {
        self.run.iter().find(|run| run.campaign.commune == unit)
    }

    /// The campaign's name; empty where there is none.
    pub(crate) fn campaign_name(&self) -> String {
        let named = self.campaign.as_ref();
        named.map_or_else(String::new, |state| state.campaign.name.clone())
    }
}

/// Where a unit and all below it stand.
pub fn page(tx: &dyn Tx, unit: &str, today: LocalDate) -> Result<UnitsPage, StoreError> {
    standing(tx, &Below::read(tx, unit, today)?, today)
}

/// The same of units that were read.
pub(crate) fn standing(
    tx: &dyn Tx,
    below: &Below,
    today: LocalDate,
) -> Result<UnitsPage, StoreError> {
    let mut sums = Sums::default();
    let (mut units, mut books) = (Vec::new(), Vec::new());
    let mut given = Given::by(tx, today)?;
    for (commune, depth) in &below.units {
        let code = commune.code.as_str();
        let entries = fund::entries(tx, code)?;
        let line = line(&mut given, commune, *depth, below.run_by(code), &entries)?;
        sums += line.1;
        books.push((code, entries, line.0.account.given));
        units.push(line.0);
    }
    let books: Vec<UnitBooks<'_>> = books
        .iter()
        .map(|(unit, entries, given)| UnitBooks {
            unit,
            entries,
            given: *given,
        })
        .collect();
    Ok(UnitsPage {
        campaign_name: below.campaign_name(),
        fund: roll_up(&books, today),
        targets: below
            .campaign
            .as_ref()
            .map_or_else(Vec::new, |campaign| campaigns::reached(campaign, sums)),
        units,
    })
}

/// Where one unit stands, and what it adds to the targets of the unit above.
fn line(
    given: &mut Given<'_>,
    commune: &Commune,
    depth: usize,
    campaign: Option<&CampaignState>,
    entries: &[Entered],
) -> Result<(UnitLine, Sums), StoreError> {
    let (tx, code) = (given.tx(), commune.code.as_str());
    let tally = *counted::tally(tx, code, campaign.map(|state| &state.campaign))?;
    let within = given.within(code)?;
    let sums = match campaign {
        Some(state) => Sums::from(&state.campaign, tally, &within.sums, entries),
        None => Sums {
            visited: tally.visited,
            aided: tally.aided,
            given: within.sums.iter().map(|sum| sum.amount).sum(),
            ..Sums::default()
        },
    };
    let from_fund = fund::from_own_fund(&given.paid_in(code)?);
    let devices = tx.devices(code)?;
    let owing = devices.iter().filter(|device| !device.revoked);
    let line = UnitLine {
        unit: UnitName {
            code: commune.code.clone(),
            name: commune.name.clone(),
        },
        depth,
        households: tally.households,
        visited: sums.visited,
        aided: sums.aided,
        given: sums.given,
        account: account(entries, from_fund, given.day()),
        owed: owing.map(DeviceLine::owed).sum(),
        set_aside: devices.iter().map(|device| device.quarantined).sum(),
        heard_at: devices.iter().filter_map(|device| device.heard_at).max(),
    };
    Ok((line, sums))
}

/// Sets up a unit right under the officer's own: it runs the campaigns that are not over, and a link
/// begins there.
pub fn set_up(
    state: &AppState,
    device: &Device,
    new: &NewUnit,
    origin: &str,
) -> Result<MadeInvite, ApiError> {
    let new = checked(new)?;
    let above = &device.account.commune;
    let outcome = write(&*state.store, |tx| {
        let communes = tx.communes()?;
        if communes.iter().any(|commune| commune.code == new.code) {
            // Whoever keeps a unit already is not asked by somebody else's page.
            return Ok(Err(taken()));
        }
        let own = communes.iter().find(|commune| commune.code == *above);
        let synthetic = own.is_some_and(|own| own.synthetic);
        let Some(commune) = begin::commune(state, tx, &new.code, &new.name, synthetic)? else {
            return Ok(Err(ApiError::UnknownCommune));
        };
        if place(state, tx, &commune.code, Some(above))?.is_err() {
            return Ok(Err(taken()));
        }
        access::done(tx, device, None, state.clock.now())?;
        enrol::invite(
            state,
            tx,
            &commune.code,
            &new.person_name,
            Role::Office,
            origin,
        )
        .map(Ok)
    })?;
    state.live.changed(above);
    state.live.changed(&new.code);
    outcome
}

/// Places a unit under another one from today on, with the campaigns that are run there.
pub fn place(
    state: &AppState,
    tx: &dyn Tx,
    unit: &str,
    above: Option<&str>,
) -> Result<Result<(), PlacementProblem>, StoreError> {
    place_from(state, tx, unit, above, state.clock.now().local_date())
}

/// Places a unit under another one, or under none any more, from a day on.
pub fn place_from(
    state: &AppState,
    tx: &dyn Tx,
    unit: &str,
    above: Option<&str>,
    from: LocalDate,
) -> Result<Result<(), PlacementProblem>, StoreError> {
    if let Some(above) = above {
        // A campaign that is saved there meanwhile is either read here or handed down there.
        tx.lock(above)?;
    }
    let placements = match tx.tree()?.placing(unit, above, from) {
        Ok(placements) => placements,
        Err(problem) => return Ok(Err(problem)),
    };
    tx.place(unit, &placements)?;
    handed_down::to_new_unit(state, tx, unit)?;
    Ok(Ok(()))
}

/// A unit of this server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its name.
    pub name: String,
    /// Code of the unit it stands under.
    pub above: Option<String>,
}

/// The units of a server by code, with what they stand under on a day.
pub fn listed(tx: &dyn Tx, on: LocalDate) -> Result<BTreeMap<String, Listed>, StoreError> {
    let tree = tx.tree()?;
    let communes = tx.communes()?.into_iter();
    let listed = communes.map(|commune| {
        let above = tree.above(&commune.code, on).map(str::to_owned);
        let name = commune.name;
        (commune.code, Listed { name, above })
    });
    Ok(listed.collect())
}

fn taken() -> ApiError {
    let mut errors = FieldErrors::default();
    errors.add("code", Problem::Taken);
    ApiError::Invalid(errors.finish(()).err().unwrap_or_default())
}

fn checked(new: &NewUnit) -> Result<NewUnit, ApiError> {
    let mut errors = FieldErrors::default();
    let clean = NewUnit {
        code: errors.text("code", &new.code, COMMUNE_CODE_CHARS_MAX),
        name: errors.text("name", &new.name, LINE_CHARS_MAX),
        person_name: errors.text("person_name", &new.person_name, LINE_CHARS_MAX),
    };
    for (field, value) in [("code", &clean.code), ("person_name", &clean.person_name)] {
        if value.is_empty() {
            errors.add(field, Problem::Missing);
        }
    }
    errors.finish(clean).map_err(ApiError::Invalid)
}
