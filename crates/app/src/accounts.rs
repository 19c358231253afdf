//! Signing in: accounts with argon2id, sessions by random token. Not facts: they have no history.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, PoisonError};

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use base::{PersonId, Say, hex};
use jiff::{Timestamp, ToSpan};
use sha2::{Digest, Sha256};
use store::{Account, Session, SessionKind, fold_login};

use crate::actor::Actor;
use crate::open::App;
use crate::problem::{Kind, Problem};
use crate::writer::aside;

/// What a browser or a program shows to be known again: 32 random bytes in hexadecimal.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

/// Somebody who is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedIn {
    /// Who.
    pub person: PersonId,
    /// Until when.
    pub expires_at: Timestamp,
}

/// What sign-in holds in memory: nothing here outlives the process.
#[derive(Default)]
pub(crate) struct Sessions {
    met: Mutex<Met>,
    tries: Mutex<HashMap<String, Tries>>,
}

/// Sessions met since the start, by digest of their token.
#[derive(Default)]
struct Met {
    known: HashMap<[u8; 32], SignedIn>,
    /// Moves whenever sessions are ended, so that what was read before is not taken for still standing.
    ended: u64,
}

/// Tries to sign in under one name that have not succeeded.
#[derive(Clone, Copy)]
struct Tries {
    count: u32,
    last: Timestamp,
}

/// The shortest password taken.
const SHORTEST_PASSWORD: usize = 12;
/// How many hours a browser stays signed in.
const SESSION_HOURS: i64 = 12;
/// How many wrong passwords in a row a name takes before the next try has to wait.
const TRIES: u32 = 10;
/// The longest wait between two tries, in seconds.
const LONGEST_WAIT: i64 = 15 * 60;
/// How many sessions, and how many names tried, are held in memory at most.
const MOST_HELD: usize = 10_000;

impl Token {
    /// Reads a token; `None` when it cannot be one.
    pub fn read(words: &str) -> Option<Token> {
        let fits = words.len() == 64 && words.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        fits.then(|| Token(words.to_owned()))
    }

    /// The token as it is shown.
    pub fn shown(&self) -> &str {
        &self.0
    }

    /// A value that belongs to this token and does not give it away: what forms carry against forgery.
    pub fn form_token(&self) -> String {
        hex(&Sha256::digest(format!("form:{}", self.0).as_bytes()))
    }

    fn fresh() -> Result<Token, Problem> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).map_err(|_| unavailable())?;
        Ok(Token(hex(&bytes)))
    }

    fn digest(&self) -> [u8; 32] {
        Sha256::digest(self.0.as_bytes()).into()
    }
}

impl App {
    /// Gives a person a login and a password.
    ///
    /// Errors: the actor may not (one's own, or with the right to staff; of those who sign or arbitrate, their own only,
    /// or by whoever holds the machine); the password is too short; the login is taken.
    pub fn set_password(&self, actor: Actor, person: PersonId, login: &str, password: &str) -> Result<(), Problem> {
        let picture = self.picture();
        if actor.person() != Some(person) {
            actor.must(&picture, agenda::role::Right::Staff)?;
        }
        let Some(held) = picture.person(person) else {
            return Err(Problem::not_found(Say::new("cette personne", "this person")));
        };
        // Who sets a director's password can sign as the director.
        if held.holds_a_pen() && actor != Actor::House && actor.person() != Some(person) {
            return Err(Problem::new(
                Kind::Forbidden,
                Say::new(
                    "cette personne signe ou arbitre : elle seule choisit son mot de passe",
                    "this person signs or arbitrates: they alone choose their password",
                ),
                Say::new(
                    "demandez-le-lui, ou à qui tient la machine (« entente person password »)",
                    "ask them, or whoever holds the machine (“entente person password”)",
                ),
            ));
        }
        if password.chars().count() < SHORTEST_PASSWORD {
            return Err(Problem::invalid(
                Say::new("le mot de passe est trop court", "the password is too short"),
                Say::new(
                    format!("prenez au moins {SHORTEST_PASSWORD} signes, par exemple quatre mots"),
                    format!("take at least {SHORTEST_PASSWORD} characters, four words for instance"),
                ),
            ));
        }
        let hash = Argon2::default().hash_password(password.as_bytes()).map_err(|_| unavailable())?.to_string();
        let tried = fold_login(login);
        let account = Account { person, login: login.to_owned(), hash, disabled: false };
        aside(self.writer(), move |store| store.put_account(&account))?.map_err(|fault| match fault {
            store::Fault::Unfit(words) => Problem::invalid(
                Say::new("ce nom de connexion n'est pas libre", words),
                Say::new("choisissez-en un autre", "choose another one"),
            ),
            other => other.into(),
        })?;
        self.sessions.forget_tries(&tried);
        self.forget_sessions(person)
    }

    /// Signs somebody in by login and password.
    ///
    /// Errors: they do not fit together (which of the two is not said); too many tries.
    pub fn sign_in(&self, login: &str, password: &str) -> Result<Token, Problem> {
        let login = fold_login(login);
        self.sessions.begin_try(&login, self.clock.now()).map_err(too_many_tries)?;
        let account = self.read(|store| store.account(&login))?;
        // Without an account the same work is done, so that time does not tell which names exist.
        static NOBODY: LazyLock<String> = LazyLock::new(|| {
            Argon2::default().hash_password(b"nobody's password").map(|hash| hash.to_string()).unwrap_or_default()
        });
        let hash = account.as_ref().map_or(NOBODY.as_str(), |account| account.hash.as_str());
        let fits = PasswordHash::new(hash)
            .is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok());
        let opened = match account {
            Some(account) if fits && !account.disabled && self.is_present(account.person) => {
                self.new_session(account.person, Some(account.hash))?
            }
            _ => None,
        };
        match opened {
            Some(token) => {
                self.sessions.forget_tries(&login);
                Ok(token)
            }
            None => Err(Problem::new(
                Kind::Unknown,
                Say::new("ce nom et ce mot de passe ne vont pas ensemble", "this name and password do not fit"),
                Say::new("réessayez", "try again"),
            )),
        }
    }

    /// Signs a person in without a password: for personas of a demonstration and for one-time links.
    ///
    /// Errors: the person is not in the house.
    pub fn open_session(&self, person: PersonId) -> Result<Token, Problem> {
        let gone = || Problem::not_found(Say::new("cette personne", "this person"));
        if !self.is_present(person) {
            return Err(gone());
        }
        self.new_session(person, None)?.ok_or_else(gone)
    }

    /// Opens a session; `None` when it was earned with a password that is not the account's any more.
    fn new_session(&self, person: PersonId, proven: Option<String>) -> Result<Option<Token>, Problem> {
        let token = Token::fresh()?;
        let now = self.clock.now();
        let expires_at = now.checked_add(SESSION_HOURS.hours()).unwrap_or(now);
        let session = Session { token: token.digest(), person, made_at: now, expires_at, kind: SessionKind::Browser };
        Ok(self.keep_session(session, proven)?.then_some(token))
    }

    /// Makes a token for a program that acts as a person.
    ///
    /// Errors: the actor may not (one's own, or by whoever holds the machine); the person is not in the house.
    pub fn make_api_token(&self, actor: Actor, person: PersonId, name: &str, days: i64) -> Result<Token, Problem> {
        if actor != Actor::House && actor.person() != Some(person) {
            return Err(Problem::forbidden());
        }
        if !self.is_present(person) {
            return Err(Problem::not_found(Say::new("cette personne", "this person")));
        }
        let token = Token::fresh()?;
        let now = self.clock.now();
        let expires_at = now.checked_add(days.clamp(1, 3660).saturating_mul(24).hours()).unwrap_or(now);
        let kind = SessionKind::ApiToken { name: name.to_owned() };
        self.keep_session(Session { token: token.digest(), person, made_at: now, expires_at, kind }, None)?;
        Ok(token)
    }

    /// Keeps a session, unless the account's password is no longer the one whose hash was proven: whoever changes a
    /// password while another signs in with the old one has the last word.
    fn keep_session(&self, session: Session, proven: Option<String>) -> Result<bool, Problem> {
        // A person registered without a login still needs an account for the session to stand on.
        let account = Account {
            person: session.person,
            login: format!("person-{}", session.person),
            hash: String::new(),
            disabled: false,
        };
        let kept = aside(self.writer(), move |store| {
            let hash = store.account_of(account.person)?.map(|account| account.hash);
            if proven.is_some() && proven != hash {
                return Ok(false);
            }
            if hash.is_none() {
                store.put_account(&account)?;
            }
            store.put_session(&session).map(|()| true)
        })?;
        Ok(kept?)
    }

    /// Who shows this token; `None` when nobody does any more.
    pub fn who(&self, token: &Token) -> Option<SignedIn> {
        let (digest, now) = (token.digest(), self.clock.now());
        let signed_in = match self.sessions.met(&digest) {
            Ok(met) => met,
            Err(ended) => {
                let session = self.read(|store| store.session(&digest, now)).ok()??;
                let met = SignedIn { person: session.person, expires_at: session.expires_at };
                self.sessions.keep(ended, digest, met.clone());
                met
            }
        };
        (signed_in.expires_at > now && self.is_present(signed_in.person)).then_some(signed_in)
    }

    /// Signs out.
    pub fn sign_out(&self, token: &Token) -> Result<(), Problem> {
        let digest = token.digest();
        let ended = aside(self.writer(), move |store| store.end_session(&digest));
        // Ended in the store first: whoever reads it there from now on finds nothing. Forgotten here in any case.
        self.sessions.end(|of, _| *of == digest);
        ended??;
        Ok(())
    }

    /// Whether anybody can sign in with a password yet.
    pub fn has_accounts(&self) -> Result<bool, Problem> {
        let accounts = self.read(|store| store.accounts())?;
        Ok(accounts.iter().any(|account| !account.hash.is_empty() && !account.disabled))
    }

    fn forget_sessions(&self, person: PersonId) -> Result<(), Problem> {
        let ended = aside(self.writer(), move |store| store.end_sessions_of(person));
        self.sessions.end(|_, met| met.person == person);
        ended??;
        Ok(())
    }

    fn is_present(&self, person: PersonId) -> bool {
        self.shown.load().person(person).is_some_and(|person| person.present)
    }
}

impl Sessions {
    /// A session met before; else the state of ends under which it may be looked up and kept.
    fn met(&self, digest: &[u8; 32]) -> Result<SignedIn, u64> {
        let met = held(&self.met);
        met.known.get(digest).cloned().ok_or(met.ended)
    }

    /// Keeps a session that was looked up, unless any was ended meanwhile.
    fn keep(&self, ended: u64, digest: [u8; 32], session: SignedIn) {
        let mut met = held(&self.met);
        if met.ended != ended {
            return;
        }
        if met.known.len() >= MOST_HELD {
            met.known.clear();
        }
        met.known.insert(digest, session);
    }

    /// Forgets sessions that the store has ended.
    fn end(&self, which: impl Fn(&[u8; 32], &SignedIn) -> bool) {
        let mut met = held(&self.met);
        met.ended += 1;
        met.known.retain(|digest, session| !which(digest, session));
    }

    /// Counts a try before it is judged, so that many at once are many. Errors: how many seconds it has to wait.
    fn begin_try(&self, login: &str, now: Timestamp) -> Result<(), i64> {
        let mut tries = held(&self.tries);
        if let Some(tried) = tries.get(login) {
            let since = now.as_second().saturating_sub(tried.last.as_second()).max(0);
            let left = wait(tried.count).saturating_sub(since);
            if left > 0 {
                return Err(left);
            }
        } else if tries.len() >= MOST_HELD {
            // A flood of made-up names must not fill the memory.
            let oldest = tries.iter().min_by_key(|(_, tried)| tried.last).map(|(login, _)| login.clone());
            oldest.and_then(|login| tries.remove(&login));
        }
        let tried = tries.entry(login.to_owned()).or_insert(Tries { count: 0, last: now });
        tried.count = tried.count.saturating_add(1);
        tried.last = now;
        Ok(())
    }

    fn forget_tries(&self, login: &str) {
        held(&self.tries).remove(login);
    }
}

fn held<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// How many seconds the next try waits after so many wrong ones.
fn wait(tries: u32) -> i64 {
    tries.checked_sub(TRIES).map_or(0, |over| 2_i64.saturating_pow(over).min(LONGEST_WAIT))
}

fn too_many_tries(seconds: i64) -> Problem {
    let (fr, en) = match seconds {
        ..=1 => ("1 seconde".to_owned(), "1 second".to_owned()),
        2..=90 => (format!("{seconds} secondes"), format!("{seconds} seconds")),
        _ => {
            let minutes = (seconds + 59) / 60;
            (format!("{minutes} minutes"), format!("{minutes} minutes"))
        }
    };
    Problem::new(
        Kind::Forbidden,
        Say::new("trop d'essais pour ce nom", "too many tries for this name"),
        Say::new(
            format!("attendez {fr}, ou demandez un nouveau mot de passe au gardien de l'installation"),
            format!("wait {en}, or ask the keeper of the installation for a new password"),
        ),
    )
}

fn unavailable() -> Problem {
    Problem::new(
        Kind::Unavailable,
        Say::new("la machine ne peut pas calculer cela maintenant", "the machine cannot compute this now"),
        Say::new("réessayez", "try again"),
    )
}

// ── tests ────────────────────────────────────────────────────────────────────────────────────────────────────────

#[cfg(test)]
mod tests {
    use super::*;

    fn somebody() -> SignedIn {
        SignedIn { person: PersonId(uuid::Uuid::from_u128(1)), expires_at: Timestamp::MAX }
    }

    #[test]
    fn a_session_looked_up_before_it_was_ended_is_not_kept() {
        let sessions = Sessions::default();
        let before = sessions.met(&[7; 32]).expect_err("nobody is met yet");
        sessions.end(|digest, _| *digest == [7; 32]);
        sessions.keep(before, [7; 32], somebody());
        let after = sessions.met(&[7; 32]).expect_err("it was read before the end");
        sessions.keep(after, [7; 32], somebody());
        assert_eq!(sessions.met(&[7; 32]), Ok(somebody()));
    }

    #[test]
    fn a_password_changed_while_somebody_signs_in_with_the_old_one_has_the_last_word() {
        let folder = tempfile::tempdir().expect("a folder");
        let clock = crate::Clock::standing(Timestamp::UNIX_EPOCH);
        let app = App::open(folder.path(), clock).expect("a fresh store opens");
        let (name, side) = ("Lou".to_owned(), base::Side::Other);
        let order = crate::Order::Register { name, email: None, side, roles: vec![], team: None };
        let about = app.submit(Actor::House, order).expect("registered").about.expect("a person");
        let lou: PersonId = about.key().parse().expect("an id");
        app.set_password(Actor::House, lou, "lou", "quatre mots bien pesés").expect("a password");
        let proven = app.read(|store| store.account("lou")).expect("read").expect("an account").hash;
        app.set_password(Actor::House, lou, "lou", "autre chose de long").expect("another password");
        assert!(app.new_session(lou, Some(proven)).is_ok_and(|token| token.is_none()));
    }

    #[test]
    fn the_wait_doubles_from_a_second_to_a_quarter_of_an_hour() {
        assert_eq!([0, 9, 10, 11, 14, 19, 20, u32::MAX].map(wait), [0, 0, 1, 2, 16, 512, 900, 900]);
    }

    #[test]
    fn a_flood_of_made_up_names_pushes_out_the_oldest_only() {
        let sessions = Sessions::default();
        let at = |second: usize| Timestamp::from_second(second as i64).expect("a second of this century");
        for nth in 0..MOST_HELD + 5 {
            assert_eq!(sessions.begin_try(&nth.to_string(), at(nth)), Ok(()));
        }
        let tries = held(&sessions.tries);
        assert_eq!(tries.len(), MOST_HELD);
        assert!(!tries.contains_key("4") && tries.contains_key("5"));
    }
}
