//! What changed of what was decided, who asked, and what did it cost, month by month? `/changes`

use agenda::change::Stage;
use agenda::role::Right;
use axum::extract::State;
use base::{Ref, Unit};
use landscape::impact::Verdict as Mark;
use maud::{Markup, html};
use picture::change::{Ledger, Line};

use crate::answer::Answer;
use crate::house::House;
use crate::pages::change::{asks, stage};
use crate::pages::leaf::{Leaf, leaf};
use crate::pages::told;
use crate::session::{Session, href};
use crate::ui;
use crate::ui::Reader;
use crate::ui::listing::Row;
use crate::ui::page::{Format, Room};

ui::words! {
    TITLE = "Changements" / "Changes";
    NEW = "Proposer un changement" / "Propose a change";
    LEAD = "{n} changements de ce qui était décidé ont été faits ; ensemble ils coûtent {cost} et rapportent {gain}." / "{n} changes of what was decided were made; together they cost {cost} and bring {gain}.";
    LEAD_ONE = "Un changement de ce qui était décidé a été fait ; il coûte {cost} et rapporte {gain}." / "One change of what was decided was made; it costs {cost} and brings {gain}.";
    LEAD_NONE = "Aucun changement de ce qui était décidé n’a été fait." / "No change of what was decided was made.";
    PRICED_NOT = "{n} sans prix connu ne sont pas dans ces sommes." / "{n} without a known price are not in these sums.";
    EMPTY = "Ici, tout changement de périmètre ou de priorité de ce qui était décidé, avec son reçu : ce qui est perdu, qui attend, ce qui est gagné." / "Here stands every change of scope or priority of what was decided, with its receipt: what is lost, who waits, what is gained.";
    EMPTY_HOW = "Un changement se propose depuis une demande décidée, ou ici." / "A change is proposed from a decided request, or here.";
    MOVED = "Ce qui bouge dans les périmètres" / "What moves in scopes";
    GROWTH = "De {from} exigences convenues à {to} en {months} mois : {growth} par mois, composé, sur {n} travaux." / "From {from} requirements agreed to {to} in {months} months: {growth} a month, compound, over {n} pieces of work.";
    GROWTH_ONE = "De {from} exigences convenues à {to} en {months} mois : {growth} par mois, composé." / "From {from} requirements agreed to {to} in {months} months: {growth} a month, compound.";
    GROWTH_NOT = "Trop peu de temps depuis l’accord : un rythme par mois ne se dit pas encore." / "Too little time since the agreement: a pace a month cannot be told yet.";
    CAVEAT = "Un compte d’exigences n’en dit ni la taille ni la valeur ; seuls les travaux dont le périmètre a changé y sont." / "A count of requirements tells neither their size nor their value; only work whose scope changed is in it.";
    BY_MONTH = "Mois par mois" / "Month by month";
    MONTH = "Mois" / "Month";
    CHANGES = "Changements faits" / "Changes made";
    BASELINE = "Convenues" / "Agreed";
    ADDED = "Ajoutées" / "Added";
    CHANGED = "Changées" / "Changed";
    REMOVED = "Retirées" / "Removed";
    SHARE = "Part qui a bougé" / "Share that moved";
    COSTS = "coûte {cost}" / "costs {cost}";
    NET = "solde {net}" / "net {net}";
    KEPT = "resté ainsi" / "stayed as it was";
    OVERRULED = "une autre option laissait plus" / "another option left more";
    NO_PRICE = "prix inconnu" / "price unknown";
    AROUND = "Changements de ce qui est décidé" / "Changes of what is decided";
    NOTHING = "Rien n’a changé depuis la décision." / "Nothing has changed since the decision.";
}

/// `GET /changes`
pub async fn list(State(house): State<House>, session: Session) -> Answer {
    let ledger = session.picture.change_ledger();
    let content = session.read(|reader| render(reader, &session, &ledger));
    let title = TITLE.in_lang(session.lang);
    let about = Leaf { title, room: Some(Room::Requests), format: Format::Wide, done: None };
    Ok(leaf(&house, &session, &about, content))
}

fn render(reader: &Reader, session: &Session, ledger: &Ledger) -> Markup {
    let may = session.may(Right::Shape);
    if ledger.months.is_empty() {
        let action = may.then(|| (reader.w(NEW), "/changes/new"));
        return html! {
            (ui::page::opening(&html! {}, reader.w(TITLE), None))
            (ui::empty::empty(reader.w(EMPTY), reader.w(EMPTY_HOW), action))
        };
    }
    let standfirst = html! {
        p { (lead(reader, ledger)) }
        @if may { p { a.main href="/changes/new" { (reader.w(NEW)) } } }
    };
    html! {
        (ui::page::opening(&html! {}, reader.w(TITLE), Some(&standfirst)))
        @for (first, lines) in &ledger.months {
            @let rows: Vec<Row> = lines.iter().map(|line| row(reader, session, line)).collect();
            @let id = format!("month-{}", first.strftime("%Y-%m"));
            (ui::page::section(&id, &told::capital(&month(reader, *first)), ui::listing::rows(&rows)))
        }
        @if !ledger.moved.is_empty() { (ui::page::section("moved", reader.w(MOVED), moved(reader, ledger))) }
    }
}

/// How many were made, and what they come to.
fn lead(reader: &Reader, ledger: &Ledger) -> String {
    let made: Vec<&Line> = ledger.lines().filter(|line| line.is_made()).collect();
    if made.is_empty() {
        return reader.w(LEAD_NONE).to_owned();
    }
    let sum = |of: fn(&agenda::change::Price) -> f64| {
        reader.number(made.iter().filter_map(|line| line.price.as_ref()).map(of).sum(), Unit::Eur)
    };
    let words = if made.len() == 1 { LEAD_ONE } else { LEAD };
    let n = made.len().to_string();
    let holes = [("n", n), ("cost", sum(|it| it.cost.likely)), ("gain", sum(|it| it.gain.likely))];
    let holes: Vec<(&str, &str)> = holes.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let mut said = reader.fill(words, &holes);
    let unpriced = made.iter().filter(|line| line.price.is_none()).count();
    if unpriced > 0 {
        said.push(' ');
        said.push_str(&reader.fill(PRICED_NOT, &[("n", &unpriced.to_string())]));
    }
    said
}

fn month(reader: &Reader, first: jiff::civil::Date) -> String {
    // The day is the first word of a date in both languages.
    let date = base::format::date_long(reader.lang, first);
    date.split_once(char::is_whitespace).map_or(date.clone(), |(_, month)| month.to_owned())
}

fn row(reader: &Reader, session: &Session, line: &Line) -> Row {
    let change = session.picture.change_of(line.number);
    let words = change.map_or("", |it| told::text(session, &it.proposal.words));
    Row {
        href: format!("/changes/{}", line.number),
        title: html! { (words) },
        under: html! {
            @if let Some(change) = change {
                span { (told::capital(&stage(reader, change))) }
                span { (reader.say(&change.proposal.what.say())) }
                span { (reader.w(asks(line.side))) }
                a href=(href(&change.proposal.request)) { (reader.thing(&change.proposal.request)) }
            }
        },
        aside: aside(reader, line),
    }
}

fn aside(reader: &Reader, line: &Line) -> Markup {
    let euros = |value: f64| reader.number(value, Unit::Eur);
    html! {
        @match &line.price {
            _ if line.stage == Stage::Decided && !line.is_made() => span { (reader.w(KEPT)) },
            Some(price) => {
                span { (reader.fill(COSTS, &[("cost", &euros(price.cost.likely))])) }
                strong { (reader.fill(NET, &[("net", &euros(price.net.likely))])) }
            }
            None => span.still { (reader.w(NO_PRICE)) },
        }
        @if line.overruled { (ui::badge::state(Mark::Watch, reader.w(OVERRULED))) }
    }
}

/// How fast scope grew, and the months it rests on.
fn moved(reader: &Reader, ledger: &Ledger) -> Markup {
    let count = |n: u64| base::format::number(reader.lang, n as f64, 0);
    let growth = ledger.growth.map_or_else(
        || reader.w(GROWTH_NOT).to_owned(),
        |it| {
            let months = base::format::number(reader.lang, it.months, 1);
            let growth = base::format::percent(reader.lang, it.a_month, 2);
            let words = if it.works == 1 { GROWTH_ONE } else { GROWTH };
            let (from, to, n) = (count(it.from), count(it.to), it.works.to_string());
            let holes = [("from", &from), ("to", &to), ("months", &months), ("growth", &growth), ("n", &n)];
            let holes: Vec<(&str, &str)> = holes.iter().map(|(name, value)| (*name, value.as_str())).collect();
            reader.fill(words, &holes)
        },
    );
    let columns = [
        ui::table::words(MONTH),
        ui::table::number(CHANGES),
        ui::table::number(BASELINE),
        ui::table::number(ADDED),
        ui::table::number(CHANGED),
        ui::table::number(REMOVED),
        ui::table::number(SHARE),
    ];
    let rows = ledger.moved.iter().map(|it| {
        let share = it.share().map_or_else(|_| "–".to_owned(), |share| base::format::percent(reader.lang, share, 1));
        let [added, changed, removed] = it.moved.map(count);
        let cells =
            [month(reader, it.first), count(it.changes as u64), count(it.baseline), added, changed, removed, share];
        cells.into_iter().map(|cell| html! { (cell) }).collect()
    });
    html! {
        p { (growth) }
        (ui::table::table(reader, reader.w(BY_MONTH), &columns, rows.collect()))
        p.still { (reader.w(CAVEAT)) }
    }
}

/// What was changed of a request since it was decided: shown on its page.
pub(super) struct Beside {
    request: Ref,
    lines: Vec<(u64, String, Line)>,
    may: bool,
}

impl Beside {
    /// Of a request; nothing for those who may not read the ledger, or while the request is not decided.
    pub(super) fn of(session: &Session, number: u64) -> Option<Beside> {
        let picture = &session.picture;
        let decided = picture.request(number)?.stage == agenda::request::Stage::GoesAhead;
        if !session.may(Right::Read) || !decided {
            return None;
        }
        let request = Ref::new(base::Kind::Request, &number.to_string());
        let lines =
            picture.changes().filter(|(_, change)| change.proposal.request == request).map(|(number, change)| {
                let words = told::text(session, &change.proposal.words).to_owned();
                (number, words, picture.change_line_of(number, change))
            });
        Some(Beside { lines: lines.collect(), request, may: session.may(Right::Shape) })
    }
}

/// The part of a request's page.
pub(super) fn beside(reader: &Reader, it: &Beside) -> Markup {
    ui::page::section(
        "changes",
        reader.w(AROUND),
        html! {
            @if it.lines.is_empty() { p.still { (reader.w(NOTHING)) } }
            @else {
                ul.plain {
                    @for (number, words, line) in &it.lines {
                        li { a href={ "/changes/" (number) } { (words) } " " (aside(reader, line)) }
                    }
                }
            }
            @if it.may { p { a.quiet href={ "/changes/new?request=" (it.request) } { (reader.w(NEW)) } } }
        },
    )
}
