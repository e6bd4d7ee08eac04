//! `cargo xtask build`: the whole client, ready to be embedded.

use std::fs;

use anyhow::{Result, anyhow};

use crate::command::step;
use crate::compress::CompressionCache;
use crate::dist::Dist;
use crate::shell::{self, Modules};
use crate::sizes::Sizes;
use crate::{toolchain, tree, wasm};

/// Builds the client into `target/dist`, prints what a phone downloads, and returns it.
pub(crate) fn build() -> Result<Sizes> {
    toolchain::ensure_wasm_target()?;
    step("compiling the phone, its store worker and the office for WebAssembly");
    wasm::compile()?;

    let mut dist = Dist::default();
    let [phone, store, office] = wasm::place(&mut dist)?
        .try_into()
        .map_err(|_| anyhow!("wasm-bindgen did not return the three modules"))?;
    let shell = shell::place(
        &mut dist,
        &Modules {
            phone,
            store,
            office,
        },
    )?;

    step("compressing");
    let folder = tree::dist();
    fs::create_dir_all(&folder)?;
    let cache = CompressionCache::open(tree::cache().join("compressed"))?;
    let weights = dist.write(&folder, &cache)?;
    cache.prune()?;

    step("the client is in target/dist");
    let sizes = Sizes::of(&shell, &weights)?;
    println!("{sizes}");
    Ok(sizes)
}
