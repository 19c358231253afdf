//! The tables the pack is kept in: tab-separated, one row for each product and source.

use super::refuse::{Refusal, Refused};
use super::{Category, Product};

/// The columns, in their order. Those from `domains` on may be empty, and a row may end before them.
pub const HEADER: &str =
    "source\tvendor\tproduct\tcategory\tmarketing\tdomains\tdescriptors\ttokens\tnames\tcookies\tselectors\ttags";

/// One row: a product as one source knows it, and its domains.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The line in the table, from 1.
    pub line: u64,
    /// The product.
    pub product: Product,
    /// Its domains as they stand in the table.
    pub domains: Vec<String>,
}

/// Reads the products of a table. A line that begins with `#` is a comment; one whose first cell is `source` names the
/// columns; after one whose first cell is `owned`, owners follow, who are read elsewhere.
pub fn rows(table: &str) -> (Vec<Row>, Vec<Refused>) {
    let (mut rows, mut refused) = (Vec::new(), Vec::new());
    let lines = table.lines().zip(1_u64..).filter(|(line, _)| !line.trim().is_empty() && !line.starts_with('#'));
    let mut owners = false;
    for (line, number) in lines {
        let word = line.split('\t').next().unwrap_or_default();
        if word == "source" || word == "owned" {
            owners = word == "owned";
            continue;
        }
        if owners {
            continue;
        }
        match row(line, number) {
            Ok(row) => rows.push(row),
            Err(column) => {
                let entry = line.chars().take(80).collect();
                refused.push(Refused { line: number, entry, refusal: Refusal::Row { column } });
            }
        }
    }
    (rows, refused)
}

fn row(line: &str, number: u64) -> Result<Row, &'static str> {
    let mut cells = line.split('\t').map(str::trim);
    let mut named = |column: &'static str| cells.next().filter(|cell| !cell.is_empty()).ok_or(column);
    let (source, vendor, name) = (named("source")?, named("vendor")?, named("product")?);
    let category = Category::of_word(named("category")?).ok_or("category")?;
    let marketing = match named("marketing")? {
        "yes" => Some(true),
        "no" => Some(false),
        "-" => None,
        _ => return Err("marketing"),
    };
    let words = |cell: Option<&str>, by: char| -> Vec<String> {
        let parts = cell.unwrap_or_default().split(by).map(str::trim);
        parts.filter(|part| !part.is_empty() && *part != "-").map(str::to_owned).collect()
    };
    let domains = words(cells.next(), ' ');
    let descriptors = words(cells.next(), '|');
    let tokens = words(cells.next(), '|');
    let names = words(cells.next(), '|');
    let cookies = words(cells.next(), '|');
    let selectors = words(cells.next(), '|');
    let tags = words(cells.next(), '|');
    let product = Product {
        name: name.to_owned(),
        vendor: vendor.to_owned(),
        category,
        marketing,
        source: source.to_owned(),
        descriptors,
        tokens,
        names,
        cookies,
        selectors,
        tags,
    };
    Ok(Row { line: number, product, domains })
}

/// Writes rows as a table, each value without tabs and line ends.
pub fn write<'a>(rows: impl IntoIterator<Item = &'a Row>) -> String {
    let mut text = format!("{HEADER}\n");
    let bare = |value: &str| value.split_whitespace().collect::<Vec<_>>().join(" ");
    for Row { product, domains, .. } in rows {
        let marketing = match product.marketing {
            Some(true) => "yes",
            Some(false) => "no",
            None => "-",
        };
        let cells = [
            bare(&product.source),
            bare(&product.vendor),
            bare(&product.name),
            product.category.word().to_owned(),
            marketing.to_owned(),
            bare(&domains.join(" ")),
            bare(&product.descriptors.join("|")),
            bare(&product.tokens.join("|")),
            bare(&product.names.join("|")),
            bare(&product.cookies.join("|")),
            bare(&product.selectors.join("|")),
            bare(&product.tags.join("|")),
        ];
        // Columns that say nothing are left out at the end of a row.
        text.push_str(cells.join("\t").trim_end_matches('\t'));
        text.push('\n');
    }
    text
}
