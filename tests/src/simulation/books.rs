//! What a Fund must come to, on any day: every entry that was made, as simply as it can be said.

use std::collections::BTreeMap;

use chungtay_shared::fund::EntryKind;
use chungtay_shared::id::FactId;
use chungtay_shared::time::LocalDate;

/// An entry of a Fund.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Booked {
    /// The entry.
    pub id: FactId,
    /// What it is.
    pub kind: EntryKind,
    /// The day it counts for.
    pub on: LocalDate,
    /// How much, in đồng.
    pub money_vnd: i64,
    /// The pledge it keeps, or the decision it is spent by.
    pub rests_on: Option<FactId>,
    /// Whether it was said not to count.
    pub is_void: bool,
}

/// All that was entered in one Fund.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Books(Vec<Booked>);

impl Booked {
    /// By how much it changes what is left.
    pub const fn effect(&self) -> i64 {
        match self.kind {
            EntryKind::Receipt | EntryKind::TransferIn => self.money_vnd,
            EntryKind::TransferOut | EntryKind::Outlay => -self.money_vnd,
            EntryKind::Pledge | EntryKind::Decision => 0,
        }
    }
}

impl Books {
    /// One more entry.
    pub fn enter(&mut self, booked: Booked) {
        self.0.push(booked);
    }

    /// An entry does not count.
    pub fn void(&mut self, id: FactId) {
        for booked in self.0.iter_mut().filter(|booked| booked.id == id) {
            booked.is_void = true;
        }
    }

    /// Whether an entry that counts rests on this one.
    pub fn is_rested_on(&self, id: FactId) -> bool {
        self.standing().any(|booked| booked.rests_on == Some(id))
    }

    /// What came in less what went out by entries of that day and before.
    pub fn sum_on(&self, day: LocalDate) -> i64 {
        self.by(day).map(Booked::effect).sum()
    }

    /// What was kept of each pledge and spent of each decision by the end of that day.
    pub fn fulfilled_on(&self, day: LocalDate) -> BTreeMap<FactId, i64> {
        let mut fulfilled = BTreeMap::new();
        for booked in self.by(day) {
            if let Some(id) = booked.rests_on {
                *fulfilled.entry(id).or_default() += booked.money_vnd;
            }
        }
        fulfilled
    }

    /// What was promised by the end of that day and had not come in.
    pub fn outstanding_on(&self, day: LocalDate) -> i64 {
        let fulfilled = self.fulfilled_on(day);
        let pledges = self.by(day).filter(|b| b.kind == EntryKind::Pledge);
        let left = pledges.map(|pledge| {
            let came = fulfilled.get(&pledge.id).copied().unwrap_or_default();
            (pledge.money_vnd - came).max(0)
        });
        left.sum()
    }

    /// What is left of a pledge or a decision.
    pub fn left_of(&self, id: FactId) -> i64 {
        let of = self.standing().filter(|booked| booked.id == id);
        let rests = self.standing().filter(|booked| booked.rests_on == Some(id));
        let sum = |booked: &Booked| booked.money_vnd;
        of.map(sum).sum::<i64>() - rests.map(sum).sum::<i64>()
    }

    /// The first entry of a kind that counts.
    pub fn first_of(&self, kind: EntryKind) -> Option<FactId> {
        let mut of_kind = self.standing().filter(|booked| booked.kind == kind);
        of_kind.next().map(|booked| booked.id)
    }

    /// Days on which something was entered.
    pub fn days(&self) -> impl Iterator<Item = LocalDate> {
        self.0.iter().map(|booked| booked.on)
    }

    fn standing(&self) -> impl Iterator<Item = &Booked> {
        self.0.iter().filter(|booked| !booked.is_void)
    }

    fn by(&self, day: LocalDate) -> impl Iterator<Item = &Booked> {
        self.standing().filter(move |booked| booked.on <= day)
    }
}
