//! What is asked of the map, and the address of every other view of it.

use base::{Kind, Ref};
use landscape::catalog::Catalog;
use landscape::field::KINDS;
use landscape::groups::{Ground, Groups};
use serde::Deserialize;

use super::around::{Walk, Way};

/// The parts of an address, as they were sent.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// The thing looked at.
    pub focus: String,
    /// 1: moments and channels; 2: groups; 3: one group; 4: one thing.
    pub depth: String,
    /// How far around the thing: 1 or 2.
    pub steps: String,
    /// `up`, `down`, or both.
    pub way: String,
    /// `hard`, or all.
    pub ties: String,
    /// What groups are made by.
    pub by: String,
    /// The group looked at.
    pub group: String,
    /// Words looked for.
    pub q: String,
    /// Lists the things of a kind.
    pub kind: String,
    /// Of those, only what touches a thing.
    pub of: String,
    /// Lists what stands at a distance of the thing looked at: `-2` to `2`, or `screens`.
    pub at: String,
    /// How many of a list to pass over.
    pub after: String,
}

/// What a view of the map shows.
#[derive(Clone, Debug)]
pub struct Scope {
    /// How near: 1 to 4.
    pub depth: u8,
    /// The thing looked at.
    pub focus: Option<Ref>,
    /// A thing or a group that was asked for and is not there.
    pub lost: Option<String>,
    /// What groups are made by.
    pub by: Ground,
    /// What they are made by when nobody chooses.
    best: Ground,
    /// The group looked at, by its number; 0 is the whole estate.
    pub group: usize,
    /// Its key.
    key: String,
    /// How far around the thing.
    pub walk: Walk,
    /// Words looked for.
    pub q: String,
    /// The kind listed.
    pub kind: Option<Kind>,
    /// Of it, only what touches this.
    pub of: Option<Ref>,
    /// The distance listed.
    pub at: Option<String>,
    /// How many of the list to pass over.
    pub after: usize,
}

impl Scope {
    /// Reads what was asked for; what cannot be is answered by the nearest that can.
    pub fn of(catalog: &Catalog, asked: &Asked) -> Scope {
        let wanted = Some(asked.focus.trim()).filter(|words| !words.is_empty());
        let known =
            |words: &str| words.parse::<Ref>().ok().and_then(|id| catalog.get(&id)).map(|thing| thing.id.clone());
        let focus = wanted.and_then(known);
        let mut lost = wanted.filter(|_| focus.is_none()).map(str::to_owned);
        let best = catalog.best_ground();
        let given = Ground::from_word(&asked.by);
        // A group tells by its key what it was made by.
        let of_key = asked.group.split(':').next().and_then(Ground::from_word);
        let by = given.or(of_key).unwrap_or(best);
        let groups = catalog.groups(by);
        let (mut group, found) = groups.find(&asked.group);
        if !found {
            lost = lost.or_else(|| Some(asked.group.clone()));
        }
        let implied = match (&focus, asked.group.is_empty(), given) {
            (Some(_), ..) => 4,
            (None, false, _) => 3,
            (None, true, Some(_)) => 2,
            (None, true, None) => 1,
        };
        let most = if focus.is_some() { 4 } else { 3 };
        let mut depth = asked.depth.parse::<u8>().ok().unwrap_or(implied).clamp(1, most);
        if depth == 3 && group == 0 {
            let around = focus.as_ref().and_then(|focus| innermost(catalog, groups, focus));
            match around {
                Some(at) => group = at,
                None => depth = 2,
            }
        }
        if depth != 3 {
            group = 0;
        }
        let walk = Walk {
            steps: if asked.steps == "2" { 2 } else { 1 },
            way: Way::from_word(&asked.way),
            hard: asked.ties == "hard",
        };
        Scope {
            depth,
            focus,
            lost,
            by,
            best,
            group,
            key: groups.get(group).map(|group| group.key.clone()).unwrap_or_default(),
            walk,
            q: asked.q.trim().to_owned(),
            kind: KINDS.into_iter().find(|kind| kind.word() == asked.kind),
            of: known(asked.of.trim()),
            at: Some(asked.at.clone()).filter(|at| !at.is_empty()),
            after: asked.after.parse().unwrap_or(0),
        }
    }

    /// The parts of the address of this view, with some put otherwise; an empty one is left out.
    fn parts(&self, with: &[(&str, &str)]) -> Vec<(String, String)> {
        let focus = self.focus.as_ref().map(Ref::to_string).unwrap_or_default();
        let by = if self.by == self.best { "" } else { self.by.word() };
        let own = [
            ("depth", self.depth.to_string()),
            ("focus", focus),
            ("steps", if self.walk.steps == 2 { "2".to_owned() } else { String::new() }),
            ("way", self.walk.way.word().to_owned()),
            ("ties", if self.walk.hard { "hard".to_owned() } else { String::new() }),
            ("by", by.to_owned()),
            ("group", self.key.clone()),
        ];
        let other = |name: &str| with.iter().find(|(other, _)| *other == name).map(|(_, value)| (*value).to_owned());
        let mut parts: Vec<(String, String)> =
            own.into_iter().map(|(name, value)| (name.to_owned(), other(name).unwrap_or(value))).collect();
        for (name, value) in
            with.iter().filter(|(name, _)| !parts.iter().any(|(own, _)| own == name)).collect::<Vec<_>>()
        {
            parts.push(((*name).to_owned(), (*value).to_owned()));
        }
        parts.retain(|(_, value)| !value.is_empty());
        parts
    }

    /// The address of this view in a room of its own (`/map`, `/map.svg`), with some parts put otherwise.
    pub fn address(&self, room: &str, with: &[(&str, &str)]) -> String {
        let query = serde_urlencoded::to_string(self.parts(with)).unwrap_or_default();
        format!("{room}?{query}")
    }

    /// The address of this view on the page, with some parts put otherwise.
    pub fn href(&self, with: &[(&str, &str)]) -> String {
        self.address("/map", with)
    }

    /// What a form on this view keeps of it.
    pub fn kept(&self) -> Vec<(String, String)> {
        self.parts(&[])
    }

    /// What is listed, where it is not what the view itself stands for.
    pub fn sublist(&self) -> Vec<(&'static str, String)> {
        let parts = [
            ("q", self.q.clone()),
            ("kind", self.kind.map(|kind| kind.word().to_owned()).unwrap_or_default()),
            ("of", self.of.as_ref().map(Ref::to_string).unwrap_or_default()),
            ("at", self.at.clone().unwrap_or_default()),
        ];
        parts.into_iter().filter(|(_, value)| !value.is_empty()).collect()
    }

    /// The address of the list of this view, with some parts put otherwise.
    pub fn listed(&self, with: &[(&str, &str)]) -> String {
        format!("{}#list", self.href(with))
    }

    /// The neighbourhood of a thing, as far as one looks now.
    pub fn around(&self, id: &Ref) -> String {
        self.href(&[("depth", "4"), ("focus", &id.to_string()), ("group", "")])
    }

    /// A group, opened.
    pub fn opened(&self, groups: &Groups, at: usize) -> String {
        match groups.get(at).filter(|_| at != 0) {
            Some(group) => self.href(&[("depth", "3"), ("group", &group.key)]),
            None => self.href(&[("depth", "2"), ("group", "")]),
        }
    }
}

/// Where a thing leads on the map from elsewhere.
pub fn href(id: &Ref) -> String {
    let query = serde_urlencoded::to_string([("focus", id.to_string())]).unwrap_or_default();
    format!("/map?{query}")
}

/// The innermost group in which a thing stands: that of the system it belongs to.
pub fn innermost(catalog: &Catalog, groups: &Groups, id: &Ref) -> Option<usize> {
    use landscape::field::Field;
    let thing = catalog.get(id)?;
    let system = match id.kind() {
        Kind::System => &thing.id,
        Kind::Element => thing.refs(Field::Channel).first()?,
        Kind::Data => thing.refs(Field::Master).first()?,
        Kind::Api => thing.refs(Field::Provider).first()?,
        Kind::Flow => thing.refs(Field::Source).first()?,
        Kind::Contract => thing.refs(Field::PaysFor).first()?,
        _ => return None,
    };
    groups.around(catalog.system_number(system)?).pop()
}
