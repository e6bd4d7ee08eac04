//! What a round was issued upon (căn cứ): whom it was meant for, and the decision it is paid by. The
//! office's alone: no phone needs it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Round;
use crate::campaign::Eligibility;
use crate::fund::Amount;
use crate::id::FactId;

/// As it was on the day of issue. Never edited.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Basis {
    /// By what its list was made; none when it was put together by hand.
    pub meant_for: Option<Eligibility>,
    /// The support decision in the unit's Fund that it is paid by.
    pub decision: Option<FactId>,
}

/// What one household is to be given in a round.
pub fn each(round: &Round) -> Amount {
    Amount {
        money_vnd: round.item.money_vnd,
        goods_value_vnd: round.item.goods_value_vnd,
    }
}

/// Whether a decision of which `left` is left pays for `more`. One that speaks of money alone has the
/// goods bought by it, which its outlays are held against.
pub fn is_covered(decision: Amount, left: Amount, more: Amount) -> bool {
    let goods_value_vnd = match decision.goods_value_vnd {
        0 => more.goods_value_vnd,
        _ => left.goods_value_vnd,
    };
    more.is_within(Amount {
        goods_value_vnd,
        ..left
    })
}

/// What rounds are to give by each decision: for every right that somebody holds, used or not.
pub fn bound<'a>(rounds: impl Iterator<Item = (&'a Round, &'a Basis)>) -> BTreeMap<FactId, Amount> {
    let mut bound: BTreeMap<FactId, Amount> = BTreeMap::new();
    for (round, basis) in rounds {
        if let Some(decision) = basis.decision {
            *bound.entry(decision).or_default() += each(round).times(round.held().len());
        }
    }
    bound
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amount(money_vnd: i64, goods_value_vnd: i64) -> Amount {
        Amount {
            money_vnd,
            goods_value_vnd,
        }
    }

    #[test]
    fn a_decision_pays_for_what_is_left_of_it_and_goods_bought_by_it_are_held_against_outlays() {
        let decision = amount(20_000_000, 0);
        assert!(is_covered(decision, amount(500_000, 0), amount(500_000, 0)));
        assert!(!is_covered(
            decision,
            amount(499_999, 0),
            amount(500_000, 0)
        ));
        assert!(is_covered(decision, amount(0, -7), amount(0, 300_000)));
        let of_goods = amount(0, 9_000_000);
        assert!(!is_covered(
            of_goods,
            amount(0, 200_000),
            amount(0, 300_000)
        ));
    }
}
