//! Serving an app until told to stop.

use std::future::IntoFuture;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use app::App;
use tokio::net::TcpListener;

use crate::beside::{self, Beside};
use crate::transport::{Beacon, secret};

/// Serves until Ctrl-C or a termination signal, and does beside it what there is to do. `ready` is told the address once
/// it answers.
pub fn serve(
    app: Arc<App>,
    listen: SocketAddr,
    mut config: web::Config,
    beside: Option<Beside>,
    ready: impl FnOnce(SocketAddr),
) -> anyhow::Result<()> {
    let token = secret()?;
    config.house_token = Some(token.clone());
    let folder = app.folder().to_path_buf();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let result = runtime.block_on(async move {
        let listener = TcpListener::bind(listen)
            .await
            .map_err(|error| anyhow::anyhow!("cannot listen on {listen} ({error}): choose another with --listen"))?;
        let address = listener.local_addr()?;
        Beacon { address: format!("http://{address}"), token }.write(app.folder())?;
        let router = web::router(Arc::clone(&app), config);
        ready(address);
        if let Some(work) = beside {
            tokio::spawn(beside::run(app, work));
        }
        let server = axum::serve(listener, router).into_future();
        tokio::select! {
            result = server => result.map_err(anyhow::Error::from),
            () = told_to_stop() => Ok(()),
        }
    });
    // Open live connections never end by themselves; what was acknowledged is on disk already.
    runtime.shutdown_timeout(Duration::from_secs(2));
    Beacon::remove(&folder);
    result
}

async fn told_to_stop() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut terminate) => {
                tokio::select! {
                    _ = interrupt => {}
                    _ = terminate.recv() => {}
                }
            }
            Err(_) => {
                let _ = interrupt.await;
            }
        }
    }
    #[cfg(not(unix))]
    {
        let _ = interrupt.await;
    }
}
