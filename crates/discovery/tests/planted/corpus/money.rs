//! Card lines and expense claims: tools among caterers, trains and hotels, in the words of banks.

use jiff::ToSpan;

use super::File;
use super::browsing::Noise;
use super::chance::Chance;
use super::house::{House, TEAMS};
use super::tools::{Tool, Trace};

/// One line of a statement.
struct Line {
    /// Days from the beginning of what is logged; most lie before it.
    day: i64,
    merchant: String,
    cents: i64,
    currency: &'static str,
    who: usize,
    code: &'static str,
    category: &'static str,
    tool: usize,
}

const NO_TOOL: usize = usize::MAX;
/// How far back statements go, in days.
const BACK: i64 = 92;

/// Suppliers that are no tools: the name, what it is, its code, its category, and how much it is in euros.
const SUPPLIERS: [(&str, &str, &str, i64); 44] = [
    ("SNCF INTERNET PARIS", "4112", "Déplacements", 95),
    ("SNCF CONNECT", "4112", "Déplacements", 88),
    ("TRAINLINE.COM", "4112", "Déplacements", 120),
    ("AIR FRANCE 0572351", "3006", "Déplacements", 280),
    ("UBER *TRIP", "4121", "Déplacements", 24),
    ("G7 TAXI PARIS", "4121", "Déplacements", 31),
    ("IBIS LYON PART DIEU", "7011", "Hébergement", 118),
    ("MERCURE NANTES CTR", "7011", "Hébergement", 134),
    ("BOOKING.COM AMSTERDAM", "7011", "Hébergement", 190),
    ("NOVOTEL LILLE", "7011", "Hébergement", 129),
    ("LE BISTROT DU PORT", "5812", "Restauration", 46),
    ("SUSHI SHOP LYON", "5812", "Restauration", 38),
    ("SMASH BURGER LYON 3", "5812", "Restauration", 29),
    ("BATCH BAKERY PARIS 11", "5812", "Restauration", 18),
    ("MONDAY CAFE NANTES", "5812", "Restauration", 14),
    ("DELIVEROO", "5812", "Restauration", 34),
    ("TRAITEUR ROYER ET FILS", "5811", "Restauration", 640),
    ("CLASS'CROUTE", "5812", "Restauration", 88),
    ("AMAZON EU SARL", "5942", "Fournitures", 52),
    ("AMZN Mktp FR*2K4TR8", "5942", "Fournitures", 37),
    ("BUREAU VALLEE", "5943", "Fournitures", 61),
    ("LYRECO FRANCE", "5943", "Fournitures", 210),
    ("FNAC DARTY PRO", "5732", "Fournitures", 149),
    ("IKEA NANTES", "5712", "Mobilier", 320),
    ("TOTALENERGIES RELAIS", "5541", "Carburant", 71),
    ("INDIGO PARK 0412", "7523", "Déplacements", 19),
    ("VINCI AUTOROUTES", "4784", "Déplacements", 27),
    ("LA POSTE BOUTIQUE", "9402", "Affranchissement", 33),
    ("CHRONOPOST FACT", "4215", "Transport", 84),
    ("EXAPRINT MONTPELLIER", "2741", "Impression", 390),
    ("PRINTOCLOCK", "2741", "Impression", 145),
    ("INTERFLORA", "5992", "Cadeaux", 58),
    ("ZOOM PHOTO TIRAGE", "7395", "Impression", 42),
    ("CANVAS ET CADRES BORDEAUX", "5970", "Mobilier", 180),
    ("LOOM COWORKING PARIS", "6513", "Location", 290),
    ("DRIFT KARTING EVENTS", "7999", "Événements", 410),
    ("KIT HYGIENE PRO", "5085", "Fournitures", 73),
    ("MAKE UP FOR EVER PRO", "5977", "Fournitures", 66),
    ("SALON E-COMMERCE EXPO", "7399", "Événements", 950),
    ("VIPARIS LE PALAIS", "7399", "Événements", 1_200),
    ("FORMATION ORSYS", "8299", "Formation", 1_450),
    ("AGENCE PIXELLE SARL", "7333", "Prestations", 2_300),
    ("PHOTOGRAPHE J RENARD", "7221", "Prestations", 850),
    ("HUISSIER ME DUPUIS", "8111", "Prestations", 240),
];
/// Suppliers paid every month.
const MONTHLY: [(&str, &str, &str, i64); 9] = [
    ("ORANGE BUSINESS FACT", "4814", "Télécom", 1_480),
    ("EDF ENTREPRISES", "4900", "Énergie", 3_200),
    ("NESPRESSO PRO", "5499", "Fournitures", 164),
    ("LE MONDE ABONNEMENT", "5968", "Presse", 32),
    ("AXA FRANCE IARD PREL", "6300", "Assurances", 780),
    ("ELIS SERVICES", "7213", "Prestations", 540),
    ("LES ECHOS ABO", "5968", "Presse", 44),
    ("LOCATION XEROX", "7394", "Location", 310),
    ("BASIC FIT PRO", "7997", "Avantages", 290),
];
const TOOL_CODES: [(&str, f64); 6] =
    [("5734", 5.0), ("5817", 1.0), ("7372", 3.0), ("4816", 1.5), ("7311", 1.0), ("7399", 1.5)];

/// Writes a card statement and an export of expense claims.
pub fn write(seed: u64, house: &House, tools: &mut [Tool], noise: &Noise) -> Vec<File> {
    let mut chance = Chance::of(seed, "money");
    let mut lines = Vec::new();
    for (number, tool) in tools.iter().enumerate().filter(|(_, tool)| tool.meant.contains(&Trace::Expense)) {
        pay(number, tool, house, &mut chance, &mut lines);
    }
    let everybody = house.people.len();
    for _ in 0..620 {
        let (merchant, code, category, euros) = *chance.pick(&SUPPLIERS);
        let cents = (chance.about(euros as f64 * 100.0, 0.4)) as i64;
        let merchant = if chance.happens(0.3) { format!("CB {merchant}") } else { merchant.to_owned() };
        let (day, who, currency) = (chance.between(-BACK, house.days - 1), chance.below(everybody), "EUR");
        // At times money comes back.
        let cents = if chance.happens(0.02) { -cents } else { cents };
        lines.push(Line { day, merchant, cents, currency, who, code, category, tool: NO_TOOL });
    }
    for (merchant, code, category, euros) in MONTHLY {
        let who = chance.below(everybody);
        let cents = chance.about(euros as f64 * 100.0, 0.3) as i64;
        for month in 0..4 {
            let day = -BACK + 5 + month * 30 + chance.between(0, 2);
            lines.push(Line {
                day,
                merchant: merchant.to_owned(),
                cents,
                currency: "EUR",
                who,
                code,
                category,
                tool: NO_TOOL,
            });
        }
    }
    // An afternoon's trial, charged and given back.
    for trial in &noise.trials {
        if chance.happens(0.12) {
            let cents = chance.between(9, 99) * 100;
            let merchant = descriptor(&trial.merchant, &trial.domain, &mut chance);
            for (after, cents) in [(0, cents), (chance.between(2, 9), -cents)] {
                let (day, who) = ((trial.day + after).min(house.days - 1), trial.who);
                lines.push(Line {
                    day,
                    merchant: merchant.clone(),
                    cents,
                    currency: "EUR",
                    who,
                    code: "5734",
                    category: "Logiciels",
                    tool: NO_TOOL,
                });
            }
        }
    }
    lines.sort_by_key(|line| (line.day, line.who, line.cents));
    for line in &lines {
        if let Some(tool) = tools.get_mut(line.tool) {
            tool.leaves(Trace::Expense, 1);
        }
    }
    let (cards, claims): (Vec<&Line>, Vec<&Line>) = lines.iter().partition(|line| line.who % 3 != 0);
    vec![card_statement(house, &cards), expense_claims(house, &claims)]
}

/// What a tool costs, as long as it has been there.
fn pay(number: usize, tool: &Tool, house: &House, chance: &mut Chance, lines: &mut Vec<Line>) {
    let who = tool.users.first().map_or_else(|| chance.below(80), |user| user.0);
    let euros = *chance.pick(&[9, 12, 19, 29, 39, 49, 59, 79, 89, 99, 129, 199, 299, 490, 690, 1_250]);
    let cents = euros * 100 + [0, 0, 90, 99][chance.below(4)];
    let currency = if chance.happens(0.2) { "USD" } else { "EUR" };
    let weights: Vec<f64> = TOOL_CODES.iter().map(|it| it.1).collect();
    let code = TOOL_CODES[chance.weighted(&weights)].0;
    let category =
        if chance.happens(0.75) { "Logiciels" } else { *chance.pick(&["Autres", "Prestations", "Publicité"]) };
    let site = if tool.billed_by_another { "" } else { tool.home() };
    let merchant = descriptor(&tool.merchant, site, chance);
    let start = tool.since.max(-BACK);
    let mut push = |day: i64, cents: i64, merchant: String| {
        lines.push(Line { day, merchant, cents, currency, who, code, category, tool: number });
    };
    match chance.weighted(&[0.72, 0.15, 0.13]) {
        0 => {
            let mut day = start + chance.between(0, 25.min(house.days - 1 - start));
            while day < house.days {
                // The words stay, but for the number at their end.
                push(day, cents, merchant.clone());
                day += 30 + chance.between(0, 1);
            }
        }
        1 => push(chance.between(start, house.days - 1), cents * 10, merchant),
        _ => {
            for _ in 0..2 + chance.few(2.0).min(8) {
                let amount = chance.about(cents as f64, 0.5) as i64;
                push(chance.between(start, house.days - 1), amount, merchant.clone());
            }
        }
    }
}

/// How banks write a merchant.
fn descriptor(words: &str, site: &str, chance: &mut Chance) -> String {
    let phone = format!("{}-{}-{}", chance.between(800, 889), chance.between(200, 999), chance.between(1_000, 9_999));
    let plain = words.to_owned();
    let text = match chance.weighted(&[1.2, 1.0, 0.8, 0.8, 0.7, 0.8, 0.7, 0.6, 0.6, 0.5, 0.5, 0.5]) {
        0 => plain,
        1 => format!("{plain} INC* {phone}"),
        2 => format!("{plain}* {phone}"),
        3 => format!("PAYPAL *{plain}"),
        4 => format!("SP * {plain}"),
        5 => format!("{plain} SAS PARIS 0{} FR", chance.between(1, 9)),
        6 => format!("CB {plain} FACT {:02}0{}26", chance.between(1, 28), chance.between(6, 9)),
        7 => format!("PADDLE.NET* {plain}"),
        8 => format!("{plain} DUBLIN IRL"),
        9 if site.is_empty() => format!("{plain} {phone}"),
        9 => format!("{} {phone}", site.to_uppercase()),
        10 => format!("PRLV SEPA {plain} SAS"),
        _ => format!("{} {} SUBSCRIPTION", plain, chance.hex().to_uppercase()),
    };
    let text = if chance.happens(0.25) { text.to_lowercase() } else { text };
    // Card networks leave 22 signs, banks a few more.
    let most = [40, 30, 25, 22][chance.weighted(&[0.5, 0.2, 0.2, 0.1])];
    text.chars().take(most).collect::<String>().trim_end().to_owned()
}

fn card_statement(house: &House, lines: &[&Line]) -> File {
    let mut out = String::from("Date opération;Libellé;Montant;Devise;Porteur;Service;Code MCC;Catégorie\r\n");
    for line in lines {
        let (date, person) = (house.first.saturating_add(line.day.days()), &house.people[line.who]);
        let sign = if line.cents < 0 { "-" } else { "" };
        let (whole, part) = (line.cents.abs() / 100, line.cents.abs() % 100);
        let whole = if whole >= 1_000 { format!("{} {:03}", whole / 1_000, whole % 1_000) } else { whole.to_string() };
        out += &format!(
            "{:02}/{:02}/{};{};{sign}{whole},{part:02};{};{};{};{};{}\r\n",
            date.day(),
            date.month(),
            date.year(),
            line.merchant,
            line.currency,
            person.login,
            TEAMS[person.team].0,
            line.code,
            line.category
        );
    }
    File::new("releve-cartes.csv", Trace::Expense, format!("\u{feff}{out}").into_bytes())
}

fn expense_claims(house: &House, lines: &[&Line]) -> File {
    let mut out =
        String::from("Transaction date,Merchant,Amount,Currency,Employee,Department,Merchant category code,Memo\n");
    for line in lines {
        let (date, person) = (house.first.saturating_add(line.day.days()), &house.people[line.who]);
        out += &format!(
            "{date},\"{}\",{}{}.{:02},{},{}@{},{},{},\n",
            line.merchant,
            if line.cents < 0 { "-" } else { "" },
            line.cents.abs() / 100,
            line.cents.abs() % 100,
            line.currency,
            person.login,
            house.domain,
            TEAMS[person.team].0,
            line.code
        );
    }
    File::new("expenses.csv", Trace::Expense, out.into_bytes())
}
