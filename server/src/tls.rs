//! TLS of our own, by certificate files: for an office that has no proxy to do it. TLS 1.2 and 1.3 only. When
//! the files are renewed they are read again; files that cannot be used change nothing.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::{Duration, SystemTime};

use chungtay_shared::limits::HEADERS_PATIENCE_S;
use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use tokio::net::TcpStream;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

/// So often it is looked whether the files have been renewed.
const LOOKED_S: u64 = 60;
/// What is spoken inside.
const HTTP: &[u8] = b"http/1.1";

/// Why files cannot be used; said in one sentence.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// A file cannot be read.
    #[error("{0} cannot be read: {1}")]
    File(PathBuf, String),
    /// There is no certificate in the file.
    #[error("{0} has no certificate in it (it should begin with -----BEGIN CERTIFICATE-----)")]
    NoCertificate(PathBuf),
    /// Key and certificate do not belong together, or are of a kind that nobody uses any more.
    #[error("the key does not fit the certificate: {0}")]
    Unfit(rustls::Error),
}

/// The certificate that is shown, and where it comes from.
#[derive(Debug)]
struct Shown {
    files: [PathBuf; 2],
    key: RwLock<Arc<CertifiedKey>>,
    /// When the files were changed that were read last.
    changed_at: Mutex<[Option<SystemTime>; 2]>,
}

impl ResolvesServerCert for Shown {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        let key = self.key.read().unwrap_or_else(PoisonError::into_inner);
        Some(Arc::clone(&key))
    }
}

/// Speaks TLS with whoever connects.
#[derive(Clone)]
pub struct Tls {
    shown: Arc<Shown>,
    acceptor: TlsAcceptor,
}

impl Tls {
    /// With this certificate, the ones that vouch for it behind it, and this key; files in PEM.
    pub fn open(certificate: &Path, key: &Path) -> Result<Self, TlsError> {
        let files = [certificate.to_owned(), key.to_owned()];
        let changed_at = Mutex::new(changed_at(&files));
        let key = RwLock::new(Arc::new(read(&files)?));
        let shown = Arc::new(Shown {
            files,
            key,
            changed_at,
        });
        let provider = Arc::new(ring::default_provider());
        let mut config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(TlsError::Unfit)?
            .with_no_client_auth()
            .with_cert_resolver(Arc::clone(&shown) as Arc<dyn ResolvesServerCert>);
        config.alpn_protocols = vec![HTTP.to_vec()];
        Ok(Self {
            shown,
            acceptor: TlsAcceptor::from(Arc::new(config)),
        })
    }

    /// Reads the files again if they were changed; whether they were.
    pub fn renew(&self) -> Result<bool, TlsError> {
        let now = changed_at(&self.shown.files);
        let mut before = self
            .shown
            .changed_at
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if *before == now {
            return Ok(false);
        }
        *before = now;
        drop(before);
        let key = Arc::new(read(&self.shown.files)?);
        *self
            .shown
            .key
            .write()
            .unwrap_or_else(PoisonError::into_inner) = key;
        Ok(true)
    }

    /// Looks each minute whether they were, for as long as the process lives.
    pub fn keep_renewing(&self) {
        let tls = self.clone();
        tokio::spawn(async move {
            loop {
                tokio::time::sleep(Duration::from_secs(LOOKED_S)).await;
                let renewing = tls.clone();
                match tokio::task::spawn_blocking(move || renewing.renew()).await {
                    Ok(Ok(true)) => tracing::info!("the certificate was renewed"),
                    Ok(Ok(false)) => {}
                    Ok(Err(error)) => tracing::error!(%error, "the certificate stays the old one"),
                    Err(error) => tracing::error!(%error, "the certificate is not looked at"),
                }
            }
        });
    }

    /// Begins with somebody who has connected; nobody is waited for without end.
    pub(crate) async fn begin(&self, stream: TcpStream) -> Option<TlsStream<TcpStream>> {
        let patience = Duration::from_secs(HEADERS_PATIENCE_S);
        match tokio::time::timeout(patience, self.acceptor.accept(stream)).await {
            Ok(Ok(stream)) => Some(stream),
            Ok(Err(error)) => {
                tracing::debug!(%error, "no TLS came about");
                None
            }
            Err(_) => None,
        }
    }
}

fn changed_at(files: &[PathBuf; 2]) -> [Option<SystemTime>; 2] {
    files.each_ref().map(|file| {
        let about = std::fs::metadata(file).ok()?;
        about.modified().ok()
    })
}

fn read([certificate, key]: &[PathBuf; 2]) -> Result<CertifiedKey, TlsError> {
    let failed = |file: &Path| {
        let file = file.to_owned();
        move |error: rustls::pki_types::pem::Error| TlsError::File(file, error.to_string())
    };
    let chain: Vec<_> = CertificateDer::pem_file_iter(certificate)
        .and_then(Iterator::collect)
        .map_err(failed(certificate))?;
    if chain.is_empty() {
        return Err(TlsError::NoCertificate(certificate.clone()));
    }
    let key = PrivateKeyDer::from_pem_file(key).map_err(failed(key))?;
    let provider = ring::default_provider();
    let key = CertifiedKey::from_der(chain, key, &provider).map_err(TlsError::Unfit)?;
    key.keys_match().map_err(TlsError::Unfit)?;
    Ok(key)
}
