//! Opening a link, as the store worker does.

use chungtay_server::error::ApiError;
use chungtay_shared::api::Enrolled;
use chungtay_shared::phone::machine::{Phone, Redemption, failure_of_enrolment};
use chungtay_shared::phone::message::{Failure, LinkProblem};
use chungtay_shared::phone::storage::{Table, key};
use chungtay_shared::time::Timestamp;
use rand_chacha::ChaCha8Rng;

use super::SimPhone;
use crate::ward::server::{SimServer, code_of};

impl SimPhone {
    /// Opens a link: the phone comes back with its records, or begins anew as another person's.
    /// `None` when it was opened here before.
    ///
    /// # Errors
    /// When the link cannot be used, or something here is not receipted and would be lost.
    pub fn open_link(
        &mut self,
        server: &SimServer,
        link: &str,
        rng: &mut ChaCha8Rng,
        now: Timestamp,
    ) -> Result<Option<Enrolled>, Failure> {
        let code = code_of(link);
        let kept = self.disk.get(Table::Meta, &key::enrolling(&code));
        let as_it_is = self
            .phone
            .plan_redemption(&code, kept.as_deref(), now, rng)?;
        match self.redeem(server, as_it_is) {
            Err(Failure::Link(LinkProblem::OtherPerson)) => {
                let as_new = self.phone.plan_other_person(&code, now, rng)?;
                self.redeem(server, as_new)
            }
            other => other,
        }
    }

    fn redeem(
        &mut self,
        server: &SimServer,
        redemption: Redemption,
    ) -> Result<Option<Enrolled>, Failure> {
        let Redemption::Post {
            enrolling,
            returning,
            batch,
        } = redemption
        else {
            return Ok(None);
        };
        self.disk.commit(batch)?;
        let enrolled = server
            .enrol(enrolling.code.clone(), enrolling.actor, returning)
            .map_err(|error: ApiError| {
                let (status, code) = error.status_and_code();
                failure_of_enrolment(status.as_u16(), Some(code))
            })?;
        let batch = self.phone.plan_redeemed(&enrolled, &enrolling)?;
        self.disk.commit(batch)?;
        self.phone = Phone::restore(&self.disk.stored());
        Ok(Some(enrolled))
    }
}
