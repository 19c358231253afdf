//! A contract: by which day one can still say no, what it costs a year, what happens if nobody says anything.

use base::{Figure, Measure, Ref, Say};
use jiff::civil::Date;
use landscape::catalog::Thing;
use landscape::contract::{self, Silence, Standing, Term};
use landscape::field::Field;
use maud::{Markup, html};

use crate::ui::{self, Reader};

ui::words! {
    BINDS = "Ce à quoi il engage" / "What it binds to";
    NO_END = "Rien ne dit quand ce contrat finit : personne ne peut dire jusqu’à quand on peut y renoncer." / "Nothing says when this contract ends: nobody can tell until when it can be given up.";
    ENDS = "Dernier jour du terme en cours : {date}, {age}." / "Last day of the running term: {date}, {age}.";
    NOTICE = "Préavis : {notice}. Dernier jour pour le donner : {date}, {age}." / "Notice: {notice}. Last day to give it: {date}, {age}.";
    NO_NOTICE = "Aucun préavis n’est connu : lisez le contrat, le dernier jour pour renoncer vient peut-être plus tôt." / "No notice is known: read the contract, the last day to give up may come earlier.";
    ANOTHER = "Si personne ne dit rien, un nouveau terme : {length}." / "If nobody says anything, another term: {length}.";
    ANOTHER_COSTS = "Si personne ne dit rien, un nouveau terme : {length}, {cost}." / "If nobody says anything, another term: {length}, {cost}.";
    ASSUMED = "La durée d’une reconduction n’est pas connue : un an est supposé." / "How long a renewal lasts is not known: a year is assumed.";
    STOPS = "Si personne ne dit rien, il s’arrête." / "If nobody says anything, it stops.";
    UNSAID = "Rien ne dit s’il se reconduit tout seul." / "Nothing says whether it renews by itself.";
    RENEWED = "Reconduit tout seul {n} fois depuis son premier terme." / "Renewed by itself {n} times since its first term.";
    RENEWED_ONE = "Reconduit tout seul une fois depuis son premier terme." / "Renewed by itself once since its first term.";
    COST_OF_TERM = "coût d’un nouveau terme" / "cost of another term";
    COST_HOW = "coût par an × durée du terme ÷ douze mois" / "cost a year × length of the term ÷ twelve months";
    ALL = "Tous les contrats, et ceux dont le jour approche" / "All contracts, and those whose day is near";
}

/// What the page shows of a contract.
pub(super) struct Contract<'a> {
    term: Option<Term<'a>>,
    annual: Option<Measure>,
    id: Ref,
}

impl<'a> Contract<'a> {
    pub(super) fn of(thing: &'a Thing, today: Date) -> Contract<'a> {
        let (term, annual) = (contract::term(thing, today), thing.measure(Field::AnnualCost));
        Contract { term, annual, id: thing.id.clone() }
    }
}

/// What a contract costs a year, as figures of a sentence.
pub(crate) fn figures(id: &Ref, annual: Option<&Measure>) -> Vec<Figure> {
    let figure = |measure: &Measure| Figure {
        key: format!("annual_cost/{id}"),
        label: Field::AnnualCost.label(),
        measure: measure.clone(),
    };
    annual.map(figure).into_iter().collect()
}

/// What is to be said by when.
pub(super) fn lead(reader: &Reader, contract: &Contract) -> Markup {
    match &contract.term {
        None => html! { (reader.w(NO_END)) },
        Some(term) => {
            let say = term.say();
            let say = Say::new(format!("{}.", say.fr), format!("{}.", say.en));
            ui::figure::sentence(reader, &say, &figures(&contract.id, contract.annual.as_ref()))
        }
    }
}

/// Its days and what they bring, one by one.
pub(super) fn render(reader: &Reader, contract: &Contract) -> Markup {
    let Some(term) = &contract.term else {
        return ui::page::section(
            "binds",
            reader.w(BINDS),
            html! { p.more { a href="/contracts" { (reader.w(ALL)) } } },
        );
    };
    let dated = |words, date: Date| reader.fill(words, &[("date", &reader.date(date)), ("age", &reader.age(date))]);
    let length = term.length.say();
    let goes_on = matches!(term.standing, Standing::Open | Standing::Bound);
    let list = html! {
        ul.lead-list data-terms {
            li { (dated(ENDS, term.ends)) }
            @match term.notice {
                _ if term.silence == Silence::Ends => {}
                Some(notice) => li {
                    (reader.fill(NOTICE, &[
                        ("notice", reader.say(&notice.say())),
                        ("date", &reader.date(term.last_day)),
                        ("age", &reader.age(term.last_day)),
                    ]))
                }
                None => li { (reader.w(NO_NOTICE)) },
            }
            @if goes_on {
                li { (at_the_end(reader, contract, term, reader.say(&length))) }
                @if term.silence == Silence::Renews && !term.length_stated { li { (reader.w(ASSUMED)) } }
            }
            @if term.renewed > 0 { li { (ui::counted(reader.lang, term.renewed as usize, RENEWED_ONE, RENEWED)) } }
        }
        p.more { a href="/contracts" { (reader.w(ALL)) } }
    };
    ui::page::section("binds", reader.w(BINDS), list)
}

fn at_the_end(reader: &Reader, contract: &Contract, term: &Term, length: &str) -> Markup {
    match (term.silence, term.cost, &contract.annual) {
        (Silence::Ends, ..) => html! { (reader.w(STOPS)) },
        (Silence::Unsaid, ..) => html! { (reader.w(UNSAID)) },
        (Silence::Renews, Some(cost), Some(annual)) => {
            let value = base::Quantity::exact(cost.cents as f64 / 100.0);
            let from = vec![(Field::AnnualCost.label(), annual.clone())];
            let how = Say::new(COST_HOW.fr, COST_HOW.en);
            let measure = Measure::computed(value, base::Unit::Eur, how, from);
            let label = Say::new(COST_OF_TERM.fr, COST_OF_TERM.en);
            let figure = Figure { key: format!("next_term/{}", contract.id), label, measure };
            let words =
                |lang| ANOTHER_COSTS.fill(lang, &[("length", length), ("cost", &format!("{{{}}}", figure.key))]);
            let say = Say::each(words);
            ui::figure::sentence(reader, &say, std::slice::from_ref(&figure))
        }
        (Silence::Renews, ..) => html! { (reader.fill(ANOTHER, &[("length", length)])) },
    }
}
