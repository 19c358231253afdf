//! Who decides? `/charter`, `/charter?q=…`
//!
//! One question, one answer in one screen: who, by name, by when, what happens in silence, who arbitrates. Below it the
//! whole charter in its four domains.

use agenda::charter::{self, Charter, Decider, Domain, Reversibility, Row, Silence};
use agenda::role::{Right, Role};
use app::{InputWords, Order, Problem, Receipt};
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use base::{PersonId, Say, Side, format, workdays};
use maud::{Markup, html};
use serde::Deserialize;

use crate::answer::{Answer, see};
use crate::api::v1::charter::{decider, decider_word, no_decider, reference};
use crate::house::House;
use crate::pages::leaf::{Leaf, leaf};
use crate::pages::told::{self, Back, Seals, day};
use crate::posted::Posted;
use crate::session::{Session, href};
use crate::ui::form::{Field, Input, actions, field, submit};
use crate::ui::page::{Format, Room};
use crate::ui::table::{table, words as column};
use crate::ui::{self, Reader};

ui::words! {
    TITLE = "Qui décide ?" / "Who decides?";
    LABEL = "Ce qu’il faut décider, en quelques mots" / "What has to be decided, in a few words";
    DO = "Trouver" / "Find";
    NONE = "Aucune ligne de la charte ne répond à ces mots. Essayez-en d’autres, ou lisez la charte ci-dessous."
        / "No row of the charter answers to these words. Try others, or read the charter below.";
    TOGETHER = "{names} décident ensemble (A²), en {n} jours ouvrés au plus." / "{names} decide together (A²), within {n} working days.";
    ALONE = "{names} décide, en {n} jours ouvrés au plus." / "{names} decides, within {n} working days.";
    VACANT = "Personne ne tient aujourd’hui ce rôle : {role}." / "Nobody holds this role today: {role}.";
    WHEN = "Quand" / "When";
    DEADLINE = "Une question posée aujourd’hui" / "A question put today";
    BEFORE = "se décide avant le {date}" / "is decided before {date}";
    HEARD = "Sont entendus" / "Are heard";
    MUST = "obligatoire" / "required";
    SILENCE = "Sans réponse" / "Without an answer";
    ARBITER = "Arbitre" / "Arbiter";
    NO_ARBITER = "personne au-dessus" / "nobody above";
    BACK = "Retour en arrière" / "Going back";
    VERSION = "Charte de décision, version {n}" / "Decision charter, version {n}";
    OTHERWISE = "Ou bien :" / "Or else:";
    LEAD = "La charte, version {n} : {rows} sortes de décisions, dans quatre domaines. Chaque décision cite la version qu’elle suit."
        / "The charter, version {n}: {rows} kinds of decisions, in four domains. Each decision cites the version it follows.";
    CLASS = "Décision" / "Decision";
    DECIDES = "Décide" / "Decides";
    DAYS = "Délai" / "Deadline";
    N_DAYS = "{n} jours ouvrés" / "{n} working days";
    CHANGE = "Changer" / "Change";
    PENDING = "Changements qui attendent une décision" / "Changes that wait for a decision";
    WAITS = "décision {n}, avant le {date}" / "decision {n}, before {date}";
    HISTORY = "Les versions" / "The versions";
    FIRST = "Version 1 : celle qui vient avec Entente" / "Version 1: the one that comes with Entente";
    CHANGED = "Version {n} : « {name} » change" / "Version {n}: “{name}” changes";
    ADDED = "Version {n} : « {name} » s’ajoute" / "Version {n}: “{name}” is added";
    BY_DECISION = "décision {n}, le {date}" / "decision {n}, {date}";
    PROPOSE = "Proposer de changer « {name} »" / "Put a change of “{name}” forward";
    PROPOSE_NEW = "Proposer une nouvelle sorte de décision" / "Put a new kind of decision forward";
    PROPOSE_WHAT = "Les deux directions le signent ; d’ici là, rien ne change." / "Both directors sign it; until then nothing changes.";
    NAME = "Comment elle s’appelle" / "What it is called";
    FIELD_DOMAIN = "Domaine" / "Domain";
    FIELD_DECIDER = "Qui décide" / "Who decides";
    FIELD_INPUTS = "Qui est entendu" / "Who is heard";
    HINT_INPUTS = "des rôles, séparés par des virgules ; un ! devant celui sans qui rien ne se décide" / "roles, separated by commas; a ! before one without whom nothing is decided";
    FIELD_DAYS = "Jours ouvrés, de l’ouverture à l’échéance" / "Working days, from opening to deadline";
    FIELD_SILENCE = "Sans réponse à l’échéance" / "Without an answer by the deadline";
    FIELD_ARBITER = "Arbitre" / "Arbiter";
    FIELD_BACK = "Retour en arrière" / "Going back";
    GOES_AHEAD = "ce qui est signé ou proposé s’applique" / "what is signed or proposed applies";
    TO_ARBITER = "l’arbitre tranche" / "the arbiter settles it";
    STAYS = "rien ne change" / "nothing changes";
    DO_PROPOSE = "Envoyer à la décision" / "Send to a decision";
    DONE_SAME = "Rien n’a changé : la charte le dit déjà." / "Nothing changed: the charter says so already.";
    NOT_DAYS = "ce n’est pas un nombre de jours" / "this is no number of days";
    WRITE_DAYS = "écrivez un nombre de jours ouvrés, de 1 à 260" / "write a number of working days, from 1 to 260";
}

/// What is asked for.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Asked {
    q: Option<String>,
    row: Option<String>,
    done: Option<String>,
}

/// `GET /charter`
pub async fn show(State(house): State<House>, session: Session, Query(asked): Query<Asked>) -> Answer {
    Ok(page(&house, &session, &asked, None))
}

/// A row as the form sends it.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Proposed {
    #[serde(default)]
    key: String,
    #[serde(default)]
    version: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    domain: String,
    #[serde(default)]
    decider: String,
    #[serde(default)]
    inputs: String,
    #[serde(default)]
    days: String,
    #[serde(default)]
    silence: String,
    #[serde(default)]
    arbiter: String,
    #[serde(default)]
    back: String,
}

impl Proposed {
    fn order(&self) -> Result<Order, Problem> {
        let word = |word: &str| serde_json::Value::String(word.to_owned());
        let missing = || no_decider(&self.decider);
        let days = self.days.trim().parse::<u32>().map_err(|_| {
            Problem::invalid(Say::new(NOT_DAYS.fr, NOT_DAYS.en), Say::new(WRITE_DAYS.fr, WRITE_DAYS.en))
        })?;
        let inputs = self.inputs.split([',', ';', '\n']).map(str::trim).filter(|words| !words.is_empty());
        let inputs = inputs.map(|words| InputWords {
            who: words.trim_start_matches('!').trim().to_owned(),
            must: words.starts_with('!'),
        });
        Ok(Order::ProposeCharterRow {
            key: Some(self.key.clone()).filter(|key| !key.is_empty()),
            name: Some(self.name.clone()).filter(|name| !name.trim().is_empty()),
            domain: serde_json::from_value(word(&self.domain)).map_err(|_| missing())?,
            decider: decider(&self.decider).ok_or_else(missing)?,
            inputs: inputs.collect(),
            working_days: days,
            silence: serde_json::from_value(word(&self.silence)).map_err(|_| missing())?,
            arbiter: Role::ALL.into_iter().find(|role| role.word() == self.arbiter),
            reversibility: serde_json::from_value(word(&self.back)).map_err(|_| missing())?,
        })
    }

    fn typed(&self) -> Vec<(&'static str, String)> {
        [
            ("name", &self.name),
            ("domain", &self.domain),
            ("decider", &self.decider),
            ("inputs", &self.inputs),
            ("days", &self.days),
            ("silence", &self.silence),
            ("arbiter", &self.arbiter),
            ("back", &self.back),
        ]
        .map(|(name, value)| (name, value.clone()))
        .into()
    }
}

/// `POST /charter/rows`
pub async fn propose(State(house): State<House>, posted: Posted<Proposed>) -> Answer {
    let fields = posted.fields.clone();
    let expect = fields.version.parse().ok().map(|version| (reference(), version));
    let result: Result<Receipt, Problem> = match fields.order() {
        Ok(order) => posted.carry_out_on(expect, order).await,
        Err(problem) => Err(problem),
    };
    match result {
        Ok(receipt) if receipt.facts == 0 => Ok(see("/charter?done=same")),
        Ok(receipt) => {
            let to = receipt.about.as_ref().map_or_else(|| "/charter".to_owned(), href);
            Ok(see(&format!("{to}?done=opened")))
        }
        Err(problem) => {
            let back = Back::from(problem, "charter", fields.typed())?;
            let mut session = posted.session;
            session.picture = house.app.picture();
            session.path = "/charter".to_owned();
            let row = Some(if fields.key.is_empty() { "new".to_owned() } else { fields.key });
            Ok(page(&house, &session, &Asked { row, ..Asked::default() }, Some(&back)))
        }
    }
}

fn page(house: &House, session: &Session, asked: &Asked, back: Option<&Back>) -> Response {
    let seals = Seals::of(house, session);
    let content = session.read(|reader| render(reader, session, asked, back, &seals));
    let done = asked.done.as_deref().filter(|word| *word == "same").map(|_| DONE_SAME.in_lang(session.lang));
    let about = Leaf { title: TITLE.in_lang(session.lang), room: Some(Room::Decisions), format: Format::Wide, done };
    let answer = leaf(house, session, &about, content);
    match back {
        Some(back) => (told::status(&back.problem), answer).into_response(),
        None => answer,
    }
}

fn render(reader: &Reader, session: &Session, asked: &Asked, back: Option<&Back>, seals: &Seals) -> Markup {
    let charter = session.picture.charter();
    let q = asked.q.as_deref().unwrap_or_default().trim();
    let found = if q.is_empty() { Vec::new() } else { session.picture.who_decides(q) };
    let n = charter.version.to_string();
    let holes = [("n", n.as_str()), ("rows", &*charter.rows.len().to_string())];
    let changing = asked.row.as_deref().map(|key| charter.row(key));
    html! {
        (told::banner(reader, back))
        (ui::page::opening(&html! {}, reader.w(TITLE), None))
        form.find-form method="get" action="/charter" role="search" {
            div.field {
                label for="q" { (reader.w(LABEL)) }
                input #q type="search" name="q" value=(q) autofocus[q.is_empty() && changing.is_none()];
            }
            button.main type="submit" { (reader.w(DO)) }
        }
        @if !q.is_empty() {
            @match found.split_first() {
                None => p.kindly role="status" { (reader.w(NONE)) },
                Some((row, others)) => (answer(reader, session, row, others)),
            }
        }
        @if let Some(row) = changing { @if session.may(Right::Shape) { (form(reader, session, row, back, seals)) } }
        @if !charter.proposed.is_empty() { (pending(reader, session, charter)) }
        p.still.charter-version data-terms { (reader.fill(LEAD, &holes)) }
        @for domain in Domain::ALL { (rows(reader, session, charter, domain)) }
        @if session.may(Right::Shape) && changing.is_none() {
            p { a href="/charter?row=new#row" { (reader.w(PROPOSE_NEW)) } }
        }
        (versions(reader, session, charter))
    }
}

/// The answer to "who decides?", in one screen.
fn answer(reader: &Reader, session: &Session, row: &Row, others: &[&Row]) -> Markup {
    let picture = &session.picture;
    let deciders = picture.deciders_of(row.decider);
    let names: Vec<Say> = deciders.iter().map(|id| Say::same(picture.person_name(*id))).collect();
    let and = if reader.lang == base::Lang::Fr { " et " } else { " and " };
    let names = names.iter().map(|name| reader.say(name)).collect::<Vec<_>>().join(and);
    let days = row.working_days.to_string();
    let decides = row.decider.say();
    let sentence = match (deciders.len(), row.decider) {
        (0, _) => reader.fill(VACANT, &[("role", &told::inside(reader.say(&decides)))]),
        (2.., Decider::Both) => reader.fill(TOGETHER, &[("names", &names), ("n", &days)]),
        _ => reader.fill(ALONE, &[("names", &names), ("n", &days)]),
    };
    let deadline = workdays::after(session.today, row.working_days);
    let when = charter::known_when(&row.key);
    let name = picture.row_name(row);
    let back = Reversibility::say(row.reversibility);
    html! {
        section.who-decides #answer role="status" {
            p.kicker { (reader.say(&row.domain.say())) " · " (reader.say(&name)) }
            p.statement data-terms { (sentence) }
            dl.facts.brief {
                @if let Some(when) = &when { div { dt { (reader.w(WHEN)) } dd { (told::capital(reader.say(when))) } } }
                div { dt { (reader.w(DECIDES)) } dd { (by_name(reader, session, &decides, &deciders)) } }
                div { dt { (reader.w(HEARD)) } dd { (heard(reader, session, row)) } }
                div {
                    dt { (reader.w(DEADLINE)) }
                    dd { (reader.fill(BEFORE, &[("date", &format::date_long(reader.lang, deadline))])) }
                }
                div { dt { (reader.w(SILENCE)) } dd data-terms { (told::capital(reader.say(&row.silence_say()))) } }
                div { dt { (reader.w(ARBITER)) } dd { (arbiter(reader, session, row)) } }
                div { dt { (reader.w(BACK)) } dd { (told::capital(reader.say(&back))) } }
            }
            p.hint data-terms { (reader.fill(VERSION, &[("n", &picture.charter().version.to_string())])) }
            @if !others.is_empty() {
                p.still {
                    (reader.w(OTHERWISE))
                    @for other in others.iter().take(3) { " " a href={ "#" (other.key) } { (reader.say(&picture.row_name(other))) } }
                }
            }
        }
    }
}

/// A role with the people who hold it, in the hue of their side.
fn by_name(reader: &Reader, session: &Session, role: &Say, people: &[PersonId]) -> Markup {
    html! {
        (told::capital(reader.say(role)))
        @if !people.is_empty() {
            @if reader.lang == base::Lang::Fr { "\u{a0}: " } @else { ": " }
            @for (nth, id) in people.iter().enumerate() {
                @if nth > 0 { ", " }
                @let side = session.picture.person(*id).map_or(Side::Other, |person| person.side);
                span.side.(ui::badge::side_class(side)) { (session.picture.person_name(*id)) }
            }
        }
    }
}

fn heard(reader: &Reader, session: &Session, row: &Row) -> Markup {
    html! {
        ul.bearers {
            @for input in &row.inputs {
                @let name = session.picture.holder_name(&input.who);
                li.(input.who.side().map_or("other", ui::badge::side_class)) {
                    (reader.say(&name))
                    @if input.must { " " strong { "(" (reader.w(MUST)) ")" } }
                }
            }
        }
    }
}

fn arbiter(reader: &Reader, session: &Session, row: &Row) -> Markup {
    match row.arbiter {
        None => html! { (told::capital(reader.w(NO_ARBITER))) },
        Some(role) => {
            let people: Vec<PersonId> = session.picture.holders_of(role, None).collect();
            by_name(reader, session, &role.say(), &people)
        }
    }
}

fn rows(reader: &Reader, session: &Session, charter: &Charter, domain: Domain) -> Markup {
    let columns = [column(CLASS), column(DECIDES), column(DAYS), column(SILENCE), column(ARBITER)];
    let of = charter.rows.iter().filter(|row| row.domain == domain);
    let lines: Vec<Vec<Markup>> = of
        .map(|row| {
            let (name, decides, silence) = (session.picture.row_name(row), row.decider.say(), row.silence_say());
            let side = match row.decider {
                Decider::Both => "joint",
                Decider::Side(side) => ui::badge::side_class(side),
                Decider::Role(_) => "other",
            };
            vec![
                html! {
                    span id=(row.key) { (reader.say(&name)) }
                    @if session.may(Right::Shape) { " " a.change href={ "/charter?row=" (row.key) "#row" } { (reader.w(CHANGE)) } }
                },
                html! { ul.bearers { li.(side) { (told::capital(reader.say(&decides))) } } },
                html! { (reader.fill(N_DAYS, &[("n", &row.working_days.to_string())])) },
                html! { (told::capital(reader.say(&silence))) },
                html! { @match row.arbiter { Some(role) => (reader.say(&role.say())), None => (told::capital(reader.w(NO_ARBITER))) } },
            ]
        })
        .collect();
    html! {
        @if !lines.is_empty() {
            (ui::page::section(&domain_word(domain), reader.say(&domain.say()), html! { div.raci { (table(reader, "", &columns, lines)) } }))
        }
    }
}

fn domain_word(domain: Domain) -> String {
    crate::api::v1::shapes::word(&domain).replace('_', "-")
}

fn pending(reader: &Reader, session: &Session, charter: &Charter) -> Markup {
    ui::page::section(
        "pending",
        reader.w(PENDING),
        html! {
            ul.lead-list {
                @for (decision, row) in &charter.proposed {
                    @let number = decision.key();
                    @let until = told::number_of(number).and_then(|n| session.picture.decision(n)).map(|it| it.deadline);
                    li {
                        (reader.say(&session.picture.row_name(row))) " "
                        a href=(href(decision)) {
                            @if let Some(until) = until { (reader.fill(WAITS, &[("n", number), ("date", &reader.date(until))])) }
                        }
                    }
                }
            }
        },
    )
}

fn versions(reader: &Reader, session: &Session, charter: &Charter) -> Markup {
    ui::page::section(
        "versions",
        reader.w(HISTORY),
        html! {
            ul.lead-list {
                @for change in charter.changes.iter().rev() {
                    @let name = session.picture.row_name(&change.row);
                    @let n = change.version.to_string();
                    @let words = if change.was.is_some() { CHANGED } else { ADDED };
                    li {
                        (reader.fill(words, &[("n", &n), ("name", reader.say(&name))])) " "
                        a.still href=(href(&change.decision)) {
                            (reader.fill(BY_DECISION, &[("n", change.decision.key()), ("date", &reader.date(day(change.at)))]))
                        }
                    }
                }
                li { (reader.w(FIRST)) }
            }
        },
    )
}

/// The form that puts a row to both sides: one that stands, or a new one.
fn form(reader: &Reader, session: &Session, row: Option<&Row>, back: Option<&Back>, seals: &Seals) -> Markup {
    let picture = &session.picture;
    let name = row.map(|row| picture.row_name(row));
    let title = match &name {
        Some(name) => reader.fill(PROPOSE, &[("name", reader.say(name))]),
        None => reader.w(PROPOSE_NEW).to_owned(),
    };
    let typed = |name: &str, standing: String| Back::typed(back, "charter", name).map_or(standing, str::to_owned);
    let line = |name: &'static str, label, hint, value: &str, optional| {
        field(&Field { name, label: reader.w(label), hint, value, error: None, input: Input::Line, optional })
    };
    let inputs = row.map_or_else(String::new, |row| {
        let each = row.inputs.iter().map(|input| {
            let name = picture.holder_name(&input.who);
            format!("{}{}", if input.must { "!" } else { "" }, reader.say(&name))
        });
        each.collect::<Vec<_>>().join(", ")
    });
    let word = |value: Option<String>, otherwise: &str| value.unwrap_or_else(|| otherwise.to_owned());
    let shape = crate::api::v1::shapes::word;
    let domains = Domain::ALL.map(|domain| (crate::api::v1::shapes::word(&domain), domain.say()));
    let domains: Vec<(&str, &str)> = domains.iter().map(|(word, say)| (word.as_str(), reader.say(say))).collect();
    let roles = Role::ALL.map(|role| (role.word(), role.say()));
    let sides = [Decider::Both, Decider::Side(Side::Marketing), Decider::Side(Side::It)];
    let sides = sides.map(|decider| (decider_word(decider), decider.say()));
    let mut deciders: Vec<(&str, &str)> = sides.iter().map(|(word, say)| (word.as_str(), reader.say(say))).collect();
    deciders.extend(roles.iter().map(|(word, say)| (*word, reader.say(say))));
    let mut arbiters: Vec<(&str, &str)> = vec![("", reader.w(NO_ARBITER))];
    arbiters.extend(roles.iter().map(|(word, say)| (*word, reader.say(say))));
    let silences = [
        ("goes_to_arbiter", reader.w(TO_ARBITER)),
        ("goes_ahead", reader.w(GOES_AHEAD)),
        ("stays_as_is", reader.w(STAYS)),
    ];
    let backs = [Reversibility::Easy, Reversibility::Costly, Reversibility::Irreversible];
    let backs = backs.map(|back| (crate::api::v1::shapes::word(&back), back.say()));
    let backs: Vec<(&str, &str)> = backs.iter().map(|(word, say)| (word.as_str(), reader.say(say))).collect();
    let chosen = |name, value: Option<String>, otherwise: &str| typed(name, word(value, otherwise));
    let domain = chosen("domain", row.map(|row| shape(&row.domain)), "use_cases");
    let decides = chosen("decider", row.map(|row| decider_word(row.decider)), "both");
    let silence = chosen("silence", row.map(|row| silence_word(row.silence).to_owned()), "goes_to_arbiter");
    let arbiter =
        chosen("arbiter", row.map(|row| row.arbiter.map_or(String::new(), |role| role.word().to_owned())), "ceo");
    let back_word = chosen("back", row.map(|row| crate::api::v1::shapes::word(&row.reversibility)), "easy");
    let days = chosen("days", row.map(|row| row.working_days.to_string()), "5");
    let own = row.is_none_or(|row| row.name.is_some());
    let name = name.as_ref().map_or("", |name| reader.say(name)).to_owned();
    ui::page::section(
        "row",
        &title,
        html! {
            p { (reader.w(PROPOSE_WHAT)) }
            (told::fault(reader, back, "charter"))
            (seals.form("/charter/rows", html! {
                input type="hidden" name="key" value=(row.map_or("", |row| row.key.as_str()));
                input type="hidden" name="version" value=(picture.version(&reference()));
                @if own { (line("name", NAME, None, &typed("name", name), false)) }
                (ui::thing::pick("domain", "domain", reader.w(FIELD_DOMAIN), &domains, Some(&domain)))
                (ui::thing::pick("decider", "decider", reader.w(FIELD_DECIDER), &deciders, Some(&decides)))
                (line("inputs", FIELD_INPUTS, Some(reader.w(HINT_INPUTS)), &typed("inputs", inputs), true))
                (line("days", FIELD_DAYS, None, &days, false))
                (ui::thing::pick("silence", "silence", reader.w(FIELD_SILENCE), &silences, Some(&silence)))
                (ui::thing::pick("arbiter", "arbiter", reader.w(FIELD_ARBITER), &arbiters, Some(&arbiter)))
                (ui::thing::pick("back", "back", reader.w(FIELD_BACK), &backs, Some(&back_word)))
                (actions(submit(reader.w(DO_PROPOSE))))
            }))
        },
    )
}

fn silence_word(silence: Silence) -> &'static str {
    match silence {
        Silence::GoesAhead => "goes_ahead",
        Silence::GoesToArbiter => "goes_to_arbiter",
        Silence::StaysAsIs => "stays_as_is",
    }
}
