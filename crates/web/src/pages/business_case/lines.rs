//! The two pages of the book: what may come of it, in marketing's hand; what it costs, in IT's.

use agenda::business_case::line::{Heading, Line, factor_say, shape_say};
use agenda::business_case::{Metric, Pen};
use agenda::decision::Choice;
use base::{Evidence, Measure, Say};
use maud::{Markup, html};

use super::View;
use super::write;
use crate::pages::told::{self, Seals, day};
use crate::ui;
use crate::ui::Reader;
use crate::ui::spread::entry;

ui::words! {
    CHAIN = "Du geste à l’argent" / "From click to money";
    CHAIN_NONE = "Personne n’a encore dit comment un geste à l’écran devient de l’argent." / "Nobody has said yet how a click becomes money.";
    ONLY_CLICKS = "La chaîne s’arrête à l’écran : aucun bénéfice ne peut encore être écrit." / "The chain ends on the screen: no benefit can be written yet.";
    NO_BENEFIT = "Aucun apport n’est encore écrit." / "No benefit is written yet.";
    NO_COST = "Aucun coût n’est encore écrit." / "No cost is written yet.";
    FOR_OPTION = "Pour {option}" / "For {option}";
    RESTS_ON = "{factor} : {words}" / "{factor}: {words}";
    RESTS_SPREAD = "{factor} : {words} ; {shape}" / "{factor}: {words}; {shape}";
    WRITTEN_BY = "écrit par {who}, {age}" / "written by {who}, {age}";
    IN_YEAR = "en année {n}" / "in year {n}";
    FROM_TO = "de l’année {first} à l’année {last}" / "from year {first} to year {last}";
    FROM_ON = "chaque année à partir de l’année {first}" / "every year from year {first} on";
    AT_START = "au départ" / "at the start";
    EVERY = "chaque année" / "every year";
    ASKED = "{who} demande :" / "{who} asks:";
    ANSWERED = "Réponse :" / "Answer:";
    OPEN = "La question attend une réponse." / "The question waits for an answer.";
}

/// Marketing's page: the chain, then what each option may bring.
pub(super) fn marketing(reader: &Reader, view: &View, seals: &Seals) -> Markup {
    let case = view.case;
    let chain = html! {
        @if case.chain.is_empty() { div.say data-terms { (reader.w(CHAIN_NONE)) } }
        @else {
            ol.chain {
                @for step in &case.chain {
                    li.(if step.kind == Metric::Activity { "activity" } else { "outcome" }) {
                        (told::text(view.session, &step.words))
                        " " span.hint { (reader.say(&step.kind.say())) }
                    }
                }
            }
            @if !case.reaches_an_outcome() { (ui::badge::state(landscape::impact::Verdict::Watch, reader.w(ONLY_CLICKS))) }
        }
        (write::chain(reader, view, seals))
    };
    html! {
        (entry(reader, &Say::new(CHAIN.fr, CHAIN.en), chain))
        (half(reader, view, seals, Pen::Marketing, NO_BENEFIT.in_lang(reader.lang)))
        (write::benefit(reader, view, seals))
    }
}

/// IT's page: what each option costs, by heading.
pub(super) fn it(reader: &Reader, view: &View, seals: &Seals) -> Markup {
    html! {
        (half(reader, view, seals, Pen::It, NO_COST.in_lang(reader.lang)))
        (write::cost(reader, view, seals))
    }
}

/// The lines of one pen, option by option, the one put forward first.
fn half(reader: &Reader, view: &View, seals: &Seals, pen: Pen, none: &str) -> Markup {
    let case = view.case;
    let forward = case.recommended.as_ref();
    let mut options: Vec<&Choice> = case.options.iter().collect();
    options.sort_by_key(|option| forward != Some(*option));
    let any = case.lines.values().any(|line| line.matter.pen() == pen);
    html! {
        @for option in options {
            @let lines: Vec<(u32, &Line)> = case.lines_of(option).filter(|(_, line)| line.matter.pen() == pen).collect();
            @if !lines.is_empty() {
                @if forward != Some(option) {
                    p.for-option { (reader.fill(FOR_OPTION, &[("option", reader.say(&view.option(option)))])) }
                }
                @for heading in headings(pen) {
                    @for (number, line) in lines.iter().filter(|(_, line)| line.matter.heading() == heading) {
                        (self::line(reader, view, seals, *number, line))
                    }
                }
            }
        }
        @if !any { div.entry { div.entry-words { div.say { (none) } } } }
    }
}

fn headings(pen: Pen) -> Vec<Option<Heading>> {
    match pen {
        Pen::It => Heading::ALL.into_iter().map(Some).collect(),
        _ => vec![None],
    }
}

/// One line: what it is, its numbers multiplied out, what they rest on, what was asked about it.
fn line(reader: &Reader, view: &View, seals: &Seals, number: u32, line: &Line) -> Markup {
    let label = match line.matter.heading() {
        Some(heading) => Say::each(|lang| told::capital(heading.say().in_lang(lang))),
        None => factor_title(),
    };
    let name = told::text(view.session, line.matter.name());
    let words = html! {
        div.say { (name) }
        (reckoning(reader, view, number, line))
        @for (factor, estimate) in line.matter.factors() {
            @let factor = told::capital(reader.say(&factor_say(factor)));
            @let basis = estimate.basis.as_ref().map(|basis| told::text(view.session, basis));
            @let shape = estimate.value.is_range().then(|| shape_say(estimate.shape));
            @match (basis, shape) {
                (Some(basis), None) => p.hint { (reader.fill(RESTS_ON, &[("factor", &factor), ("words", basis)])) },
                (Some(basis), Some(shape)) => p.hint data-terms { (reader.fill(RESTS_SPREAD, &[("factor", &factor), ("words", basis), ("shape", reader.say(&shape))])) },
                (None, Some(shape)) => p.hint data-terms { (reader.fill(RESTS_ON, &[("factor", &factor), ("words", reader.say(&shape))])) },
                (None, None) => {},
            }
        }
        p.hint {
            (when(reader, line)) ", "
            (reader.fill(WRITTEN_BY, &[("who", &told::who(view.session, line.by)), ("age", &reader.age(day(line.at)))]))
        }
        @if let Some(question) = &line.question {
            div.asked {
                p { strong { (reader.fill(ASKED, &[("who", &told::who(view.session, question.by))])) } " " (told::text(view.session, &question.words)) }
                @match &question.answer {
                    Some(answer) => p { strong { (reader.w(ANSWERED)) } " " (told::text(view.session, answer)) },
                    None => p.hint { (reader.w(OPEN)) },
                }
            }
        }
        (write::about_line(reader, view, seals, number, line))
    };
    html! { div id={ "line-" (number) } { (entry(reader, &label, words)) } }
}

fn factor_title() -> Say {
    Say::new("Apport", "Benefit")
}

/// `410 000 × 212 € × 0,8 % × 34 % = 236 422 € par an`, each number with its sources.
fn reckoning(reader: &Reader, view: &View, number: u32, line: &Line) -> Markup {
    let Some(measure) = measure_of(view, number, line) else { return html! {} };
    let Evidence::Computed { from, .. } = &*measure.evidence else { return html! {} };
    let several = from.len() > 1;
    html! {
        div.reckoning {
            @if several {
                @for (nth, input) in from.iter().enumerate() {
                    @if nth > 0 { span.times { " × " } }
                    (ui::figure::measure(reader, &input.name, &input.measure))
                }
                span.times { " = " }
            }
            strong { (ui::figure::measure(reader, &line.matter.heading().map_or_else(factor_title, |heading| heading.say()), measure)) }
        }
    }
}

/// The measure of a line, as the page's figures have it.
fn measure_of<'v>(view: &'v View, number: u32, line: &Line) -> Option<&'v Measure> {
    let npv = view.sheet.figure("npv", &line.option)?;
    let Evidence::Computed { from, .. } = &*npv.measure.evidence else { return None };
    let nth = view.case.lines_of(&line.option).position(|(of, _)| of == number)?;
    from.get(nth).map(|input| &input.measure)
}

fn when(reader: &Reader, line: &Line) -> String {
    let years = line.matter.years();
    let first = years.first.to_string();
    match (years.once(), years.last) {
        (Some(0), _) => reader.w(AT_START).to_owned(),
        (Some(_), _) => reader.fill(IN_YEAR, &[("n", &first)]),
        (None, None) if years.first <= 1 => reader.w(EVERY).to_owned(),
        (None, None) => reader.fill(FROM_ON, &[("first", &first)]),
        (None, Some(last)) => reader.fill(FROM_TO, &[("first", &first), ("last", &last.to_string())]),
    }
}
