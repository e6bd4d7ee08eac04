//! What was made of documents, kept as of a log number: whoever needs the same of one of them next need
//! not open it again, which would be a third of a push and most of a city's page. Nothing rests on it but
//! time: what the database has meanwhile from elsewhere is noticed by the log number.

use std::hash::Hash;
use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chungtay_shared::id::{DocId, Epoch};
use chungtay_shared::sync::gate::Opened;
use lru::LruCache;

/// A document takes about 30 KB of memory (500 households with three visits and more: 15 MB).
const KEPT_MAX: NonZeroUsize = NonZeroUsize::new(1_000).unwrap();

/// As of which life of the database, and which log number.
type AsOf = (Epoch, u64);

/// What was made of what was used last: by itself, documents as they were last let in, opened.
#[derive(Debug)]
pub struct AtHand<T = Opened, K: Hash + Eq = DocId> {
    kept: Mutex<LruCache<K, (AsOf, Arc<T>)>>,
}

impl<T, K: Hash + Eq> Default for AtHand<T, K> {
    fn default() -> Self {
        Self {
            kept: Mutex::new(LruCache::new(KEPT_MAX)),
        }
    }
}

impl<T, K: Hash + Eq> AtHand<T, K> {
    /// What was made of this, if it is here as the database has it.
    pub fn get(&self, of: &K, epoch: Epoch, last_seq: u64) -> Option<Arc<T>> {
        let mut kept = self.kept();
        let (as_of, made) = kept.get(of)?;
        (*as_of == (epoch, last_seq)).then(|| Arc::clone(made))
    }

    /// Keeps what was made of what is stored, durably, as of this log number.
    pub fn keep(&self, of: K, epoch: Epoch, last_seq: u64, made: Arc<T>) {
        self.kept().put(of, ((epoch, last_seq), made));
    }

    /// Keeps it no more.
    pub fn forget(&self, of: &K) {
        self.kept().pop(of);
    }

    /// Nothing here is left half done by a panic.
    fn kept(&self) -> MutexGuard<'_, LruCache<K, (AsOf, Arc<T>)>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use chungtay_shared::document::{Author, Document, NewHousehold};
    use chungtay_shared::household::Profile;
    use chungtay_shared::id::Actor;
    use chungtay_shared::time::Timestamp;

    use super::*;

    const DOC: DocId = DocId::from_bytes([7; 16]);
    const EPOCH: Epoch = Epoch::from_bytes([1; 16]);

    #[test]
    fn a_document_is_at_hand_as_the_database_has_it_and_as_nothing_else() {
        let author = Author {
            actor: Actor::from_bytes([0xa1; 16]),
            at: Timestamp::from_ms(1_792_454_400_000),
        };
        let new = NewHousehold {
            id: DOC,
            commune: "99001".into(),
            import_key: String::new(),
            profile: Profile::default(),
            statuses: Vec::new(),
        };
        let (document, _) = Document::new_household(author, &new).unwrap();
        let at_hand = AtHand::default();
        at_hand.keep(
            DOC,
            EPOCH,
            5,
            Arc::new(Opened::read(document.save()).unwrap()),
        );
        assert!(at_hand.get(&DOC, EPOCH, 5).is_some());
        assert!(
            at_hand.get(&DOC, EPOCH, 6).is_none(),
            "the office has edited it"
        );
        let restored = Epoch::from_bytes([2; 16]);
        assert!(at_hand.get(&DOC, restored, 5).is_none());
        let other = DocId::from_bytes([8; 16]);
        assert!(at_hand.get(&other, EPOCH, 5).is_none());
    }
}
