//! The road to PostgreSQL: under TLS, unless the database is on this machine or whoever runs the server has
//! said that it need not be.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use postgres::config::{Config, Host, SslMode};
use postgres::{Client, Error, NoTls};
use rustls::crypto::ring;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use rustls::{ClientConfig, RootCertStore};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::{Failure, OpenError};

/// A node that is gone gives its locks back within a minute or so.
const SESSION: &str = "-c tcp_keepalives_idle=30 -c tcp_keepalives_interval=10 \
     -c tcp_keepalives_count=3 -c idle_in_transaction_session_timeout=60000";

/// How each connection of ours is made.
#[derive(Clone)]
pub(super) struct Road {
    config: Config,
    tls: Option<MakeRustlsConnect>,
}

impl Road {
    /// To the database at `url`, by the certificates in the file `authorities` (PEM), one of which has to vouch
    /// for it under the name that stands in the address.
    pub(super) fn to(url: &str, authorities: Option<&Path>) -> Result<Self, OpenError> {
        let mut config = url.parse::<Config>().map_err(|_| OpenError::Address)?;
        if config.get_hosts().is_empty() {
            return Err(OpenError::Address);
        }
        let is_wanted = config.get_ssl_mode() != SslMode::Disable;
        let tls = match authorities {
            Some(file) if is_wanted => Some(connector(file)?),
            None if config.get_ssl_mode() == SslMode::Require => {
                return Err(OpenError::Authorities);
            }
            None if is_wanted && !is_here(&config) => return Err(OpenError::InTheOpen),
            Some(_) | None => None,
        };
        let mode = tls.as_ref().map_or(SslMode::Disable, |_| SslMode::Require);
        config.ssl_mode(mode);
        Ok(Self {
            config: configured(config),
            tls,
        })
    }

    /// The same for a session that reads only.
    pub(super) fn reading_only(mut self) -> Self {
        let options = self.config.get_options().unwrap_or_default();
        let options = format!("-c default_transaction_read_only=on {options}");
        self.config.options(&options);
        self
    }

    /// A connection of its own.
    pub(super) fn connect(&self) -> Result<Client, Error> {
        match &self.tls {
            Some(tls) => self.config.connect(tls.clone()),
            None => self.config.connect(NoTls),
        }
    }

    /// The first one: says whether it is TLS that fails.
    pub(super) fn open(&self) -> Result<Client, OpenError> {
        self.connect().map_err(|error| {
            let is_answered = error.as_db_error().is_some();
            let is_reached = !is_answered && error.to_string().contains("TLS");
            let failure = Failure::from(error);
            if self.tls.is_some() && is_reached {
                OpenError::Tls(failure)
            } else {
                OpenError::Unreachable(failure)
            }
        })
    }
}

/// What every connection of ours needs.
fn configured(mut config: Config) -> Config {
    let options = config.get_options().map(str::to_owned).unwrap_or_default();
    config
        .options(&format!("{SESSION} {options}"))
        .application_name("chungtay")
        .keepalives_idle(Duration::from_secs(30))
        .tcp_user_timeout(Duration::from_mins(1))
        .notice_callback(|_| {});
    if config.get_connect_timeout().is_none() {
        config.connect_timeout(Duration::from_secs(5));
    }
    config
}

/// Whether what is said stays on this machine.
fn is_here(config: &Config) -> bool {
    let hosts = config.get_hosts().iter().all(|host| match host {
        Host::Unix(_) => true,
        Host::Tcp(name) => {
            name == "localhost"
                || name
                    .parse()
                    .is_ok_and(|ip: std::net::IpAddr| ip.is_loopback())
        }
    });
    let mut addresses = config.get_hostaddrs().iter();
    hosts && addresses.all(std::net::IpAddr::is_loopback)
}

fn connector(file: &Path) -> Result<MakeRustlsConnect, OpenError> {
    let unusable = |why: String| OpenError::AuthoritiesUnusable(file.to_owned(), why);
    let mut authorities = RootCertStore::empty();
    let read = CertificateDer::pem_file_iter(file).map_err(|e| unusable(e.to_string()))?;
    for certificate in read {
        let certificate = certificate.map_err(|e| unusable(e.to_string()))?;
        let added = authorities.add(certificate);
        added.map_err(|e| unusable(e.to_string()))?;
    }
    if authorities.is_empty() {
        return Err(unusable("there is no certificate in it".to_owned()));
    }
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|e| unusable(e.to_string()))?
        .with_root_certificates(authorities)
        .with_no_client_auth();
    Ok(MakeRustlsConnect::new(config))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_on_another_machine_is_spoken_to_under_tls_unless_it_is_said_that_it_need_not_be()
    {
        let to = |url: &str| Road::to(url, None).map(|road| road.config.get_ssl_mode());
        for near in [
            "postgres://chungtay@127.0.0.1/chungtay",
            "postgres://chungtay@[::1]/chungtay",
            "postgres://chungtay@localhost/chungtay",
            "postgres://chungtay@%2Fvar%2Frun%2Fpostgresql/chungtay",
            "postgres://chungtay@10.0.0.7/chungtay?sslmode=disable",
        ] {
            assert_eq!(to(near).unwrap(), SslMode::Disable, "{near}");
        }
        let far = "postgres://chungtay@10.0.0.7/chungtay";
        assert!(matches!(to(far), Err(OpenError::InTheOpen)));
        let named = "postgres://chungtay@data.example,localhost/chungtay";
        assert!(matches!(to(named), Err(OpenError::InTheOpen)));
        let moved = "host=localhost hostaddr=10.0.0.7 user=chungtay";
        assert!(matches!(to(moved), Err(OpenError::InTheOpen)));
        let required = "postgres://chungtay@127.0.0.1/chungtay?sslmode=require";
        assert!(matches!(to(required), Err(OpenError::Authorities)));
    }

    #[test]
    fn a_file_without_certificates_vouches_for_nobody() {
        let empty = tempfile::NamedTempFile::new().unwrap();
        let url = "postgres://chungtay@data.example/chungtay";
        for file in [empty.path(), Path::new("/nowhere/at/all.pem")] {
            let refused = Road::to(url, Some(file)).err().unwrap();
            assert!(matches!(refused, OpenError::AuthoritiesUnusable(..)));
        }
    }
}
