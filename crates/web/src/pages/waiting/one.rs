//! Where did the time of this request go, second by second? `/requests/{number}/waiting`

use agenda::role::Right;
use axum::extract::{Path, State};
use base::{Kind, Lang, Say, Unit};
use delivery::clock::{Spent, Stretch};
use delivery::hours::Hours;
use delivery::item::ItemKey;
use jiff::Timestamp;
use maud::{Markup, html};
use picture::flow::Flow;
use picture::tracker::{planned_days, spent_days, state_of, tracker_ref};
use picture::waiting::{Because, Waited};

use super::{badge, bar, beside_bypass, calendar, moment};
use crate::answer::Answer;
use crate::house::House;
use crate::pages::leaf::{Leaf, leaf};
use crate::pages::{request, told};
use crate::session::{Session, href};
use crate::ui;
use crate::ui::page::{Format, Room};
use crate::ui::{Reader, table};

ui::words! {
    TITLE = "Demande {n} : où est passé le temps" / "Request {n}: where its time went";
    KICKER = "Demande {n}" / "Request {n}";
    STILL = "{who} depuis {age}." / "{who} for {age}.";
    SO_FAR = "{days} depuis la demande, {calendar} au calendrier." / "{days} since it was asked for, {calendar} on the calendar.";
    TOOK = "{days} de la demande à la réponse, {calendar} au calendrier." / "{days} from the wish to the answer, {calendar} on the calendar.";
    DELIVERED = "{days} de la demande à la livraison, {calendar} au calendrier." / "{days} from the wish to the delivery, {calendar} on the calendar.";
    OF_WHICH = "Dont {days} jusqu’à la réponse." / "Of these, {days} until it was answered.";
    OUT_OF_SIGHT = "Aucun travail n’est relié à cette demande : de son temps depuis la décision, on ne sait rien." / "No work is linked to this request: of its time since the decision nothing is known.";
    LINK_WORK = "Relier des travaux" / "Link work to requests";
    WORK = "Le travail relié" / "The work linked to it";
    WORK_HOW = "Ce que l’outil de suivi dit de chaque élément ; tant qu’une partie avance ou attend, c’est elle qui parle pour l’ensemble." / "What the tracker says of each item; while a part of a piece of work is under way or waits, it speaks for the whole.";
    ITEM = "Élément" / "Item";
    STATE = "État" / "State";
    SPENT = "Passés, en jours-personnes" / "Spent, in person-days";
    PLANNED = "Prévus" / "Planned";
    STATE_NOT_TOLD = "non dit" / "not told";
    OF_TRACKER = "dit par {tracker}" / "told by {tracker}";
    CAPTION = "Qui l’avait, en jours ouvrés" / "Who had it, in working days";
    EVENTS = "Chaque durée et ce qui l’a ouverte" / "Every time, and what opened it";
    WITH = "Chez qui" / "With whom";
    FROM = "Depuis" / "From";
    TO = "Jusqu’à" / "To";
    DAYS = "Jours ouvrés" / "Working days";
    EXACT = "À la seconde" / "To the second";
    BECAUSE = "Parce que" / "Because";
    ENTRY = "entrée {n} du journal" / "entry {n} of the log";
    IN_ALL = "en tout" / "in all";
    NOBODY = "personne : close" / "nobody: closed";
    ALL = "Toutes les demandes" / "All requests";
}

/// `GET /requests/{number}/waiting`
pub async fn show(State(house): State<House>, session: Session, Path(number): Path<String>) -> Answer {
    let (number, held) = request::find(&session, &number)?;
    let now = house.app.clock().now();
    let hours = session.picture.hours(now);
    let Some(waited) = session.picture.waited(number, now, &hours) else {
        return Err(crate::session::unknown().into());
    };
    let wish = told::text(&session, &held.sentence).to_owned();
    let flow = (waited.items > 0).then(|| session.picture.flow(now, &hours));
    let content = session.read(|reader| render(reader, &session, &waited, &wish, held.lang, flow.as_ref(), &hours));
    let title = TITLE.fill(session.lang, &[("n", &number.to_string())]);
    let of = Leaf { title: &title, room: Some(Room::Requests), format: Format::Wide, done: None };
    Ok(leaf(&house, &session, &of, content))
}

fn render(
    reader: &Reader,
    session: &Session,
    waited: &Waited,
    wish: &str,
    tongue: Lang,
    flow: Option<&Flow>,
    hours: &Hours,
) -> Markup {
    let split = &waited.split;
    let number = waited.request.to_string();
    let told_as = match split.now {
        Some(_) => SO_FAR,
        None if waited.is_delivered() => DELIVERED,
        None => TOOK,
    };
    let days = reader.number(hours.days(split.total.open_s), Unit::Days);
    let took = reader.fill(told_as, &[("days", &days), ("calendar", &calendar(reader, split.total))]);
    let still = split.now.zip(split.stretches.last()).map(|(holder, last)| {
        let age = reader.number(hours.days(last.spent.open_s), Unit::Days);
        reader.fill(STILL, &[("who", &told::capital(reader.say(&holder.say()))), ("age", &age)])
    });
    let kicker = html! {
        a href={ "/requests/" (number) } { (reader.fill(KICKER, &[("n", &number)])) }
        strong { (told::capital(reader.say(&waited.stage.say()))) }
        @if let Some(lane) = waited.lane { (ui::badge::lane(reader, told::lane(lane))) }
        a href="/waiting" { (reader.w(ALL)) }
    };
    let lead = html! {
        @if let Some(still) = &still { div.say.statement { (still) } p { (took) " " (of_which(reader, waited, hours)) } }
        @else { div.say.statement { (took) } p { (of_which(reader, waited, hours)) } }
        @for pair in session.picture.bypassed().iter().filter(|pair| pair.request == waited.request) {
            (beside_bypass(reader, session, pair, waited, hours, None))
        }
        @if waited.is_out_of_sight() { p.still { (reader.w(OUT_OF_SIGHT)) @if session.may(Right::Read) { " " a href="/trackers" { (reader.w(LINK_WORK)) } } } }
    };
    html! {
        header.opening {
            div.kicker { (kicker) }
            h1 lang=(tongue.tag()) { (wish) }
            div.standfirst { (lead) }
        }
        (bar(reader, "one", &Say::new(CAPTION.fr, CAPTION.en), &split.parts, split.over, split.total, hours, |holder| format!("#{}", holder.word())))
        @if let Some(flow) = flow { (super::flow::part(reader, session, flow, Some(waited.request))) }
        (ui::page::section("events", reader.w(EVENTS), events(reader, session, waited, hours)))
        @if waited.items > 0 { (ui::page::section("work", reader.w(WORK), work(reader, session, waited.request))) }
    }
}

/// Where a request stands and when it will be done, in a sentence or two, for the page of the request.
pub(in crate::pages) fn in_short(reader: &Reader, session: &Session, request: u64, now: Timestamp) -> Markup {
    let picture = &session.picture;
    let hours = picture.hours(now);
    let Some(waited) = picture.waited(request, now, &hours) else { return html! {} };
    let days = |open_s| reader.number(hours.days(open_s), Unit::Days);
    let calendar = calendar(reader, waited.split.total);
    let told = match (waited.split.now, waited.split.stretches.last()) {
        (Some(holder), Some(last)) => {
            let who = told::capital(reader.say(&holder.say()));
            reader.fill(STILL, &[("who", &who), ("age", &days(last.spent.open_s))])
        }
        _ => {
            let words = if waited.is_delivered() { DELIVERED } else { TOOK };
            reader.fill(words, &[("days", &days(waited.split.total.open_s)), ("calendar", &calendar)])
        }
    };
    let flow = (waited.items > 0 && waited.split.now.is_some()).then(|| picture.flow(now, &hours));
    let queues = flow.iter().flat_map(|flow| &flow.queues).filter(|queue| queue.requests.contains(&request));
    html! {
        p { (told) @for queue in queues { " " (super::flow::told(reader, queue)) } }
    }
}

/// How much of the time went by until the answer, where it went on since.
fn of_which(reader: &Reader, waited: &Waited, hours: &Hours) -> String {
    match waited.items > 0 && waited.is_answered() {
        true => {
            reader.fill(OF_WHICH, &[("days", &reader.number(hours.days(waited.to_answer.total.open_s), Unit::Days))])
        }
        false => String::new(),
    }
}

/// The items done for the request, as their trackers tell them.
fn work(reader: &Reader, session: &Session, request: u64) -> Markup {
    let days = |days: Option<f64>| days.map(|days| base::format::number(reader.lang, days, 1));
    let rows = session.picture.items_of(request).into_iter().map(|item| {
        let state = state_of(item).unwrap_or_default();
        let whose = session.picture.holder(&item.key.tracker, state);
        vec![
            html! { span id=(anchor(&item.key)) { strong { (item.key.key) } " " (item.title) } },
            html! {
                @if state.is_empty() { (reader.w(STATE_NOT_TOLD)) } @else { (state) }
                @if let Some(whose) = whose { " " (badge(reader, whose)) }
            },
            html! { @if let Some(spent) = days(spent_days(item)) { (spent) } },
            html! { @if let Some(planned) = days(planned_days(item)) { (planned) } },
        ]
    });
    let columns = [table::words(ITEM), table::words(STATE), table::number(SPENT), table::number(PLANNED)];
    html! {
        p.still { (reader.w(WORK_HOW)) }
        (table::table(reader, "", &columns, rows.collect()))
    }
}

/// Where an item stands on the page.
fn anchor(item: &ItemKey) -> String {
    format!("item-{}-{}", tracker_ref(&item.tracker).key(), item.key)
}

fn events(reader: &Reader, session: &Session, waited: &Waited, hours: &Hours) -> Markup {
    let columns = [
        table::words(WITH),
        table::words(FROM),
        table::words(TO),
        table::number(DAYS),
        table::number(EXACT),
        table::words(BECAUSE),
    ];
    let mut seen = Vec::new();
    let mut rows: Vec<Vec<Markup>> = Vec::new();
    for stretch in &waited.split.stretches {
        let first = stretch.whose.filter(|whose| !seen.contains(whose));
        seen.extend(first);
        rows.push(event(reader, session, stretch, first.map(|whose| whose.word()), hours));
    }
    let total = waited.split.total;
    rows.push(vec![
        html! { strong { (reader.w(IN_ALL)) } },
        html! {},
        html! {},
        html! { (days(reader, total, hours)) },
        html! { (exact(reader, total)) },
        html! {},
    ]);
    table::table(reader, "", &columns, rows)
}

/// A stretch; the first of its holder bears the address the bar leads to.
fn event(
    reader: &Reader,
    session: &Session,
    stretch: &Stretch<Because>,
    first: Option<&str>,
    hours: &Hours,
) -> Vec<Markup> {
    let what = told::capital(reader.say(&stretch.because.say()));
    // What only readers of the house may open is told without a link.
    let may = |kind: Kind| session.may(Right::Read) || kind == Kind::Request;
    let (to, from) = match &stretch.because {
        Because::Fact { position, at, .. } => {
            (may(at.kind()).then(|| href(at)), reader.fill(ENTRY, &[("n", &position.to_string())]))
        }
        Because::Item { item, .. } => {
            (Some(format!("#{}", anchor(item))), reader.fill(OF_TRACKER, &[("tracker", &item.tracker)]))
        }
    };
    vec![
        html! { span id=[first] { @match stretch.whose { Some(holder) => (badge(reader, holder)), None => (reader.w(NOBODY)) } } },
        html! { (moment(reader, stretch.from).1) },
        html! { (moment(reader, stretch.to).1) },
        html! { (days(reader, stretch.spent, hours)) },
        html! { (exact(reader, stretch.spent)) },
        html! { @if let Some(to) = &to { a href=(to) { (what) } } @else { (what) } " " span.still { (from) } },
    ]
}

fn days(reader: &Reader, spent: Spent, hours: &Hours) -> String {
    base::format::number(reader.lang, hours.days(spent.open_s), 1)
}

/// A time on the calendar to the second: `3 j 04:05:06`.
fn exact(reader: &Reader, spent: Spent) -> String {
    let (days, rest) = (spent.elapsed_s / 86_400, spent.elapsed_s % 86_400);
    let clock = format!("{:02}:{:02}:{:02}", rest / 3_600, rest / 60 % 60, rest % 60);
    let letter = match reader.lang {
        Lang::Fr => "j",
        Lang::En => "d",
    };
    match days {
        0 => clock,
        n => format!("{}\u{a0}{letter} {clock}", base::format::number(reader.lang, n as f64, 0)),
    }
}
