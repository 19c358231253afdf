use base::Say;

/// The kind of file a sheet was read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Text with separated columns: CSV, TSV and their kin.
    Delimited,
    /// Excel's workbook since 2007, with or without macros (XLSX, XLSM).
    Xlsx,
}

impl Format {
    /// What people call it.
    pub fn name(self) -> &'static str {
        match self {
            Format::Delimited => "CSV",
            Format::Xlsx => "XLSX",
        }
    }
}

/// How a sheet was read, for the import report.
#[derive(Clone, Debug, PartialEq)]
pub struct How {
    /// The kind of file.
    pub format: Format,
    /// The encoding of its text: `UTF-8`, `windows-1252`, `UTF-16LE`, `UTF-16BE`; workbooks say `UTF-8`.
    pub encoding: &'static str,
    /// What separates columns; `None` in workbooks and where there is one column only.
    pub separator: Option<char>,
    /// The decimal mark of the numbers spelled in the sheet (`,` or `.`), where all that show one show the same.
    pub decimal: Option<char>,
    /// The line of the header, counted from 1; 0 when none was found.
    pub header_line: u64,
    /// The lines that stood above the header (titles, dates of extraction), each shortened to 80 signs.
    pub above: Vec<String>,
    /// Whether the sheet is hidden in its workbook.
    pub hidden: bool,
    /// What else a reader of the report should know, such as merged cells.
    pub notes: Vec<Say>,
}

impl How {
    pub(crate) fn new(format: Format, encoding: &'static str) -> How {
        How {
            format,
            encoding,
            separator: None,
            decimal: None,
            header_line: 0,
            above: Vec::new(),
            hidden: false,
            notes: Vec::new(),
        }
    }
}
