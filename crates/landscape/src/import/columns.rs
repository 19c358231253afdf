//! Which column of a sheet carries which field, once its kind is known.

use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

use base::{Kind, Unit, slug};
use tabular::fold;

use crate::field::{Bare, FIELDS, Field, KINDS, Sense, bare, is_noun, names};

/// What a column is read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Role {
    /// The key of the thing.
    Key,
    /// A field, in whatever language the file is in.
    Plain(Field),
    /// The French words of a field.
    French(Field),
    /// The English words of a field.
    English(Field),
    /// The lower end of a number.
    Low(Field),
    /// The upper end of a number.
    High(Field),
    /// The date the row's facts are of.
    AsOf,
}

/// The columns of a sheet, each with what it is read as.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Layout {
    /// What the rows describe.
    pub(super) kind: Kind,
    /// One per column; `None` where nothing is read.
    pub(super) roles: Vec<Option<Role>>,
    /// By how much the numbers of each column are multiplied to come into the field's unit.
    pub(super) factors: Vec<f64>,
    /// What the numbers of each column count where it carries a length of time.
    pub(super) counted: Vec<Bare>,
    /// Whether the column that names things is headed by the word for this kind (`Système` in a list of systems).
    pub(super) noun: bool,
}

impl Layout {
    /// Gives each column of a sheet to at most one role, and each role to at most one column: exact headers before
    /// similar ones, earlier synonyms before later ones, then from the left.
    pub(super) fn of(kind: Kind, columns: &[String]) -> Layout {
        let lexicon = LEXICON.get(&kind);
        let mut bids: Vec<Bid> = Vec::new();
        for (column, header) in columns.iter().enumerate() {
            let near = lexicon.map(|lexicon| lexicon.bids(header)).unwrap_or_default();
            bids.extend(near.into_iter().map(|(class, rank, role)| Bid { class, rank, column, role }));
        }
        bids.sort_unstable_by_key(|bid| {
            (bid.class, matches!(bid.role, Role::English(_)), bid.rank, bid.column, bid.role)
        });
        let mut layout = Layout {
            kind,
            roles: vec![None; columns.len()],
            factors: vec![1.0; columns.len()],
            counted: vec![Bare::Unsaid; columns.len()],
            noun: false,
        };
        let mut taken = BTreeSet::new();
        for bid in bids {
            let free = layout.roles.get(bid.column).is_some_and(Option::is_none) && !taken.contains(&bid.role);
            let Some(factor) = columns.get(bid.column).filter(|_| free).and_then(|h| factor(h, bid.role)) else {
                continue;
            };
            taken.insert(bid.role);
            layout.put(bid.column, bid.role, factor);
            if let (Role::Plain(field), Some(header), Some(slot)) =
                (bid.role, columns.get(bid.column), layout.counted.get_mut(bid.column))
            {
                *slot = counted(header).unwrap_or(bare(field));
            }
        }
        layout.bare_bounds(columns, &taken);
        layout.noun = layout.column(Role::Plain(Field::Name)).and_then(|i| columns.get(i)).is_some_and(|header| {
            let nouns = FIELDS.iter().filter(|spec| spec.field == Field::Name).flat_map(|spec| spec.headers);
            let header = slug(header);
            let bare = without_affix(&header, NAMING, "-name").unwrap_or(&header);
            nouns.into_iter().any(|noun| is_noun(kind, noun) && fold(noun) == fold(bare))
        });
        layout
    }

    /// The column of a role.
    pub(super) fn column(&self, role: Role) -> Option<usize> {
        self.roles.iter().position(|r| *r == Some(role))
    }

    /// Whether a field is carried by any column.
    pub(super) fn has(&self, field: Field) -> bool {
        let roles = [Role::Plain(field), Role::French(field), Role::English(field)];
        roles.into_iter().any(|role| self.column(role).is_some())
    }

    /// Columns called just "min" and "max" belong to the number on their left.
    fn bare_bounds(&mut self, columns: &[String], taken: &BTreeSet<Role>) {
        let mut taken = taken.clone();
        let mut number = None;
        for (column, header) in columns.iter().enumerate() {
            match (self.roles.get(column).copied().flatten(), bound(&slug(header))) {
                (Some(Role::Plain(field)), _) if is_number(field) => number = Some((field, self.factors[column])),
                (Some(Role::Low(_) | Role::High(_)), _) => {}
                (None, Some(end)) => {
                    let Some((field, factor)) = number else { continue };
                    let role = end.of(field);
                    if taken.insert(role) {
                        self.put(column, role, factor);
                    }
                }
                _ => number = None,
            }
        }
    }

    fn put(&mut self, column: usize, role: Role, factor: f64) {
        if let (Some(slot), Some(by)) = (self.roles.get_mut(column), self.factors.get_mut(column)) {
            (*slot, *by) = (Some(role), factor);
        }
    }
}

impl Role {
    /// What the report calls it: `limit`, `limit min`, `name (en)`, `id`, `as of`.
    pub(super) fn word(self) -> String {
        match self {
            Role::Key => "id".to_owned(),
            Role::AsOf => "as of".to_owned(),
            Role::Plain(field) => field.spec().word.to_owned(),
            Role::French(field) => format!("{} (fr)", field.spec().word),
            Role::English(field) => format!("{} (en)", field.spec().word),
            Role::Low(field) => format!("{} min", field.spec().word),
            Role::High(field) => format!("{} max", field.spec().word),
        }
    }
}

/// One column's wish to be read in a role; the lowest class and rank win.
struct Bid {
    class: u8,
    rank: usize,
    column: usize,
    role: Role,
}

/// The headers one kind understands, folded once.
#[derive(Default)]
struct Lexicon {
    exact: HashMap<String, Vec<(usize, Role)>>,
    similar: HashMap<String, Vec<(usize, Role)>>,
}

const KEYS: [&str; 9] = ["id", "identifiant", "identifier", "code", "clé", "key", "réf", "ref", "référence"];
/// What else the key of a contract is called.
const CONTRACT_KEYS: [&str; 5] = ["numéro de contrat", "n° de contrat", "n° contrat", "contract number", "numéro"];
const AS_OF: [&str; 24] = [
    "à jour le",
    "à jour au",
    "mis à jour le",
    "date de mise à jour",
    "dernière mise à jour",
    "date de mesure",
    "mesuré le",
    "relevé le",
    "date de relevé",
    "constaté le",
    "vérifié le",
    "as of",
    "measured on",
    "measurement date",
    "updated on",
    "last updated",
    "up to date on",
    "checked on",
    "date d'inventaire",
    "dernier inventaire",
    "inventaire du",
    "inventory date",
    "last inventory",
    "counted on",
];

static LEXICON: LazyLock<HashMap<Kind, Lexicon>> =
    LazyLock::new(|| KINDS.into_iter().map(|kind| (kind, Lexicon::of(kind))).collect());

impl Lexicon {
    fn of(kind: Kind) -> Lexicon {
        let mut lexicon = Lexicon::default();
        KEYS.iter().enumerate().for_each(|(rank, header)| lexicon.learn(header, rank, Role::Key));
        if kind == Kind::Contract {
            CONTRACT_KEYS.iter().zip(KEYS.len()..).for_each(|(header, rank)| lexicon.learn(header, rank, Role::Key));
        }
        AS_OF.iter().enumerate().for_each(|(rank, header)| lexicon.learn(header, rank, Role::AsOf));
        for spec in FIELDS.iter().filter(|spec| spec.kinds.contains(&kind)) {
            let own = [spec.label.0, spec.label.1, spec.word];
            let plain = spec.headers.iter().filter(|header| names(kind, spec.field, header)).chain(&own);
            plain.enumerate().for_each(|(rank, header)| lexicon.learn(header, rank, Role::Plain(spec.field)));
            let english = spec.headers_en.iter().enumerate();
            english.for_each(|(rank, header)| lexicon.learn(header, rank, Role::English(spec.field)));
        }
        lexicon
    }

    fn learn(&mut self, header: &str, rank: usize, role: Role) {
        for (index, key) in [(&mut self.exact, slug(header)), (&mut self.similar, fold(header))] {
            let roles = index.entry(key).or_default();
            if !roles.iter().any(|(_, known)| *known == role) {
                roles.push((rank, role));
            }
        }
    }

    /// Everything a header may be read as: class (0 exact, 1 with a word for language or bound taken off, 2 similar),
    /// rank within the field's synonyms, role.
    fn bids(&self, header: &str) -> Vec<(u8, usize, Role)> {
        let whole = slug(header);
        let exact = |key: &str| self.exact.get(key).cloned().unwrap_or_default();
        let near = |key: &str| match self.exact.get(key) {
            Some(roles) => roles.clone(),
            None => self.similar.get(&fold(key)).cloned().unwrap_or_default(),
        };
        let mut bids: Vec<(u8, usize, Role)> = exact(&whole).into_iter().map(|(rank, role)| (0, rank, role)).collect();
        if let Some((rest, language)) = without_language(&whole) {
            let words = near(rest).into_iter().filter_map(|(rank, role)| match role {
                Role::Plain(field) if field.spec().sense == Sense::Words => Some((1, rank, language(field))),
                _ => None,
            });
            bids.extend(words);
        }
        if let Some((rest, end)) = without_bound(&whole) {
            let numbers = near(rest).into_iter().filter_map(|(rank, role)| match role {
                Role::Plain(field) if is_number(field) && !is_minutes(header, field) => Some((1, rank, end.of(field))),
                _ => None,
            });
            bids.extend(numbers);
        }
        if let Some(rest) = without_affix(&whole, NAMING, "-name") {
            // "Nom de l'équipe" names the row in a list of teams, and points at a team elsewhere.
            let naming = near(rest).into_iter().filter_map(|(rank, role)| match role {
                Role::Plain(field) if field == Field::Name || is_pointer(field) => Some((1, rank, role)),
                _ => None,
            });
            bids.extend(naming);
        }
        if let Some(rest) = without_affix(&whole, &["id-", "code-", "identifiant-"], "-id") {
            let keys = near(rest).into_iter().filter_map(|(rank, role)| match role {
                Role::Plain(Field::Name) => Some((1, rank, Role::Key)),
                Role::Plain(field) if is_pointer(field) => Some((1, rank, role)),
                _ => None,
            });
            bids.extend(keys);
        }
        if let Some(similar) = self.similar.get(&fold(header)) {
            bids.extend(similar.iter().map(|(rank, role)| (2, *rank, *role)));
        }
        bids
    }
}

fn is_number(field: Field) -> bool {
    matches!(field.spec().sense, Sense::Number | Sense::Share)
}

type InLanguage = fn(Field) -> Role;

/// Takes a word for the language off: `nom-en`, `description-anglaise`, `english-name`.
fn without_language(header: &str) -> Option<(&str, InLanguage)> {
    let english = ["-en", "-english", "-anglais", "-anglaise"].iter().find_map(|end| header.strip_suffix(end));
    let french = ["-fr", "-french", "-francais", "-francaise"].iter().find_map(|end| header.strip_suffix(end));
    let english = english.or_else(|| header.strip_prefix("english-")).map(|rest| (rest, Role::English as InLanguage));
    let french = french.or_else(|| header.strip_prefix("french-")).map(|rest| (rest, Role::French as InLanguage));
    english.or(french)
}

/// What may stand before the word for a thing: "nom de l'application".
const NAMING: &[&str] = &["nom-de-l-", "nom-de-la-", "nom-du-", "nom-"];

fn is_pointer(field: Field) -> bool {
    matches!(field.spec().sense, Sense::Refs(_))
}

/// Takes the word for "name" or "id" off a header: `nom-de-l-equipe`, `system-name`, `source-id`.
fn without_affix<'a>(header: &'a str, before: &[&str], after: &str) -> Option<&'a str> {
    header.strip_suffix(after).or_else(|| before.iter().find_map(|start| header.strip_prefix(start)))
}

#[derive(Clone, Copy)]
enum End {
    Low,
    High,
}

impl End {
    fn of(self, field: Field) -> Role {
        match self {
            End::Low => Role::Low(field),
            End::High => Role::High(field),
        }
    }
}

/// Reads a word for an end of a range.
fn bound(word: &str) -> Option<End> {
    match word {
        "min" | "mini" | "minimum" | "minimal" | "minimale" | "low" | "bas" | "basse" | "borne-basse" => Some(End::Low),
        "max" | "maxi" | "maximum" | "maximal" | "maximale" | "high" | "haut" | "haute" | "borne-haute" => {
            Some(End::High)
        }
        _ => None,
    }
}

/// Takes a word for an end of a range off: `limite-min`, `low-limit`.
fn without_bound(header: &str) -> Option<(&str, End)> {
    let last = header.rsplit_once('-').and_then(|(rest, word)| Some((rest, bound(word)?)));
    last.or_else(|| header.split_once('-').and_then(|(word, rest)| Some((rest, bound(word)?))))
}

/// Whether `(min)` after a time means minutes, not the minimum.
fn is_minutes(header: &str, field: Field) -> bool {
    let is_time = matches!(field.spec().unit, Some(Unit::Seconds | Unit::Milliseconds));
    is_time && in_brackets(header).is_some_and(|inside| slug(inside) == "min")
}

/// What the header of a length of time says its numbers count: `Préavis (jours)`, `notice months`.
fn counted(header: &str) -> Option<Bare> {
    let header = slug(header);
    let says = |words: &[&str]| header.split('-').any(|part| words.contains(&part));
    match (says(&["j", "jour", "jours", "d", "day", "days"]), says(&["m", "mois", "month", "months"])) {
        (true, false) => Some(Bare::Days),
        (false, true) => Some(Bare::Months),
        _ => None,
    }
}

/// By how much the euros of a column are multiplied: `(k€)`, `(M€)`; `None` for the money of elsewhere.
fn euros(inside: &str) -> Option<f64> {
    let inside = inside.trim().to_lowercase();
    let is_foreign = ["$", "£", "usd", "gbp", "chf"].iter().any(|sign| inside.contains(sign));
    match inside.trim_start() {
        _ if is_foreign || inside.contains("ttc") || inside.contains("mois") || inside.contains("month") => None,
        unit if unit.starts_with("k€") || unit.starts_with("keur") => Some(1e3),
        unit if unit.starts_with("m€") || unit.starts_with("meur") => Some(1e6),
        _ => Some(1.0),
    }
}

fn in_brackets(header: &str) -> Option<&str> {
    let (_, after) = header.split_once(['(', '['])?;
    Some(after.split_once([')', ']']).map_or(after, |(inside, _)| inside))
}

/// By how much a column's numbers are multiplied, given the unit its header states in brackets; `None` when that unit
/// is no unit of the field, so that the column is better not read at all.
fn factor(header: &str, role: Role) -> Option<f64> {
    let (Role::Plain(field) | Role::Low(field) | Role::High(field)) = role else { return Some(1.0) };
    let Some(unit) = field.spec().unit else { return Some(1.0) };
    if field.spec().sense == Sense::Money {
        return in_brackets(header).map_or(Some(1.0), euros);
    }
    let Some(inside) = in_brackets(header).map(slug) else { return Some(1.0) };
    let last = inside.rsplit('-').next().unwrap_or_default();
    let per_second = [
        ("s", 1.0),
        ("sec", 1.0),
        ("seconde", 1.0),
        ("second", 1.0),
        ("min", 1.0 / 60.0),
        ("mn", 1.0 / 60.0),
        ("minute", 1.0 / 60.0),
        ("h", 1.0 / 3600.0),
        ("heure", 1.0 / 3600.0),
        ("hour", 1.0 / 3600.0),
    ];
    let milliseconds = [("ms", 1.0), ("s", 1e3), ("sec", 1e3), ("secondes", 1e3), ("seconds", 1e3), ("min", 6e4)];
    let seconds = [
        ("ms", 1e-3),
        ("s", 1.0),
        ("sec", 1.0),
        ("secondes", 1.0),
        ("seconds", 1.0),
        ("min", 60.0),
        ("mn", 60.0),
        ("minutes", 60.0),
        ("h", 3600.0),
    ];
    let days = [
        ("j", 1.0),
        ("jour", 1.0),
        ("jours", 1.0),
        ("ouvres", 1.0),
        ("d", 1.0),
        ("day", 1.0),
        ("days", 1.0),
        ("jh", 1.0),
        ("jp", 1.0),
        ("semaine", 5.0),
        ("semaines", 5.0),
        ("sem", 5.0),
        ("week", 5.0),
        ("weeks", 5.0),
    ];
    let known: &[(&str, f64)] = match unit {
        Unit::CallsPerSecond | Unit::ViewsPerSecond | Unit::OrdersPerSecond => &per_second,
        Unit::Milliseconds => &milliseconds,
        Unit::Seconds => &seconds,
        Unit::Days => &days,
        // "j/h", "jours-homme", "person-days": whatever is counted per person and day.
        Unit::PersonDays if ["j", "d", "p", "m"].iter().any(|first| inside.starts_with(first)) => return Some(1.0),
        Unit::PersonDays => &[],
        _ => return Some(1.0),
    };
    const FOREIGN: [&str; 35] = [
        "ms", "s", "sec", "seconde", "secondes", "seconds", "min", "mn", "minute", "minutes", "h", "heure", "heures",
        "hour", "hours", "j", "jour", "jours", "day", "days", "semaine", "semaines", "week", "weeks", "mois", "month",
        "an", "year", "ko", "kb", "mo", "mb", "go", "gb", "eur",
    ];
    let stated = known.iter().find(|(word, _)| *word == last).map(|(_, factor)| *factor);
    stated.or_else(|| (!FOREIGN.contains(&last)).then_some(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(kind: Kind, headers: &[&str]) -> String {
        let columns: Vec<String> = headers.iter().map(|h| (*h).to_owned()).collect();
        let layout = Layout::of(kind, &columns);
        let words = layout.roles.iter().zip(&layout.factors).map(|(role, factor)| match (role, factor) {
            (None, _) => "·".to_owned(),
            (Some(role), 1.0) => role.word(),
            (Some(role), factor) => format!("{}×{factor:.4}", role.word()),
        });
        words.collect::<Vec<_>>().join(" | ")
    }

    #[test]
    fn columns_are_given_to_fields() {
        for (kind, headers, expect) in [
            (
                Kind::System,
                &["Système", "Équipe", "Limite (appels/s)", "SLA"][..],
                "name | owner | limit | availability",
            ),
            (Kind::Team, &["Équipe", "Côté", "Capacité (j/h)"][..], "name | side | capacity"),
            (Kind::Team, &["Équipe", "Côté", "Capacité (heures)"][..], "name | side | ·"),
            (Kind::Element, &["Écran", "Système", "Données", "Vues/s"][..], "name | channel | shows | views"),
            (Kind::Data, &["Donnée", "Système maître", "Finalités"][..], "name | master | purposes"),
            (Kind::Api, &["id", "Name", "System", "Data"][..], "id | name | provider | gives"),
            (Kind::Flow, &["From", "To", "Calls/s", "Mode"][..], "source | target | rate | mode"),
            (Kind::Freeze, &["Période", "Du", "Au", "Systèmes"][..], "name | from | until | scope"),
            (Kind::System, &["Unités", "Unité"][..], "units | unit_word"),
            (Kind::System, &["Nom", "Name", "Remarque"][..], "name | name (en) | ·"),
            (Kind::System, &["Nom (fr)", "Nom (en)"][..], "name (fr) | name (en)"),
            (Kind::System, &["end_of_life", "à jour le"][..], "end_of_life | as of"),
            (Kind::System, &["Limite", "Limite min", "limit_high"][..], "limit | limit min | limit max"),
            (
                Kind::System,
                &["Charge", "min", "max", "Limite", "min", "max"][..],
                "load | load min | load max | limit | limit min | limit max",
            ),
            (Kind::System, &["Limite (appels/min)", "Latence (s)"][..], "limit×0.0167 | response_ms×1000.0000"),
            (Kind::Element, &["Temps passé (min)"][..], "dwell_seconds×60.0000"),
            (Kind::System, &["Nom de l'application", "Team name"][..], "name | owner"),
            (Kind::System, &["system_id", "Libellé"][..], "id | name"),
            (Kind::Flow, &["source_id", "target_id", "id"][..], "source | target | id"),
            (Kind::System, &["Capacité (Go)"][..], "·"),
            (
                Kind::Contract,
                &[
                    "N° contrat",
                    "Éditeur",
                    "Outil",
                    "Date de fin",
                    "Préavis (jours)",
                    "Tacite reconduction",
                    "Montant annuel HT (€)",
                ][..],
                "id | vendor | product | ends | notice | renews_itself | annual_cost",
            ),
            (
                Kind::Contract,
                &["Contrat", "Fournisseur", "Entité", "Domaines", "Échéance", "Coût annuel (k€)"][..],
                "name | vendor | owner | hosts | ends | annual_cost×1000.0000",
            ),
            (
                Kind::Contract,
                &["Contract", "System", "Annual cost ($)", "Auto-renewal"][..],
                "name | pays_for | · | renews_itself",
            ),
            (
                Kind::Promise,
                &["Campagne", "Support", "Début", "Fin", "Message", "Périmètre", "Budget (k€)"][..],
                "name | medium | first_day | last_day | says | extent | budget×1000.0000",
            ),
            (
                Kind::Promise,
                &["Campaign", "Channel", "Start", "End", "Key message", "Scope"][..],
                "name | medium | first_day | last_day | says | extent",
            ),
            (
                Kind::Store,
                &["Code magasin", "Magasin", "Pays", "Fiabilité stock (%)", "Dernier inventaire"][..],
                "id | name | area | stock_accuracy | as of",
            ),
            (Kind::System, &["Système", "Domaine", "Domaines"][..], "name | part_of | ·"),
            (Kind::System, &["Capacité (à la pointe)"][..], "limit"),
        ] {
            assert_eq!(check(kind, headers), expect, "{headers:?}");
        }
    }
}
