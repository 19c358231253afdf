//! An estate of any size: what a group of this trade would run if every city had its own, for benchmarks.
//!
//! Names are made of a function and a city, so that they read as real ones; numbers are drawn from the seed.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::table::Table;

/// How many systems, flows and elements there are, Solvène's own included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Estate {
    /// How many systems.
    pub systems: usize,
    /// How many flows.
    pub flows: usize,
    /// How many interface elements.
    pub elements: usize,
}

impl Estate {
    /// That of the large size.
    pub const LARGE: Estate = Estate { systems: 2_000, flows: 20_000, elements: 5_000 };
}

const CITIES: [&str; 50] = [
    "Angers",
    "Rennes",
    "Nantes",
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
    "Roanne",
    "Dijon",
    "Besançon",
    "Mulhouse",
    "Colmar",
    "Nancy",
    "Metz",
    "Reims",
    "Troyes",
    "Amiens",
    "Lille",
    "Caen",
    "Namur",
    "Liège",
];

/// Function in French and in English, a word of capability in each.
const FUNCTIONS: [(&str, &str); 40] = [
    ("Planning des équipes", "Staff rota"),
    ("Étiquettes électroniques", "Electronic shelf labels"),
    ("Portail fournisseurs", "Supplier portal"),
    ("Prise de rendez-vous", "Appointment booking"),
    ("Devis cuisine", "Kitchen quotes"),
    ("Location d'outils", "Tool hire"),
    ("Atelier de découpe", "Cutting workshop"),
    ("Livraison locale", "Local delivery"),
    ("Tournées de camions", "Lorry rounds"),
    ("Réserve du magasin", "Stockroom"),
    ("Inventaire tournant", "Rolling stock-take"),
    ("Réception des marchandises", "Goods-in"),
    ("Retours fournisseurs", "Supplier returns"),
    ("Service après-vente", "After-sales service"),
    ("Pièces détachées", "Spare parts"),
    ("Pose à domicile", "Home fitting"),
    ("Carte professionnelle", "Trade card"),
    ("Comptes professionnels", "Trade accounts"),
    ("File d'attente", "Queue tickets"),
    ("Bornes de commande", "Order kiosks"),
    ("Comptage des visiteurs", "Footfall counter"),
    ("Wi-Fi clients", "Customer Wi-Fi"),
    ("Enquête de satisfaction", "Satisfaction survey"),
    ("Affiches de prix", "Price posters"),
    ("Plan du magasin", "Store map"),
    ("Parking et bornes de charge", "Car park and charging points"),
    ("Coffre et fonds de caisse", "Safe and floats"),
    ("Monnayeurs", "Coin machines"),
    ("Vidéosurveillance", "Video surveillance"),
    ("Badges et accès", "Badges and access"),
    ("Énergie du bâtiment", "Building energy"),
    ("Froid et serre", "Cold room and greenhouse"),
    ("Arrosage de la pépinière", "Nursery watering"),
    ("Formation des équipes", "Staff training"),
    ("Intranet du magasin", "Store intranet"),
    ("Cahier de liaison", "Handover book"),
    ("Litiges et réclamations", "Disputes and complaints"),
    ("Ateliers clients", "Customer workshops"),
    ("Réemploi et recyclage", "Reuse and recycling"),
    ("Contrôle qualité", "Quality control"),
];

const DEPARTMENTS: [(&str, &str); 10] = [
    ("Jardin", "Garden"),
    ("Cuisine", "Kitchen"),
    ("Salle de bain", "Bathroom"),
    ("Outillage", "Tools"),
    ("Mobilier", "Furniture"),
    ("Décoration", "Decoration"),
    ("Peinture", "Paint"),
    ("Luminaire", "Lighting"),
    ("Animalerie", "Pets"),
    ("Bois et matériaux", "Timber and materials"),
];

const SCREENS: [(&str, &str, &str); 10] = [
    ("Page rayon", "Department page", "ecommerce-site"),
    ("Page des offres", "Offers page", "ecommerce-site"),
    ("Page conseil", "Advice page", "cms"),
    ("Lettre locale", "Local newsletter", "emailing"),
    ("Écran de rayon", "Department screen", "store-signage"),
    ("Borne de commande", "Order kiosk", "ecommerce-site"),
    ("Écran vendeur", "Staff screen", "seller-tablet"),
    ("Notification locale", "Local push message", "automation"),
    ("Page de rendez-vous", "Appointment page", "ecommerce-site"),
    ("Liste d'articles dans l'appli", "Item list in the app", "mobile-app"),
];

const OWNERS: [&str; 5] = ["Squad Fidélité", "Squad Web", "Squad Données", "Squad Magasin", "Squad Plateforme"];
const HOSTINGS: [&str; 4] = ["sur site", "cloud", "SaaS", "en magasin"];
const VENDORS: [&str; 8] =
    ["Solvène", "Quaidoc", "Ordalys", "Gestoria", "Cassiopée Systèmes", "Missiva", "Lacustre", "Vueclair"];

/// Adds systems to Solvène's own until there are enough.
pub(crate) fn add_systems(table: &mut Table, seed: u64, estate: Estate) {
    let mut chance = chance(seed, 1);
    let own = table.rows.len();
    for i in 0..estate.systems.saturating_sub(own) {
        let (Both { fr, en }, city) = (function_of(i), CITIES[i / FUNCTIONS.len() % CITIES.len()]);
        let can = FUNCTIONS[i % FUNCTIONS.len()];
        let limit = chance.random_range(5_u32..400);
        let load = limit * chance.random_range(10_u32..95) / 100;
        let known = chance.random_bool(0.7);
        let since = format!(
            "{:02}/{:02}/{}",
            chance.random_range(1..=28),
            chance.random_range(1..=12),
            chance.random_range(2008..=2025)
        );
        table.push([
            id_of(i),
            format!("{fr} - {city}"),
            format!("{en} - {city}"),
            format!("{fr} du magasin de {city}."),
            format!("{en} of the {city} store."),
            format!("Équipes et clients de {city}"),
            format!("Staff and customers of {city}"),
            format!("Le magasin de {city} s'en passe et note à la main."),
            format!("The {city} store does without and takes notes by hand."),
            pick(&mut chance, &OWNERS).into(),
            pick(&mut chance, &VENDORS).into(),
            pick(&mut chance, &HOSTINGS).into(),
            if city == "Namur" || city == "Liège" { "BE" } else { "FR" }.into(),
            if known { limit.to_string() } else { String::new() },
            if known { load.to_string() } else { String::new() },
            format!("99,{}\u{a0}%", chance.random_range(0..=9)),
            chance.random_range(20..=900).to_string(),
            since,
            String::new(),
            String::new(),
            String::new(),
            String::new(),
            chance.random_range(1..=40).to_string(),
            format!("{}, {}", can.0.to_lowercase(), can.1.to_lowercase()),
        ]);
    }
}

/// Adds flows between the systems added, and from Solvène's own to them, until there are enough.
///
/// Most run from an earlier system to a later one; one in fifty runs back, by night, so that there are cycles.
pub(crate) fn add_flows(table: &mut Table, own_systems: &[&str], seed: u64, estate: Estate) {
    let mut chance = chance(seed, 2);
    let added = estate.systems.saturating_sub(own_systems.len());
    let mut seen = std::collections::HashSet::new();
    let mut push = |table: &mut Table, from: String, to: String, mode: &str, rate: String| {
        if from != to && seen.insert((from.clone(), to.clone())) {
            table.push([from, to, mode.into(), rate, String::new(), String::new(), String::new()]);
        }
    };
    // Each system is called by one that comes before it, so that every one can be reached from a customer.
    for i in 0..added {
        let from = if i < 200 { pick(&mut chance, &CALLERS).into() } else { id_of(chance.random_range(0..i)) };
        push(table, from, id_of(i), "dégradable", french(&mut chance));
    }
    while table.rows.len() < estate.flows {
        let (a, b) = (chance.random_range(0..added), chance.random_range(0..added));
        let (first, later) = (id_of(a.min(b)), id_of(a.max(b)));
        if chance.random_ratio(1, 50) {
            push(table, later, first, "batch", String::new());
        } else {
            let mode = pick(&mut chance, &["dur", "dégradable", "asynchrone", "batch"]);
            let rate = if chance.random_bool(0.6) { french(&mut chance) } else { String::new() };
            push(table, first, later, mode, rate);
        }
    }
}

/// The systems of Solvène that call the stores' own.
const CALLERS: [&str; 5] = ["api-gateway", "ecommerce-site", "seller-tablet", "tills", "oms"];

/// Adds interface elements to Solvène's own until there are enough.
pub(crate) fn add_elements(table: &mut Table, seed: u64, estate: Estate) {
    let mut chance = chance(seed, 3);
    let own = table.rows.len();
    for i in 0..estate.elements.saturating_sub(own) {
        let ((screen, screen_en, channel), rest) = (SCREENS[i % 10], i / 10);
        let ((department, department_en), city) = (DEPARTMENTS[rest % 10], CITIES[rest / 10 % CITIES.len()]);
        table.push([
            format!("page-{:04}", i + 1),
            format!("{screen} {department} - {city}"),
            format!("{department_en} {} - {city}", lower_first(screen_en)),
            format!("Le rayon {department} vu de {city}."),
            format!("The {department_en} department as seen from {city}."),
            pick(&mut chance, &["Cherche des idées", "Choisit un article", "Trouve un magasin"]).into(),
            channel.into(),
            french(&mut chance),
            String::new(),
            pick(&mut chance, &["samedi 16:00", "dimanche 20:30", "mercredi 14:00"]).into(),
            chance.random_range(5..=180).to_string(),
            pick(&mut chance, &["Fiche article, Prix", "Règle de promotion", "Niveau de stock"]).into(),
            String::new(),
            chance.random_range(0..=3).to_string(),
        ]);
    }
}

/// Chance for one list: the same seed always gives the same draws, whatever the other lists drew.
fn chance(seed: u64, list: u64) -> ChaCha8Rng {
    let mut chance = ChaCha8Rng::seed_from_u64(seed);
    chance.set_stream(list);
    chance
}

fn pick<'a>(chance: &mut ChaCha8Rng, among: &[&'a str]) -> &'a str {
    among[chance.random_range(0..among.len())]
}

/// The key of the `i`th system added.
fn id_of(i: usize) -> String {
    let (function, city) = (function_of(i).en, CITIES[i / FUNCTIONS.len() % CITIES.len()]);
    base::slug(&format!("{function} {city}"))
}

struct Both {
    fr: String,
    en: String,
}

/// What the `i`th system added is for; once every city has one of each function, each department of its store has one.
fn function_of(i: usize) -> Both {
    let (fr, en) = FUNCTIONS[i % FUNCTIONS.len()];
    let round = i / (FUNCTIONS.len() * CITIES.len());
    match round.checked_sub(1).map(|round| DEPARTMENTS[round % DEPARTMENTS.len()]) {
        None => Both { fr: fr.to_owned(), en: en.to_owned() },
        Some((department, department_en)) => {
            Both { fr: format!("{fr} {department}"), en: format!("{en} {department_en}") }
        }
    }
}

/// Draws a rate with one decimal, written the French way.
fn french(chance: &mut ChaCha8Rng) -> String {
    let tenths = chance.random_range(1_u32..60);
    if tenths % 10 == 0 { (tenths / 10).to_string() } else { format!("{},{}", tenths / 10, tenths % 10) }
}

fn lower_first(words: &str) -> String {
    let mut signs = words.chars();
    signs.next().map_or(String::new(), |first| first.to_lowercase().chain(signs).collect())
}
