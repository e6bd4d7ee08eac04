//! Bytes of which nobody knows anything, without a fuzzer. Goal: nothing that comes from outside
//! panics, takes long or takes much memory, whatever it unfolds to. Method: every input that the
//! fuzzers in `fuzz/` have found, and some thousand mutations of them from a seed.

use std::fs;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use chungtay_tests::fuzzing::mutation::mutated;
use chungtay_tests::fuzzing::{Target, hold_panics};
use peak_alloc::PeakAlloc;
use rand_chacha::ChaCha8Rng;
use rand_core::SeedableRng as _;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// One at a time: the memory that is measured is the process's.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

const SEED: u64 = 20_261_117;
/// No input takes so long, even on a machine that does other things as well.
const PATIENCE: Duration = Duration::from_mins(1);
/// Bytes that one input may take at most: a server of 1 GB lives through a few at once.
const MEMORY_BYTES_MAX: usize = 200 << 20;

/// Plays what is known of a target and so many mutations of it.
fn play(name: &str, mutations: usize) {
    let _alone = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    hold_panics();
    let target = Target::named(name);
    let mut known = (target.seeds)();
    // A target whose fuzzer has found nothing yet has no folder.
    let files = fs::read_dir(target.corpus()).into_iter().flatten();
    let mut files: Vec<_> = files
        .map(|file| file.expect("a file of the corpus").path())
        .collect();
    // Folders are listed in another order on each machine; mutations are to be the same on all.
    files.sort();
    let corpus = files.iter().map(fs::read);
    known.extend(corpus.map(|input| input.expect("a file of the corpus")));
    for (n, input) in known.iter().enumerate() {
        watch(target, input, &format!("known input {n}"));
    }
    let mut rng = ChaCha8Rng::seed_from_u64(SEED);
    for n in 0..mutations {
        let input = mutated(&known, &mut rng);
        watch(target, &input, &format!("mutation {n} of seed {SEED}"));
    }
}

fn watch(target: Target, input: &[u8], which: &str) {
    MEMORY.reset_peak_usage();
    let (before, began) = (MEMORY.current_usage(), Instant::now());
    let played = target.play(input);
    let taken = MEMORY.peak_usage().saturating_sub(before);
    let fault = match played {
        Err(found) => found,
        Ok(()) if began.elapsed() > PATIENCE => format!("it took {:?}", began.elapsed()),
        Ok(()) if taken > MEMORY_BYTES_MAX => format!("it took {} MB", taken >> 20),
        Ok(()) => return,
    };
    // Kept as the fuzzer keeps its own: `cargo xtask fuzz` plays it first.
    let folder = target.corpus();
    let kept = folder.join(format!("failed-{SEED}"));
    let written = fs::create_dir_all(&folder).and_then(|()| fs::write(&kept, input));
    written.expect("room for the input");
    // The hook that prints a panic is held.
    eprintln!(
        "{}: {which}: {fault}\nkept as {}",
        target.name,
        kept.display()
    );
    panic!("{}: {which}: {fault}", target.name);
}

#[test]
fn a_request_is_read_within_its_limits_and_every_record_answered() {
    play("request", 1_500);
}

#[test]
fn a_change_that_the_gate_lets_in_leaves_a_document_that_works() {
    play("change", 3_000);
}

#[test]
fn a_change_that_puts_anything_anywhere_harms_no_reader() {
    play("document", 1_500);
}

#[test]
fn a_frame_or_a_short_form_says_the_same_when_it_is_written_again() {
    play("frame", 3_000);
}

#[test]
fn a_file_for_import_is_understood_or_refused() {
    play("spreadsheet", 200);
}

#[test]
fn a_worksheet_in_a_sound_workbook_is_understood_or_refused() {
    play("worksheet", 1_000);
}

#[test]
fn an_escape_file_is_opened_or_refused_and_says_the_same_when_it_is_written_again() {
    play("escape", 1_000);
}
