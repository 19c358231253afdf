//! Who asks, in which language, and the picture they see.

use std::sync::Arc;

use agenda::role::Right;
use app::{Actor, App, Problem, Token};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Uri, header};
use base::{CommandId, Kind, Lang, PersonId, Ref, Say, Side};
use jiff::civil::Date;
use picture::Picture;

use crate::house::House;
use crate::ui;

/// The cookie a browser is known by.
pub(crate) const COOKIE: &str = "entente";
/// The cookie that remembers the language.
pub(crate) const LANG_COOKIE: &str = "lang";

/// Who asks, in which language, and the one picture the whole answer is drawn from.
#[derive(Clone)]
pub struct Session {
    /// Who; `None` for somebody who is not signed in.
    pub actor: Option<Actor>,
    /// How they are known.
    pub by: By,
    /// The reader's language.
    pub lang: Lang,
    /// What is known at this position.
    pub picture: Arc<Picture>,
    /// Today.
    pub today: Date,
    /// The path and query asked for, without the language.
    pub path: String,
}

/// How somebody is known.
#[derive(Clone, PartialEq, Eq)]
pub enum By {
    /// Not at all.
    Nobody,
    /// By a browser's cookie: its unsafe requests are checked against forgery.
    Cookie(Token),
    /// By a token in a header.
    Bearer,
}

impl Session {
    /// Finds out who asks. An unknown or expired token is nobody.
    pub(crate) fn of(house: &House, headers: &HeaderMap, uri: &Uri) -> Session {
        let picture = house.app.picture();
        let (actor, by) = who(house, headers, &picture);
        let lang = language(headers, uri);
        let path = without_lang(uri);
        Session { actor, by, lang, picture, today: house.app.today(), path }
    }

    /// The person, if it is one.
    pub fn person(&self) -> Option<PersonId> {
        self.actor.and_then(Actor::person)
    }

    /// Whether the asker has a right.
    pub fn may(&self, right: Right) -> bool {
        self.actor.is_some_and(|actor| actor.may(&self.picture, right))
    }

    /// The actor; handlers behind the gate always have one.
    pub fn actor(&self) -> Result<Actor, Problem> {
        self.actor.ok_or_else(unknown)
    }

    /// The token forms carry against forgery.
    pub fn csrf(&self) -> String {
        match &self.by {
            By::Cookie(token) => token.form_token(),
            By::Nobody | By::Bearer => String::new(),
        }
    }

    /// A fresh id for a form's order.
    pub fn command(&self, app: &App) -> CommandId {
        app::new_command(app.clock().now())
    }

    /// The side of the person who asks.
    pub fn side(&self) -> Side {
        let person = self.person().and_then(|id| self.picture.person(id));
        person.map_or(Side::Other, |person| person.side)
    }

    /// Lends parts of a page what they need to speak to this reader.
    pub fn read<T>(&self, with: impl FnOnce(&ui::Reader) -> T) -> T {
        let person = |id: PersonId| {
            let person = self.picture.person(id)?;
            self.picture.text(&person.name).map(str::to_owned)
        };
        let thing = |id: &Ref| self.name_of(id);
        let href = |id: &Ref| Some(href(id));
        let names = ui::Names { person: &person, thing: &thing, href: &href };
        with(&ui::Reader { lang: self.lang, today: self.today, names })
    }

    /// What a thing of any room is called.
    pub fn name_of(&self, id: &Ref) -> Say {
        match id.kind() {
            Kind::Request => Say::new(format!("demande {}", id.key()), format!("request {}", id.key())),
            Kind::BusinessCase => Say::new(
                format!("dossier de la demande {}", id.key()),
                format!("business case of request {}", id.key()),
            ),
            Kind::Decision => Say::new(format!("décision {}", id.key()), format!("decision {}", id.key())),
            Kind::Dataset => {
                let dataset = self.picture.dataset(id).and_then(|dataset| dataset.imports.last());
                Say::same(dataset.map_or(id.key(), |import| import.manifest.file.as_str()))
            }
            Kind::Tool => Say::same(self.picture.tool_name(id)),
            Kind::Promise => self.picture.promise_words(id),
            Kind::Action => Say::new(format!("action {}", id.key()), format!("action {}", id.key())),
            Kind::Pilot => Say::new(format!("pilote {}", id.key()), format!("pilot {}", id.key())),
            Kind::Change => Say::new(format!("changement {}", id.key()), format!("change {}", id.key())),
            Kind::Practice => {
                let practice = id.key().parse().ok().and_then(|number| self.picture.practice(number));
                let name = practice.and_then(|practice| self.picture.text(&practice.content.name));
                Say::same(name.unwrap_or(id.key()))
            }
            Kind::Question => Say::new(format!("question {}", id.key()), format!("question {}", id.key())),
            Kind::Objective => {
                let objective = id.key().parse().ok().and_then(|number| self.picture.objective(number));
                let name = objective.and_then(|objective| self.picture.text(&objective.content.name));
                Say::same(name.unwrap_or(id.key()))
            }
            Kind::Meeting => Say::new(format!("réunion {}", id.key()), format!("meeting {}", id.key())),
            Kind::Message => Say::new(format!("message {}", id.key()), format!("message {}", id.key())),
            Kind::Tracker => Say::same(self.picture.tracker_name(id).unwrap_or(id.key())),
            Kind::Raci => Say::new("matrice RACI", "RACI matrix"),
            Kind::Charter => self.picture.charter_name(id.key()),
            Kind::Person => {
                Say::same(id.key().parse().map_or_else(|_| id.to_string(), |id| self.picture.person_name(id)))
            }
            _ => self.picture.catalog().name(id),
        }
    }
}

/// Where a thing's page is.
pub fn href(id: &Ref) -> String {
    match id.kind() {
        Kind::Request => format!("/requests/{}", id.key()),
        Kind::BusinessCase => format!("/requests/{}/case", id.key()),
        Kind::Decision => format!("/decisions/{}", id.key()),
        Kind::Dataset => format!("/imports/{}", id.key()),
        Kind::Tool => format!("/tools/{}", id.key()),
        Kind::Promise => format!("/promises/{}", id.key()),
        Kind::Action => format!("/actions/{}", id.key()),
        Kind::Pilot => format!("/pilots/{}", id.key()),
        Kind::Practice => format!("/practices/{}", id.key()),
        Kind::Change => format!("/changes/{}", id.key()),
        Kind::Question => format!("/questions/{}", id.key()),
        Kind::Objective => format!("/objectives/{}", id.key()),
        Kind::Meeting => format!("/meetings/{}", id.key()),
        Kind::Message => format!("/outbox/{}", id.key()),
        Kind::Tracker => format!("/trackers#{}", id.key()),
        Kind::Raci => "/raci".to_owned(),
        Kind::Charter => format!("/charter#{}", id.key()),
        Kind::Person => format!("/people#{}", id.key()),
        kind => format!("/things/{}/{}", kind.word(), id.key()),
    }
}

/// The tool of an address.
///
/// Errors: there can be no such tool.
pub(crate) fn tool(key: &str) -> Result<Ref, Problem> {
    format!("{}:{key}", Kind::Tool.word()).parse().map_err(|_| Problem::not_found(Say::same(key)))
}

/// Nobody is signed in.
pub(crate) fn unknown() -> Problem {
    Problem::new(
        app::Kind::Unknown,
        Say::new("vous n'êtes pas connu ici", "you are not known here"),
        Say::new("identifiez-vous", "sign in"),
    )
}

fn who(house: &House, headers: &HeaderMap, picture: &Picture) -> (Option<Actor>, By) {
    let bearer = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "));
    if let Some(bearer) = bearer {
        if house.config.house_token.as_deref().is_some_and(|token| same_secret(token, bearer)) {
            let acting_as = headers.get("entente-as").and_then(|value| value.to_str().ok());
            let actor = match acting_as {
                None => Some(Actor::House),
                Some(words) => find_person(picture, &percent_decoded(words)).map(Actor::Person),
            };
            return (actor, By::Bearer);
        }
        let signed_in = Token::read(bearer).and_then(|token| house.app.who(&token));
        return (signed_in.map(|it| Actor::Person(it.person)), By::Bearer);
    }
    let Some(token) = cookie(headers, COOKIE).and_then(Token::read) else { return (None, By::Nobody) };
    match house.app.who(&token) {
        Some(signed_in) => (Some(Actor::Person(signed_in.person)), By::Cookie(token)),
        None => (None, By::Nobody),
    }
}

/// A person by id, or by name or role as one types it on the command line: `ines`, `cmo`. Words that fit several people
/// name nobody: who acts, or gets a password, is never a guess.
pub fn find_person(picture: &Picture, words: &str) -> Option<PersonId> {
    if let Ok(id) = words.parse() {
        return picture.person(id).map(|_| id);
    }
    let wanted = base::slug(words);
    let called: Vec<(PersonId, String, &agenda::person::Person)> = picture
        .people()
        .filter(|(_, person)| person.present)
        .map(|(id, person)| (id, base::slug(picture.text(&person.name).unwrap_or_default()), person))
        .collect();
    // The first way of naming that fits anybody is the one that was meant.
    let met = |fits: &dyn Fn(&str, &agenda::person::Person) -> bool| -> Option<Vec<PersonId>> {
        let fitting = called.iter().filter(|(_, name, person)| fits(name, person));
        let met: Vec<PersonId> = fitting.map(|(id, ..)| *id).collect();
        (!met.is_empty()).then_some(met)
    };
    let met = met(&|name, _| name == wanted)
        .or_else(|| met(&|name, _| name.split('-').next() == Some(&wanted)))
        .or_else(|| met(&|_, person| person.roles.iter().any(|role| base::slug(role.word()) == wanted)));
    match met.as_deref() {
        Some([only]) => Some(*only),
        _ => None,
    }
}

/// Compares two secrets without telling by time how far they agree.
fn same_secret(one: &str, other: &str) -> bool {
    one.len() == other.len() && one.bytes().zip(other.bytes()).fold(0, |diff, (a, b)| diff | (a ^ b)) == 0
}

fn percent_decoded(words: &str) -> String {
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(&format!("x={words}")).unwrap_or_default();
    pairs.into_iter().next().map_or_else(String::new, |(_, value)| value)
}

/// What a cookie of ours ends with: over TLS, as a proxy in front tells, it travels over TLS only.
pub(crate) fn cookie_guard(headers: &HeaderMap) -> &'static str {
    let proto = headers.get("x-forwarded-proto").and_then(|value| value.to_str().ok());
    // A chain of proxies writes a list; the first saw the browser.
    let tls = proto.and_then(|list| list.split(',').next()).is_some_and(|it| it.trim().eq_ignore_ascii_case("https"));
    if tls { "; HttpOnly; SameSite=Lax; Secure" } else { "; HttpOnly; SameSite=Lax" }
}

fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(key, value)| (key == name).then_some(value))
}

fn language(headers: &HeaderMap, uri: &Uri) -> Lang {
    let asked = query_lang(uri);
    let kept = || cookie(headers, LANG_COOKIE).and_then(Lang::from_tag);
    let accepted = || {
        let accept = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
        accept.split(',').find_map(|part| Lang::from_tag(part.trim()))
    };
    asked.or_else(kept).or_else(accepted).unwrap_or_default()
}

/// The language a link asks for.
pub(crate) fn query_lang(uri: &Uri) -> Option<Lang> {
    uri.query()?.split('&').find_map(|pair| Lang::from_tag(pair.strip_prefix("lang=")?))
}

fn without_lang(uri: &Uri) -> String {
    let kept: Vec<&str> = uri
        .query()
        .unwrap_or_default()
        .split('&')
        .filter(|pair| !pair.is_empty() && !pair.starts_with("lang="))
        .collect();
    if kept.is_empty() { uri.path().to_owned() } else { format!("{}?{}", uri.path(), kept.join("&")) }
}

impl<S: Send + Sync> FromRequestParts<S> for Session {
    type Rejection = crate::answer::Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Session, Self::Rejection> {
        // The gate puts it there before any handler runs.
        parts.extensions.get::<Session>().cloned().ok_or_else(|| unknown().into())
    }
}

#[cfg(test)]
mod tests {
    use agenda::person::Event;
    use agenda::role::Role;
    use base::{Text, TextId};
    use picture::Fact;

    use super::*;

    fn cast(people: &[(&str, &[Role])]) -> Picture {
        let mut picture = Picture::default();
        for (position, (name, roles)) in (1..).zip(people) {
            let id = TextId(uuid::Uuid::from_u128(position.into()));
            let name_text = Text::commit(id, &[0; 16], name);
            picture.learn_words(id, name);
            let event = Event::Registered {
                name: name_text,
                email: None,
                domain: None,
                side: Side::Other,
                roles: roles.to_vec(),
                team: None,
            };
            let event = picture::Event::Person(PersonId(uuid::Uuid::from_u128(position.into())), event);
            picture.apply(Fact { position, at: jiff::Timestamp::UNIX_EPOCH, actor: None, event });
        }
        picture
    }

    #[test]
    fn words_that_fit_several_people_name_nobody() {
        let picture = cast(&[
            ("Inès Moreau", &[Role::Cmo]),
            ("Karim Haddad", &[Role::Cio]),
            ("Lou Petit", &[Role::Employee]),
            ("Lou Grand", &[Role::Employee]),
            ("Ana", &[]),
            ("Ana Dias", &[]),
        ]);
        let nth = |n: u128| Some(PersonId(uuid::Uuid::from_u128(n)));
        let found = |words: &str| find_person(&picture, words);
        assert_eq!(found("ines"), nth(1));
        assert_eq!(found("Inès Moreau"), nth(1));
        assert_eq!(found("CIO"), nth(2));
        assert_eq!(found("lou"), None, "there are two");
        assert_eq!(found("Lou Grand"), nth(4));
        assert_eq!(found("ana"), nth(5), "her whole name comes before the first name of another");
        assert_eq!(found("employee"), None, "there are two");
        for words in ["the cmo", "cmo-ines", "assistant to the cio", "personne", ""] {
            assert_eq!(found(words), None, "{words}");
        }
        assert_eq!(found(&PersonId(uuid::Uuid::from_u128(4)).to_string()), nth(4));
    }
}
