//! Which people have most records, and who are they? `/matching/people?records=…&after=…`

use app::Problem;
use app::matching::Customer;
use axum::extract::{Query, State};
use base::format;
use customers::resolution::model::Kind;
use maud::{Markup, html};
use serde::Deserialize;

use super::person::name;
use super::{N_RECORDS, ONE_RECORD, shown};
use crate::answer::Answer;
use crate::house::House;
use crate::pages::leaf::{Leaf, leaf};
use crate::session::Session;
use crate::ui::page::{Format, Room};
use crate::ui::{self, Reader, counted};

ui::words! {
    TITLE = "Les personnes, les plus fragmentées d’abord" / "People, the most fragmented first";
    LEAD = "De {from} à {to} sur {all}. Les montrer est noté au journal." / "{from} to {to} of {all}. Showing them is noted in the log.";
    BACK = "Tout le rapprochement" / "The whole matching";
    WHO = "Qui" / "Who";
    NEXT = "Les suivantes" / "The next ones";
    BEFORE = "Les précédentes" / "The ones before";
    FIND = "Chercher une fiche" / "Find a record";
    CALLED = "Fichier et numéro, ou fichier et clé" / "File and number, or file and key";
    CALLED_HINT = "Par exemple caisses_clients.csv:12" / "For example caisses_clients.csv:12";
    GO = "Voir sa personne" / "See its person";
}

/// How many people stand on a page.
const MOST: usize = 20;

/// From which size down, and from which place on; or a record whose person is looked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    records: Option<u32>,
    after: usize,
    called: String,
}

/// `GET /matching/people`
pub async fn list(State(house): State<House>, session: Session, Query(asked): Query<Asked>) -> Answer {
    if !asked.called.trim().is_empty() {
        let id = house.work(move |app| app.record_called(&asked.called)).await?;
        return Ok(crate::answer::see(&format!("/matching/people/{id}")));
    }
    let actor = session.actor()?;
    let found = house
        .work(move |app| {
            let Some(view) = app.customers()? else { return Ok(None) };
            // Whoever asks for a size begins behind all that are larger.
            let larger = view.now.sizes.iter().filter(|(size, _)| asked.records.is_some_and(|most| **size > most));
            let before: u32 = larger.map(|(_, people)| *people).sum();
            let from = asked.after.max(before as usize);
            let people = app.customers_by_size(1, from, MOST)?;
            let people = people.into_iter().map(|(id, _)| app.customer(actor, id));
            let people = people.collect::<Result<Vec<Customer>, Problem>>()?;
            Ok(Some((people, from, view.now.people as usize)))
        })
        .await?;
    let content = session.read(|reader| match &found {
        Some((people, from, all)) => render(reader, people, *from, *all),
        None => super::nothing(reader),
    });
    let title = TITLE.in_lang(session.lang);
    Ok(leaf(&house, &session, &Leaf { title, room: Some(Room::Customers), format: Format::Wide, done: None }, content))
}

fn render(reader: &Reader, people: &[Customer], from: usize, all: usize) -> Markup {
    let n = |n: usize| format::number(reader.lang, n as f64, 0);
    let to = from + people.len();
    let holes = [("from", n(from + 1)), ("to", n(to)), ("all", n(all))];
    html! {
        (ui::page::opening(&html! { a href="/matching" { (reader.w(BACK)) } }, reader.w(TITLE), Some(&html! { p { (super::filled(reader, LEAD, &holes)) } })))
        (ui::page::section("people", reader.w(WHO), html! {
            ul.listing { @for person in people { (one(reader, person)) } }
            p.pager {
                @if from > 0 { a href={ "/matching/people?after=" (from.saturating_sub(MOST)) } { (reader.w(BEFORE)) } }
                @if to < all { a href={ "/matching/people?after=" (to) } { (reader.w(NEXT)) } }
            }
        }))
        (ui::page::section("find", reader.w(FIND), html! {
            form.form method="get" action="/matching/people" {
                (ui::form::field(&ui::form::Field {
                    name: "called",
                    label: reader.w(CALLED),
                    hint: Some(reader.w(CALLED_HINT)),
                    value: "",
                    error: None,
                    input: ui::form::Input::Line,
                    optional: false,
                }))
                (ui::form::actions(ui::form::submit(reader.w(GO))))
            }
        }))
    }
}

fn one(reader: &Reader, person: &Customer) -> Markup {
    let city = person
        .values
        .iter()
        .find(|value| value.kind == Kind::City)
        .map(|value| shown(reader.lang, value.kind, &value.value));
    html! {
        li {
            div.listed {
                a.listed-title href={ "/matching/people/" (person.id) } { span data-typed { (name(reader, person)) } }
                p.listed-under { @if let Some(city) = city { span data-typed { (city) } } }
            }
            div.listed-aside { (counted(reader.lang, person.count, ONE_RECORD, N_RECORDS)) }
        }
    }
}
