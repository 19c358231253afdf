//! Links that let one person answer one question without signing in: signed by the house, and valid for a while.

use base::{PersonId, Ref, Say};
use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use sha2::Sha256;

use crate::open::App;
use crate::problem::{Kind, Problem};

/// The name of the key links are signed with.
pub(crate) const KEY: &str = "links";

/// For how long a link serves: as long as an answer is hoped for, and a weekend more.
pub const DAYS: i64 = 21;

/// What a link lets somebody do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// What it is about.
    pub about: Ref,
    /// Who may answer by it.
    pub person: PersonId,
    /// From when on it serves no more.
    pub until: Timestamp,
}

impl App {
    /// Writes a link by which a person can answer about a thing: `about.person.until.signature`, safe in an address.
    pub fn link(&self, about: &Ref, person: PersonId) -> String {
        let until = self.clock().now().as_second().saturating_add(DAYS * 86_400);
        let words = format!("{}~{}~{until}", about, person);
        let signature = base::hex(&self.sign(&words)[..16]);
        format!("{words}~{signature}")
    }

    /// Reads a link back.
    ///
    /// Errors: it was not written by this house, or serves no more.
    pub fn read_link(&self, link: &str) -> Result<Link, Problem> {
        let read = || {
            let (words, signature) = link.rsplit_once('~')?;
            // Compared as a whole, so that it takes as long wherever they differ.
            let right = base::hex(&self.sign(words)[..16]);
            let same = right.len() == signature.len()
                && right.bytes().zip(signature.bytes()).fold(0, |differs, (a, b)| differs | (a ^ b)) == 0;
            let mut parts = same.then(|| words.splitn(3, '~'))?;
            let (about, person, until) = (parts.next()?, parts.next()?, parts.next()?);
            Some(Link {
                about: about.parse().ok()?,
                person: person.parse().ok()?,
                until: Timestamp::from_second(until.parse().ok()?).ok()?,
            })
        };
        let link = read().ok_or_else(|| {
            Problem::new(
                Kind::NotFound,
                Say::new(
                    "ce lien n'est pas de la maison, ou il est incomplet",
                    "this link is not ours, or is incomplete",
                ),
                Say::new("ouvrez-le tel qu'il est dans le message", "open it as it stands in the message"),
            )
        })?;
        if link.until <= self.clock().now() {
            return Err(Problem::new(
                Kind::Refused,
                Say::new("ce lien ne sert plus", "this link serves no more"),
                Say::new("identifiez-vous pour répondre", "sign in to answer"),
            ));
        }
        Ok(link)
    }

    /// The house's mark under some words.
    pub(crate) fn sign(&self, words: &str) -> [u8; 32] {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.links).expect("HMAC takes a key of any length");
        mac.update(words.as_bytes());
        mac.finalize().into_bytes().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Clock;

    #[test]
    fn a_link_is_read_by_the_house_that_wrote_it_and_by_no_other() {
        let at: Timestamp = "2026-08-06T10:00:00Z".parse().expect("a written instant");
        let open = |folder: &tempfile::TempDir, at| App::open(folder.path(), Clock::standing(at)).expect("it opens");
        let (one, other) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
        let house = open(&one, at);
        let about = Ref::new(base::Kind::Tool, "wheel.example");
        let person = PersonId(uuid::Uuid::from_u128(7));
        let link = house.link(&about, person);
        let read = house.read_link(&link).expect("it is ours");
        assert_eq!((&read.about, read.person), (&about, person));
        assert_eq!(open(&other, at).read_link(&link).map_err(|it| it.kind), Err(Kind::NotFound));
        let forged = link.replacen("wheel", "other", 1);
        assert_eq!(house.read_link(&forged).map_err(|it| it.kind), Err(Kind::NotFound));
        assert_eq!(house.read_link("").map_err(|it| it.kind), Err(Kind::NotFound));
        drop(house);
        let later = open(&one, at + jiff::SignedDuration::from_hours(24 * (DAYS + 1)));
        assert_eq!(later.read_link(&link).map_err(|it| it.kind), Err(Kind::Refused));
    }
}
