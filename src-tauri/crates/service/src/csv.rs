//! Comma-separated values that a spreadsheet does not take for formulas.

use std::borrow::Cow;
use std::io;

/// What makes a spreadsheet take a cell for a formula, or cut one into two.
const HAZARDS: &[char] = &['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// A row of values, neutralised.
///
/// # Errors
/// Only the writer's own, and it writes to memory.
pub fn row<T: AsRef<str>>(values: &[T]) -> io::Result<Vec<u8>> {
    let cells: Vec<Cow<'_, str>> = values.iter().map(|value| neutral(value.as_ref())).collect();
    let cells: Vec<&str> = cells.iter().map(|cell| &**cell).collect();
    record(&cells)
}

/// A row of texts as they are.
///
/// # Errors
/// Only the writer's own, and it writes to memory.
pub fn record<T: AsRef<[u8]>>(cells: &[T]) -> io::Result<Vec<u8>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(cells).map_err(io::Error::other)?;
    writer.into_inner().map_err(|error| error.into_error())
}

fn neutral(cell: &str) -> Cow<'_, str> {
    match cell.starts_with(HAZARDS) {
        true => Cow::Owned(format!("'{cell}")),
        false => Cow::Borrowed(cell),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_neutralised_and_the_rest_is_left() {
        for hazard in ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "\nx", "＝1"] {
            assert_eq!(neutral(hazard), format!("'{hazard}"));
        }
        for harmless in ["", "a=1", "'x", " =1", "{\"a\":-1}"] {
            assert_eq!(neutral(harmless), harmless);
        }
    }

    #[test]
    fn a_cell_keeps_its_commas_quotes_and_line_breaks() {
        let row = row(&["a,b", "say \"x\"", "1\n2"]).unwrap();
        assert_eq!(row, b"\"a,b\",\"say \"\"x\"\"\",\"1\n2\"\n");
    }
}
