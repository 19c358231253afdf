use std::collections::{BTreeSet, VecDeque};

use base::{Kind, Lang, Ref};
use landscape::groups::Ground;
use quick_xml::events::Event;

use super::*;
use crate::pages::thing::tests::Room;
use crate::ui::map::{Fate, Is, MOST};

fn asked(parts: &[(&str, &str)]) -> Asked {
    let query = serde_urlencoded::to_string(parts).unwrap();
    serde_urlencoded::from_str(&query).unwrap()
}

/// A view by its address on this page.
fn asked_by(href: &str) -> Asked {
    let query = href.split_once('?').map_or("", |(_, query)| query);
    serde_urlencoded::from_str(query.split('#').next().unwrap_or_default()).unwrap()
}

fn view(room: &Room, parts: &[(&str, &str)], lang: Lang) -> View {
    View::of(&room.house.app.picture(), &asked(parts), lang)
}

fn page(room: &Room, parts: &[(&str, &str)], lang: Lang) -> String {
    let session = room.session(lang);
    let view = View::of(&session.picture, &asked(parts), lang);
    session.read(|reader| render(reader, &view)).into_string()
}

/// What must hold of any view.
fn check(view: &View, what: &str) {
    let drawing = &view.drawing;
    assert!(drawing.nodes.len() <= MOST, "{what}: {} boxes", drawing.nodes.len());
    assert!(view.list.rows.len() <= listed::PAGE, "{what}: {} rows", view.list.rows.len());
    let ids: BTreeSet<&str> = drawing.nodes.iter().map(|node| node.id.as_str()).collect();
    assert_eq!(ids.len(), drawing.nodes.len(), "{what}: two boxes are one");
    for edge in &drawing.edges {
        assert!(edge.from != edge.to && edge.from.max(edge.to) < drawing.nodes.len(), "{what}: {edge:?}");
    }
    for (at, node) in drawing.nodes.iter().enumerate() {
        assert!(node.href.starts_with('/'), "{what}: {} leads nowhere", node.id);
        let tied = |edges: &[crate::ui::map::Edge]| edges.iter().any(|edge| edge.from == at || edge.to == at);
        assert_eq!(tied(&drawing.edges), tied(drawing.drawn()), "{what}: {} loses its only line", node.id);
    }
    let folds = drawing.nodes.iter().any(|node| node.notes.first() == Some(&boxes::words(boxes::NOT_ONE_BY_ONE)));
    assert_eq!(folds, view.folded.is_some(), "{what}: folds are said in words");
}

/// The text of a drawing that stands alone, when it is well formed.
fn texts(svg: &str) -> Vec<String> {
    let mut reader = quick_xml::Reader::from_str(svg);
    let mut texts = Vec::new();
    let mut open = Vec::new();
    loop {
        match reader.read_event().expect("well formed") {
            Event::Start(tag) => {
                let names: Vec<String> =
                    tag.attributes().map(|it| it.expect("an attribute").key.as_ref().to_owned()).collect();
                assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len());
                open.push(tag.name().as_ref().to_owned());
                texts.push(String::new());
            }
            Event::Text(text) => {
                if let Some(last) = texts.last_mut() {
                    last.push_str(&text);
                }
            }
            Event::GeneralRef(name) => {
                let sign = match &*name {
                    "amp" => '&',
                    "lt" => '<',
                    "gt" => '>',
                    "quot" => '"',
                    other => panic!("&{other}; is not known to XML"),
                };
                if let Some(last) = texts.last_mut() {
                    last.push(sign);
                }
            }
            Event::End(_) => drop(open.pop().expect("an open tag")),
            Event::Eof => break,
            _ => {}
        }
    }
    assert!(open.is_empty(), "{open:?} stays open");
    texts
}

#[test]
fn every_depth_of_solvene_is_one_look_whatever_one_looks_at() {
    let room = Room::solvene();
    let picture = room.house.app.picture();
    for thing in picture.catalog().things() {
        let id = thing.id.to_string();
        for steps in ["1", "2"] {
            check(&view(&room, &[("focus", &id), ("steps", steps)], Lang::Fr), &id);
        }
        check(&view(&room, &[("focus", &id), ("steps", "2"), ("way", "up"), ("ties", "hard")], Lang::Fr), &id);
        for depth in ["1", "2", "3"] {
            check(&view(&room, &[("focus", &id), ("depth", depth)], Lang::Fr), &id);
        }
    }
    for ground in Ground::ALL {
        for (_, group) in picture.catalog().groups(ground).iter() {
            check(&view(&room, &[("group", &group.key), ("by", ground.word())], Lang::En), &group.key);
        }
    }
}

#[test]
fn everything_is_reached_from_the_overview_by_links() {
    let room = Room::solvene();
    walk(&room);
}

/// Follows every link of the map from its first look, except to one thing: those must be all things there are.
fn walk(room: &Room) {
    let session = room.session(Lang::Fr);
    let mut open = VecDeque::from(["/map".to_owned()]);
    let mut met: BTreeSet<String> = open.iter().cloned().collect();
    let mut things: BTreeSet<String> = BTreeSet::new();
    while let Some(href) = open.pop_front() {
        let asked = asked_by(&href);
        let view = View::of(&session.picture, &asked, Lang::Fr);
        check(&view, &href);
        let html = session.read(|reader| render(reader, &view)).into_string();
        for link in html.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            let link = link.replace("&amp;", "&");
            let link = link.split('#').next().unwrap_or_default().to_owned();
            if !link.starts_with("/map?") {
                continue;
            }
            let focus = asked_by(&link).focus;
            if !focus.is_empty() {
                things.insert(focus);
            } else if met.insert(link.clone()) {
                open.push_back(link);
            }
        }
    }
    let all: BTreeSet<String> = session.picture.catalog().things().map(|thing| thing.id.to_string()).collect();
    let missing: Vec<&String> = all.difference(&things).take(9).collect();
    assert!(missing.is_empty(), "{missing:?} cannot be reached");
    assert!(things.is_subset(&all));
}

#[test]
fn an_estate_of_ten_thousand_systems_stays_one_look_at_every_depth() {
    let estate = company::Estate { systems: 10_000, flows: 12_000, elements: 400 };
    let mut picture = picture::Picture::default();
    // Read without a store: what is kept of the files is no matter here.
    for (position, file) in (1..).zip(company::files_of_estate(estate, 1)) {
        let dataset = Ref::new(Kind::Dataset, &file.name);
        if let Ok(read) = landscape::import::read(&file.name, &file.bytes, &dataset, Some(file.on), position) {
            picture.learn_claims(&dataset, position, read.claims);
        }
    }
    picture.rebuild_catalog();
    let view = |parts: &[(&str, &str)], lang| View::of(&picture, &asked(parts), lang);
    let catalog = picture.catalog();
    assert!(catalog.of_kind(Kind::System).len() >= 10_000);
    assert!(catalog.of_kind(Kind::Flow).len() >= 12_000);
    for ground in Ground::ALL {
        let groups = catalog.groups(ground);
        // From the whole down one branch: the largest group of each depth.
        let mut at = 0;
        while let Some((child, group)) = groups.children(at).next() {
            check(&view(&[("group", &group.key), ("by", ground.word())], Lang::Fr), &group.key);
            at = child;
        }
        let last = groups.systems(at).len();
        assert!(last <= landscape::groups::MOST);
    }
    let busiest = catalog.of_kind(Kind::System).max_by_key(|thing| catalog.callers(&thing.id).len()).unwrap();
    let some = catalog.of_kind(Kind::System).step_by(997).map(|thing| &thing.id);
    for id in some.chain([&busiest.id]) {
        for steps in ["1", "2"] {
            let view = view(&[("focus", &id.to_string()), ("steps", steps)], Lang::En);
            check(&view, &id.to_string());
            let drawn: usize =
                view.drawing.nodes.iter().filter(|node| node.id != "rest:screens").map(|node| node.things).sum();
            assert_eq!(drawn, view.list.total + 1, "{id}: every neighbour is drawn or folded");
        }
    }
    // The last of a list of ten thousand is on its last page.
    let all = catalog.of_kind(Kind::System).len();
    let after = (all - 1) / listed::PAGE * listed::PAGE;
    let last = view(&[("kind", "system"), ("after", &after.to_string())], Lang::Fr);
    assert_eq!(last.list.after + last.list.rows.len(), all);
}

#[test]
fn a_search_finds_by_folded_words_in_either_language_and_tells_where_it_stands() {
    let room = Room::solvene();
    for q in ["moteur de FIDELITE", "loyalty eng"] {
        for lang in Lang::ALL {
            let view = view(&room, &[("q", q)], lang);
            let first = &view.list.rows[0];
            assert_eq!(first.id.to_string(), "system:loyalty-engine", "{q}");
            assert_eq!(first.place[0].0.en, "Loyalty squad");
            assert!(asked_by(&first.node.href).focus == "system:loyalty-engine");
            let place = View::of(&room.house.app.picture(), &asked_by(&first.place[0].1), lang);
            assert_eq!((place.scope.depth, &*place.caption.en), (3, "Loyalty squad, opened"));
            assert!(place.drawing.nodes.iter().any(|node| node.here), "the group shows where it is");
        }
    }
    let none = page(&room, &[("q", "zzz<b>")], Lang::En);
    assert!(none.contains("Nothing answers") && none.contains("zzz&lt;b&gt;") && !none.contains("<b>"));
    let people = view(&room, &[("q", "karim")], Lang::Fr);
    assert!(people.list.rows.iter().all(|row| row.id.kind() != Kind::Person), "people stand on no map");
}

#[test]
fn what_stops_with_a_thing_is_marked_and_the_direction_is_kept() {
    let room = Room::solvene();
    let fate = |view: &View, id: &str| view.drawing.nodes.iter().find(|node| node.id == id).and_then(|node| node.fate);
    let both = view(&room, &[("focus", "system:loyalty-engine")], Lang::En);
    assert_eq!(fate(&both, "system:tills"), Some(Fate::Stops));
    assert_eq!(fate(&both, "system:crm"), None, "what it calls does not stop with it");
    assert!(both.lead[0].en.starts_with("If it stops, 4 systems stop"), "{:?}", both.lead);
    let ids = |view: &View| -> BTreeSet<String> {
        let things = view.drawing.nodes.iter().filter(|node| node.is == Is::Thing);
        things.map(|node| node.id.clone()).collect()
    };
    let up = ids(&view(&room, &[("focus", "system:loyalty-engine"), ("way", "up")], Lang::En));
    let down = ids(&view(&room, &[("focus", "system:loyalty-engine"), ("way", "down")], Lang::En));
    assert!(up.contains("system:tills") && !up.contains("system:crm"));
    assert!(down.contains("system:crm") && !down.contains("system:tills"));
    let hard = view(&room, &[("focus", "system:loyalty-engine"), ("way", "down"), ("ties", "hard")], Lang::En);
    assert!(!ids(&hard).contains("system:crm"), "a message that waits is no hard tie");
}

#[test]
fn a_drawing_that_stands_alone_is_xml_whatever_things_are_called() {
    let room = Room::solvene();
    let hostile = "\u{1}]]></svg>\" onload='x' &amp; <script>alert(1)</script> \u{fffe}é漢😀";
    let csv = format!("id;Nom;Description;Limite\ncrm;{0};{0};40\n", hostile.replace('"', "'"));
    room.import("systemes.csv", &csv);
    for parts in [
        vec![],
        vec![("depth", "2")],
        vec![("depth", "2"), ("by", "near")],
        vec![("focus", "system:crm"), ("depth", "3")],
        vec![("focus", "system:crm"), ("steps", "2")],
        vec![("focus", "data:customer")],
        vec![("group", "nothing")],
    ] {
        for lang in Lang::ALL {
            let view = view(&room, &parts, lang);
            let svg = drawing_alone(&view, lang);
            let texts = texts(&svg);
            assert!(texts.iter().any(|text| text == view.caption.in_lang(lang) || text.contains('\u{fffd}')), "{svg}");
            assert!(!svg.contains("<script") && !svg.contains(" style=") && !svg.contains("var(--"));
            assert!(!svg.contains("href"), "it leads nowhere: it stands alone");
            for node in &view.drawing.nodes {
                let name: String = node.name.in_lang(lang).chars().take(8).filter(|sign| *sign != '\u{1}').collect();
                assert!(texts.iter().any(|text| text.contains(&name)), "{name} is not in it");
            }
        }
    }
}

#[test]
fn programs_are_answered_the_view_the_page_shows() {
    let room = Room::solvene();
    for parts in [
        vec![],
        vec![("depth", "2")],
        vec![("group", "team:squad-web")],
        vec![("focus", "system:loyalty-engine"), ("steps", "2")],
        vec![("kind", "flow"), ("after", "60")],
        vec![("q", "stock")],
    ] {
        let view = view(&room, &parts, Lang::En);
        let html = page(&room, &parts, Lang::En);
        let json = serde_json::to_value(crate::api::v1::map::page(&view)).unwrap();
        let drawing = html.split("<svg").nth(1).unwrap().split("</svg>").next().unwrap();
        let nodes = json["nodes"].as_array().unwrap();
        assert_eq!(drawing.matches("<g class=\"map-node").count(), nodes.len());
        for node in nodes {
            let href = node["href"].as_str().unwrap().replace('&', "&amp;");
            assert!(drawing.contains(&format!("href=\"{href}\"")), "{href}");
        }
        let drawn = json["edges"].as_array().unwrap().iter().filter(|edge| edge["drawn"] == true).count();
        assert_eq!(drawing.matches("class=\"map-line\"").count(), drawn);
        let list = html.split("id=\"list\"").nth(1).unwrap();
        for item in json["list"]["items"].as_array().unwrap() {
            let href = item["href"].as_str().unwrap().replace('&', "&amp;");
            assert!(list.contains(&format!("href=\"{href}\"")), "{href}");
        }
        let words = json["lead"].as_array().unwrap().iter().chain(json["legend"].as_array().unwrap());
        for say in words {
            let say = maud::html! { (say["en"].as_str().unwrap()) }.into_string();
            assert!(html.contains(&say), "{say}");
        }
    }
}

#[test]
fn a_focus_or_a_group_that_is_not_there_leads_to_the_nearest_and_an_empty_map_to_the_imports() {
    let room = Room::solvene();
    let html = page(&room, &[("focus", "system:\"><script>"), ("depth", "4")], Lang::En);
    assert!(html.contains("is not on the map") && !html.contains("<script"));
    let gone = view(&room, &[("group", "team:squad-web/vendor:gone")], Lang::Fr);
    assert_eq!((gone.scope.depth, gone.lost.is_some()), (3, true));
    assert!(page(&Room::empty(), &[], Lang::En).contains("no file has been imported"));
    let odd =
        view(&room, &[("depth", "99"), ("steps", "x"), ("after", "-1"), ("kind", "person"), ("by", "?")], Lang::Fr);
    check(&odd, "odd");
}

#[test]
fn a_view_survives_its_own_address() {
    let room = Room::solvene();
    let picture = room.house.app.picture();
    for parts in [
        vec![("depth", "1"), ("focus", "system:crm")],
        vec![("depth", "2"), ("by", "near")],
        vec![("depth", "3"), ("focus", "system:crm"), ("by", "vendor")],
        vec![("focus", "system:crm"), ("steps", "2"), ("way", "down"), ("ties", "hard")],
    ] {
        let one = view(&room, &parts, Lang::Fr);
        let again = View::of(&picture, &asked_by(&one.scope.href(&[])), Lang::Fr);
        assert_eq!(one.drawing, again.drawing, "{parts:?}");
        assert_eq!(one.scope.href(&[]), again.scope.href(&[]));
    }
    let beside = beside(picture.catalog(), &Ref::new(Kind::System, "loyalty-engine"));
    assert!(beside.nodes.len() > 4 && beside.nodes.len() <= MOST);
}
