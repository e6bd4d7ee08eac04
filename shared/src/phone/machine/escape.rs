//! What is not receipted, made ready to be sealed into a file.

use rand_core::RngCore;

use super::Phone;
use crate::escape::{self, Contents, SealingKey};
use crate::id::to_hex;
use crate::phone::message::Failure;
use crate::time::Timestamp;

/// An escape file before the browser has sealed it.
#[derive(Debug, Clone)]
pub struct EscapePlan {
    /// What the file will be called; it names nobody.
    pub name: String,
    /// Records in it.
    pub records: u64,
    /// Whom it is sealed for.
    pub key: SealingKey,
    /// What stands before the sealed part, in the clear.
    pub header: Vec<u8>,
    /// What is to be sealed.
    pub contents: Vec<u8>,
}

impl Phone {
    /// Plans the file of everything that is not receipted. Nothing is written: the records stay as
    /// they are until the server's receipt.
    pub fn plan_escape(
        &self,
        now: Timestamp,
        rng: &mut impl RngCore,
    ) -> Result<EscapePlan, Failure> {
        let (Some(enrolment), Some(sync)) = (&self.enrolment, &self.sync) else {
            return Err(Failure::NotEnrolled);
        };
        let requests = sync.unreceipted_requests();
        let records = requests.iter().map(|r| r.pushed.len() as u64).sum();
        if records == 0 {
            return Err(Failure::NotFound);
        }
        let key = enrolment.sealing_key.ok_or(Failure::CannotSeal)?;
        let mut file = [0; 16];
        rng.fill_bytes(&mut file);
        let day = now.local_date().to_string().replace('-', "");
        let contents = Contents {
            token: enrolment.token.clone(),
            made_at: now,
            requests,
        };
        Ok(EscapePlan {
            name: format!("chungtay-{day}-{}.txt", to_hex(&file[..3])),
            records,
            key,
            header: escape::header(&key, file),
            contents: contents.to_bytes(),
        })
    }
}
