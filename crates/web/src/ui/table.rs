//! Tables: numbers to the right, a caption, rows that stack on a phone.

use base::Say;
use maud::{Markup, html};

use super::{Reader, Words};

/// A column's head.
#[derive(Clone, Debug)]
pub struct Column {
    /// What it is called.
    pub head: Say,
    /// Whether it holds numbers, set to the right.
    pub number: bool,
}

/// A column of words from a part's own texts.
pub fn words(head: Words) -> Column {
    Column { head: Say::new(head.fr, head.en), number: false }
}

/// A column of numbers from a part's own texts.
pub fn number(head: Words) -> Column {
    Column { head: Say::new(head.fr, head.en), number: true }
}

/// A table; each row has one cell per column, the first one names it.
pub fn table(reader: &Reader, caption: &str, columns: &[Column], rows: Vec<Vec<Markup>>) -> Markup {
    html! {
        div.table-frame {
            table {
                caption { (caption) }
                thead { tr { @for column in columns { th.num[column.number] scope="col" { (reader.say(&column.head)) } } } }
                tbody {
                    @for row in rows {
                        tr {
                            @for (i, (cell, column)) in row.into_iter().zip(columns).enumerate() {
                                @if i == 0 {
                                    th.num[column.number] scope="row" { (cell) }
                                } @else {
                                    td.num[column.number] data-label=(reader.say(&column.head)) { (cell) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The table behind a drawing, folded.
pub fn behind(reader: &Reader, caption: &str, columns: &[Column], rows: Vec<Vec<Markup>>) -> Markup {
    html! { details.behind { summary { (caption) } (table(reader, caption, columns, rows)) } }
}
