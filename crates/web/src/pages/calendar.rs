//! How do my days come into the calendar program I use? `/calendar`, and for the program `/calendar/{key}`
//!
//! One's own address, opened, changed and closed at will; whoever has it reads the calendar and nothing else.

use app::{Order, Problem};
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use base::{PersonId, Ref, format};
use maud::{Markup, html};
use picture::calendar::With;
use serde::Deserialize;

use crate::answer::{Answer, see};
use crate::house::House;
use crate::pages::leaf::{Leaf, leaf};
use crate::pages::told::Seals;
use crate::posted::Posted;
use crate::session::{Session, href};
use crate::ui::form::{actions, submit};
use crate::ui::{self, Reader, picks};

ui::words! {
    TITLE = "Votre calendrier" / "Your calendar";
    LEAD = "Vos échéances, dans le programme de calendrier que vous utilisez déjà." / "Your due days, in the calendar program you already use.";
    NOBODY = "Cette page est celle d’une personne." / "This page is that of a person.";
    NOBODY_HOW = "Agissez au nom de l’une d’elles." / "Act as one of them.";
    ADDRESS = "Votre adresse" / "Your address";
    CLOSED = "Aucune adresse n’ouvre encore votre calendrier. Celle que vous ouvrez est à vous seul ; vous la changez ou la fermez quand vous voulez."
        / "No address opens your calendar yet. The one you open is yours alone; you change or close it whenever you like.";
    OPEN = "Ouvrir une adresse" / "Open an address";
    HOW = "Dans votre programme, choisissez « s’abonner à un calendrier », puis collez :" / "In your program, choose “subscribe to a calendar”, then paste:";
    DIRECT = "S’abonner" / "Subscribe";
    PRIVATE = "Qui a cette adresse lit votre calendrier, et rien d’autre. Gardez-la pour vous." / "Whoever has this address reads your calendar, and nothing else. Keep it to yourself.";
    RENEW = "Changer d’adresse" / "Change the address";
    CLOSE = "Fermer l’adresse" / "Close the address";
    INSIDE = "Ce qui y est" / "What is in it";
    NOTHING = "Rien n’y est encore : vos actions communes et, pour qui signe, les échéances des décisions, des promesses et des contrats y viendront d’eux-mêmes."
        / "Nothing is in it yet: your joint actions and, for those who sign, the due days of decisions, promises and contracts will come by themselves.";
    MORE = "et {n} de plus" / "and {n} more";
    DONE_OPENED = "Votre calendrier a une nouvelle adresse." / "Your calendar has a new address.";
    DONE_CLOSED = "Plus aucune adresse n’ouvre votre calendrier." / "No address opens your calendar any more.";
}

/// How many coming entries the page shows.
const COMING_MOST: usize = 15;

/// What was just done.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    done: Option<String>,
}

/// `GET /calendar`
pub async fn show(
    State(house): State<House>,
    session: Session,
    headers: HeaderMap,
    Query(asked): Query<Asked>,
) -> Answer {
    let done = match asked.done.as_deref() {
        Some("opened") => Some(DONE_OPENED.in_lang(session.lang)),
        Some("closed") => Some(DONE_CLOSED.in_lang(session.lang)),
        _ => None,
    };
    let title = TITLE.in_lang(session.lang);
    let seals = Seals::of(&house, &session);
    let content = session.read(|reader| match session.person() {
        Some(person) => render(reader, &session, person, &address(&house, &session, &headers, person), &seals),
        None => html! {
            (ui::page::opening(&html! {}, title, None))
            (ui::empty::empty(reader.w(NOBODY), reader.w(NOBODY_HOW), None))
        },
    });
    Ok(leaf(&house, &session, &Leaf { title, done, ..Leaf::default() }, content))
}

/// Where a person's calendar is read, in full; `None` while it is closed.
pub(crate) fn address(house: &House, session: &Session, headers: &HeaderMap, person: PersonId) -> Option<String> {
    let key = house.app.calendar_key(&session.picture, person)?;
    Some(format!("{}/calendar/{key}", site(headers)))
}

/// Where the asker reached this house.
fn site(headers: &HeaderMap) -> String {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let scheme = text("x-forwarded-proto").filter(|it| ["http", "https"].contains(it)).unwrap_or("http");
    format!("{scheme}://{}", text("host").unwrap_or("localhost"))
}

/// Nothing.
#[derive(Deserialize)]
pub struct Nothing {}

/// `POST /calendar/address`
pub async fn open(posted: Posted<Nothing>) -> Answer {
    posted.carry_out(Order::OpenCalendar).await?;
    Ok(see("/calendar?done=opened"))
}

/// `POST /calendar/address/end`
pub async fn close(posted: Posted<Nothing>) -> Answer {
    posted.carry_out(Order::CloseCalendar).await?;
    Ok(see("/calendar?done=closed"))
}

/// `GET /calendar/{key}`: the calendar itself, in French unless `?lang=en` is asked for.
pub async fn feed(
    State(house): State<House>,
    session: Session,
    Path(key): Path<String>,
    headers: HeaderMap,
) -> Result<Response, crate::answer::Failure> {
    let person = house.app.read_calendar_key(key.trim_end_matches(".ics"))?;
    let (site, lang) = (site(&headers), session.lang);
    let page = move |id: &Ref| format!("{site}{}", href(id));
    let bytes = house.work(move |app| Ok::<_, Problem>(app.calendar(person, lang, &page))).await?;
    let kind = [
        (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "inline; filename=\"entente.ics\""),
    ];
    Ok((kind, bytes).into_response())
}

fn render(reader: &Reader, session: &Session, person: PersonId, address: &Option<String>, seals: &Seals) -> Markup {
    html! {
        (ui::page::opening(&html! {}, reader.w(TITLE), Some(&html! { p { (reader.w(LEAD)) } })))
        (ui::page::section("address", reader.w(ADDRESS), html! {
            @match address {
                Some(address) => {
                    @let direct = address.replacen("https:", "webcal:", 1).replacen("http:", "webcal:", 1);
                    p { (reader.w(HOW)) }
                    p.signed-link { (address) }
                    p { a.main href=(direct) { (reader.w(DIRECT)) } }
                    p.kindly { (reader.w(PRIVATE)) }
                    (seals.form("/calendar/address", actions(picks::second(reader.w(RENEW)))))
                    (seals.form("/calendar/address/end", actions(picks::second(reader.w(CLOSE)))))
                }
                None => {
                    p { (reader.w(CLOSED)) }
                    (seals.form("/calendar/address", actions(submit(reader.w(OPEN)))))
                }
            }
        }))
        (ui::page::section("inside", reader.w(INSIDE), inside(reader, session, person)))
    }
}

fn inside(reader: &Reader, session: &Session, person: PersonId) -> Markup {
    let with = With { today: session.today, lang: reader.lang, house: "", page: &href };
    let entries = session.picture.calendar(person, &with).entries;
    let coming = entries.iter().filter(|entry| !entry.cancelled);
    let mut coming: Vec<_> = coming.filter_map(|entry| Some((entry.when.next(session.today)?, entry))).collect();
    coming.sort_by_key(|(day, _)| *day);
    html! {
        @if coming.is_empty() { p.still { (reader.w(NOTHING)) } }
        ul.coming {
            @for (day, entry) in coming.iter().take(COMING_MOST) {
                li {
                    span.coming-day { (format::date_short(reader.lang, *day)) }
                    a href=[entry.url.as_deref()] { (entry.summary) }
                }
            }
        }
        @if coming.len() > COMING_MOST {
            p.still { (reader.fill(MORE, &[("n", &(coming.len() - COMING_MOST).to_string())])) }
        }
    }
}
