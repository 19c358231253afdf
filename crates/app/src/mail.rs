//! Hands messages that wait to a mail server, and notes what became of each.
//!
//! One mail an hour and person at most: what was written meanwhile goes together. A message is noted as sent once the
//! server has taken it; only a crash between the two sends it again, under the same message id.

mod letter;
mod server;

use std::collections::{BTreeMap, HashMap, HashSet};

use agenda::message::{ANSWERED, DAYS_TO_SEND, GAVE_UP, LEFT, Message, NO_ADDRESS, Purpose, SETTLED, TOO_OLD};
use base::{Lang, PersonId, Say};
use jiff::{SignedDuration, Timestamp};
use lettre::message::Mailbox;
use lettre::transport::smtp::response::{Category, Severity};
use picture::Picture;

use crate::actor::Actor;
use crate::open::App;
use crate::order::Order;
use crate::problem::Problem;
use server::{Fault, Server};

/// How long a message rests, so that what is written in one go is sent in one mail.
const REST: SignedDuration = SignedDuration::from_mins(2);
/// How long after a mail a person gets no other.
const QUIET: SignedDuration = SignedDuration::from_hours(1);
/// The first pause after a server did not answer; it doubles, up to [`QUIET`].
const FIRST_PAUSE: SignedDuration = SignedDuration::from_mins(1);
/// After how long of trying a message is given up (RFC 5321, section 4.5.4.1: four to five days).
const TRIES_FOR: SignedDuration = SignedDuration::from_hours(5 * 24);

/// Speaks with one mail server.
pub struct Mailer {
    smtp: Server,
    from: Mailbox,
    /// Where people reach the house, without a slash at the end.
    public_url: String,
    lang: Lang,
    /// When the server was last in the way, and until when it is left alone.
    server: Option<Pause>,
    /// The same for a person whose mail server asked to come back later.
    people: HashMap<PersonId, Pause>,
    /// What the server took and the log could not note yet: it is noted, never sent again.
    taken: HashSet<u64>,
}

#[derive(Clone, Copy)]
struct Pause {
    since: Timestamp,
    length: SignedDuration,
    until: Timestamp,
}

/// What one round came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Round {
    /// Mails the server took.
    pub mails: usize,
    /// Messages that were in them.
    pub sent: usize,
    /// Messages that will not be sent, each noted with its reason.
    pub failed: usize,
    /// Messages that are due and wait, because the server was in the way.
    pub later: usize,
}

/// What became of a mail.
enum Fate {
    Taken,
    /// The address is refused for good, with this code.
    Refused(String),
    /// The person's mail server asks to come back later.
    NotNow,
    /// The server could not be spoken with, or takes nothing from the house's address, whoever the mail is for.
    NoServer,
}

impl Mailer {
    /// Sets up mail; nothing is sent yet.
    ///
    /// `server`: `smtps://user:password@host` or `smtp://host`, which asks for encryption unless the host is this very
    /// machine. `from`: the sender's address. `public_url`: where people reach the house. `lang`: the language of what
    /// stands around the words of messages.
    ///
    /// Errors: one of them cannot be read.
    pub fn new(server: &str, from: &str, public_url: &str, lang: Lang) -> Result<Mailer, Problem> {
        let server = Server::read(&encrypted(server)).ok_or_else(|| {
            // The error would repeat the address, and with it the password.
            Problem::invalid(
                Say::new(
                    "l'adresse du serveur de messagerie n'est pas lisible",
                    "the mail server's address cannot be read",
                ),
                Say::new(
                    "écrivez smtps://utilisateur:motdepasse@hôte, ou smtp://hôte:587",
                    "write smtps://user:password@host, or smtp://host:587",
                ),
            )
        })?;
        let from = from.trim().parse().map_err(|_| {
            Problem::invalid(
                Say::new(format!("« {from} » n'est pas une adresse"), format!("“{from}” is no address")),
                Say::new("écrivez Entente <entente@exemple.fr>", "write Entente <entente@example.com>"),
            )
        })?;
        let public_url = public_url.trim().trim_end_matches('/');
        if !(public_url.starts_with("https://") || public_url.starts_with("http://")) || has_break(public_url) {
            return Err(Problem::invalid(
                Say::new(
                    format!("« {public_url} » n'est pas une adresse de site"),
                    format!("“{public_url}” is no site"),
                ),
                Say::new("écrivez https://entente.exemple.fr", "write https://entente.example.com"),
            ));
        }
        Ok(Mailer {
            smtp: server,
            from,
            public_url: public_url.to_owned(),
            lang,
            server: None,
            people: HashMap::new(),
            taken: HashSet::new(),
        })
    }

    /// Sends what is due at an instant, and notes what became of it.
    ///
    /// Errors: the log cannot be written. What the server took by then is remembered and only noted the next time.
    pub fn send_due(&mut self, app: &App, now: Timestamp) -> Result<Round, Problem> {
        let mut round = Round::default();
        for number in self.taken.clone() {
            self.note_taken(app, number)?;
        }
        let picture = app.picture();
        for (person, numbers) in due(&picture, now) {
            if [self.server.as_ref(), self.people.get(&person)].into_iter().flatten().any(|pause| now < pause.until) {
                round.later += numbers.len();
                continue;
            }
            let mut open = Vec::with_capacity(numbers.len());
            for number in numbers {
                match moot(&picture, number, now) {
                    None => open.push(number),
                    Some(why) => {
                        round.failed += 1;
                        note(app, &[number], Some(why))?;
                    }
                }
            }
            let numbers = open;
            let messages: Vec<(u64, &Message)> =
                numbers.iter().filter_map(|number| Some((*number, picture.message(*number)?))).collect();
            if messages.is_empty() {
                continue;
            }
            let Some(mailbox) = mailbox(&picture, person) else {
                let here = picture.person(person).is_some_and(|it| it.present);
                round.failed += numbers.len();
                note(app, &numbers, Some(if here { NO_ADDRESS } else { LEFT }))?;
                continue;
            };
            let fate = match letter::write(app, &picture, self, mailbox, &messages) {
                Some(mail) => self.hand_over(&mail),
                None => Fate::Refused(NO_ADDRESS.to_owned()),
            };
            match fate {
                Fate::Taken => {
                    (self.server, round.mails, round.sent) = (None, round.mails + 1, round.sent + numbers.len());
                    self.people.remove(&person);
                    self.taken.extend(&numbers);
                    for number in numbers {
                        self.note_taken(app, number)?;
                    }
                }
                Fate::Refused(why) => {
                    self.server = None;
                    round.failed += numbers.len();
                    note(app, &numbers, Some(&why))?;
                }
                Fate::NotNow => {
                    self.server = None;
                    let pause = longer(self.people.get(&person), now);
                    self.people.insert(person, pause);
                    if now.duration_since(pause.since) >= TRIES_FOR {
                        round.failed += numbers.len();
                        note(app, &numbers, Some(GAVE_UP))?;
                    } else {
                        round.later += numbers.len();
                    }
                }
                Fate::NoServer => {
                    // However long the server is away, nothing is given up: the house's own server comes back.
                    self.server = Some(longer(self.server.as_ref(), now));
                    round.later += numbers.len();
                }
            }
        }
        Ok(round)
    }

    fn hand_over(&self, mail: &lettre::Message) -> Fate {
        let Err(Fault { error, of_sender }) = self.smtp.send(mail) else { return Fate::Taken };
        if error.is_client() && mail.envelope().to().iter().any(|to| !to.to_string().is_ascii()) {
            // The server takes no address with letters beyond ASCII (SMTPUTF8), today or later.
            return Fate::Refused(NO_ADDRESS.to_owned());
        }
        let code = error.status();
        let of_the_mailbox = !of_sender && code.is_some_and(|code| code.category == Category::MailSystem);
        match code.map(|code| code.severity) {
            Some(Severity::PermanentNegativeCompletion) if of_the_mailbox => {
                Fate::Refused(code.map(|code| code.to_string()).unwrap_or_default())
            }
            Some(Severity::TransientNegativeCompletion) if of_the_mailbox => Fate::NotNow,
            _ => {
                let code = code.map(|code| code.to_string()).unwrap_or_default();
                if of_sender {
                    tracing::error!(code, "the mail server refuses the address mail is sent from; messages wait");
                } else {
                    let (tls, timeout) = (error.is_tls(), error.is_timeout());
                    tracing::warn!(code, tls, timeout, "the mail server cannot be spoken with; messages wait");
                }
                Fate::NoServer
            }
        }
    }

    fn note_taken(&mut self, app: &App, number: u64) -> Result<(), Problem> {
        note(app, &[number], None)?;
        self.taken.remove(&number);
        Ok(())
    }
}

/// Asks for encryption where the address does not say, save on this very machine.
fn encrypted(server: &str) -> String {
    let server = server.trim();
    let host = server.strip_prefix("smtp://").map(|rest| rest.rsplit_once('@').map_or(rest, |(_, host)| host));
    let here = ["localhost", "127.0.0.1", "[::1]"];
    match host {
        Some(host) if !server.contains("tls=") && !here.iter().any(|it| is_host(host, it)) => {
            format!("{server}{}tls=required", if server.contains('?') { '&' } else { '?' })
        }
        _ => server.to_owned(),
    }
}

fn is_host(address: &str, host: &str) -> bool {
    address.strip_prefix(host).is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '/', '?']))
}

pub(crate) fn has_break(words: &str) -> bool {
    words.chars().any(|sign| sign.is_control() || sign.is_whitespace())
}

fn longer(before: Option<&Pause>, now: Timestamp) -> Pause {
    let length = before.map_or(FIRST_PAUSE, |pause| (pause.length * 2).min(QUIET));
    Pause { since: before.map_or(now, |pause| pause.since), length, until: now + length }
}

/// The messages to send at an instant, by person: those who had a mail within the hour wait.
fn due(picture: &Picture, now: Timestamp) -> BTreeMap<PersonId, Vec<u64>> {
    let mut waiting: BTreeMap<PersonId, Vec<(u64, Timestamp)>> = BTreeMap::new();
    let mut last: HashMap<PersonId, Timestamp> = HashMap::new();
    for (number, message) in picture.messages() {
        if let Some(sent) = message.sent {
            let last = last.entry(message.to).or_insert(sent);
            *last = sent.max(*last);
        } else if waits(picture, message) {
            waiting.entry(message.to).or_default().push((number, message.at));
        }
    }
    let ready = waiting.into_iter().filter(|(person, messages)| {
        let rested = messages.iter().any(|(_, at)| now.duration_since(*at) >= REST);
        rested && last.get(person).is_none_or(|sent| now.duration_since(*sent) >= QUIET)
    });
    // Oldest first, as they are read.
    ready.map(|(person, messages)| (person, messages.into_iter().rev().map(|(number, _)| number).collect())).collect()
}

/// Whether a message waits to be sent; one that had no address does once there is one.
fn waits(picture: &Picture, message: &Message) -> bool {
    match message.failed.as_deref() {
        None => true,
        Some(NO_ADDRESS) => mailbox(picture, message.to).is_some(),
        Some(_) => false,
    }
}

fn mailbox(picture: &Picture, person: PersonId) -> Option<Mailbox> {
    let it = picture.person(person).filter(|it| it.present)?;
    let address = picture.text(it.email.as_ref()?)?.trim().parse().ok()?;
    let name = picture.text(&it.name).map(letter::one_line).filter(|name| !name.is_empty());
    Some(Mailbox::new(name, address))
}

/// Why a message is not sent any more: what it asks was answered or decided, what it reminds of is done, or it is too old.
fn moot(picture: &Picture, number: u64, now: Timestamp) -> Option<&'static str> {
    let message = picture.message(number)?;
    let case = picture.case(&message.about);
    let settled = match message.purpose {
        // Whoever protects data is told, however late.
        Purpose::NamesOpened => return None,
        Purpose::Reminder => case.is_some_and(|case| case.is_retired() || case.ends().is_none()),
        Purpose::Arbitration => {
            let decision = message.about.key().parse().ok().and_then(|number| picture.decision(number));
            decision.is_some_and(|decision| decision.made.is_some())
        }
        Purpose::Question => {
            let question = message.about.key().parse().ok().and_then(|number| picture.question(number));
            question.is_some_and(|question| !question.is_open())
        }
        Purpose::Promise => picture.promise(&message.about).is_some_and(|promise| promise.missing().is_empty()),
        Purpose::Amnesty => {
            let asked = case.and_then(|case| case.asked.iter().find(|it| it.message.key() == number.to_string()));
            if asked.is_some_and(|asked| asked.answered.is_some()) {
                return Some(ANSWERED);
            }
            case.is_some_and(|case| case.decided.is_some() || case.owner.is_some_and(|owner| owner != message.to))
        }
    };
    let too_old = now.duration_since(message.at) > SignedDuration::from_hours(24 * DAYS_TO_SEND);
    match (settled, too_old) {
        (true, _) => Some(SETTLED),
        (false, true) => Some(TOO_OLD),
        (false, false) => None,
    }
}

fn note(app: &App, numbers: &[u64], failed: Option<&str>) -> Result<(), Problem> {
    for message in numbers {
        let failed = failed.map(str::to_owned);
        app.submit(Actor::House, Order::NoteMail { message: *message, failed })?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_elsewhere_is_asked_for_encryption_and_this_machine_is_not() {
        for (said, meant) in [
            ("smtp://mail.example.com", "smtp://mail.example.com?tls=required"),
            ("smtp://u:p@mail.example.com:587/house?x=1", "smtp://u:p@mail.example.com:587/house?x=1&tls=required"),
            ("smtp://localhost.example.com", "smtp://localhost.example.com?tls=required"),
            ("smtp://mail.example.com?tls=opportunistic", "smtp://mail.example.com?tls=opportunistic"),
            ("smtps://mail.example.com", "smtps://mail.example.com"),
            ("smtp://127.0.0.1:2525", "smtp://127.0.0.1:2525"),
            ("smtp://localhost", "smtp://localhost"),
        ] {
            assert_eq!(encrypted(said), meant);
        }
    }

    #[test]
    fn what_cannot_be_read_is_refused_without_repeating_the_password() {
        let new = |server, from, site| Mailer::new(server, from, site, Lang::En);
        let (server, from, site) =
            ("smtp://127.0.0.1:25", "Entente <entente@house.example>", "https://entente.example");
        assert!(new(server, from, site).is_ok());
        let refused = new("smtp//user:secret@host", from, site).err().expect("it is no address");
        assert!(!format!("{refused:?}").contains("secret"));
        assert!(new(server, "nobody", site).is_err());
        assert!(new(server, from, "entente.example").is_err());
        assert!(new(server, from, "https://entente.example\r\nBcc: x").is_err());
    }

    #[test]
    fn pauses_double_up_to_an_hour() {
        let now = Timestamp::UNIX_EPOCH;
        let mut pause = longer(None, now);
        let mut minutes = vec![pause.length.as_mins()];
        for _ in 0..8 {
            pause = longer(Some(&pause), now);
            minutes.push(pause.length.as_mins());
        }
        assert_eq!(minutes, [1, 2, 4, 8, 16, 32, 60, 60, 60]);
    }
}
