//! A plan that fails, made smaller while it still breaks the same rule.

use super::operation::Operation;
use super::plan::Plan;
use super::run::play;
use crate::database::Kind;

/// Runs a shrinking may take: a person waits for it.
const RUNS_MAX: usize = 400;

/// The plan without what it does not need to break the rule.
pub fn shrink(plan: &Plan, kind: Kind, invariant: &str) -> Plan {
    let mut runs = 0;
    let quiet = std::panic::take_hook();
    // What panics is tried again and again: once in the log is enough.
    std::panic::set_hook(Box::new(|_| {}));
    let operations = minimal(plan.operations.clone(), |operations| {
        runs += 1;
        let tried = Plan {
            operations: operations.to_vec(),
            ..plan.clone()
        };
        runs <= RUNS_MAX && play(&tried, kind).is_err_and(|v| v.invariant == invariant)
    });
    std::panic::set_hook(quiet);
    Plan {
        operations,
        ..plan.clone()
    }
}

/// Drops chunks, half of it first, then smaller ones, while `fails` says it still fails.
fn minimal(
    mut kept: Vec<Operation>,
    mut fails: impl FnMut(&[Operation]) -> bool,
) -> Vec<Operation> {
    let mut size = kept.len().div_ceil(2).max(1);
    loop {
        let mut at = 0;
        let before = kept.len();
        while at < kept.len() {
            let end = (at + size).min(kept.len());
            let without = [&kept[..at], &kept[end..]].concat();
            if fails(&without) {
                kept = without;
            } else {
                at = end;
            }
        }
        if size == 1 && kept.len() == before {
            return kept;
        }
        size = (size / 2).max(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_hundred_operations_the_two_that_matter_are_left() {
        let plan: Vec<Operation> = (0..100)
            .map(|phone| Operation::PhoneDies { phone })
            .collect();
        let wanted = [
            Operation::PhoneDies { phone: 13 },
            Operation::PhoneDies { phone: 77 },
        ];
        let left = minimal(plan, |kept| wanted.iter().all(|w| kept.contains(w)));
        assert_eq!(left, wanted);
    }
}
