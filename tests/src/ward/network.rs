//! The road between a phone and the server, and all that goes wrong on it.

use chungtay_shared::sync::wire::{Frame, FrameReader};
use chungtay_shared::time::Timestamp;
use rand_chacha::ChaCha8Rng;
use rand_core::RngCore as _;

use super::phone::SimPhone;
use super::server::SimServer;

/// What goes wrong with one exchange.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Nothing.
    None,
    /// The request never arrives.
    RequestLost,
    /// The request arrives cut short.
    RequestCut,
    /// The request arrives twice; the second answer is heard.
    Twice,
    /// The server does its work and the answer is lost.
    ReplyLost,
    /// The answer breaks off somewhere in the middle of its bytes.
    ReplyCut,
    /// The server dies after it has committed and before it answers.
    ServerDies,
    /// The phone dies after it has stored some of the answer.
    PhoneDies,
    /// The phone's disk is full when the answer comes.
    DiskFull,
}

impl Fault {
    /// All of them.
    pub const ALL: &'static [Self] = &[
        Self::None,
        Self::RequestLost,
        Self::RequestCut,
        Self::Twice,
        Self::ReplyLost,
        Self::ReplyCut,
        Self::ServerDies,
        Self::PhoneDies,
        Self::DiskFull,
    ];
}

/// One exchange. `true` when the answer was heard to its end.
pub(super) fn exchange(
    phone: &mut SimPhone,
    server: &mut SimServer,
    fault: Fault,
    rng: &mut ChaCha8Rng,
    now: Timestamp,
) -> bool {
    let Some(request) = phone.poll_transmit(now) else {
        return false;
    };
    let mut bytes = request.to_bytes();
    if fault == Fault::RequestCut {
        bytes.truncate(below(rng, bytes.len()));
    }
    if fault == Fault::RequestLost {
        phone.failed(rng, now);
        return false;
    }
    if fault == Fault::Twice {
        server
            .receive(&phone.token(), &bytes)
            .expect("a whole request");
    }
    let Ok((request, pushed)) = server.receive(&phone.token(), &bytes) else {
        phone.failed(rng, now);
        return false;
    };
    let mut stream = server.answer(&request, pushed).concat();
    match fault {
        Fault::ReplyLost => stream.clear(),
        Fault::ServerDies => {
            server.crash();
            stream.clear();
        }
        Fault::ReplyCut | Fault::PhoneDies => stream.truncate(below(rng, stream.len())),
        Fault::DiskFull => phone.disk.full = true,
        Fault::None | Fault::RequestLost | Fault::RequestCut | Fault::Twice => {}
    }
    let ended = hear(phone, &stream, now);
    phone.disk.full = false;
    if fault == Fault::PhoneDies {
        phone.crash();
    } else if !ended {
        phone.failed(rng, now);
    }
    ended
}

fn hear(phone: &mut SimPhone, stream: &[u8], now: Timestamp) -> bool {
    let mut reader = FrameReader::default();
    // In pieces, as a network gives them.
    for piece in stream.chunks(1_000) {
        reader.push(piece);
        while let Some(frame) = reader.next_frame().expect("readable frames") {
            if !phone.take_in(&frame, now) {
                return false;
            }
            if frame == Frame::End {
                return true;
            }
        }
    }
    false
}

/// A number below `end`, which may be 0 only to give 0.
pub fn below(rng: &mut ChaCha8Rng, end: usize) -> usize {
    let end = u32::try_from(end).unwrap_or(u32::MAX).max(1);
    usize::try_from(rng.next_u32() % end).unwrap_or(0)
}
