//! `chungtay serve`

use std::net::SocketAddr;
use std::sync::Arc;

use chungtay_shared::api::{MadeInvite, Role};
use chungtay_shared::synthetic::{self, DEMO_HOUSEHOLDS};
use tokio::net::TcpListener;

use super::compact::keep_compacting;
use super::invite::print_link;
use super::renew::renew_rows;
use super::{CommandError, ServeArgs, open};
use crate::router::router;
use crate::state::AppState;
use crate::store::{StoreError, write};
use crate::tls::Tls;
use crate::{demo, enrol, log, metrics, serving};

pub(super) fn run(args: &ServeArgs) -> Result<(), CommandError> {
    log::start();
    let mut state = open(&args.data)?;
    state.public_url = args.public_url.as_deref().map(Into::into);
    let tls = match (&args.tls_cert, &args.tls_key) {
        (Some(certificate), Some(key)) => Some(Tls::open(certificate, key)?),
        _ => None,
    };
    state.speaks_tls = tls.is_some();
    state.store.tell(&state.live)?;
    let runtime = tokio::runtime::Runtime::new().map_err(CommandError::Stopped)?;
    runtime.block_on(async {
        let listener = TcpListener::bind(args.listen)
            .await
            .map_err(|error| CommandError::Listen(args.listen, error))?;
        let address = listener.local_addr().map_err(CommandError::Stopped)?;
        // A database blocks, which a task may not do here as little as in a request.
        tokio::task::block_in_place(|| greet(&state, args, address))?;
        renew_rows(&state);
        keep_compacting(&state);
        if let Some(tls) = &tls {
            tls.keep_renewing();
        }
        if let Some(metrics) = args.metrics_listen {
            serve_metrics(state.clone(), metrics).await?;
        }
        let live = Arc::clone(&state.live);
        serving::serve(&listener, &router(state), tls.as_ref(), async move {
            asked_to_stop().await;
            live.close();
        })
        .await;
        Ok(())
    })
}

/// Serves `/metrics` on an address of its own for as long as the process lives.
async fn serve_metrics(state: AppState, address: SocketAddr) -> Result<(), CommandError> {
    let listener = TcpListener::bind(address)
        .await
        .map_err(|error| CommandError::Listen(address, error))?;
    tokio::spawn(async move {
        if let Err(error) = axum::serve(listener, metrics::router(state)).await {
            tracing::error!(%error, "/metrics is served no more");
        }
    });
    Ok(())
}

/// What somebody who has just started it needs to know.
fn greet(state: &AppState, args: &ServeArgs, address: SocketAddr) -> Result<(), CommandError> {
    let origin = args.public_url.clone().unwrap_or_else(|| {
        let scheme = if state.speaks_tls { "https" } else { "http" };
        format!("{scheme}://{address}")
    });
    let origin = origin.trim_end_matches('/');
    if args.demo {
        demonstrate(state, origin)?;
    }
    say!("Chung Tay serves on {origin}  (data in {})", args.data);
    if write(&*state.store, |tx| tx.is_empty())? {
        say!("Nothing is here yet. Open {origin}/office on this machine to begin,");
        say!("or start with --demo to try it with an invented commune.");
    }
    Ok(())
}

fn demonstrate(state: &AppState, origin: &str) -> Result<(), CommandError> {
    say!(
        "Looking for the invented commune (seed {}) ...",
        synthetic::DEMO_SEED
    );
    let links = write(&*state.store, |tx| {
        let demo = demo::fill(state, tx, DEMO_HOUSEHOLDS)?;
        let link = |name: &str, role| enrol::invite(state, tx, &demo.commune, name, role, origin);
        let office = link(&demo.officer, Role::Office)?;
        let (unit, officer) = (&demo.city, &demo.city_officer);
        let city = enrol::invite(state, tx, unit, officer, Role::Office, origin)?;
        let volunteers = demo
            .volunteers
            .iter()
            .map(|name| link(name, Role::Volunteer))
            .collect::<Result<Vec<_>, StoreError>>()?;
        let colleagues = demo::invite_colleagues(state, tx, &demo.commune, origin)?;
        Ok((demo.commune_name, office, city, volunteers, colleagues))
    })?;
    let (commune_name, office, city, volunteers, colleagues) = links;
    say!("{commune_name}: {}\n", synthetic::MARK);
    say!("The office's link, for a browser here:");
    print_link(&office);
    for volunteer in &volunteers {
        say!("A volunteer's enrolment link, for a phone (or another browser profile):");
        print_link(volunteer);
    }
    say!("A link to the office of the city the commune lies in, for another browser profile:");
    print_link(&city);
    say!("Links for the other roles of the commune's office:");
    for MadeInvite { role, link, .. } in &colleagues {
        say!("  {}: {link}", role.code());
    }
    say!();
    Ok(())
}

/// Ctrl-C, or the service manager's signal: requests under way are finished.
async fn asked_to_stop() {
    let interrupt = async {
        // Without a handler the process ends by itself on Ctrl-C.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => drop(signal.recv().await),
            Err(_) => std::future::pending::<()>().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! {
        () = interrupt => {}
        () = terminate => {}
    }
}
