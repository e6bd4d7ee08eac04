//! The chain of the access log, row by row.

use super::*;

const COMMUNE: &str = "99001";

fn person(of: u8) -> By {
    By::Person(
        AccountId::from_bytes([of; 16]),
        DeviceId::from_bytes([of + 1; 16]),
    )
}

/// A chain of so many rows.
fn chain(rows: u64) -> Vec<Sealed> {
    let mut head = Head::default();
    let mut sealed = Vec::new();
    for n in 0..rows {
        let act = Act::ALL[usize::try_from(n).unwrap() % Act::ALL.len()];
        let at = Timestamp::from_ms(1_000 * i64::try_from(n).unwrap());
        let row = head.seal(COMMUNE, at, person(1), act, "abc");
        head.follow(&row).unwrap();
        sealed.push(row);
    }
    sealed
}

/// Follows a chain to its end, or to where it is broken.
fn follow(rows: &[Sealed]) -> Result<Head, u64> {
    let mut head = Head::default();
    rows.iter().try_for_each(|row| head.follow(row))?;
    Ok(head)
}

#[test]
fn a_chain_that_nobody_touched_is_whole() {
    let rows = chain(100);
    let head = follow(&rows).unwrap();
    assert_eq!((head.n, head.hash), (100, rows[99].hash));
    assert_eq!(follow(&[]), Ok(Head::default()));
}

#[test]
fn whatever_is_altered_of_a_row_is_found_at_that_row() {
    let alterations: [fn(&mut Sealed); 9] = [
        |row| row.entry.commune = "99002".to_owned(),
        |row| row.entry.n += 1,
        |row| row.entry.at = row.entry.at.plus_ms(1),
        |row| row.entry.by = person(3),
        |row| row.entry.by = By::Program(ToolId::from_bytes([2; 16])),
        |row| row.entry.act = Act::SawFund.code().to_owned(),
        |row| row.entry.about.clear(),
        // The same letters, parted elsewhere.
        |row| {
            let letter = row.entry.act.pop().unwrap();
            row.entry.about.insert(0, letter);
        },
        |row| row.hash[31] ^= 1,
    ];
    for alter in alterations {
        let mut rows = chain(9);
        alter(&mut rows[4]);
        assert_eq!(follow(&rows), Err(5));
    }
}

#[test]
fn a_row_that_is_removed_moved_or_put_in_between_is_found() {
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
fn the_form_of_a_row_is_what_the_document_says() {
    let row = Head::default().seal(
        COMMUNE,
        Timestamp::from_ms(1_792_000_000_000),
        person(1),
        Act::SawHousehold,
        "07070707070707070707070707070707",
    );
    // Worked out by another program from docs/access-log.md.
    assert_eq!(
        crate::id::to_hex(&row.hash),
        "4ba8f6c1699f3aefee0ade0ff05fe008fab0288a839927bb9f5f4464687b3008"
    );
}

#[test]
fn nothing_that_a_person_types_may_stand_in_a_row() {
    for about in ["", "households", "0a1b", "visit-list"] {
        assert!(is_code(about), "{about}");
    }
    let long = "a".repeat(65);
    for about in ["Đặng", "Nguyễn Văn A", "a b", "A", "x@y", long.as_str()] {
        assert!(!is_code(about), "{about}");
    }
}

#[test]
fn each_act_is_of_a_kind_and_each_kind_has_acts() {
    for group in ActGroup::ALL {
        assert!(Act::ALL.iter().any(|act| act.group() == *group));
    }
    assert!(Act::ALL.iter().all(|act| is_code(act.code())));
}
