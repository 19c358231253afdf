//! A view of the map as plain data: what the page shows, the exported drawing draws and the API answers.

use base::{Kind, Lang, Ref, Say, format};
use landscape::catalog::{Catalog, Stops};
use landscape::groups::{Ground, Groups};
use picture::Picture;

use super::around::{self, Neighbourhood};
use super::asked::{Asked, Scope};
use super::boxes::{NOT_ONE_BY_ONE, counted, words};
use super::listed::{self, List};
use super::{grouped, overview};
use crate::ui;
use crate::ui::map::{Drawing, Is, Node};

ui::words! {
    OVERVIEW = "Les moments du client, et les canaux où ils se vivent." / "The customer’s moments, and the channels they happen in.";
    WHOLE = "Tout le parc, par {ground}" / "The whole estate, by {ground}";
    OPENED = "{name}, ouvert" / "{name}, opened";
    AROUND = "Autour de {name}" / "Around {name}";
    MOMENTS = "Moments et canaux" / "Moments and channels";
    GROUPS = "Le parc en groupes" / "The estate in groups";
    SYSTEM = "Un système" / "One system";
    SYSTEMS = "{n} systèmes" / "{n} systems";
    FLOW = "un flux" / "one flow";
    FLOWS = "{n} flux" / "{n} flows";
    COUNTS_ONE = "{systems}, {flows}, en un seul groupe." / "{systems}, {flows}, in one group.";
    COUNTS = "{systems}, {flows}, en {n} groupes." / "{systems}, {flows}, in {n} groups.";
    HOLDS = "{systems}." / "{systems}.";
    STANDING = "{over} au-delà de leur limite, {near} près d’elle, sur {limited} dont on dit la charge et la limite." / "{over} over their limit, {near} near it, of {limited} whose load and limit are stated.";
    TIGHTEST = "Le plus près de sa limite : {name}, à {share}." / "Nearest to its limit: {name}, at {share}.";
    STOPS_NOTHING = "S’il s’arrête, aucun autre système connu ne s’arrête avec lui." / "If it stops, no other system known stops with it.";
    STOPS_ONE = "S’il s’arrête, un système s’arrête avec lui." / "If it stops, one system stops with it.";
    STOPS = "S’il s’arrête, {n} systèmes s’arrêtent avec lui." / "If it stops, {n} systems stop with it.";
    LESS_ONE = "Un autre marche avec moins." / "One other goes on with less.";
    LESS = "{n} autres marchent avec moins." / "{n} others go on with less.";
    ASK_ONE = "Pour un autre, personne ne l’a dit." / "For one other, nobody has said.";
    ASK = "Pour {n} autres, personne ne l’a dit." / "For {n} others, nobody has said.";
    SCREENS_ONE = "Un écran n’a plus de réponse." / "One screen gets no answer.";
    SCREENS = "{n} écrans n’ont plus de réponse." / "{n} screens get no answer.";
    FOLDED = "{n} choses ne sont pas dessinées une par une ; « autres » en ouvre la liste." / "{n} things are not drawn one by one; “others” opens their list.";
    ALL_FINE = "Des {limited} dont on dit la charge et la limite, aucun n’en est proche." / "Of the {limited} whose load and limit are stated, none comes near it.";
    BY_LOAD = "Un trait plus large porte plus d’appels par seconde, pour autant qu’on le dise ; un trait en pointillé n’attend pas de réponse." / "A wider line carries more calls a second, as far as that is stated; a dashed line does not wait for an answer.";
    BY_FLOWS = "Un trait plus large tient plus de flux, dont il porte le nombre ; un trait en pointillé n’attend pas de réponse." / "A wider line stands for more flows, whose number it bears; a dashed line does not wait for an answer.";
    BY_SCREENS = "Un trait plus large tient plus d’écrans." / "A wider line stands for more screens.";
    SIZES = "La barre au pied d’un groupe dit sa taille ; une case double s’ouvre." / "The bar at the foot of a group tells its size; a double box opens.";
    LOST = "« {name} » n’est pas sur la carte : voici ce qu’il y a de plus proche." / "“{name}” is not on the map: here is what comes nearest.";
}

/// A depth one can look at.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// 1 to 4.
    pub depth: u8,
    /// What it shows.
    pub name: Say,
    /// Where it is.
    pub href: String,
    /// Whether it is what one looks at.
    pub here: bool,
}

/// A view.
pub struct View {
    /// What was asked for.
    pub scope: Scope,
    /// Whether nothing is known yet.
    pub empty: bool,
    /// What the drawing shows.
    pub caption: Say,
    /// What it says in words.
    pub lead: Vec<Say>,
    /// What stands before anything else when something asked for is not there.
    pub lost: Option<Say>,
    /// The depths, with the groups in between.
    pub steps: Vec<Step>,
    /// What groups can be made by: how many systems each speaks of, and where it is.
    pub grounds: Vec<(Ground, usize, String)>,
    /// The drawing.
    pub drawing: Drawing,
    /// What is folded, in words.
    pub folded: Option<Say>,
    /// How the drawing is read.
    pub legend: Vec<Say>,
    /// The list of what it stands for.
    pub list: List,
}

impl View {
    /// What is asked for, in a picture.
    pub fn of(picture: &Picture, asked: &Asked, lang: Lang) -> View {
        let catalog = picture.catalog();
        let scope = Scope::of(catalog, asked);
        let groups = catalog.groups(scope.by);
        let near = scope.focus.as_ref().filter(|_| scope.depth == 4);
        let near = near.map(|focus| around::around(catalog, focus, scope.walk, &scope));
        let list = listed::of(picture, groups, &scope, near.as_ref(), lang);
        let lead = lead(catalog, groups, &scope, near.as_ref());
        let drawing = match (near, scope.depth) {
            (Some(near), _) => near.drawing,
            (None, 1) => overview::overview(catalog, &scope),
            (None, _) => grouped::opened(catalog, groups, scope.group, &scope),
        };
        View {
            empty: catalog.things().next().is_none(),
            caption: caption(catalog, groups, &scope),
            lead,
            lost: scope.lost.as_ref().map(|name| Say::each(|lang| LOST.fill(lang, &[("name", name)]))),
            steps: steps(catalog, groups, &scope),
            grounds: grounds(catalog, &scope),
            folded: folded(&drawing),
            legend: legend(&scope, &drawing),
            drawing,
            list,
            scope,
        }
    }

    /// Everything the view says beside its drawing, for a drawing that stands alone.
    pub fn told(&self, lang: Lang) -> Vec<String> {
        let all = self.lead.iter().chain(&self.folded).chain(&self.legend);
        all.map(|say| say.in_lang(lang).to_owned()).collect()
    }
}

fn caption(catalog: &Catalog, groups: &Groups, scope: &Scope) -> Say {
    let named = |words: ui::Words, name: Say| Say::each(|lang| words.fill(lang, &[("name", name.in_lang(lang))]));
    match (scope.depth, &scope.focus) {
        (4, Some(focus)) => named(AROUND, catalog.name(focus)),
        (3, _) => named(OPENED, groups.get(scope.group).map(|group| group.name.clone()).unwrap_or_default()),
        (2, _) => Say::each(|lang| WHOLE.fill(lang, &[("ground", grouped::ground(scope.by).in_lang(lang))])),
        _ => words(MOMENTS),
    }
}

fn lead(catalog: &Catalog, groups: &Groups, scope: &Scope, near: Option<&Neighbourhood>) -> Vec<Say> {
    let mut said = Vec::new();
    if let Some(near) = near {
        said.extend(near.stops.iter().flat_map(stopping));
        let breaks = near.stops.as_ref().and_then(|stops| stops.stated.cloned());
        said.extend(breaks);
        return said;
    }
    let Some(group) = groups.get(scope.group) else { return said };
    let systems = counted(group.sums.systems, SYSTEM, SYSTEMS);
    let flows = counted(catalog.of_kind(Kind::Flow).len(), FLOW, FLOWS);
    match scope.depth {
        1 => said.push(words(OVERVIEW)),
        2 => said.push(Say::each(|lang| {
            let n = format::number(lang, group.children.len().max(1) as f64, 0);
            let words = if group.children.len() > 1 { COUNTS } else { COUNTS_ONE };
            words.fill(lang, &[("systems", systems.in_lang(lang)), ("flows", flows.in_lang(lang)), ("n", &n)])
        })),
        _ => said.push(Say::each(|lang| HOLDS.fill(lang, &[("systems", systems.in_lang(lang))]))),
    }
    if scope.depth > 1 && group.sums.limited > 0 {
        let sums = &group.sums;
        said.push(Say::each(|lang| {
            let n = |n: usize| format::number(lang, n as f64, 0);
            let words = if sums.over + sums.near == 0 { ALL_FINE } else { STANDING };
            words.fill(lang, &[("over", &n(sums.over)), ("near", &n(sums.near)), ("limited", &n(sums.limited))])
        }));
    }
    if scope.depth > 1
        && let Some((number, share)) = group.sums.tightest
        && let Some(system) = catalog.system(number)
    {
        said.push(Say::each(|lang| {
            let share = format::percent(lang, share, 0);
            TIGHTEST.fill(lang, &[("name", system.name.in_lang(lang)), ("share", &share)])
        }));
    }
    said
}

/// What breaks when a system stops, sentence by sentence.
fn stopping(stops: &Stops) -> Vec<Say> {
    let mut said = vec![match stops.systems.len() {
        0 => words(STOPS_NOTHING),
        n => counted(n, STOPS_ONE, STOPS),
    }];
    let more = [
        (stops.degraded.len(), LESS_ONE, LESS),
        (stops.unknown.len(), ASK_ONE, ASK),
        (stops.elements.len(), SCREENS_ONE, SCREENS),
    ];
    said.extend(more.into_iter().filter(|(n, ..)| *n > 0).map(|(n, one, many)| counted(n, one, many)));
    said
}

fn steps(catalog: &Catalog, groups: &Groups, scope: &Scope) -> Vec<Step> {
    let here = |depth| scope.depth == depth;
    let first = scope.href(&[("depth", "1"), ("group", "")]);
    let second = scope.href(&[("depth", "2"), ("group", "")]);
    let mut steps = vec![
        Step { depth: 1, name: words(MOMENTS), href: first, here: here(1) },
        Step { depth: 2, name: words(GROUPS), href: second, here: here(2) },
    ];
    // Where one looks: the group one opened, or the groups around the thing.
    let inner = match (&scope.focus, scope.group) {
        (_, at) if at != 0 => Some(at),
        (Some(focus), _) => super::asked::innermost(catalog, groups, focus),
        _ => None,
    };
    for (at, name) in inner.map(|at| grouped::names(groups, at)).unwrap_or_default() {
        steps.push(Step { depth: 3, name, href: scope.opened(groups, at), here: here(3) && at == scope.group });
    }
    if let Some(focus) = &scope.focus {
        steps.push(Step { depth: 4, name: catalog.name(focus), href: scope.around(focus), here: here(4) });
    }
    steps
}

fn grounds(catalog: &Catalog, scope: &Scope) -> Vec<(Ground, usize, String)> {
    let all = Ground::ALL.into_iter().zip(catalog.grounds());
    let offered = all.filter(|(ground, said)| *said > 0 || *ground == scope.by);
    offered
        .map(|(ground, said)| (ground, said, scope.href(&[("depth", "2"), ("by", ground.word()), ("group", "")])))
        .collect()
}

/// What the boxes that stand for others fold.
fn folded(drawing: &Drawing) -> Option<Say> {
    let is_fold = |node: &&Node| node.notes.first() == Some(&words(NOT_ONE_BY_ONE));
    let n: usize = drawing.nodes.iter().filter(is_fold).map(|node| node.things).sum();
    (n > 0).then(|| Say::each(|lang| FOLDED.fill(lang, &[("n", &format::number(lang, n as f64, 0))])))
}

fn legend(scope: &Scope, drawing: &Drawing) -> Vec<Say> {
    let lines = match scope.depth {
        1 => BY_SCREENS,
        4 => BY_LOAD,
        _ if grouped::tells_load(drawing) => BY_LOAD,
        _ => BY_FLOWS,
    };
    let sizes = drawing.nodes.iter().any(|node| node.is == Is::Group).then(|| words(SIZES));
    std::iter::once(words(lines)).chain(sizes).collect()
}

/// The map of a thing's own page: its neighbours, one step away.
pub fn beside(catalog: &Catalog, id: &Ref) -> Drawing {
    let scope = Scope::of(catalog, &Asked { focus: id.to_string(), ..Asked::default() });
    around::around(catalog, id, scope.walk, &scope).drawing
}
