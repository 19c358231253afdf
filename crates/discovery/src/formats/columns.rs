//! Columns that a line of the file names: which of them say when, who, where and how much.

/// The column of each thing a sighting needs, by number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Columns {
    names: Vec<String>,
}

impl Columns {
    /// Reads the names, which `by` separates.
    pub(super) fn of(names: &[u8], by: impl Fn(u8) -> bool) -> Columns {
        let parts = names.split(|&byte| by(byte)).filter(|part| !part.is_empty());
        Columns { names: parts.map(|part| String::from_utf8_lossy(part).trim().to_lowercase()).collect() }
    }

    /// The number of the first of these names that there is.
    pub(super) fn at(&self, names: &[&str]) -> Option<usize> {
        names.iter().find_map(|name| self.names.iter().position(|known| known == name))
    }
}

/// Finds the last line of a block that begins so, and returns what follows.
pub(super) fn last_directive<'a>(block: &'a [u8], begins: &[u8]) -> Option<&'a [u8]> {
    let mut found = None;
    for at in memchr::memmem::find_iter(block, begins) {
        if at == 0 || block.get(at - 1) == Some(&b'\n') {
            let rest = block.get(at + begins.len()..).unwrap_or_default();
            let end = memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
            found = rest.get(..end);
        }
    }
    found
}
