//! What is compared, by which rules, and with which numbers? `/matching/model`
//!
//! The model of the run that is kept as a table one can read and change. What is saved is a version of its own, held
//! against the run's, and followed by the next run that is given it.

mod form;

use app::Problem;
use app::matching::{Saved, View, kind, rule};
use axum::extract::{Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use base::{Say, format};
use customers::resolution::model::{Fault, Field, Key, Model};
use maud::{Markup, html};
use serde::Deserialize;

use super::filled;
use crate::answer::{Answer, see};
use crate::house::House;
use crate::pages::leaf::{Leaf, leaf};
use crate::pages::told::Seals;
use crate::posted::Posted;
use crate::session::Session;
use crate::ui::page::{Format, Room};
use crate::ui::{self, Reader, Words, capital};
use form::Typed;

ui::words! {
    TITLE = "Le modèle du rapprochement" / "The model of matching";
    LEAD = "{fields} champs comparés, {rules} règles qui disent quelles fiches comparer. Rien d’autre ne se règle : ce que pèse chaque accord est estimé sur vos fiches." / "{fields} fields compared, {rules} rules that say which records to compare. Nothing else is set: what each agreement weighs is estimated from your records.";
    OF_RUN = "Modèle du rapprochement gardé" / "Model of the run that is kept";
    VERSION = "Version {n}, {who}, le {date}" / "Version {n}, {who}, {date}";
    BACK = "Tout le rapprochement" / "The whole matching";
    DIFFERS = "Ce que cette version change" / "What this version changes";
    SAME = "Cette version dit la même chose que le modèle du rapprochement gardé." / "This version says what the model of the run that is kept says.";
    CHANGED = "{what} : {before} → {after}" / "{what}: {before} → {after}";
    ADDED = "ajouté : {what}" / "added: {what}";
    REMOVED = "retiré : {what}" / "removed: {what}";
    FOLLOW = "Pour la suivre" / "To follow it";
    FOLLOW_HOW = "Emportez-la, puis donnez-la au prochain rapprochement : entente match run vos-fichiers --model modele.json --keep. Ce que des personnes ont dit reste." / "Take it along, then give it to the next run: entente match run your-files --model model.json --keep. What people said stays.";
    TAKE = "Emporter cette version" / "Take this version along";
    CHANGE = "Changer le modèle" / "Change the model";
    FIELDS = "Ce qui est comparé" / "What is compared";
    VERSIONS = "Versions" / "Versions";
    NO_VERSION = "Aucune version n’a encore été enregistrée." / "No version has been saved yet.";
    VERSION_SHORT = "Version {n}" / "Version {n}";
    BY = "{who}, le {date}" / "{who}, {date}";
    HOUSE = "l’installation" / "the installation";
    SAVED = "Enregistré comme une version." / "Saved as a version.";
    NO_FIELD = "Aucun champ n’est comparé." / "No field is compared.";
    NO_COLUMN = "Le champ « {field} » n’est lu dans aucune colonne." / "The field “{field}” is read from no column.";
    TWICE = "Le champ « {field} » est là deux fois." / "The field “{field}” is there twice.";
    EMPTY_RULE = "Une règle ne dit rien." / "One rule says nothing.";
    MISSING = "Une règle parle du champ « {field} », que rien ne donne." / "One rule speaks of the field “{field}”, which nothing gives.";
    NO_RULE = "Aucune règle ne dit quelles fiches comparer." / "No rule says which records to compare.";
    NUMBER = "« {what} » ne peut avoir cette valeur." / "“{what}” cannot have this value.";
    WHOLE = "nom complet" / "whole name";
}

/// Which version, and what was just done.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    version: Option<u32>,
    done: Option<String>,
}

/// `GET /matching/model`
pub async fn show(State(house): State<House>, session: Session, Query(asked): Query<Asked>) -> Answer {
    let (view, saved) = house.work(|app| Ok((app.customers()?, app.models()?))).await?;
    Ok(page(&house, &session, view.as_ref(), &saved, &asked, None))
}

/// `GET /matching/model.json?version=…`
pub async fn take(State(house): State<House>, Query(asked): Query<Asked>) -> Answer {
    let (view, saved) = house.work(|app| Ok((app.customers()?, app.models()?))).await?;
    let model = chosen(view.as_ref(), &saved, asked.version).ok_or_else(no_version)?;
    let text = serde_json::to_string_pretty(model).unwrap_or_default();
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"modele.json\""),
    ];
    Ok((headers, text).into_response())
}

/// `POST /matching/model`: the fields of the form.
pub async fn save(State(house): State<House>, form: Posted<Typed>) -> Answer {
    let (view, saved) = house.work(|app| Ok((app.customers()?, app.models()?))).await?;
    let version = form.fields.version();
    let before = chosen(view.as_ref(), &saved, version).ok_or_else(no_version)?;
    let model = form.fields.model(form.session.lang, before);
    if !model.faults().is_empty() {
        let asked = Asked { version, done: None };
        return Ok(page(&house, &form.session, view.as_ref(), &saved, &asked, Some(&model)));
    }
    let actor = form.session.actor()?;
    let saved = house.work(move |app| app.save_model(actor, model)).await?;
    Ok(see(&format!("/matching/model?version={}&done=saved", saved.number)))
}

fn no_version() -> Problem {
    Problem::not_found(Say::new("cette version du modèle", "this version of the model"))
}

/// The model of a version; that of the run where none is named.
fn chosen<'m>(view: Option<&'m View>, saved: &'m [Saved], version: Option<u32>) -> Option<&'m Model> {
    match version {
        Some(number) => saved.iter().find(|saved| saved.number == number).map(|saved| &saved.model),
        None => view.map(|view| &view.report.model),
    }
}

fn page(
    house: &House,
    session: &Session,
    view: Option<&View>,
    saved: &[Saved],
    asked: &Asked,
    typed: Option<&Model>,
) -> Response {
    let seals = Seals::of(house, session);
    let content = session.read(|reader| match (view, chosen(view, saved, asked.version)) {
        (Some(view), Some(model)) => render(
            reader,
            &Shown {
                of_run: &view.report.model,
                model,
                typed,
                version: asked.version,
                saved,
                may: session.may(agenda::role::Right::State),
            },
            &seals,
        ),
        _ => super::nothing(reader),
    });
    let done = asked.done.as_deref().filter(|word| *word == "saved").map(|_| SAVED.in_lang(session.lang));
    let title = TITLE.in_lang(session.lang);
    leaf(house, session, &Leaf { title, room: Some(Room::Customers), format: Format::Wide, done }, content)
}

/// What the page shows.
struct Shown<'m> {
    of_run: &'m Model,
    model: &'m Model,
    /// What was typed and cannot be followed.
    typed: Option<&'m Model>,
    version: Option<u32>,
    saved: &'m [Saved],
    may: bool,
}

fn render(reader: &Reader, shown: &Shown, seals: &Seals) -> Markup {
    let model = shown.model;
    let count = |n: usize| format::number(reader.lang, n as f64, 0);
    let rules = count(model.blocking.len() + model.blocking_broad.len());
    let lead = filled(reader, LEAD, &[("fields", count(model.fields.len())), ("rules", rules)]);
    let of = shown.version.and_then(|number| shown.saved.iter().find(|saved| saved.number == number));
    let kicker = html! {
        a href="/matching" { (reader.w(BACK)) }
        @match of {
            Some(saved) => span { (filled(reader, VERSION, &[("n", saved.number.to_string()), ("who", who(reader, saved)), ("date", day(reader, saved))])) },
            None => span { (reader.w(OF_RUN)) },
        }
    };
    html! {
        (ui::page::opening(&kicker, reader.w(TITLE), Some(&html! { div.statement { (lead) } })))
        @if of.is_some() {
            (ui::page::section("differs", reader.w(DIFFERS), differs(reader, shown.of_run, model)))
            (ui::page::section("follow", reader.w(FOLLOW), html! {
                p.hint { (reader.w(FOLLOW_HOW)) }
                p { a.button href={ "/matching/model.json?version=" (shown.version.unwrap_or_default()) } download { (reader.w(TAKE)) } }
            }))
        }
        @if shown.may {
            (ui::page::section("change", reader.w(CHANGE), html! {
                @if let Some(typed) = shown.typed { (faults(reader, typed)) }
                (form::form(reader, shown.typed.unwrap_or(model), shown.version, seals))
            }))
        } @else {
            (ui::page::section("change", reader.w(FIELDS), fields(reader, model)))
        }
        (ui::page::section("versions", reader.w(VERSIONS), versions(reader, shown)))
    }
}

fn who(reader: &Reader, saved: &Saved) -> String {
    saved.by.and_then(reader.names.person).unwrap_or_else(|| reader.w(HOUSE).to_owned())
}

fn day(reader: &Reader, saved: &Saved) -> String {
    reader.date(base::local(saved.at).date())
}

/// A field in words: what it is, and the columns it is read from.
fn field(reader: &Reader, field: &Field) -> String {
    let columns = field.columns.join(" + ");
    let whole = if field.whole_name { format!(" ({})", reader.w(WHOLE)) } else { String::new() };
    let code = field.calling_code.as_ref().map(|code| format!(" (+{code})")).unwrap_or_default();
    format!("{} ← {columns}{whole}{code}", capital(reader.say(&kind(field.kind))))
}

fn fields(reader: &Reader, model: &Model) -> Markup {
    html! {
        ul { @for it in &model.fields { li data-typed { (field(reader, it)) } } }
        ul { @for keys in model.blocking.iter().chain(&model.blocking_broad) { li { (capital(reader.say(&rule(keys)))) } } }
    }
}

/// What a version says otherwise than the run's model, line by line.
fn differs(reader: &Reader, before: &Model, after: &Model) -> Markup {
    let mut lines: Vec<String> = Vec::new();
    let listed = |words: Words, what: String| reader.fill(words, &[("what", &what)]);
    let told = |model: &Model| model.fields.iter().map(|it| field(reader, it)).collect::<Vec<_>>();
    let ruled = |keys: &[Vec<Key>]| keys.iter().map(|keys| reader.say(&rule(keys)).to_owned()).collect::<Vec<_>>();
    let all = |model: &Model| [told(model), ruled(&model.blocking), ruled(&model.blocking_broad)].concat();
    let (old, new) = (all(before), all(after));
    lines.extend(old.iter().filter(|it| !new.contains(it)).map(|it| listed(REMOVED, it.clone())));
    lines.extend(new.iter().filter(|it| !old.contains(it)).map(|it| listed(ADDED, it.clone())));
    for ((name, _), (old, new)) in form::NUMBERS.iter().zip(form::numbers(before).into_iter().zip(form::numbers(after)))
    {
        if old != new {
            let number = |value: f64| format::number(reader.lang, value, 2);
            let holes = [("what", reader.w(*name).to_owned()), ("before", number(old)), ("after", number(new))];
            lines.push(filled(reader, CHANGED, &holes));
        }
    }
    html! {
        @if lines.is_empty() { div.say { (reader.w(SAME)) } }
        @else { ul.changes { @for line in lines { li data-typed { (line) } } } }
    }
}

fn faults(reader: &Reader, model: &Model) -> Markup {
    let field = |words: Words, of| reader.fill(words, &[("field", reader.say(&kind(of)))]);
    let words = |fault: Fault| match fault {
        Fault::NoField => reader.w(NO_FIELD).to_owned(),
        Fault::NoColumn(of) => field(NO_COLUMN, of),
        Fault::Twice(of) => field(TWICE, of),
        Fault::EmptyRule => reader.w(EMPTY_RULE).to_owned(),
        Fault::Missing(of) => field(MISSING, of),
        Fault::NoRule => reader.w(NO_RULE).to_owned(),
        Fault::Number(number) => reader.fill(NUMBER, &[("what", reader.w(form::name(number)))]),
    };
    html! {
        ul role="alert" {
            @for fault in model.faults() { li.error { span.shape aria-hidden="true" { "▲ " } (words(fault)) } }
        }
    }
}

fn versions(reader: &Reader, shown: &Shown) -> Markup {
    html! {
        @if shown.saved.is_empty() { p.still { (reader.w(NO_VERSION)) } }
        @else {
            ul.listing {
                @for saved in shown.saved {
                    @let n = saved.number.to_string();
                    li {
                        a.listed href={ "/matching/model?version=" (n) } { (reader.fill(VERSION_SHORT, &[("n", &n)])) }
                        span.still { (filled(reader, BY, &[("who", who(reader, saved)), ("date", day(reader, saved))])) }
                    }
                }
                li { a.listed href="/matching/model" { (reader.w(OF_RUN)) } }
            }
        }
    }
}
