//! What each system knows of a customer, and how it exports it.

use rand::RngExt;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;

use super::hand::{Dress, born, dressed, given, phone, street, typed};
use super::homes::{Customer, Home};
use crate::table::Table;

/// An export, and whose each of its rows is.
pub(super) struct Export {
    pub(super) table: Table,
    pub(super) whose: Vec<u32>,
}

/// The rows a system holds, with whose they are, until they are put in the order of the export.
struct Rows(Vec<(u32, Vec<String>)>);

impl Rows {
    /// Puts them in the order in which their holders came, and numbers them.
    fn into_export(mut self, chance: &mut ChaCha8Rng, headers: &[&str], number: impl Fn(usize) -> String) -> Export {
        self.0.shuffle(chance);
        let mut table = Table::new("clients", headers);
        let mut whose = Vec::with_capacity(self.0.len());
        for (at, (who, mut row)) in self.0.into_iter().enumerate() {
            row[0] = number(at);
            table.rows.push(row);
            whose.push(who);
        }
        Export { table, whose }
    }
}

/// How often somebody whom a system knows is in it once more.
fn times(chance: &mut ChaCha8Rng, known: f64, again: f64) -> usize {
    if !chance.random_bool(known) { 0 } else { 1 + usize::from(chance.random_bool(again)) }
}

/// Where they lived when they told it: the longer a row stands, the likelier before a move.
fn home<'c>(chance: &mut ChaCha8Rng, of: &'c Customer, old: f64) -> &'c Home {
    of.home_before.as_ref().filter(|_| chance.random_bool(old)).unwrap_or(&of.home)
}

fn family<'c>(chance: &mut ChaCha8Rng, of: &'c Customer, old: f64) -> &'c str {
    of.family_before.as_deref().filter(|_| chance.random_bool(old)).unwrap_or(&of.family)
}

/// A telephone somebody gives: theirs, the one they had, or the household's.
fn number(chance: &mut ChaCha8Rng, of: &Customer, old: f64) -> String {
    let mobile = of.mobile_before.as_deref().filter(|_| chance.random_bool(old)).unwrap_or(&of.mobile);
    let told = of.landline.as_deref().filter(|_| chance.random_bool(0.3)).unwrap_or(mobile);
    phone(chance, told, of.is_belgian())
}

fn mail(chance: &mut ChaCha8Rng, of: &Customer, old: f64) -> String {
    let own = of.email_before.as_deref().filter(|_| chance.random_bool(old)).unwrap_or(&of.email);
    of.email_shared.as_deref().filter(|_| chance.random_bool(0.6)).unwrap_or(own).to_owned()
}

fn some(chance: &mut ChaCha8Rng, share: f64, of: impl FnOnce(&mut ChaCha8Rng) -> String) -> String {
    if chance.random_bool(share) { of(chance) } else { String::new() }
}

/// A day in the years in which such systems were filled.
fn joined(chance: &mut ChaCha8Rng) -> (u16, u8, u8) {
    (chance.random_range(2013..=2026), chance.random_range(1..=7), chance.random_range(1..=28))
}

/// The loyalty engine: filled in on paper in a store, typed by somebody else, in capitals since 2012.
pub(super) fn loyalty(chance: &mut ChaCha8Rng, people: &[Customer]) -> Export {
    const HEADERS: [&str; 10] = [
        "Numéro de carte",
        "Nom",
        "Prénom",
        "Date de naissance",
        "Adresse",
        "Code postal",
        "Ville",
        "Téléphone",
        "Courriel",
        "Adhésion",
    ];
    let mut rows = Rows(Vec::new());
    for (who, it) in (0..).zip(people) {
        for _ in 0..times(chance, 0.55, 0.09) {
            let home = home(chance, it, 0.55);
            let line = street(chance, home, 0.5);
            let (y, m, d) = born(chance, it, 0.04);
            let (name, first) = (family(chance, it, 0.6).to_owned(), given(chance, it.given, 0.03));
            let (name, first) = (typed(chance, &name, 0.05), typed(chance, &first, 0.04));
            let (town, postcode) = (home.town, typed(chance, home.postcode, 0.015));
            let (ay, am, ad) = joined(chance);
            rows.0.push((
                who,
                vec![
                    String::new(),
                    dressed(chance, &name, Dress::Capitals),
                    dressed(chance, &first, Dress::Capitals),
                    some(chance, 0.86, |_| format!("{d:02}/{m:02}/{y}")),
                    typed(chance, &line, 0.05),
                    postcode,
                    town.to_uppercase(),
                    some(chance, 0.78, |chance| number(chance, it, 0.6)),
                    some(chance, 0.42, |chance| {
                        let told = mail(chance, it, 0.6);
                        typed(chance, &told, 0.04)
                    }),
                    format!("{ad:02}/{am:02}/{ay}"),
                ],
            ));
        }
    }
    rows.into_export(chance, &HEADERS, |at| format!("2901{:08}", 40_118 + at * 37))
}

/// The web shop: typed by the customers themselves, in English columns.
pub(super) fn shop(chance: &mut ChaCha8Rng, people: &[Customer]) -> Export {
    const HEADERS: [&str; 9] =
        ["customer_id", "first_name", "last_name", "email", "phone", "address_1", "postcode", "city", "created_at"];
    let mut rows = Rows(Vec::new());
    for (who, it) in (0..).zip(people) {
        let young = if it.born.0 > 1975 { 0.36 } else { 0.19 };
        for _ in 0..times(chance, young, 0.08) {
            let home = home(chance, it, 0.2);
            let line = street(chance, home, 0.3);
            let (name, first) = (family(chance, it, 0.3).to_owned(), given(chance, it.given, 0.06));
            let (name, first) = (dressed(chance, &name, Dress::Rushed), dressed(chance, &first, Dress::Rushed));
            let (ay, am, ad) = joined(chance);
            rows.0.push((
                who,
                vec![
                    String::new(),
                    typed(chance, &first, 0.02),
                    typed(chance, &name, 0.02),
                    mail(chance, it, 0.35),
                    some(chance, 0.63, |chance| number(chance, it, 0.3)),
                    some(chance, 0.88, |_| line.clone()),
                    some(chance, 0.9, |_| home.postcode.to_owned()),
                    some(chance, 0.9, |_| home.town.to_owned()),
                    format!("{ay}-{am:02}-{ad:02}"),
                ],
            ));
        }
    }
    rows.into_export(chance, &HEADERS, |at| format!("C{:06}", 100_001 + at))
}

/// What is typed at the till when nobody wants to give a number.
const NO_PHONE: [&str; 3] = ["0600000000", "06 00 00 00 00", "0000000000"];

/// The tills: names asked for a warranty or a return while others queue.
pub(super) fn tills(chance: &mut ChaCha8Rng, people: &[Customer]) -> Export {
    const HEADERS: [&str; 8] = ["Numéro de ticket", "Magasin", "NOM", "PRENOM", "Tel", "CP", "Commune", "Mail"];
    let mut rows = Rows(Vec::new());
    for (who, it) in (0..).zip(people) {
        for _ in 0..times(chance, 0.14, 0.22) {
            let home = home(chance, it, 0.3);
            let (name, first) = (family(chance, it, 0.3).to_owned(), given(chance, it.given, 0.22));
            let (name, first) = (typed(chance, &name, 0.08), typed(chance, &first, 0.05));
            let telephone = if chance.random_bool(0.05) {
                NO_PHONE[chance.random_range(0..NO_PHONE.len())].to_owned()
            } else {
                some(chance, 0.72, |chance| number(chance, it, 0.3))
            };
            let day = chance.random_range(0..210);
            rows.0.push((
                who,
                vec![
                    String::new(),
                    format!("S{:03}-{day:03}", chance.random_range(1..=148)),
                    dressed(chance, &name, Dress::Capitals),
                    dressed(chance, &first, Dress::Rushed),
                    telephone,
                    some(chance, 0.8, |chance| typed(chance, home.postcode, 0.03)),
                    some(chance, 0.5, |chance| dressed(chance, home.town, Dress::Rushed)),
                    some(chance, 0.22, |chance| {
                        let told = mail(chance, it, 0.3);
                        if chance.random_bool(0.12) {
                            return "pasdemail@solvene.example".to_owned();
                        }
                        typed(chance, &told, 0.1)
                    }),
                ],
            ));
        }
    }
    rows.into_export(chance, &HEADERS, |at| format!("T{:07}", 4_410_200 + at * 3))
}

/// The e-mailing tool: an address, and what a form once asked beside it.
pub(super) fn emailing(chance: &mut ChaCha8Rng, people: &[Customer]) -> Export {
    const HEADERS: [&str; 7] = ["id_contact", "email", "prenom", "nom", "naissance", "cp", "accord"];
    let mut rows = Rows(Vec::new());
    for (who, it) in (0..).zip(people) {
        for _ in 0..times(chance, 0.3, 0.05) {
            let home = home(chance, it, 0.4);
            let (name, first) = (family(chance, it, 0.4).to_owned(), given(chance, it.given, 0.05));
            let (y, m, d) = born(chance, it, 0.03);
            rows.0.push((
                who,
                vec![
                    String::new(),
                    mail(chance, it, 0.45),
                    some(chance, 0.85, |chance| dressed(chance, &first, Dress::Rushed)),
                    some(chance, 0.72, |chance| dressed(chance, &name, Dress::Rushed)),
                    some(chance, 0.24, |_| format!("{y}-{m:02}-{d:02}")),
                    some(chance, 0.45, |_| home.postcode.to_owned()),
                    if chance.random_bool(0.87) { "oui" } else { "non" }.to_owned(),
                ],
            ));
        }
    }
    rows.into_export(chance, &HEADERS, |at| format!("K{:06}", 1 + at))
}
