//! The sync: one POST carries everything the phone has made since its last receipt and brings back
//! everything new in its communes. Both ends are pure state machines.
//!
//! A request is one [`wire::Request`]. The reply is a stream of [`wire::Frame`]s: a receipt that
//! answers every record by its number, then pages of documents, each page with the cursor the
//! phone holds once it has stored it, then the end. A stream that breaks off anywhere loses
//! nothing: what was receipted is receipted, what was paged is kept, the rest comes next time.

pub mod client;
pub mod gate;
pub mod proof;
pub mod sealed;
pub mod server;
pub mod short;
pub mod wire;
