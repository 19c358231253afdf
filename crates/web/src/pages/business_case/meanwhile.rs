//! Two people wrote at once: what stood before, theirs and mine, side by side, and one button each to keep.

use agenda::decision::Choice;
use app::{Meanwhile, Said};
use maud::{Markup, html};

use super::View;
use crate::pages::told::{self, Back, Seals, day};
use crate::ui;
use crate::ui::picks;
use crate::ui::{Reader, table};

ui::words! {
    TITLE = "Pendant que vous écriviez" / "While you were writing";
    CHANGED_LINE = "{who} a modifié la ligne {line} {age}." / "{who} changed line {line} {age}.";
    STRUCK_LINE = "{who} a rayé la ligne {line} {age}." / "{who} struck out line {line} {age}.";
    CHANGED_PART = "{who} a modifié cette partie {age}." / "{who} changed this part {age}.";
    SOMEBODY = "Quelqu’un" / "Somebody";
    NOTHING_LOST = "Rien n’est perdu, ni chez l’un ni chez l’autre : comparez, puis gardez une version." / "Nothing is lost on either side: compare, then keep one of the two.";
    SIGN_AGAIN = "Rien n’est signé : voici ce qui a changé depuis que vous avez lu la page." / "Nothing is signed: this is what changed since you read the page.";
    PART = "Partie" / "Part";
    BEFORE = "Avant" / "Before";
    MINE = "Vous" / "You";
    NOW = "Maintenant" / "Now";
    NOTHING = "rien" / "nothing";
    KEEP_THEIRS = "Garder celle qui est en place" / "Keep the one that stands";
    KEEP_MINE = "Garder la mienne" / "Keep mine";
    STRIKE_MINE = "Rayer la ligne quand même" / "Strike the line out all the same";
    READ = "Lire la page telle qu’elle est" / "Read the page as it stands";
    OR_MIX = "Pour prendre de l’une et de l’autre, corrigez votre saisie : elle est ouverte dans son formulaire, plus bas." / "To take from both, correct what you typed: it is open in its form, further down.";
}

/// What was changed, and the two ways on; stands at the head of the page, in focus.
pub(super) fn section(reader: &Reader, view: &View, seals: &Seals, back: &Back, meanwhile: &Meanwhile) -> Markup {
    let who = meanwhile.by.clone().unwrap_or_else(|| reader.w(SOMEBODY).to_owned());
    let age = meanwhile.at.map(|at| reader.age(day(at))).unwrap_or_default();
    let line = meanwhile.line.map(|line| line.to_string()).unwrap_or_default();
    let holes = [("who", who.as_str()), ("age", &age), ("line", &line)];
    let what = match (meanwhile.line, meanwhile.struck) {
        (Some(_), true) => STRUCK_LINE,
        (Some(_), false) => CHANGED_LINE,
        (None, _) => CHANGED_PART,
    };
    let signing = back.form == "case-sign";
    let place = meanwhile.line.filter(|_| !meanwhile.struck).map_or("case".to_owned(), |line| format!("line-{line}"));
    html! {
        section.problem.refused.meanwhile #not-taken tabindex="-1" autofocus aria-labelledby="not-taken-what" {
            h2 #not-taken-what { span.shape aria-hidden="true" { "▲" } (reader.w(TITLE)) }
            p.problem-what { (reader.fill(what, &holes)) }
            p.problem-kept { (reader.w(if signing { SIGN_AGAIN } else { NOTHING_LOST })) }
            @if !meanwhile.parts.is_empty() { (parts(reader, view, meanwhile, &who, signing)) }
            div.picks {
                @if signing {
                    a.pick href={ (view.at("")) "#sign" } { (reader.w(READ)) }
                } @else {
                    (mine(reader, view, seals, back, meanwhile))
                    a.pick href={ (view.at("")) "#" (place) } { (reader.w(KEEP_THEIRS)) }
                }
            }
            @if matches!(back.form, "case-benefit" | "case-cost" | "case-chain" | "case-terms") && !meanwhile.struck {
                p.hint { (reader.w(OR_MIX)) }
            }
        }
    }
}

fn parts(reader: &Reader, view: &View, meanwhile: &Meanwhile, who: &str, signing: bool) -> Markup {
    let mut columns = vec![table::words(PART), table::words(BEFORE)];
    match signing {
        true => columns.push(table::words(NOW)),
        false => columns.extend([table::Column { head: base::Say::same(who), number: false }, table::words(MINE)]),
    }
    let rows = meanwhile.parts.iter().map(|part| {
        let said = |said: &Option<Said>, moved: bool| {
            let words = said.as_ref().map_or_else(|| reader.w(NOTHING).to_owned(), |said| tell(reader, view, said));
            match moved {
                true => html! { mark { (words) } },
                false => html! { (words) },
            }
        };
        let name = html! { (told::capital(reader.say(&part.name))) };
        let mut row = vec![name, said(&part.before, false), said(&part.theirs, part.theirs != part.before)];
        if !signing {
            row.push(said(&part.mine, part.mine != part.before));
        }
        row
    });
    table::table(reader, reader.w(TITLE), &columns, rows.collect())
}

fn tell(reader: &Reader, view: &View, said: &Said) -> String {
    match said {
        Said::Words(words) => words.clone(),
        Said::Word(say) => reader.say(say).to_owned(),
        Said::Option(word) => match Choice::from_word(word) {
            Some(option) => told::capital(reader.say(&view.option(&option))),
            None => word.clone(),
        },
        Said::Number { value, unit } => base::format::quantity(reader.lang, *value, *unit),
    }
}

/// What was typed, sent once more, now on the version that stands.
fn mine(reader: &Reader, view: &View, seals: &Seals, back: &Back, meanwhile: &Meanwhile) -> Markup {
    let line = meanwhile.line.map(|line| line.to_string()).unwrap_or_default();
    let (to, verb) = match back.form {
        "case-benefit" => ("/benefits".to_owned(), KEEP_MINE),
        "case-cost" => ("/costs".to_owned(), KEEP_MINE),
        "case-chain" => ("/chain".to_owned(), KEEP_MINE),
        "case-terms" => ("/terms".to_owned(), KEEP_MINE),
        "case-option" => ("/recommendation".to_owned(), KEEP_MINE),
        "case-line" => (format!("/lines/{line}/end"), STRIKE_MINE),
        _ => return html! {},
    };
    seals.form(
        &view.at(&to),
        html! {
            input type="hidden" name="seen" value=(meanwhile.stands);
            @for (field, words) in &back.typed {
                // A line that was struck out is written anew.
                @let words = if *field == "line" && meanwhile.struck { "" } else { words.as_str() };
                input type="hidden" name=(field) value=(words);
            }
            (picks::second(reader.w(verb)))
        },
    )
}
