//! What the documents of campaigns and Funds say, each read once for as long as nobody changes it.
//!
//! Opening such a document costs a thousand times what it costs to ask for the log number of its newest
//! change, and a city's page wants those of all its communes. What was read is kept by that number and
//! by the life of the database, so it is what the database says now, whoever has written meanwhile, on
//! whichever node. A write keeps and uses nothing: what it sees may yet be taken back.

use std::collections::BTreeMap;
use std::sync::Arc;

use chungtay_shared::campaign::CampaignState;
use chungtay_shared::document::{Document, DocumentError, Kind};
use chungtay_shared::fund::Fund;
use chungtay_shared::id::{DocId, Epoch, FactId};
use chungtay_shared::offer::Offered;
use chungtay_shared::publicity::Noted;
use chungtay_shared::round::{Basis, CampaignRights};

use crate::at_hand::AtHand;
use crate::counted;
use crate::store::{StoreError, Tx};

/// What a campaign's document says.
#[derive(Debug)]
pub struct Campaign {
    /// What was ordered, and what the unit made of it.
    pub state: CampaignState,
    /// Its rounds with their rights.
    pub rights: CampaignRights,
    /// What each round was issued upon.
    pub bases: BTreeMap<FactId, Basis>,
    /// What was done in it to be heard.
    pub publicity: Vec<Noted>,
    /// What volunteers told of the Fund.
    pub offers: Vec<Offered>,
}

/// What documents said when they were read last, and what rows came to.
#[derive(Debug, Default)]
pub struct Remembered {
    campaigns: AtHand<Campaign>,
    funds: AtHand<Fund>,
    pub(crate) counted: counted::Kept,
}

/// The unit's campaigns, newest first.
pub fn campaigns(tx: &dyn Tx, unit: &str) -> Result<Vec<Arc<Campaign>>, StoreError> {
    let kept = tx.remembered().map(|remembered| &remembered.campaigns);
    let mut said = read(tx, unit, Kind::Campaign, kept, |document| {
        Ok(Campaign {
            state: document.campaign_state()?,
            rights: document.rights()?,
            bases: document.bases()?,
            publicity: document.publicity()?,
            offers: document.offers()?,
        })
    })?;
    said.sort_by_key(|said| {
        let campaign = &said.state.campaign;
        std::cmp::Reverse((campaign.from, campaign.id))
    });
    Ok(said)
}

/// The unit's Fund, once something was entered.
pub fn fund(tx: &dyn Tx, unit: &str) -> Result<Option<Arc<Fund>>, StoreError> {
    let kept = tx.remembered().map(|remembered| &remembered.funds);
    let said = read(tx, unit, Kind::Fund, kept, Document::fund)?;
    Ok(said.into_iter().next())
}

fn read<T>(
    tx: &dyn Tx,
    unit: &str,
    kind: Kind,
    kept: Option<&AtHand<T>>,
    say: impl Fn(&Document) -> Result<T, DocumentError>,
) -> Result<Vec<Arc<T>>, StoreError> {
    let newest = tx.newest_of(unit, kind)?;
    let epoch = tx.epoch()?;
    let each = newest.into_iter().map(|as_of| {
        let there = kept.and_then(|kept| kept.get(&as_of.0, epoch, as_of.1));
        there.map_or_else(
            || anew(tx, as_of, epoch, kept, &say),
            |there| Ok(Some(there)),
        )
    });
    each.filter_map(Result::transpose).collect()
}

/// Reads a document that nobody has read yet as it stands now.
fn anew<T>(
    tx: &dyn Tx,
    (doc, last_seq): (DocId, u64),
    epoch: Epoch,
    kept: Option<&AtHand<T>>,
    say: impl Fn(&Document) -> Result<T, DocumentError>,
) -> Result<Option<Arc<T>>, StoreError> {
    let Some(stored) = tx.document(doc)? else {
        return Ok(None);
    };
    let said = Arc::new(say(&Document::load(&stored.bytes)?)?);
    if let Some(kept) = kept {
        kept.keep(doc, epoch, last_seq, Arc::clone(&said));
    }
    Ok(Some(said))
}
