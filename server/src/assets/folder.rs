//! The files of a finished client by their paths, in the forms that are stored: read by the build script of a
//! release, which embeds them, and by a debug build when it starts.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

/// Where one file's stored forms lie. Where compressed ones exist, the plain one is left out: the server can
/// make it, and hardly anybody asks.
#[derive(Default)]
pub(crate) struct Forms {
    pub(crate) brotli: Option<PathBuf>,
    pub(crate) gzip: Option<PathBuf>,
    pub(crate) identity: Option<PathBuf>,
}

/// What lies in the folder `dist`, by the path it is served under; nothing where there is no such folder.
pub(crate) fn files(dist: &Path) -> io::Result<BTreeMap<String, Forms>> {
    let mut files = BTreeMap::new();
    collect(dist, "/", &mut files)?;
    for forms in files.values_mut() {
        if forms.brotli.is_some() || forms.gzip.is_some() {
            forms.identity = None;
        }
    }
    Ok(files)
}

fn collect(folder: &Path, url: &str, files: &mut BTreeMap<String, Forms>) -> io::Result<()> {
    if !folder.is_dir() {
        return Ok(());
    }
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let path = format!("{url}{}", entry.file_name().to_string_lossy());
        let file = Some(entry.path());
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{path}/"), files)?;
        } else if let Some(plain) = path.strip_suffix(".br") {
            files.entry(plain.to_owned()).or_default().brotli = file;
        } else if let Some(plain) = path.strip_suffix(".gz") {
            files.entry(plain.to_owned()).or_default().gzip = file;
        } else {
            files.entry(path).or_default().identity = file;
        }
    }
    Ok(())
}
