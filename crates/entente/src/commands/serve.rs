//! `entente serve`: the store's pages and API.

use std::net::SocketAddr;
use std::sync::Arc;

use app::{App, Clock};
use clap::Args;

use super::Common;
use crate::output::Output;

/// Where to listen.
#[derive(Args)]
pub struct Serve {
    /// The address; put a proxy with TLS before any other than this machine's own.
    #[arg(long, default_value = "127.0.0.1:4321")]
    listen: SocketAddr,
}

impl Serve {
    pub(super) fn run(self, common: &Common, out: Output) -> anyhow::Result<()> {
        let app = Arc::new(App::open(&common.store, Clock::Real)?);
        let facts = app.picture().position;
        crate::serve::serve(app, self.listen, web::Config::default(), |address| {
            let document = serde_json::json!({ "address": format!("http://{address}"), "facts": facts });
            out.answer(&document, |out| {
                out.line(
                    format!("{facts} faits relus. Entente répond sur http://{address}"),
                    format!("{facts} facts folded. Entente answers on http://{address}"),
                );
            });
        })
    }
}
