//! The ward and the work as a program without documents has them: what the peers are given.

use chungtay_shared::household::Household;
use chungtay_shared::id::{Actor, DocId};
use chungtay_shared::visit::Visit;
use serde::Serialize;
use serde_json::Value;

/// A record as a program without documents would send it.
#[derive(Debug, Clone, Serialize)]
pub struct PlainRecord {
    /// Which of its author's records.
    pub n: u64,
    /// Where.
    pub household: DocId,
    /// Who wrote it.
    pub by: Actor,
    /// What is new.
    pub visit: Visit,
}

/// A household as plain JSON. Signatures are hexadecimal digits: as lists of numbers they would be
/// the larger part of it, and nobody would send them so.
pub fn plain(household: &Household) -> Value {
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
