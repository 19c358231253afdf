use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use unicode_normalization::UnicodeNormalization;

/// The kinds of things a reference can point at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A moment of the customer's life with us, such as "opens the app".
    Moment,
    /// An interface element the customer sees, such as the app's home page.
    Element,
    /// A system: an application, a service, a tool.
    System,
    /// An API a system offers.
    Api,
    /// A data object, such as the points balance.
    Data,
    /// A team.
    Team,
    /// A window of dates in which production must not change, or in which load peaks.
    Freeze,
    /// A flow of calls or data from one system to another.
    Flow,
    /// A contract with a vendor, for one tool or service.
    Contract,
    /// Something said to customers for a day: a line of a media plan, or what a person registered.
    Promise,
    /// A store.
    Store,
    /// A tool that is in use, as evidence shows it, whether anybody registered it or not.
    Tool,
    /// A person.
    Person,
    /// A request.
    Request,
    /// A business case, under the number of the request it is for.
    #[serde(rename = "business-case")]
    BusinessCase,
    /// A decision.
    Decision,
    /// Something both sides agreed to do by a day.
    Action,
    /// Something tried on a few before it is given to all.
    Pilot,
    /// Something that worked, with when to use it again.
    Practice,
    /// A change of scope or priority of something decided.
    Change,
    /// Something one side asks the other about a request.
    Question,
    /// What the commercial strategy or the goals of IT want for the customer.
    Objective,
    /// A meeting of both sides.
    Meeting,
    /// A message of the house to a person.
    Message,
    /// The matrix of who answers for what.
    Raci,
    /// A row of the decision charter.
    Charter,
    /// A tracker in which teams keep their work.
    Tracker,
    /// An imported file.
    Dataset,
}

impl Kind {
    /// Every kind, in the order people read a landscape: from the customer inwards.
    pub const ALL: [Kind; 28] = [
        Kind::Moment,
        Kind::Element,
        Kind::System,
        Kind::Api,
        Kind::Data,
        Kind::Team,
        Kind::Freeze,
        Kind::Flow,
        Kind::Contract,
        Kind::Promise,
        Kind::Store,
        Kind::Tool,
        Kind::Person,
        Kind::Request,
        Kind::BusinessCase,
        Kind::Decision,
        Kind::Action,
        Kind::Pilot,
        Kind::Practice,
        Kind::Change,
        Kind::Question,
        Kind::Objective,
        Kind::Meeting,
        Kind::Message,
        Kind::Raci,
        Kind::Charter,
        Kind::Tracker,
        Kind::Dataset,
    ];

    /// The word used in references, URLs and streams.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Moment => "moment",
            Kind::Element => "element",
            Kind::System => "system",
            Kind::Api => "api",
            Kind::Data => "data",
            Kind::Team => "team",
            Kind::Freeze => "freeze",
            Kind::Flow => "flow",
            Kind::Contract => "contract",
            Kind::Promise => "promise",
            Kind::Store => "store",
            Kind::Tool => "tool",
            Kind::Person => "person",
            Kind::Request => "request",
            Kind::BusinessCase => "business-case",
            Kind::Decision => "decision",
            Kind::Action => "action",
            Kind::Pilot => "pilot",
            Kind::Practice => "practice",
            Kind::Change => "change",
            Kind::Question => "question",
            Kind::Objective => "objective",
            Kind::Meeting => "meeting",
            Kind::Message => "message",
            Kind::Raci => "raci",
            Kind::Charter => "charter",
            Kind::Tracker => "tracker",
            Kind::Dataset => "dataset",
        }
    }
}

/// Points at one thing by kind and key, written `system:loyalty-engine`.
///
/// The key is never empty and holds no white space. Pillars point at one another only this way.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ref {
    kind: Kind,
    key: Box<str>,
}

impl Ref {
    /// Makes a reference from any words: the key is their [`slug`].
    pub fn new(kind: Kind, words: &str) -> Ref {
        Ref { kind, key: slug(words).into() }
    }

    /// What it points at.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The key within its kind.
    pub fn key(&self) -> &str {
        &self.key
    }
}

impl fmt::Display for Ref {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.kind.word(), self.key)
    }
}

impl fmt::Debug for Ref {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Ref {
    type Err = String;

    fn from_str(s: &str) -> Result<Ref, String> {
        let (word, key) = s
            .split_once(':')
            .ok_or_else(|| format!("{s:?} is no reference: write it as kind:key, for instance system:crm"))?;
        let kind = Kind::ALL.into_iter().find(|k| k.word() == word).ok_or_else(|| {
            let known = Kind::ALL.map(Kind::word).join(", ");
            format!("{word:?} is no kind of thing: use one of {known}")
        })?;
        if slug(key) != key {
            return Err(format!("{key:?} is no key: use small letters, digits, dots and hyphens"));
        }
        Ok(Ref { kind, key: key.into() })
    }
}

impl Serialize for Ref {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Ref {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Ref, D::Error> {
        let s = std::borrow::Cow::<'de, str>::deserialize(d)?;
        s.parse().map_err(serde::de::Error::custom)
    }
}

/// Turns any words into a key: small ASCII letters, digits, dots, `>` and single hyphens.
///
/// Accents fall away (`Moteur de fidélité` → `moteur-de-fidelite`); words with no usable sign give `-`.
/// Doing it twice changes nothing.
pub fn slug(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        // Most signs need no table; what a sign decomposes into does not depend on those beside it.
        if c.is_ascii() {
            fold(c.to_ascii_lowercase(), &mut out);
        } else {
            c.nfkd().flat_map(char::to_lowercase).for_each(|c| fold(c, &mut out));
        }
    }
    let kept = out.trim_end_matches('-').len();
    out.truncate(kept);
    if out.is_empty() { "-".to_owned() } else { out }
}

fn fold(c: char, out: &mut String) {
    match c {
        'a'..='z' | '0'..='9' | '.' | '>' => out.push(c),
        'œ' => out.push_str("oe"),
        'æ' => out.push_str("ae"),
        'ß' => out.push_str("ss"),
        c if unicode_normalization::char::is_combining_mark(c) => {}
        _ if !out.is_empty() && !out.ends_with('-') => out.push('-'),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_made_from_any_words_and_is_stable() {
        for (words, key) in [
            ("Moteur de fidélité", "moteur-de-fidelite"),
            ("  App – page d'accueil ", "app-page-d-accueil"),
            ("loyalty-engine", "loyalty-engine"),
            ("Cœur d’œuvre", "coeur-d-oeuvre"),
            ("!!!", "-"),
            ("", "-"),
        ] {
            assert_eq!(slug(words), key);
            assert_eq!(slug(key), key, "doing it twice changes nothing");
        }
    }

    #[test]
    fn a_reference_reads_back_what_it_wrote() {
        for kind in Kind::ALL {
            let r = Ref::new(kind, "Loyalty Engine");
            assert_eq!(r.to_string().parse::<Ref>(), Ok(r));
        }
        assert!("loyalty".parse::<Ref>().unwrap_err().contains("kind:key"));
        assert!("thing:crm".parse::<Ref>().unwrap_err().contains("system"));
        assert!("system:C R M".parse::<Ref>().is_err());
    }
}
