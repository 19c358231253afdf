//! The tables people really send, from bytes to rows: CSV in any dialect, XLSX, encodings, header synonyms, rejects
//! with line and reason, and the way back out as CSV and XLSX.
//!
//! A file goes in as bytes, [`Sheet`]s come out: named columns, one [`Row`] per record, one [`Cell`] per column, and
//! every row that could not be taken as a [`base::Reject`]. Whoever imports then finds its columns with [`Headers`]
//! and reads each cell in the sense the column has: [`Cell::number`], [`Cell::date`], [`Cell::share`]…
//!
//! Three rules hold everywhere. A file is recognised by what it holds, never by its name. Nothing is dropped without
//! being named: a row is taken, or it stands among the rejects. Hostile bytes cost time and memory within the stated
//! [`limits`], and end in an [`Unreadable`] that names the place and the way out.
//!
//! Deliberately absent: other workbooks (XLS, XLSB, ODS: recognised, and answered by the way out), files
//! (the shell reads bytes), what a column means (the pillars know), values
//! made up for what is missing, macros and formulas (only their stored results are read), charts, styles.

#![allow(clippy::result_large_err, reason = "an unreadable file is told once, at the end of its reading")]

mod cell;
mod date;
mod decode;
mod delimited;
mod grid;
mod header;
mod how;
pub mod limits;
mod number;
mod package;
mod read;
mod recognise;
mod split;
mod stream;
mod style;
mod table;
mod tally;
mod texts;
pub mod typed;
mod unreadable;
pub mod write;
mod xlsx;
mod xml;

pub use cell::{Cell, Unfit};
pub use header::{Headers, find, fold};
pub use how::{Format, How};
pub use read::read;
pub use stream::{Stream, Told};
pub use table::{Row, Sheet};
pub use unreadable::Unreadable;
