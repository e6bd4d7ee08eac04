//! The report as a DOCX: an A4 page as Decree 30/2020 has it, in the heading of the Front, the Party
//! (Hướng dẫn 36) or the State. It is written element by element: the crates that write DOCX cannot
//! say that a table's header stands on each page again.

mod heading;
mod markup;
mod package;
mod sections;
mod signing;
mod tables;

use chungtay_shared::api::report::ReportQuery;

use super::Report;
use markup::Body;

/// The document could not be written.
#[derive(Debug, thiserror::Error)]
#[error("the report could not be written")]
pub struct ReportError(#[from] zip::result::ZipError);

/// The document's bytes; `query` is what the office writes around the report.
pub fn document(report: &Report, query: &ReportQuery) -> Result<Vec<u8>, ReportError> {
    let mut body = Body::default();
    heading::write(&mut body, report, query);
    sections::write(&mut body, report, query.style);
    signing::write(&mut body, query);
    let mark = report
        .synthetic
        .then_some("DỮ LIỆU GIẢ, KHÔNG CÓ NGƯỜI THẬT");
    Ok(package::pack(&body.finish(), mark)?)
}
