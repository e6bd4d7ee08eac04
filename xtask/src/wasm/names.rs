//! wasm-bindgen ends the name of each import with sixteen digits of a hash, in the module and in its
//! bindings. They tell the imports apart and are the one thing in both that no compressor can make
//! smaller (2.5 KB of a phone's first screen); a number tells them apart as well.

use std::collections::BTreeSet;

/// Digits of the hash; a number with as many takes its place, so nothing in the module moves.
const DIGITS: usize = 16;

/// The bindings and the module with numbers instead of hashes.
pub(super) fn number(js: &str, wasm: &[u8]) -> (String, Vec<u8>) {
    let names: BTreeSet<&str> = identifiers(js).filter(|name| is_hashed(name)).collect();
    let numbered: Vec<(&str, String)> = names
        .into_iter()
        .enumerate()
        .map(|(n, name)| {
            (
                name,
                format!("{}{n:0DIGITS$x}", &name[..name.len() - DIGITS]),
            )
        })
        .collect();
    let (mut js, mut wasm) = (js.to_owned(), wasm.to_vec());
    for (name, new) in &numbered {
        js = js.replace(name, new);
        replace(&mut wasm, name.as_bytes(), new.as_bytes());
    }
    (js, wasm)
}

fn identifiers(js: &str) -> impl Iterator<Item = &str> {
    js.split(|c: char| !c.is_ascii_alphanumeric() && c != '_')
}

fn is_hashed(name: &str) -> bool {
    let hash = name.len().checked_sub(DIGITS).map(|at| name.split_at(at));
    hash.is_some_and(|(before, hash)| {
        let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        before.starts_with("__wbg_") && before.ends_with('_') && hash.bytes().all(is_digit)
    })
}

/// Writes `new`, which is as long, wherever `old` stands.
fn replace(bytes: &mut [u8], old: &[u8], new: &[u8]) {
    let mut at = 0;
    while let Some(found) = bytes[at..].windows(old.len()).position(|part| part == old) {
        bytes[at + found..at + found + old.len()].copy_from_slice(new);
        at += found + old.len();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imports_are_told_apart_by_numbers_in_both_and_all_else_stays() {
        let js = "const i = { __wbg_now_0123456789abcdef: () => now(), \
                  __wbg_now_fedcba9876543210: f, __wbg_get_imports: g, abcdef0123456789: h }";
        let wasm = b"\0asm__wbg_now_fedcba9876543210__wbg_now_0123456789abcdef\x01";
        let (js, wasm) = number(js, wasm);
        assert_eq!(
            js,
            "const i = { __wbg_now_0000000000000000: () => now(), \
             __wbg_now_0000000000000001: f, __wbg_get_imports: g, abcdef0123456789: h }"
        );
        assert_eq!(
            wasm,
            b"\0asm__wbg_now_0000000000000001__wbg_now_0000000000000000\x01"
        );
    }
}
