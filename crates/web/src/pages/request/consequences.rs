//! What it would do: the open book, the loads against their limits, what a cache leaves, the way of a call, and a form
//! to try other numbers.

use agenda::request::{Assumed, Request};
use base::Figure;
use landscape::impact::Verdict;
use maud::{Markup, html};
use picture::Reading;

use super::View;
use crate::pages::book::{self, Book};
use crate::pages::told::{self, Back, Seals};
use crate::session::Session;
use crate::ui;
use crate::ui::Reader;
use crate::ui::form::{Field, Input};
use crate::ui::picks;

crate::ui::words! {
    PROOF = "La preuve : ce que les systèmes auraient à porter" / "The proof: what the systems would have to carry";
    WAY = "Par où passe chaque affichage" / "Where each view goes";
    TRY = "Essayer d’autres chiffres" / "Try other numbers";
    TRY_WHY = "Vos chiffres remplacent les nôtres partout sur la page, avec votre nom." / "Your numbers replace ours everywhere on the page, with your name.";
    TRIED = "Vos chiffres sont en place" / "Your numbers are in place";
    NOW = "Aujourd’hui : {value}" / "Now: {value}";
    EXAMPLE = "par exemple 5, ou 4-6" / "for instance 5, or 4-6";
    EXAMPLE_SHARE = "par exemple 90 %" / "for instance 90 %";
    WORK_OUT = "Recalculer" / "Work it out again";
    OTHERS = "Et {n} autres systèmes, moins sollicités." / "And {n} other systems, less used.";
    ONE_OTHER = "Et un autre système, moins sollicité." / "And one other system, less used.";
    COMPARE = "Comparer les réponses possibles" / "Compare the possible answers";
    NO_LOAD = "Aucun système n’est appelé davantage." / "No system is called more.";
}

/// The numbers people may replace, as they stand and as they were typed.
pub(super) struct Assumptions {
    stated: Vec<(Assumed, String)>,
    typed: Vec<(Assumed, String)>,
}

impl Assumptions {
    pub(super) fn of(session: &Session, request: &Request, back: Option<&Back>) -> Assumptions {
        let lang = session.lang;
        let stated = request
            .assumed
            .iter()
            .map(|(number, (value, _))| (*number, base::format::quantity(lang, *value, told::unit_of(*number))));
        let typed = Assumed::ALL
            .into_iter()
            .filter_map(|number| Some((number, Back::typed(back, "assumptions", number.word())?.to_owned())));
        Assumptions { stated: stated.collect(), typed: typed.collect() }
    }
}

/// The most systems drawn with a bar.
const LOADS_MOST: usize = 12;
/// How many are drawn even when all are calm.
const LOADS_LEAST: usize = 4;

/// The parts of the page, the book first.
pub(super) fn part(reader: &Reader, view: &View, reading: &Reading, seals: &Seals) -> Markup {
    let impact = &reading.impact;
    let strained = impact.loads.iter().any(|load| load.verdict != Verdict::Fine);
    html! {
        (book::book(reader, &Book { impact, figures: &impact.figures, first: view.reader_side }))
        (book::signing(reader, &view.signers, view.position))
        (ui::page::section("proof", reader.w(PROOF), html! {
            @if impact.loads.is_empty() { p data-terms { (reader.w(NO_LOAD)) } } @else {
                // The most used stand first; what is calm and far is counted, not drawn.
                @let drawn = impact.loads.iter().take(LOADS_MOST).filter(|load| load.verdict != Verdict::Fine).count();
                @let drawn = drawn.max(LOADS_LEAST.min(impact.loads.len()));
                (ui::load::loads(reader, &impact.loads[..drawn]))
                @if drawn < impact.loads.len() {
                    p.hint data-terms {
                        @match impact.loads.len() - drawn {
                            1 => (reader.w(ONE_OTHER)),
                            n => (reader.fill(OTHERS, &[("n", &n.to_string())])),
                        }
                    }
                }
            }
            @if !impact.caches.is_empty() && strained { (ui::load::caches(reader, &impact.caches)) }
            @if picture::options(impact).len() > 2 { p.more { a href=(view.at("/compare")) { (reader.w(COMPARE)) } } }
            @if view.may_edit { (tries(reader, view, &impact.figures, seals)) }
        }))
        @if impact.path.len() > 1 { (ui::page::section("way", reader.w(WAY), ui::path::of_impact(reader, impact))) }
    }
}

fn tries(reader: &Reader, view: &View, figures: &[Figure], seals: &Seals) -> Markup {
    let back = view.back.as_ref();
    let tried = &view.assumptions;
    let fault = Back::fault(back, "assumptions", reader.lang);
    let key = |number| match number {
        Assumed::Views => "entry.views",
        Assumed::CallsPerView => "entry.calls_per_view",
        _ => "",
    };
    html! {
        details.aside #assumptions open[fault.is_some() || !tried.stated.is_empty()] {
            summary { (reader.w(if tried.stated.is_empty() { TRY } else { TRIED })) }
            (seals.form(&view.at("/assumptions"), html! {
                p.hint data-terms { (reader.w(TRY_WHY)) }
                div.fields {
                    @for number in Assumed::ALL {
                        @let example = if number == Assumed::CacheShare { EXAMPLE_SHARE } else { EXAMPLE };
                        @let now = tried.stated.iter().find(|(n, _)| *n == number).map(|(_, words)| words.clone());
                        @let now = now.or_else(|| book::find(figures, key(number)).map(|f| base::format::measure(reader.lang, &f.measure)));
                        @let hint = now.map_or_else(|| reader.w(example).to_owned(), |now| reader.fill(NOW, &[("value", &now)]));
                        @let typed = tried.typed.iter().find(|(n, _)| *n == number).map(|(_, words)| words.as_str());
                        (ui::form::field(&Field {
                            name: number.word(),
                            label: &ui::capital(reader.say(&number.say())),
                            hint: Some(&hint),
                            value: typed.unwrap_or_default(),
                            error: None,
                            input: Input::Number,
                            optional: true,
                        }))
                    }
                }
                (told::fault(reader, back, "assumptions"))
                (ui::form::actions(picks::second(reader.w(WORK_OUT))))
            }))
        }
    }
}
