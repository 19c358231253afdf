//! What a view stands for, one by one, in pages: everything of a kind, a group, a neighbourhood, what answers to words;
//! each thing with the group it stands in.

use base::{Kind, Lang, Ref, Say};
use landscape::catalog::{Catalog, Thing};
use landscape::field::{Field, KINDS};
use landscape::groups::Groups;
use picture::{Picture, Whose};

use super::around::{Near, Neighbourhood};
use super::asked::{Scope, innermost};
use super::boxes::{boxed, counted, words};
use super::grouped::number_of;
use crate::ui;
use crate::ui::map::{Fate, Node};

ui::words! {
    ALL = "{kind}, par nom" / "{kind}, by name";
    OF = "{kind} de {name}" / "{kind} of {name}";
    GROUP = "Ce que contient {name}" / "What {name} holds";
    EVERY = "Tous les systèmes, par nom" / "Every system, by name";
    FOUND_NONE = "Rien ne répond à « {q} ». Essayez un mot plus court, ou le mot de l’autre direction." / "Nothing answers to “{q}”. Try a shorter word, or the other side’s word.";
    FOUND_ONE = "Une réponse à « {q} »" / "One answer to “{q}”";
    FOUND = "{n} réponses à « {q} », la meilleure d’abord" / "{n} answers to “{q}”, the best first";
    AROUND = "Tout ce qui est autour de {name}" / "Everything around {name}";
    FAR_UP = "À deux pas avant {name}" / "Two steps before {name}";
    UP = "Ce qui se sert de {name}" / "What uses {name}";
    DOWN = "Ce dont {name} se sert" / "What {name} uses";
    FAR_DOWN = "À deux pas après {name}" / "Two steps after {name}";
    SCREENS = "Les écrans qui mènent à {name}" / "The screens that lead to {name}";
    WHAT_THERE_IS = "Tout ce qui est connu" / "Everything that is known";
}

/// How many rows a page of a list has.
pub const PAGE: usize = 60;

/// One page of a list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct List {
    /// What it lists.
    pub title: Say,
    /// Its rows.
    pub rows: Vec<Row>,
    /// How many there are in all.
    pub total: usize,
    /// How many come before.
    pub after: usize,
    /// Every kind with how many there are, and where they are listed.
    pub kinds: Vec<(Kind, usize, String)>,
}

/// One thing of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The thing, as a box would show it; it leads to its neighbourhood.
    pub node: Node,
    /// The thing.
    pub id: Ref,
    /// The group it stands in, from the outermost, with where that opens.
    pub place: Vec<(Say, String)>,
}

/// The list of a view.
pub fn of(picture: &Picture, groups: &Groups, scope: &Scope, near: Option<&Neighbourhood>, lang: Lang) -> List {
    let catalog = picture.catalog();
    let kinds = KINDS.into_iter().map(|kind| (kind, number_of(catalog, kind), scope.listed(&[("kind", kind.word())])));
    let kinds = kinds.filter(|(_, n, _)| *n > 0).collect();
    let (title, ids, total) = chosen(picture, groups, scope, near, lang);
    let rows = ids.into_iter().filter_map(|(id, fate)| row(catalog, groups, scope, &id, fate)).collect();
    List { title, rows, total, after: scope.after, kinds }
}

type Chosen = (Say, Vec<(Ref, Option<Fate>)>, usize);

fn chosen(picture: &Picture, groups: &Groups, scope: &Scope, near: Option<&Neighbourhood>, lang: Lang) -> Chosen {
    let catalog = picture.catalog();
    let page = |title: Say, total: usize, things: &mut dyn Iterator<Item = Ref>| -> Chosen {
        (title, things.skip(scope.after).take(PAGE).map(|id| (id, None)).collect(), total)
    };
    if !scope.q.is_empty() {
        let hits = picture.find(&scope.q, Whose::All, usize::MAX);
        let hits: Vec<Ref> = hits.into_iter().map(|hit| hit.id).filter(|id| KINDS.contains(&id.kind())).collect();
        let n = |lang| base::format::number(lang, hits.len() as f64, 0);
        let words = match hits.len() {
            0 => FOUND_NONE,
            1 => FOUND_ONE,
            _ => FOUND,
        };
        let title = Say::each(|lang| words.fill(lang, &[("n", &n(lang)), ("q", &scope.q)]));
        return page(title, hits.len(), &mut hits.into_iter());
    }
    if let Some(kind) = scope.kind {
        let name = ui::thing::kinds(kind);
        if let Some(of) = &scope.of {
            let touching: Vec<Ref> = touching(catalog, of, kind).map(|thing| thing.id.clone()).collect();
            let owner = catalog.name(of);
            let title = Say::each(|lang| OF.fill(lang, &[("kind", name.in_lang(lang)), ("name", owner.in_lang(lang))]));
            return page(title, touching.len(), &mut touching.into_iter());
        }
        let title = Say::each(|lang| ALL.fill(lang, &[("kind", name.in_lang(lang))]));
        let things = &mut catalog.by_name(kind, lang).map(|(_, thing)| thing.id.clone());
        return page(title, number_of(catalog, kind), things);
    }
    if let (Some(near), Some(focus)) = (near, &scope.focus) {
        return neighbours(catalog, scope, near, focus);
    }
    match scope.depth {
        1 => (words(WHAT_THERE_IS), Vec::new(), 0),
        _ => {
            let name = groups.get(scope.group).map(|group| group.name.clone()).unwrap_or_default();
            let held = |lang| GROUP.fill(lang, &[("name", name.in_lang(lang))]);
            let title = if scope.group == 0 { words(EVERY) } else { Say::each(held) };
            let inside = catalog.by_name(Kind::System, lang).filter(|(number, _)| groups.holds(scope.group, *number));
            let mut systems = inside.map(|(_, thing)| thing.id.clone());
            let total = groups.get(scope.group).map_or(0, |group| group.sums.systems);
            page(title, total, &mut systems)
        }
    }
}

/// The things of a kind tied to one, through any field of either.
fn touching<'a>(catalog: &'a Catalog, of: &'a Ref, kind: Kind) -> impl Iterator<Item = &'a Thing> {
    let pointing = catalog.with_pointers([of]).filter(move |thing| thing.id.kind() == kind && thing.id != *of);
    // A screen that a system shows, not one that merely names it otherwise.
    pointing.filter(move |thing| {
        kind != Kind::Element || thing.refs(Field::Channel).contains(of) || of.kind() != Kind::System
    })
}

fn neighbours(catalog: &Catalog, scope: &Scope, near: &Neighbourhood, focus: &Ref) -> Chosen {
    let name = catalog.name(focus);
    let titled = |words: ui::Words| Say::each(|lang| words.fill(lang, &[("name", name.in_lang(lang))]));
    if scope.at.as_deref() == Some("screens") {
        let screens = catalog.elements_reaching(focus);
        let rows = screens.iter().skip(scope.after).take(PAGE).map(|thing| (thing.id.clone(), None));
        return (titled(SCREENS), rows.collect(), screens.len());
    }
    let at: Option<i8> = scope.at.as_deref().and_then(|at| at.parse().ok());
    let title = titled(match at {
        Some(..=-2) => FAR_UP,
        Some(-1) => UP,
        Some(1) => DOWN,
        Some(2..) => FAR_DOWN,
        _ => AROUND,
    });
    let chosen: Vec<&Near> = near.near.iter().filter(|it| at.is_none_or(|at| it.distance == at)).collect();
    let rows = chosen.iter().skip(scope.after).take(PAGE).map(|it| (it.id.clone(), it.fate));
    (title, rows.collect(), chosen.len())
}

fn row(catalog: &Catalog, groups: &Groups, scope: &Scope, id: &Ref, fate: Option<Fate>) -> Option<Row> {
    let thing = catalog.get(id)?;
    let place = innermost(catalog, groups, &thing.id).map(|at| groups.trail(at)).unwrap_or_default();
    let focus = thing.id.to_string();
    let place = place.into_iter().filter_map(|at| {
        let group = groups.get(at)?;
        Some((group.name.clone(), scope.href(&[("depth", "3"), ("focus", &focus), ("group", &group.key)])))
    });
    Some(Row {
        node: Node { href: scope.around(&thing.id), fate, ..boxed(thing) },
        id: thing.id.clone(),
        place: place.collect(),
    })
}

/// "61 to 120 of 2,000".
pub fn span(list: &List) -> Say {
    if list.rows.is_empty() {
        return counted(list.total, NONE_ONE, NONE);
    }
    let (from, until) = (list.after.saturating_add(1), list.after.saturating_add(list.rows.len()));
    Say::each(|lang| {
        let n = |n: usize| base::format::number(lang, n as f64, 0);
        SPAN.fill(lang, &[("from", &n(from)), ("until", &n(until)), ("total", &n(list.total))])
    })
}

ui::words! {
    SPAN = "{from} à {until} sur {total}" / "{from} to {until} of {total}";
    NONE_ONE = "Une chose en tout" / "One thing in all";
    NONE = "{n} en tout" / "{n} in all";
}
