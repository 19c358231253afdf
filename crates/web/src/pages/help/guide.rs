//! The reference of import files, read from its Markdown into real tables.

use maud::{Markup, html};

/// A part of the reference.
#[derive(Debug, PartialEq)]
enum Block {
    Title(String),
    Heading(String),
    Words(String),
    Table { head: Vec<String>, rows: Vec<Vec<String>> },
}

/// The reference with a folded part per kind; only headings, paragraphs and tables are known, as it is written with.
pub(super) fn guide(markdown: &str) -> Markup {
    let blocks = blocks(markdown);
    let first = blocks.iter().position(|block| matches!(block, Block::Heading(_))).unwrap_or(blocks.len());
    let (intro, rest) = blocks.split_at(first);
    let mut parts: Vec<(&str, Vec<&Block>)> = Vec::new();
    for block in rest {
        match (block, parts.last_mut()) {
            (Block::Heading(words), _) => parts.push((words, Vec::new())),
            (block, Some((_, inside))) => inside.push(block),
            _ => {}
        }
    }
    html! {
        div.guide {
            @for block in intro { @if let Block::Words(words) = block { p { (coded(words)) } } }
            @for (title, inside) in parts {
                details {
                    summary { (capital(title)) }
                    @for block in inside { (shown(title, block)) }
                }
            }
        }
    }
}

fn shown(title: &str, block: &Block) -> Markup {
    match block {
        Block::Title(words) | Block::Heading(words) => html! { h3 { (words) } },
        Block::Words(words) => html! { p { (coded(words)) } },
        Block::Table { head, rows } => html! {
            div.table-frame {
                table {
                    caption.sr { (title) }
                    thead { tr { @for cell in head { th scope="col" { (cell) } } } }
                    tbody {
                        @for row in rows {
                            tr {
                                @for (i, cell) in row.iter().enumerate() {
                                    @if i == 0 { th scope="row" { (coded(cell)) } }
                                    @else { td data-label=[head.get(i)] { (coded(cell)) } }
                                }
                            }
                        }
                    }
                }
            }
        },
    }
}

/// Words with `code` in them.
fn coded(words: &str) -> Markup {
    html! { @for (i, part) in words.split('`').enumerate() { @if i % 2 == 1 { code { (part) } } @else { (part) } } }
}

fn blocks(markdown: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for line in markdown.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if let Some(words) = line.strip_prefix("## ") {
            blocks.push(Block::Heading(words.to_owned()));
        } else if let Some(words) = line.strip_prefix("# ") {
            blocks.push(Block::Title(words.to_owned()));
        } else if line.starts_with('|') {
            let cells = cells(line);
            match blocks.last_mut() {
                Some(Block::Table { rows, .. }) if cells.iter().any(|cell| cell.chars().any(|c| c != '-')) => {
                    rows.push(cells);
                }
                Some(Block::Table { .. }) => {}
                _ => blocks.push(Block::Table { head: cells, rows: Vec::new() }),
            }
        } else {
            blocks.push(Block::Words(line.to_owned()));
        }
    }
    blocks
}

/// The cells of a row; `\|` is a sign and no border.
fn cells(line: &str) -> Vec<String> {
    let inner = line.trim_start_matches('|');
    let inner = inner.strip_suffix('|').unwrap_or(inner);
    let cells = inner.replace("\\|", "\u{1}");
    cells.split('|').map(|cell| cell.trim().replace('\u{1}', "|")).collect()
}

fn capital(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::Lang;

    #[test]
    fn every_kind_of_the_reference_becomes_a_table_and_no_markdown_is_left() {
        for lang in Lang::ALL {
            let markdown = landscape::import::guide(lang);
            let html = guide(&markdown).into_string();
            let tables = markdown.lines().filter(|line| line.starts_with("|---")).count();
            assert_eq!(html.matches("<table>").count(), tables);
            assert!(!html.contains("|---") && !html.contains("`") && !html.contains("## "), "{html}");
            assert!(html.contains("<code>limit</code>"));
        }
    }

    #[test]
    fn a_border_inside_a_cell_stays_a_sign() {
        assert_eq!(cells(r"| `a` | b \| c |"), ["`a`", "b | c"]);
    }
}
