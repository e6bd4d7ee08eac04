//! Redeeming an enrolment link so that a lost reply costs nothing: the actor is kept before it is
//! posted, and the server takes the same actor's second redemption for a repetition.

use std::iter;

use rand_core::RngCore;

use super::{Phone, cleared, outbox};
use crate::api::{Enrolled, Owner, Role};
use crate::escape::SealingKey;
use crate::id::Actor;
use crate::phone::message::{Failure, LinkProblem, Phase, Refused};
use crate::phone::recovery::Recovery;
use crate::phone::row_pages;
use crate::phone::storage::{
    Batch, Enrolling, Enrolment, Stored, Table, Write, from_bytes, key, put_memory, to_bytes,
};
use crate::sync::client::Memory;
use crate::time::Timestamp;
use crate::vault::Key;

/// What redeeming a link takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Redemption {
    /// Nothing: this phone was enrolled by this very link.
    Done,
    /// Store `batch`, post the actor, then [`Phone::plan_redeemed`].
    Post {
        /// What is posted.
        enrolling: Enrolling,
        /// Whose records are here and go on with it.
        returning: Option<Owner>,
        /// What to store first.
        batch: Batch,
    },
}

impl Phone {
    /// What the server is to keep this phone's data key for, sealed for the key that comes with it; none
    /// where the phone was enrolled before there was one.
    pub fn recovery(&self, data_key: &Key) -> Option<(SealingKey, Recovery)> {
        let enrolment = self.enrolment.as_ref()?;
        let recovery = Recovery {
            actor: enrolment.actor,
            owner: Owner {
                commune: enrolment.commune.clone(),
                person_name: enrolment.person_name.clone(),
            },
            key: data_key.clone(),
        };
        Some((enrolment.sealing_key?, recovery))
    }

    /// Plans the redemption of a link. `kept` is the value of [`key::enrolling`].
    ///
    /// A phone that was enrolled before comes back with the actor it has, and with all its records:
    /// the server lets it if the link is for the same person. Else it says so, see
    /// [`Self::plan_other_person`].
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
        // A phone that was locked is not enrolled, whatever it was: what the link is worth to it now,
        // the server says.
        let is_locked = self.status().phase == Phase::Refused(Refused::Revoked);
        let was_redeemed = kept.as_ref().is_some_and(|k| k.redeemed);
        if self.enrolment.is_some() && was_redeemed && !is_locked {
            return Ok(Redemption::Done);
        }
        let actor = match (&kept, &self.enrolment) {
            (Some(kept), _) => kept.actor,
            (None, Some(enrolment)) => enrolment.actor,
            (None, None) => Actor::new(now, rng),
        };
        self.redemption(code, actor)
    }

    /// Plans to redeem a link that the server says is for another person than this phone's: as a
    /// new phone, refused while something here is unreceipted.
    pub fn plan_other_person(
        &self,
        code: &str,
        now: Timestamp,
        rng: &mut impl RngCore,
    ) -> Result<Redemption, Failure> {
        self.redemption(code, Actor::new(now, rng))
    }

    fn redemption(&self, code: &str, actor: Actor) -> Result<Redemption, Failure> {
        let coming_back = self.enrolment.as_ref().filter(|e| e.actor == actor);
        if coming_back.is_none() {
            self.plan_sign_out()?;
        }
        let enrolling = Enrolling {
            code: code.to_owned(),
            actor,
            redeemed: false,
        };
        Ok(Redemption::Post {
            returning: coming_back.map(|enrolment| Owner {
                commune: enrolment.commune.clone(),
                person_name: enrolment.person_name.clone(),
            }),
            batch: vec![put_enrolling(&enrolling)],
            enrolling,
        })
    }

    /// What to store when the reply has come; then read everything and restore. Refused for a link
    /// of the office, and when a new phone would begin over something that was recorded meanwhile.
    pub fn plan_redeemed(
        &self,
        enrolled: &Enrolled,
        enrolling: &Enrolling,
    ) -> Result<Batch, Failure> {
        if enrolled.role != Role::Volunteer || enrolled.token.is_empty() {
            return Err(Failure::Link(LinkProblem::Unknown));
        }
        let comes_back = self
            .enrolment
            .as_ref()
            .is_some_and(|e| e.actor == enrolling.actor);
        let mut batch = if comes_back {
            let identity = put_enrolment(&enrolment(enrolled, enrolling.actor));
            // The outbox goes with the token of before.
            iter::once(identity).chain(outbox::dropped()).collect()
        } else {
            self.plan_sign_out()?;
            Self::plan_enrolment(enrolled, enrolling.actor).0
        };
        batch.push(put_enrolling(&Enrolling {
            redeemed: true,
            ..enrolling.clone()
        }));
        Ok(batch)
    }

    /// What to store when a link was redeemed. The device may have been enrolled before: what it
    /// holds of another commune is forgotten, which [`Self::plan_sign_out`] guards.
    pub fn plan_enrolment(enrolled: &Enrolled, actor: Actor) -> (Batch, Stored) {
        let enrolment = enrolment(enrolled, actor);
        let memory = Memory::new(actor, &enrolled.commune);
        let mut batch = cleared();
        // No rows are of an older form than what comes from now on.
        let form = Write::Put(
            Table::Meta,
            key::ROW_FORM.to_owned(),
            row_pages::FORM.to_vec(),
        );
        batch.extend([form, put_enrolment(&enrolment)]);
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
        (_, Some("link_of_another")) => Failure::Link(LinkProblem::OtherPerson),
        (_, Some("link_full")) => Failure::Link(LinkProblem::Full),
        (_, Some("invalid")) => Failure::Link(LinkProblem::NameWanted),
        (_, Some("link_unknown")) => Failure::Link(LinkProblem::Unknown),
        (408 | 425 | 429, _) => Failure::Offline,
        (400..=499, Some(_)) => Failure::Link(LinkProblem::Unknown),
        _ => Failure::Offline,
    }
}

fn enrolment(enrolled: &Enrolled, actor: Actor) -> Enrolment {
    Enrolment {
        device: enrolled.device,
        token: enrolled.token.clone(),
        person_name: enrolled.person_name.clone(),
        commune: enrolled.commune.clone(),
        commune_name: enrolled.commune_name.clone(),
        synthetic: enrolled.synthetic,
        actor,
        sealing_key: Some(enrolled.sealing_key),
    }
}

pub(super) fn put_enrolment(enrolment: &Enrolment) -> Write {
    Write::Put(Table::Meta, key::IDENTITY.to_owned(), to_bytes(enrolment))
}

fn put_enrolling(enrolling: &Enrolling) -> Write {
    Write::Put(
        Table::Meta,
        key::enrolling(&enrolling.code),
        to_bytes(enrolling),
    )
}
