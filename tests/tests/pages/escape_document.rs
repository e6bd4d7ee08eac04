//! `docs/escape-file.md` is enough to write such a file from, so it must be true. Goal: the example
//! that the browser's code has sealed is opened by the server's.
//! Method: the fenced blocks of the page.

use std::path::Path;

use chungtay_server::escape::open;
use chungtay_server::sealing::{Seed, public_key};
use chungtay_shared::escape::{Contents, header};
use chungtay_shared::id::{from_hex, to_hex};

fn page() -> String {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/escape-file.md");
    std::fs::read_to_string(page).unwrap()
}

fn block(fence: &str) -> String {
    let page = page();
    let (_, rest) = page.split_once(&format!("```{fence}\n")).unwrap();
    rest.split_once("```").unwrap().0.to_owned()
}

fn hex(name: &str) -> Vec<u8> {
    let digits = block(&format!("hex {name}"));
    from_hex(&digits.split_whitespace().collect::<String>()).unwrap()
}

#[test]
fn the_server_opens_what_the_browser_has_sealed() {
    let seed = Seed::try_from(hex("seed")).unwrap();
    let key = public_key(&seed);
    assert_eq!(to_hex(key.as_bytes()), to_hex(&hex("public-key")));
    assert_eq!(header(&key, [0xf1; 16]), hex("header"));
    let contents = Contents::from_bytes(&hex("contents")).unwrap();
    assert_eq!(contents.to_bytes(), hex("contents"));
    assert_eq!(
        open(&seed, block("text file").as_bytes()).unwrap(),
        contents
    );
    assert_eq!(contents.requests[0].pushed.len(), 1);
}
