//! `chungtay invite`

use chungtay_shared::access::Act;
use chungtay_shared::api::{MadeInvite, Role};
use chungtay_shared::text;

use super::{CommandError, InviteArgs, open};
use crate::store::write;
use crate::{access, begin, enrol, sign_in};

pub(super) fn run(args: &InviteArgs) -> Result<(), CommandError> {
    let state = open(&args.data)?;
    let origin = args.public_url.trim_end_matches('/');
    let made = write(&*state.store, |tx| {
        if tx.communes()?.iter().all(|c| c.code != args.commune) {
            return Ok(None);
        }
        let device = begin::server_device(&state, tx, &args.commune)?;
        let (commune, role, now) = (&args.commune, Role::from(args.role), state.clock.now());
        let name = text::nfc(args.name.trim());
        let known = tx.account(commune, &name, role)?;
        if let Some(account) = known.filter(|_| args.reset && role.is_office()) {
            access::note(tx, &device, Act::ResetSignIn, &account.id.to_string(), now)?;
            return sign_in::reset(&state, tx, &account, origin).map(Some);
        }
        access::note(tx, &device, Act::MadeInvite, "", now)?;
        enrol::invite(&state, tx, commune, &args.name, role, origin).map(Some)
    })?;
    let made = made.ok_or_else(|| CommandError::UnknownCommune(args.commune.clone()))?;
    print_link(&made);
    Ok(())
}

/// A link in words and as a QR code.
pub(super) fn print_link(made: &MadeInvite) {
    let (hour, minute) = made.expires_at.local_hour_minute();
    say!("{}", enrol::qr_terminal(&made.link));
    say!("  {}  ({})", made.link, made.person_name);
    say!(
        "  works once, until {} {hour:02}:{minute:02} (Vietnam time)\n",
        made.expires_at.local_date().display()
    );
}
