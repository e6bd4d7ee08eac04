//! A volunteer who records and syncs all the time, whatever becomes of the server.

use std::net::SocketAddr;

use chungtay_server::state::{Clock as _, SystemClock};
use chungtay_shared::api::path;
use chungtay_shared::document::{ChangeHash, Document};
use chungtay_shared::household::ProfileField;
use chungtay_shared::id::{Actor, DocId};
use chungtay_shared::phone::message::{Ask, Status};
use chungtay_shared::sync::wire::{Frame, FrameReader, Outcome};
use chungtay_shared::time::Timestamp;
use rand_chacha::ChaCha8Rng;
use rand_core::SeedableRng as _;

use super::office::{Office, agent, url};
use super::town::Town;
use crate::http::pressed;
use crate::ward::network::below;
use crate::ward::phone::{SimPhone, edit, hand_over, register, visit};

/// Who has so many records to hand in records no more before some are receipted.
const WAITING_MAX: u64 = 8;
/// Records saved between two exchanges, at most.
const RECORDS_AT_ONCE_MAX: usize = 3;

pub(super) struct Volunteer {
    pub(super) name: String,
    pub(super) phone: SimPhone,
    /// Visits and handovers saved.
    pub(super) facts: u64,
    agent: ureq::Agent,
    rng: ChaCha8Rng,
}

/// Why an exchange did not come to its end.
enum Failed {
    /// The server says in how many seconds to ask again.
    TooOften(u64),
    /// Anything else.
    Broken(String),
}

impl Volunteer {
    pub(super) fn enrol(office: &Office, name: &str, seed: u64) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let actor = Actor::new(now(), &mut rng);
        Self {
            name: name.to_owned(),
            phone: SimPhone::enrolled(&office.enrol(name, actor), actor),
            facts: 0,
            agent: agent(),
            rng,
        }
    }

    /// Until the evening.
    pub(super) fn work(&mut self, town: &Town) {
        while !town.is_evening() {
            for _ in 0..below(&mut self.rng, RECORDS_AT_ONCE_MAX + 1) {
                if self.phone.status().waiting() < WAITING_MAX {
                    self.record();
                }
            }
            self.exchange(town);
        }
    }

    /// Until everything is handed in and the last exchange has come to its end.
    pub(super) fn settle(&mut self, town: &Town) {
        while !self.exchange(town) || self.phone.status().waiting() > 0 {}
    }

    pub(super) fn status(&self) -> Status {
        self.phone.status()
    }

    /// Every household here, and what its document has come to.
    pub(super) fn heads(&self) -> Vec<(DocId, Vec<ChangeHash>)> {
        let heads = |doc| Some((doc, Document::heads(&self.phone.document(doc)?)));
        self.phone
            .households()
            .into_iter()
            .filter_map(heads)
            .collect()
    }

    fn record(&mut self) {
        let now = now();
        let households = self.phone.households();
        let Some(&household) = households.get(below(&mut self.rng, households.len())) else {
            self.save(&register("Đặng Thị Sáu", "Ấp 3"));
            return;
        };
        match below(&mut self.rng, 10) {
            0 => self.save(&register("Lê Văn Tư", "Ấp 9")),
            1 => {
                let note = format!("{}, lần {}", self.name, self.status().made);
                self.save(&edit(household, ProfileField::Note, &note));
            }
            2..=4 => {
                self.save(&hand_over(household, now, "500.000"));
                self.facts += 1;
            }
            _ => {
                self.save(&visit(household, now, "Mái tôn dột, đang chờ sửa"));
                self.facts += 1;
            }
        }
    }

    fn save(&mut self, ask: &Ask) {
        self.phone
            .save(ask, &mut self.rng, now())
            .expect("it is saved");
    }

    /// One exchange with whoever serves; `true` when it came to its end. **Panics** when it did not
    /// and nobody was killed.
    fn exchange(&mut self, town: &Town) -> bool {
        let Some((server, changes)) = town.any_node(&mut self.rng) else {
            return false;
        };
        let done = self.post(server, town);
        town.count(done.is_ok());
        let Err(failed) = done else { return true };
        self.phone.failed(&mut self.rng, now());
        match failed {
            Failed::TooOften(seconds) => town.pause(seconds),
            Failed::Broken(how) => {
                assert!(
                    town.has_changed_since(changes),
                    "nobody was killed, yet: {how}"
                );
            }
        }
        false
    }

    fn post(&mut self, server: SocketAddr, town: &Town) -> Result<(), Failed> {
        self.phone.wake();
        let request = self.phone.poll_transmit(now()).expect("it is awake");
        let body = request.to_bytes();
        let post = self
            .agent
            .post(url(server, path::SYNC))
            .header("authorization", format!("Bearer {}", self.phone.token()))
            .header("content-type", "application/cbor");
        let sent = match pressed(&body) {
            Some(body) => post.header("content-encoding", "gzip").send(&body),
            None => post.send(&body),
        };
        let reply = sent.map_err(|error| Failed::Broken(error.to_string()))?;
        match reply.status().as_u16() {
            200 => self.hear(reply.into_body().into_reader(), town),
            429 => {
                let wait = reply.headers().get("retry-after");
                let seconds = wait.and_then(|value| value.to_str().ok()?.parse().ok());
                Err(Failed::TooOften(seconds.unwrap_or(1)))
            }
            status => Err(Failed::Broken(format!("status {status}"))),
        }
    }

    /// Takes in a reply as it arrives.
    fn hear(&mut self, mut reply: impl std::io::Read, town: &Town) -> Result<(), Failed> {
        let broken = |how: &dyn ToString| Failed::Broken(how.to_string());
        let mut reader = FrameReader::default();
        let mut piece = [0; 4_096];
        loop {
            let length = reply.read(&mut piece).map_err(|error| broken(&error))?;
            if length == 0 {
                return Err(broken(&"it ends without its end"));
            }
            reader.push(&piece[..length]);
            while let Some(frame) = reader.next_frame().map_err(|error| broken(&error))? {
                assert!(self.phone.take_in(&frame, now()), "there is room");
                match &frame {
                    Frame::Receipt(receipt) => {
                        let had = |outcome: &Outcome| *outcome == Outcome::AlreadyHad;
                        let kept = receipt
                            .answers
                            .iter()
                            .filter(|a| had(&a.outcome) || a.outcome == Outcome::Stored);
                        let again = kept.clone().filter(|a| had(&a.outcome)).count() as u64;
                        town.receipted(kept.map(|a| a.hash), again);
                    }
                    Frame::Page(_) => {}
                    Frame::End => return Ok(()),
                    Frame::BrokenOff => return Err(broken(&"the server broke off")),
                }
            }
        }
    }
}

fn now() -> Timestamp {
    SystemClock.now()
}
