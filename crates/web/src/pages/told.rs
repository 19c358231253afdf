//! What requests and decisions share on their pages: their history in words, their times, the forms they carry.

use agenda::decision::{self, Choice, How};
use agenda::role::Right;
use agenda::{business_case, promise, request, tool};
use app::{Kind, Problem};
use base::{CommandId, Lang, PersonId, Ref, Say, Side, Text, format};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use maud::{Markup, html};
use picture::{Event, Fact};

use crate::house::House;
use crate::pages::forms;
use crate::session::Session;
use crate::ui;
use crate::ui::form::Sealed;
use crate::ui::timeline::Entry;
use crate::ui::{Reader, Words};

mod changes;
mod objectives;
mod pilots;

crate::ui::words! {
    ASKED = "Demandée en une phrase" / "Asked for in one sentence";
    REWORDED = "Dite avec d’autres mots" / "Put in other words";
    UNDERSTOOD = "Confirmée : {about}" / "Confirmed: {about}";
    ANSWERED = "Réponse à « {question} »" / "Answer to “{question}”";
    ASSUMED = "Hypothèse : {number}, {value}" / "Assumption: {number}, {value}";
    WISHED = "Souhaitée pour le {date}" / "Wished for {date}";
    SENT = "Envoyée à la décision" / "Sent to a decision";
    DECIDED_YES = "Décidée : on le fait" / "Decided: it goes ahead";
    DECIDED_NO = "Répondue : pas maintenant" / "Answered: not now";
    AGAIN = "La décision est rouverte" / "The decision is open again";
    WITHDRAWN = "Retirée" / "Withdrawn";
    OPENED = "Ouverte, à décider avant le {date}" / "Opened, to be decided before {date}";
    SIGNED = "{side} signe : {choice}" / "{side} signs: {choice}";
    COMPROMISE = "Compromis proposé" / "Compromise put forward";
    MADE_TOGETHER = "Décidé ensemble : {choice}" / "Decided together: {choice}";
    MADE_PROVISIONAL = "Décidé à titre provisoire : {choice}" / "Decided provisionally: {choice}";
    MADE_ARBITRATED = "Arbitré : {choice}" / "Arbitrated: {choice}";
    CONFIRMED = "{side} confirme : la décision est ferme" / "{side} confirms: the decision stands";
    REOPENED = "{side} signe autrement : la décision est rouverte" / "{side} signs otherwise: the decision is open again";
    RESTATED = "{side} écrit ce qui compte pour l’autre côté" / "{side} writes what matters to the other side";
    RECOGNISED = "{side} s’y reconnaît" / "{side} recognises itself in it";
    CORRECTED = "{side} corrige ce qui a été compris" / "{side} puts right what was understood";
    ESCALATED = "Échéance passée sans accord : à la direction générale d’arbitrer, d’ici au {date}" / "Deadline passed without agreement: for the chief executive to arbitrate by {date}";
    NOTHING = "encore rien" / "nothing yet";
    AS_ASKED = "comme demandé" / "as asked for";
    WITH_CACHE = "avec un cache à {share}" / "with a cache at {share}";
    EXISTING = "avec « {element} », qui existe déjà" / "with “{element}”, which exists already";
    NOT_NOW = "pas maintenant" / "not now";
    REGULARISE = "le rendre officiel" / "make it official";
    REPLACE_BY = "le remplacer par « {system} », toléré jusqu’au {until}" / "replace it by “{system}”, tolerated until {until}";
    RETIRE = "y renoncer, toléré jusqu’au {until}" / "retire it, tolerated until {until}";
    TOLERATE = "le tolérer jusqu’au {until}" / "tolerate it until {until}";
    KEEP_PROMISE = "tenir la promesse partout, comme prévu" / "keep the promise everywhere, as planned";
    IN_WAVES = "en deux vagues, la seconde au plus tard le {until}" / "in two waves, the second by {until}";
    POSTPONE = "la reporter au {until}" / "put it off to {until}";
    WITHDRAW_PROMISE = "ne pas la faire" / "do not make it";
    PROMISE_REGISTERED = "Promesse inscrite" / "Promise registered";
    PROMISE_NEEDS = "Il faut : {need}" / "It needs: {need}";
    PROMISE_NEEDS_NOT = "Ce besoin est retiré : {field}" / "This need is taken back: {field}";
    PROMISE_STAMPED = "Avis ({role}) : {stamp}" / "Stamp ({role}): {stamp}";
    PROMISE_PUBLISHED = "Publiée, tous les avis rendus" / "Published, all stamps given";
    PROMISE_PUBLISHED_BLIND = "Publiée sans l’avis de : {missing}" / "Published without the stamp of: {missing}";
    PROMISE_KEPT = "Tenue" / "Kept";
    PROMISE_BROKEN = "Non tenue" / "Not kept";
    PROMISE_REMINDED = "Rappel : des avis manquent pour le {date}" / "Reminder: stamps are missing for {date}";
    EXTEND = "l’étendre à tous" / "give it to all";
    PIVOT = "changer de cap" / "change course";
    STOP = "l’arrêter" / "stop it";
    PROLONG = "le prolonger jusqu’au {until}" / "let it run on until {until}";
    AS_IT_IS = "rester ainsi" / "stay as it is";
    CHANGE_TO = "l’option {n} du reçu" / "option {n} of the receipt";
    TOOL_DECLARED = "Déclaré" / "Declared";
    TOOL_CONFIRMED = "Usage confirmé" / "Use confirmed";
    TOOL_DENIED = "Usage démenti" / "Use denied";
    TOOL_ASKED = "Question posée à {name}" / "{name} was asked";
    TOOL_ANSWERED = "Réponse : {answer}" / "Answer: {answer}";
    TOOL_NAMES = "Noms ouverts" / "Names opened";
    TOOL_DELETED = "Effacement des données prouvé" / "Deletion of the data proven";
    TOOL_ACTION = "La cause devient une action commune" / "The cause becomes a joint action";
    TOOL_OFFICIAL = "Demandé par la voie officielle" / "Asked for by the official way";
    TOOL_REMINDED = "Rappel de l’échéance du {date}" / "Reminder of the day agreed, {date}";
    CASE_OPENED = "Dossier ouvert" / "Case opened";
    CASE_CHAIN = "Chaîne du geste à l’argent écrite" / "Chain from click to money written";
    CASE_LINE = "Ligne {line} écrite : {amount}" / "Line {line} written: {amount}";
    CASE_STRUCK = "Ligne {line} rayée" / "Line {line} struck out";
    CASE_TERMS = "Taux {rate}, {years} ans" / "Rate {rate}, {years} years";
    CASE_OPTION = "Option proposée : {option}" / "Option put forward: {option}";
    CASE_ASKED = "Question sur la ligne {line}" / "Question about line {line}";
    CASE_ANSWERED = "Réponse sur la ligne {line}" / "Answer about line {line}";
    CASE_SEALED = "Page mise à la signature" / "Page put up for signature";
    CASE_SIGNED = "Signé : {pen}" / "Signed: {pen}";
    CASE_MEASURED = "Ligne {line} constatée : {amount}" / "Line {line} measured: {amount}";
    SETTLED = "Décidé : {choice}." / "Decided: {choice}.";
    FORGOTTEN = "(texte effacé)" / "(text erased)";
    SOMEONE = "quelqu’un" / "somebody";
    CANNOT = "Votre formulaire n’a pas été pris" / "Your form was not taken";
    TO_THE_FORM = "Aller au formulaire" / "Go to the form";
    ON_TOGETHER = "Décidé ensemble le {date}" / "Decided together on {date}";
    ON_ARBITRATED = "Arbitré le {date}" / "Arbitrated on {date}";
    ON_PROVISIONAL = "Décidé à titre provisoire le {date}" / "Decided provisionally on {date}";
    GOES_AHEAD = "On le fait, {choice}." / "It goes ahead, {choice}.";
    HELD_BACK = "Pas maintenant." / "Not now.";
}

/// What forms on a page are sealed with: each gets an id of its own, so that each is carried out once.
pub(super) struct Seals<'a> {
    csrf: String,
    mint: Box<dyn Fn() -> CommandId + 'a>,
}

impl<'a> Seals<'a> {
    pub(super) fn of(house: &'a House, session: &'a Session) -> Seals<'a> {
        Seals { csrf: session.csrf(), mint: Box::new(move || session.command(&house.app)) }
    }

    /// A form that posts to `action`.
    pub(super) fn form(&self, action: &str, content: Markup) -> Markup {
        ui::form::form(&self.next(), action, content)
    }

    pub(super) fn next(&self) -> Sealed<'_> {
        Sealed { csrf: &self.csrf, command: (self.mint)() }
    }
}

/// A form that was not taken: which one, what was typed, and why not.
#[derive(Clone, Debug)]
pub(super) struct Back {
    /// The form.
    pub(super) form: &'static str,
    /// What was typed, by field.
    pub(super) typed: Vec<(&'static str, String)>,
    /// Why.
    pub(super) problem: Problem,
}

impl Back {
    /// Keeps what was typed where the person can mend it; anything else stays a problem of its own.
    pub(super) fn from(
        problem: Problem,
        form: &'static str,
        typed: Vec<(&'static str, String)>,
    ) -> Result<Back, Problem> {
        match problem.kind {
            Kind::Invalid | Kind::Refused | Kind::Unavailable | Kind::Conflict => Ok(Back { form, typed, problem }),
            _ => Err(problem),
        }
    }

    /// What was typed in a field of a form.
    pub(super) fn typed<'a>(back: Option<&'a Back>, form: &str, field: &str) -> Option<&'a str> {
        let back = back.filter(|back| back.form == form)?;
        back.typed.iter().find(|(name, _)| *name == field).map(|(_, value)| value.as_str())
    }

    /// What stands in the way and the way out, for the form it belongs to.
    pub(super) fn fault(back: Option<&Back>, form: &str, lang: Lang) -> Option<String> {
        let problem = &back.filter(|back| back.form == form)?.problem;
        Some(words_of(problem, lang))
    }
}

/// A problem as one line under a field.
fn words_of(problem: &Problem, lang: Lang) -> String {
    let (what, way) = (capital(problem.message.in_lang(lang)), capital(problem.hint.in_lang(lang)));
    match way.is_empty() {
        true => format!("{what}."),
        false => format!("{what}. {way}."),
    }
}

/// A problem of a form that has no field to stand under.
pub(super) fn fault(reader: &Reader, back: Option<&Back>, form: &str) -> Markup {
    html! {
        @if let Some(fault) = Back::fault(back, form, reader.lang) {
            p.error role="alert" { span.shape aria-hidden="true" { "▲" } span.sr { (reader.w(CANNOT)) " " } (fault) }
        }
    }
}

/// A form that was not taken, said at the head of the page: in focus, with the way to the form.
pub(super) fn banner(reader: &Reader, back: Option<&Back>) -> Markup {
    let Some(back) = back else { return html! {} };
    let sentence = |say: &Say| reader.say(&full(say)).to_owned();
    let way_out = sentence(&back.problem.hint);
    let place = forms::place(back.form);
    ui::problem::refused(reader, &sentence(&back.problem.message), &way_out, true, (reader.w(TO_THE_FORM), place))
}

/// The number in an address.
pub(super) fn number_of(words: &str) -> Option<u64> {
    words.parse().ok()
}

/// A whole number of an address's query, where it is one.
pub(super) fn page_of(words: Option<&str>) -> usize {
    words.and_then(|words| words.parse().ok()).unwrap_or(1).max(1)
}

/// An instant in the house's time.
pub(super) fn local(at: Timestamp) -> DateTime {
    base::local(at)
}

/// The day of an instant in the house's time.
pub(super) fn day(at: Timestamp) -> Date {
    local(at).date()
}

pub(super) use crate::ui::capital;

/// Words as they stand inside a sentence: the first letter small, save in an acronym.
pub(crate) fn inside(words: &str) -> String {
    let mut chars = words.chars();
    match (chars.next(), chars.next()) {
        (Some(first), second) if !second.is_some_and(char::is_uppercase) => {
            first.to_lowercase().chain(words.chars().skip(1)).collect()
        }
        _ => words.to_owned(),
    }
}

/// A sentence of the core's, set as one: a capital and a full stop.
pub(super) fn full(say: &Say) -> Say {
    Say::each(|lang| format!("{}.", capital(say.in_lang(lang))))
}

/// Words that were typed; says so when they were erased.
pub(super) fn text<'a>(session: &'a Session, text: &Text) -> &'a str {
    session.picture.text(text).unwrap_or_else(|| FORGOTTEN.in_lang(session.lang))
}

/// A person's name, or "somebody".
pub(super) fn who(session: &Session, id: Option<PersonId>) -> String {
    id.map_or_else(|| SOMEONE.in_lang(session.lang).to_owned(), |id| session.picture.person_name(id))
}

/// The side a person stands on.
pub(super) fn side_of(session: &Session, id: Option<PersonId>) -> Option<Side> {
    Some(session.picture.person(id?)?.side)
}

/// Writes fixed words with holes in both languages.
pub(super) fn say(words: Words, holes: &[(&str, &Say)]) -> Say {
    Say::each(|lang| {
        let filled: Vec<(&str, &str)> = holes.iter().map(|(name, say)| (*name, say.in_lang(lang))).collect();
        words.fill(lang, &filled)
    })
}

/// A choice in words, as it stands inside a sentence.
pub(super) fn choice_say(session: &Session, choice: &Choice) -> Say {
    match choice {
        Choice::AsAsked => say(AS_ASKED, &[]),
        Choice::WithCache { percent } => {
            let share = Say::each(|lang| format::percent(lang, f64::from(*percent) / 100.0, 0));
            say(WITH_CACHE, &[("share", &share)])
        }
        Choice::UseExisting { element } => say(EXISTING, &[("element", &session.name_of(element))]),
        Choice::NotNow => say(NOT_NOW, &[]),
        Choice::Regularise => say(REGULARISE, &[]),
        Choice::ReplaceBy { system, until } => {
            say(REPLACE_BY, &[("system", &session.name_of(system)), ("until", &date_say(*until))])
        }
        Choice::Retire { until } => say(RETIRE, &[("until", &date_say(*until))]),
        Choice::Tolerate { until } => say(TOLERATE, &[("until", &date_say(*until))]),
        Choice::KeepPromise => say(KEEP_PROMISE, &[]),
        Choice::InWaves { until } => say(IN_WAVES, &[("until", &date_say(*until))]),
        Choice::Postpone { until } => say(POSTPONE, &[("until", &date_say(*until))]),
        Choice::WithdrawPromise => say(WITHDRAW_PROMISE, &[]),
        Choice::Extend => say(EXTEND, &[]),
        Choice::Pivot => say(PIVOT, &[]),
        Choice::Stop => say(STOP, &[]),
        Choice::Prolong { until } => say(PROLONG, &[("until", &date_say(*until))]),
        Choice::StayAsIs => say(AS_IT_IS, &[]),
        Choice::ChangeTo { option } => say(CHANGE_TO, &[("n", &Say::same(option.to_string()))]),
    }
}

/// What was decided, as the sentence to remember.
pub(super) fn made_say(session: &Session, choice: &Choice) -> Say {
    match choice {
        Choice::NotNow => say(HELD_BACK, &[]),
        Choice::Regularise
        | Choice::ReplaceBy { .. }
        | Choice::Retire { .. }
        | Choice::Tolerate { .. }
        | Choice::KeepPromise
        | Choice::InWaves { .. }
        | Choice::Postpone { .. }
        | Choice::WithdrawPromise
        | Choice::Extend
        | Choice::Pivot
        | Choice::Stop
        | Choice::Prolong { .. }
        | Choice::StayAsIs
        | Choice::ChangeTo { .. } => say(SETTLED, &[("choice", &choice_say(session, choice))]),
        choice => say(GOES_AHEAD, &[("choice", &choice_say(session, choice))]),
    }
}

/// What was chosen and how it fell, as a history tells it.
pub(crate) fn fell_say(session: &Session, choice: &Choice, how: How) -> Say {
    let words = match how {
        How::Together => MADE_TOGETHER,
        How::Provisional => MADE_PROVISIONAL,
        How::Arbitrated => MADE_ARBITRATED,
    };
    say(words, &[("choice", &choice_say(session, choice))])
}

/// How and when it was decided.
pub(super) fn made_on(reader: &Reader, how: How, on: Date) -> String {
    let words = match how {
        How::Together => ON_TOGETHER,
        How::Arbitrated => ON_ARBITRATED,
        How::Provisional => ON_PROVISIONAL,
    };
    reader.fill(words, &[("date", &reader.date(on))])
}

/// What a confirmed reading says, in words: the screen, the data, the kind of change.
pub(super) fn about_say(session: &Session, about: &request::About) -> Say {
    let kind = about.archetype.as_deref().and_then(landscape::archetype::Archetype::of);
    let parts: Vec<Say> = [&about.element, &about.data]
        .into_iter()
        .flatten()
        .map(|id: &Ref| session.name_of(id))
        .chain(kind.map(|kind| Say::new(kind.label.0, kind.label.1)))
        .collect();
    match parts.is_empty() {
        true => say(NOTHING, &[]),
        false => Say::each(|lang| parts.iter().map(|part| part.in_lang(lang)).collect::<Vec<_>>().join(" · ")),
    }
}

/// A date as people say it, in both languages.
pub(super) fn date_say(date: Date) -> Say {
    Say::each(|lang| format::date_short(lang, date))
}

/// The history of one life, newest first, as people read it.
pub(super) fn history(session: &Session, facts: &[Fact]) -> Vec<Entry> {
    facts.iter().rev().filter_map(|fact| entry(session, fact)).collect()
}

fn entry(session: &Session, fact: &Fact) -> Option<Entry> {
    let (what, more, href) = match &fact.event {
        Event::Request(_, event) => request_event(session, event),
        Event::Decision(_, event) => decision_event(session, event),
        Event::Tool(_, event) => tool_event(session, event),
        Event::BusinessCase(_, event) => case_event(session, event),
        Event::Promise(id, event) => promise_event(session, id, event),
        Event::Pilot(_, event) => pilots::pilot_event(session, event),
        Event::Practice(_, event) => pilots::practice_event(session, event),
        Event::Change(_, event) => changes::change_event(session, event),
        Event::Objective(number, event) => objectives::objective_event(session, *number, event),
        _ => return None,
    };
    let words = more.map(|more| text(session, &more).to_owned());
    Some(Entry {
        at: local(fact.at),
        who: fact.actor.map(|id| session.picture.person_name(id)),
        side: side_of(session, fact.actor),
        what,
        more: words.map(|words| html! { (words) }),
        href,
    })
}

fn request_event(session: &Session, event: &request::Event) -> (Say, Option<Text>, Option<String>) {
    use request::Event::*;
    match event {
        Asked { sentence, .. } => (say(ASKED, &[]), Some(sentence.clone()), None),
        Reworded { sentence } => (say(REWORDED, &[]), Some(sentence.clone()), None),
        Understood { about } => (say(UNDERSTOOD, &[("about", &about_say(session, about))]), None, None),
        Answered { question, answer } => (say(ANSWERED, &[("question", &question.ask())]), Some(answer.clone()), None),
        Assumed { number, value } => {
            let unit = unit_of(*number);
            let value = Say::each(|lang| format::quantity(lang, *value, unit));
            (say(ASSUMED, &[("number", &number.say()), ("value", &value)]), None, None)
        }
        DateWished { date, despite } => (say(WISHED, &[("date", &date_say(*date))]), despite.clone(), None),
        SentToDecision { decision } => (say(SENT, &[]), None, Some(crate::session::href(decision))),
        Decided { goes_ahead, decision } => {
            let words = if *goes_ahead { DECIDED_YES } else { DECIDED_NO };
            (say(words, &[]), None, Some(crate::session::href(decision)))
        }
        Reopened { decision } => (say(AGAIN, &[]), None, Some(crate::session::href(decision))),
        Withdrawn { why } => (say(WITHDRAWN, &[]), Some(why.clone()), None),
    }
}

fn case_event(session: &Session, event: &business_case::Event) -> (Say, Option<Text>, Option<String>) {
    use business_case::Event::*;
    let number = |line: &u32| Say::same(line.to_string());
    match event {
        Opened { .. } => (say(CASE_OPENED, &[]), None, None),
        ChainDrawn { .. } => (say(CASE_CHAIN, &[]), None, None),
        LineWritten { line, matter, .. } => {
            let amount = Say::each(|lang| format::with_unit(lang, matter.yearly().likely.round(), base::Unit::Eur));
            let words = say(CASE_LINE, &[("line", &number(line)), ("amount", &amount)]);
            (words, Some(matter.name().clone()), None)
        }
        LineStruck { line } => (say(CASE_STRUCK, &[("line", &number(line))]), None, None),
        TermsSet { terms } => {
            let rate = Say::each(|lang| format::percent(lang, terms.rate, 2));
            (say(CASE_TERMS, &[("rate", &rate), ("years", &Say::same(terms.years.to_string()))]), None, None)
        }
        Recommended { option } => (say(CASE_OPTION, &[("option", &choice_say(session, option))]), None, None),
        Questioned { line, words } => (say(CASE_ASKED, &[("line", &number(line))]), Some(words.clone()), None),
        Answered { line, words } => (say(CASE_ANSWERED, &[("line", &number(line))]), Some(words.clone()), None),
        Sealed { .. } => (say(CASE_SEALED, &[]), None, None),
        Signed { pen, remark, .. } => (say(CASE_SIGNED, &[("pen", &pen.say())]), remark.clone(), None),
        Measured { line, how, eur, .. } => {
            let amount = Say::each(|lang| format::quantity(lang, *eur, base::Unit::Eur));
            let words = say(CASE_MEASURED, &[("line", &number(line)), ("amount", &amount)]);
            (words, Some(how.clone()), None)
        }
    }
}

fn tool_event(session: &Session, event: &tool::Event) -> (Say, Option<Text>, Option<String>) {
    use tool::Event::*;
    let name = |id: &PersonId| Say::same(session.picture.person_name(*id));
    let to = |id: &Ref| Some(crate::session::href(id));
    match event {
        Declared { name, .. } => (say(TOOL_DECLARED, &[]), Some(name.clone()), None),
        Reviewed { in_use: true, why } => (say(TOOL_CONFIRMED, &[]), why.clone(), None),
        Reviewed { in_use: false, why } => (say(TOOL_DENIED, &[]), why.clone(), None),
        Asked { person, message, .. } => (say(TOOL_ASKED, &[("name", &name(person))]), None, to(message)),
        Answered { answer, words, .. } => (say(TOOL_ANSWERED, &[("answer", &answer.say())]), words.clone(), None),
        // A reason may name somebody: it is for those who may open names.
        NamesOpened { reason, .. } => {
            (say(TOOL_NAMES, &[]), Some(reason.clone()).filter(|_| session.may(Right::OpenNames)), None)
        }
        SentToDecision { decision } => (say(SENT, &[]), None, to(decision)),
        Decided { decision, choice } => (say(SETTLED, &[("choice", &choice_say(session, choice))]), None, to(decision)),
        Reopened { decision } => (say(AGAIN, &[]), None, to(decision)),
        DeletionProven { proof } => (say(TOOL_DELETED, &[]), Some(proof.clone()), None),
        CauseTurned { action } => (say(TOOL_ACTION, &[]), None, to(action)),
        OfficialWay { request } => (say(TOOL_OFFICIAL, &[]), None, to(request)),
        Reminded { ends, .. } => (say(TOOL_REMINDED, &[("date", &date_say(*ends))]), None, None),
    }
}

fn promise_event(session: &Session, id: &Ref, event: &promise::Event) -> (Say, Option<Text>, Option<String>) {
    use promise::Event::*;
    let to = |id: &Ref| Some(crate::session::href(id));
    let kind = session.picture.promise(id).and_then(|it| it.concerns.as_ref()).map(|(kind, _)| *kind);
    match event {
        Registered { words, .. } => (say(PROMISE_REGISTERED, &[]), Some(words.clone()), None),
        Required { kind, need, .. } => {
            let need = crate::api::v1::promises::need_say(Some(*kind), need);
            (say(PROMISE_NEEDS, &[("need", &need)]), None, None)
        }
        Unrequired { field } => {
            let label = kind.and_then(|kind| landscape::field::Field::of(kind, field));
            let label = label.map_or_else(|| Say::same(&**field), landscape::field::Field::label);
            (say(PROMISE_NEEDS_NOT, &[("field", &label)]), None, None)
        }
        Stamped { role, stamp, words, .. } => {
            let stamp = Say::each(|lang| inside(stamp.say().in_lang(lang)));
            (say(PROMISE_STAMPED, &[("role", &role.say()), ("stamp", &stamp)]), words.clone(), None)
        }
        Published { missing, despite, .. } if missing.is_empty() => {
            (say(PROMISE_PUBLISHED, &[]), despite.clone(), None)
        }
        Published { missing, despite, .. } => {
            let missing = Say::each(|lang| {
                let roles: Vec<String> = missing.iter().map(|role| role.say().in_lang(lang).to_owned()).collect();
                roles.join(", ")
            });
            (say(PROMISE_PUBLISHED_BLIND, &[("missing", &missing)]), despite.clone(), None)
        }
        SentToDecision { decision } => (say(SENT, &[]), None, to(decision)),
        Decided { decision, choice } => (say(SETTLED, &[("choice", &choice_say(session, choice))]), None, to(decision)),
        Reopened { decision } => (say(AGAIN, &[]), None, to(decision)),
        Kept { words } => (say(PROMISE_KEPT, &[]), words.clone(), None),
        Broken { words } => (say(PROMISE_BROKEN, &[]), Some(words.clone()), None),
        Withdrawn { why } => (say(WITHDRAWN, &[]), Some(why.clone()), None),
        Reminded { on, .. } => (say(PROMISE_REMINDED, &[("date", &date_say(*on))]), None, None),
    }
}

fn decision_event(session: &Session, event: &decision::Event) -> (Say, Option<Text>, Option<String>) {
    use decision::Event::*;
    match event {
        Opened { deadline, .. } => (say(OPENED, &[("date", &date_say(*deadline))]), None, None),
        Signed { side, choice, remark, .. } => {
            let choice = choice_say(session, choice);
            (say(SIGNED, &[("side", &side.say()), ("choice", &choice)]), remark.clone(), None)
        }
        Compromised { terms } => (say(COMPROMISE, &[]), Some(terms.clone()), None),
        Made { choice, how } => (fell_say(session, choice, *how), None, None),
        Confirmed { side } => (say(CONFIRMED, &[("side", &side.say())]), None, None),
        Reopened { side } => (say(REOPENED, &[("side", &side.say())]), None, None),
        Restated { by, words } => (say(RESTATED, &[("side", &by.say())]), Some(words.clone()), None),
        RestatementConfirmed { side } => (say(RECOGNISED, &[("side", &side.say())]), None, None),
        RestatementCorrected { side, words } => (say(CORRECTED, &[("side", &side.say())]), Some(words.clone()), None),
        Escalated { until } => (say(ESCALATED, &[("date", &date_say(*until))]), None, None),
    }
}

/// What a number people may replace counts.
pub(super) fn unit_of(number: request::Assumed) -> base::Unit {
    match number {
        request::Assumed::CallsPerView | request::Assumed::CallsAtOnce => base::Unit::CallsPerView,
        request::Assumed::AgainEveryS | request::Assumed::DwellS => base::Unit::Seconds,
        request::Assumed::FrontMs => base::Unit::Milliseconds,
        request::Assumed::Views => base::Unit::ViewsPerSecond,
        request::Assumed::CacheShare => base::Unit::Share,
    }
}

/// The badge of a lane.
pub(super) fn lane(lane: agenda::lane::Lane) -> ui::badge::Lane {
    match lane {
        agenda::lane::Lane::Express => ui::badge::Lane::Express,
        agenda::lane::Lane::Standard => ui::badge::Lane::Standard,
        agenda::lane::Lane::Major => ui::badge::Lane::Major,
    }
}

/// The HTTP status a form that was not taken is answered with.
pub(super) fn status(problem: &Problem) -> axum::http::StatusCode {
    axum::http::StatusCode::from_u16(problem.kind.status()).unwrap_or(axum::http::StatusCode::UNPROCESSABLE_ENTITY)
}
