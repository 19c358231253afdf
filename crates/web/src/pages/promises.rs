//! What have we promised customers, for when, and who says it can be kept? `/promises`
//!
//! Those near their day that nobody was heard about come first; then what is ahead, what has no day, what is over.

use agenda::role::Right;
use app::Order;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use base::Say;
use jiff::civil::Date;
use landscape::impact::Verdict;
use maud::{Markup, html};
use picture::promise::Promised;
use serde::Deserialize;

use crate::answer::{Answer, see};
use crate::house::House;
use crate::pages::leaf::{Leaf, leaf};
use crate::pages::told::{self, Back, Seals};
use crate::posted::Posted;
use crate::session::{Session, href};
use crate::ui;
use crate::ui::Reader;
use crate::ui::form::{Field, Input, field};
use crate::ui::listing::Row;
use crate::ui::page::{Format, Room};

ui::words! {
    TITLE = "Promesses" / "Promises";
    KICKER = "Ce qui est dit aux clients pour un jour précis" / "What is said to customers for a given day";
    LEAD_ONE = "Une promesse datée est à soixante jours ou moins sans que tous les avis soient rendus." / "One dated promise is sixty days away or nearer, and not all stamps are given.";
    LEAD = "{n} promesses datées sont à soixante jours ou moins sans que tous les avis soient rendus." / "{n} dated promises are sixty days away or nearer, and not all stamps are given.";
    LEAD_NONE = "Aucune promesse proche n’attend un avis." / "No promise near its day waits for a stamp.";
    ALERTS = "À soixante jours ou moins, sans tous les avis" / "Sixty days away or nearer, not fully stamped";
    AHEAD = "À venir" / "Ahead";
    UNDATED = "Sans date lisible" / "Without a date that can be read";
    UNDATED_WHY = "La source dit la promesse, pas son jour : corrigez le plan média, ou dites le jour sur sa page." / "The source tells the promise, not its day: correct the media plan, or state the day on its page.";
    OVER = "Closes" / "Closed";
    NO_PROMISE_ONE = "Une campagne importée ne dit rien de précis au client ; elle n’est pas comptée." / "One imported campaign says nothing definite to customers; it is not counted.";
    NO_PROMISE = "{n} campagnes importées ne disent rien de précis au client ; elles ne sont pas comptées." / "{n} imported campaigns say nothing definite to customers; they are not counted.";
    FOR_DAY = "pour le {date}" / "for {date}";
    NO_DAY = "sans jour" / "no day";
    COUNTS = "{ready} prêts sur {concerned}" / "{ready} of {concerned} ready";
    UNSAID = "personne n’a dit ce qu’il faut" / "nobody has said what it takes";
    EXPORT = "Exporter en tableau, sans noms" / "Export as a table, without names";
    REGISTER = "Inscrire une promesse" / "Register a promise";
    REGISTER_WHY = "Pour ce qu’aucun plan média ne dit : une annonce de presse, une affiche de magasin, un engagement pris en salon."
        / "For what no media plan says: a press release, a poster in a store, a commitment made at a fair.";
    WORDS = "Que promettons-nous au client ?" / "What do we promise the customer?";
    ON = "Pour quel jour ?" / "For which day?";
    UNTIL = "Jusqu’à quand ?" / "Until when?";
    MEDIUM = "Où est-ce dit ?" / "Where is it said?";
    CAMPAIGN = "Dans quelle campagne ?" / "In which campaign?";
    DO_REGISTER = "Inscrire" / "Register";
    NO_DATE_GIVEN = "le jour promis n’est pas donné" / "the day promised is not given";
    NO_DATE_WAY = "choisissez un jour" / "choose a day";
    NOTHING = "Ici, ce qui est promis aux clients, pour quel jour, et ce que la DSI et la livraison en disent." / "Here stands what is promised to customers, for which day, and what IT and delivery say of it.";
    NOTHING_HOW = "Un plan média ou un calendrier de campagnes suffit, en CSV ou en classeur : campagne, support, début, message." / "A media plan or a calendar of campaigns is enough, as CSV or a workbook: campaign, channel, start, message.";
    IMPORT = "Importer le plan média" / "Import the media plan";
}

/// Nothing but what was just done.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {}

/// `GET /promises`
pub async fn list(State(house): State<House>, session: Session, Query(_): Query<Asked>) -> Answer {
    Ok(page(&house, &session, None))
}

/// What a person registers.
#[derive(Deserialize)]
pub struct Registered {
    #[serde(default)]
    words: String,
    #[serde(default)]
    on: String,
    #[serde(default)]
    until: String,
    #[serde(default)]
    medium: String,
    #[serde(default)]
    campaign: String,
}

/// `POST /promises`
pub async fn register(State(house): State<House>, posted: Posted<Registered>) -> Answer {
    let Registered { words, on, until, medium, campaign } = &posted.fields;
    let some = |words: &String| Some(words.clone()).filter(|words| !words.trim().is_empty());
    let typed = vec![
        ("words", words.clone()),
        ("on", on.clone()),
        ("until", until.clone()),
        ("medium", medium.clone()),
        ("campaign", campaign.clone()),
    ];
    let result = match on.trim().parse::<Date>() {
        Ok(on) => {
            let order = Order::RegisterPromise {
                words: words.clone(),
                campaign: some(campaign),
                medium: some(medium),
                on,
                until: until.trim().parse().ok(),
            };
            posted.carry_out(order).await
        }
        Err(_) => Err(app::Problem::invalid(
            Say::new(NO_DATE_GIVEN.fr, NO_DATE_GIVEN.en),
            Say::new(NO_DATE_WAY.fr, NO_DATE_WAY.en),
        )),
    };
    match result {
        Ok(receipt) => Ok(see(&receipt.about.as_ref().map_or("/promises".to_owned(), href))),
        Err(problem) => {
            let back = Back::from(problem, "register", typed)?;
            let mut session = posted.session;
            session.picture = house.app.picture();
            session.path = "/promises".to_owned();
            Ok(page(&house, &session, Some(&back)))
        }
    }
}

fn page(house: &House, session: &Session, back: Option<&Back>) -> Response {
    let seals = Seals::of(house, session);
    let content = session.read(|reader| render(reader, session, back, &seals));
    let title = TITLE.in_lang(session.lang);
    let of = Leaf { title, room: Some(Room::Agenda), format: Format::Wide, done: None };
    let answer = leaf(house, session, &of, content);
    match back {
        Some(back) => (told::status(&back.problem), answer).into_response(),
        None => answer,
    }
}

fn render(reader: &Reader, session: &Session, back: Option<&Back>, seals: &Seals) -> Markup {
    let all = session.picture.promises();
    let today = session.today;
    let register = html! {
        @if session.may(Right::Ask) {
            details.aside open[back.is_some()] { summary { (reader.w(REGISTER)) } (form(reader, back, seals)) }
        }
    };
    if all.is_empty() {
        return html! {
            (told::banner(reader, back))
            (ui::page::opening(&html! {}, reader.w(TITLE), None))
            (ui::empty::empty(reader.w(NOTHING), reader.w(NOTHING_HOW), Some((reader.w(IMPORT), "/imports"))))
            (register)
        };
    }
    let (over, open): (Vec<_>, Vec<_>) = all.iter().partition(|it| it.stage().is_over());
    let (alerts, rest): (Vec<_>, Vec<_>) = open.into_iter().partition(|it| it.is_alert(today));
    let (ahead, undated): (Vec<_>, Vec<_>) = rest.into_iter().partition(|it| it.on.is_some());
    let silent = session.picture.campaigns_without_promise();
    let lead = match alerts.len() {
        0 => reader.w(LEAD_NONE).to_owned(),
        n => ui::counted(reader.lang, n, LEAD_ONE, LEAD),
    };
    let standfirst = html! { p data-terms { (lead) } };
    let rows = |of: &[&Promised]| ui::listing::rows(&of.iter().map(|it| row(reader, it, today)).collect::<Vec<_>>());
    html! {
        (told::banner(reader, back))
        (ui::page::opening(&html! { span { (reader.w(KICKER)) } }, reader.w(TITLE), Some(&standfirst)))
        @if !alerts.is_empty() { (ui::page::section("alerts", reader.w(ALERTS), rows(&alerts))) }
        @if !ahead.is_empty() { (ui::page::section("ahead", reader.w(AHEAD), rows(&ahead))) }
        @if !undated.is_empty() {
            (ui::page::section("undated", reader.w(UNDATED), html! { p.kindly { (reader.w(UNDATED_WHY)) } (rows(&undated)) }))
        }
        @if !over.is_empty() { (ui::page::section("over", reader.w(OVER), rows(&over))) }
        @if silent > 0 { p.still { (ui::counted(reader.lang, silent, NO_PROMISE_ONE, NO_PROMISE)) } }
        p.still { a href="/promises.csv" { (reader.w(EXPORT)) } }
        (register)
    }
}

fn row(reader: &Reader, it: &Promised, today: Date) -> Row {
    let count = |n: usize| base::format::number(reader.lang, n as f64, 0);
    let medium = it.medium.join(", ");
    Row {
        href: href(&it.id),
        title: html! { (reader.say(&it.words)) },
        under: html! {
            @if let Some(campaign) = &it.campaign { @if campaign != &it.words { span { (reader.say(campaign)) } } }
            @if !medium.is_empty() { span { (medium) } }
            span { @match it.on { Some(on) => (reader.fill(FOR_DAY, &[("date", &reader.date(on))])), None => (reader.w(NO_DAY)) } }
            @match &it.reckoning {
                Some(of) => span { (reader.fill(COUNTS, &[("ready", &count(of.ready.len())), ("concerned", &count(of.concerned.len()))])) },
                None if !it.stage().is_over() => span { (reader.w(UNSAID)) },
                None => {}
            }
        },
        aside: state(reader, it, today),
    }
}

/// Where a promise stands: the days left while it is an alert, else its stage.
pub(super) fn state(reader: &Reader, it: &Promised, today: Date) -> Markup {
    use agenda::promise::Stage;
    let stage = it.stage();
    let words = ui::capital(reader.say(&stage.say()));
    match (it.days(today), stage) {
        (Some(days), _) if it.is_alert(today) => {
            ui::badge::state(Verdict::Watch, &format!("{}, {}", minus(reader, days), reader.say(&stage.say())))
        }
        (_, Stage::Kept) => ui::badge::state(Verdict::Fine, &words),
        (_, Stage::Broken) => ui::badge::state(Verdict::Over, &words),
        _ => html! { span.still { (words) } },
    }
}

/// The days left as people who plan say them: J-58, T-58; J+3 once the day has passed.
pub(super) fn minus(reader: &Reader, days: i32) -> String {
    let letter = match reader.lang {
        base::Lang::Fr => 'J',
        base::Lang::En => 'T',
    };
    match days {
        0 => letter.to_string(),
        1.. => format!("{letter}-{days}"),
        _ => format!("{letter}+{}", -days),
    }
}

fn form(reader: &Reader, back: Option<&Back>, seals: &Seals) -> Markup {
    let typed = |name: &str| Back::typed(back, "register", name).unwrap_or_default();
    let one = |name, label, input, optional| {
        field(&Field { name, label, hint: None, value: typed(name), error: None, input, optional })
    };
    html! {
        p.kindly { (reader.w(REGISTER_WHY)) }
        (told::fault(reader, back, "register"))
        (seals.form("/promises", html! {
            (one("words", reader.w(WORDS), Input::Line, false))
            (one("on", reader.w(ON), Input::Date, false))
            (one("until", reader.w(UNTIL), Input::Date, true))
            (one("medium", reader.w(MEDIUM), Input::Line, true))
            (one("campaign", reader.w(CAMPAIGN), Input::Line, true))
            (ui::form::actions(ui::form::submit(reader.w(DO_REGISTER))))
        }))
    }
}
