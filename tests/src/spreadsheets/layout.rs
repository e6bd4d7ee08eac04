//! Titles, headers, hamlets, subtotals and signatures round the households.

use chungtay_shared::household::ProfileField;
use chungtay_shared::synthetic::{MARK, SyntheticHousehold, SyntheticWard};
use rand_chacha::ChaCha8Rng;

use super::dirt::{Dirt, other_tone_mark, spoil_text};
use super::grid::{Cell, Grid};
use super::row::{self, CATEGORIES};
use super::{HamletStyle, TrueRow};

/// Over one column, or over several with a second line.
const HEADERS: [(&str, &[&str]); 12] = [
    ("STT", &[]),
    ("Họ và tên chủ hộ", &[]),
    ("Năm sinh", &["Nam", "Nữ"]),
    ("Số CCCD/ Số định danh", &[]),
    ("Dân tộc", &[]),
    (HAMLET_HEADER, &[]),
    ("Địa chỉ", &[]),
    ("Số nhân khẩu", &[]),
    (
        "Đối tượng",
        &[
            "Hộ nghèo",
            "Hộ cận nghèo",
            "Hộ khó khăn",
            "Gia đình chính sách",
        ],
    ),
    ("Điện thoại", &[]),
    ("Hoàn cảnh", &[]),
    ("Ghi chú", &[]),
];
const HAMLET_HEADER: &str = "Ấp/Khu vực";
/// Where the name stands; words such as "Cộng" stand there too.
const NAME_COLUMN: usize = 1;
/// After so many rows of a run the value is written out again.
const DITTO_RUN_MAX: usize = 12;

/// A list that is being written.
pub(super) struct Layout<'a> {
    ward: &'a SyntheticWard,
    style: HamletStyle,
    rng: &'a mut ChaCha8Rng,
    grid: Grid,
    rows: Vec<TrueRow>,
    ethnicity: Ditto,
    hamlet: Ditto,
}

/// A column where the same as above is not written again.
#[derive(Default)]
struct Ditto {
    last: String,
    run: usize,
}

impl Ditto {
    fn cell(&mut self, value: &str, same: &str) -> Cell {
        if self.last == value && self.run < DITTO_RUN_MAX {
            self.run += 1;
            return Cell::text(same);
        }
        value.clone_into(&mut self.last);
        self.run = 1;
        Cell::text(value)
    }
}

impl<'a> Layout<'a> {
    pub(super) fn new(
        ward: &'a SyntheticWard,
        style: HamletStyle,
        rng: &'a mut ChaCha8Rng,
    ) -> Self {
        Self {
            ward,
            style,
            rng,
            grid: Grid::default(),
            rows: Vec::new(),
            ethnicity: Ditto::default(),
            hamlet: Ditto::default(),
        }
    }

    /// The whole list; `dirt` says of each household how its row is spoilt.
    pub(super) fn write(&mut self, dirt: &[Option<Dirt>]) {
        self.titles();
        self.header();
        let ward = self.ward;
        let middle = ward.households.len() / 2;
        let mut first = 0;
        let same_hamlet = |a: &SyntheticHousehold, b: &SyntheticHousehold| {
            a.profile.get(ProfileField::Hamlet) == b.profile.get(ProfileField::Hamlet)
        };
        for households in ward.households.chunk_by(same_hamlet) {
            self.hamlet_heading(households[0].profile.get(ProfileField::Hamlet));
            for (index, household) in (first..).zip(households) {
                if index == middle && index > 0 {
                    self.header();
                }
                self.household(index, household, dirt[index]);
            }
            self.subtotal("Cộng", first);
            if first % 2 == 0 {
                self.blank();
            }
            first += households.len();
        }
        self.subtotal(&format!("TỔNG CỘNG: {} hộ", ward.households.len()), 0);
        self.signatures();
    }

    /// The sheet, and the household of each of its rows.
    pub(super) fn finish(self) -> (Grid, Vec<TrueRow>) {
        (self.grid, self.rows)
    }

    fn headers(&self) -> impl Iterator<Item = (&'static str, &'static [&'static str])> + use<> {
        let has_hamlets = self.style == HamletStyle::Column;
        HEADERS
            .into_iter()
            .filter(move |(header, _)| has_hamlets || *header != HAMLET_HEADER)
    }

    fn columns(&self) -> usize {
        self.headers().map(|(_, below)| below.len().max(1)).sum()
    }

    fn blank(&mut self) {
        self.grid.push(Vec::new());
    }

    fn titles(&mut self) {
        let (year, ..) = self.ward.campaign.from.ymd();
        let columns = self.columns();
        let commune = self.ward.name.to_uppercase();
        for (left, right) in [
            ("ỦY BAN MTTQ VIỆT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
            (commune.as_str(), "Độc lập - Tự do - Hạnh phúc"),
        ] {
            let mut cells = vec![Cell::Blank; columns];
            cells[0] = Cell::text(left);
            cells[columns - 6] = Cell::text(right);
            let row = self.grid.push(cells) - 1;
            self.grid.merge((row, 0), (row, 4));
            self.grid.merge((row, columns - 6), (row, columns - 1));
        }
        self.blank();
        for title in [
            format!(
                "DANH SÁCH HỘ NGHÈO, HỘ CẬN NGHÈO, HỘ KHÓ KHĂN VÀ GIA ĐÌNH CHÍNH SÁCH NĂM {year}"
            ),
            format!(
                "(Kèm theo Quyết định số 187/QĐ-UBND ngày 12/12/{})",
                year - 1
            ),
            format!("{MARK} (seed {})", self.ward.seed),
        ] {
            self.grid.push_across(columns, &title);
        }
        self.blank();
    }

    fn header(&mut self) {
        let (mut above, mut below) = (Vec::new(), Vec::new());
        let row = self.grid.rows.len();
        for (header, parts) in self.headers() {
            let column = above.len();
            above.push(Cell::text(header));
            if parts.is_empty() {
                below.push(Cell::Blank);
                self.grid.merge((row, column), (row + 1, column));
            } else {
                above.resize(column + parts.len(), Cell::Blank);
                below.extend(parts.iter().map(|part| Cell::text(*part)));
                self.grid
                    .merge((row, column), (row, column + parts.len() - 1));
            }
        }
        self.grid.push(above);
        self.grid.push(below);
        self.end_dittos();
    }

    /// In capitals, or as the commune writes it; one has the other tone mark.
    fn hamlet_heading(&mut self, hamlet: &str) {
        if self.style == HamletStyle::Headings {
            let place = self
                .ward
                .hamlets
                .iter()
                .position(|h| h == hamlet)
                .unwrap_or(0);
            let text = match place % 4 {
                0 | 1 => hamlet.to_uppercase(),
                2 => hamlet.to_owned(),
                _ => other_tone_mark(&hamlet.to_uppercase()),
            };
            let columns = self.columns();
            self.grid.push_across(columns, &text);
        }
        self.end_dittos();
    }

    fn end_dittos(&mut self) {
        self.ethnicity = Ditto::default();
        self.hamlet = Ditto::default();
    }

    fn household(&mut self, index: usize, household: &SyntheticHousehold, dirt: Option<Dirt>) {
        let profile = &household.profile;
        let number = u32::try_from(index + 1).unwrap_or(u32::MAX);
        let mut cells = vec![Cell::Number(number), row::name(profile, dirt)];
        cells.extend(row::births(self.rng, profile));
        cells.push(row::national_id(profile, dirt));
        cells.push(self.ethnicity.cell(row::ethnicity(profile), "nt"));
        if self.style == HamletStyle::Column {
            cells.push(self.hamlet_cell(profile.get(ProfileField::Hamlet), dirt));
        }
        cells.push(Cell::text(spoil_text(
            dirt,
            profile.get(ProfileField::Address),
        )));
        cells.push(row::members(self.rng, profile));
        cells.extend(row::marks(self.rng, household.category));
        cells.push(row::phone(self.rng, profile));
        cells.extend(row::remarks(household, dirt));
        let sheet_row = self.grid.push(cells);
        self.rows.push(TrueRow {
            sheet_row,
            profile: row::listed(profile),
            category: household.category,
            dirt,
        });
    }

    /// Each hamlet's list was typed by somebody else, who had another sign for the same as above.
    fn hamlet_cell(&mut self, hamlet: &str, dirt: Option<Dirt>) -> Cell {
        let place = self
            .ward
            .hamlets
            .iter()
            .position(|h| h == hamlet)
            .unwrap_or(0);
        let same = ["nt", "\"", "-nt-", ""][place % 4];
        // A spoilt row was pasted in from elsewhere and has the name in full.
        match dirt {
            Some(Dirt::Decomposed | Dirt::OtherToneMark) => {
                self.hamlet = Ditto::default();
                Cell::text(spoil_text(dirt, hamlet))
            }
            Some(Dirt::Capitals | Dirt::NumberAsNumber | Dirt::FirstZeroLost) | None => {
                self.hamlet.cell(hamlet, same)
            }
        }
    }

    /// The sums of the households from `first` on.
    fn subtotal(&mut self, label: &str, first: usize) {
        let households = &self.rows[first..];
        let count = |n: usize| Cell::Number(u32::try_from(n).unwrap_or(u32::MAX));
        let members: u32 = households
            .iter()
            .map(|row| row.profile.member_count())
            .sum();
        let mut cells = vec![Cell::Blank; self.columns()];
        cells[NAME_COLUMN] = Cell::text(label);
        // Members, four categories, phone, circumstances and remarks end the row.
        let members_column = cells.len() - 8;
        cells[members_column] = Cell::Number(members);
        for (column, category) in (members_column + 1..).zip(CATEGORIES) {
            cells[column] = count(households.iter().filter(|r| r.category == category).count());
        }
        self.grid.push(cells);
        self.end_dittos();
    }

    fn signatures(&mut self) {
        let (year, ..) = self.ward.campaign.from.ymd();
        let columns = self.columns();
        self.blank();
        for (left, right) in [
            ("", format!("Thới Lộc Hòa, ngày 05 tháng 01 năm {year}")),
            ("Người lập", "TM. BAN THƯỜNG TRỰC".to_owned()),
            ("", "CHỦ TỊCH".to_owned()),
        ] {
            let mut cells = vec![Cell::Blank; columns];
            cells[NAME_COLUMN] = Cell::text(left);
            cells[columns - 6] = Cell::text(right);
            self.grid.push(cells);
        }
    }
}
