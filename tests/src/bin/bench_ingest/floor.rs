//! The bare limits, measured in the same run: the gate alone in a loop, without HTTP and storage, on
//! as many threads as there are processors; and the disk alone, forced after each push.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::Write as _;
use std::path::Path;
use std::sync::{Mutex, MutexGuard};
use std::time::{Duration, Instant};

use chungtay_shared::document::{ChangeHash, Document};
use chungtay_shared::id::DocId;
use chungtay_shared::sync::server::{self, Known, StoredDocument};
use chungtay_shared::sync::wire::Request;
use chungtay_tests::cpu;

use crate::load::{Load, Phone};

/// What a push of forty records writes, about.
const PUSH_BYTES: usize = 128 << 10;
const DISK_FOR: Duration = Duration::from_secs(1);

/// What the gate alone takes.
pub(crate) struct Gate {
    /// Records that pass it in a second.
    pub(crate) records_per_s: f64,
    /// Processor time, if the system says.
    pub(crate) spent: Option<Duration>,
}

/// The gate when nothing else is done, on so many threads. They share the documents, which grow as
/// they do in the server.
pub(crate) fn gate(load: &Load, threads: usize) -> Gate {
    let ward = Ward::of(load);
    let share = load.phones.len().div_ceil(threads);
    let before = cpu::spent();
    let began = Instant::now();
    let records: usize = std::thread::scope(|scope| {
        let hands: Vec<_> = load
            .phones
            .chunks(share)
            .map(|phones| scope.spawn(|| ward.let_in(phones)))
            .collect();
        hands
            .into_iter()
            .map(|hand| hand.join().expect("no panic"))
            .sum()
    });
    let took = began.elapsed();
    Gate {
        records_per_s: records as f64 / took.as_secs_f64(),
        spent: cpu::since(before),
    }
}

/// The documents in memory.
struct Ward {
    documents: BTreeMap<DocId, Mutex<Held>>,
}

/// A document with the names of its changes.
struct Held {
    stored: StoredDocument,
    hashes: Vec<ChangeHash>,
}

impl Ward {
    fn of(load: &Load) -> Self {
        let held = |stored: &StoredDocument| Held {
            hashes: Document::load(&stored.bytes).expect("readable").hashes(),
            stored: stored.clone(),
        };
        let documents = load.documents.iter();
        Self {
            documents: documents
                .map(|(doc, stored)| (*doc, Mutex::new(held(stored))))
                .collect(),
        }
    }

    fn let_in(&self, phones: &[Phone]) -> usize {
        let pushes = phones
            .iter()
            .flat_map(|phone| phone.plain.iter().map(move |body| (phone, body)));
        pushes
            .map(|(phone, body)| self.let_in_one(phone, body))
            .sum()
    }

    fn let_in_one(&self, phone: &Phone, body: &[u8]) -> usize {
        let mut request = Request::from_bytes(body).expect("a request");
        let docs: BTreeSet<DocId> = request.pushed.iter().map(|pushed| pushed.doc).collect();
        // In one order, so that no two threads wait for each other.
        let mut held: BTreeMap<DocId, MutexGuard<'_, Held>> = docs
            .into_iter()
            .map(|doc| (doc, self.documents[&doc].lock().expect("no panic")))
            .collect();
        let hashes = held.iter().map(|(doc, held)| (*doc, held.hashes.clone()));
        server::unfold(&mut request, hashes.collect());
        let stored = held.iter().map(|(doc, held)| (*doc, held.stored.clone()));
        let known = Known {
            docs: stored.collect(),
            ..Known::default()
        };
        let admission = server::admit(&request, &phone.speaker, &known);
        let records = admission.accepted.len();
        assert_eq!(records, request.pushed.len(), "all are let in");
        for accepted in &admission.accepted {
            let held = held.get_mut(&accepted.doc).expect("known");
            held.hashes.push(accepted.hash);
        }
        for (doc, opened) in admission.documents {
            held.get_mut(&doc).expect("known").stored.bytes = opened.bytes;
        }
        records
    }
}

/// How often a second the disk takes what a push writes, each time forced to be durable.
pub(crate) fn disk(folder: &Path) -> f64 {
    let mut file = File::create(folder.join("disk")).expect("a file");
    let bytes = vec![7; PUSH_BYTES];
    let began = Instant::now();
    let mut times = 0_u32;
    while began.elapsed() < DISK_FOR {
        file.write_all(&bytes).expect("room");
        file.sync_data().expect("a disk");
        times += 1;
    }
    f64::from(times) / began.elapsed().as_secs_f64()
}
