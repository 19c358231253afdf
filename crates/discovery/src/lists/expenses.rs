//! Expense and card lines, bank lines, supplier ledgers: what was paid to whom, to the cent.
//!
//! Every row that is taken is one [`Payment`], so the sum of the payments is the sum of the rows taken. Amounts are
//! what was paid, credits negative: where one signed column bears more negative than positive amounts, the file counts
//! from the account's side, and all are turned round. Of the columns that bear amounts one is read, the one with tax
//! where there is one; which one is said in a note.

use jiff::civil::Date;
use tabular::Row;

use super::gather::{Gather, words};
use super::money;
use super::person::{Kept, Persons};
use super::table::{self, Dates, Table};
use super::text::short;
use crate::harvest::Payment;
use crate::left::Why;

const DATE: &[&str] = &[
    "date d'opération",
    "date opération",
    "date de l'opération",
    "date de transaction",
    "transaction date",
    "transaction time",
    "user transaction time",
    "date d'achat",
    "purchase date",
    "date de la dépense",
    "date dépense",
    "expense date",
    "date",
    "posted date",
    "posting date",
    "posted at",
    "date comptable",
    "date de facture",
    "date facture",
    "invoice date",
    "document date",
    "date de paiement",
    "payment date",
    "paid date",
    "settled at",
    "completed date",
    "date de valeur",
    "date valeur",
    "value date",
    "jour",
    "day",
];
const MERCHANT: &[&str] = &[
    "merchant descriptor",
    "merchant",
    "merchant name",
    "marchand",
    "nom du marchand",
    "nom marchand",
    "commerçant",
    "nom du commerçant",
    "enseigne",
    "supplier",
    "supplier name",
    "fournisseur",
    "nom du fournisseur",
    "nom fournisseur",
    "vendor",
    "vendor name",
    "beneficiary",
    "bénéficiaire",
    "nom du bénéficiaire",
    "payee",
    "tiers",
    "nom du tiers",
    "raison sociale",
    "counterparty",
    "contrepartie",
    "libellé",
    "libellé de l'opération",
    "libellé opération",
    "libellé de l'écriture",
    "libellé complet",
    "intitulé",
    "description",
    "label",
    "details",
    "détail",
    "narrative",
];
const AMOUNT: &[&str] = &[
    "montant ttc",
    "total ttc",
    "ttc",
    "gross amount",
    "gross",
    "amount incl tax",
    "montant",
    "amount",
    "montant eur",
    "amount eur",
    "montant en euros",
    "montant total",
    "total amount",
    "total",
    "montant réglé",
    "amount paid",
    "payé",
    "somme",
    "billing amount",
    "posted amount",
    "prix",
    "price",
    "montant ht",
    "net amount",
    "net",
    "ht",
    "amount excl tax",
];
const DEBIT: &[&str] = &[
    "débit",
    "debit",
    "montant débit",
    "debit amount",
    "débit euros",
    "sortie",
    "dépense",
    "paid out",
    "money out",
    "withdrawal",
    "withdrawals",
    "charge",
];
const CREDIT: &[&str] = &[
    "crédit",
    "credit",
    "montant crédit",
    "credit amount",
    "crédit euros",
    "entrée",
    "recette",
    "paid in",
    "money in",
    "deposit",
    "deposits",
];
const SIDE: &[&str] = &[
    "sens",
    "débit/crédit",
    "debit/credit",
    "d/c",
    "dr/cr",
    "credit debit indicator",
    "debit credit indicator",
    "type de mouvement",
];
const CURRENCY: &[&str] = &["devise", "currency", "currency code", "code devise", "monnaie", "billing currency"];
const CODE: &[&str] = &[
    "mcc",
    "merchant category code",
    "merchant category no",
    "merchant category number",
    "code mcc",
    "code catégorie marchand",
    "code activité",
];
const HOLDER: &[&str] = &[
    "card holder",
    "cardholder",
    "cardholder name",
    "card holder name",
    "porteur",
    "nom du porteur",
    "titulaire",
    "titulaire de la carte",
    "employee",
    "employee name",
    "employé",
    "salarié",
    "collaborateur",
    "nom du collaborateur",
    "spender",
    "purchaser",
    "acheteur",
    "purchased by",
    "user",
    "utilisateur",
    "member",
    "demandeur",
    "requester",
    "owner",
    "card name",
];
const TEAM: &[&str] = &[
    "cost centre",
    "cost center",
    "centre de coût",
    "centre de coûts",
    "section analytique",
    "axe analytique",
    "département",
    "department",
    "department name",
    "service",
    "direction",
    "équipe",
    "team",
    "business unit",
    "entité",
    "budget",
];
const CATEGORY: &[&str] = &[
    "category",
    "catégorie",
    "expense type",
    "type de dépense",
    "nature",
    "nature de dépense",
    "merchant category",
    "sk category name",
    "compte de charge",
    "expense category",
    "type d'opération",
    "transaction type",
];
const STATE: &[&str] = &["status", "statut", "état", "state", "transaction status", "statut de la transaction"];

/// Whether a table has a day, a merchant and an amount in each row.
pub(super) fn fits(table: &Table<'_>) -> bool {
    let paid = table.has(AMOUNT) || table.has(DEBIT);
    paid && table.has(DATE) && table.has(MERCHANT)
}

/// The columns of one table.
struct Columns<'t> {
    dates: Dates,
    merchant: Option<usize>,
    /// The one column, or the two of a ledger.
    amount: Option<usize>,
    debit: Option<usize>,
    credit: Option<usize>,
    side: Option<usize>,
    currency: Option<usize>,
    code: Option<usize>,
    holder: Option<usize>,
    team: Option<usize>,
    category: Option<usize>,
    state: Option<usize>,
    decimal: Option<char>,
    /// The currency the amounts' header names.
    of_header: Option<&'static str>,
    table: &'t Table<'t>,
}

impl<'t> Columns<'t> {
    fn of(table: &'t Table<'t>) -> Columns<'t> {
        let merchant = table.column(MERCHANT);
        let other = |column: Option<usize>| column.filter(|column| Some(*column) != merchant);
        let (debit, credit) = (table.column(DEBIT), table.column(CREDIT));
        let amount = if debit.is_some() && credit.is_some() { None } else { table.column(AMOUNT).or(debit) };
        let header = amount.or(debit).map_or("", |column| table.name(column)).to_uppercase();
        let of_header =
            [("EUR", "EUR"), ("€", "EUR"), ("USD", "USD"), ("$", "USD"), ("GBP", "GBP"), ("£", "GBP"), ("CHF", "CHF")];
        Columns {
            dates: Dates::of(table, table.column(DATE)),
            merchant,
            amount,
            debit: debit.filter(|_| amount.is_none()),
            credit: credit.filter(|_| amount.is_none()),
            side: table.column(SIDE),
            currency: table.column(CURRENCY),
            code: table.column(CODE),
            holder: other(table.column(HOLDER)),
            team: other(table.column(TEAM)),
            category: other(table.column(CATEGORY)),
            state: table.column(STATE),
            decimal: table.sheet.how.decimal,
            of_header: of_header.iter().find(|(sign, _)| header.contains(sign)).map(|(_, code)| *code),
            table,
        }
    }

    /// What was paid by a row, before the file's side is known.
    fn paid(&self, row: &Row) -> Result<money::Amount, Why> {
        let get = |column: Option<usize>| {
            let cell = row.cell(column);
            let blank = cell.is_empty() || matches!(&*cell.shown(), "-" | "–" | "—");
            if blank { Ok(None) } else { money::read(cell, self.decimal).map(Some).ok_or(Why::Amount) }
        };
        if self.amount.is_some() {
            let amount = get(self.amount)?.ok_or(Why::Amount)?;
            let credit = table::words(row, self.side).is_some_and(|side| {
                let side = tabular::fold(&side);
                matches!(side.as_str(), "c" | "cr" | "crdt") || side.starts_with("credit")
            });
            return Ok(if credit && amount.cents > 0 {
                money::Amount { cents: -amount.cents, ..amount }
            } else {
                amount
            });
        }
        match (get(self.debit)?, get(self.credit)?) {
            (None, None) => Err(Why::Amount),
            (debit, credit) => {
                // A bank may write what goes out as a negative debit.
                let out = debit.map_or(0, |debit| debit.cents.abs());
                let back = credit.map_or(0, |credit| credit.cents.abs());
                Ok(money::Amount { cents: out - back, currency: debit.or(credit).and_then(|amount| amount.currency) })
            }
        }
    }

    /// Whether the file counts from the account's side, so that what is paid is negative.
    fn is_account(&self) -> bool {
        let (mut out, mut back) = (0_usize, 0_usize);
        if self.amount.is_some() && self.side.is_none() {
            for amount in self.table.rows().iter().filter_map(|row| self.paid(row).ok()) {
                out += usize::from(amount.cents < 0);
                back += usize::from(amount.cents > 0);
            }
        }
        out > back
    }
}

/// Reads the lines.
pub(super) fn read(table: &Table<'_>, gather: &mut Gather<'_>) {
    let columns = Columns::of(table);
    let mut persons = Persons::default();
    for row in table.rows() {
        if let Some(holder) = table::words(row, columns.holder) {
            persons.add(&holder);
        }
    }
    let account = columns.is_account();
    match (columns.amount, columns.debit, columns.credit) {
        (Some(amount), ..) => {
            let name = table.name(amount);
            gather.note(
                format!("les montants sont ceux de la colonne « {name} »"),
                format!("the amounts are those of the column “{name}”"),
            );
        }
        (_, Some(debit), Some(credit)) => {
            let (debit, credit) = (table.name(debit), table.name(credit));
            gather.note(
                format!("les montants sont « {debit} » moins « {credit} »"),
                format!("the amounts are “{debit}” less “{credit}”"),
            );
        }
        _ => {}
    }
    if account {
        gather.note(
            "la plupart des montants sont négatifs : ce qui sort du compte est compté comme payé",
            "most amounts are negative: what leaves the account is counted as paid",
        );
    }
    let (mut unnamed, mut hidden, mut kept) = (0_usize, 0_usize, Kept::default());
    for row in table.rows() {
        match line(row, &columns, account, (&persons, &mut kept), gather) {
            Err(why) => gather.leave(why, row.line, &table::shown(row)),
            Ok(Line { payment, currency_said }) => {
                gather.understood();
                unnamed += usize::from(!currency_said);
                hidden += usize::from(payment.merchant == super::PERSON);
                gather.pay(words(&payment.merchant), payment);
            }
        }
    }
    if unnamed > 0 {
        gather.note(
            format!("lignes sans devise : {unnamed}, comptées en euros"),
            format!("rows without a currency: {unnamed}, counted in euros"),
        );
    }
    if hidden > 0 {
        gather.note(
            format!("lignes payées à une personne : {hidden}, son nom n'est pas gardé"),
            format!("rows paid to a person: {hidden}, the name is not kept"),
        );
    }
}

/// A row that is a payment.
struct Line {
    payment: Payment,
    currency_said: bool,
}

fn line(
    row: &Row,
    columns: &Columns<'_>,
    account: bool,
    (persons, kept): (&Persons, &mut Kept),
    gather: &Gather<'_>,
) -> Result<Line, Why> {
    let get = |column: Option<usize>| table::words(row, column);
    let on = columns.dates.date(row);
    if is_total(row, on.is_some()) {
        return Err(Why::Total);
    }
    if get(columns.state).is_some_and(|state| is_unpaid(&state)) {
        return Err(Why::Unpaid);
    }
    let on = on.filter(|on| in_century(*on)).ok_or(Why::Time)?;
    let paid = columns.paid(row)?;
    let Some(merchant) = get(columns.merchant) else { return Err(Why::Name) };
    if !gather.has_room() {
        return Err(Why::Beyond);
    }
    let said = get(columns.currency).and_then(|words| money::currency(&words));
    let said = said.or_else(|| paid.currency.or(columns.of_header).map(str::to_owned));
    let holder = get(columns.holder);
    // A row with a merchant's code was taken by a merchant, whatever the category says.
    let category = if get(columns.code).is_some() { None } else { get(columns.category) };
    let payment = Payment {
        on,
        cents: if account { -paid.cents } else { paid.cents },
        currency: said.clone().unwrap_or_else(|| "EUR".to_owned()),
        merchant: short(&kept.of(persons, &merchant, category.as_deref()), super::gather::WORDS_MOST),
        team: get(columns.team).map(|team| short(&team, super::gather::WORDS_MOST)),
        by: holder.map(|holder| gather.who(&holder)),
        file: 0,
        line: row.line,
    };
    Ok(Line { payment, currency_said: said.is_some() })
}

/// A day of the years 2000 to 2099.
pub(super) fn in_century(on: Date) -> bool {
    (2000..2100).contains(&on.year())
}

/// Whether a row sums up others: it says so in its first words, and bears no day of its own, or says it beyond doubt.
///
/// A row with a day that says only `TOTAL` may be a petrol station's.
fn is_total(row: &Row, dated: bool) -> bool {
    const DOUBTLESS: [&str; 12] = [
        "total general",
        "sous total",
        "grand total",
        "totaux",
        "subtotal",
        "sub total",
        "total ttc",
        "total ht",
        "solde",
        "ancien solde",
        "nouveau solde",
        "report",
    ];
    const UNDATED: [&str; 4] = ["total", "balance", "solde", "somme"];
    // Folding is dear, and most rows begin with none of these letters.
    const BEGIN: [&str; 10] = ["tot", "sou", "gra", "sub", "sol", "anc", "nou", "rep", "bal", "som"];
    let may_be = |words: &&str| {
        let start = words.trim_start().get(..3);
        start.is_some_and(|start| BEGIN.iter().any(|begin| begin.eq_ignore_ascii_case(start)))
    };
    let texts = row.cells.iter().filter_map(|cell| match cell {
        tabular::Cell::Text(words) => Some(words.as_str()),
        _ => None,
    });
    let mut texts = texts.take(4).filter(may_be).map(tabular::fold);
    texts.any(|text| {
        let begins = |known: &&str| text == **known || text.starts_with(&format!("{known} "));
        (!dated && UNDATED.iter().any(|known| begins(&known)))
            || DOUBTLESS.iter().any(|known| text == *known || (known.contains(' ') && begins(&known)))
    })
}

/// Whether a state says that nothing was paid.
pub(super) fn is_unpaid(state: &str) -> bool {
    const WORDS: [&str; 20] = [
        "declined",
        "refuse",
        "refusee",
        "rejected",
        "rejete",
        "rejetee",
        "cancelled",
        "canceled",
        "annule",
        "annulee",
        "failed",
        "echec",
        "echoue",
        "pending",
        "en attente",
        "en cour",
        "void",
        "voided",
        "reverted",
        "authorized",
    ];
    WORDS.contains(&tabular::fold(state).as_str())
}
