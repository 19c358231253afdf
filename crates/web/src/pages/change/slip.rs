//! Each option as a slip, line by line down to its net; every figure opens what it rests on beside it.

use base::Figure;
use landscape::impact::Verdict as Mark;
use maud::{Markup, html};

use super::View;
use crate::pages::told;
use crate::ui;
use crate::ui::Reader;

ui::words! {
    AS_IS = "Rester ainsi" / "Stay as it is";
    AS_IS_WHAT = "Le travail continue comme il a été décidé : rien n’est perdu, rien ne vient plus tôt." / "The work goes on as it was decided: nothing is lost, nothing comes earlier.";
    LEAVES_MOST = "laisse le plus" / "leaves most";
    SIGNED = "signée" / "signed";
    GAIN_FROM = "Gain : {words}" / "Gain: {words}";
    UNKNOWN = "Un coût n’est pas connu : ce reçu ne se calcule pas." / "A cost is not known: this receipt cannot be worked out.";
}

/// The lines of a slip, in the order they are added up; `wait` stands for one line a dependent.
const LINES: [&str; 9] = ["lost", "switching", "days", "work", "wait", "waiting", "cost", "gain", "net"];

/// All options side by side, "as it is" first.
pub(in crate::pages) fn slips(reader: &Reader, view: &View) -> Markup {
    let change = view.change;
    let settled = change.decided.is_some();
    html! {
        div.slips {
            article.slip.as-is.(if settled && change.taken().is_none() { "made" } else { "" }) {
                h3 { (reader.w(AS_IS)) }
                (marks(reader, view.best.is_none(), settled && change.taken().is_none()))
                p.still { (reader.w(AS_IS_WHAT)) }
            }
            @for at in 0..change.proposal.options.len() { (slip(reader, view, at)) }
        }
    }
}

fn marks(reader: &Reader, best: bool, signed: bool) -> Markup {
    html! {
        @if best || signed {
            p.slip-marks {
                @if best { (ui::badge::state(Mark::Fine, reader.w(LEAVES_MOST))) }
                @if signed { " " strong { (reader.w(SIGNED)) } }
            }
        }
    }
}

fn slip(reader: &Reader, view: &View, at: usize) -> Markup {
    let nth = at + 1;
    let signed = view.change.taken() == Some(at);
    let lines: Vec<&Figure> = LINES
        .iter()
        .flat_map(|line| {
            let (exact, each) = (format!("receipt.{line}/{nth}"), format!("receipt.{line}/{nth}."));
            view.figures.iter().filter(move |figure| figure.key == exact || figure.key.starts_with(&each))
        })
        // One who waits is the sum of those who wait.
        .filter(|figure| figure.key != format!("receipt.waiting/{nth}") || waits(view, at) != 1)
        .collect();
    let gain = view.change.proposal.options.get(at).and_then(|option| option.gain.as_ref());
    html! {
        article.slip.(if signed { "made" } else { "" }) {
            h3 { (view.name(at)) }
            (marks(reader, view.best == Some(at), signed))
            @if lines.is_empty() { p.still { (reader.w(UNKNOWN)) } }
            dl.slip-lines {
                @for figure in &lines {
                    @let sum = ["cost", "net", "days"].iter().any(|sum| figure.key == format!("receipt.{sum}/{nth}"));
                    div.sum[sum] { dt { (told::capital(reader.say(&figure.label))) } dd { (ui::figure::figure(reader, figure)) } }
                }
            }
            @if let Some(gain) = gain {
                p.still { (reader.fill(GAIN_FROM, &[("words", told::text(view.session, &gain.words))])) }
            }
        }
    }
}

fn waits(view: &View, at: usize) -> usize {
    view.change.proposal.options.get(at).map_or(0, |option| option.dependents.len())
}
