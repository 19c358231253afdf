//! What has been asked for, by whom, and where does each wish stand? `/requests`

use agenda::lane::Lane;
use agenda::request::{Request, Stage};
use agenda::role::Right;
use app::Order;
use axum::extract::{Query, State};
use axum::response::IntoResponse;
use base::{Lang, Say};
use jiff::civil::Date;
use maud::{Markup, html};
use serde::Deserialize;

use crate::answer::{Answer, see};
use crate::house::House;
use crate::pages::home;
use crate::pages::leaf::{Leaf, leaf};
use crate::pages::told::{self, Back, day};
use crate::posted::Posted;
use crate::session::{Session, href};
use crate::ui;
use crate::ui::Reader;
use crate::ui::listing::{Filter, Row};
use crate::ui::page::{Format, Room};

crate::ui::words! {
    TITLE = "Demandes" / "Requests";
    OWN_TITLE = "Vos demandes" / "Your requests";
    STAGES = "Où elles en sont" / "Where they stand";
    ALL = "Toutes" / "All";
    ASKED_BY = "{who}, {age}" / "{who}, {age}";
    READY = "prête à {n} sur 100" / "{n} out of 100 ready";
    WISHED = "souhaitée pour le {date}" / "wished for {date}";
    NOTHING = "Ici, chaque souhait pour le client, avec ses conséquences." / "Here stands each wish for the customer, with its consequences.";
    NOTHING_HOW = "Une phrase suffit pour commencer." / "One sentence is enough to begin.";
    NONE_HERE = "Aucune demande à ce stade." / "No request at this stage.";
    ASK = "Dire un souhait" / "Say a wish";
    WAITED = "Où passe le temps des demandes" / "Where the time of requests goes";
}

/// Which requests, which page of them.
#[derive(Default, Deserialize)]
pub struct Asked {
    stage: Option<String>,
    page: Option<String>,
}

/// `GET /requests`
pub async fn list(State(house): State<House>, session: Session, Query(asked): Query<Asked>) -> Answer {
    let view = View::of(&session, asked.stage.as_deref(), told::page_of(asked.page.as_deref()));
    let content = session.read(|reader| render(reader, &view));
    let title = if view.own { OWN_TITLE } else { TITLE }.in_lang(session.lang);
    Ok(leaf(&house, &session, &Leaf { title, room: Some(Room::Requests), format: Format::Wide, done: None }, content))
}

/// A wish.
#[derive(Deserialize)]
pub struct Wish {
    #[serde(default)]
    wish: String,
}

/// `POST /requests`
pub async fn ask(State(house): State<House>, posted: Posted<Wish>) -> Answer {
    let sentence = posted.fields.wish.clone();
    let order = Order::Ask { sentence: sentence.clone(), lang: posted.session.lang };
    match posted.carry_out(order).await {
        Ok(receipt) => Ok(see(&receipt.about.map_or("/requests".to_owned(), |about| href(&about)))),
        Err(problem) => {
            let Back { problem, .. } = Back::from(problem, "wish", Vec::new())?;
            let mut session = posted.session;
            session.path = "/".to_owned();
            let status = told::status(&problem);
            Ok((status, home::page(&house, &session, &sentence, Some(&problem))).into_response())
        }
    }
}

/// How many requests a page of the list shows.
const PAGE: usize = 50;

/// What is on the page.
struct View {
    own: bool,
    stage: Option<Stage>,
    counts: Vec<(Option<Stage>, usize)>,
    page: usize,
    pages: usize,
    rows: Vec<Line>,
}

/// One request of the list.
struct Line {
    number: u64,
    wish: String,
    lang: Lang,
    stage: Stage,
    who: String,
    side: Option<base::Side>,
    asked: Date,
    wished: Option<Date>,
    readiness: Option<u32>,
    lane: Option<Lane>,
}

const STAGES_ALL: [Stage; 5] = [Stage::Draft, Stage::InDecision, Stage::GoesAhead, Stage::Answered, Stage::Withdrawn];

impl View {
    /// Counts all, but reads in full only the requests of the page.
    fn of(session: &Session, stage: Option<&str>, page: usize) -> View {
        let stage = stage.and_then(|word| STAGES_ALL.into_iter().find(|stage| stage.word() == word));
        let own = !session.may(Right::Read);
        let me = session.person();
        let seen: Vec<(u64, &Request)> = session
            .picture
            .requests()
            .filter(|(_, request)| !own || (request.by.is_some() && request.by == me))
            .collect();
        let count = |stage: Stage| seen.iter().filter(|(_, request)| request.stage == stage).count();
        let mut counts = vec![(None, seen.len())];
        counts.extend(STAGES_ALL.map(|stage| (Some(stage), count(stage))));
        let kept = || seen.iter().filter(|(_, request)| stage.is_none_or(|stage| request.stage == stage));
        let pages = kept().count().div_ceil(PAGE).max(1);
        let page = page.min(pages);
        let rows =
            kept().skip((page - 1) * PAGE).take(PAGE).map(|(n, request)| Line::of(session, *n, request)).collect();
        View { own, stage, counts, page, pages, rows }
    }
}

impl Line {
    fn of(session: &Session, number: u64, request: &Request) -> Line {
        let draft = request.stage == Stage::Draft;
        let decision = request.decision.as_ref().and_then(|id| session.picture.decision(told::number_of(id.key())?));
        Line {
            number,
            wish: told::text(session, &request.sentence).to_owned(),
            lang: request.lang,
            stage: request.stage,
            who: told::who(session, request.by),
            side: told::side_of(session, request.by),
            asked: day(request.asked_at),
            wished: request.wished.as_ref().map(|(date, _)| *date),
            readiness: draft.then(|| session.picture.readiness(request).index),
            lane: decision.map(|decision| decision.lane),
        }
    }
}

fn render(reader: &Reader, view: &View) -> Markup {
    let title = reader.w(if view.own { OWN_TITLE } else { TITLE });
    let address = |stage: Option<Stage>, page: usize| {
        let stage = stage.map(|stage| ("stage", stage.word().to_owned()));
        let page = (page > 1).then(|| ("page", page.to_string()));
        let query: Vec<_> = stage.into_iter().chain(page).collect();
        match serde_urlencoded::to_string(query) {
            Ok(query) if !query.is_empty() => format!("/requests?{query}"),
            _ => "/requests".to_owned(),
        }
    };
    let filters: Vec<Filter> = view
        .counts
        .iter()
        .filter(|(stage, count)| stage.is_none() || *count > 0 || *stage == view.stage)
        .map(|(stage, count)| {
            let say = stage.map_or(Say::new(ALL.fr, ALL.en), |stage| stage.say());
            Filter {
                words: told::capital(reader.say(&say)),
                href: address(*stage, 1),
                count: *count,
                here: *stage == view.stage,
            }
        })
        .collect();
    html! {
        (ui::page::opening(&html! {}, title, None))
        @if view.counts[0].1 == 0 {
            (ui::empty::empty(reader.w(NOTHING), reader.w(NOTHING_HOW), Some((reader.w(ASK), "/"))))
        } @else {
            @if !view.own { p { a href="/waiting" { (reader.w(WAITED)) } } }
            (ui::listing::filters(reader, reader.w(STAGES), &filters))
            div #list data-live {
                @if view.rows.is_empty() { p { (reader.w(NONE_HERE)) } }
                (ui::listing::rows(&view.rows.iter().map(|line| row(reader, line)).collect::<Vec<_>>()))
            }
            (ui::listing::pager(reader, view.page, view.pages, |page| address(view.stage, page)))
        }
    }
}

fn row(reader: &Reader, line: &Line) -> Row {
    let by = reader.fill(ASKED_BY, &[("who", &line.who), ("age", &reader.age(line.asked))]);
    Row {
        href: format!("/requests/{}", line.number),
        title: html! { span lang=(line.lang.tag()) { (line.wish) } },
        under: html! {
            @if let Some(side) = line.side { (ui::badge::side(reader, side)) }
            span title=(reader.date(line.asked)) { (by) }
            @if let Some(date) = line.wished { span { (reader.fill(WISHED, &[("date", &reader.date(date))])) } }
        },
        aside: html! {
            @if let Some(lane) = line.lane { (ui::badge::lane(reader, told::lane(lane))) }
            @if let Some(n) = line.readiness { span { (reader.fill(READY, &[("n", &n.to_string())])) } }
            span { (reader.say(&line.stage.say())) }
        },
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::time::Instant;

    use agenda::request::Event;
    use base::{Text, TextId};
    use picture::{Fact, Picture};

    use super::*;
    use crate::session::By;

    #[test]
    fn ten_thousand_requests_are_listed_without_reading_each_in_full() {
        let mut picture = Picture::default();
        for n in 1..=10_000_u64 {
            let id = TextId(uuid::Uuid::from_u128(u128::from(n)));
            let sentence = Text::commit(id, &[0; 16], "Afficher le solde");
            picture.learn_words(id, "Afficher le solde de points en page d'accueil de l'appli");
            let event = picture::Event::Request(n, Event::Asked { sentence, lang: Lang::Fr });
            let at = "2026-08-06T07:00:00Z".parse().unwrap();
            picture.apply(Fact { position: n, at, actor: None, event });
        }
        let session = Session {
            actor: Some(app::Actor::House),
            by: By::Bearer,
            lang: Lang::Fr,
            picture: Arc::new(picture),
            today: jiff::civil::date(2026, 8, 6),
            path: "/requests".to_owned(),
        };
        let start = Instant::now();
        let view = View::of(&session, Some("draft"), 2);
        let html = session.read(|reader| render(reader, &view)).into_string();
        let took = start.elapsed();
        println!("10,000 requests, one page of the list: {took:?}");
        assert_eq!((view.rows.len(), view.pages), (50, 200));
        assert!(html.contains("/requests/9950") && html.contains("page=3") && !html.contains("/requests/9951\""));
        // Without optimisation; a release build takes a fraction of it.
        assert!(took.as_millis() < 500, "{took:?}");
    }
}
