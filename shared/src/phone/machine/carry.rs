//! Carrying colleagues' escape files: kept durably, passed on when the server is reached, dropped
//! only once it has taken them or when a person gives up one that it refuses.

use sha2::{Digest as _, Sha256};

use super::Phone;
use crate::escape;
use crate::id::to_hex;
use crate::limits::CARRIED_FILES_MAX;
use crate::phone::carrying::{CarriedFile, Carrying};
use crate::phone::message::{Ask, Failure, Tell};
use crate::phone::storage::{Batch, Table, Write, key, to_bytes};
use crate::time::Timestamp;

const ID_BYTES: usize = 8;

/// A change of what is carried: write `batch`, then hand it to [`Phone::handle_carrying`].
#[derive(Debug, Clone)]
pub struct CarryPlan {
    /// One transaction.
    pub batch: Batch,
    carrying: Carrying,
}

/// What the server said to a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PassedOn {
    /// It has it.
    Taken,
    /// It will not take it, for the reason with this code.
    Refused(String),
}

impl PassedOn {
    /// What a reply comes to; `None` when it says nothing of the file. `code` is that of an
    /// `ErrorBody`; without one, something else than the server has answered.
    pub fn of_reply(status: u16, code: Option<&str>) -> Option<Self> {
        match (status, code) {
            (200, _) => Some(Self::Taken),
            // This phone is not let in, or is to wait: the file is as good as before.
            (401 | 403 | 408 | 425 | 429, _) => None,
            (400..=499, Some(code)) => Some(Self::Refused(code.to_owned())),
            _ => None,
        }
    }
}

impl Phone {
    /// Plans [`Ask::Carry`] or [`Ask::GiveUpCarried`]. A file that is carried already is carried on,
    /// and offered to the server again; only one that the server has refused is given up.
    pub fn plan_carry(&self, ask: Ask, now: Timestamp) -> Result<CarryPlan, Failure> {
        if self.enrolment.is_none() {
            return Err(Failure::NotEnrolled);
        }
        let mut carrying = self.carrying.clone();
        let files = &mut carrying.files;
        let before = files.len();
        let write = if let Ask::Carry { file } = ask {
            escape::base64_in(&file).map_err(|_| Failure::NotAFile)?;
            let id = to_hex(&Sha256::digest(&file)[..ID_BYTES]);
            files.retain(|carried| carried.id != id);
            if files.len() >= CARRIED_FILES_MAX {
                return Err(Failure::Carrying(before as u64));
            }
            let write = Write::Put(Table::Meta, key::carried(&id), file);
            files.push(CarriedFile {
                id,
                taken_at: now,
                refused: None,
            });
            write
        } else if let Ask::GiveUpCarried { id } = ask {
            files.retain(|file| file.id != id || file.refused.is_none());
            if files.len() == before {
                return Err(Failure::NotFound);
            }
            dropped(&id)
        } else {
            return Err(Failure::NotFound);
        };
        Ok(CarryPlan::new(carrying, Some(write)))
    }

    /// The file that is to be passed on next.
    pub fn next_to_pass_on(&self) -> Option<&str> {
        let waits = |file: &&CarriedFile| file.refused.is_none();
        let next = self.carrying.files.iter().find(waits);
        next.map(|file| file.id.as_str())
    }

    /// Plans what the server's answer to a file comes to.
    pub fn plan_passed_on(&self, id: &str, answer: PassedOn) -> CarryPlan {
        let mut carrying = self.carrying.clone();
        match answer {
            PassedOn::Taken => {
                let before = carrying.files.len();
                carrying.files.retain(|file| file.id != id);
                carrying.passed_on += (before - carrying.files.len()) as u64;
                CarryPlan::new(carrying, Some(dropped(id)))
            }
            PassedOn::Refused(code) => {
                for file in carrying.files.iter_mut().filter(|file| file.id == id) {
                    file.refused = Some(code.clone());
                }
                CarryPlan::new(carrying, None)
            }
        }
    }

    /// A plan is durable: what to tell the screen.
    pub fn handle_carrying(&mut self, plan: CarryPlan) -> Tell {
        self.carrying = plan.carrying;
        Tell::Carrying(self.carrying.clone())
    }
}

impl CarryPlan {
    fn new(carrying: Carrying, file: Option<Write>) -> Self {
        let list = Write::Put(Table::Meta, key::CARRYING.to_owned(), to_bytes(&carrying));
        let batch = std::iter::once(list).chain(file).collect();
        Self { batch, carrying }
    }
}

fn dropped(id: &str) -> Write {
    Write::Delete(Table::Meta, key::carried(id))
}
