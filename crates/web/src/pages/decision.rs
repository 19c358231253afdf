//! What do both sides decide, on which facts, and how did it fall? `/decisions/{number}`
//!
//! The facts are those of the day it was opened; what has moved since is said beside them, and by how much.

mod asked;
mod facts;
mod rows;
mod sides;
mod understood;

use agenda::decision::{self, Choice, Decision};
use agenda::request::Request;
use agenda::role::Right;
use app::{Order, Problem, Receipt};
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use base::{Kind, Lang, Say, Side};
use jiff::civil::Date;
use maud::{Markup, html};
use picture::{Event, Fact, Reading};
use serde::Deserialize;

use crate::answer::{Answer, see};
use crate::house::House;
use crate::pages::awaits;
use crate::pages::book::{self, Book};
use crate::pages::leaf::{Leaf, leaf};
use crate::pages::told::{self, Back, Seals, day};
use crate::pages::{change, pilot, promise, tool};
use crate::posted::Posted;
use crate::session::Session;
use crate::ui;
use crate::ui::headline::{Headline, headline};
use crate::ui::page::{Format, Room};
use crate::ui::timeline::Entry;
use crate::ui::{Reader, Words};

crate::ui::words! {
    TITLE = "Décision {n} : {wish}" / "Decision {n}: {wish}";
    KICKER = "Décision {n}" / "Decision {n}";
    TO_DECIDE = "À décider avant le {date}, {age}" / "To be decided before {date}, {age}";
    LATE = "L’échéance est passée depuis le {date}" / "The deadline has passed since {date}";
    TOOL = "L’outil" / "The tool";
    PROMISE = "La promesse" / "The promise";
    PILOT = "Le pilote" / "The pilot";
    CHANGE = "Le changement" / "The change";
    RECEIPT = "Le reçu de chaque option" / "The receipt of each option";
    RESULT = "Ce que disent les comptages" / "What the counts say";
    REQUEST = "La demande {n}" / "Request {n}";
    ROW = "La charte" / "The charter";
    ROW_WISH = "Charte de décision : {name}" / "Decision charter: {name}";
    AT_ARBITER = "À arbitrer d’ici au {date}, {age}" / "To be arbitrated by {date}, {age}";
    DONE_RESTATED = "C’est écrit ; l’autre côté dira si c’est bien cela." / "It is written; the other side will say whether that is it.";
    DONE_ANSWERED = "Votre réponse est enregistrée." / "Your answer is recorded.";
    UNTIL_SIGNED = "Provisoire jusqu’à ce que la partie absente signe : la même option la rend ferme, une autre la rouvre."
        / "Provisional until the missing side signs: the same option makes it stand, another one opens it again.";
    HISTORY = "Ce qui s’est passé" / "What happened";
    DONE_OPENED = "La décision est ouverte ; les deux directions ont la même page." / "The decision is open; both directors have the same page.";
    DONE_SIGNED = "Votre signature est enregistrée." / "Your signature is recorded.";
    DONE_MADE = "La décision est prise." / "The decision is made.";
    DONE_COMPROMISE = "Le compromis est enregistré." / "The compromise is recorded.";
    DONE_PASSED = "La règle de l’échéance s’applique, à titre provisoire." / "The rule of the deadline applies, provisionally.";
    DONE_SAME = "Rien n’a changé : c’était déjà ainsi." / "Nothing changed: it stood so already.";
    NOT_AN_OPTION = "aucune option n’est choisie" / "no option is chosen";
    CHOOSE = "choisissez une des options" / "choose one of the options";
}

/// The figures that were on the page a decision was opened on, each with what it rests on where that is still so.
pub(super) fn quoted(opened: &serde_json::Value, now: &[base::Figure]) -> Vec<base::Figure> {
    facts::Facts::of(opened, now).figures
}

/// What was just done.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Asked {
    done: Option<String>,
}

/// `GET /decisions/{number}`
pub async fn show(
    State(house): State<House>,
    session: Session,
    Path(number): Path<String>,
    Query(asked): Query<Asked>,
) -> Answer {
    page(&house, &session, &number, &asked, None).await
}

/// A signature.
#[derive(Deserialize)]
pub struct Signing {
    #[serde(default)]
    choice: String,
    #[serde(default)]
    hash: String,
    #[serde(default)]
    remark: String,
}

/// `POST /decisions/{number}/signatures`
pub async fn sign(State(house): State<House>, Path(number): Path<String>, posted: Posted<Signing>) -> Answer {
    let Signing { choice, hash, remark } = &posted.fields;
    let typed = vec![("choice", choice.clone()), ("remark", remark.clone())];
    let remark = Some(remark.clone()).filter(|words| !words.trim().is_empty());
    let result = match chosen(&posted.session, &number, choice) {
        Ok((decision, choice)) => posted.carry_out(Order::Sign { decision, choice, hash: hash.clone(), remark }).await,
        Err(problem) => Err(problem),
    };
    after(&house, posted, &number, ("sign", typed), "signed", result).await
}

/// What each gives and gets.
#[derive(Deserialize)]
pub struct Terms {
    #[serde(default)]
    terms: String,
}

/// `POST /decisions/{number}/compromises`
pub async fn compromise(State(house): State<House>, Path(number): Path<String>, posted: Posted<Terms>) -> Answer {
    let terms = posted.fields.terms.clone();
    let order = Order::Compromise { decision: numbered(&number)?, terms: terms.clone() };
    let result = posted.carry_out(order).await;
    after(&house, posted, &number, ("compromise", vec![("terms", terms)]), "compromise", result).await
}

/// What matters to the other side.
#[derive(Deserialize)]
pub struct Concern {
    #[serde(default)]
    words: String,
}

/// `POST /decisions/{number}/restatement`
pub async fn restate(State(house): State<House>, Path(number): Path<String>, posted: Posted<Concern>) -> Answer {
    let words = posted.fields.words.clone();
    let result = posted.carry_out(Order::RestateConcern { decision: numbered(&number)?, words: words.clone() }).await;
    after(&house, posted, &number, ("restate", vec![("words", words)]), "restated", result).await
}

/// Whether that is it, or what it is.
#[derive(Deserialize)]
pub struct Recognised {
    #[serde(default)]
    correction: String,
}

/// `POST /decisions/{number}/restatement/answer`
pub async fn answer_restatement(
    State(house): State<House>,
    Path(number): Path<String>,
    posted: Posted<Recognised>,
) -> Answer {
    let words = posted.fields.correction.clone();
    let correction = Some(words.clone()).filter(|words| !words.trim().is_empty());
    let result = posted.carry_out(Order::AnswerRestatement { decision: numbered(&number)?, correction }).await;
    after(&house, posted, &number, ("answer-restatement", vec![("correction", words)]), "answered", result).await
}

/// Nothing but the form itself.
#[derive(Deserialize)]
pub struct Nothing {}

/// `POST /decisions/{number}/deadline`
pub async fn let_pass(State(house): State<House>, Path(number): Path<String>, posted: Posted<Nothing>) -> Answer {
    let result = posted.carry_out(Order::LetDeadlinePass { decision: numbered(&number)? }).await;
    after(&house, posted, &number, ("deadline", Vec::new()), "passed", result).await
}

/// The arbiter's word.
#[derive(Deserialize)]
pub struct Arbitration {
    #[serde(default)]
    choice: String,
    #[serde(default)]
    hash: String,
}

/// `POST /decisions/{number}/arbitration`
pub async fn arbitrate(State(house): State<House>, Path(number): Path<String>, posted: Posted<Arbitration>) -> Answer {
    let Arbitration { choice, hash } = &posted.fields;
    let typed = vec![("choice", choice.clone())];
    let result = match chosen(&posted.session, &number, choice) {
        Ok((decision, choice)) => posted.carry_out(Order::Arbitrate { decision, choice, hash: hash.clone() }).await,
        Err(problem) => Err(problem),
    };
    after(&house, posted, &number, ("arbitrate", typed), "made", result).await
}

/// Goes back to the page after a form was taken, or shows it again after it was not.
async fn after<T>(
    house: &House,
    posted: Posted<T>,
    number: &str,
    form: (&'static str, Vec<(&'static str, String)>),
    done: &str,
    result: Result<Receipt, Problem>,
) -> Answer {
    match result {
        Ok(receipt) => {
            let word = if receipt.facts == 0 { "same" } else { done };
            Ok(see(&format!("/decisions/{number}?done={word}")))
        }
        Err(problem) => {
            let back = Back::from(problem, form.0, form.1)?;
            let mut session = posted.session;
            // Somebody may have signed meanwhile: the page is drawn as it stands now.
            session.picture = house.app.picture();
            session.path = format!("/decisions/{number}");
            page(house, &session, number, &Asked::default(), Some(back)).await
        }
    }
}

/// The option a form names by its word.
fn chosen(session: &Session, number: &str, word: &str) -> Result<(u64, Choice), Problem> {
    let (number, decision) = find(session, number)?;
    let choice = decision.options.iter().find(|choice| choice.word() == word);
    let missing = || {
        let words = |words: Words| Say::new(words.fr, words.en);
        Problem::invalid(words(NOT_AN_OPTION), words(CHOOSE))
    };
    Ok((number, choice.ok_or_else(missing)?.clone()))
}

fn missing(number: &str) -> Problem {
    Problem::not_found(Say::new(format!("la décision {number}"), format!("decision {number}")))
}

fn numbered(number: &str) -> Result<u64, Problem> {
    told::number_of(number).ok_or_else(|| missing(number))
}

fn find<'a>(session: &'a Session, number: &str) -> Result<(u64, &'a Decision), Problem> {
    let n = numbered(number)?;
    Ok((n, session.picture.decision(n).ok_or_else(|| missing(number))?))
}

/// The page, also when one of its forms was not taken.
async fn page(house: &House, session: &Session, number: &str, asked: &Asked, back: Option<Back>) -> Answer {
    let (number, decision) = find(session, number)?;
    let stream = format!("decision:{number}");
    let history = house.work(move |app| app.history(&stream)).await?;
    let view = View::of(session, number, decision, &history, back);
    let seals = Seals::of(house, session);
    let content = session.read(|reader| render(reader, &view, &seals));
    let title = TITLE.fill(session.lang, &[("n", &number.to_string()), ("wish", &view.wish)]);
    let done = asked.done.as_deref().and_then(|word| done(word, decision)).map(|words| words.in_lang(session.lang));
    let of = Leaf { title: &title, room: Some(Room::Decisions), format: Format::Wide, done };
    let answer: Response = leaf(house, session, &of, content);
    Ok(match &view.back {
        Some(back) => (told::status(&back.problem), answer).into_response(),
        None => answer,
    })
}

/// The words a redirect's `?done=` stands for.
fn done(word: &str, decision: &Decision) -> Option<Words> {
    Some(match word {
        "opened" => DONE_OPENED,
        "signed" if decision.made.is_some() && !decision.is_provisional() => DONE_MADE,
        "signed" => DONE_SIGNED,
        "made" => DONE_MADE,
        "compromise" => DONE_COMPROMISE,
        "restated" => DONE_RESTATED,
        "answered" => DONE_ANSWERED,
        "passed" => DONE_PASSED,
        "same" => DONE_SAME,
        _ => return None,
    })
}

/// What is on the page.
struct View<'a> {
    number: u64,
    decision: &'a Decision,
    request: Option<u64>,
    /// The tool it is about, where it is about one.
    tool: Option<tool::View<'a>>,
    /// The promise it is about, where it is about one.
    promise: Option<promise::View<'a>>,
    /// The pilot it is about, where it is about one.
    pilot: Option<pilot::View<'a>>,
    /// The change it is about, where it is about one.
    change: Option<change::View<'a>>,
    wish: String,
    wish_lang: Lang,
    late: bool,
    reader_side: Side,
    /// What the request means today; the words and the evidence of the figures.
    reading: Option<Reading>,
    facts: facts::Facts,
    /// The row of the charter as it was and as it would be, where it is about one.
    rows: Option<rows::Rows>,
    asked: Option<asked::Asked>,
    options: Vec<sides::Way>,
    acts: sides::Acts,
    history: Vec<Entry>,
    back: Option<Back>,
    session: &'a Session,
}

impl<'a> View<'a> {
    fn of(session: &'a Session, number: u64, decision: &'a Decision, history: &[Fact], back: Option<Back>) -> View<'a> {
        let picture = &session.picture;
        let request = told::number_of(decision.request.key()).filter(|_| decision.request.kind() == Kind::Request);
        let tool = picture.shadow().tool(&decision.request);
        let tool = tool.map(|tool| tool::View::of(session, tool, Vec::new(), None));
        let promise = picture.promised(&decision.request).map(|it| promise::View::of(session, it, Vec::new(), None));
        let pilot = pilot::View::behind(session, &decision.request);
        let change = change::View::behind(session, &decision.request);
        let asked: Option<&Request> = request.and_then(|number| picture.request(number));
        let reading = asked.and_then(|request| picture.reading(request, session.today)).and_then(Result::ok);
        // What was on the page lies in the log, in the decision's first fact.
        let opened = history.iter().find_map(|fact| match &fact.event {
            Event::Decision(_, decision::Event::Opened { facts, .. }) => Some(facts.document()),
            _ => None,
        });
        let opened = opened.unwrap_or_default();
        let now = match (&reading, &tool, &promise) {
            (Some(reading), ..) => &reading.impact.figures[..],
            (None, Some(tool), _) => &tool.figures[..],
            (None, None, Some(promise)) => &promise.figures[..],
            (None, None, None) => match (&pilot, &change) {
                (Some(pilot), _) => &pilot.figures[..],
                (None, Some(change)) => &change.figures[..],
                (None, None) => &[][..],
            },
        };
        let facts = facts::Facts::of(&opened, now);
        // What is signed is the receipt on this page, whatever a day costs since.
        let change = change.map(|change| change.at_prices(facts.figures.clone()));
        let wish = asked.map(|request| told::text(session, &request.sentence).to_owned());
        let rows = (decision.request.kind() == Kind::Charter).then(|| rows::Rows::of(&opened));
        let row = rows.as_ref().map(|_| {
            let name = picture.charter_name(decision.request.key());
            ROW_WISH.fill(session.lang, &[("name", name.in_lang(session.lang))])
        });
        let said = promise.as_ref().map(|promise| promise.it.words.in_lang(session.lang).to_owned());
        let changed = change.as_ref().map(|change| change.words().to_owned());
        let tried = pilot.as_ref().map(|pilot| pilot.hypothesis().to_owned());
        let wish = wish
            .or_else(|| tool.as_ref().map(|tool| tool.name.clone()))
            .or(said)
            .or(tried)
            .or(changed)
            .or(row)
            .unwrap_or_default();
        View {
            number,
            decision,
            request,
            wish,
            wish_lang: asked.map_or(session.lang, |request| request.lang),
            late: awaits::is_late(decision, session.today),
            reader_side: session.side(),
            options: sides::Way::all(session, decision, &facts.figures, tool.as_ref()),
            asked: asked.map(|request| asked::Asked::of(session, request, &opened, reading.as_ref())),
            acts: sides::Acts::of(session, decision),
            facts,
            rows,
            tool,
            promise,
            pilot,
            change,
            reading,
            history: told::history(session, history),
            back,
            session,
        }
    }

    /// The address of a form.
    fn at(&self, rest: &str) -> String {
        format!("/decisions/{}{rest}", self.number)
    }

    fn may_shape(&self) -> bool {
        self.session.may(Right::Shape)
    }
}

fn render(reader: &Reader, view: &View, seals: &Seals) -> Markup {
    html! {
        div.provisional-page[view.decision.is_provisional()] {
            (told::banner(reader, view.back.as_ref()))
            (head(reader, view))
            (asked::part(reader, view))
            (rows::part(reader, view))
            @if let Some(drawn) = view.pilot.as_ref().and_then(|pilot| pilot::result(reader, pilot)) {
                (ui::page::section("result", reader.w(RESULT), drawn))
            }
            @if let Some(change) = &view.change { (ui::page::section("receipt", reader.w(RECEIPT), change::slips(reader, change))) }
            @if view.decision.made.is_none() || view.decision.is_provisional() { (sides::decide(reader, view, seals)) }
            @if let Some(reading) = &view.reading {
                (facts::of_when(reader, view))
                (book::book(reader, &Book {
                    impact: &reading.impact,
                    figures: &view.facts.figures,
                    first: view.reader_side,
                }))
            }
            @if let Some(tool) = &view.tool { (tool::book(reader, tool)) }
            @if let Some(promise) = &view.promise { (promise::book(reader, promise)) }
            @if let Some(pilot) = &view.pilot { (pilot::book(reader, pilot)) }
            @if let Some(change) = &view.change { (change::ground(reader, change)) }
            (facts::part(reader, view))
            @if view.decision.made.is_some() && !view.decision.is_provisional() { (sides::decide(reader, view, seals)) }
            (sides::signatures(reader, view, seals))
            (understood::part(reader, view, seals))
            (sides::compromises(reader, view, seals))
            (ui::page::section("history", reader.w(HISTORY), ui::timeline::timeline(reader, &view.history)))
            (ui::figure::sources(reader, &book::once(&view.facts.figures)))
        }
    }
}

/// The wish, the sentence it is decided on, by when.
fn head(reader: &Reader, view: &View) -> Markup {
    let decision = view.decision;
    let strongest = view.reading.as_ref().and_then(|reading| reading.impact.for_marketing.first());
    let figures = view.reading.as_ref().map_or(&[][..], |reading| &reading.impact.figures);
    let date = |date: Date| reader.date(date);
    let state = match &decision.made {
        None if decision.escalated.is_some() => {
            let until = decision.escalated.map_or(decision.deadline, |(_, until)| until);
            reader.fill(AT_ARBITER, &[("date", &date(until)), ("age", &reader.age(until))])
        }
        None if view.late => reader.fill(LATE, &[("date", &date(decision.deadline))]),
        None => reader.fill(TO_DECIDE, &[("date", &date(decision.deadline)), ("age", &reader.age(decision.deadline))]),
        Some((_, how, at)) => told::made_on(reader, *how, day(*at)),
    };
    let kicker = html! {
        span { (reader.fill(KICKER, &[("n", &view.number.to_string())])) }
        strong { (state) }
        @if view.rows.is_none() { (ui::badge::lane(reader, told::lane(decision.lane))) }
        @if decision.is_provisional() { (ui::badge::provisional(reader)) }
        @if view.rows.is_some() { a href=(crate::session::href(&decision.request)) { (reader.w(ROW)) } }
        @if view.pilot.is_some() { a href=(crate::session::href(&decision.request)) { (reader.w(PILOT)) } }
        @if view.change.is_some() { a href=(crate::session::href(&decision.request)) { (reader.w(CHANGE)) } }
        @if view.tool.is_some() { a href=(crate::session::href(&decision.request)) { (reader.w(TOOL)) } }
        @if view.promise.is_some() { a href=(crate::session::href(&decision.request)) { (reader.w(PROMISE)) } }
        @if let Some(request) = view.request {
            a href={ "/requests/" (request) } { (reader.fill(REQUEST, &[("n", &request.to_string())])) }
        }
    };
    let made = decision.made.as_ref().map(|(choice, ..)| told::made_say(view.session, choice));
    // Once decided, what was decided is the sentence to remember.
    let change = view.change.as_ref();
    let lead = match (&made, strongest) {
        _ if change.is_some() => change.map(|it| ui::figure::statement(reader, &it.lead(), &view.facts.figures)),
        (Some(made), _) => Some(ui::figure::statement(reader, made, &[])),
        (None, Some(strongest)) => Some(ui::figure::statement(reader, strongest, figures)),
        (None, None) if view.pilot.is_some() => view.pilot.as_ref().map(|pilot| pilot::lead(reader, pilot).0),
        (None, None) => view
            .tool
            .as_ref()
            .map(|it| {
                let words = tool::lead(&view.facts.figures, it.tool.users(), true);
                ui::figure::statement(reader, &words, &view.facts.figures)
            })
            .or_else(|| view.promise.as_ref().map(|it| ui::figure::statement(reader, &it.lead(), &view.facts.figures))),
    };
    let verdict = match made {
        Some(_) => None,
        None if view.pilot.is_some() => view.pilot.as_ref().and_then(|pilot| pilot::lead(reader, pilot).1),
        None => view.reading.as_ref().and_then(|reading| reading.impact.loads.first()).map(|load| load.verdict),
    };
    let under = decision.made.is_some().then(|| {
        html! {
            (sides::meaning(reader, view))
            @if decision.is_provisional() { p data-terms { (reader.w(UNTIL_SIGNED)) } }
        }
    });
    headline(&Headline { kicker, wish: &view.wish, lang: view.wish_lang, lead, verdict, under })
}
