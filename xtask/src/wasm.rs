//! From Rust to what a browser loads: cargo for wasm32, then wasm-bindgen as a library.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use crate::command::{cargo, run, step};
use crate::dist::{Dist, hash};
use crate::slim;
use crate::tree::{self, WASM_TARGET};

mod names;
mod split;

/// The three modules: the phone's screens, its store worker, the office's screens.
pub(crate) const MODULES: [&str; 3] = ["phone", "store", "office"];

/// The module that is cut in two, by a mark in `client/src/bin/phone.rs`.
const CUT: &str = "phone";

/// The section that tells a linker what a module needs of an engine; engines do not read it.
const FEATURES: &str = "target_features";

/// The folder that wasm-bindgen writes inline JavaScript of dependencies to.
const SNIPPETS: &str = "./snippets/";

/// What is kept of one module was made by these very files; a change to them makes it anew.
const RECIPE: &str = concat!(
    include_str!("slim.rs"),
    include_str!("wasm.rs"),
    include_str!("wasm/names.rs"),
    include_str!("wasm/split.rs")
);

/// The URL paths under which one module stands in the finished files.
pub(crate) struct Placed {
    pub(crate) js: String,
    pub(crate) wasm: String,
    pub(crate) snippets: Vec<String>,
    /// The parts that were cut off, which are fetched when they are needed.
    pub(crate) parts: Vec<String>,
}

impl Placed {
    /// The files it begins with, the bindings first.
    pub(crate) fn files(&self) -> impl Iterator<Item = String> {
        [&self.js, &self.wasm]
            .into_iter()
            .chain(&self.snippets)
            .cloned()
    }
}

/// Compiles the three modules. One cargo call: what they share is compiled once.
pub(crate) fn compile() -> Result<()> {
    let mut build = cargo(&["build", "--profile", "wasm", "--target", WASM_TARGET]);
    build.args(["--config", &without_machine_paths()]);
    build.args(["-p", "chungtay-client", "-p", "chungtay-worker"]);
    for module in MODULES {
        build.args(["--bin", module]);
    }
    run(&mut build)
}

/// Panic messages name source files: short, and not where they lie on the machine that builds.
fn without_machine_paths() -> String {
    let sources = tree::cargo_home().join("registry/src");
    format!(
        "target.{WASM_TARGET}.rustflags=['--remap-path-prefix={}=crates']",
        sources.display()
    )
}

/// Puts the modules among the finished files, in the order of [`MODULES`].
pub(crate) fn place(dist: &mut Dist) -> Result<Vec<Placed>> {
    let cache = tree::cache().join("bindgen");
    fs::create_dir_all(&cache)?;
    let mut folders = Vec::new();
    let mut placed = Vec::new();
    for name in MODULES {
        let folder = bound(name, &cache)?;
        placed.push(place_one(dist, name, &folder)?);
        folders.push(folder);
    }
    remove_others(&cache, &folders)?;
    Ok(placed)
}

/// The folder with what wasm-bindgen made of the module; made only when the module has changed.
fn bound(name: &str, cache: &Path) -> Result<PathBuf> {
    let compiled = tree::target()
        .join(WASM_TARGET)
        .join("wasm")
        .join(format!("{name}.wasm"));
    let wasm =
        fs::read(&compiled).with_context(|| format!("cannot read {}", compiled.display()))?;
    let key = hash(format!("{}{}", hash(RECIPE.as_bytes()), hash(&wasm)).as_bytes());
    let folder = cache.join(format!("{name}-{}", &key[..16]));
    if folder.is_dir() {
        return Ok(folder);
    }
    step(&format!("wasm-bindgen for {name}"));
    let unfinished = cache.join(format!("{name}.part"));
    if unfinished.exists() {
        fs::remove_dir_all(&unfinished)?;
    }
    let wasm = if name == CUT {
        split::cut(name, &wasm, &unfinished).with_context(|| format!("{name} cannot be cut"))?
    } else {
        wasm
    };
    let mut output = Bindgen::new()
        .input_bytes(name, wasm)
        .web(true)?
        .typescript(false)
        // The parts that were cut off share the main part's table of functions.
        .keep_lld_exports(name == CUT)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate_output()
        .with_context(|| format!("wasm-bindgen failed on {name}"))?;
    output.wasm_mut().customs.remove_raw(FEATURES);
    let js = output.js().to_owned();
    let js = slim::script(&names::number(&js, output.wasm_mut()))?;
    output.emit(&unfinished)?;
    fs::write(unfinished.join(format!("{name}.js")), js)?;
    fs::rename(&unfinished, &folder)?;
    Ok(folder)
}

fn place_one(dist: &mut Dist, name: &str, folder: &Path) -> Result<Placed> {
    let wasm = fs::read(folder.join(format!("{name}_bg.wasm")))?;
    let js = fs::read_to_string(folder.join(format!("{name}.js")))?;
    let (js, parts) = if name == CUT {
        split::place(dist, name, folder, &js)?
    } else {
        (js, Vec::new())
    };
    let mut snippets = BTreeMap::new();
    collect(&folder.join("snippets"), "", &mut snippets)?;
    let placed = place_module(dist, name, &js, wasm, snippets);
    Ok(Placed { parts, ..placed })
}

/// Snippets import each other by relative paths, so they keep their names below one hashed folder.
fn place_module(
    dist: &mut Dist,
    name: &str,
    js: &str,
    wasm: Vec<u8>,
    snippets: BTreeMap<String, Vec<u8>>,
) -> Placed {
    let everything: Vec<u8> = snippets
        .iter()
        .flat_map(|(path, content)| [path.as_bytes(), content])
        .flatten()
        .copied()
        .collect();
    let home = format!("/assets/{name}-snippets-{}/", &hash(&everything)[..12]);
    let mut paths = Vec::new();
    for (path, content) in snippets {
        let path = format!("{home}{path}");
        dist.add(&path, content);
        paths.push(path);
    }
    Placed {
        js: dist.add_hashed(
            &format!("{name}-bindings.js"),
            js.replace(SNIPPETS, &home).into_bytes(),
        ),
        wasm: dist.add_hashed(&format!("{name}.wasm"), wasm),
        snippets: paths,
        parts: Vec::new(),
    }
}

fn collect(folder: &Path, below: &str, found: &mut BTreeMap<String, Vec<u8>>) -> Result<()> {
    if !folder.is_dir() {
        return Ok(());
    }
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = format!("{below}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{name}/"), found)?;
        } else {
            found.insert(name, fs::read(entry.path())?);
        }
    }
    Ok(())
}

fn remove_others(cache: &Path, kept: &[PathBuf]) -> Result<()> {
    for entry in fs::read_dir(cache)? {
        let path = entry?.path();
        if !kept.contains(&path) {
            fs::remove_dir_all(&path)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inline_javascript_of_a_dependency_is_found_where_the_bindings_import_it() {
        let mut dist = Dist::default();
        let js = "import { f } from './snippets/gloo-1/inline0.js';";
        let snippets = BTreeMap::from([(
            "gloo-1/inline0.js".to_owned(),
            b"export function f() {}".to_vec(),
        )]);

        let placed = place_module(&mut dist, "store", js, b"\0asm".to_vec(), snippets);

        let bindings = String::from_utf8(dist.content(&placed.js).unwrap().to_vec()).unwrap();
        assert_eq!(
            bindings,
            format!("import {{ f }} from '{}';", placed.snippets[0])
        );
        assert!(dist.content(&placed.snippets[0]).is_some());
    }
}
