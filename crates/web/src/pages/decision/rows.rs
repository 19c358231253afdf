//! A row of the charter as it was when it was put to the decision, beside what it would be.

use agenda::charter::{self, Reversibility, Row};
use maud::{Markup, html};
use serde_json::Value;

use super::View;
use crate::pages::told;
use crate::ui;
use crate::ui::Reader;
use crate::ui::table::{table, words as column};

crate::ui::words! {
    TITLE = "Ce qui changerait dans la charte" / "What would change in the charter";
    NEW = "Cette sorte de décision n’est pas encore dans la charte." / "This kind of decision is not in the charter yet.";
    TERM = "Règle" / "Rule";
    WAS = "Aujourd’hui (version {n})" / "Today (version {n})";
    BECOMES = "Deviendrait" / "Would become";
    DECIDES = "Décide" / "Decides";
    HEARD = "Sont entendus" / "Are heard";
    MUST = "{who} (obligatoire)" / "{who} (required)";
    DAYS = "Délai" / "Deadline";
    N_DAYS = "{n} jours ouvrés" / "{n} working days";
    SILENCE = "Sans réponse" / "Without an answer";
    ARBITER = "Arbitre" / "Arbiter";
    NO_ARBITER = "personne au-dessus" / "nobody above";
    BACK = "Retour en arrière" / "Going back";
    DOMAIN = "Domaine" / "Domain";
    NOBODY = "personne" / "nobody";
}

/// The row then, and as it would be.
pub(super) struct Rows {
    version: u64,
    was: Option<Row>,
    becomes: Option<Row>,
}

impl Rows {
    /// As the page quoted them when it was opened.
    pub(super) fn of(opened: &Value) -> Rows {
        let row = |name: &str| serde_json::from_value(opened[name].clone()).ok();
        Rows { version: opened["version"].as_u64().unwrap_or(1), was: row("was"), becomes: row("becomes") }
    }
}

/// The part of the page; nothing where the decision is about something else.
pub(super) fn part(reader: &Reader, view: &View) -> Markup {
    let Some((rows, becomes)) = view.rows.as_ref().and_then(|rows| Some((rows, rows.becomes.as_ref()?))) else {
        return html! {};
    };
    let was = rows.was.as_ref().map(|row| terms(reader, view, row));
    let lines = terms(reader, view, becomes).into_iter().enumerate().map(|(nth, (name, would))| {
        let is = was.as_ref().and_then(|was| was.get(nth)).map(|(_, is)| is.clone());
        let same = is.as_ref() == Some(&would);
        let would = html! { @if same { span.still { (would) } } @else { strong { (would) } } };
        vec![html! { (name) }, html! { (is.unwrap_or_default()) }, would]
    });
    let mut columns = [column(TERM), column(WAS), column(BECOMES)];
    let version = rows.version.to_string();
    columns[1].head = base::Say::each(|lang| WAS.fill(lang, &[("n", &version)]));
    ui::page::section(
        "rows",
        reader.w(TITLE),
        html! {
            @if rows.was.is_none() { p { (reader.w(NEW)) } }
            div.raci { (table(reader, "", &columns, lines.collect())) }
        },
    )
}

/// The rules of a row, each with its name, in words.
fn terms(reader: &Reader, view: &View, row: &Row) -> Vec<(&'static str, String)> {
    let heard: Vec<String> = row.inputs.iter().map(|input| heard(reader, view, input)).collect();
    let heard = if heard.is_empty() { reader.w(NOBODY).to_owned() } else { heard.join(", ") };
    let arbiter = row.arbiter.map(|role| role.say());
    let back = Reversibility::say(row.reversibility);
    let words = |say: &base::Say| told::capital(reader.say(say));
    vec![
        (reader.w(DOMAIN), words(&row.domain.say())),
        (reader.w(DECIDES), words(&row.decider.say())),
        (reader.w(HEARD), heard),
        (reader.w(DAYS), reader.fill(N_DAYS, &[("n", &row.working_days.to_string())])),
        (reader.w(SILENCE), words(&row.silence_say())),
        (reader.w(ARBITER), arbiter.map_or_else(|| reader.w(NO_ARBITER).to_owned(), |say| words(&say))),
        (reader.w(BACK), words(&back)),
    ]
}

fn heard(reader: &Reader, view: &View, input: &charter::Input) -> String {
    let name = view.session.picture.holder_name(&input.who);
    match input.must {
        true => reader.fill(MUST, &[("who", reader.say(&name))]),
        false => reader.say(&name).to_owned(),
    }
}
