//! Counts what a file holds while it is read, so that no file outgrows the limits.

use base::Say;

use crate::{Cell, Unreadable, limits};

/// Cells and text so far, over all sheets of a file.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    cells: usize,
    text: usize,
}

impl Tally {
    /// Counts the text of a cell, where it stands; `column` counts from 0.
    pub(crate) fn text(&mut self, line: u64, column: usize, cell: &Cell) -> Result<(), Unreadable> {
        let bytes = match cell {
            Cell::Text(words) | Cell::Broken(words) => words.len(),
            _ => return Ok(()),
        };
        let place = |e: Unreadable| e.at(line, Some(column as u64 + 1));
        if bytes > limits::CELL_BYTES {
            return Err(place(too_long()));
        }
        self.text = self.text.saturating_add(bytes);
        if self.text > limits::TEXT_BYTES { Err(place(too_much_text())) } else { Ok(()) }
    }

    /// Counts the cells of a record, or those that pad it; a record without any counts for one.
    pub(crate) fn cells(&mut self, line: u64, cells: usize) -> Result<(), Unreadable> {
        self.cells = self.cells.saturating_add(cells.max(1));
        if self.cells > limits::CELLS { Err(too_many_cells().at(line, None)) } else { Ok(()) }
    }
}

/// Says that the file itself is too large.
pub(crate) fn too_large() -> Unreadable {
    over(
        format!("le fichier dépasse {} Mio", limits::FILE_BYTES >> 20),
        format!("the file is over {} MiB", limits::FILE_BYTES >> 20),
    )
}

pub(crate) fn too_many_columns() -> Unreadable {
    Unreadable::new(
        Say::new(
            format!("la ligne a plus de {} colonnes", limits::COLUMNS),
            format!("the line has more than {} columns", limits::COLUMNS),
        ),
        Say::new(
            "vérifiez le séparateur et les fins de ligne, ou retirez des colonnes",
            "check the separator and the line ends, or remove columns",
        ),
    )
}

pub(crate) fn too_long() -> Unreadable {
    Unreadable::new(
        Say::new(
            format!("une cellule dépasse {} Kio de texte", limits::CELL_BYTES >> 10),
            format!("a cell holds more than {} KiB of text", limits::CELL_BYTES >> 10),
        ),
        Say::new(
            "vérifiez que le guillemet ou la ligne est bien fermé, ou raccourcissez le texte",
            "check that the quote or the line is closed, or shorten the text",
        ),
    )
}

pub(crate) fn too_much_text() -> Unreadable {
    over(
        format!("le fichier dépasse {} Mio de texte", limits::TEXT_BYTES >> 20),
        format!("the file holds more than {} MiB of text", limits::TEXT_BYTES >> 20),
    )
}

pub(crate) fn too_many_cells() -> Unreadable {
    over(
        format!("le fichier dépasse {} cellules, vides comprises", limits::CELLS),
        format!("the file holds more than {} cells, empty ones included", limits::CELLS),
    )
}

pub(crate) fn too_many_rejects() -> Unreadable {
    Unreadable::new(
        Say::new(
            format!("plus de {} lignes ou cellules n'ont pas leur place dans le tableau", limits::REJECTS),
            format!("more than {} rows or cells have no place in the table", limits::REJECTS),
        ),
        Say::new(
            "vérifiez l'en-tête : chaque colonne remplie doit y avoir un nom",
            "check the header: every filled column needs a name there",
        ),
    )
}

fn over(fr: String, en: String) -> Unreadable {
    Unreadable::new(Say::new(fr, en), split())
}

/// The way out of size.
pub(crate) fn split() -> Say {
    Say::new(
        "découpez le fichier en plusieurs, ou retirez ce qui ne sert pas",
        "split the file, or remove what is not needed",
    )
}
