//! The bridge to the store worker: asks go out with a number, answers come back by it, and what
//! the worker tells by itself becomes actions. Nothing else in the screen talks to the worker.
//!
//! A worker that dies (a panic in it cannot be caught) is started again. What was only asked is
//! asked again; a save is never asked twice, since it may have been stored before the answer was
//! lost: the record list tells, see [`ledger`].

mod day;
mod finger;
mod ledger;
mod worker;

use std::cell::RefCell;
use std::rc::Rc;

use chungtay_shared::phone::lock::Door;
use chungtay_shared::phone::message::{Answer, Ask, Asked, AtLock, Failure, LinkFor, Status, Tell};
use chungtay_shared::phone::seats::Seat;
use chungtay_shared::time::Timestamp;
use yew::Callback;

use crate::platform::{clock, last_words};
use crate::state::{Action, StoreHealth};
use ledger::{Doubtful, Ledger};
use worker::{Start, StoreWorker};

/// Gets what came of an ask.
pub(crate) type Reply = Box<dyn FnOnce(Result<Answer, Failure>)>;

/// The store, as pages see it. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Store(Rc<RefCell<Bridge>>);

impl PartialEq for Store {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

struct Bridge {
    worker: Option<StoreWorker>,
    ledger: Ledger<Reply>,
    restarts: Restarts,
    counted: Option<Status>,
    used_elsewhere: Option<Timestamp>,
    dispatch: Callback<Action>,
}

impl Store {
    /// Starts the worker and asks it what it holds.
    pub(crate) fn start(dispatch: Callback<Action>) -> Self {
        let store = Self(Rc::new(RefCell::new(Bridge {
            worker: None,
            ledger: Ledger::default(),
            restarts: Restarts::default(),
            counted: None,
            used_elsewhere: None,
            dispatch,
        })));
        store.spawn_worker(Start::First);
        store.open();
        store
    }

    /// Asks; `reply` gets what came of it, once.
    pub(crate) fn ask(&self, ask: Ask, reply: impl FnOnce(Result<Answer, Failure>) + 'static) {
        let mut bridge = self.0.borrow_mut();
        let asked = bridge.ledger.ask(ask, Box::new(reply));
        bridge.send(asked.as_ref());
    }

    /// Asks for something whose answer nobody waits for.
    pub(crate) fn tell(&self, ask: Ask) {
        self.ask(ask, |_| {});
    }

    /// Records made on this phone, as the store last said.
    pub(crate) fn made(&self) -> u64 {
        self.0.borrow().ledger.made
    }

    /// Asks what the store holds; the state learns it.
    pub(crate) fn open(&self) {
        let store = self.clone();
        self.ask(Ask::Open, move |result| store.handle_opened(result));
    }

    /// Redeems an enrolment code, an open one with the name of who comes; the state learns what the phone then holds.
    pub(crate) fn enrol(
        &self,
        (code, person_name): (String, String),
        link_for: LinkFor,
        reply: impl FnOnce(Result<(), Failure>) + 'static,
    ) {
        let ask = Ask::Enrol {
            code,
            person_name,
            link_for,
        };
        self.ask_opened(ask, reply);
    }

    /// Locks the phone, and asks another of those who use it for their PIN.
    pub(crate) fn turn(&self, to: Seat, reply: impl FnOnce(Result<(), Failure>) + 'static) {
        self.ask_opened(Ask::Lock(AtLock::Turn { to }), reply);
    }

    /// When the app was last used in another tab, as far as this one has heard.
    pub(crate) fn used_elsewhere(&self) -> Option<Timestamp> {
        self.0.borrow().used_elsewhere
    }

    /// Opens a locked phone; the state learns what it holds.
    pub(crate) fn unlock(&self, pin: String, reply: impl FnOnce(Result<(), Failure>) + 'static) {
        self.ask_opened(Ask::Lock(AtLock::Unlock { pin }), reply);
    }

    /// Chooses a PIN; `old` is empty when there is none.
    pub(crate) fn choose_pin(
        &self,
        old: String,
        new: String,
        reply: impl FnOnce(Result<(), Failure>) + 'static,
    ) {
        self.ask_opened(Ask::Lock(AtLock::ChoosePin { old, new }), reply);
    }

    /// Locks the phone, if it has a PIN.
    pub(crate) fn lock(&self) {
        self.ask_opened(Ask::Lock(AtLock::Lock), |_| {});
    }

    /// Forgets everything on this phone, unless something would be lost.
    pub(crate) fn sign_out(&self, reply: impl FnOnce(Result<(), Failure>) + 'static) {
        let store = self.clone();
        self.ask(Ask::SignOut, move |result| {
            if result.is_ok() {
                last_words::forget_all();
                store.dispatch(Action::SignedOut);
                store.open();
            }
            reply(result.map(|_| ()));
        });
    }

    /// Starts a worker that has stopped for good, because a person asked for it.
    pub(crate) fn start_again(&self) {
        self.0.borrow_mut().restarts = Restarts::default();
        self.dispatch(Action::Store(StoreHealth::Running));
        self.spawn_worker(Start::AfterDeath);
        self.open();
    }

    /// Asks what is answered by all that the phone holds.
    fn ask_opened(&self, ask: Ask, reply: impl FnOnce(Result<(), Failure>) + 'static) {
        let store = self.clone();
        self.ask(ask, move |result| {
            let outcome = result.as_ref().map(|_| ()).map_err(Failure::clone);
            if result.is_ok() {
                store.handle_opened(result);
            }
            reply(outcome);
        });
    }

    fn spawn_worker(&self, start: Start) {
        let on_tell = {
            let store = self.clone();
            Callback::from(move |tell| store.handle_tell(tell))
        };
        let on_death = {
            let store = self.clone();
            Callback::from(move |()| store.handle_death())
        };
        match StoreWorker::start(start, on_tell, on_death) {
            Ok(worker) => self.0.borrow_mut().worker = Some(worker),
            Err(_) => self.give_up(),
        }
    }

    fn handle_tell(&self, tell: Tell) {
        match tell {
            Tell::Ready => self.handle_ready(),
            Tell::Answer { number, result } => {
                let reply = self.0.borrow_mut().ledger.answer(number);
                if let Some(reply) = reply {
                    reply(result);
                }
            }
            Tell::Rows(rows) => self.dispatch(Action::Rows(rows)),
            Tell::Gone(ids) => self.dispatch(Action::Gone(ids)),
            Tell::Status(status) => {
                self.dispatch(Action::Status(status));
                self.count(status);
            }
            Tell::Used => self.0.borrow_mut().used_elsewhere = Some(clock::now()),
            Tell::Carrying(carrying) => self.dispatch(Action::Carrying(carrying)),
            Tell::Directory {
                campaigns,
                rights,
                people,
                names,
            } => {
                self.dispatch(Action::Directory {
                    campaigns,
                    rights,
                    people,
                    names,
                });
            }
        }
    }

    /// The worker takes asks. When it says so again, everything that is stored was replaced behind
    /// the screen's back.
    fn handle_ready(&self) {
        let is_replaced = {
            let mut bridge = self.0.borrow_mut();
            let is_replaced = bridge.ledger.is_ready();
            for asked in bridge.ledger.handle_ready() {
                bridge.send(Some(&asked));
            }
            is_replaced
        };
        if is_replaced {
            self.open();
        }
    }

    /// The worker has died. What was on its way is sorted out; a new worker is started, unless it
    /// keeps dying.
    fn handle_death(&self) {
        let (fallen, may_restart) = {
            let mut bridge = self.0.borrow_mut();
            bridge.worker = None;
            (
                bridge.ledger.handle_death(),
                bridge.restarts.may_restart(clock::now()),
            )
        };
        if !may_restart {
            for doubtful in fallen.doubtful {
                (doubtful.reply)(Err(Failure::Storage));
            }
            self.give_up();
            return;
        }
        for reply in fallen.failed {
            reply(Err(Failure::Damaged));
        }
        self.spawn_worker(Start::AfterDeath);
        self.open();
        self.settle(fallen.doubtful);
    }

    /// Finds out from the record list whether saves whose answer was lost are stored.
    fn settle(&self, doubtful: Vec<Doubtful<Reply>>) {
        if doubtful.is_empty() {
            return;
        }
        self.ask(Ask::Records, move |result| {
            let records = match result {
                Ok(Answer::Records(records)) => records,
                _ => Vec::new(),
            };
            for Doubtful { reply, made_before } in doubtful {
                let stored = records.iter().find(|record| record.n == made_before + 1);
                reply(stored.map_or(Err(Failure::Storage), |record| {
                    Ok(Answer::Saved {
                        doc: record.doc,
                        n: record.n,
                    })
                }));
            }
        });
    }

    fn give_up(&self) {
        let replies = self.0.borrow_mut().ledger.give_up();
        self.dispatch(Action::Store(StoreHealth::Stopped));
        for reply in replies {
            reply(Err(Failure::Storage));
        }
    }

    fn handle_opened(&self, result: Result<Answer, Failure>) {
        match result {
            Ok(Answer::Opened(opened)) => {
                let (status, door) = (opened.status, opened.door);
                last_words::set_key(opened.seat, opened.words_key.as_ref());
                self.0.borrow_mut().ledger.of = opened.identity.as_ref().map(|i| i.actor);
                self.dispatch(Action::Opened(opened));
                if matches!(door, Door::Locked(_)) {
                    // Whoever opens it reads all of it anew.
                    self.0.borrow_mut().counted = None;
                } else {
                    self.read_route();
                    self.count(status);
                }
            }
            Ok(_) => self.dispatch(Action::OpenFailed(Failure::Storage)),
            Err(failure) => self.dispatch(Action::OpenFailed(failure)),
        }
    }

    /// Reads the record list again when a record was made, receipted or set aside.
    fn count(&self, status: Status) {
        let key = |s: Status| (s.made, s.receipted, s.needs_person);
        {
            let mut bridge = self.0.borrow_mut();
            bridge.ledger.made = status.made;
            let before = bridge.counted.replace(status);
            if before.map(key) == Some(key(status)) {
                return;
            }
        }
        let store = self.clone();
        self.ask(Ask::Records, move |result| {
            if let Ok(Answer::Records(records)) = result {
                store.dispatch(Action::Records(records));
            }
        });
    }

    /// The callback may ask again at once, so nothing is borrowed while it runs.
    fn dispatch(&self, action: Action) {
        let dispatch = self.0.borrow().dispatch.clone();
        dispatch.emit(action);
    }
}

impl Bridge {
    fn send(&self, asked: Option<&Asked>) {
        if let (Some(asked), Some(worker)) = (asked, &self.worker) {
            worker.send(asked);
        }
    }
}

/// When the worker was started again lately.
#[derive(Default)]
struct Restarts(Vec<Timestamp>);

impl Restarts {
    const AT_MOST: usize = 3;
    const WITHIN_MS: i64 = 60_000;

    fn may_restart(&mut self, now: Timestamp) -> bool {
        self.0.retain(|at| now.ms() - at.ms() < Self::WITHIN_MS);
        self.0.push(now);
        self.0.len() <= Self::AT_MOST
    }
}
