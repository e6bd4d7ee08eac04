//! What stands behind a number of a unit that keeps other units: first each unit's part of it, then what
//! was recorded there, without a name.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::units::UnitName;
use crate::codes;
use crate::fund::Amount;
use crate::id::{DocId, FactId};
use crate::time::LocalDate;

codes!(
    /// What a number says.
    Figure {
        /// Households on the list.
        Listed = "listed",
        /// Households that were visited, by the end of days that are said.
        Visited = "visited",
        /// Households that were given something, likewise.
        Aided = "aided",
        /// Visits of days.
        Visits = "visits",
        /// Handovers of days.
        Handovers = "handovers",
        /// What was handed over, whoever paid.
        Given = "given",
        /// What Funds received from donors.
        Received = "received",
        /// What Funds of other servers sent.
        FromOutside = "from_outside",
        /// What Funds got from each other and from elsewhere.
        TransferredIn = "transferred_in",
        /// What went to Funds of other servers.
        ToOutside = "to_outside",
        /// What Funds spent by entries.
        Spent = "spent",
        /// What was handed over from Funds.
        FromFund = "from_fund",
        /// What is left.
        Left = "left",
        /// What was sent from one of the units to another that has not entered it.
        OnTheWay = "on_the_way",
        /// What donors gave on the campaign's days.
        Raised = "raised",
        /// What came into the Funds together on days.
        Came = "came",
        /// What went out of them together on days.
        Went = "went",
        /// Records that phones have not handed in.
        Owed = "owed",
        /// Records set aside.
        SetAside = "set_aside",
    }
);

/// Which number is meant; written as `visits.2026-10-17.2026-10-17` in addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Behind {
    /// What it says.
    pub figure: Figure,
    /// From which day on; none for all that came before.
    #[serde(default)]
    pub from: Option<LocalDate>,
    /// Until which day; none for today.
    #[serde(default)]
    pub to: Option<LocalDate>,
}

impl Figure {
    /// The number of all days.
    pub const fn of_all_days(self) -> Behind {
        Behind {
            figure: self,
            from: None,
            to: None,
        }
    }

    /// The number of one day.
    pub const fn on(self, day: LocalDate) -> Behind {
        Behind {
            figure: self,
            from: Some(day),
            to: Some(day),
        }
    }

    /// The number by the end of a day.
    pub const fn by(self, day: LocalDate) -> Behind {
        Behind {
            figure: self,
            from: None,
            to: Some(day),
        }
    }

    /// Whether it counts households, visits, handovers or records, not money and goods.
    pub const fn is_count(self) -> bool {
        matches!(
            self,
            Self::Listed
                | Self::Visited
                | Self::Aided
                | Self::Visits
                | Self::Handovers
                | Self::Owed
                | Self::SetAside
        )
    }
}

impl Behind {
    /// Whether it is of days that are said.
    pub const fn is_of_days(&self) -> bool {
        self.from.is_some() || self.to.is_some()
    }

    /// Whether a day is one of them.
    pub fn holds(&self, day: LocalDate) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }

    /// As the query of an address, for [`BehindQuery`].
    pub fn query(&self) -> String {
        let day = |name: &str, day: Option<LocalDate>| {
            day.map_or_else(String::new, |day| format!("&{name}={day}"))
        };
        let figure = self.figure.code();
        format!(
            "figure={figure}{}{}",
            day("from", self.from),
            day("to", self.to)
        )
    }
}

impl fmt::Display for Behind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.figure.code())?;
        if self.is_of_days() {
            let day = |day: Option<LocalDate>| day.map_or_else(String::new, |day| day.to_string());
            write!(f, ".{}.{}", day(self.from), day(self.to))?;
        }
        Ok(())
    }
}

/// No number is written so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownFigure;

impl FromStr for Behind {
    type Err = UnknownFigure;

    fn from_str(text: &str) -> Result<Self, UnknownFigure> {
        let mut parts = text.split('.');
        let figure = parts.next().and_then(Figure::from_code);
        let mut day = || match parts.next() {
            None | Some("") => Ok(None),
            Some(day) => day.parse().map(Some).map_err(|_| UnknownFigure),
        };
        let (from, to) = (day()?, day()?);
        let figure = figure.filter(|_| parts.next().is_none());
        let figure = figure.ok_or(UnknownFigure)?;
        Ok(Self { figure, from, to })
    }
}

/// Asks what stands behind a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct BehindQuery {
    /// What it says.
    pub figure: Figure,
    /// From which day on.
    #[serde(default)]
    pub from: Option<LocalDate>,
    /// Until which day.
    #[serde(default)]
    pub to: Option<LocalDate>,
    /// How many rows to pass over.
    #[serde(default)]
    pub after: usize,
}

impl BehindQuery {
    /// Which number.
    pub const fn behind(&self) -> Behind {
        let Self {
            figure, from, to, ..
        } = *self;
        Behind { figure, from, to }
    }
}

/// A part of a number: a count or an amount, as the figure is one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// How many.
    pub count: u64,
    /// How much; less than nothing where it was taken away.
    pub amount: Amount,
}

impl Part {
    /// So many.
    pub fn of(count: u64) -> Self {
        Self {
            count,
            ..Self::default()
        }
    }

    /// Whether it adds nothing.
    pub fn is_zero(&self) -> bool {
        self.count == 0 && self.amount.is_zero()
    }
}

impl From<Amount> for Part {
    fn from(amount: Amount) -> Self {
        Self { count: 0, amount }
    }
}

impl std::iter::Sum for Part {
    fn sum<I: Iterator<Item = Self>>(parts: I) -> Self {
        parts.fold(Self::default(), |mut sum, part| {
            sum.count += part.count;
            sum.amount += part.amount;
            sum
        })
    }
}

/// What each unit adds to a number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartsPage {
    /// The campaign that is meant; empty when there is none.
    pub campaign_name: String,
    /// What all parts come to.
    pub sum: Part,
    /// One's own unit first; units that add nothing are left out.
    pub parts: Vec<UnitPart>,
}

/// What a unit adds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitPart {
    /// The unit.
    pub unit: UnitName,
    /// How many steps below one's own unit it stands.
    pub depth: usize,
    /// What it adds.
    pub part: Part,
}

/// What was recorded in a unit, of which a number consists.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactsPage {
    /// The unit.
    pub unit: UnitName,
    /// The campaign that is meant; empty when there is none.
    pub campaign_name: String,
    /// What all rows come to, those of other pages too.
    pub sum: Part,
    /// Rows of all pages.
    pub count: usize,
    /// The rows of this page, by their days.
    pub rows: Vec<BehindRow>,
    /// How many rows to pass over for the next page; none when this is the last.
    pub next: Option<usize>,
}

codes!(
    /// What a row is.
    RowKind {
        /// A household on the list.
        Household = "household",
        /// A visit.
        Visit = "visit",
        /// A handover.
        Handover = "handover",
        /// An entry of the Fund.
        Entry = "entry",
        /// A phone.
        Phone = "phone",
    }
);

/// Something recorded, with nobody's name, number or note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BehindRow {
    /// What it is.
    pub kind: RowKind,
    /// Its id in hexadecimal.
    pub id: String,
    /// The day it counts for; none of a household and a phone.
    pub on: Option<LocalDate>,
    /// The household's record, whose id means nothing elsewhere.
    pub household: Option<DocId>,
    /// Its hamlet.
    pub hamlet: String,
    /// Where the household is, when that is another unit than the one whose Fund has paid.
    pub unit: Option<UnitName>,
    /// The code of a visit's purpose, a household's category or an entry's kind.
    pub code: String,
    /// What was given, where the campaign's list names it.
    pub item: String,
    /// The round it was given in.
    pub round: Option<FactId>,
    /// Who recorded it: the beginning of the device's number, which only its own unit can tell a name of.
    pub recorder: String,
    /// What it adds; nothing where its household is counted by an earlier row.
    pub part: Part,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_found_again_by_its_address() {
        let day: LocalDate = "2026-10-17".parse().unwrap();
        for figure in Figure::ALL {
            for behind in [figure.of_all_days(), figure.on(day), figure.by(day)] {
                assert_eq!(behind.to_string().parse(), Ok(behind));
            }
        }
        assert_eq!(Figure::Came.by(day).to_string(), "came..2026-10-17");
        for wrong in ["", "none", "came.x.y", "came.2026-10-17.2026-10-17.1"] {
            assert_eq!(wrong.parse::<Behind>(), Err(UnknownFigure), "{wrong}");
        }
    }
}
