//! Who owns what, since when.

use discovery::vendors::{HEADER, OWNERS_HEADER, Pack, Refusal, When};
use jiff::civil::{Date, date};

fn owner(key: &str, on: Date) -> Option<String> {
    let pack = &Pack::built_in().pack;
    let id = pack.of_key(key).expect("a product of this key");
    pack.owner(id, on).map(|owner| owner.name)
}

#[test]
fn a_product_is_its_owners_from_the_day_it_was_bought() {
    assert_eq!(owner("mailchimp", date(2021, 10, 31)), None);
    assert_eq!(owner("mailchimp", date(2021, 11, 1)).as_deref(), Some("Intuit"));
    assert_eq!(owner("twilio/segment", date(2020, 11, 1)), None);
    assert_eq!(owner("twilio/segment", date(2026, 1, 1)).as_deref(), Some("Twilio"));
}

#[test]
fn a_product_sold_on_changes_hands_and_the_later_row_counts_in_the_year_both_name() {
    assert_eq!(owner("adobe/magento", date(2012, 1, 1)).as_deref(), Some("eBay"));
    assert_eq!(owner("adobe/magento", date(2016, 1, 1)).as_deref(), Some("Permira"));
    assert_eq!(owner("adobe/magento", date(2018, 2, 1)).as_deref(), Some("Adobe"));
    assert_eq!(owner("brevo", date(2022, 1, 1)).as_deref(), Some("Sendinblue"));
    assert_eq!(owner("brevo", date(2024, 1, 1)).as_deref(), Some("Brevo"));
}

#[test]
fn what_is_said_of_a_vendor_holds_for_its_products() {
    assert_eq!(owner("linkedin/linkedin ads", date(2020, 1, 1)).as_deref(), Some("Microsoft"));
}

#[test]
fn every_owner_compiled_in_says_where_it_was_read() {
    let rows = discovery::vendors::OWNERS.lines().filter(|line| !line.starts_with('#') && !line.starts_with("owned"));
    assert!(rows.clone().count() >= 25);
    assert!(rows.clone().all(|row| row.split('\t').count() == 6));
    assert!(Pack::built_in().refused.is_empty());
}

#[test]
fn a_date_is_as_exact_as_its_source() {
    for (text, first, last) in [
        ("2021", date(2021, 1, 1), date(2021, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2021-07-21", date(2021, 7, 21), date(2021, 7, 21)),
    ] {
        let when = When::read(text).expect("a date");
        assert_eq!((when.first(), when.last()), (first, last));
        assert_eq!(when.to_string(), text);
    }
    for text in ["", "21", "2021-13", "2021-02-30", "2021-7", "2021-07-21-1", "juillet 2021", "20211-07"] {
        assert_eq!(When::read(text), None, "{text}");
    }
}

#[test]
fn a_users_owners_count_first_and_what_cannot_be_read_is_named_with_its_line() {
    let table = format!(
        "{HEADER}\nours\tAgency\tPortal\tmarketing\tyes\tportal.agency.fr\n{OWNERS_HEADER}\n\
         agency/portal\tHolding\t2020\t\tour contract\thttps://agency.fr/\n\
         mailchimp\tOur branch\t2022-01-01\t\tour contract\thttps://agency.fr/\n\
         nobody/nothing\tX\t\t\twords\thttps://agency.fr/\n\
         mailchimp\tX\t2021-02-30\t\twords\thttps://agency.fr/\n\
         mailchimp\tX\t2021\t2020\twords\thttps://agency.fr/\n\
         mailchimp\tX\t\t\twords\t\n"
    );
    let loaded = Pack::of(&[&table, discovery::vendors::OWN, discovery::vendors::OWNERS]);
    let refused: Vec<(u64, &Refusal)> = loaded.refused.iter().map(|it| (it.line, &it.refusal)).collect();
    assert_eq!(
        refused,
        [
            (6, &Refusal::OwnedByNobody),
            (7, &Refusal::Row { column: "from" }),
            (8, &Refusal::Row { column: "until" }),
            (9, &Refusal::Row { column: "address" }),
        ]
    );
    let pack = loaded.pack;
    let of = |key, on| pack.of_key(key).and_then(|id| pack.owner(id, on)).map(|owner| owner.name);
    assert_eq!(of("agency/portal", date(2021, 1, 1)).as_deref(), Some("Holding"));
    assert_eq!(of("mailchimp", date(2023, 1, 1)).as_deref(), Some("Our branch"));
    assert_eq!(of("mailchimp", date(2021, 12, 1)).as_deref(), Some("Intuit"));
}
