//! The mistakes planted in Solvène's files, as real files have them, so that a test can hold that each is reported
//! and that nothing else is.
//!
//! The smallest world has none.

use base::Say;

use crate::Size;
use crate::cell::Both;
use crate::table::Table;

/// Everything planted in the files of a size, with its line.
pub fn of(size: Size, seed: u64) -> Vec<Planted> {
    crate::hand_over::all(size, seed, crate::hand_over::Rates::Listed).1
}

/// Everything planted in the files of [`crate::evidence`] that are lists, with its line.
pub fn of_evidence(size: Size, seed: u64) -> Vec<Planted> {
    crate::shadow::all(size, seed).1
}

/// Everything planted in the files of [`crate::tracked`], with its line.
pub fn of_tracked(size: Size, seed: u64) -> Vec<Planted> {
    crate::trackers::all(size, seed).1
}

/// What an import should do about something planted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expect {
    /// Rejects the row.
    RowRejected,
    /// Takes the row and rejects the one value.
    ValueRejected,
    /// Takes it all, and the catalogue finds that the name leads nowhere.
    Dangling,
    /// Takes it all, and the catalogue shows two sources that say different things.
    Conflict,
    /// Names the column among those nothing was read from.
    Unmapped,
    /// Reads it right: it only looks wrong.
    ReadRight,
}

/// Where something planted stands, and what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planted {
    /// The file.
    pub file: &'static str,
    /// The sheet of a workbook.
    pub sheet: Option<&'static str>,
    /// The line in the file or the row in the sheet, counted from 1.
    pub line: u64,
    /// The column's header as it stands in the file; `None` when the whole row is concerned.
    pub column: Option<String>,
    /// What stands there.
    pub value: String,
    /// What is wrong with it, or only looks so.
    pub what: Say,
    /// What an import should do about it.
    pub expect: Expect,
}

/// One thing to plant.
struct Seed {
    file: &'static str,
    sheet: Option<&'static str>,
    spot: Spot,
    what: Both,
    expect: Expect,
}

enum Spot {
    /// In the row of a key, under a header, this instead of what belongs there.
    Cell(&'static str, &'static str, &'static str),
    /// In the row of the flow between two systems, under a header, this.
    FlowCell((&'static str, &'static str), &'static str, &'static str),
    /// After the row of a key, a row with these cells under these headers.
    Row(&'static str, &'static [(&'static str, &'static str)]),
    /// A header written otherwise.
    Header(&'static str, &'static str),
    /// At the end, one more column with this in every row.
    Column(&'static str, &'static str),
    /// After the last row, an empty one.
    EmptyLine,
}

use Expect::{Conflict, Dangling, ReadRight, RowRejected, Unmapped, ValueRejected};
use Spot::{Cell, Column, EmptyLine, FlowCell, Header, Row};

const fn seed(file: &'static str, spot: Spot, what: Both, expect: Expect) -> Seed {
    Seed { file, sheet: None, spot, what, expect }
}

const fn in_sheet(file: &'static str, sheet: &'static str, spot: Spot, what: Both, expect: Expect) -> Seed {
    Seed { file, sheet: Some(sheet), spot, what, expect }
}

/// Everything planted.
static SEEDS: &[Seed] = &[
    seed(
        "systemes.csv",
        Header("Pays", "Pays  "),
        ("en-tête suivi de deux espaces", "header followed by two spaces"),
        ReadRight,
    ),
    seed(
        "systemes.csv",
        Column("Code CMDB", "CI-00"),
        ("colonne que personne ne connaît", "a column nobody knows"),
        Unmapped,
    ),
    seed(
        "systemes.csv",
        Cell(
            "payment",
            "Description",
            "Accepte les cartes et les paiements en plusieurs fois.\nSans contact ; sans « surprise ».",
        ),
        ("retour à la ligne et point-virgule entre guillemets", "a new line and a semicolon within quotes"),
        ReadRight,
    ),
    seed(
        "systemes.csv",
        Cell("pim", "Limite (appels/s)", "n/c"),
        ("limite illisible", "an unreadable limit"),
        ValueRejected,
    ),
    seed(
        "systemes.csv",
        Cell("tag-manager", "Limite (appels/s)", "env. 300 ?"),
        ("limite avec un doute écrit dedans", "a limit with a doubt written into it"),
        ValueRejected,
    ),
    seed(
        "systemes.csv",
        Cell("wms", "Charge à la pointe", "-6"),
        ("charge négative", "a negative load"),
        ValueRejected,
    ),
    seed(
        "systemes.csv",
        Cell("dam", "Disponibilité", "995"),
        ("pourcentage sans sa virgule", "a percentage that lost its comma"),
        ValueRejected,
    ),
    seed(
        "systemes.csv",
        Row(
            "gift-cards",
            &[
                ("Identifiant", "promotions"),
                ("Application", "Promotions (ancien moteur)"),
                ("Nom anglais", "Promotions (old engine)"),
                ("Hébergement", "sur site"),
                ("Limite (appels/s)", "60"),
            ],
        ),
        ("identifiant donné deux fois", "an id given twice"),
        RowRejected,
    ),
    seed(
        "systemes.csv",
        Row("reviews", &[("Description", "À compléter"), ("Hébergement", "SaaS"), ("Disponibilité", "99 %")]),
        ("ligne sans nom", "a row without a name"),
        RowRejected,
    ),
    seed("systemes.csv", EmptyLine, ("ligne vide à la fin", "an empty line at the end"), ReadRight),
    seed(
        "flux.csv",
        FlowCell(("tills", "promotions"), "Vers", "Moteur de PROMOTIONS"),
        ("nom au lieu de l'identifiant, en majuscules", "a name instead of the id, in capitals"),
        ReadRight,
    ),
    seed(
        "flux.csv",
        FlowCell(("cms", "dam"), "De", "gestion de contenu (cms)"),
        ("nom au lieu de l'identifiant, sans accents ni capitales", "a name instead of the id, in small letters"),
        ReadRight,
    ),
    seed(
        "flux.csv",
        FlowCell(("search", "realtime-stock"), "Vers", "stock-tmps-reel"),
        ("flux vers un système qu'aucun fichier ne décrit", "a flow to a system no file describes"),
        Dangling,
    ),
    seed(
        "flux.csv",
        FlowCell(("tag-manager", "retail-media"), "Couplage", "à voir avec Driss"),
        ("mode inconnu", "an unknown mode"),
        ValueRejected,
    ),
    seed(
        "flux.csv",
        FlowCell(("seller-tablet", "pim"), "Taux de cache", "160 %"),
        ("part de plus de 100 %", "a share over 100%"),
        ValueRejected,
    ),
    seed(
        "calendrier.csv",
        Cell("winter-sales", "Au", "31/11/2026"),
        ("jour qui n'existe pas", "a day that does not exist"),
        ValueRejected,
    ),
    seed(
        "donnees.csv",
        Cell("campaign-results", "Description", "=cmd|'/C calc'!A0"),
        ("texte qu'un tableur lancerait", "a text a spreadsheet would run"),
        ReadRight,
    ),
    in_sheet(
        "parcours_ecrans.xlsx",
        "Écrans",
        Cell("store-screen", "Heure de pointe", "samedi 26:00"),
        ("heure qui n'existe pas", "an hour that does not exist"),
        ValueRejected,
    ),
    in_sheet(
        "parcours_ecrans.xlsx",
        "Écrans",
        Cell("app-scan", "Données affichées", "FICHE ARTICLE, prix, Avis  client"),
        ("données citées à la diable", "data named any old way"),
        ReadRight,
    ),
    in_sheet(
        "SI_referentiel_applicatif.xlsx",
        "Applications",
        Cell("cms", "SLA", "99,5 %"),
        ("contredit systemes.csv, qui dit 99,9 %", "contradicts systemes.csv, which says 99.9%"),
        Conflict,
    ),
    seed(
        "people.csv",
        Row(
            "Lou Peyrissac",
            &[
                ("e-mail", "fidelite@solvene.example"),
                ("role", "shared mailbox"),
                ("side", "Marketing"),
                ("team", "loyalty-marketing"),
            ],
        ),
        ("boîte partagée, sans nom de personne", "a shared mailbox, without a person's name"),
        RowRejected,
    ),
    seed(
        "contrats_marketing.csv",
        Cell("MKT-2025-031", "Échéance", "31/09/2026"),
        ("jour qui n'existe pas", "a day that does not exist"),
        ValueRejected,
    ),
    seed(
        "contrats_marketing.csv",
        Row(
            "MKT-2026-026",
            &[
                ("N° contrat", "MKT-2026-026"),
                ("Outil", "Shutterstock"),
                ("Éditeur", "Shutterstock"),
                ("Domaine", "shutterstock.com"),
                ("Début", "16/02/2026"),
                ("Échéance", "15/02/2027"),
                ("Montant annuel HT (€)", "8\u{a0}388,00"),
            ],
        ),
        ("ligne saisie deux fois", "a line entered twice"),
        RowRejected,
    ),
    seed(
        "contrats_marketing.csv",
        Cell("MKT-2026-021", "Préavis (jours)", "voir avenant"),
        ("préavis écrit en mots", "a notice written in words"),
        ValueRejected,
    ),
    seed(
        "contrats_marketing.csv",
        Cell("MKT-2026-020", "Reconduction tacite", "à vérifier"),
        ("ni oui ni non", "neither yes nor no"),
        ValueRejected,
    ),
    seed(
        "contrats_marketing.csv",
        Cell("MKT-2025-005", "Équipe responsable", "squad données"),
        ("équipe sans ses majuscules", "a team without its capitals"),
        ReadRight,
    ),
    seed(
        "parc_magasins.csv",
        Header("Fiabilité stock (%)", "FIABILITÉ  STOCK (%)"),
        ("en-tête en capitales, avec deux espaces", "header in capitals, with two spaces"),
        ReadRight,
    ),
    seed(
        "parc_magasins.csv",
        Header("Format", "Concept"),
        ("colonne que rien ne lit", "a column nothing is read from"),
        Unmapped,
    ),
    seed(
        "parc_magasins.csv",
        Row(
            "S017",
            &[
                ("Code magasin", "S017"),
                ("Magasin", "Tours (en travaux)"),
                ("Pays", "France"),
                ("Dernier inventaire", "02/03/2026"),
            ],
        ),
        ("code donné deux fois", "a code given twice"),
        RowRejected,
    ),
    in_sheet(
        "plan_media_automne_2026.xlsx",
        "Plan média",
        Cell("Hivernage du jardin", "Début", "S40"),
        ("semaine au lieu d'un jour", "a week instead of a day"),
        ValueRejected,
    ),
    in_sheet(
        "plan_media_automne_2026.xlsx",
        "Plan média",
        Cell("Fidélité en poche", "Budget (k€)", "à confirmer"),
        ("budget écrit en mots", "a budget written in words"),
        ValueRejected,
    ),
    in_sheet(
        "plan_media_automne_2026.xlsx",
        "Plan média",
        Row(
            "Reprise des tondeuses",
            &[
                ("Campagne", "Noël à l'heure"),
                ("Support", "TV"),
                ("Début", "20/12/2026"),
                ("Fin", "01/12/2026"),
                ("Message", "Livré avant Noël (ancienne version)"),
            ],
        ),
        ("campagne qui finit avant de commencer", "a campaign that ends before it begins"),
        RowRejected,
    ),
    seed("contrats_marketing.csv", EmptyLine, ("ligne vide à la fin", "an empty line at the end"), ReadRight),
];

/// Something planted in a list that has no lines yet.
pub(crate) struct Sown {
    seed: &'static Seed,
    /// Which row of the list; `None` for the headers.
    row: Option<usize>,
    /// Which column; `None` for a whole row.
    column: Option<usize>,
}

/// Plants in a list what belongs there; [`harvest`] says where it has come to stand.
pub(crate) fn sow(table: &mut Table, file: &str, sheet: Option<&str>) -> Vec<Sown> {
    let mut sown: Vec<Sown> = Vec::new();
    for seed in SEEDS.iter().filter(|seed| seed.file == file && seed.sheet == sheet) {
        let (row, column) = match seed.spot {
            Cell(key, header, value) => {
                let (row, column) = (table.row(key), table.column(header));
                value.clone_into(&mut table.rows[row][column]);
                (Some(row), Some(column))
            }
            FlowCell((from, to), header, value) => {
                let (row, column) = (flow_row(table, from, to), table.column(header));
                value.clone_into(&mut table.rows[row][column]);
                (Some(row), Some(column))
            }
            Row(after, cells) => {
                let mut row = vec![String::new(); table.headers.len()];
                for (header, value) in cells {
                    (*value).clone_into(&mut row[table.column(header)]);
                }
                let at = table.row(after) + 1;
                table.rows.insert(at, row);
                for moved in sown.iter_mut().filter_map(|it| it.row.as_mut()).filter(|row| **row >= at) {
                    *moved += 1;
                }
                (Some(at), None)
            }
            Header(header, otherwise) => {
                let column = table.column(header);
                otherwise.clone_into(&mut table.headers[column]);
                (None, Some(column))
            }
            Column(header, value) => {
                table.headers.push(header.to_owned());
                for (i, row) in table.rows.iter_mut().enumerate() {
                    row.push(format!("{value}{i:02}"));
                }
                (None, Some(table.headers.len() - 1))
            }
            EmptyLine => {
                table.rows.push(vec![String::new(); table.headers.len()]);
                (Some(table.rows.len() - 1), None)
            }
        };
        sown.push(Sown { seed, row, column });
    }
    sown
}

/// Says where everything sown stands; `lines` are those of the headers and of each row after them.
pub(crate) fn harvest(sown: &[Sown], table: &Table, lines: &[u64]) -> Vec<Planted> {
    let place = |it: &Sown| {
        let (line, cells) = match it.row {
            None => (lines[0], &table.headers),
            Some(row) => (lines[row + 1], &table.rows[row]),
        };
        let value = match it.column {
            Some(column) => cells[column].clone(),
            None => cells.iter().find(|cell| !cell.is_empty()).cloned().unwrap_or_default(),
        };
        Planted {
            file: it.seed.file,
            sheet: it.seed.sheet,
            line,
            column: it.column.map(|column| table.headers[column].clone()),
            value,
            what: Say::new(it.seed.what.0, it.seed.what.1),
            expect: it.seed.expect,
        }
    };
    sown.iter().map(place).collect()
}

fn flow_row(table: &Table, from: &str, to: &str) -> usize {
    let found = table.rows.iter().position(|row| row[..2] == [from, to]);
    found.unwrap_or_else(|| panic!("no flow {from} > {to} in {}", table.sheet))
}
