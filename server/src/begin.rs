//! How a server begins: its first commune, that commune's office and a campaign to work in.

use chungtay_shared::api::Role;
use chungtay_shared::document::Document;
use chungtay_shared::id::{Actor, DeviceId, DocId};
use chungtay_shared::peak_month::CampaignPlan;
use chungtay_shared::time::Timestamp;
use chungtay_shared::unit;

use crate::auth::Secret;
use crate::enrol;
use crate::office::Pen;
use crate::projection::FORM;
use crate::state::AppState;
use crate::store::{Commune, Device, StoreError, Tx};

/// Account that writes what is done at the server's own command line.
pub(crate) const SERVER_ACCOUNT: &str = "Máy chủ";
const TOKEN_BYTES: usize = 32;

/// The commune with this code; it is made if it is not there yet, with the campaign of the running
/// or coming peak month. The name comes from the table of units when `name` is empty.
pub fn commune(
    state: &AppState,
    tx: &dyn Tx,
    code: &str,
    name: &str,
    synthetic: bool,
) -> Result<Option<Commune>, StoreError> {
    let there = tx.communes()?;
    let is_first = there.is_empty();
    if let Some(commune) = there.into_iter().find(|c| c.code == code) {
        return Ok(Some(commune));
    }
    let today = state.clock.now().local_date();
    let name = match name.trim() {
        "" => unit::name_of(code, today).map(str::to_owned),
        name => Some(name.to_owned()),
    };
    let Some(name) = name else { return Ok(None) };
    let commune = Commune {
        code: code.to_owned(),
        name,
        synthetic,
    };
    tx.add_commune(&commune)?;
    if is_first {
        // Every row from here on is made by this program.
        tx.set_row_form(&FORM)?;
    }
    Ok(Some(commune))
}

/// The campaign of the running or coming peak month, to begin with.
pub fn first_campaign(
    state: &AppState,
    tx: &dyn Tx,
    device: &Device,
    plan: Option<CampaignPlan>,
) -> Result<Option<DocId>, StoreError> {
    let Some(plan) = plan else { return Ok(None) };
    let now = state.clock.now();
    let pen = Pen::take(tx, device, now)?;
    let campaign = state.with_rng(|mut rng| {
        let id = DocId::new(now, &mut rng);
        plan.into_campaign(id, device.account.commune.clone(), now, &mut rng)
    });
    let (document, written) = Document::new_campaign(pen.author(), &campaign)?;
    pen.store(campaign.id, &document, written)?;
    Ok(Some(campaign.id))
}

/// A new device of a person, with the token it shows. An account is made if there is none.
pub fn device(
    state: &AppState,
    tx: &dyn Tx,
    commune: &str,
    person_name: &str,
    role: Role,
    device_name: &str,
    at: Timestamp,
) -> Result<(Device, String), StoreError> {
    let account = enrol::account(state, tx, commune, person_name, role, at)?;
    let (id, actor, token) = state.with_rng(|mut rng| {
        let id = DeviceId::new(at, &mut rng);
        (id, Actor::new(at, &mut rng), Secret::new(TOKEN_BYTES, rng))
    });
    let device = Device {
        id,
        account,
        name: device_name.to_owned(),
        token_hash: token.hash,
        key: None,
        proofs: 0,
        enrolled_at: at,
        revoked_at: None,
        lost: None,
    };
    tx.add_device(&device, actor)?;
    Ok((device, token.text))
}

/// The device that writes what is done at the server's own command line.
pub fn server_device(state: &AppState, tx: &dyn Tx, commune: &str) -> Result<Device, StoreError> {
    let account = tx.account(commune, SERVER_ACCOUNT, Role::Office)?;
    if let Some(account) = &account
        && let Some(device) = tx.device_of_account(account)?
    {
        return Ok(device);
    }
    let now = state.clock.now();
    let (made, _) = device(
        state,
        tx,
        commune,
        SERVER_ACCOUNT,
        Role::Office,
        "chungtay",
        now,
    )?;
    Ok(made)
}
