//! A finger signature as vector strokes: a few hundred bytes, sharp at any size, no picture.

use serde::{Deserialize, Serialize};

use crate::limits::SIGNATURE_POINTS_MAX;

/// The bytes are no signature.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a signature")]
pub struct InvalidSignature;

/// Strokes on a field of 255 x 255: each is the points the finger passed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// Each stroke's points, `(x, y)` from the top left.
    pub strokes: Vec<Vec<(u8, u8)>>,
}

impl Signature {
    /// Whether nothing was drawn.
    pub fn is_empty(&self) -> bool {
        self.strokes.iter().all(Vec::is_empty)
    }

    /// How many points in all.
    pub fn point_count(&self) -> usize {
        self.strokes.iter().map(Vec::len).sum()
    }

    /// Each stroke: number of points as two bytes (big end first), then `x y` of each.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.point_count() * 2 + self.strokes.len() * 2);
        let mut left = SIGNATURE_POINTS_MAX;
        for stroke in self.strokes.iter().filter(|s| !s.is_empty()) {
            let points = &stroke[..stroke.len().min(left)];
            left -= points.len();
            bytes.extend(
                u16::try_from(points.len())
                    .unwrap_or(u16::MAX)
                    .to_be_bytes(),
            );
            bytes.extend(points.iter().flat_map(|&(x, y)| [x, y]));
        }
        bytes
    }

    /// The inverse of [`Self::to_bytes`].
    pub fn from_bytes(mut bytes: &[u8]) -> Result<Self, InvalidSignature> {
        let mut strokes = Vec::new();
        let mut points = 0;
        while let Some((length, rest)) = bytes.split_first_chunk::<2>() {
            let count = usize::from(u16::from_be_bytes(*length));
            points += count;
            if points > SIGNATURE_POINTS_MAX || rest.len() < count * 2 {
                return Err(InvalidSignature);
            }
            let (stroke, rest) = rest.split_at(count * 2);
            strokes.push(stroke.chunks_exact(2).map(|xy| (xy[0], xy[1])).collect());
            bytes = rest;
        }
        if bytes.is_empty() {
            Ok(Self { strokes })
        } else {
            Err(InvalidSignature)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_survives_its_bytes_and_rubbish_is_refused() {
        let signed = Signature {
            strokes: vec![vec![(1, 2), (3, 4)], vec![(255, 0)]],
        };
        assert_eq!(
            Signature::from_bytes(&signed.to_bytes()),
            Ok(signed.clone())
        );
        assert!(Signature::from_bytes(&signed.to_bytes()[..3]).is_err());
        assert!(Signature::from_bytes(&[255, 255, 0]).is_err());
        assert!(!signed.is_empty());
    }
}
