//! What do you want to change for the customer, and what is there to know today? `/`

use agenda::change::Price;
use agenda::role::Right;
use app::Problem;
use axum::extract::{Query, State};
use axum::response::Response;
use base::{Kind, Lang, Side, Unit};
use delivery::clock::Holder;
use jiff::ToSpan;
use jiff::civil::Date;
use maud::{Markup, html};
use picture::cards::{Card, Line};
use picture::shadow::Ratio;
use serde::Deserialize;

use crate::answer::Answer;
use crate::house::House;
use crate::pages::awaits::{self, Awaits};
use crate::pages::leaf::{Leaf, leaf};
use crate::pages::told::{self, Seals, day};
use crate::session::{Session, href};
use crate::ui;
use crate::ui::columns::Item;
use crate::ui::page::Format;
use crate::ui::{Reader, Words};

crate::ui::words! {
    TITLE = "Accueil" / "Home";
    WAITING = "Ce qui attend, et qui" / "What is waiting, and for whom";
    CHANGED = "Ce qui a changé, et à quel prix" / "What changed, and its price";
    PRICED_ONE = "En trois mois, un changement de ce qui était décidé : coût {cost}, solde {net}." / "In three months, one change of what was decided: cost {cost}, net {net}.";
    PRICED = "En trois mois, {n} changements de ce qui était décidé : coût {cost}, solde {net}." / "In three months, {n} changes of what was decided: cost {cost}, net {net}.";
    LEDGER = "Tous les changements." / "All changes.";
    GROWTH = "Les exigences croissent de {growth} par mois, en nombre, pas en taille." / "Requirements grow by {growth} a month, in number, not in size.";
    NOBODY = "Ce que personne ne savait" / "What nobody knew";
    MINE_ONE = "Une décision attend votre signature, avant le {date}." / "One decision waits for your signature, before {date}.";
    MINE = "{n} décisions attendent votre signature, la première avant le {date}."
        / "{n} decisions wait for your signature, the first before {date}.";
    LATE_ONE = "Une décision attend votre signature ; son échéance est passée depuis le {date}."
        / "One decision waits for your signature; its deadline passed on {date}.";
    LATE = "{n} décisions attendent votre signature ; l’échéance de la première est passée depuis le {date}."
        / "{n} decisions wait for your signature; the deadline of the first passed on {date}.";
    ARBITRATE_ONE = "Une décision attend votre arbitrage." / "One decision waits for you to arbitrate.";
    ARBITRATE = "{n} décisions attendent votre arbitrage." / "{n} decisions wait for you to arbitrate.";
    ANSWER_ONE = "Une de vos demandes attend vos réponses." / "One of your requests waits for your answers.";
    ANSWER = "{n} de vos demandes attendent vos réponses." / "{n} of your requests wait for your answers.";
    SEND_ONE = "Une de vos demandes est prête à être décidée." / "One of your requests is ready to be decided.";
    SEND = "{n} de vos demandes sont prêtes à être décidées." / "{n} of your requests are ready to be decided.";
    ASKED_ONE = "Une question vous est posée sur un outil." / "One question about a tool is put to you.";
    ASKED_MANY = "{n} questions vous sont posées sur des outils." / "{n} questions about tools are put to you.";
    WAITS = "Demandes en cours : {parts}." / "Requests under way: {parts}.";
    WITH_WORK = "{n} en travaux" / "{n} being worked on";
    WITH_MARKETING = "{n} chez le marketing" / "{n} with marketing";
    WITH_IT = "{n} à la DSI" / "{n} with IT";
    WITH_BOTH = "{n} chez les deux" / "{n} with both";
    ELSEWHERE = "{n} ailleurs" / "{n} elsewhere";
    WHERE = "Où passe le temps" / "Where the time goes";
    DIRECT_ONE = "Une question directe vous attend." / "A direct question awaits you.";
    DIRECT = "{n} questions directes vous attendent." / "{n} direct questions await you.";
    DUE_ONE = "Une de vos actions communes arrive à son jour." / "One of your joint actions comes to its day.";
    DUE = "{n} de vos actions communes arrivent à leur jour." / "{n} of your joint actions come to their day.";
    YOUR_ACTIONS = "Toutes les actions communes" / "All joint actions";
    YOUR_MESSAGES = "Vos messages" / "Your messages";
    FOR_YOU = "Pour vous" / "For you";
    SHADOW = "{unknown} des {services} outils du marketing ne sont dans aucun registre" / "{unknown} of {services} marketing tools stand in no register";
    SHADOW_ONE = "Un des {services} outils du marketing n’est dans aucun registre" / "One of {services} marketing tools stands in no register";
    SHADOW_SENDING = "{n} reçoivent des données de la maison" / "{n} receive data of the house";
    SHADOW_SENDING_ONE = "un reçoit des données de la maison" / "one receives data of the house";
    NOTHING_YOURS = "Rien n’attend de vous." / "Nothing waits for you.";
    OPEN_ONE = "Une décision est ouverte." / "One decision is open.";
    OPEN = "{n} décisions sont ouvertes." / "{n} decisions are open.";
    CALM = "Rien n’attend personne." / "Nothing waits for anybody.";
    LATELY = "{n} changements récents, le dernier {age}." / "{n} recent changes, the last one {age}.";
    LATELY_ONE = "Un changement récent, {age}." / "One recent change, {age}.";
    STILL = "Rien n’a encore changé." / "Nothing has changed yet.";
    FOUND_ONE = "Un fait que vos fichiers révèlent." / "One fact your files reveal.";
    FOUND = "{n} faits que vos fichiers révèlent." / "{n} facts your files reveal.";
    NOTHING_FOUND = "Aucun fichier n’a encore rien révélé." / "No file has revealed anything yet.";
    YOURS = "Voir ce qui attend de vous" / "See what waits for you";
    YOUR_REQUESTS = "Voir vos demandes" / "See your requests";
    ALL_REQUESTS = "Toutes les demandes" / "All requests";
    ALL_IMPORTS = "Tous les fichiers" / "All files";
    DOUBTS = "Tout ce que les sources laissent en doute" / "All that the sources leave in doubt";
    IMPORT = "Donner un premier fichier" / "Hand over a first file";
    OPENED = "ouverte {age}" / "opened {age}";
    ASKED = "demandée {age}" / "asked for {age}";
    OWN = "Vos demandes" / "Your requests";
    WAITS_FOR = "Attend" / "Waits for";
    DISAGREE = "Désaccord à arbitrer" / "A disagreement to settle";
    BEFORE = "avant le {date}" / "before {date}";
    PASSED = "échéance passée depuis le {date}" / "deadline passed on {date}";
}

/// Words to start from, carried by an example's link.
#[derive(Deserialize)]
pub struct Asked {
    wish: Option<String>,
}

/// `GET /`
pub async fn show(State(house): State<House>, session: Session, Query(asked): Query<Asked>) -> Answer {
    Ok(page(&house, &session, asked.wish.as_deref().unwrap_or_default(), None))
}

/// The page, also when a wish was not taken: with what was typed and why not.
pub(super) fn page(house: &House, session: &Session, typed: &str, problem: Option<&Problem>) -> Response {
    let view = View::of(session, &house.config.examples, typed, problem);
    let seals = Seals::of(house, session);
    let content = session.read(|reader| render(reader, &view, &seals));
    leaf(house, session, &Leaf { title: TITLE.in_lang(session.lang), format: Format::Wide, ..Leaf::default() }, content)
}

/// How many lines a card shows.
const LINES: usize = 5;

/// What is on the page.
struct View {
    typed: String,
    error: Option<String>,
    examples: Vec<(String, String)>,
    awaits: Awaits,
    cards: Option<Cards>,
    own: Vec<(u64, String, base::Say)>,
    /// What waits for the reader about tools.
    mine: Vec<Line>,
}

/// The three cards.
struct Cards {
    /// How many decisions are open, as the list of decisions counts them.
    open: usize,
    /// How many requests are under way, by whose turn it is.
    waits: Vec<(Holder, usize)>,
    waiting: Card,
    /// The decisions among its lines, for what they wait for.
    decisions: Vec<Waiting>,
    changed: Card,
    priced: Option<Priced>,
    nobody_knew: Card,
    shadow: Ratio,
}

/// What the changes decided of late came to.
struct Priced {
    changes: usize,
    cost: f64,
    net: f64,
    growth: Option<f64>,
}

impl Priced {
    /// Over the last three months; `None` where nothing that was decided was changed.
    fn of(session: &Session) -> Option<Priced> {
        let ledger = session.picture.change_ledger();
        let since = session.today.checked_sub(3.months()).unwrap_or(session.today);
        let prices: Vec<Price> =
            ledger.lines().filter(|line| line.is_made() && line.on >= since).filter_map(|line| line.price).collect();
        let sum = |of: fn(&Price) -> f64| prices.iter().map(of).sum();
        (!prices.is_empty()).then(|| Priced {
            changes: prices.len(),
            cost: sum(|price| price.cost.likely),
            net: sum(|price| price.net.likely),
            growth: ledger.growth.map(|growth| growth.a_month),
        })
    }
}

/// What a decision of the first card waits for.
struct Waiting {
    id: base::Ref,
    missing: Vec<Side>,
    disagree: bool,
    deadline: Date,
    late: bool,
}

impl View {
    fn of(session: &Session, examples: &[(String, String)], typed: &str, problem: Option<&Problem>) -> View {
        let (picture, lang) = (&session.picture, session.lang);
        let examples = examples.iter().map(|(fr, en)| match lang {
            Lang::Fr => fr,
            Lang::En => en,
        });
        let address = |words: &str| format!("/?{}", serde_urlencoded::to_string([("wish", words)]).unwrap_or_default());
        let read = session.may(Right::Read);
        let me = session.person();
        let own = || picture.requests().filter(|(_, request)| request.by.is_some() && request.by == me).take(LINES);
        View {
            typed: typed.to_owned(),
            error: problem.map(|problem| told::full(&problem.message).in_lang(lang).to_owned()),
            examples: examples.map(|words| (words.clone(), address(words))).collect(),
            awaits: Awaits::of(session),
            cards: read.then(|| Cards::of(session)),
            mine: me.map(|me| picture.waiting_for(me, session.today, read)).unwrap_or_default(),
            own: match read {
                true => Vec::new(),
                false => own()
                    .map(|(n, request)| (n, told::text(session, &request.sentence).to_owned(), request.stage.say()))
                    .collect(),
            },
        }
    }
}

impl Cards {
    fn of(session: &Session) -> Cards {
        let picture = &session.picture;
        let waiting = picture.waiting(session.today, LINES);
        let decisions = waiting.lines.iter().filter_map(|line| {
            let decision =
                picture.decision(told::number_of(line.to.key()).filter(|_| line.to.kind() == Kind::Decision)?)?;
            Some(Waiting {
                id: line.to.clone(),
                missing: decision.missing(),
                disagree: decision.in_disagreement(),
                deadline: decision.deadline,
                late: awaits::is_late(decision, session.today),
            })
        });
        Cards {
            waits: picture.waiting_now(),
            open: picture.decisions().filter(|(_, decision)| decision.made.is_none()).count(),
            decisions: decisions.collect(),
            waiting,
            changed: picture.changed(LINES),
            priced: Priced::of(session),
            nobody_knew: picture.nobody_knew(session.today, LINES),
            shadow: picture.shadow_ratio(session.today),
        }
    }
}

fn render(reader: &Reader, view: &View, seals: &Seals) -> Markup {
    html! {
        (ui::hero::hero(reader, &seals.next(), "/requests", &view.typed, view.error.as_deref(), &view.examples))
        @if let Some(cards) = &view.cards { (ui::columns::columns(&columns(reader, cards, view))) }
        @if view.cards.is_none() && !view.mine.is_empty() {
            (ui::page::section("for-you", reader.w(FOR_YOU), ui::listing::rows(&view.mine.iter().map(|line| {
                let Item { words, href, under } = item(reader, line);
                ui::listing::Row { href, title: words, under, aside: html! {} }
            }).collect::<Vec<_>>())))
        }
        @if !view.own.is_empty() {
            (ui::page::section("own", reader.w(OWN), html! { p.statement { (own_lead(reader, view)) } (ui::listing::rows(&view.own.iter().map(|(number, words, stage)| {
                ui::listing::Row {
                    href: format!("/requests/{number}"),
                    title: html! { (words) },
                    under: html! {},
                    aside: html! { (reader.say(stage)) },
                }
            }).collect::<Vec<_>>())) }))
        }
    }
}

fn columns<'a>(reader: &Reader<'a>, cards: &Cards, view: &View) -> Vec<ui::columns::Card<'a>> {
    let (awaits, mine) = (&view.awaits, &view.mine);
    let tools = tools_item(reader, cards.shadow);
    let found = cards.nobody_knew.total + usize::from(tools.is_some());
    let lead = |words: String| ui::figure::statement(reader, &base::Say::same(words), &[]);
    let all = |words: Words, href: &str| Some((reader.w(words).to_owned(), href.to_owned()));
    let newest = cards.changed.lines.first().and_then(|line| line.at).map(|at| reader.age(day(at))).unwrap_or_default();
    vec![
        ui::columns::Card {
            id: "waiting",
            title: reader.w(WAITING),
            lead: html! {
                (lead(waiting_lead(reader, cards, view)))
                @if !cards.waits.is_empty() { p.still { a href="/waiting" { (with_whom(reader, &cards.waits)) } } }
            },
            items: mine
                .iter()
                .take(LINES)
                .map(|line| item(reader, line))
                .chain(cards.waiting.lines.iter().map(|line| waiting_item(reader, cards, line)))
                .take(LINES + mine.len().min(2))
                .collect(),
            all: match awaits {
                Awaits { sign, arbitrate, .. } if !sign.is_empty() || *arbitrate > 0 => {
                    all(YOURS, "/decisions?state=mine")
                }
                _ if mine.iter().any(|line| !matches!(line.to.kind(), Kind::Action | Kind::Question)) => {
                    all(YOUR_MESSAGES, "/outbox")
                }
                _ if !mine.is_empty() => all(YOUR_ACTIONS, "/actions"),
                Awaits { answer, send, .. } if answer + send > 0 => all(YOUR_REQUESTS, "/requests?stage=draft"),
                _ if cards.open + cards.waits.len() > 0 => all(WHERE, "/waiting"),
                _ => all(ALL_REQUESTS, "/requests"),
            },
        },
        ui::columns::Card {
            id: "changed",
            title: reader.w(CHANGED),
            lead: html! {
                @let lately = counted(reader, cards.changed.total, STILL, LATELY_ONE, LATELY, &[("age", &newest)]);
                @match &cards.priced {
                    None => (lead(lately)),
                    Some(priced) => {
                        (lead(price(reader, priced)))
                        p.still {
                            a href="/changes" { (priced.growth.map_or_else(|| reader.w(LEDGER).to_owned(), |growth| growing(reader, growth))) }
                            " " (lately)
                        }
                    }
                }
            },
            items: items(reader, &cards.changed),
            all: all(ALL_IMPORTS, "/imports"),
        },
        ui::columns::Card {
            id: "nobody-knew",
            title: reader.w(NOBODY),
            lead: lead(counted(reader, found, NOTHING_FOUND, FOUND_ONE, FOUND, &[])),
            items: tools.into_iter().chain(items(reader, &cards.nobody_knew)).take(LINES).collect(),
            all: if found > 0 { all(DOUBTS, "/doubts") } else { all(IMPORT, "/imports") },
        },
    ]
}

/// What changes came to.
fn price(reader: &Reader, priced: &Priced) -> String {
    let euros = |value: f64| base::format::with_unit(reader.lang, value, Unit::Eur);
    let (cost, net) = (euros(priced.cost), euros(priced.net));
    counted(reader, priced.changes, PRICED_ONE, PRICED_ONE, PRICED, &[("cost", &cost), ("net", &net)])
}

/// How fast requirements grow.
fn growing(reader: &Reader, growth: f64) -> String {
    reader.fill(GROWTH, &[("growth", &base::format::percent(reader.lang, growth, 2))])
}

/// How many of marketing's tools stand in no register; nothing where all do.
fn tools_item(reader: &Reader, ratio: Ratio) -> Option<Item> {
    let number = |n: usize| base::format::number(reader.lang, n as f64, 0);
    let (unknown, services) = (number(ratio.unregistered()), number(ratio.services));
    let words = match ratio.unregistered() {
        0 => return None,
        1 => SHADOW_ONE,
        _ => SHADOW,
    };
    let sending = match ratio.uploading {
        0 => String::new(),
        n => ui::counted(reader.lang, n, SHADOW_SENDING_ONE, SHADOW_SENDING),
    };
    Some(Item {
        words: html! { (reader.fill(words, &[("unknown", &unknown), ("services", &services)])) },
        href: "/tools".to_owned(),
        under: html! { (sending) },
    })
}

/// What awaits the reader; else that nothing does, and what is open.
fn waiting_lead(reader: &Reader, cards: &Cards, view: &View) -> String {
    let own = awaited(reader, view).unwrap_or_else(|| reader.w(NOTHING_YOURS).to_owned());
    match (cards.waits.as_slice(), cards.open) {
        ([], 0) if own == reader.w(NOTHING_YOURS) => reader.w(CALM).to_owned(),
        ([], open @ 1..) => format!("{own} {}", counted(reader, open, CALM, OPEN_ONE, OPEN, &[])),
        _ => own,
    }
}

/// How many requests wait, and with whom.
fn with_whom(reader: &Reader, waits: &[(Holder, usize)]) -> String {
    let of = |holders: &[Holder]| waits.iter().filter(|(it, _)| holders.contains(it)).map(|(_, n)| n).sum::<usize>();
    let rest: usize = waits.iter().map(|(_, n)| n).sum();
    let [marketing, it, both, worked] =
        [Holder::Marketing, Holder::It, Holder::Both, Holder::Worked].map(|holder| of(&[holder]));
    let elsewhere = rest - marketing - it - both - worked;
    let parts =
        [(marketing, WITH_MARKETING), (it, WITH_IT), (both, WITH_BOTH), (elsewhere, ELSEWHERE), (worked, WITH_WORK)];
    let parts: Vec<String> = parts
        .into_iter()
        .filter(|(n, _)| *n > 0)
        .map(|(n, words)| reader.fill(words, &[("n", &base::format::number(reader.lang, n as f64, 0))]))
        .collect();
    reader.fill(WAITS, &[("parts", &parts.join(", "))])
}

fn own_lead(reader: &Reader, view: &View) -> String {
    awaited(reader, view).unwrap_or_else(|| reader.w(NOTHING_YOURS).to_owned())
}

/// The most pressing of what awaits somebody: a signature, an arbitration, a question about a tool, an action that is
/// due, answers, a request to send.
fn awaited(reader: &Reader, view: &View) -> Option<String> {
    let awaits = &view.awaits;
    let due = view.mine.iter().filter(|line| line.to.kind() == Kind::Action).count();
    let direct = view.mine.iter().filter(|line| line.to.kind() == Kind::Question).count();
    let asked = view.mine.len() - due - direct;
    let count = |n: usize, one: Words, many: Words| counted(reader, n, one, one, many, &[]);
    Some(match (awaits.sign.first(), awaits) {
        (Some(date), _) => {
            let (one, many) = if *date < reader.today { (LATE_ONE, LATE) } else { (MINE_ONE, MINE) };
            counted(reader, awaits.sign.len(), one, one, many, &[("date", &reader.date(*date))])
        }
        (None, Awaits { arbitrate: n @ 1.., .. }) => count(*n, ARBITRATE_ONE, ARBITRATE),
        (None, _) if direct > 0 => count(direct, DIRECT_ONE, DIRECT),
        (None, _) if asked > 0 => count(asked, ASKED_ONE, ASKED_MANY),
        (None, _) if due > 0 => count(due, DUE_ONE, DUE),
        (None, Awaits { answer: n @ 1.., .. }) => count(*n, ANSWER_ONE, ANSWER),
        (None, Awaits { send: n @ 1.., .. }) => count(*n, SEND_ONE, SEND),
        (None, _) => return None,
    })
}

/// A sentence that counts, in the form its number asks for.
fn counted(reader: &Reader, n: usize, none: Words, one: Words, many: Words, holes: &[(&str, &str)]) -> String {
    let number = base::format::number(reader.lang, n as f64, 0);
    let mut holes = holes.to_vec();
    holes.push(("n", &number));
    reader.fill(
        if n == 0 {
            none
        } else if n == 1 {
            one
        } else {
            many
        },
        &holes,
    )
}

fn items(reader: &Reader, card: &Card) -> Vec<Item> {
    card.lines.iter().map(|line| item(reader, line)).collect()
}

fn item(reader: &Reader, line: &Line) -> Item {
    let when = line.at.map(|at| reader.age(day(at)));
    // What both sides decided belongs to neither.
    let side = line.side.filter(|side| *side != Side::Other && line.to.kind() != Kind::Decision);
    Item {
        words: html! {
            @match &line.words {
                // What files promise is known in both languages.
                Some(_) if line.to.kind() == Kind::Promise => (reader.thing(&line.to)),
                Some(words) => (words),
                None => (reader.say(&line.say)),
            }
        },
        href: href(&line.to),
        under: html! {
            @if let Some(side) = side { (ui::badge::side(reader, side)) " " }
            @if line.words.is_some() { (reader.say(&line.say)) @if when.is_some() { " · " } }
            @if let Some(when) = when { (when) }
        },
    }
}

/// A line of what waits: for whom, until when, since when.
fn waiting_item(reader: &Reader, cards: &Cards, line: &Line) -> Item {
    let since = line.at.map(|at| reader.age(day(at)));
    let Some(waiting) = cards.decisions.iter().find(|waiting| waiting.id == line.to) else {
        let asked = since.map(|age| reader.fill(ASKED, &[("age", &age)]));
        let item = item(reader, &Line { at: None, ..line.clone() });
        return Item { under: html! { (item.under) @if let Some(asked) = asked { " · " (asked) } }, ..item };
    };
    let until = if waiting.late { PASSED } else { BEFORE };
    let until = reader.fill(until, &[("date", &reader.date(waiting.deadline))]);
    Item {
        words: html! { (line.words.as_deref().unwrap_or(reader.say(&line.say))) },
        href: href(&line.to),
        under: html! {
            @if waiting.disagree { (reader.w(DISAGREE)) } @else {
                (reader.w(WAITS_FOR)) @for side in &waiting.missing { " " (ui::badge::side(reader, *side)) }
            }
            ", " (until)
            @if let Some(since) = since { " · " (reader.fill(OPENED, &[("age", &since)])) }
        },
    }
}
