//! Text documents as a DOCX: an A4 page as Decree 30/2020 has it. They are written element by element: the
//! crates that write DOCX cannot say that a table's header stands on each page again.

pub mod letterhead;
pub mod markup;
mod package;
pub mod sheet;
pub mod signing;
pub mod text;

use markup::Body;

/// The document could not be written.
#[derive(Debug, thiserror::Error)]
#[error("the document could not be written")]
pub struct DocxError(#[from] zip::result::ZipError);

/// The document's bytes; what is invented says so on top of every page.
pub fn pack(body: Body, synthetic: bool) -> Result<Vec<u8>, DocxError> {
    let mark = synthetic.then_some("DỮ LIỆU GIẢ, KHÔNG CÓ NGƯỜI THẬT");
    Ok(package::zipped(&body.finish(), mark)?)
}
