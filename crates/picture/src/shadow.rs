//! Tools in use: what evidence shows, what the house has registered, what people said and agreed of each.

mod figures;
mod known;
mod page;
mod people;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use agenda::person::Person;
use agenda::tool::Case;
use base::{Kind, Money, Ref, Say};
use discovery::harvest::{Harvest, Payment};
use discovery::vendors::Pack;
use discovery::verdict::risk::{self, Risk};
use discovery::verdict::{self, FEWEST, Reliability, Review, State, Tool, UPLOAD};
use jiff::civil::Date;
use landscape::catalog::Catalog;
use landscape::field::Field;

use crate::Picture;

pub use people::Behind;

/// In how many months something must be paid for a cost a month to be told.
const FEWEST_MONTHS: usize = 3;

/// What evidence shows, linked to what the house knows.
#[derive(Clone, Debug, Default)]
pub struct Shadow {
    judged: Option<Arc<Judged>>,
    /// Every tool evidence shows, the surest in front, then those only people speak of.
    tools: Vec<InUse>,
    by_ref: HashMap<Ref, usize>,
    /// The landscape it is linked to.
    catalog: Arc<Catalog>,
    /// The harvests the verdicts are made of, in the order spots count them: dataset, log position, harvest.
    harvests: Vec<(Ref, u64, Arc<Harvest>)>,
}

/// What all evidence comes to.
#[derive(Debug)]
pub(crate) struct Judged {
    /// The house's own domains it was judged with.
    own: Vec<String>,
    tools: Vec<Arc<Tool>>,
    reliabilities: Vec<Reliability>,
}

/// A tool in use.
#[derive(Clone, Debug)]
pub struct InUse {
    /// What points at it.
    pub id: Ref,
    /// What evidence says of it; nothing where only people speak of it.
    pub evidence: Option<Arc<Tool>>,
    /// The contract or system of the register it is.
    pub registered: Option<Ref>,
}

/// How many use a tool, as far as that is told: so few that they could be recognised are not counted out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Users {
    /// No source tells of any.
    NoneSeen,
    /// Fewer than [`FEWEST`].
    Few,
    /// So many.
    Counted(u32),
}

/// How far things have come with a tool.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// It was met; that it is used is less likely than not.
    Seen,
    /// It is likelier used than not.
    Suspected,
    /// That it is used is beyond reasonable doubt.
    Confirmed,
    /// It is somebody's.
    Owned,
    /// Both sides decided about it.
    Decided,
    /// It is gone, and its data are deleted.
    Retired,
}

/// How much of marketing's tools the house has registered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ratio {
    /// Marketing's tools in use.
    pub services: usize,
    /// Of these, registered.
    pub registered: usize,
    /// Of these that are not, those to which at least [`UPLOAD`] bytes were sent.
    pub uploading: usize,
}

/// Somebody who may know whose a tool is.
#[derive(Clone, Debug, PartialEq)]
pub struct Hint {
    /// What says so.
    pub by: HintBy,
    /// The team, as the source names it.
    pub team: Option<String>,
    /// The person of the house, if it is known.
    pub person: Option<base::PersonId>,
    /// Where it stands: harvest, file and line.
    pub at: Option<(usize, u32, u64)>,
    /// How many payments or people say so.
    pub count: usize,
}

/// What says whose a tool may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum HintBy {
    /// Who paid for it.
    Payment,
    /// The team most of its users are of.
    Users,
}

impl Stage {
    /// What a person reads.
    pub fn say(self) -> Say {
        match self {
            Stage::Seen => State::Seen.say(),
            Stage::Suspected => State::Suspected.say(),
            Stage::Confirmed => State::Confirmed.say(),
            Stage::Owned => Say::new("rattaché à un responsable", "owned"),
            Stage::Decided => Say::new("décidé", "decided"),
            Stage::Retired => Say::new("arrêté, données effacées", "retired, data deleted"),
        }
    }

    /// Its word for programs.
    pub fn word(self) -> &'static str {
        match self {
            Stage::Seen => "seen",
            Stage::Suspected => "suspected",
            Stage::Confirmed => "confirmed",
            Stage::Owned => "owned",
            Stage::Decided => "decided",
            Stage::Retired => "retired",
        }
    }
}

impl Ratio {
    /// Those the house has not registered.
    pub fn unregistered(self) -> usize {
        self.services - self.registered
    }

    /// The share the house has not registered, 0..=1; nothing where no tool is in use.
    pub fn share(self) -> Option<f64> {
        (self.services > 0).then(|| self.unregistered() as f64 / self.services as f64)
    }
}

impl Shadow {
    /// Every tool, the surest in front, then those only people speak of.
    pub fn tools(&self) -> &[InUse] {
        &self.tools
    }

    /// A tool.
    pub fn tool(&self, id: &Ref) -> Option<&InUse> {
        self.by_ref.get(id).and_then(|at| self.tools.get(*at))
    }

    /// How far each kind of evidence is trusted, with what people's reviews taught; nothing where no evidence was read.
    pub fn reliabilities(&self) -> &[Reliability] {
        self.judged.as_ref().map_or(&[], |judged| &judged.reliabilities)
    }

    /// The harvests spots point into: dataset, log position, harvest.
    pub fn harvests(&self) -> &[(Ref, u64, Arc<Harvest>)] {
        &self.harvests
    }

    /// The name of a file a spot points into, and the dataset it came with.
    pub fn file(&self, harvest: usize, file: u32) -> Option<(&Ref, &str)> {
        let (dataset, _, harvest) = self.harvests.get(harvest)?;
        Some((dataset, harvest.files.get(file as usize)?.file.as_str()))
    }

    /// Every payment of every ledger and card statement, with the tool it went to, if it went to one.
    ///
    /// Each accepted row stands here once: sums over any grouping tie to the ledger.
    pub fn payments(&self) -> Vec<(Option<&Ref>, usize, &Payment)> {
        let mut to: HashMap<(usize, u32, u64), &Ref> = HashMap::new();
        for tool in &self.tools {
            let Some(evidence) = &tool.evidence else { continue };
            to.extend(evidence.payments.iter().map(|(at, paid)| ((*at, paid.file, paid.line), &tool.id)));
        }
        let mut all = Vec::new();
        for (at, (_, _, harvest)) in self.harvests.iter().enumerate() {
            for paid in harvest.mentions.iter().flat_map(|mention| &mention.payments) {
                all.push((to.get(&(at, paid.file, paid.line)).copied(), at, paid));
            }
        }
        all.sort_by_key(|(_, at, paid)| (paid.on, *at, paid.file, paid.line));
        all
    }
}

impl InUse {
    /// Its name: what evidence calls it, else its key.
    pub fn name(&self) -> &str {
        self.evidence.as_ref().map_or(self.id.key(), |tool| tool.name.as_str())
    }

    /// What it cost in a typical month: all payments in euros over the months from the first to the last. Nothing where
    /// fewer than three months were paid: a bill a year is no cost a month.
    pub fn monthly(&self) -> Option<Money> {
        let tool = self.evidence.as_ref()?;
        let paid: Vec<&Payment> =
            tool.payments.iter().map(|(_, paid)| paid).filter(|it| it.currency == "EUR").collect();
        let (first, last) = (paid.iter().map(|it| it.on).min()?, paid.iter().map(|it| it.on).max()?);
        let month = |day: Date| i64::from(day.year()) * 12 + i64::from(day.month());
        let months = month(last) - month(first) + 1;
        let paid_in: std::collections::BTreeSet<i64> = paid.iter().map(|it| month(it.on)).collect();
        if paid_in.len() < FEWEST_MONTHS {
            return None;
        }
        let cents: i64 = paid.iter().map(|it| it.cents).sum();
        Some(Money { cents: (cents + months / 2).div_euclid(months) })
    }

    /// How many use it, as far as that is told.
    pub fn users(&self) -> Users {
        match self.evidence.as_ref().map_or(0, |it| it.users.round() as u32) {
            0 => Users::NoneSeen,
            users if users < FEWEST => Users::Few,
            users => Users::Counted(users),
        }
    }

    /// How many people of which team use it, and how many are of other teams or of none that is known.
    ///
    /// Teams of fewer than [`FEWEST`] are counted together. Where fewer than that would remain, the smallest team told
    /// joins them, so that nobody is found by taking what is told from the whole.
    pub fn teams(&self) -> (Vec<(&str, u32)>, Option<u32>) {
        let Some(tool) = &self.evidence else { return (Vec::new(), None) };
        told(&tool.teams, (tool.users.round() as u32).max(tool.people.len() as u32))
    }
}

/// The teams that may be told of so many people, the largest in front, and how many remain.
fn told(teams: &[(String, u32)], people: u32) -> (Vec<(&str, u32)>, Option<u32>) {
    let large = teams.iter().filter(|(_, people)| *people >= FEWEST);
    let mut told: Vec<(&str, u32)> = large.map(|(team, people)| (team.as_str(), *people)).collect();
    let mut rest = people.saturating_sub(told.iter().map(|(_, people)| people).sum());
    while (1..FEWEST).contains(&rest) {
        let Some((_, people)) = told.pop() else { break };
        rest += people;
    }
    (told, (rest >= FEWEST).then_some(rest))
}

impl Picture {
    /// The tools in use.
    pub fn shadow(&self) -> &Shadow {
        &self.shadow
    }

    /// Takes in what one import of a file shows; a later import under the same name takes its place, and may show nothing.
    pub fn learn_harvests(&mut self, dataset: &Ref, position: u64, harvests: Vec<Harvest>) {
        let known = self.harvests.contains_key(dataset);
        if harvests.is_empty() {
            // What the file showed before, it shows no more.
            self.harvests.remove_mut(dataset);
        } else {
            let harvests = harvests.iter().cloned().map(Arc::new).collect();
            self.harvests.insert_mut(dataset.clone(), (position, harvests));
        }
        if known || !harvests.is_empty() {
            self.judged = None;
        }
    }

    /// Takes in a pack of vendors of the house's own; nothing takes away what the file held before.
    pub fn learn_pack(&mut self, dataset: &Ref, table: Option<&str>) {
        let known = self.packs.contains_key(dataset);
        match table {
            Some(table) => self.packs.insert_mut(dataset.clone(), table.into()),
            None if known => {
                self.packs.remove_mut(dataset);
            }
            None => return,
        }
        (self.pack, self.judged) = (None, None);
    }

    /// The pack in use: the house's own tables in front of the one compiled in.
    pub fn pack(&self) -> Arc<Pack> {
        self.pack.clone().unwrap_or_else(|| self.own_pack())
    }

    fn own_pack(&self) -> Arc<Pack> {
        if self.packs.is_empty() {
            return Pack::built_in().pack.clone();
        }
        let own = self.packs.values().map(|table| &**table);
        let tables: Vec<&str> = own.chain([discovery::vendors::OWN, discovery::vendors::DERIVED]).collect();
        Pack::of(&tables).pack
    }

    /// Judges the evidence where it or what people said of it has changed, and links what it shows to the register.
    pub fn rebuild_shadow(&mut self) {
        let harvests: Vec<(Ref, u64, Arc<Harvest>)> = self
            .harvests
            .iter()
            .flat_map(|(id, (position, all))| all.iter().map(|it| (id.clone(), *position, Arc::clone(it))))
            .collect();
        let own = self.own_domains();
        let judged = match &self.judged {
            _ if harvests.is_empty() => None,
            Some(judged) if judged.own == own => Some(Arc::clone(judged)),
            _ => {
                let pack = self.pack.get_or_insert_with(|| Pack::built_in().pack.clone());
                let pack = if self.packs.is_empty() { Arc::clone(pack) } else { self.own_pack() };
                self.pack = Some(Arc::clone(&pack));
                let reviews: Vec<Review> = self.reviews();
                let all: Vec<&Harvest> = harvests.iter().map(|(_, _, it)| &**it).collect();
                let verdicts = verdict::judge(&all, &pack, &own, &reviews);
                let tools = verdicts.tools.into_iter().map(Arc::new).collect();
                Some(Arc::new(Judged { own, tools, reliabilities: verdicts.reliabilities }))
            }
        };
        self.judged.clone_from(&judged);
        if self.logins.is_none() {
            self.logins = Some(Arc::new(self.all_logins()));
        }
        if !self.is_linked(judged.as_ref()) {
            self.shadow = Arc::new(self.link_shadow(judged, harvests));
        }
    }

    /// Whether what the evidence comes to is linked already to this landscape, with every tool people speak of among it:
    /// what happens in a case changes nothing of that.
    fn is_linked(&self, judged: Option<&Arc<Judged>>) -> bool {
        let same = match (&self.shadow.judged, judged) {
            (Some(one), Some(other)) => Arc::ptr_eq(one, other),
            (None, None) => true,
            _ => false,
        };
        same && Arc::ptr_eq(&self.shadow.catalog, self.catalog_shared())
            && self.cases().all(|(id, _)| self.shadow.by_ref.contains_key(id))
    }

    /// What people said of tools.
    fn reviews(&self) -> Vec<Review> {
        let said = |(id, case): (&Ref, &Case)| {
            let (in_use, _) = case.reviewed?;
            Some(Review { key: id.key().to_owned(), in_use })
        };
        self.cases().filter_map(said).collect()
    }

    /// The house's own domains: those of its people's addresses, guests left out. An address that is erased leaves its
    /// domain.
    fn own_domains(&self) -> Vec<String> {
        let domain = |person: &Person| {
            let words = match &person.domain {
                Some(domain) => self.text(domain)?,
                None => self.text(person.email.as_ref()?)?.rsplit_once('@')?.1,
            };
            Some(words.trim().to_lowercase())
        };
        let mut own: Vec<String> = self.colleagues().filter_map(domain).collect();
        own.sort();
        own.dedup();
        own
    }

    fn colleagues(&self) -> impl Iterator<Item = &Person> {
        let is_guest = |person: &Person| person.roles.contains(&agenda::role::Role::Guest);
        self.people().map(|(_, person)| person).filter(move |person| !is_guest(person))
    }

    /// Whether a domain of the house's is not known any more, because an address was erased that was registered before
    /// domains were kept apart.
    pub(crate) fn lacks_domains(&self) -> bool {
        let erased = |text: &base::Text| self.text(text).is_none();
        self.colleagues().any(|person| match &person.domain {
            Some(domain) => erased(domain),
            None => person.email.as_ref().is_some_and(erased),
        })
    }

    /// Why personal data are likely to be in a tool; nothing when no rule says so.
    pub fn personal_data(&self, tool: &InUse) -> Option<Say> {
        let declared = self.case(&tool.id).and_then(|case| case.declared.as_ref()?.personal);
        match (tool.evidence.as_ref().and_then(|it| it.personal_data), declared) {
            (Some(why), _) => Some(why.say()),
            (None, Some(true)) => Some(Say::new("la personne qui l'a déclaré le dit", "whoever declared it says so")),
            _ => None,
        }
    }

    /// What is risky about a tool, the worst in front; nothing where only people speak of it.
    pub fn tool_risks(&self, tool: &InUse) -> Vec<Risk> {
        let Some(evidence) = &tool.evidence else { return Vec::new() };
        let registered = tool.registered.as_ref().and_then(|id| self.catalog().get(id));
        let words = |field| registered.and_then(|thing| thing.words(field)).map(|it| it.fr.clone());
        let facts = risk::Facts {
            contract: tool.registered.as_ref().map(|id| id.kind() == Kind::Contract).filter(|is| *is),
            hosting: words(Field::Hosting).or_else(|| words(Field::Country)),
            sign_on: None,
        };
        risk::of(evidence, &facts)
    }

    fn link_shadow(&self, judged: Option<Arc<Judged>>, harvests: Vec<(Ref, u64, Arc<Harvest>)>) -> Shadow {
        let register = known::Register::of(self.catalog(), self.pack.as_deref());
        let mut tools: Vec<InUse> = Vec::new();
        let mut by_ref: HashMap<Ref, usize> = HashMap::new();
        for tool in judged.iter().flat_map(|judged| &judged.tools) {
            // Two keys may fold to one; the surer tool keeps the plain one.
            let mut id = Ref::new(Kind::Tool, &tool.key);
            let mut nth = 2;
            while by_ref.contains_key(&id) {
                id = Ref::new(Kind::Tool, &format!("{}-{nth}", tool.key));
                nth += 1;
            }
            by_ref.insert(id.clone(), tools.len());
            let registered = register.find(tool);
            tools.push(InUse { id, evidence: Some(Arc::clone(tool)), registered });
        }
        for (id, _) in self.cases() {
            if !by_ref.contains_key(id) {
                by_ref.insert(id.clone(), tools.len());
                tools.push(InUse { id: id.clone(), evidence: None, registered: register.named(id.key()) });
            }
        }
        Shadow { judged, tools, by_ref, catalog: Arc::clone(self.catalog_shared()), harvests }
    }

    /// The tool evidence shows under a name, a key or a domain.
    pub fn tool_called(&self, name: &str) -> Option<Ref> {
        let folded = base::slug(name);
        let is = |tool: &&InUse| {
            tool.id.key() == folded
                || tool.evidence.as_ref().is_some_and(|it| {
                    base::slug(&it.name) == folded || it.domains.iter().any(|domain| base::slug(domain) == folded)
                })
        };
        let shown = self.shadow.tools.iter().find(is).map(|tool| tool.id.clone());
        let declared = || {
            let name = |case: &Case| Some(base::slug(self.text(&case.declared.as_ref()?.name)?));
            self.cases().find(|(_, case)| name(case).as_deref() == Some(&folded)).map(|(id, _)| id.clone())
        };
        shown.or_else(declared)
    }

    /// What a tool is called.
    pub fn tool_name(&self, id: &Ref) -> String {
        let declared = || {
            let name = &self.case(id)?.declared.as_ref()?.name;
            self.text(name).map(str::to_owned)
        };
        match self.shadow.tool(id) {
            Some(InUse { evidence: Some(tool), .. }) => tool.name.clone(),
            _ => declared().unwrap_or_else(|| id.key().to_owned()),
        }
    }

    /// How far things have come with a tool.
    pub fn tool_stage(&self, tool: &InUse) -> Stage {
        let nobody = Case::default();
        let case = self.case(&tool.id).unwrap_or(&nobody);
        if case.is_retired() {
            return Stage::Retired;
        }
        if case.decided.is_some() {
            return Stage::Decided;
        }
        self.stage_before(tool)
    }

    /// How far things have come with a tool, whatever was decided about it: what a page it is decided on says, also when
    /// it is decided once more.
    pub(crate) fn stage_before(&self, tool: &InUse) -> Stage {
        let case = self.case(&tool.id);
        if case.is_some_and(|case| case.owner.is_some()) || tool.registered.is_some() {
            return Stage::Owned;
        }
        match tool.evidence.as_ref().map(|it| it.state) {
            Some(State::Confirmed) => Stage::Confirmed,
            Some(State::Suspected) => Stage::Suspected,
            Some(State::Seen) | None => Stage::Seen,
        }
    }

    /// Whether the house uses a tool on a day, as far as is known: evidence says so, or its owner does, and it is neither
    /// denied nor gone.
    pub fn is_in_use(&self, tool: &InUse, on: Date) -> bool {
        let day = |at: jiff::Timestamp| base::local(at).date();
        let case = self.case(&tool.id);
        let evidence = tool.evidence.as_ref();
        // What logs show after the deletion is use again, whatever was proven.
        let gone =
            case.filter(|case| case.is_retired()).and_then(|case| case.deleted.as_ref()).is_some_and(|(_, at)| {
                let seen_since = evidence.and_then(|it| it.last()).is_some_and(|last| last.date() > day(*at));
                day(*at) <= on && !seen_since
            });
        let denied = case.and_then(|case| case.reviewed).is_some_and(|(in_use, at)| !in_use && day(at) <= on);
        let shown = evidence
            .is_some_and(|it| it.state >= State::Suspected && it.first().is_none_or(|first| first.date() <= on));
        let owned = case.is_some_and(|case| {
            let declared = case.declared.as_ref().map(|it| day(it.at));
            case.owner.is_some() && declared.is_none_or(|day| day <= on)
        });
        !gone && !denied && (shown || owned)
    }

    /// Whether a tool is marketing's: the pack says so, or whoever declared it is of marketing.
    pub fn is_marketing(&self, tool: &InUse) -> bool {
        let says = tool.evidence.as_ref().and_then(|it| it.marketing);
        says.unwrap_or_else(|| {
            let owner = self.case(&tool.id).and_then(|case| case.owner);
            owner.and_then(|id| self.person(id)).is_some_and(|person| person.side == base::Side::Marketing)
        })
    }

    /// Marketing's tools in use on a day, the surest in front.
    pub fn marketing_tools(&self, on: Date) -> impl Iterator<Item = &InUse> {
        self.shadow.tools.iter().filter(move |tool| self.is_marketing(tool) && self.is_in_use(tool, on))
    }

    /// How much of marketing's tools the house has registered, as of a day.
    pub fn shadow_ratio(&self, on: Date) -> Ratio {
        let mut ratio = Ratio::default();
        for tool in self.marketing_tools(on) {
            ratio.services += 1;
            let official = self.is_official_on(tool, on);
            ratio.registered += usize::from(official);
            let sends = tool.evidence.as_ref().is_some_and(|it| it.seen.up >= UPLOAD);
            ratio.uploading += usize::from(!official && sends);
        }
        ratio
    }

    /// Whether a tool is in a register, or both sides made it official.
    pub fn is_official(&self, tool: &InUse) -> bool {
        self.is_official_on(tool, Date::MAX)
    }

    /// The same as of a day. Since when a register holds a tool no file says: it is taken to have held it all along.
    fn is_official_on(&self, tool: &InUse, on: Date) -> bool {
        let decided = self.case(&tool.id).and_then(|case| case.decided.as_ref());
        let regularised = decided.is_some_and(|(choice, at)| {
            *choice == agenda::decision::Choice::Regularise && base::local(*at).date() <= on
        });
        tool.registered.is_some() || regularised
    }

    /// Who may know whose a tool is, the surest in front: who paid, then the team most of its users are of.
    pub fn owner_hints(&self, tool: &InUse) -> Vec<Hint> {
        let Some(evidence) = &tool.evidence else { return Vec::new() };
        let mut hints = Vec::new();
        // By whom, for which team: how often, and where it stands last.
        let mut paid = BTreeMap::new();
        for (at, payment) in &evidence.payments {
            let (count, last) = paid.entry((payment.team.as_deref(), payment.by)).or_insert((0, (0, 0, 0)));
            *count += 1;
            *last = (*at, payment.file, payment.line);
        }
        let mut paid: Vec<_> = paid.into_iter().collect();
        paid.sort_by_key(|(_, (count, _))| std::cmp::Reverse(*count));
        for ((team, by), (count, at)) in paid {
            let person = by.and_then(|by| self.person_behind(by));
            hints.push(Hint { by: HintBy::Payment, team: team.map(str::to_owned), person, at: Some(at), count });
        }
        if let Some((team, people)) = tool.teams().0.first() {
            let team = Some((*team).to_owned());
            hints.push(Hint { by: HintBy::Users, team, person: None, at: None, count: *people as usize });
        }
        hints
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_found_by_taking_the_teams_told_from_the_whole() {
        let told = |teams: &[(&str, u32)], people: u32| {
            let teams: Vec<(String, u32)> = teams.iter().map(|(team, people)| ((*team).to_owned(), *people)).collect();
            let (told, rest) = told(&teams, people);
            (told.into_iter().map(|(_, people)| people).collect::<Vec<_>>(), rest)
        };
        assert_eq!(told(&[("stores", 11), ("loyalty", 7), ("crm", 3), ("brand", 2)], 23), (vec![11, 7], Some(5)));
        assert_eq!(told(&[("stores", 11), ("loyalty", 7)], 18), (vec![11, 7], None));
        assert_eq!(told(&[("stores", 11), ("a", 2), ("b", 1)], 14), (vec![11], Some(3)));
        assert_eq!(told(&[("stores", 4)], 5), (vec![], Some(5)));
        assert_eq!(told(&[("stores", 2)], 2), (vec![], None), "so few are not told at all");
    }
}
