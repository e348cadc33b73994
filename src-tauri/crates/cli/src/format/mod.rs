//! Rows on standard output: for people, for programs, for spreadsheets.

mod aggregate;
mod change;
mod csv;
mod event;
mod finding;
mod hit;
mod jsonl;
mod moment;
mod projection;
mod snapshot;
mod table;

pub use change::BlameRow;
pub use event::short_time;
pub use finding::kind_word;
pub use hit::FacetRow;
pub use jsonl::number;
pub use table::Column;

use crate::args::Format;
use crate::failure::Failure;
use crate::output::Output;
use crate::safe;
use table::Table;

/// Something that can be printed as a row of each format.
pub trait Row {
    /// The columns for people.
    const COLUMNS: &'static [Column];
    /// The columns for programs, under the names of the table.
    const FIELDS: &'static [&'static str];

    /// A cell for each of [`COLUMNS`](Self::COLUMNS).
    fn cells(&self) -> Vec<String>;

    /// A value for each of [`FIELDS`](Self::FIELDS), once or for each of several things that it holds.
    fn records(&self) -> Vec<Vec<String>>;

    /// One JSON object without line breaks.
    ///
    /// # Errors
    /// What cannot be written as JSON.
    fn json(&self) -> serde_json::Result<String>;
}

/// Prints rows page by page: what was printed is not kept.
pub struct Printer {
    output: Output,
    as_rows: AsRows,
}

enum AsRows {
    Table(Table),
    Jsonl,
    Csv,
}

impl Printer {
    /// Begins with the header, where the format has one.
    pub fn new<R: Row>(format: Format) -> Result<Self, Failure> {
        let mut output = Output::new();
        let as_rows = match format {
            Format::Table => AsRows::Table(Table::new(R::COLUMNS, output.columns())),
            Format::Jsonl => AsRows::Jsonl,
            Format::Csv => {
                output.bytes(&csv::record(R::FIELDS)?)?;
                AsRows::Csv
            }
        };
        Ok(Self { output, as_rows })
    }

    /// Prints a page of rows. An empty one has no say in how wide a table's columns are.
    pub fn page<R: Row>(&mut self, rows: &[R]) -> Result<(), Failure> {
        if rows.is_empty() {
            return Ok(());
        }
        let terminal = self.output.is_terminal();
        match &mut self.as_rows {
            AsRows::Table(table) => {
                let cells = rows.iter().map(Row::cells).collect();
                for line in table.lines(cells) {
                    self.output.line(&line)?;
                }
            }
            AsRows::Jsonl => {
                for row in rows {
                    let line = row.json().map_err(|error| {
                        Failure::failed(format!("a row cannot be written as JSON: {error}"))
                    })?;
                    self.output.line(&if terminal {
                        safe::json(&line)
                    } else {
                        line.into()
                    })?;
                }
            }
            AsRows::Csv => {
                for values in rows.iter().flat_map(Row::records) {
                    self.output.bytes(&csv::row(&values, terminal)?)?;
                }
            }
        }
        Ok(())
    }

    /// Hands on what was printed.
    pub fn finish(mut self) -> Result<(), Failure> {
        if let AsRows::Table(table) = &mut self.as_rows
            && !table.is_begun()
        {
            for line in table.lines(Vec::new()) {
                self.output.line(&line)?;
            }
        }
        Ok(self.output.flush()?)
    }
}
