//! The whole document: skip link, header, main, footer.

use base::{Lang, Say, Side};
use jiff::civil::Date;
use maud::{DOCTYPE, Markup, html};

use super::{Words, assets, badge};

crate::ui::words! {
    SKIP = "Aller au contenu" / "Skip to the content";
    ROOMS = "Rubriques" / "Sections";
    REQUESTS = "Demandes" / "Requests";
    DECISIONS = "Décisions" / "Decisions";
    MAP = "Carte" / "Map";
    TOOLS = "Outils" / "Tools";
    CUSTOMERS = "Clients" / "Customers";
    MATCHING = "Qui est qui" / "Who is who";
    REVIEW = "À trancher" / "To settle";
    MODEL = "Modèle" / "Model";
    IMPORTS = "Imports" / "Imports";
    TRACKERS = "Outils de suivi" / "Trackers";
    PEOPLE = "Personnes" / "People";
    FIND = "Chercher" / "Find";
    SIGN_OUT = "Quitter" / "Sign out";
    SIGN_IN = "S’identifier" / "Sign in";
    LANGUAGE = "Langue" / "Language";
    AS_OF = "Situation au {date}, après l’entrée {position} du journal." / "As of {date}, after entry {position} of the log.";
    BESIDE = "Dans cette rubrique" / "In this section";
    AGENDA = "Agenda" / "Agenda";
    MESSAGES = "Messages" / "Messages";
    FOUR_BY_FOUR = "4 × 4" / "4 × 4";
    ACTIONS = "Actions communes" / "Joint actions";
    PROMISES = "Promesses" / "Promises";
    WAITING = "Attente" / "Waiting";
    CHANGES = "Changements" / "Changes";
    PILOTS = "Pilotes" / "Pilots";
    PRACTICES = "Pratiques" / "Practices";
    VALUE = "Promis et constaté" / "Promised and came";
    CHARTER = "Qui décide" / "Who decides";
    RACI = "Qui répond de quoi" / "Who answers for what";
    COMPROMISES = "Compromis" / "Compromises";
    ORGANISATION = "Organisation" / "Organisation";
    WHAT_IF = "Et si" / "What if";
    DOUBTS = "Doutes" / "Doubts";
    CONTRACTS = "Contrats" / "Contracts";
    CALENDAR = "Calendrier" / "Calendar";
    MEETINGS = "Réunions" / "Meetings";
    MONDAY = "Lundi" / "Monday";
    OBJECTIVES = "Objectifs" / "Objectives";
    VERIFY = "Vérifier" / "Verify";
    CHANGED = "Du nouveau est arrivé sur cette page." / "Something new has arrived on this page.";
    PLAN = "Plan" / "Plan";
    HOME = "Entente, accueil" / "Entente, home";
}

/// Light, dark, or as the reader's machine says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the machine says.
    #[default]
    System,
    /// Paper.
    Light,
    /// Ink.
    Dark,
}

/// Who is signed in.
#[derive(Clone, Copy, Debug)]
pub struct Who<'a> {
    /// Their name.
    pub name: &'a str,
    /// Their role, in the page's language.
    pub role: &'a str,
    /// Their side, whose hue marks them.
    pub side: Side,
}

/// One entry of the navigation.
#[derive(Clone, Debug)]
pub struct NavItem {
    /// Where it leads.
    pub href: String,
    /// What it is called.
    pub label: Say,
    /// Whether the page is in there.
    pub here: bool,
}

/// The rooms of the house, in the order of the navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // named by their words
pub enum Room {
    Requests,
    Decisions,
    Agenda,
    Map,
    Tools,
    Customers,
    Imports,
    People,
}

/// A page one reaches from the navigation: where it is, what it is called.
type Way = (&'static str, Words);

/// Each room, what it is called, and its pages in the order one asks; the first is where the room opens.
const ROOMS_AND_WAYS: &[(Room, Words, &[Way])] = &[
    (
        Room::Requests,
        REQUESTS,
        &[("/requests", REQUESTS), ("/waiting", WAITING), ("/changes", CHANGES), ("/value", VALUE)],
    ),
    (
        Room::Decisions,
        DECISIONS,
        &[("/decisions", DECISIONS), ("/charter", CHARTER), ("/raci", RACI), ("/compromises", COMPROMISES)],
    ),
    (
        Room::Agenda,
        AGENDA,
        &[
            ("/objectives", OBJECTIVES),
            ("/plan", PLAN),
            ("/agenda", FOUR_BY_FOUR),
            ("/meetings", MEETINGS),
            ("/actions", ACTIONS),
            ("/promises", PROMISES),
            ("/pilots", PILOTS),
            ("/practices", PRACTICES),
        ],
    ),
    (Room::Map, MAP, &[("/map", MAP), ("/what-if", WHAT_IF), ("/doubts", DOUBTS)]),
    (Room::Tools, TOOLS, &[("/tools", TOOLS), ("/contracts", CONTRACTS)]),
    (Room::Customers, CUSTOMERS, &[("/matching", MATCHING), ("/matching/review", REVIEW), ("/matching/model", MODEL)]),
    (Room::Imports, IMPORTS, &[("/imports", IMPORTS), ("/trackers", TRACKERS)]),
    (Room::People, PEOPLE, &[("/people", PEOPLE), ("/organisation", ORGANISATION)]),
];

/// The usual navigation, as far as it opens; `here` marks the room the page is in.
pub fn rooms(here: Option<Room>, opens: impl Fn(&str) -> bool) -> Vec<NavItem> {
    let item = |(room, words, ways): &(Room, Words, &[Way])| {
        let (href, _) = ways.iter().find(|(href, _)| opens(href))?;
        Some(NavItem { href: (*href).to_owned(), label: words.say(), here: here == Some(*room) })
    };
    ROOMS_AND_WAYS.iter().filter_map(item).collect()
}

/// The other pages of the room, as far as they open, where the page at `path` is one of them.
pub fn beside(path: &str, opens: impl Fn(&str) -> bool) -> Vec<NavItem> {
    let path = path.split('?').next().unwrap_or(path);
    let ways = ROOMS_AND_WAYS.iter().map(|(.., ways)| *ways).find(|ways| ways.iter().any(|(href, _)| *href == path));
    let ways: Vec<_> = ways.unwrap_or_default().iter().filter(|(href, _)| opens(href)).collect();
    if ways.len() < 2 {
        return Vec::new();
    }
    ways.into_iter()
        .map(|(href, words)| NavItem { href: (*href).to_owned(), label: words.say(), here: *href == path })
        .collect()
}

/// What concerns the reader in person, under their name.
pub fn own() -> Vec<NavItem> {
    [("/monday", MONDAY), ("/calendar", CALENDAR), ("/outbox", MESSAGES)]
        .map(|(href, words)| NavItem { href: href.to_owned(), label: words.say(), here: false })
        .into()
}

/// What was just done, said once at the top of the next page.
#[derive(Clone, Copy, Debug)]
pub struct Flash<'a> {
    /// In words.
    pub message: &'a str,
    /// Whether it went as wished.
    pub done: bool,
}

/// How wide a page's content stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// One column of text with a margin for evidence.
    #[default]
    Leaf,
    /// The open book and other wide things.
    Wide,
}

/// Everything around a page's content.
#[derive(Clone, Debug)]
pub struct Frame<'a> {
    /// The page's language.
    pub lang: Lang,
    /// The page's title, without the product's name.
    pub title: &'a str,
    /// Light or dark.
    pub theme: Theme,
    /// Who is signed in; `None` on the sign-in page.
    pub who: Option<Who<'a>>,
    /// The navigation; see [`rooms`].
    pub nav: Vec<NavItem>,
    /// The pages beside this one; see [`beside`].
    pub beside: Vec<NavItem>,
    /// What stands under the reader's name; see [`own`].
    pub own: Vec<NavItem>,
    /// Whether the reader may verify the log.
    pub verifiable: bool,
    /// The token of the forms in the header.
    pub csrf: &'a str,
    /// Where the sign-out form posts.
    pub sign_out: &'a str,
    /// The log position the page was made at, for live updates.
    pub position: u64,
    /// The date the page is of.
    pub as_of: Date,
    /// What was just done.
    pub flash: Option<Flash<'a>>,
    /// The page's own path, for the language links.
    pub path: &'a str,
    /// How wide it stands.
    pub format: Format,
}

/// The whole document around `content`.
pub fn page(frame: &Frame, content: Markup) -> Markup {
    let lang = frame.lang;
    let theme = match frame.theme {
        Theme::System => None,
        Theme::Light => Some("light"),
        Theme::Dark => Some("dark"),
    };
    html! {
        (DOCTYPE)
        html lang=(lang.tag()) data-theme=[theme] data-position=(frame.position) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (frame.title) " · Entente" }
                link rel="stylesheet" href=(assets::stylesheet_href());
                link rel="icon" type="image/svg+xml" href="/assets/mark.svg";
                @for module in assets::MODULES { script type="module" src=(assets::module_href(module)) {} }
            }
            body {
                a.skip href="#content" { (SKIP.in_lang(lang)) }
                (header(frame))
                main #content tabindex="-1" .leaf[frame.format == Format::Leaf] .wide[frame.format == Format::Wide] {
                    p.arrived #arrived role="status" hidden { a href=(frame.path) { (CHANGED.in_lang(lang)) } }
                    @if let Some(flash) = frame.flash {
                        p.flash.(if flash.done { "fine" } else { "watch" }) role="status" {
                            span.shape aria-hidden="true" { @if flash.done { "✓" } @else { "▲" } } (flash.message)
                        }
                    }
                    @if !frame.beside.is_empty() {
                        nav.beside aria-label=(BESIDE.in_lang(lang)) {
                            @for item in &frame.beside {
                                a href=(item.href) aria-current=[item.here.then_some("page")] { (item.label.in_lang(lang)) }
                            }
                        }
                    }
                    (content)
                }
                (footer(frame))
            }
        }
    }
}

fn header(frame: &Frame) -> Markup {
    let lang = frame.lang;
    html! {
        header.top {
            a.wordmark href="/" aria-label=(HOME.in_lang(lang)) { "Entente" }
            @if !frame.nav.is_empty() {
                nav.rooms aria-label=(ROOMS.in_lang(lang)) {
                    @for item in &frame.nav {
                        a href=(item.href) aria-current=[item.here.then_some("page")] { (item.label.in_lang(lang)) }
                    }
                }
            }
            div.me {
                @if frame.who.is_some() {
                    a.find href="/search" data-palette { (FIND.in_lang(lang)) kbd { "Ctrl K" } }
                }
                nav.languages aria-label=(LANGUAGE.in_lang(lang)) {
                    @for (other, short, name) in [(Lang::Fr, "FR", "Français"), (Lang::En, "EN", "English")] {
                        a href={ (frame.path) (if frame.path.contains('?') { "&" } else { "?" }) "lang=" (other.tag()) }
                            lang=(other.tag()) hreflang=(other.tag()) title=(name)
                            aria-current=[(other == lang).then_some("true")] { (short) }
                    }
                }
                @match frame.who {
                    Some(who) => {
                        details.who.(badge::side_class(who.side)) {
                            summary { span.who-name { (who.name) } }
                            div.who-card {
                                p.who-role { (who.role) }
                                @for item in &frame.own { p { a href=(item.href) { (item.label.in_lang(lang)) } } }
                                form method="post" action=(frame.sign_out) {
                                    input type="hidden" name="csrf" value=(frame.csrf);
                                    button.quiet type="submit" { (SIGN_OUT.in_lang(lang)) }
                                }
                            }
                        }
                    }
                    None => a href="/sign-in" { (SIGN_IN.in_lang(lang)) },
                }
            }
        }
    }
}

fn footer(frame: &Frame) -> Markup {
    let date = base::format::date_short(frame.lang, frame.as_of);
    let holes = [("date", date.as_str()), ("position", &frame.position.to_string())];
    html! {
        footer.foot {
            p { (AS_OF.fill(frame.lang, &holes)) @if frame.verifiable { " " a href="/verify" { (VERIFY.in_lang(frame.lang)) } } }
        }
    }
}

/// The opening of a page: a line above (where we are), the title, and a sentence that says it all.
pub fn opening(kicker: &Markup, title: &str, standfirst: Option<&Markup>) -> Markup {
    html! {
        header.opening {
            div.kicker { (kicker) }
            h1 { (title) }
            @if let Some(words) = standfirst { div.standfirst { (words) } }
        }
    }
}

/// A part of a page with its heading; `id` makes it addressable, and live updates swap it.
pub fn section(id: &str, title: &str, content: Markup) -> Markup {
    let heading = format!("{id}-title");
    html! {
        section.part id=(id) aria-labelledby=(heading) data-live {
            h2 id=(heading) { (title) }
            (content)
        }
    }
}
