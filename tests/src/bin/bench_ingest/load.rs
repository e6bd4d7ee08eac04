//! The load: a server's data folder with the reference ward and its phones, and what each phone will
//! post, all made before the clock starts.

use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;

use chungtay_server::state::{AppState, SystemClock};
use chungtay_server::store::sqlite::SqliteStore;
use chungtay_server::store::{StoreError, Tx, read, write};
use chungtay_server::{begin, demo};
use chungtay_shared::api::Role;
use chungtay_shared::document::{Author, Document, Kind};
use chungtay_shared::id::{Actor, DeviceId, DocId, Epoch, FactId};
use chungtay_shared::sync::server::{Speaker, Standing, StoredDocument};
use chungtay_shared::sync::short;
use chungtay_shared::sync::wire::{Cursor, PROTOCOL, Pushed, Request};
use chungtay_shared::synthetic::COMMUNE_CODE;
use chungtay_shared::time::Timestamp;
use chungtay_shared::visit::{Visit, VisitDraft};
use chungtay_tests::reference_ward::plain::PlainRecord;
use chungtay_tests::reference_ward::{ReferenceWard, reference_ward};
use chungtay_tests::signing::SigningPhone;
use flate2::Compression;
use flate2::write::GzEncoder;
use rand_chacha::ChaCha8Rng;
use rand_core::SeedableRng as _;

/// New records in a push, each in a document of its own.
pub(crate) const RECORDS: usize = 40;

const SEED: u64 = 3;
const MINUTE_MS: i64 = 60_000;

/// A phone with its day's work.
pub(crate) struct Phone {
    /// Who it is to the server.
    pub(crate) speaker: Speaker,
    /// What it shows the server.
    pub(crate) token: String,
    /// What it proves by that it asks itself.
    pub(crate) signer: SigningPhone,
    /// The bodies of its pushes, as they are before compression.
    pub(crate) plain: Vec<Vec<u8>>,
    /// The same as they cross the wire.
    pub(crate) bodies: Vec<Vec<u8>>,
}

/// A ward and its phones.
pub(crate) struct Load {
    /// The documents as the server holds them before anything is pushed.
    pub(crate) documents: Vec<(DocId, StoredDocument)>,
    /// The phones.
    pub(crate) phones: Vec<Phone>,
    /// The same work as JSON, push after push.
    pub(crate) plain: Vec<Vec<PlainRecord>>,
}

/// Fills the database's file and prepares so many phones with so many pushes each. All were away
/// with the ward as it is at the beginning, and their people have left the commune since: as with
/// the peers, nobody is told what the others did.
pub(crate) fn prepare(file: &Path, phones: usize, pushes: usize) -> Load {
    let rng = Box::new(ChaCha8Rng::seed_from_u64(SEED));
    let store = Arc::new(SqliteStore::open(file).expect("a database"));
    let state = AppState::new(store, Arc::new(SystemClock), rng);
    let now = state.clock.now();
    let ReferenceWard { ward, to_record } = reference_ward(now.local_date(), true);
    let drafts: Vec<VisitDraft> = to_record.collect();
    let enrolled = write(&*state.store, |tx| {
        demo::write(&state, tx, &ward)?;
        (0..phones).map(|p| enrol(&state, tx, p)).collect()
    });
    let enrolled: Vec<Enrolled> = enrolled.expect("a ward");
    let known = read(&*state.store, known).expect("the ward");
    let mut drafts = drafts.iter().cycle();
    let mut records = vec![Vec::new(); enrolled.len() * pushes];
    let phones_at = enrolled.into_iter().enumerate();
    let phones = phones_at.map(|(at, enrolled)| {
        let mut work = Work {
            known: &known,
            actor: enrolled.actor,
            begin: now.plus_ms(-600 * MINUTE_MS),
            rng: ChaCha8Rng::seed_from_u64(at as u64),
            documents: Vec::new(),
            made: 0,
        };
        let plain: Vec<Vec<u8>> = (0..pushes)
            .map(|push| {
                let number = push * phones + at;
                let (request, plain) = work.push(number * RECORDS, &mut drafts);
                records[number] = plain;
                request.to_bytes()
            })
            .collect();
        Phone {
            speaker: enrolled.speaker,
            token: enrolled.token,
            signer: enrolled.signer,
            bodies: plain.iter().map(|body| gzip(body)).collect(),
            plain,
        }
    });
    Load {
        phones: phones.collect(),
        plain: records,
        documents: known.documents,
    }
}

struct Enrolled {
    speaker: Speaker,
    actor: Actor,
    token: String,
    signer: SigningPhone,
}

fn enrol(state: &AppState, tx: &dyn Tx, number: usize) -> Result<Enrolled, StoreError> {
    let (name, at) = (format!("Người {number}"), state.clock.now());
    let role = Role::Volunteer;
    let (device, token) = begin::device(state, tx, COMMUNE_CODE, &name, role, "điện thoại", at)?;
    let signer = SigningPhone::new(u8::try_from(number % 255).unwrap_or_default());
    tx.set_token(&device, &device.token_hash, Some(signer.key()))?;
    // What it has recorded is taken; what others did is not for it.
    tx.leave(&device.account, Some(at))?;
    let actors = tx.actors(COMMUNE_CODE, device.id)?;
    Ok(Enrolled {
        actor: *actors.first().expect("an actor"),
        speaker: speaker(device.id, actors),
        token,
        signer,
    })
}

fn speaker(device: DeviceId, actors: std::collections::BTreeSet<Actor>) -> Speaker {
    Speaker {
        device,
        communes: [COMMUNE_CODE.to_owned()].into(),
        actors,
        standing: Standing::Serves,
    }
}

/// What every phone holds at the beginning.
struct Held {
    epoch: Epoch,
    log_end: u64,
    people_version: u64,
    documents: Vec<(DocId, StoredDocument)>,
}

fn known(tx: &dyn Tx) -> Result<Held, StoreError> {
    let heads = tx.heads_after(COMMUNE_CODE, 0, u32::MAX)?;
    let heads = heads.iter().filter(|head| head.kind == Kind::Household);
    let document = |doc| Ok((doc, tx.document(doc)?.expect("a document")));
    Ok(Held {
        epoch: tx.epoch()?,
        log_end: tx.log_end(COMMUNE_CODE)?,
        people_version: tx.people_version(COMMUNE_CODE)?,
        documents: heads
            .map(|head| document(head.doc))
            .collect::<Result<_, StoreError>>()?,
    })
}

/// A phone's day.
struct Work<'a> {
    known: &'a Held,
    actor: Actor,
    begin: Timestamp,
    rng: ChaCha8Rng,
    /// Its own copies of the documents it has written in, by their place in the ward.
    documents: Vec<(usize, Document)>,
    made: u64,
}

impl Work<'_> {
    /// The request with visits at the households from the one numbered `first` on.
    fn push<'d>(
        &mut self,
        first: usize,
        drafts: &mut impl Iterator<Item = &'d VisitDraft>,
    ) -> (Request, Vec<PlainRecord>) {
        let households = self.known.documents.len();
        let at = (first..first + RECORDS).map(|place| place % households);
        let records = at
            .zip(drafts)
            .map(|(place, draft)| self.record(place, draft));
        let (pushed, plain) = records.unzip();
        let Held {
            epoch,
            log_end,
            people_version,
            ..
        } = *self.known;
        let request = Request {
            protocol: PROTOCOL,
            actor: self.actor,
            epoch: Some(epoch),
            made: self.made,
            people_version,
            cursors: vec![Cursor {
                commune: COMMUNE_CODE.to_owned(),
                since: log_end,
                upto: log_end,
                erased: Some(log_end),
            }],
            pushed,
            wanted: Vec::new(),
            short: true,
            clock_off_s: 0,
            key_wanted: false,
        };
        (request, plain)
    }

    fn record(&mut self, place: usize, draft: &VisitDraft) -> (Pushed, PlainRecord) {
        let (doc, stored) = &self.known.documents[place];
        let held = self.documents.iter().position(|(p, _)| *p == place);
        let held = held.unwrap_or_else(|| {
            let document = Document::load(&stored.bytes).expect("readable");
            self.documents.push((place, document));
            self.documents.len() - 1
        });
        self.made += 1;
        let at = self
            .begin
            .plus_ms(i64::try_from(self.made).expect("a day") * MINUTE_MS / 10);
        let visit = Visit::from_draft(
            &VisitDraft {
                at,
                ..draft.clone()
            },
            FactId::new(at, &mut self.rng),
            at,
        );
        let visit = visit.expect("a visit");
        let author = Author {
            actor: self.actor,
            at,
        };
        let written = self.documents[held].1.add_visit(author, &visit, None);
        let pushed = Pushed {
            n: self.made,
            commune: COMMUNE_CODE.to_owned(),
            doc: *doc,
            kind: Kind::Household,
            change: short::shorten(&written.expect("a change").bytes, Some(self.actor)),
        };
        let plain = PlainRecord {
            n: self.made,
            household: *doc,
            by: self.actor,
            visit,
        };
        (pushed, plain)
    }
}

fn gzip(body: &[u8]) -> Vec<u8> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::new(6));
    gzip.write_all(body).expect("memory");
    gzip.finish().expect("memory")
}
