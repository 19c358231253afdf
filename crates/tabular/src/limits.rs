//! How much a file may hold; beyond, it is [`Unreadable`](crate::Unreadable) with the place and the way out.
//!
//! Together they keep a read under 512 MiB of memory whatever the bytes, the bytes themselves included: at worst
//! 64 MiB of file, 192 MiB of decoded text, 160 MiB of rows and cells while they grow, 64 MiB of text (`tests/memory.rs` measures it).

/// The largest file taken, in bytes.
pub const FILE_BYTES: usize = 64 << 20;
/// The most columns of a sheet, as in Excel.
pub const COLUMNS: usize = 16_384;
/// The most cells of a file, padding included; a blank row counts for one.
pub const CELLS: usize = 2_000_000;
/// The most text all cells of a file may hold together, in bytes.
pub const TEXT_BYTES: usize = 64 << 20;
/// The longest text of one cell, in bytes; Excel stops at 32,767 signs.
pub const CELL_BYTES: usize = 1 << 20;
/// The most rejects of a file.
pub const REJECTS: usize = 20_000;
/// The most sheets of a workbook.
pub const SHEETS: usize = 1_000;
/// The most parts of a workbook's archive.
pub const PARTS: usize = 4_096;
/// The largest part of a workbook's archive once inflated, in bytes.
pub const PART_BYTES: u64 = 64 << 20;
/// The most all parts of a workbook's archive may hold once inflated, in bytes.
pub const PARTS_BYTES: u64 = 192 << 20;
