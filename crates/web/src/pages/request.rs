//! What does this wish mean, what would it do, and what does it still need? `/requests/{number}`
//!
//! The page has one main action at a time: confirm what the wish is about, answer the next question, ask for a
//! decision, open the decision.

pub mod acceptance;
mod acts;
mod around;
mod compare;
mod consequences;
mod interview;
pub mod precise;
mod questions;
mod understanding;

pub use compare::compare;

pub use acts::{
    answer, answer_question, ask_question, assume, question, reword, send, understand, wish_date, withdraw,
    withdraw_question,
};

use agenda::charter;
use agenda::decision::How;
use agenda::readiness::Readiness;
use agenda::request::{Question, Request, Stage};
use agenda::role::{Right, Role};
use app::Problem;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use base::{Figure, Lang, Say, Side};
use jiff::Timestamp;
use jiff::civil::Date;
use maud::{Markup, html};
use picture::{Fact, Reading};
use serde::Deserialize;

use crate::answer::Answer;
use crate::house::House;
use crate::pages::book;
use crate::pages::leaf::{Leaf, leaf};
use crate::pages::told::{self, Back, Seals, day};
use crate::session::Session;
use crate::ui;
use crate::ui::headline::{Headline, headline};
use crate::ui::page::{Format, Room};
use crate::ui::timeline::Entry;
use crate::ui::{Reader, Words};

crate::ui::words! {
    OPTION = "Pour l’option « {option} »" / "For the option “{option}”";
    TITLE = "Demande {n} : {wish}" / "Request {n}: {wish}";
    KICKER = "Demande {n}" / "Request {n}";
    BY = "{who}, {age}" / "{who}, {age}";
    READY = "prête à {n} sur 100" / "{n} out of 100 ready";
    WISHED = "souhaitée pour le {date}" / "wished for {date}";
    CANNOT_SAY = "L’effet ne peut pas encore être calculé : {why}." / "The effect cannot be worked out yet: {why}.";
    MEND = "corrigez les faits sur la carte, ou confirmez autre chose" / "correct the facts on the map, or confirm something else";
    HISTORY = "Ce qui s’est passé" / "What happened";
    WAITED = "Voir où est passé le temps" / "See where the time went";
    WITH_DECIDERS = "Elle est chez les décideurs ; ses conséquences sont celles d’aujourd’hui."
        / "It is with the deciders; its consequences are those of today.";
    PROVISIONAL = "C’est provisoire tant que la partie absente n’a pas signé." / "It is provisional until the missing side has signed.";
    DECIDED = "Les conséquences ci-dessous sont celles d’aujourd’hui." / "The consequences below are those of today.";
    TAKEN_BACK = "Elle a été retirée ; rien ne s’en perd." / "It was taken back; nothing of it is lost.";
    OPEN_DECISION = "Ouvrir la décision" / "Open the decision";
    ASK_ANEW = "Dire un autre souhait" / "Say another wish";
    DONE_CONFIRMED = "C’est confirmé. Voici ce que cela ferait." / "Confirmed. This is what it would do.";
    DONE_ANSWERED = "La réponse est enregistrée." / "The answer is recorded.";
    DONE_REWORDED = "Le souhait est dit autrement ; confirmez de quoi il s’agit." / "The wish is put otherwise; confirm what it is about.";
    DONE_DATED = "La date souhaitée est enregistrée." / "The date wished for is recorded.";
    DONE_ASSUMED = "Les conséquences sont recalculées avec vos chiffres." / "The consequences are worked out again with your figures.";
    DONE_WITHDRAWN = "La demande est retirée." / "The request is taken back.";
    DONE_ASKED = "La question est posée." / "The question is asked.";
    DONE_QUESTION = "La réponse est donnée." / "The answer is given.";
    DONE_TAKEN_BACK = "La question est retirée." / "The question is taken back.";
    DONE_SAME = "Rien n’a changé : c’était déjà ainsi." / "Nothing changed: it stood so already.";
}

/// What an address of the page asks for.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Asked {
    /// The question to answer now, by its word.
    question: Option<String>,
    /// `choose`: the candidates again; `plain`: the plain form; `words`: another sentence.
    about: Option<String>,
    /// What was just done.
    done: Option<String>,
}

/// `GET /requests/{number}`
pub async fn show(
    State(house): State<House>,
    session: Session,
    Path(number): Path<String>,
    Query(asked): Query<Asked>,
) -> Answer {
    page(&house, &session, &number, &asked, None).await
}

/// The page, also when one of its forms was not taken.
async fn page(house: &House, session: &Session, number: &str, asked: &Asked, back: Option<Back>) -> Answer {
    let (number, request) = find(session, number)?;
    let stream = format!("request:{number}");
    let facts = house.work(move |app| app.history(&stream)).await?;
    let view = View::of(session, number, request, asked, &facts, back);
    let seals = Seals::of(house, session);
    let now = house.app.clock().now();
    let content = session.read(|reader| render(reader, session, &view, &seals, now));
    let title = TITLE.fill(session.lang, &[("n", &number.to_string()), ("wish", &view.wish)]);
    let done = asked.done.as_deref().and_then(done).map(|words| words.in_lang(session.lang));
    let of = Leaf { title: &title, room: Some(Room::Requests), format: Format::Wide, done };
    let answer: Response = leaf(house, session, &of, content);
    Ok(match &view.back {
        Some(back) => (told::status(&back.problem), answer).into_response(),
        None => answer,
    })
}

/// The request of an address, for those who may see it: readers of the house, and whoever asked.
pub(super) fn find<'a>(session: &'a Session, number: &str) -> Result<(u64, &'a Request), Problem> {
    let missing = || Problem::not_found(Say::new(format!("la demande {number}"), format!("request {number}")));
    let number = told::number_of(number).ok_or_else(missing)?;
    let request = session.picture.request(number).ok_or_else(missing)?;
    match session.may(Right::Read) || is_own(session, request) {
        true => Ok((number, request)),
        false => Err(Problem::forbidden()),
    }
}

fn is_own(session: &Session, request: &Request) -> bool {
    request.by.is_some() && request.by == session.person()
}

/// The words a redirect's `?done=` stands for.
fn done(word: &str) -> Option<Words> {
    Some(match word {
        "confirmed" => DONE_CONFIRMED,
        "answered" => DONE_ANSWERED,
        "reworded" => DONE_REWORDED,
        "dated" => DONE_DATED,
        "assumed" => DONE_ASSUMED,
        "withdrawn" => DONE_WITHDRAWN,
        "asked" => DONE_ASKED,
        "question-answered" => DONE_QUESTION,
        "question-withdrawn" => DONE_TAKEN_BACK,
        "same" => DONE_SAME,
        _ => return None,
    })
}

/// The one thing to do next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Next {
    /// Confirm what the wish is about.
    Confirm,
    /// Answer a question.
    Answer(Question),
    /// Ask for a decision.
    Send,
    /// Read the decision it is in.
    Decision(u64),
    /// Say another wish.
    Anew,
    /// Nothing, for this reader.
    Nothing,
}

/// What is on the page.
struct View {
    number: u64,
    wish: String,
    wish_lang: Lang,
    stage: Stage,
    who: String,
    side: Option<Side>,
    asked_on: Date,
    wished: Option<Date>,
    reader_side: Side,
    own: bool,
    may_edit: bool,
    may_read: bool,
    readiness: Readiness,
    /// Which of them is asked now, and what was answered so far.
    question: Option<Question>,
    answers: Vec<(Question, String)>,
    understanding: understanding::View,
    reading: Option<Result<Reading, Say>>,
    dates: around::Dates,
    assumptions: consequences::Assumptions,
    next: Next,
    /// How and when it was decided, and what.
    made: Option<(How, Date)>,
    made_say: Say,
    history: Vec<Entry>,
    back: Option<Back>,
    /// How many signed its business case, and what the option it is for is worth.
    case: Option<(usize, (Say, Option<Figure>))>,
    /// Who would sign on paper: the two directors.
    signers: Vec<(Side, String)>,
    /// What the charter says of its lane.
    terms: Option<charter::Terms>,
    /// What is tried of it, and what it rests on.
    aims: crate::pages::objectives::Beside,
    beside: Option<crate::pages::pilots::Beside>,
    changes: Option<crate::pages::changes::Beside>,
    precise: Option<precise::View>,
    acceptance: Option<acceptance::View>,
    /// What one side asked the other.
    questions: questions::View,
    /// The log position the figures stand at.
    position: u64,
}

impl View {
    fn of(
        session: &Session,
        number: u64,
        request: &Request,
        asked: &Asked,
        facts: &[Fact],
        back: Option<Back>,
    ) -> View {
        let picture = &session.picture;
        let draft = request.stage == Stage::Draft;
        let may_edit = draft && session.may(if is_own(session, request) { Right::Ask } else { Right::Shape });
        let readiness = picture.readiness(request);
        let asked_question = asked.question.as_deref().and_then(Question::from_word);
        let question = interview::now(request, &readiness, asked_question).filter(|_| may_edit);
        let reading = picture
            .reading(request, session.today)
            .map(|reading| reading.map_err(|cannot| picture.cannot_say(&cannot)));
        let understanding = understanding::View::of(session, request, asked.about.as_deref(), may_edit);
        let next = match (request.stage, &request.decision) {
            (Stage::Withdrawn, _) => Next::Anew,
            (Stage::Draft, _) if !may_edit => Next::Nothing,
            (Stage::Draft, _) => match question {
                Some(question) if asked_question.is_some() || readiness.comes_back.is_some() => Next::Answer(question),
                _ if understanding.asks() => Next::Confirm,
                Some(question) => Next::Answer(question),
                None if matches!(reading, Some(Ok(_))) => Next::Send,
                None => Next::Nothing,
            },
            (_, Some(decision)) if session.may(Right::Read) => {
                told::number_of(decision.key()).map_or(Next::Nothing, Next::Decision)
            }
            _ => Next::Nothing,
        };
        let decision = request.decision.as_ref().and_then(|id| told::number_of(id.key()));
        let decided = matches!(request.stage, Stage::GoesAhead | Stage::Answered);
        let made = decision.filter(|_| decided).and_then(|number| picture.decision(number)?.made.clone());
        let lane = reading.as_ref().and_then(|reading| reading.as_ref().ok()).map(|reading| reading.lane);
        View {
            terms: lane.map(|lane| picture.charter().terms(charter::class_of(lane))),
            made_say: made.as_ref().map(|(choice, ..)| told::made_say(session, choice)).unwrap_or_default(),
            made: made.map(|(_, how, at)| (how, day(at))),
            number,
            wish: told::text(session, &request.sentence).to_owned(),
            wish_lang: request.lang,
            stage: request.stage,
            who: told::who(session, request.by),
            side: told::side_of(session, request.by),
            asked_on: day(request.asked_at),
            wished: request.wished.as_ref().map(|(date, _)| *date),
            reader_side: session.side(),
            own: is_own(session, request),
            may_edit,
            may_read: session.may(Right::Read),
            question,
            answers: request.answers.iter().map(|(q, text)| (*q, told::text(session, text).to_owned())).collect(),
            dates: around::Dates::of(session, request, reading.as_ref(), back.as_ref()),
            assumptions: consequences::Assumptions::of(session, request, back.as_ref()),
            understanding,
            readiness,
            reading,
            next,
            history: told::history(session, facts),
            case: picture.business_case(number).map(|case| {
                let option = case.recommended.as_ref();
                let sheet = picture.case_sheet(number);
                let npv = option.zip(sheet).and_then(|(option, sheet)| sheet.figure("npv", option).cloned());
                let name = option.map(|option| told::say(OPTION, &[("option", &told::choice_say(session, option))]));
                (case.signed.len(), (name.unwrap_or_default(), npv))
            }),
            signers: signers(session),
            aims: crate::pages::objectives::Beside::of(session, number),
            beside: crate::pages::pilots::Beside::of(session, number),
            changes: crate::pages::changes::Beside::of(session, number),
            precise: precise::View::of(session, number),
            acceptance: acceptance::View::of(session, number),
            questions: questions::View::of(session, number, is_own(session, request)),
            position: session.picture.position,
            back,
        }
    }

    /// The address of a form or of another state of the page.
    fn at(&self, rest: &str) -> String {
        format!("/requests/{}{rest}", self.number)
    }
}

/// The two directors, as far as they are known.
pub(super) fn signers(session: &Session) -> Vec<(Side, String)> {
    let named = |role: Role| {
        let holder = session.picture.people().find(|(_, person)| person.present && person.roles.contains(&role));
        holder.map(|(id, _)| session.picture.person_name(id)).unwrap_or_default()
    };
    vec![(Side::Marketing, named(Role::Cmo)), (Side::It, named(Role::Cio))]
}

fn render(reader: &Reader, session: &Session, view: &View, seals: &Seals, now: Timestamp) -> Markup {
    let reading = match &view.reading {
        Some(Ok(reading)) => Some(reading),
        _ => None,
    };
    let back_first = view.readiness.comes_back.is_some() && view.may_edit;
    let asks = view.may_edit && !back_first && reading.is_some();
    html! {
        (told::banner(reader, view.back.as_ref()))
        (head(reader, view))
        @if back_first { (interview::comes_back(reader, view, seals)) }
        (understanding::part(reader, view, seals))
        // Whoever asked completes the wish first; everybody else reads what it would do first.
        @if asks && view.own { (interview::part(reader, view, seals)) }
        @if let Some(Err(why)) = &view.reading {
            (ui::problem::problem(reader, &reader.fill(CANNOT_SAY, &[("why", reader.say(why))]), reader.w(MEND), false, None))
        }
        @if let Some(reading) = reading {
            (consequences::part(reader, view, reading, seals))
            @if asks && !view.own { (interview::part(reader, view, seals)) }
            (around::part(reader, view, reading, seals))
            (around::case(reader, view, seals))
        }
        @if !view.may_edit || reading.is_none() { (interview::told(reader, view)) }
        @if let Some(words) = &view.precise { (precise::part(reader, words, view.back.as_ref(), seals)) }
        @if let Some(reading) = reading { (around::onward(reader, view, reading, seals)) }
        @if let Some(accepted) = &view.acceptance { (acceptance::part(reader, accepted, view.back.as_ref(), seals)) }
        @if let Some(changes) = &view.changes { (crate::pages::changes::beside(reader, changes)) }
        (crate::pages::objectives::beside(reader, &view.aims, seals))
        @if let Some(beside) = &view.beside { (crate::pages::pilots::beside(reader, beside, seals)) }
        (questions::part(reader, session, &view.questions, view.number, view.back.as_ref(), seals))
        (ui::page::section("history", reader.w(HISTORY), html! {
            (super::waiting::in_short(reader, session, view.number, now))
            p { a href=(view.at("/waiting")) { (reader.w(WAITED)) } }
            (ui::timeline::timeline(reader, &view.history))
        }))
        @if view.may_edit { (around::withdrawal(reader, view, seals)) }
        @if let Some(reading) = reading { (ui::figure::sources(reader, &book::once(&reading.impact.figures))) }
    }
}

/// The wish, where it stands, and the strongest sentence on it.
fn head(reader: &Reader, view: &View) -> Markup {
    let reading = view.reading.as_ref().and_then(|reading| reading.as_ref().ok());
    let strongest = reading.and_then(|reading| reading.impact.for_marketing.first());
    let figures = reading.map_or(&[][..], |reading| &reading.impact.figures);
    let by = reader.fill(BY, &[("who", &view.who), ("age", &reader.age(view.asked_on))]);
    let kicker = html! {
        span { (reader.fill(KICKER, &[("n", &view.number.to_string())])) }
        strong {
            @match &view.made {
                Some((how, on)) => (told::made_on(reader, *how, *on)),
                None => (told::capital(reader.say(&view.stage.say()))),
            }
        }
        @if let Some(side) = view.side { (ui::badge::side(reader, side)) }
        span title=(reader.date(view.asked_on)) { (by) }
        @if let Some(reading) = reading { (ui::badge::lane(reader, told::lane(reading.lane))) }
        @if view.stage == Stage::Draft {
            a href="#interview" { (reader.fill(READY, &[("n", &view.readiness.index.to_string())])) }
        }
        @if let Some(date) = view.wished { span { (reader.fill(WISHED, &[("date", &reader.date(date))])) } }
    };
    let stands = match view.stage {
        Stage::Draft => None,
        Stage::InDecision => Some(WITH_DECIDERS),
        Stage::GoesAhead | Stage::Answered if !view.may_read => None,
        Stage::GoesAhead | Stage::Answered => Some(DECIDED),
        Stage::Withdrawn => Some(TAKEN_BACK),
    };
    let onward = match view.next {
        Next::Decision(number) => Some((OPEN_DECISION, format!("/decisions/{number}"))),
        Next::Anew => Some((ASK_ANEW, "/".to_owned())),
        _ => None,
    };
    // Once decided, what was decided is the sentence to remember.
    let (lead, verdict) = match &view.made {
        Some(_) => (Some(ui::figure::statement(reader, &view.made_say, &[])), None),
        None => (
            strongest.map(|say| ui::figure::statement(reader, say, figures)),
            reading.and_then(|reading| reading.impact.loads.first()).map(|load| load.verdict),
        ),
    };
    headline(&Headline {
        kicker,
        wish: &view.wish,
        lang: view.wish_lang,
        lead,
        verdict,
        under: Some(html! {
            (understanding::line(reader, view))
            @if matches!(view.made, Some((How::Provisional, _))) { p data-terms { (reader.w(PROVISIONAL)) } }
            @if let Some(words) = stands { p { (reader.w(words)) } }
            @if let Some((verb, href)) = &onward { a.main href=(href) { (reader.w(*verb)) } }
        }),
    })
}
