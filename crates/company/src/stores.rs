//! The 148 stores, with how sure their stock is: drawn from the seed, so that 37 stand below 97 % and 111 do not.

use rand::seq::SliceRandom;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::cell::french_day;
use crate::table::Table;

/// How many stores there are.
pub const STORES: usize = 148;
/// How many of them stand below [`NEEDED`].
pub const BELOW: usize = 37;
/// How many tenths of a percent of a stock have to be right before an hour's pick-up can be promised.
pub const NEEDED: u32 = 970;

/// The towns with two stores each; the last one has one.
const FRENCH: [&str; 70] = [
    "Angers",
    "Nantes",
    "Rennes",
    "Brest",
    "Quimper",
    "Lorient",
    "Vannes",
    "Laval",
    "Le Mans",
    "Tours",
    "Orléans",
    "Blois",
    "Bourges",
    "Poitiers",
    "Niort",
    "La Rochelle",
    "Angoulême",
    "Limoges",
    "Bordeaux",
    "Bayonne",
    "Pau",
    "Tarbes",
    "Toulouse",
    "Albi",
    "Montauban",
    "Perpignan",
    "Béziers",
    "Montpellier",
    "Nîmes",
    "Avignon",
    "Toulon",
    "Nice",
    "Grenoble",
    "Chambéry",
    "Annecy",
    "Lyon",
    "Saint-Étienne",
    "Clermont-Ferrand",
    "Moulins",
    "Nevers",
    "Dijon",
    "Besançon",
    "Belfort",
    "Mulhouse",
    "Colmar",
    "Strasbourg",
    "Nancy",
    "Metz",
    "Épinal",
    "Troyes",
    "Reims",
    "Charleville",
    "Amiens",
    "Beauvais",
    "Lille",
    "Arras",
    "Dunkerque",
    "Valenciennes",
    "Rouen",
    "Le Havre",
    "Évreux",
    "Caen",
    "Cherbourg",
    "Alençon",
    "Chartres",
    "Dreux",
    "Saumur",
    "Cholet",
    "La Roche-sur-Yon",
    "Saint-Nazaire",
];
const BELGIAN: [&str; 9] = ["Namur", "Liège", "Charleroi", "Mons", "Tournai", "Bruxelles", "Gand", "Bruges", "Anvers"];

/// Delivery's list of stores (`parc_magasins.csv`).
pub(crate) fn stores(seed: u64) -> Table {
    let mut table = Table::new(
        "magasins",
        &["Code magasin", "Magasin", "Pays", "Format", "Fiabilité stock (%)", "Dernier inventaire"],
    );
    let mut chance = ChaCha8Rng::seed_from_u64(seed ^ 0x0057_07e5);
    let mut below: Vec<bool> = (0..STORES).map(|n| n < BELOW).collect();
    below.shuffle(&mut chance);
    let french = FRENCH.iter().flat_map(|town| [format!("{town} Nord"), format!("{town} Sud")]);
    let french = french.take(STORES - BELGIAN.len()).map(|name| (name, "France"));
    let belgian = BELGIAN.iter().map(|town| ((*town).to_owned(), "Belgique"));
    for (n, ((name, country), below)) in french.chain(belgian).zip(below).enumerate() {
        let tenths = if below { chance.random_range(902..NEEDED) } else { chance.random_range(NEEDED..997) };
        // Rolling counts: most since spring, one store in thirty not since last autumn.
        let old = chance.random_range(0..30) == 0;
        let (year, month) = if old { (2025, chance.random_range(9..12)) } else { (2026, chance.random_range(3..8)) };
        let day = french_day((year, month, chance.random_range(1..25)));
        let format = if n.is_multiple_of(5) { "Jardinerie" } else { "Maison et jardin" };
        table.push([
            format!("S{:03}", n + 1),
            name,
            country.to_owned(),
            format.to_owned(),
            format!("{},{}", tenths / 10, tenths % 10),
            day,
        ]);
    }
    table
}
