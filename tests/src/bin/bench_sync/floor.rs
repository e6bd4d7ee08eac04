//! The same records as plain JSON under the same compressors: what a program would send that keeps
//! no history and proves nothing. The peers are given this JSON too.

use std::io::Write as _;

use chungtay_shared::household::Household;
use chungtay_shared::id::{Actor, DocId};
use chungtay_shared::visit::Visit;
use flate2::Compression;
use flate2::write::GzEncoder;
use serde::Serialize;
use serde_json::Value;

/// A record as a program without documents would send it.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct PlainRecord {
    /// Which of its author's records.
    pub(crate) n: u64,
    /// Where.
    pub(crate) household: DocId,
    /// Who wrote it.
    pub(crate) by: Actor,
    /// What is new.
    pub(crate) visit: Visit,
}

/// What the peers work with.
#[derive(Debug, Serialize)]
pub(crate) struct PlainWard<'a> {
    /// All households with what was done for them.
    pub(crate) households: &'a [Value],
    /// What each hands in, in the order of the cases.
    pub(crate) work: [&'a [PlainRecord]; 3],
}

/// A household as plain JSON. Signatures are hexadecimal digits: as lists of numbers they would be
/// the larger part of it, and nobody would send them so.
pub(crate) fn plain(household: &Household) -> Value {
    let mut plain = serde_json::to_value(household).expect("JSON");
    let handovers = plain["handovers"].as_array_mut().expect("a list");
    for (handover, recorded) in handovers.iter_mut().zip(&household.handovers) {
        if let Some(signature) = &recorded.fact.signature {
            let bytes = signature.to_bytes().into_iter();
            let digits: Vec<String> = bytes.map(|b| format!("{b:02x}")).collect();
            handover["fact"]["signature"] = digits.concat().into();
        }
    }
    plain
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
