//! Links that let one person answer one question without signing in: signed by the house, and valid for a while.

use agenda::message::{Message, Purpose};
use base::{PersonId, Ref, Say};
use hmac::{Hmac, KeyInit, Mac};
use jiff::{SignedDuration, Timestamp};
use picture::Picture;
use sha2::Sha256;

use crate::open::App;
use crate::problem::{Kind, Problem};

/// The name of the key links are signed with.
pub(crate) const KEY: &str = "links";

/// For how many days after a question its link serves: as long as an answer is hoped for, and a weekend more.
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

/// From when on the link of a message serves no more, whenever it is shown.
pub fn link_until(message: &Message) -> Timestamp {
    message.at.saturating_add(SignedDuration::from_hours(24 * DAYS)).unwrap_or(Timestamp::MAX)
}

impl App {
    /// Writes the link by which whoever got a question can answer it: `number~signature`, safe in an address. It is the
    /// same whenever it is asked for, and ends with the question.
    pub fn link(&self, message: u64) -> String {
        format!("{message}~{}", self.signature(message))
    }

    fn signature(&self, message: u64) -> String {
        base::hex(&self.sign(&format!("answer~{message}"))[..16])
    }

    /// Reads a link back.
    ///
    /// Errors: it was not written by this house, its time is over, or the decision fell meanwhile.
    pub fn read_link(&self, link: &str) -> Result<Link, Problem> {
        let picture = self.picture();
        let read = || {
            let (number, signature) = link.split_once('~')?;
            let number: u64 = number.parse().ok()?;
            // Compared as a whole, so that it takes as long wherever they differ.
            let right = self.signature(number);
            let same = right.len() == signature.len()
                && right.bytes().zip(signature.bytes()).fold(0, |differs, (a, b)| differs | (a ^ b)) == 0;
            picture.message(number).filter(|message| same && message.purpose == Purpose::Amnesty)
        };
        let message = read().ok_or_else(|| {
            Problem::new(
                Kind::NotFound,
                Say::new(
                    "ce lien n'est pas de la maison, ou il est incomplet",
                    "this link is not ours, or is incomplete",
                ),
                Say::new("ouvrez-le tel qu'il est dans le message", "open it as it stands in the message"),
            )
        })?;
        self.still_serves(&picture, message)?;
        Ok(Link { about: message.about.clone(), person: message.to, until: link_until(message) })
    }

    fn still_serves(&self, picture: &Picture, message: &Message) -> Result<(), Problem> {
        let refused = |message, hint| Err(Problem::new(Kind::Refused, message, hint));
        if picture.case(&message.about).is_some_and(|case| case.decided.is_some()) {
            return refused(
                Say::new(
                    "la décision sur cet outil est prise : une réponse n'y change plus rien",
                    "the decision about this tool is made: an answer changes nothing any more",
                ),
                Say::new(
                    "si elle vous gêne dans votre travail, dites-le à la personne qui décide de votre côté",
                    "if it hinders your work, say so to whoever decides on your side",
                ),
            );
        }
        let here = picture.person(message.to).is_some_and(|person| person.present);
        if !here || link_until(message) <= self.clock().now() {
            return refused(
                Say::new(
                    format!("ce lien ne sert plus : il valait {DAYS} jours"),
                    format!("this link serves no more: it was good for {DAYS} days"),
                ),
                Say::new("identifiez-vous pour répondre", "sign in to answer"),
            );
        }
        Ok(())
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
    use agenda::decision::Choice;
    use agenda::role::Role;
    use base::{Lang, Side};
    use jiff::civil::date;

    use super::*;
    use crate::actor::Actor;
    use crate::clock::Clock;
    use crate::order::Order;

    fn person(house: &App) -> PersonId {
        let order = Order::Register {
            name: "Lou".to_owned(),
            email: None,
            side: Side::Marketing,
            roles: vec![Role::MarketingOps],
            team: None,
        };
        let about = house.submit(Actor::House, order).expect("registered").about.expect("a person");
        about.key().parse().expect("an id")
    }

    fn question(house: &App, name: &str, person: PersonId) -> (Ref, u64) {
        let order = Order::DeclareTool {
            name: name.to_owned(),
            purpose: None,
            functions: None,
            team: None,
            monthly: None,
            personal: None,
        };
        let tool = house.submit(Actor::House, order).expect("declared").about.expect("a tool");
        let number = house.picture().next_message();
        house.submit(Actor::House, Order::AskOwner { tool: tool.clone(), person, lang: Lang::Fr }).expect("asked");
        (tool, number)
    }

    #[test]
    fn a_link_is_read_by_the_house_that_wrote_it_and_by_no_other_and_ends_with_its_question() {
        let at: Timestamp = "2026-08-06T10:00:00Z".parse().expect("a written instant");
        let open = |folder: &tempfile::TempDir, at| App::open(folder.path(), Clock::standing(at)).expect("it opens");
        let (one, other) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
        let house = open(&one, at);
        let lou = person(&house);
        let (tool, number) = question(&house, "Roue", lou);
        let (_, second) = question(&house, "Échelle", lou);
        let link = house.link(number);
        let read = house.read_link(&link).expect("it is ours");
        assert_eq!((&read.about, read.person), (&tool, lou));
        let stranger = open(&other, at);
        question(&stranger, "Roue", person(&stranger));
        assert_eq!(stranger.read_link(&link).map_err(|it| it.kind), Err(Kind::NotFound));
        let forged = link.replacen(&number.to_string(), &second.to_string(), 1);
        for wrong in [&*forged, "", "~", "9~", "x~y"] {
            assert_eq!(house.read_link(wrong).map_err(|it| it.kind), Err(Kind::NotFound), "{wrong}");
        }
        // Shown again later it is the same link, and ends on the same day.
        let day = |days| at + SignedDuration::from_hours(24 * days);
        house.clock().set(day(DAYS - 1));
        assert_eq!(house.link(number), link);
        assert!(house.read_link(&link).is_ok());
        house.clock().set(day(DAYS));
        assert_eq!(house.read_link(&house.link(number)).map_err(|it| it.kind), Err(Kind::Refused));
    }

    #[test]
    fn a_link_is_refused_once_both_sides_have_decided() {
        let folder = tempfile::tempdir().expect("a folder");
        let at: Timestamp = "2026-08-06T10:00:00Z".parse().expect("a written instant");
        let house = App::open(folder.path(), Clock::standing(at)).expect("it opens");
        let (tool, number) = question(&house, "Roue", person(&house));
        let link = house.link(number);
        let until = date(2026, 9, 30);
        house.submit(Actor::House, Order::SendTool { tool, replace_by: None, until }).expect("sent");
        assert!(house.read_link(&link).is_ok(), "an answer still helps");
        for (side, role) in [(Side::Marketing, Role::Cmo), (Side::It, Role::Cio)] {
            let order = Order::Register { name: format!("{role:?}"), email: None, side, roles: vec![role], team: None };
            let about = house.submit(Actor::House, order).expect("registered").about.expect("a person");
            let hash = house.picture().decision(1).expect("it is open").hash.clone();
            let order = Order::Sign { decision: 1, choice: Choice::Retire { until }, hash, remark: None };
            house.submit(Actor::Person(about.key().parse().expect("an id")), order).expect("signed");
        }
        let refused = house.read_link(&link).expect_err("the decision fell");
        assert!(refused.kind == Kind::Refused && refused.message.en.contains("decision"), "{refused:?}");
    }
}
