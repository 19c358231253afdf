//! How long a customer waits: for the answers a view needs, and for the script a change adds to the page.

use base::{Lang, Measure, Quantity, Say, Unit, format};

use super::entry::given;
use super::network::{Network, counted};
use super::present::Present;
use super::route::{Leg, Route};
use super::waiting::time_at;
use super::words::{list, quoted};
use super::{Change, SystemLoad};
use crate::archetype::Archetype;
use crate::catalog::Thing;
use crate::field::Field;

/// The time a view waits, before and after.
#[derive(Default)]
pub(super) struct Latency {
    pub before: Option<Measure>,
    pub after: Option<Measure>,
}

/// The time a view waits for the slowest of its ways: on each, one system is called after the other.
///
/// Only hard calls are waited for. Each system counts its own response time, waiting included where it is known how many
/// calls it serves at once. Unknown where one on the way is unknown; said when others on the way are known.
pub(super) fn latency(
    network: &Network,
    present: &Present,
    ways: &[Route],
    new: &Route,
    loads: &[SystemLoad],
    unknowns: &mut Vec<Say>,
) -> Latency {
    let today = |at: u32| time_at(network, at, present.measure(network, at).as_ref());
    let later = |at: u32| {
        let load = loads.iter().find(|load| load.system == network.system(at).id);
        match load {
            Some(load) => time_at(network, at, load.after.as_ref()),
            None => today(at),
        }
    };
    let stated = |at: &u32| network.positive(*at, Field::ResponseMs).is_some();
    let waited = waited_for(network, new);
    let missing: Vec<u32> = waited.iter().copied().filter(|at| !stated(at)).collect();
    if waited.len() > missing.len() {
        for at in missing {
            let (name, ask) = (network.quoted(at), network.ask(network.system(at)));
            unknowns.push(Say::new(
                format!("le temps de réponse de {} n'est pas connu : {}", name.fr, ask.fr),
                format!("the response time of {} is not known: {}", name.en, ask.en),
            ));
        }
    }
    let before = slowest(network, ways, &today);
    let all: Vec<Route> = ways.iter().chain([new]).cloned().collect();
    let after = slowest(network, &all, &later);
    Latency { before, after }
}

/// The systems a view waits for on one way: as long as the calls are hard. The one that shows the view counts when its
/// own time is stated.
fn waited_for(network: &Network, route: &Route) -> Vec<u32> {
    let hard = route.legs.iter().take_while(|leg| leg.mode.is_none_or(|mode| mode.carries_failure()));
    let shows = |leg: &&Leg| leg.mode.is_some() || network.positive(leg.system, Field::ResponseMs).is_some();
    hard.filter(shows).map(|leg| leg.system).collect()
}

/// The time of the slowest way; `None` when one of them is unknown, or nothing is waited for.
fn slowest(network: &Network, ways: &[Route], time: &dyn Fn(u32) -> Option<Measure>) -> Option<Measure> {
    let mut slowest: Option<(Quantity, Vec<(Say, Measure)>)> = None;
    for way in ways {
        let systems = waited_for(network, way);
        if systems.is_empty() {
            continue;
        }
        let times: Option<Vec<(Say, Measure)>> =
            systems.iter().map(|at| Some((network.system(*at).name.clone(), time(*at)?))).collect();
        let times = times?;
        let sum = times.iter().fold(Quantity::exact(0.0), |sum, (_, one)| sum.zip(one.value, |a, b| a + b));
        slowest = Some(match slowest {
            None => (sum, times),
            Some((most, from)) => {
                let from = if sum.likely > most.likely { times } else { from };
                (most.zip(sum, f64::max), from)
            }
        });
    }
    let (value, from) = slowest?;
    let how = Say::new(
        "somme des temps de réponse sur la voie la plus lente, chaque système pour lui-même",
        "sum of the response times on the slowest way, each system for itself",
    );
    Some(Measure::computed(value, Unit::Milliseconds, how, from))
}

/// For marketing: the seconds a customer waits, when the change adds a tenth of a second at least. Where a system on the
/// way is `over` its limit, calls queue beyond what was measured: it is that long at least.
pub(super) fn for_marketing(latency: &Latency, element: Option<&Thing>, over: bool) -> Option<Say> {
    let (after, element) = latency.after.as_ref().zip(element)?;
    let before = latency.before.as_ref().map(|before| before.value.likely);
    let more = after.value.likely - before.unwrap_or(0.0);
    let name = quoted(&element.name);
    let seconds = |lang, ms: f64| format::with_unit(lang, ms / 1000.0, Unit::Seconds);
    let (mut fr, mut en) = (seconds(Lang::Fr, after.value.likely), seconds(Lang::En, after.value.likely));
    if over {
        (fr, en) = (format!("au moins {fr}"), format!("at least {en}"));
    }
    (more >= 100.0).then(|| match before {
        Some(before) => Say::new(
            format!(
                "À la pointe, qui ouvre {} attend {fr}, au lieu de {} aujourd'hui.",
                name.fr,
                seconds(Lang::Fr, before)
            ),
            format!("At peak, who opens {} waits {en}, instead of {} today.", name.en, seconds(Lang::En, before)),
        ),
        None => Say::new(
            format!("À la pointe, qui ouvre {} attend {fr} la réponse.", name.fr),
            format!("At peak, who opens {} waits {en} for the answer.", name.en),
        ),
    })
}

/// For IT: the same in milliseconds.
pub(super) fn for_it(latency: &Latency) -> Option<Say> {
    let after = latency.after.as_ref()?;
    let before = latency.before.as_ref();
    let grows = after.value.likely >= before.map_or(0.0, |before| before.value.likely) + 1.0;
    let say = |lang| {
        let none = || format::with_unit(lang, 0.0, Unit::Milliseconds);
        (before.map_or_else(none, |before| format::measure(lang, before)), format::measure(lang, after))
    };
    let ((before_fr, after_fr), (before_en, after_en)) = (say(Lang::Fr), say(Lang::En));
    grows.then(|| {
        Say::new(
            format!("Attente d'un affichage : {before_fr} → {after_fr}, un appel après l'autre."),
            format!("Wait of a view: {before_en} → {after_en}, one call after the other."),
        )
    })
}

/// What a third-party script of some kinds of change costs a phone's processor: an archetype, the time in milliseconds
/// (lower, middle, upper) and where it comes from.
struct Script {
    archetype: &'static str,
    ms: (f64, f64, f64),
    why: (&'static str, &'static str),
}

macro_rules! script {
    ($archetype:literal $low:literal $middle:literal $high:literal $fr:literal $en:literal) => {
        Script {
            archetype: $archetype,
            ms: ($low, $middle, $high),
            why: (
                concat!(
                    "third-party-web, mars 2026, temps moyen de calcul par page sur un téléphone simulé : ",
                    $fr
                ),
                concat!("third-party-web, March 2026, mean scripting time a page on a simulated phone: ", $en),
            ),
        }
    };
}

/// Source: the data of third-party-web, MIT licence. Quartiles over vendors seen on at least 1,000 pages, or named vendors where their category is another one.
const SCRIPTS: &[Script] = &[
    script!("chat" 352.0 544.0 994.0 "médiane et quartiles de 23 outils de service client" "median and quartiles of 23 customer-success tools"),
    script!("pixel" 127.0 282.0 552.0 "médiane et quartiles de 91 outils de mesure" "median and quartiles of 91 analytics tools"),
    script!("consent" 596.0 687.0 1050.0 "médiane et quartiles de 7 outils de consentement" "median and quartiles of 7 consent tools"),
    script!("ab-test" 524.0 898.0 1542.0 "AB Tasty, Optimizely, Kameleoon" "AB Tasty, Optimizely, Kameleoon"),
    script!("reviews" 577.0 622.0 668.0 "Bazaarvoice, leur milieu, Yotpo" "Bazaarvoice, the middle of both, Yotpo"),
    script!("payment" 596.0 1390.0 1782.0 "Klarna, PayPal, Adyen et Stripe ; médiane et bornes" "Klarna, PayPal, Adyen and Stripe; median and ends"),
];

/// Kinds of change that bring a script when a vendor answers them, of which no usual time is known.
const FROM_VENDORS: [&str; 4] = ["recommendation", "search", "store-finder", "sign-on"];

/// The time a change takes in the browser: as stated for the vendor's system, else what scripts of its kind take.
pub(super) fn front(
    network: &Network,
    change: &Change,
    archetype: Option<&Archetype>,
    route: &Route,
) -> Option<Measure> {
    if let (Some(own), Some(about)) = (change.front_ms, change.element.as_ref().or(change.data.as_ref())) {
        let own = given(about, Field::FrontMs.spec().word, own, Unit::Milliseconds, change);
        return counted(own.value).filter(|value| value.high > 0.0).map(|_| own);
    }
    let script = archetype.and_then(script_of);
    let answering = route.last();
    let outside = |at: &u32| network.system(*at).choice(Field::Hosting) == Some("saas");
    let brings = |kind: &Archetype| FROM_VENDORS.contains(&kind.word);
    let stated = answering.filter(|at| script.is_some() || outside(at) && archetype.is_some_and(brings));
    if let Some(stated) = stated.and_then(|at| network.positive(at, Field::FrontMs)) {
        return Some(stated);
    }
    let script = script?;
    let about = answering.map(|at| network.system(at).id.clone());
    let about = about.or_else(|| route.systems().next().map(|at| network.system(at).id.clone()))?;
    Some(usual(script, about))
}

fn script_of(archetype: &Archetype) -> Option<&'static Script> {
    SCRIPTS.iter().find(|script| script.archetype == archetype.word)
}

/// What scripts of a kind take, as an assumption about a thing.
fn usual(script: &Script, about: base::Ref) -> Measure {
    let (low, middle, high) = script.ms;
    let source = base::Source::Assumption { why: Say::new(script.why.0, script.why.1) };
    let field = Field::FrontMs.spec().word.to_owned();
    let evidence = base::Evidence::Fact { subject: about, field, source, as_of: None };
    Measure { value: Quantity::range(low, middle, high), unit: Unit::Milliseconds, evidence: evidence.into() }
}

/// What scripts of an archetype usually take, before anybody knows which system answers; `None` without a script.
pub(super) fn usual_of(archetype: &Archetype, about: &base::Ref) -> Option<Measure> {
    script_of(archetype).map(|script| usual(script, about.clone()))
}

/// For both: the time a page's script takes from a phone.
pub(super) fn script_told(front: Option<&Measure>, marketing: bool) -> Option<Say> {
    let front = front?;
    Some(if marketing {
        let seconds = |lang| {
            let value = front.value.map(|ms| ms / 1000.0);
            format::quantity(lang, value, Unit::Seconds)
        };
        Say::new(
            format!(
                "Dans un navigateur de téléphone, le script ajouté occupe la page {} à chaque ouverture.",
                seconds(Lang::Fr)
            ),
            format!(
                "In a phone's browser the added script keeps the page busy for {} each time it opens.",
                seconds(Lang::En)
            ),
        )
    } else {
        let say = |lang| format::measure(lang, front);
        Say::new(
            format!("Script ajouté : {} de calcul par page dans le navigateur.", say(Lang::Fr)),
            format!("Added script: {} of computing a page in the browser.", say(Lang::En)),
        )
    })
}

/// What IT hears of a need less available than the element: the rule of the extra nine, told once.
pub(super) fn extra_nine(weaker: &[(Say, Measure)], before: Option<&Measure>, element: Option<&Thing>) -> Option<Say> {
    let (before, element) = before.zip(element)?;
    let named = weaker
        .iter()
        .map(|(name, level)| Say::each(|lang| format!("{} ({})", name.in_lang(lang), format::measure(lang, level))));
    let named: Vec<Say> = named.collect();
    if named.is_empty() {
        return None;
    }
    let (names, whole) = (list(&named), quoted(&element.name));
    let level = |lang| format::measure(lang, before);
    Some(Say::new(
        format!(
            "Ce dont on ne peut se passer devrait tomber dix fois moins souvent que ce qui en dépend. Moins disponible que {} ({}) : {}.",
            whole.fr,
            level(Lang::Fr),
            names.fr
        ),
        format!(
            "What cannot be done without should fail ten times less often than what depends on it. Less available than {} ({}): {}.",
            whole.en,
            level(Lang::En),
            names.en
        ),
    ))
}
