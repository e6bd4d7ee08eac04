//! Inputs made of other inputs, for where no fuzzer is at hand.

use rand_chacha::ChaCha8Rng;
use rand_core::RngCore as _;

use crate::ward::network::below;

/// Numbers at the edges of their ranges.
const EDGES: [u8; 8] = [0, 1, 0x3f, 0x40, 0x7f, 0x80, 0xfe, 0xff];

/// An input a few steps away from one of these.
pub fn mutated(inputs: &[Vec<u8>], rng: &mut ChaCha8Rng) -> Vec<u8> {
    let any = |rng: &mut ChaCha8Rng| &inputs[below(rng, inputs.len())];
    let mut input = any(rng).clone();
    for _ in 0..=below(rng, 4) {
        let at = below(rng, input.len());
        let length = below(rng, 16.min(input.len() - at) + 1);
        match below(rng, 6) {
            0 => change(&mut input, at, |byte| byte ^ (1 << (rng.next_u32() % 8))),
            1 => {
                let edge = EDGES[below(rng, EDGES.len())];
                change(&mut input, at, |_| edge);
            }
            2 => change(&mut input, at, |_| rng.next_u32().to_le_bytes()[0]),
            3 => drop(input.drain(at..at + length)),
            4 => {
                let again = input[at..at + length].to_vec();
                input.splice(at..at, again);
            }
            _ => {
                let other = any(rng);
                let from = below(rng, other.len());
                input.truncate(at);
                input.extend_from_slice(&other[from..]);
            }
        }
    }
    input
}

fn change(input: &mut [u8], at: usize, to: impl FnOnce(u8) -> u8) {
    if let Some(byte) = input.get_mut(at) {
        *byte = to(*byte);
    }
}
