//! Requests and frames survive their bytes, and nothing else is taken for them.

use super::*;

fn request() -> Request {
    Request {
        protocol: PROTOCOL,
        actor: Actor::from_bytes([7; 16]),
        epoch: None,
        made: 1,
        people_version: 0,
        cursors: vec![Cursor::start("99001")],
        pushed: vec![Pushed {
            n: 1,
            commune: "99001".into(),
            doc: DocId::from_bytes([1; 16]),
            kind: Kind::Household,
            change: vec![1, 2, 3],
        }],
        wanted: Vec::new(),
        short: false,
        clock_off_s: 0,
        key_wanted: false,
    }
}

#[test]
fn a_request_survives_its_bytes_and_every_cut_of_it_is_refused() {
    let bytes = request().to_bytes();
    assert_eq!(Request::from_bytes(&bytes), Ok(request()));
    for end in 0..bytes.len() {
        assert!(Request::from_bytes(&bytes[..end]).is_err(), "cut at {end}");
    }
    let longer = [bytes.as_slice(), &[0]].concat();
    assert_eq!(Request::from_bytes(&longer), Err(WireError::Damaged));
}

#[test]
fn a_phone_of_an_earlier_version_is_read_and_gets_all_plain() {
    let earlier = Request {
        short: false,
        clock_off_s: 0,
        key_wanted: false,
        ..request()
    };
    let bytes = earlier.to_bytes();
    let body = &bytes[..bytes.len() - CHECKSUM_BYTES];
    // An array of ten, of which it knew eight.
    let (known, unknown) = body.split_at(body.len() - 2);
    assert_eq!((body[0], unknown), (0x8a, [0xf4, 0x00].as_slice()));
    let eight = [&[0x88], &known[1..]].concat();
    let bytes = [eight.as_slice(), &checksum(&eight)].concat();
    assert_eq!(Request::from_bytes(&bytes), Ok(earlier));
}

#[test]
fn a_stranger_protocol_is_named_and_too_much_is_refused() {
    let stranger = Request {
        protocol: 9,
        ..request()
    };
    assert_eq!(
        Request::from_bytes(&stranger.to_bytes()),
        Err(WireError::Protocol(9))
    );
    let one = request().pushed.remove(0);
    let many = Request {
        pushed: vec![one; CHANGES_PER_REQUEST_MAX + 1],
        ..request()
    };
    assert_eq!(
        Request::from_bytes(&many.to_bytes()),
        Err(WireError::OverLimit("CHANGES_PER_REQUEST_MAX"))
    );
}

#[test]
fn frames_are_found_however_the_network_cuts_them() {
    let page = Frame::Page(Page {
        cursor: Cursor::start("99001"),
        docs: Vec::new(),
        erased: vec![DocId::from_bytes([7; 16])],
    });
    let bytes = [page.to_bytes(), Frame::End.to_bytes()].concat();
    for cut in 0..bytes.len() {
        let mut reader = FrameReader::default();
        let mut frames = Vec::new();
        for part in [&bytes[..cut], &bytes[cut..]] {
            reader.push(part);
            while let Some(frame) = reader.next_frame().unwrap() {
                frames.push(frame);
            }
        }
        assert_eq!(frames, [page.clone(), Frame::End]);
    }
}

#[test]
fn a_frame_that_claims_a_gigabyte_is_refused_at_its_length() {
    let mut reader = FrameReader::default();
    reader.push(&[0x40, 0, 0, 0]);
    assert!(reader.next_frame().is_err());
}

#[test]
fn a_flipped_bit_is_found_wherever_it_is() {
    let bytes = request().to_bytes();
    for bit in 0..bytes.len() * 8 {
        let mut flipped = bytes.clone();
        flipped[bit / 8] ^= 1 << (bit % 8);
        assert!(Request::from_bytes(&flipped).is_err(), "bit {bit}");
    }
    let page = Frame::Page(Page {
        cursor: Cursor::start("99001"),
        docs: Vec::new(),
        erased: vec![DocId::from_bytes([7; 16])],
    });
    let bytes = page.to_bytes();
    for bit in 0..bytes.len() * 8 {
        let mut flipped = bytes.clone();
        flipped[bit / 8] ^= 1 << (bit % 8);
        let mut reader = FrameReader::default();
        reader.push(&flipped);
        let read = reader.next_frame();
        // A longer length waits for bytes that do not come.
        assert!(!matches!(read, Ok(Some(_))), "bit {bit}: {read:?}");
    }
}
