//! `entente serve`: the store's pages and API.

use std::net::SocketAddr;
use std::sync::Arc;

use app::mail::Mailer;
use app::{App, Clock, Connection};
use clap::Args;

use super::Common;
use crate::beside::Beside;
use crate::output::Output;

/// Where to listen.
#[derive(Args)]
pub struct Serve {
    /// The address; put a proxy with TLS before any other than this machine's own.
    #[arg(long, default_value = "127.0.0.1:4321")]
    listen: SocketAddr,
    /// The mail server: smtps://user:password@host, or smtp://host:587. Without it messages are read on pages alone.
    #[arg(
        long,
        value_name = "URL",
        env = "ENTENTE_SMTP",
        hide_env_values = true,
        requires = "mail_from",
        requires = "public_url"
    )]
    smtp: Option<String>,
    /// Whom mail comes from, such as "Entente <entente@example.com>".
    #[arg(long, value_name = "ADDRESS", env = "ENTENTE_MAIL_FROM")]
    mail_from: Option<String>,
    /// Where people reach this house: links in mail begin with it.
    #[arg(long, value_name = "URL", env = "ENTENTE_PUBLIC_URL")]
    public_url: Option<String>,
    /// A tracker to be read again by itself, once for each: jira=https://account:token@host?jql=…,
    /// `github:owner/name=https://:token@api.github.com`, `gitlab:group/project=https://:token@host`.
    #[arg(long = "tracker", value_name = "NAME=URL", env = crate::transport::TRACKERS, hide_env_values = true, value_delimiter = ' ')]
    trackers: Vec<String>,
    /// How often trackers are asked what changed, in minutes. What their hints name is read within half a minute.
    #[arg(long, value_name = "MINUTES", default_value_t = 4, value_parser = clap::value_parser!(u16).range(1..))]
    tracker_minutes: u16,
}

impl Serve {
    pub(super) fn run(self, common: &Common, out: Output) -> anyhow::Result<()> {
        // The house speaks the language it is served in; people read pages in their own.
        let lang = common.language();
        let mailer = match (&self.smtp, &self.mail_from, &self.public_url) {
            (Some(smtp), Some(from), Some(site)) => Some(Mailer::new(smtp, from, site, lang)?),
            _ => None,
        };
        let config = web::Config { mail: mailer.is_some(), ..web::Config::default() };
        let trackers = Connection::all(&self.trackers.join(" "))?;
        let every = jiff::SignedDuration::from_mins(self.tracker_minutes.into());
        let beside = Some(Beside { mailer, lang, every });
        let app = Arc::new(App::open(&common.store, Clock::Real)?);
        app.connect(trackers);
        let facts = app.picture().position;
        crate::serve::serve(app, self.listen, config, beside, |address| {
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
