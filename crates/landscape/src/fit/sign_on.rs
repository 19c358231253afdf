//! Whether people would sign on to it as they do to the rest.

use std::collections::{BTreeMap, BTreeSet};

use base::{Kind, Say, slug};

use super::rules::{Answer, Case};
use super::words;
use crate::catalog::Thing;
use crate::field::Field;

/// A way to sign on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Way {
    OpenId,
    Saml,
    Directory,
    /// Single sign-on; nobody says by which of the three.
    Single,
    OAuth,
    Certificate,
    /// A secret of its own: password, key, token.
    Own,
}

/// Parts of the words people and files use, folded; the first that a word holds counts.
const WAYS: &[(&str, Way)] = &[
    ("saml", Way::Saml),
    ("ws-fed", Way::Saml),
    ("openid", Way::OpenId),
    ("oidc", Way::OpenId),
    ("ldap", Way::Directory),
    ("active-directory", Way::Directory),
    ("kerberos", Way::Directory),
    ("gssapi", Way::Directory),
    ("sso", Way::Single),
    ("single-sign", Way::Single),
    ("authentification-unique", Way::Single),
    ("connexion-unique", Way::Single),
    ("oauth", Way::OAuth),
    ("tls", Way::Certificate),
    ("x.509", Way::Certificate),
    ("certificat", Way::Certificate),
    ("password", Way::Own),
    ("mot-de-passe", Way::Own),
    ("basic", Way::Own),
    ("key", Way::Own),
    ("cle", Way::Own),
    ("token", Way::Own),
    ("jeton", Way::Own),
    ("digest", Way::Own),
    ("scram", Way::Own),
];

/// Words for the system that knows who everybody is, folded.
const DIRECTORIES: &[&str] = &[
    "annuaire",
    "directory",
    "identity",
    "identity-provider",
    "identite",
    "gestion-des-identites",
    "iam",
    "sso",
    "authentication",
    "authentification",
    "sign-on",
    "single-sign-on",
    "connexion-unique",
];

fn way(word: &str) -> Option<Way> {
    let folded = slug(word);
    WAYS.iter().find(|(part, _)| folded.contains(part)).map(|(_, way)| *way)
}

/// Whether one of two ways lets in who comes by the other: single sign-on is one of the three, nobody said which.
fn agrees(a: Way, b: Way) -> bool {
    let single = |way| matches!(way, Way::OpenId | Way::Saml | Way::Directory | Way::Single);
    a == b || (a == Way::Single && single(b)) || (b == Way::Single && single(a))
}

fn ways<'t>(things: impl IntoIterator<Item = &'t Thing>, field: Field) -> BTreeMap<Way, String> {
    let words = things.into_iter().flat_map(|thing| thing.list(field));
    let mut ways = BTreeMap::new();
    words.filter_map(|word| Some((way(word)?, word.clone()))).for_each(|(way, word)| {
        ways.entry(way).or_insert(word);
    });
    ways
}

/// Holds what the tool offers against what the estate's directory offers; where no system is the directory, against
/// what the systems people sign on to say.
///
/// What an API's contract says is how programs sign on: it can show that a tool agrees, never that it does not.
pub(super) fn answer(case: &Case) -> Answer {
    let catalog = case.catalog;
    let others = || catalog.of_kind(Kind::System).filter(|thing| thing.id != case.tool.id && runs(thing));
    let is_directory =
        |thing: &&Thing| thing.list(Field::Capabilities).iter().any(|tag| DIRECTORIES.contains(&slug(tag).as_str()));
    let says = |thing: &&Thing| thing.field(Field::SignOn).is_some();
    // A directory that says nothing of sign-on may be tagged with it.
    let told = |thing: &Thing| if says(&thing) { Field::SignOn } else { Field::Capabilities };
    // A password of its own is no offer to others.
    let offer = |thing: &Thing| -> BTreeMap<Way, String> {
        ways([thing], told(thing)).into_iter().filter(|(way, _)| *way != Way::Own).collect()
    };
    let offers = |thing: &&Thing| !offer(thing).is_empty();
    let directories: Vec<&Thing> = others().filter(is_directory).filter(offers).collect();
    let relied: Vec<&Thing> = match directories.is_empty() {
        true => others().filter(says).filter(offers).collect(),
        false => directories.clone(),
    };
    let mut offered: BTreeMap<Way, String> = BTreeMap::new();
    for (way, word) in relied.iter().flat_map(|thing| offer(thing)) {
        offered.entry(way).or_insert(word);
    }
    let own = ways([case.tool], Field::SignOn);
    let by_api = ways(case.apis.iter().copied(), Field::SignOn);
    let said: BTreeSet<Way> = own.keys().chain(by_api.keys()).copied().collect();
    let proofs = || {
        let parts = case.parts().map(|part| (part, Field::SignOn));
        case.proofs(parts.chain(relied.iter().take(4).map(|thing| (*thing, told(thing)))))
    };
    let list = |ways: &BTreeMap<Way, String>| words::members(Field::SignOn, ways.values());
    let asked = list(&offered);
    if offered.is_empty() {
        let say = Say::new(
            "Personne n'a dit comment on se connecte au reste du parc : il n'y a rien à quoi comparer.",
            "Nobody has said how people sign on to the rest of the estate: there is nothing to compare with.",
        );
        let ask = Say::new("demandez à qui tient l'annuaire", "ask whoever keeps the directory");
        return Answer::unknown(say, ask, proofs());
    }
    let who = match directories.first() {
        Some(directory) => words::quoted(&directory.name),
        None => Say::new("le reste du parc", "the rest of the estate"),
    };
    if let Some(way) = said.iter().find(|way| offered.keys().any(|offer| agrees(**way, *offer))) {
        let word = own.get(way).or_else(|| by_api.get(way)).cloned().unwrap_or_default();
        return Answer::fits(
            Say::new(
                format!("On s'y connecte par {word}, comme {} le propose.", who.fr),
                format!("People sign on by {word}, as {} offers it.", who.en),
            ),
            proofs(),
        );
    }
    if !own.is_empty() {
        let has = list(&own);
        return Answer::against(
            Say::new(
                format!("{} propose {} ; lui n'offre que {}.", capital(&who.fr), asked.fr, has.fr),
                format!("{} offers {}; it offers {} only.", capital(&who.en), asked.en, has.en),
            ),
            proofs(),
        )
        .asking(case.ask());
    }
    let say = match by_api.is_empty() {
        true => Say::new(
            format!("Personne n'a dit comment on s'y connecte ; {} propose {}.", who.fr, asked.fr),
            format!("Nobody has said how people sign on to it; {} offers {}.", who.en, asked.en),
        ),
        false => {
            let has = list(&by_api);
            Say::new(
                format!(
                    "Les programmes s'y connectent par {} ; personne n'a dit si les personnes y entrent par {}.",
                    has.fr, asked.fr
                ),
                format!("Programs sign on to it by {}; nobody has said whether people can by {}.", has.en, asked.en),
            )
        }
    };
    Answer::unknown(say, case.ask(), proofs())
}

fn runs(thing: &Thing) -> bool {
    !matches!(thing.choice(Field::Lifecycle), Some("planned" | "retired"))
}

fn capital(words: &str) -> String {
    let mut signs = words.chars();
    signs.next().map(|first| first.to_uppercase().chain(signs).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_to_sign_on_are_told_from_the_words_files_use() {
        for (word, expect) in [
            ("OpenID Connect", Some(Way::OpenId)),
            ("SAML 2.0", Some(Way::Saml)),
            ("SSO", Some(Way::Single)),
            ("Authentification unique", Some(Way::Single)),
            ("OAuth 2", Some(Way::OAuth)),
            ("API key", Some(Way::Own)),
            ("bearer token", Some(Way::Own)),
            ("user and password", Some(Way::Own)),
            ("mutual TLS", Some(Way::Certificate)),
            ("Active Directory", Some(Way::Directory)),
            ("pigeon", None),
        ] {
            assert_eq!(way(word), expect, "{word}");
        }
        assert!(agrees(Way::Single, Way::Saml) && !agrees(Way::Saml, Way::OpenId) && !agrees(Way::Single, Way::Own));
    }
}
