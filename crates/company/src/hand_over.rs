//! Who hands over which file, in which dress, and when.

use base::Say;
use jiff::civil::Date;

use crate::cell::date;
use crate::estate::{self, Estate};
use crate::planted::{self, Planted};
use crate::table::{self, Habit, Table};
use crate::{HandedOver, Size, campaigns, contract, lists, stores, traces, world};

/// Where the rates of calls come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rates {
    /// Somebody measured them and wrote them into the lists.
    Listed,
    /// A tracing tool recorded a sample of requests; the lists do not say.
    Traced,
}

/// All files of a size, and what is planted in them.
pub(crate) fn all(size: Size, seed: u64, rates: Rates) -> (Vec<HandedOver>, Vec<Planted>) {
    all_with(size, seed, rates, (size == Size::Large).then_some(Estate::LARGE))
}

/// The same, with an estate around it.
pub(crate) fn all_with(size: Size, seed: u64, rates: Rates, around: Option<Estate>) -> (Vec<HandedOver>, Vec<Planted>) {
    let mut desk = Desk::of(size);

    desk.csv(
        "calendrier.csv",
        lists::calendar(size),
        Habit::OLD_TOOL,
        date((2026, 1, 12)),
        (
            "Les gels et les pics de l'année, tenus par l'exploitation",
            "The year's freezes and peaks, kept by operations",
        ),
    );
    desk.csv(
        "equipes.csv",
        lists::it_teams(),
        Habit::EXCEL,
        date((2026, 5, 4)),
        ("Les équipes de la DSI et leurs jours par trimestre", "IT's teams and their days a quarter"),
    );
    desk.csv(
        "marketing_teams.csv",
        lists::marketing_teams(),
        Habit::ENGLISH,
        date((2026, 5, 11)),
        ("Les équipes marketing, liste tenue en anglais", "Marketing's teams, a list kept in English"),
    );
    desk.csv(
        "people.csv",
        lists::people(),
        Habit::ENGLISH,
        date((2026, 5, 11)),
        ("Les personnes, tirées de l'annuaire", "The people, taken from the directory"),
    );

    let mut systems = lists::systems(size);
    let mut elements = lists::elements(size);
    let mut flows = lists::flows(size);
    if let Some(around) = around {
        let own: Vec<&str> = world::systems(size).map(|it| it.id).collect();
        estate::add_systems(&mut systems, seed, around);
        estate::add_flows(&mut flows, &own, seed, around);
        estate::add_elements(&mut elements, seed, around);
    }
    if rates == Rates::Traced {
        let sales = traces::SALES_A_SECOND.to_string();
        let peak = "Charge à la pointe";
        systems = was(systems, &[("loyalty-engine", peak, ""), ("tills", peak, &sales)]);
        let columns = [flows.column("Appels/s à la pointe"), flows.column("Appels par requête")];
        for row in flows.rows.iter_mut().filter(|row| traces::TRACED.contains(&row[0].as_str())) {
            columns.into_iter().for_each(|column| row[column].clear());
        }
    }
    desk.csv(
        "systemes.csv",
        systems,
        Habit::OLD_TOOL,
        date((2026, 6, 15)),
        (
            "La liste des systèmes, export de l'outil d'inventaire",
            "The list of systems, exported from the inventory tool",
        ),
    );
    desk.csv(
        "donnees.csv",
        lists::data(size),
        Habit::FRENCH,
        date((2026, 6, 22)),
        ("Les données et leurs finalités, tenues par la garante", "The data and their purposes, kept by the steward"),
    );
    desk.csv(
        "apis.csv",
        lists::apis(size),
        Habit::ENGLISH,
        date((2026, 6, 22)),
        ("Les API, export de la passerelle", "The APIs, exported from the gateway"),
    );
    desk.workbook(
        "parcours_ecrans.xlsx",
        vec![lists::moments(size), elements],
        date((2026, 7, 6)),
        (
            "Les parcours clients et leurs écrans, classeur du marketing",
            "Customer journeys and their screens, marketing's workbook",
        ),
    );
    desk.csv(
        "flux.csv",
        flows,
        Habit::EXCEL,
        date((2026, 7, 13)),
        ("Qui appelle qui, mesuré un samedi à 16 heures", "Who calls whom, measured on a Saturday at 16:00"),
    );
    if size != Size::Tiny {
        desk.lay(
            "solde-de-points.openapi.yaml",
            contract::BALANCE.as_bytes().to_vec(),
            date((2026, 7, 15)),
            (
                "Le contrat de l'API du solde, écrit par son équipe",
                "The contract of the balance API, written by its team",
            ),
        );
    }
    desk.workbook(
        "SI_referentiel_applicatif.xlsx",
        vec![lists::applications(size), lists::apis_sheet(size), lists::data_sheet(size)],
        date((2026, 7, 20)),
        ("Le référentiel de l'architecte", "The architect's register"),
    );
    if rates == Rates::Traced {
        desk.lay(
            "traces_samedi_16h.json",
            traces::sample(size, seed),
            date((2026, 7, 25)),
            (
                "Un échantillon de requêtes, enregistré un samedi à 16 heures",
                "A sample of requests, recorded on a Saturday at 16:00",
            ),
        );
    }
    if size != Size::Tiny {
        desk.csv(
            "parc_magasins.csv",
            stores::stores(seed),
            Habit::EXCEL,
            date((2026, 7, 27)),
            (
                "Les magasins et la fiabilité de leur stock, suivis par la livraison",
                "The stores and how sure their stock is, kept by delivery",
            ),
        );
        desk.workbook(
            "plan_media_automne_2026.xlsx",
            vec![campaigns::media_plan()],
            date((2026, 8, 5)),
            ("Le plan média d'automne, classeur de l'agence", "The media plan of autumn, the agency's workbook"),
        );
    }
    desk.cleared()
}

/// First versions of some of the files, as they were half a year before: a few loads were lower, a limit was thought
/// higher, an API did not exist yet. They hold the same planted mistakes.
pub(crate) fn earlier(size: Size) -> Vec<HandedOver> {
    let mut desk = Desk::of(size);
    let first = |name: &str| (format!("Première version de {name}"), format!("First version of {name}"));
    let mut lay = |name: &'static str, table: Table, habit: Habit, on: crate::cell::Day| {
        let (fr, en) = first(name);
        desk.csv(name, table, habit, date(on), (&fr, &en));
    };
    lay(
        "equipes.csv",
        was(lists::it_teams(), &[("squad-web", "Jours par trimestre", "286")]),
        Habit::EXCEL,
        (2025, 12, 8),
    );
    lay(
        "marketing_teams.csv",
        was(lists::marketing_teams(), &[("crm-marketing", "person-days", "182")]),
        Habit::ENGLISH,
        (2025, 12, 9),
    );
    let systems = was(
        lists::systems(size),
        &[
            ("loyalty-engine", "Charge à la pointe", "19"),
            ("realtime-stock", "Charge à la pointe", "80 à 86"),
            ("search", "Limite (appels/s)", "200"),
        ],
    );
    lay("systemes.csv", systems, Habit::OLD_TOOL, (2025, 12, 15));
    let data = was(lists::data(size), &[("preferences", "Finalités couvertes", "")]);
    lay("donnees.csv", data, Habit::FRENCH, (2025, 12, 17));
    let mut apis = lists::apis(size);
    apis.rows.pop();
    lay("apis.csv", apis, Habit::ENGLISH, (2025, 12, 17));
    let (fr, en) = first("parcours_ecrans.xlsx");
    let elements = was(lists::elements(size), &[("app-home", "Vues par seconde", "10")]);
    desk.workbook("parcours_ecrans.xlsx", vec![lists::moments(size), elements], date((2026, 1, 5)), (&fr, &en));
    let mut flows = lists::flows(size);
    let rate = flows.column("Appels/s à la pointe");
    for row in flows.rows.iter_mut().filter(|row| row[..2] == ["tills", "loyalty-engine"]) {
        "19".clone_into(&mut row[rate]);
    }
    let (fr, en) = first("flux.csv");
    desk.csv("flux.csv", flows, Habit::EXCEL, date((2026, 1, 7)), (&fr, &en));
    desk.cleared().0
}

/// A list as it was: in the row of a key, under a header, another value.
fn was(mut table: Table, cells: &[(&str, &str, &str)]) -> Table {
    for (key, header, value) in cells {
        let (row, column) = (table.row(key), table.column(header));
        (*value).clone_into(&mut table.rows[row][column]);
    }
    table
}

/// Where the files are laid down one after another, in order of date.
pub(crate) struct Desk {
    size: Size,
    files: Vec<HandedOver>,
    planted: Vec<Planted>,
}

impl Desk {
    /// An empty desk.
    pub(crate) fn of(size: Size) -> Desk {
        Desk { size, files: vec![], planted: vec![] }
    }

    /// What lies on it.
    pub(crate) fn cleared(self) -> (Vec<HandedOver>, Vec<Planted>) {
        (self.files, self.planted)
    }

    /// Lays down a list as text.
    pub(crate) fn csv(&mut self, name: &'static str, mut table: Table, habit: Habit, on: Date, about: (&str, &str)) {
        let sown = self.sow(&mut table, name, None);
        let (bytes, lines) = table::csv(&table, habit);
        self.planted.extend(planted::harvest(&sown, &table, &lines));
        self.lay(name, bytes, on, about);
    }

    fn workbook(&mut self, name: &'static str, mut tables: Vec<Table>, on: Date, about: (&str, &str)) {
        for table in &mut tables {
            let sown = self.sow(table, name, Some(table.sheet));
            let first = table.above.len() as u64 + 1;
            let lines: Vec<u64> = (first..=first + table.rows.len() as u64).collect();
            self.planted.extend(planted::harvest(&sown, table, &lines));
        }
        let bytes = table::xlsx(&tables.iter().collect::<Vec<_>>());
        self.lay(name, bytes, on, about);
    }

    fn sow(&self, table: &mut Table, name: &str, sheet: Option<&str>) -> Vec<planted::Sown> {
        if self.size == Size::Tiny { vec![] } else { planted::sow(table, name, sheet) }
    }

    /// Lays down a file.
    pub(crate) fn lay(&mut self, name: &str, bytes: Vec<u8>, on: Date, about: (&str, &str)) {
        self.files.push(HandedOver { name: name.to_owned(), bytes, on, about: Say::new(about.0, about.1) });
    }
}
