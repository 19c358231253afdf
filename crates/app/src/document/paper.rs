//! A case on paper: the open book, the options beside one another, who signed, and how to check it. PDF, A4 landscape.
//!
//! Marketing's words stand on the left in its hue, IT's on the right in its own, the figures both share between them.
//! The signed case itself travels inside the file as JSON, so that the paper carries its own proof. The same case gives
//! the same bytes: no clock and no chance, the date is the log's.

mod account;
mod leaf;
mod spread;
mod typeface;

use agenda::decision::Choice;
use base::{Figure, Lang, Say, format};
use serde_json::Value;

use super::told::{Told, day};
use crate::problem::{Kind, Problem};
use leaf::{Align, Block, HEIGHT, Hue, Leaf, Role, WIDTH, span};
use typeface::{Faces, Span, Style};

/// The margins.
const SIDE: f32 = 40.0;
const TOP: f32 = 34.0;
const BOTTOM: f32 = 40.0;
const ACROSS: f32 = WIDTH - 2.0 * SIDE;

/// Writes the case down; `document`: the same as JSON.
pub(super) fn write(told: &Told, document: &Value) -> Result<Vec<u8>, Problem> {
    print(told, document).ok_or_else(|| {
        Problem::new(
            Kind::Internal,
            Say::new("le document ne peut pas être mis en page", "the document cannot be set"),
            Say::new("emportez le dossier en JSON ou en XLSX", "take the case along as JSON or XLSX"),
        )
    })
}

fn print(told: &Told, document: &Value) -> Option<Vec<u8>> {
    let faces = Faces::load()?;
    let head = head(told, &faces);
    let top = TOP + head.height;
    let mut leaves = spread::leaves(told, &faces, top);
    leaves.first_mut()?.place(head, SIDE, TOP);
    leaves.extend(account::leaves(told, &faces, document));
    let count = leaves.len();
    for (nth, leaf) in (1..).zip(&mut leaves) {
        foot(told, &faces, leaf, nth, count);
    }
    let title = format!("{} : {}", told.say("Dossier d’investissement", "Business case"), told.wish());
    let title = if told.lang == Lang::En { title.replace(" : ", ": ") } else { title };
    let about = leaf::About {
        lang: told.lang,
        title,
        description: format!("{} {}, {}", told.say("Demande", "Request"), told.number, told.state()),
        attached: (
            format!("case-{}.json", told.number),
            serde_json::to_vec_pretty(document).ok()?,
            told.say(
                "Le dossier contresigné par la maison, à vérifier par « entente verify »",
                "The case countersigned by the house, to be checked with “entente verify”",
            )
            .to_owned(),
        ),
        at: told.latest().unwrap_or_default().to_zoned(jiff::tz::TimeZone::UTC).datetime(),
    };
    leaf::bind(&faces, &leaves, &about)
}

/// What the case is for, and what it comes to, in one sentence each.
fn head(told: &Told, faces: &Faces) -> Block {
    let mut block = Block::default();
    let (plain, strong) = (Style::Plain, Style::Strong);
    let kicker = match told.lang {
        Lang::Fr => format!("Dossier d’investissement de la demande {}, ", told.number),
        Lang::En => format!("Business case of request {}, ", told.number),
    };
    let spans = [span(plain, Hue::Muted, kicker), span(strong, Hue::Muted, told.state())];
    block.below(faces, Role::Words, &spans, 10.0, ACROSS);
    block.space(2.0);
    block.below(faces, Role::Heading(1), &[span(strong, Hue::Ink, told.wish())], 22.0, ACROSS);
    block.space(2.0);
    let spans = lead(told);
    block.below(faces, Role::Words, &spans, 12.5, ACROSS);
    block.space(14.0);
    block
}

/// A sentence with figures in it; figures in the hue of what both share.
fn lead(told: &Told) -> Vec<Span> {
    let plain = |words: &str| vec![span(Style::Plain, Hue::Ink, words)];
    let Some((terms, ..)) = &told.case.terms else {
        return plain(told.say(
            "Le contrôle de gestion n’a pas encore fixé le taux et la durée : rien n’est encore calculé.",
            "Finance has not set rate and years yet: nothing is worked out yet.",
        ));
    };
    let Some(option) = &told.case.recommended else {
        return plain(told.say(
            "Personne n’a encore dit pour quelle option est ce dossier.",
            "Nobody has said yet which option this case is for.",
        ));
    };
    let figure = |key: &str| told.sheet.figure(key, option);
    let likely =
        |key: &str| figure(key).map(|it| format::with_unit(told.lang, it.measure.value.likely, it.measure.unit));
    let payback = likely("payback");
    let words = match (told.lang, payback.is_some()) {
        (Lang::Fr, true) => "{option} : {benefit} attendus pour {once} au départ et {running}, remboursé en {payback}.",
        (Lang::Fr, false) => {
            "{option} : {benefit} attendus pour {once} au départ et {running} ; non remboursé dans la durée regardée."
        }
        (Lang::En, true) => {
            "{option}: {benefit} expected for {once} at the start and {running}, paid back in {payback}."
        }
        (Lang::En, false) => {
            "{option}: {benefit} expected for {once} at the start and {running}; not paid back within the years looked at."
        }
    };
    let worth = match told.lang {
        Lang::Fr => " Sur {years} ans, à {rate}, la valeur actuelle nette est de {npv}.",
        Lang::En => " Over {years} years, at {rate}, the net present value is {npv}.",
    };
    let npv = figure("npv").map(|it| format::quantity(told.lang, it.measure.value, it.measure.unit));
    let holes = [
        ("option", told.option(option)),
        ("benefit", likely("benefit").unwrap_or_default()),
        ("once", likely("once").unwrap_or_default()),
        ("running", likely("running").unwrap_or_default()),
        ("payback", payback.unwrap_or_default()),
        ("years", terms.years.to_string()),
        ("rate", format::percent(told.lang, terms.rate, 2)),
        ("npv", npv.unwrap_or_default()),
    ];
    filled(&format!("{words}{worth}"), &holes)
}

/// Fills the holes of a sentence; what is filled in stands out.
fn filled(words: &str, holes: &[(&str, String)]) -> Vec<Span> {
    let mut out = Vec::new();
    let mut rest = words;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        out.push(span(Style::Plain, Hue::Ink, before));
        let value = holes.iter().find(|(hole, _)| *hole == name).map(|(_, value)| value.clone());
        let hue = if name == "option" { Hue::Ink } else { Hue::Joint };
        out.push(span(Style::Strong, hue, value.unwrap_or_default()));
        rest = after;
    }
    out.push(span(Style::Plain, Hue::Ink, rest));
    out
}

/// What every page ends with.
fn foot(told: &Told, faces: &Faces, leaf: &mut Leaf, nth: usize, count: usize) {
    let mut block = Block::default();
    block.rule(Hue::Rule, ACROSS, 0.5);
    let on = told.latest().map(|at| told.date(at)).unwrap_or_default();
    let short: String = told.sheet.hash.chars().take(16).collect();
    let left = match told.lang {
        Lang::Fr => format!("Demande {}, dossier tel qu’il est depuis le {on}, empreinte {short}…", told.number),
        Lang::En => format!("Request {}, the case as it stands since {on}, fingerprint {short}…", told.number),
    };
    let right = match told.lang {
        Lang::Fr => format!("page {nth} sur {count}"),
        Lang::En => format!("page {nth} of {count}"),
    };
    let muted = |words: String| [span(Style::Plain, Hue::Muted, words)];
    block.set(faces, Role::Ornament, &muted(left), 8.0, (0.0, 4.0), ACROSS - 100.0, Align::Left);
    block.set(faces, Role::Ornament, &muted(right), 8.0, (ACROSS - 100.0, 4.0), 100.0, Align::Right);
    leaf.place(block, SIDE, HEIGHT - 30.0);
}

/// A figure as it is told, and its range apart.
fn figured(told: &Told, figure: &Figure) -> (String, Option<String>) {
    let (value, unit) = (figure.measure.value, figure.measure.unit);
    (format::with_unit(told.lang, value.likely, unit), format::range(told.lang, value, unit))
}

/// Who wrote something and when.
fn written(told: &Told, by: Option<base::PersonId>, at: jiff::Timestamp) -> String {
    let (who, on) = (told.who(by), format::date_short(told.lang, day(at)));
    match told.lang {
        Lang::Fr => format!("écrit par {who} le {on}"),
        Lang::En => format!("written by {who} on {on}"),
    }
}

/// The heads of options on a page that is not for them.
fn for_option(told: &Told, option: &Choice) -> String {
    match told.lang {
        Lang::Fr => format!("Pour : {}", told.option(option)),
        Lang::En => format!("For: {}", told.option(option)),
    }
}
