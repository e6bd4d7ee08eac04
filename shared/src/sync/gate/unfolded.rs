//! What a change unfolds to, added up before Automerge reads it. Its columns are run-length
//! encoded: thirty bytes can claim 2^60 operations, which Automerge goes through one by one, or as
//! many predecessors of one operation, which it collects until the memory ends.

use super::Refusal;
use crate::limits::{CHANGE_BYTES_MAX, CHANGE_OPERATIONS_MAX};

/// Values of one column: there are no more than operations or predecessors.
const VALUES_MAX: u64 = CHANGE_OPERATIONS_MAX as u64;
/// Bytes of a column's texts (keys, names of marks), each as often as it is repeated.
const TEXT_BYTES_MAX: u64 = CHANGE_BYTES_MAX as u64;

const HASH_BYTES: u64 = 32;
/// In a column's specification the bit that says it is deflated, below it what it holds.
const DEFLATED: u64 = 1 << 3;
const HOLDS: u64 = DEFLATED - 1;
const HOLDS_BOOLEANS: u64 = 4;
const HOLDS_TEXTS: u64 = 5;
const HOLDS_RAW_BYTES: u64 = 7;

/// Whether every column of this change chunk (from its length on) stays within the limits.
pub(super) fn check(length_and_contents: &[u8]) -> Result<(), Refusal> {
    let mut bytes = Bytes(length_and_contents);
    for (holds, column) in columns(&mut bytes).ok_or(Refusal::Malformed)? {
        let unfolded = match holds {
            HOLDS_RAW_BYTES => Unfolded::default(),
            HOLDS_BOOLEANS => booleans(column).ok_or(Refusal::Malformed)?,
            _ => runs(column, holds == HOLDS_TEXTS).ok_or(Refusal::Malformed)?,
        };
        if unfolded.values > VALUES_MAX || unfolded.text_bytes > TEXT_BYTES_MAX {
            return Err(Refusal::TooLarge);
        }
    }
    Ok(())
}

#[derive(Default)]
struct Unfolded {
    values: u64,
    text_bytes: u64,
}

/// Every column's kind and bytes.
fn columns<'a>(bytes: &mut Bytes<'a>) -> Option<Vec<(u64, &'a [u8])>> {
    bytes.number()?; // of bytes that follow
    let dependencies = bytes.number()?;
    bytes.take(dependencies.checked_mul(HASH_BYTES)?)?;
    bytes.counted()?; // actor
    for _seq_start_time in 0..3 {
        bytes.skip_number()?;
    }
    bytes.counted()?; // message
    for _other_actor in 0..bytes.number()? {
        bytes.counted()?;
    }
    let mut specified = Vec::new();
    for _ in 0..bytes.number()? {
        specified.push((bytes.number()?, bytes.number()?));
    }
    let column = |(specification, length)| {
        let is_plain = specification & DEFLATED == 0;
        let column = bytes.take(length)?;
        is_plain.then_some((specification & HOLDS, column))
    };
    specified.into_iter().map(column).collect()
}

/// Lengths of runs of the one value and the other in turn.
fn booleans(column: &[u8]) -> Option<Unfolded> {
    let mut bytes = Bytes(column);
    let mut unfolded = Unfolded::default();
    while !bytes.0.is_empty() {
        unfolded.values = unfolded.values.saturating_add(bytes.number()?);
    }
    Some(unfolded)
}

/// A positive count and the value that is so often there; a negative one and so many values; or
/// zero and a count of absent values.
fn runs(column: &[u8], texts: bool) -> Option<Unfolded> {
    let mut bytes = Bytes(column);
    let mut unfolded = Unfolded::default();
    while !bytes.0.is_empty() {
        let count = bytes.signed_number()?;
        let (values, repeated) = match count {
            0 => (bytes.number()?, 0),
            1.. => (1, count.unsigned_abs()),
            _ => (count.unsigned_abs(), 1),
        };
        if repeated > 0 {
            for _ in 0..values {
                let length = if texts {
                    bytes.counted()?
                } else {
                    bytes.skip_number()?
                };
                let text_bytes = if texts { length } else { 0 };
                let text_bytes = text_bytes.saturating_mul(repeated);
                unfolded.text_bytes = unfolded.text_bytes.saturating_add(text_bytes);
            }
        }
        let values = values.saturating_mul(repeated.max(1));
        unfolded.values = unfolded.values.saturating_add(values);
    }
    Some(unfolded)
}

/// Bytes that are read from their beginning; `None` when there are not enough.
struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn take(&mut self, count: u64) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(usize::try_from(count).ok()?)?;
        self.0 = rest;
        Some(taken)
    }

    /// Passes over as many bytes as a number before them says.
    fn counted(&mut self) -> Option<u64> {
        let count = self.number()?;
        self.take(count)?;
        Some(count)
    }

    /// Bytes of the number of either kind at the beginning.
    fn number_bytes(&self) -> Option<u64> {
        let last = self.0.iter().position(|byte| byte & 0x80 == 0)?;
        Some(last as u64 + 1)
    }

    /// Passes over a number of either kind.
    fn skip_number(&mut self) -> Option<u64> {
        let bytes = self.number_bytes()?;
        self.take(bytes)?;
        Some(bytes)
    }

    /// LEB128.
    fn number(&mut self) -> Option<u64> {
        let bytes = self.number_bytes()?;
        let mut number: u64 = 0;
        for (byte, at) in self.take(bytes)?.iter().zip(0_u32..) {
            let low = u64::from(byte & 0x7f);
            let shifted = low.checked_shl(7 * at)?;
            if shifted >> (7 * at) != low {
                return None;
            }
            number |= shifted;
        }
        Some(number)
    }

    /// Signed LEB128.
    fn signed_number(&mut self) -> Option<i64> {
        const SIGN: u64 = 0x40;
        let bits = u32::try_from(7 * self.number_bytes()?).ok()?;
        let number = self.number()?;
        let is_negative = number >> (bits - 7) & SIGN != 0;
        if is_negative && bits < u64::BITS {
            Some((number | (u64::MAX << bits)).cast_signed())
        } else {
            i64::try_from(number).ok()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A chunk from its length on, with no dependency and these columns.
    fn change(columns: &[(u8, &[u8])]) -> Vec<u8> {
        let mut contents = vec![0, 2, 0xaa, 0xbb, 1, 1, 0, 0, 0];
        contents.push(u8::try_from(columns.len()).unwrap());
        for (specification, column) in columns {
            contents.extend([*specification, u8::try_from(column.len()).unwrap()]);
        }
        for (_, column) in columns {
            contents.extend_from_slice(column);
        }
        let length = u8::try_from(contents.len()).unwrap();
        [&[length], contents.as_slice()].concat()
    }

    /// 2^40 as a count of equal values.
    const TWO_TO_40: [u8; 6] = [0x80, 0x80, 0x80, 0x80, 0x80, 0x20];

    #[test]
    fn what_unfolds_beyond_every_measure_is_too_large_and_nothing_is_unfolded_to_know() {
        let run = [TWO_TO_40.as_slice(), &[1]].concat();
        let absent = [&[0], TWO_TO_40.as_slice()].concat();
        let long_text = [&[0xd0, 0x0f, 60], [b'a'; 60].as_slice()].concat();
        for (specification, column) in [
            (0x42, run.as_slice()),
            (0x42, &absent),
            (0x70, &run),
            (0x71, &run),
            (0x34, &TWO_TO_40),
            (0x15, &long_text),
        ] {
            let bytes = change(&[(0x42, &[1, 1]), (specification, column)]);
            assert_eq!(check(&bytes), Err(Refusal::TooLarge), "{column:?}");
        }
    }

    #[test]
    fn what_is_cut_or_deflated_is_malformed() {
        let whole = change(&[(0x42, &[0x7e, 1, 2, 2, 1]), (0x15, &[1, 1, b'a', 0x7f, 0])]);
        assert_eq!(check(&whole), Ok(()));
        for cut in 0..whole.len() {
            assert_eq!(check(&whole[..cut]), Err(Refusal::Malformed), "{cut}");
        }
        assert_eq!(check(&change(&[(0x4a, &[1, 1])])), Err(Refusal::Malformed));
        let endless = [0xff; 30];
        assert_eq!(check(&change(&[(0x42, &endless)])), Err(Refusal::Malformed));
    }
}
