//! Which stored form of a file a client gets.

use std::io::Read as _;

use axum::body::Body;
use axum::http::HeaderMap;
use axum::http::header::ACCEPT_ENCODING;
use flate2::read::GzDecoder;

use super::client::Asset;

/// A form of a file on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    Brotli,
    Gzip,
    Identity,
}

impl Encoding {
    /// The name in `Content-Encoding`.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gzip",
            Self::Identity => "identity",
        }
    }
}

/// The form that the request likes best among the stored ones; brotli before gzip where it likes
/// both alike. Who names neither gets the plain file: to refuse it would help nobody.
pub(super) fn choose(request: &HeaderMap, asset: &Asset) -> Encoding {
    let stored = [
        (Encoding::Brotli, asset.brotli),
        (Encoding::Gzip, asset.gzip),
    ];
    let mut best = (Encoding::Identity, 0);
    for (encoding, _) in stored.into_iter().filter(|(_, bytes)| bytes.is_some()) {
        let liking = liking(request, encoding.name());
        if liking > best.1 {
            best = (encoding, liking);
        }
    }
    best.0
}

/// The bytes in that form. A plain form that is not stored is made from the gzipped one.
/// `None` when the asset holds neither.
pub(super) fn body(asset: &Asset, encoding: Encoding) -> Option<Body> {
    let stored = match encoding {
        Encoding::Brotli => asset.brotli,
        Encoding::Gzip => asset.gzip,
        Encoding::Identity => asset.identity,
    };
    if let Some(bytes) = stored {
        return Some(bytes.into());
    }
    let mut plain = Vec::new();
    GzDecoder::new(asset.gzip?).read_to_end(&mut plain).ok()?;
    Some(plain.into())
}

/// How much the request likes an encoding, in thousandths; 0 is a refusal.
fn liking(request: &HeaderMap, encoding: &str) -> u16 {
    let mut of_any = 0;
    let values = request
        .get_all(ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok());
    for item in values.flat_map(|value| value.split(',')) {
        let (name, quality) = split(item);
        if name.eq_ignore_ascii_case(encoding) {
            return quality;
        }
        if name == "*" {
            of_any = quality;
        }
    }
    of_any
}

/// `gzip;q=0.5` is `("gzip", 500)`. A quality that cannot be read refuses.
fn split(item: &str) -> (&str, u16) {
    let (name, parameters) = item.split_once(';').unwrap_or((item, ""));
    let quality = parameters
        .split(';')
        .find_map(|parameter| parameter.trim().strip_prefix("q="))
        .map_or(1000, thousandths);
    (name.trim(), quality)
}

fn thousandths(quality: &str) -> u16 {
    match quality.split_once('.') {
        None => quality
            .parse::<u16>()
            .map_or(0, |whole| whole.min(1) * 1000),
        Some(("1", _)) => 1000,
        Some((_, fraction)) => {
            let digits = format!("{fraction:0<3.3}");
            digits.parse().unwrap_or(0)
        }
    }
}
