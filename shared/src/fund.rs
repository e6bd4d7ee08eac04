//! The Fund "Vì người nghèo" of a unit: what was promised, what came in, what went out, what is left.
//!
//! Lists, decisions and references to vouchers; the accountant's own software keeps the books
//! (Circular 103/2018/TT-BTC). Every entry is a fact; what was entered wrongly is voided by another
//! fact and stays to be read. What volunteers hand over is no entry: it is counted from the handovers
//! themselves, so it never stands twice.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::codes;
use crate::id::{Actor, DocId, FactId};
use crate::time::{LocalDate, Timestamp};

mod draft;
mod rollup;

pub use draft::{EntryDraft, check_void};
pub use rollup::{RollUp, Stand, Transferred, UnitBooks, add_up, roll_up, transferred};

codes!(
    /// Who pays for what is given.
    Source {
        /// The unit's own Fund.
        OwnFund = "own_fund",
        /// The Fund of a unit above: city, district where there is one, Centre.
        HigherFund = "higher_fund",
        /// Ngân sách.
        Budget = "budget",
        /// A donor who gives by their own hand (ủng hộ trực tiếp).
        Direct = "direct",
    }
);

codes!(
    /// What an entry is.
    EntryKind {
        /// Đăng ký ủng hộ: promised, not yet there.
        Pledge = "pledge",
        /// Thu: money or goods that came in from a donor.
        Receipt = "receipt",
        /// Điều chuyển đến: from another unit's Fund.
        TransferIn = "transfer_in",
        /// Điều chuyển đi: to another unit's Fund.
        TransferOut = "transfer_out",
        /// Quyết định hỗ trợ: what may be spent.
        Decision = "decision",
        /// Chi: spent otherwise than by handovers to households.
        Outlay = "outlay",
    }
);

impl EntryKind {
    /// Whether it moves something between two units' Funds.
    pub const fn is_transfer(self) -> bool {
        matches!(self, Self::TransferIn | Self::TransferOut)
    }
}

/// Money and the value of goods: two amounts, which are never added up.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amount {
    /// Money in đồng.
    pub money_vnd: i64,
    /// Agreed value of goods in đồng.
    pub goods_value_vnd: i64,
}

impl Amount {
    /// Whether there is none of either.
    pub const fn is_zero(self) -> bool {
        self.money_vnd == 0 && self.goods_value_vnd == 0
    }

    /// So many times as much.
    #[must_use]
    pub fn times(self, count: usize) -> Self {
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        Self {
            money_vnd: self.money_vnd.saturating_mul(count),
            goods_value_vnd: self.goods_value_vnd.saturating_mul(count),
        }
    }

    /// Whether this is within `limit`, money and goods each.
    pub const fn is_within(self, limit: Self) -> bool {
        self.money_vnd <= limit.money_vnd && self.goods_value_vnd <= limit.goods_value_vnd
    }
}

impl std::ops::AddAssign for Amount {
    fn add_assign(&mut self, other: Self) {
        self.money_vnd += other.money_vnd;
        self.goods_value_vnd += other.goods_value_vnd;
    }
}

impl std::ops::Sub for Amount {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self {
            money_vnd: self.money_vnd - other.money_vnd,
            goods_value_vnd: self.goods_value_vnd - other.goods_value_vnd,
        }
    }
}

impl std::iter::Sum for Amount {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        let mut sum = Self::default();
        for amount in amounts {
            sum += amount;
        }
        sum
    }
}

/// One entry. Never edited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// This fact.
    pub id: FactId,
    /// What it is.
    pub kind: EntryKind,
    /// The day it counts for.
    pub on: LocalDate,
    /// Donor, receiver, or the other unit; of a decision who signed it.
    pub party: String,
    /// How much.
    pub amount: Amount,
    /// Which goods, in words: "200 phần quà"; empty for money alone.
    pub goods: String,
    /// What it is for.
    pub purpose: String,
    /// Number of the voucher (phiếu thu, phiếu chi, chứng từ) or of the decision.
    pub voucher: String,
    /// The pledge it fulfils.
    pub pledge: Option<FactId>,
    /// The decision it is spent by.
    pub decision: Option<FactId>,
    /// Of a transfer, code of the other unit where this server keeps that one too; else empty.
    pub unit: String,
    /// Of what was transferred here, the other unit's entry.
    pub transfer: Option<FactId>,
    /// When it was entered.
    pub recorded_at: Timestamp,
}

/// Why an entry does not count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Void {
    /// In a person's words.
    pub reason: String,
    /// Whose device said so.
    pub actor: Actor,
    /// When.
    pub recorded_at: Timestamp,
}

/// An entry, who made it, and whether it counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entered {
    /// The entry.
    pub entry: Entry,
    /// Whose device.
    pub actor: Actor,
    /// Why it does not count, if so.
    pub void: Option<Void>,
}

/// All that a unit has entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fund {
    /// Its document.
    pub id: DocId,
    /// Code of the unit.
    pub unit: String,
    /// Every entry, by its day, then as entered.
    pub entries: Vec<Entered>,
}

/// Where the Fund stands on a day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// Came in from donors.
    pub received: Amount,
    /// Came from other units' Funds.
    pub transferred_in: Amount,
    /// Went to other units' Funds.
    pub transferred_out: Amount,
    /// Was spent by entries.
    pub spent: Amount,
    /// Was handed over to households.
    pub given: Amount,
}

impl Account {
    /// What is left: all that came in less all that went out, to the đồng.
    pub fn left(&self) -> Amount {
        let came: Amount = [self.received, self.transferred_in].into_iter().sum();
        let went = [self.transferred_out, self.spent, self.given];
        came - went.into_iter().sum()
    }
}

/// Where the Fund stands at the end of `day`; `given` is what was handed over from it by then.
pub fn account(entries: &[Entered], given: Amount, day: LocalDate) -> Account {
    let mut account = Account {
        given,
        ..Account::default()
    };
    for entry in standing(entries).filter(|entry| entry.on <= day) {
        match entry.kind {
            EntryKind::Receipt => account.received += entry.amount,
            EntryKind::TransferIn => account.transferred_in += entry.amount,
            EntryKind::TransferOut => account.transferred_out += entry.amount,
            EntryKind::Outlay => account.spent += entry.amount,
            // A promise is no money yet, a decision none that has gone.
            EntryKind::Pledge | EntryKind::Decision => {}
        }
    }
    account
}

/// How much of each pledge has come in, and of each decision has been spent, by its id.
pub fn fulfilled<'a>(entries: impl Iterator<Item = &'a Entry>) -> BTreeMap<FactId, Amount> {
    let mut fulfilled: BTreeMap<FactId, Amount> = BTreeMap::new();
    for entry in entries {
        for of in [entry.pledge, entry.decision].into_iter().flatten() {
            *fulfilled.entry(of).or_default() += entry.amount;
        }
    }
    fulfilled
}

/// The entries that count.
pub fn standing(entries: &[Entered]) -> impl Iterator<Item = &Entry> {
    let standing = entries.iter().filter(|entered| entered.void.is_none());
    standing.map(|entered| &entered.entry)
}

#[cfg(test)]
mod tests;
