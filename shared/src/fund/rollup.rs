//! The Funds of several units added up. What one of them has transferred to another is no income of
//! theirs together: it came in once and goes out once.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Account, Amount, Entered, EntryKind, account, standing};
use crate::time::LocalDate;

/// One unit's Fund.
#[derive(Debug, Clone, Copy)]
pub struct UnitBooks<'a> {
    /// Code of the unit.
    pub unit: &'a str,
    /// Its entries.
    pub entries: &'a [Entered],
    /// What was handed over to households from it, by the day that is meant.
    pub given: Amount,
}

/// Where the Funds of several units stand together on a day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RollUp {
    /// Came in from donors.
    pub received: Amount,
    /// Came from Funds of other units.
    pub from_outside: Amount,
    /// Went to Funds of other units.
    pub to_outside: Amount,
    /// Was spent by entries.
    pub spent: Amount,
    /// Was handed over to households.
    pub given: Amount,
    /// Is left in all the Funds.
    pub left: Amount,
    /// Was sent by one of these units to another that has not entered it yet; less than nothing where
    /// more was entered than was sent.
    pub on_the_way: Amount,
}

impl RollUp {
    /// What has to be left or on its way: all that came in from others less all that went to others.
    pub fn expected(&self) -> Amount {
        let came: Amount = [self.received, self.from_outside].into_iter().sum();
        let went = [self.to_outside, self.spent, self.given].into_iter().sum();
        came - went
    }
}

/// What went between a unit's Fund and those of one other unit.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transferred {
    /// Code of the other unit; empty for all Funds that this server does not keep.
    pub unit: String,
    /// Came from there.
    pub came: Amount,
    /// Went there.
    pub went: Amount,
}

/// What a unit's Fund got from others and sent them by the end of `day`, by their codes.
pub fn transferred(entries: &[Entered], day: LocalDate) -> Vec<Transferred> {
    let mut sums: BTreeMap<&str, Transferred> = BTreeMap::new();
    for entry in standing(entries).filter(|entry| entry.on <= day && entry.kind.is_transfer()) {
        let sum = sums.entry(entry.unit.as_str()).or_default();
        if entry.kind == EntryKind::TransferIn {
            sum.came += entry.amount;
        } else {
            sum.went += entry.amount;
        }
    }
    let sums = sums.into_iter();
    sums.map(|(unit, sum)| Transferred {
        unit: unit.to_owned(),
        ..sum
    })
    .collect()
}

/// Where one unit's Fund stands, and what of it other Funds sent and got.
#[derive(Debug, Clone, Copy)]
pub struct Stand<'a> {
    /// Code of the unit.
    pub unit: &'a str,
    /// Where it stands.
    pub account: Account,
    /// What other units sent and got.
    pub transfers: &'a [Transferred],
}

/// Adds up the Funds at the end of `day`.
pub fn roll_up(books: &[UnitBooks<'_>], day: LocalDate) -> RollUp {
    let read = books.iter().map(|books| {
        let account = account(books.entries, books.given, day);
        (books.unit, account, transferred(books.entries, day))
    });
    let read: Vec<_> = read.collect();
    let stands: Vec<Stand<'_>> = read
        .iter()
        .map(|(unit, account, transfers)| Stand {
            unit,
            account: *account,
            transfers,
        })
        .collect();
    add_up(&stands)
}

/// Adds up Funds as they stand.
pub fn add_up(stands: &[Stand<'_>]) -> RollUp {
    let units: BTreeSet<&str> = stands.iter().map(|stand| stand.unit).collect();
    let mut sum = RollUp::default();
    let (mut sent, mut arrived) = (Amount::default(), Amount::default());
    for stand in stands {
        let own = stand.account;
        sum.received += own.received;
        sum.spent += own.spent;
        sum.given += own.given;
        sum.left += own.left();
        for other in stand.transfers {
            if units.contains(other.unit.as_str()) {
                arrived += other.came;
                sent += other.went;
            } else {
                sum.from_outside += other.came;
                sum.to_outside += other.went;
            }
        }
    }
    sum.on_the_way = sent - arrived;
    sum
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::fund::{Entry, EntryDraft};
    use crate::id::{Actor, FactId};
    use crate::time::Timestamp;

    const NOW: Timestamp = Timestamp::from_ms(1_792_200_600_000);

    fn entered(n: u8, draft: &EntryDraft) -> Entered {
        let entry = draft
            .read(&[], &BTreeMap::new(), FactId::from_bytes([n; 16]), NOW)
            .unwrap();
        let actor = Actor::from_bytes([9; 16]);
        Entered {
            entry,
            actor,
            void: None,
        }
    }

    fn draft(kind: EntryKind, unit: &str, money: &str) -> EntryDraft {
        EntryDraft {
            party: "Quỹ".into(),
            money_text: money.into(),
            unit: unit.into(),
            ..EntryDraft::empty(kind, NOW.local_date())
        }
    }

    fn vnd(money_vnd: i64) -> Amount {
        Amount {
            money_vnd,
            goods_value_vnd: 0,
        }
    }

    fn together(city: &[Entered], commune: &[Entered], given: Amount) -> RollUp {
        let books = |unit, entries, given| UnitBooks {
            unit,
            entries,
            given,
        };
        let books = [
            books("92", city, Amount::default()),
            books("31309", commune, given),
        ];
        roll_up(&books, NOW.local_date())
    }

    #[test]
    fn what_the_city_passes_down_is_counted_once() {
        let city = [
            entered(1, &draft(EntryKind::Receipt, "", "100 tr")),
            entered(2, &draft(EntryKind::TransferOut, "31309", "40 tr")),
        ];
        let sent = together(&city, &[], Amount::default());
        assert_eq!(
            (sent.received, sent.on_the_way),
            (vnd(100_000_000), vnd(40_000_000))
        );
        assert_eq!(sent.left, vnd(60_000_000));

        let receiving = EntryDraft::receiving(&city[1].entry, "92", "Cần Thơ", NOW.local_date());
        let commune = [
            entered(3, &receiving),
            entered(4, &draft(EntryKind::Receipt, "", "5 tr")),
        ];
        let arrived = together(&city, &commune, vnd(30_000_000));
        assert_eq!(arrived.on_the_way, Amount::default());
        assert_eq!(arrived.received, vnd(105_000_000));
        assert_eq!(arrived.left, vnd(75_000_000));
        assert_eq!(arrived.left, arrived.expected());
    }

    #[test]
    fn what_is_transferred_is_received_once_and_as_it_was_sent() {
        let sent = entered(2, &draft(EntryKind::TransferOut, "31309", "1.234.567"));
        let receiving = EntryDraft::receiving(&sent.entry, "92", "Cần Thơ", NOW.local_date());
        let there = [entered(3, &receiving)];
        assert_eq!(there[0].entry.amount, sent.entry.amount);
        assert_eq!(there[0].entry.transfer, Some(sent.entry.id));
        let again = receiving.read(&there, &BTreeMap::new(), FactId::from_bytes([4; 16]), NOW);
        let [problem] = &again.unwrap_err()[..] else {
            panic!("one problem")
        };
        assert_eq!(problem.field, "transfer");
        // What is no transfer belongs to no other unit.
        let receipt = EntryDraft {
            kind: EntryKind::Receipt,
            ..receiving
        };
        let receipt = entered(5, &receipt).entry;
        assert_eq!((receipt.unit.as_str(), receipt.transfer), ("", None));
    }

    fn any_entry() -> impl Strategy<Value = (usize, Entry, bool)> {
        let units = prop::sample::select(vec!["", "92", "31309", "31261", "99"]);
        let kinds = prop::sample::select(EntryKind::ALL.to_vec());
        let amounts = (0_i64..1_000_000_000, 0_i64..1_000_000);
        let days = -2_i64..3;
        (0_usize..3, kinds, units, amounts, days, any::<bool>()).prop_map(
            |(of, kind, unit, (money_vnd, goods_value_vnd), day, is_void)| {
                let mut entry = entered(1, &draft(EntryKind::Receipt, "", "1")).entry;
                entry.kind = kind;
                entry.unit = if kind.is_transfer() {
                    unit.into()
                } else {
                    String::new()
                };
                entry.amount = Amount {
                    money_vnd,
                    goods_value_vnd,
                };
                entry.on = LocalDate::from_days(NOW.local_date().days() + day);
                (of, entry, is_void)
            },
        )
    }

    proptest! {
        /// To the đồng, whatever was entered and voided.
        #[test]
        fn what_is_left_and_on_its_way_is_what_came_in_less_what_went_out(
            history in prop::collection::vec(any_entry(), 0..40),
            given in prop::array::uniform3(0_i64..1_000_000_000),
        ) {
            let mut entries = [Vec::new(), Vec::new(), Vec::new()];
            for (of, entry, is_void) in history {
                let void = is_void.then(|| crate::fund::Void {
                    reason: "nhầm".into(),
                    actor: Actor::from_bytes([9; 16]),
                    recorded_at: NOW,
                });
                entries[of].push(Entered { entry, actor: Actor::from_bytes([9; 16]), void });
            }
            let units = ["92", "31309", "31261"];
            let books: Vec<UnitBooks<'_>> = units
                .iter()
                .zip(&entries)
                .zip(given)
                .map(|((unit, entries), given)| UnitBooks { unit, entries, given: vnd(given) })
                .collect();
            let sum = roll_up(&books, NOW.local_date());
            let there: Amount = [sum.left, sum.on_the_way].into_iter().sum();
            prop_assert_eq!(there, sum.expected());
        }
    }
}
