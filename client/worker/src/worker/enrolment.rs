//! Redeeming an enrolment link.

use std::rc::Rc;

use chungtay_shared::api::{EnrolRequest, Enrolled};
use chungtay_shared::phone::machine::{Phone, Redemption};
use chungtay_shared::phone::message::{Answer, Failure, LinkFor, LinkProblem};
use chungtay_shared::phone::storage::{Enrolling, Table, key};

use super::Worker;
use crate::exchange;
use crate::platform::{self, Chance};
use crate::signer::Signer;
use crate::storage::{Durability, Store};
use crate::tabs::Word;

/// A link that was opened.
pub(super) struct Link {
    /// Its part behind `#`.
    pub(super) code: String,
    /// By an open one: who comes.
    pub(super) person_name: String,
}

impl Worker {
    pub(super) async fn enrol(
        self: &Rc<Self>,
        link: Link,
        link_for: LinkFor,
    ) -> Result<Answer, Failure> {
        // A link tapped twice: the second waits and finds it done.
        let _one_at_a_time = self.enrolling.lock().await;
        match link_for {
            LinkFor::This => self.enrol_whoever(&link).await?,
            LinkFor::Another => self.join(&link).await?,
            LinkFor::Instead => self.enrol_here(&link, link_for).await?,
        }
        let state = self.before_door().await?;
        let answer = self.opened(&state).await;
        drop(state);
        self.pump();
        answer
    }

    /// For whoever has the phone, or else for whoever of this phone it is.
    async fn enrol_whoever(&self, link: &Link) -> Result<(), Failure> {
        let here = if self.before_door().await?.is_locked() {
            self.recover(&link.code).await
        } else {
            self.enrol_here(link, LinkFor::This).await
        };
        match here {
            Err(Failure::Link(LinkProblem::OtherPerson) | Failure::Locked) => {
                if self.recover_another(&link.code).await? || self.join_begun(link).await? {
                    return Ok(());
                }
                Err(Failure::Link(LinkProblem::OtherPerson))
            }
            Err(Failure::Link(LinkProblem::Used)) if self.join_begun(link).await? => Ok(()),
            other => other,
        }
    }

    /// At the seat that is open.
    async fn enrol_here(&self, link: &Link, link_for: LinkFor) -> Result<(), Failure> {
        let state = self.writing().await?;
        let life = state.life;
        let key = key::enrolling(&link.code);
        let kept = state.store()?.get_one(Table::Meta, &key).await?;
        let (now, phone) = (platform::now(), &state.phone);
        let redemption = if link_for == LinkFor::Instead {
            phone.plan_other_person(&link.code, now, &mut Chance)?
        } else {
            phone.plan_redemption(&link.code, kept.as_deref(), now, &mut Chance)?
        };
        let store = state.store()?.clone();
        drop(state);
        let redeemed = redeem(&store, redemption, &link.person_name).await?;
        let mut state = self.still(life).await?;
        if let Some((enrolled, enrolling)) = redeemed {
            let batch = state.phone.plan_redeemed(&enrolled, &enrolling)?;
            if state.phone.is(enrolling.actor) {
                state.write(batch).await?;
            } else {
                state.write_anew(batch).await?;
            }
            let stored = state.store()?.stored().await?;
            state.begin_life(Phone::restore(&stored));
            // It is noted when the app is opened the next time.
            let _ = state.note_who_sits().await;
        }
        self.tabs.say(&Word::Replaced);
        Ok(())
    }
}

/// Stores what is posted, then posts it; `None` when there is nothing to post.
pub(super) async fn redeem(
    store: &Store,
    redemption: Redemption,
    person_name: &str,
) -> Result<Option<(Enrolled, Enrolling)>, Failure> {
    let Redemption::Post {
        enrolling,
        returning,
        batch,
    } = redemption
    else {
        return Ok(None);
    };
    store.write(batch, Durability::Strict).await?;
    let signer = Signer::of(store).await;
    let enrolled = exchange::enrol(&EnrolRequest {
        code: enrolling.code.clone(),
        actor: enrolling.actor,
        device_name: platform::device_name(),
        returning,
        person_name: person_name.to_owned(),
        key: signer.as_ref().map(Signer::key),
    })
    .await?;
    Ok(Some((enrolled, enrolling)))
}
