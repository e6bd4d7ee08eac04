//! The bare limits, measured in the same run: the gate alone in a loop, without HTTP and storage, on
//! as many threads as there are processors; and the disk alone, forced after each push.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Write as _;
use std::path::Path;
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

/// The gate when nothing else is done: each thread has phones and documents of its own.
pub(crate) fn gate(load: &Load, threads: usize) -> Gate {
    let share = load.phones.len().div_ceil(threads);
    let mut shares: Vec<_> = load
        .phones
        .chunks(share)
        .map(|phones| (Ward::of(load), phones))
        .collect();
    let before = cpu::spent();
    let began = Instant::now();
    let records: usize = std::thread::scope(|scope| {
        let hands: Vec<_> = shares
            .iter_mut()
            .map(|(ward, phones)| scope.spawn(|| ward.let_in(phones)))
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
    documents: BTreeMap<DocId, StoredDocument>,
    hashes: BTreeMap<DocId, Vec<ChangeHash>>,
}

impl Ward {
    fn of(load: &Load) -> Self {
        let hashes =
            |stored: &StoredDocument| Document::load(&stored.bytes).expect("readable").hashes();
        Self {
            documents: load.documents.iter().cloned().collect(),
            hashes: load
                .documents
                .iter()
                .map(|(doc, stored)| (*doc, hashes(stored)))
                .collect(),
        }
    }

    fn let_in(&mut self, phones: &[Phone]) -> usize {
        let mut records = 0;
        for phone in phones {
            for body in &phone.plain {
                let mut request = Request::from_bytes(body).expect("a request");
                let docs = server::docs_shortened(&request);
                let held = docs.iter().map(|doc| (*doc, self.hashes[doc].clone()));
                server::unfold(&mut request, held.collect());
                let needs = server::needs(&request);
                let known = Known {
                    docs: needs
                        .docs
                        .iter()
                        .map(|doc| (*doc, self.documents[doc].clone()))
                        .collect(),
                    ..Known::default()
                };
                let admission = server::admit(&request, &phone.speaker, &known);
                records += admission.accepted.len();
                assert_eq!(
                    admission.accepted.len(),
                    request.pushed.len(),
                    "all are let in"
                );
                for accepted in &admission.accepted {
                    self.hashes
                        .entry(accepted.doc)
                        .or_default()
                        .push(accepted.hash);
                }
                for (doc, opened) in admission.documents {
                    self.documents.get_mut(&doc).expect("known").bytes = opened.bytes;
                }
            }
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
