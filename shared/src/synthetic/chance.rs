//! Choices by weight and by share from an injected generator.

use rand_core::RngCore;

/// A number below `end`; 0 when `end` is 0.
pub(super) fn below(rng: &mut impl RngCore, end: usize) -> usize {
    let product = u128::from(rng.next_u64()) * end as u128;
    usize::try_from(product >> 64).unwrap_or(0)
}

/// A number from `first` to `last`, both included.
pub(super) fn between(rng: &mut impl RngCore, first: i32, last: i32) -> i32 {
    let count = usize::try_from(i64::from(last) - i64::from(first) + 1).unwrap_or(1);
    first.saturating_add(i32::try_from(below(rng, count)).unwrap_or(0))
}

/// Yes, `percent` times in a hundred.
pub(super) fn chance(rng: &mut impl RngCore, percent: u32) -> bool {
    below(rng, 100) < percent as usize
}

/// One of the choices, all alike.
///
/// # Panics
/// When there is no choice.
pub(super) fn pick<T: Copy>(rng: &mut impl RngCore, choices: &[T]) -> T {
    choices[below(rng, choices.len())]
}

/// One of the choices, each as often as its weight says.
///
/// # Panics
/// When there is no choice.
pub(super) fn weighted<T: Copy>(rng: &mut impl RngCore, choices: &[(T, u32)]) -> T {
    let total: usize = choices.iter().map(|(_, weight)| *weight as usize).sum();
    let mut left = below(rng, total);
    for (choice, weight) in choices {
        match left.checked_sub(*weight as usize) {
            Some(rest) => left = rest,
            None => return *choice,
        }
    }
    choices[choices.len() - 1].0
}

/// Puts the items in any order.
pub(super) fn shuffle<T>(rng: &mut impl RngCore, items: &mut [T]) {
    for last in (1..items.len()).rev() {
        items.swap(last, below(rng, last + 1));
    }
}

/// `total` split over the choices as nearly as whole numbers can follow the weights.
pub(super) fn quotas<T: Copy>(total: usize, choices: &[(T, u32)]) -> Vec<T> {
    let weights: usize = choices.iter().map(|(_, weight)| *weight as usize).sum();
    let mut shared_out = Vec::with_capacity(total);
    let mut weight_so_far = 0;
    for (choice, weight) in choices {
        weight_so_far += *weight as usize;
        shared_out.resize(total * weight_so_far / weights, *choice);
    }
    shared_out
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand_chacha::ChaCha8Rng;
    use rand_core::SeedableRng;

    #[test]
    fn weights_and_quotas_are_kept() {
        let mut rng = ChaCha8Rng::seed_from_u64(7);
        let rare = (0..10_000)
            .filter(|_| weighted(&mut rng, &[("rare", 1), ("common", 9)]) == "rare")
            .count();
        assert!((900..1_100).contains(&rare), "{rare} of 10000");
        let shared_out = quotas(500, &[('p', 16), ('n', 28), ('d', 42), ('o', 14)]);
        let count = |c| shared_out.iter().filter(|x| **x == c).count();
        assert_eq!(
            [count('p'), count('n'), count('d'), count('o')],
            [80, 140, 210, 70]
        );
        assert_eq!(quotas(7, &[('a', 1), ('b', 1)]).len(), 7);
        for _ in 0..1_000 {
            assert!((3..=5).contains(&between(&mut rng, 3, 5)));
        }
        let mut order: Vec<usize> = (0..50).collect();
        shuffle(&mut rng, &mut order);
        assert_ne!(order, (0..50).collect::<Vec<_>>());
        order.sort_unstable();
        assert_eq!(order, (0..50).collect::<Vec<_>>());
    }
}
