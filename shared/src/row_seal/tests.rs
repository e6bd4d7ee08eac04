//! The register of seals, line by line.

use super::*;

fn line(key: &str, digest: [u8; 32]) -> RowSeal {
    RowSeal {
        commune: "99001".into(),
        n: 0,
        what: "account".into(),
        key: key.into(),
        digest,
        altered: false,
    }
}

/// A chain of so many lines.
fn chain(lines: u8) -> Vec<SealedRow> {
    let mut head = Head::default();
    let mut sealed = Vec::new();
    for n in 0..lines {
        let row = SealedRow::behind(&head, line(&format!("{n:02x}"), [n; 32]));
        row.follow(&mut head).unwrap();
        sealed.push(row);
    }
    sealed
}

fn follow(lines: &[SealedRow]) -> Result<Head, u64> {
    let mut head = Head::default();
    lines.iter().try_for_each(|line| line.follow(&mut head))?;
    Ok(head)
}

#[test]
fn whatever_is_altered_of_a_line_is_found_at_that_line() {
    let whole = chain(9);
    assert_eq!(follow(&whole), Ok(whole[8].head()));
    let alterations: [fn(&mut SealedRow); 8] = [
        |row| row.seal.commune = "99002".into(),
        |row| row.seal.n += 1,
        |row| row.seal.what = "device".into(),
        |row| row.seal.key = "0a".into(),
        |row| row.seal.digest = GONE,
        |row| row.seal.altered = true,
        // The same letters, parted elsewhere.
        |row| {
            let letter = row.seal.what.pop().unwrap();
            row.seal.key.insert(0, letter);
        },
        |row| row.hash[31] ^= 1,
    ];
    for alter in alterations {
        let mut lines = chain(9);
        alter(&mut lines[4]);
        assert_eq!(follow(&lines), Err(5));
    }
}

#[test]
fn a_line_that_is_removed_moved_or_put_in_between_is_found() {
    let mut removed = chain(9);
    removed.remove(4);
    assert_eq!(follow(&removed), Err(5));
    let mut moved = chain(9);
    moved.swap(4, 5);
    assert_eq!(follow(&moved), Err(5));
    let mut doubled = chain(9);
    let again = doubled[4].clone();
    doubled.insert(5, again);
    assert_eq!(follow(&doubled), Err(6));
}

#[test]
fn the_form_of_a_line_is_what_the_document_says() {
    let row = SealedRow::behind(
        &Head::default(),
        line("07070707070707070707070707070707", [9; 32]),
    );
    assert_eq!(row.seal.n, 1);
    // Worked out by another program from docs/access-log.md.
    assert_eq!(
        crate::id::to_hex(&row.hash),
        "38df7705f1ae68a78e2d21fb30b85d0ad47dc970b0c735e6877e07a8d8eda0d7"
    );
}
