//! What a span says of itself in its tags: its kind, what it called, and whether it failed.

use std::borrow::Cow;
use std::net::IpAddr;

use super::loose::Scalar;

/// Which side of a call a span is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Client,
    Producer,
    /// It does not say.
    #[default]
    Unset,
    Internal,
    Server,
    Consumer,
}

/// What the tags of a span say; everything else in them is passed over.
#[derive(Debug, Default)]
pub(crate) struct Facts<'a> {
    pub(crate) kind: Kind,
    service: Option<Cow<'a, str>>,
    store: Option<Cow<'a, str>>,
    /// Which database of the store, and where it answers.
    namespace: Option<Cow<'a, str>>,
    host: Option<Cow<'a, str>>,
    broker: Option<Cow<'a, str>>,
    /// What the tag for errors says; it wins over a status.
    error: Option<bool>,
    status: Option<bool>,
}

impl Kind {
    /// Reads the kinds of all formats: words in any case, with or without prefix.
    pub(crate) fn of(word: &str) -> Kind {
        let word = word.rsplit('_').next().unwrap_or(word);
        let known = [
            ("client", Kind::Client),
            ("producer", Kind::Producer),
            ("internal", Kind::Internal),
            ("server", Kind::Server),
            ("consumer", Kind::Consumer),
        ];
        known.into_iter().find(|(known, _)| word.eq_ignore_ascii_case(known)).map_or(Kind::Unset, |(_, kind)| kind)
    }

    /// The span stands where a call leaves its service.
    pub(super) fn calls(self) -> bool {
        matches!(self, Kind::Client | Kind::Producer)
    }

    /// The span stands where a call reaches its service.
    pub(super) fn answers(self) -> bool {
        matches!(self, Kind::Server | Kind::Consumer)
    }
}

impl<'a> Facts<'a> {
    /// Takes one tag.
    pub(crate) fn learn(&mut self, name: &str, value: Scalar<'a>) {
        match name {
            "span.kind" => self.kind = value.text().map_or(self.kind, |word| Kind::of(&word)),
            "error" => self.error = value.truth().or(self.error),
            "otel.status_code" => self.status(value.text().map(|word| word.eq_ignore_ascii_case("error"))),
            "http.status_code" | "http.response.status_code" => self.status(value.whole().map(|code| code >= 500)),
            "rpc.grpc.status_code" | "grpc.status_code" => self.status(value.whole().map(|code| code != 0)),
            "peer.service" | "service.peer.name" => self.service = value.text(),
            "db.system" | "db.system.name" => self.store = value.text(),
            "db.type" => self.store = self.store.take().or(value.text()),
            "db.namespace" | "db.name" | "db.instance" => self.namespace = value.text(),
            "server.address" | "net.peer.name" => self.host = value.text(),
            "messaging.system" => self.broker = value.text(),
            _ => {}
        }
    }

    /// Takes what is said about the outcome; one failure among several statuses is a failure.
    pub(crate) fn status(&mut self, failed: Option<bool>) {
        if let Some(failed) = failed {
            self.status = Some(failed || self.status == Some(true));
        }
    }

    /// Takes that it failed.
    pub(crate) fn fails(&mut self) {
        self.error = Some(true);
    }

    /// Takes the name of the other side.
    pub(crate) fn calls(&mut self, service: Cow<'a, str>) {
        self.service = Some(service);
    }

    /// Whether it failed, when it says so.
    pub(super) fn failed(&self) -> Option<bool> {
        self.error.or(self.status)
    }

    /// What it called, and whether that takes messages. On the answering side the peer is the caller; on a span that
    /// does not say its side, only a store or a broker can be meant.
    pub(super) fn peer(&self) -> Option<(Cow<'_, str>, bool)> {
        let named = |name: &'_ Option<Cow<'a, str>>| name.is_some();
        let by_kind = match self.kind {
            Kind::Client | Kind::Producer => true,
            Kind::Unset => named(&self.store) || named(&self.broker),
            Kind::Internal | Kind::Server | Kind::Consumer => false,
        };
        if !by_kind {
            return None;
        }
        let service = if self.kind.calls() { self.service.as_deref() } else { None };
        let message = self.kind == Kind::Producer || self.broker.is_some();
        let named = service.or(self.broker.as_deref()).map(Cow::Borrowed);
        named.or_else(|| self.database()).map(|name| (name, message))
    }

    /// The store it called, with what tells it from others of its make: the database, else the host. A number (the
    /// databases of Redis have no other name) tells nothing, nor does an address, which changes.
    fn database(&self) -> Option<Cow<'_, str>> {
        let store = self.store.as_deref()?;
        let tells = |name: &&str| name.len() <= 100 && name.chars().any(char::is_alphabetic);
        let is_host = |name: &&str| *name != "localhost" && name.parse::<IpAddr>().is_err();
        let namespace = self.namespace.as_deref().map(str::trim).filter(tells);
        let own = namespace.or_else(|| self.host.as_deref().map(str::trim).filter(tells).filter(is_host));
        Some(own.map_or(Cow::Borrowed(store), |own| format!("{store} {own}").into()))
    }
}
