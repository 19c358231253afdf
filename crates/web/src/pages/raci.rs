//! Who answers for what, and what has to be mended in it? `/raci`
//!
//! Row by row in sentences of roles, never as a grid of letters: it reads on a phone and on paper. Below it the nine
//! stages of the data value chain, marketing on the left, IT on the right.

use std::sync::Arc;

use agenda::raci::lint::{Finding, Staffed};
use agenda::raci::{Event as RaciEvent, Holder, Joint, Mark, Matrix, Row, Source, Stage};
use agenda::role::{Right, Role};
use app::{Order, Problem, Receipt, SeatWords};
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use base::{Aggregate, Context, Kind, Ref, Say, Side};
use landscape::impact::Verdict;
use maud::{Markup, html};
use picture::{Event, Fact};
use serde::Deserialize;

use crate::answer::{Answer, see};
use crate::house::House;
use crate::pages::leaf::{Leaf, leaf};
use crate::pages::told::{self, Back, Seals, day};
use crate::posted::Posted;
use crate::session::Session;
use crate::ui::form::{Field, Input, actions, field, submit};
use crate::ui::page::{Format, Room};
use crate::ui::table::{Column, table, words as column};
use crate::ui::{self, Reader};

ui::words! {
    TITLE = "Qui répond de quoi" / "Who answers for what";
    EMPTY = "Ici, pour chaque décision qui revient : qui en répond, qui la fait, qui est consulté, qui est informé."
        / "Here stands, for every decision that comes back: who answers for it, who does it, who is asked, who is told.";
    EMPTY_HOW = "Partez de la matrice proposée pour un distributeur, ou importez la vôtre (CSV ou Excel, rôles en colonnes)."
        / "Start from the matrix that comes with Entente for a retailer, or import yours (CSV or Excel, roles as columns).";
    EMPTY_DO = "Importer une matrice" / "Import a matrix";
    ADOPT = "Partir de la matrice proposée" / "Start from the matrix offered";
    LEAD = "{rows} activités, {joint} d’entre elles portées ensemble (A²). {flaws}" / "{rows} activities, {joint} of them carried together (A²). {flaws}";
    CLEAN = "Rien n’est à corriger." / "Nothing has to be mended.";
    FLAW_ONE = "Un point est à corriger." / "One point has to be mended.";
    FLAWS = "{n} points sont à corriger." / "{n} points have to be mended.";
    VERSION = "Version {n}" / "Version {n}";
    OLD_VERSION = "Ceci est la version {n}, et non la dernière." / "This is version {n}, not the latest.";
    TO_NEWEST = "Voir la dernière" / "See the latest";
    FROM_TEMPLATE = "matrice proposée par Entente" / "matrix that comes with Entente";
    FROM_FILE = "fichier « {file} »" / "file “{file}”";
    FROM_HANDS = "posée ligne par ligne" / "stated row by row";
    MEND = "À corriger" / "To be mended";
    TO_ROW = "Voir la ligne" / "See the row";
    MATRIX = "La matrice (RACI)" / "The matrix (RACI)";
    ACTIVITY = "Décision ou activité" / "Decision or activity";
    COL_A = "En répond (A)" / "Answers for it (A)";
    COL_R = "La fait (R)" / "Does it (R)";
    COL_C = "Consulté (C)" / "Asked (C)";
    COL_I = "Informé (I)" / "Told (I)";
    NOBODY = "personne" / "nobody";
    JOINT = "ensemble (A²) ; sans accord en {days} jours ouvrés : {arbiter}" / "together (A²); without agreement in {days} working days: {arbiter}";
    CHANGE = "Changer" / "Change";
    STAGES = "La chaîne de valeur des données" / "The data value chain";
    STAGES_WHAT = "Neuf étapes, du besoin à ce qu’on en apprend. À chacune travaille au moins un rôle de chaque côté (A, R ou C)."
        / "Nine stages, from the need to what is learnt. At least one role of each side works in each (A, R or C).";
    NO_STAGES = "La matrice ne dit pas encore à quelle étape appartient chaque activité : une colonne « étape » (1 à 9) suffit."
        / "The matrix does not say yet to which stage each activity belongs: a column “stage” (1 to 9) is enough.";
    STAGE = "Étape" / "Stage";
    MARKETING = "Côté marketing" / "Marketing’s side";
    IT = "Côté DSI" / "IT’s side";
    ROW_NEW = "Ajouter une ligne" / "Add a row";
    ROW_CHANGE = "Changer « {name} »" / "Change “{name}”";
    FIELD_ACTIVITY = "Décision ou activité" / "Decision or activity";
    FIELD_A = "Qui en répond (A)" / "Who answers for it (A)";
    HINT_A = "un seul rôle ; deux directions, une de chaque côté, en répondent ensemble (A²)" / "one role; two directors, one of each side, answer together (A²)";
    FIELD_R = "Qui la fait (R)" / "Who does it (R)";
    FIELD_C = "Qui est consulté (C)" / "Who is asked (C)";
    FIELD_I = "Qui est informé (I)" / "Who is told (I)";
    HINT_ROLES = "des rôles, séparés par des virgules" / "roles, separated by commas";
    FIELD_STAGE = "Étape de la chaîne de données" / "Stage of the data value chain";
    NO_STAGE = "aucune" / "none";
    FIELD_ARBITER = "Arbitre, si deux directions en répondent" / "Arbiter, where two directors answer";
    FIELD_DAYS = "Jours ouvrés pour s’accorder" / "Working days to agree";
    DO_STATE = "Enregistrer la ligne" / "Record the row";
    DO_DROP = "Retirer la ligne" / "Take the row out";
    HISTORY = "Les versions" / "The versions";
    WAS_ADOPTED = "Version {n} : {source}, {rows} lignes" / "Version {n}: {source}, {rows} rows";
    WAS_STATED = "Version {n} : « {name} » posée" / "Version {n}: “{name}” stated";
    WAS_DROPPED = "Version {n} : ligne {row} retirée" / "Version {n}: row {row} taken out";
    DONE_ADOPTED = "La matrice proposée est en place ; chaque ligne se change." / "The matrix offered is in place; each row can be changed.";
    DONE_STATED = "La ligne est enregistrée : une nouvelle version." / "The row is recorded: a new version.";
    DONE_DROPPED = "La ligne est retirée : une nouvelle version." / "The row is taken out: a new version.";
    DONE_SAME = "Rien n’a changé : c’était déjà ainsi." / "Nothing changed: it stood so already.";
    NOT_DAYS = "ce n’est pas un nombre de jours" / "this is no number of days";
    WRITE_DAYS = "écrivez un nombre de jours ouvrés, de 1 à 260" / "write a number of working days, from 1 to 260";
}

/// What is asked for.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Asked {
    version: Option<u32>,
    row: Option<u32>,
    done: Option<String>,
}

/// `GET /raci`
pub async fn show(State(house): State<House>, session: Session, Query(asked): Query<Asked>) -> Answer {
    page(&house, &session, &asked, None).await
}

/// Nothing but the form itself.
#[derive(Deserialize)]
pub struct Nothing {}

/// `POST /raci/template`
pub async fn adopt(State(house): State<House>, posted: Posted<Nothing>) -> Answer {
    let result = posted.carry_out(Order::AdoptRaci).await;
    after(&house, posted.session, None, Vec::new(), "adopted", result).await
}

/// A row as the form sends it.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Stated {
    #[serde(default)]
    row: String,
    #[serde(default)]
    version: String,
    #[serde(default)]
    activity: String,
    #[serde(default)]
    a: String,
    #[serde(default)]
    r: String,
    #[serde(default)]
    c: String,
    #[serde(default)]
    i: String,
    #[serde(default)]
    stage: String,
    #[serde(default)]
    arbiter: String,
    #[serde(default)]
    days: String,
}

impl Stated {
    fn order(&self) -> Result<Order, Problem> {
        let split = |words: &str| -> Vec<String> {
            words.split([',', ';', '\n']).map(|it| it.trim().to_owned()).filter(|it| !it.is_empty()).collect()
        };
        let answer = split(&self.a);
        let together = if answer.len() > 1 { "A²" } else { "A" };
        let marks = [(answer, together), (split(&self.r), "R"), (split(&self.c), "C"), (split(&self.i), "I")];
        let seats = marks
            .into_iter()
            .flat_map(|(who, marks)| who.into_iter().map(move |who| SeatWords { who, marks: marks.to_owned() }));
        let days = match self.days.trim() {
            "" => None,
            words => Some(words.parse::<u32>().ok().filter(|days| (1..=260).contains(days)).ok_or_else(|| {
                let say = |words: ui::Words| Say::new(words.fr, words.en);
                Problem::invalid(say(NOT_DAYS), say(WRITE_DAYS))
            })?),
        };
        let arbiter = Role::ALL.into_iter().find(|role| role.word() == self.arbiter);
        let otherwise = Joint::default();
        let joint = (arbiter.is_some() || days.is_some()).then(|| Joint {
            arbiter: arbiter.unwrap_or(otherwise.arbiter),
            working_days: days.unwrap_or(otherwise.working_days),
        });
        Ok(Order::StateRaciRow {
            row: self.row.parse().ok(),
            activity: self.activity.trim().to_owned(),
            stages: Stage::from_words(&self.stage).into_iter().collect(),
            seats: seats.collect(),
            joint,
        })
    }

    fn typed(&self) -> Vec<(&'static str, String)> {
        [
            ("activity", &self.activity),
            ("a", &self.a),
            ("r", &self.r),
            ("c", &self.c),
            ("i", &self.i),
            ("stage", &self.stage),
            ("arbiter", &self.arbiter),
            ("days", &self.days),
        ]
        .map(|(name, value)| (name, value.clone()))
        .into()
    }
}

/// The matrix as a thing of the log.
fn matrix_ref() -> Ref {
    Ref::new(Kind::Raci, "house")
}

/// `POST /raci/rows`
pub async fn state(State(house): State<House>, posted: Posted<Stated>) -> Answer {
    let fields = posted.fields.clone();
    let expect = fields.version.parse().ok().map(|version| (matrix_ref(), version));
    let result = match fields.order() {
        Ok(order) => posted.carry_out_on(expect, order).await,
        Err(problem) => Err(problem),
    };
    after(&house, posted.session, fields.row.parse().ok(), fields.typed(), "stated", result).await
}

/// `POST /raci/rows/{number}/end`
pub async fn drop(State(house): State<House>, Path(row): Path<u32>, posted: Posted<Nothing>) -> Answer {
    let result = posted.carry_out(Order::DropRaciRow { row }).await;
    after(&house, posted.session, None, Vec::new(), "dropped", result).await
}

async fn after(
    house: &House,
    mut session: Session,
    row: Option<u32>,
    typed: Vec<(&'static str, String)>,
    done: &str,
    result: Result<Receipt, Problem>,
) -> Answer {
    match result {
        Ok(receipt) => {
            let done = if receipt.facts == 0 { "same" } else { done };
            Ok(see(&format!("/raci?done={done}{}", row.map_or_else(String::new, |row| format!("#row-{row}")))))
        }
        Err(problem) => {
            let back = Back::from(problem, "rows", typed)?;
            session.picture = house.app.picture();
            session.path = "/raci".to_owned();
            page(house, &session, &Asked { row, ..Asked::default() }, Some(&back)).await
        }
    }
}

async fn page(house: &House, session: &Session, asked: &Asked, back: Option<&Back>) -> Answer {
    let history = house.work(|app| app.history("raci:house")).await?;
    let view = View::of(session, asked, &history)?;
    let seals = Seals::of(house, session);
    let content = session.read(|reader| render(reader, &view, back, &seals));
    let done = asked.done.as_deref().and_then(|word| match word {
        "adopted" => Some(DONE_ADOPTED),
        "stated" => Some(DONE_STATED),
        "dropped" => Some(DONE_DROPPED),
        "same" => Some(DONE_SAME),
        _ => None,
    });
    let about = Leaf {
        title: TITLE.in_lang(session.lang),
        room: Some(Room::Decisions),
        format: Format::Wide,
        done: done.map(|words| words.in_lang(session.lang)),
    };
    let answer: Response = leaf(house, session, &about, content);
    Ok(match back {
        Some(back) => (told::status(&back.problem), answer).into_response(),
        None => answer,
    })
}

/// What the page shows.
struct View<'a> {
    session: &'a Session,
    matrix: Option<Arc<Matrix>>,
    /// Whether it is the one in force.
    newest: bool,
    findings: Vec<Finding>,
    stages: Option<Vec<Staffed>>,
    changing: Option<u32>,
    versions: Vec<(String, Option<String>, jiff::civil::Date, u32)>,
    may_shape: bool,
}

impl<'a> View<'a> {
    fn of(session: &'a Session, asked: &Asked, history: &[Fact]) -> Result<View<'a>, Problem> {
        let picture = &session.picture;
        let newest = picture.raci().map_or(0, |matrix| matrix.version);
        let shown = asked.version.unwrap_or(newest);
        let matrix = at_version(history, shown);
        if matrix.is_none() && asked.version.is_some() {
            return Err(Problem::not_found(Say::new(format!("la version {shown}"), format!("version {shown}"))));
        }
        let is_newest = shown == newest;
        Ok(View {
            session,
            matrix: matrix.map(Arc::new),
            newest: is_newest,
            findings: if is_newest { picture.raci_findings() } else { Vec::new() },
            stages: if is_newest { picture.stage_map() } else { None },
            changing: asked.row,
            versions: versions(session, history),
            may_shape: is_newest && session.may(Right::Shape),
        })
    }
}

/// The matrix as it was at a version, from its history.
pub(crate) fn at_version(history: &[Fact], version: u32) -> Option<Matrix> {
    let events = history.iter().filter_map(|fact| match &fact.event {
        Event::Raci(event) => Some((event, Context { actor: fact.actor, now: fact.at })),
        _ => None,
    });
    events.take(version as usize).fold(None, |state, (event, ctx)| Matrix::evolve(state, event, &ctx))
}

/// What made each version, newest first: in words, by whom, when, which.
fn versions(session: &Session, history: &[Fact]) -> Vec<(String, Option<String>, jiff::civil::Date, u32)> {
    let mut versions = Vec::new();
    for (fact, nth) in history.iter().zip(1_u32..) {
        let Event::Raci(event) = &fact.event else { continue };
        let n = nth.to_string();
        let words = match event {
            RaciEvent::Adopted { source, rows, .. } => {
                let source = source_words(session, source);
                let count = rows.len().to_string();
                WAS_ADOPTED.fill(session.lang, &[("n", &n), ("source", &source), ("rows", &count)])
            }
            RaciEvent::RowStated { what, .. } => {
                let name = session.picture.activity_name(&what.activity);
                WAS_STATED.fill(session.lang, &[("n", &n), ("name", name.in_lang(session.lang))])
            }
            RaciEvent::RowDropped { row } => WAS_DROPPED.fill(session.lang, &[("n", &n), ("row", &row.to_string())]),
        };
        let who = fact.actor.map(|id| session.picture.person_name(id));
        versions.push((words, who, day(fact.at), nth));
    }
    versions.reverse();
    versions
}

fn source_words(session: &Session, source: &Source) -> String {
    match source {
        Source::Template => FROM_TEMPLATE.in_lang(session.lang).to_owned(),
        Source::File { dataset } => {
            let file = session.name_of(dataset);
            FROM_FILE.fill(session.lang, &[("file", file.in_lang(session.lang))])
        }
        Source::ByHand => FROM_HANDS.in_lang(session.lang).to_owned(),
    }
}

fn render(reader: &Reader, view: &View, back: Option<&Back>, seals: &Seals) -> Markup {
    let session = view.session;
    let Some(matrix) = view.matrix.as_deref() else {
        return html! {
            (told::banner(reader, back))
            (ui::page::opening(&html! {}, reader.w(TITLE), None))
            (ui::empty::empty(reader.w(EMPTY), reader.w(EMPTY_HOW), Some((reader.w(EMPTY_DO), "/imports#send"))))
            @if view.may_shape {
                (seals.form("/raci/template", actions(html! { button.quiet type="submit" { (reader.w(ADOPT)) } })))
            }
        };
    };
    let joint = matrix.rows.iter().filter(|(_, row)| row.joint.is_some()).count();
    let flaws = match view.findings.len() {
        0 => reader.w(CLEAN).to_owned(),
        n => ui::counted(reader.lang, n, FLAW_ONE, FLAWS),
    };
    let holes = [("rows", &*matrix.rows.len().to_string()), ("joint", &*joint.to_string()), ("flaws", &*flaws)];
    let n = matrix.version.to_string();
    let standfirst = html! {
        @if view.newest {
            p data-terms { (reader.fill(LEAD, &holes)) }
        } @else {
            p { (reader.fill(OLD_VERSION, &[("n", &n)])) " " a href="/raci" { (reader.w(TO_NEWEST)) } }
        }
        p.still {
            (reader.fill(VERSION, &[("n", &n)])) ", " (source_words(session, &matrix.source))
            @if let Some(by) = matrix.by { ", " (session.picture.person_name(by)) } ", " (reader.date(day(matrix.at))) "."
        }
    };
    html! {
        (told::banner(reader, back))
        (ui::page::opening(&html! {}, reader.w(TITLE), Some(&standfirst)))
        @if !view.findings.is_empty() { (ui::page::section("mend", reader.w(MEND), findings(reader, &view.findings))) }
        (ui::page::section("matrix", reader.w(MATRIX), rows(reader, view, matrix)))
        @if view.newest { (ui::page::section("stages", reader.w(STAGES), stages(reader, view))) }
        @if view.may_shape { (form(reader, view, matrix, back, seals)) }
        (ui::page::section("versions", reader.w(HISTORY), html! {
            ul.lead-list {
                @for (words, who, on, nth) in &view.versions {
                    li {
                        a href={ "/raci?version=" (nth) } { (words) }
                        " " span.still { (reader.date(*on)) @if let Some(who) = who { ", " (who) } }
                    }
                }
            }
        }))
    }
}

fn findings(reader: &Reader, findings: &[Finding]) -> Markup {
    html! {
        ul.lead-list {
            @for finding in findings {
                li.flaw {
                    p data-terms { (ui::badge::state(Verdict::Watch, "")) " " (reader.say(&told::full(&finding.say))) }
                    p.still data-terms {
                        (reader.say(&told::full(&finding.way_out)))
                        @if let Some(row) = finding.row { " " a href={ "#row-" (row) } { (reader.w(TO_ROW)) } }
                    }
                }
            }
        }
    }
}

fn rows(reader: &Reader, view: &View, matrix: &Matrix) -> Markup {
    let columns: [Column; 5] = [column(ACTIVITY), column(COL_A), column(COL_R), column(COL_C), column(COL_I)];
    let rows = matrix.rows.iter().map(|(number, row)| {
        let flawed = view.findings.iter().any(|finding| finding.row == Some(*number));
        let name = view.session.picture.activity_name(&row.activity);
        vec![
            html! {
                span id={ "row-" (number) } { @if flawed { span.shape aria-hidden="true" { "▲ " } } (reader.say(&name)) }
                @if view.may_shape { " " a.change href={ "/raci?row=" (number) "#row" } { (reader.w(CHANGE)) } }
            },
            answering(reader, view, row),
            list(reader, view, row, Mark::R),
            list(reader, view, row, Mark::C),
            list(reader, view, row, Mark::I),
        ]
    });
    html! { div.raci { (table(reader, "", &columns, rows.collect())) } }
}

/// Who answers: one in the hue of their side, or both with the arbiter and the deadline.
fn answering(reader: &Reader, view: &View, row: &Row) -> Markup {
    let together: Vec<&Holder> = row.bearing(Mark::A2).collect();
    let alone: Vec<&Holder> = row.bearing(Mark::A).collect();
    // One child, so that on a phone the cell stays beside its label.
    html! {
        div {
        @if alone.is_empty() && together.is_empty() { span.absent { (reader.w(NOBODY)) } }
        @if !alone.is_empty() { (names(reader, view, &alone)) }
        @if let (false, Some(joint)) = (together.is_empty(), row.joint) {
            (names(reader, view, &together))
            @let (days, arbiter) = (joint.working_days.to_string(), joint.arbiter.say());
            p.still data-terms { (reader.fill(JOINT, &[("days", &days), ("arbiter", &told::inside(reader.say(&arbiter)))])) }
        }
        }
    }
}

fn list(reader: &Reader, view: &View, row: &Row, mark: Mark) -> Markup {
    names(reader, view, &row.bearing(mark).collect::<Vec<_>>())
}

/// Roles, each in the hue of the side it stands on.
fn names(reader: &Reader, view: &View, holders: &[&Holder]) -> Markup {
    html! {
        @if !holders.is_empty() {
            ul.bearers {
                @for holder in holders {
                    @let side = holder.side().map_or("other", ui::badge::side_class);
                    @let name = view.session.picture.holder_name(holder);
                    li.(side) { (reader.say(&name)) }
                }
            }
        }
    }
}

/// The nine stages, marketing on the left, IT on the right.
fn stages(reader: &Reader, view: &View) -> Markup {
    let Some(stages) = &view.stages else { return html! { p data-terms { (reader.w(NO_STAGES)) } } };
    let columns = [column(STAGE), column(MARKETING), column(IT)];
    let side = |it: &Staffed, side: Side| match it.by.get(&side) {
        Some(holders) => names(reader, view, &holders.iter().collect::<Vec<_>>()),
        None => html! { (ui::badge::state(Verdict::Watch, reader.w(NOBODY))) },
    };
    let rows = stages.iter().map(|it| {
        let name = it.stage.say();
        let name = html! { (it.stage.place()) ". " (told::capital(reader.say(&name))) };
        vec![name, side(it, Side::Marketing), side(it, Side::It)]
    });
    html! {
        p data-terms { (reader.w(STAGES_WHAT)) }
        div.raci { (table(reader, "", &columns, rows.collect())) }
    }
}

/// The form for one row: a new one, or the one that is to be changed.
fn form(reader: &Reader, view: &View, matrix: &Matrix, back: Option<&Back>, seals: &Seals) -> Markup {
    let changing = view.changing.and_then(|number| Some((number, matrix.row(number)?)));
    let name = changing.map(|(_, row)| view.session.picture.activity_name(&row.activity));
    let name = name.as_ref().map_or("", |name| reader.say(name));
    let title = match changing {
        Some(_) => reader.fill(ROW_CHANGE, &[("name", name)]),
        None => reader.w(ROW_NEW).to_owned(),
    };
    let list = |marks: &[Mark]| -> String {
        let seats = changing.iter().flat_map(|(_, row)| &row.seats).filter(|seat| marks.contains(&seat.mark));
        let names: Vec<String> =
            seats.map(|seat| reader.say(&view.session.picture.holder_name(&seat.who)).to_owned()).collect();
        names.join(", ")
    };
    let typed = |name: &str, standing: String| Back::typed(back, "rows", name).map_or(standing, str::to_owned);
    let line = |name: &'static str, label, hint, value: &str, optional| {
        field(&Field { name, label: reader.w(label), hint, value, error: None, input: Input::Line, optional })
    };
    let roles = Role::ALL.map(|role| (role.word(), role.say()));
    let arbiters: Vec<(&str, &str)> = roles.iter().map(|(word, say)| (*word, reader.say(say))).collect();
    let stages = Stage::ALL.map(|stage| (stage.place().to_string(), stage.say()));
    let mut stage_choices: Vec<(&str, &str)> = vec![("", reader.w(NO_STAGE))];
    stage_choices.extend(stages.iter().map(|(place, say)| (place.as_str(), reader.say(say))));
    let joint = changing.and_then(|(_, row)| row.joint).unwrap_or_default();
    let stage = changing.and_then(|(_, row)| row.stages.first()).map_or_else(String::new, |it| it.place().to_string());
    let open = changing.is_some() || back.is_some();
    html! {
        (ui::page::section("row", &title, html! {
            details.edit open[open] {
                summary { (title) }
                (told::fault(reader, back, "rows"))
                (seals.form("/raci/rows", html! {
                    input type="hidden" name="row" value=(changing.map_or_else(String::new, |(number, _)| number.to_string()));
                    input type="hidden" name="version" value=(view.session.picture.version(&matrix_ref()));
                    (line("activity", FIELD_ACTIVITY, None, &typed("activity", name.to_owned()), false))
                    (line("a", FIELD_A, Some(reader.w(HINT_A)), &typed("a", list(&[Mark::A, Mark::A2])), true))
                    (line("r", FIELD_R, Some(reader.w(HINT_ROLES)), &typed("r", list(&[Mark::R])), true))
                    (line("c", FIELD_C, None, &typed("c", list(&[Mark::C])), true))
                    (line("i", FIELD_I, None, &typed("i", list(&[Mark::I])), true))
                    (ui::thing::pick("stage", "stage", reader.w(FIELD_STAGE), &stage_choices, Some(&typed("stage", stage))))
                    (ui::thing::pick("arbiter", "arbiter", reader.w(FIELD_ARBITER), &arbiters, Some(&typed("arbiter", joint.arbiter.word().to_owned()))))
                    (line("days", FIELD_DAYS, None, &typed("days", joint.working_days.to_string()), true))
                    (actions(submit(reader.w(DO_STATE))))
                }))
                @if let Some((number, _)) = changing {
                    (seals.form(&format!("/raci/rows/{number}/end"), html! { button.quiet type="submit" { (reader.w(DO_DROP)) } }))
                }
            }
        }))
    }
}
