//! A phone's service worker posts what the app has prepared, and leaves the reply.

use chungtay_shared::id::DeviceId;
use chungtay_shared::sync::client::Failure;
use chungtay_shared::time::Timestamp;

use super::coverage::Event;
use super::operation::Road;
use super::road::{Reply, answer_on};
use super::world::{Late, World};
use crate::ward::phone::{Fate, Outbox};

/// A reply to a service worker that is held up.
pub struct HeldReply {
    device: DeviceId,
    posted: Outbox,
    stream: Vec<u8>,
}

/// A service worker posts, with the app closed or not, and leaves the reply unless it is held up.
pub fn post(
    world: &mut World,
    phone: usize,
    closed: bool,
    road: Road,
    held: bool,
    fate: Option<Fate>,
) {
    world.clock.pass_ms(1_000);
    let holder = &mut world.holders[phone];
    if closed {
        holder.phone.crash();
    }
    let Some(posted) = holder.phone.outbox() else {
        return;
    };
    let sent = Late {
        token: posted.token.clone(),
        device: holder.device,
        bytes: Vec::new(),
    };
    let device = holder.device;
    let stream = match answer_on(world, road, &posted.request, sent) {
        Reply::Stream(stream) => stream,
        // Where a window of the app is open, that removes everything.
        Reply::Refused(Failure::Lost(_)) => {
            let holder = &mut world.holders[phone];
            holder.wipes = closed && holder.phone.lies_prepared(&posted);
            return;
        }
        // The browser tries again some other time.
        Reply::Refused(_) | Reply::None => return,
    };
    world.seen.saw(Event::BackgroundPosted);
    let reply = HeldReply {
        device,
        posted,
        stream,
    };
    if held {
        world.held.push(reply);
    } else {
        leave(world, &reply, fate);
    }
}

/// A reply that was held up arrives.
pub fn arrive_late(world: &mut World, nth: usize) {
    if !world.held.is_empty() {
        let reply = world.held.remove(nth % world.held.len());
        leave(world, &reply, None);
    }
}

fn leave(world: &mut World, reply: &HeldReply, fate: Option<Fate>) {
    let mut phones = 0..world.holders.len();
    // An app that was removed has no disk any more.
    let Some(phone) = phones.find(|i| world.holders[*i].device == reply.device) else {
        return;
    };
    let at: Timestamp = world.now_of(phone);
    let phone = &mut world.holders[phone].phone;
    phone.disk.fate = fate;
    let belongs = phone.leave_reply(&reply.posted, &reply.stream, at);
    phone.disk.fate = None;
    if phone.disk.dead {
        phone.crash();
    }
    world.seen.saw(if belongs {
        Event::ReplyLeft
    } else {
        Event::ReplyOfNobody
    });
}
