//! Which tool each mention is of: everything said of one tool in one place, whatever the file calls it.

use base::slug;
use std::collections::{BTreeMap, HashMap};

use foldhash::fast::FixedState;

use super::Review;
use super::join::{self, Places};
use super::lists::About;
use super::traffic;
use crate::harvest::{EvidenceKind, Harvest, Mention, Named, Trade};
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

    /// What the weighing of traffic must know of it.
    pub(super) fn purpose(&self, pack: &Pack) -> Option<Category> {
        match &self.identity {
            // Railways, shops and papers are companies, whether the pack knows them or not.
            Identity::Domain(domain) if join::supplies(&join::first_label(domain)) => Some(Category::Company),
            _ => self.product(pack).map(traffic::purpose),
        }
    }

    /// Whether it is a public authority's.
    pub(super) fn is_authority(&self) -> bool {
        matches!(&self.identity, Identity::Domain(domain) if join::is_authority(domain))
    }

    /// What the weighing of lists must know of it.
    pub(super) fn about(&self, pack: &Pack) -> About {
        let (tenant, supplies) = match &self.identity {
            Identity::Domain(domain) => {
                (host::registered(domain).landlord.is_some(), join::supplies(&join::first_label(domain)))
            }
            Identity::Product(_) => (false, self.product(pack).is_some_and(|product| join::supplies(&product.name))),
            Identity::Words(folded) => {
                let any = self.mentions.iter().any(|said| match &said.mention.named {
                    Named::Words(words) => join::supplies(words),
                    _ => false,
                });
                (false, any || join::supplies(folded))
            }
            Identity::Gone(_) => (false, false),
        };
        let collects = self.product(pack).is_some_and(|product| join::collects(&product.name));
        About { category: self.category(pack), tenant, supplies, collects, by_words: self.by_words() }
    }

    pub(super) fn by_words(&self) -> bool {
        matches!(self.identity, Identity::Words(_))
    }
}

/// Puts every mention with its tool. What leads to one of the house's `own` domains is no tool.
pub(super) fn gather<'a>(harvests: &[&'a Harvest], pack: &Pack, own: &[String]) -> Vec<Subject<'a>> {
    let own: Vec<&str> = own.iter().map(|domain| host::registrable(domain)).collect();
    let mut all = Gathering { pack, places: HashMap::default(), subjects: Vec::new(), own };
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
            match all.identify(it.kind, mention) {
                Found::As(identity) => all.put(identity, said),
                Found::Nobody => {}
                Found::Unnamed(words) => unnamed.push((said, words)),
            }
        }
    }
    let names = || if unnamed.is_empty() { Default::default() } else { (all.met(), all.alone()) };
    let (met, alone) = names();
    for (said, words) in unnamed {
        if said.kind == EvidenceKind::SignOn && join::is_own_part(words) {
            continue;
        }
        let domain = join::domain_in(words).or_else(|| one_host(said.mention));
        if let Some(Found::As(identity)) = domain.as_deref().map(|domain| all.of_domain(domain))
            && (matches!(identity, Identity::Product(_)) || all.places.contains_key(&identity))
        {
            all.put(identity, said);
            continue;
        }
        // A statement writes `.COM` whatever the merchant's domain; what a label says is worth more.
        let bare = match &domain {
            Some(domain) => Some(join::label(host::registrable(domain))),
            None => join::bare(said.kind, words, &towns),
        };
        // `Quip – Marketing` is Quip once the team is off.
        if said.kind == EvidenceKind::SignOn
            && let Some(id) = bare.as_deref().and_then(|bare| pack.of_app_name(bare))
        {
            all.put(Identity::Product(id), Said { joined: true, ..said });
            continue;
        }
        // A merchant of software bears the name of software, be it short or an ordinary word.
        let software = sells_software(said.mention);
        let tells = |bare: &&str| join::telling(said.kind, bare) || software && join::telling_as_software(bare);
        let named = bare.as_deref().filter(tells);
        // Selectors, records and cookies bear the beginning of a name, statements what they had room for.
        let rest = match said.kind {
            EvidenceKind::Zone | EvidenceKind::Mail | EvidenceKind::Cookies => 1.0 / 3.0,
            _ if software => 0.25,
            _ => 0.0,
        };
        let cut = || bare.as_deref().filter(|_| rest > 0.0).and_then(|bare| begins(&met, bare, rest));
        if let Some(identity) = named.and_then(|bare| met.get(bare)).or_else(cut) {
            all.put(identity.clone(), Said { joined: true, ..said });
            continue;
        }
        // What a cookie is called may be anybody's word: it names nobody who was not met.
        let known = named.filter(|bare| said.kind != EvidenceKind::Cookies && join::telling_alone(said.kind, bare));
        let identity = match (known.and_then(|bare| alone.get(bare)), domain.map(|domain| all.of_domain(&domain))) {
            (Some(id), _) => Identity::Product(*id),
            (None, Some(Found::As(identity))) => identity,
            (None, Some(Found::Nobody)) => continue,
            _ => Identity::Words(bare.unwrap_or_else(|| base::slug(words))),
        };
        all.put(identity, said);
    }
    all.companions();
    let mut subjects = all.subjects;
    for subject in &mut subjects {
        subject.mentions.sort_by_key(|said| (said.kind, said.harvest));
    }
    subjects
}

struct Gathering<'a, 'p> {
    pack: &'p Pack,
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
    fn identify(&self, kind: EvidenceKind, mention: &'a Mention) -> Found<'a> {
        match &mention.named {
            Named::Product(key) => Found::As(match self.pack.of_key(key) {
                Some(id) => Identity::Product(id),
                None => Identity::Gone(key.clone()),
            }),
            Named::Domain(domain) => self.of_domain(domain),
            Named::Words(words) => match self.of_words(kind, words, mention) {
                Some(id) => Found::As(Identity::Product(id)),
                None => Found::Unnamed(words),
            },
        }
    }

    /// The product words of a list of this kind stand for, by the pack.
    fn of_words(&self, kind: EvidenceKind, words: &str, mention: &Mention) -> Option<ProductId> {
        let pack = self.pack;
        match kind {
            EvidenceKind::Expense => pack.of_descriptor(words),
            EvidenceKind::SignOn => pack.of_app_name(words),
            EvidenceKind::Tags => pack.of_tag_type(words),
            EvidenceKind::Zone | EvidenceKind::Mail => match words.strip_suffix("._domainkey") {
                Some(selector) => pack.of_dkim("", selector),
                None => pack.of_token(words),
            },
            // A list gives the names of cookies, or of those who set them.
            EvidenceKind::Cookies if mention.facts.iter().any(|fact| fact.words == words) => pack.of_cookie(words),
            EvidenceKind::Cookies => pack.of_app_name(words),
            EvidenceKind::Proxy | EvidenceKind::Dns | EvidenceKind::Page => None,
        }
    }

    fn of_domain(&self, domain: &str) -> Found<'a> {
        let mut room = [0; host::NAME_MOST];
        let Some(Host::Name(name)) = host::read(domain.as_bytes(), &mut room) else { return Found::Nobody };
        let registered = host::registrable(name);
        if self.own.contains(&registered) || !host::has_known_suffix(name) {
            return Found::Nobody;
        }
        match self.pack.of_host(name) {
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

    /// What was met, by the names words may call it: products by theirs, unknown domains by their label.
    ///
    /// Of several domains with one label the one seen most is meant, then the first by the alphabet; a label that is the
    /// name goes before one that only holds it.
    fn met(&self) -> BTreeMap<String, Identity> {
        let mut met: HashMap<String, (u8, u64, &Identity), FixedState> = HashMap::default();
        let mut put = |name: String, rank: u8, weight: u64, identity| {
            let name_of = |identity: &Identity| match identity {
                Identity::Domain(domain) => domain.clone(),
                _ => String::new(),
            };
            let new = (rank, weight, identity);
            let known = met.entry(name).or_insert(new);
            let before = (rank, weight).cmp(&(known.0, known.1)).then_with(|| name_of(known.2).cmp(&name_of(identity)));
            if before.is_gt() {
                *known = new;
            }
        };
        for subject in &self.subjects {
            let weight = subject.mentions.iter().map(|said| u64::from(said.mention.seen.seen)).sum::<u64>();
            match &subject.identity {
                Identity::Product(id) => {
                    let name = self.pack.product(*id).map(|product| join::of_product(&product.name));
                    // The pack's first product of a name is its own.
                    put(name.unwrap_or_default(), 3, u64::from(u32::MAX - id.0), &subject.identity);
                }
                Identity::Domain(domain) => {
                    let label = join::label(domain);
                    for inner in join::inner(&label) {
                        put(inner.to_owned(), 1, weight, &subject.identity);
                    }
                    put(label, 2, weight, &subject.identity);
                }
                Identity::Gone(_) | Identity::Words(_) => {}
            }
        }
        met.into_iter().map(|(name, (.., identity))| (name, identity.clone())).collect()
    }

    /// Products by their names, for words that were met nowhere else: only names no two products bear.
    fn alone(&self) -> HashMap<String, ProductId, FixedState> {
        let mut alone: HashMap<String, Option<ProductId>, FixedState> = HashMap::default();
        for (product, number) in self.pack.products().iter().zip(0..) {
            let id = ProductId(number);
            alone.entry(join::of_product(&product.name)).and_modify(|known| *known = None).or_insert(Some(id));
        }
        alone.into_iter().filter_map(|(name, id)| Some((name, id?))).collect()
    }

    /// Puts a domain that only serves another's files or pages with it: `wheelofycdn.net` with `wheelofy.io`.
    fn companions(&mut self) {
        let mut owners: HashMap<String, usize, FixedState> = HashMap::default();
        for (at, subject) in self.subjects.iter().enumerate() {
            if let Identity::Domain(domain) = &subject.identity {
                // Two domains of one label may be two firms': then nobody knows whose the companion is.
                owners.entry(join::label(domain)).and_modify(|known| *known = usize::MAX).or_insert(at);
            }
        }
        for at in 0..self.subjects.len() {
            let Some(Identity::Domain(domain)) = self.subjects.get(at).map(|it| &it.identity) else { continue };
            let label = join::label(domain);
            let owner = join::served(&label).and_then(|inner| owners.get(inner)).copied();
            let Some(owner) = owner.filter(|owner| *owner != at && *owner < self.subjects.len()) else { continue };
            let moved = self.subjects.get_mut(at).map(|it| std::mem::take(&mut it.mentions)).unwrap_or_default();
            if let Some(owner) = self.subjects.get_mut(owner) {
                owner.mentions.extend(moved.into_iter().map(|said| Said { joined: true, ..said }));
            }
        }
        self.subjects.retain(|subject| !subject.mentions.is_empty());
    }
}

/// Whether all that is said of a merchant's trade is that it is software.
fn sells_software(mention: &Mention) -> bool {
    let mut trades = mention.payments.iter().filter_map(|payment| payment.trade).peekable();
    trades.peek().is_some() && trades.all(|trade| trade == Trade::Software)
}

/// What alone was met under a name that begins so and of which at most the share `rest` is missing.
fn begins<'a>(met: &'a BTreeMap<String, Identity>, start: &str, rest: f64) -> Option<&'a Identity> {
    let long = |name: &str| name.len() as f64 * (1.0 - rest) <= start.len() as f64 + 1e-9;
    let all = met.range(start.to_owned()..).take_while(|(name, _)| name.starts_with(start));
    let mut all = all.filter(|(name, _)| long(name));
    let (name, first) = all.next().filter(|_| join::telling_if_cut(start))?;
    // What goes on from that name only serves it: `wheelofycdn`.
    all.all(|(other, identity)| identity == first || other.starts_with(name.as_str())).then_some(first)
}

/// The one registered name all hosts of a mention lie under, if there is one.
fn one_host(mention: &Mention) -> Option<String> {
    let (first, rest) = mention.hosts.split_first()?;
    let registered = host::registrable(first);
    rest.iter().all(|host| host::registrable(host) == registered).then(|| registered.to_owned())
}

/// What people said of each subject; the last word counts.
pub(super) fn reviewed(subjects: &[Subject<'_>], pack: &Pack, reviews: &[Review]) -> Vec<Option<bool>> {
    if reviews.is_empty() {
        return vec![None; subjects.len()];
    }
    // What points at a tool is the slug of its key, so slugs are compared.
    // A domain reviewed before a pack knew it is the product's now.
    let mut by_key: HashMap<String, bool, FixedState> = HashMap::default();
    for review in reviews {
        by_key.insert(slug(&review.key), review.in_use);
        if let Some((id, _)) = pack.of_host(&review.key)
            && let Some(product) = pack.product(id)
        {
            by_key.insert(slug(&product.key()), review.in_use);
        }
    }
    subjects.iter().map(|subject| by_key.get(&slug(&subject.key(pack))).copied()).collect()
}
