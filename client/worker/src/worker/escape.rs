//! Escape files: this phone's own is sealed, those of colleagues are carried to the server.

use std::rc::Rc;

use chungtay_shared::phone::machine::{CarryPlan, PassedOn};
use chungtay_shared::phone::message::{Answer, Failure};
use chungtay_shared::phone::storage::{Table, key};

use super::{State, Worker};
use crate::exchange;
use crate::platform::{self, Chance};
use crate::sealing;

impl Worker {
    pub(super) async fn escape_file(&self) -> Result<Answer, Failure> {
        let mut state = self.session().await?;
        self.catch_up(&mut state).await?;
        let plan = state.phone.plan_escape(platform::now(), &mut Chance)?;
        drop(state);
        Ok(Answer::EscapeFile(sealing::sealed(plan).await?))
    }

    pub(super) async fn carry(self: &Rc<Self>, file: Vec<u8>) -> Result<Answer, Failure> {
        let mut state = self.writing().await?;
        let plan = state.phone.plan_carry(file, platform::now())?;
        self.store_carrying(&mut state, plan).await?;
        drop(state);
        self.wake().await
    }

    pub(super) async fn give_up_carried(&self, id: &str) -> Result<Answer, Failure> {
        let mut state = self.writing().await?;
        let plan = state.phone.plan_give_up(id)?;
        self.store_carrying(&mut state, plan).await?;
        Ok(Answer::Done)
    }

    /// Passes on what is carried, as long as the server answers; to be called when it just has.
    /// What it did not take goes with the next exchange.
    pub(super) async fn pass_on(&self) {
        while let Ok(Some(())) = self.pass_on_one().await {}
    }

    async fn pass_on_one(&self) -> Result<Option<()>, Failure> {
        let state = self.writing().await?;
        let next = state.phone.next_to_pass_on().map(str::to_owned);
        let (Some(id), Some(token)) = (next, state.phone.token().map(str::to_owned)) else {
            return Ok(None);
        };
        let kept = state
            .store()?
            .get_one(Table::Meta, &key::carried(&id))
            .await?;
        let life = state.life;
        drop(state);
        let answer = match kept {
            Some(file) => exchange::pass_on(&file, &token).await,
            None => Some(PassedOn::Refused("not_found".to_owned())),
        };
        let Some(answer) = answer else {
            return Ok(None);
        };
        let mut state = self.writing().await?;
        if state.life != life {
            return Ok(None);
        }
        let plan = state.phone.plan_passed_on(&id, &answer);
        self.store_carrying(&mut state, plan).await?;
        Ok(Some(()))
    }

    async fn store_carrying(&self, state: &mut State, plan: CarryPlan) -> Result<(), Failure> {
        state.write(plan.batch.clone()).await?;
        self.tell([state.phone.handle_carrying(plan)]);
        Ok(())
    }
}
