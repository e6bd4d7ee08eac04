//! What was done for publicity: noted by anybody, read and struck out at the office.

use chungtay_shared::api::publicity::{ActivityLine, NoteActivity, PublicityPage, StrikeActivity};
use chungtay_shared::document::Document;
use chungtay_shared::publicity::{Strike, check_strike};

use crate::error::ApiError;
use crate::register;
use crate::rounds::{fact_id, in_campaign};
use crate::state::AppState;
use crate::store::{Device, StoreError, Tx};

/// Every activity of the commune's campaigns, newest first.
pub fn page(tx: &dyn Tx, commune: &str) -> Result<PublicityPage, StoreError> {
    let names = tx.names(commune)?;
    let mut lines = Vec::new();
    for bytes in tx.campaigns(commune)? {
        let document = Document::load(&bytes)?;
        let campaign = document.campaign()?;
        lines.extend(document.publicity()?.into_iter().map(|noted| ActivityLine {
            campaign: campaign.id,
            campaign_name: campaign.name.clone(),
            person_name: names.get(&noted.actor).cloned().unwrap_or_default(),
            activity: noted.activity,
            struck: noted.struck,
        }));
    }
    lines.sort_by_key(|line| {
        let activity = &line.activity;
        std::cmp::Reverse((activity.on, activity.recorded_at, activity.id))
    });
    Ok(PublicityPage {
        lines,
        organisations: register::organisations(tx, commune)?,
    })
}

/// Notes an activity at the office.
pub fn note(state: &AppState, device: &Device, wanted: &NoteActivity) -> Result<(), ApiError> {
    in_campaign(state, device, wanted.campaign, |pen, document, _| {
        let read = wanted.draft.read(fact_id(state, pen), pen.author().at);
        match read {
            Ok(activity) => Ok(Ok(document.note_activity(pen.author(), &activity)?)),
            Err(problems) => Ok(Err(ApiError::Invalid(problems))),
        }
    })
}

/// Says that an activity does not count.
pub fn strike(state: &AppState, device: &Device, wanted: &StrikeActivity) -> Result<(), ApiError> {
    in_campaign(state, device, wanted.campaign, |pen, document, _| {
        let noted = document.publicity()?;
        match check_strike(&noted, wanted.activity, &wanted.reason) {
            Ok(reason) => {
                let strike = Strike {
                    reason,
                    recorded_at: pen.author().at,
                };
                let author = pen.author();
                Ok(Ok(document.strike_activity(
                    author,
                    wanted.activity,
                    &strike,
                )?))
            }
            Err(problems) => Ok(Err(ApiError::Invalid(problems))),
        }
    })
}
