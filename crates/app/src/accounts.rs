//! Signing in: accounts with argon2id, sessions by random token. Not facts: they have no history.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, PoisonError};

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use base::{PersonId, Say};
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

/// Sessions met since the start, by digest of their token.
#[derive(Default)]
pub(crate) struct Sessions(Mutex<HashMap<[u8; 32], SignedIn>>);

/// The shortest password taken.
const SHORTEST_PASSWORD: usize = 12;
/// How many hours a browser stays signed in.
const SESSION_HOURS: i64 = 12;
/// How many wrong passwords in a row an account takes before it has to wait.
const TRIES: u32 = 10;

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
    /// Errors: the actor may not (one's own, or with the right to staff); the password is too short; the login is
    /// taken.
    pub fn set_password(&self, actor: Actor, person: PersonId, login: &str, password: &str) -> Result<(), Problem> {
        let picture = self.picture();
        if actor.person() != Some(person) {
            actor.must(&picture, agenda::role::Right::Staff)?;
        }
        if picture.person(person).is_none() {
            return Err(Problem::not_found(Say::new("cette personne", "this person")));
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
        let account = Account { person, login: login.to_owned(), hash, disabled: false };
        aside(self.writer(), move |store, _| store.put_account(&account))?.map_err(|fault| match fault {
            store::Fault::Unfit(words) => Problem::invalid(
                Say::new("ce nom de connexion n'est pas libre", words),
                Say::new("choisissez-en un autre", "choose another one"),
            ),
            other => other.into(),
        })?;
        self.forget_sessions(person)
    }

    /// Signs somebody in by login and password.
    ///
    /// Errors: they do not fit together (which of the two is not said); too many tries.
    pub fn sign_in(&self, login: &str, password: &str) -> Result<Token, Problem> {
        static WRONG: LazyLock<Mutex<HashMap<String, u32>>> = LazyLock::new(Mutex::default);
        let login = fold_login(login);
        let wrong = |f: &dyn Fn(&mut u32)| {
            let mut tries = WRONG.lock().unwrap_or_else(PoisonError::into_inner);
            // A flood of made-up names must not fill the memory.
            if tries.len() > 10_000 {
                tries.clear();
            }
            let count = tries.entry(login.clone()).or_default();
            f(count);
            *count
        };
        if wrong(&|_| {}) >= TRIES {
            return Err(Problem::new(
                Kind::Forbidden,
                Say::new("trop d'essais pour ce nom", "too many tries for this name"),
                Say::new(
                    "demandez un nouveau mot de passe au gardien de l'installation",
                    "ask the keeper of the installation for a new password",
                ),
            ));
        }
        let account = self.read(|store| store.account(&login))?;
        // Without an account the same work is done, so that time does not tell which names exist.
        static NOBODY: LazyLock<String> = LazyLock::new(|| {
            Argon2::default().hash_password(b"nobody's password").map(|hash| hash.to_string()).unwrap_or_default()
        });
        let hash = account.as_ref().map_or(NOBODY.as_str(), |account| account.hash.as_str());
        let fits = PasswordHash::new(hash)
            .is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok());
        match account {
            Some(account) if fits && !account.disabled && self.is_present(account.person) => {
                wrong(&|count| *count = 0);
                self.open_session(account.person)
            }
            _ => {
                wrong(&|count| *count += 1);
                Err(Problem::new(
                    Kind::Unknown,
                    Say::new("ce nom et ce mot de passe ne vont pas ensemble", "this name and password do not fit"),
                    Say::new("réessayez", "try again"),
                ))
            }
        }
    }

    /// Signs a person in without a password: for personas of a demonstration and for one-time links.
    ///
    /// Errors: the person is not in the house.
    pub fn open_session(&self, person: PersonId) -> Result<Token, Problem> {
        if !self.is_present(person) {
            return Err(Problem::not_found(Say::new("cette personne", "this person")));
        }
        let token = Token::fresh()?;
        let now = self.clock.now();
        let expires_at = now.checked_add(SESSION_HOURS.hours()).unwrap_or(now);
        let session = Session { token: token.digest(), person, made_at: now, expires_at, kind: SessionKind::Browser };
        self.keep_session(session)?;
        Ok(token)
    }

    /// Makes a token for a program that acts as a person.
    ///
    /// Errors: the actor may not (one's own, or with the right to staff); the person is not in the house.
    pub fn make_api_token(&self, actor: Actor, person: PersonId, name: &str, days: i64) -> Result<Token, Problem> {
        if actor.person() != Some(person) {
            actor.must(&self.picture(), agenda::role::Right::Staff)?;
        }
        if !self.is_present(person) {
            return Err(Problem::not_found(Say::new("cette personne", "this person")));
        }
        let token = Token::fresh()?;
        let now = self.clock.now();
        let expires_at = now.checked_add(days.clamp(1, 3660).saturating_mul(24).hours()).unwrap_or(now);
        let kind = SessionKind::ApiToken { name: name.to_owned() };
        self.keep_session(Session { token: token.digest(), person, made_at: now, expires_at, kind })?;
        Ok(token)
    }

    fn keep_session(&self, session: Session) -> Result<(), Problem> {
        // A person registered without a login still needs an account for the session to stand on.
        let account = Account {
            person: session.person,
            login: format!("person-{}", session.person),
            hash: String::new(),
            disabled: false,
        };
        aside(self.writer(), move |store, _| {
            if store.account_of(account.person)?.is_none() {
                store.put_account(&account)?;
            }
            store.put_session(&session)
        })??;
        Ok(())
    }

    /// Who shows this token; `None` when nobody does any more.
    pub fn who(&self, token: &Token) -> Option<SignedIn> {
        let (digest, now) = (token.digest(), self.clock.now());
        let met = self.sessions.0.lock().unwrap_or_else(PoisonError::into_inner).get(&digest).cloned();
        let signed_in = match met {
            Some(met) => met,
            None => {
                let session = self.read(|store| store.session(&digest, now)).ok()??;
                let met = SignedIn { person: session.person, expires_at: session.expires_at };
                let mut known = self.sessions.0.lock().unwrap_or_else(PoisonError::into_inner);
                if known.len() > 10_000 {
                    known.clear();
                }
                known.insert(digest, met.clone());
                met
            }
        };
        (signed_in.expires_at > now && self.is_present(signed_in.person)).then_some(signed_in)
    }

    /// Signs out.
    pub fn sign_out(&self, token: &Token) -> Result<(), Problem> {
        let digest = token.digest();
        self.sessions.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&digest);
        aside(self.writer(), move |store, _| store.end_session(&digest))??;
        Ok(())
    }

    /// Whether anybody can sign in with a password yet.
    pub fn has_accounts(&self) -> Result<bool, Problem> {
        let accounts = self.read(|store| store.accounts())?;
        Ok(accounts.iter().any(|account| !account.hash.is_empty() && !account.disabled))
    }

    fn forget_sessions(&self, person: PersonId) -> Result<(), Problem> {
        self.sessions.0.lock().unwrap_or_else(PoisonError::into_inner).retain(|_, met| met.person != person);
        aside(self.writer(), move |store, _| store.end_sessions_of(person))??;
        Ok(())
    }

    fn is_present(&self, person: PersonId) -> bool {
        self.shown.load().person(person).is_some_and(|person| person.present)
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unavailable() -> Problem {
    Problem::new(
        Kind::Unavailable,
        Say::new("la machine ne peut pas calculer cela maintenant", "the machine cannot compute this now"),
        Say::new("réessayez", "try again"),
    )
}
