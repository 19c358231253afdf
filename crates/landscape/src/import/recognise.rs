//! What the rows of a sheet describe, from its headers and its name.

use base::{Kind, Say};
use tabular::{Headers, fold};

use super::columns::{Layout, Role};
use super::{Unclear, people};
use crate::field::{Field, plural};

/// What a sheet was recognised as.
pub(super) enum Recognised {
    /// Things of the landscape.
    Landscape(Layout),
    /// Persons.
    People,
}

/// The fields that tell a kind from the others.
fn telling(kind: Kind) -> &'static [Field] {
    match kind {
        Kind::Moment => &[Field::Stage],
        Kind::Element => {
            &[Field::Channel, Field::Views, Field::Moment, Field::Shows, Field::Peak, Field::DwellSeconds, Field::Depth]
        }
        Kind::System => &[
            Field::Limit,
            Field::Load,
            Field::Availability,
            Field::Hosting,
            Field::Vendor,
            Field::EndOfLife,
            Field::Units,
            Field::LeadDays,
            Field::ResponseMs,
            Field::Since,
            Field::Breaks,
        ],
        Kind::Api => &[Field::Provider, Field::Gives, Field::Through],
        Kind::Data => &[Field::Master, Field::Personal, Field::Purposes],
        Kind::Team => &[Field::Capacity, Field::Side],
        Kind::Freeze => &[Field::From, Field::Until],
        Kind::Flow => &[Field::Source, Field::Target],
        // A last day alone tells nothing: plans and calendars have theirs.
        Kind::Contract => &[Field::Notice, Field::RenewsItself, Field::Term, Field::AnnualCost],
        Kind::Tool
        | Kind::Person
        | Kind::Request
        | Kind::BusinessCase
        | Kind::Decision
        | Kind::Action
        | Kind::Question
        | Kind::Meeting
        | Kind::Message
        | Kind::Raci
        | Kind::Charter
        | Kind::Tracker
        | Kind::Dataset => &[],
        Kind::Promise => &[Field::Says, Field::Medium, Field::Budget],
        Kind::Store => &[Field::StockAccuracy],
        Kind::Pilot | Kind::Practice | Kind::Change | Kind::Objective => &[],
    }
}

/// The words for a kind in the name of a sheet or file.
const CALLED: &[(Kind, &[&str])] = &[
    (Kind::System, &["système", "system", "application", "appli", "outil", "tool", "estate"]),
    (Kind::Flow, &["flux", "flow", "échange", "appel", "call", "dépendance", "dependency", "dependencies"]),
    (Kind::Moment, &["moment", "parcours", "journey"]),
    (Kind::Element, &["écran", "screen", "élément", "element", "interface", "page"]),
    (Kind::Api, &["api"]),
    (Kind::Data, &["donnée", "data", "objet"]),
    (Kind::Team, &["équipe", "team", "squad"]),
    (Kind::Freeze, &["calendrier", "calendar", "gel", "freeze"]),
    (Kind::Contract, &["contrat", "contract", "abonnement", "subscription", "renouvellement", "renewal"]),
    (Kind::Promise, &["campagne", "campaign", "média", "media", "promesse", "promise"]),
    (Kind::Store, &["magasin", "store"]),
    (Kind::Person, &["personne", "person", "people", "annuaire", "staff", "collaborateur", "participant"]),
];

/// What a contract is called after, in this order: registers often name the tool or the vendor and nothing else.
pub(super) const CALLS: [Field; 4] = [Field::Name, Field::Product, Field::PaysFor, Field::Vendor];

const TELLING_POINTS: u32 = 3;
const NAME_POINTS: u32 = 3;

/// Recognises a sheet; the rule is stated at [`super::read`].
pub(super) fn recognise(file: &str, sheet: Option<&str>, columns: &[String]) -> Result<Recognised, Unclear> {
    let called = sheet.and_then(called).or_else(|| called(stem(file)));
    let mut best: Vec<(u32, Option<Layout>, Kind)> = Vec::new();
    for kind in crate::field::KINDS {
        let layout = Layout::of(kind, columns);
        if let Some(points) = points(&layout, called) {
            best.push((points, Some(layout), kind));
        }
    }
    if let Some(points) = people::points(&Headers::of(columns), called == Some(Kind::Person)) {
        best.push((points, None, Kind::Person));
    }
    let top = best.iter().map(|(points, ..)| *points).max().unwrap_or(0);
    let mut winners: Vec<_> = best.into_iter().filter(|(points, ..)| *points == top).collect();
    match (winners.len(), winners.pop()) {
        (1, Some((_, Some(layout), _))) => Ok(Recognised::Landscape(layout)),
        (1, Some((_, None, _))) => Ok(Recognised::People),
        (_, Some((.., last))) => Err(tied(winners.iter().map(|(.., kind)| *kind).chain([last]))),
        (_, None) => Err(unknown()),
    }
}

/// The points of a kind; `None` when it does not compete.
fn points(layout: &Layout, called: Option<Kind>) -> Option<u32> {
    let telling = telling(layout.kind);
    let is_called = called == Some(layout.kind);
    let told = telling.iter().filter(|field| layout.has(**field)).count();
    let identified = match layout.kind {
        Kind::Flow => told == telling.len(),
        Kind::Freeze => told == telling.len() && (layout.has(Field::Name) || layout.column(Role::Key).is_some()),
        Kind::Contract => layout.column(Role::Key).is_some() || CALLS.iter().any(|field| layout.has(*field)),
        // Contracts and calendars have their first days too: what is said to customers tells, or the name of the file.
        Kind::Promise => {
            let named = layout.has(Field::Name) || layout.column(Role::Key).is_some();
            named && layout.has(Field::FirstDay) && (layout.has(Field::Says) || is_called)
        }
        _ => layout.has(Field::Name) || layout.column(Role::Key).is_some(),
    };
    if !identified || (told == 0 && !layout.noun && !is_called) {
        return None;
    }
    let columns = layout.roles.iter().flatten().map(|role| match role {
        Role::Plain(field) if telling.contains(field) => TELLING_POINTS,
        Role::Plain(Field::Name) if layout.noun => TELLING_POINTS,
        Role::Low(_) | Role::High(_) | Role::AsOf | Role::English(_) => 0,
        _ => 1,
    });
    Some(columns.sum::<u32>() + if is_called { NAME_POINTS } else { 0 })
}

/// The one kind a name speaks of; `None` when it speaks of none or of several.
fn called(name: &str) -> Option<Kind> {
    let folded = fold(name);
    let speaks = |words: &[&str]| words.iter().any(|word| folded.split(' ').any(|part| part == fold(word)));
    let mut kinds = CALLED.iter().filter(|(_, words)| speaks(words)).map(|(kind, _)| *kind);
    kinds.next().filter(|_| kinds.next().is_none())
}

/// The file's name without folders and ending.
fn stem(file: &str) -> &str {
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

fn unknown() -> Unclear {
    Unclear {
        reason: Say::new(
            "les en-têtes ne disent pas ce que les lignes décrivent",
            "the headers do not tell what the rows describe",
        ),
        way_out: Say::new(
            "donnez à chaque ligne un nom ou une clé, et au moins une colonne propre à sa sorte : limite ou hébergement \
             (systèmes), appelant et appelé (flux), vues/s ou canal (éléments), système maître (données), capacité et côté \
             (équipes), du et au (calendrier), étape (moments), offerte par (API), préavis ou montant annuel (contrats), message et début (plan média), fiabilité du stock (magasins) ; ou nommez le fichier d'après sa sorte",
            "give each row a name or key, and at least one column of its kind: limit or hosting (systems), caller and \
             called (flows), views/s or channel (elements), master system (data), capacity and side (teams), from and until \
             (calendar), stage (moments), offered by (APIs), notice or annual cost (contracts), message and start (media plan), stock accuracy (stores); or name the file after its kind",
        ),
    }
}

fn tied(kinds: impl Iterator<Item = Kind>) -> Unclear {
    let kinds: Vec<Say> = kinds.map(plural).collect();
    let fr = kinds.iter().map(|kind| kind.fr.as_str()).collect::<Vec<_>>().join(" ou ");
    let en = kinds.iter().map(|kind| kind.en.as_str()).collect::<Vec<_>>().join(" or ");
    Unclear {
        reason: Say::new(
            format!("les en-têtes peuvent décrire plusieurs sortes de choses : {fr}"),
            format!("the headers may describe several kinds of things: {en}"),
        ),
        way_out: Say::new(
            "nommez le fichier ou la feuille d'après sa sorte, par exemple « systemes »",
            "name the file or sheet after its kind, for instance “systems”",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(file: &str, headers: &str) -> Option<Kind> {
        let columns: Vec<String> = headers.split(';').map(str::to_owned).collect();
        match recognise(file, None, &columns) {
            Ok(Recognised::Landscape(layout)) => Some(layout.kind),
            Ok(Recognised::People) => Some(Kind::Person),
            Err(_) => None,
        }
    }

    #[test]
    fn a_sheet_is_recognised_by_its_headers() {
        for (headers, kind) in [
            ("Nom;Limite;Disponibilité;Hébergement", Some(Kind::System)),
            ("Système;Description;Responsable", Some(Kind::System)),
            ("name;owner;limit;sla", Some(Kind::System)),
            ("Appelant;Appelé;Appels/s", Some(Kind::Flow)),
            ("system_id;system_name;description", Some(Kind::System)),
            ("from;to;calls", Some(Kind::Flow)),
            ("from;to", Some(Kind::Flow)),
            ("name;from;to", Some(Kind::Freeze)),
            ("name;from;until", Some(Kind::Freeze)),
            ("Gel;Du;Au", Some(Kind::Freeze)),
            ("Nom;Étape;Description;Équipe responsable", Some(Kind::Moment)),
            ("Moment;Étape", Some(Kind::Moment)),
            ("Écran;Canal;Vues/s;Pointe", Some(Kind::Element)),
            ("Écran;Système;Moment;Données", Some(Kind::Element)),
            ("id;name;shown by;views/s", Some(Kind::Element)),
            ("API;Système;Données;Passe par", Some(Kind::Api)),
            ("name;provider;gives", Some(Kind::Api)),
            ("Nom;Système maître;Données personnelles;Finalités", Some(Kind::Data)),
            ("Équipe;Côté;Capacité", Some(Kind::Team)),
            ("Campagne;Support;Début;Fin;Message;Périmètre;Budget (k€)", Some(Kind::Promise)),
            ("id;start date;end date;channel;key message", Some(Kind::Promise)),
            ("Opération;Date de lancement;Promesse", Some(Kind::Promise)),
            ("N° contrat;Éditeur;Début;Fin;Support;Budget;Montant annuel", Some(Kind::Contract)),
            ("Code magasin;Magasin;Région;Fiabilité stock (%)", Some(Kind::Store)),
            ("store id;name;country;stock accuracy;last inventory", Some(Kind::Store)),
            ("Nom;E-mail;Rôle;Côté;Équipe", Some(Kind::Person)),
            ("name;email;role;side;team", Some(Kind::Person)),
            ("Ticket;Résumé;État", None),
            ("name;description", None),
            ("", None),
        ] {
            assert_eq!(check("export.csv", headers), kind, "{headers}");
        }
    }

    #[test]
    fn the_name_of_the_file_decides_where_the_headers_do_not() {
        for (file, headers, kind) in [
            ("systemes.csv", "nom;description", Some(Kind::System)),
            ("équipes-2026.csv", "name;description", Some(Kind::Team)),
            ("gels.csv", "name;from;to", Some(Kind::Freeze)),
            ("flows.csv", "name;from;to", Some(Kind::Flow)),
            ("plan_media.csv", "name;from;to;message", Some(Kind::Promise)),
            ("personnes.csv", "nom;rôle;côté;équipe", Some(Kind::Person)),
            ("équipes et données.csv", "nom;description", None),
            ("/home/system/export.csv", "nom;description", None),
        ] {
            assert_eq!(check(file, headers), kind, "{file}: {headers}");
        }
    }

    #[test]
    fn a_sheet_speaks_before_the_file() {
        let columns = ["nom".to_owned(), "description".to_owned()];
        let found = recognise("systemes.xlsx", Some("Équipes"), &columns);
        assert!(matches!(found, Ok(Recognised::Landscape(layout)) if layout.kind == Kind::Team));
    }
}
