//! Solvène's lists, each as its keeper lays it out: which columns, which words for the headers.

use crate::Size;
use crate::cast::CAST;
use crate::cell::french_day;
use crate::table::Table;
use crate::teams::{IT_LIST, MARKETING_LIST, Team};
use crate::world;
use base::Side;

/// The architect's list of systems (`systemes.csv`).
pub(crate) fn systems(size: Size) -> Table {
    let mut table = Table::new(
        "systemes",
        &[
            "Identifiant",
            "Application",
            "Nom anglais",
            "Description",
            "Description en",
            "Pour qui",
            "Pour qui en",
            "Si arrêt",
            "Si arrêt en",
            "Équipe responsable",
            "Fournisseur",
            "Hébergement",
            "Pays",
            "Limite (appels/s)",
            "Charge à la pointe",
            "Disponibilité",
            "Temps de réponse (ms)",
            "Mise en service",
            "Fin de vie",
            "Parc",
            "Nom unité",
            "Nom unité en",
            "Délai (jours)",
            "Fonctions",
        ],
    );
    for it in world::systems(size) {
        let (units, unit) = it.units.map_or((String::new(), ("", "")), |(n, word)| (thousands(n), word));
        table.push([
            it.id.into(),
            it.name.0.into(),
            it.name.1.into(),
            it.does.0.into(),
            it.does.1.into(),
            it.serves.0.into(),
            it.serves.1.into(),
            it.breaks.0.into(),
            it.breaks.1.into(),
            team_name(it.owner).into(),
            it.vendor.into(),
            it.hosting.into(),
            it.country.into(),
            it.limit.french(),
            it.load.french(),
            it.availability.percent(),
            it.response_ms.french(),
            it.since.map_or(String::new(), french_day),
            it.end_of_life.map_or(String::new(), french_day),
            units,
            unit.0.into(),
            unit.1.into(),
            it.lead_days.french(),
            it.capabilities.join(", "),
        ]);
    }
    table
}

/// The architect's workbook, sheet "Applications": the same systems, fewer columns.
pub(crate) fn applications(size: Size) -> Table {
    let mut table = Table::new(
        "Applications",
        &["Identifiant", "Application", "Nom anglais", "Éditeur", "Type d'hébergement", "SLA", "Fin de support"],
    );
    table.above = vec!["Référentiel applicatif - DSI Solvène".into(), String::new()];
    for it in world::systems(size) {
        table.push([
            it.id.into(),
            it.name.0.into(),
            it.name.1.into(),
            it.vendor.into(),
            it.hosting.into(),
            it.availability.percent(),
            it.end_of_life.map_or(String::new(), french_day),
        ]);
    }
    table
}

/// The architect's workbook, sheet "API".
pub(crate) fn apis_sheet(size: Size) -> Table {
    let mut table = Table::new("API", &["Identifiant", "Nom", "Nom anglais", "Offerte par", "Passe par", "Donne"]);
    for it in world::apis(size) {
        let gives: Vec<_> = world::data_among(size, it.gives).iter().map(|data| data.id).collect();
        table.push([
            it.id.into(),
            it.name.0.into(),
            it.name.1.into(),
            it.provider.into(),
            it.through.into(),
            gives.join(", "),
        ]);
    }
    table
}

/// The architect's workbook, sheet "Données".
pub(crate) fn data_sheet(size: Size) -> Table {
    let mut table =
        Table::new("Données", &["Identifiant", "Donnée", "Nom anglais", "Système maître", "Catégories personnelles"]);
    for it in world::data(size) {
        table.push([it.id.into(), it.name.0.into(), it.name.1.into(), it.master.into(), it.personal.join(", ")]);
    }
    table
}

/// The customer journeys, sheet "Moments".
pub(crate) fn moments(size: Size) -> Table {
    let mut table = Table::new(
        "Moments",
        &["Identifiant", "Nom", "Nom anglais", "Description", "Description anglaise", "Étape client", "Équipe"],
    );
    for it in world::moments(size) {
        table.push([
            it.id.into(),
            it.name.0.into(),
            it.name.1.into(),
            it.does.0.into(),
            it.does.1.into(),
            it.stage.into(),
            team_name(it.owner).into(),
        ]);
    }
    table
}

/// The customer journeys, sheet "Écrans".
pub(crate) fn elements(size: Size) -> Table {
    let mut table = Table::new(
        "Écrans",
        &[
            "Identifiant",
            "Écran",
            "Nom anglais",
            "Description",
            "Description anglaise",
            "Moment client",
            "Affiché par",
            "Vues par seconde",
            "Personnes par an",
            "Heure de pointe",
            "Temps passé (s)",
            "Données affichées",
            "Finalités",
            "Gestes",
        ],
    );
    for it in world::elements(size) {
        let shows: Vec<_> = world::data_among(size, it.shows).iter().map(|data| data.name.0).collect();
        table.push([
            it.id.into(),
            it.name.0.into(),
            it.name.1.into(),
            it.does.0.into(),
            it.does.1.into(),
            world::moment(it.moment).name.0.into(),
            world::system(it.channel).name.0.into(),
            it.views.french(),
            world::reach(it.id).map_or(String::new(), |people| people.to_string()),
            it.peak.into(),
            it.dwell_seconds.map_or(String::new(), |s| s.to_string()),
            shows.join(", "),
            it.purposes.join(", "),
            it.depth.map_or(String::new(), |d| d.to_string()),
        ]);
    }
    table
}

/// The data steward's list (`donnees.csv`).
pub(crate) fn data(size: Size) -> Table {
    let mut table = Table::new(
        "donnees",
        &[
            "Identifiant",
            "Donnée",
            "Nom anglais",
            "Description",
            "Description anglaise",
            "Système maître",
            "Catégories personnelles",
            "Finalités couvertes",
        ],
    );
    for it in world::data(size) {
        table.push([
            it.id.into(),
            it.name.0.into(),
            it.name.1.into(),
            it.does.0.into(),
            it.does.1.into(),
            it.master.into(),
            it.personal.join(", "),
            it.purposes.join(", "),
        ]);
    }
    table
}

/// The gateway's list of APIs (`apis.csv`).
pub(crate) fn apis(size: Size) -> Table {
    let mut table = Table::new(
        "apis",
        &["id", "nom", "nom anglais", "description", "description anglaise", "fournie par", "passerelle", "donne"],
    );
    for it in world::apis(size) {
        let gives: Vec<_> = world::data_among(size, it.gives).iter().map(|data| data.id).collect();
        table.push([
            it.id.into(),
            it.name.0.into(),
            it.name.1.into(),
            it.does.0.into(),
            it.does.1.into(),
            it.provider.into(),
            it.through.into(),
            gives.join("; "),
        ]);
    }
    table
}

/// The flows, as operations measured them (`flux.csv`).
pub(crate) fn flows(size: Size) -> Table {
    let mut table = Table::new(
        "flux",
        &[
            "De",
            "Vers",
            "Couplage",
            "Appels/s à la pointe",
            "Appels par requête",
            "Taux de cache",
            "Données transportées",
        ],
    );
    for it in world::flows(size) {
        let carries: Vec<_> = world::data_among(size, it.carries).iter().map(|data| data.id).collect();
        table.push([
            it.source.into(),
            it.target.into(),
            it.mode.into(),
            it.rate.french(),
            it.calls.french(),
            it.cache.percent(),
            carries.join(", "),
        ]);
    }
    table
}

/// IT's list of teams (`equipes.csv`).
pub(crate) fn it_teams() -> Table {
    let headers = [
        "Identifiant",
        "Nom",
        "Nom anglais",
        "Description",
        "Description en",
        "Côté",
        "Jours par trimestre",
        "Coût d'un jour (€)",
    ];
    teams(Table::new("equipes", &headers), IT_LIST, Some(crate::teams::DAY_RATE))
}

/// Marketing's list of teams, kept in English for the agency (`marketing_teams.csv`).
pub(crate) fn marketing_teams() -> Table {
    let headers = ["id", "label", "English name", "description", "English description", "department", "person-days"];
    teams(Table::new("marketing_teams", &headers), MARKETING_LIST, None)
}

/// `day_rate`: what a day of a team with counted days costs; a list without it has no such column.
fn teams(mut table: Table, list: &[Team], day_rate: Option<u32>) -> Table {
    for it in list {
        let mut row = vec![
            it.id.to_owned(),
            it.name.0.into(),
            it.name.1.into(),
            it.does.0.into(),
            it.does.1.into(),
            it.side.into(),
            it.capacity.map_or(String::new(), |days| days.to_string()),
        ];
        row.extend(day_rate.map(|rate| it.capacity.map_or(String::new(), |_| rate.to_string())));
        table.push(row);
    }
    table
}

/// The year's calendar (`calendrier.csv`).
pub(crate) fn calendar(size: Size) -> Table {
    let mut table = Table::new("calendrier", &["Identifiant", "Nom", "Nom anglais", "Du", "Au", "Effet", "Concerne"]);
    for it in world::calendar() {
        let scope: Vec<_> = it.scope.iter().copied().filter(|id| world::has_system(size, id)).collect();
        table.push([
            it.id.into(),
            it.name.0.into(),
            it.name.1.into(),
            french_day(it.from),
            french_day(it.until),
            it.effect.into(),
            scope.join(", "),
        ]);
    }
    table
}

/// The people, from the directory, whose headers are English (`people.csv`).
pub(crate) fn people() -> Table {
    let mut table = Table::new("people", &["name", "e-mail", "role", "side", "team"]);
    for it in CAST {
        let side = match it.side {
            Side::Marketing => "Marketing",
            Side::It => "IT",
            Side::Other => "Other",
        };
        table.push([it.name.into(), it.email.into(), it.role.1.into(), side.into(), it.team.into()]);
    }
    table
}

/// The French name of a team, as people write it.
fn team_name(id: &str) -> &'static str {
    let team = IT_LIST.iter().chain(MARKETING_LIST).find(|team| team.id == id);
    team.expect("a test holds that every owner is a team").name.0
}

/// Writes `1184` as `1 184`, with the hard space French Excel puts there.
fn thousands(n: u32) -> String {
    let (thousands, rest) = (n / 1000, n % 1000);
    if thousands > 0 { format!("{thousands}\u{a0}{rest:03}") } else { rest.to_string() }
}
