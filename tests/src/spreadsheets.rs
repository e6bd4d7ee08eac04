//! The invented ward's care list as such lists come to an office: titles, two-line headers, hamlet
//! headings or a hamlet column, subtotals, x-marks, dittos, lost zeros and mixed spellings.
//!
//! With every file comes the truth of what it says, for importers to be measured against.

mod csv;
mod dirt;
mod grid;
mod layout;
mod row;
mod truth;
mod xlsx;

use chungtay_shared::synthetic::SyntheticWard;
use rand_chacha::ChaCha8Rng;
use rand_core::SeedableRng;

pub use dirt::Dirt;
use grid::Grid;
use layout::Layout;
pub use truth::{TrueRow, Truth};

/// Where the list says which hamlet a household lives in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HamletStyle {
    /// A row of its own above each hamlet's households.
    Headings,
    /// A column, with "nt", `"` or nothing where it is the same as above.
    Column,
}

/// A care list as a file, and what it says.
#[derive(Debug, Clone)]
pub struct CareList {
    grid: Grid,
    /// What the list says, whatever way it says it.
    pub truth: Truth,
}

impl CareList {
    /// The list of this ward. The same ward, style and seed give the same bytes.
    pub fn new(ward: &SyntheticWard, style: HamletStyle, seed: u64) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let dirt = dirt::spread(&mut rng, &ward.households);
        let mut layout = Layout::new(ward, style, &mut rng);
        layout.write(&dirt);
        let (grid, rows) = layout.finish();
        Self {
            grid,
            truth: Truth::of(rows),
        }
    }

    /// As a workbook, with a hidden second sheet.
    pub fn xlsx(&self) -> Result<Vec<u8>, rust_xlsxwriter::XlsxError> {
        xlsx::write(&self.grid)
    }

    /// As Excel saves it: UTF-8 with a byte order mark, lines ended by CR LF. `separator` is what
    /// the computer's region says: `,` or `;`.
    pub fn csv(&self, separator: char) -> Vec<u8> {
        csv::write(&self.grid, separator)
    }
}

#[cfg(test)]
mod tests;
