//! Expense and card lines, bank lines, supplier ledgers: what was paid to whom, to the cent.
//!
//! Every row that is taken is one [`Payment`], so the sum of the payments is the sum of the rows taken. Amounts are
//! what was paid, credits negative: where one signed column bears more negative than positive amounts, the file counts
//! from the account's side, and all are turned round. Of the columns that bear amounts one is read, the one with tax
//! where there is one; which one is said in a note.

mod columns;

use jiff::civil::Date;
use tabular::Row;

use super::gather::{Gather, words};
use super::money;
use super::person::{Kept, Persons};
use super::table::{self, Table};
use super::text::short;
use crate::harvest::{Payment, Trade};
use crate::left::Why;
use columns::{AMOUNT, Columns, DATE, DEBIT, MERCHANT};

/// Whether a table has a day, a merchant and an amount in each row.
pub(super) fn fits(table: &Table<'_>) -> bool {
    let paid = table.has(AMOUNT) || table.has(DEBIT);
    paid && table.has(DATE) && table.has(MERCHANT)
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
    let (code, category) = (get(columns.code), get(columns.category));
    let trade = Trade::of(code.as_deref(), category.as_deref());
    // A row with a merchant's code was taken by a merchant, whatever the category says.
    let category = category.filter(|_| code.is_none());
    let payment = Payment {
        on,
        cents: if account { -paid.cents } else { paid.cents },
        currency: said.clone().unwrap_or_else(|| "EUR".to_owned()),
        merchant: short(&kept.of(persons, &merchant, category.as_deref()), super::gather::WORDS_MOST),
        team: get(columns.team).map(|team| short(&team, super::gather::WORDS_MOST)),
        by: holder.map(|holder| gather.who(&holder)),
        trade,
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
pub(super) fn is_total(row: &Row, dated: bool) -> bool {
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
        (!dated && UNDATED.iter().any(&begins))
            || DOUBTLESS.iter().any(|known| text == *known || (known.contains(' ') && begins(known)))
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
