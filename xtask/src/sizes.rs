//! What a phone downloads, and the most that it may.

use std::collections::BTreeMap;
use std::fmt;

use anyhow::{Result, anyhow, ensure};

use crate::dist::Weight;
use crate::shell::Shell;

/// What may be fetched before the first screen, in bytes of brotli.
const FIRST_SCREEN_LIMIT_BYTES: usize = 257_000;

/// What a phone may fetch in all, in bytes of brotli.
const PHONE_LIMIT_BYTES: usize = 898_000;

/// The table that a build prints.
pub(crate) struct Sizes {
    first_screen: Part,
    store: Part,
    beside: Part,
    office: Part,
}

struct Part {
    title: &'static str,
    files: Vec<(String, Weight)>,
}

impl Sizes {
    /// Looks up the weight of every file of the shell.
    pub(crate) fn of(shell: &Shell, weights: &BTreeMap<String, Weight>) -> Result<Self> {
        let part = |title, paths: &[String]| {
            let files = paths.iter().map(|path| {
                let weight = weights
                    .get(path)
                    .ok_or_else(|| anyhow!("{path} was not written"))?;
                Ok((path.clone(), *weight))
            });
            Ok::<_, anyhow::Error>(Part {
                title,
                files: files.collect::<Result<_>>()?,
            })
        };
        Ok(Self {
            first_screen: part("before the first screen", &shell.first_screen)?,
            store: part("store worker", &shell.store)?,
            beside: part(
                "seldom pages, manifest, icons, service worker",
                &shell.beside,
            )?,
            office: part("office (not on a phone)", &shell.office)?,
        })
    }

    /// An error when a phone would download more than it may.
    pub(crate) fn check(&self) -> Result<()> {
        let (first, all) = (self.first_screen.on_the_wire(), self.phone_on_the_wire());
        ensure!(
            first <= FIRST_SCREEN_LIMIT_BYTES,
            "{first} bytes before the first screen, of {FIRST_SCREEN_LIMIT_BYTES} allowed"
        );
        ensure!(
            all <= PHONE_LIMIT_BYTES,
            "a phone downloads {all} bytes, of {PHONE_LIMIT_BYTES} allowed"
        );
        Ok(())
    }

    fn phone_on_the_wire(&self) -> usize {
        self.first_screen.on_the_wire() + self.store.on_the_wire() + self.beside.on_the_wire()
    }
}

impl fmt::Display for Sizes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "\n  {:<52}{:>12}{:>12}",
            "What a phone downloads", "raw", "brotli"
        )?;
        write!(f, "{}{}{}", self.first_screen, self.store, self.beside)?;
        total(
            f,
            "before the first screen",
            self.first_screen.on_the_wire(),
            FIRST_SCREEN_LIMIT_BYTES,
        )?;
        total(
            f,
            "a phone in all",
            self.phone_on_the_wire(),
            PHONE_LIMIT_BYTES,
        )?;
        write!(f, "{}", self.office)
    }
}

impl Part {
    fn on_the_wire(&self) -> usize {
        self.files
            .iter()
            .map(|(_, weight)| weight.on_the_wire)
            .sum()
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let identity: usize = self.files.iter().map(|(_, weight)| weight.identity).sum();
        writeln!(
            f,
            "  {:<52}{:>12}{:>12}",
            self.title,
            kb(identity),
            kb(self.on_the_wire())
        )?;
        for (path, weight) in &self.files {
            writeln!(
                f,
                "    {path:<50}{:>12}{:>12}",
                kb(weight.identity),
                kb(weight.on_the_wire)
            )?;
        }
        Ok(())
    }
}

fn total(f: &mut fmt::Formatter<'_>, title: &str, bytes: usize, limit_bytes: usize) -> fmt::Result {
    let verdict = if bytes <= limit_bytes {
        "within"
    } else {
        "OVER"
    };
    writeln!(
        f,
        "  = {title:<62}{:>12}   {verdict} {}",
        kb(bytes),
        kb(limit_bytes)
    )
}

/// Thousands of bytes with one decimal, rounded up: a limit is never met by rounding.
fn kb(bytes: usize) -> String {
    let tenths = bytes.div_ceil(100);
    format!("{}.{} KB", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn phone_of(first_screen: usize, store: usize) -> Sizes {
        let shell = Shell {
            first_screen: vec!["/phone.wasm".to_owned()],
            store: vec!["/store.wasm".to_owned()],
            beside: Vec::new(),
            office: Vec::new(),
        };
        let weight = |on_the_wire| Weight {
            identity: on_the_wire * 3,
            on_the_wire,
        };
        let weights = BTreeMap::from([
            ("/phone.wasm".to_owned(), weight(first_screen)),
            ("/store.wasm".to_owned(), weight(store)),
        ]);
        Sizes::of(&shell, &weights).unwrap()
    }

    #[test]
    fn a_phone_that_downloads_too_much_fails_the_build_chain() {
        let first = FIRST_SCREEN_LIMIT_BYTES;
        let rest = PHONE_LIMIT_BYTES - first;
        assert!(phone_of(first, rest).check().is_ok());
        assert!(phone_of(first + 1, 0).check().is_err());
        assert!(phone_of(first, rest + 1).check().is_err());
    }

    #[test]
    fn a_size_is_rounded_up() {
        assert_eq!(kb(250_000), "250.0 KB");
        assert_eq!(kb(250_001), "250.1 KB");
        assert_eq!(kb(0), "0.0 KB");
    }
}
