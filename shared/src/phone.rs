//! The phone, without its browser: what the screen and the store worker say to each other
//! ([`message`]), and the machine in the worker that turns asks into document changes and one
//! transaction each (`machine`). [`device`] is what a phone is called,
//! [`carrying`] what it carries for others.

pub mod carrying;
pub mod device;
pub mod expiry;
pub mod lock;
pub mod message;
pub mod seats;

#[cfg(feature = "documents")]
pub mod machine;
#[cfg(feature = "documents")]
pub mod recovery;
#[cfg(feature = "documents")]
pub mod row_pages;
#[cfg(feature = "documents")]
pub mod storage;
