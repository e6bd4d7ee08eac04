//! What the database holds, beside what the phones say.

use std::collections::{BTreeMap, BTreeSet};

use chungtay_server::store::read;
use chungtay_shared::document::{ChangeHash, Document};
use chungtay_shared::id::DocId;

use super::office::Office;
use super::volunteer::Volunteer;
use crate::database::Database;
use crate::ward::COMMUNE;

pub(super) struct Books {
    database: Database,
    /// The log's last number before the first phone.
    began_at: u64,
    receipted: BTreeSet<ChangeHash>,
}

impl Books {
    /// Before the first phone.
    pub(super) fn open(database: &Database) -> Self {
        let mut books = Self {
            database: database.clone(),
            began_at: 0,
            receipted: BTreeSet::new(),
        };
        books.began_at = books.log_end();
        books
    }

    /// Whatever was receipted is stored, by its name. The database is opened anew each time: while
    /// the program starts, nobody else may hold it up.
    pub(super) fn hold(&mut self, receipts: &[ChangeHash]) {
        let store = self.database.open();
        let missing = read(&*store, |tx| {
            let mut missing = Vec::new();
            for hash in receipts {
                if tx.received(*hash)?.is_none() {
                    missing.push(*hash);
                }
            }
            Ok(missing)
        });
        let missing = missing.expect("a store");
        assert!(missing.is_empty(), "receipted and not stored: {missing:?}");
        self.receipted.extend(receipts);
    }

    /// When everything has come to rest: every record saved is stored once and nothing else is,
    /// nothing is set aside, office and phones count alike, and all hold the same documents. How
    /// many records there are.
    pub(super) fn balance(&mut self, volunteers: &mut [Volunteer], office: &Office) -> usize {
        let mut saved = Vec::new();
        for volunteer in &mut *volunteers {
            let records = volunteer.phone.stored_records();
            let own: BTreeSet<_> = records.iter().map(|record| record.hash).collect();
            let receipted: BTreeSet<_> = volunteer.phone.receipted().into_iter().collect();
            assert_eq!(own, receipted, "{} has every receipt", volunteer.name);
            saved.extend(own);
        }
        self.hold(&saved);
        let stored_by_phones = self.log_end() - self.began_at;
        assert_eq!(stored_by_phones, saved.len() as u64, "each is stored once");
        assert_eq!(self.receipted.len(), saved.len(), "no other was receipted");

        let facts: u64 = volunteers.iter().map(|volunteer| volunteer.facts).sum();
        assert_eq!(office.facts_total(), facts, "the office's table");
        assert_eq!(office.quarantine_total(), 0, "nothing is set aside");
        let devices = office.devices();
        for volunteer in &*volunteers {
            let device = devices.iter().find(|d| d.person_name == volunteer.name);
            let device = device.expect("its line");
            let status = volunteer.status();
            assert_eq!(
                (device.made, device.receipted),
                (status.made, status.receipted),
                "the office knows what {} has made",
                volunteer.name
            );
        }
        self.same_documents(volunteers);
        saved.len()
    }

    fn same_documents(&self, volunteers: &[Volunteer]) {
        let store = self.database.open();
        let mut heads: BTreeMap<DocId, Vec<ChangeHash>> = BTreeMap::new();
        for (doc, here) in volunteers.iter().flat_map(Volunteer::heads) {
            let there = heads.entry(doc).or_insert_with(|| {
                let stored = read(&*store, |tx| tx.document(doc)).expect("a store");
                let stored = stored.expect("the server has what a phone has");
                Document::load(&stored.bytes).expect("a document").heads()
            });
            assert_eq!(here, *there, "household {doc}");
        }
        for volunteer in volunteers {
            let count = volunteer.phone.households().len();
            assert_eq!(count, heads.len(), "{} has them all", volunteer.name);
        }
    }

    fn log_end(&self) -> u64 {
        let store = self.database.open();
        read(&*store, |tx| tx.log_end(COMMUNE)).expect("a store")
    }
}
