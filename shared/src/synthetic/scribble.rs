//! Invented finger signatures: loops from left to right, sometimes with a line beneath.

use rand_core::RngCore;

use super::chance::{between, chance};
use crate::signature::Signature;

/// A sine in sixty-fourths over sixteen steps: whole numbers are the same on every machine.
const SINE: [i32; 16] = [
    0, 24, 45, 59, 64, 59, 45, 24, 0, -24, -45, -59, -64, -59, -45, -24,
];
const STEPS: i32 = 16;

/// A signature of 40 to 110 points.
pub(super) fn signature(rng: &mut impl RngCore) -> Signature {
    let loops = between(rng, 2, 5);
    let mut strokes = vec![looped_stroke(rng, loops)];
    if chance(rng, 60) {
        strokes.push(line_beneath(rng));
    }
    if chance(rng, 30) {
        strokes.push(tone_mark(rng));
    }
    Signature { strokes }
}

fn looped_stroke(rng: &mut impl RngCore, loops: i32) -> Vec<(u8, u8)> {
    let (left, middle) = (between(rng, 30, 55), between(rng, 105, 145));
    let advance = (200 - left) / loops;
    let mut points = Vec::new();
    for turn in 0..loops {
        // The first letter is the tall one.
        let height = if turn == 0 {
            between(rng, 55, 85)
        } else {
            between(rng, 18, 50)
        };
        let width = between(rng, 12, 26);
        for step in 0..STEPS {
            let along = left + turn * advance + step * advance / STEPS;
            points.push(point(
                along + width * sine(step + STEPS / 4) / 64 + between(rng, -1, 1),
                middle - height * sine(step) / 64 + between(rng, -1, 1),
            ));
        }
    }
    points
}

fn line_beneath(rng: &mut impl RngCore) -> Vec<(u8, u8)> {
    let (left, right) = (between(rng, 30, 70), between(rng, 170, 225));
    let (first, last) = (between(rng, 190, 215), between(rng, 175, 215));
    (0..=8)
        .map(|i| {
            point(
                left + (right - left) * i / 8,
                first + (last - first) * i / 8 + between(rng, -2, 2),
            )
        })
        .collect()
}

fn tone_mark(rng: &mut impl RngCore) -> Vec<(u8, u8)> {
    let (x, y) = (between(rng, 90, 180), between(rng, 30, 55));
    vec![point(x, y), point(x + 5, y - 4), point(x + 11, y - 9)]
}

fn sine(step: i32) -> i32 {
    let index = usize::try_from(step.rem_euclid(STEPS)).unwrap_or(0);
    SINE[index]
}

fn point(x: i32, y: i32) -> (u8, u8) {
    let clamped = |v: i32| u8::try_from(v.clamp(0, 255)).unwrap_or(u8::MAX);
    (clamped(x), clamped(y))
}
