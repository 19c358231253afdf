//! Which tools does marketing really use, and which does nobody have in a register? `/tools`, `/tools?show=seen`

use agenda::role::Right;
use app::Order;
use axum::extract::{Query, State};
use base::{Figure, Kind, Measure, Quantity, Ref, Say, Unit};
use jiff::civil::Date;
use maud::{Markup, html};
use picture::shadow::{InUse, Ratio, Stage, Users};
use serde::Deserialize;

use crate::answer::{Answer, see};
use crate::house::House;
use crate::pages::leaf::{Leaf, leaf};
use crate::pages::told::{self, Back, Seals};
use crate::posted::Posted;
use crate::session::{Session, href};
use crate::ui::form::{Field, Input, field};
use crate::ui::listing::Filter;
use crate::ui::page::{Format, Room};
use crate::ui::{Reader, table};
use crate::{typed, ui};

ui::words! {
    TITLE = "Outils en usage" / "Tools in use";
    KICKER = "Personne n’est pris en faute ; on cherche la meilleure suite" / "Nobody is caught out; we look for the best way on";
    LEAD = "Le marketing se sert de {services} outils ; {unknown} ne sont dans aucun registre, soit {share}." / "Marketing uses {services} tools; {unknown} of them stand in no register, that is {share}.";
    LEAD_ONE_OPEN = "Le marketing se sert de {services} outils ; {unknown} n’est dans aucun registre, soit {share}." / "Marketing uses {services} tools; {unknown} of them stands in no register, that is {share}.";
    LEAD_ALONE = "Le marketing se sert de {services} outil, qui n’est dans aucun registre." / "Marketing uses {services} tool, which stands in no register.";
    LEAD_ALONE_KNOWN = "Le marketing se sert de {services} outil, qui est enregistré." / "Marketing uses {services} tool, which is registered.";
    LEAD_KNOWN = "Le marketing se sert de {services} outils, tous enregistrés." / "Marketing uses {services} tools, all of them registered.";
    UPLOADS = "{n} d’entre eux reçoivent des données de la maison." / "{n} of them receive data of the house.";
    UPLOADS_ONE = "L’un d’entre eux reçoit des données de la maison." / "One of them receives data of the house.";
    BEFORE = "Il y a trois mois : {share}." / "Three months ago: {share}.";
    WHICH = "Lesquels" / "Which";
    OPEN = "Non enregistrés" / "Not registered";
    KNOWN = "Enregistrés" / "Registered";
    OTHER = "D’autres métiers" / "Of other trades";
    SEEN = "Seulement croisés" / "Merely met";
    SEEN_WHY = "Des pages visitées les ont chargés, ou quelqu’un y est passé une fois : rien ne dit que la maison s’en serve."
        / "Pages that were visited loaded them, or somebody passed by once: nothing says that the house uses them.";
    TOOL = "Outil" / "Tool";
    STAGE = "Où l’on en est" / "How far we are";
    USERS = "Utilisateurs" / "Users";
    DECLARED = "(déclaré)" / "(declared)";
    DAYS = "Jours" / "Days";
    SENT = "Envoyé" / "Sent";
    MONTHLY = "Par mois" / "A month";
    SHOWN_BY = "Ce qui le montre" / "What shows it";
    CONTRACTS = "Contrats, échéances et dépenses" / "Contracts, renewals and spending";
    EXPORT = "Exporter en tableau, sans noms" / "Export as a table, without names";
    UNDECLARED = "Un outil non déclaré est souvent le signe d’un besoin : ouvrez-le pour demander à qui il est, puis décider ensemble." / "An undeclared tool is often the sign of a need: open it to ask whose it is, then decide together.";
    DECLARE = "Déclarer un outil" / "Declare a tool";
    DECLARE_WHY = "Une minute suffit, et personne ne vous le reprochera : un outil déclaré a sa place et son soutien." / "A minute is enough, and nobody will hold it against you: a declared tool has its place and its support.";
    NAME = "Comment s’appelle-t-il ?" / "What is it called?";
    NAME_HINT = "Son nom, ou son adresse" / "Its name, or its address";
    PURPOSE = "À quoi vous sert-il ?" / "What do you use it for?";
    FUNCTIONS = "Que fait-il ? Une fonction par ligne" / "What does it do? One function a line";
    COST = "Combien coûte-t-il par mois, en euros ?" / "What does it cost a month, in euros?";
    DO_DECLARE = "Déclarer" / "Declare";
    NOTHING = "Ici, chaque outil que la maison utilise vraiment, avec ce qui le montre et ce qu’il faut en faire." / "Here stands each tool the house really uses, with what shows it and what to do about it.";
    NOTHING_HOW = "Un journal de serveur mandataire ou de noms, une liste de connexions, un relevé de carte suffisent : seuls des totaux sont gardés, sans noms."
        / "A proxy or name log, a sign-on list, a card statement are enough: only totals are kept, without names.";
    IMPORT = "Importer un journal ou un relevé" / "Import a log or a statement";
    NONE_HERE = "Aucun outil ici." / "No tool here.";
    ALL_SHOWN = "{n} de plus : l’API les donne tous (/api/v1/tools)." / "{n} more: the API gives all of them (/api/v1/tools).";
    SERVICES_LABEL = "outils du marketing en usage" / "marketing’s tools in use";
    UNKNOWN_LABEL = "outils qui ne sont dans aucun registre" / "tools that stand in no register";
    SHARE_LABEL = "part des outils qui ne sont dans aucun registre" / "share of tools that stand in no register";
    COUNTED = "outils que la table d’éditeurs dit du marketing, et dont l’usage est plus probable que le contraire"
        / "tools the table of vendors says are marketing’s, and whose use is likelier than not";
    NOT_IN = "ceux qui ne se retrouvent, par leur hôte ou leur nom, ni dans un contrat ni dans un système"
        / "those found, by host or by name, in no contract and no system";
    DIVIDED = "non enregistrés ÷ en usage" / "not registered ÷ in use";
}

/// The most tools of a list.
const MOST: usize = 200;

/// Which tools.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    show: Option<String>,
}

/// `GET /tools`
pub async fn list(State(house): State<House>, session: Session, Query(asked): Query<Asked>) -> Answer {
    page(&house, &session, asked.show.as_deref(), None).await
}

/// What a person declares.
#[derive(Deserialize)]
pub struct Declared {
    #[serde(default)]
    name: String,
    #[serde(default)]
    purpose: String,
    #[serde(default)]
    functions: String,
    #[serde(default)]
    cost: String,
}

/// `POST /tools`
pub async fn declare(State(house): State<House>, posted: Posted<Declared>) -> Answer {
    let Declared { name, purpose, functions, cost } = &posted.fields;
    let some = |words: &String| Some(words.clone()).filter(|words| !words.trim().is_empty());
    let person = posted.session.person().and_then(|id| posted.session.picture.person(id));
    let team = person.and_then(|person| person.team.clone());
    let result = match typed::euros(cost, COST) {
        Ok(monthly) => {
            let order = Order::DeclareTool {
                name: name.clone(),
                purpose: some(purpose),
                functions: some(functions),
                team: team.filter(|team| posted.session.picture.catalog().get(team).is_some()),
                monthly,
                personal: None,
            };
            posted.carry_out(order).await
        }
        Err(problem) => Err(problem),
    };
    match result {
        Ok(receipt) => {
            let about = receipt.about.unwrap_or_else(|| Ref::new(Kind::Tool, name));
            Ok(see(&format!("{}?done=declared", href(&about))))
        }
        Err(problem) => {
            let typed = [("name", name), ("purpose", purpose), ("functions", functions), ("cost", cost)];
            let typed = typed.map(|(field, words)| (field, words.clone())).into();
            let back = Back::from(problem, "declare", typed)?;
            let mut session = posted.session;
            session.path = "/tools".to_owned();
            page(&house, &session, None, Some(back)).await
        }
    }
}

async fn page(house: &House, session: &Session, show: Option<&str>, back: Option<Back>) -> Answer {
    let view = View::of(session, show, back);
    let seals = Seals::of(house, session);
    let content = session.read(|reader| render(reader, session, &view, &seals));
    let about = Leaf { title: TITLE.in_lang(session.lang), room: Some(Room::Tools), format: Format::Wide, done: None };
    Ok(leaf(house, session, &about, content))
}

/// Which list is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Show {
    Open,
    Known,
    Other,
    Seen,
}

impl Show {
    const ALL: [(Show, &'static str, ui::Words); 4] = [
        (Show::Open, "open", OPEN),
        (Show::Known, "known", KNOWN),
        (Show::Other, "other", OTHER),
        (Show::Seen, "seen", SEEN),
    ];

    fn of(session: &Session, tool: &InUse, today: Date) -> Show {
        let picture = &session.picture;
        match (picture.is_in_use(tool, today), picture.is_marketing(tool), picture.is_official(tool)) {
            (false, ..) => Show::Seen,
            (true, true, false) => Show::Open,
            (true, true, true) => Show::Known,
            (true, false, _) => Show::Other,
        }
    }
}

struct View<'a> {
    ratio: Ratio,
    before: Ratio,
    show: Show,
    counts: [usize; 4],
    tools: Vec<&'a InUse>,
    any: bool,
    may_declare: bool,
    may_import: bool,
    back: Option<Back>,
}

impl<'a> View<'a> {
    fn of(session: &'a Session, show: Option<&str>, back: Option<Back>) -> View<'a> {
        let (picture, today) = (&session.picture, session.today);
        let show = Show::ALL.iter().find(|(_, word, _)| Some(*word) == show).map_or(Show::Open, |(it, ..)| *it);
        let mut counts = [0; 4];
        let mut tools = Vec::new();
        for tool in picture.shadow().tools() {
            let of = Show::of(session, tool, today);
            counts[of as usize] += 1;
            if of == show {
                tools.push(tool);
            }
        }
        // What receives most data comes first, then what most people use.
        let weight = |tool: &&InUse| {
            tool.evidence.as_ref().map_or((0, 0), |it| (it.seen.up / discovery::verdict::UPLOAD, it.users as u64))
        };
        tools.sort_by_key(|tool| std::cmp::Reverse(weight(tool)));
        let quarter = today.checked_sub(jiff::Span::new().months(3)).unwrap_or(today);
        View {
            ratio: picture.shadow_ratio(today),
            before: picture.shadow_ratio(quarter),
            show,
            counts,
            tools,
            any: !picture.shadow().tools().is_empty(),
            may_declare: session.may(Right::Ask),
            may_import: session.may(Right::Import),
            back,
        }
    }
}

/// The ratio as figures that say how they are counted.
pub(crate) fn figures(ratio: Ratio) -> Vec<Figure> {
    let count = |value: usize, how: ui::Words| {
        Measure::computed(Quantity::exact(value as f64), Unit::Count, Say::new(how.fr, how.en), Vec::new())
    };
    let say = |words: ui::Words| Say::new(words.fr, words.en);
    let (services, unknown) = (count(ratio.services, COUNTED), count(ratio.unregistered(), NOT_IN));
    let share = Measure::computed(
        Quantity::exact(ratio.share().unwrap_or(0.0)),
        Unit::Share,
        say(DIVIDED),
        vec![(say(UNKNOWN_LABEL), unknown.clone()), (say(SERVICES_LABEL), services.clone())],
    );
    let figure = |key: &str, label, measure| Figure { key: key.to_owned(), label: say(label), measure };
    vec![
        figure("services", SERVICES_LABEL, services),
        figure("unknown", UNKNOWN_LABEL, unknown),
        figure("share", SHARE_LABEL, share),
    ]
}

/// The ratio in one sentence, with holes for its figures.
pub(crate) fn lead(ratio: Ratio) -> Say {
    let words = match (ratio.services, ratio.unregistered()) {
        (1, 0) => LEAD_ALONE_KNOWN,
        (1, _) => LEAD_ALONE,
        (_, 0) => LEAD_KNOWN,
        (_, 1) => LEAD_ONE_OPEN,
        _ => LEAD,
    };
    Say::new(words.fr, words.en)
}

fn render(reader: &Reader, session: &Session, view: &View, seals: &Seals) -> Markup {
    let share = |ratio: Ratio| ratio.share().map(|it| base::format::percent(reader.lang, it, 1));
    let standfirst = html! {
        @if view.ratio.services > 0 {
            (ui::figure::statement(reader, &lead(view.ratio), &figures(view.ratio)))
            p {
                @if view.ratio.uploading > 0 { (ui::counted(reader.lang, view.ratio.uploading, UPLOADS_ONE, UPLOADS)) " " }
                @if let (Some(now), Some(before)) = (share(view.ratio), share(view.before)) {
                    @if now != before { span.still { (reader.fill(BEFORE, &[("share", &before)])) } }
                }
            }
        }
    };
    let filters: Vec<Filter> = Show::ALL
        .iter()
        .map(|(show, word, words)| Filter {
            words: reader.w(*words).to_owned(),
            href: if *show == Show::Open { "/tools".to_owned() } else { format!("/tools?show={word}") },
            count: view.counts[*show as usize],
            here: *show == view.show,
        })
        .collect();
    html! {
        (told::banner(reader, view.back.as_ref()))
        (ui::page::opening(&html! { span { (reader.w(KICKER)) } }, reader.w(TITLE), Some(&standfirst)))
        @if view.any {
            (ui::listing::filters(reader, reader.w(WHICH), &filters))
            @if view.show == Show::Seen { p.kindly data-terms { (reader.w(SEEN_WHY)) } }
            @if view.show == Show::Open && !view.tools.is_empty() { p.kindly data-terms { (reader.w(UNDECLARED)) } }
            @if view.tools.is_empty() { p.still { (reader.w(NONE_HERE)) } } @else { (rows(reader, session, view)) }
        } @else {
            (ui::empty::empty(reader.w(NOTHING), reader.w(NOTHING_HOW), view.may_import.then(|| (reader.w(IMPORT), "/imports"))))
        }
        @if view.may_declare { (ui::page::section("declare", reader.w(DECLARE), declare_form(reader, view, seals))) }
    }
}

fn rows(reader: &Reader, session: &Session, view: &View) -> Markup {
    let columns = [
        table::words(TOOL),
        table::words(STAGE),
        table::number(USERS),
        table::number(DAYS),
        table::number(SENT),
        table::number(MONTHLY),
        table::words(SHOWN_BY),
    ];
    let picture = &session.picture;
    let count = |n: f64| base::format::number(reader.lang, n, 0);
    let declared = |tool: &InUse| picture.case(&tool.id)?.declared.as_ref()?.monthly;
    let row = |tool: &&InUse| {
        let evidence = tool.evidence.as_deref();
        let kinds = evidence.map_or_else(Vec::new, |it| it.kinds());
        let kinds: Vec<String> = kinds.iter().map(|kind| kind.short().in_lang(reader.lang).to_owned()).collect();
        vec![
            html! {
                a href=(href(&tool.id)) { (picture.tool_name(&tool.id)) }
                @if let Some(category) = evidence.and_then(|it| it.category) { " " span.still { (reader.say(&category.say())) } }
            },
            stage(reader, picture.tool_stage(tool)),
            html! { @match tool.users() {
                Users::NoneSeen => {}
                Users::Few => { "< " (count(f64::from(discovery::verdict::FEWEST))) }
                Users::Counted(users) => (count(f64::from(users))),
            } },
            html! { @if let Some(it) = evidence { (count(it.days.len() as f64)) } },
            html! { @if let Some(it) = evidence { @if it.seen.up > 0 { (base::format::bytes(reader.lang, it.seen.up)) } } },
            html! {
                @if let Some(monthly) = tool.monthly() { (base::format::money(reader.lang, monthly)) }
                @else if let Some(declared) = declared(tool) {
                    (base::format::money(reader.lang, declared)) " " span.still { (reader.w(DECLARED)) }
                }
            },
            html! { span.still { (kinds.join(", ")) } },
        ]
    };
    let more = view.tools.len().saturating_sub(MOST);
    html! {
        div.no-caption { (table::table(reader, reader.w(TITLE), &columns, view.tools.iter().take(MOST).map(row).collect())) }
        p.still { a href="/tools.csv" { (reader.w(EXPORT)) } " · " a href="/contracts" { (reader.w(CONTRACTS)) } }
        @if more > 0 { p.still { (reader.fill(ALL_SHOWN, &[("n", &count(more as f64))])) } }
    }
}

/// How far things have come with a tool, in words.
pub(crate) fn stage(reader: &Reader, stage: Stage) -> Markup {
    html! { span.stage.{ "stage-" (stage.word()) } { (ui::capital(reader.say(&stage.say()))) } }
}

fn declare_form(reader: &Reader, view: &View, seals: &Seals) -> Markup {
    let typed = |name: &str| Back::typed(view.back.as_ref(), "declare", name).unwrap_or_default();
    let one = |name, label, hint: Option<&'static str>, input, optional| {
        field(&Field { name, label, hint, value: typed(name), error: None, input, optional })
    };
    html! {
        p.kindly { (reader.w(DECLARE_WHY)) }
        (told::fault(reader, view.back.as_ref(), "declare"))
        (seals.form("/tools", html! {
            (one("name", reader.w(NAME), Some(reader.w(NAME_HINT)), Input::Line, false))
            (one("purpose", reader.w(PURPOSE), None, Input::Line, true))
            (one("functions", reader.w(FUNCTIONS), None, Input::Lines, true))
            (one("cost", reader.w(COST), None, Input::Number, true))
            (ui::form::actions(ui::form::submit(reader.w(DO_DECLARE))))
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_tool_is_told_as_one() {
        let said = |services, registered| lead(Ratio { services, registered, uploading: 0 });
        assert!(said(1, 0).fr.contains("outil, qui n’est") && said(1, 0).en.contains("tool, which stands"));
        assert!(said(1, 1).fr.contains("qui est enregistré"));
        assert!(said(5, 4).fr.contains("{unknown} n’est dans") && said(5, 4).en.contains("stands in no"));
        assert!(said(5, 3).fr.contains("{unknown} ne sont") && said(5, 5).fr.contains("tous enregistrés"));
    }
}
