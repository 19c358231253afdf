//! How a tracker is reached: its address, what is read of it, and with which token. Like the password of mail, the token
//! comes with the command that serves; it is kept nowhere.

use std::fmt;

use base::Say;
use percent_encoding::percent_decode_str;
use url::{Host, Url};

use crate::problem::Problem;

/// Whose tracker it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum System {
    /// Jira; in the cloud it speaks version 3 of its interface, on a server of one's own version 2.
    Jira {
        /// Whether it speaks version 3.
        is_cloud: bool,
    },
    /// A repository of GitHub.
    Github,
    /// A project of GitLab.
    Gitlab,
}

impl System {
    /// Whose tracker a name stands for: `jira`, `github:owner/name`, `gitlab:group/project`.
    pub fn of(name: &str) -> Option<System> {
        let is_path = |path: &str| path.split('/').count() >= 2 && path.split('/').all(|part| !part.is_empty());
        match name.split_once(':') {
            None if name == "jira" => Some(System::Jira { is_cloud: true }),
            Some(("github", path)) if path.split('/').count() == 2 && is_path(path) => Some(System::Github),
            Some(("gitlab", path)) if is_path(path) => Some(System::Gitlab),
            _ => None,
        }
    }
}

/// How one tracker is reached.
#[derive(Clone)]
pub struct Connection {
    /// The tracker's name in this house.
    pub name: String,
    /// Whose it is.
    pub system: System,
    /// The search that bounds what is read of a Jira; empty: everything the account sees.
    pub(super) scope: String,
    /// Its address without a slash at the end, without the token.
    pub(super) base: String,
    /// What stands behind `authorization`.
    pub(super) authorization: Option<String>,
}

impl fmt::Debug for Connection {
    /// Shows everything but the token.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} at {}", self.name, self.base)
    }
}

impl Connection {
    /// Reads several connections, apart by blanks.
    ///
    /// Errors: as [`Connection::read`].
    pub fn all(words: &str) -> Result<Vec<Connection>, Problem> {
        words.split_whitespace().map(Connection::read).collect()
    }

    /// Reads `jira=https://user:token@house.atlassian.net?jql=project=WEB`, `github:owner/name=https://:token@api.github.com`
    /// or `gitlab:group/project=https://:token@gitlab.com`.
    ///
    /// Errors: the name is no tracker's, the address is none, or it would carry a token unencrypted to another machine.
    pub fn read(words: &str) -> Result<Connection, Problem> {
        let (name, address) = words.split_once('=').ok_or_else(unreadable)?;
        let system = System::of(name).ok_or_else(unreadable)?;
        let url = Url::parse(address).map_err(|_| unreadable())?;
        let is_here = match url.host() {
            Some(Host::Domain(host)) => host == "localhost",
            Some(Host::Ipv4(address)) => address.is_loopback(),
            Some(Host::Ipv6(address)) => address.is_loopback(),
            None => return Err(unreadable()),
        };
        if !(url.scheme() == "https" || url.scheme() == "http" && is_here) {
            return Err(in_clear(name));
        }
        let asked = |key: &str| url.query_pairs().find(|(name, _)| name == key).map(|(_, value)| value.into_owned());
        let is_cloud = match asked("api").as_deref() {
            Some("2") => false,
            Some("3") => true,
            _ => url.host_str().is_some_and(|host| host.ends_with(".atlassian.net")),
        };
        let plain = |words: &str| percent_decode_str(words).decode_utf8_lossy().into_owned();
        let (user, token) = (plain(url.username()), url.password().map(plain));
        let authorization = token.map(|token| match user.as_str() {
            "" => format!("Bearer {token}"),
            user => format!("Basic {}", base64(format!("{user}:{token}").as_bytes())),
        });
        let mut bare = url.clone();
        let cleared = bare.set_username("").and_then(|()| bare.set_password(None));
        cleared.map_err(|()| unreadable())?;
        bare.set_query(None);
        bare.set_fragment(None);
        Ok(Connection {
            name: name.to_owned(),
            system: if matches!(system, System::Jira { .. }) { System::Jira { is_cloud } } else { system },
            scope: asked("jql").unwrap_or_default(),
            base: bare.as_str().trim_end_matches('/').to_owned(),
            authorization,
        })
    }

    /// Where it is reached, without the token.
    pub fn address(&self) -> &str {
        &self.base
    }

    /// What follows the colon of its name: the repository or the project.
    pub(super) fn path(&self) -> &str {
        self.name.split_once(':').map_or("", |(_, path)| path)
    }
}

/// Bytes in the 64 signs of RFC 4648.
pub(super) fn base64(bytes: &[u8]) -> String {
    use base64::Engine;
    base64::engine::general_purpose::STANDARD.encode(bytes)
}

/// The words are not repeated: they may hold the token.
fn unreadable() -> Problem {
    Problem::invalid(
        Say::new("l'accès à un outil de suivi n'est pas lisible", "the access to a tracker cannot be read"),
        Say::new(
            "écrivez jira=https://compte:jeton@hôte, github:dépôt=https://:jeton@api.github.com ou gitlab:projet=https://:jeton@hôte",
            "write jira=https://account:token@host, github:owner/name=https://:token@api.github.com or gitlab:project=https://:token@host",
        ),
    )
}

fn in_clear(name: &str) -> Problem {
    Problem::invalid(
        Say::new(
            format!("l'accès à « {name} » ferait voyager le jeton sans chiffrement"),
            format!("the access to “{name}” would send the token unencrypted"),
        ),
        Say::new("donnez une adresse en https", "give an address with https"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_access_is_read_and_its_token_is_shown_nowhere() {
        let jira = Connection::read("jira=https://ana%40x.example:s%3Cret@x.atlassian.net/?jql=project%20%3D%20WEB")
            .expect("read");
        assert_eq!((jira.system, jira.scope.as_str()), (System::Jira { is_cloud: true }, "project = WEB"));
        assert_eq!(jira.authorization, Some(format!("Basic {}", base64(b"ana@x.example:s<ret"))));
        assert_eq!(format!("{jira:?}"), "jira at https://x.atlassian.net");
        let app = Connection::read("github:solvene/app=https://:tok@ghe.example/api/v3/").expect("read");
        assert_eq!((app.path(), app.address()), ("solvene/app", "https://ghe.example/api/v3"));
        assert_eq!(app.authorization.as_deref(), Some("Bearer tok"));
        let own = Connection::read("jira=http://127.0.0.1:8080/jira").expect("this very machine");
        assert_eq!((own.system, own.authorization), (System::Jira { is_cloud: false }, None));
    }

    #[test]
    fn what_is_no_access_or_would_show_the_token_is_refused_without_repeating_it() {
        for words in [
            "jira=http://u:secret@jira.example",
            "jira:x=https://:secret@jira.example",
            "github:solvene=https://:secret@api.github.com",
            "github:a/b/c=https://:secret@api.github.com",
            "gitlab:solo=https://:secret@gitlab.com",
            "linear=https://:secret@linear.app",
            "jira=secret",
            "secret",
            "jira=file:///secret",
        ] {
            let problem = Connection::read(words).expect_err(words);
            assert!(!format!("{problem:?}").contains("secret"), "{words}");
        }
    }
}
