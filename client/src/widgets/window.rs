//! Which lines of a long list are in view, so that only those are drawn.

use crate::platform::scroll::View;

/// Heights of the two kinds of lines, in CSS pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Heights {
    /// A heading.
    pub(crate) heading_px: f64,
    /// A household.
    pub(crate) row_px: f64,
}

/// What to draw: lines `first..end`, and the room of those that are not drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Window {
    /// First line that is drawn.
    pub(crate) first: usize,
    /// First line after it that is not.
    pub(crate) end: usize,
    /// Height of all lines above, in CSS pixels.
    pub(crate) above_px: f64,
    /// Height of all lines below, in CSS pixels.
    pub(crate) below_px: f64,
}

/// How far beyond the view lines are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reach {
    /// Half a screen above and below, so that a quick finger does not see blank lines. Of a list
    /// that begins below the view the first screen is drawn: what stands above it may vanish
    /// without a word.
    Around,
    /// Only what is in view: all that somebody sees who is typing.
    InView,
}

/// The view moves in steps, so that a finger's every pixel does not draw the list again.
pub(crate) const STEP_PX: f64 = 240.0;

/// The view, rounded to steps.
pub(crate) fn stepped(view: View) -> View {
    View {
        offset_px: (view.offset_px / STEP_PX).floor() * STEP_PX,
        ..view
    }
}

/// The window on lines of which `is_heading` tells the kind.
pub(crate) fn window(
    is_heading: impl Iterator<Item = bool>,
    heights: Heights,
    view: View,
    reach: Reach,
) -> Window {
    let (offset_px, beyond_px) = match reach {
        Reach::Around => (view.offset_px.max(0.0), view.height_px / 2.0),
        Reach::InView => (view.offset_px, 0.0),
    };
    let from_px = offset_px - beyond_px;
    let until_px = offset_px + STEP_PX + view.height_px + beyond_px;
    let mut window = Window {
        first: 0,
        end: 0,
        above_px: 0.0,
        below_px: 0.0,
    };
    let mut top_px = 0.0;
    for (line, is_heading) in is_heading.enumerate() {
        let height_px = if is_heading {
            heights.heading_px
        } else {
            heights.row_px
        };
        let bottom_px = top_px + height_px;
        if bottom_px <= from_px {
            window.above_px = bottom_px;
            window.first = line + 1;
            window.end = line + 1;
        } else if top_px < until_px {
            window.end = line + 1;
        } else {
            window.below_px += height_px;
        }
        top_px = bottom_px;
    }
    window
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEIGHTS: Heights = Heights {
        heading_px: 40.0,
        row_px: 80.0,
    };

    fn of_two_thousand(offset_px: f64) -> Window {
        reaching(Reach::Around, offset_px)
    }

    fn reaching(reach: Reach, offset_px: f64) -> Window {
        let is_heading = (0..2_000).map(|line| line % 50 == 0);
        let view = stepped(View {
            offset_px,
            height_px: 640.0,
        });
        window(is_heading, HEIGHTS, view, reach)
    }

    #[test]
    fn only_a_few_screens_of_two_thousand_households_are_drawn() {
        for offset_px in [-200.0, 0.0, 5_000.0, 80_000.0, 157_000.0, 999_999.0] {
            let window = of_two_thousand(offset_px);
            assert!(window.end - window.first < 30, "{offset_px}: {window:?}");
        }
    }

    #[test]
    fn the_page_keeps_its_height_and_what_is_in_view_is_drawn() {
        let all_px = 40.0 * 40.0 + 1_960.0 * 80.0;
        for offset_px in (0..150_000).step_by(777) {
            let window = of_two_thousand(f64::from(offset_px));
            let drawn_px = all_px - window.above_px - window.below_px;
            assert!(window.above_px <= f64::from(offset_px));
            assert!(window.above_px + drawn_px >= (f64::from(offset_px) + 640.0).min(all_px));
        }
    }

    #[test]
    fn a_list_far_below_what_is_open_above_it_is_there_when_that_closes() {
        assert_eq!(of_two_thousand(-3_000.0), of_two_thousand(0.0));
    }

    #[test]
    fn while_somebody_types_all_that_is_in_view_is_drawn_and_little_else() {
        for offset_px in [-280.0, 0.0, 777.0, 80_000.0] {
            let window = reaching(Reach::InView, offset_px);
            let seen_until_px = offset_px + 640.0;
            let height_px = |line| if line % 50 == 0 { 40.0 } else { 80.0 };
            let drawn_px: f64 = (window.first..window.end).map(height_px).sum();
            let drawn_until_px = window.above_px + drawn_px;
            assert!(window.above_px <= offset_px.max(0.0) && drawn_until_px >= seen_until_px);
            assert!(window.end - window.first <= 12, "{offset_px}: {window:?}");
        }
        let below_the_search = reaching(Reach::InView, -280.0);
        assert!(below_the_search.end <= 6, "{below_the_search:?}");
    }

    #[test]
    fn an_empty_list_has_an_empty_window() {
        let view = View {
            offset_px: 0.0,
            height_px: 640.0,
        };
        let window = window(std::iter::empty(), HEIGHTS, view, Reach::Around);
        assert_eq!((window.first, window.end), (0, 0));
    }
}
