//! Redeeming an enrolment link.

use std::rc::Rc;

use chungtay_shared::api::{EnrolRequest, Enrolled};
use chungtay_shared::phone::machine::{Phone, Redemption};
use chungtay_shared::phone::message::{Answer, Failure, LinkProblem};
use chungtay_shared::phone::storage::{Enrolling, Table, key};

use super::Worker;
use crate::exchange;
use crate::platform::{self, Chance};
use crate::signer::Signer;
use crate::tabs::Word;

impl Worker {
    pub(super) async fn enrol(self: &Rc<Self>, code: String) -> Result<Answer, Failure> {
        // A link tapped twice: the second waits and finds it done.
        let _one_at_a_time = self.enrolling.lock().await;
        if self.before_door().await?.is_locked() {
            return self.recover(code).await;
        }
        let state = self.writing().await?;
        let key = key::enrolling(&code);
        let kept = state.store()?.get_one(Table::Meta, &key).await?;
        let now = platform::now();
        let redemption = state
            .phone
            .plan_redemption(&code, kept.as_deref(), now, &mut Chance)?;
        drop(state);
        let answer = match self.redeem(redemption).await {
            Err(Failure::Link(LinkProblem::OtherPerson)) => {
                let state = self.writing().await?;
                let as_new = state.phone.plan_other_person(&code, now, &mut Chance)?;
                drop(state);
                self.redeem(as_new).await?
            }
            other => other?,
        };
        let mut state = self.writing().await?;
        if let Some((enrolled, enrolling)) = answer {
            let batch = state.phone.plan_redeemed(&enrolled, &enrolling)?;
            if state.phone.is(enrolling.actor) {
                state.write(batch).await?;
            } else {
                state.write_anew(batch).await?;
            }
            let stored = state.store()?.stored().await?;
            state.begin_life(Phone::restore(&stored));
        }
        self.tabs.say(&Word::Replaced);
        let answer = self.opened(&state).await;
        drop(state);
        self.pump();
        answer
    }

    /// Stores what is posted, then posts it; `None` when there is nothing to post.
    async fn redeem(
        &self,
        redemption: Redemption,
    ) -> Result<Option<(Enrolled, Enrolling)>, Failure> {
        let Redemption::Post {
            enrolling,
            returning,
            batch,
        } = redemption
        else {
            return Ok(None);
        };
        let state = self.writing().await?;
        state.write(batch).await?;
        let store = state.store()?.clone();
        drop(state);
        let signer = Signer::of(&store).await;
        let enrolled = exchange::enrol(&EnrolRequest {
            code: enrolling.code.clone(),
            actor: enrolling.actor,
            device_name: platform::device_name(),
            returning,
            key: signer.as_ref().map(Signer::key),
        })
        .await?;
        Ok(Some((enrolled, enrolling)))
    }
}
