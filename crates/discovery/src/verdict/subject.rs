//! Which tool each mention is of: everything said of one tool in one place, whatever the file calls it.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::Review;
use super::join::{self, Places};
use super::names::Names;
use crate::harvest::{EvidenceKind, Harvest, Mention, Named};
use crate::host::{self, Host};
use crate::vendors::{Category, Pack, Product, ProductId};

/// What a tool is known by.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Identity {
    /// A product of the pack.
    Product(ProductId),
    /// A product of a pack that was in use when the file was read and is not any more.
    Gone(String),
    /// A registered domain no pack knows.
    Domain(String),
    /// Words, folded.
    Words(String),
}

/// Everything said of one tool.
pub(super) struct Subject<'a> {
    pub(super) identity: Identity,
    /// By kind, then in the order of harvests.
    pub(super) mentions: Vec<Said<'a>>,
}

/// A mention, with where it stands.
#[derive(Clone, Copy)]
pub(super) struct Said<'a> {
    pub(super) kind: EvidenceKind,
    pub(super) harvest: usize,
    pub(super) mention: &'a Mention,
    /// Whether words were taken for this domain because they are its label.
    pub(super) joined: bool,
}

impl Subject<'_> {
    /// What names it for good.
    pub(super) fn key(&self, pack: &Pack) -> String {
        match &self.identity {
            Identity::Product(id) => pack.product(*id).map(Product::key).unwrap_or_default(),
            Identity::Gone(key) => key.clone(),
            Identity::Domain(domain) => domain.clone(),
            Identity::Words(words) => format!("words:{words}"),
        }
    }

    pub(super) fn product<'p>(&self, pack: &'p Pack) -> Option<&'p Product> {
        match &self.identity {
            Identity::Product(id) => pack.product(*id),
            _ => None,
        }
    }

    pub(super) fn category(&self, pack: &Pack) -> Option<Category> {
        self.product(pack).map(|product| product.category)
    }

    pub(super) fn by_words(&self) -> bool {
        matches!(self.identity, Identity::Words(_))
    }
}

/// Puts every mention with its tool. What leads to one of the house's `own` domains is no tool.
pub(super) fn gather<'a>(harvests: &[&'a Harvest], pack: &Pack, own: &[String]) -> Vec<Subject<'a>> {
    let own: Vec<&str> = own.iter().map(|domain| host::registrable(domain)).collect();
    let mut all = Gathering { names: Names::of(pack), places: HashMap::default(), subjects: Vec::new(), own };
    let merchants = |harvest: &&&'a Harvest| harvest.kind == EvidenceKind::Expense;
    let words = |mention: &'a Mention| match &mention.named {
        Named::Words(words) => Some(words.as_str()),
        _ => None,
    };
    let towns = Places::of(harvests.iter().filter(merchants).flat_map(|it| it.mentions.iter().filter_map(words)));
    let mut unnamed: Vec<(Said<'a>, &'a str)> = Vec::new();
    for (harvest, it) in harvests.iter().enumerate() {
        for mention in &it.mentions {
            let said = Said { kind: it.kind, harvest, mention, joined: false };
            match all.identify(it.kind, &mention.named) {
                Found::As(identity) => all.put(identity, said),
                Found::Nobody => {}
                Found::Unnamed(words) => unnamed.push((said, words)),
            }
        }
    }
    let labels = all.labels();
    for (said, words) in unnamed {
        let bare = join::bare(words, &towns);
        // A cookie's name is chosen by whoever writes the page: it is nobody's label.
        let at = bare.as_ref().filter(|bare| join::telling(bare) && said.kind != EvidenceKind::Cookies);
        match at.and_then(|bare| labels.get(bare)) {
            Some(at) => {
                if let Some(subject) = all.subjects.get_mut(*at) {
                    subject.mentions.push(Said { joined: true, ..said });
                }
            }
            None => {
                let folded = bare.unwrap_or_else(|| base::slug(words));
                all.put(Identity::Words(folded), said);
            }
        }
    }
    let mut subjects = all.subjects;
    for subject in &mut subjects {
        subject.mentions.sort_by_key(|said| (said.kind, said.harvest));
    }
    subjects
}

struct Gathering<'a, 'p> {
    names: Names<'p>,
    places: HashMap<Identity, usize, FixedState>,
    subjects: Vec<Subject<'a>>,
    own: Vec<&'p str>,
}

enum Found<'a> {
    As(Identity),
    Unnamed(&'a str),
    Nobody,
}

impl<'a> Gathering<'a, '_> {
    fn identify(&self, kind: EvidenceKind, named: &'a Named) -> Found<'a> {
        match named {
            Named::Product(key) => Found::As(match self.names.of_key(key) {
                Some(id) => Identity::Product(id),
                None => Identity::Gone(key.clone()),
            }),
            Named::Domain(domain) => self.of_domain(domain),
            Named::Words(words) => match self.names.of_words(kind, words) {
                Some(id) => Found::As(Identity::Product(id)),
                None => match join::domain_in(words) {
                    Some(domain) => self.of_domain(&domain),
                    None => Found::Unnamed(words),
                },
            },
        }
    }

    fn of_domain(&self, domain: &str) -> Found<'a> {
        let mut room = [0; host::NAME_MOST];
        let Some(Host::Name(name)) = host::read(domain.as_bytes(), &mut room) else { return Found::Nobody };
        let registered = host::registrable(name);
        if self.own.contains(&registered) || !host::has_known_suffix(name) {
            return Found::Nobody;
        }
        match self.names.pack().of_host(name) {
            Some((id, _)) => Found::As(Identity::Product(id)),
            None => Found::As(Identity::Domain(registered.to_owned())),
        }
    }

    fn put(&mut self, identity: Identity, said: Said<'a>) {
        let next = self.subjects.len();
        let at = *self.places.entry(identity).or_insert_with_key(|identity| {
            self.subjects.push(Subject { identity: identity.clone(), mentions: Vec::with_capacity(1) });
            next
        });
        if let Some(subject) = self.subjects.get_mut(at) {
            subject.mentions.push(said);
        }
    }

    /// The label of each unknown domain; of several with the same label the one seen most, then the first by the alphabet.
    fn labels(&self) -> HashMap<String, usize, FixedState> {
        let mut labels: HashMap<String, usize, FixedState> = HashMap::default();
        let weight = |at: usize| {
            let mentions = self.subjects.get(at).map(|subject| subject.mentions.as_slice()).unwrap_or_default();
            mentions.iter().map(|said| u64::from(said.mention.seen.seen)).sum::<u64>()
        };
        for (at, subject) in self.subjects.iter().enumerate() {
            let Identity::Domain(domain) = &subject.identity else { continue };
            let Some(label) = join::label(domain) else { continue };
            let other = labels.entry(label).or_insert(at);
            let name = |at: usize| self.subjects.get(at).map(|subject| &subject.identity);
            let before = match (name(*other), name(at)) {
                (Some(Identity::Domain(other)), Some(Identity::Domain(this))) => this < other,
                _ => false,
            };
            if weight(at) > weight(*other) || (weight(at) == weight(*other) && before) {
                *other = at;
            }
        }
        labels
    }
}

/// What people said of each subject; the last word counts.
pub(super) fn reviewed(subjects: &[Subject<'_>], pack: &Pack, reviews: &[Review]) -> Vec<Option<bool>> {
    if reviews.is_empty() {
        return vec![None; subjects.len()];
    }
    // A domain reviewed before a pack knew it is the product's now.
    let mut by_key: HashMap<String, bool, FixedState> = HashMap::default();
    for review in reviews {
        by_key.insert(review.key.clone(), review.in_use);
        if let Some((id, _)) = pack.of_host(&review.key)
            && let Some(product) = pack.product(id)
        {
            by_key.insert(product.key(), review.in_use);
        }
    }
    subjects.iter().map(|subject| by_key.get(&subject.key(pack)).copied()).collect()
}
