//! The sync: what the machine wants posted is posted, and each frame of the reply goes through the
//! queue by itself. Between frames, a save comes first. Where the service worker has left a reply,
//! that is heard instead.

use std::rc::Rc;

use chungtay_shared::id::DocId;
use chungtay_shared::phone::machine::{FramePlan, Phone};
use chungtay_shared::phone::message::{Failure, Refused, Tell};
use chungtay_shared::phone::storage::Table;
use chungtay_shared::row::HouseholdRow;
use chungtay_shared::sync::client;
use chungtay_shared::sync::wire::{Frame, Request};
use chungtay_shared::time::Timestamp;
use gloo::timers::callback::Timeout;
use wasm_bindgen_futures::spawn_local;
use web_sys::AbortController;

use super::{State, Worker};
use crate::exchange::{self, Reply, Speaker};
use crate::platform::{self, Chance};
use crate::signer::Signer;
use crate::storage::Store;

/// The longest sleep: a clock that is set back meanwhile costs no more than this.
const SLEEP_MS_MAX: i64 = 300_000;

struct Exchange {
    request: Request,
    token: String,
    store: Store,
    life: u32,
    abort: AbortController,
}

impl Worker {
    /// Does what is due, now or by the timer. To be called after everything that may change that.
    pub(super) fn pump(self: &Rc<Self>) {
        let worker = Rc::clone(self);
        spawn_local(async move {
            while let Some(exchange) = worker.begin_exchange().await {
                // The app may be closed before this one has failed.
                worker.prepare_outbox();
                worker.carry_out(exchange).await;
            }
            worker.prepare_outbox();
        });
    }

    /// The exchange that is due; the machine gives out one at a time.
    async fn begin_exchange(self: &Rc<Self>) -> Option<Exchange> {
        let mut state = self.writing().await.ok()?;
        let token = state.phone.token()?.to_owned();
        let store = state.store().ok()?.clone();
        let abort = AbortController::new().ok()?;
        let now = platform::now();
        let request = state.phone.poll_transmit(now);
        self.sleep_until(state.phone.sync()?.poll_timeout(), now);
        self.tell(state.seats.open(), [Tell::Status(state.phone.status())]);
        let request = request?;
        state.exchange = Some(abort.clone());
        Some(Exchange {
            request,
            token,
            store,
            life: state.life,
            abort,
        })
    }

    async fn carry_out(self: &Rc<Self>, exchange: Exchange) {
        let (life, request) = (exchange.life, exchange.request.clone());
        let mut outcome = self.converse(exchange).await;
        let mut state = self.queue.lock().await;
        if state.life != life {
            return;
        }
        state.exchange = None;
        if let Err(client::Failure::Lost(code)) = &outcome {
            if let Ok(true) = self.hear_lost(&mut state, &request, code).await {
                return;
            }
            // Something was recorded meanwhile, or nothing could be removed now: it is asked again.
            outcome = Err(client::Failure::Unreachable);
        }
        let is_reached = outcome.is_ok();
        let waits = outcome == Err(client::Failure::Refused(Refused::Awaiting));
        if let (Err(failure), Some(sync)) = (outcome, state.phone.sync()) {
            sync.handle_failure(failure, platform::now(), &mut Chance);
        }
        self.tell(state.seats.open(), [Tell::Status(state.phone.status())]);
        drop(state);
        if is_reached || waits {
            // What could not be noted now is noted then.
            let _ = self.note_expiry().await;
        }
        if is_reached {
            // What could not be stored stays, and goes with the next exchange.
            let _ = self.pass_on().await;
            self.others_are_reached();
        }
    }

    async fn converse(&self, exchange: Exchange) -> Result<(), client::Failure> {
        let Exchange {
            request,
            token,
            store,
            life,
            abort,
        } = exchange;
        let left = self.left_reply(life).await;
        let heard_at = left.as_ref().map(|left| left.heard_at);
        let mut reply = if let Some(left) = left {
            Reply::left(&left.stream)
        } else {
            let speaker = Speaker {
                token: Some(token),
                signer: Signer::of(&store).await,
            };
            exchange::sync(&request, &speaker, abort).await?
        };
        while let Some(frame) = reply.next_frame().await? {
            if frame == Frame::BrokenOff {
                break;
            }
            let now = heard_at.unwrap_or_else(platform::now);
            // What cannot be stored now comes again with the next exchange.
            self.take_in(&frame, life, now)
                .await
                .map_err(|_| client::Failure::Unreachable)?;
            if frame == Frame::End {
                return Ok(());
            }
        }
        Err(client::Failure::Unreachable)
    }

    /// Stores a frame.
    async fn take_in(&self, frame: &Frame, life: u32, now: Timestamp) -> Result<(), Failure> {
        let mut state = self.writing().await?;
        if state.life != life {
            return Err(Failure::Storage);
        }
        let plan = self.plan(&state, frame, now).await?;
        let gone = gone(&state, &plan).await?;
        state.write(plan.batch.clone()).await?;
        state.outbox = None;
        let mut tells = state.phone.handle_written(plan);
        if *frame == Frame::End
            && let Some(sync) = state.phone.sync()
        {
            sync.handle_end(now);
            tells = vec![Tell::Status(state.phone.status())];
        }
        self.tell(state.seats.open(), gone.into_iter().chain(tells));
        Ok(())
    }

    async fn plan(
        &self,
        state: &State,
        frame: &Frame,
        now: Timestamp,
    ) -> Result<FramePlan, Failure> {
        let needed = Phone::documents_needed(frame);
        let keys: Vec<(Table, String)> = needed
            .iter()
            .map(|(table, doc)| (*table, doc.to_string()))
            .collect();
        let held = state.store()?.get(&keys).await?;
        let documents = needed
            .into_iter()
            .zip(held)
            .filter_map(|((_, doc), held)| Some((doc, held?)))
            .collect();
        self.try_page(state, frame, &documents, now).await?;
        Ok(state.phone.plan_frame(frame, &documents, now))
    }

    fn sleep_until(self: &Rc<Self>, due_at: Option<Timestamp>, now: Timestamp) {
        let timer = due_at.map(|due_at| {
            let wait_ms = due_at.ms().saturating_sub(now.ms()).clamp(0, SLEEP_MS_MAX);
            let worker = Rc::clone(self);
            Timeout::new(u32::try_from(wait_ms).unwrap_or(0), move || worker.pump())
        });
        *self.timer.borrow_mut() = timer;
    }
}

/// The households a plan takes off this phone.
async fn gone(state: &State, plan: &FramePlan) -> Result<Option<Tell>, Failure> {
    if !plan.purges() {
        let erased = plan.erased().to_vec();
        return Ok((!erased.is_empty()).then_some(Tell::Gone(erased)));
    }
    let rows = state.store()?.rows().await?;
    let rows = rows.iter().filter_map(|row| HouseholdRow::from_bytes(row));
    let docs: Vec<DocId> = rows.map(|row| row.id).collect();
    Ok((!docs.is_empty()).then_some(Tell::Gone(docs)))
}
