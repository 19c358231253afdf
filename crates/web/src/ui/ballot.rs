//! The options of a decision, each with what it would do, and the two signatures it takes.

use base::Side;
use landscape::impact::Verdict;
use maud::{Markup, html};

use super::Reader;
use super::badge::{self, verdict_parts};

/// One option.
#[derive(Clone, Debug)]
pub struct Choice {
    /// What the form sends.
    pub value: String,
    /// Its name.
    pub name: String,
    /// What it would do, figures included.
    pub consequence: Markup,
    /// How near it brings the most used system to its limit.
    pub verdict: Option<Verdict>,
    /// The sides that signed it.
    pub signed: Vec<Side>,
    /// Whether it is chosen in the form.
    pub chosen: bool,
    /// Whether it was decided.
    pub made: bool,
}

/// The options to read; `field` makes them a choice in a form of that name.
pub fn options(reader: &Reader, legend: &str, options: &[Choice], field: Option<&str>) -> Markup {
    html! {
        fieldset.ballot {
            legend { (legend) }
            @for (i, option) in options.iter().enumerate() {
                @let id = format!("{}-{i}", field.unwrap_or("option"));
                div.option.made[option.made].votable[field.is_some()].(option.verdict.map_or("", |v| verdict_parts(v).0)) {
                    @if let Some(name) = field {
                        input type="radio" id=(id) name=(name) value=(option.value) checked[option.chosen] required
                            aria-describedby={ (id) "-does" };
                    }
                    div.option-name {
                        @if field.is_some() { label for=(id) { (option.name) } } @else { (option.name) }
                    }
                    div.option-does id={ (id) "-does" } { (option.consequence) }
                    div.option-marks {
                        @if let Some(verdict) = option.verdict { (badge::verdict(reader, verdict)) }
                        @for side in &option.signed { (badge::side(reader, *side)) }
                    }
                }
            }
        }
    }
}

/// One side's place on the page.
#[derive(Clone, Debug)]
pub struct Seat {
    /// The side.
    pub side: Side,
    /// What it signed, or that it is missing.
    pub words: Markup,
    /// Who and when.
    pub by: Option<Markup>,
    /// What was remarked.
    pub remark: Option<String>,
}

/// The sides' signatures beside each other, a line ready for the one that is missing.
pub fn seats(reader: &Reader, seats: &[Seat]) -> Markup {
    html! {
        div.seats {
            @for seat in seats {
                div.seat.(badge::side_class(seat.side)).empty-seat[seat.by.is_none()] {
                    (badge::side(reader, seat.side))
                    div.seat-words { (seat.words) }
                    @if let Some(remark) = &seat.remark { blockquote { (remark) } }
                    @if let Some(by) = &seat.by { div.seat-by { (by) } }
                }
            }
        }
    }
}
