//! Asks that need no network.

use std::rc::Rc;

use chungtay_shared::document::Kind;
use chungtay_shared::id::{Actor, DocId};
use chungtay_shared::phone::machine::Phone;
use chungtay_shared::phone::message::{Answer, Ask, Failure};
use chungtay_shared::phone::storage::{Loading, Table, Write};

use super::{Role, State, Worker};
use crate::platform::{self, Chance};
use crate::tabs::Word;

impl Worker {
    pub(super) async fn open(self: &Rc<Self>) -> Result<Answer, Failure> {
        let mut state = self.before_door().await?;
        if state.is_locked() {
            self.knock();
            self.look_after_others();
            return self.opened(&state).await;
        }
        self.catch_up(&mut state).await?;
        let answer = self.opened(&state).await;
        let wiped = state.wiped().await?.filter(|code| !code.is_empty());
        let store = state.store()?.clone();
        drop(state);
        if let Some(code) = wiped {
            Self::say_wiped(store, code);
        }
        self.pump();
        self.look_after_others();
        answer
    }

    pub(super) async fn records(&self, of: Option<Actor>) -> Result<Answer, Failure> {
        let mut state = self.session_of(of).await?;
        self.catch_up(&mut state).await?;
        Ok(state.phone.records())
    }

    pub(super) async fn household(
        self: &Rc<Self>,
        doc: DocId,
        of: Option<Actor>,
    ) -> Result<Answer, Failure> {
        let mut state = self.session_of(of).await?;
        let store = state.store()?;
        let document = store.get_one(Table::Household, &doc.to_string()).await?;
        let loading = Loading {
            doc,
            kind: Kind::Household,
        };
        let answer = self
            .carefully(&state, loading, || {
                state.phone.household(doc, document.as_deref())
            })
            .await?;
        let is_writer = state.role == Some(Role::Writer);
        if let (Err(Failure::Damaged), Some(held), true) = (&answer, &document, is_writer) {
            self.set_aside(&mut state, loading, held).await?;
            drop(state);
            self.pump();
        }
        answer
    }

    pub(super) async fn save(
        self: &Rc<Self>,
        ask: &Ask,
        of: Option<Actor>,
    ) -> Result<Answer, Failure> {
        let mut state = self.writing_of(of).await?;
        let now = platform::now();
        let plan = match Phone::document_needed(ask) {
            None => state.phone.plan_save(ask, None, &[], now, &mut Chance)?,
            Some((kind, doc)) => {
                let store = state.store()?;
                let document = store.get_one(Table::of(kind), &doc.to_string()).await?;
                let rows = if state.phone.are_rows_needed(ask) {
                    store.rows().await?
                } else {
                    Vec::new()
                };
                let loading = Loading { doc, kind };
                let plan = || {
                    let phone = &state.phone;
                    phone.plan_save(ask, document.as_deref(), &rows, now, &mut Chance)
                };
                self.carefully(&state, loading, plan).await??
            }
        };
        state.write(plan.batch.clone()).await?;
        let (answer, tells) = state.phone.handle_saved(plan, now);
        self.tell(state.seats.open(), tells);
        drop(state);
        self.pump();
        Ok(answer)
    }

    pub(super) async fn keep_draft(
        &self,
        key: String,
        json: String,
        of: Option<Actor>,
    ) -> Result<Answer, Failure> {
        let state = self.writing_of(of).await?;
        let write = if json.is_empty() {
            Write::Delete(Table::Draft, key)
        } else {
            Write::Put(Table::Draft, key, json.into_bytes())
        };
        state.write(vec![write]).await?;
        Ok(Answer::Done)
    }

    pub(super) async fn draft(&self, key: &str, of: Option<Actor>) -> Result<Answer, Failure> {
        let state = self.session_of(of).await?;
        let json = state.store()?.get_one(Table::Draft, key).await?;
        Ok(Answer::Draft(json.and_then(|b| String::from_utf8(b).ok())))
    }

    pub(super) async fn wake(self: &Rc<Self>) -> Result<Answer, Failure> {
        self.follow_seat().await;
        if self.before_door().await?.is_locked() {
            self.knock();
        }
        let mut state = self.session().await?;
        if state.role == Some(Role::Follower) {
            self.tabs.say(&Word::SyncNow);
        } else if let Some(sync) = state.phone.sync() {
            sync.handle_wake(platform::now());
            drop(state);
            self.pump();
        }
        Ok(Answer::Done)
    }

    pub(super) async fn sign_out(&self, of: Option<Actor>) -> Result<Answer, Failure> {
        let mut state = self.writing_of(of).await?;
        let batch = state.phone.plan_sign_out()?;
        state.write_anew(batch).await?;
        let seats = state.seats.left();
        // What could not be noted is found out when the seat is opened again.
        let _ = state.keep_seats(seats).await;
        self.leave_seat(&mut state);
        self.tabs.say(&Word::Turned);
        Ok(Answer::Done)
    }

    /// In a tab that follows, the store is ahead of what is in memory.
    pub(super) async fn catch_up(&self, state: &mut State) -> Result<(), Failure> {
        if state.role == Some(Role::Follower) {
            state.phone = Phone::restore(&state.store()?.stored().await?);
        }
        Ok(())
    }
}
