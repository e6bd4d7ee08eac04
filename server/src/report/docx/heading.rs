//! Who writes, under what, and what it is: the top of the first page.

use chungtay_shared::api::report::{ReportQuery, ReportStyle};
use chungtay_shared::campaign::Governing;

use super::markup::{Align, Body, Cell, Face, Paragraph, TEXT_WIDTH, Table, mm};
use super::sections::{FIRST_LINE, TEXT, room};
use crate::report::Report;
use crate::words::{body_of, day_in_words, quoted, without_kind};

/// Points of the heading's letters.
const HEAD: Face = Face::of(13);
/// How far the heading begins to the left of the text: both of its columns have long lines.
const OUTSIDE: u32 = mm(6);
const LEFT: u32 = mm(66);
const RIGHT: u32 = TEXT_WIDTH + OUTSIDE - LEFT;
/// Where something is to be written by hand.
const TO_WRITE: &str = "……";

/// The heading, the title, what the campaign rests on, and who reports.
pub(super) fn write(body: &mut Body, report: &Report, query: &ReportQuery) {
    body.add_table(&Table {
        widths: &[LEFT, RIGHT],
        outside: OUTSIDE,
        has_lines: false,
        has_header: false,
        rows: vec![
            vec![
                Cell::new(1, left(report, query.style)),
                Cell::new(1, right(query.style)),
            ],
            vec![
                Cell::new(1, vec![number(query)]),
                Cell::new(1, vec![place(report, query)]),
            ],
        ],
    });
    title(body, report);
    for document in &report.state.mandate.documents {
        body.add(&resting_on(&governing(document)));
    }
    if report.state.mandate.documents.is_empty() {
        let missing = format!("Văn bản số {TO_WRITE} ngày {TO_WRITE} của {TO_WRITE};");
        body.add(&resting_on(&missing));
    }
    let opening = format!(
        "{} báo cáo kết quả thực hiện đợt vận động {} (từ ngày {} đến hết ngày {}) như sau:",
        body_of(query.style, &report.commune),
        quoted(&report.state.campaign.name),
        report.state.campaign.from.display(),
        report.state.campaign.to.display(),
    );
    body.add(&room(Paragraph::new(Align::Both, TEXT, &opening)).first_line(FIRST_LINE));
}

/// The body that writes.
fn left(report: &Report, style: ReportStyle) -> Vec<Paragraph> {
    let commune = report.commune.to_uppercase();
    let (above, own) = match style {
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

fn number(query: &ReportQuery) -> Paragraph {
    let number = match query.number.as_str() {
        "" => TO_WRITE,
        number => number,
    };
    let line = match query.style {
        ReportStyle::Front => format!("Số: {number}/BC-MTTQ"),
        ReportStyle::State => format!("Số: {number}/BC-UBND"),
        ReportStyle::Party => format!("Số {number}-BC/ĐU"),
    };
    Paragraph::new(Align::Centre, HEAD, &line).room(mm(2), 0)
}

fn place(report: &Report, query: &ReportQuery) -> Paragraph {
    let place = match query.place.as_str() {
        "" => without_kind(&report.commune),
        place => place,
    };
    let line = format!("{place}, {}", day_in_words(report.today));
    Paragraph::new(Align::Centre, Face::of(13).italic(), &line).room(mm(2), 0)
}

fn title(body: &mut Body, report: &Report) {
    let bold = Face::of(14).bold();
    body.add(&Paragraph::new(Align::Centre, bold, "BÁO CÁO").room(mm(7), 0));
    let about = format!(
        "Kết quả thực hiện đợt vận động {}",
        quoted(&report.state.campaign.name)
    );
    body.add(&Paragraph::new(Align::Centre, bold, &about));
    body.add(&Paragraph::rule(mm(60)).room(0, mm(5)));
}

fn resting_on(what: &str) -> Paragraph {
    let line = format!("Căn cứ {what}");
    room(Paragraph::new(Align::Both, TEXT.italic(), &line)).first_line(FIRST_LINE)
}

/// "Văn bản số 605-CV/TU ngày 11 tháng 10 năm 2022 của Thành ủy Cần Thơ về …;"
fn governing(document: &Governing) -> String {
    let title = document.title.trim_end_matches(['.', ';', ',']);
    let begins_so = ["về ", "Về ", "V/v"].iter().any(|b| title.starts_with(b));
    let about = match title {
        "" => String::new(),
        title if begins_so => format!(" {}", title.replacen("Về ", "về ", 1)),
        title => format!(" về {title}"),
    };
    format!(
        "Văn bản số {} {} của {}{about};",
        document.number,
        day_in_words(document.on),
        document.issuer
    )
}
