//! Where did the time of this request go, second by second? `/requests/{number}/waiting`

use axum::extract::{Path, State};
use base::{Lang, Say, Unit};
use delivery::clock::{Spent, Stretch};
use delivery::hours::Hours;
use maud::{Markup, html};
use picture::waiting::{Because, Waited};

use super::{badge, bar, calendar, moment};
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
    let content = session.read(|reader| render(reader, &session, &waited, &wish, held.lang, &hours));
    let title = TITLE.fill(session.lang, &[("n", &number.to_string())]);
    let of = Leaf { title: &title, room: Some(Room::Requests), format: Format::Wide, done: None };
    Ok(leaf(&house, &session, &of, content))
}

fn render(reader: &Reader, session: &Session, waited: &Waited, wish: &str, tongue: Lang, hours: &Hours) -> Markup {
    let split = &waited.split;
    let number = waited.request.to_string();
    let told_as = if split.now.is_some() { SO_FAR } else { TOOK };
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
        @if let Some(still) = &still { div.say.statement { (still) } p { (took) } } @else { div.say.statement { (took) } }
    };
    html! {
        header.opening {
            div.kicker { (kicker) }
            h1 lang=(tongue.tag()) { (wish) }
            div.standfirst { (lead) }
        }
        (bar(reader, "one", &Say::new(CAPTION.fr, CAPTION.en), &split.parts, split.over, split.total, hours, |holder| format!("#{}", holder.word())))
        (ui::page::section("events", reader.w(EVENTS), events(reader, session, waited, hours)))
    }
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
    let because = &stretch.because;
    let what = told::capital(reader.say(&because.cause.say()));
    let entry = reader.fill(ENTRY, &[("n", &because.position.to_string())]);
    // What only readers of the house may open is told without a link.
    let opens = session.may(agenda::role::Right::Read) || because.at.kind() == base::Kind::Request;
    vec![
        html! { span id=[first] { @match stretch.whose { Some(holder) => (badge(reader, holder)), None => (reader.w(NOBODY)) } } },
        html! { (moment(reader, stretch.from).1) },
        html! { (moment(reader, stretch.to).1) },
        html! { (days(reader, stretch.spent, hours)) },
        html! { (exact(reader, stretch.spent)) },
        html! { @if opens { a href=(href(&because.at)) { (what) } } @else { (what) } " " span.still { (entry) } },
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
