//! Redeeming an enrolment link so that a lost reply costs nothing: the actor is kept before it is
//! posted, and the server takes the same actor's second redemption for a repetition.

use rand_core::RngCore;

use super::{Phone, cleared};
use crate::api::{Enrolled, Role};
use crate::id::Actor;
use crate::phone::message::{Failure, LinkProblem};
use crate::phone::storage::{
    Batch, Enrolling, Enrolment, Stored, Table, Write, from_bytes, key, put_memory, to_bytes,
};
use crate::sync::client::Memory;
use crate::time::Timestamp;

/// What redeeming a link takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Redemption {
    /// Nothing: this phone was enrolled by this very link.
    Done,
    /// Store `batch`, post the actor, then [`Phone::plan_redeemed`].
    Post {
        /// What is posted.
        enrolling: Enrolling,
        /// What to store first.
        batch: Batch,
    },
}

impl Phone {
    /// Plans the redemption of a link. `kept` is the value of [`key::enrolling`]. Refused while
    /// something here is unreceipted.
    pub fn plan_redemption(
        &self,
        code: &str,
        kept: Option<&[u8]>,
        now: Timestamp,
        rng: &mut impl RngCore,
    ) -> Result<Redemption, Failure> {
        let kept: Option<Enrolling> = kept
            .and_then(from_bytes)
            .filter(|k: &Enrolling| k.code == code);
        if self.enrolment.is_some() && kept.as_ref().is_some_and(|k| k.redeemed) {
            return Ok(Redemption::Done);
        }
        self.plan_sign_out()?;
        let enrolling = kept.unwrap_or_else(|| Enrolling {
            code: code.to_owned(),
            actor: Actor::new(now, rng),
            redeemed: false,
        });
        let batch = vec![put_enrolling(&enrolling)];
        Ok(Redemption::Post { enrolling, batch })
    }

    /// What to store when the reply has come, and the phone to go on with. Refused when something
    /// was recorded here meanwhile, and for a link of the office.
    pub fn plan_redeemed(
        &self,
        enrolled: &Enrolled,
        enrolling: &Enrolling,
    ) -> Result<(Batch, Stored), Failure> {
        self.plan_sign_out()?;
        if enrolled.role != Role::Volunteer || enrolled.token.is_empty() {
            return Err(Failure::Link(LinkProblem::Unknown));
        }
        let (mut batch, stored) = Self::plan_enrolment(enrolled, enrolling.actor);
        batch.push(put_enrolling(&Enrolling {
            redeemed: true,
            ..enrolling.clone()
        }));
        Ok((batch, stored))
    }

    /// What to store when a link was redeemed. The device may have been enrolled before: what it
    /// holds of another commune is forgotten, which [`Self::plan_sign_out`] guards.
    pub fn plan_enrolment(enrolled: &Enrolled, actor: Actor) -> (Batch, Stored) {
        let enrolment = Enrolment {
            device: enrolled.device,
            token: enrolled.token.clone(),
            person_name: enrolled.person_name.clone(),
            commune: enrolled.commune.clone(),
            commune_name: enrolled.commune_name.clone(),
            synthetic: enrolled.synthetic,
            actor,
        };
        let memory = Memory::new(actor, &enrolled.commune);
        let mut batch = cleared();
        batch.push(Write::Put(
            Table::Meta,
            key::IDENTITY.to_owned(),
            to_bytes(&enrolment),
        ));
        batch.push(put_memory(&memory));
        let stored = Stored {
            enrolment: Some(to_bytes(&enrolment)),
            memory: Some(to_bytes(&memory)),
            ..Stored::default()
        };
        (batch, stored)
    }
}

/// What a refusal of an enrolment comes to. `code` is that of an `ErrorBody`; `None` when the reply
/// was none, so that something else than the server has answered.
pub fn failure_of_enrolment(status: u16, code: Option<&str>) -> Failure {
    match (status, code) {
        (_, Some("link_used")) => Failure::Link(LinkProblem::Used),
        (_, Some("link_expired")) => Failure::Link(LinkProblem::Expired),
        (_, Some("link_unknown")) => Failure::Link(LinkProblem::Unknown),
        (408 | 425 | 429, _) => Failure::Offline,
        (400..=499, Some(_)) => Failure::Link(LinkProblem::Unknown),
        _ => Failure::Offline,
    }
}

fn put_enrolling(enrolling: &Enrolling) -> Write {
    Write::Put(
        Table::Meta,
        key::enrolling(&enrolling.code),
        to_bytes(enrolling),
    )
}
