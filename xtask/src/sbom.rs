//! `cargo xtask sbom`: everything that is linked into the server and into the client, as `CycloneDX`. The same
//! sources give the same bytes: no time, no chance, no path of this machine.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::command::{cargo, output, step};
use crate::tree::{self, WASM_TARGET};

/// What the server is built for.
const SERVER_TARGET: &str = "x86_64-unknown-linux-gnu";
/// What is delivered, by target: the programs, and what they are called in the list.
const DELIVERED: [(&str, &str, &[&str]); 2] = [
    ("server", SERVER_TARGET, &["chungtay-server"]),
    (
        "client",
        WASM_TARGET,
        &["chungtay-client", "chungtay-worker"],
    ),
];

/// Libraries by name and version, with what each is linked into and what it needs.
type Linked = BTreeMap<(String, String), Library>;

/// One library.
#[derive(Debug, Default)]
struct Library {
    licence: String,
    into: BTreeSet<&'static str>,
    needs: BTreeSet<(String, String)>,
}

/// Writes the list beside what is built.
pub(crate) fn sbom() -> Result<()> {
    step("what is linked");
    let list = made()?;
    let path = tree::target().join("sbom.cdx.json");
    fs::create_dir_all(tree::target())?;
    fs::write(&path, format!("{list:#}\n"))?;
    let count = list["components"].as_array().map_or(0, Vec::len);
    println!("{}: {count} libraries", path.display());
    Ok(())
}

fn made() -> Result<Value> {
    let mut linked = Linked::new();
    for (into, target, programs) in DELIVERED {
        let mut metadata = cargo(&["metadata", "--format-version", "1", "--locked"]);
        let metadata = output(metadata.args(["--filter-platform", target]))?;
        let metadata = serde_json::from_str(&metadata).context("cargo's own list")?;
        collect(&metadata, into, programs, &mut linked).context("cargo's own list")?;
    }
    let lock = fs::read_to_string(tree::root().join("Cargo.lock"))?;
    Ok(list(&linked, &checksums(&lock)))
}

/// Walks from the programs to all they link: no tests, no build scripts, no macros.
fn collect(
    metadata: &Value,
    into: &'static str,
    programs: &[&str],
    linked: &mut Linked,
) -> Option<()> {
    let packages = metadata["packages"].as_array()?.iter();
    let packages: BTreeMap<&str, &Value> = packages
        .filter_map(|package| Some((package["id"].as_str()?, package)))
        .collect();
    let nodes = metadata["resolve"]["nodes"].as_array()?.iter();
    let nodes: BTreeMap<&str, &Value> = nodes
        .filter_map(|node| Some((node["id"].as_str()?, node)))
        .collect();
    let is_program = |id: &&str| {
        packages[id]["name"]
            .as_str()
            .is_some_and(|n| programs.contains(&n))
    };
    let mut to_see: Vec<&str> = packages
        .keys()
        .copied()
        .filter(|id| is_program(id))
        .collect();
    let mut seen = BTreeSet::new();
    while let Some(id) = to_see.pop() {
        if !seen.insert(id) {
            continue;
        }
        let package = packages.get(id)?;
        let needed = nodes.get(id)?["deps"].as_array()?.iter();
        let needed = needed
            .filter(|dep| is_linked(dep))
            .filter_map(|dep| dep["pkg"].as_str());
        let needed: Vec<&str> = needed.filter(|id| !is_macro(packages[id])).collect();
        let library = linked.entry(name_of(package)?).or_default();
        library.into.insert(into);
        library.licence = package["license"]
            .as_str()
            .unwrap_or_default()
            .replace('/', " OR ");
        library
            .needs
            .extend(needed.iter().filter_map(|id| name_of(packages[id])));
        to_see.extend(needed);
    }
    Some(())
}

fn name_of(package: &Value) -> Option<(String, String)> {
    let text = |field: &str| package[field].as_str().map(str::to_owned);
    Some((text("name")?, text("version")?))
}

/// Whether a dependency stands in the program, and not only in its tests or its making.
fn is_linked(dep: &Value) -> bool {
    let kinds = dep["dep_kinds"].as_array();
    kinds.is_some_and(|kinds| kinds.iter().any(|kind| kind["kind"].is_null()))
}

fn is_macro(package: &Value) -> bool {
    let targets = package["targets"].as_array();
    let is = |target: &Value| {
        target["kind"]
            .as_array()
            .is_some_and(|kinds| kinds.contains(&json!("proc-macro")))
    };
    targets.is_some_and(|targets| targets.iter().any(is))
}

/// The checksums that `Cargo.lock` holds the libraries to.
fn checksums(lock: &str) -> BTreeMap<(String, String), String> {
    let value = |package: &str, field: &str| {
        let mut lines = package.lines();
        let line = lines.find_map(|line| line.strip_prefix(field)?.strip_prefix(" = \""));
        line.map(|line| line.trim_end_matches('"').to_owned())
    };
    let packages = lock.split("[[package]]").skip(1);
    packages
        .filter_map(|package| {
            let name = (value(package, "name")?, value(package, "version")?);
            Some((name, value(package, "checksum")?))
        })
        .collect()
}

fn list(linked: &Linked, checksums: &BTreeMap<(String, String), String>) -> Value {
    let purl = |(name, version): &(String, String)| format!("pkg:cargo/{name}@{version}");
    let components = linked.iter().map(|(of, library)| {
        let (name, version) = of;
        let hash = |content: &String| json!({ "alg": "SHA-256", "content": content });
        let hashes: Vec<Value> = checksums.get(of).map(hash).into_iter().collect();
        let into = library
            .into
            .iter()
            .map(|into| json!({ "name": "chungtay:linked-into", "value": into }));
        json!({
            "type": "library",
            "bom-ref": purl(of),
            "name": name,
            "version": version,
            "purl": purl(of),
            "licenses": [{ "expression": library.licence }],
            "hashes": hashes,
            "properties": into.collect::<Vec<_>>(),
        })
    });
    let needs = linked.iter().map(|(of, library)| {
        let needs: Vec<String> = library.needs.iter().map(purl).collect();
        json!({ "ref": purl(of), "dependsOn": needs })
    });
    json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": { "component": {
            "type": "application",
            "bom-ref": "chungtay",
            "name": "chungtay",
            "version": env!("CARGO_PKG_VERSION"),
        } },
        "components": components.collect::<Vec<_>>(),
        "dependencies": needs.collect::<Vec<_>>(),
    })
}

#[cfg(test)]
mod tests;
