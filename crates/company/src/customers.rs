//! Solvène's customers as four of its systems know them: the loyalty engine, the web shop, the tills and the e-mailing
//! tool, each in its own dress and with the slips of whoever typed.
//!
//! Behind the files stand people: households that share a name, an address, a telephone or a mailbox; people who move,
//! marry, change their number; parents and children of one name; cashiers who type `0600000000`. Whose each record is
//! stands beside the files and in none of their columns. It is one household in some 425, so that there are as many
//! records per customer as in the whole house: 8.7 million records of 5.1 million customers.
//!
//! Every person is invented, and so is every address of theirs.

mod exports;
mod hand;
mod homes;
mod names;

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use crate::cell::date;
use crate::hand_over::Desk;
use crate::table::Habit;
use crate::{HandedOver, Size};
use exports::Export;
use homes::Customer;

/// The files, and whose their records are.
#[derive(Debug)]
pub struct Exports {
    /// The files, in the order in which they were handed over.
    pub files: Vec<HandedOver>,
    /// For each file, for each of its records in order, the number of the customer it is of.
    pub whose: Vec<Vec<u32>>,
}

/// How many households a size holds.
fn households(size: Size) -> usize {
    match size {
        Size::Tiny => 200,
        Size::Demo => 8_300,
        Size::Large => 415_000,
    }
}

/// How many addresses of the loyalty engine were exported with a separator in them.
pub const BROKEN: usize = 6;

/// The customer files of a size; the same size and seed always give the same bytes.
pub fn exports(size: Size, seed: u64) -> Exports {
    let mut chance = ChaCha8Rng::seed_from_u64(seed ^ 0x00c0_57e5);
    let people: Vec<Customer> = (0..households(size)).flat_map(|_| homes::household(&mut chance)).collect();
    let mut loyalty = exports::loyalty(&mut chance, &people);
    if size != Size::Tiny {
        break_some(&mut loyalty);
    }
    let mut desk = Desk::of(Size::Tiny);
    let mut whose = Vec::new();
    let mut lay = |name, export: Export, habit, on, about| {
        desk.csv(name, export.table, habit, date(on), about);
        whose.push(export.whose);
    };
    lay(
        "fidelite_adherents.csv",
        loyalty,
        Habit::OLD_TOOL,
        (2026, 7, 27),
        ("Les adhérents, export du moteur de fidélité", "The members, exported from the loyalty engine"),
    );
    lay(
        "boutique_en_ligne_clients.csv",
        exports::shop(&mut chance, &people),
        Habit::ENGLISH,
        (2026, 7, 28),
        ("Les comptes de la boutique en ligne", "The accounts of the web shop"),
    );
    lay(
        "caisses_clients.csv",
        exports::tills(&mut chance, &people),
        Habit::EXCEL,
        (2026, 7, 29),
        ("Les noms pris en caisse, garanties et retours", "The names taken at the till, warranties and returns"),
    );
    lay(
        "emailing_contacts.csv",
        exports::emailing(&mut chance, &people),
        Habit::FRENCH,
        (2026, 7, 29),
        ("Les contacts de l'outil d'e-mailing", "The contacts of the e-mailing tool"),
    );
    Exports { files: desk.cleared().0, whose }
}

/// Leaves a separator in some addresses, as the old program exports what somebody typed: all that follows in the row
/// stands one column too far.
fn break_some(loyalty: &mut Export) {
    let address = loyalty.table.column("Adresse");
    let step = loyalty.table.rows.len() / BROKEN;
    for row in loyalty.table.rows.iter_mut().skip(step / 2).step_by(step.max(1)).take(BROKEN) {
        row.insert(address + 1, "BATIMENT C".to_owned());
    }
}
