//! How does all of it hang together? `/map`, `/map?by=team`, `/map?group=team:web`, `/map?focus=system:crm&steps=2`
//!
//! Four depths: moments and channels; the whole estate in groups; one group opened; one thing with its neighbourhood.
//! Each shows a bounded number of boxes, says in words what it folds, and leads to it. Under the drawing stands what it
//! stands for, in pages, each thing with the group it is in. `/map.svg` is the drawing of any view, standing alone.

mod around;
mod asked;
mod boxes;
mod grouped;
mod listed;
mod overview;
#[cfg(test)]
mod tests;
mod view;

use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::IntoResponse;
use base::{Lang, Ref, Say, format};
use maud::{Markup, html};

pub use self::asked::{Asked, href as address_of};
pub use self::listed::{Row, span};
pub use self::view::{View, beside};

use self::around::Way;
use crate::answer::Answer;
use crate::house::House;
use crate::pages::leaf::{Leaf, leaf};
use crate::session::{Session, href};
use crate::ui::map::Drawing;
use crate::ui::page::{Format, Room};
use crate::ui::{self, Reader, table};

ui::words! {
    TITLE = "La carte de ce que nous faisons tourner" / "The map of what we run";
    KICKER = "Du client vers les systèmes" / "From the customer inwards";
    DEPTH = "Profondeur" / "Depth";
    BY = "Groupes par" / "Groups by";
    LOOK = "Ce que l’on regarde" / "What one looks at";
    ONE_STEP = "Un pas" / "One step";
    TWO_STEPS = "Deux pas" / "Two steps";
    BOTH = "Des deux côtés" / "Both sides";
    UP = "Ce qui s’en sert" / "What uses it";
    DOWN = "Ce dont il se sert" / "What it uses";
    ALL_TIES = "Tous les liens" / "All ties";
    HARD_TIES = "Seuls ceux qui attendent la réponse" / "Only those that wait for the answer";
    CARD = "Lire sa fiche" / "Read its page";
    SVG = "Emporter ce dessin (SVG)" / "Take this drawing away (SVG)";
    LABEL = "Un nom, ou un mot de ce que cela fait" / "A name, or a word of what it does";
    FIND = "Chercher sur la carte" / "Find on the map";
    BACK = "Revenir à la liste de cette vue" / "Back to the list of this view";
    NAME = "Nom" / "Name";
    KIND = "Sorte" / "Kind";
    PLACE = "Où cela se trouve" / "Where it stands";
    STATE = "État" / "State";
    READ = "fiche" / "page";
    READ_OF = "La fiche de {name}" / "The page of {name}";
    PREVIOUS = "Les {n} précédents" / "The previous {n}";
    NEXT = "Les suivants" / "The next ones";
    PAGES = "Pages de la liste" / "Pages of the list";
    KINDS = "Tout ce qui est connu, par sorte" / "Everything that is known, by kind";
    EMPTY = "La carte est vide : aucun fichier n’a encore été importé." / "The map is empty: no file has been imported yet.";
    EMPTY_HOW = "Une liste de systèmes suffit pour commencer ; les flux, les écrans et les données se posent dessus ensuite."
        / "A list of systems is enough to begin; flows, screens and data are laid on it afterwards.";
    EMPTY_DO = "Importer un fichier" / "Import a file";
    NO_BOX = "Aucun système n’est encore connu." / "No system is known yet.";
}

/// `GET /map`
pub async fn show(
    State(house): State<House>,
    session: Session,
    headers: HeaderMap,
    Query(asked): Query<Asked>,
) -> Answer {
    let view = View::of(&session.picture, &asked, session.lang);
    let accept = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if accept.starts_with("image/svg+xml") {
        return Ok(svg_of(&view, session.lang));
    }
    let content = session.read(|reader| render(reader, &view));
    let title = TITLE.in_lang(session.lang);
    Ok(leaf(&house, &session, &Leaf { title, room: Some(Room::Map), format: Format::Wide, done: None }, content))
}

/// `GET /map.svg`
pub async fn svg(session: Session, Query(asked): Query<Asked>) -> Answer {
    Ok(svg_of(&View::of(&session.picture, &asked, session.lang), session.lang))
}

fn svg_of(view: &View, lang: Lang) -> axum::response::Response {
    let kind = (header::CONTENT_TYPE, HeaderValue::from_static("image/svg+xml; charset=utf-8"));
    ([kind], drawing_alone(view, lang)).into_response()
}

/// The drawing of a view, standing alone.
pub fn drawing_alone(view: &View, lang: Lang) -> String {
    ui::map::alone(lang, &view.caption, &view.told(lang), &view.drawing)
}

/// The drawing of a thing's neighbours, for its own page.
pub fn drawing(reader: &Reader, caption: &Say, drawing: &Drawing) -> Markup {
    ui::map::map(reader, caption, drawing)
}

fn render(reader: &Reader, view: &View) -> Markup {
    if view.empty {
        return html! {
            (ui::page::opening(&html! { (reader.w(KICKER)) }, reader.w(TITLE), None))
            (ui::empty::empty(reader.w(EMPTY), reader.w(EMPTY_HOW), Some((reader.w(EMPTY_DO), "/imports"))))
        };
    }
    let lead = html! {
        @if let Some(lost) = &view.lost { p { (reader.say(lost)) } }
        p { @for (n, say) in view.lead.iter().enumerate() { @if n > 0 { " " } (reader.say(say)) } }
    };
    html! {
        @match view.scope.depth {
            1 => (ui::page::opening(&html! { (reader.w(KICKER)) }, reader.w(TITLE), Some(&lead))),
            _ => (ui::page::opening(&html! { a href="/map" { (reader.w(TITLE)) } }, reader.say(&view.caption), Some(&lead))),
        }
        div.map-bar { (depths(reader, view)) (find(reader, view)) }
        (looks(reader, view))
        section #drawing.titled data-live {
            @if view.drawing.nodes.is_empty() { p.still { (reader.w(NO_BOX)) } } @else { (drawing(reader, &view.caption, &view.drawing)) }
            p.more data-terms { @for (n, say) in view.folded.iter().chain(&view.legend).enumerate() { @if n > 0 { " " } (reader.say(say)) } }
            p.take { a href=(view.scope.address("/map.svg", &[])) { (reader.w(SVG)) } }
        }
        (ui::page::section("list", reader.say(&view.list.title), html! { div { (list(reader, view)) } }))
    }
}

fn find(reader: &Reader, view: &View) -> Markup {
    html! {
        form.on-map method="get" action="/map#list" role="search" {
            div.field {
                label for="map-q" { (reader.w(LABEL)) }
                input #map-q type="search" name="q" value=(view.scope.q);
            }
            @for (name, value) in view.scope.kept() { input type="hidden" name=(name) value=(value); }
            button.quiet type="submit" { (reader.w(FIND)) }
        }
    }
}

/// The way from the whole to what one looks at: depths, and the groups in between.
fn depths(reader: &Reader, view: &View) -> Markup {
    html! {
        nav.depths.trail aria-label=(reader.w(DEPTH)) {
            ol {
                @for step in &view.steps {
                    li { a href=(step.href) aria-current=[step.here.then_some("true")] { (reader.say(&step.name)) } }
                }
            }
        }
    }
}

/// What else can be chosen of this depth: what groups are made by; how far, where to, and over which ties one looks.
fn looks(reader: &Reader, view: &View) -> Markup {
    let scope = &view.scope;
    let choice = |words: ui::Words, here: bool, with: &[(&str, &str)]| {
        html! { a href=(scope.href(with)) aria-current=[here.then_some("true")] { (reader.w(words)) } }
    };
    html! {
        @if matches!(scope.depth, 2 | 3) && view.grounds.len() > 1 {
            nav.depths.looks aria-label=(reader.w(BY)) {
                span.off { (reader.w(BY)) }
                @for (ground, said, href) in &view.grounds {
                    a href=(href) aria-current=[(*ground == scope.by).then_some("true")] {
                        (reader.w(grouped::ground(*ground))) " " span.off { (format::number(reader.lang, *said as f64, 0)) }
                    }
                }
            }
        }
        @if let (4, Some(focus)) = (scope.depth, &scope.focus) {
            nav.depths.looks aria-label=(reader.w(LOOK)) {
                span.pair { (choice(ONE_STEP, scope.walk.steps == 1, &[("steps", "")])) (choice(TWO_STEPS, scope.walk.steps == 2, &[("steps", "2")])) }
                span.pair {
                    (choice(BOTH, scope.walk.way == Way::Both, &[("way", "")]))
                    (choice(UP, scope.walk.way == Way::Up, &[("way", "up")]))
                    (choice(DOWN, scope.walk.way == Way::Down, &[("way", "down")]))
                }
                span.pair { (choice(ALL_TIES, !scope.walk.hard, &[("ties", "")])) (choice(HARD_TIES, scope.walk.hard, &[("ties", "hard")])) }
                a href=(href(focus)) { (reader.w(CARD)) }
            }
        }
    }
}

fn list(reader: &Reader, view: &View) -> Markup {
    let (list, scope) = (&view.list, &view.scope);
    let columns = [table::words(NAME), table::words(KIND), table::words(PLACE), table::words(STATE)];
    html! {
        @if !scope.q.is_empty() || scope.kind.is_some() || scope.at.is_some() { p { a href=(scope.listed(&[])) { (reader.w(BACK)) } } }
        @if !list.rows.is_empty() {
            (table::table(reader, reader.say(&span(list)), &columns, list.rows.iter().map(|row| cells(reader, row)).collect()))
            (pages(reader, view))
        }
        nav.index-kind aria-label=(reader.w(KINDS)) {
            @if !list.rows.is_empty() { h3 { (reader.w(KINDS)) } }
            ul.names {
                @for (kind, n, href) in &list.kinds {
                    li id=(kind.word()) { a href=(href) aria-current=[(scope.kind == Some(*kind)).then_some("true")] { (reader.w(ui::thing::kinds(*kind))) } " " span.n { (format::number(reader.lang, *n as f64, 0)) } }
                }
            }
        }
    }
}

fn cells(reader: &Reader, row: &Row) -> Vec<Markup> {
    let name = reader.say(&row.node.name);
    vec![
        html! {
            a href=(row.node.href) { (name) } " "
            a.to-map href=(href(&row.id)) aria-label=(reader.fill(READ_OF, &[("name", name)])) { (reader.w(READ)) }
        },
        html! { (reader.say(&row.node.kind)) },
        html! { @for (n, (group, href)) in row.place.iter().enumerate() { @if n > 0 { " › " } a href=(href) { (reader.say(group)) } } },
        html! { span {
            @for note in &row.node.notes { (reader.say(note)) " " }
            @if let Some((verdict, _)) = row.node.standing { (ui::badge::verdict(reader, verdict)) " " }
            @if let Some(fate) = row.node.fate { span.fate { (fate.parts().0) " " (reader.w(fate.parts().1)) } }
        } },
    ]
}

fn pages(reader: &Reader, view: &View) -> Markup {
    let (list, scope) = (&view.list, &view.scope);
    let until = list.after + list.rows.len();
    let to = |after: usize| {
        scope.listed(
            &[scope.sublist(), vec![("after", after.to_string())]]
                .concat()
                .iter()
                .map(|(name, value)| (*name, value.as_str()))
                .collect::<Vec<_>>(),
        )
    };
    html! {
        @if list.after > 0 || until < list.total {
            nav.row aria-label=(reader.w(PAGES)) {
                @if list.after > 0 {
                    @let before = list.after.saturating_sub(listed::PAGE);
                    a href=(to(before)) rel="prev" { (reader.fill(PREVIOUS, &[("n", &listed::PAGE.to_string())])) }
                }
                @if until < list.total { a href=(to(until)) rel="next" { (reader.w(NEXT)) } }
            }
        }
    }
}

/// Where a thing's neighbourhood is, two steps wide.
pub fn further(id: &Ref) -> String {
    format!("{}&steps=2", address_of(id))
}
