//! Who writes, under what, where and when: the top of a first page, as Decree 30 has it for the State,
//! which the Front follows, and Hướng dẫn 36 for the Party.

use chungtay_shared::api::report::ReportStyle;

use super::markup::{Align, Body, Cell, Face, Paragraph, TEXT_WIDTH, Table, mm};
use crate::words::{is_city, without_kind};

/// Points of the heading's letters.
const HEAD: Face = Face::of(13);
/// How far the heading begins to the left of the text: both of its columns have long lines.
const OUTSIDE: u32 = mm(6);
const LEFT: u32 = mm(66);
const RIGHT: u32 = TEXT_WIDTH + OUTSIDE - LEFT;

/// What stands in it.
#[derive(Debug, Clone, Copy)]
pub struct Letterhead<'a> {
    /// Whose paper.
    pub style: ReportStyle,
    /// The commune's name.
    pub commune: &'a str,
    /// "Số: 12/BC-MTTQ".
    pub number: &'a str,
    /// "Thới Lộc Hòa, ngày 05 tháng 02 năm 2026".
    pub place: &'a str,
}

/// Two columns: who writes with the number, and under what with place and day.
pub fn write(body: &mut Body, head: &Letterhead<'_>) {
    let number = Paragraph::new(Align::Centre, HEAD, head.number).room(mm(2), 0);
    let place = Paragraph::new(Align::Centre, HEAD.italic(), head.place).room(mm(2), 0);
    body.add_table(&Table {
        widths: &[LEFT, RIGHT],
        outside: OUTSIDE,
        has_lines: false,
        has_header: false,
        rows: vec![
            vec![
                Cell::new(1, left(head.commune, head.style)),
                Cell::new(1, right(head.style)),
            ],
            vec![Cell::new(1, vec![number]), Cell::new(1, vec![place])],
        ],
    });
}

/// The body that writes.
fn left(commune: &str, style: ReportStyle) -> Vec<Paragraph> {
    let (is_city, bare) = (is_city(commune), without_kind(commune).to_uppercase());
    let commune = commune.to_uppercase();
    let (above, own) = match style {
        ReportStyle::Party if is_city => ("THÀNH ỦY", bare),
        ReportStyle::Front => ("ỦY BAN MTTQ VIỆT NAM", commune),
        ReportStyle::State => ("ỦY BAN NHÂN DÂN", commune),
        ReportStyle::Party => ("ĐẢNG ỦY", commune),
    };
    let bold = HEAD.bold();
    let mut lines = vec![
        Paragraph::new(Align::Centre, bold, above),
        Paragraph::new(Align::Centre, bold, &own),
    ];
    lines.push(match style {
        // Hướng dẫn 36: a star below the body's name.
        ReportStyle::Party => Paragraph::new(Align::Centre, HEAD, "*"),
        ReportStyle::Front | ReportStyle::State => Paragraph::rule(mm(20)),
    });
    lines
}

/// What it writes under.
fn right(style: ReportStyle) -> Vec<Paragraph> {
    match style {
        ReportStyle::Front | ReportStyle::State => vec![
            Paragraph::new(
                Align::Centre,
                HEAD.bold(),
                "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            ),
            Paragraph::new(
                Align::Centre,
                Face::of(14).bold(),
                "Độc lập - Tự do - Hạnh phúc",
            ),
            Paragraph::rule(mm(17)),
        ],
        ReportStyle::Party => vec![
            Paragraph::new(Align::Centre, Face::of(15).bold(), "ĐẢNG CỘNG SẢN VIỆT NAM"),
            Paragraph::rule(mm(13)),
        ],
    }
}
