//! Which file answers a path, and with which headers.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use axum::http::header::{
    CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY,
};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

use super::encoding::{self, Encoding};

/// Below it every name carries the hash of its content.
const HASHED: &str = "/assets/";

/// One file of the client, in the forms that the build has stored.
pub(super) struct Asset {
    pub(super) path: &'static str,
    pub(super) brotli: Option<&'static [u8]>,
    pub(super) gzip: Option<&'static [u8]>,
    pub(super) identity: Option<&'static [u8]>,
}

/// All files by path.
pub(super) struct Client {
    files: BTreeMap<&'static str, File>,
}

/// One file, ready to be served.
pub(super) struct File {
    asset: &'static Asset,
    content_type: &'static str,
    cache_control: &'static str,
    hash: String,
}

/// Whether a path belongs to the server's own routes, known or not.
pub(super) fn is_of_the_server(path: &str) -> bool {
    is_at_or_below(path, "/api") || is_at_or_below(path, "/healthz")
}

/// The client in a folder, kept for as long as the process lives.
#[cfg(debug_assertions)]
pub(super) fn read(dist: &std::path::Path) -> std::io::Result<&'static [Asset]> {
    use std::path::PathBuf;
    let bytes = |file: Option<PathBuf>| -> std::io::Result<Option<&'static [u8]>> {
        file.map(|file| Ok(&*std::fs::read(file)?.leak()))
            .transpose()
    };
    let read = |(path, forms): (String, super::folder::Forms)| -> std::io::Result<Asset> {
        Ok(Asset {
            path: path.leak(),
            brotli: bytes(forms.brotli)?,
            gzip: bytes(forms.gzip)?,
            identity: bytes(forms.identity)?,
        })
    };
    let files = super::folder::files(dist)?;
    Ok(files
        .into_iter()
        .map(read)
        .collect::<Result<Vec<_>, _>>()?
        .leak())
}

impl Client {
    pub(super) fn new(assets: &'static [Asset]) -> Self {
        Self {
            files: assets
                .iter()
                .map(|asset| (asset.path, File::new(asset)))
                .collect(),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// The file under `path`, or the page whose router knows it.
    pub(super) fn find(&self, path: &str) -> Option<&File> {
        if let Some(file) = self.files.get(path) {
            return Some(file);
        }
        let last = path.rsplit('/').next().unwrap_or(path);
        if path.starts_with(HASHED) || last.contains('.') {
            return None;
        }
        let page = if is_at_or_below(path, "/office") {
            "/office.html"
        } else {
            "/index.html"
        };
        self.files.get(page)
    }
}

impl File {
    fn new(asset: &'static Asset) -> Self {
        let stored = [asset.brotli, asset.gzip, asset.identity]
            .into_iter()
            .flatten()
            .next();
        Self {
            asset,
            content_type: content_type(asset.path),
            cache_control: if asset.path.starts_with(HASHED) {
                "public, max-age=31536000, immutable"
            } else {
                "no-cache"
            },
            hash: short_hash(stored.unwrap_or_default()),
        }
    }

    /// The file in the best form that the client takes, or 304 when it has that form already.
    pub(super) fn respond(&self, request: &HeaderMap) -> Response {
        let encoding = encoding::choose(request, self.asset);
        let etag = format!("\"{}-{}\"", self.hash, encoding.name());
        let common = [
            (ETAG, etag.as_str()),
            (CACHE_CONTROL, self.cache_control),
            (VARY, "accept-encoding"),
        ];
        if is_known(request, &etag) {
            return (StatusCode::NOT_MODIFIED, common).into_response();
        }
        let Some(body) = encoding::body(self.asset, encoding) else {
            tracing::error!(
                path = self.asset.path,
                "an embedded file cannot be decompressed"
            );
            return StatusCode::INTERNAL_SERVER_ERROR.into_response();
        };
        let mut response = (common, [(CONTENT_TYPE, self.content_type)], body).into_response();
        if encoding != Encoding::Identity {
            let name = axum::http::HeaderValue::from_static(encoding.name());
            response.headers_mut().insert(CONTENT_ENCODING, name);
        }
        response
    }
}

fn is_at_or_below(path: &str, root: &str) -> bool {
    path.strip_prefix(root)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn is_known(request: &HeaderMap, etag: &str) -> bool {
    let known = request
        .get_all(IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok());
    known
        .flat_map(|value| value.split(','))
        .map(|tag| tag.trim().trim_start_matches("W/"))
        .any(|tag| tag == etag || tag == "*")
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("webmanifest") => "application/manifest+json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ftl") => "text/plain; charset=utf-8",
        Some(_) | None => "application/octet-stream",
    }
}

fn short_hash(content: &[u8]) -> String {
    let digest = Sha256::digest(content);
    digest.iter().take(8).fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}"); // writing to a String cannot fail
        text
    })
}
