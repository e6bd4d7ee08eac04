use proptest::prelude::*;

use super::*;
use crate::id::Actor;
use crate::limits::ESCAPE_REQUESTS_MAX;
use crate::sync::wire::{PROTOCOL, Request, WireError};
use crate::time::Timestamp;

const KEY: SealingKey = SealingKey::from_bytes([4; 65]);

fn request(actor: u8) -> Request {
    Request {
        protocol: PROTOCOL,
        actor: Actor::from_bytes([actor; 16]),
        epoch: None,
        made: 0,
        people_version: 0,
        cursors: Vec::new(),
        pushed: Vec::new(),
        wanted: Vec::new(),
        short: false,
        clock_off_s: 0,
        key_wanted: false,
    }
}

fn contents(requests: Vec<Request>) -> Contents {
    Contents {
        token: "0123".into(),
        made_at: Timestamp::from_ms(1_792_454_400_000),
        requests,
    }
}

fn file() -> Vec<u8> {
    let mut bytes = header(&KEY, [7; 16]);
    bytes.extend([2; 65]);
    bytes.extend(b"sealed");
    bytes
}

#[test]
fn a_file_is_taken_apart_as_it_was_put_together() {
    let bytes = file();
    let sealed = Sealed::from_bytes(&bytes, &KEY).unwrap();
    assert_eq!(sealed.header, header(&KEY, [7; 16]));
    assert_eq!(sealed.encapsulated, [2; 65]);
    assert_eq!(sealed.ciphertext, b"sealed");
}

#[test]
fn another_servers_file_a_newer_one_and_a_cut_one_are_told_apart() {
    let other = SealingKey::from_bytes([5; 65]);
    let refused = |bytes: &[u8]| Sealed::from_bytes(bytes, &other).unwrap_err();
    assert_eq!(refused(&file()), EscapeError::OtherServer);
    assert_eq!(refused(b"PNG"), EscapeError::NotOne);
    assert_eq!(refused(&file()[..40]), EscapeError::Damaged);
    let mut newer = file();
    newer[8] = 2;
    assert_eq!(refused(&newer), EscapeError::Version(2));
}

#[test]
fn words_around_the_marks_are_for_people() {
    let text = format!(
        "\u{feff}Xin chuyển tới văn phòng xã.\r\n{}",
        to_text("QUJD\nREVG\n")
    );
    assert_eq!(
        base64_in(text.as_bytes()).unwrap().trim_ascii(),
        b"QUJD\nREVG"
    );
    assert_eq!(base64_in("Thư mời".as_bytes()), Err(EscapeError::NotOne));
    let cut = &text.as_bytes()[..text.len() - 10];
    assert_eq!(base64_in(cut), Err(EscapeError::Damaged));
    let long = vec![b' '; ESCAPE_FILE_BYTES_MAX + 1];
    assert_eq!(base64_in(&long), Err(EscapeError::TooLong));
}

#[test]
fn what_is_sealed_is_of_one_phone_and_within_the_limits() {
    let good = contents(vec![request(1), request(1)]);
    assert_eq!(Contents::from_bytes(&good.to_bytes()), Ok(good));
    let refused = |requests| Contents::from_bytes(&contents(requests).to_bytes()).unwrap_err();
    let damaged = ContentsError::File(EscapeError::Damaged);
    assert_eq!(refused(vec![]), damaged);
    assert_eq!(refused(vec![request(1), request(2)]), damaged);
    let many = refused(vec![request(1); ESCAPE_REQUESTS_MAX + 1]);
    assert_eq!(many, WireError::OverLimit("ESCAPE_REQUESTS_MAX").into());
    let newer = Request {
        protocol: PROTOCOL + 1,
        ..request(1)
    };
    assert_eq!(
        refused(vec![newer]),
        WireError::Protocol(PROTOCOL + 1).into()
    );
}

#[test]
fn a_key_survives_its_text() {
    assert_eq!(String::from(KEY).parse(), Ok(KEY));
    assert_eq!("0102".parse::<SealingKey>(), Err(EscapeError::Damaged));
}

proptest! {
    #[test]
    fn rubbish_is_refused_and_harms_nobody(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(base64_in(&bytes).is_err());
        prop_assert!(Sealed::from_bytes(&bytes, &KEY).is_err());
        prop_assert!(Contents::from_bytes(&bytes).is_err());
    }
}
