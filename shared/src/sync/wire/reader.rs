//! A reply's bytes as they arrive.

use super::{CHECKSUM_BYTES, Frame, WireError, checksum, decode};
use crate::limits::FRAME_BYTES_MAX;

/// Cuts a stream of bytes into frames as they arrive.
#[derive(Debug, Default)]
pub struct FrameReader {
    buffer: Vec<u8>,
}

impl FrameReader {
    /// Takes in bytes that have arrived.
    pub fn push(&mut self, bytes: &[u8]) {
        self.buffer.extend_from_slice(bytes);
    }

    /// The next whole frame, if one has arrived.
    pub fn next_frame(&mut self) -> Result<Option<Frame>, WireError> {
        let Some((length, rest)) = self.buffer.split_first_chunk::<4>() else {
            return Ok(None);
        };
        let length = usize::try_from(u32::from_be_bytes(*length)).unwrap_or(usize::MAX);
        if length > FRAME_BYTES_MAX {
            return Err(WireError::TooLong {
                max: FRAME_BYTES_MAX,
            });
        }
        let Some((claimed, rest)) = rest.split_first_chunk::<CHECKSUM_BYTES>() else {
            return Ok(None);
        };
        let Some(body) = rest.get(..length) else {
            return Ok(None);
        };
        if checksum(body) != *claimed {
            return Err(WireError::Damaged);
        }
        let frame = decode(body)?;
        self.buffer.drain(..4 + CHECKSUM_BYTES + length);
        Ok(Some(frame))
    }
}
