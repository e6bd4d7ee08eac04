//! Escape files: this phone's own is sealed, those of colleagues are carried to the server.

use std::rc::Rc;

use chungtay_shared::escape::Contents;
use chungtay_shared::id::Actor;
use chungtay_shared::phone::machine::CarryPlan;
use chungtay_shared::phone::message::{Answer, Ask, Failure};
use chungtay_shared::phone::storage::{Table, key};
use chungtay_shared::sync::proof::{FILE, signed};

use super::{State, Worker};
use crate::exchange::{self, Speaker};
use crate::platform::{self, Chance};
use crate::sealing;
use crate::signer::Signer;

impl Worker {
    pub(super) async fn escape_file(&self, of: Option<Actor>) -> Result<Answer, Failure> {
        let mut state = self.session_of(of).await?;
        self.catch_up(&mut state).await?;
        let mut plan = state.phone.plan_escape(platform::now(), &mut Chance)?;
        let store = state.store()?.clone();
        drop(state);
        if let Some(signer) = Signer::of(&store).await
            && let Some(signature) = signer.sign(&signed(FILE, 0, &plan.contents)).await
        {
            plan.contents = Contents::with_signature(&plan.contents, &signature);
        }
        Ok(Answer::EscapeFile(sealing::sealed(plan).await?))
    }

    /// Takes a colleague's file along, or gives one up.
    pub(super) async fn carry(
        self: &Rc<Self>,
        ask: Ask,
        of: Option<Actor>,
    ) -> Result<Answer, Failure> {
        let mut state = self.writing_of(of).await?;
        let plan = state.phone.plan_carry(ask, platform::now())?;
        self.store_carrying(&mut state, plan).await?;
        drop(state);
        self.wake().await
    }

    /// Passes on what is carried, as long as the server answers; to be called when it just has.
    /// What it did not take goes with the next exchange. Two that follow close on each other may both pass a
    /// file on: it counts once.
    pub(super) async fn pass_on(&self) -> Result<(), Failure> {
        loop {
            let state = self.writing().await?;
            let life = state.life;
            let next = state.phone.next_to_pass_on().map(str::to_owned);
            let (Some(id), Some(token)) = (next, state.phone.token().map(str::to_owned)) else {
                return Ok(());
            };
            let key = key::carried(&id);
            let kept = state.store()?.get_one(Table::Meta, &key).await?;
            let store = state.store()?.clone();
            drop(state);
            let speaker = Speaker {
                token: Some(token),
                signer: Signer::of(&store).await,
            };
            let Some(answer) = exchange::pass_on(kept.unwrap_or_default(), &speaker).await else {
                return Ok(());
            };
            let mut state = self.writing().await?;
            if state.life != life {
                return Ok(());
            }
            let plan = state.phone.plan_passed_on(&id, answer);
            self.store_carrying(&mut state, plan).await?;
        }
    }

    async fn store_carrying(&self, state: &mut State, plan: CarryPlan) -> Result<(), Failure> {
        state.write(plan.batch.clone()).await?;
        self.tell(state.seats.open(), [state.phone.handle_carrying(plan)]);
        Ok(())
    }
}
