//! The short form of a change: what its receiver can rebuild is left out. A change names those it
//! stands on by 32 bytes each, which no compressor makes shorter; the receiver holds them, so one
//! byte of each is enough to try those that fit. Magic, length and, in a request, the actor are
//! known as well, and the rest is written [denser](dense). The checksum stays: a change that was
//! rebuilt wrongly does not have it.
//!
//! ```text
//! short = form: 0x01 | 0x02, dependencies: 1 byte, actor: 16 bytes unless form is 0x02,
//!         seq, start_op, checksum: 4 bytes, the first byte of each dependency, moment, rest
//! ```
//!
//! The moment is the change's time in milliseconds. What hardly differs from change to change comes
//! first, so that a compressor finds it. A plain change begins with `0x85`, so the two are told apart
//! by their first byte.

use std::collections::BTreeSet;

use sha2::{Digest as _, Sha256};

use crate::document::ChangeHash;
use crate::id::Actor;

mod dense;
pub mod snapshot;

/// First bytes of every Automerge chunk.
pub(super) const MAGIC: [u8; 4] = [0x85, 0x6f, 0x4a, 0x83];
/// The chunk that is one uncompressed change.
pub(super) const CHUNK_TYPE_CHANGE: u8 = 1;

const WITH_ACTOR: u8 = 1;
const WITHOUT_ACTOR: u8 = 2;
const HASH_BYTES: usize = 32;
const ACTOR_BYTES: u8 = 16;
/// What stands on more changes has no short form.
const DEPENDENCIES_MAX: usize = 16;
/// Ways to stand on them that are tried: a document has a thousand changes before four begin alike.
const TRIES_MAX: usize = 16;

/// Whether these bytes are a short form, and no plain change.
pub fn is_short(bytes: &[u8]) -> bool {
    matches!(bytes.first(), Some(&(WITH_ACTOR | WITHOUT_ACTOR)))
}

/// The short form of a change, without its actor where that is `known`. What is no change, or one
/// that cannot be rebuilt from it or gains nothing, comes back as it is.
pub fn shorten(change: &[u8], known: Option<Actor>) -> Vec<u8> {
    shortened(change, known).unwrap_or_else(|| change.to_vec())
}

fn shortened(change: &[u8], known: Option<Actor>) -> Option<Vec<u8>> {
    let (header, mut rest) = change.split_first_chunk::<9>()?;
    if header[..4] != MAGIC || header[8] != CHUNK_TYPE_CHANGE {
        return None;
    }
    leb128::read::unsigned(&mut rest).ok()?;
    let (&count, rest) = rest.split_first()?;
    let (deps, rest) = rest.split_at_checked(usize::from(count) * HASH_BYTES)?;
    let (deps, _) = deps.as_chunks::<HASH_BYTES>();
    let deps: Vec<ChangeHash> = deps.iter().copied().map(ChangeHash).collect();
    let (actor, numbers) = rest.strip_prefix(&[ACTOR_BYTES])?.split_first_chunk()?;
    let actor = Actor::from_bytes(*actor);

    let (numbers, mut rest) = split_numbers(numbers)?;
    let seconds = leb128::read::signed(&mut rest).ok()?;
    let moment_ms = dense::moment(rest, seconds);

    let own = known == Some(actor);
    let mut short = vec![if own { WITHOUT_ACTOR } else { WITH_ACTOR }, count];
    if !own {
        short.extend_from_slice(actor.as_bytes());
    }
    short.extend_from_slice(numbers);
    short.extend_from_slice(&header[4..8]);
    short.extend(deps.iter().map(|dep| dep.0[0]));
    push_signed(&mut short, moment_ms);
    short.extend(dense::write(rest, Some(moment_ms)));
    // Numbers may have been written in more bytes than they need.
    let comes_back = rebuild(&short, &deps, actor).is_some_and(|rebuilt| rebuilt == change);
    (comes_back && short.len() < change.len()).then_some(short)
}

/// The change a short form stands for, where `held` are the changes of its document that are here
/// and `actor` wrote it. `None` when it cannot be rebuilt: it stands on a change that is not here or
/// on one of too many that begin alike, or is damaged.
pub fn rebuild(short: &[u8], held: &[ChangeHash], actor: Actor) -> Option<Vec<u8>> {
    let (&[form, count], rest) = short.split_first_chunk()?;
    let (actor, rest) = match form {
        WITHOUT_ACTOR => (*actor.as_bytes(), rest),
        WITH_ACTOR => rest.split_first_chunk().map(|(a, rest)| (*a, rest))?,
        _ => return None,
    };
    let (numbers, rest) = split_numbers(rest)?;
    let (checksum, rest) = rest.split_first_chunk::<4>()?;
    let (firsts, mut rest) = rest.split_at_checked(usize::from(count))?;
    let moment_ms = leb128::read::signed(&mut rest).ok()?;

    let mut behind = vec![ACTOR_BYTES];
    behind.extend_from_slice(&actor);
    behind.extend_from_slice(numbers);
    push_signed(&mut behind, moment_ms.div_euclid(1_000));
    behind.extend(dense::read(rest, Some(moment_ms))?);
    fitting(firsts, held)?
        .into_iter()
        .map(|deps| chunk(CHUNK_TYPE_CHANGE, &[&[count], &deps.concat(), &behind]))
        .find(|change| change[4..8] == *checksum)
}

/// Every way to stand on changes that are `held` and begin with these bytes; `None` when there are
/// more than are tried.
fn fitting(firsts: &[u8], held: &[ChangeHash]) -> Option<Vec<Vec<[u8; HASH_BYTES]>>> {
    if firsts.len() > DEPENDENCIES_MAX {
        return None;
    }
    let held: BTreeSet<[u8; HASH_BYTES]> = held.iter().map(|hash| hash.0).collect();
    let mut ways = vec![Vec::new()];
    for first in firsts {
        let fits = || held.iter().filter(|hash| hash[0] == *first);
        ways = ways
            .iter()
            .flat_map(|way: &Vec<_>| fits().map(|hash| [way.as_slice(), &[*hash]].concat()))
            .take(TRIES_MAX + 1)
            .collect();
    }
    (ways.len() <= TRIES_MAX).then_some(ways)
}

/// The bytes of `seq` and `start_op`, and what is behind them.
fn split_numbers(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let mut rest = bytes;
    leb128::read::unsigned(&mut rest).ok()?;
    leb128::read::unsigned(&mut rest).ok()?;
    bytes.split_at_checked(bytes.len() - rest.len())
}

/// The chunk with these contents.
fn chunk(kind: u8, contents: &[&[u8]]) -> Vec<u8> {
    let contents = contents.concat();
    let mut named = vec![kind];
    // Writing to a vector cannot fail.
    let _ = leb128::write::unsigned(&mut named, contents.len() as u64);
    named.extend_from_slice(&contents);
    let hash = Sha256::digest(&named);
    [&MAGIC, &hash[..4], &named].concat()
}

fn push_signed(bytes: &mut Vec<u8>, number: i64) {
    // Writing to a vector cannot fail.
    let _ = leb128::write::signed(bytes, number);
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
        assert!(saved >= 2 * 31 + 17, "{saved} bytes");
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
        let twin = |other: u8| {
            let mut twin = held[2];
            twin.0[31] ^= other;
            twin
        };
        let with_twin = [held.as_slice(), &[twin(1)]].concat();
        assert_eq!(rebuild(&short, &with_twin, MAI), Some(change.clone()));
        let twice = [held.as_slice(), &held].concat();
        assert_eq!(rebuild(&short, &twice, MAI), Some(change));
        let twins: Vec<_> = held.iter().copied().chain((1..=16).map(twin)).collect();
        assert_eq!(rebuild(&short, &twins, MAI), None, "too many begin alike");
    }

    #[test]
    fn what_a_phone_of_an_earlier_version_shortens_is_short_and_not_rebuilt() {
        let mut document = household();
        let held = document.hashes();
        let change = edit(&mut document, MAI, "Xong");
        // Magic, length, and all but four bytes of each dependency were left out.
        let (deps, rest) = change[12..].split_at(2 * HASH_BYTES);
        let earlier = [
            &[WITH_ACTOR],
            &change[4..8],
            &[2],
            &deps[..4],
            &deps[32..36],
            rest,
        ];
        assert!(is_short(&earlier.concat()));
        assert_eq!(rebuild(&earlier.concat(), &held, MAI), None);
    }

    #[test]
    fn a_change_with_a_number_in_more_bytes_than_it_needs_stays_plain() {
        let (mut document, held) = (household(), household().hashes());
        let change = edit(&mut document, MAI, "Xong");
        let seconds = 1_792_454_400_i64;
        let mut written = Vec::new();
        push_signed(&mut written, seconds);
        let at = change.windows(5).position(|five| five == written).unwrap();
        let longer = [&written[..4], &[written[4] | 0x80, 0]].concat();
        let contents = [&change[11..at], &longer, &change[at + 5..]].concat();
        let odd = chunk(CHUNK_TYPE_CHANGE, &[&contents]);
        assert_eq!(shorten(&odd, Some(MAI)), odd);
        assert_eq!(rebuild(&shorten(&change, None), &held, MAI), Some(change));
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
