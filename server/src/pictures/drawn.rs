//! Rows as pictures. They hold no words, so they are the same in every language: what a line or a bar
//! means stands beside them, and what they show stands in a table behind them. Who sees no colours tells
//! lines apart by their dashes and bars by their place.

use chungtay_shared::api::pictures::{DayLine, HamletLine, MoneyLine, Picture};
use chungtay_shared::fund::Amount;
use chungtay_shared::money::format_vnd;
use chungtay_shared::time::LocalDate;
use plotters::backend::SVGBackend;
use plotters::chart::ChartBuilder;
use plotters::drawing::{DrawingAreaErrorKind, IntoDrawingArea as _};
use plotters::element::{Rectangle, Text};
use plotters::series::{DashedLineSeries, LineSeries};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{BLACK, Color as _, IntoTextStyle as _, RGBColor};

/// A picture could not be drawn.
pub(crate) type DrawingError = DrawingAreaErrorKind<std::io::Error>;

const WIDE_PX: u32 = 680;
const NARROW_PX: u32 = 320;
const CHART_PX: u32 = 260;
/// What was done first: visits, income. Told from [`SECOND`] by its lightness as well.
const FIRST: RGBColor = RGBColor(23, 78, 140);
/// Handovers, outlay.
const SECOND: RGBColor = RGBColor(214, 110, 20);
/// What is aimed at, and all there is.
const WHOLE: RGBColor = RGBColor(222, 226, 225);
const AIM: RGBColor = RGBColor(96, 104, 101);
/// Letters' size as plotters reckons it: 12 px in the picture.
const LETTERS: u32 = 15;
const ROW_PX: i32 = 46;

/// Which days a picture is of.
#[derive(Debug, Clone, Copy)]
pub(super) struct Span {
    /// The first.
    pub(super) from: LocalDate,
    /// The last.
    pub(super) to: LocalDate,
    /// How far it is known.
    pub(super) today: LocalDate,
}

/// A line of a picture.
struct Line {
    points: Vec<(i64, i64)>,
    colour: RGBColor,
    is_dashed: bool,
}

/// Households visited and given something by the end of each day, and the target of the first.
pub(super) fn progress(
    span: Span,
    days: &[DayLine],
    target: Option<i64>,
) -> Result<Picture, DrawingError> {
    let line = |of: fn(&DayLine) -> u64, colour, is_dashed| Line {
        points: steps(
            span,
            0,
            days.iter().map(|line| (line.day, signed(of(line)))),
        ),
        colour,
        is_dashed,
    };
    let mut lines = vec![
        line(|line| line.visited, FIRST, false),
        line(|line| line.aided, SECOND, true),
    ];
    if let Some(target) = target {
        lines.push(Line {
            points: vec![(span.from.days(), target), (span.to.days(), target)],
            colour: AIM,
            is_dashed: true,
        });
    }
    if days.is_empty() {
        return Ok(Picture::default());
    }
    picture(|width| chart(width, span, &lines, &|count| format_vnd(count)))
}

/// All that came in and went out by the end of each day, in millions of đồng.
pub(super) fn money(
    span: Span,
    before: &MoneyLine,
    days: &[MoneyLine],
) -> Result<Picture, DrawingError> {
    if days.is_empty() && before.came.is_zero() && before.went.is_zero() {
        return Ok(Picture::default());
    }
    let line = |of: fn(&MoneyLine) -> Amount, colour, is_dashed| {
        let worth = |line: &MoneyLine| of(line).money_vnd + of(line).goods_value_vnd;
        let begin = worth(before);
        let mut sum = begin;
        let sums = days.iter().map(|line| {
            sum += worth(line);
            (line.day, sum)
        });
        Line {
            points: steps(span, begin, sums),
            colour,
            is_dashed,
        }
    };
    let lines = [
        line(|line| line.came, FIRST, false),
        line(|line| line.went, SECOND, true),
    ];
    picture(|width| chart(width, span, &lines, &millions))
}

/// For each hamlet its name, all households as a pale bar, and on it those visited above those aided.
pub(super) fn hamlets(hamlets: &[HamletLine]) -> Result<Picture, DrawingError> {
    if hamlets.is_empty() {
        return Ok(Picture::default());
    }
    picture(|width| bars(width, hamlets))
}

fn picture(draw: impl Fn(u32) -> Result<String, DrawingError>) -> Result<Picture, DrawingError> {
    Ok(Picture {
        wide: draw(WIDE_PX)?,
        narrow: draw(NARROW_PX)?,
    })
}

/// A sum that grows on some days and stays as it is between them, until today.
fn steps(span: Span, begin: i64, sums: impl Iterator<Item = (LocalDate, i64)>) -> Vec<(i64, i64)> {
    let mut points = vec![(span.from.days(), begin)];
    let mut last = begin;
    for (day, sum) in sums {
        points.push((day.days(), last));
        points.push((day.days(), sum));
        last = sum;
    }
    points.push((span.today.days().max(span.from.days()), last));
    points
}

fn chart(
    width: u32,
    span: Span,
    lines: &[Line],
    amount: &dyn Fn(i64) -> String,
) -> Result<String, DrawingError> {
    let mut svg = String::new();
    {
        let root = SVGBackend::with_string(&mut svg, (width, CHART_PX)).into_drawing_area();
        let highest = lines
            .iter()
            .flat_map(|line| &line.points)
            .map(|point| point.1);
        let top = highest.max().unwrap_or_default().max(4);
        let days = span.from.days()..span.to.days().max(span.from.days() + 1);
        let mut chart = ChartBuilder::on(&root)
            .margin(10)
            // The last day's letters stand half outside.
            .margin_right(26)
            .x_label_area_size(28)
            .y_label_area_size(44)
            .build_cartesian_2d(days, 0..top + top / 12)?;
        let letters = ("sans-serif", LETTERS).into_text_style(&root).color(&BLACK);
        let labels = if width > NARROW_PX { 9 } else { 4 };
        chart
            .configure_mesh()
            .disable_x_mesh()
            .x_labels(labels)
            .y_labels(5)
            .bold_line_style(WHOLE)
            .light_line_style(WHOLE.mix(0.0))
            .axis_style(AIM)
            .label_style(letters)
            .x_label_formatter(&|day| day_and_month(*day))
            .y_label_formatter(&|value| amount(*value))
            .draw()?;
        for line in lines {
            let style = line
                .colour
                .stroke_width(if line.colour == AIM { 1 } else { 3 });
            let points = line.points.iter().copied();
            if line.is_dashed {
                chart.draw_series(DashedLineSeries::new(points, 7, 4, style))?;
            } else {
                chart.draw_series(LineSeries::new(points, style))?;
            }
        }
        root.present()?;
    }
    Ok(svg)
}

fn bars(width: u32, hamlets: &[HamletLine]) -> Result<String, DrawingError> {
    let mut svg = String::new();
    let rows = i32::try_from(hamlets.len()).unwrap_or(i32::MAX / ROW_PX);
    let height = u32::try_from(ROW_PX * rows).unwrap_or(CHART_PX);
    {
        let root = SVGBackend::with_string(&mut svg, (width, height)).into_drawing_area();
        let right = i32::try_from(width).unwrap_or(i32::MAX) - 2;
        let most = hamlets.iter().map(most_of).max().unwrap_or_default();
        let letters = ("sans-serif", LETTERS).into_text_style(&root).color(&BLACK);
        let at_right = letters.pos(Pos::new(HPos::Right, VPos::Top));
        let chars_max = if width > NARROW_PX { 60 } else { 24 };
        for (row, line) in (0..).zip(hamlets) {
            let top = row * ROW_PX + 4;
            let name = shortened(&line.name, chars_max);
            root.draw(&Text::new(name, (2, top), letters.clone()))?;
            let counts = format!("{} · {} / {}", line.visited, line.aided, line.households);
            root.draw(&Text::new(counts, (right, top), at_right.clone()))?;
            let bar = |from: i32, to: i32, count: u64, colour: RGBColor| {
                let length = i64::from(right - 2) * signed(count) / signed(most).max(1);
                let end = 2 + i32::try_from(length).unwrap_or(right);
                Rectangle::new([(2, top + from), (end, top + to)], colour.filled())
            };
            root.draw(&bar(18, 36, line.households, WHOLE))?;
            root.draw(&bar(19, 26, line.visited, FIRST))?;
            root.draw(&bar(28, 35, line.aided, SECOND))?;
        }
        root.present()?;
    }
    Ok(svg)
}

/// Those that have moved away count as reached and not as on the list.
fn most_of(line: &HamletLine) -> u64 {
    line.households.max(line.visited).max(line.aided)
}

fn shortened(name: &str, chars_max: usize) -> String {
    let name = if name.is_empty() { "–" } else { name };
    if name.chars().count() <= chars_max {
        return name.to_owned();
    }
    let begin: String = name.chars().take(chars_max - 1).collect();
    format!("{}…", begin.trim_end())
}

/// `17/10`
fn day_and_month(day: i64) -> String {
    let (_, month, day) = LocalDate::from_days(day).ymd();
    format!("{day}/{month}")
}

/// `12,5` of 12.500.000: as amounts are written here.
fn millions(value_vnd: i64) -> String {
    let tenths = (value_vnd / 100_000).abs();
    let sign = if value_vnd < 0 { "-" } else { "" };
    let whole = format_vnd(tenths / 10);
    match tenths % 10 {
        0 => format!("{sign}{whole}"),
        tenth => format!("{sign}{whole},{tenth}"),
    }
}

fn signed(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> LocalDate {
        text.parse().unwrap()
    }

    fn span() -> Span {
        Span {
            from: day("2026-10-17"),
            to: day("2026-11-18"),
            today: day("2026-11-01"),
        }
    }

    #[test]
    fn a_sum_stays_as_it_is_between_the_days_on_which_it_grows() {
        let sums = [(day("2026-10-18"), 4), (day("2026-10-20"), 9)];
        let points = steps(span(), 0, sums.into_iter());
        let (from, today) = (span().from.days(), span().today.days());
        assert_eq!(
            points,
            [
                (from, 0),
                (from + 1, 0),
                (from + 1, 4),
                (from + 3, 4),
                (from + 3, 9),
                (today, 9)
            ]
        );
        assert_eq!(
            (millions(12_500_000), millions(-300_000)),
            ("12,5".into(), "-0,3".into())
        );
    }

    #[test]
    fn a_picture_is_drawn_in_both_sizes_and_holds_no_style_a_page_would_refuse() {
        let line = |name: &str, households| HamletLine {
            name: name.into(),
            households,
            visited: 3,
            aided: 2,
        };
        let long = "Khu vực có một cái tên dài sáu mươi ký tự để xem nó có tràn ra không";
        let by_hamlet = hamlets(&[line("Ấp A & <B>", 9), line(long, 0), line("", 1)]).unwrap();
        let days = [DayLine {
            day: day("2026-10-18"),
            visits: 4,
            handovers: 0,
            visited: 4,
            aided: 0,
        }];
        let progress = progress(span(), &days, Some(12)).unwrap();
        for svg in [
            &by_hamlet.wide,
            &by_hamlet.narrow,
            &progress.wide,
            &progress.narrow,
        ] {
            assert!(svg.starts_with("<svg ") && svg.trim_end().ends_with("</svg>"));
            assert!(!svg.contains("style=") && !svg.contains("<script"), "{svg}");
            let mut reader = quick_xml::Reader::from_str(svg);
            while reader.read_event().unwrap() != quick_xml::events::Event::Eof {}
        }
        assert!(by_hamlet.wide.contains("3 · 2 / 9"));
        assert!(by_hamlet.narrow.contains("…") && by_hamlet.wide.contains("A &amp; &lt;B&gt;"));
        assert!(
            progress.wide.contains("18/11"),
            "the last day is written: {}",
            progress.wide
        );
    }

    #[test]
    fn of_nothing_there_is_no_picture() {
        let nothing = MoneyLine {
            day: span().from,
            came: Amount::default(),
            went: Amount::default(),
        };
        assert_eq!(hamlets(&[]).unwrap(), Picture::default());
        assert_eq!(progress(span(), &[], None).unwrap(), Picture::default());
        assert_eq!(money(span(), &nothing, &[]).unwrap(), Picture::default());
    }

    #[test]
    fn a_campaign_of_one_day_is_drawn() {
        let one = Span {
            from: day("2026-10-17"),
            to: day("2026-10-17"),
            today: day("2026-10-17"),
        };
        let amount = |money_vnd| Amount {
            money_vnd,
            goods_value_vnd: 0,
        };
        let days = [MoneyLine {
            day: one.from,
            came: amount(5_000_000_000),
            went: amount(1),
        }];
        let amounts = |days: &[MoneyLine]| {
            let svg = money(
                one,
                &MoneyLine {
                    went: amount(0),
                    ..days[0]
                },
                days,
            );
            let svg = svg.unwrap().wide;
            assert!(svg.contains("17/10"), "{svg}");
            let lines = svg.lines().filter(|line| line.ends_with(".000"));
            lines.map(str::to_owned).collect::<Vec<_>>()
        };
        assert!(
            !amounts(&days).is_empty(),
            "thousands of millions are written"
        );
    }
}
