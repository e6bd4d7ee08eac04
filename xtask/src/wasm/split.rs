//! A module is cut in two where `wasm_split` stands in the code: what is reachable only from there
//! becomes a module of its own, which is fetched when it is called first.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, anyhow, ensure};
use walrus::ModuleConfig;
use wasm_split_cli_support::{Options, transform};

use crate::dist::Dist;
use crate::slim;

/// Where the parts are fetched and tied together.
const LINK: &str = "./link.js";

/// Cuts a module, writes the parts and what links them into `folder`, and returns the main part.
pub(super) fn cut(name: &str, wasm: &[u8], folder: &Path) -> Result<Vec<u8>> {
    fs::create_dir_all(folder)?;
    let main = folder.join("main.wasm");
    let bindings = bindings_of(name);
    let mut options = Options::new(wasm);
    options.output_dir = folder;
    options.main_out_path = &main;
    options.link_name = LINK;
    options.main_module = &bindings;
    let cut = transform(options).map_err(|error| anyhow!("{error:?}"))?;
    for part in cut.split_modules {
        let anew = written_anew(&fs::read(&part)?)?;
        fs::write(&part, anew)?;
    }
    let wasm = fs::read(&main)?;
    fs::remove_file(&main)?;
    Ok(wasm)
}

/// A part without names, and without the room that was left in every number for a larger one to
/// take its place: a third less in brotli.
fn written_anew(wasm: &[u8]) -> Result<Vec<u8>> {
    let mut config = ModuleConfig::new();
    config
        .generate_name_section(false)
        .generate_producers_section(false);
    let mut module = config.parse(wasm)?;
    module.customs.remove_raw(super::FEATURES);
    walrus::passes::gc::run(&mut module);
    Ok(module.emit_wasm())
}

/// Puts the parts in `folder` among the finished files. Returns their paths, and the bindings with
/// the link in them: two files that import each other could not be named by what is in them.
pub(super) fn place(
    dist: &mut Dist,
    name: &str,
    folder: &Path,
    js: &str,
) -> Result<(String, Vec<String>)> {
    let mut link = slim::script(&fs::read_to_string(folder.join(LINK))?)?;
    let mut paths = Vec::new();
    for part in parts(folder)? {
        let title = part.trim_start_matches("split_");
        let path = dist.add_hashed(&format!("{name}-{title}"), fs::read(folder.join(&part))?);
        link = replaced(
            &link,
            &format!("new URL(\"./{part}\", import.meta.url)"),
            &format!("\"{path}\""),
        )?;
        paths.push(path);
    }
    Ok((joined(name, js, &link)?, paths))
}

fn parts(folder: &Path) -> Result<Vec<String>> {
    let mut parts = Vec::new();
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        let stem = name.strip_suffix(".wasm");
        if stem.is_some_and(|stem| !stem.ends_with("_bg")) {
            parts.push(name);
        }
    }
    parts.sort();
    Ok(parts)
}

/// The bindings and the link as one script. They are written by two programs that know each other's
/// form only as ES modules, so whatever is not found as expected ends the build.
fn joined(name: &str, js: &str, link: &str) -> Result<String> {
    let from_link = format!(" from \"{LINK}\"\n");
    let (import, js) = js
        .split_once(&from_link)
        .context("the bindings import no link")?;
    let link_of_bindings = import
        .strip_prefix("import * as ")
        .context("the bindings do not begin with the link")?;
    let import_of_bindings = format!("import {{ initSync }} from \"{}\";\n", bindings_of(name));
    let link = replaced(link, &import_of_bindings, "")?;
    let loaders: Vec<&str> = link
        .split("export const ")
        .skip(1)
        .filter_map(|rest| rest.split([' ', '=']).next())
        .collect();
    let link_object = format!("\"{LINK}\": {{ {} }},", loaders.join(", "));
    let js = replaced(
        js,
        &format!("\"{LINK}\": {link_of_bindings},"),
        &link_object,
    )?;
    Ok(js + &link.replace("export const ", "const "))
}

fn bindings_of(name: &str) -> String {
    format!("./{name}.js")
}

/// `text` with `new` in the place of `old`, which stands there once.
fn replaced(text: &str, old: &str, new: &str) -> Result<String> {
    let count = text.matches(old).count();
    ensure!(count == 1, "{old:?} stands {count} times, not once");
    Ok(text.replace(old, new))
}

#[cfg(test)]
mod tests {
    use super::*;

    const JS: &str = "import * as import1 from \"./link.js\"\n\nfunction initSync() {}\n\
        const imports = { \"./link.js\": import1, };\nexport { initSync };\n";

    const LINK_JS: &str = "import { initSync } from \"./phone.js\";\n\nconst x = initSync();\n\
        export const load_seldom = wrap(() => fetch(new URL(\"./split_seldom.wasm\", import.meta.url)));\n";

    #[test]
    fn bindings_and_link_become_one_script() {
        let js = joined("phone", JS, LINK_JS).unwrap();
        assert_eq!(
            js,
            "\nfunction initSync() {}\nconst imports = { \"./link.js\": { load_seldom }, };\n\
             export { initSync };\n\nconst x = initSync();\n\
             const load_seldom = wrap(() => fetch(new URL(\"./split_seldom.wasm\", import.meta.url)));\n"
        );
    }

    #[test]
    fn a_form_that_nobody_expected_ends_the_build() {
        assert!(joined("phone", &JS.replace("* as import1", "x"), LINK_JS).is_err());
        assert!(joined("phone", &JS.replace(": import1", ": y"), LINK_JS).is_err());
        assert!(joined("office", JS, LINK_JS).is_err());
    }
}
