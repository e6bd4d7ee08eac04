//! The short form of a change: what its receiver can rebuild is left out. A change names those it
//! stands on by 32 bytes each, which no compressor makes shorter; the receiver knows them, so four
//! of their bytes are enough. Magic, length and, in a request, the actor are known as well. The
//! checksum stays: a change that was rebuilt wrongly does not have it.
//!
//! ```text
//! short = form: 0x01 | 0x02, checksum: 4 bytes, dependencies: 1 byte,
//!         the first 4 bytes of each dependency, rest
//! ```
//!
//! Form 1 has the actor in `rest` as in the change; form 2 leaves it out. A plain change begins
//! with `0x85`, so the two are told apart by their first byte.

use sha2::{Digest as _, Sha256};

use crate::document::ChangeHash;
use crate::id::Actor;

pub mod snapshot;

/// First bytes of every Automerge chunk.
pub(super) const MAGIC: [u8; 4] = [0x85, 0x6f, 0x4a, 0x83];
/// The chunk that is one uncompressed change.
pub(super) const CHUNK_TYPE_CHANGE: u8 = 1;

const WITH_ACTOR: u8 = 1;
const WITHOUT_ACTOR: u8 = 2;
const HASH_BYTES: usize = 32;
const ACTOR_BYTES: u8 = 16;
const PREFIX_BYTES: usize = 4;

/// Whether these bytes are a short form, and no plain change.
pub fn is_short(bytes: &[u8]) -> bool {
    matches!(bytes.first(), Some(&(WITH_ACTOR | WITHOUT_ACTOR)))
}

/// The short form of a change, without its actor where that is `known`. What is no change, or one
/// of a shape that gains nothing, comes back as it is.
pub fn shorten(change: &[u8], known: Option<Actor>) -> Vec<u8> {
    shortened(change, known).unwrap_or_else(|| change.to_vec())
}

fn shortened(change: &[u8], known: Option<Actor>) -> Option<Vec<u8>> {
    let (header, body) = change.split_first_chunk::<9>()?;
    if header[..4] != MAGIC || header[8] != CHUNK_TYPE_CHANGE {
        return None;
    }
    let contents = &body[length_bytes(body)?..];
    let (&count, rest) = contents.split_first()?;
    // A length of more than a byte, in the one-byte form of smaller numbers.
    if count > 0x7f {
        return None;
    }
    let (deps, rest) = rest.split_at_checked(usize::from(count) * HASH_BYTES)?;
    let own = known.and_then(|actor| {
        rest.strip_prefix(&[ACTOR_BYTES])?
            .strip_prefix(actor.as_bytes().as_slice())
    });
    let (form, rest) = own.map_or((WITH_ACTOR, rest), |rest| (WITHOUT_ACTOR, rest));
    let mut short = vec![form];
    short.extend_from_slice(&header[4..8]);
    short.push(count);
    for dep in deps.chunks_exact(HASH_BYTES) {
        short.extend_from_slice(&dep[..PREFIX_BYTES]);
    }
    short.extend_from_slice(rest);
    Some(short)
}

/// The change a short form stands for, where `held` are the changes of its document that are here
/// and `actor` wrote it. `None` when it cannot be rebuilt: it stands on a change that is not here,
/// on one of two that cannot be told apart, or is damaged.
pub fn rebuild(short: &[u8], held: &[ChangeHash], actor: Actor) -> Option<Vec<u8>> {
    let (&form, rest) = short.split_first()?;
    let (checksum, rest) = rest.split_first_chunk::<4>()?;
    let (&count, rest) = rest.split_first()?;
    let (prefixes, rest) = rest.split_at_checked(usize::from(count) * PREFIX_BYTES)?;

    let mut contents = vec![count];
    for prefix in prefixes.chunks_exact(PREFIX_BYTES) {
        let mut fitting = held.iter().filter(|hash| hash.0.starts_with(prefix));
        let (dep, other) = (fitting.next()?, fitting.next());
        if other.is_some_and(|other| other != dep) {
            return None;
        }
        contents.extend_from_slice(&dep.0);
    }
    if form == WITHOUT_ACTOR {
        contents.push(ACTOR_BYTES);
        contents.extend_from_slice(actor.as_bytes());
    }
    contents.extend_from_slice(rest);

    let mut named = vec![CHUNK_TYPE_CHANGE];
    push_length(&mut named, contents.len());
    named.extend_from_slice(&contents);
    let hash = Sha256::digest(&named);
    (hash[..4] == *checksum).then(|| [&MAGIC, checksum.as_slice(), &named].concat())
}

/// How many bytes the number (LEB128) at the beginning takes.
fn length_bytes(bytes: &[u8]) -> Option<usize> {
    bytes
        .iter()
        .position(|byte| byte & 0x80 == 0)
        .map(|at| at + 1)
}

fn push_length(bytes: &mut Vec<u8>, mut length: usize) {
    loop {
        let low = u8::try_from(length & 0x7f).unwrap_or(0);
        length >>= 7;
        if length == 0 {
            bytes.push(low);
            return;
        }
        bytes.push(low | 0x80);
    }
}

#[cfg(test)]
pub(super) mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::document::{Author, Document, NewHousehold};
    use crate::household::{Profile, ProfileField};
    use crate::id::DocId;
    use crate::sync::gate::name_of;
    use crate::time::Timestamp;

    const MAI: Actor = Actor::from_bytes([0xa1; 16]);
    const HUNG: Actor = Actor::from_bytes([0xa2; 16]);

    fn by(actor: Actor) -> Author {
        Author {
            actor,
            at: Timestamp::from_ms(1_792_454_400_000),
        }
    }

    pub(in crate::sync::short) fn edit(
        document: &mut Document,
        actor: Actor,
        note: &str,
    ) -> Vec<u8> {
        let edits = [(ProfileField::Note, note.to_owned())].into();
        document.edit_profile(by(actor), &edits).unwrap().bytes
    }

    /// A household; two people have edited it without knowing of each other.
    pub(in crate::sync::short) fn household() -> Document {
        let new = NewHousehold {
            id: DocId::from_bytes([7; 16]),
            commune: "99001".into(),
            import_key: String::new(),
            profile: Profile::default().with(ProfileField::HeadName, "Đặng Thị Sáu"),
            statuses: Vec::new(),
        };
        let (mut mine, _) = Document::new_household(by(MAI), &new).unwrap();
        let mut his = mine.clone();
        let change = edit(&mut his, HUNG, "Mái dột");
        edit(&mut mine, MAI, "Đã lợp lại");
        mine.apply(&change).unwrap();
        mine
    }

    #[test]
    fn a_change_that_stands_on_two_others_comes_back_byte_for_byte() {
        let mut document = household();
        let held = document.hashes();
        let change = edit(&mut document, MAI, "Xong");
        for known in [None, Some(MAI), Some(HUNG)] {
            let short = shorten(&change, known);
            assert!(is_short(&short) && !is_short(&change));
            assert_eq!(rebuild(&short, &held, MAI), Some(change.clone()));
        }
        let saved = change.len() - shorten(&change, Some(MAI)).len();
        assert!(saved >= 2 * 28 + 17, "{saved} bytes");
    }

    #[test]
    fn the_first_change_of_a_document_stands_on_nothing() {
        let mut document = Document::empty();
        let new = NewHousehold {
            id: DocId::from_bytes([7; 16]),
            commune: "99001".into(),
            import_key: String::new(),
            profile: Profile::default(),
            statuses: Vec::new(),
        };
        let (_, written) = Document::new_household(by(MAI), &new).unwrap();
        let change = rebuild(&shorten(&written.bytes, Some(MAI)), &[], MAI).unwrap();
        document.apply(&change).unwrap();
        assert_eq!(document.hashes(), [written.hash]);
    }

    #[test]
    fn what_is_not_here_or_cannot_be_told_apart_is_not_rebuilt() {
        let mut document = household();
        let held = document.hashes();
        let change = edit(&mut document, MAI, "Xong");
        let short = shorten(&change, Some(MAI));
        assert_eq!(rebuild(&short, &held[..2], MAI), None, "one is missing");
        assert_eq!(rebuild(&short, &held, HUNG), None, "another's change");
        let mut twin = held[2];
        twin.0[31] ^= 1;
        let with_twin = [held.as_slice(), &[twin]].concat();
        assert_eq!(rebuild(&short, &with_twin, MAI), None, "two begin alike");
        let twice = [held.as_slice(), &held].concat();
        assert_eq!(rebuild(&short, &twice, MAI), Some(change));
    }

    proptest! {
        #[test]
        fn rubbish_is_no_change_and_harms_nobody(
            bytes in proptest::collection::vec(any::<u8>(), 0..200),
            at in 0_usize..300, bit in 0_u8..8,
        ) {
            prop_assert_eq!(rebuild(&bytes, &[], MAI), None);
            let _ = shorten(&bytes, Some(MAI));

            let mut document = household();
            let held = document.hashes();
            let change = edit(&mut document, MAI, "Xong");
            let mut short = shorten(&change, Some(MAI));
            let at = at % short.len();
            short[at] ^= 1 << bit;
            if let Some(rebuilt) = rebuild(&short, &held, MAI) {
                prop_assert_eq!(name_of(&rebuilt), name_of(&change));
            }
        }
    }
}
