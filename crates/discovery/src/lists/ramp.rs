//! Card lines of Ramp, as its API answers them.
//!
//! Source: Ramp, "Developer API", transactions: `merchant_name`, `merchant_descriptor`, `amount`, `currency_code`,
//! `state`, `user_transaction_time`, `card_holder{first_name, last_name, department_name}`, `merchant_category_code`,
//! `sk_category_name`.

use serde_json::Value;

use super::Unrecognised;
use super::expenses::is_unpaid;
use super::gather::{Gather, WORDS_MOST, words};
use super::json::{self, each};
use super::money;
use super::person::Persons;
use super::text::{Head, short};
use crate::harvest::{Payment, Trade};
use crate::left::Why;

/// Whether the beginning of a file is of this format.
pub(super) fn fits(head: &Head<'_>) -> bool {
    head.is_json()
        && head.has_members(&["merchant_name", "amount"])
        && (head.has_member("user_transaction_time") || head.has_member("card_holder"))
}

/// Reads the lines: the answer of the API, a list, or one a line.
pub(super) fn read(text: &str, gather: &mut Gather<'_>) -> Result<(), Unrecognised> {
    each(text, &["", "data"], gather, |entry, gather| {
        let paid = entry.value().and_then(|value| line(&value, entry.line, gather));
        match paid {
            Err(why) => gather.leave(why, entry.line, ""),
            Ok(payment) => {
                gather.understood();
                gather.pay(words(&payment.merchant), payment);
            }
        }
    });
    Ok(())
}

fn line(value: &Value, line: u64, gather: &mut Gather<'_>) -> Result<Payment, Why> {
    let get = |path: &str| json::words(value, path);
    if get("state").is_some_and(is_unpaid) {
        return Err(Why::Unpaid);
    }
    let (cents, currency) = amount(value.get("amount").ok_or(Why::Amount)?).ok_or(Why::Amount)?;
    let when = get("user_transaction_time").or_else(|| get("accounting_date")).or_else(|| get("settlement_date"));
    let on = when.and_then(|when| gather.iso(when, true)).ok_or(Why::Time)?.day.date();
    let merchant = get("merchant_descriptor").or_else(|| get("merchant_name")).ok_or(Why::Name)?;
    if !gather.has_room() {
        return Err(Why::Beyond);
    }
    let holder = [get("card_holder/first_name"), get("card_holder/last_name")];
    let holder = holder.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let mut persons = Persons::default();
    persons.add(&holder);
    let by = get("card_holder/email").or_else(|| get("card_holder/user_id")).or(Some(&holder).map(|it| it.as_str()));
    let by = by.filter(|by| !by.is_empty()).map(|by| gather.who(by));
    let currency = currency.or_else(|| get("currency_code").and_then(money::currency));
    Ok(Payment {
        on,
        cents,
        currency: currency.unwrap_or_else(|| "USD".to_owned()),
        merchant: short(&persons.kept(merchant, None), WORDS_MOST),
        team: get("card_holder/department_name").map(|team| short(team, WORDS_MOST)),
        by,
        trade: Trade::of(get("merchant_category_code"), get("sk_category_name")),
        file: 0,
        line,
    })
}

/// Reads an amount: a number of the currency, or an object that counts its smallest part.
fn amount(value: &Value) -> Option<(i64, Option<String>)> {
    match value {
        // A JSON number is read as it is spelled, digit by digit; one with an exponent is no amount.
        Value::Number(number) => Some((money::parse(&number.to_string(), Some('.'))?.cents, None)),
        Value::String(words) => Some((money::parse(words, Some('.'))?.cents, None)),
        Value::Object(_) => {
            let rate = value.get("minor_unit_conversion_rate").map_or(Some(100), Value::as_i64)?;
            let whole = value.get("amount")?.as_i64()?;
            let cents = whole.checked_mul(100)?.checked_div(rate).filter(|_| rate > 0)?;
            let exact = cents.checked_mul(rate)? == whole.checked_mul(100)? && cents.abs() <= money::CENTS_MOST;
            exact.then(|| (cents, json::words(value, "currency_code").and_then(money::currency)))
        }
        _ => None,
    }
}
