//! Each fact of a thing with its source and its age; what contradicts it; what nobody has said, and who to ask.

use std::collections::BTreeSet;

use base::{Kind, Ref, Source};
use jiff::civil::Date;
use landscape::catalog::{Claim, Settled, Thing};
use landscape::field::{FIELDS, Field, Sense, Spec};
use landscape::statement::Unclear;
use maud::{Markup, html};

use agenda::role::Right;

use super::{Seal, path};
use crate::session::Session;
use crate::ui::evidence::source_words;
use crate::ui::{self, Reader};

ui::words! {
    OLD = "à vérifier" / "to be checked";
    NO_DATE = "sans date" / "no date";
    AGE = "{date}, {age}" / "{date}, {age}";
    TWO_VOICES = "Les sources ne disent pas la même chose." / "The sources do not say the same.";
    COUNTS = "compte aujourd’hui" / "counts today";
    KEEP = "Retenir cette valeur" / "Keep this value";
    EARLIER = "{n} valeurs entendues avant" / "{n} values heard before";
    EARLIER_ONE = "Une valeur entendue avant" / "One value heard before";
    CORRECT = "Corriger" / "Correct";
    SAY_IT = "Le dire" / "Say it";
    STATE = "Dire cette valeur" / "State this value";
    WITHDRAW = "Retirer la déclaration" / "Withdraw the statement";
    VALUE_OF = "{field}, votre valeur" / "{field}, your value";
    NOBODY = "personne ne l’a dit" / "nobody has said";
    ASK = "Personne n’a dit ce qui suit. À demander à" / "Nobody has said what follows. To be asked of";
    ASK_NOBODY = "Personne n’a dit ce qui suit, ni quelle équipe pourrait le savoir." / "Nobody has said what follows, nor which team might know.";
    CLAIMED_NAMES = "plusieurs : séparez par « ; »" / "several: separate with “;”";
    UNKNOWN = "Ce que personne n’a dit ({n})" / "What nobody has said ({n})";
}

/// The facts of a thing.
pub(super) struct Facts {
    known: Vec<Fact>,
    unknown: Vec<Field>,
    /// Who to ask.
    ask: Vec<Ref>,
    /// Whether the reader may state.
    may_state: bool,
    rejected: Option<Rejected>,
}

/// A value that could not be read, as it was typed.
pub(super) struct Rejected {
    pub(super) field: Field,
    pub(super) typed: String,
    pub(super) why: Unclear,
}

struct Fact {
    field: Field,
    settled: Settled,
    /// The newest word of each source, when they contradict one another; the one that counts first.
    voices: Vec<Claim>,
    /// Older words that do not count.
    earlier: Vec<Claim>,
    stale: bool,
    /// Whether a person's statement stands on it.
    stated: bool,
}

impl Facts {
    pub(super) fn of(session: &Session, thing: &Thing, rejected: Option<Rejected>) -> Facts {
        let kind = thing.id.kind();
        let statements = session.picture.statements(&thing.id);
        let stated = |field: Field| statements.is_some_and(|it| it.stated.iter().any(|(f, _)| *f == field));
        let (mut known, mut unknown) = (Vec::new(), Vec::new());
        for spec in FIELDS.iter().filter(|spec| spec.kinds.contains(&kind) && matters(kind, spec)) {
            match thing.field(spec.field) {
                Some(settled) => known.push(Fact::of(spec.field, settled, session.today, stated(spec.field))),
                None => unknown.push(spec.field),
            }
        }
        let ask = thing.refs(Field::Owner).to_vec();
        Facts { known, unknown, ask, may_state: session.may(Right::State), rejected }
    }
}

/// The customer stage is asked of what a customer meets only.
fn matters(kind: Kind, spec: &Spec) -> bool {
    // An example is read in the book of its API.
    if spec.field == Field::Example {
        return false;
    }
    spec.field != Field::Stage || matches!(kind, Kind::Moment | Kind::Element)
}

impl Fact {
    fn of(field: Field, settled: &Settled, today: Date, stated: bool) -> Fact {
        let (voices, earlier) = heard(settled);
        let stale = settled.is_stale(today);
        Fact { field, settled: settled.clone(), voices, earlier, stale, stated }
    }
}

/// What each source says that contradicts another, the claim that counts first; nothing where they agree. And the
/// older words that do not count.
fn heard(settled: &Settled) -> (Vec<Claim>, Vec<Claim>) {
    let mut heard: BTreeSet<(String, Option<String>)> = BTreeSet::from([voice(&settled.current)]);
    let (mut voices, mut earlier) = (Vec::new(), Vec::new());
    if settled.conflict {
        voices.push((*settled.current).clone());
    }
    for claim in &settled.others {
        if heard.insert(voice(claim)) && settled.conflict {
            voices.push(claim.clone());
        } else if claim.value != settled.current.value {
            earlier.push(claim.clone());
        }
    }
    (voices, earlier)
}

/// What each source says of a field they contradict one another on, the claim that counts first.
pub(crate) fn voices(settled: &Settled) -> Vec<Claim> {
    heard(settled).0
}

/// Who speaks: one file or sheet, or people.
fn voice(claim: &Claim) -> (String, Option<String>) {
    match &claim.source {
        Source::File { file, sheet, .. } => (file.clone(), sheet.clone()),
        Source::Statement { .. } => (">people".to_owned(), None),
        Source::Assumption { .. } => (">assumption".to_owned(), None),
    }
}

pub(super) fn render(reader: &Reader, id: &Ref, facts: &Facts, seal: Seal) -> Markup {
    html! {
        div {
            dl.fact-list { @for fact in &facts.known { (row(reader, id, facts, fact, seal)) } }
            @if !facts.unknown.is_empty() { (unknown(reader, id, facts, seal)) }
        }
    }
}

fn row(reader: &Reader, id: &Ref, facts: &Facts, fact: &Fact, seal: Seal) -> Markup {
    let current = &fact.settled.current;
    let rejected = facts.rejected.as_ref().filter(|it| it.field == fact.field);
    html! {
        div.fact id={ "fact-" (fact.field.spec().word) } {
            dt data-terms { (ui::capital(reader.say(&fact.field.label()))) }
            dd.fact-value { (ui::thing::value(reader, fact.field, &current.value, &fact.settled.refs)) }
            dd.fact-source { (source(reader, current, fact.stale)) }
            @if !fact.voices.is_empty() || !fact.earlier.is_empty() || facts.may_state {
                dd.fact-more {
                    @if !fact.voices.is_empty() { (conflict(reader, id, facts, fact, seal)) }
                    @if !fact.earlier.is_empty() { (earlier(reader, fact)) }
                    @if facts.may_state {
                        details.edit open[rejected.is_some()] {
                            summary { (reader.w(CORRECT)) }
                            (form(reader, id, fact.field, &ui::thing::typed(reader.lang, &current.value), rejected, seal))
                            @if fact.stated {
                                (ui::form::form(&seal(), &format!("{}/fields/{}/withdrawal", path(id), fact.field.spec().word), html! {
                                    button.quiet type="submit" { (reader.w(WITHDRAW)) }
                                }))
                            }
                        }
                    }
                }
            }
        }
    }
}

fn source(reader: &Reader, claim: &Claim, stale: bool) -> Markup {
    html! {
        (source_words(reader, &claim.source)) " · "
        @match claim.as_of {
            Some(date) => time datetime=(date) { (reader.fill(AGE, &[("date", &reader.date(date)), ("age", &reader.age(date))])) },
            None => (reader.w(NO_DATE)),
        }
        @if stale {
            " " span.badge.watch data-terms { span.shape aria-hidden="true" { "▲" } (reader.w(OLD)) }
        }
    }
}

/// How a contradiction is settled where it is shown.
pub(crate) struct Settling<'a> {
    /// Whether the reader may state.
    pub may_state: bool,
    /// The page to come back to, when it is not the thing's own.
    pub back: Option<&'static str>,
    /// Gives each form its own seal.
    pub seal: Seal<'a>,
}

/// What each source says, side by side, each with the one click that keeps it; the first counts today.
pub(crate) fn side_by_side(reader: &Reader, id: &Ref, field: Field, voices: &[Claim], settling: &Settling) -> Markup {
    let action = format!("{}/fields/{}", path(id), field.spec().word);
    html! {
        ul.claims {
            @for (i, claim) in voices.iter().enumerate() {
                li {
                    span.fact-value { (ui::thing::said(reader.lang, field, &claim.value)) }
                    @let stale = claim.as_of.is_some_and(|date| reader.is_stale(date));
                    span.fact-source { (source(reader, claim, stale)) }
                    @if i == 0 { span.still { (reader.w(COUNTS)) } }
                    @if settling.may_state {
                        (ui::form::form(&(settling.seal)(), &action, html! {
                            input type="hidden" name="value" value=(ui::thing::typed(reader.lang, &claim.value));
                            @if let Some(back) = settling.back { input type="hidden" name="back" value=(back); }
                            button.quiet type="submit" { (reader.w(KEEP)) }
                        }))
                    }
                }
            }
        }
    }
}

fn conflict(reader: &Reader, id: &Ref, facts: &Facts, fact: &Fact, seal: Seal) -> Markup {
    let settling = Settling { may_state: facts.may_state, back: None, seal };
    html! {
        div.versions {
            p { span.badge.watch { span.shape aria-hidden="true" { "▲" } (reader.w(TWO_VOICES)) } }
            (side_by_side(reader, id, fact.field, &fact.voices, &settling))
        }
    }
}

fn earlier(reader: &Reader, fact: &Fact) -> Markup {
    let n = fact.earlier.len();
    let words = if n == 1 { reader.w(EARLIER_ONE).to_owned() } else { reader.fill(EARLIER, &[("n", &n.to_string())]) };
    html! {
        details.behind {
            summary { (words) }
            ul.lead-list {
                @for claim in fact.earlier.iter().take(12) {
                    li {
                        (ui::thing::said(reader.lang, fact.field, &claim.value)) " "
                        span.fact-source { (source(reader, claim, false)) }
                    }
                }
            }
        }
    }
}

fn unknown(reader: &Reader, id: &Ref, facts: &Facts, seal: Seal) -> Markup {
    let open = facts.unknown.len() <= 4 || facts.rejected.as_ref().is_some_and(|it| facts.unknown.contains(&it.field));
    html! {
        details.behind open[open] {
            summary { (reader.fill(UNKNOWN, &[("n", &facts.unknown.len().to_string())])) }
            p.still {
                @match facts.ask.first() {
                    Some(team) => { (reader.w(ASK)) " " (ui::thing::link(reader, team)) "." }
                    None => (reader.w(ASK_NOBODY)),
                }
            }
            dl.fact-list {
                @for field in &facts.unknown {
                    @let rejected = facts.rejected.as_ref().filter(|it| it.field == *field);
                    div.fact id={ "fact-" (field.spec().word) } {
                        dt data-terms { (ui::capital(reader.say(&field.label()))) }
                        dd.fact-value.absent { (reader.w(NOBODY)) }
                        @if facts.may_state {
                            dd.fact-more {
                                details.edit open[rejected.is_some()] {
                                    summary { (reader.w(SAY_IT)) }
                                    (form(reader, id, *field, "", rejected, seal))
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The small form of one field; a choice is picked, the rest is typed as in a file.
fn form(reader: &Reader, id: &Ref, field: Field, value: &str, rejected: Option<&Rejected>, seal: Seal) -> Markup {
    let word = field.spec().word;
    let input = format!("value-{word}");
    let said = field.label();
    let label = ui::capital(&reader.fill(VALUE_OF, &[("field", reader.say(&said))]));
    let typed = rejected.map_or(value, |it| it.typed.as_str());
    let choices = ui::thing::choices(field);
    let picked: Vec<(&str, &str)> = choices.iter().map(|(word, words)| (*word, reader.w(*words))).collect();
    let kind = if matches!(field.spec().sense, Sense::Date) { "date" } else { "text" };
    ui::form::form(
        &seal(),
        &format!("{}/fields/{word}", path(id)),
        html! {
            @if picked.is_empty() {
                div.field.wrong[rejected.is_some()] {
                    label for=(input) { (label) }
                    @if matches!(field.spec().sense, Sense::Refs(_) | Sense::List) { p.hint { (reader.w(CLAIMED_NAMES)) } }
                    @if matches!(field.spec().sense, Sense::Words) {
                        textarea id=(input) name="value" rows="2" required aria-invalid=[rejected.map(|_| "true")] { (typed) }
                    } @else {
                        input id=(input) name="value" type=(kind) value=(typed) required aria-invalid=[rejected.map(|_| "true")];
                    }
                    @if let Some(it) = rejected {
                        p.error role="alert" {
                            span.shape aria-hidden="true" { "▲" } (reader.say(&it.why.reason)) " — " (reader.say(&it.why.way_out))
                        }
                    }
                }
            } @else {
                (ui::thing::pick(&input, "value", &label, &picked, Some(typed)))
            }
            button.main type="submit" { (reader.w(STATE)) }
        },
    )
}
