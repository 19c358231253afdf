//! Who is this customer, from which records, and why are they one? `/matching/people/{id}`
//!
//! Every value stands with the record it is from; the records stand side by side; what holds them together is told from
//! its weakest link on.

use app::matching::{Customer, Golden, RecordTold, kind};
use axum::extract::{Path, Query, State};
use base::format;
use customers::resolution::index::Anchor;
use customers::resolution::model::Kind;
use maud::{Markup, html};
use serde::Deserialize;

use super::{chances, filled, shown};
use crate::answer::Answer;
use crate::house::House;
use crate::pages::leaf::{Leaf, leaf};
use crate::pages::told::Seals;
use crate::session::Session;
use crate::ui::page::{Format, Room};
use crate::ui::weights::signed;
use crate::ui::{self, Reader, capital, table};

ui::words! {
    TITLE = "Un client et ses fiches" / "A customer and their records";
    NAMELESS = "Sans nom" / "No name";
    ONE = "Une seule fiche dit qui est cette personne." / "One record alone says who this is.";
    SEVERAL = "{n} fiches de {m} fichiers sont cette personne." / "{n} records of {m} files are this person.";
    SEVERAL_ONE_FILE = "{n} fiches d’un même fichier sont cette personne." / "{n} records of one file are this person.";
    WEAKEST = "Le lien le plus faible : {left} et {right}, {chances}." / "The weakest link: {left} and {right}, {chances}.";
    SEE_PAIR = "Voir pourquoi" / "See why";
    BACK = "Tout le rapprochement" / "The whole matching";
    KEPT = "Ce que l’on retient" / "What is kept";
    FIELD = "Champ" / "Field";
    VALUE = "Valeur" / "Value";
    FROM = "Vient de" / "Comes from";
    HELD = "Dite par" / "Said by";
    HELD_BY = "{n} fiches sur {of}" / "{n} of {of} records";
    HELD_ONE = "la seule fiche qui en dit une" / "the one record that says any";
    SIDE = "Les fiches, côte à côte" / "The records, side by side";
    DIFFERS = "Ce qui diffère de ce que l’on retient est souligné." / "What differs from what is kept is underlined.";
    MORE = "{n} autres fiches ne sont pas montrées." / "{n} other records are not shown.";
    WHY = "Pourquoi elles sont ensemble" / "Why they stand together";
    WHY_LEAD = "Du lien le plus faible au plus fort. Zéro bit : autant de chances que non." / "From the weakest link to the strongest. Zero bits: as likely as not.";
    NOT_LOOKED_AT = "réunies par les autres" / "together by way of the others";
    NOT_SAME = "Ce n’est pas la même personne" / "Not the same person";
    SAID = "Ce que des personnes en ont dit" / "What people said of them";
    SAID_ONE = "{left} et {right} : une seule personne" / "{left} and {right}: one person";
    SAID_TWO = "{left} et {right} : deux personnes" / "{left} and {right}: two people";
    BY = "{who}, le {date}" / "{who}, {date}";
    HOUSE = "l’installation" / "the installation";
    TAKE_BACK = "Retirer" / "Take back";
    SEEN = "Qui a vu cette personne" / "Who has seen this person";
    SEEN_WHY = "Montrer une personne est noté au journal, une fois par jour et par lecteur." / "Showing a person is noted in the log, once a day and reader.";
    DONE_TWO = "C’est noté : ce sont deux personnes. Les fiches ont été réparties de nouveau." / "Noted: they are two people. The records were put together anew.";
    DONE_ONE = "C’est noté : c’est une seule personne. Les fiches ont été réunies." / "Noted: they are one person. The records were put together.";
    DONE_BACK = "C’est retiré : tout est comme avant." / "Taken back: everything is as it was.";
}

/// What was just done.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    done: Option<String>,
}

/// What a correction brought about, by the word a redirect carried.
pub(super) fn done(session: &Session, word: Option<&str>) -> Option<&'static str> {
    let words = match word? {
        "two" => DONE_TWO,
        "one" => DONE_ONE,
        "back" => DONE_BACK,
        _ => return None,
    };
    Some(words.in_lang(session.lang))
}

/// `GET /matching/people/{id}`
pub async fn show(
    State(house): State<House>,
    session: Session,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Answer {
    let actor = session.actor()?;
    let id: Anchor = super::record(&id)?;
    let customer = house.work(move |app| app.customer(actor, id)).await?;
    let seals = Seals::of(&house, &session);
    let content = session.read(|reader| render(reader, &customer, &seals));
    let title = TITLE.in_lang(session.lang);
    let of =
        Leaf { title, room: Some(Room::Customers), format: Format::Wide, done: done(&session, asked.done.as_deref()) };
    Ok(leaf(&house, &session, &of, content))
}

fn render(reader: &Reader, customer: &Customer, seals: &Seals) -> Markup {
    let n = format::number(reader.lang, customer.count as f64, 0);
    let mut files: Vec<&str> = customer.records.iter().map(|record| record.source.as_str()).collect();
    files.sort_unstable();
    files.dedup();
    let lead = match (customer.count, files.len()) {
        (1, _) => reader.w(ONE).to_owned(),
        (_, 1) => reader.fill(SEVERAL_ONE_FILE, &[("n", &n)]),
        (_, m) => filled(reader, SEVERAL, &[("n", n), ("m", m.to_string())]),
    };
    let weakest = customer.links.iter().find_map(|link| Some((link, link.bits?)));
    let standfirst = html! {
        div.statement { (lead) }
        @if let Some((link, bits)) = weakest {
            p {
                (filled(reader, WEAKEST, &[("left", link.places[0].clone()), ("right", link.places[1].clone()), ("chances", chances(reader.lang, bits))]))
                " " a href=(super::pair::address(link.left, link.right)) { (reader.w(SEE_PAIR)) }
            }
        }
    };
    html! {
        (ui::page::opening(&html! { a href="/matching" { (reader.w(BACK)) } }, &name(reader, customer), Some(&standfirst)))
        (ui::page::section("kept", reader.w(KEPT), kept(reader, customer)))
        @if customer.records.len() > 1 {
            (ui::page::section("records", reader.w(SIDE), side_by_side(reader, customer)))
            (ui::page::section("why", reader.w(WHY), why(reader, customer, seals)))
        }
        @if !customer.facts.is_empty() { (ui::page::section("said", reader.w(SAID), said(reader, customer, seals))) }
        (ui::page::section("seen", reader.w(SEEN), seen(reader, customer)))
    }
}

/// What the person is called, by the values that are kept.
pub(super) fn name(reader: &Reader, customer: &Customer) -> String {
    let of = |kind: Kind| customer.values.iter().find(|value| value.kind == kind);
    let names = [Kind::GivenName, Kind::FamilyName].into_iter().filter_map(of);
    let name = names.map(|value| shown(reader.lang, value.kind, &value.value)).collect::<Vec<_>>().join(" ");
    if name.is_empty() { reader.w(NAMELESS).to_owned() } else { name }
}

fn kept(reader: &Reader, customer: &Customer) -> Markup {
    let columns = [table::words(FIELD), table::words(VALUE), table::words(FROM), table::words(HELD)];
    let row = |value: &Golden| {
        let held = match value.filled {
            1 => reader.w(HELD_ONE).to_owned(),
            of => filled(reader, HELD_BY, &[("n", value.held_by.to_string()), ("of", of.to_string())]),
        };
        vec![
            html! { (capital(reader.say(&kind(value.kind)))) },
            html! { span data-typed { (shown(reader.lang, value.kind, &value.value)) } },
            html! { span.still data-typed { (value.place) } },
            html! { (held) },
        ]
    };
    html! {
        div.no-caption { (table::table(reader, reader.w(KEPT), &columns, customer.values.iter().map(row).collect())) }
    }
}

/// How many records stand side by side.
const BESIDE: usize = 8;

fn side_by_side(reader: &Reader, customer: &Customer) -> Markup {
    let records: Vec<&RecordTold> = customer.records.iter().take(BESIDE).collect();
    let heads = records.iter().map(|record| table::Column {
        head: base::Say::same(format!("{}:{}", record.source, record.number)),
        number: false,
    });
    let columns: Vec<table::Column> = std::iter::once(table::words(FIELD)).chain(heads).collect();
    let rows = customer.values.iter().map(|golden| {
        let cell = |record: &&RecordTold| {
            let told = record.values.iter().find(|(kind, _)| *kind == golden.kind);
            html! {
                @if let Some((kind, value)) = told {
                    span data-typed .differs[*value != golden.value] { (shown(reader.lang, *kind, value)) }
                }
            }
        };
        let field = html! { (capital(reader.say(&kind(golden.kind)))) };
        std::iter::once(field).chain(records.iter().map(cell)).collect()
    });
    let more = customer.count.saturating_sub(records.len());
    html! {
        p.hint { (reader.w(DIFFERS)) }
        div.no-caption.side-by-side { (table::table(reader, reader.w(SIDE), &columns, rows.collect())) }
        @if more > 0 { p.hint { (reader.fill(MORE, &[("n", &format::number(reader.lang, more as f64, 0))])) } }
    }
}

/// How many links stand on the page.
const LINKS: usize = 10;

fn why(reader: &Reader, customer: &Customer, seals: &Seals) -> Markup {
    let here = format!("/matching/people/{}", customer.id);
    html! {
        div.say { (reader.w(WHY_LEAD)) }
        ol.links {
            @for link in customer.links.iter().take(LINKS) {
                li {
                    a.link-pair href=(super::pair::address(link.left, link.right)) {
                        span data-typed { (link.places[0]) } " · " span data-typed { (link.places[1]) }
                    }
                    span.link-strength {
                        @match link.bits {
                            Some(bits) => (chances(reader.lang, bits)),
                            None => span.still { (reader.w(NOT_LOOKED_AT)) },
                        }
                    }
                    span.weight-bits { @if let Some(bits) = link.bits { (signed(reader.lang, bits)) } }
                    (super::pair::say(seals, link.left, link.right, false, &here, html! { button.quiet type="submit" { (reader.w(NOT_SAME)) } }))
                }
            }
        }
    }
}

fn said(reader: &Reader, customer: &Customer, seals: &Seals) -> Markup {
    let here = format!("/matching/people/{}", customer.id);
    html! {
        ul.links {
            @for fact in &customer.facts {
                @let words = if fact.same { SAID_ONE } else { SAID_TWO };
                @let who = fact.by.and_then(reader.names.person).unwrap_or_else(|| reader.w(HOUSE).to_owned());
                li.said {
                    a.link-pair href=(super::pair::address(fact.left, fact.right)) {
                        (filled(reader, words, &[("left", fact.places[0].clone()), ("right", fact.places[1].clone())]))
                    }
                    span.link-strength.still { (filled(reader, BY, &[("who", who), ("date", reader.date(base::local(fact.at).date()))])) }
                    (super::pair::take_back(seals, fact.left, fact.right, &here, html! { button.quiet type="submit" { (reader.w(TAKE_BACK)) } }))
                }
            }
        }
    }
}

fn seen(reader: &Reader, customer: &Customer) -> Markup {
    let looks = customer.shown.iter().rev().take(LINKS).map(|look| {
        let who = look.by.and_then(reader.names.person).unwrap_or_else(|| reader.w(HOUSE).to_owned());
        filled(reader, BY, &[("who", who), ("date", reader.date(base::local(look.at).date()))])
    });
    html! {
        p.hint { (reader.w(SEEN_WHY)) }
        ul { @for look in looks { li { (look) } } }
    }
}
