//! What did the two sides give each other, decision after decision, and how did it end? `/compromises`

use agenda::decision::Decision;
use axum::extract::State;
use base::{PersonId, Text};
use jiff::Timestamp;
use maud::{Markup, html};

use crate::answer::Answer;
use crate::house::House;
use crate::pages::leaf::{Leaf, leaf};
use crate::pages::told::{self, day};
use crate::session::{Session, href};
use crate::ui;
use crate::ui::Reader;
use crate::ui::listing::Row;
use crate::ui::page::{Format, Room};

ui::words! {
    TITLE = "Ce que chacun a donné" / "What each side gave";
    LEAD_ONE = "Un compromis a été mis par écrit." / "One compromise was put in writing.";
    LEAD = "{n} compromis ont été mis par écrit, le plus récent d’abord." / "{n} compromises were put in writing, the newest first.";
    NOTHING = "Ici, chaque compromis proposé sur une décision : ce que chacun donne et reçoit, et comment cela s’est terminé."
        / "Here stands each compromise put forward on a decision: what each gives and gets, and how it ended.";
    NOTHING_HOW = "La page d’une décision ouverte permet d’en proposer un." / "The page of an open decision lets you put one forward.";
    DECISIONS = "Voir les décisions" / "See the decisions";
    ON = "sur" / "on";
    BY = "{who}, le {date}" / "{who}, {date}";
    OPEN = "à décider avant le {date}" / "to be decided before {date}";
}

/// The most that are shown.
const MOST: usize = 100;

/// A compromise of a decision: its number, the decision, when, by whom, the terms.
pub(crate) type Met<'a> = (u64, &'a Decision, &'a (Timestamp, Option<PersonId>, Text));

/// Every compromise, newest first.
pub(crate) fn all(session: &Session) -> impl Iterator<Item = Met<'_>> {
    let decisions = session.picture.decisions();
    let mut all: Vec<Met> =
        decisions.flat_map(|(number, it)| it.compromises.iter().map(move |met| (number, it, met))).collect();
    all.sort_by_key(|(_, _, (at, ..))| std::cmp::Reverse(*at));
    all.into_iter()
}

/// `GET /compromises`
pub async fn list(State(house): State<House>, session: Session) -> Answer {
    let content = session.read(|reader| render(reader, &session));
    let title = TITLE.in_lang(session.lang);
    let about = Leaf { title, room: Some(Room::Decisions), format: Format::Wide, done: None };
    Ok(leaf(&house, &session, &about, content))
}

fn render(reader: &Reader, session: &Session) -> Markup {
    let met: Vec<Met> = all(session).collect();
    if met.is_empty() {
        return html! {
            (ui::page::opening(&html! {}, reader.w(TITLE), None))
            (ui::empty::empty(reader.w(NOTHING), reader.w(NOTHING_HOW), Some((reader.w(DECISIONS), "/decisions"))))
        };
    }
    let lead = html! { p { (ui::counted(reader.lang, met.len(), LEAD_ONE, LEAD)) } };
    let rows: Vec<Row> = met.iter().take(MOST).map(|met| row(reader, session, met)).collect();
    html! {
        (ui::page::opening(&html! {}, reader.w(TITLE), Some(&lead)))
        div #list data-live { (ui::listing::rows(&rows)) }
    }
}

fn row(reader: &Reader, session: &Session, (number, decision, (at, by, terms)): &Met) -> Row {
    let name = session.name_of(&decision.request);
    let wish = told::number_of(decision.request.key())
        .filter(|_| decision.request.kind() == base::Kind::Request)
        .and_then(|number| session.picture.request(number))
        .map(|request| told::text(session, &request.sentence));
    Row {
        href: format!("/decisions/{number}#compromises"),
        title: html! { (told::text(session, terms)) },
        under: html! {
            span { (reader.fill(BY, &[("who", &told::who(session, *by)), ("date", &reader.date(day(*at)))])) }
            span {
                (reader.w(ON)) " "
                a href=(href(&decision.request)) { @match wish { Some(wish) => q { (wish) }, None => (reader.say(&name)) } }
            }
        },
        aside: html! {
            @match &decision.made {
                Some((_, how, on)) => span { (told::made_on(reader, *how, day(*on))) },
                None => span.still { (reader.fill(OPEN, &[("date", &reader.date(decision.deadline))])) },
            }
        },
    }
}
