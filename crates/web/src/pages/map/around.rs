//! The neighbourhood of a thing, cut to what one look can take in.

use std::collections::{BTreeMap, BTreeSet};

use base::{Kind, Lang, Measure, Ref, Say, Unit, format};
use landscape::catalog::{Catalog, Thing};
use landscape::field::Field;
use landscape::impact::Verdict;

use crate::ui::{self, Words};

ui::words! {
    OTHER = "un autre" / "one other";
    OTHERS = "{n} autres" / "{n} others";
    SCREEN = "un écran" / "one screen";
    SCREENS = "{n} écrans" / "{n} screens";
    MOMENT = "un moment" / "one moment";
    MOMENTS = "{n} moments" / "{n} moments";
}

/// The most boxes of a drawing.
const MOST: usize = 12;
/// The most boxes of one column, so that no column crowds out the others.
const MOST_IN_COLUMN: usize = 5;

/// A drawing as plain data.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Around {
    /// The boxes.
    pub boxes: Vec<Boxed>,
    /// The lines.
    pub lines: Vec<Line>,
}

/// A box: a thing, or what stands for the others of its column.
#[derive(Clone, Debug, PartialEq)]
pub struct Boxed {
    /// The thing; for the others a key of its own.
    pub id: Ref,
    /// Its name.
    pub name: Say,
    /// A short line under the name.
    pub note: Option<Say>,
    /// How it stands.
    pub verdict: Option<Verdict>,
    /// How many others it stands for.
    pub others: usize,
}

/// A line.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// From.
    pub from: Ref,
    /// To.
    pub to: Ref,
    /// `hard`, `degradable`, `async`, `cached` or empty.
    pub mode: String,
    /// The load.
    pub load: Option<Measure>,
}

/// Every line that touches one of `things`: who calls whom, what shows what, where data lives.
fn lines_at(catalog: &Catalog, things: &BTreeSet<Ref>) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut draw = |from: &Ref, to: &Ref, mode: &str, load: Option<Measure>| {
        if (things.contains(from) || things.contains(to)) && from != to {
            lines.push(Line { from: from.clone(), to: to.clone(), mode: mode.to_owned(), load });
        }
    };
    for thing in catalog.with_pointers(things) {
        let each = |field: Field| thing.refs(field).iter();
        match thing.id.kind() {
            Kind::Flow => {
                let mode = thing.choice(Field::Mode).unwrap_or_default();
                for from in each(Field::Source) {
                    for to in each(Field::Target) {
                        draw(from, to, mode, thing.measure(Field::Rate));
                        // A flow that carries data one looks at is part of its neighbourhood.
                        for data in each(Field::Carries).filter(|data| things.contains(*data)) {
                            draw(to, data, "", None);
                        }
                    }
                }
            }
            Kind::Element => {
                each(Field::Moment).for_each(|moment| draw(moment, &thing.id, "", None));
                each(Field::Channel).for_each(|channel| draw(&thing.id, channel, "", None));
                each(Field::Shows).for_each(|data| draw(&thing.id, data, "", None));
            }
            Kind::Data => each(Field::Master).for_each(|master| draw(master, &thing.id, "", None)),
            Kind::Api => {
                each(Field::Provider).for_each(|provider| draw(&thing.id, provider, "", None));
                each(Field::Through).for_each(|through| draw(through, &thing.id, "", None));
                each(Field::Gives).for_each(|data| draw(&thing.id, data, "", None));
            }
            Kind::Freeze => each(Field::Scope).for_each(|system| draw(&thing.id, system, "", None)),
            _ => {}
        }
        if thing.id.kind() == Kind::System {
            each(Field::Owner).for_each(|team| draw(team, &thing.id, "", None));
        }
    }
    lines.retain(|line| catalog.get(&line.from).is_some() && catalog.get(&line.to).is_some());
    lines
}

/// One thing with its neighbours, `hops` far.
pub fn around(catalog: &Catalog, focus: &Ref, hops: usize) -> Around {
    let mut near = BTreeSet::from([focus.clone()]);
    let mut lines: Vec<Line> = Vec::new();
    let mut order: Vec<Ref> = Vec::new();
    for _ in 0..hops {
        let found = lines_at(catalog, &near);
        let mut ranked: BTreeMap<Ref, f64> = BTreeMap::new();
        for line in &found {
            for end in [&line.from, &line.to] {
                // Teams and APIs are looked at from their own page; in between they would hide the systems.
                let passes = !matches!(end.kind(), Kind::Team | Kind::Freeze | Kind::Api)
                    || focus.kind() == Kind::Data && end.kind() == Kind::Api;
                if !near.contains(end) && passes {
                    let load = line.load.as_ref().map_or(0.0, |load| load.value.likely);
                    let rank = ranked.entry(end.clone()).or_default();
                    *rank = rank.max(load);
                }
            }
        }
        let mut ranked: Vec<(Ref, f64)> = ranked.into_iter().collect();
        ranked.sort_by(|(a, x), (b, y)| y.total_cmp(x).then_with(|| a.cmp(b)));
        near.extend(ranked.iter().map(|(id, _)| id.clone()));
        order.extend(ranked.into_iter().map(|(id, _)| id));
        lines = found;
    }
    cut(catalog, focus, order, lines)
}

/// Keeps what fits, column by column in turn, and puts one box for the others of each column.
fn cut(catalog: &Catalog, focus: &Ref, order: Vec<Ref>, lines: Vec<Line>) -> Around {
    let mut columns: BTreeMap<usize, Vec<Ref>> = BTreeMap::new();
    for id in order {
        columns.entry(column(id.kind())).or_default().push(id);
    }
    let mut kept: Vec<Ref> = vec![focus.clone()];
    let mut rests: Vec<(usize, usize)> = Vec::new();
    let mut shares: BTreeMap<usize, usize> = BTreeMap::new();
    let mut room = MOST - 1;
    while room > 0 {
        let hungry = columns
            .iter()
            .filter(|(column, all)| shares.get(column).copied().unwrap_or(0) < all.len().min(most_in(**column)))
            .min_by_key(|(column, _)| shares.get(column).copied().unwrap_or(0));
        let Some((column, _)) = hungry else { break };
        *shares.entry(*column).or_default() += 1;
        room -= 1;
    }
    for (column, all) in &columns {
        let share = shares.get(column).copied().unwrap_or(0);
        // The last place of a column that does not fit stands for the others.
        let shown = if share < all.len() { share.saturating_sub(1) } else { share };
        kept.extend(all.iter().take(shown).cloned());
        if shown < all.len() && share > 0 {
            rests.push((*column, all.len() - shown));
        }
    }
    let mut boxes: Vec<Boxed> = kept.iter().filter_map(|id| catalog.get(id)).map(boxed).collect();
    let shown: BTreeSet<&Ref> = kept.iter().collect();
    let mut drawn: Vec<Line> = Vec::new();
    // What a screen shows crosses every column; it is drawn where the screen or the data is what one looks at.
    let looks = matches!(focus.kind(), Kind::Element | Kind::Data);
    let lines =
        lines.into_iter().filter(|line| looks || (line.from.kind(), line.to.kind()) != (Kind::Element, Kind::Data));
    for line in lines.filter(|line| shown.contains(&line.from) && shown.contains(&line.to)) {
        if !drawn.iter().any(|other| other.from == line.from && other.to == line.to) {
            drawn.push(line);
        }
    }
    for (column, others) in rests {
        let id = rest(column);
        let before = column < self::column(focus.kind()) || column == 0;
        let (from, to) = if before { (id.clone(), focus.clone()) } else { (focus.clone(), id.clone()) };
        drawn.push(Line { from, to, mode: String::new(), load: None });
        boxes.push(of_others(id, if others == 1 { OTHER } else { OTHERS }, others));
    }
    let is_tied = |id: &Ref| drawn.iter().any(|line| line.from == *id || line.to == *id);
    boxes.retain(|it| it.id == *focus || is_tied(&it.id));
    let mut around = Around { boxes, lines: drawn };
    if focus.kind() == Kind::System {
        customers(catalog, focus, &mut around);
    }
    around
}

fn most_in(column: usize) -> usize {
    // Systems may stand in several columns of the drawing.
    if column == 2 { MOST } else { MOST_IN_COLUMN }
}

fn column(kind: Kind) -> usize {
    match kind {
        Kind::Moment => 0,
        Kind::Element => 1,
        Kind::Data => 3,
        _ => 2,
    }
}

/// The key of the box for the others of a column; no thing can bear it.
fn rest(column: usize) -> Ref {
    let kind = [Kind::Moment, Kind::Element, Kind::System, Kind::Data][column];
    Ref::new(kind, ">others")
}

/// Whether a box stands for others.
pub fn is_rest(id: &Ref) -> bool {
    id.key().starts_with('>')
}

/// A thing as a box, with the one number that matters about it.
pub fn boxed(thing: &Thing) -> Boxed {
    let (load, limit) = (thing.measure(Field::Load), thing.measure(Field::Limit));
    let note = match thing.id.kind() {
        Kind::System => match (&load, &limit) {
            (Some(load), Some(limit)) => Some(Say::each(|lang| {
                let short = format::number(lang, load.value.likely, 1);
                let limit = format::with_unit(lang, limit.value.likely, limit.unit);
                match lang {
                    Lang::Fr => format!("{short} sur {limit}"),
                    Lang::En => format!("{short} of {limit}"),
                }
            })),
            _ => None,
        },
        Kind::Element => thing
            .quantity(Field::Views)
            .map(|views| Say::each(|lang| format::with_unit(lang, views.likely, Unit::ViewsPerSecond))),
        Kind::Moment => {
            thing.choice(Field::Stage).and_then(ui::thing::choice).map(|words| Say::new(words.fr, words.en))
        }
        Kind::Data if !thing.list(Field::Personal).is_empty() => {
            Some(Say::new("données personnelles", "personal data"))
        }
        _ => None,
    };
    let verdict = ui::thing::standing_verdict(load.as_ref(), limit.as_ref());
    let verdict = (thing.id.kind() == Kind::System && verdict != Verdict::Unknown).then_some(verdict);
    Boxed { id: thing.id.clone(), name: thing.name.clone(), note, verdict, others: 0 }
}

/// The first look: the moments with the most screens, the screens of each channel as one box, and the channels.
pub fn overview(catalog: &Catalog) -> Around {
    const EACH: usize = MOST / 3;
    let mut screens: BTreeMap<(Ref, Ref), usize> = BTreeMap::new();
    let (mut by_moment, mut by_channel): (BTreeMap<Ref, usize>, BTreeMap<Ref, usize>) = Default::default();
    for element in catalog.of_kind(Kind::Element) {
        for moment in element.refs(Field::Moment) {
            *by_moment.entry(moment.clone()).or_default() += 1;
            for channel in element.refs(Field::Channel) {
                *screens.entry((moment.clone(), channel.clone())).or_default() += 1;
            }
        }
        element.refs(Field::Channel).iter().for_each(|channel| *by_channel.entry(channel.clone()).or_default() += 1);
    }
    let chosen = |all: &BTreeMap<Ref, usize>, column: usize| {
        let mut all: Vec<(&Ref, usize)> = all.iter().map(|(id, n)| (id, *n)).collect();
        all.retain(|(id, _)| catalog.get(id).is_some());
        all.sort_by(|(a, x), (b, y)| y.cmp(x).then_with(|| a.cmp(b)));
        let kept = if all.len() > EACH { EACH - 1 } else { all.len() };
        let others = all.len() - kept;
        let mut boxes: Vec<Boxed> = all.iter().take(kept).filter_map(|(id, _)| catalog.get(id)).map(boxed).collect();
        if others > 0 {
            boxes.push(of_others(rest(column), OTHERS, others));
        }
        boxes
    };
    let (moments, channels) = (chosen(&by_moment, 0), chosen(&by_channel, 2));
    // What is not drawn itself is drawn by the box that stands for it.
    let place = |boxes: &[Boxed], id: &Ref, column| {
        if boxes.iter().any(|it| it.id == *id) { id.clone() } else { rest(column) }
    };
    let screens_of = |channel: &Ref| Ref::new(Kind::Element, &format!(">{}", channel.key()));
    let mut lines: Vec<Line> = Vec::new();
    let mut draw = |from: Ref, to: Ref| {
        let line = Line { from, to, mode: String::new(), load: None };
        if !lines.contains(&line) {
            lines.push(line);
        }
    };
    for (moment, channel) in screens.keys() {
        let channel = place(&channels, channel, 2);
        draw(place(&moments, moment, 0), screens_of(&channel));
        draw(screens_of(&channel), channel);
    }
    let mut counts: BTreeMap<Ref, usize> = BTreeMap::new();
    for (channel, n) in &by_channel {
        *counts.entry(place(&channels, channel, 2)).or_default() += n;
    }
    let between = channels.iter().filter_map(|channel| {
        let n = counts.get(&channel.id).copied()?;
        Some(of_others(screens_of(&channel.id), if n == 1 { SCREEN } else { SCREENS }, n))
    });
    let between: Vec<Boxed> = between.collect();
    Around { boxes: moments.into_iter().chain(between).chain(channels).collect(), lines }
}

/// A box that stands for several things.
fn of_others(id: Ref, words: Words, n: usize) -> Boxed {
    let name = Say::each(|lang| words.fill(lang, &[("n", &n.to_string())]));
    Boxed { id, name, note: None, verdict: None, others: n }
}

/// A system no screen stands beside is still reached from some: they and their moments stand before its callers.
fn customers(catalog: &Catalog, focus: &Ref, around: &mut Around) {
    if around.boxes.iter().any(|it| it.id.kind() == Kind::Element) {
        return;
    }
    let reaches = catalog.reaching(focus);
    let doors: BTreeSet<&Ref> = reaches
        .iter()
        .filter_map(|reach| reach.way.iter().rev().nth(1))
        .filter(|id| around.boxes.iter().any(|it| it.id == **id))
        .collect();
    if doors.is_empty() || around.boxes.len() + 2 > MOST {
        return;
    }
    let moments: BTreeSet<&Ref> =
        reaches.iter().filter_map(|reach| catalog.get(&reach.element)).flat_map(|it| it.refs(Field::Moment)).collect();
    let screens = rest(1);
    let line = |from: &Ref, to: &Ref| Line { from: from.clone(), to: to.clone(), mode: String::new(), load: None };
    around.lines.extend(doors.into_iter().map(|door| line(&screens, door)));
    around.boxes.push(of_others(screens.clone(), if reaches.len() == 1 { SCREEN } else { SCREENS }, reaches.len()));
    if !moments.is_empty() {
        around.lines.push(line(&rest(0), &screens));
        around.boxes.push(of_others(rest(0), if moments.len() == 1 { MOMENT } else { MOMENTS }, moments.len()));
    }
}
