//! What households were seen to lack, as columns have it.

use std::collections::BTreeMap;

use chungtay_shared::api::HouseholdLine;
use chungtay_shared::id::DocId;
use chungtay_shared::visit::Need;

/// What a household lacks, of a column that lists it; a need that a newer program knows is left out.
pub(super) fn needs_of(codes: &str) -> Vec<Need> {
    let needs = codes.split_whitespace().filter_map(Need::from_code);
    needs.collect()
}

/// What was seen to lack at a household's second record is lacking to it too.
pub(super) fn add_needs(lines: &mut [HouseholdLine], seconds: Vec<(DocId, Vec<Need>)>) {
    if seconds.is_empty() {
        return;
    }
    let places: BTreeMap<DocId, usize> = lines.iter().map(|line| line.id).zip(0..).collect();
    for (into, needs) in seconds {
        if let Some(place) = places.get(&into) {
            let kept = &mut lines[*place].needs;
            kept.extend(needs);
            kept.sort_unstable();
            kept.dedup();
        }
    }
}
