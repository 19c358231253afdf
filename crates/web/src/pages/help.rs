//! How do I start, what do the words mean, which files are understood? `/help`

pub mod glossary;
mod guide;

use axum::extract::State;
use maud::{Markup, html};

use self::glossary::GLOSSARY;
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
    WORDS_LEAD = "Le même mot, dit par chacun." / "The same word, as each side says it.";
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

/// `GET /help`
pub async fn show(State(house): State<House>, session: Session) -> Answer {
    let markdown = landscape::import::guide(session.lang);
    let content = session.read(|reader| render(reader, &markdown));
    let title = TITLE.in_lang(session.lang);
    Ok(leaf(&house, &session, &Leaf { title, room: None, format: Format::Wide, done: None }, content))
}

fn render(reader: &Reader, markdown: &str) -> Markup {
    html! {
        (ui::page::opening(&html! { (reader.w(KICKER)) }, reader.w(TITLE), Some(&html! { (reader.w(LEAD)) })))
        (ui::page::section("start", reader.w(START), html! {
            div {
                ol.first-steps { @for step in [ONE, TWO, THREE, FOUR] { li { span { (reader.w(step)) } } } }
                p.row { a.main href="/" { (reader.w(ASK)) } }
            }
        }))
        (ui::page::section("words", reader.w(WORDS), html! { div { p { (reader.w(WORDS_LEAD)) } (glossary_table(reader)) } }))
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

fn glossary_table(reader: &Reader) -> Markup {
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
                        @for term in GLOSSARY {
                            tr id={ "term-" (term.key) } {
                                th scope="row" { (typeset(reader, term.word)) }
                                td.marketing-words data-label=(reader.w(MARKETING)) { (typeset(reader, term.marketing)) }
                                td.it-words data-label=(reader.w(IT)) { (typeset(reader, term.it)) }
                            }
                        }
                    }
                }
            }
        }
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
