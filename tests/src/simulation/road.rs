//! One exchange between a phone and the server, with all that goes wrong on the road.

use std::sync::Arc;

use axum::response::IntoResponse as _;
use chungtay_server::auth::hash_of;
use chungtay_server::error::ApiError;
use chungtay_server::push::{Pushed, push};
use chungtay_server::store::{Store, StoreError, Tx, read};
use chungtay_shared::id::DeviceId;
use chungtay_shared::sync::client::Failure;
use chungtay_shared::sync::server::has_handed_over;
use chungtay_shared::sync::wire::{Frame, FrameReader, Request};
use chungtay_shared::time::Timestamp;

use super::app;
use super::coverage::Event;
use super::operation::Road;
use super::world::{Late, World};
use crate::ward::phone::{Fate, SimPhone};
use watch::Watch;

mod watch;

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
    let watch = Watch::begin(&holder.phone, &request);
    let sent = Late {
        token,
        device,
        bytes: Vec::new(),
    };
    let (reply, heard_at) = match holder.phone.left_reply() {
        Some(left) => {
            world.seen.saw(Event::LeftReplyHeard);
            (Reply::Stream(left.stream), left.heard_at)
        }
        None => (answer_on(world, road, &request, sent), now),
    };
    let holder = &mut world.holders[phone].phone;
    let rng = &mut world.rng;
    let stream = match reply {
        Reply::Stream(stream) => stream,
        Reply::Refused(Failure::Lost(_)) if holder.is_all_in(&request) => {
            world.holders[phone].wipes = true;
            return false;
        }
        Reply::Refused(why) => {
            holder.failed_with(why, rng, now);
            Watch::refused(world, phone, why);
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
    let fate_met = fate.filter(|_| holder.disk.fate.is_none());
    holder.disk.fate = None;
    if holder.disk.dead || taken_over {
        holder.crash();
    } else if !ended {
        holder.failed(rng, now);
    }
    watch.heard(world, phone, &stream, ended, fate_met);
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
    world.seen.saw(Event::LateArrived);
    serve(world, &late.token, &late.bytes, Death::Never, None);
}

pub(super) fn answer_on(world: &mut World, road: Road, request: &Request, mut sent: Late) -> Reply {
    let mut senders = world.holders.iter().filter(|h| h.device == sent.device);
    sent.bytes = match senders.next() {
        Some(holder) => app::said(holder, request),
        None => request.to_bytes(),
    };
    let (mut death, mut times, mut meanwhile) = (Death::Never, 1, None);
    let event = match road {
        Road::RequestLost => {
            world.seen.saw(Event::RequestLost);
            return Reply::None;
        }
        Road::RequestLate => {
            world.seen.saw(Event::RequestLate);
            world.late.push(sent);
            return Reply::None;
        }
        Road::RequestCut(end) => {
            sent.bytes.truncate(end % sent.bytes.len());
            Some(Event::RequestCut)
        }
        Road::RequestFlipped(bit) => {
            flip(&mut sent.bytes, bit);
            Some(Event::RequestFlipped)
        }
        Road::Twice => {
            times = 2;
            Some(Event::RequestTwice)
        }
        Road::ServerDiesBefore => {
            death = Death::BeforeCommit;
            Some(Event::ServerDiedBefore)
        }
        Road::ServerDiesAfter => {
            death = Death::AfterCommit;
            Some(Event::ServerDiedAfter)
        }
        Road::Meanwhile { phone, pages } => {
            meanwhile = other_request(world, phone, sent.device).map(|other| (other, pages));
            None
        }
        Road::Clear
        | Road::ReplyLost
        | Road::ReplyCut(_)
        | Road::ReplyFlipped(_)
        | Road::TakenOver(_) => None,
    };
    let mut reply = Reply::None;
    for _ in 0..times {
        reply = serve(world, &sent.token, &sent.bytes, death, meanwhile.as_ref());
    }
    let event = match (road, &mut reply) {
        (Road::ReplyLost, _) => {
            reply = Reply::None;
            Some(Event::ReplyLost)
        }
        (Road::ReplyCut(end), Reply::Stream(bytes)) => {
            bytes.truncate(end % bytes.len());
            Some(Event::ReplyCut)
        }
        (Road::ReplyFlipped(bit), Reply::Stream(bytes)) => {
            flip(bytes, bit);
            Some(Event::ReplyFlipped)
        }
        (Road::TakenOver(_), Reply::Stream(_)) => Some(Event::TakenOver),
        _ => event,
    };
    if let Some(event) = event {
        world.seen.saw(event);
    }
    reply
}

/// What another phone posts just now; its own answer will be lost.
fn other_request(world: &mut World, phone: usize, sender: DeviceId) -> Option<(String, Vec<u8>)> {
    let phone = phone % world.holders.len();
    let now = world.now_of(phone);
    let holder = &mut world.holders[phone];
    if holder.device == sender {
        return None;
    }
    holder.phone.wake();
    let request = holder.phone.poll_transmit(now)?;
    holder.phone.failed(&mut world.rng, now);
    Some((holder.phone.token(), app::said(holder, &request)))
}

/// What the server does with a request's bytes, as its route does. Another's request may arrive
/// before the page of that number.
fn serve(
    world: &mut World,
    token: &str,
    bytes: &[u8],
    death: Death,
    meanwhile: Option<&((String, Vec<u8>), usize)>,
) -> Reply {
    match receive(world, token, bytes, death) {
        Ok(Some((request, pushed))) if death == Death::Never => {
            let mut arrived = false;
            let frames = world.server.answer_while(&request, pushed, &mut |pages| {
                if let Some(((token, bytes), before)) = meanwhile
                    && *before == pages
                {
                    arrived |= matches!(receive(world, token, bytes, Death::Never), Ok(Some(_)));
                }
            });
            if arrived {
                world.seen.saw(Event::Meanwhile);
            }
            Reply::Stream(frames.concat())
        }
        Ok(_) => {
            world.server.crash();
            Reply::None
        }
        Err(ApiError::DeviceLost { code }) => Reply::Refused(Failure::Lost(code)),
        Err(error) => {
            let (status, code) = error.status_and_code();
            // Where errors are logged, if they are any.
            let _ = error.into_response();
            Reply::Refused(Failure::of_reply(status.as_u16(), Some(code)))
        }
    }
}

/// What is done before there is an answer; nothing when the server dies before its commit.
fn receive(
    world: &World,
    token: &str,
    bytes: &[u8],
    death: Death,
) -> Result<Option<(Request, Pushed)>, ApiError> {
    let state = world.server.state();
    let hash = hash_of(token).ok_or(ApiError::UnknownToken)?;
    let device = read(&*state.store, |tx| tx.device(&hash))?.ok_or(ApiError::UnknownToken)?;
    if device.revoked_at.is_some() && !device.is_to_wipe() {
        return Err(ApiError::DeviceRevoked);
    }
    let request = Request::from_bytes(bytes)?;
    let now = state.clock.now();
    if death == Death::BeforeCommit {
        let mut dying = state.clone();
        dying.store = Arc::new(Dying(Arc::clone(&state.store)));
        let pushed = push(&dying, &device, &request, now).ok();
        return Ok(pushed.map(|pushed| (request, pushed)));
    }
    let pushed = push(state, &device, &request, now)?;
    match device.lost {
        Some(lost) if has_handed_over(&request, &pushed.receipt) => {
            Err(ApiError::DeviceLost { code: lost.code })
        }
        Some(_) | None => Ok(Some((request, pushed))),
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

    fn wipe(&self) -> Result<(), StoreError> {
        self.0.wipe()
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
