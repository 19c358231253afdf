//! The supplier ledger from January to July 2026, as accounting exports it: the columns French law asks for, each invoice
//! on a line for the supplier (credit, tax included), one for the charge and one for the tax (debit), each payment on a
//! line for the supplier and one for the bank, and a line of totals at the end.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::table::Table;

use super::contracts::{Billing, CONTRACTS, Contract, euros};

/// A supplier beside marketing's services: name, account of the charge, least and most cents an invoice, invoices a month.
type Other = (&'static str, &'static str, i64, i64, u8);

const OTHERS: [Other; 12] = [
    ("Agence Pastel & Nord", "623100", 1_800_000, 9_400_000, 2),
    ("Imprimerie du Bocage Vert", "623600", 600_000, 4_800_000, 2),
    ("Médiaplan Ouest", "623100", 9_000_000, 42_000_000, 1),
    ("Intégrale Conseil", "622600", 1_500_000, 8_800_000, 1),
    ("Halteria Commerce", "651100", 21_400_000, 21_400_000, 1),
    ("Clef Unique", "651100", 3_150_000, 3_150_000, 1),
    ("Vueclair", "651100", 1_980_000, 1_980_000, 1),
    ("Lacustre", "651100", 2_400_000, 4_100_000, 1),
    ("Portique Réseaux", "651100", 1_640_000, 1_640_000, 1),
    ("Transports Maugeois", "624100", 8_000_000, 16_000_000, 2),
    ("Nettoyage Claire-Eau", "615200", 340_000, 410_000, 1),
    ("Énergie des Deux Rives", "606100", 2_200_000, 5_900_000, 1),
];

/// Suppliers outside France, who invoice without tax: the house declares it itself, on both sides.
const ABROAD: [&str; 9] = [
    "Halteria Commerce",
    "Relatia",
    "Affinia",
    "Placéo",
    "Étiquetta",
    "Semrush",
    "Shutterstock",
    "Supermetrics",
    "Qualtrics",
];

/// The accounts, and what they are called.
const ACCOUNTS: [(&str, &str); 10] = [
    ("401000", "Fournisseurs"),
    ("445200", "TVA due intracommunautaire"),
    ("445660", "TVA déductible"),
    ("512000", "Banque"),
    ("606100", "Énergie"),
    ("615200", "Entretien"),
    ("622600", "Honoraires"),
    ("623100", "Annonces et campagnes"),
    ("623600", "Catalogues et imprimés"),
    ("624100", "Transports"),
];

/// Software by subscription, which most of these invoices are for.
const SOFTWARE: (&str, &str) = ("651100", "Redevances pour logiciels");

struct Invoice {
    /// Month and day of 2026.
    on: (u8, u8),
    supplier: &'static str,
    account: &'static str,
    /// Cents without tax; negative for a credit note.
    net: i64,
    about: String,
}

impl Invoice {
    /// The tax, in cents: a fifth, to the nearest cent.
    fn tax(&self) -> i64 {
        (self.net * 20 + self.net.signum() * 50) / 100
    }

    fn is_abroad(&self) -> bool {
        ABROAD.contains(&self.supplier)
    }

    /// What is owed.
    fn owed(&self) -> i64 {
        if self.is_abroad() { self.net } else { self.net + self.tax() }
    }
}

/// What of a contract is invoiced in a month of 2026. A year's parts add up to its amount to the cent.
fn part(contract: &Contract, month: u8) -> Option<i64> {
    let (year, began, _) = contract.starts;
    let since = i64::from(month) - i64::from(began);
    if year == 2026 && since < 0 {
        return None;
    }
    let nth = since.rem_euclid(12);
    let (every, parts) = match contract.billing {
        Billing::Monthly => (1, 12),
        Billing::Quarterly => (3, 4),
        Billing::Yearly => (12, 1),
    };
    let last = nth / every == parts - 1;
    let each = contract.cents / parts;
    (nth % every == 0).then_some(if last { contract.cents - each * (parts - 1) } else { each })
}

/// The ledger (`grand_livre_fournisseurs.csv`).
pub(super) fn ledger(seed: u64) -> Table {
    let mut chance = ChaCha8Rng::seed_from_u64(seed ^ 0x1ed6);
    let mut invoices: Vec<Invoice> = Vec::new();
    for month in 1..=7 {
        for contract in CONTRACTS {
            let Some(net) = part(contract, month) else { continue };
            let on = (month, chance.random_range(2..=12));
            let about = format!("{} {month:02}/2026", contract.service);
            invoices.push(Invoice { on, supplier: contract.vendor, account: SOFTWARE.0, net, about });
        }
        for (supplier, account, least, most, times) in OTHERS {
            for _ in 0..times {
                let on = (month, chance.random_range(3..=28));
                let net = chance.random_range(least..=most);
                invoices.push(Invoice { on, supplier, account, net, about: format!("Facture {month:02}/2026") });
            }
        }
    }
    // One invoice was too high, and part of it came back.
    let about = "Avoir sur Avisoria 04/2026".to_owned();
    invoices.push(Invoice { on: (5, 19), supplier: "Avisoria", account: SOFTWARE.0, net: -120_000, about });
    invoices.sort_by(|a, b| (a.on, a.supplier, a.net).cmp(&(b.on, b.supplier, b.net)));
    let mut book = Book::new();
    for invoice in &invoices {
        book.invoice(invoice);
    }
    // What was invoiced until May has been paid by the end of July.
    for invoice in invoices.iter().filter(|it| it.on.0 <= 5) {
        book.payment(invoice);
    }
    book.closed()
}

/// The table while it is written.
struct Book {
    table: Table,
    entries: usize,
    debits: i64,
    credits: i64,
}

impl Book {
    fn new() -> Book {
        let headers = [
            "JournalCode",
            "JournalLib",
            "EcritureNum",
            "EcritureDate",
            "CompteNum",
            "CompteLib",
            "CompAuxNum",
            "CompAuxLib",
            "PieceRef",
            "EcritureLib",
            "Debit",
            "Credit",
        ];
        Book { table: Table::new("grand_livre", &headers), entries: 0, debits: 0, credits: 0 }
    }

    fn invoice(&mut self, it: &Invoice) {
        self.entries += 1;
        let journal = ("ACH", "Achats");
        self.line(journal, it.on, "401000", it.supplier, &it.about, -it.owed());
        self.line(journal, it.on, it.account, "", &it.about, it.net);
        self.line(journal, it.on, "445660", "", "TVA 20 %", it.tax());
        if it.is_abroad() {
            self.line(journal, it.on, "445200", "", "TVA 20 %", -it.tax());
        }
    }

    fn payment(&mut self, it: &Invoice) {
        self.entries += 1;
        let (journal, on) = (("BQ", "Banque"), (it.on.0 + 2, it.on.1));
        let about = format!("Règlement {}", it.supplier);
        self.line(journal, on, "401000", it.supplier, &about, it.owed());
        self.line(journal, on, "512000", "", &about, -it.owed());
    }

    /// One line; what is negative stands on the other side, not under a minus.
    fn line(
        &mut self,
        (code, journal): (&str, &str),
        (month, day): (u8, u8),
        account: &str,
        supplier: &str,
        about: &str,
        debit: i64,
    ) {
        let (left, right) = (debit.max(0), (-debit).max(0));
        self.debits += left;
        self.credits += right;
        let cell = |cents: i64| euros(cents, "\u{a0}");
        let named = ACCOUNTS.iter().find(|(number, _)| *number == account).unwrap_or(&SOFTWARE);
        let number = if supplier.is_empty() { String::new() } else { number_of(supplier) };
        self.table.push([
            code.into(),
            journal.into(),
            self.entries.to_string(),
            format!("2026{month:02}{day:02}"),
            account.into(),
            named.1.into(),
            number,
            supplier.into(),
            format!("{code}26-{:05}", self.entries),
            about.into(),
            cell(left),
            cell(right),
        ]);
    }

    fn closed(mut self) -> Table {
        let mut total = vec![String::new(); self.table.headers.len()];
        total[0] = "TOTAL GÉNÉRAL".into();
        total[10] = euros(self.debits, "\u{a0}");
        total[11] = euros(self.credits, "\u{a0}");
        self.table.rows.push(total);
        self.table
    }
}

/// A supplier's number in the books: `F` and the beginning of its name.
fn number_of(supplier: &str) -> String {
    let letters: String = base::slug(supplier).chars().filter(char::is_ascii_alphanumeric).take(8).collect();
    format!("F{}", letters.to_uppercase())
}
