//! Bytes of a chunk, written denser. What no compressor makes short enough is told by its looks,
//! wherever it stands, and written another way: an id is digits that each bear half of what a byte
//! could, and begins with the time that stands beside it; a stroke's points lie each near the last.
//! Any bytes come back as they were.
//!
//! ```text
//! ff 00                                  the byte ff
//! ff 01, 10 bytes                        an id made at the moment, as 32 digits
//! ff 02, 10 bytes, milliseconds          an id made at another time, as 32 digits
//! ff 03                                  the moment, in milliseconds
//! ff 04, count, x, y, (x, y) × steps     a stroke: 00, count, x, y, points
//! ```
//!
//! Milliseconds are in LEB128 with a sign, steps modulo 256. The moment is known to the reader.

use super::push_signed;
use crate::id::to_hex;

const MARK: u8 = 0xff;
const MARK_ITSELF: u8 = 0;
const ID_OF_MOMENT: u8 = 1;
const ID: u8 = 2;
const MOMENT: u8 = 3;
const STROKE: u8 = 4;

const ID_DIGITS: usize = 32;
/// The bytes of a UUIDv7 that are its time, and all others.
const TIME_BYTES: usize = 6;
const RANDOM_BYTES: usize = 10;
/// A shorter stroke is not worth its mark.
const POINTS_MIN: usize = 4;
/// Further than a finger goes between two points.
const STEP_MAX: u8 = 63;

/// The moment in which a change was written: that of an id it made in that second, else its second.
pub(super) fn moment(bytes: &[u8], seconds: i64) -> i64 {
    let mut ids = bytes.windows(ID_DIGITS).filter_map(id);
    let made_then = ids.find(|id| id.made_ms.div_euclid(1_000) == seconds);
    made_then.map_or(seconds.saturating_mul(1_000), |id| id.made_ms)
}

/// The bytes, denser.
pub(super) fn write(mut bytes: &[u8], moment_ms: Option<i64>) -> Vec<u8> {
    let moment = moment_ms.map(milliseconds);
    let mut dense = Vec::with_capacity(bytes.len());
    while let Some((&byte, behind)) = bytes.split_first() {
        let at_moment = moment
            .as_ref()
            .and_then(|moment| bytes.strip_prefix(moment.as_slice()));
        bytes = if let Some(rest) = at_moment {
            dense.extend([MARK, MOMENT]);
            rest
        } else if let Some(id) = id(bytes) {
            let now = moment_ms == Some(id.made_ms);
            dense.extend([MARK, if now { ID_OF_MOMENT } else { ID }]);
            dense.extend(id.random);
            if !now {
                dense.extend(milliseconds(id.made_ms));
            }
            &bytes[ID_DIGITS..]
        } else if let Some((points, rest)) = stroke(bytes) {
            dense.extend([MARK, STROKE, bytes[1], points[0], points[1]]);
            dense.extend(steps(points));
            rest
        } else {
            dense.push(byte);
            if byte == MARK {
                dense.push(MARK_ITSELF);
            }
            behind
        };
    }
    dense
}

/// The bytes that [`write`] made denser; `None` for what it does not write.
pub(super) fn read(mut dense: &[u8], moment_ms: Option<i64>) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(dense.len() * 2);
    while let Some((&byte, rest)) = dense.split_first() {
        dense = rest;
        if byte != MARK {
            bytes.push(byte);
            continue;
        }
        let (&mark, mut rest) = dense.split_first()?;
        match mark {
            MARK_ITSELF => bytes.push(MARK),
            ID_OF_MOMENT | ID => {
                let random = rest.split_off(..RANDOM_BYTES)?;
                let made_ms = match mark {
                    ID => leb128::read::signed(&mut rest).ok()?,
                    _ => moment_ms?,
                };
                let [_, _, time @ ..] = made_ms.to_be_bytes();
                bytes.extend(to_hex(&time).into_bytes());
                bytes.extend(to_hex(random).into_bytes());
            }
            MOMENT => bytes.extend(milliseconds(moment_ms?)),
            STROKE => {
                let (&count, behind) = rest.split_first()?;
                rest = behind;
                let steps = rest.split_off(..usize::from(count) * 2)?;
                bytes.extend([0, count]);
                for (at, step) in steps.iter().enumerate() {
                    let before = if at < 2 { 0 } else { bytes[bytes.len() - 2] };
                    bytes.push(step.wrapping_add(before));
                }
            }
            _ => return None,
        }
        dense = rest;
    }
    Some(bytes)
}

/// An id that stands as digits at the beginning.
struct Id {
    made_ms: i64,
    random: [u8; RANDOM_BYTES],
}

fn id(bytes: &[u8]) -> Option<Id> {
    let mut id = [0; TIME_BYTES + RANDOM_BYTES];
    for (byte, digits) in id.iter_mut().zip(bytes.get(..ID_DIGITS)?.chunks_exact(2)) {
        *byte = digit(digits[0])? << 4 | digit(digits[1])?;
    }
    let time = id[..TIME_BYTES].iter();
    Some(Id {
        made_ms: time.fold(0, |ms, byte| ms << 8 | i64::from(*byte)),
        random: *id.last_chunk()?,
    })
}

/// In small letters only: others would not come back as they were.
const fn digit(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    }
}

fn milliseconds(ms: i64) -> Vec<u8> {
    let mut bytes = Vec::new();
    push_signed(&mut bytes, ms);
    bytes
}

/// The points of a stroke that stands at the beginning, and what is behind it.
fn stroke(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (&count, behind) = bytes.strip_prefix(&[0])?.split_first()?;
    let (points, rest) = behind.split_at_checked(usize::from(count) * 2)?;
    let near = |step: u8| step.wrapping_add(STEP_MAX) <= 2 * STEP_MAX;
    let is_stroke = usize::from(count) >= POINTS_MIN && steps(points).all(near);
    is_stroke.then_some((points, rest))
}

/// From each number of the points to the one before it on its axis.
fn steps(points: &[u8]) -> impl Iterator<Item = u8> {
    let pairs = points.iter().zip(points.iter().skip(2));
    pairs.map(|(before, here)| here.wrapping_sub(*before))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::id::FactId;
    use crate::signature::Signature;
    use crate::time::Timestamp;

    const NOON_MS: i64 = 1_792_454_400_123;

    fn id_of(made_ms: i64) -> String {
        use rand_chacha::ChaCha8Rng;
        use rand_core::SeedableRng as _;
        FactId::new(
            Timestamp::from_ms(made_ms),
            &mut ChaCha8Rng::seed_from_u64(4),
        )
        .to_string()
    }

    #[test]
    fn a_fact_made_now_needs_its_chance_bytes_and_no_time() {
        let fact = [id_of(NOON_MS).as_bytes(), b"visit", &milliseconds(NOON_MS)].concat();
        assert_eq!(moment(&fact, NOON_MS / 1_000), NOON_MS);
        let dense = write(&fact, Some(NOON_MS));
        assert_eq!(dense.len(), 12 + 5 + 2);
        assert_eq!(read(&dense, Some(NOON_MS)), Some(fact.clone()));
        assert_eq!(read(&dense, None), None, "the moment is not told");

        let earlier = id_of(NOON_MS - 86_400_000);
        assert_eq!(moment(earlier.as_bytes(), 17), 17_000);
        let dense = write(earlier.as_bytes(), Some(NOON_MS));
        assert_eq!(dense.len(), 12 + 6);
        assert_eq!(read(&dense, None), Some(earlier.into_bytes()));
    }

    #[test]
    fn a_stroke_is_steps_and_what_jumps_is_none() {
        let drawn = Signature {
            strokes: vec![
                vec![(40, 250), (44, 255), (60, 240), (60, 238), (160, 120)],
                vec![(1, 1), (2, 2), (3, 4), (4, 4)],
                vec![(9, 9)],
            ],
        };
        let bytes = drawn.to_bytes();
        let dense = write(&bytes, None);
        assert!(dense.ends_with(&[MARK, STROKE, 4, 1, 1, 1, 1, 1, 2, 1, 0, 0, 1, 9, 9]));
        let marks = dense.windows(2).filter(|two| *two == [MARK, STROKE]);
        assert_eq!(marks.count(), 1);
        assert_eq!(read(&dense, None), Some(bytes));
    }

    /// What looks like something, and anything.
    fn bytes() -> impl Strategy<Value = Vec<u8>> {
        let near = proptest::collection::vec(0_u8..40, 8..60);
        let piece = prop_oneof![
            "[0-9a-f]{31,65}".prop_map(String::into_bytes),
            Just(id_of(NOON_MS).into_bytes()),
            Just(milliseconds(NOON_MS)),
            Just(vec![MARK, MARK, ID]),
            near.prop_map(|points| {
                let count = u8::try_from(points.len() / 2).unwrap();
                [&[0, count], points.as_slice()].concat()
            }),
            proptest::collection::vec(any::<u8>(), 0..20),
        ];
        proptest::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn any_bytes_come_back(bytes in bytes(), moment in prop_oneof![
            Just(None), Just(Some(NOON_MS)), any::<i64>().prop_map(Some),
        ]) {
            prop_assert_eq!(read(&write(&bytes, moment), moment), Some(bytes));
        }

        #[test]
        fn rubbish_is_read_or_refused(bytes in bytes(), moment: Option<i64>) {
            if let Some(read) = read(&bytes, moment) {
                prop_assert!(read.len() <= bytes.len() * 5);
            }
        }
    }
}
