//! What must I know this Monday, in five lines? `/monday`, `/monday?for=<person>`
//!
//! One page for each of the two directors, and for everybody else in what concerns them; each line opens its sources.

use axum::extract::{Query, State};
use base::{PersonId, Side};
use maud::{Markup, html};
use picture::monday::{Line, Monday};
use serde::Deserialize;

use crate::answer::Answer;
use crate::house::House;
use crate::pages::leaf::{Leaf, leaf};
use crate::pages::told;
use crate::session::{Session, find_person, href};
use crate::ui::{self, Reader, badge};

ui::words! {
    TITLE = "Lundi" / "Monday";
    OF = "Le lundi de {who}" / "The Monday of {who}";
    LEAD = "Cinq lignes, du {since} au {today}. Chacune ouvre ce sur quoi elle repose." / "Five lines, from {since} to {today}. Each opens what it rests on.";
    NOBODY = "Cette page est celle d’une personne : agissez au nom de l’une d’elles." / "This page is that of a person: act as one of them.";
    NOBODY_HOW = "Choisissez l’une des deux directions ci-dessous." / "Choose one of the two directors below.";
    OTHERS = "Les deux directions :" / "The two directors:";
    MORE = "et {n} de plus" / "and {n} more";
    ALL_MOVED = "Tous les dossiers" / "All cases";
    ALL_WAITS = "Tout ce qui attend" / "All that waits";
    ALL_DUE = "Toutes les promesses" / "All promises";
    ALL_DECIDED = "Toutes les décisions" / "All decisions";
    ALL_UNKNOWN = "Tout ce que personne ne savait" / "All that nobody knew";
}

/// Whose Monday.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(rename = "for")]
    whose: Option<String>,
}

/// `GET /monday`
pub async fn show(State(house): State<House>, session: Session, Query(asked): Query<Asked>) -> Answer {
    let whose = asked.whose.as_deref().and_then(|words| find_person(&session.picture, words));
    let content = session.read(|reader| match whose.or_else(|| session.person()) {
        Some(person) => render(reader, &session, person),
        None => html! {
            (ui::page::opening(&html! {}, reader.w(TITLE), None))
            (ui::empty::empty(reader.w(NOBODY), reader.w(NOBODY_HOW), None))
            (directors(reader, &session))
        },
    });
    let title = TITLE.in_lang(session.lang);
    Ok(leaf(&house, &session, &Leaf { title, ..Leaf::default() }, content))
}

/// The people who sign for a side, each with where their Monday is.
fn directors(reader: &Reader, session: &Session) -> Markup {
    let signs = |person: &agenda::person::Person| person.roles.iter().find_map(|role| role.signs_for());
    let two = session.picture.people().filter(|(_, person)| person.present);
    let two = two.filter_map(|(id, person)| Some((id, signs(person)?)));
    html! {
        p.still.monday-others {
            (reader.w(OTHERS))
            @for (id, side) in two {
                " " a.side.(badge::side_class(side)) href={ "/monday?for=" (id) } { (session.picture.person_name(id)) }
            }
        }
    }
}

fn render(reader: &Reader, session: &Session, person: PersonId) -> Markup {
    let Monday { since, lines } = session.picture.monday(person, session.today);
    let side = session.picture.person(person).map_or(Side::Other, |person| person.side);
    let who = session.picture.person_name(person);
    let holes = [("since", reader.date(since)), ("today", reader.date(session.today))];
    let holes: Vec<(&str, &str)> = holes.iter().map(|(key, words)| (*key, words.as_str())).collect();
    let lead = html! { p { (reader.fill(LEAD, &holes)) } };
    html! {
        (ui::page::opening(&html! { span.side.(badge::side_class(side)) { (who) } }, &reader.fill(OF, &[("who", &who)]), Some(&lead)))
        ol.monday.(badge::side_class(side)) { @for line in &lines { (row(reader, line)) } }
        (directors(reader, session))
    }
}

fn row(reader: &Reader, line: &Line) -> Markup {
    use picture::monday::What::*;
    let (all, rest) = match line.what {
        Moved => ("/value", ALL_MOVED),
        Waits => ("/", ALL_WAITS),
        Due => ("/promises", ALL_DUE),
        Without => ("/decisions", ALL_DECIDED),
        Unknown => ("/", ALL_UNKNOWN),
    };
    let heading = line.what.say();
    let more = line.count.saturating_sub(line.sources.len());
    html! {
        li.monday-line.nothing[line.count == 0] id=(line.what.word()) {
            h2.monday-what { (reader.say(&heading)) }
            p.monday-say data-terms {
                @match line.sources.first() {
                    Some(source) => a href=(href(&source.to)) { (told::capital(reader.say(&line.say))) },
                    None => a href=(all) { (reader.say(&line.say)) },
                }
            }
            @if line.count > 1 {
                ul.monday-sources {
                    @for source in &line.sources { li { a href=(href(&source.to)) { (told::capital(reader.say(&source.say))) } } }
                    @if more > 0 {
                        li { (reader.fill(MORE, &[("n", &more.to_string())])) " · " a href=(all) { (reader.w(rest)) } }
                    }
                }
            }
        }
    }
}
