//! Redeeming an enrolment link.

use std::rc::Rc;

use chungtay_shared::api::EnrolRequest;
use chungtay_shared::phone::machine::{Phone, Redemption};
use chungtay_shared::phone::message::{Answer, Failure};
use chungtay_shared::phone::storage::{Table, key};

use super::Worker;
use crate::exchange;
use crate::platform::{self, Chance};
use crate::tabs::Word;

impl Worker {
    pub(super) async fn enrol(self: &Rc<Self>, code: String) -> Result<Answer, Failure> {
        // A link tapped twice: the second waits and finds it done.
        let _one_at_a_time = self.enrolling.lock().await;
        let state = self.writing().await?;
        let key = key::enrolling(&code);
        let kept = state.store()?.get_one(Table::Meta, &key).await?;
        let now = platform::now();
        let redemption = state
            .phone
            .plan_redemption(&code, kept.as_deref(), now, &mut Chance)?;
        let enrolling = match redemption {
            Redemption::Done => return self.opened(&state).await,
            Redemption::Post { enrolling, batch } => {
                state.write(batch).await?;
                enrolling
            }
        };
        drop(state);
        let enrolled = exchange::enrol(&EnrolRequest {
            code,
            actor: enrolling.actor,
            device_name: platform::device_name(),
        })
        .await?;
        let mut state = self.writing().await?;
        let (batch, stored) = state.phone.plan_redeemed(&enrolled, &enrolling)?;
        state.write(batch).await?;
        state.begin_life(Phone::restore(&stored));
        self.tabs.say(&Word::Replaced);
        let answer = self.opened(&state).await;
        drop(state);
        self.pump();
        answer
    }
}
