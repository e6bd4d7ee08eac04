//! What programs of the city read: where units stand, as JSON, by a token of their own (`docs/api.md`). It
//! reaches the unit whose office has made the token and those below it, and names nobody: no name, no number
//! of a person or a phone, no free note, no need.

use chungtay_shared::field::{FieldErrors, Problem};
use chungtay_shared::id::ToolId;
use chungtay_shared::limits::LINE_CHARS_MAX;
use chungtay_shared::time::LocalDate;

use chungtay_shared::api::tools::{MadeTool, NewTool, ToolLine};

use crate::access;
use crate::auth::Secret;
use crate::error::ApiError;
use crate::state::AppState;
use crate::store::{Device, StoreError, Tool, Tx, write};

pub mod answers;
mod coded;
mod cursor;
mod read;
pub mod rows;

pub use cursor::{Cursor, PageQuery};
pub use read::{campaigns, fund, handovers, households, overview, units, visits};

const TOKEN_BYTES: usize = 32;
/// How often at most it is noted that a token was used.
pub const USE_NOTED_MS: i64 = 3_600_000;

/// Makes a token for a program; it is shown once.
pub fn make(state: &AppState, device: &Device, new: &NewTool) -> Result<MadeTool, ApiError> {
    let mut errors = FieldErrors::default();
    let name = errors.text("name", &new.name, LINE_CHARS_MAX);
    if name.is_empty() {
        errors.add("name", Problem::Missing);
    }
    let name = errors.finish(name).map_err(ApiError::Invalid)?;
    let (now, unit) = (state.clock.now(), &device.account.commune);
    let (id, secret) =
        state.with_rng(|mut rng| (ToolId::new(now, &mut rng), Secret::new(TOKEN_BYTES, rng)));
    let tool = Tool {
        id,
        commune: unit.clone(),
        name: name.clone(),
        token_hash: secret.hash,
        made_at: now,
        made_by: device.account.person_name.clone(),
        used_at: None,
        revoked_at: None,
    };
    write(&*state.store, |tx| {
        tx.add_tool(&tool)?;
        access::done(tx, device, None, now)
    })?;
    state.live.changed(unit);
    let token = secret.text;
    Ok(MadeTool { name, token })
}

/// The tokens of a unit, the newest first.
pub fn made(tx: &dyn Tx, unit: &str) -> Result<Vec<ToolLine>, StoreError> {
    let tools = tx.tools(unit)?.into_iter();
    let lines = tools.map(|tool| ToolLine {
        id: tool.id,
        name: tool.name,
        made_at: tool.made_at,
        made_by: tool.made_by,
        used_at: tool.used_at,
        revoked_at: tool.revoked_at,
    });
    Ok(lines.collect())
}

/// Revokes a token: it reads nothing any more.
pub fn revoke(state: &AppState, device: &Device, tool: ToolId) -> Result<(), ApiError> {
    let (now, unit) = (state.clock.now(), &device.account.commune);
    let revoked = write(&*state.store, |tx| {
        let is_revoked = tx.revoke_tool(unit, tool, now)?;
        if is_revoked {
            access::done(tx, device, None, now)?;
        }
        Ok(is_revoked)
    })?;
    state.live.changed(unit);
    if revoked {
        Ok(())
    } else {
        Err(ApiError::NotFound)
    }
}

/// Whether a token reaches a unit on a day.
pub fn reaches(tx: &dyn Tx, tool: &Tool, unit: &str, today: LocalDate) -> Result<bool, StoreError> {
    let below = |(code, _): &(&str, usize)| *code == unit;
    Ok(tool.commune == unit || tx.tree()?.all_below(&tool.commune, today).iter().any(below))
}
