//! `chungtay move`

use chungtay_shared::access::Act;

use super::invite::print_link;
use super::{CommandError, MoveArgs, open};
use crate::enrol::{self, MoveProblem};
use crate::store::write;
use crate::{access, begin};

pub(super) fn run(args: &MoveArgs) -> Result<(), CommandError> {
    let state = open(&args.data)?;
    let origin = args.public_url.trim_end_matches('/');
    let made = write(&*state.store, |tx| {
        let made = enrol::move_on(&state, tx, &args.commune, &args.name, &args.to, origin)?;
        if made.is_ok() {
            let device = begin::server_device(&state, tx, &args.to)?;
            access::note(tx, &device, Act::MadeInvite, "", state.clock.now())?;
        }
        Ok(made)
    })?;
    let made = made.map_err(|problem| match problem {
        MoveProblem::SameCommune => CommandError::SameCommune(args.to.clone()),
        MoveProblem::UnknownCommune => CommandError::UnknownCommune(args.to.clone()),
        MoveProblem::UnknownVolunteer => CommandError::UnknownVolunteer {
            commune: args.commune.clone(),
            name: args.name.clone(),
        },
    })?;
    print_link(&made);
    say!(
        "  Their phone sends what it still has of commune {}, forgets its households, and begins in \
         commune {} when this link is opened on it.\n",
        args.commune,
        args.to
    );
    Ok(())
}
