//! `chungtay unit`

use super::{CommandError, UnitArgs, open};
use crate::store::{StoreError, Tx, read, write};
use crate::{begin, units};

pub(super) fn run(args: &UnitArgs) -> Result<(), CommandError> {
    let state = open(&args.data)?;
    let today = state.clock.now().local_date();
    if let Some(code) = &args.code {
        let done = write(&*state.store, |tx| {
            let above = args.under.as_deref();
            if let Some(above) = above
                && !is_there(tx, above)?
            {
                return Ok(Err(CommandError::UnknownCommune(above.to_owned())));
            }
            if begin::commune(&state, tx, code, &args.name, false)?.is_none() {
                return Ok(Err(CommandError::UnnamedUnit(code.clone())));
            }
            if above.is_none() && !args.under_none {
                return Ok(Ok(()));
            }
            let from = args.from.unwrap_or(today);
            let placed = units::place_from(&state, tx, code, above, from)?;
            Ok(placed.map_err(CommandError::from))
        })?;
        done?;
    }
    for (code, unit) in read(&*state.store, |tx| units::listed(tx, today))? {
        if let Some(above) = unit.above {
            say!("{code}  {}  (under {above})", unit.name);
        } else {
            say!("{code}  {}", unit.name);
        }
    }
    Ok(())
}

fn is_there(tx: &dyn Tx, code: &str) -> Result<bool, StoreError> {
    Ok(tx.communes()?.iter().any(|commune| commune.code == code))
}
