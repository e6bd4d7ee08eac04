#![no_main]

use chungtay_tests::fuzzing;

libfuzzer_sys::fuzz_target!(init: fuzzing::hold_panics(), |input: &[u8]| {
    fuzzing::play_or_abort("escape", input);
});
