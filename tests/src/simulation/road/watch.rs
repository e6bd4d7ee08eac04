//! What came of an exchange, for the count and for the rules.

use std::collections::BTreeSet;

use chungtay_shared::id::{DocId, Epoch};
use chungtay_shared::phone::message::Refused;
use chungtay_shared::sync::client::Failure;
use chungtay_shared::sync::gate::Refusal;
use chungtay_shared::sync::wire::{
    Answered, Cursor, Frame, FrameReader, Outcome, Receipt, Request,
};

use crate::simulation::coverage::Event;
use crate::simulation::operation::App;
use crate::simulation::world::World;
use crate::ward::phone::{End, Fate, SimPhone};

/// The phone as it was before.
pub(super) struct Watch {
    epoch: Option<Epoch>,
    cursors: Vec<Cursor>,
    wanted: BTreeSet<DocId>,
    rows: usize,
}

impl Watch {
    pub(super) fn begin(phone: &SimPhone, request: &Request) -> Self {
        Self {
            epoch: request.epoch,
            cursors: request.cursors.clone(),
            wanted: request.wanted.iter().copied().collect(),
            rows: phone.rows().len(),
        }
    }

    /// The server did not let the phone in.
    pub(super) fn refused(world: &mut World, phone: usize, why: Failure) {
        let foreign = matches!(world.holders[phone].app, App::Foreign(_));
        match why {
            Failure::Refused(Refused::Revoked) => world.seen.saw(Event::RevokedHeard),
            Failure::Refused(Refused::TooOld) if foreign => world.seen.saw(Event::ForeignApp),
            Failure::Refused(_) | Failure::Lost(_) | Failure::Unreachable => {}
        }
    }

    /// An answer came, whole or not.
    pub(super) fn heard(
        &self,
        world: &mut World,
        phone: usize,
        stream: &[u8],
        ended: bool,
        fate: Option<Fate>,
    ) {
        if let Some(fate) = fate {
            world.seen.saw(match fate.end {
                End::Full => Event::FrameFull,
                End::DiesBefore => Event::FrameDiedBefore,
                End::DiesAfter => Event::FrameDiedAfter,
            });
        }
        let (receipt, pages) = frames(stream);
        let Some(memory) = world.holders[phone].phone.memory() else {
            return;
        };
        if memory.cursors.iter().any(|c| c.since < c.upto) {
            world.seen.saw(Event::BrokenOff);
        }
        if self.wanted.iter().any(|doc| !memory.wanted.contains(doc)) && !memory.cursors.is_empty()
        {
            world.seen.saw(Event::WantedCame);
        }
        if self.epoch.is_some() && memory.epoch != self.epoch {
            world.seen.saw(Event::EpochHeard);
        }
        if self.rows > 0 && memory.cursors.is_empty() {
            world.seen.saw(Event::LeaverPurged);
        }
        if let Some(receipt) = receipt {
            answered(world, &receipt);
        }
        if ended {
            self.ended(world, phone, pages);
        }
    }

    fn ended(&self, world: &mut World, phone: usize, pages: usize) {
        world.seen.saw(Event::Exchanged);
        if pages > 1 {
            world.seen.saw(Event::ManyPages);
        }
        if self.cursors.iter().any(|c| c.since < c.upto) {
            world.seen.saw(Event::WentOn);
        }
        match world.holders[phone].app {
            App::Plain => world.seen.saw(Event::PlainApp),
            App::Wordy => world.seen.saw(Event::WordyApp),
            App::This | App::Foreign(_) => {}
        }
    }
}

/// Also when nobody heard it to its end: the server has said and done it.
fn answered(world: &mut World, receipt: &Receipt) {
    for Answered { hash, outcome, .. } in &receipt.answers {
        match outcome {
            Outcome::SendPlain => world.seen.saw(Event::SentPlain),
            Outcome::Quarantined(reason) if !Refusal::is_final(reason) => {
                world.seen.saw(Event::StoodOnNothing);
                world.stood.insert(*hash);
            }
            Outcome::Stored if receipt.scope.is_empty() => {
                world.seen.saw(Event::LeaverDelivered);
            }
            Outcome::Stored | Outcome::AlreadyHad | Outcome::Quarantined(_) => {}
        }
    }
}

/// The receipt and how many pages came whole.
fn frames(stream: &[u8]) -> (Option<Receipt>, usize) {
    let mut reader = FrameReader::default();
    reader.push(stream);
    let (mut receipt, mut pages) = (None, 0);
    while let Ok(Some(frame)) = reader.next_frame() {
        match frame {
            Frame::Receipt(first) => receipt = Some(first),
            Frame::Page(_) => pages += 1,
            Frame::End | Frame::BrokenOff => {}
        }
    }
    (receipt, pages)
}
