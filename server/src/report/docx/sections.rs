//! What the report says: the wording with its figures, and the tables where it names them.

use chungtay_shared::api::report::ReportQuery;
use chungtay_shared::wording::{Said, Wording};

use super::tables;
use crate::docx::markup::Body;
use crate::docx::text::{self, heading, lead, say, section};
use crate::report::{Report, values};

/// All of it, from the opening to the end.
pub(super) fn write(body: &mut Body, report: &Report, query: &ReportQuery, wording: &Wording) {
    let values = values::of(report, query.style, query.scope.wording());
    for said in wording.filled(&values) {
        match said {
            Said::Section(title) => section(body, &title),
            Said::Heading(title) => heading(body, &title),
            Said::Paragraph(text) => say(body, &text),
            Said::Lead(text) => lead(body, &text),
            Said::Table(field) => tables::write(body, report, field),
            Said::ToWrite => text::lines(body, 1),
        }
    }
}
