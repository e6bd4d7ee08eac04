//! The phone's store worker: owns IndexedDB, the documents and the sync.
//!
//! A shell around the pure machine `chungtay_shared::phone::machine`: it reads what a plan needs,
//! writes the plan's batch in one strict transaction, and only then lets the machine take it over.
//! The screen talks to it by `chungtay_shared::phone::message` alone, as postcard bytes in a
//! `Uint8Array`.
//!
//! What the screen has to know besides those types:
//! - `Tell::Ready` comes once at the start, and again whenever everything that is stored was
//!   replaced behind the screen's back (another tab signed out, or this tab became the one that
//!   writes): then ask `Ask::Open` again.
//! - A panic ends the worker; the screen hears an `error` event and starts another. It starts that
//!   one with `#restarted` at the end of the worker's address: the worker then notes each document
//!   before it loads it, and one that kills it again is put aside at the next start.
//! - Several people may use one phone, one at a time (`chungtay_shared::phone::seats`): every tab goes on with
//!   whoever is chosen in one of them.
//! - Of several tabs one writes. In the others every write is answered by `Failure::OtherTab`,
//!   reads and tells go on as usual, and one of them takes over when the first is closed.

mod bridge;
mod device_key;
mod exchange;
mod platform;
mod press;
mod sealing;
mod seats;
mod signer;
mod storage;
mod tabs;
mod vault;
mod worker;

fn main() {
    platform::report_panics();
    worker::start();
}
