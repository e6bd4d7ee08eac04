//! The pages, the manifest and the service worker, filled with the hashed names.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::dist::Dist;
use crate::icons;
use crate::slim;
use crate::styles::{self, Sheets};
use crate::tree;
use crate::wasm::Placed;

/// Which finished files are needed for what, by URL path.
pub(crate) struct Shell {
    /// Fetched before the phone shows its first screen.
    pub(crate) first_screen: Vec<String>,
    /// The store worker.
    pub(crate) store: Vec<String>,
    /// What is left of the phone: seldom opened pages, manifest, icons, service worker.
    pub(crate) beside: Vec<String>,
    /// The office's page.
    pub(crate) office: Vec<String>,
}

/// The three modules as they stand among the finished files.
pub(crate) struct Modules {
    pub(crate) phone: Placed,
    pub(crate) store: Placed,
    pub(crate) office: Placed,
}

/// Adds everything that is not WASM to the finished files.
pub(crate) fn place(dist: &mut Dist, modules: &Modules) -> Result<Shell> {
    let mut names = module_names(modules);
    let icons = place_icons(dist, &mut names)?;
    let Sheets { phone, office } = styles::join(
        &tree::pwa().join("splash.css"),
        &tree::root().join("client/styles"),
    )?;
    name(
        &mut names,
        "phone_css",
        dist.add_hashed("app.css", phone.into_bytes()),
    );
    name(
        &mut names,
        "office_css",
        dist.add_hashed("app.css", office.into_bytes()),
    );

    let seal = dist.add_hashed("seal.js", slim::script(&source("seal.js")?)?.into_bytes());
    name(&mut names, "seal_js", seal.clone());
    let store_worker = filled("store-worker.js", &names)?;
    let store_worker = dist.add_hashed("store.js", store_worker);
    name(&mut names, "store_worker", store_worker.clone());
    let english = dist.add_hashed("english.ftl", english("phone")?);
    name(&mut names, "english", english.clone());
    let phone_boot = dist.add_hashed("boot.js", filled("boot-phone.js", &names)?);
    name(&mut names, "boot_js", phone_boot.clone());
    dist.add("/index.html", filled("index.html", &names)?);
    let office_english = dist.add_hashed("english.ftl", self::english("office")?);
    name(&mut names, "english", office_english.clone());
    let office_boot = dist.add_hashed("boot-office.js", filled("boot-office.js", &names)?);
    name(&mut names, "boot_js", office_boot.clone());
    dist.add("/office.html", filled("office.html", &names)?);
    dist.add(
        "/manifest.webmanifest",
        filled("manifest.webmanifest", &names)?,
    );

    let mut first_screen = vec![
        "/index.html".to_owned(),
        names["phone_css"].clone(),
        phone_boot,
    ];
    first_screen.extend(modules.phone.files());
    let mut store = vec![store_worker, seal];
    store.extend(modules.store.files());
    let mut beside = modules.phone.parts.clone();
    beside.extend(["/manifest.webmanifest".to_owned(), english]);
    beside.extend(icons);
    let mut office = vec![
        "/office.html".to_owned(),
        names["office_css"].clone(),
        office_boot,
        office_english,
    ];
    office.extend(modules.office.files());

    let precached: Vec<String> = [&first_screen, &store, &beside]
        .into_iter()
        .flatten()
        .cloned()
        .collect();
    dist.add("/sw.js", service_worker(dist, &precached)?);
    beside.push("/sw.js".to_owned());
    Ok(Shell {
        first_screen,
        store,
        beside,
        office,
    })
}

/// The service worker that keeps exactly `files`. The page itself is kept under `/`, where every
/// route of the phone is served from.
fn service_worker(dist: &Dist, files: &[String]) -> Result<Vec<u8>> {
    let urls: Vec<&str> = files
        .iter()
        .map(|path| {
            if path == "/index.html" {
                "/"
            } else {
                path.as_str()
            }
        })
        .collect();
    let names = BTreeMap::from([
        ("build", dist.hash_of(files)?[..12].to_owned()),
        ("precache", serde_json::to_string_pretty(&urls)?),
    ]);
    filled("sw.js", &names)
}

fn place_icons(dist: &mut Dist, names: &mut Names) -> Result<Vec<String>> {
    let svg = source("icon.svg")?;
    let icons = [
        (
            "icon_svg",
            dist.add_hashed("icon.svg", svg.clone().into_bytes()),
        ),
        (
            "icon_192",
            dist.add_hashed("icon-192.png", icons::png(&svg, 192)?),
        ),
        (
            "icon_512",
            dist.add_hashed("icon-512.png", icons::png(&svg, 512)?),
        ),
        (
            "icon_maskable_192",
            dist.add_hashed("maskable-192.png", icons::maskable_png(&svg, 192)?),
        ),
        (
            "icon_maskable_512",
            dist.add_hashed("maskable-512.png", icons::maskable_png(&svg, 512)?),
        ),
    ];
    let paths = icons.iter().map(|(_, path)| path.clone()).collect();
    names.extend(icons);
    Ok(paths)
}

fn module_names(modules: &Modules) -> Names {
    BTreeMap::from([
        ("phone_js", modules.phone.js.clone()),
        ("phone_wasm", modules.phone.wasm.clone()),
        ("store_js", modules.store.js.clone()),
        ("store_wasm", modules.store.wasm.clone()),
        ("office_js", modules.office.js.clone()),
        ("office_wasm", modules.office.wasm.clone()),
    ])
}

type Names = BTreeMap<&'static str, String>;

fn name(names: &mut Names, key: &'static str, path: String) {
    names.insert(key, path);
}

fn filled(file: &str, names: &Names) -> Result<Vec<u8>> {
    let mut text = fill(&source(file)?, names).with_context(|| format!("client/pwa/{file}"))?;
    if Path::new(file).extension() == Some("js".as_ref()) {
        text = slim::script(&text).with_context(|| format!("client/pwa/{file}"))?;
    }
    Ok(text.into_bytes())
}

/// All English words of an app.
fn english(app: &str) -> Result<Vec<u8>> {
    let folder = tree::root().join("client/locales/en");
    let mut words = String::new();
    for part in ["common", app] {
        let path = folder.join(part).with_extension("ftl");
        let read = fs::read_to_string(&path);
        words += &read.with_context(|| format!("cannot read {}", path.display()))?;
    }
    Ok(words.into_bytes())
}

fn source(file: &str) -> Result<String> {
    let path = tree::pwa().join(file);
    fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))
}

/// Replaces every `{{name}}`; a name that nobody knows is an error.
fn fill(template: &str, names: &Names) -> Result<String> {
    let mut text = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("{{") {
        let Some((key, after)) = after.split_once("}}") else {
            bail!("a {{{{ is never closed");
        };
        let Some(value) = names.get(key) else {
            bail!("nobody knows {{{{{key}}}}}")
        };
        text.push_str(before);
        text.push_str(value);
        rest = after;
    }
    text.push_str(rest);
    Ok(text)
}

#[cfg(test)]
mod tests;
