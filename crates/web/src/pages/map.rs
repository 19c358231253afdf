//! What stands around a thing? `/map`, `/map?focus=system:crm&depth=2`
//!
//! Three depths: moments and channels; one thing with its neighbours; two steps away. Under the drawing everything
//! there is, by kind, with a search.

pub mod around;

use axum::extract::{Query, State};
use base::{Kind, Ref, Say, slug};
use landscape::catalog::Catalog;
use landscape::field::KINDS;
use maud::{Markup, html};
use serde::Deserialize;

use self::around::Around;
use crate::answer::Answer;
use crate::house::House;
use crate::pages::leaf::{Leaf, leaf};
use crate::session::{Session, href};
use crate::ui;
use crate::ui::page::{Format, Room};
use crate::ui::{Names, Reader};

ui::words! {
    TITLE = "La carte de ce que nous faisons tourner" / "The map of what we run";
    KICKER = "Du client vers les systèmes" / "From the customer inwards";
    OVERVIEW = "Les moments du client, et les canaux où ils se vivent. Choisissez une case pour voir ce qu’il y a autour."
        / "The customer’s moments, and the channels they happen in. Choose a box to see what stands around it.";
    AROUND = "{name} et ses voisins directs." / "{name} and its direct neighbours.";
    FURTHER = "{name}, ses voisins et les leurs." / "{name}, its neighbours and theirs.";
    LEGEND = "Un trait plus large porte plus d’appels ; un trait en pointillé n’attend pas de réponse."
        / "A wider line carries more calls; a dashed line does not wait for an answer.";
    DEPTH = "Profondeur" / "Depth";
    FIRST = "Moments et canaux" / "Moments and channels";
    SECOND = "Autour de {name}" / "Around {name}";
    THIRD = "Deux pas plus loin" / "Two steps away";
    CARD = "Lire sa fiche" / "Read its page";
    CAPTION_ALL = "Moments et canaux" / "Moments and channels";
    CAPTION = "Autour de {name}" / "Around {name}";
    INDEX = "Tout ce qui est connu" / "Everything that is known";
    LABEL = "Un nom, ou un mot de ce que cela fait" / "A name, or a word of what it does";
    FILTER = "Chercher dans la liste" / "Search the list";
    NONE = "Rien ne répond à ces mots. Essayez un mot plus court." / "Nothing answers to these words. Try a shorter one.";
    ALL = "Revoir toute la liste" / "See the whole list again";
    ON_MAP = "sur la carte" / "on the map";
    ON_MAP_OF = "{name} sur la carte" / "{name} on the map";
    MANY = "{n} de plus : cherchez par leur nom." / "{n} more: search for them by name.";
    EMPTY = "La carte est vide : aucun fichier n’a encore été importé." / "The map is empty: no file has been imported yet.";
    EMPTY_HOW = "Une liste de systèmes suffit pour commencer ; les flux, les écrans et les données se posent dessus ensuite."
        / "A list of systems is enough to begin; flows, screens and data are laid on it afterwards.";
    EMPTY_DO = "Importer un fichier" / "Import a file";
    LOST = "« {name} » n’est pas sur la carte : voici les moments et les canaux." / "“{name}” is not on the map: here are the moments and channels.";
}

/// The most entries of one kind in the index of a large estate.
const INDEXED: usize = 120;

/// What to look at.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    focus: Option<String>,
    depth: Option<u8>,
    #[serde(default)]
    q: String,
}

/// `GET /map`
pub async fn show(State(house): State<House>, session: Session, Query(asked): Query<Asked>) -> Answer {
    let view = View::of(session.picture.catalog(), &asked);
    let content = session.read(|reader| render(reader, &view));
    let title = TITLE.in_lang(session.lang);
    Ok(leaf(&house, &session, &Leaf { title, room: Some(Room::Map), format: Format::Wide, done: None }, content))
}

/// What the page shows.
pub struct View {
    /// The thing in the middle.
    focus: Option<(Ref, Say)>,
    /// A name that was asked for and is not there.
    lost: Option<String>,
    depth: u8,
    drawing: Around,
    q: String,
    index: Vec<Indexed>,
    empty: bool,
}

/// The things of a kind.
struct Indexed {
    kind: Kind,
    things: Vec<Ref>,
    more: usize,
}

impl View {
    fn of(catalog: &Catalog, asked: &Asked) -> View {
        let wanted = asked.focus.as_deref().map(str::trim).filter(|words| !words.is_empty());
        let focus: Option<Ref> = wanted.and_then(|words| words.parse().ok()).filter(|id| catalog.get(id).is_some());
        let lost = wanted.filter(|_| focus.is_none()).map(str::to_owned);
        let depth = if focus.is_some() { asked.depth.unwrap_or(2).clamp(1, 3) } else { 1 };
        let drawing = match &focus {
            Some(focus) if depth > 1 => around::around(catalog, focus, usize::from(depth) - 1),
            _ => around::overview(catalog),
        };
        let index = index(catalog, &asked.q);
        let empty = catalog.things().next().is_none();
        let focus = focus.map(|id| (id.clone(), catalog.name(&id)));
        View { focus, lost, depth, drawing, q: asked.q.trim().to_owned(), index, empty }
    }
}

/// Everything by kind; with words, only what answers to them.
fn index(catalog: &Catalog, q: &str) -> Vec<Indexed> {
    let wanted = slug(q);
    let asked = wanted != "-";
    let kinds = KINDS.into_iter().filter(|kind| asked || *kind != Kind::Flow);
    let parts = kinds.map(|kind| {
        let mut things: Vec<&landscape::catalog::Thing> = catalog
            .of_kind(kind)
            .filter(|thing| {
                let says = |say: &Say| slug(&say.fr).contains(&wanted) || slug(&say.en).contains(&wanted);
                let does = thing.words(landscape::field::Field::Does);
                !asked || says(&thing.name) || thing.id.key().contains(&wanted) || does.is_some_and(says)
            })
            .collect();
        things.sort_by_cached_key(|thing| slug(&thing.name.fr));
        let more = things.len().saturating_sub(INDEXED);
        Indexed { kind, things: things.into_iter().take(INDEXED).map(|thing| thing.id.clone()).collect(), more }
    });
    parts.filter(|part| !part.things.is_empty()).collect()
}

fn map_href(id: &Ref, depth: u8) -> String {
    let query = serde_urlencoded::to_string([("focus", id.to_string()), ("depth", depth.to_string())]);
    format!("/map?{}", query.unwrap_or_default())
}

/// The drawing, its boxes leading to the map around them.
pub fn drawing(reader: &Reader, caption: &Say, drawing: &Around, focus: Option<&Ref>) -> Markup {
    let thing = |id: &Ref| {
        let others = drawing.boxes.iter().find(|it| it.id == *id && it.others > 0);
        others.map_or_else(|| (reader.names.thing)(id), |it| it.name.clone())
    };
    let href = |id: &Ref| {
        Some(match (around::is_rest(id), focus) {
            (false, Some(focus)) if focus == id => href(id),
            (false, _) => map_href(id, 2),
            (true, Some(focus)) => format!("{}#ties", href(focus)),
            (true, None) => {
                // The screens of one channel are told on its page; the others are in the index below.
                let channel = Ref::new(Kind::System, id.key().trim_start_matches('>'));
                let known = id.kind() == Kind::Element && drawing.boxes.iter().any(|it| it.id == channel);
                if known { format!("{}#ties", href(&channel)) } else { format!("#{}", id.kind().word()) }
            }
        })
    };
    let names = Names { person: reader.names.person, thing: &thing, href: &href };
    let reader = Reader { names, ..*reader };
    let nodes: Vec<ui::map::Node> = drawing
        .boxes
        .iter()
        .map(|it| ui::map::Node { thing: &it.id, name: &it.name, note: it.note.clone(), verdict: it.verdict })
        .collect();
    let edges: Vec<ui::map::Edge> = drawing
        .lines
        .iter()
        .map(|it| ui::map::Edge { from: &it.from, to: &it.to, mode: &it.mode, load: it.load.as_ref() })
        .collect();
    // Few columns are not blown up to the width of the page.
    let calm = focus.is_none_or(|id| id.kind() != Kind::System);
    html! { div.calm[calm] { (ui::map::map(&reader, caption, &nodes, &edges, focus)) } }
}

fn render(reader: &Reader, view: &View) -> Markup {
    if view.empty {
        return html! {
            (ui::page::opening(&html! { (reader.w(KICKER)) }, reader.w(TITLE), None))
            (ui::empty::empty(reader.w(EMPTY), reader.w(EMPTY_HOW), Some((reader.w(EMPTY_DO), "/imports"))))
        };
    }
    let name = view.focus.as_ref().map(|(_, name)| reader.say(name)).unwrap_or_default();
    let lead = match (&view.lost, view.depth) {
        (Some(lost), _) => reader.fill(LOST, &[("name", lost)]),
        (None, 2) => reader.fill(AROUND, &[("name", name)]),
        (None, 3) => reader.fill(FURTHER, &[("name", name)]),
        _ => reader.w(OVERVIEW).to_owned(),
    };
    let caption = match &view.focus {
        Some((_, name)) if view.depth > 1 => Say::each(|lang| CAPTION.fill(lang, &[("name", name.in_lang(lang))])),
        _ => Say::new(CAPTION_ALL.fr, CAPTION_ALL.en),
    };
    html! {
        (ui::page::opening(&html! { (reader.w(KICKER)) }, reader.w(TITLE), Some(&html! { (lead) })))
        (depths(reader, view))
        section #drawing data-live {
            (drawing(reader, &caption, &view.drawing, view.focus.as_ref().map(|(id, _)| id).filter(|_| view.depth > 1)))
            p.more data-terms { (reader.w(LEGEND)) }
        }
        (ui::page::section("index", reader.w(INDEX), html! { div { (list(reader, view)) } }))
    }
}

fn depths(reader: &Reader, view: &View) -> Markup {
    let here = |depth: u8| (view.depth == depth).then_some("true");
    html! {
        nav.depths aria-label=(reader.w(DEPTH)) {
            a href="/map" aria-current=[here(1)] { (reader.w(FIRST)) }
            @if let Some((id, name)) = &view.focus {
                a href=(map_href(id, 2)) aria-current=[here(2)] { (reader.fill(SECOND, &[("name", reader.say(name))])) }
                a href=(map_href(id, 3)) aria-current=[here(3)] { (reader.w(THIRD)) }
                a href=(href(id)) { (reader.w(CARD)) }
            }
        }
    }
}

fn list(reader: &Reader, view: &View) -> Markup {
    html! {
        form.find-form method="get" action="/map#index" role="search" {
            div.field {
                label for="map-q" { (reader.w(LABEL)) }
                input #map-q type="search" name="q" value=(view.q);
            }
            @if let Some((id, _)) = &view.focus {
                input type="hidden" name="focus" value=(id);
                input type="hidden" name="depth" value=(view.depth);
            }
            button.main type="submit" { (reader.w(FILTER)) }
        }
        @if !view.q.is_empty() { p { a href="/map#index" { (reader.w(ALL)) } } }
        @if view.index.is_empty() { p.still { (reader.w(NONE)) } }
        @for part in &view.index {
            div.index-kind id=(part.kind.word()) {
                h3 {
                    (reader.w(ui::thing::kinds(part.kind))) " "
                    span.n { (base::format::number(reader.lang, (part.things.len() + part.more) as f64, 0)) }
                }
                ul.index {
                    @for id in &part.things {
                        li {
                            (ui::thing::link(reader, id))
                            a.to-map href=(map_href(id, 2)) aria-label=(reader.fill(ON_MAP_OF, &[("name", &reader.thing(id))])) { (reader.w(ON_MAP)) }
                        }
                    }
                }
                @if part.more > 0 { p.still { (reader.fill(MANY, &[("n", &part.more.to_string())])) } }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use base::Lang;

    use super::*;
    use crate::pages::thing::tests::Room;

    fn page(room: &Room, asked: &Asked, lang: Lang) -> String {
        let session = room.session(lang);
        let view = View::of(session.picture.catalog(), asked);
        session.read(|reader| render(reader, &view)).into_string()
    }

    #[test]
    fn no_drawing_has_more_than_twelve_boxes_whatever_one_looks_at() {
        let room = Room::solvene();
        let picture = room.house.app.picture();
        for thing in picture.catalog().things() {
            for hops in 1..=2 {
                let drawing = around::around(picture.catalog(), &thing.id, hops);
                assert!(drawing.boxes.len() <= 12, "{} {hops}: {}", thing.id, drawing.boxes.len());
                for line in &drawing.lines {
                    for end in [&line.from, &line.to] {
                        assert!(drawing.boxes.iter().any(|it| it.id == *end), "{}: {end} is not drawn", thing.id);
                    }
                }
            }
        }
        let overview = around::overview(picture.catalog());
        assert!(overview.boxes.len() <= 12 && overview.boxes.iter().any(|it| it.others > 0));
    }

    #[test]
    fn the_index_finds_by_folded_words_in_either_language() {
        let room = Room::solvene();
        for q in ["fidelite", "LOYALTY eng"] {
            let html = page(&room, &Asked { q: q.to_owned(), ..Asked::default() }, Lang::Fr);
            assert!(html.contains("/things/system/loyalty-engine"), "{q}");
        }
        let none = page(&room, &Asked { q: "zzz<b>".to_owned(), ..Asked::default() }, Lang::En);
        assert!(none.contains("Nothing answers") && none.contains("zzz&lt;b&gt;"));
    }

    #[test]
    fn a_focus_that_is_not_there_leads_to_the_first_look_and_an_empty_map_to_the_imports() {
        let room = Room::solvene();
        let asked = Asked { focus: Some("system:\"><script>".to_owned()), depth: Some(3), ..Asked::default() };
        let html = page(&room, &asked, Lang::En);
        assert!(html.contains("is not on the map") && !html.contains("<script"));
        assert!(page(&Room::empty(), &Asked::default(), Lang::En).contains("no file has been imported"));
    }
}
