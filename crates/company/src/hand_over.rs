//! Who hands over which file, in which dress, and when.

use base::Say;
use jiff::civil::Date;

use crate::cell::date;
use crate::planted::{self, Planted};
use crate::table::{self, Habit, Table};
use crate::{HandedOver, Size, estate, lists, world};

/// All files of a size, and what is planted in them.
pub(crate) fn all(size: Size, seed: u64) -> (Vec<HandedOver>, Vec<Planted>) {
    let mut desk = Desk { size, files: vec![], planted: vec![] };

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
    if size == Size::Large {
        let own: Vec<&str> = world::systems(size).map(|it| it.id).collect();
        estate::add_systems(&mut systems, seed);
        estate::add_flows(&mut flows, &own, seed);
        estate::add_elements(&mut elements, seed);
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
    desk.workbook(
        "SI_referentiel_applicatif.xlsx",
        vec![lists::applications(size), lists::apis_sheet(size), lists::data_sheet(size)],
        date((2026, 7, 20)),
        ("Le référentiel de l'architecte", "The architect's register"),
    );
    (desk.files, desk.planted)
}

/// Where the files are laid down one after another, in order of date.
struct Desk {
    size: Size,
    files: Vec<HandedOver>,
    planted: Vec<Planted>,
}

impl Desk {
    fn csv(&mut self, name: &'static str, mut table: Table, habit: Habit, on: Date, about: (&str, &str)) {
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

    fn lay(&mut self, name: &str, bytes: Vec<u8>, on: Date, about: (&str, &str)) {
        self.files.push(HandedOver { name: name.to_owned(), bytes, on, about: Say::new(about.0, about.1) });
    }
}
