//! Lists the finished client for `include_bytes!`, in the forms that are served.
//!
//! Only a release build carries the client, out of `target/dist` or the folder that `CHUNGTAY_DIST` names. A debug
//! build reads that folder when it starts: so tests do not depend on what happens to have been built before, and a
//! changed client needs no new server.

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use folder::Forms;

#[path = "src/assets/folder.rs"]
mod folder;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/assets/folder.rs");
    println!("cargo::rerun-if-env-changed=CHUNGTAY_DIST");
    let mut listing = String::from("static CLIENT: &[Asset] = &[\n");
    if env::var("PROFILE")? == "release" {
        let dist = dist()?;
        println!("cargo::rerun-if-changed={}", dist.display());
        for (path, forms) in folder::files(&dist)? {
            writeln!(listing, "    {},", asset(&path, &forms))?;
        }
    }
    listing.push_str("];\n");
    let out = PathBuf::from(env::var("OUT_DIR")?).join("client.rs");
    fs::write(out, listing)?;
    Ok(())
}

fn dist() -> Result<PathBuf, env::VarError> {
    if let Some(given) = env::var_os("CHUNGTAY_DIST") {
        return Ok(given.into());
    }
    Ok(Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("../target/dist"))
}

fn asset(path: &str, forms: &Forms) -> String {
    format!(
        "Asset {{ path: {path:?}, brotli: {}, gzip: {}, identity: {} }}",
        included(forms.brotli.as_deref()),
        included(forms.gzip.as_deref()),
        included(forms.identity.as_deref())
    )
}

fn included(file: Option<&Path>) -> String {
    file.map_or_else(
        || "None".to_owned(),
        |file| format!("Some(include_bytes!({:?}))", file.display().to_string()),
    )
}
