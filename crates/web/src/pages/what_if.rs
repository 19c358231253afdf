//! What if something changed here? `/what-if?at=element:app-home&kind=live-lookup`
//!
//! A kind of change chosen at a step of a customer moment brings its starting numbers, each with why it was chosen; all
//! can be replaced, and the effect is worked out again. Nothing is written until somebody makes it a request.

use std::collections::BTreeMap;

use agenda::request::{About, Assumed};
use agenda::role::Right;
use app::{Order, Problem};
use axum::extract::{Query, State};
use base::{Evidence, Kind, Measure, Quantity, Ref, Say, Side, Source};
use landscape::archetype::{ARCHETYPES, Archetype};
use landscape::field::Field as Known;
use landscape::impact::{self, Change, Starting, Verdict};
use maud::{Markup, html};
use picture::Reading;
use serde::Deserialize;

use crate::answer::{Answer, see};
use crate::house::House;
use crate::pages::book::{self, Book};
use crate::pages::leaf::{Leaf, leaf};
use crate::pages::told::Seals;
use crate::pages::{numbers, told};
use crate::posted::Posted;
use crate::session::{Session, href};
use crate::ui;
use crate::ui::form::{Field, Input};
use crate::ui::page::{Format, Room};
use crate::ui::picks::{self, Select};
use crate::ui::{Reader, evidence};

ui::words! {
    TITLE = "Et si… ?" / "What if…?";
    TITLE_AT = "Et si l’on changeait quelque chose à « {place} » ?" / "What if something changed at “{place}”?";
    TITLE_KIND = "{kind}, sur « {place} »" / "{kind}, at “{place}”";
    KICKER = "Essayer sans rien engager" / "Trying without committing to anything";
    WHERE = "Où cela changerait-il ?" / "Where would it change?";
    WHERE_LEAD = "Choisissez une étape d’un moment du client, puis ce qui s’y passerait." / "Choose a step of a customer moment, then what would happen there.";
    PLACE = "Étape du client" / "The customer’s step";
    GO_ON = "Continuer" / "Go on";
    WHAT = "Que s’y passerait-il ?" / "What would happen there?";
    OTHER_KIND = "Choisir autre chose" / "Choose something else";
    OTHER_PLACE = "Changer d’endroit" / "Choose another place";
    NUMBERS = "Les chiffres de départ, tous à vous" / "The starting numbers, all yours to change";
    NUMBERS_LEAD = "Chacun dit d’où il vient. Remplacez ceux que vous connaissez mieux." / "Each says where it comes from. Replace those you know better.";
    DATA = "Information montrée ou recueillie" / "Information shown or collected";
    NO_DATA = "aucune en particulier" / "none in particular";
    ANSWERS = "Système qui répond" / "System that answers";
    BY_ITSELF = "celui où l’information conduit" / "the one the information leads to";
    WORK_OUT = "Recalculer" / "Work it out again";
    START_AGAIN = "Revenir aux chiffres de départ" / "Go back to the starting numbers";
    NOBODY = "personne ne l’a mesuré" / "nobody has measured it";
    NO_SCRIPT = "aucun script n’est connu de ce genre de changement" / "no script is known of this kind of change";
    NO_CACHE = "aucun cache n’est supposé" / "no cache is assumed";
    AGAIN_NONE = "pas de nouvel appel ; laissez vide pour aucun" / "not called again; leave empty for none";
    SAME_WHY = "la même hypothèse ; vide : pas de nouvel appel" / "the same assumption; empty: not called again";
    EFFECT = "Ce que cela ferait" / "What it would do";
    PROOF = "La preuve : ce que les systèmes auraient à porter" / "The proof: what the systems would have to carry";
    WAY = "Par où passe chaque affichage" / "Where each view goes";
    NO_LOAD = "Aucun système n’est appelé davantage." / "No system is called more.";
    OTHER_ONE = "Et un autre système, moins sollicité." / "And one other system, less used.";
    OTHERS = "Et {n} autres systèmes, moins sollicités." / "And {n} other systems, less used.";
    UNKNOWN = "Ce qu’on ignore, et à qui le demander" / "What is not known, and whom to ask";
    ASK = "En faire une demande" / "Make it a request";
    ASK_WHY = "La demande garde cet endroit, ce genre de changement et les chiffres que vous avez posés, à votre nom."
        / "The request keeps this place, this kind of change and the numbers you set, under your name.";
    SENTENCE = "Votre souhait en une phrase" / "Your wish in one sentence";
    ASK_IT = "Demander" / "Ask for it";
    SUGGESTED = "{kind} : {data}, sur {place}" / "{kind}: {data}, at {place}";
    SUGGESTED_SHORT = "{kind}, sur {place}" / "{kind}, at {place}";
    EMPTY = "Aucun écran n’est encore connu : sans lui, rien ne dit où le client verrait un changement."
        / "No screen is known yet: without one nothing says where the customer would see a change.";
    IMPORT = "Importer un parcours" / "Import a journey";
}

/// What is tried: a place, a kind of change, numbers by their words.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Asked {
    at: Option<String>,
    kind: Option<String>,
    #[serde(default)]
    data: String,
    #[serde(default)]
    answered_by: String,
    #[serde(default)]
    sentence: String,
    #[serde(flatten)]
    numbers: BTreeMap<String, String>,
}

/// Where the what-if of a screen begins.
pub(crate) fn at(element: &Ref) -> String {
    format!("/what-if?{}", serde_urlencoded::to_string([("at", element.to_string())]).unwrap_or_default())
}

/// `GET /what-if`
pub async fn show(State(house): State<House>, session: Session, Query(asked): Query<Asked>) -> Answer {
    page(&house, &session, &asked, None)
}

/// `POST /what-if`: makes it a request.
pub async fn ask(State(house): State<House>, mut posted: Posted<Asked>) -> Answer {
    let asked = posted.fields.clone();
    let lang = posted.session.lang;
    // Everything is read before anything is asked: a form is taken whole or not at all.
    let tried = match Tried::of(&posted.session, &asked) {
        Ok(tried) => tried,
        Err(problem) => return refused(&house, posted.session, &asked, problem),
    };
    let Some((place, kind)) = tried.place.clone().zip(tried.kind) else { return Ok(see("/what-if")) };
    let asked_for = match posted.carry_out(Order::Ask { sentence: asked.sentence.clone(), lang }).await {
        Ok(receipt) => receipt,
        Err(problem) => return refused(&house, posted.session, &asked, problem),
    };
    let Some(about) = asked_for.about else { return Ok(see("/requests")) };
    let Some(request) = told::number_of(about.key()) else { return Ok(see("/requests")) };
    let read = About {
        element: Some(place),
        data: tried.data.clone(),
        archetype: Some(kind.word.to_owned()),
        answered_by: tried.answered_by.clone(),
    };
    let mut orders = vec![Order::Understand { request, about: read }];
    orders.extend(tried.own.iter().map(|(number, value)| Order::Assume { request, number: *number, value: *value }));
    for order in orders {
        posted.command = posted.session.command(&house.app);
        posted.carry_out(order).await?;
    }
    Ok(see(&href(&about)))
}

fn refused(house: &House, mut session: Session, asked: &Asked, problem: Problem) -> Answer {
    let back = told::Back::from(problem, "what-if", vec![("sentence", asked.sentence.clone())])?;
    session.path = "/what-if".to_owned();
    page(house, &session, asked, Some(back))
}

fn page(house: &House, session: &Session, asked: &Asked, back: Option<told::Back>) -> Answer {
    let view = View::of(session, asked, back);
    let seals = Seals::of(house, session);
    let content = session.read(|reader| render(reader, &view, &seals));
    let title = TITLE.in_lang(session.lang);
    Ok(leaf(house, session, &Leaf { title, room: Some(Room::Requests), format: Format::Wide, done: None }, content))
}

/// What is tried, read.
pub(crate) struct Tried {
    pub place: Option<Ref>,
    pub kind: Option<&'static Archetype>,
    pub data: Option<Ref>,
    pub answered_by: Option<Ref>,
    pub starting: Option<Starting>,
    /// The numbers that differ from the starting ones.
    pub own: Vec<(Assumed, Quantity)>,
}

impl Tried {
    /// Reads what is tried against what is known today. A number that stands as it started is nobody's own.
    ///
    /// Errors: a number that cannot be read.
    pub(crate) fn of(session: &Session, asked: &Asked) -> Result<Tried, Problem> {
        let catalog = session.picture.catalog();
        let known = |words: &str, kind: Kind| -> Option<Ref> {
            let id: Ref = words.trim().parse().ok()?;
            catalog.get(&id).filter(|thing| thing.id.kind() == kind).map(|thing| thing.id.clone())
        };
        // What is named and not known is said: an effect without it would be another one.
        let named = |words: &str, kind: Kind| match words.trim() {
            "" => Ok(None),
            words => known(words, kind).map(Some).ok_or_else(|| unknown(words)),
        };
        if let Some(word) = asked.numbers.keys().find(|word| !is_known(word)) {
            return Err(unknown_number(word));
        }
        let (data, answered_by) = (named(&asked.data, Kind::Data)?, named(&asked.answered_by, Kind::System)?);
        let place = asked.at.as_deref().and_then(|words| known(words, Kind::Element));
        let kind = asked.kind.as_deref().and_then(Archetype::of);
        let starting = place.as_ref().zip(kind).and_then(|(place, kind)| impact::starting(catalog, place, kind));
        let started = |number| starting.as_ref().and_then(|starting| value_of(starting, number));
        let mut own = numbers::read_all(&asked.numbers)?;
        own.retain(|(number, value)| {
            let start = started(*number).map(|measure| measure.value);
            // The field holds the starting number as it is written.
            let shown = start.map(|start| numbers::written(session.lang, *number, start));
            start != Some(*value) && shown.as_deref() != asked.numbers.get(number.word()).map(|words| words.trim())
        });
        // An emptied interval means: never again.
        let emptied = asked.numbers.get(Assumed::AgainEveryS.word()).is_some_and(|words| words.trim().is_empty());
        if emptied && started(Assumed::AgainEveryS).is_some() {
            own.push((Assumed::AgainEveryS, Quantity::exact(0.0)));
        }
        Ok(Tried { place, kind, data, answered_by, starting, own })
    }

    fn own(&self, number: Assumed) -> Option<Quantity> {
        self.own.iter().find(|(known, _)| *known == number).map(|(_, value)| *value)
    }

    /// The numbers it starts from.
    pub(crate) fn starts(&self) -> impl Iterator<Item = (Assumed, &Measure)> {
        let starting = self.starting.as_ref();
        Assumed::ALL.into_iter().filter_map(move |number| Some((number, value_of(starting?, number)?)))
    }

    /// The change as it is worked out.
    pub(crate) fn change(&self) -> Change {
        Change {
            element: self.place.clone(),
            data: self.data.clone(),
            archetype: self.kind.map(|kind| kind.word.to_owned()),
            calls_per_view: self.own(Assumed::CallsPerView),
            calls_at_once: self.own(Assumed::CallsAtOnce),
            again_every_s: self.own(Assumed::AgainEveryS),
            dwell_s: self.own(Assumed::DwellS),
            front_ms: self.own(Assumed::FrontMs),
            answered_by: self.answered_by.clone(),
            views: self.own(Assumed::Views),
            cache_share: self.own(Assumed::CacheShare).map_or(0.0, |share| share.likely),
            ..Change::default()
        }
    }
}

/// Whether a parameter is a number of the forecast, or one that every page and form carries.
fn is_known(word: &str) -> bool {
    Assumed::from_word(word).is_some() || ["lang", "csrf", "command", "done"].contains(&word)
}

fn unknown(words: &str) -> Problem {
    Problem::invalid(
        Say::new(format!("« {words} » n'est pas connu"), format!("“{words}” is not known")),
        Say::new(
            "donnez la référence d'une information (data:…) ou d'un système (system:…) de la carte",
            "give the reference of information (data:…) or of a system (system:…) of the map",
        ),
    )
}

fn unknown_number(word: &str) -> Problem {
    let known = Assumed::ALL.map(Assumed::word).join(", ");
    Problem::invalid(
        Say::new(
            format!("« {word} » n'est pas un nombre de la prévision"),
            format!("“{word}” is no number of the forecast"),
        ),
        Say::new(format!("choisissez parmi : {known}"), format!("choose one of: {known}")),
    )
}

/// The numbers of the form, in the order in which one thinks of them.
const FIELDS: [Assumed; 6] = [
    Assumed::Views,
    Assumed::CallsAtOnce,
    Assumed::AgainEveryS,
    Assumed::DwellS,
    Assumed::CacheShare,
    Assumed::FrontMs,
];

fn value_of(starting: &Starting, number: Assumed) -> Option<&Measure> {
    match number {
        Assumed::Views => starting.views.as_ref(),
        Assumed::CallsAtOnce => Some(&starting.calls_at_once),
        Assumed::AgainEveryS => starting.again_every_s.as_ref(),
        Assumed::DwellS => starting.dwell_s.as_ref(),
        Assumed::FrontMs => starting.front_ms.as_ref(),
        Assumed::CallsPerView | Assumed::CacheShare => None,
    }
}

/// What the page shows.
struct View {
    asked: Asked,
    back: Option<told::Back>,
    place: Option<(Ref, Say)>,
    moment: Option<(Ref, Say)>,
    kind: Option<&'static Archetype>,
    tried: Option<Tried>,
    reading: Option<Result<Reading, Say>>,
    /// Steps by moment.
    places: Vec<(String, String)>,
    data: Vec<(String, String)>,
    systems: Vec<(String, String)>,
    suggested: String,
    may_ask: bool,
    side: Side,
}

impl View {
    fn of(session: &Session, asked: &Asked, back: Option<told::Back>) -> View {
        let catalog = session.picture.catalog();
        let lang = session.lang;
        let (tried, fault) = match Tried::of(session, asked) {
            Ok(tried) => (Some(tried), None),
            Err(problem) => {
                // The place and the kind stand; the numbers as they were typed, with what is wrong.
                let bare = Asked {
                    numbers: BTreeMap::new(),
                    data: String::new(),
                    answered_by: String::new(),
                    ..asked.clone()
                };
                (Tried::of(session, &bare).ok(), told::Back::from(problem, "what-if", Vec::new()).ok())
            }
        };
        let place = tried.as_ref().and_then(|tried| tried.place.clone());
        let kind = tried.as_ref().and_then(|tried| tried.kind);
        let moment = place.as_ref().and_then(|place| catalog.get(place)?.refs(Known::Moment).first());
        let named = |id: &Ref| (id.clone(), catalog.name(id));
        let back = back.or(fault);
        let is_whole = place.is_some() && kind.is_some();
        let reading = tried
            .as_ref()
            .filter(|_| is_whole && back.as_ref().is_none_or(|back| !back.typed.is_empty()))
            .map(|tried| {
                let reading = session.picture.what_if(tried.change(), session.today);
                reading.map_err(|cannot| session.picture.cannot_say(&cannot))
            });
        let list = |kind: Kind| {
            let mut list: Vec<(String, String)> = catalog
                .of_kind(kind)
                .map(|thing| (thing.id.to_string(), thing.name.in_lang(lang).to_owned()))
                .collect();
            list.sort_by_cached_key(|(_, name)| base::slug(name));
            list
        };
        let said = |id: &Ref| catalog.name(id).in_lang(lang).to_owned();
        let suggested = place.as_ref().zip(kind).map(|(place, kind)| {
            let (kind, place) = (ui::capital(kind.say().in_lang(lang)), said(place));
            match tried.as_ref().and_then(|tried| tried.data.as_ref()) {
                Some(data) => SUGGESTED.fill(lang, &[("kind", &kind), ("data", &said(data)), ("place", &place)]),
                None => SUGGESTED_SHORT.fill(lang, &[("kind", &kind), ("place", &place)]),
            }
        });
        View {
            asked: asked.clone(),
            back,
            moment: moment.map(named),
            places: if place.is_none() { list(Kind::Element) } else { Vec::new() },
            data: if is_whole { list(Kind::Data) } else { Vec::new() },
            systems: kind.filter(|_| is_whole).map(|kind| answering(session, kind, asked)).unwrap_or_default(),
            suggested: suggested.unwrap_or_default(),
            place: place.as_ref().map(named),
            kind,
            tried,
            reading,
            may_ask: session.may(Right::Ask),
            side: session.side(),
        }
    }
}

/// The most systems to choose the answering one from.
const ANSWERING: usize = 60;

/// Systems that might answer: those whose capabilities serve this kind of change, and the one chosen.
fn answering(session: &Session, kind: &Archetype, asked: &Asked) -> Vec<(String, String)> {
    let catalog = session.picture.catalog();
    let wanted: Vec<String> = kind.served_by.iter().map(|word| base::slug(word)).collect();
    let serves = |thing: &landscape::catalog::Thing| {
        thing.list(Known::Capabilities).iter().any(|word| wanted.contains(&base::slug(word)))
            || !catalog.mastered_by(&thing.id).is_empty()
    };
    let is_chosen = |thing: &&landscape::catalog::Thing| thing.id.to_string() == asked.answered_by;
    let chosen = catalog.of_kind(Kind::System).filter(is_chosen);
    let others = catalog.of_kind(Kind::System).filter(|thing| !is_chosen(thing) && serves(thing)).take(ANSWERING);
    let fitting = chosen.chain(others);
    let mut list: Vec<(String, String)> =
        fitting.map(|thing| (thing.id.to_string(), thing.name.in_lang(session.lang).to_owned())).collect();
    list.sort_by_cached_key(|(_, name)| base::slug(name));
    list
}

fn render(reader: &Reader, view: &View, seals: &Seals) -> Markup {
    let kicker = html! {
        span { (reader.w(KICKER)) }
        @if let Some((id, name)) = &view.moment { a href=(href(id)) { (reader.say(name)) } }
        @if let Some((id, name)) = &view.place { a href=(href(id)) { (reader.say(name)) } }
    };
    let place = view.place.as_ref().map(|(_, name)| reader.say(name)).unwrap_or_default();
    match (&view.place, view.kind) {
        (None, _) => choose_place(reader, view, &kicker),
        (Some((id, _)), None) => html! {
            (ui::page::opening(&kicker, &reader.fill(TITLE_AT, &[("place", place)]), None))
            (ui::page::section("kinds", reader.w(WHAT), kinds(reader, id)))
            p.more { a href="/what-if" { (reader.w(OTHER_PLACE)) } }
        },
        (Some((id, _)), Some(kind)) => {
            let title = reader.fill(TITLE_KIND, &[("kind", &ui::capital(reader.say(&kind.say()))), ("place", place)]);
            let impact = view.reading.as_ref().and_then(|reading| reading.as_ref().ok()).map(|reading| &reading.impact);
            let lead = impact.and_then(|impact| match view.side {
                Side::It => impact.for_it.first(),
                _ => impact.for_marketing.first(),
            });
            html! {
                (ui::page::opening(&kicker, &title, lead.map(|say| html! { (reader.say(say)) }).as_ref()))
                (told::banner(reader, view.back.as_ref()))
                (ui::page::section("numbers", reader.w(NUMBERS), deltas(reader, view, id, kind)))
                @match &view.reading {
                    Some(Ok(reading)) => (effect(reader, view, reading, seals)),
                    Some(Err(why)) => p.error role="alert" { span.shape aria-hidden="true" { "▲" } (ui::capital(reader.say(why))) "." },
                    None => {},
                }
            }
        }
    }
}

fn choose_place(reader: &Reader, view: &View, kicker: &Markup) -> Markup {
    if view.places.is_empty() {
        return html! {
            (ui::page::opening(kicker, reader.w(TITLE), None))
            (ui::empty::empty(reader.w(WHERE), reader.w(EMPTY), Some((reader.w(IMPORT), "/imports"))))
        };
    }
    html! {
        (ui::page::opening(kicker, reader.w(TITLE), Some(&html! { (reader.w(WHERE_LEAD)) })))
        (ui::page::section("where", reader.w(WHERE), html! {
            form.form method="get" action="/what-if" {
                (picks::select(&Select {
                    name: "at",
                    label: reader.w(PLACE),
                    hint: None,
                    none: "–",
                    options: &view.places,
                    chosen: "",
                }))
                @if let Some(kind) = view.kind { input type="hidden" name="kind" value=(kind.word); }
                (ui::form::actions(ui::form::submit(reader.w(GO_ON))))
            }
        }))
    }
}

fn kinds(reader: &Reader, place: &Ref) -> Markup {
    let rows: Vec<ui::listing::Row> = ARCHETYPES
        .iter()
        .map(|kind| ui::listing::Row {
            href: format!("{}&kind={}", at(place), kind.word),
            title: html! { (ui::capital(reader.say(&kind.say()))) },
            under: html! { (ui::capital(reader.say(&kind.because()))) "." },
            aside: html! {},
        })
        .collect();
    html! { div { (ui::listing::rows(&rows)) } }
}

fn deltas(reader: &Reader, view: &View, place: &Ref, kind: &Archetype) -> Markup {
    let start = format!("{}&kind={}", at(place), kind.word);
    let fault = told::Back::fault(view.back.as_ref().filter(|back| back.typed.is_empty()), "what-if", reader.lang);
    html! {
        p.kindly data-terms { (reader.w(NUMBERS_LEAD)) }
        form.form.what-if-form method="get" action="/what-if" {
            input type="hidden" name="at" value=(place);
            input type="hidden" name="kind" value=(kind.word);
            div.fields.deltas {
                @for number in FIELDS { (delta(reader, view, number)) }
                (picks::select(&Select {
                    name: "data",
                    label: reader.w(DATA),
                    hint: None,
                    none: reader.w(NO_DATA),
                    options: &view.data,
                    chosen: &view.asked.data,
                }))
                (picks::select(&Select {
                    name: "answered_by",
                    label: reader.w(ANSWERS),
                    hint: None,
                    none: reader.w(BY_ITSELF),
                    options: &view.systems,
                    chosen: &view.asked.answered_by,
                }))
            }
            @if let Some(fault) = &fault { p.error role="alert" { span.shape aria-hidden="true" { "▲" } (fault) } }
            (ui::form::actions(html! {
                (picks::second(reader.w(WORK_OUT)))
                a.quiet href=(start) { (reader.w(START_AGAIN)) }
                a.quiet href=(at(place)) { (reader.w(OTHER_KIND)) }
            }))
        }
    }
}

/// One number: what it starts from and why, and what was typed instead.
fn delta(reader: &Reader, view: &View, number: Assumed) -> Markup {
    let starting = view.tried.as_ref().and_then(|tried| tried.starting.as_ref());
    let start = starting.and_then(|starting| value_of(starting, number));
    let shown = start.map(|measure| numbers::written(reader.lang, number, measure.value)).unwrap_or_default();
    let value = view.asked.numbers.get(number.word()).cloned().unwrap_or(shown);
    let why = match start.map(|measure| &*measure.evidence) {
        // What calls at once says why holds for both.
        Some(Evidence::Fact { source: Source::Assumption { .. }, .. }) if number == Assumed::AgainEveryS => {
            html! { (reader.w(SAME_WHY)) }
        }
        Some(Evidence::Fact { source: Source::Assumption { why }, .. }) => html! { (reader.say(why)) },
        Some(Evidence::Fact { source, as_of, .. }) => {
            html! { (evidence::source_words(reader, source)) ", " (evidence::age(reader, *as_of)) }
        }
        _ => html! { (reader.w(match number {
            Assumed::CacheShare => NO_CACHE,
            Assumed::FrontMs => NO_SCRIPT,
            Assumed::AgainEveryS => AGAIN_NONE,
            _ => NOBODY,
        })) },
    };
    html! {
        div.delta {
            (ui::form::field(&Field {
                name: number.word(),
                label: &ui::capital(reader.say(&number.say())),
                hint: None,
                value: &value,
                error: None,
                input: Input::Number,
                optional: true,
            }))
            p.hint data-terms { (why) }
        }
    }
}

/// The most systems drawn with a bar.
const LOADS_MOST: usize = 8;

fn effect(reader: &Reader, view: &View, reading: &Reading, seals: &Seals) -> Markup {
    let impact = &reading.impact;
    let strained = impact.loads.iter().any(|load| load.verdict != Verdict::Fine);
    let drawn = impact.loads.len().min(LOADS_MOST);
    html! {
        h2.sr { (reader.w(EFFECT)) }
        (book::book(reader, &Book { impact, figures: &impact.figures, first: view.side }))
        (ui::page::section("proof", reader.w(PROOF), html! {
            @if impact.loads.is_empty() { p { (reader.w(NO_LOAD)) } } @else {
                (ui::load::loads(reader, &impact.loads[..drawn]))
                @if drawn < impact.loads.len() {
                    p.hint data-terms {
                        @match impact.loads.len() - drawn {
                            1 => (reader.w(OTHER_ONE)),
                            n => (reader.fill(OTHERS, &[("n", &n.to_string())])),
                        }
                    }
                }
            }
            @if !impact.caches.is_empty() && strained { (ui::load::caches(reader, &impact.caches)) }
        }))
        @if impact.path.len() > 1 { (ui::page::section("way", reader.w(WAY), ui::path::of_impact(reader, impact))) }
        @if !impact.unknowns.is_empty() {
            (ui::page::section("unknown", reader.w(UNKNOWN), html! {
                ul.findings { @for say in &impact.unknowns { li { (reader.say(&told::full(say))) } } }
            }))
        }
        @if view.may_ask { (ui::page::section("ask", reader.w(ASK), make_it(reader, view, seals))) }
    }
}

fn make_it(reader: &Reader, view: &View, seals: &Seals) -> Markup {
    let asked = &view.asked;
    let sentence = if asked.sentence.is_empty() { &view.suggested } else { &asked.sentence };
    let fault = told::Back::fault(view.back.as_ref().filter(|back| !back.typed.is_empty()), "what-if", reader.lang);
    html! {
        p.kindly data-terms { (reader.w(ASK_WHY)) }
        (seals.form("/what-if", html! {
            @for (name, value) in [("at", asked.at.as_deref()), ("kind", asked.kind.as_deref()), ("data", Some(asked.data.as_str())), ("answered_by", Some(asked.answered_by.as_str()))] {
                input type="hidden" name=(name) value=(value.unwrap_or_default());
            }
            @for number in Assumed::ALL {
                @if let Some(words) = asked.numbers.get(number.word()) { input type="hidden" name=(number.word()) value=(words); }
            }
            (ui::form::field(&Field {
                name: "sentence",
                label: reader.w(SENTENCE),
                hint: None,
                value: sentence,
                error: fault.as_deref(),
                input: Input::Lines,
                optional: false,
            }))
            (ui::form::actions(ui::form::submit(reader.w(ASK_IT))))
        }))
    }
}

#[cfg(test)]
mod tests {
    use base::Lang;

    use super::*;
    use crate::pages::thing::tests::Room as House;

    fn asked(pairs: &[(&str, &str)]) -> Asked {
        let query = serde_urlencoded::to_string(pairs).unwrap();
        serde_urlencoded::from_str(&query).unwrap()
    }

    fn page(room: &House, pairs: &[(&str, &str)], lang: Lang) -> String {
        let session = room.session(lang);
        let view = View::of(&session, &asked(pairs), None);
        let seals = Seals::of(&room.house, &session);
        session.read(|reader| render(reader, &view, &seals)).into_string()
    }

    const WIDGET: [(&str, &str); 3] =
        [("at", "element:app-home"), ("kind", "live-lookup"), ("data", "data:points-balance")];

    #[test]
    fn a_kind_of_change_at_a_step_brings_its_numbers_and_what_they_do() {
        let room = House::solvene();
        let html = page(&room, &WIDGET, Lang::En);
        for part in
            ["name=\"calls_at_once\"", "value=\"15\"", "starting assumption", "192.5\u{a0}%", "Make it a request"]
        {
            assert!(html.contains(part), "{part} is missing");
        }
        let kinds = page(&room, &WIDGET[..1], Lang::Fr);
        assert!(ARCHETYPES.iter().all(|kind| kinds.contains(&format!("kind={}", kind.word))));
    }

    #[test]
    fn every_number_can_be_replaced_and_changes_the_effect() {
        let room = House::solvene();
        let session = room.session(Lang::En);
        let added = |pairs: &[(&str, &str)]| {
            let all: Vec<(&str, &str)> = WIDGET.iter().chain(pairs).copied().collect();
            let tried = Tried::of(&session, &asked(&all)).unwrap();
            let impact = session.picture.what_if(tried.change(), session.today).unwrap().impact;
            let load = impact.loads.iter().find(|load| load.system.key() == "loyalty-engine").unwrap();
            (load.after.as_ref().unwrap().value.likely, impact.front)
        };
        assert_eq!(added(&[]).0, 77.0);
        assert_eq!(added(&[("again_every_s", "")]).0, 22.0 + 11.0, "never again: one call a view");
        assert_eq!(added(&[("calls_at_once", "2"), ("again_every_s", "30")]).0, 22.0 + 11.0 * 4.0);
        assert_eq!(added(&[("views", "22")]).0, 22.0 + 110.0);
        assert_eq!(added(&[("dwell_s", "30")]).0, 22.0 + 11.0 * 3.0);
        assert_eq!(added(&[("cache_share", "90 %")]).0, 27.5);
        assert_eq!(added(&[("front_ms", "250")]).1.unwrap().value.likely, 250.0);
    }

    #[test]
    fn naming_the_system_the_information_leads_to_changes_nothing() {
        let room = House::solvene();
        let session = room.session(Lang::En);
        for (data, system) in [("data:review", "system:reviews"), ("data:points-balance", "system:loyalty-engine")] {
            let all = [("at", "element:app-home"), ("kind", "live-lookup"), ("data", data)];
            let effect = |pairs: &[(&str, &str)]| {
                let tried = Tried::of(&session, &asked(pairs)).unwrap();
                session.picture.what_if(tried.change(), session.today).unwrap().impact
            };
            let named: Vec<(&str, &str)> = all.iter().copied().chain([("answered_by", system)]).collect();
            assert_eq!(effect(&all), effect(&named), "{data}");
        }
    }

    #[test]
    fn what_is_not_known_is_refused_and_not_left_out() {
        let room = House::solvene();
        let session = room.session(Lang::En);
        for wrong in [("data", "data:nope"), ("answered_by", "data:points-balance"), ("calls_atonce", "2")] {
            let all: Vec<(&str, &str)> = WIDGET[..2].iter().copied().chain([wrong]).collect();
            let problem = Tried::of(&session, &asked(&all)).err().expect("it is refused");
            assert!(problem.message.en.contains(wrong.1) || problem.message.en.contains(wrong.0), "{problem:?}");
        }
    }

    #[test]
    fn numbers_left_as_they_started_are_nobody_s_own() {
        let room = House::solvene();
        let session = room.session(Lang::Fr);
        let all: Vec<(&str, &str)> =
            WIDGET.iter().chain(&[("views", "11"), ("calls_at_once", "1"), ("again_every_s", "15")]).copied().collect();
        assert!(Tried::of(&session, &asked(&all)).unwrap().own.is_empty());
    }

    #[test]
    fn a_number_that_cannot_be_read_stays_in_its_field_with_the_reason() {
        let room = House::solvene();
        let all: Vec<(&str, &str)> = WIDGET.iter().chain(&[("views", "beaucoup")]).copied().collect();
        let html = page(&room, &all, Lang::Fr);
        assert!(html.contains("value=\"beaucoup\"") && html.contains("role=\"alert\""));
    }
}
