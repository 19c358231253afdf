//! Asking a tracker over its interface: one address, no way to another, an end to everything.

use std::sync::Arc;
use std::time::Duration;

use base::Say;
use jiff::fmt::rfc2822;
use jiff::{SignedDuration, Timestamp};
use ureq::tls::{Certificate, RootCerts, TlsConfig};

use super::connection::Connection;

/// How long a tracker may take over one answer.
const PATIENCE: Duration = Duration::from_secs(60);
/// The largest answer, in bytes.
const ANSWER_MOST: u64 = 64 << 20;
/// The longest pause a tracker is granted; after it, it is asked again.
const LONGEST_PAUSE: SignedDuration = SignedDuration::from_hours(1);
/// The pause of a tracker that says only that it was asked too often.
const PAUSE: SignedDuration = SignedDuration::from_mins(1);

/// Asks one tracker.
pub(super) struct Caller<'c> {
    agent: ureq::Agent,
    pub(super) connection: &'c Connection,
    now: Timestamp,
}

/// What a tracker answered.
pub(super) struct Page {
    pub(super) text: String,
    /// Whether it says itself that another page follows; `None` where it does not say.
    pub(super) more: Option<bool>,
    /// What its clock showed.
    pub(super) at: Option<Timestamp>,
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Miss {
    /// There is no such thing, or none any more.
    Gone,
    /// It was asked too often, and asks to be left alone until then.
    Wait(Timestamp),
    /// The token is not taken, or may not read this.
    Forbidden(u16),
    /// It points to another address, which is not followed.
    Elsewhere,
    /// It cannot be reached, or answered what nobody can read.
    Unreachable(String),
}

impl Miss {
    /// What is told of it.
    pub fn say(&self) -> Say {
        match self {
            Miss::Gone => Say::new("ce qui est demandé n'existe pas là-bas", "what is asked for does not exist there"),
            Miss::Wait(_) => Say::new("l'outil demande de patienter", "the tracker asks to wait"),
            Miss::Forbidden(code) => Say::new(
                format!("le jeton n'est pas accepté, ou n'ouvre pas cela ({code})"),
                format!("the token is not taken, or does not open this ({code})"),
            ),
            Miss::Elsewhere => Say::new(
                "l'outil renvoie à une autre adresse, qui n'est pas suivie",
                "the tracker points to another address, which is not followed",
            ),
            Miss::Unreachable(why) => {
                Say::new(format!("l'outil ne répond pas ({why})"), format!("the tracker does not answer ({why})"))
            }
        }
    }
}

impl<'c> Caller<'c> {
    /// Gets ready to ask; nothing is asked yet.
    pub(super) fn new(connection: &'c Connection, now: Timestamp) -> Caller<'c> {
        let mut config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            // A token is shown to nobody but the address it was given for.
            .max_redirects(0)
            .max_redirects_will_error(false)
            .user_agent("entente")
            .accept("application/json")
            .timeout_connect(Some(Duration::from_secs(10)))
            .timeout_global(Some(PATIENCE));
        if connection.base.starts_with("https:") {
            config = config.tls_config(tls());
        }
        Caller { agent: config.build().new_agent(), connection, now }
    }

    /// Asks for a path, with its query.
    pub(super) fn get(&self, path: &str) -> Result<Page, Miss> {
        let mut request = self.agent.get(format!("{}{path}", self.connection.base));
        if let Some(authorization) = &self.connection.authorization {
            request = request.header("authorization", authorization);
        }
        let mut answer = request.call().map_err(|error| Miss::Unreachable(error.to_string()))?;
        let header = |name: &str| answer.headers().get(name).and_then(|value| value.to_str().ok());
        let spent = header("x-ratelimit-remaining") == Some("0") || header("ratelimit-remaining") == Some("0");
        match answer.status().as_u16() {
            200 => {}
            404 | 410 => return Err(Miss::Gone),
            429 | 503 => return Err(Miss::Wait(self.until(header))),
            403 if spent || header("retry-after").is_some() => return Err(Miss::Wait(self.until(header))),
            code @ (401 | 403) => return Err(Miss::Forbidden(code)),
            300..=399 => return Err(Miss::Elsewhere),
            code => return Err(Miss::Unreachable(code.to_string())),
        }
        let more = header("link").map(|link| link.contains("rel=\"next\""));
        let at = header("date").and_then(date);
        let text = answer.body_mut().with_config().limit(ANSWER_MOST).read_to_string();
        Ok(Page { text: text.map_err(|error| Miss::Unreachable(error.to_string()))?, more, at })
    }

    /// Until when a tracker asks to be left alone.
    fn until<'h>(&self, header: impl Fn(&str) -> Option<&'h str>) -> Timestamp {
        let after = header("retry-after").and_then(|words| match words.parse() {
            Ok(seconds) => self.now.checked_add(SignedDuration::from_secs(seconds)).ok(),
            Err(_) => date(words),
        });
        let reset = || header("x-ratelimit-reset").or(header("ratelimit-reset"))?.parse().ok();
        let reset = || Timestamp::from_second(reset()?).ok();
        let latest = self.now.saturating_add(LONGEST_PAUSE).unwrap_or(self.now);
        let until = after.or_else(reset).or(self.now.saturating_add(PAUSE).ok()).unwrap_or(self.now);
        until.clamp(self.now, latest)
    }
}

/// Reads `Sun, 06 Aug 2026 08:49:37 GMT`.
fn date(words: &str) -> Option<Timestamp> {
    rfc2822::parse(words).ok().map(|moment| moment.timestamp())
}

/// TLS in Rust, with the machine's own certificates: as mail goes out.
fn tls() -> TlsConfig {
    let found = rustls_native_certs::load_native_certs().certs;
    let roots: Vec<Certificate<'static>> = found.iter().map(|cert| Certificate::from_der(cert).to_owned()).collect();
    TlsConfig::builder()
        .root_certs(RootCerts::new_with_certs(&roots))
        .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .build()
}
