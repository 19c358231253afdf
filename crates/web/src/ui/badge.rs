//! Small words with a shape: verdicts, sides, lanes, and the looks of what is not settled.

use base::Side;
use landscape::impact::Verdict;
use maud::{Markup, html};

use super::{Reader, Words};

crate::ui::words! {
    FINE = "à l’aise" / "fine";
    WATCH = "à surveiller" / "watch";
    OVER = "au-delà de la limite" / "over the limit";
    UNKNOWN = "inconnu" / "unknown";
    EXPRESS = "voie express" / "express lane";
    STANDARD = "voie standard" / "standard lane";
    MAJOR = "voie majeure" / "major lane";
    PROVISIONAL = "provisoire" / "provisional";
    INCONCLUSIVE = "pas concluant" / "not conclusive";
    JOINT = "Ensemble" / "Joint";
}

/// The way a request takes, chosen by its impact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lane {
    /// Days.
    Express,
    /// Weeks.
    Standard,
    /// A case of its own.
    Major,
}

/// The class, shape and word of a verdict.
pub(crate) fn verdict_parts(verdict: Verdict) -> (&'static str, &'static str, Words) {
    match verdict {
        Verdict::Fine => ("fine", "✓", FINE),
        Verdict::Watch => ("watch", "▲", WATCH),
        Verdict::Over => ("stop", "■", OVER),
        Verdict::Unknown => ("unknown", "?", UNKNOWN),
    }
}

/// A verdict: always shape, word and hue together.
pub fn verdict(reader: &Reader, verdict: Verdict) -> Markup {
    let (class, shape, words) = verdict_parts(verdict);
    html! { span.badge.(class) { span.shape aria-hidden="true" { (shape) } (reader.w(words)) } }
}

/// A state in words of the caller's own, with the shape and hue of a verdict: "✓ signed".
pub fn state(verdict: Verdict, words: &str) -> Markup {
    let (class, shape, _) = verdict_parts(verdict);
    html! { span.badge.(class) { span.shape aria-hidden="true" { (shape) } (words) } }
}

/// The class that gives a side its hue.
pub fn side_class(side: Side) -> &'static str {
    match side {
        Side::Marketing => "marketing",
        Side::It => "it",
        Side::Other => "other",
    }
}

/// A side's name in its hue.
pub fn side(reader: &Reader, side: Side) -> Markup {
    html! { span.side.(side_class(side)) { (reader.say(&side.say())) } }
}

/// What both sides own.
pub fn joint(reader: &Reader) -> Markup {
    html! { span.side.joint { (reader.w(JOINT)) } }
}

/// The lane a request takes.
pub fn lane(reader: &Reader, lane: Lane) -> Markup {
    let (bars, words) = match lane {
        Lane::Express => ("›", EXPRESS),
        Lane::Standard => ("››", STANDARD),
        Lane::Major => ("›››", MAJOR),
    };
    html! { span.lane { span.shape aria-hidden="true" { (bars) } (reader.w(words)) } }
}

/// Decided, but not by everyone it takes.
pub fn provisional(reader: &Reader) -> Markup {
    html! { span.badge.provisional { span.shape aria-hidden="true" { "◌" } (reader.w(PROVISIONAL)) } }
}

/// A result that does not settle the question; it is a result.
pub fn inconclusive(reader: &Reader) -> Markup {
    html! { span.badge.inconclusive { span.shape aria-hidden="true" { "≈" } (reader.w(INCONCLUSIVE)) } }
}
