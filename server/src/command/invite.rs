//! `chungtay invite`

use chungtay_shared::access::Act;
use chungtay_shared::api::MadeInvite;

use super::{CommandError, InviteArgs, open};
use crate::store::write;
use crate::{access, begin, enrol};

pub(super) fn run(args: &InviteArgs) -> Result<(), CommandError> {
    let state = open(&args.data)?;
    let origin = args.public_url.trim_end_matches('/');
    let made = write(&*state.store, |tx| {
        if tx.communes()?.iter().all(|c| c.code != args.commune) {
            return Ok(None);
        }
        let device = begin::server_device(&state, tx, &args.commune)?;
        access::note(tx, &device, Act::MadeInvite, "", state.clock.now())?;
        enrol::invite(
            &state,
            tx,
            &args.commune,
            &args.name,
            args.role.into(),
            origin,
        )
        .map(Some)
    })?;
    let made = made.ok_or_else(|| CommandError::UnknownCommune(args.commune.clone()))?;
    print_link(&made);
    Ok(())
}

/// A link in words and as a QR code.
pub(super) fn print_link(made: &MadeInvite) {
    let (hour, minute) = made.expires_at.local_hour_minute();
    println!("{}", enrol::qr_terminal(&made.link));
    println!("  {}  ({})", made.link, made.person_name);
    println!(
        "  works once, until {} {hour:02}:{minute:02} (Vietnam time)\n",
        made.expires_at.local_date().display()
    );
}
