//! Birth and sex of a row: they share columns in many lists (`Năm sinh: Nam | Nữ`).

use super::Row;
use crate::date::{DateAssumption, DateReading, from_excel_serial, read_partial_date};
use crate::field::Problem;
use crate::household::Gender;
use crate::import::category::{Mark, mark};
use crate::import::column::Role;
use crate::import::doubt::{Doubt, DoubtKind};
use crate::import::layout::Column;
use crate::import::person::NameReading;
use crate::import::sheet::Cell;
use crate::time::PartialDate;

/// What a row says about when a person was born, and of which sex they are.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) date: Option<PartialDate>,
    pub(super) gender: Option<Gender>,
}

pub(super) fn read(row: &Row<'_>, name: &NameReading, doubts: &mut Vec<Doubt>) -> Found {
    let mut finder = Finder {
        row,
        doubts,
        found: Found::default(),
    };
    for column in row.layout.columns_of(|r| r == Role::Birth) {
        finder.take_birth(column, row.cell(column));
    }
    finder.take_day_month_year();
    for column in &row.layout.columns {
        if let Some(Role::Sexed(gender)) = column.role {
            finder.take_sexed(column, gender);
        }
    }
    finder.take_gender();
    if finder.found.date.is_none() && !name.birth.is_empty() {
        finder.take_text(row.layout.column(|r| r == Role::HeadName), &name.birth);
    }
    if let Some(gender) = name.gender {
        finder.take_sex(
            row.layout.column(|r| r == Role::HeadName),
            gender,
            &name.name,
        );
    }
    finder.found
}

/// Heads of households are older: two digits that make one younger are of the last century.
const HEAD_AGE_MIN: i32 = 15;

struct Finder<'r, 'a> {
    row: &'r Row<'a>,
    doubts: &'r mut Vec<Doubt>,
    found: Found,
}

impl Finder<'_, '_> {
    fn doubt(&mut self, column: Option<&Column>, kind: DoubtKind, read: &str, assumed: &str) {
        self.doubts
            .push(self.row.doubt(column, kind, read, assumed));
    }

    fn take_birth(&mut self, column: &Column, cell: &Cell) {
        match date_of(cell) {
            Err(Problem::Missing) => {}
            Ok(reading) => self.take_date(Some(column), reading, &cell.text()),
            Err(_) => self.doubt(Some(column), DoubtKind::BirthUnreadable, &cell.text(), ""),
        }
    }

    fn take_text(&mut self, column: Option<&Column>, text: &str) {
        match read_partial_date(text) {
            Ok(reading) => self.take_date(column, reading, text),
            Err(_) => self.doubt(column, DoubtKind::BirthUnreadable, text, ""),
        }
    }

    fn take_day_month_year(&mut self) {
        let Some((column, year)) = self.row.first(|r| r == Role::BirthYear) else {
            return;
        };
        let part = |role: Role| {
            let text = self.row.of(role);
            if text.is_empty() {
                "0".to_owned()
            } else {
                text
            }
        };
        let text = format!("{}/{}/{year}", part(Role::BirthDay), part(Role::BirthMonth));
        self.take_text(Some(column), &text);
    }

    fn take_date(&mut self, column: Option<&Column>, reading: DateReading, read: &str) {
        let this_year = self.row.today.ymd().0;
        let mut date = reading.date;
        if reading.assumed == Some(DateAssumption::Century)
            && date.year() > this_year - HEAD_AGE_MIN
        {
            date = a_century_before(date);
        }
        let is_future = match date {
            PartialDate::Day(day) => day > self.row.today,
            PartialDate::Year(year) | PartialDate::Month(year, _) => year > this_year,
        };
        if is_future {
            self.doubt(column, DoubtKind::BirthInFuture, read, "");
            return;
        }
        match reading.assumed {
            Some(DateAssumption::Century) => {
                self.doubt(column, DoubtKind::BirthCentury, read, &date.display());
            }
            Some(DateAssumption::MonthFirst) => {
                self.doubt(column, DoubtKind::BirthMonthFirst, read, &date.display());
            }
            None => {}
        }
        match self.found.date {
            None => self.found.date = Some(date),
            Some(before) if before.year() == date.year() => {
                self.found.date = Some(more_precise(before, date));
            }
            Some(before) => {
                let both = format!("{}, {}", before.display(), date.display());
                self.doubt(column, DoubtKind::BirthSeveral, &both, &before.display());
            }
        }
    }

    /// In a column of one sex stands a birth or a mark; either way it says the sex.
    fn take_sexed(&mut self, column: &Column, gender: Gender) {
        let cell = self.row.cell(column);
        let text = cell.text().into_owned();
        if text.is_empty() || text == "0" || text == "-" {
            return;
        }
        let is_mark = text != "1" || !column.heading.to_lowercase().contains("sinh");
        // The category does not matter: only marks are looked for, not its words.
        let marked = mark(&text, crate::household::Category::Other) == Mark::Yes && is_mark;
        if !marked {
            match date_of(cell) {
                Ok(reading) => self.take_date(Some(column), reading, &text),
                Err(_) => return self.doubt(Some(column), DoubtKind::BirthUnreadable, &text, ""),
            }
        }
        self.take_sex(Some(column), gender, &text);
    }

    fn take_gender(&mut self) {
        let Some((column, text)) = self.row.first(|r| r == Role::Gender) else {
            return;
        };
        match text.to_lowercase().as_str() {
            "nam" | "m" | "male" | "trai" | "ông" => {
                self.take_sex(Some(column), Gender::Male, &text);
            }
            "nữ" | "nu" | "f" | "female" | "gái" | "bà" => {
                self.take_sex(Some(column), Gender::Female, &text);
            }
            _ => self.doubt(Some(column), DoubtKind::GenderUnclear, &text, ""),
        }
    }

    fn take_sex(&mut self, column: Option<&Column>, gender: Gender, read: &str) {
        match self.found.gender {
            Some(before) if before != gender => {
                self.doubt(column, DoubtKind::GenderUnclear, read, before.code());
            }
            Some(_) => {}
            None => self.found.gender = Some(gender),
        }
    }
}

/// The date a cell means: a date, a year, a count of days, or text.
fn date_of(cell: &Cell) -> Result<DateReading, Problem> {
    const FIRST_SERIAL: f64 = 2_101.0;
    const LAST_SERIAL: f64 = 99_999.0;
    let certain = |day| DateReading {
        date: PartialDate::Day(day),
        assumed: None,
    };
    match cell {
        Cell::Date(day) => Ok(certain(*day)),
        Cell::Bool(_) => Err(Problem::Unreadable),
        Cell::Number(number) if (FIRST_SERIAL..=LAST_SERIAL).contains(number) => {
            from_excel_serial(*number)
                .map(certain)
                .ok_or(Problem::Unreadable)
        }
        Cell::Empty | Cell::Number(_) | Cell::Text(_) => {
            let text = cell.text();
            let serial = text.parse().ok().filter(|_| text.len() == 5);
            match serial.and_then(from_excel_serial) {
                Some(day) => Ok(certain(day)),
                None => read_partial_date(&text),
            }
        }
    }
}

fn more_precise(one: PartialDate, other: PartialDate) -> PartialDate {
    let precision = |date: PartialDate| match date {
        PartialDate::Year(_) => 0,
        PartialDate::Month(..) => 1,
        PartialDate::Day(_) => 2,
    };
    if precision(other) > precision(one) {
        other
    } else {
        one
    }
}

fn a_century_before(date: PartialDate) -> PartialDate {
    match date {
        PartialDate::Year(year) => PartialDate::Year(year - 100),
        PartialDate::Month(year, month) => PartialDate::Month(year - 100, month),
        PartialDate::Day(day) => {
            let (year, month, day_of_month) = day.ymd();
            crate::time::LocalDate::new(year - 100, month, day_of_month)
                .map_or(PartialDate::Year(year - 100), PartialDate::Day)
        }
    }
}
