//! Is it the same thing? What else it is called, and what may be the same.

use agenda::role::Right;
use base::{Ref, Say, Source};
use landscape::catalog::{Alias, Catalog, Said, Thing};
use landscape::field::{Field, Value};
use maud::{Markup, html};

use super::{Seal, path};
use crate::session::Session;
use crate::ui::evidence::source_words;
use crate::ui::picks;
use crate::ui::{self, Reader};

ui::words! {
    TITLE = "Sous d’autres noms" / "Under other names";
    CALLED = "Appelé « {name} »" / "Called “{name}”";
    NAMED = "nommé « {name} »" / "named “{name}”";
    BY_NAME = "même nom, pris pour la même chose" / "same name, taken for the same thing";
    BY_FILE = "un fichier le dit" / "a file says so";
    BY_PERSON = "on l’a dit" / "somebody said so";
    MAY_BE = "« {name} » est peut-être la même chose." / "“{name}” may be the same thing.";
    SAME = "C’est la même chose" / "It is the same thing";
    NOT_SAME = "Ce sont deux choses" / "They are two things";
    APART = "Les séparer" / "Take them apart";
}

/// The other names of a thing.
pub(super) struct Same {
    also: Vec<Alias>,
    /// Each with the other of the two and its name.
    maybe: Vec<(Ref, Say, Maybe)>,
    /// The thing itself.
    id: Ref,
    name: Say,
    may_state: bool,
}

/// Two that may be one.
pub(crate) struct Maybe {
    /// Which of the two would be taken for which.
    pub lesser: Ref,
    greater: Ref,
    /// What a person said so far that the lesser one is not.
    not: Vec<String>,
}

impl Same {
    pub(super) fn of(session: &Session, thing: &Thing) -> Same {
        let catalog = session.picture.catalog();
        let told = catalog.findings().iter().filter_map(|it| Some((&it.subject, it.other.as_ref()?)));
        let maybe = told.filter(|(one, other)| thing.id == **one || thing.id == **other).filter_map(|(one, other)| {
            let facing = if thing.id == *one { other } else { one };
            Some((facing.clone(), catalog.name(facing), Maybe::of(catalog, one, other)?))
        });
        Same {
            also: thing.also.clone(),
            maybe: maybe.collect(),
            id: thing.id.clone(),
            name: thing.name.clone(),
            may_state: session.may(Right::State),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.also.is_empty() && self.maybe.is_empty()
    }
}

impl Maybe {
    /// Two that a finding names; `None` when the first is gone.
    pub(crate) fn of(catalog: &Catalog, lesser: &Ref, greater: &Ref) -> Option<Maybe> {
        let not = stated_not(catalog.get(lesser)?).to_vec();
        Some(Maybe { lesser: lesser.clone(), greater: greater.clone(), not })
    }
}

/// The two answers: one thing, or two. `back` names the page to come back to, when it is not the thing's own.
pub(crate) fn answers(reader: &Reader, maybe: &Maybe, back: Option<&str>, seal: Seal) -> Markup {
    let apart = and(&maybe.not, maybe.greater.key());
    html! {
        div.act {
            (state(&maybe.lesser, Field::SameAs, maybe.greater.key(), reader.w(SAME), back, seal))
            (state(&maybe.lesser, Field::NotSame, &apart, reader.w(NOT_SAME), back, seal))
        }
    }
}

fn state(subject: &Ref, field: Field, value: &str, verb: &str, back: Option<&str>, seal: Seal) -> Markup {
    let action = format!("{}/fields/{}", path(subject), field.spec().word);
    ui::form::form(
        &seal(),
        &action,
        html! {
            input type="hidden" name="value" value=(value);
            @if let Some(back) = back { input type="hidden" name="back" value=(back); }
            (picks::second(verb))
        },
    )
}

/// What a person said that a thing is not: a new statement takes its place, and has to say it again.
fn stated_not(thing: &Thing) -> &[String] {
    let claims = thing.field(Field::NotSame).into_iter();
    let mut claims = claims.flat_map(|settled| std::iter::once(&*settled.current).chain(&settled.others));
    match claims.find(|claim| matches!(claim.source, Source::Statement { .. })).map(|claim| &claim.value) {
        Some(Value::List(words)) => words,
        _ => &[],
    }
}

/// What is said already, and one more.
fn and(not: &[String], other: &str) -> String {
    let known = not.iter().map(String::as_str).filter(|words| *words != other);
    known.chain([other]).collect::<Vec<_>>().join(";")
}

fn who(said: Said) -> ui::Words {
    match said {
        Said::ByName => BY_NAME,
        Said::ByFile => BY_FILE,
        Said::ByPerson => BY_PERSON,
    }
}

pub(super) fn render(reader: &Reader, same: &Same, seal: Seal) -> Markup {
    ui::page::section(
        "same",
        reader.w(TITLE),
        html! {
            ul.same-list {
                @for alias in &same.also {
                    li {
                        p {
                            (reader.fill(CALLED, &[("name", alias.id.key())])) " "
                            span.still {
                                @for name in alias.names.iter().filter(|name| **name != same.name) {
                                    (reader.fill(NAMED, &[("name", reader.say(name))])) " · "
                                }
                                @if let Some(source) = &alias.source { (source_words(reader, source)) " · " }
                                (reader.w(who(alias.said)))
                            }
                        }
                        @if same.may_state && alias.said != Said::ByPerson {
                            (state(&alias.id, Field::NotSame, &and(&alias.not, same.id.key()), reader.w(APART), None, seal))
                        }
                        @if same.may_state && alias.said == Said::ByPerson {
                            (ui::form::form(&seal(), &format!("{}/fields/{}/withdrawal", path(&alias.id), Field::SameAs.spec().word), html! {
                                (picks::second(reader.w(APART)))
                            }))
                        }
                    }
                }
                @for (other, name, maybe) in &same.maybe {
                    li {
                        p { a href=(crate::session::href(other)) { (reader.fill(MAY_BE, &[("name", reader.say(name))])) } }
                        @if same.may_state { (answers(reader, maybe, None, seal)) }
                    }
                }
            }
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_said_before_is_said_again() {
        assert_eq!(and(&["a".to_owned(), "b".to_owned()], "c"), "a;b;c");
        assert_eq!(and(&["c".to_owned(), "b".to_owned()], "c"), "b;c", "once is enough");
    }
}
