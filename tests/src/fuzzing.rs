//! What is done with bytes of which nobody knows anything: one function a target, called by the
//! fuzzers in `fuzz/` and, with the inputs they have found, by `tests/fuzzed.rs`. A function panics
//! where something does not hold.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

mod base;
mod change;
mod document;
mod escape;
mod frame;
pub mod mutation;
mod request;
mod spreadsheet;
mod worksheet;

/// One kind of bytes from outside.
#[derive(Clone, Copy)]
pub struct Target {
    /// Its name, also of its program and its folder.
    pub name: &'static str,
    /// What to begin with: honest inputs, and attacks that are known.
    pub seeds: fn() -> Vec<Vec<u8>>,
    play: fn(&[u8]),
}

/// All of them.
pub const TARGETS: [Target; 7] = [
    Target {
        name: "request",
        seeds: request::seeds,
        play: request::play,
    },
    Target {
        name: "change",
        seeds: change::seeds,
        play: change::play,
    },
    Target {
        name: "document",
        seeds: document::seeds,
        play: document::play,
    },
    Target {
        name: "frame",
        seeds: frame::seeds,
        play: frame::play,
    },
    Target {
        name: "spreadsheet",
        seeds: spreadsheet::seeds,
        play: spreadsheet::play,
    },
    Target {
        name: "worksheet",
        seeds: worksheet::seeds,
        play: worksheet::play,
    },
    Target {
        name: "escape",
        seeds: escape::seeds,
        play: escape::play,
    },
];

thread_local! {
    static LAST_PANIC: RefCell<String> = const { RefCell::new(String::new()) };
}

impl Target {
    /// The target of this name.
    pub fn named(name: &str) -> Self {
        let mut targets = TARGETS.into_iter();
        targets
            .find(|target| target.name == name)
            .unwrap_or_else(|| panic!("there is no target {name:?}"))
    }

    /// Plays an input.
    ///
    /// # Errors
    /// With what did not hold, and where.
    pub fn play(self, input: &[u8]) -> Result<(), String> {
        catch_unwind(AssertUnwindSafe(|| (self.play)(input)))
            .map_err(|_| LAST_PANIC.with(RefCell::take))
    }

    /// Where the inputs are kept that the fuzzer has found.
    pub fn corpus(self) -> PathBuf {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent();
        let corpus = root.unwrap_or(Path::new(".")).join("fuzz/corpus");
        corpus.join(self.name)
    }
}

/// What is small and unfolds to a mountain, for tests of the routes.
pub mod bombs {
    use super::{base, change, escape, worksheet};

    /// Whole changes.
    pub fn changes() -> Vec<Vec<u8>> {
        let contents = change::bombs();
        contents
            .iter()
            .map(|bomb| base::chunk(&bomb[1..]))
            .collect()
    }

    /// A workbook that is sound but for this worksheet and these shared texts.
    pub fn workbook(sheet: &[u8], texts: &[u8]) -> Vec<u8> {
        worksheet::workbook(sheet, texts)
    }

    /// What may be sealed: so many requests of no bytes, in one byte each.
    pub fn requests(count: u32) -> Vec<u8> {
        escape::many_requests(count)
    }
}

/// From now on a panic is held back, for whoever catches it to say: decoders that panic are caught
/// where they are called, which is no failure.
pub fn hold_panics() {
    std::panic::set_hook(Box::new(|panic| {
        LAST_PANIC.with(|last| *last.borrow_mut() = panic.to_string());
    }));
}

/// Plays an input; when something does not hold, says so and ends the process, as fuzzers expect.
pub fn play_or_abort(name: &str, input: &[u8]) {
    if let Err(found) = Target::named(name).play(input) {
        eprintln!("{name}: {found}");
        std::process::abort();
    }
}

/// The checksum of frames and requests.
fn checksum(bytes: &[u8]) -> [u8; 4] {
    let [a, b, c, d, ..]: [u8; 32] = Sha256::digest(bytes).into();
    [a, b, c, d]
}
