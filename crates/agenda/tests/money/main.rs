//! What a case is worth, against numbers worked out elsewhere and against what must hold for every case.

mod laws;
mod oracles;
mod risk;

/// The rows of a table, without its remarks and its header.
fn rows(table: &str) -> Vec<Vec<&str>> {
    table.lines().filter(|line| !line.starts_with('#')).skip(1).map(|line| line.split(',').collect()).collect()
}

fn number(cell: &str) -> f64 {
    cell.parse().unwrap_or_else(|_| panic!("{cell} is no number"))
}

/// Holds a number against another, relative to its size.
fn near(what: &str, got: f64, expect: f64, share: f64) {
    assert!((got - expect).abs() <= share * expect.abs().max(f64::MIN_POSITIVE), "{what}: {got} instead of {expect}");
}
