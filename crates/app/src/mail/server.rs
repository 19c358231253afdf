//! The mail server: how it is reached, and whose fault it is when it takes nothing.
//!
//! A server that refuses says the same code of the reader's address and of the sender's. So the sender is put forward
//! alone first; and as many servers wait with their no until they know the reader, their words are read as well.

use std::error::Error as _;
use std::time::Duration;

use lettre::Message;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{SmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Mail, Rset};
use lettre::transport::smtp::extension::ClientId;
use percent_encoding::percent_decode_str;
use url::Url;

/// How long a server may take over one answer.
const PATIENCE: Duration = Duration::from_secs(30);
/// The ports of RFC 5321, RFC 6409 and RFC 8314.
const RELAY: u16 = 25;
const SUBMISSION: u16 = 587;
const SUBMISSIONS: u16 = 465;

/// One mail server.
pub(super) struct Server {
    host: String,
    port: u16,
    tls: Tls,
    hello: ClientId,
    credentials: Option<Credentials>,
}

enum Tls {
    None,
    /// From the first byte.
    Whole(TlsParameters),
    /// Asked for once connected; without it nothing is sent.
    Required(TlsParameters),
    /// Asked for where the server has it.
    WhereOffered(TlsParameters),
}

/// What stood in the way of a mail.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) error: Error,
    /// Whether the server takes nothing from the address mail is sent from, whoever reads it.
    pub(super) of_sender: bool,
}

impl From<Error> for Fault {
    fn from(error: Error) -> Fault {
        Fault { error, of_sender: false }
    }
}

impl Server {
    /// Reads an address: `smtps://user:password@host:port/our-name` or `smtp://host?tls=required`. Nothing is what is no
    /// such address.
    pub(super) fn read(address: &str) -> Option<Server> {
        let url = Url::parse(address).ok()?;
        let host = url.host_str().filter(|host| !host.is_empty())?.to_owned();
        let asked = url.query_pairs().find(|(key, _)| key == "tls").map(|(_, value)| value.into_owned());
        let parameters = || TlsParameters::new(host.clone()).ok();
        let (tls, usual) = match (url.scheme(), asked.as_deref()) {
            ("smtps", _) => (Tls::Whole(parameters()?), SUBMISSIONS),
            ("smtp", None) => (Tls::None, RELAY),
            ("smtp", Some("required")) => (Tls::Required(parameters()?), SUBMISSION),
            ("smtp", Some("opportunistic")) => (Tls::WhereOffered(parameters()?), SUBMISSION),
            _ => return None,
        };
        let decoded = |words: &str| Some(percent_decode_str(words).decode_utf8().ok()?.into_owned());
        let credentials = match url.password() {
            Some(password) => Some(Credentials::new(decoded(url.username())?, decoded(password)?)),
            None => None,
        };
        let hello = match url.path().trim_matches('/') {
            "" => ClientId::default(),
            name => ClientId::Domain(name.to_owned()),
        };
        Some(Server { port: url.port().unwrap_or(usual), host, tls, hello, credentials })
    }

    /// Hands a mail over; it is taken once this returns without a fault.
    pub(super) fn send(&self, mail: &Message) -> Result<(), Fault> {
        let mut connection = self.connect()?;
        let envelope = mail.envelope();
        let done = (|| {
            let from = Mail::new(envelope.from().cloned(), Vec::new());
            connection.command(from).map_err(|error| Fault { of_sender: error.status().is_some(), error })?;
            connection.command(Rset)?;
            connection.send(envelope, &mail.formatted()).map_err(|error| {
                let sender = envelope.from().map(ToString::to_string).unwrap_or_default();
                let readers: Vec<String> = envelope.to().iter().map(ToString::to_string).collect();
                let words = error.source().map(ToString::to_string).unwrap_or_default();
                Fault { of_sender: error.status().is_some() && speaks_of_sender(&words, &sender, &readers), error }
            })?;
            Ok(())
        })();
        // What the server says to a farewell changes nothing.
        match &done {
            Ok(()) => drop(connection.quit()),
            Err(_) => connection.abort(),
        }
        done
    }

    fn connect(&self) -> Result<SmtpConnection, Error> {
        let whole = if let Tls::Whole(parameters) = &self.tls { Some(parameters) } else { None };
        let server = (self.host.trim_matches(['[', ']']), self.port);
        let mut connection = SmtpConnection::connect(server, Some(PATIENCE), &self.hello, whole, None)?;
        match &self.tls {
            Tls::Required(parameters) => connection.starttls(parameters, &self.hello)?,
            Tls::WhereOffered(parameters) if connection.can_starttls() => {
                connection.starttls(parameters, &self.hello)?;
            }
            _ => {}
        }
        if let Some(credentials) = &self.credentials {
            connection.auth(DEFAULT_MECHANISMS, credentials)?;
        }
        Ok(connection)
    }
}

/// Whether a refusal speaks of the sender's address: by the codes for it (RFC 3463, X.1.7 and X.1.8), or because it names
/// that address and not the reader's.
fn speaks_of_sender(words: &str, sender: &str, readers: &[String]) -> bool {
    let words = words.to_lowercase();
    let coded =
        words.split_whitespace().next().is_some_and(|code| ["5.1.7", "5.1.8", "4.1.7", "4.1.8"].contains(&code));
    let names = |address: &str| !address.is_empty() && words.contains(&address.to_lowercase());
    coded || names(sender) && !readers.iter().any(|reader| names(reader))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_port_encryption_and_who_we_are() {
        let read = |address: &str| {
            let it = Server::read(address)?;
            let tls = match it.tls {
                Tls::None => "none",
                Tls::Whole(_) => "whole",
                Tls::Required(_) => "required",
                Tls::WhereOffered(_) => "offered",
            };
            Some((it.host, it.port, tls, it.credentials.is_some()))
        };
        let host = |host: &str, port, tls, known| Some((host.to_owned(), port, tls, known));
        assert_eq!(read("smtp://127.0.0.1:2525"), host("127.0.0.1", 2525, "none", false));
        assert_eq!(read("smtps://u:p%40x@mail.example"), host("mail.example", 465, "whole", true));
        assert_eq!(read("smtp://mail.example?tls=required"), host("mail.example", 587, "required", false));
        assert_eq!(read("smtp://mail.example/us?tls=opportunistic"), host("mail.example", 587, "offered", false));
        for wrong in ["", "mail.example", "http://mail.example", "smtp://", "smtp://mail.example?tls=maybe"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_refusal_is_the_sender_s_where_it_says_so() {
        let (sender, readers) = ("entente@house.example", ["lou@house.example".to_owned()]);
        for (words, of_sender) in [
            ("5.7.1 <entente@house.example>: Sender address rejected: not owned by user", true),
            ("5.1.8 Domain of sender not found", true),
            ("4.1.7 bad sender", true),
            ("5.1.1 <lou@house.example>: no such user", false),
            ("5.7.1 <Lou@House.example>: takes nothing from entente@house.example", false),
            ("no", false),
            ("", false),
        ] {
            assert_eq!(speaks_of_sender(words, sender, &readers), of_sender, "{words}");
        }
    }
}
