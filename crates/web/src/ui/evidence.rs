//! Where a number comes from, in plain words: its inputs, how it was worked out, file and line, who said it, how old.

use base::{Evidence, Kind, Lang, Measure, Ref, Source};
use discovery::harvest::EvidenceKind;
use jiff::civil::Date;
use landscape::field::Field;
use maud::{Markup, html};

use super::{Reader, Words};

crate::ui::words! {
    BASELINE = "taux actuel" / "rate of today";
    PROMISED = "différence promise" / "difference promised";
    PER_ARM = "personnes par groupe" / "people a group";
    ALPHA = "risque de fausse alerte" / "risk of a false alarm";
    POWER = "chance de voir la promesse" / "chance to see the promise";
    EXTEND = "ligne de l’extension" / "line of extension";
    PIVOT = "ligne du changement de cap" / "line of changing course";
    BUDGET = "plafond de coût" / "cap on cost";
    STAKE = "valeur en jeu" / "value at stake";
    ROLLOUT = "coût de l’extension" / "cost of extending";
    DELAY = "coût d’une semaine d’attente" / "cost of a week of waiting";
    PEOPLE = "personnes comptées" / "people counted";
    DID = "personnes qui l’ont fait" / "people who did it";
    SPENT = "dépensé" / "spent";
    START = "départ" / "start";
    TARGET = "cible" / "target";
    LOWEST = "au moins" / "at least";
    HIGHEST = "au plus" / "at most";
    READING = "relevé" / "number read";
    COMPUTED = "Calculé" / "Worked out";
    FIELD_OF = "{field} — {thing}" / "{field} — {thing}";
    LINE = "{file}, ligne {line}" / "{file}, line {line}";
    FILE = "{file}, ligne {line}, colonne « {column} »" / "{file}, line {line}, column “{column}”";
    POINTER = "{file}, à « {column} »" / "{file}, at “{column}”";
    SHEET = "{file}, feuille « {sheet} », ligne {line}, colonne « {column} »"
        / "{file}, sheet “{sheet}”, line {line}, column “{column}”";
    STATED = "déclaré par {who}" / "stated by {who}";
    SOMEONE = "quelqu’un dont le nom n’est pas montré" / "someone whose name is not shown";
    ENTRY = "entrée {n} du journal" / "entry {n} of the log";
    ASSUMED = "hypothèse d’Entente, modifiable : {why}" / "assumption of Entente, open to change: {why}";
    AT_ONCE = "appels dès l’affichage" / "calls at once";
    AGAIN = "répétés toutes les (secondes)" / "repeated every (seconds)";
    PER_VIEW = "appels par affichage" / "calls a view";
    CACHE = "part servie par le cache" / "share served by the cache";
    NO_DATE = "date non précisée par la source" / "the source gives no date";
    OLD = "fait ancien" / "stale fact";
    RANGE = "entre {low} et {high}" / "between {low} and {high}";
}

/// The evidence of a number: a fact on one line, or a computation with its inputs, nested ones folded.
pub fn evidence(reader: &Reader, measure: &Measure) -> Markup {
    html! {
        div.evidence {
            @if let Some(range) = spread_words(reader, measure) { p.ev-range { (range) } }
            (of(reader, &measure.evidence))
        }
    }
}

fn of(reader: &Reader, evidence: &Evidence) -> Markup {
    match evidence {
        Evidence::Fact { subject, field, source, as_of } => fact(reader, subject, field, source, *as_of),
        Evidence::Computed { how, from } => html! {
            p.ev-how { span.ev-kind { (reader.w(COMPUTED)) } " " (reader.say(how)) }
            ul.ev-inputs {
                @for input in from {
                    li {
                        @let inner: &Evidence = &input.measure.evidence;
                        @if let Evidence::Computed { .. } = inner {
                            details.ev-nested {
                                summary { (line(reader, reader.say(&input.name), &input.measure)) }
                                (of(reader, &input.measure.evidence))
                            }
                        } @else {
                            (line(reader, reader.say(&input.name), &input.measure))
                            (of(reader, &input.measure.evidence))
                        }
                    }
                }
            }
        },
    }
}

fn line(reader: &Reader, name: &str, measure: &Measure) -> Markup {
    html! {
        span.ev-line {
            span.ev-name { (name) }
            span.ev-value { (reader.value(measure)) @if let Some(range) = reader.range(measure) { " " (range) } }
        }
    }
}

/// What people call a number that is assumed rather than read: no file has a column for it.
fn assumed(word: &str) -> Option<Words> {
    Some(match word {
        "calls_at_once" => AT_ONCE,
        "again_every_s" => AGAIN,
        "calls_per_view" => PER_VIEW,
        "cache_share" => CACHE,
        "baseline" => BASELINE,
        "promised" => PROMISED,
        "per_arm" => PER_ARM,
        "alpha" => ALPHA,
        "power" => POWER,
        "extend" => EXTEND,
        "pivot" => PIVOT,
        "budget" => BUDGET,
        "stake" => STAKE,
        "rollout" => ROLLOUT,
        "delay_week" => DELAY,
        "people" => PEOPLE,
        "did" => DID,
        "spent" => SPENT,
        "start" => START,
        "target" => TARGET,
        "lowest" => LOWEST,
        "highest" => HIGHEST,
        "reading" => READING,
        _ => return None,
    })
}

/// The kind of evidence of a stored word.
fn kind_of(word: &str) -> Option<EvidenceKind> {
    EvidenceKind::ALL.into_iter().find(|kind| kind.word() == word)
}

fn fact(reader: &Reader, subject: &Ref, field: &str, source: &Source, as_of: Option<Date>) -> Markup {
    let label = match Field::of(subject.kind(), field) {
        Some(field) => reader.say(&field.label()).to_owned(),
        None if subject.kind() == Kind::Tool => {
            kind_of(field).map_or(field.to_owned(), |kind| reader.say(&kind.say()).to_owned())
        }
        None => assumed(field).map_or_else(|| field.to_owned(), |words| reader.w(words).to_owned()),
    };
    let thing = reader.thing(subject);
    let title = reader.fill(FIELD_OF, &[("field", &capital(&label)), ("thing", &thing)]);
    html! {
        p.ev-fact {
            span.ev-subject {
                @if let Some(href) = (reader.names.href)(subject) { a href=(href) { (title) } } @else { (title) }
            }
            span.ev-source { (source_words(reader, source)) }
            span.ev-age { (age(reader, as_of)) }
        }
    }
}

/// Where a fact was read or who said it, in one line.
pub fn source_words(reader: &Reader, source: &Source) -> Markup {
    match source {
        Source::File { dataset, file, sheet, line, column } => {
            let n = line.to_string();
            let holes =
                [("file", file.as_str()), ("line", &n), ("column", column), ("sheet", sheet.as_deref().unwrap_or(""))];
            let words = match (sheet, line) {
                (Some(_), _) => SHEET,
                // A place in a document of one piece is told by its pointer alone.
                (None, 0) => POINTER,
                (None, _) if column.is_empty() => LINE,
                (None, _) => FILE,
            };
            let words = reader.fill(words, &holes);
            html! {
                @if let Some(href) = (reader.names.href)(dataset) { a href=(href) { (words) } } @else { (words) }
            }
        }
        Source::Statement { by, position } => {
            let who = by.and_then(reader.names.person).unwrap_or_else(|| reader.w(SOMEONE).to_owned());
            html! { (reader.fill(STATED, &[("who", &who)])) ", " (reader.fill(ENTRY, &[("n", &position.to_string())])) }
        }
        Source::Assumption { why } => html! { (reader.fill(ASSUMED, &[("why", reader.say(why))])) },
    }
}

/// The file a fact was read in, or who said it, without the place in the file.
pub fn source_file(reader: &Reader, source: &Source) -> String {
    match source {
        Source::File { file, .. } => file.clone(),
        Source::Statement { by, .. } => {
            let who = by.and_then(reader.names.person).unwrap_or_else(|| reader.w(SOMEONE).to_owned());
            reader.fill(STATED, &[("who", &who)])
        }
        Source::Assumption { why } => reader.fill(ASSUMED, &[("why", reader.say(why))]),
    }
}

/// The date a fact is of, how long ago that is, and a word when it is stale.
pub fn age(reader: &Reader, as_of: Option<Date>) -> Markup {
    let Some(date) = as_of else { return html! { (reader.w(NO_DATE)) } };
    html! {
        time datetime=(date) title=(reader.date(date)) { (reader.date(date)) }
        ", " (reader.age(date))
        @if reader.is_stale(date) { " " span.badge.watch { span.shape aria-hidden="true" { "▲" } (reader.w(OLD)) } }
    }
}

fn spread_words(reader: &Reader, measure: &Measure) -> Option<String> {
    reader.range(measure)?;
    let bound = |v| reader.number(v, measure.unit);
    Some(reader.fill(RANGE, &[("low", &bound(measure.value.low)), ("high", &bound(measure.value.high))]))
}

pub(super) use super::words::capital;

/// The separator the language puts between a name and what follows it.
pub fn colon(lang: Lang) -> &'static str {
    match lang {
        Lang::Fr => "\u{a0}:",
        Lang::En => ":",
    }
}
