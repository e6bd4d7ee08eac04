//! Lists the finished client for `include_bytes!`, in the forms that are served.
//!
//! Only a release build carries the client (or one that is told where it is by `CHUNGTAY_DIST`):
//! so tests do not depend on what happens to have been built before.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// The stored forms of one file, by the ending of their names.
const FORMS: [(&str, &str); 2] = [("br", "brotli"), ("gz", "gzip")];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=CHUNGTAY_DIST");
    let mut files = BTreeMap::new();
    if let Some(dist) = dist()? {
        println!("cargo::rerun-if-changed={}", dist.display());
        collect(&dist, "/", &mut files)?;
    }
    let out = PathBuf::from(env::var("OUT_DIR")?).join("client.rs");
    fs::write(out, listing(&files)?)?;
    Ok(())
}

fn dist() -> Result<Option<PathBuf>, env::VarError> {
    if let Some(given) = env::var_os("CHUNGTAY_DIST") {
        return Ok(Some(given.into()));
    }
    let beside = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("../target/dist");
    Ok((env::var("PROFILE")? == "release").then_some(beside))
}

fn collect(folder: &Path, url: &str, files: &mut BTreeMap<String, PathBuf>) -> std::io::Result<()> {
    if !folder.is_dir() {
        return Ok(());
    }
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = format!("{url}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{path}/"), files)?;
        } else {
            files.insert(path, entry.path());
        }
    }
    Ok(())
}

/// One line a file. Where compressed forms exist, the plain one is left out: the server can make
/// it, and hardly anybody asks.
fn listing(files: &BTreeMap<String, PathBuf>) -> Result<String, std::fmt::Error> {
    let mut listing = String::from("static CLIENT: &[Asset] = &[\n");
    for (path, file) in files {
        if FORMS
            .iter()
            .any(|(ending, _)| path.ends_with(&format!(".{ending}")))
        {
            continue;
        }
        write!(listing, "    Asset {{ path: {path:?}")?;
        let mut compressed = false;
        for (ending, field) in FORMS {
            let form = files.get(&format!("{path}.{ending}"));
            compressed |= form.is_some();
            write!(listing, ", {field}: {}", included(form))?;
        }
        let plain = (!compressed).then_some(file);
        writeln!(listing, ", identity: {} }},", included(plain))?;
    }
    listing.push_str("];\n");
    Ok(listing)
}

fn included(file: Option<&PathBuf>) -> String {
    file.map_or_else(
        || "None".to_owned(),
        |file| format!("Some(include_bytes!({:?}))", file.display().to_string()),
    )
}
