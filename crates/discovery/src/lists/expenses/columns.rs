//! Which column says what in a table of payments, by the names it has in French and in English; and what a row paid.

use tabular::Row;

use crate::left::Why;
use crate::lists::money;
use crate::lists::table::{self, Dates, Table};

pub(super) const DATE: &[&str] = &[
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
pub(super) const MERCHANT: &[&str] = &[
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
pub(super) const AMOUNT: &[&str] = &[
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
pub(super) const DEBIT: &[&str] = &[
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

/// The columns of one table.
pub(super) struct Columns<'t> {
    pub dates: Dates,
    pub merchant: Option<usize>,
    /// The one column, or the two of a ledger.
    pub amount: Option<usize>,
    pub debit: Option<usize>,
    pub credit: Option<usize>,
    pub side: Option<usize>,
    pub currency: Option<usize>,
    pub code: Option<usize>,
    pub holder: Option<usize>,
    pub team: Option<usize>,
    pub category: Option<usize>,
    pub state: Option<usize>,
    pub decimal: Option<char>,
    /// The currency the amounts' header names.
    pub of_header: Option<&'static str>,
    pub table: &'t Table<'t>,
}

impl<'t> Columns<'t> {
    pub(super) fn of(table: &'t Table<'t>) -> Columns<'t> {
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
    pub(super) fn paid(&self, row: &Row) -> Result<money::Amount, Why> {
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
    pub(super) fn is_account(&self) -> bool {
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
