//! The embedded table, read at use: one line for each old unit or part of one.

use super::{Former, Unit};
use crate::time::LocalDate;

const TABLE: &str = include_str!("../../data/cantho-units.tsv");

/// A unit above all others of the table.
pub(super) struct Above {
    pub(super) code: &'static str,
    pub(super) name: &'static str,
}

/// What all of today's units lie in. The code is the statistics office's, kept on 1/7/2025.
pub(super) const CITY: Above = Above {
    code: "92",
    name: "Thành phố Cần Thơ",
};

impl Above {
    pub(super) fn unit(&self) -> Unit {
        Unit {
            code: self.code,
            name: self.name,
            within: Vec::new(),
        }
    }
}

/// Year, month, day since which today's units work.
const NEW_SINCE: (i32, u8, u8) = (2025, 7, 1);

/// How much of an old unit went over into a new one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Share {
    /// All of it, with others.
    Whole,
    /// Some of it; the rest went elsewhere.
    Part,
    /// It was not merged at all.
    Unchanged,
}

/// One line of the table.
pub(super) struct Line {
    pub(super) code: &'static str,
    pub(super) name: &'static str,
    pub(super) old_code: &'static str,
    pub(super) old_name: &'static str,
    pub(super) old_district: &'static str,
    old_province: &'static str,
    share: Share,
}

/// The lines of the table in its order; its note and its head are left out.
pub(super) fn lines() -> impl Iterator<Item = Line> {
    TABLE
        .lines()
        .filter(|line| !line.starts_with('#'))
        .skip(1)
        .filter_map(Line::read)
}

/// Whether today's units worked on that day already.
pub(super) fn are_new_on(on: LocalDate) -> bool {
    on.ymd() >= NEW_SINCE
}

impl Line {
    fn read(line: &'static str) -> Option<Self> {
        let mut cells = line.split('\t');
        let mut cell = || cells.next();
        let (code, name, _clause) = (cell()?, cell()?, cell()?);
        Some(Self {
            code,
            name,
            old_code: cell()?,
            old_name: cell()?,
            old_district: cell()?,
            old_province: cell()?,
            share: match cell()? {
                "whole" => Share::Whole,
                "part" => Share::Part,
                "unchanged" => Share::Unchanged,
                _ => return None,
            },
        })
    }

    /// Code and name on that day.
    pub(super) fn on(&self, on: LocalDate) -> (&'static str, &'static str) {
        if are_new_on(on) {
            (self.code, self.name)
        } else {
            (self.old_code, self.old_name)
        }
    }

    pub(super) fn unit(&self) -> Unit {
        Unit {
            code: self.code,
            name: self.name,
            within: vec![CITY.name],
        }
    }

    pub(super) fn old_unit(&self) -> Unit {
        Unit {
            code: self.old_code,
            name: self.old_name,
            within: vec![self.old_district, self.old_province],
        }
    }

    pub(super) fn former(&self) -> Former {
        Former {
            unit: self.old_unit(),
            share: self.share,
        }
    }
}
