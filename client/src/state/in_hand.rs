//! What the volunteer carries of the rounds whose gifts are counted from hand to hand.

use chungtay_shared::round::{HeldGifts, HeldRights};

use super::AppState;

/// What they carry of one round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Carried<'a> {
    /// The round.
    pub(crate) held: &'a HeldRights,
    /// What they took, and what waits for them to count.
    pub(crate) gifts: &'a HeldGifts,
    /// Gifts they handed over.
    pub(crate) given: u64,
    /// Households that have still to be given.
    pub(crate) to_give: u64,
}

impl Carried<'_> {
    /// Gifts they hold. Less than none is none: the office has to find out.
    pub(crate) const fn in_hand(&self) -> u64 {
        let went = self.gifts.gone.saturating_add(self.given);
        self.gifts.taken.saturating_sub(went)
    }

    /// Gifts that wait for them to count.
    pub(crate) fn waiting(&self) -> u64 {
        self.gifts.waiting.iter().map(|issued| issued.count).sum()
    }
}

impl AppState {
    /// What they carry, round by round.
    pub(crate) fn carried(&self) -> impl Iterator<Item = Carried<'_>> {
        let me = self.identity.as_ref().map(|identity| identity.actor);
        self.rights.iter().filter_map(move |held| {
            let (gifts, me) = (held.gifts.as_ref()?, me?);
            let (mut given, mut to_give) = (0, 0);
            for row in self.rows.all() {
                given += row.given_by(me, held.round);
                let is_open = self.open_rights(row).any(|open| open.round == held.round);
                to_give += u64::from(is_open);
            }
            Some(Carried {
                held,
                gifts,
                given,
                to_give,
            })
        })
    }
}
