//! How do I start, what do the words mean, which files are understood? `/help`

mod explain;
pub mod glossary;
mod guide;
#[cfg(test)]
mod met;

pub use explain::explained;

use axum::extract::{Query, State};
use base::{Kind, Side};
use maud::{Markup, html};

use serde::Deserialize;

use self::glossary::Term;
use crate::answer::Answer;
use crate::house::House;
use crate::pages::leaf::{Leaf, leaf};
use crate::session::Session;
use crate::ui::page::Format;
use crate::ui::{self, Reader, Words};

ui::words! {
    TITLE = "Bien commencer" / "Getting started";
    KICKER = "Aide" / "Help";
    LEAD = "Entente montre ce qu’une demande entraîne avant qu’elle soit décidée, dans les mots du marketing et dans ceux de la DSI."
        / "Entente shows what a request brings about before it is decided, in marketing’s words and in IT’s.";
    START = "En quatre pas" / "In four steps";
    ONE = "Écrivez en une phrase ce que vous voulez changer pour le client. Pas de solution, pas de technologie : le problème." / "Write in one sentence what you want to change for the customer. No solution, no technology: the problem.";
    TWO = "Répondez aux questions qui manquent. Chacune dit pourquoi elle est posée et ce qu’elle apporte." / "Answer the questions that are missing. Each says why it is asked and what it brings.";
    THREE = "Lisez les conséquences : à gauche dans vos mots, à droite dans ceux de l’autre direction, au milieu les chiffres que vous partagez. Chaque chiffre s’ouvre sur ses sources." / "Read the consequences: your words on one page, the other side’s on the other, the figures you share between. Each figure opens to its sources.";
    FOUR = "Décidez ensemble. Les deux directions signent la même page ; ce qui a été signé ne change plus." / "Decide together. Both sides sign the same page; what was signed no longer changes.";
    ASK = "Écrire une demande" / "Write a request";
    WORDS = "Les mots, des deux côtés" / "The words, on both sides";
    WORDS_LEAD = "Le même mot, dit par chacun. Sur les autres pages, ces mots sont soulignés de points et s’expliquent sur place." / "The same word, as each side says it. On other pages these words have a dotted line and explain themselves where they stand.";
    LOOK_FOR = "Chercher un mot" / "Look for a word";
    LOOK = "Chercher" / "Look";
    FOUND = "{n} mots répondent à « {word} »." / "{n} words answer to “{word}”.";
    FOUND_ONE = "Un mot répond à « {word} »." / "One word answers to “{word}”.";
    NOT_FOUND = "Aucun mot ne répond à « {word} ». Les voici tous." / "No word answers to “{word}”. Here are all of them.";
    ALL_WORDS = "Tous les mots" / "All words";
    CALLS_IT = "dit aussi" / "also says";
    ON_THE_MAP = "sur la carte" / "on the map";
    IN_THE_LIST = "leur liste" / "their list";
    TERM = "Mot" / "Word";
    MARKETING = "Le marketing dit" / "Marketing says";
    IT = "La DSI dit" / "IT says";
    FILES = "Les fichiers compris" / "Files that are understood";
    FILES_LEAD = "Envoyez vos listes telles que vous les avez ; voici ce qui est reconnu, sorte par sorte." / "Send your lists as you have them; here is what is recognised, kind by kind.";
    IMPORT = "Importer un fichier" / "Import a file";
    KEYS = "Les touches" / "The keys";
    KEYS_LEAD = "Rien n’exige de les connaître." / "Nothing requires knowing them.";
    CHECK = "Vérifier, automatiser" / "Checking, automating";
    VERIFY = "Vérifier le registre" / "Verify the record";
    API = "Le guide de l’API" / "The guide to the API";
    MAP = "La carte" / "The map";

    K_FIND = "chercher une demande, un système, une personne" / "find a request, a system, a person";
    K_HOME = "accueil" / "home";
    K_REQUESTS = "demandes" / "requests";
    K_DECISIONS = "décisions" / "decisions";
    K_MAP = "carte" / "map";
    K_IMPORTS = "imports" / "imports";
    K_PEOPLE = "personnes" / "people";
    K_STEP = "chiffre suivant, précédent" / "next, previous figure";
    K_OPEN = "ouvrir les sources du chiffre" / "open the figure’s sources";
    K_CLOSE = "refermer" / "close";
    K_LIST = "la liste des touches" / "the list of keys";
    ENTER = "Entrée" / "Enter";
    ESCAPE = "Échap" / "Esc";
}

/// What an address of the page asks for.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    /// A word that is looked for.
    #[serde(default)]
    word: String,
}

/// `GET /help`
pub async fn show(State(house): State<House>, session: Session, Query(asked): Query<Asked>) -> Answer {
    let markdown = landscape::import::guide(session.lang);
    let word = asked.word.trim();
    let content = session.read(|reader| render(reader, &markdown, word));
    let title = TITLE.in_lang(session.lang);
    Ok(leaf(&house, &session, &Leaf { title, room: None, format: Format::Wide, done: None }, content))
}

fn render(reader: &Reader, markdown: &str, word: &str) -> Markup {
    html! {
        (ui::page::opening(&html! { (reader.w(KICKER)) }, reader.w(TITLE), Some(&html! { (reader.w(LEAD)) })))
        (ui::page::section("start", reader.w(START), html! {
            div data-terms {
                ol.first-steps { @for step in [ONE, TWO, THREE, FOUR] { li { span { (reader.w(step)) } } } }
                p.row { a.main href="/" { (reader.w(ASK)) } }
            }
        }))
        (ui::page::section("words", reader.w(WORDS), html! { div { p { (reader.w(WORDS_LEAD)) } (words(reader, word)) } }))
        (ui::page::section("files", reader.w(FILES), html! {
            div {
                p { (reader.w(FILES_LEAD)) " " a href="/imports#send" { (reader.w(IMPORT)) } }
                (guide::guide(markdown))
            }
        }))
        (ui::page::section("keys", reader.w(KEYS), html! { div { p.still { (reader.w(KEYS_LEAD)) } (keys(reader)) } }))
        (ui::page::section("more", reader.w(CHECK), html! {
            div.row { a href="/verify" { (reader.w(VERIFY)) } a href="/api" { (reader.w(API)) } a href="/map" { (reader.w(MAP)) } }
        }))
    }
}

/// The glossary, or what of it answers to a word.
fn words(reader: &Reader, word: &str) -> Markup {
    let found: Vec<&Term> = glossary::all().filter(|term| term.answers_to(word, reader.lang)).collect();
    let count = found.len().to_string();
    let told = match found.len() {
        0 => NOT_FOUND,
        1 => FOUND_ONE,
        _ => FOUND,
    };
    let shown = if found.is_empty() { glossary::all().collect() } else { found };
    html! {
        form.word-search method="get" action="/help#words" role="search" {
            label for="word" { (reader.w(LOOK_FOR)) }
            input #word type="search" name="word" value=(word) autocomplete="off";
            (ui::picks::second(reader.w(LOOK)))
        }
        @if !word.is_empty() {
            p role="status" {
                (reader.fill(told, &[("n", &count), ("word", word)])) " "
                a href="/help#words" { (reader.w(ALL_WORDS)) }
            }
        }
        (glossary_table(reader, &shown))
    }
}

fn glossary_table(reader: &Reader, terms: &[&Term]) -> Markup {
    html! {
        div.glossary {
            div.table-frame {
                table {
                    caption.sr { (reader.w(WORDS)) }
                    thead { tr {
                        th scope="col" { (reader.w(TERM)) }
                        th scope="col" { (reader.w(MARKETING)) }
                        th scope="col" { (reader.w(IT)) }
                    } }
                    tbody {
                        @for term in terms {
                            tr id={ "term-" (term.key) } {
                                th scope="row" {
                                    a.own-address href={ "/help#term-" (term.key) } { (typeset(reader, term.word)) }
                                    @if let Some((href, words)) = term.kind.and_then(listed) {
                                        a.its-list href=(href) { (reader.w(words)) }
                                    }
                                }
                                td.marketing-words data-label=(reader.w(MARKETING)) { (side(reader, term, Side::Marketing)) }
                                td.it-words data-label=(reader.w(IT)) { (side(reader, term, Side::It)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// What a side says of a term, and how it calls it where not as the pages do.
fn side(reader: &Reader, term: &Term, side: Side) -> Markup {
    let calls_it = if side == Side::It { term.it_says } else { term.marketing_says };
    html! {
        div {
            (typeset(reader, term.means(side)))
            @if let Some(words) = calls_it { div.side-word { (reader.w(CALLS_IT)) " " q { (typeset(reader, words)) } } }
        }
    }
}

/// Abbreviations both sides agreed on: those the glossary explains.
pub(crate) fn agreed() -> Vec<&'static str> {
    let forms = glossary::all().flat_map(|term| [base::Lang::Fr, base::Lang::En].map(|lang| term.forms(lang)));
    let words = forms.flatten().flat_map(|form| form.split(|sign: char| !sign.is_alphanumeric()));
    words.filter(|word| word.chars().count() > 1 && word.chars().all(|sign| sign.is_ascii_uppercase())).collect()
}

/// Where the things a term names are listed.
fn listed(kind: Kind) -> Option<(String, Words)> {
    match kind {
        Kind::Request => Some(("/requests".to_owned(), IN_THE_LIST)),
        Kind::Decision => Some(("/decisions".to_owned(), IN_THE_LIST)),
        Kind::Person
        | Kind::Dataset
        | Kind::Tool
        | Kind::Action
        | Kind::Question
        | Kind::Message
        | Kind::BusinessCase => None,
        Kind::Raci => Some(("/raci".to_owned(), IN_THE_LIST)),
        Kind::Charter => Some(("/charter".to_owned(), IN_THE_LIST)),
        Kind::Meeting => Some(("/meetings".to_owned(), IN_THE_LIST)),
        Kind::Pilot => Some(("/pilots".to_owned(), IN_THE_LIST)),
        Kind::Practice => Some(("/practices".to_owned(), IN_THE_LIST)),
        Kind::Change => Some(("/changes".to_owned(), IN_THE_LIST)),
        Kind::Tracker => Some(("/trackers".to_owned(), IN_THE_LIST)),
        Kind::Objective => Some(("/objectives".to_owned(), IN_THE_LIST)),
        Kind::Contract => Some(("/contracts".to_owned(), IN_THE_LIST)),
        Kind::Promise => Some(("/promises".to_owned(), IN_THE_LIST)),
        // The map lists flows only among what answers to a word.
        Kind::Flow => Some(("/map".to_owned(), ON_THE_MAP)),
        kind => Some((format!("/map#{}", kind.word()), ON_THE_MAP)),
    }
}

/// Keeps French marks on the line of the word they follow.
fn typeset(reader: &Reader, words: Words) -> String {
    let mut out = reader.w(words).replace("« ", "«\u{a0}");
    for mark in [" »", " :", " ;", " %"] {
        out = out.replace(mark, &mark.replace(' ', "\u{a0}"));
    }
    out
}

fn keys(reader: &Reader) -> Markup {
    const KEYS: [(&[&str], Words); 8] = [
        (&["Ctrl", "K"], K_FIND),
        (&["g", "h"], K_HOME),
        (&["g", "r"], K_REQUESTS),
        (&["g", "d"], K_DECISIONS),
        (&["g", "m"], K_MAP),
        (&["g", "i"], K_IMPORTS),
        (&["g", "p"], K_PEOPLE),
        (&["j", "k"], K_STEP),
    ];
    html! {
        dl.keys {
            @for (keys, does) in KEYS {
                dt { @for key in keys { kbd { (key) } " " } }
                dd { (reader.w(does)) }
            }
            dt { kbd { (reader.w(ENTER)) } } dd { (reader.w(K_OPEN)) }
            dt { kbd { (reader.w(ESCAPE)) } } dd { (reader.w(K_CLOSE)) }
            dt { kbd { "?" } } dd { (reader.w(K_LIST)) }
        }
    }
}
