//! The same records as plain JSON under the same compressors: what a program would send that keeps
//! no history and proves nothing. The peers are given this JSON too.

use std::io::Write as _;

use chungtay_tests::reference_ward::plain::PlainRecord;
use flate2::Compression;
use flate2::write::GzEncoder;
use serde::Serialize;
use serde_json::Value;

/// What the peers work with.
#[derive(Debug, Serialize)]
pub(crate) struct PlainWard<'a> {
    /// All households with what was done for them.
    pub(crate) households: &'a [Value],
    /// What each hands in, in the order of the cases.
    pub(crate) work: [&'a [PlainRecord]; 3],
}

/// Bytes of the content as JSON under gzip, as a browser compresses what it sends.
pub(crate) fn gzip(content: &impl Serialize) -> usize {
    let json = serde_json::to_vec(content).expect("JSON");
    let mut gzip = GzEncoder::new(Vec::new(), Compression::new(6));
    gzip.write_all(&json).expect("memory");
    gzip.finish().expect("memory").len()
}

/// Bytes of the content as JSON under brotli, as the server compresses pages.
pub(crate) fn brotli(content: &impl Serialize) -> usize {
    let json = serde_json::to_vec(content).expect("JSON");
    let mut brotli = brotli::CompressorWriter::new(Vec::new(), 1 << 16, 5, 22);
    brotli.write_all(&json).expect("memory");
    brotli.into_inner().len()
}
