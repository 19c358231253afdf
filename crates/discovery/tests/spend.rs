//! Sums of payments tie to their ledger, however they are grouped.

use discovery::harvest::Payment;
use discovery::spend::{Month, PLACES, Paid, Place, Spend, Sums, of, of_the_year_to};
use jiff::civil::{Date, date};
use proptest::prelude::*;

fn payment(on: Date, cents: i64, currency: &str, team: Option<&str>, line: u64) -> Payment {
    Payment {
        on,
        cents,
        currency: currency.to_owned(),
        merchant: "MERCHANT* 888".to_owned(),
        team: team.map(str::to_owned),
        by: None,
        trade: None,
        file: 0,
        line,
    }
}

fn paid<'a>(payment: &'a Payment, to: Option<&'a str>) -> Paid<'a> {
    Paid { payment, harvest: 0, to }
}

#[test]
fn a_ledger_is_summed_by_vendor_month_team_and_currency() {
    let ledger = [
        (payment(date(2026, 7, 3), 8_900, "EUR", Some("Promotions"), 2), Some("rouage")),
        (payment(date(2026, 8, 3), 8_900, "eur", Some("PROMOTIONS"), 3), Some("rouage")),
        (payment(date(2026, 8, 9), -8_900, "EUR", Some("Promotions"), 4), Some("rouage")),
        (payment(date(2026, 8, 9), 12_001, "USD", None, 5), Some("rouage")),
        (payment(date(2026, 8, 10), 4_550, "", Some("CRM"), 6), None),
    ];
    let spend = of(ledger.iter().map(|(payment, to)| paid(payment, *to)));
    let rouage = &spend.by_vendor[&Some("rouage".to_owned())];
    let euros = rouage.of("EUR").unwrap();
    assert_eq!((euros.cents, euros.charged, euros.returned, euros.payments), (8_900, 17_800, -8_900, 3));
    assert_eq!((euros.first, euros.last), (Some(date(2026, 7, 3)), Some(date(2026, 8, 9))));
    assert_eq!(euros.places[0], Place { harvest: 0, file: 0, line: 2 });
    assert_eq!(rouage.of("USD").map(|sum| sum.cents), Some(12_001), "no currency is changed into another");
    assert_eq!(spend.unattributed().euro_cents(), 4_550);
    assert_eq!(spend.by_month[&Month { year: 2026, month: 8 }].euro_cents(), 4_550);
    let teams: Vec<_> = spend.by_team.iter().map(|it| (it.team.as_deref(), it.sums.euro_cents())).collect();
    assert_eq!(teams, [(None, 0), (Some("CRM"), 4_550), (Some("PROMOTIONS"), 8_900)]);
}

#[test]
fn a_year_ends_with_its_last_day_and_begins_the_day_after_the_last_one_ended() {
    let ledger = [date(2025, 8, 6), date(2025, 8, 7), date(2026, 8, 6), date(2026, 8, 7)]
        .map(|on| payment(on, 100, "EUR", None, 2));
    let spend = of_the_year_to(date(2026, 8, 6), ledger.iter().map(|payment| paid(payment, None)));
    assert_eq!(spend.whole.of("EUR").map(|sum| sum.payments), Some(2));
}

/// A payment anybody could make, and whose it is.
fn any_paid() -> impl Strategy<Value = (Payment, Option<String>)> {
    let cents = prop_oneof![4 => -500_000_i64..5_000_000, 1 => any::<i64>(), 1 => Just(i64::MIN)];
    let team = prop::option::of("[A-Ca-c ]{0,2}");
    let to = prop::option::of("[a-e]");
    (0_i32..1_500, cents, "(EUR|eur|USD|)", team, 0_u64..40, to).prop_map(|(day, cents, currency, team, line, to)| {
        let on = date(2023, 1, 1).saturating_add(jiff::Span::new().days(day));
        (payment(on, cents, &currency, team.as_deref(), line), to)
    })
}

fn spend(ledger: &[(Payment, Option<String>)]) -> Spend {
    of(ledger.iter().map(|(payment, to)| paid(payment, to.as_deref())))
}

proptest! {
    #[test]
    fn the_parts_sum_to_the_ledger_to_the_cent_in_every_grouping(ledger in prop::collection::vec(any_paid(), 0..120)) {
        let spend = spend(&ledger);
        // The slow way, from the ledger itself.
        for currency in ["EUR", "USD"] {
            let is = |payment: &Payment| match payment.currency.to_uppercase().as_str() {
                "" => currency == "EUR",
                letters => letters == currency,
            };
            let of_currency = ledger.iter().filter(|(payment, _)| is(payment));
            let (cents, count) = of_currency.fold((0_i128, 0), |(sum, n), (payment, _)| (sum + i128::from(payment.cents), n + 1));
            let sum = spend.whole.of(currency).cloned().unwrap_or_default();
            prop_assert_eq!((sum.cents, sum.payments), (cents, count));
            prop_assert_eq!(sum.charged + sum.returned, sum.cents);
        }
        prop_assert_eq!(&Sums::together(spend.by_vendor.values()), &spend.whole);
        prop_assert_eq!(&Sums::together(spend.by_month.values()), &spend.whole);
        prop_assert_eq!(&Sums::together(spend.by_team.iter().map(|it| &it.sums)), &spend.whole);
        prop_assert_eq!(&Sums::together(spend.by_vendor_month.values()), &spend.whole);
        for (vendor, sums) in &spend.by_vendor {
            let months = spend.by_vendor_month.iter().filter(|((of, _), _)| of == vendor).map(|(_, sums)| sums);
            prop_assert_eq!(&Sums::together(months), sums);
        }
    }

    #[test]
    fn the_order_of_payments_does_not_matter(mut ledger in prop::collection::vec(any_paid(), 0..60), by in 0_usize..60) {
        let before = spend(&ledger);
        let by = by.min(ledger.len());
        ledger.rotate_left(by);
        prop_assert_eq!(spend(&ledger), before);
    }

    #[test]
    fn two_halves_sum_to_the_whole(ledger in prop::collection::vec(any_paid(), 0..60), at in 0_usize..60) {
        let (one, other) = ledger.split_at(at.min(ledger.len()));
        prop_assert_eq!(Sums::together([&spend(one).whole, &spend(other).whole]), spend(&ledger).whole);
    }

    #[test]
    fn a_sum_keeps_the_first_places_and_counts_all(ledger in prop::collection::vec(any_paid(), 0..120)) {
        for sum in spend(&ledger).whole.by_currency.values() {
            prop_assert_eq!(sum.places.len() as u64, sum.payments.min(PLACES as u64));
            prop_assert!(sum.places.is_sorted());
        }
    }
}
