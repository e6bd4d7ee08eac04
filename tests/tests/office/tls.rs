//! TLS of the server's own. Goal: an office without a proxy is spoken with by TLS alone, knows that it is, and
//! shows another certificate once the files are renewed; files that cannot be used change nothing, and nobody
//! is waited for without end. Method: certificates made here, real sockets.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use chungtay_server::router::router;
use chungtay_server::serving;
use chungtay_server::tls::{Tls, TlsError};
use chungtay_shared::limits::HEADERS_PATIENCE_S;
use chungtay_tests::http::HttpServer;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, ProtocolVersion, RootCertStore, SupportedProtocolVersion, version};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsConnector;

const ASKED: &[u8] = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

/// A folder with a certificate in it.
struct Files {
    folder: tempfile::TempDir,
}

impl Files {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self { folder }
    }

    fn certificate(&self) -> PathBuf {
        self.folder.path().join("fullchain.pem")
    }

    fn key(&self) -> PathBuf {
        self.folder.path().join("privkey.pem")
    }

    /// Makes another one, `later` seconds after the first; what a client has to trust.
    fn renew(&self, later: u64) -> CertificateDer<'static> {
        let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
        write(&self.certificate(), &made.cert.pem(), later);
        write(&self.key(), &made.signing_key.serialize_pem(), later);
        made.cert.der().clone()
    }

    fn open(&self) -> Result<Tls, TlsError> {
        Tls::open(&self.certificate(), &self.key())
    }
}

/// A file with this in it, which was changed so many seconds after the first was.
fn write(path: &Path, text: &str, later: u64) {
    std::fs::write(path, text).unwrap();
    let file = File::options().write(true).open(path).unwrap();
    let at = SystemTime::UNIX_EPOCH + Duration::from_secs(1_800_000_000 + later);
    file.set_modified(at).unwrap();
}

/// A server that speaks TLS, for as long as the test lasts.
async fn serve(tls: &Tls) -> std::net::SocketAddr {
    let server = HttpServer::empty();
    let mut state = server.state.clone();
    state.speaks_tls = true;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let tls = tls.clone();
    tokio::spawn(async move {
        let _kept = server;
        let never = std::future::pending();
        serving::serve(&listener, &router(state), Some(&tls), never).await;
    });
    address
}

/// What is answered to somebody who trusts this certificate alone, and by which version of TLS.
async fn answered(
    address: std::net::SocketAddr,
    trusted: &CertificateDer<'static>,
    spoken: &'static SupportedProtocolVersion,
) -> Option<(String, ProtocolVersion)> {
    let mut roots = RootCertStore::empty();
    roots.add(trusted.clone()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_protocol_versions(&[spoken])
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let stream = TcpStream::connect(address).await.unwrap();
    let name = ServerName::try_from("localhost").unwrap();
    let connector = TlsConnector::from(Arc::new(config));
    let mut stream = connector.connect(name, stream).await.ok()?;
    stream.write_all(ASKED).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    let version = stream.get_ref().1.protocol_version().unwrap();
    Some((String::from_utf8(answer).unwrap(), version))
}

#[tokio::test]
async fn an_office_without_a_proxy_speaks_tls_with_its_own_certificate() {
    let files = Files::new();
    let trusted = files.renew(0);
    let address = serve(&files.open().unwrap()).await;
    for (spoken, expected) in [
        (&version::TLS13, ProtocolVersion::TLSv1_3),
        (&version::TLS12, ProtocolVersion::TLSv1_2),
    ] {
        let (answer, version) = answered(address, &trusted, spoken).await.unwrap();
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
        assert_eq!(version, expected);
        // It knows that browsers reach it so, without being told.
        assert!(answer.contains("strict-transport-security"), "{answer}");
    }
    let mut plain = TcpStream::connect(address).await.unwrap();
    plain.write_all(ASKED).await.unwrap();
    let mut answer = Vec::new();
    // What comes back, if anything, is TLS's own refusal.
    let _ = plain.read_to_end(&mut answer).await;
    assert!(!answer.starts_with(b"HTTP"), "plain HTTP is not answered");
}

#[tokio::test]
async fn a_certificate_that_was_renewed_is_shown_and_one_that_cannot_be_used_is_not() {
    let files = Files::new();
    let first = files.renew(0);
    let tls = files.open().unwrap();
    let address = serve(&tls).await;
    assert!(!tls.renew().unwrap(), "nothing has changed");
    let second = files.renew(10);
    assert!(tls.renew().unwrap());
    let spoken = &version::TLS13;
    assert!(answered(address, &second, spoken).await.is_some());
    assert!(answered(address, &first, spoken).await.is_none());
    // Half of a renewal: the key of another one.
    let other = Files::new();
    other.renew(0);
    let key = std::fs::read_to_string(other.key()).unwrap();
    write(&files.key(), &key, 20);
    assert!(matches!(tls.renew(), Err(TlsError::Unfit(_))));
    assert!(answered(address, &second, spoken).await.is_some());
    write(&files.certificate(), "không phải chứng thư", 30);
    assert!(matches!(files.open(), Err(TlsError::NoCertificate(_))));
    std::fs::remove_file(files.certificate()).unwrap();
    assert!(matches!(files.open(), Err(TlsError::File(..))));
    assert!(answered(address, &second, spoken).await.is_some());
}

#[tokio::test(start_paused = true)]
async fn whoever_connects_and_says_nothing_is_given_up() {
    let files = Files::new();
    files.renew(0);
    let address = serve(&files.open().unwrap()).await;
    let begun = tokio::time::Instant::now();
    let mut silent = TcpStream::connect(address).await.unwrap();
    let mut answer = Vec::new();
    silent.read_to_end(&mut answer).await.unwrap();
    assert!(answer.is_empty());
    let waited = begun.elapsed().as_secs();
    assert!((1..=HEADERS_PATIENCE_S + 1).contains(&waited), "{waited} s");
}
