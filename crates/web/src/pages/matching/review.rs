//! Which pairs are worth a person's word, one after another? `/matching/review`
//!
//! One pair at a time, with what speaks for and against, three buttons that keys press too, and the last answer to be taken
//! back. By turns a pair is worth an answer by itself, or was drawn by chance to measure how right the run is.

use app::matching::{Asked, View};
use axum::extract::{Query, State};
use base::format;
use customers::resolution::index::Anchor;
use maud::{Markup, html};
use serde::Deserialize;

use super::pair::{BY_OTHERS, SCORE, fall, records, say, take_back};
use super::{chances, filled};
use crate::answer::Answer;
use crate::house::House;
use crate::pages::leaf::{Leaf, leaf};
use crate::pages::told::Seals;
use crate::session::Session;
use crate::ui::page::{Format, Room};
use crate::ui::{self, Reader, counted};

ui::words! {
    TITLE = "Une personne ou deux ?" / "One person or two?";
    KICKER = "À trancher" / "To settle";
    TAKEN_ONE = "Le calcul les prend pour une seule personne." / "The run takes them for one person.";
    TAKEN_TWO = "Le calcul les prend pour deux personnes." / "The run takes them for two people.";
    NO_ANSWER = "Personne n’a encore répondu." / "Nobody has answered yet.";
    ONE_ANSWER = "1 réponse au tirage, sur {of} pour mesurer." / "1 answer to the draw, of {of} to measure by.";
    ANSWERS = "{n} réponses au tirage, sur {of} pour mesurer." / "{n} answers to the draw, of {of} to measure by.";
    SAID_ONE = "1 réponse donnée." / "1 answer given.";
    SAID_N = "{n} réponses données." / "{n} answers given.";
    DRAWN = "Tirée au sort : votre réponse mesure la justesse de l’ensemble." / "Drawn by chance: your answer measures how right the whole is.";
    WORTH_ONE = "Votre réponse peut réunir ou séparer une paire de fiches." / "Your answer may join or part one pair of records.";
    WORTH = "Votre réponse peut réunir ou séparer {n} paires de fiches." / "Your answer may join or part {n} pairs of records.";
    ALIKE = "{n} paires se ressemblent de la même façon." / "{n} pairs are alike in the same way.";
    YES = "Oui, une seule personne" / "Yes, one person";
    NO = "Non, deux personnes" / "No, two people";
    LATER = "Pas maintenant" / "Not now";
    BEFORE = "La précédente" / "The one before";
    UNDO = "Retirer la dernière réponse" / "Take the last answer back";
    RECORDS = "Les deux fiches" / "The two records";
    WHY = "Champ par champ" / "Field by field";
    NONE = "Plus rien n’est à trancher." / "Nothing is left to settle.";
    NONE_HOW = "Le prochain rapprochement tirera d’autres paires." / "The next run will draw other pairs.";
    BACK = "Voir le rapprochement" / "See the matching";
    NOTED = "C’est noté." / "Noted.";
    TAKEN_BACK = "La dernière réponse est retirée." / "The last answer is taken back.";
    KEY_YES = "o" / "y";
}

/// How many were put off, what was just done, and about which two.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Way {
    skip: usize,
    done: Option<String>,
    left: String,
    right: String,
}

/// The most that may be put off one after another.
const PUT_OFF_MOST: usize = 200;

/// `GET /matching/review`
pub async fn show(State(house): State<House>, session: Session, Query(way): Query<Way>) -> Answer {
    let actor = session.actor()?;
    let skip = way.skip.min(PUT_OFF_MOST);
    let found = house
        .work(move |app| {
            let Some(view) = app.customers()? else { return Ok(None) };
            let asked = app.customers_to_review(actor, skip + 1)?;
            let said = app.picture().said().map_or(0, |said| said.facts().count());
            Ok(Some((view, asked.into_iter().nth(skip), said)))
        })
        .await?;
    let seals = Seals::of(&house, &session);
    let content = session.read(|reader| match &found {
        None => super::nothing(reader),
        Some((_, None, _)) => html! {
            (ui::page::opening(&html! { (reader.w(KICKER)) }, reader.w(TITLE), None))
            (undo(reader, &way, &seals))
            (ui::empty::empty(reader.w(NONE), reader.w(NONE_HOW), Some((reader.w(BACK), "/matching"))))
        },
        Some((view, Some(asked), said)) => render(reader, view, asked, *said, &way, &seals),
    });
    let done = way.done.as_deref().map(|word| if word == "back" { TAKEN_BACK } else { NOTED }.in_lang(session.lang));
    let title = TITLE.in_lang(session.lang);
    Ok(leaf(&house, &session, &Leaf { title, room: Some(Room::Customers), format: Format::Wide, done }, content))
}

fn render(reader: &Reader, view: &View, asked: &Asked, said: usize, way: &Way, seals: &Seals) -> Markup {
    let pair = &asked.pair;
    let taken = if pair.is_one() { TAKEN_ONE } else { TAKEN_TWO };
    let standfirst = html! {
        p {
            (reader.w(taken)) " " (reader.fill(SCORE, &[("chances", &chances(reader.lang, pair.explained.bits))]))
            @if (pair.explained.bits > view.report.threshold_bits) != pair.is_one() { " " (reader.w(BY_OTHERS)) }
        }
    };
    html! {
        (ui::page::opening(&html! { (progress(reader, view, said)) }, reader.w(TITLE), Some(&standfirst)))
        (buttons(reader, asked, way, seals))
        (ui::page::section("records", reader.w(RECORDS), records(reader, pair)))
        (ui::page::section("steps", reader.w(WHY), fall(reader, pair, view.report.threshold_bits)))
    }
}

/// How many answers there are, and how many the measure rests on.
fn progress(reader: &Reader, view: &View, said: usize) -> Markup {
    let of = format::number(reader.lang, app::matching::SAMPLE as f64, 0);
    let n = view.now.accuracy.answers;
    html! {
        @if said == 0 { (reader.w(NO_ANSWER)) }
        @else {
            span { (counted(reader.lang, said, SAID_ONE, SAID_N)) }
            @if n > 0 {
                span { (filled(reader, if n == 1 { ONE_ANSWER } else { ANSWERS }, &[("n", n.to_string()), ("of", of)])) }
            }
        }
    }
}

fn buttons(reader: &Reader, asked: &Asked, way: &Way, seals: &Seals) -> Markup {
    let (left, right) = (asked.pair.left.id, asked.pair.right.id);
    let n = |n: u64| format::number(reader.lang, n as f64, 0);
    let here = match way.skip {
        0 => "/matching/review".to_owned(),
        skip => format!("/matching/review?skip={skip}"),
    };
    let button = |class: &'static str, keys: &'static str, shown: &str, words: &str| {
        html! {
            button.(class) type="submit" data-key=(keys) { (words) " " kbd aria-hidden="true" { (shown) } }
        }
    };
    html! {
        div.settle {
            p.review-why {
                @if asked.drawn { (reader.w(DRAWN)) }
                @else {
                    @match asked.moves {
                        Some(1) => (reader.w(WORTH_ONE)),
                        Some(moves) => (reader.fill(WORTH, &[("n", &n(moves))])),
                        None => "",
                    }
                    @if let Some(alike) = asked.alike.filter(|alike| *alike > 1) { " " (reader.fill(ALIKE, &[("n", &n(alike))])) }
                }
            }
            div.say-it {
                (say(seals, left, right, true, &here, button("main", "y o", reader.w(KEY_YES), reader.w(YES))))
                (say(seals, left, right, false, &here, button("pick", "n", "n", reader.w(NO))))
                a.quiet data-key="s ArrowRight" href={ "/matching/review?skip=" (way.skip + 1) } { (reader.w(LATER)) " " kbd aria-hidden="true" { "s" } }
                @if way.skip > 0 {
                    a.quiet data-key="ArrowLeft" href={ "/matching/review?skip=" (way.skip - 1) } { (reader.w(BEFORE)) " " kbd aria-hidden="true" { "←" } }
                }
                (undo(reader, way, seals))
            }
        }
    }
}

/// The form that takes the last answer back, where there is one.
fn undo(reader: &Reader, way: &Way, seals: &Seals) -> Markup {
    let record = |id: &str| id.parse::<Anchor>().ok();
    match (record(&way.left), record(&way.right)) {
        (Some(left), Some(right)) if way.done.as_deref() != Some("back") => {
            let button = html! {
                button.quiet type="submit" data-key="u" { (reader.w(UNDO)) " " kbd aria-hidden="true" { "u" } }
            };
            take_back(seals, left, right, "/matching/review", button)
        }
        _ => html! {},
    }
}
