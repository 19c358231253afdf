//! The JSON of a workspace: what is not known is passed over, what is missing is empty.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt;

use base::Say;
use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::super::{At, Telling};
use super::workspace::{self, Element, Parent, Relationship, Sort, Workspace, is_async, leave};

/// The file, as far as models go.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct File {
    #[serde(deserialize_with = "or_nothing")]
    model: Model,
    #[serde(deserialize_with = "or_nothing")]
    views: Views,
    #[serde(deserialize_with = "or_nothing")]
    documentation: Documentation,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Model {
    #[serde(deserialize_with = "or_nothing")]
    people: Vec<Item>,
    #[serde(deserialize_with = "or_nothing")]
    software_systems: Vec<Item>,
    #[serde(deserialize_with = "or_nothing")]
    custom_elements: Vec<Item>,
    #[serde(deserialize_with = "or_nothing")]
    deployment_nodes: Vec<Node>,
}

/// A person, a software system, a container or a component.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Item {
    id: Loose,
    name: Loose,
    description: Loose,
    technology: Loose,
    tags: Loose,
    group: Loose,
    #[serde(deserialize_with = "or_nothing")]
    properties: BTreeMap<String, Loose>,
    #[serde(deserialize_with = "or_nothing")]
    relationships: Vec<Link>,
    #[serde(deserialize_with = "or_nothing")]
    containers: Vec<Item>,
    #[serde(deserialize_with = "or_nothing")]
    components: Vec<Item>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Link {
    id: Loose,
    source_id: Loose,
    destination_id: Loose,
    technology: Loose,
    tags: Loose,
    interaction_style: Loose,
    linked_relationship_id: Loose,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Node {
    #[serde(deserialize_with = "or_nothing")]
    children: Vec<Node>,
    #[serde(deserialize_with = "or_nothing")]
    infrastructure_nodes: Vec<IgnoredAny>,
    #[serde(deserialize_with = "or_nothing")]
    software_system_instances: Vec<IgnoredAny>,
    #[serde(deserialize_with = "or_nothing")]
    container_instances: Vec<IgnoredAny>,
    #[serde(deserialize_with = "or_nothing")]
    relationships: Vec<Link>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Documentation {
    #[serde(deserialize_with = "or_nothing")]
    sections: Vec<IgnoredAny>,
    #[serde(deserialize_with = "or_nothing")]
    decisions: Vec<IgnoredAny>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Views {
    #[serde(deserialize_with = "or_nothing")]
    system_landscape_views: Vec<IgnoredAny>,
    #[serde(deserialize_with = "or_nothing")]
    system_context_views: Vec<IgnoredAny>,
    #[serde(deserialize_with = "or_nothing")]
    container_views: Vec<IgnoredAny>,
    #[serde(deserialize_with = "or_nothing")]
    component_views: Vec<IgnoredAny>,
    #[serde(deserialize_with = "or_nothing")]
    dynamic_views: Vec<IgnoredAny>,
    #[serde(deserialize_with = "or_nothing")]
    deployment_views: Vec<IgnoredAny>,
    #[serde(deserialize_with = "or_nothing")]
    filtered_views: Vec<IgnoredAny>,
    #[serde(deserialize_with = "or_nothing")]
    image_views: Vec<IgnoredAny>,
    #[serde(deserialize_with = "or_nothing")]
    custom_views: Vec<IgnoredAny>,
}

/// Words, also where a tool wrote a number, a truth or a list of words; an object says none.
#[derive(Default)]
struct Loose(String);

impl<'de> Deserialize<'de> for Loose {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Loose, D::Error> {
        d.deserialize_any(Scalar)
    }
}

struct Scalar;

impl<'de> Visitor<'de> for Scalar {
    type Value = Loose;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_str<E>(self, words: &str) -> Result<Loose, E> {
        Ok(Loose(words.to_owned()))
    }

    fn visit_bool<E>(self, truth: bool) -> Result<Loose, E> {
        Ok(Loose(truth.to_string()))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Loose, E> {
        Ok(Loose(number.to_string()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Loose, E> {
        Ok(Loose(number.to_string()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Loose, E> {
        Ok(Loose(number.to_string()))
    }

    fn visit_unit<E>(self) -> Result<Loose, E> {
        Ok(Loose::default())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Loose, A::Error> {
        let mut words = String::new();
        while let Some(Loose(one)) = list.next_element()? {
            words.push_str(if words.is_empty() { "" } else { "," });
            words.push_str(&one);
        }
        Ok(Loose(words))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Loose, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Loose::default())
    }
}

/// Reads `null` as what is missing.
fn or_nothing<'de, D: Deserializer<'de>, T: Default + Deserialize<'de>>(d: D) -> Result<T, D::Error> {
    Ok(Option::<T>::deserialize(d)?.unwrap_or_default())
}

impl Loose {
    fn is_said(&self) -> bool {
        !self.0.trim().is_empty()
    }
}

/// Takes what the file describes; elements first, since relationships stand in them and point at later ones.
pub(super) fn workspace(file: &File, telling: &mut Telling) -> Workspace {
    workspace::counts(telling);
    let mut reading = Reading { telling, workspace: Workspace::default(), ids: HashMap::new(), links: Vec::new() };
    let model = &file.model;
    for (sort, member, items) in [
        (Sort::Person, "people", &model.people),
        (Sort::SoftwareSystem, "softwareSystems", &model.software_systems),
        (Sort::Custom, "customElements", &model.custom_elements),
    ] {
        reading.items(sort, items, Parent::Top, &At::new(0, format!("/model/{member}")));
    }
    reading.links();
    let Reading { workspace, .. } = reading;
    deployment(&model.deployment_nodes, telling);
    views(&file.views, telling);
    let documentation = &file.documentation;
    leave(telling, "documentation", (documentation.sections.len() + documentation.decisions.len()) as u64);
    workspace
}

struct Reading<'a> {
    telling: &'a mut Telling,
    workspace: Workspace,
    /// Elements by identifier; those that were not taken lead nowhere.
    ids: HashMap<&'a str, Option<usize>>,
    /// Relationships with the element they stand in.
    links: Vec<(&'a Link, Option<usize>, At)>,
}

impl<'a> Reading<'a> {
    fn items(&mut self, sort: Sort, items: &'a [Item], parent: Parent, at: &At) {
        for (place, item) in items.iter().enumerate() {
            self.item(sort, item, parent, at.then(&place.to_string()));
        }
    }

    fn item(&mut self, sort: Sort, item: &'a Item, parent: Parent, at: At) {
        let id = item.id.0.trim();
        let taken = match self.ids.contains_key(id) {
            true => {
                self.again(sort, &at, id);
                None
            }
            false => self.workspace.take(element(sort, item, parent, at.clone()), self.telling),
        };
        if !id.is_empty() {
            self.ids.entry(id).or_insert(taken);
        }
        let within = taken.map_or(Parent::Gone, Parent::In);
        if sort == Sort::SoftwareSystem {
            self.items(Sort::Container, &item.containers, within, &at.then("containers"));
        }
        if sort == Sort::Container {
            self.items(Sort::Component, &item.components, within, &at.then("components"));
        }
        for (place, link) in item.relationships.iter().enumerate() {
            self.links.push((link, taken, at.then("relationships").then(&place.to_string())));
        }
    }

    /// Rejects an element or a relationship whose identifier is taken.
    fn again(&mut self, sort: Sort, at: &At, id: &str) {
        self.telling.count(sort.word(), 1);
        taken_already(self.telling, at, id);
    }

    fn links(&mut self) {
        let mut known: HashSet<&str> = HashSet::new();
        for (link, owner, at) in std::mem::take(&mut self.links) {
            if link.linked_relationship_id.is_said() {
                self.telling.left("implied relationships", 1);
                continue;
            }
            let id = link.id.0.trim();
            if !id.is_empty() && !known.insert(id) {
                self.telling.count("relationships", 1);
                taken_already(self.telling, &at, id);
                continue;
            }
            let source = match link.source_id.is_said() {
                true => self.find(&link.source_id),
                false => owner,
            };
            match (source, self.find(&link.destination_id)) {
                (Some(source), Some(target)) => {
                    let is_async = link.interaction_style.0.trim().eq_ignore_ascii_case("asynchronous")
                        || is_async(link.tags.0.split(','));
                    let technology = link.technology.0.clone();
                    let relationship = Relationship { source, target, technology, is_async, at };
                    self.workspace.relate(relationship, self.telling);
                }
                (source, _) => {
                    let end = if source.is_none() { &link.source_id.0 } else { &link.destination_id.0 };
                    let way_out = Say::new("exportez de nouveau l'espace entier", "export the whole workspace again");
                    workspace::dangling(self.telling, &at, end, way_out);
                }
            }
        }
    }

    fn find(&self, id: &Loose) -> Option<usize> {
        self.ids.get(id.0.trim()).copied().flatten()
    }
}

fn element(sort: Sort, item: &Item, parent: Parent, at: At) -> Element {
    Element {
        sort,
        name: item.name.0.clone(),
        does: item.description.0.clone(),
        technology: item.technology.0.clone(),
        is_grouped: item.group.is_said(),
        has_tags: item.tags.0.split(',').any(|tag| sort.is_own(tag)),
        properties: item.properties.iter().map(|(name, value)| (name.clone(), value.0.clone())).collect(),
        parent,
        at,
    }
}

fn taken_already(telling: &mut Telling, at: &At, id: &str) {
    telling.reject(
        at,
        id,
        Say::new(format!("l'identifiant « {id} » est déjà pris"), format!("the identifier “{id}” is taken already")),
        Say::new("gardez une seule chose de cet identifiant", "keep only one thing of this identifier"),
    );
}

/// Counts where things run; nothing is made of it.
fn deployment(nodes: &[Node], telling: &mut Telling) {
    let mut open: Vec<&Node> = nodes.iter().collect();
    while let Some(node) = open.pop() {
        telling.count("deploymentNodes", 1);
        telling.left("deploymentNodes", 1);
        leave(telling, "infrastructureNodes", node.infrastructure_nodes.len() as u64);
        let instances = node.software_system_instances.len() + node.container_instances.len();
        leave(telling, "deployed instances", instances as u64);
        let told = node.relationships.iter().filter(|link| !link.linked_relationship_id.is_said());
        leave(telling, "deployment relationships", told.count() as u64);
        open.extend(&node.children);
    }
}

fn views(views: &Views, telling: &mut Telling) {
    for (kind, list) in [
        ("systemLandscapeViews", &views.system_landscape_views),
        ("systemContextViews", &views.system_context_views),
        ("containerViews", &views.container_views),
        ("componentViews", &views.component_views),
        ("dynamicViews", &views.dynamic_views),
        ("deploymentViews", &views.deployment_views),
        ("filteredViews", &views.filtered_views),
        ("imageViews", &views.image_views),
        ("customViews", &views.custom_views),
    ] {
        workspace::views(telling, kind, list.len() as u64);
    }
}
