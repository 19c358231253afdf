//! Does another tool do this already, and does it fit? Each answer with what it rests on.

use landscape::fit::{Check, Common, Fit, Ground, Likeness, Overlap, Proof, Verdict};
use landscape::impact::Verdict as Shape;
use maud::{Markup, html};

use crate::ui::capital;
use crate::ui::evidence::{age, source_words};
use crate::ui::{self, Reader, Words};

ui::words! {
    TITLE = "Un autre outil le fait-il déjà ? Convient-il ?" / "Does another tool do this already? Does it fit?";
    ALREADY = "Un autre outil le fait-il déjà ?" / "Does another tool do this already?";
    FITS = "Convient-il ?" / "Does it fit?";
    SAME = "fait la même chose" / "does the same";
    OVERLAPS = "en fait une partie" / "does part of it";
    ALIKE = "Ressemblance" / "Alike";
    SHARE = "Part commune, pesée par la rareté" / "Share in common, weighed by rarity";
    WEIGHED = "pesée" / "weighed";
    APART = "Rien de commun : {grounds}." / "Nothing in common: {grounds}.";
    UNKNOWN = "Pas assez dit pour comparer : {grounds}." / "Too little said to compare: {grounds}.";
    TOUCHES = "Ont quelque chose en commun avec lui, sans faire la même chose" / "Have something in common with it, without doing the same";
    MORE = "et {n} de plus" / "and {n} more";
    CONVENES = "convient" / "fits";
    AGAINST = "ne convient pas" / "does not fit";
    NOT_KNOWN = "pas connu" / "not known";
    ASK = "Le comparer à tout ce qui tourne" / "Hold it against everything that runs";
    WHY = "Pourquoi" / "Why";
    RESTS = "Sur quoi cela repose" / "What this rests on";
}

/// The most tools shown that do the same or part of it: who chooses looks at the nearest.
const SHOWN: usize = 5;
/// The most facts shown under one answer.
const FACTS_MOST: usize = 12;

/// The section's heading.
pub(super) fn title(reader: &Reader) -> &'static str {
    reader.w(TITLE)
}

/// What leads to the two answers, where they are not worked out yet.
pub(super) fn ask(reader: &Reader) -> &'static str {
    reader.w(ASK)
}

/// The two answers with all they rest on.
pub(super) fn render(reader: &Reader, fit: &Fit) -> Markup {
    html! {
        div.fitness {
            div { h3 { (reader.w(ALREADY)) } p.signs data-terms { (reader.say(&fit.already)) } (others(reader, fit)) }
            div { h3 { (reader.w(FITS)) } p.signs data-terms { (reader.say(&fit.fits)) } (checks(reader, &fit.checks)) }
        }
    }
}

/// The two answers; what they rest on is one touch away.
pub(super) fn folded(reader: &Reader, fit: &Fit) -> Markup {
    html! {
        div.fitness.folded {
            div {
                p data-terms { (reader.say(&fit.already)) }
                p data-terms { (reader.say(&fit.fits)) }
                details.behind {
                    summary { (reader.w(WHY)) }
                    h3 { (reader.w(ALREADY)) }
                    (others(reader, fit))
                    h3 { (reader.w(FITS)) }
                    (checks(reader, &fit.checks))
                }
            }
        }
    }
}

/// Those that do the same or part of it, then those that only touch it.
fn others(reader: &Reader, fit: &Fit) -> Markup {
    let (near, touching): (Vec<&Overlap>, Vec<&Overlap>) =
        fit.overlaps.iter().partition(|overlap| overlap.likeness > Likeness::Touches);
    let touching: Vec<base::Ref> = touching.into_iter().map(|overlap| overlap.other.clone()).collect();
    html! {
        ul.likes { @for overlap in near.iter().take(SHOWN) { li { (like(reader, overlap)) } } }
        @if near.len() > SHOWN { p.still { (reader.fill(MORE, &[("n", &(near.len() - SHOWN).to_string())])) } }
        @if !touching.is_empty() {
            p.still { (reader.w(TOUCHES)) (colon(reader)) }
            (ui::thing::links(reader, &touching, 6, MORE))
        }
        @for say in &fit.unsaid { p.still data-terms { (capital(reader.say(say))) "." } }
    }
}

/// What one other has in common with it, ground by ground.
fn like(reader: &Reader, overlap: &Overlap) -> Markup {
    let badge = match overlap.likeness {
        Likeness::Same => ui::badge::state(Shape::Over, reader.w(SAME)),
        _ => ui::badge::state(Shape::Watch, reader.w(OVERLAPS)),
    };
    let label = base::Say::new(ALIKE.fr, ALIKE.en);
    html! {
        div.like-head {
            (ui::thing::link(reader, &overlap.other)) " " (badge)
            span.like-score { (reader.w(ALIKE)) " " (ui::figure::measure(reader, &label, &overlap.score)) }
        }
        ul.like-grounds { @for common in &overlap.common { li { (ground(reader, common)) } } }
        @if !overlap.apart.is_empty() { p.still data-terms { (reader.fill(APART, &[("grounds", &grounds(reader, &overlap.apart))])) } }
        @if !overlap.unknown.is_empty() { p.still data-terms { (reader.fill(UNKNOWN, &[("grounds", &grounds(reader, &overlap.unknown))])) } }
    }
}

fn ground(reader: &Reader, common: &Common) -> Markup {
    let label = base::Say::new(SHARE.fr, SHARE.en);
    html! {
        (capital(reader.say(&common.say))) ". "
        span.still { (reader.w(WEIGHED)) " " (ui::figure::measure(reader, &label, &common.share)) }
    }
}

fn grounds(reader: &Reader, grounds: &[Ground]) -> String {
    grounds.iter().map(|ground| reader.say(&ground.label()).to_owned()).collect::<Vec<_>>().join(", ")
}

/// The rules: what stands against it first, then what is not known, then what fits.
fn checks(reader: &Reader, checks: &[Check]) -> Markup {
    let order = [Verdict::DoesNotFit, Verdict::NotKnown, Verdict::Fits];
    let sorted = order.iter().flat_map(|verdict| checks.iter().filter(move |check| check.verdict == *verdict));
    html! {
        ul.checks {
            @for check in sorted {
                li.check {
                    (verdict(reader, check.verdict))
                    div {
                        p.check-rule data-terms { (capital(reader.say(&check.label))) }
                        p data-terms { (reader.say(&check.say)) @if let Some(ask) = &check.ask { " " (capital(reader.say(ask))) "." } }
                        @if !check.proofs.is_empty() { (proofs(reader, &check.proofs)) }
                    }
                }
            }
        }
    }
}

fn verdict(reader: &Reader, verdict: Verdict) -> Markup {
    let (shape, words): (Shape, Words) = match verdict {
        Verdict::Fits => (Shape::Fine, CONVENES),
        Verdict::DoesNotFit => (Shape::Over, AGAINST),
        Verdict::NotKnown => (Shape::Unknown, NOT_KNOWN),
    };
    html! { div { (ui::badge::state(shape, reader.w(words))) } }
}

fn proofs(reader: &Reader, proofs: &[Proof]) -> Markup {
    html! {
        details.behind {
            summary { (reader.w(RESTS)) }
            ul {
                @for proof in proofs.iter().take(FACTS_MOST) {
                    li {
                        (capital(reader.say(&proof.say)))
                        " " span.fact-source { (source_words(reader, &proof.source)) " · " (age(reader, proof.as_of)) }
                    }
                }
                @if proofs.len() > FACTS_MOST { li { (reader.fill(MORE, &[("n", &(proofs.len() - FACTS_MOST).to_string())])) } }
            }
        }
    }
}

fn colon(reader: &Reader) -> &'static str {
    match reader.lang {
        base::Lang::Fr => "\u{a0}:",
        base::Lang::En => ":",
    }
}
