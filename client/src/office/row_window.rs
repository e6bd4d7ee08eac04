//! Which rows of a long table are drawn for a place it is scrolled to.

/// Rows drawn beyond the edges, so that neither a flick nor the Tab key meets emptiness.
const OVERSCAN: usize = 20;
/// The window moves in steps of this many rows: drawing again at each pixel would be waste.
const STEP: usize = 10;

/// The rows that are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct RowWindow {
    /// First row.
    pub(crate) first: usize,
    /// The row behind the last.
    pub(crate) end: usize,
}

impl Default for RowWindow {
    fn default() -> Self {
        Self {
            first: 0,
            end: 2 * OVERSCAN,
        }
    }
}

impl RowWindow {
    /// For a view of `view_px` height scrolled to `top_px`, over rows of `row_px`.
    pub(crate) fn at(top_px: f64, view_px: f64, row_px: f64) -> Self {
        let first_seen = whole(top_px / row_px);
        let last_seen = whole((top_px + view_px) / row_px) + 1;
        Self {
            first: first_seen.saturating_sub(OVERSCAN) / STEP * STEP,
            end: (last_seen + OVERSCAN).div_ceil(STEP) * STEP,
        }
    }

    /// All rows of a table of `count`.
    pub(crate) const fn whole(count: usize) -> Self {
        Self {
            first: 0,
            end: count,
        }
    }

    /// The part of it that exists in a table of `count` rows. A table that became short while it
    /// was scrolled far down shows its last rows.
    pub(crate) fn within(self, count: usize) -> Self {
        let end = self.end.min(count);
        let height = self.end - self.first;
        Self {
            first: self.first.min(end.saturating_sub(height.min(end))),
            end,
        }
    }
}

fn whole(rows: f64) -> usize {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a casting float saturates, and half a row counts as none"
    )]
    let whole = rows as usize;
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_in_sight_is_always_drawn_and_never_much_more() {
        for top in (0..80_000).step_by(137) {
            let window = RowWindow::at(f64::from(top), 600.0, 40.0).within(2_000);
            let first_seen = usize::try_from(top / 40).unwrap();
            let last_seen = usize::try_from((top + 600) / 40).unwrap().min(1_999);
            assert!(window.first <= first_seen, "{top}");
            assert!(window.end > last_seen, "{top}");
            assert!(
                window.end - window.first <= 16 + 2 * OVERSCAN + 2 * STEP,
                "{top}"
            );
        }
    }

    #[test]
    fn a_small_pixel_of_scrolling_draws_nothing_new() {
        assert_eq!(
            RowWindow::at(4_000.0, 600.0, 40.0),
            RowWindow::at(4_001.0, 600.0, 40.0)
        );
    }

    #[test]
    fn a_list_that_a_search_made_short_is_drawn_from_its_beginning() {
        let far_down = RowWindow::at(60_000.0, 600.0, 40.0);
        assert_eq!(far_down.within(3), RowWindow { first: 0, end: 3 });
        assert_eq!(far_down.within(0), RowWindow { first: 0, end: 0 });
    }
}
