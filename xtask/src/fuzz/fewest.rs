//! Which of many inputs are kept: few that reach nearly all that the many reach.

use std::collections::BTreeSet;
use std::path::PathBuf;

use anyhow::{Context, Result};

/// The inputs of a target that are committed at most: every test run plays them.
const KEPT_MAX: usize = 100;
/// And their bytes.
const KEPT_BYTES_MAX: u32 = 150 << 10;
/// How many bytes a file counts for besides those in it.
const FILE_BYTES: u64 = 1_000;

/// An input, and libFuzzer's numbers for what it reaches.
#[derive(Debug, Clone)]
pub(super) struct Reaching {
    pub(super) file: PathBuf,
    bytes: u32,
    reached: Vec<u32>,
}

/// Reads libFuzzer's record of a merge: the number of files, a number that says nothing here, a name
/// a line; then `STARTED file bytes`, `FT file reached …` and other lines for each.
pub(super) fn read(record: &str) -> Result<Vec<Reaching>> {
    let mut lines = record.lines();
    let count: usize = lines.next().context("no record")?.parse()?;
    let names = lines.by_ref().skip(1).take(count);
    let mut inputs: Vec<Reaching> = names
        .map(|name| Reaching {
            file: name.into(),
            bytes: 0,
            reached: Vec::new(),
        })
        .collect();
    for line in lines {
        let mut words = line.split_ascii_whitespace();
        let (what, of) = (words.next(), words.next().context("no file's number")?);
        let input = inputs.get_mut(of.parse::<usize>()?).context("no file")?;
        let mut numbers = words.map(str::parse::<u32>);
        match what {
            Some("STARTED") => input.bytes = numbers.next().context("no size")??,
            Some("FT") => input.reached = numbers.collect::<Result<_, _>>()?,
            _ => {}
        }
    }
    Ok(inputs)
}

/// The inputs to keep besides those that are there anyway: always the next that reaches the most for
/// its length.
pub(super) fn fewest(anyway: &[Reaching], others: &[Reaching]) -> Vec<PathBuf> {
    let mut reached: BTreeSet<u32> = anyway.iter().flat_map(|i| &i.reached).copied().collect();
    let mut left = others.to_vec();
    let mut kept = Vec::new();
    let mut room = KEPT_BYTES_MAX;
    while kept.len() < KEPT_MAX {
        for input in &mut left {
            input.reached.retain(|number| !reached.contains(number));
        }
        left.retain(|input| !input.reached.is_empty() && input.bytes <= room);
        let Some((at, _)) = left.iter().enumerate().max_by_key(|(_, i)| i.worth()) else {
            break;
        };
        let next = left.remove(at);
        room -= next.bytes;
        reached.extend(next.reached);
        kept.push(next.file);
    }
    kept
}

impl Reaching {
    /// How much it reaches for its length.
    fn worth(&self) -> u64 {
        (self.reached.len() as u64) * 1_000_000 / (u64::from(self.bytes) + FILE_BYTES)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RECORD: &str = "5\n0\nseeds/a\nfound/b\nfound/c\nfound/d\nfound/e\n\
        STARTED 0 9\nFT 0 1 2\nCOV 0 7\nSTARTED 1 9\nFT 1 1 2\nCOV 1\nSTARTED 2 9\nFT 2 3 4\n\
        STARTED 3 8\nFT 3 2 3 4\nSTARTED 4 20\nFT 4 3 4 5\n";

    fn kept(anyway: &[Reaching], others: &[Reaching]) -> Vec<String> {
        let kept = fewest(anyway, others).into_iter();
        kept.map(|file| file.display().to_string()).collect()
    }

    #[test]
    fn what_reaches_the_most_is_kept_and_what_reaches_nothing_more_is_not() {
        let inputs = read(RECORD).expect("a record");
        assert_eq!(inputs.len(), 5);
        assert_eq!(kept(&inputs[..1], &inputs[1..]), ["found/e"]);
        assert_eq!(
            kept(&inputs[..1], &inputs[1..4]),
            ["found/d"],
            "the shorter"
        );
        assert_eq!(kept(&inputs, &[]), [""; 0]);
    }

    #[test]
    fn no_more_are_kept_than_a_test_run_can_play_and_a_repository_hold() {
        let kept = |bytes: u32| {
            let names = "file\n".repeat(200);
            let each = |n| format!("STARTED {n} {bytes}\nFT {n} {n}\n");
            let record = ["200\n0\n".to_owned(), names].into_iter();
            let record: String = record.chain((0..200).map(each)).collect();
            fewest(&[], &read(&record).expect("a record")).len()
        };
        assert_eq!(kept(1), KEPT_MAX);
        assert_eq!(kept(KEPT_BYTES_MAX / 4), 4);
    }

    #[test]
    fn what_is_no_record_is_none() {
        for wrong in ["", "x", "1\n0\na\nFT 1 1\n", "1\n0\na\nFT 0 x\n"] {
            assert!(read(wrong).is_err(), "{wrong:?}");
        }
    }
}
