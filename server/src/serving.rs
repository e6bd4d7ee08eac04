//! Connections: accepted, given to the routes, and ended when nothing comes of them.

use std::future::Future;
use std::io::ErrorKind;
use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use chungtay_shared::limits::HEADERS_PATIENCE_S;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tower::ServiceExt as _;

use crate::tls::Tls;

/// After this long another connection is tried when the machine has no room for one.
const FULL_MS: u64 = 1_000;

/// Serves until `stopped`, by TLS where there is a certificate; then what is under way is finished.
pub async fn serve(
    listener: &TcpListener,
    router: &Router,
    tls: Option<&Tls>,
    stopped: impl Future<Output = ()>,
) {
    let graceful = GracefulShutdown::new();
    let mut stopped = std::pin::pin!(stopped);
    loop {
        tokio::select! {
            (stream, peer) = accepted(listener) => {
                let (router, watcher) = (router.clone(), graceful.watcher());
                let Some(tls) = tls.cloned() else {
                    tokio::spawn(connection(router, stream, peer, watcher));
                    continue;
                };
                tokio::spawn(async move {
                    if let Some(stream) = tls.begin(stream).await {
                        connection(router, stream, peer, watcher).await;
                    }
                });
            }
            () = &mut stopped => break,
        }
    }
    graceful.shutdown().await;
}

async fn accepted(listener: &TcpListener) -> (TcpStream, SocketAddr) {
    loop {
        match listener.accept().await {
            Ok(accepted) => return accepted,
            Err(error) if is_of_one_connection(error.kind()) => {}
            Err(error) => {
                tracing::error!(%error, "no connection can be accepted");
                tokio::time::sleep(Duration::from_millis(FULL_MS)).await;
            }
        }
    }
}

/// Whether whoever came is gone again, which says nothing of the next.
fn is_of_one_connection(error: ErrorKind) -> bool {
    matches!(
        error,
        ErrorKind::ConnectionRefused | ErrorKind::ConnectionAborted | ErrorKind::ConnectionReset
    )
}

/// One connection to its end.
async fn connection(
    router: Router,
    stream: impl AsyncRead + AsyncWrite + Send + Unpin + 'static,
    peer: SocketAddr,
    watcher: Watcher,
) {
    let service = router.map_request(move |request: Request<Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(peer));
        request
    });
    let served = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(Duration::from_secs(HEADERS_PATIENCE_S))
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
    // A connection that breaks off is the network's doing; what was asked is answered or was not.
    if let Err(error) = watcher.watch(served).await {
        tracing::debug!(%error, "a connection broke off");
    }
}
