//! A change as a form: typed, kept when it was not taken, read whole or not at all.

use agenda::change::{Proposal, Scope, What};
use agenda::request::Stage;
use app::{Problem, TypedChange, TypedOption, TypedWeeks};
use base::{Kind, Quantity, Ref, Say, Side};
use jiff::civil::Date;
use landscape::field::{Field as Fact, Value, typed};
use maud::{Markup, html};
use serde::Deserialize;

use crate::pages::told;
use crate::session::Session;
use crate::typed::{date, euros, must, one_of, reference, whole};
use crate::ui::form::{Field, Input, field};
use crate::ui::{Reader, Words};

crate::ui::words! {
    ABOUT = "Ce qui changerait" / "What would change";
    WORK = "Le travail en cause" / "The work concerned";
    OPTION = "Une option" / "One option";
    SCOPE = "Ce qui était convenu, pour un changement de périmètre" / "What was agreed, for a change of scope";
    REQUEST = "De quelle demande décidée ?" / "Of which decided request?";
    CHOOSE = "Choisissez" / "Choose";
    WHAT = "Que change-t-on ?" / "What is changed?";
    SIDE = "Qui le demande ?" / "Who asks for it?";
    MARKETING = "Le marketing" / "Marketing";
    IT = "La DSI" / "IT";
    OTHER = "Une autre direction" / "Another side";
    WORDS = "En une phrase, que changerait-on ?" / "In one sentence, what would change?";
    WHY = "Pourquoi ?" / "Why?";
    PLANNED = "Jours-personnes prévus" / "Person-days planned";
    SPENT = "Jours-personnes déjà passés" / "Person-days spent so far";
    THREE = "un nombre, ou bas / probable / haut" / "one number, or low / likely / high";
    DAYS_HINT = "rien, pour lire ceux du suivi ; sinon un nombre, ou bas / probable / haut" / "nothing, to read those of the tracker; else one number, or low / likely / high";
    SOURCE_HINT = "à dire pour un nombre saisi" / "to be said for a number that is typed";
    SOURCE = "D’où viennent ces nombres ?" / "Where do these numbers come from?";
    TEAM = "Quelle équipe fait ce travail ?" / "Which team does this work?";
    NO_TEAM = "Aucune : je donne le coût d’un jour" / "None: I give the cost of a day";
    RATE = "Coût d’un jour, en euros" / "Cost of a day, in euros";
    RATE_HINT = "rien, pour prendre celui de l’équipe" / "nothing, to take that of the team";
    NAME = "Que ferait-on à la place ?" / "What would be done instead?";
    LOST = "Part du travail fait qui serait perdue, en %" / "Share of the work done that would be lost, in %";
    PEOPLE = "Personnes qui changent de travail" / "People who switch";
    DAYS = "Jours pour s’y mettre, chacune" / "Days to switch, each";
    WAITS = "Qui attendrait ? Un par ligne : quoi ; semaines ; euros par semaine" / "Who would wait? One a line: what; weeks; euros a week";
    WAITS_HINT = "par exemple : suivi de commande ; 3 ; 11000. Pour une demande au dossier signé : demande 4 ; 3" / "for instance: order tracking ; 3 ; 11000. For a request whose case is signed: request 4 ; 3";
    GAIN = "Qu’est-ce qui viendrait plus tôt, et comment le sait-on ?" / "What would come earlier, and how do we know?";
    GAIN_WEEKS = "De combien de semaines" / "By how many weeks";
    GAIN_WEEK = "Valeur d’une semaine, en euros" / "Value of a week, in euros";
    AGREED_ON = "Convenu le" / "Agreed on";
    AGREED = "Exigences convenues" / "Requirements agreed";
    ADDED = "Ajoutées" / "Added";
    CHANGED = "Changées" / "Changed";
    REMOVED = "Retirées" / "Removed";
    NUMBERS = "« {field} » : un nombre ou trois sont attendus" / "“{field}”: one number or three are expected";
    NUMBERS_WAY = "écrivez 40, ou 30 / 40 / 50" / "write 40, or 30 / 40 / 50";
    A_WAIT = "la ligne {n} des attentes ne se lit pas" / "line {n} of the waits cannot be read";
    A_WAIT_WAY = "écrivez : quoi ; semaines ; euros par semaine" / "write: what ; weeks ; euros a week";
}

/// What is typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Form {
    request: String,
    what: String,
    side: String,
    words: String,
    why: String,
    planned: String,
    spent: String,
    source: String,
    team: String,
    day_rate: String,
    agreed_on: String,
    agreed: String,
    added: String,
    changed: String,
    removed: String,
    /// The place of the option that is put otherwise.
    pub(super) at: String,
    drop: String,
    name: String,
    lost: String,
    people: String,
    days_each: String,
    waits: String,
    gain: String,
    gain_weeks: String,
    gain_week: String,
}

impl Form {
    /// An empty change of a request.
    pub(in crate::pages) fn usual(session: &Session, request: String) -> Form {
        let side = match session.side() {
            Side::It => "it",
            _ => "marketing",
        };
        Form { request, what: "priority".to_owned(), side: side.to_owned(), ..Form::default() }
    }

    /// What holds for all options of a proposal, as the form holds it.
    pub(super) fn of(session: &Session, proposal: &Proposal) -> Form {
        let lang = session.lang;
        let words = |text: &base::Text| session.picture.text(text).unwrap_or_default().to_owned();
        let points = |value: Quantity| match value.is_range() {
            true => [value.low, value.likely, value.high].map(|it| plain(lang, it)).join(" / "),
            false => plain(lang, value.likely),
        };
        let scope = |of: fn(&Scope) -> String| proposal.scope.as_ref().map(of).unwrap_or_default();
        Form {
            request: proposal.request.to_string(),
            what: proposal.what.word().to_owned(),
            side: side_word(proposal.side).to_owned(),
            words: words(&proposal.words),
            why: words(&proposal.why),
            planned: proposal.work.planned.map(points).unwrap_or_default(),
            spent: proposal.work.spent.map(points).unwrap_or_default(),
            source: proposal.work.source.as_ref().map(words).unwrap_or_default(),
            team: proposal.work.team.as_ref().map(Ref::to_string).unwrap_or_default(),
            day_rate: proposal.work.day_rate.map_or(String::new(), |rate| plain(lang, rate.cents as f64 / 100.0)),
            agreed_on: scope(|it| it.agreed_on.to_string()),
            agreed: scope(|it| it.agreed.to_string()),
            added: scope(|it| it.added.to_string()),
            changed: scope(|it| it.changed.to_string()),
            removed: scope(|it| it.removed.to_string()),
            ..Form::default()
        }
    }

    /// The options of a proposal, as an order tells them.
    pub(super) fn options_of(session: &Session, proposal: &Proposal) -> Vec<TypedOption> {
        let words = |text: &base::Text| session.picture.text(text).unwrap_or_default().to_owned();
        let options = proposal.options.iter().map(|option| TypedOption {
            name: words(&option.name),
            lost: option.lost,
            people: option.people,
            days_each: option.days_each,
            dependents: option
                .dependents
                .iter()
                .map(|it| TypedWeeks {
                    request: it.request.clone(),
                    words: words(&it.words),
                    weeks: it.weeks,
                    week: it.week,
                })
                .collect(),
            gain: option.gain.as_ref().map(|it| TypedWeeks {
                request: it.request.clone(),
                words: words(&it.words),
                weeks: it.weeks,
                week: it.week,
            }),
        });
        options.collect()
    }

    /// Whether an option is to go.
    pub(super) fn drops(&self) -> bool {
        !self.drop.is_empty()
    }

    /// The change that is meant, with its one option. Errors: something cannot be read; the message names it.
    pub(super) fn typed(&self) -> Result<Box<TypedChange>, Problem> {
        let mut change = self.common()?;
        change.options.push(self.one_option()?);
        Ok(Box::new(change))
    }

    /// What holds for all options.
    pub(super) fn common(&self) -> Result<TypedChange, Problem> {
        let sides = [(Side::Marketing, "marketing"), (Side::It, "it"), (Side::Other, "other")];
        Ok(TypedChange {
            request: must(reference(&self.request, REQUEST)?, REQUEST)?,
            what: must(one_of(&self.what, &What::ALL, WHAT)?, WHAT)?,
            side: must(one_of(&self.side, &sides, SIDE)?, SIDE)?,
            words: self.words.clone(),
            why: self.why.clone(),
            planned: points(&self.planned, PLANNED)?,
            spent: points(&self.spent, SPENT)?,
            source: self.source.clone(),
            team: reference(&self.team, TEAM)?,
            day_rate: euros(&self.day_rate, RATE)?,
            scope: self.scope()?,
            options: Vec::new(),
        })
    }

    fn scope(&self) -> Result<Option<Scope>, Problem> {
        let Some(agreed) = whole(&self.agreed, AGREED)? else { return Ok(None) };
        let agreed_on: Date = must(date(&self.agreed_on, AGREED_ON)?, AGREED_ON)?;
        let count = |typed: &str, name| Ok::<u32, Problem>(whole(typed, name)?.unwrap_or(0));
        let (added, changed) = (count(&self.added, ADDED)?, count(&self.changed, CHANGED)?);
        Ok(Some(Scope { agreed_on, agreed, added, changed, removed: count(&self.removed, REMOVED)? }))
    }

    /// One option.
    pub(super) fn one_option(&self) -> Result<TypedOption, Problem> {
        let lost = points(self.lost.trim().trim_end_matches('%'), LOST)?;
        let gain = match [&self.gain, &self.gain_weeks].iter().all(|it| it.trim().is_empty()) {
            true => None,
            false => Some(TypedWeeks {
                request: request_of(&self.gain),
                words: self.gain.clone(),
                weeks: must(points(&self.gain_weeks, GAIN_WEEKS)?, GAIN_WEEKS)?,
                week: points(&self.gain_week, GAIN_WEEK)?,
            }),
        };
        let lines = self.waits.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
        Ok(TypedOption {
            name: self.name.clone(),
            lost: must(lost, LOST)?.map(|percent| percent / 100.0),
            people: whole(&self.people, PEOPLE)?.unwrap_or(0),
            days_each: points(&self.days_each, DAYS)?.unwrap_or(Quantity::exact(0.0)),
            dependents: lines.map(|(at, line)| wait(at, line)).collect::<Result<_, Problem>>()?,
            gain,
        })
    }
}

/// Reads one who waits: what, weeks, and what a week costs.
fn wait(at: usize, line: &str) -> Result<TypedWeeks, Problem> {
    let parts: Vec<&str> = line.split(';').map(str::trim).collect();
    let cannot = || {
        let n = Say::same((at + 1).to_string());
        Problem::invalid(told::say(A_WAIT, &[("n", &n)]), told::say(A_WAIT_WAY, &[]))
    };
    let (words, weeks, week) = match parts.as_slice() {
        [words, weeks] => (*words, *weeks, ""),
        [words, weeks, week] => (*words, *weeks, *week),
        _ => return Err(cannot()),
    };
    let weeks = points(weeks, WAITS)?.ok_or_else(cannot)?;
    Ok(TypedWeeks { request: request_of(words), words: words.to_owned(), weeks, week: points(week, WAITS)? })
}

/// The request that words name at their beginning: `demande 4`, `request 4`, `request:4`.
fn request_of(words: &str) -> Option<Ref> {
    let mut parts = words.split(|sign: char| !sign.is_alphanumeric()).filter(|part| !part.is_empty());
    let named = matches!(parts.next()?.to_lowercase().as_str(), "demande" | "request");
    let number = parts.next()?.parse::<u64>().ok().filter(|_| named)?;
    Some(Ref::new(Kind::Request, &number.to_string()))
}

/// Reads a number as people type it, alone or at three points; nothing typed is no number.
fn points(words: &str, name: Words) -> Result<Option<Quantity>, Problem> {
    if words.trim().is_empty() {
        return Ok(None);
    }
    let each = words.split('/').map(|part| {
        let part = part.trim().trim_end_matches(['€', '%', ' ', '\u{a0}']).trim();
        let read = typed(part).quantity().map_err(|unfit| Problem::invalid(unfit.reason, unfit.way_out))?;
        Ok(read.map_or(f64::NAN, |value| value.likely))
    });
    match each.collect::<Result<Vec<f64>, Problem>>()?.as_slice() {
        [likely] => Ok(Some(Quantity::exact(*likely))),
        [low, likely, high] => Ok(Some(Quantity { low: *low, likely: *likely, high: *high })),
        _ => {
            let message = Say::each(|lang| NUMBERS.fill(lang, &[("field", name.in_lang(lang))]));
            Err(Problem::invalid(message, told::say(NUMBERS_WAY, &[])))
        }
    }
}

fn plain(lang: base::Lang, value: f64) -> String {
    crate::ui::thing::typed(lang, &Value::Number(Quantity::exact(value)))
}

fn side_word(side: Side) -> &'static str {
    match side {
        Side::Marketing => "marketing",
        Side::It => "it",
        Side::Other => "other",
    }
}

fn select(name: &str, label: &str, options: &[(String, String)], chosen: &str) -> Markup {
    html! {
        div.field {
            label for=(name) { (label) }
            select id=(name) name=(name) {
                @for (value, words) in options { option value=(value) selected[value == chosen] { (words) } }
            }
        }
    }
}

fn line(
    reader: &Reader,
    name: &'static str,
    label: Words,
    hint: Option<Words>,
    value: &str,
    of: (Input, bool),
) -> Markup {
    let hint = hint.map(|words| reader.w(words));
    field(&Field { name, label: reader.w(label), hint, value, error: None, input: of.0, optional: of.1 })
}

/// The fields that hold for all options.
pub(super) fn common(reader: &Reader, session: &Session, form: &Form) -> Markup {
    let picture = &session.picture;
    let decided = picture.requests().filter(|(_, request)| request.stage == Stage::GoesAhead);
    let mut requests = vec![(String::new(), reader.w(CHOOSE).to_owned())];
    requests.extend(decided.map(|(number, request)| {
        let words = told::text(session, &request.sentence);
        (Ref::new(Kind::Request, &number.to_string()).to_string(), format!("{number} · {words}"))
    }));
    let mut teams = vec![(String::new(), reader.w(NO_TEAM).to_owned())];
    let rated = picture.catalog().of_kind(Kind::Team).filter(|team| team.measure(Fact::DayRate).is_some());
    teams.extend(rated.map(|team| (team.id.to_string(), reader.say(&team.name).to_owned())));
    let whats: Vec<(String, String)> =
        What::ALL.iter().map(|(what, word)| ((*word).to_owned(), told::capital(reader.say(&what.say())))).collect();
    let sides = [("marketing", MARKETING), ("it", IT), ("other", OTHER)]
        .map(|(word, words)| (word.to_owned(), reader.w(words).to_owned()));
    let scoped = !form.agreed.is_empty() || form.what == "scope";
    html! {
        fieldset {
            legend { (reader.w(ABOUT)) }
            (select("request", reader.w(REQUEST), &requests, &form.request))
            div.pair {
                (select("what", reader.w(WHAT), &whats, &form.what))
                (select("side", reader.w(SIDE), &sides, &form.side))
            }
            (line(reader, "words", WORDS, None, &form.words, (Input::Line, false)))
            (line(reader, "why", WHY, None, &form.why, (Input::Lines, false)))
        }
        fieldset {
            legend { (reader.w(WORK)) }
            div.pair {
                (line(reader, "planned", PLANNED, Some(DAYS_HINT), &form.planned, (Input::Number, true)))
                (line(reader, "spent", SPENT, Some(DAYS_HINT), &form.spent, (Input::Number, true)))
            }
            (line(reader, "source", SOURCE, Some(SOURCE_HINT), &form.source, (Input::Line, true)))
            div.pair {
                (select("team", reader.w(TEAM), &teams, &form.team))
                (line(reader, "day_rate", RATE, Some(RATE_HINT), &form.day_rate, (Input::Number, true)))
            }
        }
        details.aside open[scoped] {
            summary { (reader.w(SCOPE)) }
            div.pair {
                (line(reader, "agreed_on", AGREED_ON, None, &form.agreed_on, (Input::Date, true)))
                (line(reader, "agreed", AGREED, None, &form.agreed, (Input::Number, true)))
            }
            div.pair {
                (line(reader, "added", ADDED, None, &form.added, (Input::Number, true)))
                (line(reader, "changed", CHANGED, None, &form.changed, (Input::Number, true)))
                (line(reader, "removed", REMOVED, None, &form.removed, (Input::Number, true)))
            }
        }
    }
}

/// The fields of one option.
pub(super) fn option(reader: &Reader, form: &Form) -> Markup {
    html! {
        fieldset {
            legend { (reader.w(OPTION)) }
            (line(reader, "name", NAME, None, &form.name, (Input::Line, false)))
            (line(reader, "lost", LOST, Some(THREE), &form.lost, (Input::Number, false)))
            div.pair {
                (line(reader, "people", PEOPLE, None, &form.people, (Input::Number, true)))
                (line(reader, "days_each", DAYS, None, &form.days_each, (Input::Number, true)))
            }
            (line(reader, "waits", WAITS, Some(WAITS_HINT), &form.waits, (Input::Lines, true)))
            (line(reader, "gain", GAIN, None, &form.gain, (Input::Line, true)))
            div.pair {
                (line(reader, "gain_weeks", GAIN_WEEKS, None, &form.gain_weeks, (Input::Number, true)))
                (line(reader, "gain_week", GAIN_WEEK, None, &form.gain_week, (Input::Number, true)))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_who_wait_are_read_one_a_line() {
        let form = Form {
            name: "Parrainage d’abord".to_owned(),
            lost: "40 %".to_owned(),
            waits: "suivi de commande ; 3 ; 11 000\n\ndemande 4 ; 2 / 3 / 5".to_owned(),
            ..Form::default()
        };
        let option = form.one_option().expect("it reads");
        assert_eq!(option.lost, Quantity::exact(0.4));
        let told: Vec<_> = option.dependents.iter().map(|it| (it.request.clone(), it.weeks, it.week)).collect();
        let four = Some(Ref::new(Kind::Request, "4"));
        assert_eq!(told[0], (None, Quantity::exact(3.0), Some(Quantity::exact(11_000.0))));
        assert_eq!(told[1], (four, Quantity { low: 2.0, likely: 3.0, high: 5.0 }, None));
        let wrong = Form { waits: "suivi de commande".to_owned(), ..form };
        assert!(wrong.one_option().expect_err("it names the line").message.en.contains("line 1"));
    }
}
