//! The style sheets: plain CSS, joined.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::slim;

/// The sheet of each page.
pub(crate) struct Sheets {
    pub(crate) phone: String,
    pub(crate) office: String,
}

/// Joins `splash` and the sheets of `folder` in the order of their names. A file whose name begins
/// with `phone` or `office` goes to that page only; all others go to both.
pub(crate) fn join(splash: &Path, folder: &Path) -> Result<Sheets> {
    let splash = read(splash)?;
    let mut sheets = Sheets {
        phone: splash.clone(),
        office: splash,
    };
    for path in sheets_in(folder)? {
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let css = read(&path)?;
        if !name.starts_with("office") {
            sheets.phone.push_str(&css);
        }
        if !name.starts_with("phone") {
            sheets.office.push_str(&css);
        }
    }
    Ok(sheets)
}

fn sheets_in(folder: &Path) -> Result<Vec<PathBuf>> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "css") {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

fn read(path: &Path) -> Result<String> {
    let css =
        fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    slim::sheet(&css).with_context(|| path.display().to_string())
}
