//! Where things stand in the workspace.

use std::path::{Path, PathBuf};

/// The target that the phone, the office and the store worker are compiled for.
pub(crate) const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// The root of the workspace.
pub(crate) fn root() -> PathBuf {
    let xtask = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    xtask
        .parent()
        .map_or_else(|| xtask.clone(), Path::to_path_buf)
}

/// Where cargo puts what it builds.
pub(crate) fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| root().join("target"), |dir| root().join(dir))
}

/// Where cargo keeps the sources of dependencies.
pub(crate) fn cargo_home() -> PathBuf {
    let beside_home = || std::env::home_dir().unwrap_or_default().join(".cargo");
    std::env::var_os("CARGO_HOME").map_or_else(beside_home, PathBuf::from)
}

/// The finished client, as the server embeds it.
pub(crate) fn dist() -> PathBuf {
    root().join("target/dist")
}

/// What this tool keeps between two builds so that it need not be made again.
pub(crate) fn cache() -> PathBuf {
    target().join("xtask")
}

/// The static sources of the pages, the service worker and the icon.
pub(crate) fn pwa() -> PathBuf {
    root().join("client/pwa")
}

/// The server as the profile of this folder has built it.
pub(crate) fn server_binary(profile: &str) -> PathBuf {
    target()
        .join(profile)
        .join(format!("chungtay{}", std::env::consts::EXE_SUFFIX))
}

/// The browser tests: a Node package of its own.
pub(crate) fn browser_tests() -> PathBuf {
    root().join("tests/browser")
}

/// What Chung Tay's sync is compared with: a Node package of its own.
pub(crate) fn peers() -> PathBuf {
    root().join("tests/peers")
}
