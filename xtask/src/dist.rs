//! The finished files, named by their content, and how they get to the disk.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, anyhow};
use sha2::{Digest, Sha256};

use crate::compress::{CompressionCache, is_compressible};

/// All files of the client by their URL path, such as `/assets/phone-0123456789ab.js`.
#[derive(Default)]
pub(crate) struct Dist {
    files: BTreeMap<String, Vec<u8>>,
}

/// What one file weighs, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Weight {
    pub(crate) identity: usize,
    /// As a browser fetches it: in brotli, or as it is where compression gains nothing.
    pub(crate) on_the_wire: usize,
}

impl Dist {
    /// Adds a file under a name that carries its hash; returns the URL path.
    pub(crate) fn add_hashed(&mut self, name: &str, content: Vec<u8>) -> String {
        let (stem, extension) = name.rsplit_once('.').unwrap_or((name, "bin"));
        let path = format!("/assets/{stem}-{}.{extension}", &hash(&content)[..12]);
        self.files.insert(path.clone(), content);
        path
    }

    /// Adds a file under a fixed URL path.
    pub(crate) fn add(&mut self, path: &str, content: Vec<u8>) {
        self.files.insert(path.to_owned(), content);
    }

    /// What stands under a URL path.
    #[cfg(test)]
    pub(crate) fn content(&self, path: &str) -> Option<&[u8]> {
        self.files.get(path).map(Vec::as_slice)
    }

    /// One hash over the named files and their contents: it changes when any of them does.
    pub(crate) fn hash_of(&self, paths: &[String]) -> Result<String> {
        let mut digest = Sha256::new();
        for path in paths {
            let content = self
                .files
                .get(path)
                .ok_or_else(|| anyhow!("{path} is not among the files"))?;
            digest.update(format!("{path}\n{}\n", content.len()));
            digest.update(content);
        }
        Ok(hex(&digest.finalize()))
    }

    /// Writes every file with its `.br` and `.gz`, and deletes what is no longer among them.
    /// A file that has not changed is left alone, so that nothing downstream is built again.
    pub(crate) fn write(
        &self,
        folder: &Path,
        cache: &CompressionCache,
    ) -> Result<BTreeMap<String, Weight>> {
        let forms = self.compressed_forms(cache)?;
        let mut expected = BTreeSet::new();
        let mut weights = BTreeMap::new();
        for (path, forms) in forms {
            let on_the_wire = forms
                .iter()
                .map(|(_, bytes)| bytes.len())
                .min()
                .unwrap_or(0);
            let identity = self.files.get(&path).map_or(0, Vec::len);
            for (suffix, bytes) in forms {
                let relative = format!("{}{suffix}", path.trim_start_matches('/'));
                write_if_changed(&folder.join(&relative), &bytes)?;
                expected.insert(folder.join(relative));
            }
            weights.insert(
                path,
                Weight {
                    identity,
                    on_the_wire,
                },
            );
        }
        remove_strangers(folder, &expected)?;
        Ok(weights)
    }

    /// For each file its forms by suffix: `""`, and `".br"` and `".gz"` where they are smaller.
    fn compressed_forms(&self, cache: &CompressionCache) -> Result<Vec<(String, Forms)>> {
        std::thread::scope(|scope| {
            let making: Vec<_> = self
                .files
                .iter()
                .map(|(path, content)| {
                    scope.spawn(move || Ok((path.clone(), forms(path, content, cache)?)))
                })
                .collect();
            making
                .into_iter()
                .map(|thread| {
                    thread
                        .join()
                        .map_err(|_| anyhow!("a compressing thread has panicked"))?
                })
                .collect()
        })
    }
}

/// SHA-256 in hexadecimal.
pub(crate) fn hash(content: &[u8]) -> String {
    hex(&Sha256::digest(content))
}

type Forms = Vec<(&'static str, Vec<u8>)>;

fn forms(path: &str, content: &[u8], cache: &CompressionCache) -> Result<Forms> {
    let mut forms = vec![("", content.to_vec())];
    if is_compressible(path) {
        let compressed = cache.compress(&hash(content), content)?;
        if compressed.brotli.len() < content.len() && compressed.gzip.len() < content.len() {
            forms.push((".br", compressed.brotli));
            forms.push((".gz", compressed.gzip));
        }
    }
    Ok(forms)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}"); // writing to a String cannot fail
        text
    })
}

fn write_if_changed(path: &Path, bytes: &[u8]) -> Result<()> {
    if fs::read(path).is_ok_and(|present| present == bytes) {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, bytes).with_context(|| format!("cannot write {}", path.display()))
}

fn remove_strangers(folder: &Path, expected: &BTreeSet<std::path::PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            remove_strangers(&path, expected)?;
            if fs::read_dir(&path)?.next().is_none() {
                fs::remove_dir(&path)?;
            }
        } else if !expected.contains(&path) {
            fs::remove_file(&path)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
