//! Who may sign in, and who is signed in. These are not facts: they have no history and can be removed.

use base::PersonId;
use jiff::Timestamp;
use rusqlite::types::FromSqlError;
use rusqlite::{Params, Row, params};
use unicode_normalization::UnicodeNormalization;

use crate::{Fault, Store, read, sql};

/// What a person signs in with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Whose it is.
    pub person: PersonId,
    /// The name typed when signing in; kept folded, see [`fold_login`].
    pub login: String,
    /// The argon2id hash of the password, in PHC form; empty when there is none.
    pub hash: String,
    /// Whether it may no longer sign in.
    pub disabled: bool,
}

/// Someone who is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// SHA-256 of the token the browser or the program shows.
    pub token: [u8; 32],
    /// Who.
    pub person: PersonId,
    /// Since when.
    pub made_at: Timestamp,
    /// Until when: from that instant on it counts no more.
    pub expires_at: Timestamp,
    /// With what.
    pub kind: SessionKind,
}

/// With what someone is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SessionKind {
    /// A browser.
    Browser,
    /// A program, under the name its owner gave it.
    ApiToken {
        /// The name.
        name: String,
    },
}

/// Folds a login so that the same person always finds the same account: no outer white space, small letters,
/// accents written one way.
pub fn fold_login(login: &str) -> String {
    login.trim().to_lowercase().nfkc().collect()
}

impl Store {
    /// Writes a person's account, new or changed.
    ///
    /// Errors: `Unfit` when the login is empty or another person has it.
    pub fn put_account(&mut self, account: &Account) -> Result<(), Fault> {
        let login = fold_login(&account.login);
        if login.is_empty() {
            return Err(Fault::Unfit("an account needs a login: type one".to_owned()));
        }
        if self.account(&login)?.is_some_and(|holder| holder.person != account.person) {
            return Err(Fault::Unfit(format!("the login {login} belongs to another account: choose another one")));
        }
        let row = params![account.person.0.as_bytes(), login, account.hash, account.disabled];
        self.write(|tx| tx.execute(sql::PUT_ACCOUNT, row)).map(|_| ())
    }

    /// Finds an account by its login, folded here.
    pub fn account(&self, login: &str) -> Result<Option<Account>, Fault> {
        self.one(sql::ACCOUNT_BY_LOGIN, [fold_login(login)], account)
    }

    /// Finds an account by its person.
    pub fn account_of(&self, person: PersonId) -> Result<Option<Account>, Fault> {
        self.one(sql::ACCOUNT_BY_PERSON, [person.0.as_bytes()], account)
    }

    /// Every account, in order of login.
    pub fn accounts(&self) -> Result<Vec<Account>, Fault> {
        self.all(sql::ACCOUNTS, [], account)
    }

    /// Removes a person's account and ends their sessions; whether there was one.
    pub fn remove_account(&mut self, person: PersonId) -> Result<bool, Fault> {
        self.write(|tx| tx.execute(sql::DROP_ACCOUNT, [person.0.as_bytes()])).map(|rows| rows > 0)
    }

    /// Notes that someone is signed in.
    ///
    /// Errors: `Unfit` when the person has no account, or the token is taken.
    pub fn put_session(&mut self, session: &Session) -> Result<(), Fault> {
        if self.account_of(session.person)?.is_none() {
            return Err(Fault::Unfit(format!("{} has no account: make one first", session.person)));
        }
        if self.one(sql::SESSION, params![session.token, i64::MIN], self::session)?.is_some() {
            return Err(Fault::Unfit("this token is taken: draw another one".to_owned()));
        }
        let name = match &session.kind {
            SessionKind::Browser => None,
            SessionKind::ApiToken { name } => Some(name),
        };
        let person = session.person.0.as_bytes();
        let (made_at, expires_at) = (session.made_at.as_microsecond(), session.expires_at.as_microsecond());
        let row = params![session.token, person, made_at, expires_at, name];
        self.write(|tx| tx.execute(sql::PUT_SESSION, row)).map(|_| ())
    }

    /// Finds who shows a token, unless the session is over or the account disabled.
    pub fn session(&self, token: &[u8; 32], now: Timestamp) -> Result<Option<Session>, Fault> {
        let found = self.one(sql::SESSION, params![token, now.as_microsecond()], session)?;
        match found {
            Some(session) if self.account_of(session.person)?.is_some_and(|account| !account.disabled) => {
                Ok(Some(session))
            }
            _ => Ok(None),
        }
    }

    /// A person's sessions, expired ones included, oldest first.
    pub fn sessions_of(&self, person: PersonId) -> Result<Vec<Session>, Fault> {
        self.all(sql::SESSIONS_OF, [person.0.as_bytes()], session)
    }

    /// Ends one session; whether there was one.
    pub fn end_session(&mut self, token: &[u8; 32]) -> Result<bool, Fault> {
        self.write(|tx| tx.execute(sql::END_SESSION, [token])).map(|rows| rows > 0)
    }

    /// Ends every session of a person; how many there were.
    pub fn end_sessions_of(&mut self, person: PersonId) -> Result<u64, Fault> {
        self.write(|tx| tx.execute(sql::END_SESSIONS_OF, [person.0.as_bytes()])).map(|rows| rows as u64)
    }

    /// Removes the sessions that are over; how many there were.
    pub fn sweep_sessions(&mut self, now: Timestamp) -> Result<u64, Fault> {
        self.write(|tx| tx.execute(sql::END_EXPIRED_SESSIONS, [now.as_microsecond()])).map(|rows| rows as u64)
    }

    fn one<T>(&self, text: &str, with: impl Params, read: fn(&Row<'_>) -> Outcome<T>) -> Result<Option<T>, Fault> {
        Ok(self.all(text, with, read)?.into_iter().next())
    }

    fn all<T>(&self, text: &str, with: impl Params, read: fn(&Row<'_>) -> Outcome<T>) -> Result<Vec<T>, Fault> {
        let rows = self.db.prepare_cached(text).and_then(|mut all| {
            let rows = all.query_map(with, |row| Ok(read(row)))?;
            rows.collect::<rusqlite::Result<Vec<_>>>()
        });
        let damaged = |error| Fault::Damaged { what: format!("an account or a session ({error})") };
        rows.map_err(|error| self.fault(error))?.into_iter().map(|row| row.map_err(damaged)).collect()
    }
}

type Outcome<T> = Result<T, FromSqlError>;

fn account(row: &Row<'_>) -> Outcome<Account> {
    let column = |i| row.get_ref(i).map_err(|_| FromSqlError::InvalidType);
    Ok(Account {
        person: PersonId(read::id(column(0)?)?.ok_or(FromSqlError::InvalidType)?),
        login: column(1)?.as_str()?.to_owned(),
        hash: column(2)?.as_str()?.to_owned(),
        disabled: column(3)?.as_i64()? != 0,
    })
}

fn session(row: &Row<'_>) -> Outcome<Session> {
    let column = |i| row.get_ref(i).map_err(|_| FromSqlError::InvalidType);
    Ok(Session {
        token: read::array(column(0)?)?,
        person: PersonId(read::id(column(1)?)?.ok_or(FromSqlError::InvalidType)?),
        made_at: read::timestamp(column(2)?)?,
        expires_at: read::timestamp(column(3)?)?,
        kind: match column(4)?.as_str_or_null()? {
            None => SessionKind::Browser,
            Some(name) => SessionKind::ApiToken { name: name.to_owned() },
        },
    })
}
