//! Who writes, under what, and what it is: the top of the first page.

use chungtay_shared::api::report::{ReportQuery, ReportStyle};
use chungtay_shared::campaign::Governing;

use crate::docx::letterhead::{self, Letterhead};
use crate::docx::markup::{Align, Body, Face, Paragraph, mm};
use crate::docx::text::{FIRST_LINE, TEXT, room};
use crate::report::Report;
use crate::words::{day_in_words, is_city, quoted, without_kind};

/// Where something is to be written by hand.
const TO_WRITE: &str = "……";

/// The heading, the title, and what the campaign rests on.
pub(super) fn write(body: &mut Body, report: &Report, query: &ReportQuery) {
    letterhead::write(
        body,
        &Letterhead {
            style: query.style,
            commune: &report.commune,
            number: &number(report, query),
            place: &place(report, query),
        },
    );
    title(body, report);
    for document in &report.state.mandate.documents {
        body.add(&resting_on(&governing(document)));
    }
    if report.state.mandate.documents.is_empty() {
        let missing = format!("Văn bản số {TO_WRITE} ngày {TO_WRITE} của {TO_WRITE};");
        body.add(&resting_on(&missing));
    }
}

fn number(report: &Report, query: &ReportQuery) -> String {
    let number = match query.number.as_str() {
        "" => TO_WRITE,
        number => number,
    };
    match query.style {
        ReportStyle::Front => format!("Số: {number}/BC-MTTQ"),
        ReportStyle::State => format!("Số: {number}/BC-UBND"),
        ReportStyle::Party if is_city(&report.commune) => format!("Số {number}-BC/TU"),
        ReportStyle::Party => format!("Số {number}-BC/ĐU"),
    }
}

fn place(report: &Report, query: &ReportQuery) -> String {
    let place = match query.place.as_str() {
        "" => without_kind(&report.commune),
        place => place,
    };
    format!("{place}, {}", day_in_words(report.today))
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
