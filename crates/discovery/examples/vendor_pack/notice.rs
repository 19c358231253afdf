//! The notice the sources' licences ask for.

use std::collections::BTreeSet;

use discovery::vendors::{Row, SOURCES};

pub(super) fn of(rows: &[Row]) -> String {
    let used: BTreeSet<&str> = rows.iter().map(|row| row.product.source.as_str()).collect();
    let mut text = String::from(
        "derived.tsv holds facts (names of companies, what they are for, their domains, the names of their cookies) taken\n\
         from the works below. The column `source` of each row names the work it comes from. own.tsv and owners.tsv are\n\
         the project's own; owners.tsv names where each row was read.\n",
    );
    for source in SOURCES.iter().filter(|source| used.contains(source.key)) {
        let of_it = || rows.iter().filter(|row| row.product.source == source.key);
        let domains: usize = of_it().map(|row| row.domains.len()).sum();
        let cookies: usize = of_it().map(|row| row.product.cookies.len()).sum();
        text += &format!("\n{}: {}\n  licence {}; {}\n", source.key, source.name, source.licence, source.notice);
        text += &match cookies {
            0 => format!("  {domains} domains\n"),
            _ => format!("  {domains} domains, {cookies} cookies\n"),
        };
    }
    text += "\nApache License 2.0: see LICENSE at the root of this project.\n";
    text += "\nCC0 1.0 Universal: https://creativecommons.org/publicdomain/zero/1.0/legalcode\n\nMIT License:\n\n";
    text += include_str!("../../data/MIT.txt");
    text
}
