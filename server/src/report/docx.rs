//! The report as a DOCX: in the heading of the Front, the Party (Hướng dẫn 36) or the State.

mod heading;
mod sections;
mod signing;
mod tables;
mod unit_tables;

use chungtay_shared::api::report::ReportQuery;
use chungtay_shared::wording::Wording;

use super::Report;
use crate::docx::markup::Body;
use crate::docx::{DocxError, pack};

/// The document's bytes; `query` is what the office writes around the report, `wording` what it says.
pub fn document(
    report: &Report,
    query: &ReportQuery,
    wording: &Wording,
) -> Result<Vec<u8>, DocxError> {
    let mut body = Body::default();
    heading::write(&mut body, report, query);
    sections::write(&mut body, report, query, wording);
    signing::write(&mut body, query);
    pack(body, report.synthetic)
}
