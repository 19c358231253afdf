//! What do our sources leave in doubt? `/doubts`, `/doubts?team=team:crm-marketing`
//!
//! Three lists, each line settled by one click: what sources contradict one another on, what may be one thing under two
//! names or points at nothing, and what nobody has said again for half a year, by the team that would know.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use agenda::role::Right;
use app::Order;
use axum::extract::{Query, State};
use base::{Kind, Ref, Say, Source};
use jiff::civil::Date;
use landscape::catalog::{Catalog, Claim, Stale, Thing};
use landscape::field::{Field, Value};
use maud::{Markup, html};
use serde::Deserialize;

use crate::answer::{Answer, see};
use crate::house::House;
use crate::pages::leaf::{Leaf, leaf};
use crate::pages::thing::facts::{self, Settling};
use crate::pages::thing::same::{self, Maybe};
use crate::posted::Posted;
use crate::session::{Session, href};
use crate::ui;
use crate::ui::form::Sealed;
use crate::ui::page::{Format, Room};
use crate::ui::{Reader, evidence};

ui::words! {
    TITLE = "Ce que nos sources laissent en doute" / "What our sources leave in doubt";
    KICKER = "Un chiffre ne vaut que ce que valent ses sources" / "A figure is worth what its sources are worth";
    LEAD_NONE = "Les sources s’accordent, chaque nom est reconnu et rien n’a plus de six mois." / "Sources agree, every name is recognised, and nothing is older than six months.";
    DONE = "C’est dit. Votre valeur compte dès maintenant, sous votre nom." / "It is stated. Your value counts from now on, under your name.";
    A_CONFLICT = "une contradiction à trancher" / "one contradiction to settle";
    CONFLICTS_N = "{n} contradictions à trancher" / "{n} contradictions to settle";
    A_NAME = "un nom à reconnaître" / "one name to recognise";
    NAMES_N = "{n} noms à reconnaître" / "{n} names to recognise";
    A_STALE = "un fait ancien à redire" / "one old fact to say again";
    STALE_N = "{n} faits anciens à redire" / "{n} old facts to say again";
    CONFLICTS = "Les sources ne disent pas la même chose" / "Sources do not say the same";
    NO_CONFLICT = "Aucune contradiction entre les sources." / "No contradiction between the sources.";
    NAMES = "Des noms à reconnaître" / "Names to recognise";
    NO_NAMES = "Chaque nom écrit dans un fichier désigne une chose, et une seule." / "Every name written in a file points at one thing, and one only.";
    STALE = "Personne ne l’a redit depuis six mois" / "Nobody has said it again for six months";
    NO_STALE = "Chaque fait a moins de six mois." / "Every fact is younger than six months.";
    NO_STALE_OF_TEAM = "Tout ce dont cette équipe répond a été dit depuis moins de six mois." / "All this team answers for was said within six months.";
    STALE_WHY = "Les calculs s’en servent toujours, avec une marge plus large. Confirmer rend la marge plus étroite."
        / "Computations still use them, with a wider margin. Confirming narrows it.";
    STILL = "Toujours vrai" / "Still true";
    STILL_ALL = "Tout est toujours vrai" / "All still true";
    MAY_BE = "« {one} » et « {other} » sont peut-être la même chose." / "“{one}” and “{other}” may be the same thing.";
    NO_TEAM = "Sans équipe responsable" / "Owned by no team";
    COUNT_ONE = "un fait" / "one fact";
    COUNT = "{n} faits" / "{n} facts";
    ALL_OF = "Voir les {n}" / "See all {n}";
    ALL_TEAMS = "Toutes les équipes" / "All teams";
    MORE = "{n} de plus : l’API les donne toutes ({path})." / "{n} more: the API gives all of them ({path}).";
}

/// The most lines of a list, and of one team's old facts while all teams are shown.
const MOST: usize = 60;
const MOST_OF_TEAM: usize = 5;
/// The most teams shown with their facts.
const MOST_TEAMS: usize = 24;

/// What to look at.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    team: Option<String>,
    done: Option<String>,
}

/// `GET /doubts`
pub async fn show(State(house): State<House>, session: Session, Query(asked): Query<Asked>) -> Answer {
    let view = View::of(&session, asked.team.as_deref().and_then(|words| words.parse().ok()));
    let csrf = session.csrf();
    let seal = || Sealed { csrf: &csrf, command: session.command(&house.app) };
    let content = session.read(|reader| render(reader, &view, &seal));
    let about = Leaf {
        title: TITLE.in_lang(session.lang),
        room: Some(Room::Map),
        format: Format::Wide,
        done: asked.done.is_some().then(|| DONE.in_lang(session.lang)),
    };
    Ok(leaf(&house, &session, &about, content))
}

/// A thing whose old facts are all still true.
#[derive(Deserialize)]
pub struct StillTrue {
    subject: Ref,
}

/// `POST /doubts`: states again what is known of a thing and has grown old.
pub async fn still_true(State(house): State<House>, mut posted: Posted<StillTrue>) -> Answer {
    let (catalog, lang) = (posted.session.picture.catalog(), posted.session.lang);
    let old = catalog.stale(posted.session.today).into_iter().filter(|old| old.thing.id == posted.fields.subject);
    let orders: Vec<Order> = old
        .filter(|old| may_repeat(&old.settled.current))
        .map(|old| {
            let (subject, field) = (old.thing.id.clone(), old.field.spec().word.to_owned());
            match old.settled.current.source {
                Source::Statement { .. } => Order::Restate { subject, field },
                _ => Order::State { subject, field, value: ui::thing::typed(lang, &old.settled.current.value) },
            }
        })
        .collect();
    for order in orders {
        posted.carry_out(order).await?;
        posted.command = posted.session.command(&house.app);
    }
    Ok(see("/doubts?done=stated#stale"))
}

/// Whether a value can be said again without changing it: what is written in two languages, and lists whose words
/// hold what parts a list, have to be typed by somebody.
fn may_repeat(claim: &Claim) -> bool {
    match (&claim.source, &claim.value) {
        (Source::Statement { .. }, _) => true,
        (_, Value::Words(words)) => words.fr == words.en,
        (_, Value::List(words) | Value::Named(words)) => !words.iter().any(|word| word.contains([';', ',', '|', '\n'])),
        _ => true,
    }
}

/// What the page shows.
struct View {
    conflicts: Vec<Conflict>,
    pairs: Vec<Pair>,
    names: Vec<(Ref, Say)>,
    owed: Vec<Owed>,
    /// Old facts of teams beyond those shown.
    unshown: usize,
    stale: usize,
    team: Option<Ref>,
    may_state: bool,
}

/// A fact sources contradict one another on.
struct Conflict {
    subject: Ref,
    name: Say,
    field: Field,
    /// What each says; the first counts today.
    voices: Vec<Claim>,
}

/// Two names of perhaps one thing.
struct Pair {
    one: Say,
    other: Say,
    maybe: Maybe,
}

/// What one team has not said again.
struct Owed {
    team: Option<Ref>,
    /// How many facts.
    count: usize,
    /// How many things they are of.
    things: usize,
    /// The things with the oldest facts.
    oldest: Vec<Old>,
}

/// A thing with facts of long ago, the oldest first.
struct Old {
    subject: Ref,
    name: Say,
    facts: Vec<(Field, Claim, Vec<Ref>)>,
}

impl View {
    fn of(session: &Session, team: Option<Ref>) -> View {
        let catalog = session.picture.catalog();
        let (mut conflicts, mut pairs, mut names) = (Vec::new(), Vec::new(), Vec::new());
        for finding in catalog.findings() {
            let subject = &finding.subject;
            let settled = finding.field.and_then(|field| Some((field, catalog.get(subject)?.field(field)?)));
            match (&finding.other, settled) {
                (Some(other), _) => pairs.extend(Maybe::of(catalog, subject, other).map(|maybe| Pair {
                    one: catalog.name(subject),
                    other: catalog.name(other),
                    maybe,
                })),
                (None, Some((field, settled))) if finding.is_conflict => conflicts.push(Conflict {
                    subject: subject.clone(),
                    name: catalog.name(subject),
                    field,
                    voices: facts::voices(settled),
                }),
                _ => names.push((subject.clone(), finding.say.clone())),
            }
        }
        let stale = catalog.stale(session.today);
        let count = stale.len();
        let (owed, unshown) = owed(catalog, stale, team.as_ref());
        View { conflicts, pairs, names, owed, unshown, stale: count, team, may_state: session.may(Right::State) }
    }
}

/// Who would know: the team that answers for a thing; a team knows itself.
fn knows(thing: &Thing) -> Option<&Ref> {
    match thing.id.kind() {
        Kind::Team => Some(&thing.id),
        _ => thing.refs(Field::Owner).first(),
    }
}

/// How many old facts a team would know.
pub(crate) fn stale_of(catalog: &Catalog, team: &Ref, today: Date) -> usize {
    catalog.stale(today).iter().filter(|old| knows(old.thing) == Some(team)).count()
}

/// Old facts by the team that would know, the team that owes most first; with a team, its facts alone.
fn owed(catalog: &Catalog, stale: Vec<Stale>, only: Option<&Ref>) -> (Vec<Owed>, usize) {
    let mut by_team: BTreeMap<Option<&Ref>, Vec<Stale>> = BTreeMap::new();
    for old in stale {
        let team = knows(old.thing);
        if only.is_none() || only == team {
            by_team.entry(team).or_default().push(old);
        }
    }
    let mut teams: Vec<(Option<&Ref>, Vec<Stale>)> = by_team.into_iter().collect();
    teams.sort_by_key(|(team, old)| (team.is_none(), std::cmp::Reverse(old.len())));
    let unshown = teams.iter().skip(MOST_TEAMS).map(|(_, old)| old.len()).sum();
    let most = if only.is_some() { MOST } else { MOST_OF_TEAM };
    let owed = teams.into_iter().take(MOST_TEAMS).map(|(team, stale)| {
        let mut places: HashMap<&Ref, usize> = HashMap::new();
        let mut things: Vec<(&Thing, Vec<Stale>)> = Vec::new();
        for old in &stale {
            let at = *places.entry(&old.thing.id).or_insert(things.len());
            match things.get_mut(at) {
                Some((_, facts)) => facts.push(*old),
                None => things.push((old.thing, vec![*old])),
            }
        }
        let oldest = things.iter().take(most).map(|(thing, facts)| Old {
            subject: thing.id.clone(),
            name: catalog.name(&thing.id),
            facts: facts
                .iter()
                .map(|old| (old.field, (*old.settled.current).clone(), old.settled.refs.clone()))
                .collect(),
        });
        Owed { team: team.cloned(), count: stale.len(), things: things.len(), oldest: oldest.collect() }
    });
    (owed.collect(), unshown)
}

/// Gives each form its own seal.
type Seal<'a> = &'a dyn Fn() -> Sealed<'a>;

fn render(reader: &Reader, view: &View, seal: Seal) -> Markup {
    let names = view.pairs.len() + view.names.len();
    let lead = match (view.conflicts.len(), names, view.stale) {
        (0, 0, 0) => reader.w(LEAD_NONE).to_owned(),
        (conflicts, names, stale) => {
            let parts = [(conflicts, A_CONFLICT, CONFLICTS_N), (names, A_NAME, NAMES_N), (stale, A_STALE, STALE_N)];
            let parts =
                parts.into_iter().filter(|(n, ..)| *n > 0).map(|(n, one, many)| ui::counted(reader.lang, n, one, many));
            let parts = parts.collect::<Vec<_>>().join(", ");
            format!("{}.", ui::capital(&parts))
        }
    };
    html! {
        (ui::page::opening(&html! { (reader.w(KICKER)) }, reader.w(TITLE), Some(&html! { (lead) })))
        @if view.team.is_none() {
            (ui::page::section("conflicts", reader.w(CONFLICTS), conflicts(reader, view, seal)))
            (ui::page::section("names", reader.w(NAMES), names_part(reader, view, seal)))
        }
        (ui::page::section("stale", reader.w(STALE), stale(reader, view, seal)))
    }
}

fn conflicts(reader: &Reader, view: &View, seal: Seal) -> Markup {
    html! {
        @if view.conflicts.is_empty() { p.still data-terms { (reader.w(NO_CONFLICT)) } }
        ul.doubts {
            @for conflict in view.conflicts.iter().take(MOST) {
                li {
                    h3 {
                        a href=(href(&conflict.subject)) { (reader.say(&conflict.name)) }
                        ", " (reader.say(&conflict.field.label()))
                    }
                    (facts::side_by_side(reader, &conflict.subject, conflict.field, &conflict.voices, &Settling {
                        may_state: view.may_state,
                        back: Some("doubts"),
                        seal,
                    }))
                }
            }
        }
        (more(reader, view.conflicts.len(), "/api/v1/findings"))
    }
}

fn names_part(reader: &Reader, view: &View, seal: Seal) -> Markup {
    html! {
        @if view.pairs.is_empty() && view.names.is_empty() { p.still data-terms { (reader.w(NO_NAMES)) } }
        ul.doubts {
            @for pair in view.pairs.iter().take(MOST) {
                li {
                    p {
                        a href=(href(&pair.maybe.lesser)) {
                            (reader.fill(MAY_BE, &[("one", reader.say(&pair.one)), ("other", reader.say(&pair.other))]))
                        }
                    }
                    @if view.may_state { (same::answers(reader, &pair.maybe, Some("doubts"), seal)) }
                }
            }
            @for (subject, say) in view.names.iter().take(MOST) {
                li { p { a href=(href(subject)) { (reader.say(say)) } } }
            }
        }
        (more(reader, view.pairs.len().saturating_sub(MOST) + view.names.len().saturating_sub(MOST) + MOST, "/api/v1/findings"))
    }
}

fn more(reader: &Reader, all: usize, path: &str) -> Markup {
    let unshown = all.saturating_sub(MOST);
    let n = base::format::number(reader.lang, unshown as f64, 0);
    html! { @if unshown > 0 { p.still data-terms { (reader.fill(MORE, &[("n", &n), ("path", path)])) } } }
}

fn stale(reader: &Reader, view: &View, seal: Seal) -> Markup {
    html! {
        @if view.team.is_some() { p { a href="/doubts#stale" { (reader.w(ALL_TEAMS)) } } }
        @if view.owed.is_empty() { p.still data-terms { (reader.w(if view.team.is_some() { NO_STALE_OF_TEAM } else { NO_STALE })) } } @else { p.kindly data-terms { (reader.w(STALE_WHY)) } }
        @for owed in &view.owed {
            div.owed {
                h3 {
                    @match &owed.team {
                        Some(team) => (ui::thing::link(reader, team)),
                        None => (reader.w(NO_TEAM)),
                    }
                    " " span.still { (ui::counted(reader.lang, owed.count, COUNT_ONE, COUNT)) }
                }
                ul.olds {
                    @for old in &owed.oldest { (old_line(reader, view, old, seal)) }
                }
                @if let Some(team) = owed.team.as_ref().filter(|_| view.team.is_none() && owed.things > owed.oldest.len()) {
                    p { a href=(of_team(team)) {
                        (reader.fill(ALL_OF, &[("n", &base::format::number(reader.lang, owed.count as f64, 0))]))
                    } }
                }
                @if view.team.is_some() || owed.team.is_none() {
                    (more(reader, owed.things - owed.oldest.len() + MOST, "/api/v1/stale"))
                }
            }
        }
        @if view.unshown > 0 { (more(reader, view.unshown + MOST, "/api/v1/stale")) }
    }
}

/// The old facts of one team.
pub(crate) fn of_team(team: &Ref) -> String {
    let query = serde_urlencoded::to_string([("team", team.to_string())]).unwrap_or_default();
    format!("/doubts?{query}#stale")
}

fn address(subject: &Ref) -> String {
    format!("{}-{}", subject.kind().word(), subject.key())
}

fn old_line(reader: &Reader, view: &View, old: &Old, seal: Seal) -> Markup {
    let sources: BTreeSet<String> =
        old.facts.iter().map(|(_, claim, _)| evidence::source_file(reader, &claim.source)).collect();
    let since = old.facts.iter().filter_map(|(_, claim, _)| claim.as_of).min();
    html! {
        li id=(address(&old.subject)) {
            span.old-what { a href=(href(&old.subject)) { (reader.say(&old.name)) } }
            dl.old-facts {
                @for (field, claim, refs) in &old.facts {
                    div {
                        dt { a href={ (href(&old.subject)) "#fact-" (field.spec().word) } { (reader.say(&field.label())) } }
                        dd { (ui::thing::value(reader, *field, &claim.value, refs)) }
                    }
                }
            }
            span.fact-source { (sources.into_iter().collect::<Vec<_>>().join(", ")) @if since.is_some() { " · " (evidence::age(reader, since)) } }
            @if view.may_state && old.facts.iter().any(|(_, claim, _)| may_repeat(claim)) {
                (ui::form::form(&seal(), "/doubts", html! {
                    input type="hidden" name="subject" value=(old.subject);
                    button.quiet type="submit" { (reader.w(if old.facts.len() == 1 { STILL } else { STILL_ALL })) }
                }))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use base::Lang;

    use super::*;
    use crate::pages::thing::tests::Room as House;

    fn page(room: &House, team: Option<&str>, lang: Lang) -> String {
        let session = room.session(lang);
        let view = View::of(&session, team.map(|words| words.parse().unwrap()));
        let seal = || Sealed { csrf: "", command: session.command(&room.house.app) };
        session.read(|reader| render(reader, &view, &seal)).into_string()
    }

    #[test]
    fn sources_that_contradict_one_another_stand_side_by_side_each_with_its_click() {
        let room = House::empty();
        room.import("a.csv", "Nom;Limite\nCaisse;40\n");
        room.import("b.csv", "Nom;Limite\nCaisse;60\n");
        let html = page(&room, None, Lang::En);
        assert!(html.contains("one contradiction to settle") || html.contains("One contradiction to settle"), "{html}");
        for part in [
            "40\u{a0}calls/s",
            "60\u{a0}calls/s",
            "a.csv",
            "b.csv",
            "/things/system/caisse/fields/limit",
            "value=\"doubts\"",
        ] {
            assert!(html.contains(part), "{part} is missing: {html}");
        }
    }

    #[test]
    fn what_nobody_said_again_for_half_a_year_stands_under_the_team_that_would_know() {
        let room = House::empty();
        let file = "Nom;Équipe;Limite\nCaisse;Encaissement;40\nSite;;50\n";
        let old = jiff::civil::date(2025, 11, 1);
        room.house.app.import(app::Actor::House, None, "old.csv", file.as_bytes(), Some(old)).unwrap();
        room.import("teams.csv", "Équipe;Côté\nEncaissement;DSI\n");
        let html = page(&room, None, Lang::Fr);
        assert!(html.contains("/things/team/encaissement") && html.contains("Toujours vrai"), "{html}");
        assert!(html.contains("Sans équipe responsable"));
        let team = page(&room, Some("team:encaissement"), Lang::Fr);
        assert!(team.contains("Caisse") && !team.contains(">Site<"));
    }

    #[test]
    fn a_word_of_one_s_own_said_again_is_young_again() {
        let room = House::empty();
        room.import("a.csv", "Nom;Limite\nCaisse;40\n");
        let (subject, field) = (Ref::new(Kind::System, "caisse"), "limit".to_owned());
        let app = &room.house.app;
        let state = || Order::State { subject: subject.clone(), field: field.clone(), value: "50".to_owned() };
        assert_eq!(app.submit(app::Actor::House, state()).unwrap().facts, 1);
        assert_eq!(app.submit(app::Actor::House, state()).unwrap().facts, 0, "said already");
        room.import("b.csv", "Nom;Limite\nCaisse;60\n");
        assert!(page(&room, None, Lang::En).contains("One contradiction"));
        let again = Order::Restate { subject: subject.clone(), field: field.clone() };
        assert_eq!(app.submit(app::Actor::House, again).unwrap().facts, 1);
        assert!(!page(&room, None, Lang::En).contains("contradiction to settle"));
        let unsaid = Order::Restate { subject, field: "load".to_owned() };
        assert_eq!(app.submit(app::Actor::House, unsaid).unwrap().facts, 0, "nobody said it");
    }

    #[test]
    fn a_house_without_doubts_says_so() {
        let html = page(&House::empty(), None, Lang::En);
        assert!(html.contains("Sources agree") && html.contains("Every fact is younger"));
    }
}
