//! One exchange between a phone and the server, with all that goes wrong on the road.

use std::sync::Arc;

use axum::response::IntoResponse as _;
use chungtay_server::auth::hash_of;
use chungtay_server::error::ApiError;
use chungtay_server::push::push;
use chungtay_server::store::{Store, StoreError, Tx, read};
use chungtay_shared::sync::client::Failure;
use chungtay_shared::sync::wire::{Frame, FrameReader, Request};
use chungtay_shared::time::Timestamp;

use super::operation::Road;
use super::world::{Late, World};
use crate::ward::phone::{Fate, SimPhone};

/// What came of a request.
pub(super) enum Reply {
    /// Frames.
    Stream(Vec<u8>),
    /// A refusal.
    Refused(Failure),
    /// Nothing.
    None,
}

/// When the server dies.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Death {
    Never,
    BeforeCommit,
    AfterCommit,
}

/// One exchange of a phone. `true` when the answer was heard to its end.
pub fn exchange(
    world: &mut World,
    phone: usize,
    road: Road,
    fate: Option<Fate>,
    woken: bool,
) -> bool {
    world.clock.pass_ms(1_000);
    let now = world.now_of(phone);
    let holder = &mut world.holders[phone];
    if woken {
        holder.phone.wake();
    }
    let Some(request) = holder.phone.poll_transmit(now) else {
        return false;
    };
    let (token, device) = (holder.phone.token(), holder.device);
    let sent = Late {
        token,
        device,
        bytes: Vec::new(),
    };
    let (reply, heard_at) = match holder.phone.left_reply() {
        Some(left) => (Reply::Stream(left.stream), left.heard_at),
        None => (answer_on(world, road, request, sent), now),
    };
    let holder = &mut world.holders[phone].phone;
    let rng = &mut world.rng;
    let stream = match reply {
        Reply::Stream(stream) => stream,
        Reply::Refused(why) => {
            holder.failed_with(why, rng, now);
            return false;
        }
        Reply::None => {
            holder.failed(rng, now);
            return false;
        }
    };
    let (frames_max, taken_over) = if let Road::TakenOver(frames) = road {
        (frames, true)
    } else {
        (usize::MAX, false)
    };
    holder.disk.fate = fate;
    let ended = hear(holder, &stream, heard_at, frames_max);
    holder.disk.fate = None;
    if holder.disk.dead || taken_over {
        holder.crash();
    } else if !ended {
        holder.failed(rng, now);
    }
    ended
}

/// A request that was held up arrives; nobody hears the answer.
pub fn arrive_late(world: &mut World, nth: usize) {
    if world.late.is_empty() {
        return;
    }
    let late = world.late.remove(nth % world.late.len());
    // From an app that was removed: nobody can give its records back to a restored server.
    if world.holders.iter().all(|h| h.device != late.device) {
        world.backup = None;
    }
    serve(world, &late.token, &late.bytes, Death::Never);
}

pub(super) fn answer_on(world: &mut World, road: Road, request: Request, mut sent: Late) -> Reply {
    sent.bytes = request.to_bytes();
    let (mut death, mut times) = (Death::Never, 1);
    match road {
        Road::RequestLost => return Reply::None,
        Road::RequestLate => {
            world.late.push(sent);
            return Reply::None;
        }
        Road::RequestCut(end) => sent.bytes.truncate(end % sent.bytes.len()),
        Road::RequestFlipped(bit) => flip(&mut sent.bytes, bit),
        Road::OtherProtocol(protocol) => {
            sent.bytes = Request {
                protocol,
                ..request
            }
            .to_bytes();
        }
        Road::Twice => times = 2,
        Road::ServerDiesBefore => death = Death::BeforeCommit,
        Road::ServerDiesAfter => death = Death::AfterCommit,
        Road::Clear
        | Road::ReplyLost
        | Road::ReplyCut(_)
        | Road::ReplyFlipped(_)
        | Road::TakenOver(_) => {}
    }
    let mut reply = Reply::None;
    for _ in 0..times {
        reply = serve(world, &sent.token, &sent.bytes, death);
    }
    match (road, &mut reply) {
        (Road::ReplyLost, _) => return Reply::None,
        (Road::ReplyCut(end), Reply::Stream(bytes)) => bytes.truncate(end % bytes.len()),
        (Road::ReplyFlipped(bit), Reply::Stream(bytes)) => flip(bytes, bit),
        _ => {}
    }
    reply
}

/// What the server does with a request's bytes, as its route does.
fn serve(world: &mut World, token: &str, bytes: &[u8], death: Death) -> Reply {
    let state = world.server.state();
    let outcome = (|| {
        let hash = hash_of(token).ok_or(ApiError::UnknownToken)?;
        let device = read(&*state.store, |tx| tx.device(&hash))?.ok_or(ApiError::UnknownToken)?;
        if device.revoked_at.is_some() {
            return Err(ApiError::DeviceRevoked);
        }
        let request = Request::from_bytes(bytes)?;
        let now = state.clock.now();
        if death == Death::BeforeCommit {
            let dying = Dying(Arc::clone(&state.store));
            return Ok(push(&dying, &device, &request, now)
                .ok()
                .map(|p| (request, p)));
        }
        Ok(Some((
            request.clone(),
            push(&*state.store, &device, &request, now)?,
        )))
    })();
    match outcome {
        Ok(Some((request, pushed))) if death == Death::Never => {
            Reply::Stream(world.server.answer(&request, pushed).concat())
        }
        Ok(_) => {
            world.server.crash();
            Reply::None
        }
        Err(error) => {
            let (status, code) = error.status_and_code();
            // Where errors are logged, if they are any.
            let _ = error.into_response();
            Reply::Refused(Failure::of_reply(status.as_u16(), Some(code)))
        }
    }
}

/// A store whose process dies before each commit.
struct Dying(Arc<dyn Store>);

impl Store for Dying {
    fn read(
        &self,
        work: &mut dyn FnMut(&dyn Tx) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        self.0.read(work)
    }

    fn write(
        &self,
        work: &mut dyn FnMut(&dyn Tx) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        self.0.write(&mut |tx| {
            work(tx)?;
            Err(StoreError::Database("the process died".into()))
        })
    }
}

fn hear(phone: &mut SimPhone, stream: &[u8], now: Timestamp, frames_max: usize) -> bool {
    let mut reader = FrameReader::default();
    let mut frames = 0;
    // In pieces, as a network gives them.
    for piece in stream.chunks(1_000) {
        reader.push(piece);
        loop {
            let frame = match reader.next_frame() {
                Ok(Some(frame)) => frame,
                Ok(None) => break,
                Err(_) => return false,
            };
            if frames == frames_max || frame == Frame::BrokenOff || !phone.take_in(&frame, now) {
                return false;
            }
            if frame == Frame::End {
                return true;
            }
            frames += 1;
        }
    }
    false
}

fn flip(bytes: &mut [u8], bit: usize) {
    let bit = bit % (bytes.len() * 8);
    bytes[bit / 8] ^= 1 << (bit % 8);
}
