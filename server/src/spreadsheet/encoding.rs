//! Which characters the bytes of a text file are.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, WINDOWS_1258};

use super::SpreadsheetError;

/// What a text file's bytes may mean, the likeliest first.
///
/// Bytes that are no Unicode are Windows' Vietnamese, or an encoding of before it (TCVN3, VNI)
/// that is told by its words when the bytes are taken for Windows' Western letters.
pub(super) fn decode(bytes: &[u8]) -> Result<Vec<String>, SpreadsheetError> {
    if let Some((encoding, mark_bytes)) = Encoding::for_bom(bytes) {
        return Ok(vec![text(encoding, &bytes[mark_bytes..])]);
    }
    if let Some(encoding) = unmarked_utf16(bytes) {
        return Ok(vec![text(encoding, bytes)]);
    }
    if bytes.iter().any(|byte| is_control(*byte)) {
        return Err(SpreadsheetError::NotASpreadsheet);
    }
    if is_mostly_utf8(bytes) {
        return Ok(vec![text(UTF_8, bytes)]);
    }
    Ok(vec![text(WINDOWS_1252, bytes), text(WINDOWS_1258, bytes)])
}

/// Whether the bytes are UTF-8, but for a few that somebody damaged.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut letters, mut damaged) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        letters += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        damaged += usize::from(!chunk.invalid().is_empty());
    }
    damaged == 0 || damaged * 20 < letters
}

fn text(encoding: &'static Encoding, bytes: &[u8]) -> String {
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

/// UTF-16 without its mark: text of our letters has a zero in many of its halves, always the same.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    const SAMPLE_BYTES: usize = 4_096;
    let sample = &bytes[..bytes.len().min(SAMPLE_BYTES) & !1];
    let zeros = |offset| {
        sample
            .iter()
            .skip(offset)
            .step_by(2)
            .filter(|byte| **byte == 0)
            .count()
    };
    let (first, second) = (zeros(0), zeros(1));
    let many = sample.len() / 8;
    match (first, second) {
        (0, second) if second > many => Some(UTF_16LE),
        (first, 0) if first > many => Some(UTF_16BE),
        _ => None,
    }
}

/// Bytes no list has; tab, line ends, form feed and the end mark of old files are allowed.
const fn is_control(byte: u8) -> bool {
    byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c | 0x1a)
}
