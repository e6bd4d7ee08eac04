//! The short form of a whole document: without the names of its heads, which whoever loads it works
//! out anew, and the rest written [denser](dense).
//!
//! ```text
//! short = 0x03, checksum: 4 bytes, dense: actors, count of heads, rest
//! ```

use std::collections::BTreeSet;

use automerge::Automerge;

use super::{HASH_BYTES, MAGIC, chunk, dense};
use crate::document::DocumentError;

const WITHOUT_HEADS: u8 = 3;
/// The chunk that is a whole document.
const CHUNK_TYPE_DOCUMENT: u8 = 0;

/// Whether these bytes are a short form, and no plain document.
pub fn is_short(bytes: &[u8]) -> bool {
    bytes.first() == Some(&WITHOUT_HEADS)
}

/// The short form of a saved document. What is no such chunk comes back as it is.
pub fn shorten(document: &[u8]) -> Vec<u8> {
    shortened(document).unwrap_or_else(|| document.to_vec())
}

fn shortened(document: &[u8]) -> Option<Vec<u8>> {
    let (header, mut contents) = document.split_first_chunk::<9>()?;
    if header[..4] != MAGIC || header[8] != CHUNK_TYPE_DOCUMENT {
        return None;
    }
    leb128::read::unsigned(&mut contents).ok()?;
    let parts = Parts::of(contents)?;
    let rest = parts.behind.get(parts.heads * HASH_BYTES..)?;
    let dense = dense::write(&[parts.before, rest].concat(), None);
    Some([&[WITHOUT_HEADS], &header[4..8], &dense].concat())
}

/// The document a short form stands for, byte for byte as it was saved.
pub fn rebuild(short: &[u8]) -> Result<Vec<u8>, DocumentError> {
    rebuilt(short).ok_or(DocumentError::Unreadable)
}

fn rebuilt(short: &[u8]) -> Option<Vec<u8>> {
    let (header, contents) = short.split_first_chunk::<5>()?;
    if header[0] != WITHOUT_HEADS {
        return None;
    }
    let contents = dense::read(contents, None)?;
    let parts = Parts::of(&contents)?;
    // The heads are the changes no other stands on. Loaded with none that are true, the document
    // tells its changes and nothing more.
    let no_heads = vec![0; parts.heads * HASH_BYTES];
    let changes = Automerge::load_unverified_heads(&parts.chunk(&no_heads)).ok()?;
    let changes = changes.get_changes_meta(&[]);
    let stood_on: BTreeSet<_> = changes.iter().flat_map(|meta| meta.deps.iter()).collect();
    let heads: BTreeSet<_> = changes
        .iter()
        .map(|meta| &meta.hash)
        .filter(|hash| !stood_on.contains(hash))
        .collect();
    let heads: Vec<u8> = heads.into_iter().flat_map(|hash| hash.0).collect();
    let chunk = parts.chunk(&heads);
    (chunk[4..8] == header[1..]).then_some(chunk)
}

struct Parts<'a> {
    /// Actors and the count of heads.
    before: &'a [u8],
    heads: usize,
    behind: &'a [u8],
}

impl<'a> Parts<'a> {
    /// The chunk with these heads.
    fn chunk(&self, heads: &[u8]) -> Vec<u8> {
        chunk(CHUNK_TYPE_DOCUMENT, &[self.before, heads, self.behind])
    }

    /// The parts of a document chunk's contents. Counts and lengths of more than a byte are not
    /// known here: such a document has 128 writers or heads.
    fn of(contents: &'a [u8]) -> Option<Self> {
        let small = |byte: u8| (byte < 0x80).then_some(usize::from(byte));
        let mut at = 1;
        for _ in 0..small(*contents.first()?)? {
            at += 1 + small(*contents.get(at)?)?;
        }
        let heads = small(*contents.get(at)?)?;
        let (before, behind) = contents.split_at_checked(at + 1)?;
        Some(Self {
            before,
            heads,
            behind,
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::document::Document;
    use crate::sync::short::tests::{edit, household};

    #[test]
    fn a_document_of_one_head_or_two_comes_back_byte_for_byte() {
        let two_heads = household();
        let mut one_head = household();
        edit(
            &mut one_head,
            crate::id::Actor::from_bytes([0xa1; 16]),
            "Xong",
        );
        for (document, heads) in [(two_heads, 2), (one_head, 1), (Document::empty(), 0)] {
            let saved = document.save();
            let short = shorten(&saved);
            assert!(is_short(&short) && !is_short(&saved));
            assert!(saved.len() - short.len() >= heads * HASH_BYTES);
            assert_eq!(rebuild(&short).unwrap(), saved);
        }
    }

    #[test]
    fn every_household_of_the_invented_commune_has_a_short_form() {
        use rand_chacha::ChaCha8Rng;
        use rand_core::SeedableRng as _;

        use crate::document::{Author, NewHousehold};
        use crate::id::{Actor, DocId, FactId};
        use crate::time::Timestamp;

        let at = Timestamp::from_ms(1_792_454_400_000);
        let mut rng = ChaCha8Rng::seed_from_u64(3);
        let author = Author {
            actor: Actor::from_bytes([5; 16]),
            at,
        };
        let ward = crate::synthetic::ward(3, 40, at.local_date());
        for household in ward.households {
            let new = NewHousehold {
                id: DocId::new(at, &mut rng),
                commune: "99001".to_owned(),
                import_key: String::new(),
                profile: household.profile,
                statuses: Vec::new(),
            };
            let (mut document, _) = Document::new_household(author, &new).unwrap();
            for draft in household.visits {
                let id = FactId::new(at, &mut rng);
                let visit = crate::visit::Visit::from_draft(&draft, id, at).unwrap();
                document.add_visit(author, &visit, None).unwrap();
            }
            let saved = document.save();
            assert_eq!(rebuild(&shorten(&saved)).unwrap(), saved);
        }
    }

    proptest! {
        #[test]
        fn a_damaged_short_form_is_refused(at in 0_usize..2_000, bit in 0_u8..8) {
            let mut short = shorten(&household().save());
            let at = at % short.len();
            short[at] ^= 1 << bit;
            // Automerge may panic on such bytes: on a phone that ends the worker, see
            // `phone::machine::aside`.
            let rebuilt = std::panic::catch_unwind(|| rebuild(&short));
            if let Ok(Ok(bytes)) = rebuilt {
                prop_assert_eq!(bytes, household().save());
            }
        }
    }
}
