//! How much a file may hold; beyond, it is [`Unreadable`](crate::Unreadable) with the place and the way out.
//!
//! Together they keep a read under 512 MiB of memory whatever the bytes, the bytes themselves included
//! (`tests/hostile.rs` measures it).

/// The largest file taken, in bytes.
pub const FILE_BYTES: usize = 64 << 20;
/// The most columns of a sheet, as in Excel.
pub const COLUMNS: usize = 16_384;
/// The most cells of a file, padding included.
pub const CELLS: usize = 4_000_000;
/// The most text all cells of a file may hold together, in bytes.
pub const TEXT_BYTES: usize = 96 << 20;
/// The longest text of one cell, in bytes; Excel stops at 32,767 signs.
pub const CELL_BYTES: usize = 1 << 20;
/// The most rejects of a file that are kept one by one.
pub const REJECTS: usize = 100_000;
/// The most parts of a workbook's archive.
pub const PARTS: usize = 4_096;
/// The largest part of a workbook's archive once inflated, in bytes.
pub const PART_BYTES: u64 = 64 << 20;
/// The most all parts of a workbook's archive may hold once inflated, in bytes.
pub const PARTS_BYTES: u64 = 192 << 20;
