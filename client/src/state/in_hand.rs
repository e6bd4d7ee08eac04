//! What the volunteer carries of the rounds whose gifts are counted from hand to hand.

use chungtay_shared::custody::{self, Balance, Movement};
use chungtay_shared::round::HeldRights;

use super::AppState;

/// What they carry of one round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Carried<'a> {
    /// The round.
    pub(crate) held: &'a HeldRights,
    /// What they took and what became of it.
    pub(crate) balance: Balance,
    /// Households that have still to be given.
    pub(crate) to_give: u64,
}

impl<'a> Carried<'a> {
    /// Whether they hold a gift to hand over.
    pub(crate) fn has_some(&self) -> bool {
        self.balance.in_hand() > 0
    }

    /// What the office says it gave them, and they have not confirmed.
    pub(crate) fn waiting(&self) -> impl Iterator<Item = &'a Movement> + use<'a> {
        self.held.movements.iter().filter(|m| m.waits())
    }
}

impl AppState {
    /// What they carry, round by round.
    pub(crate) fn carried(&self) -> impl Iterator<Item = Carried<'_>> {
        let me = self.identity.as_ref().map(|identity| identity.actor);
        let counted = self.rights.iter().filter(|held| held.in_custody);
        counted.filter_map(move |held| {
            let me = me?;
            let rows = || self.rows.all();
            let given = rows().map(|row| row.given_by(me, held.round)).sum();
            let open = rows().filter(|row| self.open_rights(row).any(|h| h.round == held.round));
            Some(Carried {
                held,
                balance: custody::balance(&held.movements, me, given),
                to_give: open.count() as u64,
            })
        })
    }
}
