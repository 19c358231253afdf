//! What is promised, can it be kept, who says so, and what do we do about it? `/promises/{key}`

mod onward;

use agenda::decision::{Choice, Facts};
use agenda::promise::{Bound, CONSULTED, Ended, Stamp, Stamped};
use agenda::role::{Right, Role};
use app::{Order, Problem, Receipt};
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use base::{Figure, Measure, Quantity, Say, format};
use jiff::civil::Date;
use landscape::catalog::STALE_DAYS;
use landscape::field::{Field, plural};
use landscape::impact::Verdict;
use maud::{Markup, html};
use picture::promise::{Promised, Reckoning};
use serde::Deserialize;

use crate::answer::{Answer, see};
use crate::api::v1::promises::{kind_of, need_say, reference, threshold_of};
use crate::house::House;
use crate::pages::leaf::{Leaf, leaf};
use crate::pages::promises::{minus, state};
use crate::pages::told::{self, Back, Seals, day};
use crate::posted::Posted;
use crate::session::{Session, href};
use crate::ui;
use crate::ui::evidence::source_words;
use crate::ui::figure::Shared;
use crate::ui::headline::{Headline, headline};
use crate::ui::page::{Format, Room};
use crate::ui::spread::{Spread, entry, spread};
use crate::ui::threshold::Dot;
use crate::ui::{Reader, Words};

ui::words! {
    KICKER = "Promesse" / "Promise";
    IN_DAYS = "Promis dans {days} jours" / "Promised in {days} days";
    IN_ONE = "Promis pour demain" / "Promised for tomorrow";
    TODAY = "Promis pour aujourd’hui" / "Promised for today";
    PAST = "Promis pour le {date}, passé" / "Promised for {date}, now past";
    NO_DAY = "Promis, sans jour lisible" / "Promised, without a day that can be read";
    LACK = "{when} : {below} {things} sur {concerned} n’ont pas ce qu’il faut." / "{when}: {below} of {concerned} {things} have not what it takes.";
    LACK_ONE = "{when} : sur {concerned} {things}, {below} n’a pas ce qu’il faut." / "{when}: of {concerned} {things}, {below} has not what it takes.";
    ALL_READY = "{when} : {ready} {things} sur {concerned} ont ce qu’il faut." / "{when}: {ready} of {concerned} {things} have what it takes.";
    UNSAID = "{when}, et personne n’a dit ce qu’il faut pour tenir." / "{when}, and nobody has said what it takes to keep it.";
    SETTLED = "{ready} au lancement, {below} en deuxième vague, au plus tard le {until}." / "{ready} at launch, {below} in a second wave, by {until}.";
    SAID = "Ce qui est dit au client" / "What is said to the customer";
    WHEN = "Quand" / "When";
    FROM_TO = "du {from} au {to}" / "from {from} to {to}";
    FROM = "à partir du {from}" / "from {from}";
    PUT_OFF = "C’était le {date} ; une décision l’a reporté." / "It was {date}; a decision put it off.";
    WHERE = "Où" / "Where";
    WHERE_HOLDS = "Où cela vaut" / "Where it holds";
    WHO_SAID = "D’où nous le savons" / "How we know";
    REGISTERED = "Inscrite par {name}, le {date}." / "Registered by {name}, {date}.";
    BUDGET = "Budget" / "Budget";
    PUBLISHED = "Publication" / "Publication";
    PUBLISHED_BY = "Publiée le {date}, signée par {name}." / "Published on {date}, signed by {name}.";
    PUBLISHED_BLIND = "Sans l’avis de : {missing}." / "Without the stamp of: {missing}.";
    NOT_PUBLISHED = "Pas encore publiée. Rien ne l’empêche : ce qui part sans avis reste visible et signé." / "Not published yet. Nothing stands in its way: what goes out without a stamp stays visible and signed.";
    NEEDS = "Ce qu’il faut" / "What it takes";
    NEEDS_NONE = "Personne ne l’a encore dit." / "Nobody has said yet.";
    EVERYWHERE = "{things}, partout" / "{things}, everywhere";
    IN_AREA = "{things}, {area}" / "{things}, {area}";
    STATED_BY = "Dit par {name}, le {date}." / "Stated by {name}, {date}.";
    STAMPS = "Avis obligatoires" / "Stamps that are due";
    NOT_HEARD = "pas encore entendu" / "not heard yet";
    BY = "{name}, le {date}" / "{name}, {date}";
    MOVED = "les faits ont bougé depuis" / "the facts have moved since";
    AGES = "Âge des faits" / "Age of the facts";
    OLDEST = "Le plus ancien est du {date}, {age}." / "The oldest is of {date}, {age}.";
    OLD_ONE = "Un fait a plus de six mois." / "One fact is more than six months old.";
    OLD = "{n} faits ont plus de six mois." / "{n} facts are more than six months old.";
    UNDATED_ONE = "Un fait n’a pas de date." / "One fact has no date.";
    UNDATED = "{n} faits n’ont pas de date." / "{n} facts have no date.";
    UNKNOWN = "Ce que personne ne sait" / "What nobody knows";
    AND_MORE = "et {n} de plus" / "and {n} more";
    CHART = "Chaque point est un de ceux qui sont concernés : ✓ a ce qu’il faut, ▲ ne l’a pas" / "Each dot is one of those concerned: ✓ has what it takes, ▲ has not";
    STAND = "Où ils en sont" / "Where they stand";
    OUTCOME_KEPT = "La promesse est tenue." / "The promise was kept.";
    OUTCOME_BROKEN = "La promesse n’est pas tenue." / "The promise was not kept.";
    OUTCOME_WITHDRAWN = "La promesse est retirée." / "The promise is withdrawn.";
    TERMS = "Compromis enregistré : {terms}" / "Compromise on record: {terms}";
    HISTORY = "Ce qui s’est passé" / "What happened";
    DONE_NEEDS = "C’est dit ; les avis rendus avant ne valent plus." / "It is said; stamps given before count no more.";
    DONE_STAMPED = "Votre avis est enregistré, avec la page que vous avez lue." / "Your stamp is recorded, with the page you read.";
    DONE_PUBLISHED = "C’est publié et signé." / "It is published and signed.";
    DONE_OUTCOME = "C’est dit. Merci." / "It is said. Thank you.";
    DONE_WITHDRAWN = "La promesse est retirée, avec sa raison." / "The promise is withdrawn, with its reason.";
    NO_DATE = "le jour n’est pas donné" / "the day is not given";
    NO_DATE_WAY = "choisissez un jour" / "choose a day";
}

/// How many of those nobody knows are named.
const NAMED_MOST: usize = 12;

/// What was just done.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    done: Option<String>,
}

/// `GET /promises/{key}`
pub async fn show(
    State(house): State<House>,
    session: Session,
    Path(key): Path<String>,
    Query(asked): Query<Asked>,
) -> Answer {
    page(&house, &session, &key, asked.done.as_deref(), None).await
}

/// What it takes: `what` is a kind and a field, `store.stock_accuracy`.
#[derive(Deserialize)]
pub struct Needs {
    #[serde(default)]
    what: String,
    #[serde(default)]
    bound: String,
    #[serde(default)]
    threshold: String,
    #[serde(default)]
    area: String,
}

/// `POST /promises/{key}/needs`
pub async fn require(State(house): State<House>, Path(key): Path<String>, posted: Posted<Needs>) -> Answer {
    let Needs { what, bound, threshold, area } = &posted.fields;
    let (kind, field) = what.split_once('.').unwrap_or((what, ""));
    let order = reference(&key).and_then(|promise| {
        let kind = kind_of(kind)?;
        Ok(Order::RequirePromise {
            promise,
            kind,
            area: Some(area.clone()).filter(|area| !area.is_empty()),
            field: field.to_owned(),
            bound: Bound::of(bound).unwrap_or(Bound::AtLeast),
            threshold: threshold_of(kind, field, threshold)?,
        })
    });
    let typed = vec![("what", what.clone()), ("threshold", threshold.clone()), ("area", area.clone())];
    let result = as_read(&posted, &key, order).await;
    after(&house, posted, &key, ("needs", typed), "needs", result).await
}

/// A need to take back.
#[derive(Deserialize)]
pub struct NoNeed {
    #[serde(default)]
    field: String,
}

/// `POST /promises/{key}/needs/end`
pub async fn unrequire(State(house): State<House>, Path(key): Path<String>, posted: Posted<NoNeed>) -> Answer {
    let field = posted.fields.field.clone();
    let order = reference(&key).map(|promise| Order::UnrequirePromise { promise, field });
    let result = as_read(&posted, &key, order).await;
    after(&house, posted, &key, ("needs", Vec::new()), "needs", result).await
}

/// A stamp.
#[derive(Deserialize)]
pub struct Stamping {
    #[serde(default)]
    role: String,
    #[serde(default)]
    stamp: String,
    #[serde(default)]
    words: String,
    #[serde(default)]
    hash: String,
}

/// `POST /promises/{key}/stamps`
pub async fn stamp(State(house): State<House>, Path(key): Path<String>, posted: Posted<Stamping>) -> Answer {
    let Stamping { role, stamp, words, hash } = &posted.fields;
    let order = reference(&key).and_then(|promise| {
        let role = CONSULTED
            .into_iter()
            .find(|known| known.word() == role)
            .ok_or_else(|| Problem::not_found(Say::same(&**role)))?;
        let stamp = Stamp::of(stamp).ok_or_else(|| Problem::not_found(Say::same(&**stamp)))?;
        let words = Some(words.clone()).filter(|words| !words.trim().is_empty());
        Ok(Order::StampPromise { promise, role, stamp, words, hash: hash.clone() })
    });
    let result = carry_out(&posted, order).await;
    let typed = vec![("stamp", stamp.clone()), ("words", words.clone())];
    after(&house, posted, &key, ("stamp", typed), "stamped", result).await
}

/// A publication.
#[derive(Deserialize)]
pub struct Publishing {
    #[serde(default)]
    despite: String,
    #[serde(default)]
    hash: String,
}

/// `POST /promises/{key}/publication`
pub async fn publish(State(house): State<House>, Path(key): Path<String>, posted: Posted<Publishing>) -> Answer {
    let Publishing { despite, hash } = &posted.fields;
    let despite = Some(despite.clone()).filter(|words| !words.trim().is_empty());
    let order = reference(&key).map(|promise| Order::PublishPromise { promise, despite, hash: hash.clone() });
    let result = carry_out(&posted, order).await;
    after(&house, posted, &key, ("publish", Vec::new()), "published", result).await
}

/// By when all would have what it takes.
#[derive(Deserialize)]
pub struct Sending {
    #[serde(default)]
    ready_by: String,
}

/// `POST /promises/{key}/decision`
pub async fn send(State(house): State<House>, Path(key): Path<String>, posted: Posted<Sending>) -> Answer {
    let ready_by = posted.fields.ready_by.clone();
    let order = reference(&key).and_then(|promise| {
        let say = |words: Words| Say::new(words.fr, words.en);
        let ready_by = ready_by.parse().map_err(|_| Problem::invalid(say(NO_DATE), say(NO_DATE_WAY)))?;
        Ok(Order::SendPromise { promise, ready_by })
    });
    let result = carry_out(&posted, order).await;
    match &result {
        Ok(Receipt { about: Some(decision), .. }) => Ok(see(&format!("{}?done=opened", href(decision)))),
        _ => after(&house, posted, &key, ("send", vec![("ready_by", ready_by)]), "sent", result).await,
    }
}

/// What came out.
#[derive(Deserialize)]
pub struct Outcome {
    #[serde(default)]
    kept: String,
    #[serde(default)]
    words: String,
}

/// `POST /promises/{key}/outcome`
pub async fn conclude(State(house): State<House>, Path(key): Path<String>, posted: Posted<Outcome>) -> Answer {
    let Outcome { kept, words } = &posted.fields;
    let order = reference(&key).map(|promise| match kept == "yes" {
        true => Order::KeepPromise { promise, words: Some(words.clone()).filter(|words| !words.trim().is_empty()) },
        false => Order::BreakPromise { promise, words: words.clone() },
    });
    let typed = vec![("words", words.clone())];
    let result = carry_out(&posted, order).await;
    after(&house, posted, &key, ("outcome", typed), "outcome", result).await
}

/// A reason.
#[derive(Deserialize)]
pub struct Withdrawing {
    #[serde(default)]
    why: String,
}

/// `POST /promises/{key}/withdrawal`
pub async fn withdraw(State(house): State<House>, Path(key): Path<String>, posted: Posted<Withdrawing>) -> Answer {
    let why = posted.fields.why.clone();
    let order = reference(&key).map(|promise| Order::WithdrawPromise { promise, why });
    let result = carry_out(&posted, order).await;
    after(&house, posted, &key, ("withdraw", Vec::new()), "withdrawn", result).await
}

async fn carry_out<T>(posted: &Posted<T>, order: Result<Order, Problem>) -> Result<Receipt, Problem> {
    posted.carry_out(order?).await
}

/// Carries out an order that puts something in the place of what the form was drawn on.
async fn as_read<T>(posted: &Posted<T>, key: &str, order: Result<Order, Problem>) -> Result<Receipt, Problem> {
    posted.carry_out_as_read(reference(key)?, order?).await
}

/// Goes back to the page after a form was taken, or shows it again after it was not.
async fn after<T>(
    house: &House,
    posted: Posted<T>,
    key: &str,
    form: (&'static str, Vec<(&'static str, String)>),
    done: &str,
    result: Result<Receipt, Problem>,
) -> Answer {
    match result {
        Ok(_) => Ok(see(&format!("/promises/{key}?done={done}"))),
        Err(problem) => {
            let back = Back::from(problem, form.0, form.1)?;
            let mut session = posted.session;
            session.picture = house.app.picture();
            session.path = format!("/promises/{key}");
            page(house, &session, key, None, Some(back)).await
        }
    }
}

async fn page(house: &House, session: &Session, key: &str, asked: Option<&str>, back: Option<Back>) -> Answer {
    let id = reference(key)?;
    let it = session.picture.promised(&id).ok_or_else(|| Problem::not_found(Say::same(key)))?;
    let stream = id.to_string();
    let history = house.work(move |app| app.history(&stream)).await?;
    let view = View::of(session, it, told::history(session, &history), back);
    let seals = Seals::of(house, session);
    let content = session.read(|reader| render(reader, &view, &seals));
    let title = view.it.words.in_lang(session.lang).to_owned();
    let done = asked.and_then(done).map(|words| words.in_lang(session.lang));
    let about = Leaf { title: &title, room: Some(Room::Agenda), format: Format::Wide, done };
    let answer: Response = leaf(house, session, &about, content);
    Ok(match &view.back {
        Some(back) => (told::status(&back.problem), answer).into_response(),
        None => answer,
    })
}

fn done(word: &str) -> Option<Words> {
    Some(match word {
        "needs" => DONE_NEEDS,
        "stamped" => DONE_STAMPED,
        "published" => DONE_PUBLISHED,
        "outcome" => DONE_OUTCOME,
        "withdrawn" => DONE_WITHDRAWN,
        _ => return None,
    })
}

/// What is on the page.
pub(super) struct View<'a> {
    session: &'a Session,
    pub(super) it: Promised<'a>,
    pub(super) figures: Vec<Figure>,
    /// The hash of the page as it stands, which forms send back.
    hash: String,
    history: Vec<ui::timeline::Entry>,
    back: Option<Back>,
}

impl<'a> View<'a> {
    pub(super) fn of(
        session: &'a Session,
        it: Promised<'a>,
        history: Vec<ui::timeline::Entry>,
        back: Option<Back>,
    ) -> View<'a> {
        let hash = Facts::of(&it.facts()).hash();
        View { figures: it.figures(), hash, session, it, history, back }
    }

    /// The address of a form.
    fn at(&self, rest: &str) -> String {
        format!("{}{rest}", href(&self.it.id))
    }

    fn may(&self, right: Right) -> bool {
        self.session.may(right)
    }

    /// The one sentence to remember; its figures are holes.
    pub(super) fn lead(&self) -> Say {
        let today = self.session.today;
        let when = match (self.it.on, self.it.days(today)) {
            (Some(_), Some(days @ 2..)) => {
                let days = Say::each(|lang| format::number(lang, f64::from(days), 0));
                told::say(IN_DAYS, &[("days", &days)])
            }
            (Some(_), Some(1)) => told::say(IN_ONE, &[]),
            (Some(_), Some(0)) => told::say(TODAY, &[]),
            (Some(on), _) => told::say(PAST, &[("date", &told::date_say(on))]),
            (None, _) => told::say(NO_DAY, &[]),
        };
        let Some(of) = &self.it.reckoning else { return told::say(UNSAID, &[("when", &when)]) };
        let words = match of.below.len() {
            0 => ALL_READY,
            1 => LACK_ONE,
            _ => LACK,
        };
        let hole = |key: &str| Say::same(format!("{{{key}}}"));
        let things = self.things();
        told::say(
            words,
            &[
                ("when", &when),
                ("things", &things),
                ("below", &hole("below")),
                ("ready", &hole("ready")),
                ("concerned", &hole("concerned")),
            ],
        )
    }

    /// What the things concerned are called.
    fn things(&self) -> Say {
        self.it.state.concerns.as_ref().map_or_else(Say::default, |(kind, _)| plural(*kind))
    }
}

fn render(reader: &Reader, view: &View, seals: &Seals) -> Markup {
    html! {
        (told::banner(reader, view.back.as_ref()))
        (head(reader, view))
        (onward::part(reader, view, seals))
        (book(reader, view))
        (dots(reader, view))
        @if !view.history.is_empty() {
            (ui::page::section("history", reader.w(HISTORY), ui::timeline::timeline(reader, &view.history)))
        }
        (onward::aside(reader, view, seals))
        (ui::figure::sources(reader, &view.figures))
    }
}

fn head(reader: &Reader, view: &View) -> Markup {
    let it = &view.it;
    let today = view.session.today;
    let kicker = html! {
        span { (reader.w(KICKER)) }
        @if let Some(days) = it.days(today).filter(|_| !it.is_alert(today) && !it.stage().is_over()) { strong { (minus(reader, days)) } }
        (state(reader, it, today))
        @if let Some(campaign) = &it.campaign { span { (reader.say(campaign)) } }
        @if !it.medium.is_empty() { span { (it.medium.join(", ")) } }
    };
    let settled = settled(view);
    let lead = match (&it.state.ended, &settled) {
        (Some((ended, _)), _) => {
            let words = match ended {
                Ended::Kept(_) => OUTCOME_KEPT,
                Ended::Broken(_) => OUTCOME_BROKEN,
                Ended::Withdrawn(_) => OUTCOME_WITHDRAWN,
            };
            ui::figure::statement(reader, &told::say(words, &[]), &[])
        }
        (None, Some(settled)) => ui::figure::statement(reader, settled, &view.figures),
        (None, None) => ui::figure::statement(reader, &view.lead(), &view.figures),
    };
    let verdict = it.is_alert(today).then_some(Verdict::Watch);
    let words = reader.say(&it.words);
    headline(&Headline { kicker, wish: words, lang: view.session.lang, lead: Some(lead), verdict, under: None })
}

/// What was decided, as the sentence to remember; its figures are holes.
fn settled(view: &View) -> Option<Say> {
    let (choice, _) = view.it.state.decided.as_ref()?;
    let reckoned = view.it.reckoning.is_some();
    Some(match choice {
        Choice::InWaves { until } if reckoned => {
            let hole = |key: &str| Say::same(format!("{{{key}}}"));
            let until = told::date_say(*until);
            told::say(SETTLED, &[("ready", &hole("ready")), ("below", &hole("below")), ("until", &until)])
        }
        choice => told::made_say(view.session, choice),
    })
}

/// The promise as an open book: what is said to the customer on the left, what it takes and who was heard on the right.
pub(super) fn book(reader: &Reader, view: &View) -> Markup {
    let limit = |key: &str| (key == "below").then_some(Verdict::Watch);
    let shared: Vec<Shared> = view
        .figures
        .iter()
        .map(|figure| Shared {
            figure,
            limit: None,
            verdict: limit(&figure.key).filter(|_| figure.measure.value.likely > 0.0),
        })
        .collect();
    let spine = html! {
        @if let Some(on) = view.it.on {
            div.shared {
                div.shared-day {
                    span.shared-label { (reader.date(on)) }
                    span.shared-value { (view.it.days(view.session.today).map(|days| minus(reader, days)).unwrap_or_default()) }
                }
            }
        }
        (ui::figure::spine(reader, &shared))
    };
    spread(
        reader,
        &Spread {
            id: "promise",
            first: view.session.side(),
            left: left(reader, view),
            spine,
            right: right(reader, view),
        },
    )
}

/// Marketing's page: what is said, when, where, who says so, whether it is out.
fn left(reader: &Reader, view: &View) -> Markup {
    let it = &view.it;
    let say = |words: Words| Say::new(words.fr, words.en);
    let source = it.thing.and_then(|thing| thing.field(Field::Says).or_else(|| thing.field(Field::Name)));
    let budget = it.thing.and_then(|thing| thing.measure(Field::Budget));
    html! {
        (entry(reader, &say(SAID), html! { p { (reader.say(&it.words)) } }))
        @if let Some(on) = it.on {
            (entry(reader, &say(WHEN), html! {
                p { @match it.until {
                    Some(until) => (reader.fill(FROM_TO, &[("from", &reader.date(on)), ("to", &reader.date(until))])),
                    None => (reader.fill(FROM, &[("from", &reader.date(on))])),
                } }
                @if let Some(first) = it.first.filter(|first| *first != on) {
                    p.still { (reader.fill(PUT_OFF, &[("date", &reader.date(first))])) }
                }
            }))
        }
        @if !it.medium.is_empty() { (entry(reader, &say(WHERE), html! { p { (it.medium.join(", ")) } })) }
        @if let Some(reach) = &it.reach { (entry(reader, &say(WHERE_HOLDS), html! { p { (reader.say(reach)) } })) }
        @if let Some(budget) = &budget {
            (entry(reader, &say(BUDGET), html! { div { (ui::figure::measure(reader, &Field::Budget.label(), budget)) } }))
        }
        (entry(reader, &say(WHO_SAID), html! {
            @if let Some(source) = source { p { (source_words(reader, &source.current.source)) } }
            @if let Some(registered) = &it.state.registered {
                @let name = told::who(view.session, registered.by);
                p { (reader.fill(REGISTERED, &[("name", &name), ("date", &reader.date(day(registered.at)))])) }
            }
        }))
        (entry(reader, &say(PUBLISHED), html! {
            @match &it.state.published {
                Some(published) => {
                    p { (reader.fill(PUBLISHED_BY, &[("date", &reader.date(day(published.at))), ("name", &told::who(view.session, published.by))])) }
                    @if !published.missing.is_empty() {
                        p { (ui::badge::state(Verdict::Watch, &reader.fill(PUBLISHED_BLIND, &[("missing", &roles(reader, &published.missing))]))) }
                    }
                    @if let Some(despite) = &published.despite { blockquote { (told::text(view.session, despite)) } }
                }
                None => p.still { (reader.w(NOT_PUBLISHED)) },
            }
        }))
    }
}

fn roles(reader: &Reader, roles: &[Role]) -> String {
    roles.iter().map(|role| reader.say(&role.say()).to_owned()).collect::<Vec<_>>().join(", ")
}

/// IT's page: what it takes, who was heard, how old the facts are, what nobody knows.
fn right(reader: &Reader, view: &View) -> Markup {
    let it = &view.it;
    let say = |words: Words| Say::new(words.fr, words.en);
    let kind = it.state.concerns.as_ref().map(|(kind, _)| *kind);
    let area = it.state.concerns.as_ref().and_then(|(kind, area)| {
        let area = area.as_deref()?;
        let known = view.session.picture.areas(*kind);
        Some(known.into_iter().find(|(key, _)| key == area).map_or_else(|| area.to_owned(), |(_, words)| words))
    });
    let things = view.things();
    let each = match &area {
        Some(area) => reader.fill(IN_AREA, &[("things", reader.say(&things)), ("area", area)]),
        None => reader.fill(EVERYWHERE, &[("things", reader.say(&things))]),
    };
    html! {
        (entry(reader, &say(NEEDS), html! {
            @if it.state.needs.is_empty() { p.still data-terms { (reader.w(NEEDS_NONE)) } }
            @for stated in &it.state.needs {
                p data-terms { (ui::capital(reader.say(&need_say(kind, &stated.need)))) }
                p.still { (ui::capital(&each)) ". " (reader.fill(STATED_BY, &[("name", &told::who(view.session, stated.by)), ("date", &reader.date(day(stated.at)))])) }
            }
        }))
        (entry(reader, &say(STAMPS), html! {
            ul.plain {
                @for role in CONSULTED { li { (stamped(reader, view, role, it.state.stamps.get(&role))) } }
            }
        }))
        @if let Some(of) = &it.reckoning {
            (entry(reader, &say(AGES), ages(reader, of, view.session.today)))
            @if !of.unknown.is_empty() {
                (entry(reader, &say(UNKNOWN), html! {
                    p {
                        @for (i, thing) in of.unknown.iter().take(NAMED_MOST).enumerate() { @if i > 0 { ", " } (ui::thing::link(reader, &thing.id)) }
                        @if of.unknown.len() > NAMED_MOST { " " (reader.fill(AND_MORE, &[("n", &(of.unknown.len() - NAMED_MOST).to_string())])) }
                    }
                }))
            }
        }
    }
}

fn stamped(reader: &Reader, view: &View, role: Role, stamped: Option<&Stamped>) -> Markup {
    let Some(it) = stamped else {
        return html! { (reader.say(&role.say())) " " span.still { (reader.w(NOT_HEARD)) } };
    };
    let verdict = match it.stamp {
        Stamp::Feasible => Verdict::Fine,
        Stamp::WithConditions => Verdict::Watch,
        Stamp::NotFeasible => Verdict::Over,
    };
    html! {
        (reader.say(&role.say())) " " (ui::badge::state(verdict, reader.say(&it.stamp.say())))
        @if let Some(words) = &it.words { blockquote { (told::text(view.session, words)) } }
        p.still {
            (reader.fill(BY, &[("name", &told::who(view.session, it.by)), ("date", &reader.date(day(it.at)))]))
            @if it.hash != view.hash { " · " (reader.w(MOVED)) }
        }
    }
}

fn ages(reader: &Reader, of: &Reckoning, today: Date) -> Markup {
    let (oldest, undated) = of.oldest();
    let old = of.older_than(today, STALE_DAYS);
    html! {
        @if let Some(oldest) = oldest {
            p { (reader.fill(OLDEST, &[("date", &reader.date(oldest)), ("age", &reader.age(oldest))])) }
        }
        @if old > 0 { p { (ui::counted(reader.lang, old, OLD_ONE, OLD)) } }
        @if undated > 0 { p.still { (ui::counted(reader.lang, undated, UNDATED_ONE, UNDATED)) } }
    }
}

/// Every thing concerned as a dot, for each thing that is needed.
fn dots(reader: &Reader, view: &View) -> Markup {
    let Some(of) = &view.it.reckoning else { return html! {} };
    let charts = of.needs().map(|(field, need)| {
        let measures: Vec<(&landscape::catalog::Thing, Measure)> =
            of.concerned.iter().filter_map(|thing| Some((*thing, thing.measure(field)?))).collect();
        let Some(unit) = field.spec().unit else { return html! {} };
        let dots: Vec<Dot> = measures
            .iter()
            .map(|(thing, measure)| Dot {
                name: ui::thing::link(reader, &thing.id),
                measure,
                ready: need.is_met_by(measure.value.likely),
            })
            .collect();
        let how = need_say(Some(field.spec().kinds.first().copied().unwrap_or(base::Kind::Store)), need);
        let at = Measure::computed(Quantity::exact(need.threshold), unit, how, Vec::new());
        ui::threshold::threshold(reader, &Say::new(CHART.fr, CHART.en), &field.label(), &at, &dots)
    });
    let charts: Vec<Markup> = charts.collect();
    ui::page::section("stand", reader.w(STAND), html! { @for chart in charts { (chart) } })
}
