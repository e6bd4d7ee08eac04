//! Brotli and gzip of the finished files, each made once per content.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use anyhow::{Context, Result, anyhow};
use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;

/// The compressed forms of one file.
pub(crate) struct Compressed {
    pub(crate) brotli: Vec<u8>,
    pub(crate) gzip: Vec<u8>,
}

/// Whether a file of this name gains from compression; pictures are compressed already.
pub(crate) fn is_compressible(path: &str) -> bool {
    Path::new(path)
        .extension()
        .is_none_or(|extension| extension != "png")
}

/// Compressed files kept by the hash of what they hold.
pub(crate) struct CompressionCache {
    folder: PathBuf,
    used: Mutex<BTreeSet<String>>,
}

impl CompressionCache {
    /// Opens the cache, creating the folder when it is missing.
    pub(crate) fn open(folder: PathBuf) -> Result<Self> {
        fs::create_dir_all(&folder)
            .with_context(|| format!("cannot create {}", folder.display()))?;
        Ok(Self {
            folder,
            used: Mutex::default(),
        })
    }

    /// Compresses `content`, whose hash is `hash`, or takes what an earlier build has kept.
    pub(crate) fn compress(&self, hash: &str, content: &[u8]) -> Result<Compressed> {
        let brotli = self.kept(&format!("{hash}.br"), || brotli(content))?;
        let gzip = self.kept(&format!("{hash}.gz"), || gzip(content))?;
        Ok(Compressed { brotli, gzip })
    }

    /// Deletes what has not been asked for since the cache was opened.
    pub(crate) fn prune(&self) -> Result<()> {
        let used = self
            .used
            .lock()
            .map_err(|_| anyhow!("a compressing thread has panicked"))?;
        for entry in fs::read_dir(&self.folder)? {
            let entry = entry?;
            if !used.contains(entry.file_name().to_string_lossy().as_ref()) {
                fs::remove_file(entry.path())?;
            }
        }
        Ok(())
    }

    fn kept(&self, name: &str, make: impl FnOnce() -> Result<Vec<u8>>) -> Result<Vec<u8>> {
        self.used
            .lock()
            .map_err(|_| anyhow!("a compressing thread has panicked"))?
            .insert(name.to_owned());
        let path = self.folder.join(name);
        if let Ok(bytes) = fs::read(&path) {
            return Ok(bytes);
        }
        let bytes = make()?;
        // Renamed into place, so that an interrupted build leaves no half file to be believed.
        let unfinished = self.folder.join(format!("{name}.part"));
        fs::write(&unfinished, &bytes)?;
        fs::rename(&unfinished, &path)?;
        Ok(bytes)
    }
}

fn brotli(content: &[u8]) -> Result<Vec<u8>> {
    let parameters = BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        size_hint: content.len(),
        ..Default::default()
    };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &content[..], &mut compressed, &parameters)?;
    Ok(compressed)
}

fn gzip(content: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content)?;
    Ok(encoder.finish()?)
}
