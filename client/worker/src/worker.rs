//! The queue: every sequence of plan, write and take over runs alone, behind one lock that is
//! given out in the order it was asked for. A plan made from an older memory is so never written
//! after a newer one. Nobody holds the lock while waiting for the network.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use chungtay_shared::id::Actor;
use chungtay_shared::phone::machine::Phone;
use chungtay_shared::phone::message::{Answer, Ask, Asked, AtLock, Failure, Opened, Status, Tell};
use chungtay_shared::phone::seats::{Seat, Seats};
use chungtay_shared::phone::storage::Batch;
use chungtay_shared::sync::wire::Request;
use gloo::timers::callback::Timeout;
use tokio::sync::{Mutex, MutexGuard};
use wasm_bindgen_futures::spawn_local;
use web_sys::AbortController;

use crate::bridge::{self, Screen};
use crate::seats::Register;
use crate::storage::{Durability, Seal, Store};
use crate::tabs::{Tabs, Word, WriterLock};
use crate::vault::Vault;

mod asks;
mod careful;
mod enrolment;
mod escape;
mod finger;
mod joining;
mod lock;
mod lost;
mod others;
mod outbox;
mod seats;
mod syncing;

use enrolment::Link;
use outbox::Outbox;

/// How long a new worker waits for the lock before it believes that another tab writes.
const LOCK_PATIENCE_MS: u32 = 500;

/// The store worker. It lives until the browser ends it.
struct Worker {
    screen: Screen,
    tabs: Tabs,
    lock: WriterLock,
    queue: Mutex<State>,
    enrolling: Mutex<()>,
    outbox: Outbox,
    timer: RefCell<Option<Timeout>>,
    told: Cell<Option<Status>>,
}

/// What is behind the lock.
#[derive(Default)]
struct State {
    role: Option<Role>,
    register: Option<Register>,
    /// Whose seats there are; the store and all else here is of the open one.
    seats: Seats,
    store: Option<Store>,
    vault: Option<Vault>,
    phone: Phone,
    /// Counts how often the phone was replaced by another; an exchange belongs to one life.
    life: u32,
    exchange: Option<AbortController>,
    /// The outbox this worker has stored, while it lies there.
    outbox: Option<Request>,
    /// The server was asked about the others in this life.
    are_others_asked: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    /// This tab writes and syncs.
    Writer,
    /// Another does; this one reads and repeats what it is told.
    Follower,
}

/// Starts the worker.
pub(crate) fn start() {
    let worker = Rc::new(Worker {
        screen: Screen::new(),
        tabs: Tabs::new(),
        lock: WriterLock::request(),
        queue: Mutex::default(),
        enrolling: Mutex::default(),
        outbox: Outbox::new(),
        timer: RefCell::default(),
        told: Cell::default(),
    });
    worker.screen.listen({
        let worker = Rc::clone(&worker);
        move |asked| spawn_local(Rc::clone(&worker).answer(asked))
    });
    worker.tabs.listen({
        let worker = Rc::clone(&worker);
        move |word| spawn_local(Rc::clone(&worker).hear(word))
    });
    worker.screen.tell(&Tell::Ready);
    spawn_local(worker.take_over());
}

impl Worker {
    /// Answers an ask, once.
    async fn answer(self: Rc<Self>, Asked { number, of, ask }: Asked) {
        let result = match ask {
            Ask::Open => self.open().await,
            Ask::Enrol {
                code,
                person_name,
                link_for,
            } => self.enrol(Link { code, person_name }, link_for).await,
            Ask::Household(doc) => self.household(doc, of).await,
            Ask::SaveVisit { .. }
            | Ask::SaveHandover { .. }
            | Ask::Propose { .. }
            | Ask::ConfirmTaken { .. }
            | Ask::NoteActivity { .. }
            | Ask::NoteOffer { .. }
            | Ask::OpenCase { .. }
            | Ask::NoteStep { .. }
            | Ask::NoteConsent { .. }
            | Ask::Retract { .. }
            | Ask::SaveProfile { .. }
            | Ask::Register { .. } => self.save(&ask, of).await,
            Ask::Records => self.records(of).await,
            Ask::KeepDraft { key, json } => self.keep_draft(key, json, of).await,
            Ask::Draft { key } => self.draft(&key, of).await,
            Ask::EscapeFile => self.escape_file(of).await,
            Ask::Carry { .. } | Ask::GiveUpCarried { .. } => self.carry(ask, of).await,
            Ask::SyncNow | Ask::Wake => self.wake().await,
            Ask::SignOut => self.sign_out(of).await,
            Ask::Lock(AtLock::Unlock { pin }) => self.unlock(&pin).await,
            Ask::Lock(AtLock::UnlockByFinger { secret }) => self.unlock_by_finger(&secret).await,
            Ask::Lock(AtLock::OfferFinger { pin }) => self.offer_finger(&pin, of).await,
            Ask::Lock(AtLock::KeepFinger { id, secret }) => self.keep_finger(id, &secret, of).await,
            Ask::Lock(AtLock::ForgetFinger) => self.forget_finger(of).await,
            Ask::Lock(AtLock::ChoosePin { old, new }) => self.choose_pin(&old, &new, of).await,
            Ask::Lock(AtLock::Lock) => self.lock_up().await,
            Ask::Lock(AtLock::Turn { to }) => self.turn(to).await,
            Ask::Lock(AtLock::Used) => self.used().await,
        };
        self.screen.tell(&Tell::Answer { number, result });
    }

    /// Hears what another tab says.
    async fn hear(self: Rc<Self>, word: Word) {
        if matches!(word, Word::Locked | Word::Turned) {
            self.prepare_what_is_due().await;
        }
        // In the queue: what the writer told must not overtake an older answer of this tab.
        let mut state = self.queue.lock().await;
        let role = state.role;
        match (word, role) {
            (Word::Told(seat, tell), Some(Role::Follower)) => {
                // What was on its way when another person was chosen here, or when it was locked, is
                // for nobody.
                if seat == state.seats.open() && !state.is_locked() {
                    self.screen.repeat(&tell);
                }
            }
            (Word::Replaced, Some(Role::Follower)) => {
                // The lock may be another, or closed.
                state.store = None;
                self.screen.tell(&Tell::Ready);
            }
            (Word::Used, Some(_)) => self.screen.tell(&Tell::Used),
            (Word::Turned, Some(_)) => {
                self.leave_seat(&mut state);
                self.screen.tell(&Tell::Ready);
            }
            (Word::Unlocked, Some(_)) => {
                if state.is_locked() {
                    self.leave_seat(&mut state);
                    self.screen.tell(&Tell::Ready);
                }
            }
            (Word::SyncNow, Some(Role::Writer)) => {
                drop(state);
                // Nobody waits for the answer.
                let _ = self.wake().await;
            }
            (Word::Locked, Some(_)) => {
                drop(state);
                // What cannot be locked here locks itself, as nobody touches it.
                let _ = self.lock_here().await;
                self.screen.tell(&Tell::Ready);
            }
            (Word::Locked | Word::Unlocked | Word::Turned | Word::Used, None)
            | (Word::Told(..) | Word::Replaced, Some(Role::Writer) | None)
            | (Word::SyncNow, Some(Role::Follower) | None) => {}
        }
    }

    /// Goes on as the writer once the lock is free.
    async fn take_over(self: Rc<Self>) {
        self.lock.granted().await;
        let mut state = self.queue.lock().await;
        let followed = state.role.replace(Role::Writer) == Some(Role::Follower);
        if followed {
            // The next session reads anew what another tab has written.
            state.store = None;
            drop(state);
            self.pump();
        }
    }

    /// [`Self::before_door`] of a phone that is not locked.
    async fn session(&self) -> Result<MutexGuard<'_, State>, Failure> {
        self.session_of(None).await
    }

    /// The same for whoever has asked: who has come since is not asked in their place.
    async fn session_of(&self, of: Option<Actor>) -> Result<MutexGuard<'_, State>, Failure> {
        let state = self.before_door().await?;
        if state.is_locked() || of.is_some_and(|actor| !state.phone.is(actor)) {
            return Err(Failure::Locked);
        }
        Ok(state)
    }

    /// The queue's lock, with the store open and the phone as stored, if it is not locked.
    async fn before_door(&self) -> Result<MutexGuard<'_, State>, Failure> {
        let mut state = self.queue.lock().await;
        if state.role.is_none() {
            let granted = self.lock.granted_within(LOCK_PATIENCE_MS).await;
            state.role = Some(if granted {
                Role::Writer
            } else {
                Role::Follower
            });
        }
        if !state.store.as_ref().is_some_and(Store::is_open) {
            let store = state.open_seat().await?;
            let vault = lock::vault_of(&store, state.role).await?;
            let phone = match store.seal() {
                Seal::Locked => Phone::default(),
                Seal::Under(_) | Seal::Clear => self.restore(&store, state.role).await?,
            };
            if state.begin_life(phone) > 1 {
                self.screen.tell(&Tell::Ready);
            }
            state.store = Some(store);
            state.vault = vault;
            // A phone that is too full to note it shows the others by what it has noted before.
            let _ = state.note_who_sits().await;
        }
        Ok(state)
    }

    /// [`Self::session`] of the tab that writes.
    async fn writing(&self) -> Result<MutexGuard<'_, State>, Failure> {
        self.writing_of(None).await
    }

    /// The same for whoever has asked.
    async fn writing_of(&self, of: Option<Actor>) -> Result<MutexGuard<'_, State>, Failure> {
        let state = self.session_of(of).await?;
        match state.role {
            Some(Role::Writer) => Ok(state),
            Some(Role::Follower) | None => Err(Failure::OtherTab),
        }
    }

    /// The queue's lock while the phone is what it was in this life: while the network was waited for,
    /// another person may have come.
    async fn still(&self, life: u32) -> Result<MutexGuard<'_, State>, Failure> {
        let state = self.before_door().await?;
        if state.life == life {
            Ok(state)
        } else {
            Err(Failure::Locked)
        }
    }

    /// Tells this tab's screen and the other tabs; a status only when it differs from the last.
    fn tell(&self, seat: Seat, tells: impl IntoIterator<Item = Tell>) {
        for tell in tells {
            if let Tell::Status(status) = tell
                && self.told.replace(Some(status)) == Some(status)
            {
                continue;
            }
            let tell = bridge::encoded(&tell);
            self.screen.repeat(&tell);
            self.tabs.say(&Word::Told(seat, tell));
        }
    }

    /// All that the screen needs to begin.
    async fn opened(&self, state: &State) -> Result<Answer, Failure> {
        let rows = careful::rows(state.store()?, state.role).await?;
        let wiped = state.wiped().await?;
        let opened = Opened {
            was_wiped: wiped.is_some(),
            door: state.door(),
            passkey: state.vault.as_ref().and_then(Vault::passkey),
            words_key: state.words_key(),
            seat: state.seats.open(),
            seats: state.seats.lines(),
            ..state.phone.opened(rows)
        };
        self.told.set(Some(opened.status));
        Ok(Answer::Opened(Box::new(opened)))
    }
}

impl State {
    fn store(&self) -> Result<&Store, Failure> {
        self.store.as_ref().ok_or(Failure::Storage)
    }

    /// Writes durably; nothing is taken over before this has returned.
    async fn write(&self, batch: Batch) -> Result<(), Failure> {
        self.store()?.write(batch, Durability::Strict).await
    }

    /// Goes on with another phone; an exchange of the one before ends. The number of this life.
    fn begin_life(&mut self, phone: Phone) -> u32 {
        self.phone = phone;
        self.life += 1;
        self.outbox = None;
        self.are_others_asked = false;
        if let Some(exchange) = self.exchange.take() {
            exchange.abort();
        }
        self.life
    }
}
