//! Are these two records one person, and what says so? `/matching/pair?left=…&right=…`
//!
//! Field by field, what each agreement adds to the score; the two buttons that say it, and the one that takes it back.

use app::matching::{Pair, RecordTold, agreement, kind, rule, value};
use app::{IdentityOrder, Order};
use axum::extract::{Query, State};
use base::Say;
use customers::resolution::explain::Says;
use customers::resolution::index::Anchor;
use maud::{Markup, html};
use serde::Deserialize;

use super::{chances, filled, record, shown};
use crate::answer::{Answer, local_path, see};
use crate::house::House;
use crate::pages::leaf::{Leaf, leaf};
use crate::pages::told::Seals;
use crate::posted::Posted;
use crate::session::Session;
use crate::ui::page::{Format, Room};
use crate::ui::weights::{Step, Waterfall, signed, waterfall};
use crate::ui::{self, Reader, capital, table};

ui::words! {
    TITLE = "Une personne ou deux ?" / "One person or two?";
    ARE_ONE = "{left} et {right} sont une seule personne." / "{left} and {right} are one person.";
    ARE_TWO = "{left} et {right} sont deux personnes." / "{left} and {right} are two people.";
    pub(super) SCORE = "Ce que disent leurs champs : {chances}." / "What their fields say: {chances}.";
    pub(super) BY_OTHERS = "Leurs autres fiches en ont décidé, pas cette paire seule." / "Their other records decided it, not this pair alone.";
    SAID = "Quelqu’un l’a dit ; cela compte avant tout calcul." / "Somebody said so; that counts before anything worked out.";
    SEE_PERSON = "La personne" / "The person";
    SEE_LEFT = "La personne de {place}" / "The person of {place}";
    STEPS = "Champ par champ" / "Field by field";
    STEPS_LEAD = "On part de ce que vaut une paire avant toute comparaison. Chaque champ ajoute ou retire ; un bit double les chances." / "It starts from what a pair is worth before any comparison. Each field adds or takes away; one bit doubles the chances.";
    BEFORE = "Avant de comparer" / "Before comparing";
    BEFORE_WHY = "deux fiches examinées sont rarement une personne" / "two records that are looked at are seldom one person";
    BEFORE_WHY_FOR = "deux fiches examinées sont souvent une personne" / "two records that are looked at are often one person";
    OTHERS = "Autres explications" / "Other explanations";
    OTHERS_WHY = "ces deux fiches pourraient aussi être de proches ou d’homonymes" / "these two records might also be of relatives or namesakes";
    TOTAL = "Score" / "Score";
    LIMIT = "seuil : une personne" / "threshold: one person";
    RARE = "une valeur rare compte davantage ({bits})" / "a rare value counts more ({bits})";
    COMMON = "une valeur courante compte moins ({bits})" / "a common value counts less ({bits})";
    RECORDS = "Les deux fiches" / "The two records";
    FIELD = "Champ" / "Field";
    RULES = "Pourquoi elles ont été comparées" / "Why they were compared";
    SHARES = "Elles partagent :" / "They share:";
    NO_RULE = "Aucune règle ne les rapproche : elles n’ont pas été comparées lors du calcul." / "No rule brings them together: they were not compared in the run.";
    SAY_IT = "Dites ce que vous savez" / "Say what you know";
    IS_ONE = "C’est une seule personne" / "They are one person";
    IS_TWO = "Ce n’est pas la même personne" / "Not the same person";
    TAKE_BACK = "Retirer ce qui a été dit" / "Take back what was said";
    KEEPS = "Votre réponse est un fait du journal : elle vaut pour ces deux fiches dans tous les rapprochements à venir, et se retire à tout moment." / "Your answer is a fact of the log: it holds for these two records in every matching to come, and can be taken back at any time.";
}

/// Which two, and what was just done.
#[derive(Debug, Deserialize)]
pub struct Asked {
    #[serde(default)]
    left: String,
    #[serde(default)]
    right: String,
    done: Option<String>,
}

/// Where a pair is opened.
pub(super) fn address(left: Anchor, right: Anchor) -> String {
    format!("/matching/pair?left={left}&right={right}")
}

/// `GET /matching/pair`
pub async fn show(State(house): State<House>, session: Session, Query(asked): Query<Asked>) -> Answer {
    let actor = session.actor()?;
    let Asked { left, right, done } = asked;
    let (pair, threshold) = house
        .work(move |app| {
            let pair = app.customer_pair(actor, app.record_called(&left)?, app.record_called(&right)?)?;
            Ok((pair, app.customers()?.map_or(0.0, |view| view.report.threshold_bits)))
        })
        .await?;
    let seals = Seals::of(&house, &session);
    let content = session.read(|reader| render(reader, &pair, threshold, &seals));
    let title = TITLE.in_lang(session.lang);
    let done = super::person::done(&session, done.as_deref());
    Ok(leaf(&house, &session, &Leaf { title, room: Some(Room::Customers), format: Format::Wide, done }, content))
}

/// What a form says of two records, and the page it came from.
#[derive(Debug, Deserialize)]
pub struct Said {
    left: String,
    right: String,
    #[serde(default)]
    same: String,
    #[serde(default)]
    back: String,
}

/// `POST /matching/said`: `left`, `right`, `same` (`one` or `two`), `back`.
pub async fn answer(State(house): State<House>, form: Posted<Said>) -> Answer {
    let (left, right, same) = (record(&form.fields.left)?, record(&form.fields.right)?, form.fields.same == "one");
    let order = house.work(move |app| app.saying(left, right, same)).await?;
    form.carry_out(order).await?;
    let done = done_at(&form.fields.back, if same { "one" } else { "two" });
    // The queue offers to take its last answer back.
    let last = if form.fields.back.starts_with("/matching/review") {
        format!("&left={left}&right={right}")
    } else {
        String::new()
    };
    Ok(see(&format!("{done}{last}")))
}

/// `POST /matching/said/end`: `left`, `right`, `back`.
pub async fn withdraw(form: Posted<Said>) -> Answer {
    let (left, right) = (record(&form.fields.left)?, record(&form.fields.right)?);
    form.carry_out(Order::Identity(IdentityOrder::TakeBack { left, right })).await?;
    Ok(see(&done_at(&form.fields.back, "back")))
}

/// The page a form came from, told what was done.
fn done_at(back: &str, done: &str) -> String {
    let back = match local_path(back) {
        "/" => "/matching",
        path => path,
    };
    format!("{back}{}done={done}", if back.contains('?') { '&' } else { '?' })
}

/// The form that says of two records whether they are one person.
pub(super) fn say(seals: &Seals, left: Anchor, right: Anchor, same: bool, back: &str, button: Markup) -> Markup {
    seals.form(
        "/matching/said",
        html! {
            (hidden(left, right, back))
            input type="hidden" name="same" value=(if same { "one" } else { "two" });
            (button)
        },
    )
}

/// The form that takes back what was said of them.
pub(super) fn take_back(seals: &Seals, left: Anchor, right: Anchor, back: &str, button: Markup) -> Markup {
    seals.form("/matching/said/end", html! { (hidden(left, right, back)) (button) })
}

fn hidden(left: Anchor, right: Anchor, back: &str) -> Markup {
    html! {
        input type="hidden" name="left" value=(left);
        input type="hidden" name="right" value=(right);
        input type="hidden" name="back" value=(back);
    }
}

/// What a record is called.
fn place(record: &RecordTold) -> String {
    format!("{}:{}", record.source, record.number)
}

fn render(reader: &Reader, pair: &Pair, threshold: f64, seals: &Seals) -> Markup {
    let (left, right) = (place(&pair.left), place(&pair.right));
    let words = if pair.is_one() { ARE_ONE } else { ARE_TWO };
    let speaks = pair.explained.bits > threshold;
    let standfirst = html! {
        div.statement { (filled(reader, words, &[("left", left.clone()), ("right", right.clone())])) }
        p {
            (reader.fill(SCORE, &[("chances", &chances(reader.lang, pair.explained.bits))]))
            @if pair.said.is_some() { " " (reader.w(SAID)) }
            @else if speaks != pair.is_one() { " " (reader.w(BY_OTHERS)) }
        }
    };
    let people = html! {
        @if pair.is_one() {
            a href={ "/matching/people/" (pair.people[0]) } { (reader.w(SEE_PERSON)) }
        } @else {
            @for (person, place) in pair.people.iter().zip([&left, &right]) {
                a href={ "/matching/people/" (person) } { (reader.fill(SEE_LEFT, &[("place", place)])) }
            }
        }
    };
    html! {
        (ui::page::opening(&people, reader.w(TITLE), Some(&standfirst)))
        (ui::page::section("say", reader.w(SAY_IT), buttons(reader, pair, seals)))
        (ui::page::section("steps", reader.w(STEPS), html! {
            div.say { (reader.w(STEPS_LEAD)) }
            (fall(reader, pair, threshold))
        }))
        (ui::page::section("records", reader.w(RECORDS), records(reader, pair)))
        (ui::page::section("rules", reader.w(RULES), rules(reader, pair)))
    }
}

fn buttons(reader: &Reader, pair: &Pair, seals: &Seals) -> Markup {
    let (left, right) = (pair.left.id, pair.right.id);
    let here = address(left, right);
    let other = |same: bool, main: bool| {
        let verb = reader.w(if same { IS_ONE } else { IS_TWO });
        let button = if main { ui::form::submit(verb) } else { ui::picks::second(verb) };
        say(seals, left, right, same, &here, button)
    };
    html! {
        p.hint { (reader.w(KEEPS)) }
        div.say-it {
            @match pair.said {
                Some(_) => (take_back(seals, left, right, &here, ui::form::submit(reader.w(TAKE_BACK)))),
                None => {
                    (other(!pair.is_one(), true))
                    (other(pair.is_one(), false))
                }
            }
        }
    }
}

/// The score of a pair, step by step.
pub(super) fn fall(reader: &Reader, pair: &Pair, threshold: f64) -> Markup {
    let explained = &pair.explained;
    let before = if explained.prior_bits > 0.0 { BEFORE_WHY_FOR } else { BEFORE_WHY };
    let still = |words: ui::Words| html! { span.how { (reader.w(words)) } };
    let mut steps = vec![Step { what: reader.w(BEFORE).to_owned(), about: still(before), bits: explained.prior_bits }];
    let both = explained
        .fields
        .iter()
        .filter(|says| !says.left.is_empty() && !says.right.is_empty() || says.bits.abs() >= 0.05);
    steps.extend(both.map(|says| field(reader, says)));
    if explained.other_components_bits.abs() >= 0.05 {
        let bits = explained.other_components_bits;
        steps.push(Step { what: reader.w(OTHERS).to_owned(), about: still(OTHERS_WHY), bits });
    }
    waterfall(reader, &Waterfall { steps, total: (TOTAL, explained.bits), threshold: (LIMIT, threshold) })
}

fn field(reader: &Reader, says: &Says) -> Step {
    let told = |text: &str| {
        if text.is_empty() { "—".to_owned() } else { shown(reader.lang, says.kind, &value(says.kind, text)) }
    };
    let rare = match says.frequency_bits {
        bits if bits >= 0.5 => Some(reader.fill(RARE, &[("bits", &signed(reader.lang, bits))])),
        bits if bits <= -0.5 => Some(reader.fill(COMMON, &[("bits", &signed(reader.lang, bits))])),
        _ => None,
    };
    let about = html! {
        @if !says.left.is_empty() || !says.right.is_empty() {
            span data-typed { (told(&says.left)) }
            @if says.left != says.right { " · " span data-typed { (told(&says.right)) } }
            br;
        }
        span.how { (reader.say(&agreement(says.agreement))) @if let Some(rare) = rare { ", " (rare) } }
    };
    Step { what: capital(reader.say(&kind(says.kind))), about, bits: says.bits }
}

pub(super) fn records(reader: &Reader, pair: &Pair) -> Markup {
    let head = |record: &RecordTold| table::Column { head: Say::same(place(record)), number: false };
    let columns = [table::words(FIELD), head(&pair.left), head(&pair.right)];
    let mut kinds: Vec<_> = pair.left.values.iter().chain(&pair.right.values).map(|(kind, _)| *kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let rows = kinds.into_iter().map(|of| {
        let told =
            |record: &RecordTold| record.values.iter().find(|(kind, _)| *kind == of).map(|(_, told)| told.clone());
        let (left, right) = (told(&pair.left), told(&pair.right));
        let differs = left.is_some() && right.is_some() && left != right;
        let cell = |told: &Option<String>| {
            html! {
                @if let Some(told) = told { span data-typed .differs[differs] { (shown(reader.lang, of, told)) } }
            }
        };
        vec![html! { (capital(reader.say(&kind(of)))) }, cell(&left), cell(&right)]
    });
    html! { div.no-caption.side-by-side { (table::table(reader, reader.w(RECORDS), &columns, rows.collect())) } }
}

fn rules(reader: &Reader, pair: &Pair) -> Markup {
    html! {
        @if pair.rules.is_empty() { div.say { (reader.w(NO_RULE)) } }
        @else {
            p.hint { (reader.w(SHARES)) }
            ul { @for keys in &pair.rules { li { (capital(reader.say(&rule(keys)))) } } }
        }
    }
}
