//! A thing of the landscape in plain words: what its kind is called, its values with links, its load today.

use std::borrow::Borrow;

use base::{Kind, Lang, Measure, Quantity, Ref, Say, format, slug};
use landscape::field::{Field, Sense, Value};
use landscape::impact::Verdict;
use maud::{Markup, html};

use super::badge::{self, verdict_parts};
use super::figure;
use super::load::Scale;
use super::{Reader, Words};

crate::ui::words! {
    AND_MORE = "et {n} de plus" / "and {n} more";
    BY_NAME = "{n} de plus : cherchez par leur nom" / "{n} more: look for them by name";
    MOMENT = "moment du client" / "customer moment";
    ELEMENT = "écran" / "screen";
    SYSTEM = "système" / "system";
    API = "API" / "API";
    DATA = "donnée" / "data";
    TEAM = "équipe" / "team";
    FREEZE = "calendrier" / "calendar";
    FLOW = "flux" / "flow";
    PERSON = "personne" / "person";
    REQUEST = "demande" / "request";
    DECISION = "décision" / "decision";
    CASE = "dossier d’investissement" / "business case";
    CASES = "Dossiers d’investissement" / "Business cases";
    CONTRACT = "contrat" / "contract";
    PROMISE = "promesse" / "promise";
    STORE = "magasin" / "store";
    TOOL = "outil en usage" / "tool in use";
    ACTION = "action commune" / "joint action";
    PILOT = "pilote" / "pilot";
    CHANGE = "changement" / "change";
    CHANGES = "Changements" / "Changes";
    PRACTICE = "pratique" / "practice";
    TRACKER = "outil de suivi" / "tracker";
    TRACKERS = "Outils de suivi" / "Trackers";
    QUESTION = "question directe" / "direct question";
    OBJECTIVE = "objectif" / "objective";
    MEETING = "réunion" / "meeting";
    MESSAGE = "message" / "message";
    RACI = "matrice RACI" / "RACI matrix";
    CHARTER = "ligne de la charte" / "row of the charter";
    DATASET = "fichier importé" / "imported file";

    MOMENTS = "Moments du client" / "Customer moments";
    ELEMENTS = "Écrans" / "Screens";
    SYSTEMS = "Systèmes" / "Systems";
    APIS = "API" / "APIs";
    DATAS = "Données" / "Data";
    TEAMS = "Équipes" / "Teams";
    FREEZES = "Calendrier" / "Calendar";
    FLOWS = "Flux" / "Flows";
    PEOPLE = "Personnes" / "People";
    REQUESTS = "Demandes" / "Requests";
    DECISIONS = "Décisions" / "Decisions";
    CONTRACTS = "Contrats" / "Contracts";
    PROMISES = "Promesses" / "Promises";
    STORES = "Magasins" / "Stores";
    TOOLS = "Outils en usage" / "Tools in use";
    ACTIONS = "Actions communes" / "Joint actions";
    PILOTS = "Pilotes" / "Pilots";
    PRACTICES = "Pratiques" / "Practices";
    QUESTIONS = "Questions directes" / "Direct questions";
    OBJECTIVES = "Objectifs" / "Objectives";
    MEETINGS = "Réunions" / "Meetings";
    MESSAGES = "Messages" / "Messages";
    RACIS = "Qui répond de quoi (RACI)" / "Who answers for what (RACI)";
    CHARTERS = "Charte de décision" / "Decision charter";
    DATASETS = "Fichiers importés" / "Imported files";

    HARD = "attend la réponse" / "waits for the answer";
    DEGRADABLE = "peut s’en passer" / "can do without";
    ASYNC = "n’attend pas" / "does not wait";
    CACHED = "servi par un cache" / "served by a cache";
    ON_PREMISE = "dans nos murs" / "on our premises";
    CLOUD = "nuage" / "cloud";
    SAAS = "service en ligne (SaaS)" / "online service (SaaS)";
    IN_STORES = "dans les magasins" / "in the stores";
    MARKETING = "marketing" / "marketing";
    IT = "DSI" / "IT";
    OTHER = "autre" / "other";
    ACQUIRE = "attirer" / "acquire";
    WIN = "convaincre" / "win";
    SERVE = "servir" / "serve";
    RETAIN = "fidéliser" / "retain";
    PLANNED = "prévu" / "planned";
    EXPERIMENTAL = "à l’essai" / "on trial";
    PRODUCTION = "en service" / "in service";
    DEPRECATED = "à quitter" / "to be left";
    RETIRED = "arrêté" / "retired";
    NO_CHANGE = "gel : rien ne change en production" / "freeze: nothing changes in production";
    YES = "oui" / "yes";
    NO = "non" / "no";
    PEAK = "pic : les systèmes sont au plus haut" / "peak: systems are at their highest";

    NOT_FOUND = "aucune chose connue ne répond à ce nom" / "nothing known answers to this name";
    TODAY = "aujourd’hui {n}" / "today {n}";
    LIMIT = "limite {n}" / "limit {n}";
    NO_LIMIT = "limite inconnue" / "limit unknown";
    TITLE = "Charge de {name} à la pointe" / "Load on {name} at peak";
    DESC = "Aujourd’hui {present}, limite {limit}." / "Today {present}, limit {limit}.";
    OF_LIMIT = "de la limite" / "of the limit";
    NOBODY = "inconnue" / "unknown";
    SHARE_HOW = "charge à la pointe ÷ limite" / "load at peak ÷ limit";
    SHARE = "part de la limite" / "share of the limit";
}

/// What one thing of a kind is called.
pub fn kind(kind: Kind) -> Words {
    match kind {
        Kind::Moment => MOMENT,
        Kind::Element => ELEMENT,
        Kind::System => SYSTEM,
        Kind::Api => API,
        Kind::Data => DATA,
        Kind::Team => TEAM,
        Kind::Freeze => FREEZE,
        Kind::Flow => FLOW,
        Kind::Person => PERSON,
        Kind::Request => REQUEST,
        Kind::BusinessCase => CASE,
        Kind::Decision => DECISION,
        Kind::Contract => CONTRACT,
        Kind::Promise => PROMISE,
        Kind::Store => STORE,
        Kind::Tool => TOOL,
        Kind::Action => ACTION,
        Kind::Pilot => PILOT,
        Kind::Practice => PRACTICE,
        Kind::Change => CHANGE,
        Kind::Question => QUESTION,
        Kind::Objective => OBJECTIVE,
        Kind::Meeting => MEETING,
        Kind::Message => MESSAGE,
        Kind::Raci => RACI,
        Kind::Charter => CHARTER,
        Kind::Tracker => TRACKER,
        Kind::Dataset => DATASET,
    }
}

/// What several things of a kind are called, as a heading.
pub fn kinds(kind: Kind) -> Words {
    match kind {
        Kind::Moment => MOMENTS,
        Kind::Element => ELEMENTS,
        Kind::System => SYSTEMS,
        Kind::Api => APIS,
        Kind::Data => DATAS,
        Kind::Team => TEAMS,
        Kind::Freeze => FREEZES,
        Kind::Flow => FLOWS,
        Kind::Person => PEOPLE,
        Kind::Request => REQUESTS,
        Kind::BusinessCase => CASES,
        Kind::Decision => DECISIONS,
        Kind::Contract => CONTRACTS,
        Kind::Promise => PROMISES,
        Kind::Store => STORES,
        Kind::Tool => TOOLS,
        Kind::Action => ACTIONS,
        Kind::Pilot => PILOTS,
        Kind::Practice => PRACTICES,
        Kind::Change => CHANGES,
        Kind::Question => QUESTIONS,
        Kind::Objective => OBJECTIVES,
        Kind::Meeting => MEETINGS,
        Kind::Message => MESSAGES,
        Kind::Raci => RACIS,
        Kind::Charter => CHARTERS,
        Kind::Tracker => TRACKERS,
        Kind::Dataset => DATASETS,
    }
}

/// What a canonical word of a choice means to people; `None` for a word this part does not know.
pub fn choice(word: &str) -> Option<Words> {
    Some(match word {
        "hard" => HARD,
        "degradable" => DEGRADABLE,
        "async" => ASYNC,
        "cached" => CACHED,
        "on_premise" => ON_PREMISE,
        "cloud" => CLOUD,
        "saas" => SAAS,
        "in_stores" => IN_STORES,
        "marketing" => MARKETING,
        "it" => IT,
        "other" => OTHER,
        "acquire" => ACQUIRE,
        "win" => WIN,
        "serve" => SERVE,
        "retain" => RETAIN,
        "planned" => PLANNED,
        "experimental" => EXPERIMENTAL,
        "production" => PRODUCTION,
        "deprecated" => DEPRECATED,
        "retired" => RETIRED,
        "freeze" => NO_CHANGE,
        "peak" => PEAK,
        "yes" => YES,
        "no" => NO,
        _ => return None,
    })
}

/// A value in words.
pub fn said(lang: Lang, field: Field, value: &Value) -> String {
    match value {
        Value::Words(say) => say.in_lang(lang).to_owned(),
        Value::Number(number) => match field.spec().unit {
            Some(unit) => format::quantity(lang, *number, unit),
            None => format::number(lang, number.likely, 3),
        },
        Value::Money(money) => format::money(lang, *money),
        Value::Period(period) => period.say().in_lang(lang).to_owned(),
        Value::Date(date) => format::date_short(lang, *date),
        Value::WeekTime(at) => at.written(lang),
        Value::List(words) => members(lang, field, words),
        Value::Named(words) => words.join(", "),
        Value::Choice(word) => choice(word).map_or(word.as_str(), |words| words.in_lang(lang)).to_owned(),
    }
}

/// The words of a list, what an import wrote there in the language of the page.
pub fn members(lang: Lang, field: Field, words: &[String]) -> String {
    let words = words.iter().map(|word| landscape::formats::member(field, word).in_lang(lang).to_owned());
    words.collect::<Vec<_>>().join(", ")
}

/// A value as a field of a form holds it: typed back, it reads as the same.
pub fn typed(lang: Lang, value: &Value) -> String {
    let digits = |number: f64| {
        let digits = number.to_string();
        // Three decimals alone could be read as thousands.
        let ambiguous = digits.split_once('.').is_some_and(|(_, part)| part.len() == 3);
        if ambiguous { digits + "0" } else { digits }
    };
    match value {
        Value::Words(say) => say.in_lang(lang).to_owned(),
        Value::Number(Quantity { low, likely, high }) if low < high => {
            format!("{} [{} ; {}]", digits(*likely), digits(*low), digits(*high))
        }
        Value::Number(number) => digits(number.likely),
        Value::Money(money) => format!("{}.{:02}", money.cents / 100, money.cents % 100),
        Value::Period(period) => period.written(lang),
        Value::Date(date) => date.to_string(),
        Value::WeekTime(at) => at.written(lang),
        Value::List(words) | Value::Named(words) => words.join("; "),
        Value::Choice(word) => word.clone(),
    }
}

/// The most words of a list shown before the rest folds.
const LISTED: usize = 16;

/// A value with links to the things it names; a name nothing answers to says so.
pub fn value(reader: &Reader, field: Field, value: &Value, refs: &[Ref]) -> Markup {
    if let Value::List(words) = value
        && words.len() > LISTED
    {
        let (shown, folded) = words.split_at(LISTED);
        return html! {
            (members(reader.lang, field, shown))
            details.behind {
                summary { (reader.fill(AND_MORE, &[("n", &folded.len().to_string())])) }
                (members(reader.lang, field, folded))
            }
        };
    }
    let Value::Named(names) = value else { return html! { (said(reader.lang, field, value)) } };
    let meant = |name: &str| {
        let key = slug(name);
        refs.iter().find(|id| {
            let shown = (reader.names.thing)(id);
            id.key() == key || slug(&shown.fr) == key || slug(&shown.en) == key
        })
    };
    html! {
        @if names.len() == refs.len() {
            @for (i, id) in refs.iter().enumerate() { @if i > 0 { ", " } (link(reader, id)) }
        } @else {
            @for (i, name) in names.iter().enumerate() {
                @if i > 0 { ", " }
                @match meant(name) {
                    Some(id) => (link(reader, id)),
                    None => span.unmet title=(reader.w(NOT_FOUND)) { (name) " ?" },
                }
            }
        }
    }
}

/// A thing's name, linked where it has a page.
pub fn link(reader: &Reader, id: &Ref) -> Markup {
    let name = reader.thing(id);
    match (reader.names.href)(id) {
        Some(href) => html! { a href=(href) { (name) } },
        None => html! { (name) },
    }
}

/// The most names a fold opens on; beyond that one looks for a name rather than reads all.
const FOLDED: usize = 120;

/// Names in a row, linked, the rest folded behind a count.
pub fn links(reader: &Reader, things: &[impl Borrow<Ref>], most: usize, rest: Words) -> Markup {
    // One more takes no more room than the words that would fold it.
    let most = if things.len() == most + 1 { most + 1 } else { most };
    let (shown, folded) = things.split_at(things.len().min(most));
    html! {
        ul.names {
            @for id in shown { li { (link(reader, id.borrow())) } }
        }
        @if !folded.is_empty() {
            details.behind {
                summary { (reader.fill(rest, &[("n", &folded.len().to_string())])) }
                ul.names { @for id in folded.iter().take(FOLDED) { li { (link(reader, id.borrow())) } } }
                @if folded.len() > FOLDED {
                    p.still { a href="/search" { (reader.fill(BY_NAME, &[("n", &(folded.len() - FOLDED).to_string())])) } }
                }
            }
        }
    }
}

/// Today's load as a share of the limit.
pub fn used(load: &Measure, limit: &Measure) -> Option<Measure> {
    let most = limit.value.likely;
    let how = Say::new(SHARE_HOW.fr, SHARE_HOW.en);
    let from = vec![(Field::Load.label(), load.clone()), (Field::Limit.label(), limit.clone())];
    (most > 0.0).then(|| Measure::computed(load.value.map(|load| load / most), base::Unit::Share, how, from))
}

/// The verdict on today's load; `Unknown` without a load or a limit.
pub fn standing_verdict(load: Option<&Measure>, limit: Option<&Measure>) -> Verdict {
    match (load, limit) {
        (Some(load), Some(limit)) if limit.value.likely > 0.0 => Verdict::on(load.value.likely / limit.value.likely),
        _ => Verdict::Unknown,
    }
}

/// A system's load today against its limit: a bar, the limit a line with its number, the range a whisker.
pub fn standing(reader: &Reader, name: &Say, load: &Measure, limit: Option<&Measure>) -> Markup {
    let lang = reader.lang;
    let verdict = standing_verdict(Some(load), limit);
    let (class, _, _) = verdict_parts(verdict);
    let most = limit.map_or(load.value.high * 1.6, |limit| limit.value.high.max(load.value.high)) * 1.1;
    let scale = Scale { most: most.max(f64::MIN_POSITIVE) };
    let short = |value: f64| figure::short(lang, value);
    let limit_words = limit.map_or_else(|| reader.w(NOBODY).to_owned(), |limit| reader.value(limit));
    let share = limit.and_then(|limit| used(load, limit));
    html! {
        figure.standing {
            div.load-head {
                span.load-used {
                    @if let Some(share) = &share {
                        (figure::measure(reader, &Say::new(SHARE.fr, SHARE.en), share)) " " (reader.w(OF_LIMIT))
                    }
                }
                (badge::verdict(reader, verdict))
            }
            svg.load-bar.(class) width="100%" height="62" role="img" {
                title { (reader.fill(TITLE, &[("name", reader.say(name))])) }
                desc { (reader.fill(DESC, &[("present", &reader.value(load)), ("limit", &limit_words)])) }
                line.axis x1="0" x2="100%" y1="42" y2="42" {}
                rect.present x="0" y="20" height="22" width=(scale.at(load.value.likely)) {}
                @if load.value.is_range() {
                    line.whisker x1=(scale.at(load.value.low)) x2=(scale.at(load.value.high)) y1="31" y2="31" {}
                    line.whisker x1=(scale.at(load.value.low)) x2=(scale.at(load.value.low)) y1="26" y2="36" {}
                    line.whisker x1=(scale.at(load.value.high)) x2=(scale.at(load.value.high)) y1="26" y2="36" {}
                }
                text.t-present x="0" y="59" { (reader.fill(TODAY, &[("n", &short(load.value.likely))])) }
                @match limit {
                    Some(limit) => {
                        line.limit x1=(scale.at(limit.value.likely)) x2=(scale.at(limit.value.likely)) y1="6" y2="46" {}
                        text.t-limit x=(scale.at(limit.value.likely)) dx="-6" y="13" text-anchor="end" {
                            (reader.fill(LIMIT, &[("n", &short(limit.value.likely))]))
                        }
                    }
                    None => text.t-added x="100%" y="59" text-anchor="end" { (reader.w(NO_LIMIT)) },
                }
            }
        }
    }
}

/// The choices of a field with their words, for a form; empty when it is no choice.
pub fn choices(field: Field) -> Vec<(&'static str, Words)> {
    match field.spec().sense {
        Sense::Choice(words) => words.iter().filter_map(|(word, _)| Some((*word, choice(word)?))).collect(),
        _ => Vec::new(),
    }
}

/// A labelled list that stays small when closed; each choice is what the form sends and what people read.
pub fn pick(id: &str, name: &str, label: &str, choices: &[(&str, &str)], chosen: Option<&str>) -> Markup {
    html! {
        div.field.chooser {
            label for=(id) { (label) }
            select id=(id) name=(name) {
                @for (value, words) in choices {
                    option value=(value) selected[chosen == Some(*value)] { (words) }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_choice_of_the_table_of_fields_has_words_for_people() {
        for spec in landscape::field::FIELDS {
            if let Sense::Choice(known) = spec.sense {
                assert_eq!(choices(spec.field).len(), known.len(), "{}", spec.word);
            }
        }
    }

    #[test]
    fn what_a_form_holds_reads_back_as_the_same_value() {
        for value in [
            Value::Number(Quantity::exact(1.184)),
            Value::Number(Quantity::range(18.0, 22.0, 26.0)),
            Value::Date(jiff::civil::date(2027, 6, 30)),
            Value::Money(base::Money { cents: 1_840_005 }),
            Value::Period(landscape::field::Period::months(3)),
        ] {
            let field = match value {
                Value::Date(_) => Field::EndOfLife,
                Value::Money(_) => Field::AnnualCost,
                Value::Period(_) => Field::Notice,
                _ => Field::Load,
            };
            for lang in Lang::ALL {
                let read = landscape::statement::parse(field, &typed(lang, &value));
                assert_eq!(read, Ok(landscape::statement::Typed::Value(value.clone())));
            }
        }
    }
}
