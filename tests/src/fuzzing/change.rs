//! The bytes of one change, at the gate: what is let in leaves a document that works.

use chungtay_shared::id::FactId;
use chungtay_shared::sync::gate::admit;

use super::base::{chunk, claim, contents, created, household, opened, still_works, visit};

/// The first byte says what the change comes to; the rest are its contents, which get a right
/// length and checksum, or the whole chunk as it is.
pub(super) fn play(input: &[u8]) {
    let Some((&which, bytes)) = input.split_first() else {
        return;
    };
    let base = match which % 3 {
        0 => None,
        1 => Some(opened(&created().0)),
        _ => Some(opened(&household().0)),
    };
    let bytes = if which & 0x80 == 0 {
        chunk(bytes)
    } else {
        bytes.to_vec()
    };
    if let Ok(after) = admit(base.as_ref(), claim(), &bytes) {
        still_works(after);
    }
}

pub(super) fn seeds() -> Vec<Vec<u8>> {
    let (mut document, mut changes) = household();
    changes.push(visit(&mut document, FactId::from_bytes([3; 16])));
    let honest = [0, 1, 1, 1, 1, 2].into_iter().zip(&changes);
    let mut seeds: Vec<Vec<u8>> = honest
        .map(|(which, change)| [&[which], contents(&change.bytes)].concat())
        .collect();
    seeds.push([&[0x80], changes[0].bytes.as_slice()].concat());
    seeds.extend(bombs());
    seeds
}

/// Changes of a few bytes that unfold to 2^40 operations, and to an operation with 2^60
/// predecessors.
pub(super) fn bombs() -> [Vec<u8>; 2] {
    const TWO_TO_40: &[u8] = &[0x80, 0x80, 0x80, 0x80, 0x80, 0x20];
    const TWO_TO_60: &[u8] = &[0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x10];
    [
        of_operations(TWO_TO_40, &[0], &[]),
        of_operations(&[1], TWO_TO_60, &[TWO_TO_60, &[0]].concat()),
    ]
}

/// A change that so many times sets the same key, where each operation has so many predecessors,
/// which these actors and counters tell.
fn of_operations(count: &[u8], predecessors: &[u8], told: &[u8]) -> Vec<u8> {
    let run = |value: &[u8]| [count, value].concat();
    let columns = [
        (0x15_u8, run(b"\x01a")),
        (0x34, count.to_vec()),
        (0x42, run(&[1])),
        (0x56, run(&[0])),
        (0x70, run(predecessors)),
        (0x71, told.to_vec()),
        (0x73, told.to_vec()),
    ];
    let mut input = vec![0, 0, 16];
    input.extend([0xa1; 16]);
    // Sequence, first operation, time, message, other actors, columns.
    input.extend([1, 1, 0, 0, 0, 7]);
    for (specification, column) in &columns {
        input.extend([*specification, u8::try_from(column.len()).unwrap_or(0)]);
    }
    for (_, column) in &columns {
        input.extend_from_slice(column);
    }
    input
}
