//! What do you want to change for the customer, and what is there to know today? `/`

use agenda::role::Right;
use app::Problem;
use axum::extract::{Query, State};
use axum::response::Response;
use base::{Kind, Lang, Side};
use maud::{Markup, html};
use picture::cards::{Card, Line};
use serde::Deserialize;

use crate::answer::Answer;
use crate::house::House;
use crate::pages::leaf::{Leaf, leaf};
use crate::pages::told::{self, Seals, day};
use crate::session::{Session, href};
use crate::ui;
use crate::ui::columns::Item;
use crate::ui::page::Format;
use crate::ui::{Reader, Words};

crate::ui::words! {
    TITLE = "Accueil" / "Home";
    WAITING = "Ce qui attend, et qui" / "What is waiting, and for whom";
    CHANGED = "Ce qui a changé" / "What changed";
    NOBODY = "Ce que personne ne savait" / "What nobody knew";
    MINE_ONE = "Une décision attend votre signature, avant le {date}." / "One decision waits for your signature, before {date}.";
    MINE = "{n} décisions attendent votre signature, la première avant le {date}."
        / "{n} decisions wait for your signature, the first before {date}.";
    OPEN_ONE = "Une décision est ouverte." / "One decision is open.";
    OPEN = "{n} décisions sont ouvertes." / "{n} decisions are open.";
    DRAFT_ONE = "Une demande se prépare." / "One request is being prepared.";
    DRAFTS = "{n} demandes se préparent." / "{n} requests are being prepared.";
    CALM = "Rien n’attend personne." / "Nothing waits for anybody.";
    LATELY = "{n} changements récents, le dernier {age}." / "{n} recent changes, the last one {age}.";
    LATELY_ONE = "Un changement récent, {age}." / "One recent change, {age}.";
    STILL = "Rien n’a encore changé." / "Nothing has changed yet.";
    FOUND_ONE = "Un fait que vos fichiers révèlent." / "One fact your files reveal.";
    FOUND = "{n} faits que vos fichiers révèlent." / "{n} facts your files reveal.";
    NOTHING_FOUND = "Aucun fichier n’a encore rien révélé." / "No file has revealed anything yet.";
    ALL_DECISIONS = "Toutes les décisions" / "All decisions";
    ALL_REQUESTS = "Toutes les demandes" / "All requests";
    ALL_IMPORTS = "Tous les fichiers" / "All files";
    THE_MAP = "La carte de ce que nous faisons tourner" / "The map of what we run";
    IMPORT = "Donner un premier fichier" / "Hand over a first file";
    OPENED = "ouverte {age}" / "opened {age}";
    ASKED = "demandée {age}" / "asked for {age}";
    OWN = "Vos demandes" / "Your requests";
}

/// Words to start from, carried by an example's link.
#[derive(Deserialize)]
pub struct Asked {
    wish: Option<String>,
}

/// `GET /`
pub async fn show(State(house): State<House>, session: Session, Query(asked): Query<Asked>) -> Answer {
    Ok(page(&house, &session, asked.wish.as_deref().unwrap_or_default(), None))
}

/// The page, also when a wish was not taken: with what was typed and why not.
pub(super) fn page(house: &House, session: &Session, typed: &str, problem: Option<&Problem>) -> Response {
    let view = View::of(session, &house.config.examples, typed, problem);
    let seals = Seals::of(house, session);
    let content = session.read(|reader| render(reader, &view, &seals));
    leaf(house, session, &Leaf { title: TITLE.in_lang(session.lang), format: Format::Wide, ..Leaf::default() }, content)
}

/// How many lines a card shows.
const LINES: usize = 5;

/// What is on the page.
struct View {
    typed: String,
    error: Option<String>,
    examples: Vec<(String, String)>,
    cards: Option<Cards>,
    own: Vec<(u64, String, base::Say)>,
}

/// The three cards.
struct Cards {
    mine: Vec<jiff::civil::Date>,
    open: usize,
    waiting: Card,
    changed: Card,
    nobody_knew: Card,
}

impl View {
    fn of(session: &Session, examples: &[(String, String)], typed: &str, problem: Option<&Problem>) -> View {
        let (picture, lang) = (&session.picture, session.lang);
        let examples = examples.iter().map(|(fr, en)| match lang {
            Lang::Fr => fr,
            Lang::En => en,
        });
        let address = |words: &str| format!("/?{}", serde_urlencoded::to_string([("wish", words)]).unwrap_or_default());
        let read = session.may(Right::Read);
        let me = session.person();
        let own = || picture.requests().filter(|(_, request)| request.by.is_some() && request.by == me).take(LINES);
        View {
            typed: typed.to_owned(),
            error: problem.map(|problem| told::full(&problem.message).in_lang(lang).to_owned()),
            examples: examples.map(|words| (words.clone(), address(words))).collect(),
            cards: read.then(|| Cards::of(session)),
            own: match read {
                true => Vec::new(),
                false => own()
                    .map(|(n, request)| (n, told::text(session, &request.sentence).to_owned(), request.stage.say()))
                    .collect(),
            },
        }
    }
}

impl Cards {
    fn of(session: &Session) -> Cards {
        let picture = &session.picture;
        let side = session.actor.and_then(|actor| actor.signs_for(picture));
        let open = || picture.decisions().map(|(_, decision)| decision).filter(|decision| decision.made.is_none());
        let mut mine: Vec<_> = open()
            .filter(|decision| side.is_some_and(|side| decision.missing().contains(&side)))
            .map(|decision| decision.deadline)
            .collect();
        mine.sort();
        Cards {
            mine,
            open: open().count(),
            waiting: picture.waiting(session.today, LINES),
            changed: picture.changed(LINES),
            nobody_knew: picture.nobody_knew(session.today, LINES),
        }
    }
}

fn render(reader: &Reader, view: &View, seals: &Seals) -> Markup {
    html! {
        (ui::hero::hero(reader, &seals.next(), "/requests", &view.typed, view.error.as_deref(), &view.examples))
        @if let Some(cards) = &view.cards { (ui::columns::columns(&columns(reader, cards))) }
        @if !view.own.is_empty() {
            (ui::page::section("own", reader.w(OWN), ui::listing::rows(&view.own.iter().map(|(number, words, stage)| {
                ui::listing::Row {
                    href: format!("/requests/{number}"),
                    title: html! { (words) },
                    under: html! {},
                    aside: html! { (reader.say(stage)) },
                }
            }).collect::<Vec<_>>())))
        }
    }
}

fn columns<'a>(reader: &Reader<'a>, cards: &Cards) -> Vec<ui::columns::Card<'a>> {
    let lead = |words: String| ui::figure::statement(reader, &base::Say::same(words), &[]);
    let all = |words: Words, href: &str| Some((reader.w(words).to_owned(), href.to_owned()));
    let newest = cards.changed.lines.first().and_then(|line| line.at).map(|at| reader.age(day(at))).unwrap_or_default();
    vec![
        ui::columns::Card {
            id: "waiting",
            title: reader.w(WAITING),
            lead: lead(waiting_lead(reader, cards)),
            items: items(reader, &cards.waiting, true),
            all: if cards.open > 0 { all(ALL_DECISIONS, "/decisions") } else { all(ALL_REQUESTS, "/requests") },
        },
        ui::columns::Card {
            id: "changed",
            title: reader.w(CHANGED),
            lead: lead(counted(reader, cards.changed.total, STILL, LATELY_ONE, LATELY, &[("age", &newest)])),
            items: items(reader, &cards.changed, false),
            all: all(ALL_IMPORTS, "/imports"),
        },
        ui::columns::Card {
            id: "nobody-knew",
            title: reader.w(NOBODY),
            lead: lead(counted(reader, cards.nobody_knew.total, NOTHING_FOUND, FOUND_ONE, FOUND, &[])),
            items: items(reader, &cards.nobody_knew, false),
            all: if cards.nobody_knew.total > 0 { all(THE_MAP, "/map") } else { all(IMPORT, "/imports") },
        },
    ]
}

fn waiting_lead(reader: &Reader, cards: &Cards) -> String {
    let drafts = cards.waiting.total - cards.open.min(cards.waiting.total);
    match (cards.mine.first(), cards.open) {
        (Some(date), _) => counted(reader, cards.mine.len(), CALM, MINE_ONE, MINE, &[("date", &reader.date(*date))]),
        (None, 0) => counted(reader, drafts, CALM, DRAFT_ONE, DRAFTS, &[]),
        (None, open) => counted(reader, open, CALM, OPEN_ONE, OPEN, &[]),
    }
}

/// A sentence that counts, in the form its number asks for.
fn counted(reader: &Reader, n: usize, none: Words, one: Words, many: Words, holes: &[(&str, &str)]) -> String {
    let number = base::format::number(reader.lang, n as f64, 0);
    let mut holes = holes.to_vec();
    holes.push(("n", &number));
    reader.fill(
        if n == 0 {
            none
        } else if n == 1 {
            one
        } else {
            many
        },
        &holes,
    )
}

fn items(reader: &Reader, card: &Card, waits: bool) -> Vec<Item> {
    card.lines.iter().map(|line| item(reader, line, waits)).collect()
}

fn item(reader: &Reader, line: &Line, waits: bool) -> Item {
    // What waits says since when; what changed says when.
    let since = line.at.map(|at| reader.age(day(at))).map(|age| match line.to.kind() {
        Kind::Decision if waits => reader.fill(OPENED, &[("age", &age)]),
        Kind::Request if waits => reader.fill(ASKED, &[("age", &age)]),
        _ => age,
    });
    Item {
        words: html! { @match &line.words { Some(words) => (words), None => (reader.say(&line.say)) } },
        href: href(&line.to),
        under: html! {
            @if let Some(side) = line.side.filter(|side| *side != Side::Other) { (ui::badge::side(reader, side)) " " }
            @if line.words.is_some() { (reader.say(&line.say)) @if since.is_some() { " · " } }
            @if let Some(since) = since { (since) }
        },
    }
}
