//! What did the house write, to whom, and has it arrived? `/outbox`, `/outbox?show=waiting`, `/outbox/{number}`
//!
//! One's own messages; all of them for those who shape cases, and for whoever keeps the installation.

use agenda::message::{DAYS_TO_SEND, Message, Progress, Purpose};
use agenda::role::{Right, Role};
use axum::extract::{Path, Query, State};
use base::{Kind, Say};
use landscape::impact::Verdict;
use maud::{Markup, html};
use serde::Deserialize;

use crate::answer::Answer;
use crate::house::House;
use crate::pages::leaf::{Leaf, leaf};
use crate::pages::told::{self, day};
use crate::session::{Session, href};
use crate::ui;
use crate::ui::listing::{Filter, Row};
use crate::ui::page::Format;
use crate::ui::{Reader, Words};

ui::words! {
    ABOUT = "à propos de {tool}" / "about {tool}";
    TITLE = "Messages" / "Messages";
    LEAD_OWN = "Ce que la maison vous a écrit, et ce qui reste à répondre." / "What the house wrote to you, and what is left to answer.";
    LEAD_ALL = "Ce que la maison a écrit à chacun à propos de ses outils : des questions sans reproche, des rappels, des avis."
        / "What the house wrote to people about their tools: questions without blame, reminders, notices.";
    NO_MAIL = "L’envoi par courriel n’est pas configuré ici : les messages se lisent sur ces pages. S’il l’est un jour, seuls partiront ceux qui attendent encore une suite et ont moins de {days} jours, avec les avis à la protection des données."
        / "Sending by mail is not set up here: messages are read on these pages. Once it is, only those that still wait for something and are less than {days} days old go out, with the notices to data protection.";
    WHICH = "Lesquels" / "Which";
    ALL = "Tous" / "All";
    YOURS = "Pour vous" / "For you";
    WAITING = "À envoyer" / "To be sent";
    SENT = "Envoyés" / "Sent";
    NOT_SENT = "Pas envoyés" / "Not sent";
    TO = "À {name}" / "To {name}";
    IS_WAITING = "à envoyer" / "to be sent";
    IS_HERE = "à lire ici" / "to be read here";
    IS_SENT = "envoyé le {date}" / "sent on {date}";
    IS_NOT_SENT = "pas envoyé" / "not sent";
    TO_ANSWER = "attend votre réponse" / "waits for your answer";
    ANSWERED = "répondu" / "answered";
    IS_DECIDED = "décidé entre-temps" / "decided meanwhile";
    NOTHING = "Ici, chaque message que la maison écrit à propos d’un outil en usage." / "Here stands each message the house writes about a tool in use.";
    NOTHING_HOW = "Demander à qui est un outil en écrit un ; une échéance qui approche aussi." / "Asking whose a tool is writes one; so does a day agreed that comes near.";
    TOOLS = "Voir les outils en usage" / "See the tools in use";
    NONE_HERE = "Aucun message ici." / "No message here.";
    WROTE = "Écrit le {date} à {name}" / "Written on {date} to {name}";
    WHY_NOT = "Pas envoyé : {why}." / "Not sent: {why}.";
    ANSWER = "Répondre" / "Answer";
    ANSWER_HOW = "Deux clics suffisent : oui, plus maintenant, ou pas nous." / "Two clicks are enough: yes, no longer, or not us.";
    TOO_LATE = "La décision sur cet outil est prise : une réponse n’y change plus rien." / "The decision about this tool is made: an answer changes nothing any more.";
    DONE = "Vous avez répondu : {answer}." / "You answered: {answer}.";
    DO_ANSWER = "Dire si cet outil est le vôtre" / "Say whether this tool is yours";
    SEE_TOOL = "Voir la page de l’outil" / "See the tool’s page";
    LINK = "Répondre sans s’identifier" / "Answer without signing in";
    LINK_OVER = "Le lien qui répond sans s’identifier ne sert plus : il valait {days} jours, jusqu’au {until}, ou jusqu’à la décision."
        / "The link that answers without signing in serves no more: it was good for {days} days, until {until}, or until the decision.";
    LINK_YOURS = "Ce lien répond en votre nom, sans mot de passe, jusqu’au {until} ({days} jours après la question) ou jusqu’à la décision. Gardez-le pour vous."
        / "This link answers in your name, without a password, until {until} ({days} days after the question) or until the decision. Keep it to yourself.";
    LINK_KEEPER = "Ce lien répond au nom de {name}, sans mot de passe, jusqu’au {until} ({days} jours après la question) ou jusqu’à la décision. Il n’est montré qu’à qui reçoit le message, et à vous qui gardez l’installation : pour le transmettre en main propre là où le courriel ne passe pas, jamais pour répondre à sa place."
        / "This link answers in the name of {name}, without a password, until {until} ({days} days after the question) or until the decision. It is shown only to whoever receives the message, and to you who keep the installation: to hand it over in person where mail does not get through, never to answer in their place.";
}

/// Which messages, which page of them.
#[derive(Default, Deserialize)]
pub struct Asked {
    show: Option<String>,
    page: Option<String>,
}

/// Whether somebody reads all messages, and not their own alone.
pub(crate) fn reads_all(session: &Session) -> bool {
    session.may(Right::Shape) || session.may(Right::Keep)
}

/// The messages somebody may read, newest first.
pub(crate) fn readable(session: &Session) -> impl Iterator<Item = (u64, &Message)> {
    let (all, own) = (reads_all(session), session.person());
    session.picture.messages().filter(move |(_, message)| all || Some(message.to) == own)
}

/// How many messages a page of the list shows.
const PAGE: usize = 50;

/// Which messages are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Show {
    All,
    Yours,
    Waiting,
    Sent,
    NotSent,
}

impl Show {
    const EACH: [(Show, &'static str, Words); 5] = [
        (Show::All, "all", ALL),
        (Show::Yours, "yours", YOURS),
        (Show::Waiting, "waiting", WAITING),
        (Show::Sent, "sent", SENT),
        (Show::NotSent, "failed", NOT_SENT),
    ];

    fn takes(self, session: &Session, message: &Message) -> bool {
        match self {
            Show::All => true,
            Show::Yours => Some(message.to) == session.person(),
            Show::Waiting => message.progress() == Progress::Waiting,
            Show::Sent => matches!(message.progress(), Progress::Sent(_)),
            Show::NotSent => matches!(message.progress(), Progress::NotSent(_)),
        }
    }
}

/// `GET /outbox`
pub async fn list(State(house): State<House>, session: Session, Query(asked): Query<Asked>) -> Answer {
    let show = Show::EACH.into_iter().find(|(_, word, _)| asked.show.as_deref() == Some(*word));
    let show = show.map_or(Show::All, |(show, ..)| show);
    let all: Vec<(u64, &Message)> = readable(&session).collect();
    let page = told::page_of(asked.page.as_deref());
    let content = session.read(|reader| render_list(reader, &house, &session, show, page, &all));
    let title = TITLE.in_lang(session.lang);
    Ok(leaf(&house, &session, &Leaf { title, format: Format::Wide, ..Leaf::default() }, content))
}

fn render_list(
    reader: &Reader,
    house: &House,
    session: &Session,
    show: Show,
    page: usize,
    all: &[(u64, &Message)],
) -> Markup {
    let count = |show: Show| all.iter().filter(|(_, message)| show.takes(session, message)).count();
    let address = |show: Show, page: usize| {
        let word = Show::EACH.iter().find(|(it, ..)| *it == show).map_or("all", |(_, word, _)| word);
        let query = [("show", word.to_owned()), ("page", page.to_string())];
        let query: Vec<_> = query.into_iter().filter(|(_, value)| value != "all" && value != "1").collect();
        match serde_urlencoded::to_string(query) {
            Ok(query) if !query.is_empty() => format!("/outbox?{query}"),
            _ => "/outbox".to_owned(),
        }
    };
    let yours = reads_all(session);
    let filters: Vec<Filter> = Show::EACH
        .into_iter()
        .map(|(it, _, words)| (it, words, count(it)))
        .filter(|(it, _, count)| {
            // Where no mail is set up nothing waits to be sent.
            let there = *count > 0 && (*it != Show::Waiting || house.config.mail);
            *it == Show::All || *it == show || (there && (*it != Show::Yours || yours))
        })
        .map(|(it, words, count)| Filter {
            words: reader.w(words).to_owned(),
            href: address(it, 1),
            count,
            here: it == show,
        })
        .collect();
    let kept: Vec<_> = all.iter().filter(|(_, message)| show.takes(session, message)).collect();
    let pages = kept.len().div_ceil(PAGE).max(1);
    let page = page.min(pages);
    let rows: Vec<Row> = kept
        .iter()
        .skip((page - 1) * PAGE)
        .take(PAGE)
        .map(|(number, message)| row(reader, house, session, *number, message))
        .collect();
    let standfirst = html! {
        p { (reader.w(if yours { LEAD_ALL } else { LEAD_OWN })) }
    };
    html! {
        (ui::page::opening(&html! {}, reader.w(TITLE), Some(&standfirst)))
        @if all.is_empty() {
            (ui::empty::empty(reader.w(NOTHING), reader.w(NOTHING_HOW), session.may(Right::Read).then(|| (reader.w(TOOLS), "/tools"))))
        } @else {
            @if !house.config.mail && yours { p.kindly { (reader.fill(NO_MAIL, &[("days", &DAYS_TO_SEND.to_string())])) } }
            (ui::listing::filters(reader, reader.w(WHICH), &filters))
            div #list data-live {
                @if rows.is_empty() { p { (reader.w(NONE_HERE)) } }
                (ui::listing::rows(&rows))
            }
            (ui::listing::pager(reader, page, pages, |page| address(show, page)))
        }
    }
}

fn row(reader: &Reader, house: &House, session: &Session, number: u64, message: &Message) -> Row {
    let picture = &session.picture;
    let mine = Some(message.to) == session.person();
    let name = picture.person_name(message.to);
    Row {
        href: format!("/outbox/{number}"),
        title: html! { (told::text(session, &message.subject)) },
        under: html! {
            @if !mine || reads_all(session) { span { (reader.fill(TO, &[("name", &name)])) } }
            span { (reader.say(&message.purpose.say())) ", " (reader.fill(ABOUT, &[("tool", reader.say(&session.name_of(&message.about)))])) }
            span { (reader.date(day(message.at))) }
        },
        aside: html! { (state(reader, house, session, number, message)) },
    }
}

/// Where a message stands, for whoever reads it: what its receiver has to do comes first.
fn state(reader: &Reader, house: &House, session: &Session, number: u64, message: &Message) -> Markup {
    let decided = session.picture.case(&message.about).is_some_and(|case| case.decided.is_some());
    if message.purpose == Purpose::Amnesty && Some(message.to) == session.person() {
        return match answer_to(session, number, message) {
            Some(Some(_)) => ui::badge::state(Verdict::Fine, reader.w(ANSWERED)),
            Some(None) if decided => html! { span.still { (reader.w(IS_DECIDED)) } },
            Some(None) => ui::badge::state(Verdict::Watch, reader.w(TO_ANSWER)),
            None => html! {},
        };
    }
    if answer_to(session, number, message).flatten().is_some() {
        return ui::badge::state(Verdict::Fine, reader.w(ANSWERED));
    }
    match message.progress() {
        Progress::Waiting => html! { span.still { (reader.w(if house.config.mail { IS_WAITING } else { IS_HERE })) } },
        Progress::Sent(at) => {
            let words = reader.fill(IS_SENT, &[("date", &reader.date(day(at)))]);
            ui::badge::state(Verdict::Fine, &words)
        }
        Progress::NotSent(_) => ui::badge::state(Verdict::Watch, reader.w(IS_NOT_SENT)),
    }
}

/// What the receiver of a question answered, if they did; nothing where the message asks none.
fn answer_to(session: &Session, number: u64, message: &Message) -> Option<Option<Say>> {
    let case = session.picture.case(&message.about)?;
    let asked = case.asked.iter().find(|asked| told::number_of(asked.message.key()) == Some(number))?;
    Some(asked.answered.as_ref().map(|(answer, ..)| answer.say()))
}

/// `GET /outbox/{number}`
pub async fn show(State(house): State<House>, session: Session, Path(number): Path<u64>) -> Answer {
    let readable = reads_all(&session);
    let message = session
        .picture
        .message(number)
        .filter(|message| readable || Some(message.to) == session.person())
        .ok_or_else(|| app::Problem::not_found(Say::new("ce message", "this message")))?;
    let content = session.read(|reader| render(reader, &house, &session, number, message));
    let title = told::text(&session, &message.subject).to_owned();
    Ok(leaf(&house, &session, &Leaf { title: &title, ..Leaf::default() }, content))
}

fn render(reader: &Reader, house: &House, session: &Session, number: u64, message: &Message) -> Markup {
    let picture = &session.picture;
    let mine = Some(message.to) == session.person();
    let reads = session.may(Right::Read);
    let name = picture.person_name(message.to);
    let kicker = html! {
        a href="/outbox" { (reader.w(TITLE)) }
        span { (reader.say(&message.purpose.say())) }
        (state(reader, house, session, number, message))
    };
    let about = message.about.kind() == Kind::Tool && reads;
    let written = reader.fill(WROTE, &[("date", &reader.date(day(message.at))), ("name", &name)]);
    let standfirst = html! { p.still { (written) } };
    let body = told::text(session, &message.body);
    html! {
        (ui::page::opening(&kicker, told::text(session, &message.subject), Some(&standfirst)))
        div.message-body { @for paragraph in body.split("\n\n") { p { (paragraph) } } }
        @if let Progress::NotSent(why) = message.progress() {
            p.kindly { (reader.fill(WHY_NOT, &[("why", reader.say(&why))])) }
        }
        @if mine && message.purpose == Purpose::Amnesty {
            (answer(reader, house, session, number, message))
        } @else if about {
            p.all { a href=(href(&message.about)) { (reader.w(SEE_TOOL)) } }
        }
        @if !mine && message.purpose == Purpose::Amnesty && keeps(session) && matches!(answer_to(session, number, message), Some(None)) {
            details.aside {
                summary { (reader.w(LINK)) }
                (link(reader, house, number, message, LINK_KEEPER, &name))
            }
        }
    }
}

fn keeps(session: &Session) -> bool {
    let person = session.person().and_then(|id| session.picture.person(id));
    person.is_some_and(|person| person.present && person.roles.contains(&Role::Keeper))
}

/// The way to answer, for whoever received the question.
fn answer(reader: &Reader, house: &House, session: &Session, number: u64, message: &Message) -> Markup {
    let said = answer_to(session, number, message);
    let content = match &said {
        Some(Some(answer)) => html! {
            p { (reader.fill(DONE, &[("answer", reader.say(answer))])) }
            @if session.may(Right::Read) { p.all { a href=(href(&message.about)) { (reader.w(SEE_TOOL)) } } }
        },
        _ => {
            // The tool's page where it opens to the reader; else the link, which opens to whoever has it.
            let way = match session.may(Right::Read) {
                true => Some(format!("{}#onward", href(&message.about))),
                false => serving(house, number),
            };
            let decided = session.picture.case(&message.about).is_some_and(|case| case.decided.is_some());
            html! {
                @if decided { p { (reader.w(TOO_LATE)) } } @else if let Some(way) = way {
                    p.kindly { (reader.w(ANSWER_HOW)) }
                    div.actions { a.main href=(way) { (reader.w(DO_ANSWER)) } }
                }
                @if !decided {
                    details.aside {
                        summary { (reader.w(LINK)) }
                        (link(reader, house, number, message, LINK_YOURS, ""))
                    }
                }
            }
        }
    };
    ui::page::section("answer", reader.w(ANSWER), content)
}

/// The address of a signed link, as long as it serves.
fn serving(house: &House, number: u64) -> Option<String> {
    let link = house.app.link(number);
    house.app.read_link(&link).is_ok().then(|| format!("/answer/{link}"))
}

/// The signed link, with what it lets one do.
fn link(reader: &Reader, house: &House, number: u64, message: &Message, why: Words, name: &str) -> Markup {
    let (until, days) = (app::link_until(message), app::LINK_DAYS.to_string());
    let words = [("name", name), ("days", &days), ("until", &reader.date(day(until)))];
    let Some(path) = serving(house, number) else { return html! { p.kindly { (reader.fill(LINK_OVER, &words)) } } };
    html! {
        p.kindly { (reader.fill(why, &words)) }
        p { a.signed-link href=(path) rel="nofollow" { (path) } }
    }
}
