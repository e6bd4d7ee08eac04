//! What second records add to the households they are kept in.

use std::collections::BTreeMap;

use chungtay_shared::api::HouseholdLine;
use chungtay_shared::id::DocId;
use chungtay_shared::visit::Need;

/// What a household lacks, of a column that lists it; a need that a newer program knows is left out.
pub(super) fn needs_of(codes: &str) -> Vec<Need> {
    let needs = codes.split_whitespace().filter_map(Need::from_code);
    needs.collect()
}

/// What was done at a household's second record was done for it, and what was seen to lack there is
/// lacking to it too. `seconds` says where among the lines a second record stands, and in which
/// household it is kept.
pub(super) fn add_seconds(lines: &mut [HouseholdLine], seconds: &[(DocId, usize)]) {
    if seconds.is_empty() {
        return;
    }
    let places: BTreeMap<DocId, usize> = lines.iter().map(|line| line.id).zip(0..).collect();
    for (into, place) in seconds {
        let Some(second) = lines.get(*place).cloned() else {
            continue;
        };
        let kept = places.get(into).and_then(|place| lines.get_mut(*place));
        if let Some(kept) = kept {
            kept.visit_count += second.visit_count;
            kept.handover_count += second.handover_count;
            kept.value_vnd += second.value_vnd;
            kept.needs.extend(second.needs);
            kept.needs.sort_unstable();
            kept.needs.dedup();
        }
    }
}
