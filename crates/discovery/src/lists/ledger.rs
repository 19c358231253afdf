//! The accounting entries French law asks every company for (FEC): what suppliers invoiced, to the cent.
//!
//! A purchase stands in several lines: the supplier's account (401), the expense, the tax. The supplier's line is read,
//! credit less debit: an invoice is positive, a credit note negative. An entry that touches a bank or a till (class 5)
//! settles what was invoiced before, and would count it twice; its lines are understood and say nothing.
//! Source: article A47 A-1 of the Livre des procédures fiscales (the columns).

use std::collections::HashSet;

use super::expenses::{in_century, is_total};
use super::gather::{Gather, WORDS_MOST, words};
use super::money;
use super::person::Persons;
use super::table::{self, Dates, Table};
use super::text::short;
use crate::harvest::Payment;
use crate::left::Why;

const MARKS: [&[&str]; 6] =
    [&["JournalCode"], &["EcritureNum"], &["EcritureDate"], &["CompteNum"], &["Debit"], &["Credit"]];

/// Whether a table is of this format.
pub(super) fn fits(table: &Table<'_>) -> bool {
    MARKS.iter().all(|mark| table.has(mark))
}

/// Reads the lines of suppliers' accounts.
pub(super) fn read(table: &Table<'_>, gather: &mut Gather<'_>) {
    let [journal, number, date, account, debit, credit] = MARKS.map(|mark| table.column(mark));
    let (name, label) = (table.column(&["CompAuxLib"]), table.column(&["EcritureLib"]));
    let account_name = table.column(&["CompteLib"]);
    let dates = Dates::of(table, date);
    let entry = |row: &tabular::Row| {
        let get = |column| table::words(row, column).map(|words| words.into_owned());
        (get(journal), get(number))
    };
    let begins = |row: &tabular::Row, with: &str| table::words(row, account).is_some_and(|it| it.starts_with(with));
    let settling: HashSet<_> = table.rows().iter().filter(|row| begins(row, "5")).map(entry).collect();
    let persons = Persons::default();
    for row in table.rows() {
        if !begins(row, "401") || settling.contains(&entry(row)) {
            match row.cell(account).is_empty() {
                true if is_total(row, false) => gather.leave(Why::Total, row.line, &table::shown(row)),
                true => gather.leave(Why::Fields, row.line, &table::shown(row)),
                false => gather.understood(),
            }
            continue;
        }
        let decimal = table.sheet.how.decimal;
        let get = |column: Option<usize>| match row.cell(column) {
            cell if cell.is_empty() => Some(0),
            cell => money::read(cell, decimal).map(|amount| amount.cents),
        };
        let (Some(debit), Some(credit)) = (get(debit), get(credit)) else {
            gather.leave(Why::Amount, row.line, &table::shown(row));
            continue;
        };
        let Some(on) = dates.date(row).filter(|on| in_century(*on)) else {
            gather.leave(Why::Time, row.line, &table::shown(row));
            continue;
        };
        let merchant = [name, label, account_name].into_iter().find_map(|column| table::words(row, column));
        let Some(merchant) = merchant else {
            gather.leave(Why::Name, row.line, &table::shown(row));
            continue;
        };
        if !gather.has_room() {
            gather.leave(Why::Beyond, row.line, &table::shown(row));
            continue;
        }
        gather.understood();
        let payment = Payment {
            on,
            cents: credit - debit,
            currency: "EUR".to_owned(),
            merchant: short(&persons.kept(&merchant, None), WORDS_MOST),
            team: None,
            by: None,
            trade: None,
            file: 0,
            line: row.line,
        };
        gather.pay(words(&payment.merchant), payment);
    }
    gather.note(
        "les montants sont ceux des comptes fournisseurs (401), hors écritures de règlement",
        "the amounts are those of the suppliers' accounts (401), settlements left out",
    );
}
