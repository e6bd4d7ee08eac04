//! From where a request comes, to tell strangers apart that guess.

use std::convert::Infallible;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::HeaderMap;
use axum::http::request::Parts;

use crate::state::AppState;

/// An address from which somebody asks. One may be a whole office's, or a whole province's phones': nobody
/// is known by it, and only what is guessed wrongly is counted by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stranger(pub IpAddr);

impl Stranger {
    /// Who asks. The proxy in front names its peer last in `X-Forwarded-For`; without a proxy, which is
    /// where the server was not told how people reach it or speaks TLS itself, anybody could write anything there.
    pub fn of(state: &AppState, parts: &Parts) -> Self {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        let peer = peer.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| peer.0.ip());
        let behind_proxy = state.public_url.is_some() && !state.speaks_tls && is_inside(peer);
        let named = behind_proxy.then(|| last_named(&parts.headers)).flatten();
        Self(network(named.unwrap_or(peer)))
    }
}

impl FromRequestParts<AppState> for Stranger {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Infallible> {
        Ok(Self::of(state, parts))
    }
}

/// Whether a proxy of ours may have this address.
fn is_inside(peer: IpAddr) -> bool {
    match peer.to_canonical() {
        IpAddr::V4(peer) => peer.is_loopback() || peer.is_private(),
        IpAddr::V6(peer) => peer.is_loopback() || peer.is_unique_local(),
    }
}

fn last_named(headers: &HeaderMap) -> Option<IpAddr> {
    let last = headers.get_all("x-forwarded-for").iter().next_back()?;
    let last = last.to_str().ok()?.rsplit(',').next()?;
    last.trim().parse().ok()
}

/// Of IPv6, the network: one customer has 2^64 addresses of it.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            IpAddr::V6([a, b, c, d, 0, 0, 0, 0].into())
        }
        v4 @ IpAddr::V4(_) => v4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_customers_network_is_one_stranger() {
        let of = |text: &str| network(text.parse().unwrap());
        assert_eq!(of("2001:db8:1:2::7"), of("2001:db8:1:2:ffff::9"));
        assert_ne!(of("2001:db8:1:2::7"), of("2001:db8:1:3::7"));
        assert_eq!(of("::ffff:203.0.113.7"), of("203.0.113.7"));
        assert_ne!(of("203.0.113.7"), of("203.0.113.8"));
    }

    #[test]
    fn the_proxys_own_word_is_the_last_one() {
        let mut headers = HeaderMap::new();
        assert_eq!(last_named(&headers), None);
        headers.append("x-forwarded-for", "10.9.9.9, 203.0.113.7".parse().unwrap());
        assert_eq!(last_named(&headers), "203.0.113.7".parse().ok());
        headers.append("x-forwarded-for", "rubbish".parse().unwrap());
        assert_eq!(last_named(&headers), None);
    }
}
