//! What stands in the register of a row.

use std::collections::BTreeSet;

use chungtay_shared::row_seal::GONE;

use super::*;

fn account(left: Cell) -> Vec<Cell> {
    vec![
        (&[7; 16]).into(),
        "Đặng Thị Sáu".into(),
        "office".into(),
        Cell::Number(1_792_000_000_000),
        left,
    ]
}

#[test]
fn the_digest_of_a_row_is_what_the_document_says() {
    // Worked out by another program from docs/access-log.md.
    let (key, digest) = ACCOUNT.digested(&account(Cell::Null));
    assert_eq!(key, "07070707070707070707070707070707");
    assert_eq!(
        to_hex(&digest),
        "68e8572e2efb5f7d70e966d41a47008b80969d93b5bb345c1e93ee4eb2b17c45"
    );
    let (_, digest) = ACTOR.digested(&[(&[7; 16]).into(), (&[9; 16]).into()]);
    assert_eq!(
        to_hex(&digest),
        "924fad741fa4b05371daacb9ea7f7db3c3c0e31e9ef8147df3900dae84376f10"
    );
}

#[test]
fn rows_that_differ_have_another_digest_each() {
    let left = [
        Cell::Null,
        Cell::Number(0),
        Cell::Text(String::new()),
        Cell::Text("0".into()),
        Cell::Bytes(Vec::new()),
        Cell::Bytes(0_i64.to_be_bytes().to_vec()),
    ];
    let mut digests: BTreeSet<[u8; 32]> = left
        .iter()
        .map(|left| ACCOUNT.digested(&account(left.clone())).1)
        .collect();
    // The same values in another table, and the same letters parted elsewhere.
    digests.insert(INVITE.digested(&account(Cell::Null)).1);
    let mut parted = account(Cell::Null);
    (parted[1], parted[2]) = ("Đặng Thị Sá".into(), "uoffice".into());
    digests.insert(ACCOUNT.digested(&parted).1);
    assert_eq!(digests.len(), left.len() + 2);
    assert!(!digests.contains(&GONE));
}

#[test]
fn a_key_of_several_parts_has_a_stroke_between_them() {
    let row = ["own".into(), Cell::Number(3), "{}".into()];
    assert_eq!(WORDING.digested(&row).0, "own/3");
    let row = [(&[10; 16]).into(), (&[11; 16]).into(), Cell::Null];
    let (key, _) = RECOVERY_CODE.digested(&row);
    assert_eq!(key, format!("{}/{}", "0a".repeat(16), "0b".repeat(16)));
}
